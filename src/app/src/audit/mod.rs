//! The log in plain words: who, when, what, why, before, after.

mod goods;
mod trade;
mod words;

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, Utc};
use domain::fact::Fact;
use domain::staff::Right;
use record::{Decoded, Record};
use uuid::Uuid;

use crate::{App, Fault};

/// Which part of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// The first day by the clock.
    pub from: Option<NaiveDate>,
    /// The last day by the clock.
    pub to: Option<NaiveDate>,
    /// Who (staff id).
    pub actor: Option<String>,
    /// Kind of record: `sale`, `return`, `setting.changed`, ...; a beginning such as `shift` is enough.
    pub kind: Option<String>,
    /// What stands in its words.
    pub text: String,
    /// How many at most, newest first.
    pub limit: usize,
}

/// A record in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Place in the log.
    pub pos: i64,
    /// Wall clock of the till.
    pub at: DateTime<FixedOffset>,
    /// Id of the record.
    pub record_id: Uuid,
    /// The till's device, epoch and number: where it stands in its log.
    pub origin: String,
    /// Kind of record.
    pub kind: String,
    /// Who (staff id), and the name.
    pub who: (String, String),
    /// What happened.
    pub what: String,
    /// Why, where somebody said so.
    pub why: String,
    /// What was there before, where it replaced something.
    pub before: String,
    /// What is there since.
    pub after: String,
}

impl App {
    /// The records that fit, newest first, in plain words.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditRow>, Fault> {
        self.require(Right::Audit)?;
        let zone = self.clock.now().offset().fix();
        let day = |date: NaiveDate| date.and_hms_opt(0, 0, 0).and_then(|time| time.and_local_timezone(zone).single());
        let from = filter.from.and_then(day).map_or(i64::MIN, |at| at.timestamp_millis());
        let to = filter.to.and_then(|date| date.succ_opt()).and_then(day).map_or(i64::MAX, |at| at.timestamp_millis());
        self.store.read(|connection| {
            let mut rows = Vec::new();
            let mut names = HashMap::new();
            let kind = filter.kind.as_deref().unwrap_or_default();
            store::records::newest_first(connection, kind, from, to, |pos, record| -> Result<bool, Fault> {
                if let Some(row) = row(connection, pos, &record, filter, &mut names)? {
                    rows.push(row);
                }
                Ok(rows.len() < filter.limit)
            })?;
            Ok(rows)
        })
    }

    /// The record at a place of the log in plain words.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn audit_record(&self, pos: i64) -> Result<Option<AuditRow>, Fault> {
        self.require(Right::Audit)?;
        self.store.read(|connection| match store::records::get(connection, pos)? {
            Some(record) => row(connection, pos, &record, &AuditFilter::default(), &mut HashMap::new()),
            None => Ok(None),
        })
    }
}

fn row(
    connection: &store::Connection,
    pos: i64,
    record: &Record,
    filter: &AuditFilter,
    names: &mut HashMap<String, String>,
) -> Result<Option<AuditRow>, Fault> {
    let said = match store::records::decode(record)? {
        Decoded::Fact(fact) => words::of(&fact),
        Decoded::Unknown => words::unknown(),
    };
    if filter.actor.as_ref().is_some_and(|actor| *actor != said.who) {
        return Ok(None);
    }
    let text = filter.text.trim().to_lowercase();
    let fits = |words: &str| words.to_lowercase().contains(&text);
    if !text.is_empty() && !fits(&said.what) && !fits(&said.why) && !fits(&said.after) {
        return Ok(None);
    }
    let name = match names.get(&said.who) {
        Some(known) => known.clone(),
        None => {
            let name = store::staff::name(connection, &said.who)?;
            names.insert(said.who.clone(), name.clone());
            name
        }
    };
    let header = &record.header;
    let zone = FixedOffset::east_opt(i32::from(header.offset) * 60).unwrap_or_else(|| Utc.fix());
    Ok(Some(AuditRow {
        pos,
        at: DateTime::from_timestamp_millis(header.at).unwrap_or_default().with_timezone(&zone),
        record_id: header.id,
        origin: format!("{}/{}/{}", header.device, header.epoch, header.seq),
        kind: header.kind.clone(),
        before: before(connection, pos, record)?,
        who: (said.who, name),
        what: said.what,
        why: said.why,
        after: said.after,
    }))
}

/// What a setting was before this record changed it.
fn before(connection: &store::Connection, pos: i64, record: &Record) -> Result<String, Fault> {
    let Decoded::Fact(fact) = store::records::decode(record)? else { return Ok(String::new()) };
    let Fact::SettingChanged { key, .. } = *fact else { return Ok(String::new()) };
    let mut found = String::new();
    store::records::older(connection, "setting.changed", pos, |_, record| -> Result<bool, Fault> {
        if let Decoded::Fact(fact) = store::records::decode(&record)?
            && let Fact::SettingChanged { key: other, value, .. } = *fact
            && other == key
        {
            found = value;
            return Ok(false);
        }
        Ok(true)
    })?;
    Ok(found)
}
