//! What the customer sees: a pole display of two lines, and a window on a second monitor.

use screen::facing::{self, Facing, Step};
use slint::ComponentHandle;
use ui::Settings;

use super::Desk;
use super::approval::Pending;
use crate::window::{customer, qr};

impl Desk {
    /// Shows the customer where things stand.
    pub(super) fn show_customer(&self) {
        let Some(app) = &self.app else { return };
        let settings = app.settings();
        if self.devices.display.is_none() && !settings.customer_window {
            return;
        }
        let waiting = app.waiting_qris().ok().flatten();
        let view = match (&self.paying.done, &waiting) {
            (Some(paid), _) => facing::paid(paid),
            (None, Some((_, _, amount))) => facing::qris(*amount),
            (None, None) => facing::cart(app.cart(), self.fresh, self.language),
        };
        let view = Facing { shop: settings.shop.name.clone(), idle_text: settings.idle_text.clone(), ..view };
        if let Some(display) = &self.devices.display {
            let (first, second) = facing::pole(&view);
            display.show(&first, &second);
        }
        if settings.customer_window {
            let picture = waiting.filter(|_| view.step == Step::Qris).map(|(_, payload, _)| qr::picture(&payload, 400));
            let name = settings.qris.as_ref().map(|qris| qris.merchant_name().to_owned()).unwrap_or_default();
            let demo = self.demo || settings.shop.sample;
            self.ui(move |_| customer::show(&view, picture, &name, demo));
        }
    }

    /// Opens or closes the customer's window as the setting says.
    pub(super) fn show_customer_window(&self) {
        let Some(app) = &self.app else { return };
        let wanted = app.settings().customer_window;
        let theme = app.settings().theme.clone();
        let state = match (&self.devices.display, wanted) {
            (None, false) => self.language.pick("tidak dipakai", "not used"),
            (None, true) => self.language.pick("jendela terbuka", "window open"),
            (Some(_), false) => self.language.pick("layar 2x20 dipakai", "2x20 display used"),
            (Some(_), true) => self.language.pick("layar 2x20 dan jendela", "2x20 display and window"),
        };
        self.ui(move |window| {
            window.global::<Settings>().set_display_state(state.into());
            if wanted {
                customer::open(window, &theme);
            } else {
                customer::close();
            }
        });
    }

    /// The window for the customer, on or off.
    pub(in crate::window) fn toggle_customer_window(&mut self) {
        let on = self.app.as_ref().is_some_and(|app| app.settings().customer_window);
        self.attempt(Pending::Setting("display.window".to_owned(), if on { "no" } else { "yes" }.to_owned()));
    }

    /// Words on the customer's displays, so that one can look.
    pub(in crate::window) fn test_display(&mut self) {
        if let Some(display) = &self.devices.display {
            display.show(self.language.pick("UJI LAYAR", "DISPLAY TEST"), "Rp 1.234.567");
        }
        let window = self.app.as_ref().is_some_and(|app| app.settings().customer_window);
        if window {
            let view = Facing { step: Step::Change, change: "1.234.567".to_owned(), ..Facing::default() };
            self.ui(move |_| customer::show(&view, None, "", false));
        }
        let text = match (&self.devices.display, window) {
            (None, false) => self.language.pick("belum ada layar pelanggan", "no customer display is set"),
            _ => self.language.pick("tulisan uji dikirim; lihat layarnya", "test words sent; look at the display"),
        };
        self.ui(move |main| main.global::<Settings>().set_display_state(text.into()));
    }
}
