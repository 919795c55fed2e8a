//! What waits for a second person's PIN.

use app::Refusal;
use app::selling::Goods;
use app::staff::Approval;
use domain::Rupiah;
use domain::cart::Discount;
use domain::staff::Right;
use screen::sentence;
use slint::ComponentHandle;
use ui::Approval as Dialog;

use super::Desk;
use super::counter::Deed;
use crate::window::bind;
use crate::window::sound::Sound;

/// A deed that the one at the till may not do alone.
#[derive(Clone)]
pub(in crate::window) enum Pending {
    Price(i64, Rupiah),
    DiscountLine(i64, Discount),
    DiscountCart(Discount),
    OpenPrice(Goods, Rupiah),
    Setting(String, String),
    Drawer,
    Counter(Deed),
    Office(Box<super::office::Deed>),
}

impl Pending {
    fn right(&self) -> Right {
        match self {
            Self::Price(..) => Right::OverridePrice,
            Self::DiscountLine(..) | Self::DiscountCart(_) => Right::Discount,
            Self::OpenPrice(..) => Right::OpenPrice,
            Self::Setting(..) => Right::Settings,
            Self::Drawer => Right::OpenDrawer,
            Self::Counter(deed) => deed.right(),
            Self::Office(deed) => deed.right(),
        }
    }
}

impl Desk {
    /// Does it, or asks a second person.
    pub(super) fn attempt(&mut self, pending: Pending) {
        match self.perform(&pending, None) {
            Err(fault) if matches!(fault.refusal(), Some(Refusal::NeedsApproval(_))) => self.ask_approval(pending),
            result => self.performed(&pending, result),
        }
    }

    fn perform(&mut self, pending: &Pending, approval: Option<&Approval>) -> Result<(), app::Fault> {
        if let Pending::Counter(deed) = pending {
            return self.perform_at_counter(deed, approval);
        }
        if let Pending::Office(deed) = pending {
            return self.perform_office(deed, approval);
        }
        let app = self.shop()?;
        match pending {
            Pending::Price(line, price) => app.override_price(*line, *price, approval),
            Pending::DiscountLine(line, discount) => app.discount_line(*line, *discount, approval),
            Pending::DiscountCart(discount) => app.discount_cart(*discount, approval),
            Pending::OpenPrice(goods, price) => app.take_open_price(goods.clone(), *price, approval).map(|_| ()),
            Pending::Setting(key, value) => app.change_setting_by(key, value, approval),
            Pending::Drawer => app.open_drawer("", approval),
            Pending::Counter(_) | Pending::Office(_) => Ok(()),
        }
    }

    fn performed(&mut self, pending: &Pending, result: Result<(), app::Fault>) {
        match pending {
            Pending::Setting(..) => self.setting_saved(result),
            Pending::Counter(deed) => self.performed_at_counter(deed, result),
            Pending::Office(deed) => self.office_performed(deed, result),
            Pending::Drawer => {
                self.settle(result);
                self.wake_printer();
            }
            Pending::OpenPrice(..) if result.is_ok() => {
                self.hear(Sound::Accepted);
                self.changed(result);
            }
            _ => self.changed(result),
        }
    }

    fn ask_approval(&mut self, pending: Pending) {
        let Some(app) = &self.app else { return };
        let language = self.language;
        let approvers = app.approvers(pending.right()).unwrap_or_default();
        let tiles = bind::staff_tiles(&approvers, language);
        let title = self.subject(&pending);
        let reasons = match &pending {
            Pending::Setting(..) => vec![language.pick("Penyiapan toko", "Setting up the shop")],
            Pending::Drawer => vec![language.pick("Tukar uang", "Changing money"), language.pick("Hitung laci", "Counting the drawer")],
            _ => vec![
                language.pick("Harga di rak lebih rendah", "Shelf price is lower"),
                language.pick("Kemasan rusak", "Damaged package"),
                language.pick("Mendekati kedaluwarsa", "Close to expiry"),
                language.pick("Kesepakatan pengurus", "Agreed by the board"),
            ],
        };
        let reasons: Vec<String> = match &pending {
            Pending::Counter(deed) => self.reasons_at_counter(deed),
            Pending::Office(deed) => deed.reasons(language),
            _ => reasons.into_iter().map(str::to_owned).collect(),
        };
        self.pending = Some(pending);
        self.ui(move |window| {
            let dialog = window.global::<Dialog>();
            dialog.set_title(title.into());
            dialog.set_approvers(bind::model(tiles));
            dialog.set_reasons(bind::texts(&reasons));
            dialog.set_error("".into());
            dialog.set_busy(false);
            dialog.set_shown(true);
        });
    }

    /// What is to be allowed, in words.
    fn subject(&self, pending: &Pending) -> String {
        let language = self.language;
        let name = |line: &i64| {
            let lines = self.app.as_ref().map(|app| &app.cart().cart.lines);
            lines
                .and_then(|lines| lines.iter().find(|candidate| candidate.id == *line))
                .map(|line| line.product.name.clone())
                .unwrap_or_default()
        };
        match pending {
            Pending::Price(line, price) => format!("{}: {} → Rp {price}", language.pick("Ubah harga", "Change the price"), name(line)),
            Pending::DiscountLine(line, _) => format!("{}: {}", language.pick("Potongan", "Discount"), name(line)),
            Pending::DiscountCart(_) => language.pick("Potongan satu nota", "Discount on the whole cart").to_owned(),
            Pending::OpenPrice(goods, price) => {
                format!("{}: {} Rp {price}", language.pick("Harga bebas", "Open price"), goods.hit.product.name)
            }
            Pending::Setting(key, _) => format!("{}: {key}", language.pick("Ubah pengaturan", "Change a setting")),
            Pending::Drawer => language.pick("Buka laci tanpa penjualan", "Open the drawer without a sale").to_owned(),
            Pending::Counter(deed) => self.subject_at_counter(deed),
            Pending::Office(deed) => deed.subject(language),
        }
    }

    /// Somebody entered a PIN and a reason.
    pub(in crate::window) fn approve(&mut self, staff: &str, pin: &str, reason: &str) {
        let Some(pending) = self.pending.clone() else { return };
        let subject = self.subject(&pending);
        let right = pending.right();
        let approval = self.shop().and_then(|app| app.approve(right, &subject, staff, pin, reason));
        match approval {
            Ok(approval) => {
                self.pending = None;
                self.ui(|window| window.global::<Dialog>().set_shown(false));
                let result = self.perform(&pending, Some(&approval));
                self.performed(&pending, result);
            }
            Err(fault) => {
                let text = sentence(&fault, self.language);
                self.hear(Sound::Refused);
                self.ui(move |window| {
                    let dialog = window.global::<Dialog>();
                    dialog.set_busy(false);
                    // The same words again must be seen as new.
                    dialog.set_error("".into());
                    dialog.set_error(text.into());
                });
            }
        }
    }

    /// Nobody allowed it.
    pub(in crate::window) fn cancel_approval(&mut self) {
        self.pending = None;
        self.ui(|window| window.global::<Dialog>().set_shown(false));
        self.show_cart();
    }

    /// The drawer without a sale: whoever asks, a PIN and a reason are wanted.
    pub(in crate::window) fn open_drawer(&mut self) {
        let no_printer = self.app.as_ref().is_none_or(|app| app.settings().printer.is_none());
        if no_printer {
            return self.refuse(&Refusal::NoPrinter.into());
        }
        self.ask_approval(Pending::Drawer);
    }
}
