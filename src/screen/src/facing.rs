//! What the customer sees, as text: on a window of their own and on two lines of twenty places.

use app::selling::{OpenCart, Paid};
use domain::Rupiah;

use crate::{Language, cart as rows, payment};

/// Where the sale stands, seen from the other side of the counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Nobody is served.
    #[default]
    Idle,
    /// Goods are scanned.
    Selling,
    /// A QRIS is to be paid.
    Qris,
    /// It is paid.
    Change,
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facing {
    /// Where the sale stands.
    pub step: Step,
    /// Name of the shop.
    pub shop: String,
    /// Words while nobody is served.
    pub idle_text: String,
    /// The last goods.
    pub item: String,
    /// `2 x 3.100`
    pub detail: String,
    /// What that line comes to.
    pub amount: String,
    /// `14 item`
    pub items: String,
    /// What is to pay.
    pub total: String,
    /// `hemat 12.400`; empty: nothing.
    pub saved: String,
    /// Change.
    pub change: String,
    /// What was handed over.
    pub received: String,
}

/// The cart; `fresh` is the line that was just scanned.
pub fn cart(cart: &OpenCart, fresh: Option<i64>, language: Language) -> Facing {
    let view = rows::view(cart, language);
    let last = fresh.and_then(|line| view.rows.iter().find(|row| row.line == line)).or(view.rows.last());
    let Some(last) = last else {
        return Facing::default();
    };
    let name = if last.pack.is_empty() { last.name.clone() } else { format!("{} {}", last.name, last.pack) };
    Facing {
        step: Step::Selling,
        item: name,
        detail: format!("{} x {}", last.quantity, last.price),
        amount: last.amount.clone(),
        items: view.items,
        total: view.total,
        saved: view.saved,
        ..Facing::default()
    }
}

/// A QRIS of this amount waits to be paid.
pub fn qris(amount: Rupiah) -> Facing {
    Facing { step: Step::Qris, total: amount.to_string(), ..Facing::default() }
}

/// The sale is paid.
pub fn paid(paid: &Paid) -> Facing {
    let done = payment::done(paid, Language::default());
    Facing { step: Step::Change, total: done.total, change: done.change, received: done.received, ..Facing::default() }
}

/// Columns of a pole display.
const COLUMNS: usize = 20;

/// Two lines for a pole display.
pub fn pole(view: &Facing) -> (String, String) {
    match view.step {
        Step::Idle => (view.idle_text.clone(), view.shop.clone()),
        Step::Selling => (pair(&view.item, &view.amount), pair("TOTAL", &view.total)),
        Step::Qris => ("BAYAR DENGAN QRIS".to_owned(), pair("Rp", &view.total)),
        Step::Change => (pair("TOTAL", &view.total), pair("KEMBALI", &view.change)),
    }
}

/// Text left, cut where the amount at the right needs the room.
fn pair(left: &str, right: &str) -> String {
    let room = COLUMNS.saturating_sub(right.chars().count() + 1);
    let left: String = left.chars().take(room).collect();
    format!("{left:<room$} {right}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_twenty_places() {
        assert_eq!(pair("Mi Goreng Rasa Ayam Bawang", "12.400"), "Mi Goreng Ras 12.400");
        assert_eq!(pair("TOTAL", "999.999.999.999").chars().count(), 20);
        let idle = pole(&Facing { idle_text: "Selamat datang".into(), shop: "Koperasi".into(), ..Facing::default() });
        assert_eq!(idle, ("Selamat datang".to_owned(), "Koperasi".to_owned()));
    }
}
