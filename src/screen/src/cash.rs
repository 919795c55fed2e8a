//! Cash that moves without a sale.

use app::day::MoveRow;
use chrono::FixedOffset;
use domain::Rupiah;
use domain::shift::MoveKind;

use crate::{Language, dates};

/// One move in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `22/11 14:05`
    pub time: String,
    /// `Kas keluar`
    pub kind: String,
    /// What for and who.
    pub detail: String,
    /// With its sign.
    pub amount: String,
}

/// Moves of the shift, newest first.
pub fn rows(moves: &[MoveRow], zone: FixedOffset, language: Language, name: impl Fn(&str) -> String) -> Vec<Row> {
    let row = |moved: &MoveRow| {
        let kind = MoveKind::parse(&moved.kind);
        let sign = if kind == Some(MoveKind::In) { "+" } else { "−" };
        Row {
            time: dates::stamp(moved.at, zone).split_off(6),
            kind: kind.map_or(moved.kind.as_str(), |kind| word(kind, language)).to_owned(),
            detail: format!("{} · {}", moved.reason, name(&moved.by)),
            amount: format!("{sign}{}", moved.amount),
        }
    };
    moves.iter().map(row).collect()
}

/// What a move is called.
pub const fn word(kind: MoveKind, language: Language) -> &'static str {
    match kind {
        MoveKind::In => language.pick("Kas masuk", "Cash in"),
        MoveKind::Out => language.pick("Kas keluar", "Cash out"),
        MoveKind::Drop => language.pick("Setor ke brankas", "To the safe"),
        MoveKind::Petty => language.pick("Kas kecil", "Petty cash"),
    }
}

/// Ready reasons of a move; petty cash has purposes instead.
pub fn reasons(kind: MoveKind, language: Language) -> Vec<String> {
    let words: &[&str] = match kind {
        MoveKind::In => {
            &[language.pick("Tambah uang receh", "More small change"), language.pick("Uang dari brankas", "Money from the safe")]
        }
        MoveKind::Out => &[
            language.pick("Uang receh ke kasir lain", "Small change for another till"),
            language.pick("Titipan pengurus", "Kept for the board"),
            language.pick("Bayar pemasok kecil", "Paid a small supplier"),
        ],
        MoveKind::Drop => &[language.pick("Laci penuh", "The drawer is full"), language.pick("Pergantian kasir", "Change of cashier")],
        MoveKind::Petty => &[],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// More lies in the drawer than the limit.
pub fn alarm(limit: Rupiah, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Isi laci lebih dari batas Rp {limit}. Setor sebagian ke brankas."),
        Language::English => format!("The drawer holds more than the limit of Rp {limit}. Take some to the safe."),
    }
}

/// A move that was recorded.
pub fn recorded(kind: MoveKind, amount: Rupiah, language: Language) -> String {
    format!("{}: {} Rp {amount}.", language.pick("Tercatat", "Recorded"), word(kind, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_read_at_a_glance() {
        let moved = MoveRow {
            pos: 1,
            at: 1_795_330_800_000,
            kind: "drop".into(),
            amount: Rupiah::new(1_500_000),
            account: "1-103".into(),
            reason: "Laci penuh".into(),
            by: "siti".into(),
        };
        let zone = FixedOffset::east_opt(7 * 3_600).expect("a zone");
        let rows = rows(&[moved], zone, Language::Indonesian, |_| "Siti".to_owned());
        assert_eq!(
            (rows[0].kind.as_str(), rows[0].detail.as_str(), rows[0].amount.as_str()),
            ("Setor ke brankas", "Laci penuh · Siti", "−1.500.000")
        );
        assert_eq!(rows[0].time.len(), 5);
    }
}
