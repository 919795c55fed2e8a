//! What every page shows: status line, strip, clock, language and look.

use std::time::{Duration, Instant};

use app::Fault;
use screen::{capital, dates, sentence};
use slint::ComponentHandle;
use ui::{Page, Shell, Strip, Tone};

use super::{Desk, StripAction};
use crate::window::printer::Printing;
use crate::window::sound::Sound;
use crate::window::{bind, customer};

/// So long a word stands at least, also when another page is asked for.
const SAID: Duration = Duration::from_secs(2);

impl Desk {
    /// Goes to a page.
    pub(in crate::window) fn go(&mut self, page: Page) {
        self.page = page;
        self.ui(move |window| window.global::<Shell>().set_page(page));
    }

    /// A page was asked for.
    pub(in crate::window) fn visit(&mut self, page: Page) {
        let signed_in = self.app.as_ref().is_some_and(|app| app.actor().is_some());
        if !signed_in && page != Page::Login {
            return;
        }
        // What was said of another page is read by now.
        if self.strip == StripAction::None && self.strip_at.elapsed() > SAID {
            self.clear_strip();
        }
        match page {
            Page::Receipts => self.search_receipts(""),
            Page::Settings => self.open_section(self.section),
            Page::Payment => return self.pay(),
            page if Self::is_office(page) => return self.visit_office(page),
            Page::Sale if self.stock_room().is_some() => return self.enter_stock_room(),
            Page::Sale if self.app.as_ref().is_some_and(|app| app.shift().is_ok_and(|shift| shift.is_none())) => {
                // Nothing is sold before the till is open.
                self.begin_float();
                return self.go(Page::Float);
            }
            Page::Sale => self.show_cart(),
            Page::Cash => self.begin_cash(),
            Page::Returns => self.begin_returns(),
            Page::Close if !self.begin_close() => return,
            _ => {}
        }
        self.go(page);
    }

    /// Says what was refused and why, with a sound.
    pub(super) fn refuse(&mut self, fault: &Fault) {
        let text = sentence(fault, self.language);
        if fault.refusal().is_none() {
            tracing::error!("{fault}");
        }
        self.strip(Tone::Stop, &text, StripAction::None);
        self.hear(Sound::Refused);
    }

    /// Shows one strip.
    pub(super) fn strip(&mut self, tone: Tone, text: &str, action: StripAction) {
        (self.strip, self.strip_at) = (action, Instant::now());
        let label = match action {
            StripAction::None | StripAction::AnswerFirst => "",
            StripAction::Search => self.language.pick("Cari barang", "Search goods"),
            StripAction::Printing => self.language.pick("Lihat antrean", "See the queue"),
            StripAction::Devices => self.language.pick("Lihat perangkat", "See the devices"),
            StripAction::OpenBox => self.language.pick("Buka dus", "Open a box"),
        };
        let strip = Strip { shown: true, tone, text: text.into(), action: label.into() };
        self.ui(move |window| window.global::<Shell>().set_strip(strip));
    }

    /// Takes the strip away.
    pub(in crate::window) fn clear_strip(&mut self) {
        self.strip = StripAction::None;
        self.ui(|window| window.global::<Shell>().set_strip(Strip::default()));
    }

    /// A question was answered: what said that it comes first is over.
    pub(super) fn answered(&mut self) {
        if self.strip == StripAction::AnswerFirst {
            self.clear_strip();
        }
    }

    /// The strip's button.
    pub(in crate::window) fn strip_action(&mut self) {
        let action = self.strip;
        self.clear_strip();
        match action {
            StripAction::None | StripAction::AnswerFirst => {}
            StripAction::Search => self.open_search(),
            StripAction::Printing => self.printer_detail(),
            StripAction::OpenBox => self.open_offered_box(),
            StripAction::Devices => {
                self.section = screen::settings::DEVICES;
                self.visit(Page::Settings);
            }
        }
    }

    /// Everything of the status line.
    pub(super) fn show_status(&mut self) {
        let Some(app) = &self.app else { return };
        let settings = app.settings();
        let shop: slint::SharedString = settings.shop.name.as_str().into();
        let till: slint::SharedString = app.till().into();
        let cashier: slint::SharedString = app.actor().map(|actor| actor.name.as_str()).unwrap_or_default().into();
        let shift = app.shift().ok().flatten().map(|shift| dates::short(shift.business_date)).unwrap_or_default();
        let demo = self.demo || settings.shop.sample;
        let waiting = app.jobs_waiting().unwrap_or(0);
        let (tone, printer) = self.printer_words(waiting);
        let waiting = i32::try_from(waiting).unwrap_or(i32::MAX);
        self.ui(move |window| {
            let shell = window.global::<Shell>();
            shell.set_shop(shop);
            shell.set_till(till);
            shell.set_cashier(cashier);
            shell.set_shift(shift.into());
            shell.set_demo(demo);
            shell.set_waiting_jobs(waiting);
            shell.set_printer_tone(tone);
            shell.set_printer(printer.into());
        });
        self.show_office_right();
        self.show_clock();
    }

    fn printer_words(&self, waiting: usize) -> (Tone, String) {
        let language = self.language;
        let no_printer = self.app.as_ref().is_none_or(|app| app.settings().printer.is_none());
        let few = |cause: &str| {
            let word = language.pick("menunggu", "waiting");
            if cause.is_empty() { format!("{waiting} {word}") } else { format!("{waiting} {word}: {cause}") }
        };
        match &self.printing {
            _ if no_printer && waiting == 0 => (Tone::Quiet, language.pick("belum diatur", "not set").to_owned()),
            Printing::Uncertain(cause) if waiting > 0 => {
                (Tone::Stop, format!("{}: {cause}", language.pick("periksa struk", "check the receipt")))
            }
            Printing::Waiting(cause) if waiting > 0 => (Tone::Look, few(cause)),
            Printing::Noticed(notice) => (Tone::Look, notice.clone()),
            _ if waiting > 1 => (Tone::Look, few("")),
            _ => (Tone::Good, language.pick("siap", "ready").to_owned()),
        }
    }

    /// Why a receipt may be half printed, if one may.
    pub(super) fn uncertain(&self) -> Option<String> {
        self.app.as_ref()?.uncertain_cause().ok()?
    }

    /// The printer's thread has news.
    pub(in crate::window) fn printer_said(&mut self, printing: Printing) {
        // A receipt that a person must look at stays the news until somebody did.
        let printing = match (printing, self.uncertain()) {
            (Printing::Idle, Some(cause)) => Printing::Uncertain(cause),
            (printing, _) => printing,
        };
        let news = self.printing != printing;
        self.printing = printing.clone();
        self.show_status();
        self.show_job_states();
        if self.page == Page::Settings {
            self.show_jobs();
        }
        self.show_paper();
        match printing {
            Printing::Uncertain(cause) if news => {
                let text = match self.language {
                    screen::Language::Indonesian => format!("Struk mungkin tercetak sebagian: {cause}. Lihat kertasnya."),
                    screen::Language::English => format!("A receipt may be half printed: {cause}. Look at the paper."),
                };
                self.strip(Tone::Look, &text, StripAction::Printing);
            }
            // The page that says "paid" and the settings tell it in their own place.
            Printing::Waiting(cause) if news && !matches!(self.page, Page::Settings | Page::Payment) && !self.page_waits_for_paper() => {
                self.strip(Tone::Look, &capital(&cause), StripAction::Printing);
            }
            Printing::Noticed(notice) if news => self.strip(Tone::Look, &capital(&notice), StripAction::Printing),
            Printing::Idle if news && self.strip == StripAction::Printing => self.clear_strip(),
            _ => {}
        }
    }

    /// The clock alone.
    pub(super) fn show_clock(&self) {
        let Some(app) = &self.app else { return };
        let clock = dates::clock(app.now());
        self.ui(move |window| {
            let shell = window.global::<Shell>();
            if shell.get_clock() != clock.as_str() {
                shell.set_clock(clock.into());
            }
        });
    }

    /// The language of the screen.
    pub(super) fn show_language(&self) {
        let code = self.language.code();
        self.ui(move |window| {
            if let Err(error) = slint::select_bundled_translation(code) {
                tracing::warn!("{error}");
            }
            window.global::<Shell>().set_language(code.into());
        });
    }

    /// Light, dark or high contrast.
    pub(super) fn show_theme(&self) {
        let Some(app) = &self.app else { return };
        let theme: slint::SharedString = app.settings().theme.as_str().into();
        self.ui(move |window| {
            customer::set_theme(&theme);
            window.global::<Shell>().set_theme(theme);
        });
    }

    /// The drawer's switch, as the printer reads it.
    pub(in crate::window) fn drawer_said(&mut self, open: bool) {
        self.ui(move |window| window.global::<Shell>().set_drawer_open(open));
    }

    /// Maximised, full screen or a window, as the setting says.
    pub(in crate::window) fn show_size(&self) {
        let mode = self.screen_mode();
        self.ui(move |window| bind::show_size(window, &mode));
    }

    /// The setting of the window.
    pub(in crate::window) fn screen_mode(&self) -> String {
        self.app.as_ref().map_or_else(|| "maximized".to_owned(), |app| app.settings().screen.clone())
    }

    /// The other language.
    pub(in crate::window) fn switch_language(&mut self) {
        self.language = self.language.other();
        let code = self.language.code();
        if let Some(app) = &mut self.app {
            let result = app.change_setting("language", code);
            self.settle(result);
        }
        self.show_everything();
    }

    /// The next look.
    pub(in crate::window) fn switch_theme(&mut self) {
        let Some(app) = &mut self.app else { return };
        let next = match app.settings().theme.as_str() {
            "light" => "dark",
            "dark" => "contrast",
            _ => "light",
        };
        let result = app.change_setting("theme", next);
        self.settle(result);
        self.show_theme();
    }

    /// Shows all again, after a change of language.
    pub(super) fn show_everything(&mut self) {
        self.show_language();
        self.show_theme();
        self.show_staff();
        self.show_cart();
        self.show_parked();
        self.show_tiles(None);
        self.show_status();
        self.show_customer();
        if self.page == Page::Settings {
            self.open_section(self.section);
        }
        if self.page == Page::Payment {
            self.show_payment();
        }
        if self.page == Page::Receipts {
            self.search_receipts("");
        }
        if self.page == Page::Float {
            self.show_float();
        }
        self.show_office(self.page);
        self.show_counting();
        self.show_drawer_alarm();
        if self.page == Page::Returns {
            self.show_return();
        }
    }

    /// The printer's sign was tapped.
    pub(in crate::window) fn printer_detail(&mut self) {
        self.section = screen::settings::PRINTER;
        self.visit(Page::Settings);
        let waits = self.app.as_ref().is_some_and(|app| app.jobs_waiting().is_ok_and(|jobs| jobs > 0));
        if waits {
            // The first job is marked, so that it is in sight and Enter is for it.
            self.ui(|window| {
                let rows = slint::Model::row_count(&window.global::<ui::Settings>().get_rows());
                window.global::<ui::Marks>().set_setting(i32::try_from(rows).unwrap_or(-1));
            });
        }
    }
}
