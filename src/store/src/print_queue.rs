//! What is to be printed or pulsed: durable, in order, one id for all tries.
//!
//! Queued -> sending -> sent -> confirmed; an interrupted try whose bytes may have reached paper is `uncertain`
//! and is never sent again by itself. A drawer pulse is tried once.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoreError;

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// A receipt.
    Receipt,
    /// The drawer's pulse.
    Drawer,
    /// A test page.
    Test,
    /// A report or a slip.
    Paper,
}

impl JobKind {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Drawer => "drawer",
            Self::Test => "test",
            Self::Paper => "paper",
        }
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits.
    Queued,
    /// Is being sent.
    Sending,
    /// All bytes were taken; the printer cannot prove more.
    Sent,
    /// The printer said that it processed all of it.
    Confirmed,
    /// Some bytes may have reached paper; a person decides.
    Uncertain,
    /// Given up by a person, or a pulse that could not be sent.
    Dropped,
}

impl JobState {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Uncertain => "uncertain",
            Self::Dropped => "dropped",
        }
    }

    fn parse(word: &str) -> Self {
        let known = [Self::Queued, Self::Sending, Self::Sent, Self::Confirmed, Self::Uncertain];
        known.into_iter().find(|state| state.word() == word).unwrap_or(Self::Dropped)
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// UUID as text.
    pub id: String,
    /// Order.
    pub no: i64,
    /// What it does.
    pub kind: JobKind,
    /// Number of the sale.
    pub receipt: Option<String>,
    /// A reprint.
    pub copy: bool,
    /// The printer profile the bytes were made for.
    pub profile: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where it stands.
    pub state: JobState,
    /// Tries so far.
    pub attempts: u32,
    /// Bytes that the device took in the last try.
    pub sent_bytes: u64,
    /// What stopped the last try, in words.
    pub cause: String,
    /// ms since 1970 UTC.
    pub created_at: i64,
}

/// A job to be stored.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// UUID as text.
    pub id: &'a str,
    /// What it does.
    pub kind: JobKind,
    /// Number of the sale.
    pub receipt: Option<&'a str>,
    /// A reprint.
    pub copy: bool,
    /// Printer profile.
    pub profile: &'a str,
    /// Where the printer is.
    pub link: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// ms since 1970 UTC.
    pub at: i64,
}

/// Puts a job at the end of the queue.
///
/// # Errors
/// [`StoreError`].
pub fn add(connection: &Connection, job: &NewJob<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO print_job (id, what, receipt, copy, profile, link, bytes, sha256, state, created_at, changed_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, ?9)";
    connection.prepare_cached(sql)?.execute(params![
        job.id,
        job.kind.word(),
        job.receipt,
        job.copy,
        job.profile,
        job.link,
        job.bytes,
        job.sha256,
        job.at
    ])?;
    Ok(())
}

/// Jobs that wait, are being sent, or are uncertain; oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(connection: &Connection) -> Result<Vec<Job>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, no, what, receipt, copy, profile, bytes, state, attempts, sent_bytes, cause, created_at FROM print_job
          WHERE state IN ('queued', 'sending', 'uncertain') ORDER BY no",
    )?;
    let rows = query.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// How many jobs wait, are being sent, or are uncertain.
///
/// # Errors
/// [`StoreError`].
pub fn count_waiting(connection: &Connection) -> Result<usize, StoreError> {
    let mut query = connection.prepare_cached("SELECT count(*) FROM print_job WHERE state IN ('queued', 'sending', 'uncertain')")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

/// What stopped the oldest job that a person must decide on, without reading any bytes.
///
/// # Errors
/// [`StoreError`].
pub fn uncertain_cause(connection: &Connection) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT cause FROM print_job WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'uncertain' ORDER BY no LIMIT 1",
    )?;
    Ok(query.query_row([], |row| row.get(0)).optional()?)
}

/// The oldest job that may be sent now.
///
/// # Errors
/// [`StoreError`].
pub fn next(connection: &Connection) -> Result<Option<Job>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, no, what, receipt, copy, profile, bytes, state, attempts, sent_bytes, cause, created_at FROM print_job
          WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'queued' ORDER BY no LIMIT 1",
    )?;
    Ok(query.query_row([], row).optional()?)
}

/// The job with this id, if it waits, is being sent or is uncertain.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, id: &str) -> Result<Option<Job>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, no, what, receipt, copy, profile, bytes, state, attempts, sent_bytes, cause, created_at FROM print_job
          WHERE state IN ('queued', 'sending', 'uncertain') AND id = ?1",
    )?;
    Ok(query.query_row([id], row).optional()?)
}

/// The newest job of a receipt.
///
/// # Errors
/// [`StoreError`].
pub fn of_receipt(connection: &Connection, receipt: &str) -> Result<Option<Job>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, no, what, receipt, copy, profile, bytes, state, attempts, sent_bytes, cause, created_at FROM print_job
          WHERE receipt = ?1 AND what = 'receipt' ORDER BY no DESC LIMIT 1",
    )?;
    Ok(query.query_row([receipt], row).optional()?)
}

/// Where the printer was that proved the last receipt; `None` when the last one was not proved.
///
/// # Errors
/// [`StoreError`].
pub fn last_proved(connection: &Connection) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT state, link FROM print_job WHERE what <> 'drawer' AND state IN ('sent', 'confirmed') ORDER BY no DESC LIMIT 1",
    )?;
    let last: Option<(String, String)> = query.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(last.filter(|(state, _)| state == JobState::Confirmed.word()).map(|(_, link)| link))
}

/// Moves a job on, only from the state it was last seen in: two programs never send one job. True
/// when it moved.
///
/// # Errors
/// [`StoreError`].
pub fn advance(connection: &Connection, job: &Job, to: JobState, sent_bytes: u64, cause: &str, at: i64) -> Result<bool, StoreError> {
    let tries = i64::from(to == JobState::Sending);
    let sql = "UPDATE print_job SET state = ?3, sent_bytes = ?4, cause = ?5, changed_at = ?6, attempts = attempts + ?7 WHERE no = ?1 AND state = ?2";
    let moved = connection.prepare_cached(sql)?.execute(params![job.no, job.state.word(), to.word(), sent_bytes, cause, at, tries])?;
    Ok(moved == 1)
}

/// Jobs that a program was sending when it ended: what may have reached paper is not known.
///
/// # Errors
/// [`StoreError`].
pub fn settle_interrupted(connection: &Connection, at: i64) -> Result<usize, StoreError> {
    let sql = "UPDATE print_job SET state = iif(what = 'drawer', 'dropped', 'uncertain'), cause = 'program berhenti saat mencetak', changed_at = ?1
                WHERE state = 'sending'";
    Ok(connection.prepare_cached(sql)?.execute([at])?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<Job> {
    let what: String = row.get(2)?;
    let state: String = row.get(7)?;
    let kind = match what.as_str() {
        "receipt" => JobKind::Receipt,
        "drawer" => JobKind::Drawer,
        _ => JobKind::Test,
    };
    Ok(Job {
        id: row.get(0)?,
        no: row.get(1)?,
        kind,
        receipt: row.get(3)?,
        copy: row.get(4)?,
        profile: row.get(5)?,
        bytes: row.get(6)?,
        state: JobState::parse(&state),
        attempts: row.get(8)?,
        sent_bytes: row.get(9)?,
        cause: row.get(10)?,
        created_at: row.get(11)?,
    })
}
