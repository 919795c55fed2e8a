//! The page of receipts.

use screen::{dates, receipts};
use slint::ComponentHandle;
use store::print_queue::JobState;
use ui::{Receipts, Tone};

use super::{Desk, StripAction};
use crate::window::sound::Sound;
use crate::window::{bind, qr};

/// How many receipts are listed.
const LISTED: usize = 80;

impl Desk {
    /// The newest receipts that fit a text; the first is opened.
    pub(in crate::window) fn search_receipts(&mut self, text: &str) {
        let Some(app) = &self.app else { return };
        let found = app.find_receipts(text, LISTED).unwrap_or_default();
        let zone = *app.now().offset();
        let name = |id: &str| store::staff::name(app.store().connection(), id).unwrap_or_else(|_| id.to_owned());
        let rows = receipts::rows(&found, zone, self.language, name);
        self.receipts = rows.iter().map(|row| row.number.clone()).collect();
        let empty = if text.is_empty() {
            self.language.pick("Belum ada penjualan.", "No sales yet.")
        } else {
            self.language.pick("Tidak ada struk yang cocok.", "No receipt fits.")
        };
        let query: slint::SharedString = text.into();
        self.ui(move |window| {
            bind::show_receipts(window, &rows);
            let page = window.global::<Receipts>();
            page.set_empty_text(empty.into());
            page.set_query(query);
        });
        self.open_receipt(0);
    }

    /// A receipt was tapped.
    pub(in crate::window) fn open_receipt(&mut self, index: i32) {
        let number = usize::try_from(index).ok().and_then(|place| self.receipts.get(place));
        let receipt = match (&self.app, number) {
            (Some(app), Some(number)) => app.receipt(number, 42).ok(),
            _ => None,
        };
        let voids = number.is_some_and(|number| self.can_be_voided(number));
        let (paper, code) = receipt.map(|receipt| (receipt.lines.join("\n"), receipt.qr)).unwrap_or_default();
        self.ui(move |window| {
            let page = window.global::<Receipts>();
            page.set_selected(if paper.is_empty() { -1 } else { index });
            page.set_paper_qr(slint::Image::from_rgb8(qr::picture(&code, 140)));
            page.set_paper(paper.into());
            page.set_print_state("".into());
            page.set_voids(voids);
        });
    }

    /// The number of a receipt in the list.
    pub(super) fn receipt_at(&self, index: i32) -> Option<String> {
        usize::try_from(index).ok().and_then(|place| self.receipts.get(place)).cloned()
    }

    /// True for the last sale of the open shift while nothing of it came back.
    fn can_be_voided(&self, number: &str) -> bool {
        self.app.as_ref().is_some_and(|app| {
            let last = app.last_sale().ok().flatten().is_some_and(|sale| sale.receipt == number);
            last && app.returnable(number).is_ok_and(|found| found.voidable)
        })
    }

    /// Prints the open receipt again.
    pub(in crate::window) fn reprint(&mut self, index: i32) {
        let number = usize::try_from(index).ok().and_then(|place| self.receipts.get(place)).cloned();
        let Some(number) = number else { return };
        let result = self.shop().and_then(|app| app.reprint(&number).map(|_| ()));
        if self.settle(result) {
            self.wake_printer();
            let text = self.language.pick("Salinan masuk antrean cetak", "A copy is in the print queue");
            self.ui(move |window| window.global::<Receipts>().set_print_state(text.into()));
        }
    }

    /// The code of a receipt opens it; other codes are refused here.
    pub(super) fn scan_receipt(&mut self, code: &str) {
        let number = code.strip_prefix("SOKOGURU:").and_then(|rest| rest.split(':').next()).unwrap_or(code).to_owned();
        let known = self.app.as_ref().is_some_and(|app| app.receipt(&number, 42).is_ok());
        if known {
            self.search_receipts(&number);
            return;
        }
        let text = self
            .language
            .pick("Ini halaman struk. Tekan Esc untuk kembali menjual.", "This is the page of receipts. Press Esc to go back to selling.");
        self.strip(Tone::Look, text, StripAction::None);
        self.hear(Sound::Refused);
    }

    /// What waits to be printed, as rows.
    pub(super) fn show_jobs(&self) {
        let Some(app) = &self.app else { return };
        let jobs = app.print_queue().map(|queue| queue.jobs).unwrap_or_default();
        let zone = *app.now().offset();
        let language = self.language;
        let rows: Vec<bind::Job> = jobs
            .iter()
            .take(LISTED)
            .map(|job| {
                let what = match (&job.receipt, job.copy) {
                    (Some(number), true) => format!("{number} {}", language.pick("salinan", "copy")),
                    (Some(number), false) => number.clone(),
                    (None, _) => language.pick("uji cetak", "test page").to_owned(),
                };
                let state = bind::job_state(job.state, language).to_owned();
                bind::Job {
                    id: job.id.clone(),
                    what,
                    state,
                    cause: job.cause.clone(),
                    age: dates::stamp(job.created_at, zone),
                    uncertain: job.state == JobState::Uncertain,
                }
            })
            .collect();
        self.ui(move |window| bind::show_jobs(window, &rows));
    }
}
