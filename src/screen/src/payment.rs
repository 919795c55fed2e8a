//! Payment as text.

use app::selling::{OpenCart, Paid};
use domain::cash::next_notes;
use domain::sale::{Due, TenderKind};

use crate::Language;

/// A key for a whole amount of cash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickKey {
    /// What stands on it.
    pub label: String,
    /// Digits.
    pub amount: String,
}

/// A payment taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenderRow {
    /// Its number within the cart.
    pub no: i64,
    /// How.
    pub name: String,
    /// How much.
    pub amount: String,
    /// Reference.
    pub detail: String,
    /// A QRIS that waits.
    pub waiting: bool,
}

/// The payment page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What is to pay in cash.
    pub total: String,
    /// What rounding changes; empty: nothing.
    pub rounding: String,
    /// What is still to pay.
    pub due: String,
    /// Keys for cash.
    pub quick: Vec<QuickKey>,
    /// Payments taken.
    pub tenders: Vec<TenderRow>,
}

/// The payment of the cart in progress.
pub fn view(cart: &OpenCart, due: Due, language: Language) -> View {
    let rounding = due.cash.minus(due.exact).unwrap_or_default();
    let exact = QuickKey { label: language.pick("Pas", "Exact").to_owned(), amount: due.cash.get().to_string() };
    let notes = next_notes(due.cash, 4).into_iter().map(|note| QuickKey { label: note.to_string(), amount: note.get().to_string() });
    View {
        total: cart.priced.total.to_string(),
        rounding: if rounding.is_zero() {
            String::new()
        } else {
            format!("{} {rounding}", language.pick("pembulatan tunai", "cash rounding"))
        },
        due: due.cash.to_string(),
        quick: std::iter::once(exact).chain(notes).collect(),
        tenders: cart.tenders.iter().map(|stored| row(stored.no, stored, language)).collect(),
    }
}

fn row(no: i64, stored: &app::selling::StoredTender, language: Language) -> TenderRow {
    TenderRow {
        no,
        name: kind(stored.tender.kind, language).to_owned(),
        amount: stored.tender.amount.to_string(),
        detail: if stored.waiting {
            language.pick("menunggu konfirmasi", "waiting for confirmation").to_owned()
        } else {
            stored.tender.reference.clone().unwrap_or_default()
        },
        waiting: stored.waiting,
    }
}

/// How something is paid, as a person reads it.
pub const fn kind(kind: TenderKind, language: Language) -> &'static str {
    match kind {
        TenderKind::Cash => language.pick("Tunai", "Cash"),
        TenderKind::Qris => "QRIS",
        TenderKind::Transfer => language.pick("Transfer bank", "Bank transfer"),
        TenderKind::Card => language.pick("Kartu (EDC)", "Card (EDC)"),
    }
}

/// What stands on the page when all is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Change.
    pub change: String,
    /// What was handed over.
    pub received: String,
    /// What was paid.
    pub total: String,
    /// Receipt number.
    pub receipt: String,
    /// The last sale in one line, for the corner of the sale page.
    pub corner: String,
}

/// A sale that was just paid.
pub fn done(paid: &Paid, language: Language) -> Done {
    let sale = &paid.sale;
    let received = domain::Rupiah::sum(sale.tenders.iter().map(|tender| tender.amount)).unwrap_or_default();
    Done {
        change: sale.change.to_string(),
        received: received.to_string(),
        total: sale.total.to_string(),
        receipt: sale.receipt.clone(),
        corner: format!("{} {} · {}", language.pick("Kembali", "Change"), sale.change, sale.receipt),
    }
}
