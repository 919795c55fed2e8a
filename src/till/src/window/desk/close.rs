//! The close of a shift: counted blind, then the difference, then the signatures.

use app::day::{Closed, Counting};
use app::{Fault, Refusal};
use domain::Rupiah;
use domain::sale::TenderKind;
use domain::shift::ShiftClose;
use domain::staff::Right;
use screen::{close, dates, sentence};
use slint::ComponentHandle;
use ui::{Close, CloseStep, Page};

use super::Desk;
use super::float::Drawer;
use crate::window::bind;
use crate::window::sound::Sound;

/// How often the difference is shown: whoever saw it twice does not count a third time.
const LOOKS: usize = 2;

/// Where a close stands.
#[derive(Default)]
pub(super) struct Closing {
    step: CloseStep,
    tenders: Vec<(TenderKind, i64)>,
    typed: Vec<String>,
    shown: Option<ShiftClose>,
    /// The shift whose difference was seen, and what was counted each time.
    seen: (String, Vec<Rupiah>),
    done: Option<Closed>,
}

impl Desk {
    /// The page of the close, from its first step.
    pub(super) fn begin_close(&mut self) -> bool {
        let begun = self.shop().and_then(|app| {
            app.require(Right::CloseShift)?;
            let shift = app.shift()?.ok_or(Refusal::NoShift)?;
            Ok((shift, app.tenders_to_count()?))
        });
        let (shift, tenders) = match begun {
            Ok(begun) => begun,
            Err(fault) => {
                self.refuse(&fault);
                return false;
            }
        };
        let seen = std::mem::take(&mut self.closing.seen);
        let seen = if seen.0 == shift.id { seen } else { (shift.id.clone(), Vec::new()) };
        self.closing = Closing { typed: vec![String::new(); tenders.len()], tenders, seen, ..Closing::default() };
        self.drawer = Drawer::default();
        self.show_counting();
        let language = self.language;
        let opener =
            self.app.as_ref().and_then(|app| store::staff::name(app.store().connection(), &shift.opened_by).ok()).unwrap_or_default();
        let words = format!("{} · {} {opener}", dates::long(shift.business_date, language), language.pick("dibuka oleh", "opened by"));
        let parked = self.app.as_mut().and_then(|app| app.parked().ok()).map_or(0, |parked| parked.len());
        let note = match (parked, language) {
            (0, _) => String::new(),
            (_, screen::Language::Indonesian) => format!("{parked} nota ditahan tetap tersimpan untuk sif berikutnya."),
            (_, screen::Language::English) => format!("{parked} parked carts are kept for the next shift."),
        };
        let cashier = self.app.as_ref().and_then(|app| app.actor()).map(|actor| actor.name.clone()).unwrap_or_default();
        let reads = self.holds(Right::SeeExpected);
        self.ui(move |window| {
            window.global::<ui::Counting>().set_marked(0);
            let page = window.global::<Close>();
            page.set_shift(words.into());
            page.set_note(note.into());
            page.set_cashier(cashier.into());
            page.set_reads(reads);
            page.set_reason("".into());
            page.set_shortage(0);
            page.set_noncash_marked(0);
            bind::clear_signatures(window);
        });
        self.show_noncash();
        self.close_to(CloseStep::Count);
        true
    }

    fn close_to(&mut self, step: CloseStep) {
        self.closing.step = step;
        self.ui(move |window| {
            let page = window.global::<Close>();
            page.set_error("".into());
            page.set_busy(false);
            page.set_step(step);
        });
    }

    fn show_noncash(&self) {
        let rows = close::noncash(&self.closing.tenders, &self.closing.typed, self.language);
        self.ui(move |window| bind::show_noncash(window, &rows));
    }

    /// The figure of a slip or an app was typed.
    pub(in crate::window) fn close_figure(&mut self, row: i32, digits: &str) {
        let Some(figure) = usize::try_from(row).ok().and_then(|row| self.closing.typed.get_mut(row)) else { return };
        *figure = digits.trim_start_matches('0').to_owned();
        if figure.is_empty() && !digits.is_empty() {
            "0".clone_into(figure);
        }
        self.show_noncash();
    }

    fn counting(&self, charge: bool) -> Result<Counting, Fault> {
        let mut typed = Vec::new();
        for ((kind, _), figure) in self.closing.tenders.iter().zip(&self.closing.typed) {
            if !figure.is_empty() {
                typed.push((*kind, Rupiah::parse(figure).map_err(|error| Refusal::Amount(error.to_string()))?));
            }
        }
        let earlier = self.closing.seen.1.len().saturating_sub(1);
        Ok(Counting { count: self.counted()?, typed, recounted: self.closing.seen.1[..earlier].to_vec(), charge })
    }

    /// F10: one step on.
    pub(in crate::window) fn close_next(&mut self) {
        match self.closing.step {
            CloseStep::Count => match self.counted() {
                Ok(_) if self.closing.tenders.is_empty() => self.show_result(),
                Ok(_) => self.close_to(CloseStep::Noncash),
                Err(fault) => self.close_refused(&fault),
            },
            CloseStep::Noncash => self.show_result(),
            CloseStep::Result => {
                self.ui(bind::clear_signatures);
                self.close_to(CloseStep::Sign);
            }
            CloseStep::Sign | CloseStep::Done => {}
        }
    }

    /// Esc: one step back; from the count to the sale.
    pub(in crate::window) fn close_back(&mut self) {
        match self.closing.step {
            CloseStep::Count => self.visit(Page::Sale),
            CloseStep::Noncash => self.close_to(CloseStep::Count),
            CloseStep::Result if self.closing.seen.1.len() >= LOOKS => {
                let text = self
                    .language
                    .pick("Sudah dua kali dihitung. Lanjutkan dengan tanda tangan.", "It was counted twice. Go on to the signature.");
                self.hear(Sound::Refused);
                self.ui(move |window| window.global::<Close>().set_error(text.into()));
            }
            CloseStep::Result => self.close_to(CloseStep::Count),
            CloseStep::Sign => self.close_to(CloseStep::Result),
            CloseStep::Done => self.leave_close(),
        }
    }

    /// The count is done: now what should be there is shown.
    fn show_result(&mut self) {
        let language = self.language;
        let shown = self.counting(false).and_then(|counting| {
            let close = self.shop()?.preview_close(&counting)?;
            let outcome = close::outcome(&close, language)?;
            Ok((close, outcome))
        });
        let (preview, outcome) = match shown {
            Ok(shown) => shown,
            Err(fault) => return self.close_refused(&fault),
        };
        self.closing.seen.1.push(preview.counted);
        let recounts = self.closing.seen.1.len() < LOOKS;
        let Some(app) = &self.app else { return };
        let limit = app.settings().close_limit;
        let short = outcome.weight == close::Weight::Short;
        let choice = short && app.settings().charge_cashier;
        let signed = preview.largest_difference().is_ok_and(|largest| largest > limit) && !self.holds(Right::SignDifference);
        let managers = if signed { app.approvers(Right::SignDifference).unwrap_or_default() } else { Vec::new() };
        let tiles = bind::staff_tiles(&managers, language);
        let why = if signed { close::manager_why(limit, language) } else { String::new() };
        let reasons = if signed { close::reasons(language) } else { Vec::new() };
        self.closing.shown = Some(preview);
        self.ui(move |window| {
            bind::show_outcome(window, &outcome);
            let page = window.global::<Close>();
            page.set_choice(choice);
            page.set_recounts(recounts);
            page.set_reasons(bind::texts(&reasons));
            page.set_manager_why(why.into());
            page.set_managers(bind::model(tiles));
        });
        self.close_to(CloseStep::Result);
    }

    fn close_refused(&mut self, fault: &Fault) {
        if fault.refusal().is_none() {
            tracing::error!("{fault}");
        }
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| {
            let page = window.global::<Close>();
            page.set_busy(false);
            page.set_error(text.into());
        });
    }

    /// The PINs are there: the shift is closed, or stays open as it was.
    pub(in crate::window) fn sign_close(&mut self, pin: &str, manager: &str, manager_pin: &str, reason: &str, shortage: i32) {
        let subject = self.language.pick("Selisih tutup kasir", "Difference at the close");
        let manages = !self.holds(Right::SignDifference) && !manager.is_empty();
        let cashier = self.app.as_ref().and_then(|app| app.actor()).map(|actor| actor.id.clone()).unwrap_or_default();
        let signed = self.shop().and_then(|app| app.log_in(&cashier, pin));
        if let Err(fault) = signed {
            return self.signature_refused(&cashier, &fault);
        }
        let mut approval = None;
        if manages {
            match self.shop().and_then(|app| app.approve(Right::SignDifference, subject, manager, manager_pin, reason)) {
                Ok(given) => approval = Some(given),
                Err(fault) => return self.signature_refused(manager, &fault),
            }
        }
        let closed = self.counting(shortage == 1).and_then(|counting| self.shop()?.close_shift(&counting, approval.as_ref()));
        self.ui(bind::clear_signatures);
        match closed {
            Ok(closed) => {
                self.hear(Sound::Accepted);
                self.show_closed(closed);
            }
            Err(fault) => self.close_refused(&fault),
        }
    }

    /// Whose PIN it was that is not right.
    fn signature_refused(&mut self, staff: &str, fault: &Fault) {
        self.ui(bind::clear_signatures);
        self.close_refused(fault);
        if matches!(fault.refusal(), Some(Refusal::WrongPin { .. } | Refusal::TooSoon(_))) {
            let name = self.app.as_ref().and_then(|app| store::staff::name(app.store().connection(), staff).ok()).unwrap_or_default();
            let text = format!("{name}: {}", sentence(fault, self.language));
            self.ui(move |window| window.global::<Close>().set_error(text.into()));
        }
    }

    fn show_closed(&mut self, closed: Closed) {
        let (number, paper) = (closed.close.number.clone(), closed.lines.join("\n"));
        self.closing.done = Some(closed);
        self.wake_printer();
        self.show_status();
        self.show_drawer_alarm();
        self.ui(move |window| {
            let page = window.global::<Close>();
            page.set_number(number.into());
            page.set_paper(paper.into());
        });
        self.show_z_state();
        self.close_to(CloseStep::Done);
    }

    /// Whether the Z report is on paper.
    pub(super) fn show_z_state(&self) {
        let Some(closed) = &self.closing.done else { return };
        let (text, _) = self.job_state(closed.job.as_deref(), self.language.pick("Laporan Z", "The Z report"));
        self.ui(move |window| window.global::<Close>().set_print_state(text.into()));
    }

    /// The page shows a paper and its state itself.
    pub(super) fn page_waits_for_paper(&self) -> bool {
        (self.page == Page::Close && self.closing.done.is_some()) || (self.page == Page::Returns && self.returning.done.is_some())
    }

    /// A copy of the Z report.
    pub(in crate::window) fn print_z(&mut self) {
        let Some(number) = self.closing.done.as_ref().map(|closed| closed.close.number.clone()) else { return };
        let text = match self.shop().and_then(|app| app.reprint_z(&number)) {
            Ok(()) => self.language.pick("Salinan masuk antrean cetak", "A copy is in the print queue").to_owned(),
            Err(fault) => sentence(&fault, self.language),
        };
        self.wake_printer();
        self.ui(move |window| window.global::<Close>().set_print_state(text.into()));
    }

    /// Away from the closed till.
    pub(in crate::window) fn leave_close(&mut self) {
        self.closing = Closing::default();
        self.lock();
    }
}
