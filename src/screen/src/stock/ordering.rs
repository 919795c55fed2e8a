//! What expires soon, and what to order, as text.

use app::stock::{Expiring, Suggestion};
use domain::goods::Partner;

use super::receive::owner_words;
use crate::office::{Field, FieldKind, Form, Task, Tone};
use crate::{Language, dates};

/// How far ahead one can look, days.
pub const SPANS: [u32; 4] = [7, 14, 30, 90];

/// The words of [`SPANS`].
pub fn spans(language: Language) -> Vec<String> {
    SPANS.map(|days| format!("{days} {}", language.pick("hari", "days"))).to_vec()
}

/// A lot as something that needs a hand: when, how many, what to do. The verb marks it down.
pub fn expiring(lot: &Expiring, partners: &[Partner], language: Language) -> Task {
    let when = match (lot.days_left, language) {
        (0, _) => language.pick("hari ini", "today").to_owned(),
        (days @ ..0, Language::Indonesian) => format!("lewat {} hari", -days),
        (days @ ..0, Language::English) => format!("{} days over", -days),
        (days, Language::Indonesian) => format!("{days} hari lagi"),
        (days, Language::English) => format!("in {days} days"),
    };
    let mut words = vec![dates::short(lot.date)];
    if !lot.lot.is_empty() {
        words.push(format!("lot {}", lot.lot));
    }
    if !lot.owner.is_own() {
        words.push(owner_words(&lot.owner, partners, language));
    }
    let first = lot.lines.first().map(|line| format!("{} {}", line.pack, line.price));
    words.push(match (lot.percent, first) {
        _ if lot.days_left < 0 => {
            language.pick("lewat tanggal: pisahkan, jangan dijual", "past its date: set aside, do not sell").to_owned()
        }
        (Some(_), Some(price)) if lot.marked => {
            format!("{} · {price}", language.pick("sudah dipotong, jual dulu", "marked down, sell it first"))
        }
        (Some(percent), Some(price)) => {
            format!("{} −{percent}% → {price}", language.pick("jual dulu, usulan", "sell it first, proposed"))
        }
        _ => language.pick("jual dulu", "sell it first").to_owned(),
    });
    let verb = match lot.percent {
        Some(percent) if !lot.marked && !lot.lines.is_empty() => format!("{} {percent}%", language.pick("Potong", "Less")),
        _ => String::new(),
    };
    Task {
        text: format!("{} · {} · {when}", lot.name, lot.quantity),
        detail: words.join(" · "),
        tone: match lot.days_left {
            ..0 => Tone::Stop,
            _ if lot.marked => Tone::Good,
            0..=7 => Tone::Look,
            _ => Tone::Quiet,
        },
        verb,
    }
}

/// A line of an order to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderLine {
    /// The supplier, above its first line; else empty.
    pub group: String,
    /// What.
    pub name: String,
    /// In what pack.
    pub pack: String,
    /// How many.
    pub quantity: String,
    /// Why.
    pub reason: String,
}

/// The order to read, by supplier.
pub fn order(lines: &[Suggestion], language: Language) -> Vec<OrderLine> {
    let mut last: Option<&str> = None;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let fresh = last != Some(line.supplier.as_str());
        let group = match (fresh, line.supplier.is_empty()) {
            (false, _) => String::new(),
            (true, true) => language.pick("Tanpa pemasok", "No supplier").to_owned(),
            (true, false) => line.supplier.clone(),
        };
        last = Some(line.supplier.as_str());
        let proposal = &line.proposal;
        rows.push(OrderLine {
            group,
            name: line.name.clone(),
            pack: if proposal.factor == 1 { proposal.pack.clone() } else { format!("{} {}", proposal.pack, proposal.factor) },
            quantity: proposal.packs.to_string(),
            reason: crate::capital(&reason(&proposal.reason, language)),
        });
    }
    rows
}

/// Why, as the rule says it; the parts that people read most are turned into English.
fn reason(text: &str, language: Language) -> String {
    if language == Language::Indonesian {
        return text.to_owned();
    }
    let part = |part: &str| {
        let words: Vec<&str> = part.split(' ').collect();
        match words.as_slice() {
            ["terjual", sold, "dalam", days, "hari", daily] => {
                format!("{sold} sold in {days} days {}", daily.replace("/hari", " a day"))
            }
            ["ada", there] => format!("{there} there"),
            ["minimum", minimum] => format!("minimum {minimum}"),
            ["barang", "datang", "dalam", days, "hari"] => format!("delivered in {days} days"),
            ["perlu", need, "untuk", days, "hari"] => format!("{need} needed for {days} days"),
            _ => part.to_owned(),
        }
    };
    text.split(", ").map(part).collect::<Vec<_>>().join(", ")
}

/// From what it is reckoned.
pub fn basis(days: u32, cover: u32, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Penjualan {days} hari, untuk {cover} hari"),
        Language::English => format!("Sales of {days} days, to last {cover} days"),
    }
}

/// Asks from what it is to be reckoned.
pub fn basis_form(days: u32, cover: u32, language: Language) -> Form {
    Form {
        title: language.pick("Hitung pesanan", "Reckon the order").to_owned(),
        text: language
            .pick("Yang sudah diubah di daftar dihitung lagi dari awal.", "What was changed on the list is reckoned anew.")
            .to_owned(),
        fields: vec![
            Field::new(FieldKind::Digits, language.pick("Dari penjualan berapa hari", "From the sales of how many days"), days.to_string()),
            Field::new(FieldKind::Digits, language.pick("Cukup untuk berapa hari", "To last how many days"), cover.to_string()),
        ],
        action: language.pick("Hitung", "Reckon").to_owned(),
    }
}

/// How many lines and suppliers.
pub fn note(lines: &[Suggestion], edited: bool, language: Language) -> String {
    let mut suppliers: Vec<&str> = lines.iter().map(|line| line.supplier.as_str()).collect();
    suppliers.dedup();
    let mut words = match language {
        Language::Indonesian => format!("{} barang dari {} pemasok", lines.len(), suppliers.len()),
        Language::English => format!("{} products of {} suppliers", lines.len(), suppliers.len()),
    };
    if edited {
        words += language.pick(" · sudah diubah", " · edited");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::goods::reorder::Proposal;
    use domain::goods::{Owner, PriceLine};
    use domain::{Quantity, Rupiah};

    fn lot(days_left: i64, percent: Option<i64>, marked: bool) -> Expiring {
        let line = PriceLine { pack: "PCS".into(), price: Rupiah::new(9_200), ..PriceLine::default() };
        Expiring {
            date: NaiveDate::from_ymd_opt(2026, 11, 25).expect("date"),
            name: "Susu".into(),
            sku: "S".into(),
            owner: Owner::Koperasi,
            lot: "L1".into(),
            quantity: Quantity::new(12_000),
            days_left,
            percent,
            lines: percent.map(|_| line).into_iter().collect(),
            marked,
        }
    }

    #[test]
    fn a_lot_says_when_and_what_to_do() {
        let task = |days, percent, marked| expiring(&lot(days, percent, marked), &[], Language::Indonesian);
        let soon = task(3, Some(50), false);
        assert_eq!((soon.text.as_str(), soon.verb.as_str(), soon.tone), ("Susu · 12 · 3 hari lagi", "Potong 50%", Tone::Look));
        assert_eq!(soon.detail, "25/11/2026 · lot L1 · jual dulu, usulan −50% → PCS 9.200");
        assert_eq!((task(3, Some(50), true).verb.as_str(), task(3, Some(50), true).tone), ("", Tone::Good));
        let over = task(-2, None, false);
        assert!(over.tone == Tone::Stop && over.verb.is_empty() && over.detail.contains("jangan dijual"), "{over:?}");
        assert!(task(60, None, false).verb.is_empty());
    }

    #[test]
    fn an_order_stands_by_supplier_with_its_reason() {
        let line = |supplier: &str, reason: &str| Suggestion {
            sku: "A".into(),
            name: "Mi".into(),
            supplier: supplier.into(),
            supplier_code: String::new(),
            on_hand: Quantity::ZERO,
            proposal: Proposal { pack: "DUS".into(), factor: 40, packs: 2, reason: reason.into() },
        };
        let why = "terjual 140 dalam 14 hari (10/hari), ada 12, minimum 5, barang datang dalam 2 hari, perlu 78 untuk 7 hari";
        let lines = [line("", why), line("SUMBER", why), line("SUMBER", "")];
        let rows = order(&lines, Language::English);
        assert_eq!(rows.iter().map(|row| row.group.as_str()).collect::<Vec<_>>(), ["No supplier", "SUMBER", ""]);
        assert_eq!((rows[0].pack.as_str(), rows[0].quantity.as_str()), ("DUS 40", "2"));
        assert_eq!(rows[0].reason, "140 sold in 14 days (10 a day), 12 there, minimum 5, delivered in 2 days, 78 needed for 7 days");
        assert_eq!(note(&lines, true, Language::Indonesian), "3 barang dari 2 pemasok · sudah diubah");
    }
}
