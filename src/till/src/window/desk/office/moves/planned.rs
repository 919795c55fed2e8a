//! What a move leads to, looked over and done.

use app::Fault;
use app::staff::Approval;
use app::stock::Movement;
use screen::stock::moves::{self, Head, Kind};
use slint::ComponentHandle;
use ui::{Moves, Page};

use super::super::super::Desk;
use super::super::Deed;
use super::super::dialogs::Filling;
use crate::window::bind;
use crate::window::sound::Sound;

impl Desk {
    /// What is still to be said.
    pub(super) fn move_lacks(&self) -> Option<&'static str> {
        let state = &self.office.moving;
        let kind = state.kind.unwrap_or_default();
        if kind.needs_party() && state.head.party.is_empty() {
            return Some(self.language.pick("Sebut dulu tujuannya.", "Say first to whom."));
        }
        (kind.needs_reason() && state.head.reason.is_empty()).then(|| self.language.pick("Sebut dulu sebabnya.", "Say first why."))
    }

    /// What it would lead to; what is missing is asked for first.
    pub(in crate::window) fn check_move(&mut self) {
        let state = &self.office.moving;
        let Some(kind) = state.kind.filter(|_| !state.lines.is_empty()) else { return };
        if self.move_lacks().is_some() {
            let form = moves::heading(kind, &self.office.moving.head, &self.partners(), self.language);
            return self.fill(Filling::MoveHead { then_check: true }, form);
        }
        let state = &self.office.moving;
        let planned = (kind.movement(&state.head), moves::order(&state.head, &state.lines));
        self.attempt_office(Deed::PreviewMove(planned.0, planned.1));
    }

    /// The deeds of the page. Who was allowed to look at it by a second person may do it.
    pub(in crate::window::desk::office) fn perform_move(&mut self, deed: &Deed, approval: Option<&Approval>) -> Result<(), Fault> {
        match deed {
            Deed::PreviewMove(what, order) => {
                let preview = self.shop()?.preview_move(what, order, approval)?;
                let state = &mut self.office.moving;
                (state.planned, state.preview, state.approval) = (Some((what.clone(), order.clone())), Some(preview), approval.cloned());
            }
            Deed::Move(what, order) => {
                let kept = self.office.moving.approval.clone();
                self.office.moving.done = self.shop()?.move_by(what, order, approval.or(kept.as_ref()))?;
            }
            Deed::OpenBox(sku) => self.open_one(sku, approval)?,
            _ => {}
        }
        Ok(())
    }

    pub(in crate::window::desk::office) fn show_planned(&mut self) {
        let (language, partners) = (self.language, self.partners());
        let state = &self.office.moving;
        let (Some(preview), Some(kind), Some((_, order))) = (&state.preview, state.kind, &state.planned) else { return };
        let rows = moves::preview(preview, &partners, language);
        // Goods of others are worth nothing in the koperasi's books.
        let value = preview.value.filter(|value| !value.is_zero()).map(|value| value.to_string()).unwrap_or_default();
        let warning = moves::warning(preview, language);
        let said = Head { party: order.party.clone(), reason: order.reason.clone(), ..state.head.clone() };
        let head = if kind.heads() { moves::head(kind, &said, &partners, language) } else { String::new() };
        self.ui(move |window| {
            bind::show_move_preview(window, &rows);
            let page = window.global::<Moves>();
            page.set_name(kind.words(language).0.into());
            page.set_head(head.into());
            page.set_value(value.into());
            page.set_warning(warning.into());
            page.set_action(kind.action(language).into());
            page.set_error("".into());
            page.set_step(2);
        });
    }

    pub(in crate::window) fn resume_move(&mut self) {
        (self.office.moving.planned, self.office.moving.approval) = (None, None);
        self.show_moves();
    }

    pub(in crate::window) fn post_move(&mut self) {
        if let Some((what, order)) = self.office.moving.planned.clone() {
            self.attempt_office(Deed::Move(what, order));
        }
    }

    /// It is in the books: said with numbers, slip and file.
    pub(in crate::window::desk::office) fn move_done(&mut self, what: &Movement) {
        let before = std::mem::take(&mut self.office.moving);
        let (kind, language) = (before.kind.unwrap_or_default(), self.language);
        self.hear(Sound::Accepted);
        let mut text = match &before.done {
            Some(done) => moves::done(kind, &done.moved, before.preview.and_then(|preview| preview.value), language),
            None => language
                .pick("Ditahan: tidak bisa dijual atau diterima lagi. Di toko tidak ada.", "Held back: not for sale. None is in the shop.")
                .to_owned(),
        };
        if before.done.as_ref().is_some_and(|done| done.job.is_some()) {
            text += language.pick(" Surat jalannya dicetak.", " Its slip is being printed.");
            self.wake_printer();
        }
        self.office.moving.offer = before.offer;
        self.say(&text);
        if let (Movement::Send, Some(done)) = (what, &before.done) {
            self.save_shipment(done.record_id, &done.moved.party, text);
        }
        match what {
            Movement::Recall(_) => self.office.moving.kind = Some(Kind::Recall),
            // It was begun there.
            Movement::HandBack(_) => return self.visit_office(Page::Consign),
            _ => {}
        }
        self.show_moves();
    }
}
