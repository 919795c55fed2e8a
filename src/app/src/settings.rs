//! Settings: each key has a default, a check and a sentence that says what it is.

use domain::barcode::Layout;
use domain::cash::RoundingRule;
use domain::fact::Fact;
use domain::qris::Qris;
use domain::receipt::ShopIdentity;
use domain::staff::Right;
use hardware::escpos::{PROFILES, Profile};
use hardware::link::Address;
use store::Connection;

use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// A setting that can be changed.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in commands.
    pub name: &'static str,
    /// What it is when it was never set.
    pub default: &'static str,
    /// What it is for, in Bahasa Indonesia.
    pub about: &'static str,
    /// What it is for, in English.
    pub about_en: &'static str,
    /// The values it may have; empty: any that the check lets pass.
    pub choices: &'static [&'static str],
    check: fn(&str) -> Result<(), String>,
}

const fn key(
    name: &'static str,
    default: &'static str,
    about: &'static str,
    about_en: &'static str,
    check: fn(&str) -> Result<(), String>,
) -> Key {
    Key { name, default, about, about_en, choices: &[], check }
}

const fn choice(name: &'static str, choices: &'static [&'static str], about: &'static str, about_en: &'static str) -> Key {
    Key { name, default: choices[0], about, about_en, choices, check: any }
}

/// All settings, in the order in which they are listed.
pub const KEYS: &[Key] = &[
    key("shop.name", "Koperasi", "Nama koperasi di layar dan struk", "Name of the koperasi on screen and receipt", name),
    key("shop.address", "", "Alamat di struk", "Address on the receipt", line),
    key("shop.phone", "", "Telepon di struk", "Telephone on the receipt", line),
    key("shop.npwp", "", "NPWP, dicetak bila PKP (15 atau 16 angka)", "NPWP, printed for a PKP (15 or 16 digits)", npwp),
    key("shop.footer", "", "Baris penutup struk; kosong: Terima kasih", "Last lines of the receipt", footer),
    choice("tax.pkp", &["no", "yes"], "Toko memungut PPN (Pengusaha Kena Pajak)", "The shop collects PPN (taxable entrepreneur)"),
    key("qris.static", "", "Teks QRIS statis dari penyedia", "Text of the shop's static QRIS", qris),
    Key {
        choices: &["1", "50", "100", "500"],
        ..key("rounding.step", "100", "Pembulatan tunai ke bawah, rupiah; 1: tanpa", "Cash rounding step, rupiah; 1: none", any)
    },
    choice("language", &["id", "en"], "Bahasa layar", "Language of the screen"),
    choice("theme", &["light", "dark", "contrast"], "Tampilan layar", "Look of the screen"),
    choice("screen", &["maximized", "fullscreen", "window"], "Jendela kasir", "Window of the till"),
    choice("sound", &["on", "off"], "Bunyi saat memindai", "Sounds of scanning"),
    key(
        "printer.receipt.link",
        "",
        "Printer struk: tcp:HOST:PORT, serial:PATH:BAUD, usb:PATH, file:PATH; kosong: tanpa",
        "Receipt printer; empty: none",
        link,
    ),
    Key {
        choices: PROFILE_NAMES,
        ..key("printer.receipt.profile", "generic-58", "Jenis printer struk", "Family of the receipt printer", any)
    },
    Key {
        choices: &["auto", "32", "36", "42", "44", "48"],
        ..key("printer.receipt.columns", "auto", "Huruf per baris; auto: menurut jenis printer", "Characters in a line", any)
    },
    choice("drawer.pulse", &["yes", "no"], "Buka laci lewat printer saat ada tunai", "Open the drawer through the printer for cash"),
    key(
        "scanner.serial",
        "",
        "Pemindai serial PATH:BAUD, beberapa dengan koma; kosong: tanpa",
        "Serial scanners PATH:BAUD, separated by commas",
        scanners,
    ),
    key("barcode.instore", "", "Pola barcode timbangan, misalnya 21IIIIIWWWWWC;22IIIIIPPPPPC", "Patterns of in-store barcodes", layouts),
];

const PROFILE_NAMES: &[&str] =
    &["generic-58", "generic-80", "generic-80-42", "epson-tm-t20", "epson-tm-t82", "epson-tm-t88", "xprinter-58", "xprinter-80"];

/// The settings that deeds use, read once and again after each change.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who sells.
    pub shop: ShopIdentity,
    /// True when the shop collects PPN.
    pub taxable_entrepreneur: bool,
    /// The shop's static QRIS.
    pub qris: Option<Qris>,
    /// How cash is rounded.
    pub rounding: RoundingRule,
    /// `id` or `en`.
    pub language: String,
    /// `light`, `dark` or `contrast`.
    pub theme: String,
    /// `maximized`, `fullscreen` or `window`.
    pub screen: String,
    /// Sounds of scanning.
    pub sound: bool,
    /// The receipt printer.
    pub printer: Option<Address>,
    /// What it can do.
    pub profile: Profile,
    /// Pulse the drawer for cash.
    pub drawer: bool,
    /// Serial scanners: path and baud.
    pub scanners: Vec<(String, u32)>,
    /// In-store barcodes.
    pub layouts: Vec<Layout>,
}

impl Settings {
    /// Reads all settings; a value that an older program let pass and this one does not is taken as
    /// its default.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let set = store::setting::all(connection)?;
        let get = |name: &str| -> String {
            let stored = set.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            stored.unwrap_or_else(|| find(name).map_or("", |key| key.default).to_owned())
        };
        let mut profile = *Profile::find(&get("printer.receipt.profile")).unwrap_or(&PROFILES[0]);
        if let Ok(columns) = get("printer.receipt.columns").parse() {
            profile.columns = columns;
        }
        Ok(Self {
            shop: ShopIdentity {
                name: get("shop.name"),
                address: get("shop.address"),
                phone: get("shop.phone"),
                npwp: get("shop.npwp"),
                footer: get("shop.footer"),
                sample: get("shop.sample") == "yes",
            },
            taxable_entrepreneur: get("tax.pkp") == "yes",
            qris: Qris::parse(&get("qris.static")).ok(),
            rounding: RoundingRule { step: get("rounding.step").parse().unwrap_or(100) },
            language: get("language"),
            theme: get("theme"),
            screen: get("screen"),
            sound: get("sound") == "on",
            printer: Address::parse(&get("printer.receipt.link")).ok(),
            profile,
            drawer: get("drawer.pulse") == "yes",
            scanners: parse_scanners(&get("scanner.serial")).unwrap_or_default(),
            layouts: Layout::parse_list(&get("barcode.instore")).unwrap_or_default(),
        })
    }
}

/// The key with this name.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

impl Key {
    /// Says what is wrong with a value.
    ///
    /// # Errors
    /// [`Refusal::BadSetting`].
    pub fn check(&self, value: &str) -> Result<(), Refusal> {
        let wrong = |why: String| Refusal::BadSetting { key: self.name.to_owned(), why };
        if !self.choices.is_empty() && !self.choices.contains(&value) {
            return Err(wrong(format!("«{value}» bukan pilihan; pilih {}", self.choices.join(", "))));
        }
        (self.check)(value).map_err(wrong)
    }
}

impl App {
    /// The value of a setting.
    ///
    /// # Errors
    /// [`Refusal::UnknownSetting`].
    pub fn setting(&self, name: &str) -> Result<String, Fault> {
        let key = find(name).ok_or_else(|| Refusal::UnknownSetting(name.to_owned()))?;
        Ok(store::setting::get(self.store.connection(), name)?.unwrap_or_else(|| key.default.to_owned()))
    }

    /// Changes a setting; a record tells who did.
    ///
    /// # Errors
    /// [`Refusal::UnknownSetting`], [`Refusal::BadSetting`], [`Refusal::NeedsApproval`].
    pub fn change_setting(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        self.change_setting_by(name, value, None)
    }

    /// As [`App::change_setting`], with a second person's approval where the one who acts may not.
    ///
    /// # Errors
    /// As [`App::change_setting`].
    pub fn change_setting_by(&mut self, name: &str, value: &str, approval: Option<&Approval>) -> Result<(), Fault> {
        let key = find(name).ok_or_else(|| Refusal::UnknownSetting(name.to_owned()))?;
        let value = value.trim();
        key.check(value)?;
        // Language, look and sound are everybody's.
        let personal = matches!(name, "language" | "theme" | "screen" | "sound");
        if !personal && !approval.is_some_and(|approval| approval.is_for(Right::Settings)) {
            self.require(Right::Settings)?;
        }
        let by = self.actor.as_ref().map_or_else(|| "layar".to_owned(), |actor| actor.id.clone());
        if self.setting(name)? == value {
            return Ok(());
        }
        self.record(&Fact::SettingChanged { key: name.to_owned(), value: value.to_owned(), by })?;
        self.settings = Settings::load(self.store.connection())?;
        Ok(())
    }
}

fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn line(value: &str) -> Result<(), String> {
    if value.chars().count() > 120 || value.chars().any(char::is_control) {
        return Err("paling banyak 120 huruf dalam satu baris".to_owned());
    }
    Ok(())
}

fn name(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("nama tidak boleh kosong".to_owned());
    }
    line(value)
}

fn footer(value: &str) -> Result<(), String> {
    if value.chars().count() > 300 {
        return Err("paling banyak 300 huruf".to_owned());
    }
    Ok(())
}

fn npwp(value: &str) -> Result<(), String> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let strange = value.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-' | ' '));
    if value.is_empty() || (!strange && matches!(digits, 15 | 16)) { Ok(()) } else { Err("NPWP harus 15 atau 16 angka".to_owned()) }
}

fn qris(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Qris::parse(value).map(|_| ()).map_err(|error| error.to_string())
}

fn link(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Address::parse(value).map(|_| ()).map_err(|error| error.to_string())
}

fn layouts(value: &str) -> Result<(), String> {
    Layout::parse_list(value).map(|_| ()).map_err(|error| error.to_string())
}

fn scanners(value: &str) -> Result<(), String> {
    parse_scanners(value).map(|_| ()).ok_or_else(|| "tulis PATH:BAUD, misalnya /dev/ttyACM0:9600".to_owned())
}

fn parse_scanners(value: &str) -> Option<Vec<(String, u32)>> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let part = part.strip_prefix("serial:").unwrap_or(part);
            let (path, baud) = part.rsplit_once(':')?;
            let baud = baud.parse().ok().filter(|baud| (300..=4_000_000).contains(baud))?;
            (!path.is_empty()).then(|| (path.to_owned(), baud))
        })
        .collect()
}
