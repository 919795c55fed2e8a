//! The desk: what the cashier has before them, on the engine's thread. Each request calls one deed and
//! shows what came of it. No rule stands here.

mod approval;
mod cart;
mod cash;
mod close;
mod counter;
mod devices;
mod enrol;
mod entrance;
mod facing;
mod float;
mod goods;
mod idle;
mod job_state;
mod office;
mod paper;
mod payment;
mod receipts;
mod returns;
mod returns_find;
mod returns_goods;
mod scanning;
mod settings;
mod status;
mod weigh;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::selling::{Goods, Paid};
use app::{App, Fault};
use domain::sale::TenderKind;
use domain::{Quantity, Rupiah};
use screen::Language;
use slint::Weak;
use ui::{CashKind, MainWindow, Page};

use self::approval::Pending;
use self::close::Closing;
use self::devices::Devices;
use self::float::Drawer;
use self::idle::Presence;
pub(super) use self::office::Moved;
use self::office::Office;
use self::paper::Sheet;
use self::returns::Returning;
use super::engine::Post;
use super::platter::Platter;
use super::printer::{Printer, Printing};
use super::sound::{self, Sound};
use crate::output::Stop;
use crate::paths;

/// A customer whose sale is this old may still stand at the counter when the till comes back.
const JUST_NOW: Duration = Duration::from_mins(10);

/// What is asked for before goods can come into the cart.
pub(super) struct Asked {
    goods: Goods,
    price: bool,
}

/// Where a payment stands.
#[derive(Default)]
pub(super) struct Paying {
    /// Digits typed.
    entry: String,
    /// A transfer or card payment whose reference is being typed.
    reference: Option<(TenderKind, domain::Rupiah)>,
    /// The QRIS that is shown.
    qris: Option<i64>,
    /// The sale that was just paid.
    done: Option<Paid>,
}

/// What the strip's button does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StripAction {
    None,
    Search,
    Printing,
    Devices,
    OpenBox,
    /// No button: it goes when the question is answered.
    AnswerFirst,
}

/// The desk.
pub(crate) struct Desk {
    path: PathBuf,
    demo: bool,
    app: Option<App>,
    window: Weak<MainWindow>,
    post: Option<Post>,
    printer: Option<Printer>,
    platter: Option<Platter>,
    devices: Devices,
    sheet: Sheet,
    language: Language,
    page: Page,
    entry: String,
    multiplier: Option<Quantity>,
    selected: Option<i64>,
    fresh: Option<i64>,
    asked: Option<Asked>,
    choices: Vec<Goods>,
    pending: Option<Pending>,
    member_found: Option<String>,
    paying: Paying,
    drawer: Drawer,
    cash_kind: CashKind,
    closing: Closing,
    returning: Returning,
    office: Office,
    last_change: String,
    receipts: Vec<String>,
    section: usize,
    category: usize,
    printing: Printing,
    strip: StripAction,
    /// When the strip was last shown.
    strip_at: Instant,
    busy_until: Instant,
    presence: Presence,
    ended: bool,
}

/// Opens the database; a demo makes the sample shop when there is none.
pub(super) fn open(path: &Path, demo: bool) -> Result<Desk, Stop> {
    let mut app = if path.exists() {
        Some(App::open(path)?)
    } else if demo {
        Some(App::make_sample(path, "Koperasi Contoh Uji", "A")?)
    } else {
        None
    };
    if let Some(app) = app.as_mut().filter(|app| demo && app.settings().printer.is_none()) {
        // The demo till prints on a printer of its own, drawn on the screen.
        app.change_setting("printer.receipt.profile", paper::PROFILE)?;
        app.change_setting("printer.receipt.link", paper::LINK)?;
    }
    Ok(Desk::new(path.to_owned(), demo, app))
}

impl Desk {
    fn new(path: PathBuf, demo: bool, app: Option<App>) -> Self {
        Self {
            path,
            demo,
            app,
            window: Weak::default(),
            post: None,
            printer: None,
            platter: None,
            devices: Devices::default(),
            sheet: Sheet::default(),
            language: Language::default(),
            page: Page::Login,
            entry: String::new(),
            multiplier: None,
            selected: None,
            fresh: None,
            asked: None,
            choices: Vec::new(),
            pending: None,
            member_found: None,
            paying: Paying::default(),
            drawer: Drawer::default(),
            cash_kind: CashKind::Listing,
            closing: Closing::default(),
            returning: Returning::default(),
            office: Office::default(),
            last_change: String::new(),
            receipts: Vec::new(),
            section: 0,
            category: 0,
            printing: Printing::default(),
            strip: StripAction::None,
            strip_at: Instant::now(),
            busy_until: Instant::now(),
            presence: Presence::default(),
            ended: false,
        }
    }

    pub(super) fn attach(&mut self, window: Weak<MainWindow>, post: Post) {
        self.window = window;
        self.post = Some(post);
    }

    /// Shows the first page.
    pub(super) fn begin(&mut self) {
        if self.app.is_none() {
            self.show_language();
            self.go(Page::FirstStart);
            return;
        }
        self.open_shop();
    }

    /// Everything that hangs on the database: settings, devices, the cart that came back.
    fn open_shop(&mut self) {
        let Some(app) = &mut self.app else { return };
        app.lock();
        self.language = Language::of(&app.settings().language);
        let recovered = app.recover_cart();
        self.platter = Some(Platter::start(app.store().wal_sync()));
        if let Some(post) = &self.post {
            self.printer = Some(Printer::start(self.path.clone(), post.clone()));
        }
        self.start_devices();
        self.show_language();
        self.show_theme();
        self.show_staff();
        self.show_tiles(None);
        self.show_cart();
        self.show_parked();
        self.show_status();
        self.show_paper();
        self.go(Page::Login);
        match recovered {
            Ok(_) => self.tell_last_sale(),
            Err(fault) => self.refuse(&fault),
        }
        self.tell_lost_goods();
    }

    /// The power may have failed right behind a payment, and with it the screen that said so: whether the last
    /// customer's sale is kept, and what they get back, is said once more.
    fn tell_last_sale(&mut self) {
        let Some(app) = self.app.as_ref().filter(|app| app.cart().cart.is_empty()) else { return };
        let Ok(Some(sale)) = app.last_sale() else { return };
        let now = app.now();
        let age = now.timestamp_millis().saturating_sub(sale.at);
        if sale.total.is_negative() || !(0..=JUST_NOW.as_millis()).contains(&u128::try_from(age).unwrap_or(u128::MAX)) {
            return;
        }
        let change = app.receipt(&sale.receipt, app.settings().profile.columns).map_or(Rupiah::ZERO, |receipt| receipt.sale.change);
        let text = screen::cart::last_sale(&sale.receipt, sale.total, change, sale.at, *now.offset(), self.language);
        self.strip(ui::Tone::Good, &text, StripAction::None);
    }

    /// Goods of a cart that came back but are no longer sold in that pack: said, never dropped silently.
    pub(super) fn tell_lost_goods(&mut self) {
        let lost = self.app.as_ref().map(|app| app.cart().lost.join(", ")).unwrap_or_default();
        if lost.is_empty() {
            return;
        }
        let words = self.language.pick("Tidak dijual lagi dan dikeluarkan dari nota", "No longer sold and left out of the cart");
        self.strip(ui::Tone::Look, &format!("{words}: {lost}"), StripAction::None);
    }

    /// Asks the painter's thread for something.
    fn ui(&self, work: impl FnOnce(&MainWindow) + Send + 'static) {
        // The window is gone only when the program ends.
        let _gone = self.window.upgrade_in_event_loop(move |window| work(&window));
    }

    fn shop(&mut self) -> Result<&mut App, Fault> {
        self.app.as_mut().ok_or_else(|| Fault::Defect("tidak ada toko".to_owned()))
    }

    /// A second sentence when a deed was refused; nothing when it was done.
    fn settle(&mut self, result: Result<(), Fault>) -> bool {
        match result {
            Ok(()) => true,
            Err(fault) => {
                self.refuse(&fault);
                false
            }
        }
    }

    fn hear(&self, sound: Sound) {
        if self.app.as_ref().is_none_or(|app| app.settings().sound) {
            sound::play(sound);
        }
    }

    /// A key of a number pad that does not fit is heard: silence would look as if it had been taken.
    fn hear_key(&self, fits: bool) {
        if !fits {
            self.hear(Sound::Refused);
        }
    }

    /// Time has passed and nobody asked anything.
    pub(super) fn tick(&mut self) {
        let changed = match &mut self.app {
            Some(app) => app.refresh().unwrap_or(false),
            None => false,
        };
        if changed {
            self.restart_devices();
            self.show_status();
        } else {
            self.show_clock();
        }
        self.lock_when_idle();
        if let Some(app) = &self.app
            && self.busy_until.elapsed().as_secs() >= 2
            && let Err(fault) = app.store().checkpoint()
        {
            tracing::warn!("checkpoint: {fault}");
        }
    }

    /// Something was written for the cart: bring it to the platter.
    fn written(&mut self) {
        self.busy_until = Instant::now();
        if let Some(platter) = &self.platter {
            platter.wake();
        }
    }

    pub(super) fn end(&mut self) {
        self.devices = Devices::default();
        self.printer = None;
        self.ended = true;
    }

    /// A deed broke off: nothing half done is on the disk, so what is there is shown.
    pub(super) fn stumbled(&mut self) {
        self.asked = None;
        self.choices.clear();
        self.pending = None;
        self.paying = Paying::default();
        let recovered = self.shop().and_then(|app| app.recover_cart()).map(|_| ());
        if self.settle(recovered) {
            let text = self.language.pick(
                "Terjadi kesalahan program; periksa nota di layar, lalu lanjutkan. Laporkan ini.",
                "The program made a mistake; check the cart on the screen, then go on. Please report this.",
            );
            self.strip(ui::Tone::Stop, text, StripAction::None);
        }
        self.show_cart();
        if self.page == Page::Payment {
            self.go(Page::Sale);
        }
    }

    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    fn sample_path() -> Result<PathBuf, Fault> {
        paths::sample().map_err(|_| Fault::Defect("folder data tidak dikenal".to_owned()))
    }
}
