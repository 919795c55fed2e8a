//! A page that shows everything a printer is taken for.

use super::encode::{Element, Emphasis, EncodeError, encode};
use super::profile::{Cut, Profile};
use super::raster::Raster;

/// The bytes of a test page: ruler, table, emphasis, amounts, QR, bars, a picture, drawer, cut.
///
/// # Errors
/// [`EncodeError`].
pub fn test_page(profile: &Profile, shop: &str, link: &str) -> Result<Vec<u8>, EncodeError> {
    encode(&document(profile, shop, link), profile)
}

fn document(profile: &Profile, shop: &str, link: &str) -> Vec<Element> {
    let text = |emphasis, text: &str| Element::Line(emphasis, text.to_owned());
    let plain = |line: String| Element::Line(Emphasis::None, line);
    let columns = profile.columns;
    let ruler: String = (1..=columns).map(|n| char::from_digit(u32::try_from(n % 10).unwrap_or(0), 10).unwrap_or('-')).collect();
    let amount = |name: &str, amount: &str| plain(format!("{name:<left$}{amount:>12}", left = columns.saturating_sub(12)));
    let table = profile.code_table.map_or("tidak dikirim".to_owned(), |table| table.to_string());
    let qr = if profile.native_qr { "QR dari printer:" } else { "QR sebagai gambar:" };
    let pin = if profile.drawer_pin == 1 { "pin 5" } else { "pin 2" };
    let cut = match profile.cut {
        Cut::Full => "Potong: penuh",
        Cut::Partial => "Potong: sebagian",
        Cut::Tear => "Potong: sobek sendiri",
    };
    let status = if profile.status { "Status: ditanyakan" } else { "Status: tidak ditanyakan" };
    let mut page = vec![
        text(Emphasis::Tall, "UJI CETAK"),
        text(Emphasis::Bold, shop),
        plain(format!("Printer {}", profile.name)),
        plain(link.to_owned()),
        plain(ruler),
        plain(format!("{columns} huruf per baris, {} titik", profile.dots)),
        plain(format!("Tabel huruf: {table}")),
        plain("Huruf: @#&*/()[]<>%+=_ '\"".to_owned()),
        text(Emphasis::Bold, "Tebal"),
        text(Emphasis::Tall, "Tinggi"),
        plain("-".repeat(columns)),
        amount("Barang", "1.234.567"),
        amount("Diskon", "-900"),
        plain("-".repeat(columns)),
        plain("Garis dan minus harus terlihat.".to_owned()),
        text(Emphasis::None, qr),
        Element::Qr("SOKOGURU:UJI".to_owned()),
        text(Emphasis::None, "EAN-13:"),
        Element::Barcode("4006381333931".to_owned()),
        text(Emphasis::None, "CODE128:"),
        Element::Barcode("A1-000001".to_owned()),
        text(Emphasis::None, "Gambar:"),
    ];
    page.extend(stairs().map(Element::Logo));
    page.extend([plain(format!("Laci: {pin}")), text(Emphasis::None, status), text(Emphasis::None, cut)]);
    page
}

/// A picture with a frame and a falling line: any lost or shifted row shows.
fn stairs() -> Option<Raster> {
    const WIDTH: usize = 128;
    const HEIGHT: usize = 64;
    let mut rows = vec![0u8; WIDTH / 8 * HEIGHT];
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let frame = x < 2 || y < 2 || x >= WIDTH - 2 || y >= HEIGHT - 2;
            if frame || (x / 2).abs_diff(y) < 2 {
                rows[y * WIDTH / 8 + x / 8] |= 0x80 >> (x % 8);
            }
        }
    }
    Raster::from_rows(WIDTH, rows).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escpos::PROFILES;

    #[test]
    fn every_family_gets_its_page() {
        for profile in PROFILES {
            let bytes = test_page(profile, "Koperasi Contoh", "usb:04b8:0e15").expect("encodes");
            let text = String::from_utf8_lossy(&bytes);
            for word in ["UJI CETAK", "Koperasi Contoh", profile.name, "Laci: pin 2", "-900"] {
                assert!(text.contains(word), "{}: {word}", profile.name);
            }
            for element in document(profile, "Koperasi", "") {
                if let Element::Line(_, line) = element {
                    assert!(line.chars().count() <= profile.columns, "{line}");
                }
            }
        }
    }
}
