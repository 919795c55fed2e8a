//! Scan this code to enrol: which keyboard is a scanner only a scan can tell.

use hardware::scan::{Enrol, EnrolListener};
use screen::settings::SCANNER;
use slint::ComponentHandle;
use ui::{Page, Settings};

use super::Desk;
use super::approval::Pending;
use crate::window::bars;

/// What the scanner is to read. No goods have it.
const CODE: &str = "SOKO-4711";

impl Desk {
    /// Shows a code and listens to all keyboards until one of them scans it.
    pub(in crate::window) fn start_enrol(&mut self) {
        let Some(post) = self.post.clone() else { return };
        let text = self
            .language
            .pick("Pindai kode ini dengan pemindai yang akan didaftarkan.", "Scan this code with the scanner that is to be enrolled.");
        self.enrol_says(self.language.pick("Menunggu pindaian ...", "Waiting for a scan ..."));
        self.ui(move |window| {
            let page = window.global::<Settings>();
            page.set_enrol_picture(slint::Image::from_rgb8(bars::code128(CODE)));
            page.set_enrol_text(text.into());
            page.set_enrol_shown(true);
        });
        self.devices.enrol = Some(EnrolListener::start(CODE, move |heard| post.post(move |desk| desk.enrol_heard(heard))));
    }

    /// Enough.
    pub(in crate::window) fn cancel_enrol(&mut self) {
        self.devices.enrol = None;
        self.ui(|window| window.global::<Settings>().set_enrol_shown(false));
    }

    /// True while the code is shown: a scan of it by other ways sells nothing.
    pub(super) fn is_enrolling(&self) -> bool {
        self.devices.enrol.is_some() && self.page == Page::Settings && self.section == SCANNER
    }

    fn enrol_heard(&mut self, heard: Enrol) {
        if self.devices.enrol.is_none() {
            return;
        }
        let language = self.language;
        match heard {
            Enrol::Offered(found) => {
                self.cancel_enrol();
                let enrolled = self.app.as_ref().map(|app| app.settings().enrolled.clone()).unwrap_or_default();
                let own = format!("keyboard:{}", found.identity);
                let all = enrolled.iter().map(ToString::to_string).filter(|source| *source != own).chain([own.clone()]);
                self.attempt(Pending::Setting("scanner.enrolled".to_owned(), all.collect::<Vec<_>>().join(",")));
                self.show_device_pages();
            }
            Enrol::OtherCode(found) => {
                let text = language.pick("memindai kode lain; pindai kode di layar", "scanned another code; scan the one on the screen");
                self.enrol_says(&format!("{} {text}", found.name));
            }
            Enrol::Typed(found) => {
                let text =
                    language.pick("diketik dengan tangan; ini papan tombol, bukan pemindai", "was typed by hand; this is a keyboard");
                self.enrol_says(&format!("{}: {text}", found.name));
            }
            Enrol::Denied(found) => {
                let fix = match &found.access {
                    hardware::discover::Access::Denied { fix } => fix.clone(),
                    _ => String::new(),
                };
                self.enrol_says(&format!("{}: {fix}", found.name));
            }
        }
    }

    /// The window's own keys read the code: the scanner works, but the system forbids to lock it.
    pub(super) fn enrol_by_keys(&self, code: &str) {
        if code.contains(CODE) {
            let text = self.language.pick(
                "Pindaian terbaca lewat papan tombol, tetapi alatnya tidak boleh dikunci: pasang hardware/udev/70-sokoguru.rules dulu.",
                "The scan came as key presses, but the device may not be locked: install hardware/udev/70-sokoguru.rules first.",
            );
            self.enrol_says(text);
        }
    }

    fn enrol_says(&self, text: &str) {
        let text = text.to_owned();
        self.ui(move |window| window.global::<Settings>().set_enrol_state(text.into()));
    }
}
