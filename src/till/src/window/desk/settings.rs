//! The page of settings.

use app::Fault;
use domain::barcode::{Embedded, Layout};
use screen::{Language, sentence, settings};
use slint::ComponentHandle;
use ui::Settings;

use super::Desk;
use super::approval::Pending;
use crate::window::bind;
use crate::window::sound::Sound;

impl Desk {
    /// A section was tapped.
    pub(in crate::window) fn open_section(&mut self, section: usize) {
        self.section = section;
        self.show_settings("");
        self.show_jobs();
        self.show_device_pages();
        if section == settings::DEVICES {
            self.refresh_devices();
        }
        if section == settings::PATTERNS {
            let pattern = self.app.as_ref().and_then(|app| app.setting("barcode.instore").ok()).unwrap_or_default();
            self.preview_pattern(&pattern);
        }
    }

    fn show_settings(&self, notice: &str) {
        let Some(app) = &self.app else { return };
        let rows = settings::rows(self.section, self.language, |name| app.setting(name).unwrap_or_default());
        let section = i32::try_from(self.section).unwrap_or(0);
        let about = self.about();
        let printer = match &app.settings().printer {
            Some(address) => format!("{address} · {}", app.settings().profile.name),
            None => self.language.pick("Printer belum diatur", "No printer is set").to_owned(),
        };
        let notice = notice.to_owned();
        self.ui(move |window| {
            bind::show_settings(window, &rows);
            let page = window.global::<Settings>();
            page.set_section(section);
            page.set_notice(notice.into());
            page.set_about(about.into());
            page.set_printer_state(printer.into());
        });
    }

    fn about(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let path = self.path.display();
        match self.language {
            Language::Indonesian => {
                format!("Sokoguru {version}\nLisensi GPL-3.0\nBasis data: {path}\nLayar dibuat dengan Slint (slint.dev)")
            }
            Language::English => format!("Sokoguru {version}\nLicence GPL-3.0\nDatabase: {path}\nMade with Slint (slint.dev)"),
        }
    }

    /// A value was saved.
    pub(in crate::window) fn save_setting(&mut self, key: &str, shown: &str) {
        let value = settings::value(key, shown, self.language);
        self.attempt(Pending::Setting(key.to_owned(), value));
    }

    /// Shows what came of a change.
    pub(super) fn setting_saved(&mut self, result: Result<(), Fault>) {
        let notice = match &result {
            Ok(()) => self.language.pick("Tersimpan", "Saved").to_owned(),
            Err(fault) => sentence(fault, self.language),
        };
        if result.is_ok() {
            if let Some(app) = &self.app {
                self.language = Language::of(&app.settings().language);
            }
            self.show_everything();
            self.show_size();
            self.restart_devices();
            self.wake_printer();
        } else {
            self.hear(Sound::Refused);
        }
        self.show_settings(&notice);
    }

    /// A pattern of in-store barcodes is being typed: what it would read.
    pub(in crate::window) fn preview_pattern(&self, text: &str) {
        let preview = match Layout::parse_list(text) {
            Err(error) => error.to_string(),
            Ok(layouts) => layouts.iter().map(|layout| self.example(layout)).collect::<Vec<_>>().join("\n"),
        };
        self.ui(move |window| window.global::<Settings>().set_pattern_preview(preview.into()));
    }

    fn example(&self, layout: &Layout) -> String {
        let code = layout.example();
        let Some(read) = layout.read(&code) else { return code };
        let what = match read.embedded {
            Embedded::Weight(weight) => format!("{weight} kg"),
            Embedded::Price(price) => format!("Rp {price}"),
            Embedded::Nothing => String::new(),
        };
        format!("{layout}:  {code}  →  {} {}, {what}", self.language.pick("barang", "item"), read.item)
    }

    /// Prints a test page.
    pub(in crate::window) fn test_print(&mut self) {
        let result = self.shop().and_then(|app| app.print_test_page().map(|_| ()));
        let notice = match &result {
            Ok(()) => self.language.pick("Uji cetak dikirim", "Test page sent").to_owned(),
            Err(fault) => sentence(fault, self.language),
        };
        self.wake_printer();
        self.show_settings(&notice);
        self.show_jobs();
    }

    /// A job is to be tried again.
    pub(in crate::window) fn retry_job(&mut self, id: &str) {
        let result = self.shop().and_then(|app| app.retry_job(id));
        self.settle(result);
        self.wake_printer();
        self.show_jobs();
    }

    /// A job is given up.
    pub(in crate::window) fn drop_job(&mut self, id: &str) {
        let result = self.shop().and_then(|app| app.drop_job(id));
        self.settle(result);
        self.show_jobs();
        self.show_status();
    }
}
