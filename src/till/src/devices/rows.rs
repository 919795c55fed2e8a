//! The list of devices as text.

use std::collections::BTreeMap;

use app::Settings;
use hardware::discover::{Access, Found, Kind, Status};
use hardware::escpos::status::Condition;
use hardware::link::{Address, Cause, Notice};
use screen::Language;

/// How a device is, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Connected, not used.
    Quiet,
    /// Used and well.
    Good,
    /// Something to look at.
    Look,
    /// Does not work.
    Stop,
}

impl Sign {
    /// The word in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Quiet => "found",
            Self::Good => "ready",
            Self::Look => "look",
            Self::Stop => "trouble",
        }
    }
}

/// One device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Names it in a request: `printer`, `scale`, `display`, or its address.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// `printer`, `drawer`, `scanner`, `scale`, `display`; empty: not used.
    pub(crate) used_as: &'static str,
    pub(crate) state: String,
    pub(crate) sign: Sign,
    /// What to do.
    pub(crate) fix: String,
    /// The setting that makes use of it: key and value.
    pub(crate) offer: Option<(&'static str, String)>,
    /// Can be tried.
    pub(crate) test: bool,
    /// The setting without it.
    pub(crate) forget: Option<(&'static str, String)>,
}

/// What running devices say about themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    /// How the printer answered, when it was asked.
    pub(crate) printer: Option<Result<Option<Condition>, Cause>>,
    /// Scanners by their source, `scale`, `display`.
    pub(crate) status: BTreeMap<String, Status>,
}

/// How a printer is, in words.
fn printer_state(answer: Option<&Result<Option<Condition>, Cause>>, language: Language) -> (Sign, String, String) {
    let ready = language.pick("siap", "ready").to_owned();
    match answer {
        None => (Sign::Quiet, language.pick("belum ditanya", "not asked yet").to_owned(), String::new()),
        Some(Err(cause)) => (Sign::Stop, language.pick("tidak bisa dipakai", "cannot be used").to_owned(), cause.to_string()),
        Some(Ok(None)) => (Sign::Good, language.pick("tersambung", "connected").to_owned(), String::new()),
        Some(Ok(Some(condition))) => match Cause::of_condition(condition) {
            Some(cause) => (Sign::Stop, language.pick("berhenti", "stopped").to_owned(), cause.to_string()),
            None if condition.paper_low => (Sign::Look, ready, Notice::PaperLow.to_string()),
            None => (Sign::Good, ready, String::new()),
        },
    }
}

/// The devices that are used, then those that are only connected.
pub(crate) fn rows(settings: &Settings, found: &[Found], live: &Live, language: Language) -> Vec<Row> {
    let mut rows = used(settings, found, live, language);
    let free = found.iter().filter(|found| !is_used(settings, found));
    rows.extend(free.map(|found| free_row(settings, found, language)));
    rows
}

fn used(settings: &Settings, found: &[Found], live: &Live, language: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(address) = &settings.printer {
        let (sign, state, fix) = printer_state(live.printer.as_ref(), language);
        let known = found.iter().find(|found| printer_link(found).as_deref() == Some(&address.to_string()));
        rows.push(Row {
            id: "printer".to_owned(),
            name: known.map_or_else(|| address.to_string(), |found| found.name.clone()),
            kind: format!("{} · {}", language.pick("Printer struk", "Receipt printer"), settings.profile.name),
            used_as: "printer",
            state,
            sign,
            fix,
            offer: None,
            test: true,
            forget: Some(("printer.receipt.link", String::new())),
        });
    }
    if settings.printer.is_some() && settings.drawer {
        let (state, sign) = match drawer_level(live) {
            None => (language.pick("dibuka lewat printer", "opened through the printer").to_owned(), Sign::Quiet),
            Some(level) if Some(level) == settings.drawer_open_level => (language.pick("terbuka", "open").to_owned(), Sign::Look),
            Some(_) if settings.drawer_open_level.is_some() => (language.pick("tertutup", "closed").to_owned(), Sign::Good),
            Some(_) => (language.pick("dibuka lewat printer", "opened through the printer").to_owned(), Sign::Quiet),
        };
        rows.push(Row {
            id: "drawer".to_owned(),
            name: language.pick("Laci uang", "Cash drawer").to_owned(),
            kind: format!("pin {}", if settings.profile.drawer_pin == 1 { 5 } else { 2 }),
            used_as: "drawer",
            state,
            sign,
            fix: String::new(),
            offer: None,
            test: true,
            forget: Some(("drawer.pulse", "no".to_owned())),
        });
    }
    let status = |key: &str| match live.status.get(key) {
        None => (Sign::Quiet, language.pick("belum diketahui", "not known yet").to_owned(), String::new()),
        Some(Status::Ready) => (Sign::Good, language.pick("siap", "ready").to_owned(), String::new()),
        Some(Status::Away(trouble)) => (Sign::Stop, language.pick("tidak bisa dipakai", "cannot be used").to_owned(), trouble.to_string()),
    };
    let mut port = |id: &str, name: String, kind: &str, used_as: &'static str, forget: (&'static str, String)| {
        let (sign, state, fix) = status(id);
        rows.push(Row {
            id: id.to_owned(),
            name,
            kind: kind.to_owned(),
            used_as,
            state,
            sign,
            fix,
            offer: None,
            test: used_as != "scanner",
            forget: Some(forget),
        });
    };
    for plan in super::plans(settings) {
        let name = named(&plan.name, found);
        port(&plan.name, name, language.pick("Pemindai", "Scanner"), "scanner", without(settings, &plan.name));
    }
    if let Some((path, baud, protocol)) = &settings.scale {
        let kind = format!("{} · {protocol}", language.pick("Timbangan", "Scale"));
        port("scale", format!("{path}:{baud}"), &kind, "scale", ("scale.link", String::new()));
    }
    if let Some((path, baud, kind)) = &settings.display {
        let kind = format!("{} · {}", language.pick("Layar pelanggan", "Customer display"), kind.name());
        port("display", format!("{path}:{baud}"), &kind, "display", ("display.link", String::new()));
    }
    rows
}

/// The level of the drawer's switch, when the printer was asked and knows it.
fn drawer_level(live: &Live) -> Option<bool> {
    live.printer.as_ref()?.as_ref().ok()?.as_ref()?.drawer
}

/// What a scanner calls itself, when it is connected.
fn named(source: &str, found: &[Found]) -> String {
    let known = found.iter().find(|found| scanner_source(found).is_some_and(|own| source.starts_with(&own)));
    known.map_or_else(|| source.to_owned(), |found| found.name.clone())
}

/// The setting that holds a scanner, without it.
fn without(settings: &Settings, source: &str) -> (&'static str, String) {
    if source.starts_with("serial:") {
        let left = settings.scanners.iter().map(|(path, baud)| format!("{path}:{baud}")).filter(|port| source != format!("serial:{port}"));
        return ("scanner.serial", left.collect::<Vec<_>>().join(","));
    }
    let left = settings.enrolled.iter().map(ToString::to_string).filter(|own| own != source);
    ("scanner.enrolled", left.collect::<Vec<_>>().join(","))
}

/// The printer address of a device.
fn printer_link(found: &Found) -> Option<String> {
    let text = match found.kind {
        // `usb:VVVV:PPPP/SERIAL` and `tcp:HOST:PORT` are addresses as they stand.
        // A printer with several interfaces is found by any of them.
        Kind::Printer | Kind::PrinterWithoutDriver | Kind::NetworkPrinter => {
            found.identity.split('#').next().unwrap_or_default().to_owned()
        }
        Kind::Bluetooth => format!("rfcomm:{}", found.path),
        Kind::Serial | Kind::Keyboard | Kind::HidScanner => return None,
    };
    Address::parse(&text).ok().map(|address| address.to_string())
}

/// How a device would be called as a scanner.
fn scanner_source(found: &Found) -> Option<String> {
    match found.kind {
        Kind::Keyboard => Some(format!("keyboard:{}", found.identity)),
        Kind::HidScanner => Some(format!("hid:{}", found.identity)),
        Kind::Serial => Some(format!("serial:{}", found.identity)),
        _ => None,
    }
}

fn is_used(settings: &Settings, found: &Found) -> bool {
    let printer = settings.printer.as_ref().map(ToString::to_string);
    let scanner = scanner_source(found);
    let port = |link: Option<&str>| link.is_some_and(|link| link == found.identity || link == found.path);
    let by_node =
        matches!(&settings.printer, Some(Address::Usb { path } | Address::Serial { path, .. }) if path.as_os_str() == found.path.as_str());
    by_node
        || printer.is_some() && printer_link(found) == printer
        || super::plans(settings).iter().any(|plan| scanner.as_ref().is_some_and(|own| plan.name.starts_with(own.as_str())))
        || port(settings.scale.as_ref().map(|scale| scale.0.as_str()))
        || port(settings.display.as_ref().map(|display| display.0.as_str()))
}

fn free_row(settings: &Settings, found: &Found, language: Language) -> Row {
    let (sign, state, fix) = match &found.access {
        Access::Ok => (Sign::Quiet, language.pick("tersambung, belum dipakai", "connected, not used").to_owned(), String::new()),
        Access::Denied { fix } => (Sign::Stop, language.pick("tidak ada izin", "no permission").to_owned(), fix.clone()),
        Access::Busy => (Sign::Look, language.pick("dipakai program lain", "used by another program").to_owned(), String::new()),
    };
    let add = |key: &'static str, now: Vec<String>, more: String| (key, now.into_iter().chain([more]).collect::<Vec<_>>().join(","));
    let enrolled = || settings.enrolled.iter().map(ToString::to_string).collect::<Vec<_>>();
    let ports = || settings.scanners.iter().map(|(path, baud)| format!("{path}:{baud}")).collect::<Vec<_>>();
    let offer = match found.kind {
        Kind::Serial => Some(add("scanner.serial", ports(), format!("{}:9600", found.identity))),
        Kind::HidScanner => Some(add("scanner.enrolled", enrolled(), format!("hid:{}", found.identity))),
        // Which keyboard is a scanner only a scan can tell: enrolment.
        Kind::Keyboard => None,
        _ => printer_link(found).map(|link| ("printer.receipt.link", link)),
    };
    let hint = match found.kind {
        Kind::Serial => language.pick(
            "Untuk timbangan, layar pelanggan atau printer: tulis alamat ini di bagiannya.",
            "For a scale, a display or a printer: write this address in its section.",
        ),
        Kind::Keyboard => {
            language.pick("Bila ini pemindai: daftarkan di bagian Pemindai.", "If this is a scanner: enrol it in the section Scanner.")
        }
        _ => "",
    };
    let words = [fix.as_str(), found.note.as_str(), hint].into_iter().filter(|text| !text.is_empty());
    let kind = kind_name(found.kind, language);
    Row {
        id: format!("{:?}|{}", found.kind, found.identity),
        name: if found.name.is_empty() { found.identity.clone() } else { found.name.clone() },
        kind: format!("{kind} · {}", found.identity),
        used_as: "",
        state,
        sign,
        fix: words.collect::<Vec<_>>().join("\n"),
        offer,
        test: false,
        forget: None,
    }
}

const fn kind_name(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Printer => language.pick("Printer USB", "USB printer"),
        Kind::PrinterWithoutDriver => language.pick("Printer USB tanpa berkas alat", "USB printer without a device file"),
        Kind::NetworkPrinter => language.pick("Printer jaringan", "Network printer"),
        Kind::Serial => language.pick("Port serial", "Serial port"),
        Kind::Bluetooth => language.pick("Port Bluetooth", "Bluetooth port"),
        Kind::Keyboard => language.pick("Papan tombol", "Keyboard"),
        Kind::HidScanner => language.pick("Pemindai HID POS", "HID POS scanner"),
    }
}
