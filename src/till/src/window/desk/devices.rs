//! Scanners, scale and customer display of the running till, and the page that lists devices.

use std::path::PathBuf;
use std::time::Duration;

use hardware::discover::{Found, Status, Sysfs, Watcher, local_subnets, scan_network};
use hardware::display::PoleDisplay;
use hardware::link::{Cause, check};
use hardware::scale::{Reading, Scale};
use hardware::scan::{EnrolListener, Scanners, Seen};
use screen::settings::{DEVICES, SCANNER};
use slint::ComponentHandle;
use store::print_queue::JobState;
use ui::{DeviceRow, Page, Settings, Tone};

use super::approval::Pending;
use super::{Desk, StripAction};
use crate::commands::devices::asks;
use crate::devices::{Live, Row, Sign, plans, rows};
use crate::window::bind;

/// What runs beside the desk. Everything ends when it is dropped.
#[derive(Default)]
pub(super) struct Devices {
    scanners: Scanners,
    pub(super) scale: Option<Scale>,
    pub(super) reading: Option<Reading>,
    pub(super) display: Option<PoleDisplay>,
    pub(super) enrol: Option<EnrolListener>,
    watcher: Option<Watcher>,
    found: Vec<Found>,
    network: Vec<Found>,
    live: Live,
    rows: Vec<Row>,
    busy: bool,
    /// The settings that all of this was started with.
    wanted: String,
}

/// How long a neighbour may take to answer.
const NEIGHBOUR: Duration = Duration::from_millis(300);

impl Desk {
    /// Another program changed something: devices start again only if theirs are other settings now.
    pub(super) fn restart_devices(&mut self) {
        let wanted = self.app.as_ref().map(|app| wanted(app.settings()));
        if wanted.is_some_and(|wanted| wanted != self.devices.wanted) {
            self.start_devices();
        }
    }

    /// Starts what the settings name; what ran before ends first, so that a port is free.
    pub(super) fn start_devices(&mut self) {
        let (Some(app), Some(post)) = (&self.app, &self.post) else { return };
        let settings = app.settings().clone();
        self.devices.wanted = wanted(&settings);
        self.devices.scanners = Scanners::default();
        self.devices.scale = None;
        self.devices.display = None;
        self.devices.reading = None;
        self.devices.live.status.clear();
        let (codes, news) = (post.clone(), post.clone());
        let seen = move |_: &str, seen: Seen| {
            codes.post(move |desk| match seen {
                Seen::Code(code) => desk.scan(&code),
                Seen::Unfinished(code) => desk.unfinished_scan(&code),
                Seen::TooLong => desk.unfinished_scan("..."),
            });
        };
        let said = move |name: &str, status: Status| {
            let name = name.to_owned();
            news.post(move |desk| desk.device_said(name, status));
        };
        self.devices.scanners = Scanners::start(plans(&settings), seen, said);
        self.devices.scale = settings.scale.clone().map(|(path, baud, protocol)| {
            let (readings, news) = (post.clone(), post.clone());
            let on_reading = move |reading| readings.post(move |desk| desk.weighed(reading));
            let on_status = move |status| news.post(move |desk| desk.device_said("scale".to_owned(), status));
            Scale::start(PathBuf::from(path), baud, protocol, on_reading, on_status)
        });
        self.devices.display = settings.display.clone().map(|(path, baud, kind)| {
            let news = post.clone();
            let on_status = move |status| news.post(move |desk| desk.device_said("display".to_owned(), status));
            PoleDisplay::start(PathBuf::from(path), baud, kind, on_status)
        });
        if self.devices.watcher.is_none() {
            let news = post.clone();
            self.devices.watcher = Some(Watcher::start(Sysfs::system(), move |_| news.post(Desk::devices_changed)));
        }
        self.show_scale();
        self.show_customer_window();
        self.show_customer();
    }

    /// A device came, went, or says what is wrong.
    fn device_said(&mut self, name: String, status: Status) {
        if name == "display" && status == Status::Ready {
            self.show_customer();
        }
        let news = matches!(status, Status::Away(_));
        self.devices.live.status.insert(name, status);
        if news {
            self.tell_missing_devices();
        } else if self.strip == StripAction::Devices && self.missing().is_none() {
            self.clear_strip();
        }
        self.show_device_pages();
    }

    fn missing(&self) -> Option<String> {
        self.devices.live.status.values().find_map(|status| match status {
            Status::Away(trouble) => Some(screen::capital(&trouble.to_string())),
            Status::Ready => None,
        })
    }

    /// A device of the settings that is not there, in one sentence.
    pub(super) fn tell_missing_devices(&mut self) {
        if let Some(text) = self.missing() {
            self.strip(Tone::Look, &text, StripAction::Devices);
        }
    }

    /// Something was plugged in or out.
    fn devices_changed(&mut self) {
        if self.page == Page::Settings && self.section == DEVICES {
            self.refresh_devices();
        }
    }

    /// Looks again: at what is plugged in, and at how the printer is, which may take a moment.
    pub(in crate::window) fn refresh_devices(&mut self) {
        self.look(false);
    }

    /// Looks for printers of the local network too.
    pub(in crate::window) fn find_network(&mut self) {
        self.look(true);
    }

    fn look(&mut self, network: bool) {
        let (Some(app), Some(post)) = (&self.app, &self.post) else { return };
        if self.devices.busy {
            return;
        }
        self.devices.busy = true;
        let settings = app.settings();
        let printer = settings.printer.clone().map(|address| (address, asks(&settings.profile)));
        // A printer that is being printed to is not asked beside: many take one connection only.
        let queue = app.print_queue().map(|queue| queue.jobs).unwrap_or_default();
        let printing = queue.iter().any(|job| matches!(job.state, JobState::Queued | JobState::Sending));
        let post = post.clone();
        std::thread::spawn(move || {
            let found = Sysfs::system().list();
            let neighbours = network.then(|| scan_network(&local_subnets(), 9100, NEIGHBOUR));
            let answer = printer.filter(|_| !printing).map(|(address, status)| check(&address, status));
            post.post(move |desk| desk.looked(found, neighbours, answer));
        });
        self.show_device_pages();
    }

    fn looked(
        &mut self,
        found: Vec<Found>,
        network: Option<Vec<Found>>,
        printer: Option<Result<Option<hardware::escpos::status::Condition>, Cause>>,
    ) {
        self.devices.busy = false;
        self.devices.found = found;
        if let Some(network) = network {
            self.devices.network = network;
        }
        if printer.is_some() {
            self.devices.live.printer = printer;
        }
        self.show_device_pages();
    }

    /// The cards of the sections devices and scanner.
    pub(super) fn show_device_pages(&mut self) {
        let Some(app) = &self.app else { return };
        if self.page != Page::Settings || !matches!(self.section, DEVICES | SCANNER) {
            return;
        }
        let found: Vec<Found> = self.devices.found.iter().chain(&self.devices.network).cloned().collect();
        self.devices.rows = rows(app.settings(), &found, &self.devices.live, self.language);
        let language = self.language;
        let card = |row: &Row| Card {
            row: row.clone(),
            use_label: if row.offer.is_none() {
                ""
            } else if row.id.starts_with("Serial") || row.id.starts_with("Hid") {
                language.pick("Pakai sebagai pemindai", "Use as a scanner")
            } else {
                language.pick("Pakai sebagai printer", "Use as the printer")
            },
            test_label: if row.test { language.pick("Uji", "Test") } else { "" },
            forget_label: if row.forget.is_some() { language.pick("Lepas", "Forget") } else { "" },
        };
        let all: Vec<Card> = self.devices.rows.iter().map(card).collect();
        let scanners: Vec<Card> = self.devices.rows.iter().filter(|row| row.used_as == "scanner").map(card).collect();
        let busy = self.devices.busy;
        self.ui(move |window| {
            let page = window.global::<Settings>();
            page.set_devices(bind::model(all.into_iter().map(Card::into_row).collect()));
            page.set_scanners(bind::model(scanners.into_iter().map(Card::into_row).collect()));
            page.set_devices_busy(busy);
        });
    }

    /// A device is to be used.
    pub(in crate::window) fn use_device(&mut self, id: &str) {
        let offer = self.devices.rows.iter().find(|row| row.id == id).and_then(|row| row.offer.clone());
        if let Some((key, value)) = offer {
            self.attempt(Pending::Setting(key.to_owned(), value));
            self.refresh_devices();
        }
    }

    /// A device is no longer to be used.
    pub(in crate::window) fn forget_device(&mut self, id: &str) {
        let forget = self.devices.rows.iter().find(|row| row.id == id).and_then(|row| row.forget.clone());
        if let Some((key, value)) = forget {
            self.attempt(Pending::Setting(key.to_owned(), value));
            self.refresh_devices();
        }
    }

    /// A device is to show that it works.
    pub(in crate::window) fn test_device(&mut self, id: &str) {
        match id {
            "printer" => self.test_print(),
            "drawer" => self.open_drawer(),
            "scale" => self.open_section(screen::settings::SCALE),
            "display" => self.test_display(),
            _ => {}
        }
    }
}

/// The settings of the devices in one text, to see whether they changed.
fn wanted(settings: &app::Settings) -> String {
    let scanners = (&settings.scanners, &settings.enrolled, &settings.affixes, settings.same_ms);
    format!("{:?}", (scanners, &settings.scale, &settings.display, settings.customer_window))
}

/// A card before it is a row of the markup, which belongs to the window's thread.
struct Card {
    row: Row,
    use_label: &'static str,
    test_label: &'static str,
    forget_label: &'static str,
}

impl Card {
    fn into_row(self) -> DeviceRow {
        DeviceRow {
            id: self.row.id.into(),
            name: self.row.name.into(),
            kind: self.row.kind.into(),
            state: self.row.state.into(),
            tone: match self.row.sign {
                Sign::Quiet => Tone::Quiet,
                Sign::Good => Tone::Good,
                Sign::Look => Tone::Look,
                Sign::Stop => Tone::Stop,
            },
            fix: command_last(&self.row.fix).into(),
            used: !self.row.used_as.is_empty(),
            use_label: self.use_label.into(),
            test_label: self.test_label.into(),
            forget_label: self.forget_label.into(),
        }
    }
}

/// A command inside a sentence goes to a line of its own, where the markup draws it as one.
fn command_last(fix: &str) -> String {
    let Some((before, command)) = fix.split_once("jalankan: ") else {
        return fix.to_owned();
    };
    let (command, after) = command.split_once([',', ';']).unwrap_or((command, ""));
    let after = after.trim();
    let after = if after.is_empty() { String::new() } else { format!(" ({after})") };
    format!("{before}jalankan ini{after}:\n{command}")
}
