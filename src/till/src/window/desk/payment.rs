//! The payment page.

use app::selling::{Paid, Progress};
use app::{Fault, Refusal};
use domain::Rupiah;
use domain::sale::TenderKind;
use screen::{payment, sentence};
use slint::ComponentHandle;
use ui::{Page, PayStep, Payment};

use super::{Desk, Paying};
use crate::window::sound::Sound;
use crate::window::{bind, qr};

impl Desk {
    /// The cart is to be paid.
    pub(in crate::window) fn pay(&mut self) {
        // Money that was taken must be reachable even when the last line is gone.
        let empty = self.app.as_ref().is_none_or(|app| app.cart().cart.is_empty() && app.cart().tenders.is_empty());
        if empty {
            self.refuse(&Refusal::EmptyCart.into());
            return;
        }
        self.paying = Paying::default();
        let waiting = self.shop().and_then(|app| app.waiting_qris());
        match waiting {
            Ok(Some((no, payload, amount))) => self.show_qris(no, payload, amount),
            Ok(None) => self.step_to(PayStep::Choose),
            Err(fault) => self.refuse(&fault),
        }
        self.show_payment();
        self.go(Page::Payment);
    }

    /// Exact cash at once.
    pub(in crate::window) fn pay_exact(&mut self) {
        self.pay();
        if self.page == Page::Payment && self.paying.qris.is_none() {
            self.cash("");
        }
    }

    fn step_to(&self, step: PayStep) {
        self.ui(move |window| window.global::<Payment>().set_step(step));
    }

    /// What is due and what was taken.
    pub(super) fn show_payment(&mut self) {
        let Some(app) = &self.app else { return };
        let Ok(due) = app.due() else { return };
        let view = payment::view(app.cart(), due, self.language);
        let entry = Rupiah::parse(&self.paying.entry).map(|amount| amount.to_string()).unwrap_or_default();
        self.ui(move |window| {
            bind::show_payment(window, &view);
            let page = window.global::<Payment>();
            page.set_entry(entry.into());
            page.set_error("".into());
            page.set_busy(false);
        });
    }

    /// A key of the keypad.
    pub(in crate::window) fn payment_key(&mut self, key: &str) {
        let entry = &mut self.paying.entry;
        match key {
            "back" => {
                entry.pop();
            }
            "clear" => entry.clear(),
            digits if digits.bytes().all(|b| b.is_ascii_digit()) && entry.len() + digits.len() <= 12 => {
                entry.push_str(digits);
                let trimmed = entry.trim_start_matches('0').to_owned();
                *entry = trimmed;
            }
            _ => {}
        }
        self.show_payment();
    }

    fn typed(&self) -> Result<Option<Rupiah>, Fault> {
        if self.paying.entry.is_empty() {
            return Ok(None);
        }
        Rupiah::parse(&self.paying.entry).map(Some).map_err(|error| Refusal::Amount(error.to_string()).into())
    }

    /// Cash: a quick key, what is typed, or exactly what is due.
    pub(in crate::window) fn cash(&mut self, amount: &str) {
        let amount = if amount.is_empty() { self.typed() } else { Ok(Rupiah::parse(amount).ok()) };
        let result = amount.and_then(|amount| self.shop()?.take_tender(TenderKind::Cash, amount, None));
        self.progressed(result);
    }

    /// QRIS, transfer or card: takes what is typed or the rest.
    pub(in crate::window) fn start_tender(&mut self, word: &str) {
        let Some(kind) = TenderKind::parse(word) else { return };
        let typed = match self.typed() {
            Ok(typed) => typed,
            Err(fault) => return self.payment_error(&fault),
        };
        if kind == TenderKind::Qris {
            match self.shop().and_then(|app| app.start_qris(typed)) {
                Ok((no, payload)) => {
                    let amount = self.app.as_ref().and_then(|app| app.cart().tenders.iter().find(|t| t.no == no).map(|t| t.tender.amount));
                    self.show_qris(no, payload, amount.unwrap_or_default());
                    self.show_payment();
                }
                Err(fault) => self.payment_error(&fault),
            }
            return;
        }
        let Some(due) = self.app.as_ref().and_then(|app| app.due().ok()) else { return };
        let amount = typed.unwrap_or(due.exact);
        if amount > due.exact {
            let over = amount.minus(due.exact).unwrap_or_default();
            return self.payment_error(&domain::sale::SettleError::OverWithoutChange { kind, over }.into());
        }
        self.paying.reference = Some((kind, amount));
        let (title, text) = (payment::kind(kind, self.language), amount.to_string());
        self.ui(move |window| {
            let page = window.global::<Payment>();
            page.set_reference_title(title.into());
            page.set_reference_amount(text.into());
            page.set_reference("".into());
            page.set_error("".into());
            page.set_step(PayStep::Reference);
        });
    }

    fn show_qris(&mut self, no: i64, payload: String, amount: Rupiah) {
        self.paying.qris = Some(no);
        let merchant = self.app.as_ref().and_then(|app| app.settings().qris.as_ref()).map(|qris| qris.merchant_name().to_owned());
        let name = format!("{}: {}", self.language.pick("Periksa nama", "Check the name"), merchant.unwrap_or_default());
        let state = self.language.pick("menunggu konfirmasi", "waiting for confirmation");
        self.ui(move |window| {
            let page = window.global::<Payment>();
            page.set_qr(slint::Image::from_rgb8(qr::picture(&payload, 400)));
            page.set_qris_amount(amount.to_string().into());
            page.set_qris_name(name.into());
            page.set_qris_state(state.into());
            page.set_step(PayStep::Qris);
        });
        self.show_customer();
    }

    /// The cashier saw the QRIS payment arrive.
    pub(in crate::window) fn confirm_qris(&mut self) {
        let Some(no) = self.paying.qris.take() else { return };
        let result = self.shop().and_then(|app| app.confirm_qris(no));
        self.progressed(result);
    }

    /// The QRIS was given up.
    pub(in crate::window) fn cancel_qris(&mut self) {
        let Some(no) = self.paying.qris.take() else { return };
        let result = self.shop().and_then(|app| app.drop_tender(no));
        self.settle(result);
        self.step_to(PayStep::Choose);
        self.show_payment();
        self.show_customer();
    }

    /// The reference of a transfer or card payment was typed.
    pub(in crate::window) fn confirm_reference(&mut self, reference: &str) {
        let Some((kind, amount)) = self.paying.reference.take() else { return };
        let result = self.shop().and_then(|app| app.take_tender(kind, Some(amount), Some(reference)));
        self.progressed(result);
    }

    /// The transfer or card payment was given up.
    pub(in crate::window) fn cancel_reference(&mut self) {
        self.paying.reference = None;
        self.step_to(PayStep::Choose);
        self.show_payment();
    }

    /// A payment is handed back.
    pub(in crate::window) fn drop_tender(&mut self, no: i32) {
        let result = self.shop().and_then(|app| app.drop_tender(i64::from(no)));
        self.settle(result);
        self.show_payment();
    }

    /// One step back; nothing is lost.
    pub(in crate::window) fn leave_payment(&mut self) {
        self.paying.entry.clear();
        self.show_cart();
        self.go(Page::Sale);
    }

    fn progressed(&mut self, result: Result<Progress, Fault>) {
        match result {
            Ok(Progress::StillDue) => {
                self.paying.entry.clear();
                self.step_to(PayStep::Choose);
                self.show_payment();
            }
            Ok(Progress::Paid(paid)) => self.paid(*paid),
            Err(fault) => self.payment_error(&fault),
        }
    }

    fn payment_error(&mut self, fault: &Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| {
            let page = window.global::<Payment>();
            page.set_busy(false);
            page.set_error(text.into());
        });
    }

    /// The sale is on the platter: change in very large type, drawer and paper on their way.
    fn paid(&mut self, paid: Paid) {
        self.wake_printer();
        let done = payment::done(&paid, self.language);
        self.last_change.clone_from(&done.corner);
        self.paying = Paying { done: Some(paid), ..Paying::default() };
        self.selected = None;
        self.clear_strip();
        self.hear(Sound::Accepted);
        self.ui(move |window| {
            let page = window.global::<Payment>();
            page.set_total(done.total.into());
            page.set_change(done.change.into());
            page.set_received(done.received.into());
            page.set_receipt(done.receipt.into());
            page.set_entry("".into());
            page.set_error("".into());
            page.set_busy(false);
            page.set_step(PayStep::Done);
        });
        self.show_print_state();
        self.show_cart();
        self.show_status();
        self.show_drawer_alarm();
    }

    /// Whether the paper of the last sale is out.
    pub(super) fn show_print_state(&self) {
        let Some(paid) = &self.paying.done else { return };
        let (text, trouble) = self.job_state(paid.job.as_deref(), self.language.pick("Struk", "Receipt"));
        self.ui(move |window| {
            let page = window.global::<Payment>();
            page.set_print_state(text.into());
            page.set_print_trouble(trouble);
        });
    }

    /// The receipt once more, marked SALINAN.
    pub(in crate::window) fn reprint_last(&mut self) {
        let Some(number) = self.paying.done.as_ref().map(|paid| paid.sale.receipt.clone()) else { return };
        let result = self.shop().and_then(|app| app.reprint(&number).map(|_| ()));
        self.settle(result);
        self.wake_printer();
    }

    /// The next customer.
    pub(in crate::window) fn next_customer(&mut self) {
        self.paying = Paying::default();
        self.show_cart();
        self.step_to(PayStep::Choose);
        self.go(Page::Sale);
    }

    pub(super) fn wake_printer(&mut self) {
        if let Some(printer) = &self.printer {
            printer.wake();
        }
    }
}
