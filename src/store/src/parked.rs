//! Parked carts: records, so that each till of the shop shows them and can take them up.

use std::sync::Arc;

use domain::cart::{Cart, CartLine};
use domain::fact::Fact;
use domain::till::{ParkedCart, ParkedLine};
use record::{Decoded, Header};
use rusqlite::{Connection, OptionalExtension, params};

use crate::cart::StoredCart;
use crate::{StoreError, catalogue, records};

/// A parked cart with the goods as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// The cart, ready to be priced.
    pub stored: StoredCart,
    /// The letter of the till that parked it.
    pub till: String,
    /// What was put aside.
    pub fact: ParkedCart,
}

/// A cart that more than one till took up: somebody may have paid twice, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubleTake {
    /// The parked cart.
    pub cart: String,
    /// The tills that took it, in order of time.
    pub tills: Vec<String>,
    /// When the last one did, ms since 1970 UTC.
    pub at: i64,
}

/// All carts that nobody took up, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(connection: &Connection) -> Result<Vec<Parked>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, at FROM parked_cart WHERE NOT EXISTS (SELECT 1 FROM cart_take WHERE cart_take.cart = parked_cart.cart) ORDER BY at, cart",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(i64, i64)>, _>>()?;
    let mut carts = Vec::with_capacity(rows.len());
    for (pos, at) in rows {
        carts.extend(read(connection, pos, at)?);
    }
    Ok(carts)
}

/// A parked cart that nobody took up yet.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, cart: &str) -> Result<Option<Parked>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, at FROM parked_cart WHERE cart = ?1 AND NOT EXISTS (SELECT 1 FROM cart_take WHERE cart_take.cart = parked_cart.cart)",
    )?;
    let row: Option<(i64, i64)> = query.query_row([cart], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match row {
        Some((pos, at)) => read(connection, pos, at),
        None => Ok(None),
    }
}

/// Carts that were taken up more than once since a time (ms since 1970 UTC).
///
/// # Errors
/// [`StoreError`].
pub fn double_takes(connection: &Connection, since: i64) -> Result<Vec<DoubleTake>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT cart, group_concat(till, ' ' ORDER BY at, made), max(at) FROM cart_take GROUP BY cart HAVING count(*) > 1 AND max(at) >= ?1 ORDER BY 3, 1",
    )?;
    let rows = query.query_map([since], |row| {
        let tills: String = row.get(1)?;
        Ok(DoubleTake { cart: row.get(0)?, tills: tills.split(' ').map(str::to_owned).collect(), at: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a parked cart as the open one of a till, under a new id.
///
/// # Errors
/// [`StoreError::Refused`] when the till has an open cart.
pub fn open_as(connection: &Connection, parked: &Parked, id: &str, till: &str, at: i64) -> Result<(), StoreError> {
    crate::cart::save_head(connection, id, till, &parked.stored.cart, at)?;
    for line in &parked.stored.cart.lines {
        crate::cart::save_line(connection, id, line)?;
    }
    Ok(())
}

fn read(connection: &Connection, pos: i64, at: i64) -> Result<Option<Parked>, StoreError> {
    let Some(record) = records::get(connection, pos)? else {
        return Ok(None);
    };
    let Decoded::Fact(fact) = records::decode(&record)? else {
        return Ok(None);
    };
    let Fact::CartParked(fact) = *fact else {
        return Ok(None);
    };
    let mut cart = Cart { lines: Vec::new(), member: fact.member.clone(), discount: fact.discount, last_line: fact.last_line };
    let mut lost = Vec::new();
    for line in &fact.lines {
        match goods(connection, line)? {
            Some(line) => cart.lines.push(line),
            None => lost.push(format!("{} {}", line.sku, line.pack)),
        }
    }
    let stored = StoredCart { id: fact.cart.clone(), cart, tenders: Vec::new(), changed_at: at, lost };
    Ok(Some(Parked { stored, till: fact.till.clone(), fact }))
}

/// The line with its goods; `None` when they are no longer sold in that pack.
fn goods(connection: &Connection, line: &ParkedLine) -> Result<Option<CartLine>, StoreError> {
    let Some(product) = catalogue::by_sku(connection, &line.sku)? else {
        return Ok(None);
    };
    let Some(pack) = product.packs.iter().position(|pack| pack.code == line.pack) else {
        return Ok(None);
    };
    Ok(Some(CartLine {
        id: line.line,
        product: Arc::new(product),
        pack,
        quantity: line.quantity,
        fixed: line.fixed,
        discount: line.discount,
        note: line.note.clone(),
    }))
}

/// Called only by projection.
pub(crate) fn put(connection: &Connection, pos: i64, header: &Header, cart: &ParkedCart) -> Result<(), StoreError> {
    let sql = "INSERT INTO parked_cart (cart, pos, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![cart.cart, pos, header.at])?;
    Ok(())
}

/// Called only by projection: cart, what it became, till, who.
pub(crate) fn put_taken(connection: &Connection, header: &Header, [cart, made, till, by]: [&str; 4]) -> Result<(), StoreError> {
    let sql = "INSERT INTO cart_take (cart, made, till, by, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![cart, made, till, by, header.at])?;
    Ok(())
}
