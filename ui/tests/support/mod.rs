//! Sample data for the glass, as the till would set it.
#![allow(dead_code, reason = "each test file takes what it needs")]

use slint::{Image, ModelRc, Rgb8Pixel, SharedPixelBuffer, SharedString, VecModel};
use ui::*;

pub fn list<T: Clone + 'static>(items: impl IntoIterator<Item = T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from_iter(items))
}

pub fn staff() -> ModelRc<StaffTile> {
    list(
        [("s1", "Siti Aminah", "Kasir", "SA"), ("s2", "Budi Santoso", "Kasir", "BS"), ("s3", "Hj. Nur Khasanah", "Manajer", "NK")]
            .map(|(id, name, role, initials)| StaffTile { id: id.into(), name: name.into(), role: role.into(), initials: initials.into() }),
    )
}

fn row(line: i32, quantity: &str, name: &str, pack: &str, price: &str, amount: &str, rule: &str) -> CartRow {
    CartRow {
        line,
        quantity: quantity.into(),
        name: name.into(),
        pack: pack.into(),
        price: price.into(),
        amount: amount.into(),
        rule: rule.into(),
        note: SharedString::default(),
        weighed: quantity.contains("kg"),
        fresh: false,
    }
}

pub fn three_rows() -> Vec<CartRow> {
    vec![
        row(1, "12", "Mi Goreng 85g", "", "3.100", "37.200", "anggota −100"),
        row(2, "0,540 kg", "Telur ayam ras", "", "28.000", "15.120", ""),
        row(3, "3", "Teh Botol 450ml", "", "4.750", "14.250", ""),
    ]
}

pub fn many_rows(count: i32) -> Vec<CartRow> {
    (1..=count)
        .map(|n| match n % 4 {
            0 => row(n, "2", "Minyak Goreng Kemasan 1L", "", "17.450", "34.900", "promo Beli 2 gratis 1"),
            1 => row(n, "1", "Beras SPHP 5kg", "SAK", "60.000", "60.000", ""),
            2 => row(n, "5", "Kopi Sachet 20g", "RENTENG 10", "14.500", "72.500", "grosir −500"),
            _ => row(n, "1", "Sabun Mandi 110g", "", "4.200", "4.200", ""),
        })
        .collect()
}

pub fn long_rows() -> Vec<CartRow> {
    let mut rows = three_rows();
    let long = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";
    rows.push(row(4, "120", long, "KARTON 48", "612.000", "73.440.000", "anggota −12.000"));
    rows.push(row(5, "2", long, "", "12.750", "25.500", ""));
    rows[4].note = "kaleng penyok, untuk Bu Siti di belakang masjid".into();
    rows
}

pub fn tiles() -> Vec<ProductTile> {
    [
        ("Telur ayam ras", "KG · stok 24,5", "28.000", 0x9a6b2f),
        ("Bawang merah", "KG · stok 8,2", "36.000", 0x8a3b52),
        ("Cabai rawit merah", "KG · stok 2,1", "74.000", 0x9c3324),
        ("Tahu putih isi 10", "BKS · stok 14", "6.000", 0x5b6f4a),
        ("Tempe daun", "PCS · stok 31", "4.000", 0x4a6f63),
        ("Gula pasir curah", "KG · stok 40", "17.500", 0x5a6478),
        ("Kerupuk kaleng", "PCS · stok 60", "1.000", 0x7a5b8a),
        ("Air galon isi ulang", "PCS · stok 12", "6.000", 0x2f6f9a),
        ("Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL", "KLG · stok 9", "12.750", 0x6f4a2f),
        ("Gas LPG 3 kg", "TBG · stok 5", "20.000", 0x3f6f3f),
        ("Es batu", "PCS · stok 20", "1.000", 0x3f6a7a),
        ("Sayur asem paket", "BKS · stok 7", "5.000", 0x6a7a3f),
    ]
    .into_iter()
    .enumerate()
    .map(|(n, (name, detail, price, colour))| ProductTile {
        id: format!("p{n}").into(),
        name: name.into(),
        detail: detail.into(),
        price: price.into(),
        colour: slint::Color::from_argb_encoded(0xff00_0000 | colour),
        initials: name.split(' ').take(2).filter_map(|word| word.chars().next()).collect::<String>().to_uppercase().into(),
        picture: if n == 3 { checks(8) } else { Image::default() },
        has_picture: n == 3,
    })
    .collect()
}

/// A picture of black and white squares: stands for a QR code and for a photograph.
pub fn checks(side: u32) -> Image {
    let mut pixels = SharedPixelBuffer::<Rgb8Pixel>::new(side, side);
    for (n, pixel) in pixels.make_mut_slice().iter_mut().enumerate() {
        let (x, y) = (n as u32 % side, n as u32 / side);
        let corner = (x < 7 || x >= side - 7) && (y < 7 || y >= side - 7) && !(x >= side - 7 && y >= side - 7);
        let dark = if corner {
            let (u, v) = (if x < 7 { x } else { side - 1 - x }, if y < 7 { y } else { side - 1 - y });
            !(u == 1 || u == 5 || v == 1 || v == 5) || u == 0 || v == 0 || u == 6 || v == 6
        } else {
            (x * 7 + y * 13 + x * y) % 5 < 2
        };
        *pixel = if dark { Rgb8Pixel::new(0, 0, 0) } else { Rgb8Pixel::new(255, 255, 255) };
    }
    Image::from_rgb8(pixels)
}

/// Black and white bars: stands for a barcode.
pub fn bars() -> Image {
    let mut pixels = SharedPixelBuffer::<Rgb8Pixel>::new(145, 30);
    for (n, pixel) in pixels.make_mut_slice().iter_mut().enumerate() {
        let x = n as u32 % 145;
        *pixel = if (x * x + x * 3) % 7 < 3 { Rgb8Pixel::new(0, 0, 0) } else { Rgb8Pixel::new(255, 255, 255) };
    }
    Image::from_rgb8(pixels)
}

pub fn paper() -> String {
    [
        "      KOPERASI CONTOH UJI       ",
        "Jl. Contoh No. 1, Kota Mojokerto",
        "--------------------------------",
        "No : KM01-K1-000123    [ANGGOTA]",
        "14/03/2026 10:05 WIB   Ksr: Siti",
        "--------------------------------",
        "BERAS SPHP 5KG                  ",
        "  1 SAK x 60.000         60.000*",
        "MI GORENG 85G                   ",
        "  5 PCS x 3.100           15.500",
        "MINYAK GRG 1L                   ",
        "  2 PCH x 17.450          34.900",
        "  Hrg anggota               -900",
        "--------------------------------",
        "Subtotal (8 item)        109.500",
        "TOTAL                 Rp 109.500",
        "TUNAI                    120.000",
        "KEMBALI                   10.500",
        "--------------------------------",
        "* dibebaskan PPN                ",
        "          Terima kasih          ",
    ]
    .join("\n")
}

/// A till in the middle of the day.
pub fn morning(window: &MainWindow) {
    use slint::ComponentHandle;
    let shell = window.global::<Shell>();
    shell.set_shop("KOPERASI MAJU BERSAMA".into());
    shell.set_till("A".into());
    shell.set_cashier("Siti Aminah".into());
    shell.set_shift("22/11/2026".into());
    shell.set_clock("14:32".into());
    shell.set_printer("Struk tercetak".into());
    shell.set_printer_tone(Tone::Good);
    window.global::<Login>().set_staff(staff());
    let sale = window.global::<Sale>();
    sale.set_categories(list(["Semua", "Sembako", "Sayur", "Minuman", "Jajanan"].map(SharedString::from)));
    sale.set_tiles(list(tiles()));
}

pub fn cart(window: &MainWindow, rows: Vec<CartRow>, total: &str, items: &str) {
    use slint::ComponentHandle;
    let sale = window.global::<Sale>();
    let last = rows.len() as i32 - 1;
    sale.set_rows(list(rows));
    sale.set_selected(last);
    sale.set_total(total.into());
    sale.set_items(items.into());
}

pub fn strip(window: &MainWindow, tone: Tone, text: &str, action: &str) {
    use slint::ComponentHandle;
    window.global::<Shell>().set_strip(Strip { shown: true, tone, text: text.into(), action: action.into() });
}
