//! The cart as rows of text.

use app::selling::{OpenCart, ParkedCart};
use chrono::{DateTime, FixedOffset};
use domain::Rupiah;
use domain::cart::{FixedPrice, PricedLine};
use domain::catalogue::Unit;
use domain::member::{Tier, masked};
use domain::pricing::Rule;

use crate::{Language, dates};

/// One row of the cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line's id within the cart.
    pub line: i64,
    /// `12`, `0,540 kg`
    pub quantity: String,
    /// Name of the goods.
    pub name: String,
    /// `DUS 40`; empty for the base pack.
    pub pack: String,
    /// Price of one.
    pub price: String,
    /// What the line costs.
    pub amount: String,
    /// What made it cheaper.
    pub rule: String,
    /// The note.
    pub note: String,
    /// Sold by weight.
    pub weighed: bool,
}

/// The whole cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The rows.
    pub rows: Vec<Row>,
    /// What is to pay, before cash is rounded.
    pub total: String,
    /// `14 item`
    pub items: String,
    /// `hemat 12.400`; empty when nothing is saved.
    pub saved: String,
    /// Sum of the lines; empty unless there is a discount on the cart.
    pub subtotal: String,
    /// Discount on the cart; empty: none.
    pub discount: String,
    /// The member; empty: none.
    pub member: String,
}

/// The cart in progress.
pub fn view(cart: &OpenCart, language: Language) -> View {
    let priced = &cart.priced;
    let saved = if priced.saved.is_zero() {
        String::new()
    } else {
        // Member prices, promotions and discounts together.
        format!("{} {}", language.pick("hemat", "saves"), priced.saved)
    };
    let discounted = !priced.discount.is_zero();
    View {
        rows: priced.lines.iter().map(|line| row(line, language)).collect(),
        total: priced.total.to_string(),
        items: format!("{} item", items(&priced.lines)),
        saved,
        subtotal: if discounted { priced.subtotal.to_string() } else { String::new() },
        discount: if discounted { format!("−{}", priced.discount) } else { String::new() },
        member: match &cart.cart.member {
            Some(member) if cart.member_name.is_empty() => member.number.clone(),
            Some(member) => format!("{} · {}", member.number, cart.member_name),
            None => String::new(),
        },
    }
}

/// Pieces count each, weighed goods count one.
fn items(lines: &[PricedLine]) -> i64 {
    lines.iter().map(|line| if line.line.product.unit == Unit::Piece { line.line.quantity.get() / 1_000 } else { 1 }).sum()
}

fn row(priced: &PricedLine, language: Language) -> Row {
    let line = &priced.line;
    let pack = priced.pack();
    let weighed = line.product.unit == Unit::Kilogram;
    Row {
        line: line.id,
        quantity: if weighed { format!("{} kg", line.quantity) } else { line.quantity.to_string() },
        name: line.product.name.clone(),
        pack: if pack.factor > 1 { format!("{} {}", pack.code, pack.factor) } else { String::new() },
        price: priced.price.to_string(),
        amount: priced.amount.to_string(),
        rule: rule(priced, language),
        note: line.note.clone(),
        weighed,
    }
}

/// What made the price another one than everybody's, and by how much.
fn rule(priced: &PricedLine, language: Language) -> String {
    let less = Rupiah::minus(priced.public_price, priced.price).unwrap_or_default();
    let by = |word: &str| if less.is_zero() { word.to_owned() } else { format!("{word} {}", less.negated().unwrap_or_default()) };
    let manual = priced.line.discount.is_some();
    let taken = || format!("−{}", priced.discount);
    match &priced.rule {
        _ if manual => format!("{} {}", language.pick("potongan", "discount"), taken()),
        Rule::Promotion { name, .. } if priced.discount.is_zero() => by(name),
        Rule::Promotion { name, .. } => format!("{name} {}", taken()),
        Rule::Tier(Tier::Umum) => String::new(),
        Rule::Tier(tier) => by(tier.word()),
        Rule::Break(from) => by(&format!("{} {from}", language.pick("mulai", "from"))),
        Rule::Ceiling => "HET".to_owned(),
        Rule::Override => language.pick("harga diubah", "price changed").to_owned(),
        Rule::Open if matches!(priced.line.fixed, Some(FixedPrice::Open(_))) => language.pick("harga bebas", "open price").to_owned(),
        Rule::Open | Rule::Embedded => String::new(),
    }
}

/// A parked cart as a chip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parked {
    /// Its id.
    pub id: String,
    /// `14:32`
    pub time: String,
    /// Its first goods.
    pub goods: String,
    /// `3 baris`
    pub items: String,
    /// What it comes to.
    pub total: String,
    /// The member's number, masked; empty: none.
    pub member: String,
}

/// The sale that was committed right before the till stopped, for who comes back to it.
pub fn last_sale(receipt: &str, total: Rupiah, change: Rupiah, at: i64, zone: FixedOffset, language: Language) -> String {
    let clock = dates::clock(DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone));
    match language {
        Language::Indonesian => {
            format!("Nota terakhir {receipt} sudah tersimpan pukul {clock}: Rp\u{a0}{total}, kembali Rp\u{a0}{change}.")
        }
        Language::English => format!("The last receipt {receipt} was kept at {clock}: Rp\u{a0}{total}, change Rp\u{a0}{change}."),
    }
}

/// Parked carts, oldest first.
pub fn parked(carts: &[ParkedCart], language: Language) -> Vec<Parked> {
    let chip = |cart: &ParkedCart| Parked {
        id: cart.id.clone(),
        time: dates::clock(cart.at),
        goods: cart.goods.join(", "),
        items: format!("{} {}", cart.lines, language.pick("baris", "lines")),
        total: cart.total.to_string(),
        member: cart.member.as_deref().map(masked).unwrap_or_default(),
    };
    carts.iter().map(chip).collect()
}
