//! The settings by name: default, check, and a sentence that says what each is.

use super::check::{
    amount, any, devices, footer, keep, layouts, line, link, logo, milliseconds, minutes, name, npwp, percent, port, ports, qris, step,
    table, till,
};
use crate::Refusal;

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
    key(
        "drawer.limit",
        "2000000",
        "Laci berisi lebih dari ini: setor ke brankas, rupiah; 0: tanpa batas",
        "Alarm when a drawer holds more, rupiah; 0: never",
        amount,
    ),
    key(
        "close.limit",
        "10000",
        "Selisih kas di atas ini disahkan manajer, rupiah",
        "A difference above this is signed by a manager, rupiah",
        amount,
    ),
    key(
        "price.margin",
        "15",
        "Laba atas harga beli untuk usulan harga jual, persen",
        "Margin on cost for proposed prices, percent",
        percent,
    ),
    key(
        "price.step",
        "100",
        "Usulan harga dibulatkan ke atas ke kelipatan ini, rupiah",
        "Proposed prices are rounded up to this, rupiah",
        step,
    ),
    key(
        "trade.till",
        "",
        "Kasir yang mengerjakan pesanan, faktur dan tagihan dengan pihak lain; kosong: kasir pertama",
        "The till that does orders, invoices and claims with others; empty: the first till",
        till,
    ),
    key(
        "trade.tolerance",
        "100",
        "Beda harga per baris faktur yang diterima tanpa ditanya, rupiah",
        "A difference in price accepted on a line of an invoice, rupiah",
        amount,
    ),
    key("legal.id", "", "Nomor badan hukum koperasi; kosong: nomor toko ini", "Number of the legal entity; empty: the shop's id", line),
    key("legal.name", "", "Nama badan hukum koperasi; kosong: nama toko", "Name of the legal entity; empty: the shop's name", line),
    key("legal.bank", "", "Bank untuk menerima pembayaran", "Bank that receives payments", line),
    key("legal.account", "", "Nomor rekening", "Number of the bank account", line),
    key("legal.holder", "", "Nama pemilik rekening", "Name of the account's holder", line),
    choice("close.shortage", &["shop", "cashier"], "Kekurangan kas menjadi beban", "Who bears a shortage of cash"),
    choice(
        "return.cash",
        &["no", "yes"],
        "Pembayaran nontunai boleh dikembalikan tunai",
        "Payments without cash may be given back in cash",
    ),
    key(
        "lock.minutes",
        "10",
        "Kasir mengunci sendiri bila tidak disentuh sekian menit; 0: tidak pernah",
        "The till locks itself after so many minutes untouched; 0: never",
        minutes,
    ),
    choice("language", &["id", "en"], "Bahasa layar", "Language of the screen"),
    choice("theme", &["light", "dark", "contrast"], "Tampilan layar", "Look of the screen"),
    choice("screen", &["maximized", "fullscreen", "window"], "Jendela kasir", "Window of the till"),
    choice("sound", &["on", "off"], "Bunyi saat memindai", "Sounds of scanning"),
    key(
        "printer.receipt.link",
        "",
        "Alamat printer struk, misalnya tcp:192.168.1.50:9100; kosong: tanpa",
        "Address of the receipt printer, such as tcp:192.168.1.50:9100; empty: none",
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
    choice("printer.receipt.cut", &["auto", "full", "partial", "tear"], "Potong kertas", "How the paper is cut"),
    choice(
        "printer.receipt.qr",
        &["auto", "native", "picture"],
        "Kode QR dibuat printer atau dikirim sebagai gambar",
        "Who draws QR codes",
    ),
    choice("printer.receipt.status", &["auto", "yes", "no"], "Tanya keadaan kertas ke printer", "Ask the printer for its state"),
    choice(
        "printer.receipt.proof",
        &["auto", "yes", "no"],
        "Printer memastikan struk selesai (GS r)",
        "The printer proves that a receipt is out (GS r)",
    ),
    key(
        "printer.receipt.code-table",
        "auto",
        "Nomor tabel huruf printer (ESC t); auto: menurut jenis",
        "Code table number of the printer",
        table,
    ),
    key("printer.receipt.logo", "", "Logo di atas struk: berkas PBM hitam putih; kosong: tanpa", "Logo on the receipt: a PBM file", logo),
    key(
        "printer.label.link",
        "",
        "Alamat printer label, misalnya usb:/dev/usb/lp1; kosong: tanpa",
        "Address of the label printer, such as usb:/dev/usb/lp1; empty: none",
        link,
    ),
    choice("printer.label.kind", &["tspl", "zpl"], "Bahasa printer label", "Protocol of the label printer"),
    choice("drawer.pulse", &["yes", "no"], "Buka laci lewat printer saat ada tunai", "Open the drawer through the printer for cash"),
    choice("drawer.sensor", &["none", "high", "low"], "Saklar laci yang dibaca printer", "The drawer's switch, read by the printer"),
    choice("drawer.pin", &["2", "5"], "Kaki konektor laci di printer", "Pin of the drawer connector"),
    key(
        "scanner.serial",
        "",
        "Pemindai serial PATH:BAUD, beberapa dengan koma; kosong: tanpa",
        "Serial scanners PATH:BAUD, separated by commas",
        ports,
    ),
    key("scanner.enrolled", "", "Pemindai yang dikunci untuk kasir, dipisah koma", "Scanners that only the till may read", devices),
    key("scanner.prefix", "", "Huruf yang ditambahkan pemindai di depan kode", "Characters that scanners put before a code", line),
    key("scanner.suffix", "", "Huruf yang ditambahkan pemindai di belakang kode", "Characters that scanners put behind a code", line),
    key(
        "scanner.same-ms",
        "300",
        "Kode yang sama dalam waktu ini dihitung sekali, milidetik; 0: tidak",
        "The same code within this time counts once, ms; 0: off",
        milliseconds,
    ),
    key("scale.link", "", "Timbangan PATH:BAUD, misalnya /dev/ttyUSB0:9600; kosong: tanpa", "Scale PATH:BAUD; empty: none", port),
    choice("scale.kind", &["toledo-8217", "cas-enq", "st-gs", "sma"], "Bahasa timbangan", "Protocol of the scale"),
    key("display.link", "", "Layar pelanggan 2x20 PATH:BAUD; kosong: tanpa", "Pole display PATH:BAUD; empty: none", port),
    choice("display.kind", &["cd5220", "epson-dm"], "Bahasa layar pelanggan", "Protocol of the pole display"),
    choice("display.window", &["no", "yes"], "Jendela untuk pelanggan di monitor kedua", "A window for the customer on a second monitor"),
    key("display.idle", "Selamat datang", "Tulisan saat tidak ada nota", "Words while nobody is served", line),
    key(
        "backup.folders",
        "cadangan",
        "Folder cadangan, beberapa dengan koma; tanpa / di depan: di samping basis data",
        "Folders for backups, separated by commas; relative ones lie beside the database",
        line,
    ),
    key(
        "backup.keep",
        "7d 5w 24m",
        "Cadangan yang disimpan: semua sekian hari, satu per hari sekian minggu, satu per bulan sekian bulan",
        "Backups kept: all for days, one a day for weeks, one a month for months",
        keep,
    ),
    key("barcode.instore", "", "Pola barcode timbangan, misalnya 21IIIIIWWWWWC;22IIIIIPPPPPC", "Patterns of in-store barcodes", layouts),
];

/// The names of [`hardware::escpos::PROFILES`]; a test keeps the two equal.
const PROFILE_NAMES: &[&str] = &[
    "generic-58",
    "generic-58-36",
    "generic-58-42",
    "generic-58-44",
    "generic-80",
    "generic-80-42",
    "generic-80-44",
    "epson-tm-t20",
    "epson-tm-t82",
    "epson-tm-t88",
    "xprinter-58",
    "xprinter-80",
    "zjiang-58",
    "zjiang-80",
];

/// The key with this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_can_be_chosen() {
        let families: Vec<&str> = hardware::escpos::PROFILES.iter().map(|profile| profile.name).collect();
        assert_eq!(PROFILE_NAMES, families);
        let scales: Vec<&str> = hardware::scale::Protocol::ALL.iter().map(|protocol| protocol.name()).collect();
        assert_eq!(find("scale.kind").expect("key").choices, scales);
        let displays: Vec<&str> = hardware::display::Kind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(find("display.kind").expect("key").choices, displays);
    }
}
