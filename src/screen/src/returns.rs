//! Returns and exchanges as text.

use app::returns::{Quote, Returnable};
use app::selling::{Paid, SaleRow};
use chrono::FixedOffset;
use domain::cart::PricedLine;
use domain::catalogue::Unit;
use domain::returns::Destination;
use domain::sale::{Sale, SaleLine, Tender, TenderKind};
use domain::{Quantity, Rupiah};

use crate::{Language, dates, payment};

/// A sale in the list of those found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Number.
    pub number: String,
    /// `22/11 14:05`
    pub time: String,
    /// What was paid.
    pub total: String,
    /// Its first goods.
    pub goods: String,
    /// Member's number.
    pub member: String,
    /// How it was paid.
    pub tender: String,
}

/// What comes back of one line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Number of the line.
    pub line: i64,
    /// As typed; empty: nothing.
    pub typed: String,
    /// Where the goods go.
    pub to: Destination,
}

/// A line that comes back, or may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number of the line.
    pub line: i64,
    /// Goods.
    pub name: String,
    /// `RENTENG 10`, empty for the base pack.
    pub pack: String,
    /// `5`; empty without a receipt.
    pub bought: String,
    /// `sudah kembali 2`; empty: none.
    pub back: String,
    /// What is left.
    pub left: String,
    /// As typed.
    pub quantity: String,
    /// Of one, as paid.
    pub price: String,
    /// What is given for it; empty: nothing.
    pub amount: String,
    /// By weight.
    pub weighed: bool,
    /// Where it goes: 0 stock, 1 damaged, 2 supplier.
    pub whither: i32,
    /// Nothing is left.
    pub over: bool,
}

/// New goods on the ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct New {
    /// Place in the order.
    pub line: i64,
    /// `2` or `0,540 kg`
    pub quantity: String,
    /// Goods.
    pub name: String,
    /// Of one.
    pub price: String,
    /// Of the line.
    pub amount: String,
}

/// A way for the money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its word, or [`AS_PAID`].
    pub id: String,
    /// Its name.
    pub name: String,
    /// What to know about it.
    pub detail: String,
}

/// The way of giving back that follows the payments of the sale.
pub const AS_PAID: &str = "auto";

/// Sales that were found, each with the names of its goods.
pub fn found(sales: &[(SaleRow, Vec<String>)], zone: FixedOffset, language: Language) -> Vec<Found> {
    let row = |(sale, goods): &(SaleRow, Vec<String>)| Found {
        number: sale.receipt.clone(),
        time: dates::stamp(sale.at, zone),
        total: sale.total.to_string(),
        goods: goods.join(", "),
        member: sale.member.clone().unwrap_or_default(),
        tender: words(sale.tenders.split_whitespace().filter_map(TenderKind::parse), language),
    };
    sales.iter().map(row).collect()
}

fn words(kinds: impl Iterator<Item = TenderKind>, language: Language) -> String {
    let names: Vec<&str> = kinds.map(|kind| payment::kind(kind, language)).collect();
    names.join(" + ")
}

/// `A1-000123 · 22/11/2026 · A-00012`
pub fn headline(sale: &Sale) -> String {
    let member = sale.member.as_ref().map(|member| format!(" · {}", member.number)).unwrap_or_default();
    format!("{} · {}{member}", sale.receipt, dates::short(sale.business_date))
}

/// The lines of a sale with what comes back of them.
pub fn lines(found: &Returnable, chosen: &[Chosen], quote: Option<&Quote>, language: Language) -> Vec<Row> {
    let row = |(no, line, left): &(i64, SaleLine, Quantity)| {
        let of = chosen.iter().find(|chosen| chosen.line == *no);
        let back = line.quantity.minus(*left).unwrap_or_default();
        let over = left.get() <= 0;
        let came = language.pick("sudah kembali", "came back:");
        Row {
            line: *no,
            name: line.name.clone(),
            pack: pack(&line.pack, line.factor),
            bought: amount_of(line.quantity, line.unit),
            back: match (back == Quantity::ZERO, over) {
                (true, _) => String::new(),
                (_, true) => format!("{came} {}", language.pick("semua", "all")),
                _ => format!("{came} {}", amount_of(back, line.unit)),
            },
            left: left.to_string(),
            quantity: of.map(|of| of.typed.clone()).unwrap_or_default(),
            price: line.price.to_string(),
            amount: quote.and_then(|quote| given(quote, *no)).unwrap_or_default(),
            weighed: line.unit == Unit::Kilogram,
            whither: whither(of.map(|of| of.to).unwrap_or_default()),
            over,
        }
    };
    found.lines.iter().map(row).collect()
}

/// What is given for a line: its amount less its part of the cart's discount.
fn given(quote: &Quote, line: i64) -> Option<String> {
    let found = quote.lines.iter().find(|back| back.of == line)?;
    found.goods.amount.minus(found.goods.cart_discount).ok().map(|amount| amount.to_string())
}

/// Goods that come back without a receipt, in the order of `chosen`; the quote has them in the same order.
pub fn loose(chosen: &[(Chosen, String, Unit)], quote: Option<&Quote>) -> Vec<Row> {
    let mut priced = quote.map(|quote| quote.lines.iter()).into_iter().flatten();
    let row = |(chosen, name, unit): &(Chosen, String, Unit)| {
        let line = if chosen.typed.is_empty() { None } else { priced.next() };
        Row {
            line: chosen.line,
            name: name.clone(),
            quantity: chosen.typed.clone(),
            price: line.map(|line| line.goods.price.to_string()).unwrap_or_default(),
            amount: line.map(|line| line.goods.amount.to_string()).unwrap_or_default(),
            weighed: *unit == Unit::Kilogram,
            whither: whither(chosen.to),
            ..Row::default()
        }
    };
    chosen.iter().map(row).collect()
}

/// New goods with their prices.
pub fn news(lines: &[PricedLine]) -> Vec<New> {
    let row = |(place, priced): (usize, &PricedLine)| New {
        line: i64::try_from(place).unwrap_or(i64::MAX),
        quantity: amount_of(priced.line.quantity, priced.line.product.unit),
        name: match pack(&priced.pack().code, priced.pack().factor) {
            pack if pack.is_empty() => priced.line.product.name.clone(),
            pack => format!("{} · {pack}", priced.line.product.name),
        },
        price: priced.price.to_string(),
        amount: priced.amount.to_string(),
    };
    lines.iter().enumerate().map(row).collect()
}

/// How the money can go. Below zero the shop gives it back.
pub fn ways(quote: &Quote, language: Language) -> Vec<Way> {
    let way = |kind: TenderKind, detail: &str| Way {
        id: kind.word().to_owned(),
        name: payment::kind(kind, language).to_owned(),
        detail: detail.to_owned(),
    };
    match quote.net.get() {
        0 => Vec::new(),
        net if net < 0 => {
            let mixed = (quote.refunds.len() > 1).then(|| Way {
                id: AS_PAID.to_owned(),
                name: language.pick("Seperti dibayar", "As it was paid").to_owned(),
                detail: refunds(&quote.refunds, language),
            });
            mixed.into_iter().chain(quote.choices.iter().map(|kind| way(*kind, ""))).collect()
        }
        _ => TenderKind::ALL.into_iter().map(|kind| way(kind, "")).collect(),
    }
}

/// `Tunai Rp 50.000 + QRIS Rp 10.000`
pub fn refunds(refunds: &[Tender], language: Language) -> String {
    let parts: Vec<String> =
        refunds.iter().map(|tender| format!("{} Rp {}", payment::kind(tender.kind, language), tender.amount)).collect();
    parts.join(" + ")
}

/// What is done with the money now that the ticket is written.
pub fn done(paid: &Paid, language: Language) -> String {
    let sale = &paid.sale;
    let refunds: &[Tender] = sale.returned.as_ref().map(|returned| returned.refunds.as_slice()).unwrap_or_default();
    if refunds.is_empty() {
        return match sale.total.get() {
            0 => language.pick("Tukar barang: tidak ada uang yang berpindah", "Exchanged: no money moves").to_owned(),
            _ => format!("{} Rp {}", language.pick("Dibayar pembeli", "Paid by the customer"), sale.total),
        };
    }
    let one = |tender: &Tender| match tender.kind {
        TenderKind::Cash => format!("{} Rp {}", language.pick("Tunai dari laci", "Cash from the drawer"), tender.amount),
        kind => format!(
            "{} Rp {}: {}",
            payment::kind(kind, language),
            tender.amount,
            language.pick("kembalikan lewat mesin atau aplikasinya", "give it back on its machine or app")
        ),
    };
    let parts: Vec<String> = refunds.iter().map(one).collect();
    parts.join("\n")
}

/// Ready reasons for a return.
pub fn reasons(language: Language) -> Vec<String> {
    let words = [
        language.pick("Rusak atau cacat", "Broken or faulty"),
        language.pick("Kedaluwarsa", "Past its date"),
        language.pick("Salah barang", "Wrong goods"),
        language.pick("Pembeli berubah pikiran", "Customer changed their mind"),
        language.pick("Salah input kasir", "Typed wrong at the till"),
    ];
    words.map(str::to_owned).to_vec()
}

/// Where goods go that come back for a ready reason: what is broken or past its date is not for sale.
pub fn destination_for(reason: i32) -> Destination {
    if matches!(reason, 0 | 1) { Destination::Damaged } else { Destination::Stock }
}

/// `Barang kembali ke: rusak`, where not all of them go back to the shelf; else empty.
pub fn whereto<'a>(chosen: impl Iterator<Item = &'a Chosen>, language: Language) -> String {
    let mut places: Vec<Destination> = Vec::new();
    for chosen in chosen.filter(|chosen| !chosen.typed.is_empty()) {
        if !places.contains(&chosen.to) {
            places.push(chosen.to);
        }
    }
    if places.iter().all(|place| *place == Destination::Stock) {
        return String::new();
    }
    let name = |place: &Destination| match place {
        Destination::Stock => language.pick("stok", "the shelf"),
        Destination::Damaged => language.pick("barang rusak", "damaged goods"),
        Destination::Supplier => language.pick("pemasok", "the supplier"),
    };
    let names: Vec<&str> = places.iter().map(name).collect();
    format!("{} {}", language.pick("Masuk ke:", "They go to:"), names.join(", "))
}

/// Where goods go, by the number that the page uses.
pub fn destination(whither: i32) -> Destination {
    usize::try_from(whither).ok().and_then(|place| Destination::ALL.get(place)).copied().unwrap_or_default()
}

fn whither(to: Destination) -> i32 {
    Destination::ALL.into_iter().zip(0..).find(|(known, _)| *known == to).map_or(0, |(_, place)| place)
}

fn pack(code: &str, factor: i64) -> String {
    if factor > 1 { format!("{code} {factor}") } else { String::new() }
}

fn amount_of(quantity: Quantity, unit: Unit) -> String {
    if unit == Unit::Kilogram { format!("{quantity} kg") } else { quantity.to_string() }
}

/// What rounding changes; empty: nothing. `exact` is what the net would be without it.
pub fn rounding(net: Rupiah, exact: Rupiah, language: Language) -> String {
    let by = net.minus(exact).unwrap_or_default();
    if by.is_zero() { String::new() } else { format!("{} {by}", language.pick("pembulatan tunai", "cash rounding")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_and_numbers_are_one() {
        for (place, to) in Destination::ALL.into_iter().enumerate() {
            let place = i32::try_from(place).expect("small");
            assert_eq!((whither(to), destination(place)), (place, to));
        }
        assert_eq!(destination(9), Destination::Stock);
    }

    #[test]
    fn quantities_are_read_with_their_unit() {
        assert_eq!(amount_of(Quantity::new(540), Unit::Kilogram), "0,540 kg");
        assert_eq!((pack("DUS", 40), pack("PCS", 1)), ("DUS 40".to_owned(), String::new()));
        assert_eq!(rounding(Rupiah::new(-13_600), Rupiah::new(-13_620), Language::Indonesian), "pembulatan tunai 20");
    }
}
