//! Journals that people write: from templates in plain words, or line by line; reversed, never changed.

use chrono::Offset;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::{Entry, EntryLine, Template, is_claimed};
use domain::staff::Right;
use record::Decoded;
use store::records;
use uuid::Uuid;

use crate::staff::Approval;
use crate::trade::money::MoneyRefusal;
use crate::{App, Fault, Refusal};

/// A journal before it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Date of the books; the open day when absent.
    pub date: Option<NaiveDate>,
    /// What it is, in the person's words.
    pub memo: String,
    /// The template it comes from; empty: none.
    pub template: String,
    /// The lines; debit above zero.
    pub lines: Vec<EntryLine>,
}

/// A journal in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalView {
    /// Place in the log.
    pub pos: i64,
    /// Id of the record.
    pub record_id: Uuid,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// The day it is booked on.
    pub date: NaiveDate,
    /// Its own date, when it came too late for it.
    pub late: Option<NaiveDate>,
    /// What it is.
    pub text: String,
    /// Who wrote it; empty for the till's own.
    pub by: String,
    /// True when a person wrote it.
    pub manual: bool,
    /// True when it was taken back.
    pub reversed: bool,
    /// Account, part, rupiah; debit above zero.
    pub lines: Vec<(String, String, i64)>,
}

impl App {
    /// Writes a journal.
    ///
    /// # Errors
    /// [`Refusal::Entry`], [`Refusal::DateClosed`], [`Refusal::NeedsApproval`].
    pub fn post_journal(&mut self, draft: &Draft, approval: Option<&Approval>) -> Result<Uuid, Fault> {
        self.write_entry(draft, None, approval)
    }

    /// Writes a journal from a template: an amount, and where the money comes from or goes to where the
    /// template lets one choose (the first of its choices when absent).
    ///
    /// # Errors
    /// [`Refusal::NoSuchTemplate`], and those of [`App::post_journal`].
    pub fn post_template(
        &mut self,
        key: &str,
        amount: Rupiah,
        choice: Option<&str>,
        date: Option<NaiveDate>,
        memo: &str,
        approval: Option<&Approval>,
    ) -> Result<Uuid, Fault> {
        let template = Template::find(key).ok_or_else(|| Refusal::NoSuchTemplate(key.to_owned()))?;
        let chosen = match choice.filter(|choice| !choice.is_empty()) {
            Some(choice) if template.choices.contains(&choice) => choice,
            Some(other) => return Err(Refusal::NoSuchTemplate(format!("{key} {other}")).into()),
            None => template.choices.first().copied().unwrap_or_default(),
        };
        let side = |code: &'static str, chosen: &str| if code.is_empty() { chosen.to_owned() } else { code.to_owned() };
        let line = |account, amount| EntryLine { account, sub: String::new(), amount };
        if amount.get() <= 0 {
            return Err(domain::ledger::EntryError::Amount.into());
        }
        let memo = if memo.trim().is_empty() { template.name } else { memo };
        let lines = vec![line(side(template.debit, chosen), amount), line(side(template.credit, chosen), amount.negated()?)];
        self.post_journal(&Draft { date, memo: memo.to_owned(), template: key.to_owned(), lines }, approval)
    }

    /// Takes a journal back that somebody wrote: the same with its sides turned over, on the open day.
    ///
    /// # Errors
    /// [`Refusal::NoSuchJournal`] for the till's own, [`Refusal::AlreadyReversed`], [`Refusal::NeedsReason`].
    pub fn reverse_journal(&mut self, record: Uuid, reason: &str, approval: Option<&Approval>) -> Result<Uuid, Fault> {
        if reason.trim().is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let connection = self.store.connection();
        let pos = records::find(connection, record)?.ok_or(Refusal::NoSuchJournal)?;
        let entry = entry_at(connection, pos)?.ok_or(Refusal::NoSuchJournal)?;
        if entry.reverses.is_some() {
            return Err(Refusal::NoSuchJournal.into());
        }
        let mut lines = Vec::with_capacity(entry.lines.len());
        for line in &entry.lines {
            lines.push(EntryLine { amount: line.amount.negated()?, ..line.clone() });
        }
        let memo = format!("Balik: {} ({})", entry.memo, reason.trim());
        self.write_entry(&Draft { date: None, memo, template: entry.template, lines }, Some(record), approval)
    }

    fn write_entry(&mut self, draft: &Draft, reverses: Option<Uuid>, approval: Option<&Approval>) -> Result<Uuid, Fault> {
        let by = self.hold_right(Right::Journal, approval)?.id;
        // Behind the close of today the next day is open.
        let (proposed, open) = (self.proposed_date()?, self.posting_date()?);
        let date = draft.date.unwrap_or(open);
        self.check_date(date)?;
        if date > open.max(proposed) {
            return Err(Refusal::StrangeDate(date).into());
        }
        if date != open && date != self.clock.now().date_naive() {
            self.hold_right(Right::BackDate, approval)?;
        }
        let memo: String = draft.memo.trim().chars().filter(|c| !c.is_control()).take(160).collect();
        let entry = Entry {
            date,
            memo,
            template: draft.template.clone(),
            lines: draft.lines.clone(),
            reverses: reverses.map(|record| record.to_string()),
            by,
        };
        entry.check()?;
        self.leave_to_documents(&entry)?;
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            if let Some(record) = reverses
                && store::day::is_reversed(tx.connection(), record)?
            {
                return Err(Refusal::AlreadyReversed.into());
            }
            tx.append(device, stamp, &Fact::JournalPosted(entry))?;
            Ok(())
        })?;
        Ok(stamp.id)
    }

    /// What a party is owed and owes is the sum of its claims, and those follow from documents: a journal by hand would
    /// tear the two apart.
    fn leave_to_documents(&self, entry: &Entry) -> Result<(), Fault> {
        for line in entry.lines.iter().filter(|line| is_claimed(&line.account) && !line.sub.is_empty()) {
            if store::trade::parties::party(self.store.connection(), &line.sub)?.is_some() {
                return Err(MoneyRefusal::ByDocument { account: line.account.clone(), party: line.sub.clone() }.into());
            }
        }
        Ok(())
    }

    /// The newest journals, those that people wrote only when `manual`.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn journals(&self, manual: bool, limit: usize) -> Result<Vec<JournalView>, Fault> {
        self.require(Right::Journal)?;
        self.store.read(|connection| {
            let mut views = Vec::new();
            for pos in store::ledger::newest(connection, manual, limit)? {
                views.extend(journal_view(connection, pos)?);
            }
            Ok(views)
        })
    }

    /// The journal of a record.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn journal(&self, pos: i64) -> Result<Option<JournalView>, Fault> {
        self.require(Right::Journal)?;
        self.store.read(|connection| journal_view(connection, pos))
    }
}

fn journal_view(connection: &store::Connection, pos: i64) -> Result<Option<JournalView>, Fault> {
    let (Some(journal), Some(record)) = (store::ledger::at(connection, pos)?, records::get(connection, pos)?) else {
        return Ok(None);
    };
    let entry = entry_at(connection, pos)?;
    let zone = FixedOffset::east_opt(i32::from(record.header.offset) * 60).unwrap_or_else(|| chrono::Utc.fix());
    Ok(Some(JournalView {
        pos,
        record_id: record.header.id,
        at: DateTime::from_timestamp_millis(record.header.at).unwrap_or_default().with_timezone(&zone),
        date: journal.0.date,
        late: journal.1,
        text: journal.0.text,
        manual: entry.is_some(),
        reversed: store::day::is_reversed(connection, record.header.id)?,
        by: entry.map(|entry| entry.by).unwrap_or_default(),
        lines: journal.0.postings,
    }))
}

fn entry_at(connection: &store::Connection, pos: i64) -> Result<Option<Entry>, Fault> {
    let Some(record) = records::get(connection, pos)? else { return Ok(None) };
    Ok(match records::decode(&record)? {
        Decoded::Fact(fact) => match *fact {
            Fact::JournalPosted(entry) => Some(entry),
            _ => None,
        },
        Decoded::Unknown => None,
    })
}
