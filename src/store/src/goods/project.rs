//! Rows of the facts of the stock room.

use domain::catalogue::Product;
use domain::goods::{CountPost, Counted, GoodsMove, MoveKind, Owner, Partner, Place, Receipt, Scope, StockFact};
use domain::sale::{Sale, SaleLine};
use domain::{Quantity, Rupiah};
use record::Header;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{lots, price};
use crate::project::{Movement, movement, movements};
use crate::shared::{self, Stamp};
use crate::{StoreError, project as shop};

/// Writes what follows from a fact of the stock room.
pub(crate) fn project(connection: &Connection, pos: i64, header: &Header, fact: &StockFact) -> Result<(), StoreError> {
    match fact {
        StockFact::Received(receipt) => put_receipt(connection, pos, header, receipt),
        StockFact::Moved(moved) => put_move(connection, pos, header, moved),
        StockFact::CountStarted(count) => {
            let (scope, value) = match &count.scope {
                Scope::All => ("all", String::new()),
                Scope::Category(category) => ("category", category.clone()),
                Scope::Shelf(shelf) => ("shelf", shelf.clone()),
                Scope::List(skus) => ("list", skus.join("\n")),
            };
            let sql = "INSERT INTO stock_count (id, pos, name, scope, scope_value, blind, by, till, at)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING";
            connection.prepare_cached(sql)?.execute(params![
                count.id,
                pos,
                count.name,
                scope,
                value,
                count.blind,
                count.by,
                count.till,
                header.at
            ])?;
            Ok(())
        }
        StockFact::Counted(counted) => put_counted(connection, pos, counted),
        StockFact::CountPosted(post) => put_post(connection, pos, header, post),
        StockFact::PartnersPut { partners, .. } => {
            let stamp = shared::stamp(connection, header)?;
            partners.iter().try_for_each(|partner| put_partner(connection, partner, &stamp))
        }
        StockFact::ConsignorPaid(payout) => {
            let sql = "INSERT INTO payout (pos, owner, date, at, amount, method, reference, by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            connection.prepare_cached(sql)?.execute(params![
                pos,
                payout.owner.word(),
                payout.business_date,
                header.at,
                payout.amount.get(),
                payout.method.word(),
                payout.reference,
                payout.by
            ])?;
            Ok(())
        }
        StockFact::PricesSet(batch) => price::put(connection, batch, &shared::stamp(connection, header)?),
        StockFact::LabelsPrinted { labels, .. } => {
            let stamp = shared::stamp(connection, header)?;
            let sql = "INSERT INTO label (sku, pack, price, stamp) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (sku, pack) DO UPDATE SET price = excluded.price, stamp = excluded.stamp
                        WHERE label.stamp IS NULL OR excluded.stamp >= label.stamp";
            let mut put = connection.prepare_cached(sql)?;
            for label in labels {
                put.execute(params![label.sku, label.pack, label.price.get(), stamp])?;
            }
            Ok(())
        }
        StockFact::LotsBlocked { sku, lot, blocked, reason, .. } => {
            let stamp = shared::stamp(connection, header)?;
            lots::block(connection, sku, lot, *blocked, reason, &stamp)
        }
    }
}

/// The first price that a pack ever had: of the earliest stamp, whichever record came first.
pub(crate) fn label_first(connection: &Connection, product: &Product, stamp: &Stamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO label (sku, pack, first_price, first_stamp) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (sku, pack) DO UPDATE SET first_price = excluded.first_price, first_stamp = excluded.first_stamp
                WHERE label.first_stamp IS NULL OR excluded.first_stamp < label.first_stamp";
    let mut put = connection.prepare_cached(sql)?;
    for pack in &product.packs {
        put.execute(params![product.sku, pack.code, pack.price.get(), stamp])?;
    }
    Ok(())
}

fn put_receipt(connection: &Connection, pos: i64, header: &Header, receipt: &Receipt) -> Result<(), StoreError> {
    let owner = receipt.owner.word();
    let sql = "INSERT INTO goods_receipt (pos, supplier, note, order_no, owner, date, at, by, lines, value, cost_unknown)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        receipt.supplier,
        receipt.note,
        receipt.order,
        owner,
        receipt.business_date,
        header.at,
        receipt.by,
        receipt.lines.len(),
        receipt.value()?.get(),
        receipt.lines.iter().any(|line| line.cost_unknown),
    ])?;
    let stamp = shared::stamp(connection, header)?;
    let mut moves = movements(connection)?;
    for (index, line) in receipt.lines.iter().enumerate() {
        let (good, broken) = (line.good()?, line.broken()?);
        let good_value = line.value.minus(line.damaged_value)?;
        // What nobody knew the cost of says nothing about what the next one costs.
        let known = receipt.owner.is_own() && !line.cost_unknown;
        let parts = [
            (Place::Shop, good, good_value, line.variance, known),
            (Place::Damaged, broken, line.damaged_value, line.damaged_variance, false),
        ];
        for (part, (place, quantity, value, variance, known)) in parts.into_iter().enumerate() {
            if quantity == Quantity::ZERO {
                continue;
            }
            let moved = Movement {
                sku: &line.sku,
                owner: &owner,
                kind: "receipt",
                quantity,
                value: value.minus(variance)?.get(),
                last: known.then_some((value.get(), stamp)),
                place: place.word(),
            };
            movement(&mut moves, pos, index * 2 + part, &moved)?;
        }
        lots::add(connection, &line.sku, &owner, line.expiry, &line.lot, good)?;
        if !receipt.owner.is_own() && line.amount.get() > 0 {
            agree(connection, &line.sku, &owner, line.amount, line.came()?.times(line.factor)?, &stamp)?;
        }
    }
    Ok(())
}

fn agree(connection: &Connection, sku: &str, owner: &str, value: Rupiah, quantity: Quantity, stamp: &Stamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO agreed (sku, owner, value, quantity, stamp) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (sku, owner) DO UPDATE SET value = excluded.value, quantity = excluded.quantity, stamp = excluded.stamp
                WHERE excluded.stamp >= agreed.stamp";
    connection.prepare_cached(sql)?.execute(params![sku, owner, value.get(), quantity.get(), stamp])?;
    Ok(())
}

fn put_move(connection: &Connection, pos: i64, header: &Header, moved: &GoodsMove) -> Result<(), StoreError> {
    let left = Rupiah::sum(moved.lines.iter().filter(|line| line.from.is_some()).map(|line| line.value))?;
    let sql = "INSERT INTO goods_move (pos, kind, date, at, by, party, reference, reason, lines, value)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        moved.kind.word(),
        moved.business_date,
        header.at,
        moved.by,
        moved.party,
        moved.reference,
        moved.reason,
        moved.lines.len(),
        left.get(),
    ])?;
    let stamp = shared::stamp(connection, header)?;
    let mut moves = movements(connection)?;
    for (index, line) in moved.lines.iter().enumerate() {
        let owner = line.owner.word();
        let kind = moved.kind.word();
        if let Some(place) = line.from {
            let quantity = Quantity::ZERO.minus(line.quantity)?;
            let out = Movement { sku: &line.sku, owner: &owner, kind, quantity, value: -line.value.get(), last: None, place: place.word() };
            movement(&mut moves, pos, index * 2, &out)?;
        }
        if let Some(place) = line.to {
            // What came from outside, or out of a box, tells what it costs; what a buyer sends back cost that long ago.
            let told = line.from.is_none() && moved.kind != MoveKind::SupplyReturn;
            let last = (told && place == Place::Shop && line.owner.is_own()).then_some((line.value.get(), stamp));
            let value = line.value.minus(line.variance)?.get();
            let into = Movement { sku: &line.sku, owner: &owner, kind, quantity: line.quantity, value, last, place: place.word() };
            movement(&mut moves, pos, index * 2 + 1, &into)?;
        }
        let of_shop = |place: Option<Place>| if place == Some(Place::Shop) { line.quantity.get() } else { 0 };
        let change = Quantity::new(of_shop(line.to) - of_shop(line.from));
        if line.expiry.is_some() || !line.lot.is_empty() {
            lots::add(connection, &line.sku, &owner, line.expiry, &line.lot, change)?;
        }
    }
    Ok(())
}

fn put_counted(connection: &Connection, pos: i64, counted: &Counted) -> Result<(), StoreError> {
    let sql = "INSERT INTO count_line (pos, line, count, counter, round, code, sku, factor, quantity, mode, by)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let mut put = connection.prepare_cached(sql)?;
    for (line, found) in counted.lines.iter().enumerate() {
        put.execute(params![
            pos,
            line + 1,
            counted.count,
            counted.counter,
            counted.round,
            found.code,
            found.sku,
            found.factor,
            found.quantity.get(),
            found.mode.word(),
            counted.by
        ])?;
    }
    let mut put =
        connection.prepare_cached("INSERT INTO count_head (pos, device, epoch, seq) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")?;
    for head in &counted.heads {
        let device = Uuid::parse_str(&head.device).map_err(|_| StoreError::Meaning(format!("perangkat {}", head.device)))?;
        put.execute(params![pos, device.as_bytes(), head.epoch, head.seq])?;
    }
    Ok(())
}

fn put_post(connection: &Connection, pos: i64, header: &Header, post: &CountPost) -> Result<(), StoreError> {
    let sql = "INSERT INTO count_post (pos, count, name, date, at, by, signed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![pos, post.count, post.name, post.business_date, header.at, post.by, post.signed_by])?;
    let sql = "INSERT INTO count_result (pos, line, sku, owner, counted, expected, value, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut put = connection.prepare_cached(sql)?;
    let mut moves = movements(connection)?;
    for (index, line) in post.lines.iter().enumerate() {
        let (owner, difference) = (line.owner.word(), line.difference()?);
        let worth = line.value.plus(line.payable)?;
        let signed = if difference.get() < 0 { worth.negated()? } else { worth };
        put.execute(params![pos, index + 1, line.sku, owner, line.counted.get(), line.expected.get(), signed.get(), line.reason])?;
        if difference == Quantity::ZERO {
            continue;
        }
        let value = if difference.get() < 0 { line.value.negated()? } else { line.value.minus(line.variance)? };
        let moved = Movement {
            sku: &line.sku,
            owner: &owner,
            kind: "count",
            quantity: difference,
            value: value.get(),
            last: None,
            place: shop::TOKO,
        };
        movement(&mut moves, pos, index, &moved)?;
    }
    Ok(())
}

fn put_partner(connection: &Connection, partner: &Partner, stamp: &Stamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO partner (code, name, kind, terms, lead_days, active, stamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
               ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, terms = excluded.terms,
                   lead_days = excluded.lead_days, active = excluded.active, stamp = excluded.stamp WHERE excluded.stamp >= partner.stamp";
    connection.prepare_cached(sql)?.execute(params![
        partner.code,
        partner.name,
        partner.kind.word(),
        partner.terms.text(),
        partner.lead_days,
        partner.active,
        stamp
    ])?;
    Ok(())
}

/// Goods of others on a ticket: sold, and what came back below zero.
pub(crate) fn sold(connection: &Connection, pos: i64, sale: &Sale) -> Result<(), StoreError> {
    let back = sale.returned.iter().flat_map(|back| &back.lines).map(|line| (&line.goods, -1));
    let sql = "INSERT INTO consign_line (pos, line, owner, sku, quantity, paid, payable) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (index, (line, sign)) in sale.lines.iter().map(|line| (line, 1)).chain(back).enumerate() {
        let Some(part) = &line.consigned else { continue };
        let paid = line.amount.minus(line.cart_discount)?.minus(line.tax)?;
        connection.prepare_cached(sql)?.execute(params![
            pos,
            index + 1,
            part.owner.word(),
            line.sku,
            sign * line.base_quantity()?.get(),
            sign * paid.get(),
            sign * part.payable.get()
        ])?;
    }
    Ok(())
}

/// The owner of the goods of a line.
pub(crate) fn owner_of(line: &SaleLine) -> String {
    line.consigned.as_ref().map_or_else(|| Owner::Koperasi.word(), |part| part.owner.word())
}
