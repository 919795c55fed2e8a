//! The close of a shift: what was counted against what should be there, in words.

use domain::sale::TenderKind;
use domain::shift::ShiftClose;
use domain::{Overflow, Rupiah};

use crate::{Language, payment};

/// How a figure should be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Nothing to say.
    #[default]
    Quiet,
    /// As it should be.
    Even,
    /// Too much.
    Over,
    /// Too little.
    Short,
}

/// A tender other than cash, before its figure is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noncash {
    /// `QRIS`
    pub name: String,
    /// `12 transaksi`: no amount, the count is blind.
    pub recorded: String,
    /// Digits typed; empty when nobody looked.
    pub figure: String,
    /// The same with dots.
    pub figure_text: String,
}

/// Counted, expected, difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The tender.
    pub name: String,
    /// What was counted.
    pub counted: String,
    /// What the till recorded.
    pub expected: String,
    /// With its sign.
    pub difference: String,
    /// `kurang`
    pub words: String,
    /// How to look at it.
    pub weight: Weight,
}

/// What the count came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Cash first.
    pub rows: Vec<Row>,
    /// Of the cash, without a sign; `0` when it is even.
    pub difference: String,
    /// `KAS KURANG`
    pub words: String,
    /// How to look at it.
    pub weight: Weight,
}

/// The tenders to look up, with what was typed so far.
pub fn noncash(tenders: &[(TenderKind, i64)], typed: &[String], language: Language) -> Vec<Noncash> {
    let row = |(place, (kind, payments)): (usize, &(TenderKind, i64))| {
        let figure = typed.get(place).cloned().unwrap_or_default();
        Noncash {
            name: payment::kind(*kind, language).to_owned(),
            recorded: format!("{payments} {}", language.pick("transaksi", "payments")),
            figure_text: Rupiah::parse(&figure).map(|sum| sum.to_string()).unwrap_or_default(),
            figure,
        }
    };
    tenders.iter().enumerate().map(row).collect()
}

/// Counted against expected.
///
/// # Errors
/// [`Overflow`].
pub fn outcome(close: &ShiftClose, language: Language) -> Result<Outcome, Overflow> {
    let cash = close.difference()?;
    let mut rows = vec![row(payment::kind(TenderKind::Cash, language), Some(close.counted), close.expected, language)?];
    for tender in &close.tenders {
        rows.push(row(payment::kind(tender.kind, language), tender.counted, tender.expected, language)?);
    }
    let weight = weight(cash);
    let words = match weight {
        Weight::Short => language.pick("KAS KURANG", "CASH SHORT"),
        Weight::Over => language.pick("KAS LEBIH", "CASH OVER"),
        Weight::Even | Weight::Quiet => language.pick("KAS PAS", "CASH IS EVEN"),
    };
    Ok(Outcome { rows, difference: Rupiah::new(cash.get().abs()).to_string(), words: words.to_owned(), weight })
}

fn row(name: &str, counted: Option<Rupiah>, expected: Rupiah, language: Language) -> Result<Row, Overflow> {
    let Some(counted) = counted else {
        let words = language.pick("belum dilihat", "not looked up").to_owned();
        return Ok(Row {
            name: name.to_owned(),
            counted: "–".to_owned(),
            expected: expected.to_string(),
            difference: "–".to_owned(),
            words,
            weight: Weight::Quiet,
        });
    };
    let difference = counted.minus(expected)?;
    let weight = weight(difference);
    let words = match weight {
        Weight::Short => language.pick("kurang", "short"),
        Weight::Over => language.pick("lebih", "over"),
        Weight::Even | Weight::Quiet => language.pick("pas", "even"),
    };
    Ok(Row {
        name: name.to_owned(),
        counted: counted.to_string(),
        expected: expected.to_string(),
        difference: signed(difference),
        words: words.to_owned(),
        weight,
    })
}

fn weight(difference: Rupiah) -> Weight {
    match difference.get() {
        0 => Weight::Even,
        n if n < 0 => Weight::Short,
        _ => Weight::Over,
    }
}

fn signed(amount: Rupiah) -> String {
    let size = Rupiah::new(amount.get().abs());
    match amount.get() {
        0 => size.to_string(),
        n if n < 0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// Why a manager signs too.
pub fn manager_why(limit: Rupiah, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Selisih di atas Rp {limit}: manajer ikut menandatangani."),
        Language::English => format!("A difference above Rp {limit}: a manager signs too."),
    }
}

/// What a difference is called, ready to tap.
pub fn reasons(language: Language) -> Vec<String> {
    let words = [
        language.pick("Salah kembalian", "Wrong change"),
        language.pick("Salah hitung modal", "Float miscounted"),
        language.pick("Uang palsu", "False money"),
        language.pick("Belum tahu", "Not known yet"),
    ];
    words.map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::shift::{CashCount, ShiftSums, TenderCount};

    #[test]
    fn a_difference_is_said_in_words() {
        let tender = |kind, expected, counted: Option<i64>| TenderCount {
            kind,
            payments: 2,
            expected: Rupiah::new(expected),
            counted: counted.map(Rupiah::new),
        };
        let close = ShiftClose {
            shift: "s".into(),
            till: "A".into(),
            business_date: NaiveDate::default(),
            number: "A1-Z0001".into(),
            opened_by: "siti".into(),
            by: "siti".into(),
            signed_by: None,
            opening_float: Rupiah::new(50_000),
            notes: CashCount::default(),
            counted: Rupiah::new(98_000),
            recounted: Vec::new(),
            expected: Rupiah::new(100_000),
            tenders: vec![tender(TenderKind::Qris, 5_000, Some(6_000)), tender(TenderKind::Card, 7_000, None)],
            charged_to: None,
            sums: ShiftSums::default(),
            until: 9,
        };
        let shown = outcome(&close, Language::Indonesian).expect("fits");
        assert_eq!((shown.difference.as_str(), shown.words.as_str(), shown.weight), ("2.000", "KAS KURANG", Weight::Short));
        let read: Vec<_> = shown.rows.iter().map(|row| (row.difference.as_str(), row.words.as_str())).collect();
        assert_eq!(read, [("−2.000", "kurang"), ("+1.000", "lebih"), ("–", "belum dilihat")]);
    }

    #[test]
    fn a_blind_count_shows_no_amount() {
        let rows = noncash(&[(TenderKind::Qris, 12)], &["1214000".to_owned()], Language::Indonesian);
        assert_eq!((rows[0].recorded.as_str(), rows[0].figure_text.as_str()), ("12 transaksi", "1.214.000"));
    }
}
