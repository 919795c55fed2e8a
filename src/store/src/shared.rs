//! What several tills may change: the greatest stamp wins, in whatever order the records come.

use domain::fact::Fact;
use domain::goods::StockFact;
use domain::trade::TradeFact;
use record::Header;
use rusqlite::{Connection, OptionalExtension, params};

use crate::StoreError;
use crate::exchange::Log;

/// Time, device, epoch and number of a record, in an order that bytes have too.
pub(crate) type Stamp = [u8; 36];

/// The stamp of a record that puts something shared. Its time never goes back within a log: a clock that
/// is set back must not undo what its own till says later. A log comes in its own order everywhere, two
/// epochs of a device do not: each has a time of its own.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn stamp(connection: &Connection, header: &Header) -> Result<Stamp, StoreError> {
    let sql = "INSERT INTO shared_clock (device, epoch, at) VALUES (?1, ?2, ?3)
               ON CONFLICT (device, epoch) DO UPDATE SET at = max(at, excluded.at) RETURNING at";
    let mut put = connection.prepare_cached(sql)?;
    let at: i64 = put.query_row(params![header.device.as_bytes(), header.epoch, header.at], |row| row.get(0))?;
    Ok(stamp_at(header, at))
}

/// The stamp of a record by its own clock alone.
pub(crate) fn own_stamp(header: &Header) -> Stamp {
    stamp_at(header, header.at)
}

fn stamp_at(header: &Header, at: i64) -> Stamp {
    let mut stamp = [0; 36];
    // The sign turned over, so that times before 1970 come first.
    stamp[..8].copy_from_slice(&(at ^ i64::MIN).to_be_bytes());
    stamp[8..24].copy_from_slice(header.device.as_bytes());
    stamp[24..28].copy_from_slice(&header.epoch.to_be_bytes());
    stamp[28..].copy_from_slice(&header.seq.to_be_bytes());
    stamp
}

/// The time in a stamp, ms since 1970 UTC.
pub(crate) fn time_of(stamp: &Stamp) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&stamp[..8]);
    i64::from_be_bytes(bytes) ^ i64::MIN
}

/// How many milliseconds a new record must be put later, so that it wins over everything shared that
/// is known here: a person who changes what they see must see the change.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn delay(connection: &Connection, (device, epoch): Log, at: i64, fact: &Fact) -> Result<i64, StoreError> {
    if !is_shared(fact) {
        return Ok(0);
    }
    let mut query = connection.prepare_cached("SELECT max(at) FROM shared_clock WHERE device <> ?1 OR epoch <> ?2")?;
    let others: Option<i64> = query.query_row(params![device.as_bytes(), epoch], |row| row.get(0)).optional()?.flatten();
    Ok(others.map_or(0, |others| (others.saturating_add(1) - at).max(0)))
}

/// True for facts that replace what another till may have put.
fn is_shared(fact: &Fact) -> bool {
    match fact {
        Fact::SettingChanged { .. } | Fact::CataloguePut { .. } | Fact::PromotionsPut { .. } | Fact::MembersPut { .. } => true,
        Fact::Stock(stock) => matches!(
            stock,
            StockFact::PartnersPut { .. } | StockFact::PricesSet(_) | StockFact::LabelsPrinted { .. } | StockFact::LotsBlocked { .. }
        ),
        Fact::Trade(trade) => matches!(trade, TradeFact::PartiesPut { .. } | TradeFact::CodeLinked { .. }),
        _ => false,
    }
}
