//! The cart in progress.

use std::sync::Arc;

use domain::cart::{Cart, CartLine, Discount, FixedPrice};
use domain::member::{Member, Tier};
use domain::sale::{Tender, TenderKind};
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::{StoreError, catalogue, records};

/// A cart as it stands on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredCart {
    /// Its id (UUIDv7 as text).
    pub id: String,
    /// The goods.
    pub cart: Cart,
    /// Payments taken so far.
    pub tenders: Vec<StoredTender>,
    /// When it was last changed, ms since 1970 UTC.
    pub changed_at: i64,
    /// Goods that are no longer in the catalogue and were left out.
    pub lost: Vec<String>,
}

/// A payment for the open cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTender {
    /// Its number within the cart.
    pub no: i64,
    /// The payment.
    pub tender: Tender,
    /// True for a QRIS that was shown and is not confirmed.
    pub waiting: bool,
}

/// The open cart of a till.
///
/// # Errors
/// [`StoreError`].
pub fn open(connection: &Connection, till: &str) -> Result<Option<StoredCart>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id FROM cart WHERE till = ?1 AND state = 'open'")?;
    let id: Option<String> = query.query_row([till], |row| row.get(0)).optional()?;
    match id {
        Some(id) if !sold(connection, &id)? => load(connection, &id),
        _ => Ok(None),
    }
}

/// Whether a cart became a sale: the sale's record has its id. A sold cart is left where it is, three
/// pages less in the sale's transaction, and cleared away by the next cart ([`clear_sold`]).
fn sold(connection: &Connection, id: &str) -> Result<bool, StoreError> {
    match Uuid::parse_str(id) {
        Ok(id) => Ok(records::find(connection, id)?.is_some()),
        Err(_) => Ok(false),
    }
}

/// Clears a till's open cart away if it was sold.
///
/// # Errors
/// [`StoreError`].
pub fn clear_sold(connection: &Connection, till: &str) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached("SELECT id FROM cart WHERE till = ?1 AND state = 'open'")?;
    let id: Option<String> = query.query_row([till], |row| row.get(0)).optional()?;
    match id {
        Some(id) if sold(connection, &id)? => remove(connection, &id),
        _ => Ok(()),
    }
}

/// Carts that a program before parked carts were records left in this table, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn parked(connection: &Connection) -> Result<Vec<StoredCart>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id FROM cart WHERE state = 'parked' ORDER BY changed_at, id")?;
    let ids = query.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut carts = Vec::with_capacity(ids.len());
    for id in ids {
        carts.extend(load(connection, &id)?);
    }
    Ok(carts)
}

/// A cart by id.
///
/// # Errors
/// [`StoreError`].
pub fn load(connection: &Connection, id: &str) -> Result<Option<StoredCart>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT member_number, member_tier, discount_kind, discount_value, last_line, changed_at FROM cart WHERE id = ?1",
    )?;
    let head = query
        .query_row([id], |row| {
            let number: Option<String> = row.get(0)?;
            let tier: Option<String> = row.get(1)?;
            let member = number.map(|number| Member { number, tier: tier.and_then(|t| Tier::parse(&t)).unwrap_or_default() });
            let cart = Cart { lines: Vec::new(), member, discount: discount(row.get(2)?, row.get(3)?), last_line: row.get(4)? };
            Ok((cart, row.get(5)?))
        })
        .optional()?;
    let Some((mut cart, changed_at)) = head else {
        return Ok(None);
    };
    let lost = load_lines(connection, id, &mut cart)?;
    Ok(Some(StoredCart { id: id.to_owned(), cart, tenders: tenders(connection, id)?, changed_at, lost }))
}

/// Makes or changes the head of the open cart.
///
/// # Errors
/// [`StoreError`].
pub fn save_head(connection: &Connection, id: &str, till: &str, cart: &Cart, at: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO cart (id, till, state, member_number, member_tier, discount_kind, discount_value, last_line, changed_at)
               VALUES (?1, ?2, 'open', ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (id) DO UPDATE SET member_number = excluded.member_number, member_tier = excluded.member_tier,
                   discount_kind = excluded.discount_kind, discount_value = excluded.discount_value, last_line = excluded.last_line,
                   changed_at = excluded.changed_at";
    let (kind, value) = discount_columns(cart.discount);
    connection.prepare_cached(sql)?.execute(params![
        id,
        till,
        cart.member.as_ref().map(|member| &member.number),
        cart.member.as_ref().map(|member| member.tier.word()),
        kind,
        value,
        cart.last_line,
        at
    ])?;
    Ok(())
}

/// Makes or changes one line.
///
/// # Errors
/// [`StoreError`].
pub fn save_line(connection: &Connection, id: &str, line: &CartLine) -> Result<(), StoreError> {
    let sql = "INSERT INTO cart_line (cart, line, place, sku, pack, quantity, fixed_kind, fixed_value, discount_kind, discount_value, note)
               VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
               ON CONFLICT (cart, line) DO UPDATE SET quantity = excluded.quantity, fixed_kind = excluded.fixed_kind,
                   fixed_value = excluded.fixed_value, discount_kind = excluded.discount_kind, discount_value = excluded.discount_value,
                   note = excluded.note";
    let (fixed_kind, fixed_value) = match line.fixed {
        None => (None, None),
        Some(FixedPrice::Override(price)) => (Some("override"), Some(price.get())),
        Some(FixedPrice::Open(price)) => (Some("open"), Some(price.get())),
        Some(FixedPrice::Embedded(amount)) => (Some("embedded"), Some(amount.get())),
    };
    let (discount_kind, discount_value) = discount_columns(line.discount);
    connection.prepare_cached(sql)?.execute(params![
        id,
        line.id,
        line.product.sku,
        line.product.packs[line.pack].code,
        line.quantity.get(),
        fixed_kind,
        fixed_value,
        discount_kind,
        discount_value,
        line.note
    ])?;
    Ok(())
}

/// Takes one line out.
///
/// # Errors
/// [`StoreError`].
pub fn remove_line(connection: &Connection, id: &str, line: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM cart_line WHERE cart = ?1 AND line = ?2")?.execute(params![id, line])?;
    Ok(())
}

/// Takes a cart out, with its lines and payments.
///
/// # Errors
/// [`StoreError`].
pub fn remove(connection: &Connection, id: &str) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM cart WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Keeps a payment for the open cart, or changes its state.
///
/// # Errors
/// [`StoreError`].
pub fn save_tender(connection: &Connection, id: &str, tender: &StoredTender) -> Result<(), StoreError> {
    let sql = "INSERT INTO cart_tender (cart, no, kind, amount, reference, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (cart, no) DO UPDATE SET amount = excluded.amount, reference = excluded.reference, state = excluded.state";
    connection.prepare_cached(sql)?.execute(params![
        id,
        tender.no,
        tender.tender.kind.word(),
        tender.tender.amount.get(),
        tender.tender.reference,
        if tender.waiting { "waiting" } else { "taken" }
    ])?;
    Ok(())
}

/// Takes a payment out.
///
/// # Errors
/// [`StoreError`].
pub fn remove_tender(connection: &Connection, id: &str, no: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM cart_tender WHERE cart = ?1 AND no = ?2")?.execute(params![id, no])?;
    Ok(())
}

fn tenders(connection: &Connection, id: &str) -> Result<Vec<StoredTender>, StoreError> {
    let mut query = connection.prepare_cached("SELECT no, kind, amount, reference, state FROM cart_tender WHERE cart = ?1 ORDER BY no")?;
    let rows = query.query_map([id], |row| {
        let kind: String = row.get(1)?;
        let state: String = row.get(4)?;
        let kind = TenderKind::parse(&kind).unwrap_or(TenderKind::Cash);
        let tender = Tender { kind, amount: Rupiah::new(row.get(2)?), reference: row.get(3)? };
        Ok(StoredTender { no: row.get(0)?, tender, waiting: state == "waiting" })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn load_lines(connection: &Connection, id: &str, cart: &mut Cart) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT line, sku, pack, quantity, fixed_kind, fixed_value, discount_kind, discount_value, note FROM cart_line WHERE cart = ?1 ORDER BY place",
    )?;
    let mut rows = query.query([id])?;
    let mut lost = Vec::new();
    while let Some(row) = rows.next()? {
        let (sku, pack): (String, String) = (row.get(1)?, row.get(2)?);
        let product = catalogue::by_sku(connection, &sku)?;
        let place = product.as_ref().and_then(|p| p.packs.iter().position(|candidate| candidate.code == pack));
        let (Some(product), Some(place)) = (product, place) else {
            lost.push(format!("{sku} {pack}"));
            continue;
        };
        let value: Option<i64> = row.get(5)?;
        let price = Rupiah::new(value.unwrap_or(0));
        let fixed = match row.get::<_, Option<String>>(4)?.as_deref() {
            Some("override") => Some(FixedPrice::Override(price)),
            Some("open") => Some(FixedPrice::Open(price)),
            Some("embedded") => Some(FixedPrice::Embedded(price)),
            _ => None,
        };
        cart.lines.push(CartLine {
            id: row.get(0)?,
            product: Arc::new(product),
            pack: place,
            quantity: Quantity::new(row.get(3)?),
            fixed,
            discount: discount(row.get(6)?, row.get(7)?),
            note: row.get(8)?,
        });
    }
    Ok(lost)
}

fn discount(kind: Option<String>, value: Option<i64>) -> Option<Discount> {
    match (kind.as_deref(), value) {
        (Some("percent"), Some(value)) => Some(Discount::Percent(value)),
        (Some("amount"), Some(value)) => Some(Discount::Amount(Rupiah::new(value))),
        _ => None,
    }
}

fn discount_columns(discount: Option<Discount>) -> (Option<&'static str>, Option<i64>) {
    match discount {
        None => (None, None),
        Some(Discount::Percent(value)) => (Some("percent"), Some(value)),
        Some(Discount::Amount(value)) => (Some("amount"), Some(value.get())),
    }
}
