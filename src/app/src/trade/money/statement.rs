//! The statement that both sides make from their own books and compare by its hash (`network.md` 4.2).

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use domain::Rupiah;
use domain::settlement::{Differences, Statement, StatementLine};
use domain::staff::Right;
use domain::trade::{Direction, Party};
use record::document::{Content, Document, Statement as Told, StatementRow, prove, read_file};
use uuid::Uuid;

use super::MoneyRefusal;
use super::between::{Between, Said};
use super::keep::Say;
use crate::staff::Approval;
use crate::trade::TradeRefusal;
use crate::trade::foreign::is_xml;
use crate::{App, Fault};

/// A statement of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeStatement {
    /// The document's number.
    pub document: String,
    /// What it says.
    pub statement: Statement,
    /// What the party owes on balance, rupiah; below zero the shop owes.
    pub balance: Rupiah,
    /// True: the other side made the same.
    pub agreed: bool,
}

/// The other side's statement beside the shop's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The party.
    pub party: String,
    /// The document's number.
    pub document: String,
    /// What the shop's books say on that day.
    pub ours: Statement,
    /// What theirs say.
    pub theirs: Statement,
    /// What differs.
    pub differences: Differences,
    /// True: both hashes are equal.
    pub equal: bool,
    /// True: both sides issued it.
    pub agreed: bool,
}

/// A statement that one of the two sides issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// Id of the document.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The party's key.
    pub party: String,
    /// True: the shop issued it.
    pub ours: bool,
    /// When.
    pub date: NaiveDate,
    /// What it says.
    pub statement: Statement,
    /// What the party owes on balance, rupiah; below zero the shop owes.
    pub balance: Rupiah,
    /// True: both sides issued the same.
    pub agreed: bool,
}

/// The end of the row of statements that both sides agreed on.
struct Row {
    /// How many there are.
    count: u32,
    /// Hash of the last; zeros before the first.
    last: [u8; 32],
    /// Hashes of all.
    all: Vec<[u8; 32]>,
}

impl App {
    /// Makes the shop's statement up to and with a day; the same again when nothing changed since.
    ///
    /// # Errors
    /// [`MoneyRefusal::Before`], [`MoneyRefusal::Future`], [`TradeRefusal::OtherTill`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn make_statement(&mut self, party: &str, upto: NaiveDate, approval: Option<&Approval>) -> Result<MadeStatement, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let party = self.party(party)?;
        let today = self.now().date_naive().max(self.posting_date()?);
        if upto > today {
            return Err(MoneyRefusal::Future(upto).into());
        }
        self.settle(approval, |desk| {
            let between = desk.between(&party)?;
            let row = agreed(&between)?;
            let statement = ours(&between, &desk.own.legal_id, upto, row.count, row.last)?;
            let balance = statement.balance(&desk.own.legal_id)?;
            let told = told(&statement)?;
            let issued = || between.said.iter().filter(|said| said.direction == Direction::Issued);
            let statements = || issued().filter_map(|said| as_told(said).map(|told| (&said.document, told)));
            if let Some((document, _)) = statements().find(|(_, earlier)| earlier.hash == told.hash) {
                let agreed = row.all.contains(&statement.hash());
                return Ok(MadeStatement { document: document.number.clone(), statement, balance, agreed });
            }
            // The last agreed one, asked for again.
            if let Some((document, _)) =
                statements().find(|(_, earlier)| earlier.upto == upto && hash_of(earlier).is_some_and(|hash| hash == row.last))
            {
                let before = as_statement(document)?;
                if before.lines == statement.lines {
                    let balance = before.balance(&desk.own.legal_id)?;
                    return Ok(MadeStatement { document: document.number.clone(), statement: before, balance, agreed: true });
                }
            }
            if let Some(made) = statements().map(|(_, earlier)| earlier.upto).max().filter(|made| upto < *made) {
                return Err(MoneyRefusal::Before { made }.into());
            }
            let document = desk.say(&party, Say::new(Content::Statement(told), None))?;
            let agreed = self::agreed(&desk.between(&party)?)?.all.contains(&statement.hash());
            Ok(MadeStatement { document: document.number, statement, balance, agreed })
        })
    }

    /// What the shop's books say between it and a party on a day, as a statement outside the row of those that both agreed
    /// on.
    pub(in crate::trade) fn books_on(&self, party: &Party, upto: NaiveDate) -> Result<Statement, Fault> {
        ours(&self.between(party)?, &self.own_party()?.legal_id, upto, 0, [0; 32])
    }

    /// Takes the other side's statement in and compares it with what the shop's books say on that day. One in UBL is
    /// compared only: nobody signed it.
    ///
    /// # Errors
    /// [`MoneyRefusal::NoStatement`], and whatever [`App::take_documents`] says to the statement.
    pub fn compare_statement(&mut self, bytes: &[u8], approval: Option<&Approval>) -> Result<Comparison, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        if is_xml(bytes) {
            return self.compare_foreign(bytes);
        }
        self.check_trade_till()?;
        let own = self.own_party()?;
        let mut last = None;
        for enclosed in read_file(bytes).map_err(TradeRefusal::from)? {
            let enclosed = enclosed.map_err(TradeRefusal::from)?;
            let document = Document::read(&enclosed.text).map_err(TradeRefusal::from)?;
            if !matches!(document.content, Content::Statement(_)) {
                continue;
            }
            prove(&enclosed.key, &enclosed.text, &enclosed.signature, &document.number).map_err(TradeRefusal::from)?;
            self.take(&enclosed, &own, &actor.id)?;
            last = Some(document);
        }
        let document = last.ok_or(MoneyRefusal::NoStatement)?;
        let known = store::trade::parties::of_legal(self.store.connection(), &document.from.id)?.into_iter().next();
        let party: Party = known.ok_or_else(|| TradeRefusal::NoSuchParty(document.from.name.clone()))?;
        beside(&self.between(&party)?, &own.legal_id, &document)
    }

    /// Compares a statement of a party that was taken in before with what the shop's books say on that day.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::NeedsApproval`].
    pub fn statement_beside(&self, party: &str, id: Uuid, approval: Option<&Approval>) -> Result<Comparison, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let between = self.between(&self.party(party)?)?;
        let found = between.document(id).filter(|said| said.direction == Direction::Taken && as_told(said).is_some());
        let said = found.ok_or_else(|| TradeRefusal::NoSuchDocument(id.to_string()))?;
        beside(&between, &self.own_party()?.legal_id, &said.document)
    }

    /// The statements of both sides with one party or all, the newest first.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchParty`], [`crate::Refusal::NeedsApproval`].
    pub fn statements(&self, party: Option<&str>, approval: Option<&Approval>) -> Result<Vec<StatementView>, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let own = self.own_party()?.legal_id;
        let parties = self.one_or_all(party)?;
        let mut views = Vec::new();
        for party in parties {
            let between = self.between(&party)?;
            let row = agreed(&between)?;
            for said in between.said.iter().filter(|said| as_told(said).is_some()) {
                let statement = as_statement(&said.document)?;
                views.push(StatementView {
                    id: said.document.id,
                    number: said.document.number.clone(),
                    party: party.code.clone(),
                    ours: said.direction == Direction::Issued,
                    date: said.document.date,
                    balance: statement.balance(&own)?,
                    agreed: row.all.contains(&statement.hash()),
                    statement,
                });
            }
        }
        views.sort_by_key(|view| std::cmp::Reverse((view.statement.upto, view.statement.number, view.id)));
        Ok(views)
    }
}

/// A statement of the other side beside the shop's books.
fn beside(between: &Between, own: &str, document: &Document) -> Result<Comparison, Fault> {
    let theirs = as_statement(document)?;
    let ours = ours(between, own, theirs.upto, theirs.number, theirs.previous)?;
    let agreed = agreed(between)?.all.contains(&theirs.hash());
    Ok(Comparison {
        party: between.party.code.clone(),
        document: document.number.clone(),
        differences: ours.compare(&theirs),
        equal: ours.hash() == theirs.hash(),
        ours,
        theirs,
        agreed,
    })
}

/// What the shop's books say on a day.
fn ours(between: &Between, own: &str, upto: NaiveDate, number: u32, previous: [u8; 32]) -> Result<Statement, Fault> {
    let items = between.claims_at(upto)?.items()?;
    let line = |item: domain::settlement::OpenItem| StatementLine {
        claim: item.id,
        document: item.document,
        debtor: item.debtor,
        date: item.date,
        due: item.due,
        amount: item.amount,
        open: item.open,
    };
    Ok(Statement::new(own, &between.party.legal_id, upto, number, previous, items.into_iter().map(line).collect()))
}

/// The row of statements that both sides issued with one hash, each continuing the one before. Where both issued
/// several for one place, the earliest counts on both sides.
fn agreed(between: &Between) -> Result<Row, Fault> {
    let mut row = Row { count: 0, last: [0; 32], all: Vec::new() };
    let said = |direction: Direction, row: &Row| -> Vec<(NaiveDate, [u8; 32])> {
        let of = between.said.iter().filter(move |said| said.direction == direction).filter_map(as_told);
        let next = of.filter(|told| told.number == u64::from(row.count) && told.previous == HEXLOWER.encode(&row.last));
        next.filter_map(|told| hash_of(told).map(|hash| (told.upto, hash))).collect()
    };
    loop {
        let theirs = said(Direction::Taken, &row);
        let both = said(Direction::Issued, &row).into_iter().filter(|ours| theirs.contains(ours));
        let Some((_, hash)) = both.min() else { return Ok(row) };
        row.count = row.count.checked_add(1).ok_or(domain::Overflow)?;
        row.last = hash;
        row.all.push(hash);
    }
}

/// A statement of the other side: its own sums agree, and it does not leave one out.
pub(super) fn judge(between: &Between, document: &Document, told: &Told) -> Result<(), Fault> {
    let nonsense = |why: &str| TradeRefusal::Nonsense { number: document.number.clone(), why: why.to_owned() };
    let statement = as_statement(document)?;
    if HEXLOWER.encode(&statement.hash()) != told.hash {
        return Err(nonsense("sidiknya bukan dari isinya").into());
    }
    if statement.lines.iter().any(|line| !statement.parties.contains(&line.debtor)) {
        return Err(nonsense("ada tagihan pihak lain di dalamnya").into());
    }
    let row = agreed(between)?;
    let number = || document.number.clone();
    if statement.number > row.count {
        return Err(MoneyRefusal::Skips { number: number(), found: told.number, expected: u64::from(row.count) }.into());
    }
    let before = match statement.number {
        0 => [0; 32],
        place => row.all.get(usize::try_from(place - 1).unwrap_or(usize::MAX)).copied().unwrap_or_default(),
    };
    if statement.previous == before { Ok(()) } else { Err(MoneyRefusal::Chain { number: number() }.into()) }
}

fn as_told(said: &Said) -> Option<&Told> {
    match &said.document.content {
        Content::Statement(told) => Some(told),
        _ => None,
    }
}

fn hash_of(told: &Told) -> Option<[u8; 32]> {
    HEXLOWER.decode(told.hash.as_bytes()).ok()?.try_into().ok()
}

/// The statement that a document tells.
fn as_statement(document: &Document) -> Result<Statement, Fault> {
    let nonsense = || TradeRefusal::Nonsense { number: document.number.clone(), why: "bukan rekening koran".to_owned() };
    let Content::Statement(told) = &document.content else { return Err(nonsense().into()) };
    let previous = HEXLOWER.decode(told.previous.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(nonsense)?;
    let number = u32::try_from(told.number).map_err(|_| nonsense())?;
    let line = |row: &StatementRow| StatementLine {
        claim: row.claim.to_string(),
        document: row.document.clone(),
        debtor: row.debtor.clone(),
        date: row.date,
        due: row.due,
        amount: Rupiah::new(row.amount),
        open: Rupiah::new(row.open),
    };
    Ok(Statement::new(&document.from.id, &document.to.id, told.upto, number, previous, told.rows.iter().map(line).collect()))
}

fn told(statement: &Statement) -> Result<Told, Fault> {
    let mut rows = Vec::with_capacity(statement.lines.len());
    for line in &statement.lines {
        rows.push(StatementRow {
            claim: Uuid::parse_str(&line.claim).map_err(|error| Fault::Defect(error.to_string()))?,
            document: line.document.clone(),
            debtor: line.debtor.clone(),
            date: line.date,
            due: line.due,
            amount: line.amount.get(),
            open: line.open.get(),
        });
    }
    Ok(Told {
        upto: statement.upto,
        number: u64::from(statement.number),
        previous: HEXLOWER.encode(&statement.previous),
        hash: HEXLOWER.encode(&statement.hash()),
        rows,
    })
}
