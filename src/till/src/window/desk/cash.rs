//! Cash that moves without a sale, the X report, and the sign of a full drawer.

use app::{Fault, Refusal};
use domain::Rupiah;
use domain::shift::MoveKind;
use domain::staff::Right;
use screen::{cash, sentence};
use slint::ComponentHandle;
use ui::{Cash, CashKind, Page, Reading, Shell};

use super::Desk;
use super::counter::{Deed, Moved};
use crate::window::bind;
use crate::window::sound::Sound;

/// Letters across a report on the screen.
pub(super) const COLUMNS: usize = 42;

impl Desk {
    /// The page of cash, with nothing being entered.
    pub(super) fn begin_cash(&mut self) {
        self.pick_cash(CashKind::Listing);
        self.say_of_cash(String::new(), String::new());
        self.show_cash();
    }

    /// What moved in this shift.
    pub(super) fn show_cash(&self) {
        let Some(app) = &self.app else { return };
        let language = self.language;
        let zone = *app.now().offset();
        let name = |id: &str| store::staff::name(app.store().connection(), id).unwrap_or_else(|_| id.to_owned());
        let rows = cash::rows(&app.cash_moves().unwrap_or_default(), zone, language, name);
        let full = app.drawer_alarm().ok().flatten().is_some();
        let alarm = if full { cash::alarm(app.settings().drawer_limit, language) } else { String::new() };
        let purposes: Vec<String> = app.cash_purposes().into_iter().map(|(_, name)| name.to_owned()).collect();
        let reads = self.holds(Right::SeeExpected);
        let empty = match app.shift() {
            Ok(Some(_)) => language.pick("Belum ada kas masuk atau keluar di sif ini.", "No cash moved in this shift yet."),
            _ => language.pick("Kasir belum dibuka.", "The till is not open."),
        };
        self.ui(move |window| {
            bind::show_cash(window, &rows);
            let page = window.global::<Cash>();
            page.set_purposes(bind::texts(&purposes));
            page.set_alarm(alarm.into());
            page.set_reads(reads);
            page.set_empty_text(empty.into());
        });
    }

    /// True when the one at the till has a right of their own.
    pub(super) fn holds(&self, right: Right) -> bool {
        self.app.as_ref().is_some_and(|app| app.actor().is_some_and(|actor| app.settings().rights.allows(actor.role, right)))
    }

    /// One of the four moves was begun, or given up.
    pub(in crate::window) fn pick_cash(&mut self, kind: CashKind) {
        self.cash_kind = kind;
        let reasons = move_kind(kind).map(|kind| cash::reasons(kind, self.language)).unwrap_or_default();
        self.ui(move |window| {
            let page = window.global::<Cash>();
            page.set_kind(kind);
            page.set_reasons(bind::texts(&reasons));
            page.set_purpose(-1);
            page.set_reason("".into());
            page.set_amount("".into());
            page.set_amount_text("".into());
            page.set_error("".into());
            if kind != CashKind::Listing {
                page.set_notice("".into());
            }
        });
    }

    /// The amount is being typed.
    pub(in crate::window) fn cash_edited(&self, digits: &str) {
        let text = Rupiah::parse(digits).map(|amount| amount.to_string()).unwrap_or_default();
        self.ui(move |window| window.global::<Cash>().set_amount_text(text.into()));
    }

    /// The move is to be recorded.
    pub(in crate::window) fn submit_cash(&mut self, digits: &str, purpose: i32, reason: &str) {
        let Some(kind) = move_kind(self.cash_kind) else { return };
        let amount = match Rupiah::parse(digits) {
            Ok(amount) => amount,
            Err(error) => return self.cash_refused(&Refusal::Amount(error.to_string()).into()),
        };
        let purposes = self.app.as_ref().map(|app| app.cash_purposes()).unwrap_or_default();
        let chosen = usize::try_from(purpose).ok().filter(|_| kind == MoveKind::Petty).and_then(|place| purposes.get(place));
        let reason = match (chosen, reason.trim()) {
            (Some((_, name)), "") => (*name).to_owned(),
            (Some((_, name)), detail) => format!("{name}: {detail}"),
            (None, reason) => reason.to_owned(),
        };
        let moved = Moved { kind, amount, account: chosen.map(|(account, _)| (*account).to_owned()), reason };
        self.attempt_at_counter(Deed::Move(moved));
    }

    /// The move is in the books, or why it is not.
    pub(super) fn cash_moved(&mut self, moved: &Moved, result: Result<(), Fault>) {
        if let Err(fault) = result {
            return self.cash_refused(&fault);
        }
        self.hear(Sound::Accepted);
        self.pick_cash(CashKind::Listing);
        self.say_of_cash(cash::recorded(moved.kind, moved.amount, self.language), String::new());
        self.wake_printer();
        self.show_cash();
        self.show_drawer_alarm();
    }

    fn cash_refused(&mut self, fault: &Fault) {
        self.hear(Sound::Refused);
        self.say_of_cash(String::new(), sentence(fault, self.language));
    }

    fn say_of_cash(&self, notice: String, error: String) {
        self.ui(move |window| {
            let page = window.global::<Cash>();
            page.set_busy(false);
            page.set_notice(notice.into());
            page.set_error(error.into());
        });
    }

    /// The quiet sign of the status line: more in the drawer than the limit.
    pub(super) fn show_drawer_alarm(&self) {
        let full = self.app.as_ref().is_some_and(|app| app.actor().is_some() && app.drawer_alarm().ok().flatten().is_some());
        let words = if full { self.language.pick("Laci penuh", "Drawer full") } else { "" };
        self.ui(move |window| window.global::<Shell>().set_drawer_alarm(words.into()));
        if self.page == Page::Cash {
            self.show_cash();
        }
    }

    /// The X report, as paper over the page.
    pub(in crate::window) fn read_x(&mut self) {
        match self.shop().and_then(|app| app.x_report(COLUMNS, None)) {
            Ok(lines) => {
                let (title, text) = (self.language.pick("Laporan X", "X report"), lines.join("\n"));
                self.ui(move |window| {
                    let reading = window.global::<Reading>();
                    reading.set_title(title.into());
                    reading.set_text(text.into());
                    reading.set_print_state("".into());
                    reading.set_shown(true);
                });
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    /// The X report on paper.
    pub(in crate::window) fn print_x(&mut self) {
        let result = self.shop().and_then(|app| app.print_x(None));
        let text = match &result {
            Ok(()) => self.language.pick("Masuk antrean cetak", "In the print queue").to_owned(),
            Err(fault) => sentence(fault, self.language),
        };
        self.wake_printer();
        self.ui(move |window| window.global::<Reading>().set_print_state(text.into()));
    }
}

fn move_kind(kind: CashKind) -> Option<MoveKind> {
    match kind {
        CashKind::Listing => None,
        CashKind::PutIn => Some(MoveKind::In),
        CashKind::TakeOut => Some(MoveKind::Out),
        CashKind::Safe => Some(MoveKind::Drop),
        CashKind::Petty => Some(MoveKind::Petty),
    }
}
