//! Coming in: first start, log-in, opening float, lock.

use app::App;
use screen::sentence;
use slint::ComponentHandle;
use ui::{FirstStart, Login, Page, Tone};

use super::{Desk, StripAction};
use crate::window::bind;
use crate::window::sound::Sound;

impl Desk {
    /// Everybody who can log in, as tiles.
    pub(super) fn show_staff(&self) {
        let Some(app) = &self.app else { return };
        let staff = app.staff().unwrap_or_default();
        let tiles = bind::staff_tiles(&staff, self.language);
        self.ui(move |window| window.global::<Login>().set_staff(bind::model(tiles)));
    }

    /// A PIN was entered.
    pub(in crate::window) fn log_in(&mut self, id: &str, pin: &str) {
        let Ok(app) = self.shop() else { return };
        match app.log_in(id, pin) {
            Ok(_) => self.come_in(),
            Err(fault) => {
                let text = sentence(&fault, self.language);
                self.hear(Sound::Refused);
                self.ui(move |window| {
                    let login = window.global::<Login>();
                    login.set_pin("".into());
                    login.set_error(text.into());
                    login.set_busy(false);
                });
            }
        }
    }

    fn come_in(&mut self) {
        self.ui(|window| {
            let login = window.global::<Login>();
            login.set_pin("".into());
            login.set_error("".into());
            login.set_busy(false);
        });
        self.clear_strip();
        self.after_log_in();
        self.tell_missing_devices();
        self.printer_said(self.printing.clone());
    }

    /// On the page that asks who is on duty: somebody's card lets them in.
    pub(super) fn scan_on_login(&mut self, code: &str) {
        match self.shop().and_then(|app| app.log_in_by_card(code)) {
            Ok(Some(_)) => {
                self.hear(Sound::Accepted);
                self.come_in();
            }
            Ok(None) => {
                let text = self.language.pick(
                    "Ini bukan kartu petugas. Masuk dulu, lalu pindai barang.",
                    "This is nobody's card. Log in first, then scan goods.",
                );
                self.strip(Tone::Look, text, StripAction::None);
                self.hear(Sound::Refused);
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    /// While goods are sold: a code that is no goods may be the card of the next cashier, who takes over with
    /// the cart as it is. False: nobody's card.
    pub(super) fn takes_over(&mut self, code: &str) -> bool {
        let before = self.app.as_ref().and_then(|app| app.actor()).map(|actor| actor.id.clone());
        let Ok(Some(actor)) = self.shop().and_then(|app| app.log_in_by_card(code)) else { return false };
        if before.as_deref() != Some(actor.id.as_str()) {
            let text = format!("{} {}", self.language.pick("Kasir sekarang:", "Cashier now:"), actor.name);
            self.show_status();
            self.strip(Tone::Good, &text, StripAction::None);
        }
        self.hear(Sound::Accepted);
        true
    }

    fn after_log_in(&mut self) {
        self.show_status();
        if self.stock_room().is_some() {
            return self.enter_stock_room();
        }
        let open = self.app.as_ref().is_some_and(|app| app.shift().is_ok_and(|shift| shift.is_some()));
        if !open {
            self.begin_float();
            self.go(Page::Float);
            return;
        }
        self.show_drawer_alarm();
        self.show_cart();
        let paying = self.app.as_ref().is_some_and(|app| !app.cart().tenders.is_empty());
        if paying { self.pay() } else { self.go(Page::Sale) }
    }

    /// Nobody stands at the till; the cart stays.
    pub(in crate::window) fn lock(&mut self) {
        if let Some(app) = &mut self.app {
            app.lock();
        }
        self.pending = None;
        self.leave_office();
        self.ui(|window| {
            bind::close_dialogs(window);
            let login = window.global::<Login>();
            login.set_chosen("".into());
            login.set_pin("".into());
            login.set_error("".into());
        });
        self.show_staff();
        self.show_status();
        self.go(Page::Login);
    }

    /// First start: a shop of one's own.
    pub(in crate::window) fn make_shop(&mut self, name: &str, address: &str, manager: &str, pin: &str) {
        match App::make_with_manager(&self.path, name, address, manager, pin) {
            Ok(app) => self.enter(app),
            Err(fault) => self.first_start_error(&fault),
        }
    }

    /// First start: the sample shop, in a file of its own.
    pub(in crate::window) fn try_sample(&mut self) {
        let made = Self::sample_path().and_then(|path| {
            let app = if path.exists() { App::open(&path)? } else { App::make_sample(&path, "Koperasi Contoh Uji", "A")? };
            Ok((path, app))
        });
        match made {
            Ok((path, app)) => {
                self.path = path;
                self.demo = true;
                self.enter(app);
            }
            Err(fault) => self.first_start_error(&fault),
        }
    }

    fn enter(&mut self, app: App) {
        self.app = Some(app);
        self.ui(|window| window.global::<FirstStart>().set_busy(false));
        self.open_shop();
    }

    fn first_start_error(&self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.ui(move |window| {
            let page = window.global::<FirstStart>();
            page.set_busy(false);
            page.set_error(text.into());
        });
    }
}
