//! Whether a document about goods makes sense: in itself ([`sane`]), and here ([`judge`]).

use std::collections::BTreeSet;

use domain::barcode::lookup_key;
use domain::tax::TaxClass;
use domain::trade::catalogue::readable;
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};
use record::document::{Catalogue, Content, Document, Goods, Invoice, InvoiceAnswer, Order, OrderResponse};
use store::trade::documents::{self, DocumentRow};

use super::catalogue::{known_version, tiers};
use super::history::read;
use crate::trade::TradeRefusal;
use crate::trade::take::Judged;
use crate::{App, Fault};

/// Whether such a document from a party makes sense here, and what it does.
pub(in crate::trade) fn judge(app: &App, document: &Document, party: &Party) -> Result<Judged, Fault> {
    sane(&document.content).map_err(|why| nonsense(document, why))?;
    if document.to.id.is_empty() && !matches!(document.content, Content::Catalogue(_)) {
        return Err(nonsense(document, "tidak ditujukan kepada siapa pun").into());
    }
    match &document.content {
        Content::Catalogue(catalogue) => version(app, catalogue, party)?,
        Content::OrderResponse(response) => {
            // Of the seller to an order of the shop, and of the buyer to what the shop answered.
            let Content::Order(order) = read(&original(app, document, party)?)?.content else {
                return Err(no_original(document).into());
            };
            if !same_lines(&order, response) {
                return Err(nonsense(document, "barisnya bukan baris pesanannya").into());
            }
        }
        Content::OrderCancel(_) => expect(app, document, party, &[("order", Direction::Taken)])?,
        Content::Despatch(_) if document.refers.is_none() => {}
        Content::Despatch(_) => expect(app, document, party, &[("order", Direction::Issued)])?,
        Content::ReceiptAdvice(_) if document.refers.is_none() => {}
        Content::ReceiptAdvice(_) => expect(app, document, party, &[("despatch", Direction::Issued), ("order", Direction::Taken)])?,
        Content::Invoice(invoice) => {
            if invoice.due < document.date {
                return Err(TradeRefusal::DueBefore { due: invoice.due, date: document.date }.into());
            }
            if document.refers.is_some() {
                let ours = Direction::Issued;
                expect(app, document, party, &[("receipt-advice", ours), ("order", ours), ("despatch", Direction::Taken)])?;
            }
        }
        Content::InvoiceAnswer(answer) => return answered(app, document, answer, party),
        _ => {}
    }
    Ok(Judged::default())
}

/// Whether a document makes sense in itself; the reason in words otherwise.
pub(super) fn sane(content: &Content) -> Result<(), String> {
    match content {
        Content::Catalogue(catalogue) => catalogue_sane(catalogue),
        Content::Order(order) => order_sane(order),
        Content::OrderResponse(response) => {
            let sane = |line: &record::document::ResponseLine| {
                (0..=Quantity::LIMIT.get()).contains(&line.quantity) && (0..=Rupiah::LIMIT.get()).contains(&line.price)
            };
            let right = response.lines.iter().all(sane) && (0..=Rupiah::LIMIT.get()).contains(&response.freight);
            check(right, "jumlah atau harga di luar batas")
        }
        Content::Commitment(commitment) => {
            goods_sane(&commitment.goods)?;
            let sane = 0 <= commitment.minimum && commitment.minimum <= commitment.maximum && commitment.maximum <= Quantity::LIMIT.get();
            check(sane, "paling sedikit harus nol atau lebih, dan tidak di atas paling banyak")
        }
        Content::Despatch(despatch) => {
            check(!despatch.lines.is_empty(), "tidak ada barisnya")?;
            despatch.lines.iter().try_for_each(|line| {
                goods_sane(&line.goods)?;
                quantity_sane(line.quantity)
            })
        }
        Content::ReceiptAdvice(advice) => {
            check(!advice.lines.is_empty(), "tidak ada barisnya")?;
            advice.lines.iter().try_for_each(|line| {
                goods_sane(&line.goods)?;
                let range = 0..=Quantity::LIMIT.get();
                let sane = [line.noted, line.good, line.damaged].iter().all(|quantity| range.contains(quantity));
                check(sane, "jumlah di luar batas")
            })
        }
        Content::Invoice(invoice) => invoice_sane(invoice),
        Content::InvoiceAnswer(answer) => {
            let sum =
                |of: fn(&record::document::InvoiceAnswerLine) -> i64| Rupiah::sum(answer.lines.iter().map(|line| Rupiah::new(of(line))));
            let right = sum(|line| line.accepted) == Ok(Rupiah::new(answer.accepted))
                && sum(|line| line.disputed) == Ok(Rupiah::new(answer.disputed))
                && answer.round >= 1
                && answer.accepted >= 0
                && answer.disputed >= 0;
            check(right, "jumlah barisnya tidak sama dengan totalnya")
        }
        _ => Ok(()),
    }
}

fn check(right: bool, why: &str) -> Result<(), String> {
    if right { Ok(()) } else { Err(why.to_owned()) }
}

fn goods_sane(goods: &Goods) -> Result<(), String> {
    let short = |text: &str, limit: usize| text.chars().count() <= limit && !text.chars().any(char::is_control);
    let texts =
        short(&goods.code, 60) && short(&goods.sku, 60) && short(&goods.gtin, 20) && short(&goods.name, 200) && short(&goods.pack, 40);
    check(texts && !goods.name.trim().is_empty(), "nama atau kode barang kosong atau terlalu panjang")?;
    check((1..=100_000).contains(&goods.factor), "isi kemasan harus 1 sampai 100000")
}

fn quantity_sane(quantity: i64) -> Result<(), String> {
    check((1..=Quantity::LIMIT.get()).contains(&quantity), "jumlah harus lebih dari nol dan masuk akal")
}

fn catalogue_sane(catalogue: &Catalogue) -> Result<(), String> {
    check(!catalogue.items.is_empty(), "katalog kosong")?;
    check(catalogue.until.is_none_or(|until| until >= catalogue.from), "katalog berakhir sebelum mulai")?;
    let mut seen = BTreeSet::new();
    for item in &catalogue.items {
        goods_sane(&item.goods)?;
        let name = &item.goods.name;
        check(readable(&tiers(item)) && item.minimum >= 0, &format!("harga {name} harus lebih dari nol, dan jumlahnya naik"))?;
        check(item.tax.is_empty() || TaxClass::parse(&item.tax).is_some(), &format!("golongan PPN {name} tidak dikenal"))?;
        let key = if item.goods.code.is_empty() { lookup_key(&item.goods.gtin) } else { item.goods.code.clone() };
        check(!key.is_empty(), &format!("{name} tidak punya kode maupun GTIN"))?;
        check(seen.insert((key, item.goods.factor)), &format!("{name} ada dua kali"))?;
    }
    Ok(())
}

fn order_sane(order: &Order) -> Result<(), String> {
    check(!order.lines.is_empty(), "tidak ada barang yang dipesan")?;
    let mut sum = Rupiah::ZERO;
    for (line, number) in order.lines.iter().zip(1u32..) {
        goods_sane(&line.goods)?;
        quantity_sane(line.quantity)?;
        check(line.line == number, "nomor baris tidak urut")?;
        let name = &line.goods.name;
        check((1..=Rupiah::LIMIT.get()).contains(&line.price), &format!("harga {name} belum diisi"))?;
        let amount = Quantity::new(line.quantity).at(Rupiah::new(line.price)).map_err(|error| error.to_string())?;
        check(amount.get() == line.amount, &format!("jumlah {name} bukan harga kali banyaknya"))?;
        sum = sum.plus(amount).map_err(|error| error.to_string())?;
    }
    check(sum.get() == order.total, "total bukan jumlah barisnya")
}

fn invoice_sane(invoice: &Invoice) -> Result<(), String> {
    check(!invoice.lines.is_empty(), "tidak ada barisnya")?;
    let mut sum = Rupiah::ZERO;
    let mut seen = BTreeSet::new();
    for line in &invoice.lines {
        goods_sane(&line.goods)?;
        quantity_sane(line.quantity)?;
        check(line.line > 0 && seen.insert(line.line), "nomor baris tidak urut")?;
        let name = &line.goods.name;
        check(
            (0..=Rupiah::LIMIT.get()).contains(&line.price) && (0..=Rupiah::LIMIT.get()).contains(&line.amount),
            &format!("harga {name} di luar batas"),
        )?;
        // A price of a piece is rounded where the price of its box does not divide: at most half a rupiah a pack.
        let should = Quantity::new(line.quantity).at(Rupiah::new(line.price)).map_err(|error| error.to_string())?;
        let near = should.get().abs_diff(line.amount) <= line.quantity.unsigned_abs() / 1_000 + 1;
        check(near, &format!("jumlah {name} bukan harga kali banyaknya"))?;
        sum = sum.plus(Rupiah::new(line.amount)).map_err(|error| error.to_string())?;
    }
    let range = 0..=Rupiah::LIMIT.get();
    let extras = range.contains(&invoice.discount) && range.contains(&invoice.freight) && range.contains(&invoice.tax);
    check(extras && invoice.discount <= sum.get(), "potongan, ongkos kirim atau PPN di luar batas")?;
    let net = sum.get() - invoice.discount;
    // No rate of PPN is above 12 % (`domain.md` 3.1).
    check(i128::from(invoice.tax) * 100 <= i128::from(net + invoice.freight) * 12 + 100, "PPN lebih dari 12 persen")?;
    check(net + invoice.freight + invoice.tax == invoice.total && invoice.total > 0, "total bukan jumlah barisnya")
}

fn nonsense(document: &Document, why: impl Into<String>) -> TradeRefusal {
    TradeRefusal::Nonsense { number: document.number.clone(), why: why.into() }
}

fn no_original(document: &Document) -> TradeRefusal {
    TradeRefusal::NoOriginal { number: document.number.clone() }
}

/// A replayed old catalogue is refused; whatever a party signed before it had software says nothing about versions.
fn version(app: &App, catalogue: &Catalogue, party: &Party) -> Result<(), Fault> {
    let known = known_version(app.store.connection(), &party.code, &app.own_party()?)?;
    match known.filter(|known| *known >= catalogue.version) {
        Some(known) => Err(TradeRefusal::OldCatalogue { party: party.code.clone(), version: catalogue.version, known }.into()),
        None => Ok(()),
    }
}

/// The document that is answered: kept here, between the shop and the same party.
fn original(app: &App, document: &Document, party: &Party) -> Result<DocumentRow, Fault> {
    let id = document.refers.map(|id| id.to_string()).unwrap_or_default();
    let row = documents::document(app.store.connection(), &id)?.filter(|row| row.party == party.code);
    Ok(row.ok_or_else(|| no_original(document))?)
}

fn expect(app: &App, document: &Document, party: &Party, kinds: &[(&str, Direction)]) -> Result<(), Fault> {
    let row = original(app, document, party)?;
    if kinds.iter().any(|(kind, direction)| row.document.kind == *kind && row.direction == *direction) {
        Ok(())
    } else {
        Err(no_original(document).into())
    }
}

fn same_lines(order: &Order, response: &OrderResponse) -> bool {
    order.lines.len() == response.lines.len() && order.lines.iter().all(|line| response.lines.iter().any(|said| said.line == line.line))
}

/// The buyer's answer to an invoice of the shop: about all of it, and not twice for one round.
fn answered(app: &App, document: &Document, answer: &InvoiceAnswer, party: &Party) -> Result<Judged, Fault> {
    let row = original(app, document, party)?;
    let (Content::Invoice(invoice), Direction::Issued) = (&read(&row)?.content, row.direction) else {
        return Err(no_original(document).into());
    };
    if answer.accepted.checked_add(answer.disputed) != Some(invoice.total) {
        return Err(nonsense(document, "diterima dan disanggah tidak sama dengan total fakturnya").into());
    }
    for known in documents::answers(app.store.connection(), &row.document.id)? {
        if let Content::InvoiceAnswer(other) = read(&known)?.content
            && other.round == answer.round
        {
            return Err(TradeRefusal::Twice { number: document.number.clone(), party: party.code.clone() }.into());
        }
    }
    Ok(Judged::default())
}
