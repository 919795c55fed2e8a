//! Closed periods, and on which day a record is booked. Two tills that do not know of each other may close
//! the same period: the first close counts, on every machine.

use chrono::NaiveDate;
use domain::fact::Fact;
use domain::period::{CoveredHead, PeriodClose, PeriodKind};
use record::{Decoded, Header, Record};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::shared::own_stamp;
use crate::{StoreError, records};

/// The day on which a record dated `date` is booked, and its own date when that is another one: a record
/// that no close of its date covers came too late. What the close of a year moved to the result stays in that
/// year: a close of days that it did not know of makes nothing of it late. A function of the records alone.
///
/// # Errors
/// [`StoreError`].
pub fn booked(connection: &Connection, header: &Header, date: NaiveDate) -> Result<(NaiveDate, Option<NaiveDate>), StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT max(upto) FROM period_close
          WHERE upto >= ?1 AND NOT EXISTS (SELECT 1 FROM period_head WHERE close = period_close.pos AND device = ?2 AND epoch = ?3 AND seq >= ?4)
            AND NOT EXISTS (SELECT 1 FROM period_close AS first
                             WHERE first.upto = period_close.upto AND first.kind = period_close.kind AND first.stamp < period_close.stamp)
            AND NOT EXISTS (
                SELECT 1 FROM period_close AS year JOIN period_head AS knew ON knew.close = year.pos
                 WHERE year.kind = 'year' AND year.upto >= ?1 AND knew.device = ?2 AND knew.epoch = ?3 AND knew.seq >= ?4
                   AND NOT EXISTS (SELECT 1 FROM period_close AS first WHERE first.upto = year.upto AND first.kind = 'year' AND first.stamp < year.stamp)
                   AND NOT EXISTS (SELECT 1 FROM period_head AS of WHERE of.close = year.pos AND of.device = period_close.device
                                      AND of.epoch = period_close.epoch AND of.seq >= period_close.seq))",
    )?;
    let closed: Option<NaiveDate> = query.query_row(params![date, header.device.as_bytes(), header.epoch, header.seq], |row| row.get(0))?;
    Ok(match closed.and_then(|closed| closed.succ_opt()) {
        Some(open) => (open, Some(date)),
        None => (date, None),
    })
}

/// The last day that is closed.
///
/// # Errors
/// [`StoreError`].
pub fn closed_upto(connection: &Connection) -> Result<Option<NaiveDate>, StoreError> {
    let mut query = connection.prepare_cached("SELECT max(upto) FROM period_close")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

/// True when a shift of this day was opened while the clock had come as far: the day has been, also when the
/// clock was set back since.
///
/// # Errors
/// [`StoreError`].
pub fn has_come(connection: &Connection, date: NaiveDate) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT 1 FROM shift JOIN record ON record.pos = shift.pos
          WHERE business_date = ?1 AND date(record.at / 1000 + record.tz * 60, 'unixepoch') >= ?1",
    )?;
    Ok(query.exists([date])?)
}

/// True when a period of this kind up to this day was closed.
///
/// # Errors
/// [`StoreError`].
pub fn is_closed(connection: &Connection, kind: &str, upto: NaiveDate) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM period_close WHERE kind = ?1 AND upto = ?2")?;
    Ok(query.exists(params![kind, upto])?)
}

/// The end of every log that is known here.
///
/// # Errors
/// [`StoreError`].
pub fn heads(connection: &Connection) -> Result<Vec<CoveredHead>, StoreError> {
    let mut query = connection.prepare_cached("SELECT device, epoch FROM device_epoch ORDER BY device, epoch")?;
    let logs: Vec<(Uuid, u32)> = query.query_map([], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut heads = Vec::with_capacity(logs.len());
    for (device, epoch) in logs {
        let seq = records::head(connection, device, epoch)?.seq;
        heads.push(CoveredHead { device: device.to_string(), epoch, seq });
    }
    Ok(heads)
}

/// Keeps a close; again is harmless.
pub(crate) fn put(connection: &Connection, pos: i64, header: &Header, close: &PeriodClose) -> Result<(), StoreError> {
    let sql = "INSERT INTO period_close (pos, kind, upto, at, by, deposit, stamp, device, epoch, seq)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING";
    let deposit = close.deposit.as_ref().map_or(0, |deposit| deposit.amount.get());
    connection.prepare_cached(sql)?.execute(params![
        pos,
        close.kind.word(),
        close.upto,
        header.at,
        close.by,
        deposit,
        own_stamp(header),
        header.device.as_bytes(),
        header.epoch,
        header.seq
    ])?;
    let sql = "INSERT INTO period_head (close, device, epoch, seq) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let mut put = connection.prepare_cached(sql)?;
    for head in &close.heads {
        let device = Uuid::parse_str(&head.device).map_err(|_| StoreError::Meaning(format!("perangkat {}", head.device)))?;
        put.execute(params![pos, device.as_bytes(), head.epoch, head.seq])?;
    }
    Ok(())
}

/// Keeps all closes of `from` in `into` before anything else is projected there: what is late depends on
/// them wherever they stand in the log.
pub(crate) fn preload(from: &Connection, into: &Connection) -> Result<(), StoreError> {
    let mut query = from.prepare("SELECT pos FROM record WHERE kind = 'period.closed' ORDER BY pos")?;
    let places: Vec<i64> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for pos in places {
        let Some(record) = records::get(from, pos)? else { continue };
        if let Some(close) = close_in(&record)? {
            put(into, pos, &record.header, &close)?;
        }
    }
    Ok(())
}

/// The close of a period that a record holds, if it does.
///
/// # Errors
/// [`StoreError`].
pub fn close_in(record: &Record) -> Result<Option<PeriodClose>, StoreError> {
    Ok(match records::decode(record)? {
        Decoded::Fact(fact) => match *fact {
            Fact::PeriodClosed(close) => Some(close),
            _ => None,
        },
        Decoded::Unknown => None,
    })
}

/// True when the same period was closed before, by a till that this one did not know of then.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn came_second(connection: &Connection, close: i64) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT 1 FROM period_close AS closed JOIN period_close AS first ON first.upto = closed.upto AND first.kind = closed.kind
          WHERE closed.pos = ?1 AND first.stamp < closed.stamp",
    )?;
    Ok(query.exists([close])?)
}

/// Periods that were closed twice, where the second close was made since a time (ms since 1970 UTC).
///
/// # Errors
/// [`StoreError`].
pub fn closed_twice(connection: &Connection, since: i64) -> Result<Vec<(PeriodKind, NaiveDate)>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT kind, upto FROM period_close GROUP BY kind, upto HAVING count(*) > 1 AND max(at) >= ?1 ORDER BY upto, kind",
    )?;
    let rows = query.query_map([since], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().filter_map(|(kind, upto)| Some((PeriodKind::parse(&kind)?, upto))).collect())
}

/// True when a close that came from elsewhere makes something late that was booked already, or takes the place
/// of one that came second: then the projections have to be made again.
///
/// # Errors
/// [`StoreError`].
pub fn needs_rebuild(connection: &Connection, close: i64) -> Result<bool, StoreError> {
    if came_second(connection, close)? {
        return Ok(false);
    }
    // What it knew of is no longer late by closes that it did not know of.
    if connection.prepare_cached("SELECT 1 FROM period_close WHERE pos = ?1 AND kind = 'year'")?.exists([close])? {
        return Ok(true);
    }
    let mut second = connection.prepare_cached(
        "SELECT 1 FROM period_close AS closed JOIN period_close AS second ON second.upto = closed.upto AND second.kind = closed.kind
          WHERE closed.pos = ?1 AND second.pos <> closed.pos",
    )?;
    if second.exists([close])? {
        return Ok(true);
    }
    let mut query = connection.prepare_cached(
        "SELECT 1 FROM journal JOIN record ON record.pos = journal.pos, period_close AS closed
          WHERE closed.pos = ?1 AND journal.pos <> ?1 AND coalesce(journal.late, journal.date) <= closed.upto AND record.kind <> 'period.closed'
            AND NOT EXISTS (SELECT 1 FROM period_head WHERE close = closed.pos AND device = record.device AND epoch = record.epoch AND seq >= record.seq)
          LIMIT 1",
    )?;
    Ok(query.exists([close])?)
}

/// The newest close of a day, month or year: place and last day.
///
/// # Errors
/// [`StoreError`].
pub fn last(connection: &Connection, kind: &str) -> Result<Option<(i64, NaiveDate)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos, upto FROM period_close WHERE kind = ?1 ORDER BY upto DESC, pos DESC LIMIT 1")?;
    Ok(query.query_row([kind], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The journal of a day in sums: account, debit, credit, rupiah.
///
/// # Errors
/// [`StoreError`].
pub fn sums(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<(String, i64, i64)>, StoreError> {
    let mut query = connection.prepare(
        "SELECT account, sum(max(amount, 0)), sum(max(-amount, 0)) FROM journal JOIN posting ON posting.pos = journal.pos
          WHERE date BETWEEN ?1 AND ?2 GROUP BY account ORDER BY account",
    )?;
    let rows = query.query_map(params![from, to], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What every account holds at the end of a day; debit above zero, rupiah.
///
/// # Errors
/// [`StoreError`].
pub fn balances_upto(connection: &Connection, upto: NaiveDate) -> Result<Vec<(String, i64)>, StoreError> {
    let mut query = connection.prepare(
        "SELECT account, sum(amount) FROM journal JOIN posting ON posting.pos = journal.pos WHERE date <= ?1 GROUP BY account ORDER BY account",
    )?;
    let rows = query.query_map([upto], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many journals are booked on a day that came too late for their own.
///
/// # Errors
/// [`StoreError`].
pub fn late_on(connection: &Connection, date: NaiveDate) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached("SELECT count(*) FROM journal WHERE date = ?1 AND late IS NOT NULL")?;
    Ok(query.query_row([date], |row| row.get(0))?)
}

/// The oldest day after the last close that has a shift or a posting.
///
/// # Errors
/// [`StoreError`].
pub fn first_open_day(connection: &Connection) -> Result<Option<NaiveDate>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT min(day) FROM (
            SELECT min(business_date) AS day FROM shift WHERE business_date > coalesce((SELECT max(upto) FROM period_close), '')
            UNION ALL SELECT min(date) FROM journal WHERE date > coalesce((SELECT max(upto) FROM period_close), ''))",
    )?;
    Ok(query.query_row([], |row| row.get(0))?)
}
