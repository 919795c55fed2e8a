//! Projections of a fact: every table that is not primary comes from here, in the order of the log.

use chrono::Datelike;
use domain::fact::{Fact, OpeningLine};
use domain::pricing::{Benefit, Promotion};
use domain::sale::Sale;
use domain::shift::Shift;
use domain::{Quantity, ledger};
use record::Header;
use rusqlite::{CachedStatement, Connection, params};

use crate::{StoreError, catalogue};

/// The owner of the koperasi's own goods.
const OWN: &str = "koperasi";

/// Writes what follows from a fact.
pub(crate) fn project(connection: &Connection, pos: i64, header: &Header, fact: &Fact) -> Result<(), StoreError> {
    match fact {
        Fact::SettingChanged { key, value, .. } => {
            let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
            connection.prepare_cached(sql)?.execute(params![key, value])?;
        }
        Fact::CataloguePut { products, .. } => {
            for product in products {
                catalogue::put(connection, product)?;
            }
        }
        Fact::PromotionsPut { promotions, .. } => {
            for promotion in promotions {
                put_promotion(connection, promotion)?;
            }
        }
        Fact::MembersPut { members, .. } => {
            let sql = "INSERT INTO member (number, tier) VALUES (?1, ?2) ON CONFLICT (number) DO UPDATE SET tier = excluded.tier";
            let mut put = connection.prepare_cached(sql)?;
            for (number, tier) in members {
                put.execute(params![number, tier.word()])?;
            }
        }
        Fact::StockOpened { lines, .. } => opening_movements(connection, pos, lines)?,
        Fact::ShiftOpened(shift) => put_shift(connection, pos, header, shift)?,
        Fact::Sale(sale) => put_sale(connection, pos, header, sale)?,
        Fact::EpochOpened { .. }
        | Fact::CartCancelled { .. }
        | Fact::OverrideGranted { .. }
        | Fact::ReceiptReprinted { .. }
        | Fact::QrisAbandoned { .. } => {}
    }
    post(connection, pos, fact)
}

/// The journal of the fact: inserted open, filled, sealed; the triggers check it.
fn post(connection: &Connection, pos: i64, fact: &Fact) -> Result<(), StoreError> {
    let Some(journal) = ledger::journal(fact)? else {
        return Ok(());
    };
    let mut open = connection.prepare_cached("INSERT INTO journal (pos, date, text) VALUES (?1, ?2, ?3)")?;
    open.execute(params![pos, journal.date, journal.text])?;
    let mut add = connection.prepare_cached("INSERT INTO posting (pos, line, account, sub, amount) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (line, posting) in journal.postings.iter().enumerate() {
        add.execute(params![pos, line + 1, posting.account, posting.sub, posting.amount.get()])?;
    }
    connection.prepare_cached("UPDATE journal SET sealed = 1 WHERE pos = ?1")?.execute([pos])?;
    Ok(())
}

fn put_promotion(connection: &Connection, promotion: &Promotion) -> Result<(), StoreError> {
    let (kind, first, second) = match promotion.benefit {
        Benefit::Percent(hundredths) => ("percent", hundredths, 0),
        Benefit::Amount(amount) => ("amount", amount.get(), 0),
        Benefit::BuyGet { buy, free } => ("buy-get", buy, free),
        Benefit::MixAndMatch { count, price } => ("mix", count, price.get()),
    };
    connection.prepare_cached("DELETE FROM promotion WHERE id = ?1")?.execute([&promotion.id])?;
    connection.prepare_cached("DELETE FROM promotion_target WHERE promotion = ?1")?.execute([&promotion.id])?;
    let sql =
        "INSERT INTO promotion (id, name, from_date, to_date, members_only, kind, first, second) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.prepare_cached(sql)?.execute(params![
        promotion.id,
        promotion.name,
        promotion.from,
        promotion.to,
        promotion.members_only,
        kind,
        first,
        second
    ])?;
    let mut add = connection.prepare_cached("INSERT INTO promotion_target (promotion, no, sku, pack) VALUES (?1, ?2, ?3, ?4)")?;
    for (no, target) in promotion.targets.iter().enumerate() {
        add.execute(params![promotion.id, no, target.sku, target.pack])?;
    }
    Ok(())
}

fn opening_movements(connection: &Connection, pos: i64, lines: &[OpeningLine]) -> Result<(), StoreError> {
    let mut moves = movements(connection)?;
    for (line, opening) in lines.iter().enumerate() {
        let moved = Movement {
            sku: &opening.sku,
            kind: "opening",
            quantity: opening.quantity,
            value: opening.value.minus(opening.variance)?.get(),
            last_value: Some(opening.value.get()),
        };
        movement(&mut moves, pos, line, &moved)?;
    }
    Ok(())
}

fn put_shift(connection: &Connection, pos: i64, header: &Header, shift: &Shift) -> Result<(), StoreError> {
    let sql = "INSERT INTO shift (id, pos, till, business_date, opened_by, opened_at, opening_float) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        shift.id,
        pos,
        shift.till,
        shift.business_date,
        shift.opened_by,
        header.at,
        shift.opening_float.get()
    ])?;
    Ok(())
}

fn put_sale(connection: &Connection, pos: i64, header: &Header, sale: &Sale) -> Result<(), StoreError> {
    let line_discount = domain::Rupiah::sum(sale.lines.iter().map(|line| line.discount))?;
    let sql =
        "INSERT INTO sale (pos, receipt, till, shift, business_date, at, cashier, member, subtotal, line_discount, discount, rounding,
                                 total, change, tax, cost, lines)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        sale.receipt,
        sale.till,
        sale.shift,
        sale.business_date,
        header.at,
        sale.cashier,
        sale.member.as_ref().map(|member| &member.number),
        sale.subtotal.get(),
        line_discount.get(),
        sale.discount.get(),
        sale.rounding.get(),
        sale.total.get(),
        sale.change.get(),
        sale.tax()?.get(),
        sale.cost()?.get(),
        sale.lines.len(),
    ])?;
    put_lines(connection, pos, sale)?;
    let mut tender = connection.prepare_cached("INSERT INTO sale_tender (pos, no, kind, amount, reference) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (no, taken) in sale.tenders.iter().enumerate() {
        tender.execute(params![pos, no + 1, taken.kind.word(), taken.amount.get(), taken.reference])?;
    }
    if let Some(member) = &sale.member {
        let sql = "INSERT INTO member_year (number, year, total) VALUES (?1, ?2, ?3)
                   ON CONFLICT (number, year) DO UPDATE SET total = total + excluded.total";
        connection.prepare_cached(sql)?.execute(params![member.number, sale.business_date.year(), sale.total.get()])?;
    }
    Ok(())
}

fn put_lines(connection: &Connection, pos: i64, sale: &Sale) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO sale_line (pos, line, sku, pack, factor, quantity, price, public_price, rule, discount, amount, cart_discount, tax, cost)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let mut moves = movements(connection)?;
    for (index, line) in sale.lines.iter().enumerate() {
        insert.execute(params![
            pos,
            index + 1,
            line.sku,
            line.pack,
            line.factor,
            line.quantity.get(),
            line.price.get(),
            line.public_price.get(),
            line.rule,
            line.discount.get(),
            line.amount.get(),
            line.cart_discount.get(),
            line.tax.get(),
            line.cost.get(),
        ])?;
        let out = Movement {
            sku: &line.sku,
            kind: "sale",
            quantity: Quantity::ZERO.minus(line.base_quantity()?)?,
            value: -line.cost.get(),
            last_value: None,
        };
        movement(&mut moves, pos, index, &out)?;
    }
    Ok(())
}

struct Movement<'a> {
    sku: &'a str,
    kind: &'a str,
    quantity: Quantity,
    value: i64,
    last_value: Option<i64>,
}

fn movements(connection: &Connection) -> Result<CachedStatement<'_>, StoreError> {
    let sql = "INSERT INTO movement (pos, line, sku, owner, kind, quantity, value, last_value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    Ok(connection.prepare_cached(sql)?)
}

fn movement(insert: &mut CachedStatement<'_>, pos: i64, index: usize, movement: &Movement<'_>) -> Result<(), StoreError> {
    insert.execute(params![
        pos,
        index + 1,
        movement.sku,
        OWN,
        movement.kind,
        movement.quantity.get(),
        movement.value,
        movement.last_value
    ])?;
    Ok(())
}
