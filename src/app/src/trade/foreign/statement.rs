//! Statements of other programs: compared, never kept, because nobody signed them.

use domain::settlement::StatementLine;
use domain::{Rupiah, settlement};
use record::document::{Content, StatementRow};

use crate::trade::money::{Comparison, MoneyRefusal};
use crate::{App, Fault};

impl App {
    /// Compares a statement in UBL with what the shop's books say on that day: claims are found by the number of their
    /// document, and what differs is who owes and how much.
    pub(in crate::trade) fn compare_foreign(&self, bytes: &[u8]) -> Result<Comparison, Fault> {
        let own = self.own_party()?;
        let paper = self.read_paper(bytes, &own)?;
        let Content::Statement(told) = &paper.document.content else { return Err(MoneyRefusal::NoStatement.into()) };
        let ours = self.books_on(&paper.party, told.upto)?;
        let line = |row: &StatementRow| {
            let same = |line: &&StatementLine| line.document == row.document && line.debtor == row.debtor;
            let known = ours.lines.iter().find(|line| line.claim == row.claim.to_string()).or_else(|| ours.lines.iter().find(same));
            let (amount, open) = (Rupiah::new(row.amount), Rupiah::new(row.open));
            match known {
                Some(line) => StatementLine { debtor: row.debtor.clone(), amount, open, ..line.clone() },
                None => StatementLine {
                    claim: row.claim.to_string(),
                    document: row.document.clone(),
                    debtor: row.debtor.clone(),
                    date: row.date,
                    due: row.due,
                    amount,
                    open,
                },
            }
        };
        let lines = told.rows.iter().map(line).collect();
        let theirs = settlement::Statement::new(&own.legal_id, &paper.party.legal_id, told.upto, ours.number, ours.previous, lines);
        let differences = ours.compare(&theirs);
        Ok(Comparison {
            party: paper.party.code,
            document: paper.document.number,
            equal: differences.is_empty(),
            ours,
            theirs,
            differences,
            agreed: false,
        })
    }
}
