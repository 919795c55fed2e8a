//! Settings: each key has a default, a check and a sentence that says what it is.

mod check;
mod keys;

pub use keys::{KEYS, Key};

use domain::Rupiah;
use domain::barcode::Layout;
use domain::cash::RoundingRule;
use domain::fact::Fact;
use domain::qris::Qris;
use domain::receipt::ShopIdentity;
use domain::staff::{Allowance, Matrix, Right};
use hardware::display::Kind;
use hardware::escpos::{Cut, Overrides, PROFILES, Profile, Raster};
use hardware::link::Address;
use hardware::scale::Protocol;
use hardware::scan::Source;
use store::Connection;

use self::check::{parse_devices, parse_ports};
use self::keys::find;
use crate::staff::Approval;
use crate::stock::LabelFormat;
use crate::{App, Fault, Refusal};

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
    /// The label printer and what it speaks.
    pub label_printer: Option<(Address, LabelFormat)>,
    /// Pulse the drawer for cash.
    pub drawer: bool,
    /// Which level of the drawer's switch means open; none when the printer does not read it.
    pub drawer_open_level: Option<bool>,
    /// The logo above a receipt.
    pub logo: Option<Raster>,
    /// Serial scanners: path and baud.
    pub scanners: Vec<(String, u32)>,
    /// Scanners that only the till reads.
    pub enrolled: Vec<Source>,
    /// What scanners put before and behind a code.
    pub affixes: (String, String),
    /// The same code within this time counts once, ms.
    pub same_ms: u64,
    /// The scale: path, baud, protocol.
    pub scale: Option<(String, u32, Protocol)>,
    /// The pole display: path, baud, protocol.
    pub display: Option<(String, u32, Kind)>,
    /// A window for the customer.
    pub customer_window: bool,
    /// What the customer reads while nobody is served.
    pub idle_text: String,
    /// In-store barcodes.
    pub layouts: Vec<Layout>,
    /// Who may do what.
    pub rights: Matrix,
    /// A drawer that holds more than this alarms, rupiah; zero: never.
    pub drawer_limit: Rupiah,
    /// A difference above this needs a manager's signature, rupiah.
    pub close_limit: Rupiah,
    /// Margin on cost for proposed prices, hundredths of a percent.
    pub margin: i64,
    /// Proposed prices are rounded up to this, rupiah.
    pub price_step: i64,
    /// A shortage may be charged to the cashier.
    pub charge_cashier: bool,
    /// What was not paid in cash may be given back in cash.
    pub refund_in_cash: bool,
    /// The window locks after so many minutes untouched; zero: never.
    pub lock_minutes: u64,
    /// The trade with others.
    pub trade: Trade,
    /// Folders for backups, comma between them.
    pub backup_folders: String,
    /// Which backups stay.
    pub backup_keep: String,
}

/// What the shop is to others, and how it trades.
#[derive(Clone, Debug, Default)]
pub struct Trade {
    /// The till that does orders, invoices and claims; empty: the first.
    pub till: String,
    /// A difference in price that is accepted on a line of an invoice, rupiah.
    pub tolerance: Rupiah,
    /// Number of the legal entity; empty: the shop's id.
    pub legal_id: String,
    /// Its name; empty: the shop's.
    pub legal_name: String,
    /// The bank that receives payments.
    pub bank: String,
    /// The account.
    pub bank_account: String,
    /// In whose name.
    pub bank_holder: String,
}

impl Settings {
    /// Reads all settings; a value that an older program let pass and this one does not is taken as
    /// its default.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let set = store::setting::all(connection)?;
        let get = &|name: &str| -> String {
            let stored = set.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            stored.unwrap_or_else(|| find(name).map_or("", |key| key.default).to_owned())
        };
        let family = Profile::find(&get("printer.receipt.profile")).unwrap_or(&PROFILES[0]);
        let profile = family.adjusted(&overrides(get));
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
            label_printer: Address::parse(&get("printer.label.link")).ok().zip(LabelFormat::parse(&get("printer.label.kind"))),
            drawer: get("drawer.pulse") == "yes",
            drawer_open_level: match get("drawer.sensor").as_str() {
                "high" => Some(true),
                "low" => Some(false),
                _ => None,
            },
            logo: load_logo(&get("printer.receipt.logo")),
            scanners: parse_ports(&get("scanner.serial")).unwrap_or_default(),
            enrolled: parse_devices(&get("scanner.enrolled")).unwrap_or_default(),
            affixes: (get("scanner.prefix"), get("scanner.suffix")),
            same_ms: get("scanner.same-ms").parse().unwrap_or(300),
            scale: port_of(&get("scale.link"), Protocol::parse(&get("scale.kind"))),
            display: port_of(&get("display.link"), Kind::parse(&get("display.kind"))),
            customer_window: get("display.window") == "yes",
            idle_text: get("display.idle"),
            layouts: Layout::parse_list(&get("barcode.instore")).unwrap_or_default(),
            rights: rights(&set),
            drawer_limit: Rupiah::parse(&get("drawer.limit")).unwrap_or_default(),
            close_limit: Rupiah::parse(&get("close.limit")).unwrap_or_default(),
            margin: get("price.margin").parse().map_or(1_500, |percent: i64| percent * 100),
            price_step: get("price.step").parse().unwrap_or(100),
            charge_cashier: get("close.shortage") == "cashier",
            refund_in_cash: get("return.cash") == "yes",
            lock_minutes: get("lock.minutes").parse().unwrap_or(10),
            trade: Trade {
                till: get("trade.till"),
                tolerance: Rupiah::parse(&get("trade.tolerance")).unwrap_or_default(),
                legal_id: get("legal.id"),
                legal_name: get("legal.name"),
                bank: get("legal.bank"),
                bank_account: get("legal.account"),
                bank_holder: get("legal.holder"),
            },
            backup_folders: get("backup.folders"),
            backup_keep: get("backup.keep"),
        })
    }
}

/// The matrix of rights with what the shop changed.
fn rights(set: &[(String, String)]) -> Matrix {
    let mut matrix = Matrix::default();
    for (key, value) in set {
        if let Some((role, right)) = Matrix::parse_key(key)
            && let Some(allowance) = Allowance::parse(right, value)
        {
            matrix.set(role, right, allowance);
        }
    }
    matrix
}

/// What the shop set otherwise than its printer's family has it.
fn overrides(get: impl Fn(&str) -> String) -> Overrides {
    let yes_no = |value: String| match value.as_str() {
        "yes" | "native" => Some(true),
        "no" | "picture" => Some(false),
        _ => None,
    };
    let cut = match get("printer.receipt.cut").as_str() {
        "full" => Some(Cut::Full),
        "partial" => Some(Cut::Partial),
        "tear" => Some(Cut::Tear),
        _ => None,
    };
    Overrides {
        columns: get("printer.receipt.columns").parse().ok(),
        code_table: get("printer.receipt.code-table").parse().ok().map(Some),
        cut,
        drawer_pin: Some(u8::from(get("drawer.pin") == "5")),
        native_qr: yes_no(get("printer.receipt.qr")),
        status: yes_no(get("printer.receipt.status")),
        paper_status: yes_no(get("printer.receipt.proof")),
    }
}

/// A port with its protocol; none when no port is set.
fn port_of<K>(link: &str, kind: Option<K>) -> Option<(String, u32, K)> {
    let (path, baud) = parse_ports(link)?.into_iter().next()?;
    Some((path, baud, kind?))
}

/// The logo, when its file can still be read: a receipt without a logo is better than none.
fn load_logo(path: &str) -> Option<Raster> {
    if path.is_empty() {
        return None;
    }
    Raster::from_pbm(&std::fs::read(path).ok()?).ok()
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
