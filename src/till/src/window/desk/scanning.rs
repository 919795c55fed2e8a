//! A scan, wherever it comes from and whatever page is open.

use app::Refusal;
use app::selling::Scanned;
use domain::barcode::Gtin;
use screen::sentence;
use slint::ComponentHandle;
use ui::{Page, Sale, Settings, Tone};

use super::{Desk, StripAction};
use crate::window::sound::Sound;

/// True for the code that a receipt bears.
pub(super) fn is_receipt(code: &str) -> bool {
    code.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("SOKOGURU:"))
}

impl Desk {
    /// A whole code was scanned.
    pub(in crate::window) fn scan(&mut self, code: &str) {
        self.somebody_is_here();
        match self.page {
            Page::Login => self.scan_on_login(code),
            Page::Sale => self.scan_on_sale(code),
            Page::Payment => self.scan_on_payment(code),
            Page::Settings => self.show_scanned(code),
            Page::Receipts => self.scan_receipt(code),
            Page::Returns => self.scan_on_returns(code),
            Page::Staff => self.scan_card(code),
            Page::Receive => self.scan_arrival(code),
            Page::StockCount => self.scan_count(code),
            Page::Goods => self.scan_goods(code),
            Page::Expiry => self.scan_expiry(code),
            Page::Reorder => self.scan_order(code),
            Page::Labels => self.scan_label(code),
            Page::Moves => self.scan_move(code),
            Page::Trade => self.scan_trade(code),
            page if Self::is_office(page) => {
                let text = self.language.pick("Halaman ini tidak memakai pindaian.", "This page takes no scans.");
                self.strip(Tone::Look, text, StripAction::None);
                self.hear(Sound::Refused);
            }
            _ => {
                let text = self.language.pick("Masuk dan buka kasir dulu, lalu pindai.", "Log in and open the till first, then scan.");
                self.strip(Tone::Look, text, StripAction::None);
                self.hear(Sound::Refused);
            }
        }
    }

    /// A burst that stopped without its suffix: taken only if its check digit proves that it is whole.
    pub(in crate::window) fn unfinished_scan(&mut self, code: &str) {
        if Gtin::parse(code).is_some() {
            self.scan(code);
            return;
        }
        let text = match self.language {
            screen::Language::Indonesian => format!("Pindaian terpotong ({code}); pindai sekali lagi."),
            screen::Language::English => format!("The scan was cut off ({code}); scan once more."),
        };
        self.strip(Tone::Stop, &text, StripAction::None);
        self.hear(Sound::Refused);
    }

    fn scan_on_sale(&mut self, code: &str) {
        if self.asked.is_some() || !self.choices.is_empty() || self.pending.is_some() {
            let text = self
                .language
                .pick("Jawab dulu yang ditanyakan di layar, lalu pindai lagi.", "Answer what the screen asks first, then scan again.");
            self.strip(Tone::Look, text, StripAction::None);
            self.hear(Sound::Refused);
            return;
        }
        // The code at the foot of a receipt: its goods come back.
        if is_receipt(code) {
            if self.open_return_of(code) {
                self.go(Page::Returns);
                self.hear(Sound::Accepted);
            }
            return;
        }
        let count = self.multiplier.take();
        self.entry.clear();
        let Ok(app) = self.shop() else { return };
        let scanned = app.scan_item(code, count);
        self.scanned(scanned);
    }

    /// Shows what a code led to.
    pub(super) fn scanned(&mut self, scanned: Result<Scanned, app::Fault>) {
        match scanned {
            Ok(Scanned::Added(line)) => self.added(line),
            Ok(Scanned::Choose { code, goods }) => self.ask_choice(&code, goods),
            Ok(Scanned::AskWeight(goods)) => self.ask(goods, false),
            Ok(Scanned::AskPrice(goods)) => self.ask(goods, true),
            Ok(Scanned::Member(member)) => self.show_member(&member),
            Err(fault) if self.is_somebodys_card(&fault) => {}
            Err(fault) => {
                let search = matches!(fault.refusal(), Some(Refusal::UnknownCode(_)));
                let text = sentence(&fault, self.language);
                self.strip(Tone::Stop, &text, if search { StripAction::Search } else { StripAction::None });
                self.hear(Sound::Refused);
                self.show_entry();
            }
        }
    }

    /// A code that no goods have may be somebody's card.
    fn is_somebodys_card(&mut self, fault: &app::Fault) -> bool {
        match fault.refusal() {
            Some(Refusal::UnknownCode(code)) => {
                let code = code.clone();
                self.takes_over(&code)
            }
            _ => false,
        }
    }

    /// A line came in: it is the line under work, and the next customer has begun.
    pub(super) fn added(&mut self, line: i64) {
        self.selected = None;
        self.fresh = Some(line);
        self.written();
        // The row first: nothing stands between a scan and its line.
        self.show_cart();
        self.clear_strip();
        self.hear(Sound::Accepted);
        self.ui(|window| window.global::<Sale>().set_search_shown(false));
        self.offer_box(line);
    }

    /// During payment a scan adds to the cart and says so; it is never typed into the amount. After
    /// payment it begins the next sale.
    fn scan_on_payment(&mut self, code: &str) {
        if self.paying.done.is_some() {
            self.next_customer();
            self.scan_on_sale(code);
            return;
        }
        if self.paying.qris.is_some() || self.paying.reference.is_some() {
            let text = self.language.pick("Selesaikan atau batalkan pembayaran ini dulu.", "Finish or cancel this payment first.");
            self.strip(Tone::Look, text, StripAction::None);
            self.hear(Sound::Refused);
            return;
        }
        let Ok(app) = self.shop() else { return };
        match app.scan_item(code, None) {
            Ok(Scanned::Added(line)) => {
                self.added(line);
                self.show_payment();
                let name = self.name_of(line);
                let text = match self.language {
                    screen::Language::Indonesian => format!("Ditambahkan: {name}. Jumlah bayar berubah."),
                    screen::Language::English => format!("Added: {name}. The amount to pay has changed."),
                };
                self.strip(Tone::Look, &text, StripAction::None);
            }
            Ok(other) => {
                // The goods ask for something: that is answered on the sale page.
                self.go(Page::Sale);
                self.scanned(Ok(other));
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    fn name_of(&self, line: i64) -> String {
        let found = self.app.as_ref().and_then(|app| app.cart().cart.lines.iter().find(|candidate| candidate.id == line));
        found.map(|line| line.product.name.clone()).unwrap_or_default()
    }

    /// The test field of the settings: the code and what it is.
    fn show_scanned(&mut self, code: &str) {
        if self.is_enrolling() {
            self.enrol_by_keys(code);
            return;
        }
        let words = match Gtin::parse(code) {
            Some(gtin) => format!("{code}  ·  GTIN {gtin}"),
            None => match domain::barcode::complaint(code) {
                Some(complaint) => format!("{code}  ·  {complaint}"),
                None => format!("{code}  ·  {}", self.language.pick("kode lain", "another kind of code")),
            },
        };
        self.ui(move |window| window.global::<Settings>().set_scanned(words.into()));
    }
}
