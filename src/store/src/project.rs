//! Projections of a fact: every table that is not primary comes from here, in the order of the log.

use chrono::Datelike;
use domain::fact::{Fact, OpeningLine};
use domain::period::PeriodKind;
use domain::pricing::{Benefit, Promotion};
use domain::sale::Sale;
use domain::shift::Shift;
use domain::{Quantity, ledger};
use record::Header;
use rusqlite::{CachedStatement, Connection, params};

use crate::shared::{self, Stamp};
use crate::{StoreError, catalogue, day, goods, parked, period, report, trade, trust};

/// The owner of the koperasi's own goods.
pub(crate) const OWN: &str = "koperasi";

/// Where goods stand for sale.
pub(crate) const TOKO: &str = "toko";

/// Writes what follows from a fact.
pub(crate) fn project(connection: &Connection, pos: i64, header: &Header, fact: &Fact) -> Result<(), StoreError> {
    match fact {
        Fact::SettingChanged { key, value, .. } => put_setting(connection, header, key, value)?,
        Fact::CataloguePut { products, .. } => {
            let stamp = shared::stamp(connection, header)?;
            for product in products {
                catalogue::put(connection, product, &stamp)?;
            }
        }
        Fact::PromotionsPut { promotions, .. } => {
            let stamp = shared::stamp(connection, header)?;
            for promotion in promotions {
                put_promotion(connection, promotion, &stamp)?;
            }
        }
        Fact::MembersPut { members, .. } => {
            let stamp = shared::stamp(connection, header)?;
            let sql = "INSERT INTO member (number, tier, stamp) VALUES (?1, ?2, ?3)
                       ON CONFLICT (number) DO UPDATE SET tier = excluded.tier, stamp = excluded.stamp WHERE excluded.stamp >= stamp";
            let mut put = connection.prepare_cached(sql)?;
            for (number, tier) in members {
                put.execute(params![number, tier.word(), stamp])?;
            }
        }
        Fact::StockOpened { lines, .. } => opening_movements(connection, pos, header, lines)?,
        Fact::ShiftOpened(shift) => put_shift(connection, pos, header, shift)?,
        Fact::Sale(sale) => put_sale(connection, pos, header, sale)?,
        Fact::CashMoved(moved) => day::put_move(connection, pos, header, moved)?,
        Fact::ShiftClosed(close) => day::put_close(connection, pos, header, close)?,
        Fact::PeriodClosed(close) => period::put(connection, pos, header, close)?,
        Fact::JournalPosted(entry) => day::put_entry(connection, pos, entry)?,
        Fact::CartParked(cart) => parked::put(connection, pos, header, cart)?,
        Fact::CartTaken { cart, into, till, by } => parked::put_taken(connection, header, [cart, into, till, by])?,
        Fact::TillInvited { invitation, till, key, .. } => trust::put_invitation(connection, invitation, till, key)?,
        Fact::TillJoined { invitation, .. } => trust::put_joined(connection, invitation, header.device)?,
        Fact::KeyTrusted { device, epoch, key, .. } => trust::put_trusted(connection, device, *epoch, key)?,
        Fact::Stock(stock) => goods::project(connection, pos, header, stock)?,
        Fact::Trade(fact) => trade::project(connection, pos, header, fact)?,
        Fact::EpochOpened { .. }
        | Fact::CartCancelled { .. }
        | Fact::OverrideGranted { .. }
        | Fact::ReceiptReprinted { .. }
        | Fact::QrisAbandoned { .. } => {}
    }
    post(connection, pos, header, fact)
}

/// The journal of the fact: inserted open, filled, sealed; the triggers check it. A late one is booked
/// on the first day that is still open.
fn post(connection: &Connection, pos: i64, header: &Header, fact: &Fact) -> Result<(), StoreError> {
    let journal = match fact {
        Fact::PeriodClosed(close) if period::came_second(connection, pos)? => ledger::journal(&Fact::PeriodClosed(close.again()))?,
        _ => ledger::journal(fact)?,
    };
    let Some(journal) = journal else { return Ok(()) };
    let (date, late) = match fact {
        Fact::PeriodClosed(_) => (journal.date, None),
        _ => period::booked(connection, header, journal.date)?,
    };
    let closing = matches!(fact, Fact::PeriodClosed(close) if close.kind == PeriodKind::Year);
    let mut open = connection.prepare_cached("INSERT INTO journal (pos, date, text, late, closing) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    open.execute(params![pos, date, journal.text, late, closing])?;
    let mut add = connection.prepare_cached("INSERT INTO posting (pos, line, account, sub, amount) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (line, posting) in journal.postings.iter().enumerate() {
        add.execute(params![pos, line + 1, posting.account, posting.sub, posting.amount.get()])?;
    }
    connection.prepare_cached("UPDATE journal SET sealed = 1 WHERE pos = ?1")?.execute([pos])?;
    Ok(())
}

/// A machine's own setting stands beside those of the others.
fn put_setting(connection: &Connection, header: &Header, key: &str, value: &str) -> Result<(), StoreError> {
    let stamp = shared::stamp(connection, header)?;
    let machine: &[u8] = if domain::till::is_of_machine(key) { header.device.as_bytes() } else { &[] };
    let sql = "INSERT INTO setting (key, device, value, stamp) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (key, device) DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE excluded.stamp >= stamp";
    connection.prepare_cached(sql)?.execute(params![key, machine, value, stamp])?;
    Ok(())
}

fn put_promotion(connection: &Connection, promotion: &Promotion, stamp: &Stamp) -> Result<(), StoreError> {
    let newer = "SELECT 1 FROM promotion WHERE id = ?1 AND stamp > ?2";
    if connection.prepare_cached(newer)?.exists(params![promotion.id, stamp])? {
        return Ok(());
    }
    let (kind, first, second) = match promotion.benefit {
        Benefit::Percent(hundredths) => ("percent", hundredths, 0),
        Benefit::Amount(amount) => ("amount", amount.get(), 0),
        Benefit::BuyGet { buy, free } => ("buy-get", buy, free),
        Benefit::MixAndMatch { count, price } => ("mix", count, price.get()),
    };
    connection.prepare_cached("DELETE FROM promotion WHERE id = ?1")?.execute([&promotion.id])?;
    connection.prepare_cached("DELETE FROM promotion_target WHERE promotion = ?1")?.execute([&promotion.id])?;
    let sql = "INSERT INTO promotion (id, name, from_date, to_date, members_only, kind, first, second, stamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(sql)?.execute(params![
        promotion.id,
        promotion.name,
        promotion.from,
        promotion.to,
        promotion.members_only,
        kind,
        first,
        second,
        stamp
    ])?;
    let mut add = connection.prepare_cached("INSERT INTO promotion_target (promotion, no, sku, pack) VALUES (?1, ?2, ?3, ?4)")?;
    for (no, target) in promotion.targets.iter().enumerate() {
        add.execute(params![promotion.id, no, target.sku, target.pack])?;
    }
    Ok(())
}

fn opening_movements(connection: &Connection, pos: i64, header: &Header, lines: &[OpeningLine]) -> Result<(), StoreError> {
    let stamp = shared::stamp(connection, header)?;
    let mut moves = movements(connection)?;
    for (line, opening) in lines.iter().enumerate() {
        let moved = Movement {
            sku: &opening.sku,
            owner: OWN,
            kind: "opening",
            quantity: opening.quantity,
            value: opening.value.minus(opening.variance)?.get(),
            last: Some((opening.value.get(), stamp)),
            place: TOKO,
        };
        movement(&mut moves, pos, line, &moved)?;
    }
    Ok(())
}

fn put_shift(connection: &Connection, pos: i64, header: &Header, shift: &Shift) -> Result<(), StoreError> {
    // Its close may be here already: records that a till wrote once more stand behind those that refer to them.
    let sql = "INSERT INTO shift (id, pos, till, business_date, opened_by, opened_at, opening_float, closed_pos)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT max(pos) FROM shift_close WHERE shift = ?1))";
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
    let (date, late) = period::booked(connection, header, sale.business_date)?;
    let line_discount = domain::Rupiah::sum(sale.lines.iter().map(|line| line.discount))?;
    let sql =
        "INSERT INTO sale (pos, receipt, till, shift, business_date, at, cashier, member, subtotal, line_discount, discount, rounding,
                                 total, change, tax, cost, lines, late)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        sale.receipt,
        sale.till,
        sale.shift,
        date,
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
        domain::Rupiah::sum(sale.lines.iter().map(domain::sale::SaleLine::expense).collect::<Result<Vec<_>, _>>()?)?.get(),
        sale.lines.len(),
        late,
    ])?;
    put_lines(connection, pos, sale)?;
    goods::sold(connection, pos, sale)?;
    let mut tender = connection.prepare_cached("INSERT INTO sale_tender (pos, no, kind, amount, reference) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (no, taken) in sale.tenders.iter().enumerate() {
        tender.execute(params![pos, no + 1, taken.kind.word(), taken.amount.get(), taken.reference])?;
    }
    if let Some(back) = &sale.returned {
        day::put_return(connection, pos, sale, back)?;
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
        "INSERT INTO sale_line (pos, line, sku, pack, factor, quantity, price, public_price, rule, discount, amount, cart_discount, tax, cost, tax_class)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
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
            line.expense()?.get(),
            report::tax_word(sale, line),
        ])?;
        let owner = goods::owner_of(line);
        let out = Movement {
            sku: &line.sku,
            owner: &owner,
            kind: "sale",
            quantity: Quantity::ZERO.minus(line.base_quantity()?)?,
            value: -line.cost.get(),
            last: None,
            place: TOKO,
        };
        movement(&mut moves, pos, index, &out)?;
    }
    Ok(())
}

/// Goods that move.
pub(crate) struct Movement<'a> {
    pub(crate) sku: &'a str,
    pub(crate) owner: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) quantity: Quantity,
    pub(crate) value: i64,
    /// Goods in: what they cost together, and the stamp that says whose word is the latest.
    pub(crate) last: Option<(i64, Stamp)>,
    /// Where the goods stand.
    pub(crate) place: &'a str,
}

pub(crate) fn movements(connection: &Connection) -> Result<CachedStatement<'_>, StoreError> {
    let sql = "INSERT INTO movement (pos, line, sku, owner, kind, quantity, value, last_value, stamp, place)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    Ok(connection.prepare_cached(sql)?)
}

pub(crate) fn movement(insert: &mut CachedStatement<'_>, pos: i64, index: usize, movement: &Movement<'_>) -> Result<(), StoreError> {
    insert.execute(params![
        pos,
        index + 1,
        movement.sku,
        movement.owner,
        movement.kind,
        movement.quantity.get(),
        movement.value,
        movement.last.map(|last| last.0),
        movement.last.map(|last| last.1),
        movement.place
    ])?;
    Ok(())
}
