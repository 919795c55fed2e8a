//! Settings as rows of a form.

use app::settings::{KEYS, Key};

use crate::Language;

/// A row of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The setting's key.
    pub key: String,
    /// What it is for.
    pub label: String,
    /// Its value as shown.
    pub value: String,
    /// Its key in commands.
    pub hint: String,
    /// `text`, `choice` or `toggle`.
    pub kind: String,
    /// The values as shown.
    pub choices: Vec<String>,
}

/// The settings of each section of the page, in the order of the contract: shop, tax, devices, printer,
/// scanner, scale and display, language and look, barcodes of scales, about.
const SECTIONS: [&[&str]; 9] = [
    &[
        "shop.name",
        "shop.address",
        "shop.phone",
        "shop.footer",
        "lock.minutes",
        "backup.folders",
        "backup.keep",
        "legal.id",
        "legal.name",
        "legal.bank",
        "legal.account",
        "legal.holder",
        "trade.till",
        "trade.tolerance",
    ],
    &[
        "tax.pkp",
        "shop.npwp",
        "rounding.step",
        "price.margin",
        "price.step",
        "qris.static",
        "drawer.limit",
        "close.limit",
        "close.shortage",
        "return.cash",
    ],
    &[],
    &[
        "printer.receipt.link",
        "printer.receipt.profile",
        "printer.receipt.columns",
        "printer.receipt.cut",
        "printer.receipt.qr",
        "printer.receipt.status",
        "printer.receipt.proof",
        "printer.receipt.code-table",
        "printer.receipt.logo",
        "printer.label.link",
        "printer.label.kind",
        "drawer.pulse",
        "drawer.pin",
        "drawer.sensor",
    ],
    &["scanner.serial", "scanner.prefix", "scanner.suffix", "scanner.same-ms"],
    &["scale.link", "scale.kind", "display.link", "display.kind", "display.window", "display.idle"],
    &["language", "theme", "screen", "sound"],
    &["barcode.instore"],
    &[],
];

/// The section of the devices.
pub const DEVICES: usize = 2;
/// The section of the printer.
pub const PRINTER: usize = 3;
/// The section of the scanners.
pub const SCANNER: usize = 4;
/// The section of scale and customer display.
pub const SCALE: usize = 5;
/// The section of the barcodes of scales.
pub const PATTERNS: usize = 7;

/// The rows of a section; `value` gives the value of a key.
pub fn rows(section: usize, language: Language, value: impl Fn(&str) -> String) -> Vec<Row> {
    let names = SECTIONS.get(section).copied().unwrap_or_default();
    let found = names.iter().filter_map(|name| KEYS.iter().find(|key| key.name == *name));
    found.map(|key| row(key, language, &value(key.name))).collect()
}

fn row(key: &Key, language: Language, value: &str) -> Row {
    let toggle = is_toggle(key);
    let kind = match (toggle, key.choices.is_empty()) {
        (true, _) => "toggle",
        (false, true) => "text",
        (false, false) => "choice",
    };
    Row {
        key: key.name.to_owned(),
        label: language.pick(key.about, key.about_en).to_owned(),
        value: match (toggle, key.choices.is_empty()) {
            (true, _) => (value == "yes" || value == "on").to_string(),
            (false, true) => value.to_owned(),
            (false, false) => shown(value, language),
        },
        hint: key.name.to_owned(),
        kind: kind.to_owned(),
        choices: key.choices.iter().map(|choice| shown(choice, language)).collect(),
    }
}

fn is_toggle(key: &Key) -> bool {
    key.choices.len() == 2 && key.choices.iter().all(|choice| matches!(*choice, "yes" | "no" | "on" | "off"))
}

/// The value of a setting from what the form says.
pub fn value(name: &str, shown_value: &str, language: Language) -> String {
    let Some(key) = KEYS.iter().find(|key| key.name == name) else {
        return shown_value.to_owned();
    };
    if is_toggle(key) {
        let on = shown_value == "true";
        let found = key.choices.iter().find(|choice| matches!(**choice, "yes" | "on") == on);
        return found.map(|choice| (*choice).to_owned()).unwrap_or_default();
    }
    let found = key.choices.iter().find(|choice| shown(choice, language) == shown_value);
    found.map_or_else(|| shown_value.to_owned(), |choice| (*choice).to_owned())
}

/// A choice as a person reads it.
fn shown(choice: &str, language: Language) -> String {
    match choice {
        "id" => "Bahasa Indonesia",
        "en" => "English",
        "light" => language.pick("Terang", "Light"),
        "dark" => language.pick("Gelap", "Dark"),
        "maximized" => language.pick("Sebesar layar", "Maximised"),
        "fullscreen" => language.pick("Layar penuh", "Full screen"),
        "window" => language.pick("Jendela", "Window"),
        "auto" => language.pick("Otomatis", "Automatic"),
        "full" => language.pick("Penuh", "Through"),
        "partial" => language.pick("Sebagian", "Partly"),
        "tear" => language.pick("Sobek sendiri", "Tear off"),
        "native" => language.pick("Oleh printer", "By the printer"),
        "picture" => language.pick("Sebagai gambar", "As a picture"),
        "none" => language.pick("Tidak ada", "None"),
        "high" => language.pick("Tinggi = terbuka", "High = open"),
        "low" => language.pick("Rendah = terbuka", "Low = open"),
        "yes" => language.pick("Ya", "Yes"),
        "no" => language.pick("Tidak", "No"),
        "contrast" => language.pick("Kontras tinggi", "High contrast"),
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_shows_comes_back_as_the_value() {
        for language in [Language::Indonesian, Language::English] {
            for section in 0..SECTIONS.len() {
                for row in rows(section, language, |name| KEYS.iter().find(|key| key.name == name).map_or("", |key| key.default).to_owned())
                {
                    let key = KEYS.iter().find(|key| key.name == row.key).expect("known");
                    assert_eq!(value(&row.key, &row.value, language), key.default, "{}", row.key);
                }
            }
        }
    }

    #[test]
    fn every_setting_is_on_the_page() {
        // Enrolled scanners are cards of their own.
        for key in KEYS.iter().filter(|key| key.name != "scanner.enrolled") {
            assert!(SECTIONS.iter().any(|section| section.contains(&key.name)), "{}", key.name);
        }
    }
}
