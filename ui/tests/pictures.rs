//! Draws every page with sample data, without a display, and writes the pictures to `SOKOGURU_SHOTS` (else a temporary
//! folder). With the variable set, all sizes, themes and languages are drawn; without it, one of each scene.
//! `SOKOGURU_SCENES=sale,payment` draws only the scenes whose names begin so.

#[path = "pictures/counter.rs"]
mod counter;
#[path = "pictures/goods.rs"]
mod goods;
#[path = "pictures/office.rs"]
mod office;
#[path = "pictures/stock.rs"]
mod stock;
#[path = "pictures/stock_moves.rs"]
mod stock_moves;
mod support;
#[path = "pictures/trade.rs"]
mod trade;
#[path = "pictures/trade_money.rs"]
mod trade_money;

use i_slint_backend_testing::{TestingBackend, TestingBackendOptions, mock_elapsed_time};
use slint::{ComponentHandle, SharedString};
use std::{fs, path::Path, path::PathBuf, time::Duration};
use support::*;
use ui::*;

type Scene = (&'static str, fn(&MainWindow));

const SCENES: &[Scene] = &[
    ("first_start", |w| w.global::<Shell>().set_page(Page::FirstStart)),
    ("login", |w| {
        w.global::<Shell>().set_page(Page::Login);
        w.global::<Shell>().set_cashier("".into());
        w.global::<Shell>().set_demo(true);
        w.global::<Login>().set_chosen("s1".into());
        w.global::<Login>().set_pin("123".into());
    }),
    ("login_wrong", |w| {
        w.global::<Shell>().set_page(Page::Login);
        w.global::<Login>().set_error("PIN salah. Coba lagi dalam 4 detik.".into());
    }),
    ("sale_empty", |w| w.global::<Sale>().set_last_change("Kembali 800 · A1-000123".into())),
    ("sale_three", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_member("A-00012 · Siti Aminah".into());
        w.global::<Sale>().set_saved("hemat anggota 1.200".into());
        w.global::<Sale>().set_recovered(true);
        w.global::<Shell>().set_demo(true);
    }),
    ("sale_forty", |w| {
        cart(w, many_rows(40), "1.716.000", "90 item");
        w.global::<Sale>().set_entry("12".into());
        w.global::<Sale>().set_multiplier("5 ×".into());
        w.global::<Sale>().set_discount("potongan −5.000".into());
        w.global::<Sale>().set_subtotal("1.721.000".into());
        w.global::<Sale>().set_saved("hemat anggota 12.400".into());
        let waiting = (1..=2).map(|n| ParkedCart { id: n.to_string().into(), ..Default::default() });
        w.global::<Sale>().set_parked(list(waiting));
    }),
    ("sale_long", |w| cart(w, long_rows(), "73.532.070", "138 item")),
    ("sale_nine", |w| {
        cart(w, long_rows(), "999.999.999", "1.204 item");
        w.global::<Sale>().set_selected(3);
        w.global::<Shell>().set_printer("3 struk menunggu: kertas habis".into());
        w.global::<Shell>().set_printer_tone(Tone::Look);
        strip(w, Tone::Stop, "Barcode 8991234567890 belum dikenal. Cari barangnya atau daftarkan dulu.", "Cari barang");
    }),
    ("search", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_search_text("te".into());
        w.global::<Sale>().set_search_shown(true);
    }),
    ("search_none", |w| {
        w.global::<Sale>().set_search_text("zzz".into());
        w.global::<Sale>().set_tiles(list([]));
        w.global::<Sale>().set_search_empty("Tidak ada barang dengan nama \"zzz\".".into());
        w.global::<Sale>().set_search_shown(true);
        w.global::<Keyboard>().set_shown(true);
    }),
    ("choice", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_choice_code("8991234567890".into());
        w.global::<Sale>().set_choices(list(tiles().into_iter().take(3)));
        w.global::<Sale>().set_choice_shown(true);
    }),
    ("ask", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_ask_title("Berat telur ayam ras".into());
        w.global::<Sale>().set_ask_unit("kg".into());
        w.global::<Sale>().set_ask_text("0,54".into());
        w.global::<Sale>().set_ask_error("Berat paling banyak 30 kg.".into());
        w.global::<Sale>().set_ask_shown(true);
    }),
    ("ask_scale", |w| weighing(w, "0,540 kg", "stabil", true)),
    ("ask_scale_moving", |w| {
        weighing(w, "12,475 kg", "goyang", false);
        w.global::<Sale>().set_ask_text("0,5".into());
    }),
    ("ask_scale_mute", |w| weighing(w, "", "Timbangan tidak menjawab: periksa kabel, atau ketik beratnya", false)),
    ("member", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_member_shown(true);
    }),
    ("member_found", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_member_text("12".into());
        w.global::<Sale>().set_member_found("Siti Aminah binti Abdullah".into());
        w.global::<Sale>().set_member_tier("anggota sejak 2019".into());
        w.global::<Sale>().set_member_shown(true);
    }),
    ("parked", |w| {
        let goods = ["Beras SPHP 5kg, Mi Goreng 85g, Teh Botol 450ml, Sabun", "Telur ayam ras"];
        w.global::<Sale>().set_parked(list(goods.map(|goods| ParkedCart {
            id: goods.into(),
            time: "14:05".into(),
            goods: goods.into(),
            items: "12 item".into(),
            total: "254.300".into(),
            member: "Budi Santoso".into(),
        })));
        w.global::<Sale>().set_parked_shown(true);
    }),
    ("price", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Editor>().set_kind(EditKind::Price);
        w.global::<Editor>().set_text("4500".into());
    }),
    ("cancel", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Editor>().set_kind(EditKind::Cancel);
    }),
    ("keys", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Shell>().set_keys_shown(true);
    }),
    ("approval", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        let approval = w.global::<Approval>();
        approval.set_title("Ubah harga: Teh Botol 450ml".into());
        approval.set_approvers(list([
            StaffTile { id: "m1".into(), name: "Hj. Nur Khasanah".into(), role: "Manajer".into(), initials: "NK".into() },
            StaffTile { id: "m2".into(), name: "H. Abdul Malik".into(), role: "Pengurus".into(), initials: "AM".into() },
        ]));
        approval.set_reasons(list(["Label rak salah", "Barang rusak", "Janji kepada pelanggan"].map(SharedString::from)));
        approval.set_shown(true);
    }),
    ("approval_written", |w| {
        w.global::<Approval>().set_title("Ubah harga: Teh Botol 450ml".into());
        w.global::<Approval>().set_shown(true);
        mock_elapsed_time(Duration::from_millis(20));
        w.global::<Keyboard>().set_shown(true);
    }),
    ("payment_short", |w| {
        paying(w);
        let payment = w.global::<Payment>();
        payment.set_due("69.200".into());
        payment.set_tenders(list([
            TenderRow { index: 0, name: "Tunai".into(), amount: "30.000".into(), detail: "".into(), waiting: false },
            TenderRow { index: 1, name: "QRIS".into(), amount: "20.000".into(), detail: "RRN 4412".into(), waiting: true },
        ]));
        payment.set_entry("50.000".into());
        payment.set_error("Kurang bayar 19.200. Tambah uang atau bagi dengan cara lain.".into());
    }),
    ("payment_begin", |w| paying(w)),
    ("payment_qris", |w| {
        paying(w);
        let payment = w.global::<Payment>();
        payment.set_step(PayStep::Qris);
        payment.set_qr(checks(37));
        payment.set_qris_amount("119.250".into());
        payment.set_qris_name("Periksa nama: KOPERASI MAJU BERSAMA".into());
        payment.set_qris_state("menunggu konfirmasi".into());
    }),
    ("payment_reference", |w| {
        paying(w);
        let payment = w.global::<Payment>();
        payment.set_step(PayStep::Reference);
        payment.set_reference_title("Transfer bank".into());
        payment.set_reference_amount("119.250".into());
    }),
    ("payment_done", |w| done(w, "800", "120.000")),
    ("paper", |w| {
        done(w, "800", "120.000");
        printed(w);
    }),
    ("paper_sale", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        printed(w);
        w.global::<Shell>().set_drawer_open(true);
    }),
    ("payment_drawer", |w| {
        done(w, "800", "120.000");
        w.global::<Shell>().set_drawer_open(true);
    }),
    ("sale_drawer", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Sale>().set_member("A-00012 · Siti Aminah".into());
        w.global::<Shell>().set_drawer_open(true);
    }),
    ("payment_exact", |w| {
        done(w, "0", "119.200");
        w.global::<Payment>().set_print_trouble(true);
        w.global::<Payment>().set_print_state("Struk menunggu: printer tidak menjawab".into());
    }),
    ("receipts", |w| {
        w.global::<Shell>().set_page(Page::Receipts);
        let rows = (0..14).map(|n| ReceiptRow {
            number: format!("A1-000{}", 136 - n).into(),
            time: format!("14:{:02}", 32 - n).into(),
            total: if n % 3 == 0 { "1.254.300" } else { "19.200" }.into(),
            cashier: "Siti".into(),
            member: if n % 2 == 0 { "Budi Santoso" } else { "" }.into(),
            tender: if n % 4 == 1 { "QRIS" } else { "Tunai" }.into(),
        });
        w.global::<Receipts>().set_rows(list(rows));
        w.global::<Receipts>().set_selected(1);
        w.global::<Receipts>().set_paper(paper().into());
        w.global::<Receipts>().set_print_state("Salinan dicetak".into());
    }),
    ("receipts_none", |w| {
        w.global::<Shell>().set_page(Page::Receipts);
        w.global::<Receipts>().set_empty_text("Belum ada penjualan hari ini.".into());
    }),
    ("settings_shop", |w| {
        settings(w, 0);
        let setting = |label: &str, value: &str, hint: &str, error: &str| SettingRow {
            key: label.into(),
            label: label.into(),
            value: value.into(),
            hint: hint.into(),
            kind: "text".into(),
            error: error.into(),
            choices: list([]),
        };
        w.global::<Settings>().set_rows(list([
            setting("Nama toko", "KOPERASI MAJU BERSAMA", "Tercetak paling atas di struk.", ""),
            setting("Alamat", "Jl. Pasar No. 1, Kota Mojokerto", "", ""),
            setting("NPWP", "12", "", "NPWP terdiri atas 16 angka."),
            SettingRow { kind: "toggle".into(), ..setting("Cetak struk setiap penjualan", "true", "", "") },
            SettingRow {
                kind: "choice".into(),
                choices: list(["tanpa", "ke bawah 100", "ke bawah 500"].map(SharedString::from)),
                ..setting("Pembulatan tunai", "ke bawah 100", "Hanya bagian yang dibayar tunai.", "")
            },
        ]));
        w.global::<Settings>().set_notice("Tersimpan".into());
    }),
    ("settings_printer", |w| {
        settings(w, 3);
        w.global::<Shell>().set_printer_tone(Tone::Look);
        let page = w.global::<Settings>();
        page.set_printer_state("Kertas habis. Isi kertas, lalu tutup penutupnya.".into());
        let jobs = ["A1-000123", "A1-000124", "Tutup sif 22/11"].map(|what| JobRow {
            id: what.into(),
            what: what.into(),
            state: if what.ends_with('3') { "tidak pasti" } else { "menunggu" }.into(),
            cause: if what.ends_with('3') { "printer mati saat mencetak" } else { "kertas habis" }.into(),
            age: "3 menit".into(),
            uncertain: what.ends_with('3'),
        });
        page.set_jobs(list(jobs));
    }),
    ("settings_scanner", |w| {
        settings(w, 4);
        w.global::<Settings>().set_scanned("8991234567890 · EAN-13, benar".into());
        w.global::<Settings>().set_scanners(list([
            device("Honeywell Voyager 1250g", "Pemindai · USB", "siap", Tone::Good, "", ["", "Uji", "Lupakan"]),
            device(
                "HID POS 0c2e:0b61",
                "Pemindai · USB, HID POS",
                "tercabut",
                Tone::Look,
                "Colokkan lagi; tidak perlu didaftarkan ulang.",
                ["", "", "Lupakan"],
            ),
        ]));
    }),
    ("settings_enrol", |w| {
        settings(w, 4);
        let page = w.global::<Settings>();
        page.set_enrol_shown(true);
        page.set_enrol_picture(bars());
        page.set_enrol_text(
            "Pindai kode ini dengan pemindai yang mau dipakai. Kasir lalu tahu pemindai mana itu, dan hanya kasir yang membacanya.".into(),
        );
    }),
    ("settings_devices", |w| {
        settings(w, 2);
        let page = w.global::<Settings>();
        page.set_devices(list([
            DeviceRow { used: true, ..device("Epson TM-T82X", "Printer · USB 04b8:0e27", "siap", Tone::Good, "", ["", "Uji", "Lupakan"]) },
            device(
                "Xprinter XP-58IIH",
                "Printer · USB 0416:5011",
                "tidak boleh dibuka",
                Tone::Stop,
                "Akun ini belum boleh memakai printer. Jalankan perintah ini, lalu keluar dan masuk lagi:\n$ sudo usermod -aG lp,dialout kasir",
                ["Pakai", "", ""],
            ),
            DeviceRow {
                used: true,
                ..device("Timbangan CAS PD-II", "Timbangan · serial ttyUSB0, 9600 8N1", "stabil 0,540 kg", Tone::Good, "", ["", "Uji", "Lupakan"])
            },
            device(
                "192.168.1.87:9100",
                "Printer · jaringan",
                "tidak menjawab",
                Tone::Look,
                "Periksa kabel jaringan dan apakah printer menyala.",
                ["Pakai", "Uji", "Lupakan"],
            ),
        ]));
        w.global::<Marks>().set_setting(1);
    }),
    ("settings_devices_none", |w| settings(w, 2)),
    ("settings_scale", |w| {
        settings(w, 5);
        let page = w.global::<Settings>();
        page.set_weight("0,540 kg".into());
        page.set_weight_state("stabil".into());
        page.set_weight_tone(Tone::Good);
        page.set_display_state("Layar pelanggan 2x20 di /dev/ttyUSB1: siap. Jendela pelanggan tertutup.".into());
    }),
    ("settings_pattern", |w| {
        settings(w, 7);
        w.global::<Settings>().set_pattern_preview("21 00042 00540 3\nbarang 00042, 0,540 kg".into());
    }),
    ("settings_about", |w| {
        settings(w, 8);
        w.global::<Settings>().set_about("Versi 0.1.0\nBasis data: 4,2 MB, 1.204 penjualan".into());
    }),
];

type Step = (&'static str, fn(&Customer));

/// What the customer sees, in turn.
const CUSTOMER: &[Step] = &[
    ("customer_idle", |c| c.set_idle_text("Selamat datang. Anggota: sebutkan nomor Anda.".into())),
    ("customer_selling", |c| {
        c.set_step(CustomerStep::Selling);
        c.set_last_item("Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL".into());
        c.set_last_detail("2 × 12.750".into());
        c.set_last_amount("25.500".into());
        c.set_items("16 item".into());
        c.set_total("1.254.300".into());
        c.set_saved("hemat anggota 12.400".into());
    }),
    ("customer_small", |c| {
        c.set_step(CustomerStep::Selling);
        c.set_last_item("Teh Botol 450ml".into());
        c.set_last_amount("4.750".into());
        c.set_items("1 item".into());
        c.set_total("4.750".into());
        c.set_demo(true);
    }),
    ("customer_qris", |c| {
        c.set_step(CustomerStep::Qris);
        c.set_qr(checks(49));
        c.set_qris_amount("1.254.250".into());
        c.set_qris_name("KOPERASI MAJU BERSAMA".into());
    }),
    ("customer_change", |c| {
        c.set_step(CustomerStep::Change);
        c.set_change("45.700".into());
        c.set_total("1.254.300".into());
        c.set_received("1.300.000".into());
    }),
    ("customer_exact", |c| {
        c.set_step(CustomerStep::Change);
        c.set_total("119.200".into());
    }),
];

/// The customer's screen in every step, on small and on usual monitors.
fn the_customer_sees(folder: &Path, only: &str, all: bool) {
    let looks = [(800, 480, "light", "id"), (1366, 768, "dark", "en"), (1024, 600, "contrast", "id"), (1366, 768, "light", "id")];
    for (place, (name, prepare)) in
        CUSTOMER.iter().enumerate().filter(|(_, (name, _))| only.split(',').any(|start| name.starts_with(start)))
    {
        let looks = if all { &looks[..] } else { &looks[place % 2..=place % 2] };
        for (width, height, theme, language) in looks {
            let window = CustomerWindow::new().expect("the customer's window");
            slint::select_bundled_translation(language).expect("the language");
            window.window().set_size(slint::LogicalSize::new(*width as f32, *height as f32));
            window.show().expect("shown");
            let customer = window.global::<Customer>();
            customer.set_shop("KOPERASI MAJU BERSAMA".into());
            customer.set_theme((*theme).into());
            prepare(&customer);
            for _ in 0..3 {
                mock_elapsed_time(Duration::from_millis(20));
                window.window().take_snapshot().expect("a picture");
            }
            write(&folder.join(format!("{name}_{width}x{height}_{theme}_{language}.png")), window.window());
            window.hide().expect("hidden");
        }
    }
}

fn device(name: &str, kind: &str, state: &str, tone: Tone, fix: &str, [r#use, test, forget]: [&str; 3]) -> DeviceRow {
    DeviceRow {
        id: name.into(),
        name: name.into(),
        kind: kind.into(),
        state: state.into(),
        tone,
        fix: fix.into(),
        used: false,
        use_label: r#use.into(),
        test_label: test.into(),
        forget_label: forget.into(),
    }
}

fn weighing(window: &MainWindow, weight: &str, state: &str, good: bool) {
    cart(window, three_rows(), "66.570", "16 item");
    let sale = window.global::<Sale>();
    sale.set_ask_title("Berat telur ayam ras".into());
    sale.set_ask_unit("kg".into());
    sale.set_ask_scale(true);
    sale.set_ask_weight(weight.into());
    sale.set_ask_weight_state(state.into());
    sale.set_ask_weight_good(good);
    sale.set_ask_shown(true);
}

/// The sample shop's printer, with a receipt on its paper.
fn printed(window: &MainWindow) {
    window.global::<Shell>().set_demo(true);
    let sheet = window.global::<Paper>();
    let line = |text: &str| PaperRow { text: text.into(), ..Default::default() };
    let mut rows: Vec<PaperRow> = paper().lines().skip(18).map(line).collect();
    rows.push(PaperRow { cut: true, ..Default::default() });
    rows.push(PaperRow { tall: true, bold: true, ..line(" KOPERASI CONTOH") });
    rows.extend(paper().lines().skip(11).map(line));
    for row in &mut rows {
        row.bold |= row.text.starts_with("TOTAL");
    }
    rows.push(PaperRow { picture: checks(144), has_picture: true, ..Default::default() });
    rows.push(PaperRow { cut: true, ..Default::default() });
    sheet.set_rows(list(rows));
    sheet.set_drawer_open(true);
    let faults = ["tidak ada", "kertas habis", "kertas hampir habis", "penutup terbuka", "mati di tengah struk", "kabel lepas", "lambat"];
    sheet.set_faults(list(faults.map(SharedString::from)));
    sheet.set_state("siap · 2 struk dicetak".into());
    sheet.set_shown(true);
}

fn settings(window: &MainWindow, section: i32) {
    window.global::<Shell>().set_page(Page::Settings);
    window.global::<Settings>().set_section(section);
}

fn paying(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Payment);
    let payment = window.global::<Payment>();
    payment.set_total("119.200".into());
    payment.set_rounding("pembulatan −50".into());
    let notes = [("pas", "119200"), ("120.000", "120000"), ("150.000", "150000"), ("200.000", "200000")];
    payment.set_quick(list(notes.map(|(label, amount)| QuickKey { label: label.into(), amount: amount.into() })));
}

fn done(window: &MainWindow, change: &str, received: &str) {
    paying(window);
    let payment = window.global::<Payment>();
    payment.set_step(PayStep::Done);
    payment.set_change(change.into());
    payment.set_received(received.into());
    payment.set_receipt("A1-000124".into());
    payment.set_print_state("Struk dicetak".into());
}

fn write(path: &Path, window: &slint::Window) {
    let picture = window.take_snapshot().expect("a picture of the window");
    let file = fs::File::create(path).expect("a file for the picture");
    let mut encoder = png::Encoder::new(file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(picture.as_bytes()).expect("the pixels");
    let first = picture.as_slice()[0];
    assert!(picture.as_slice().iter().any(|pixel| *pixel != first), "{} is empty", path.display());
}

#[test]
fn every_page_is_drawn() {
    let backend = TestingBackend::new(TestingBackendOptions { mock_time: true, threading: false, renderer_name: Some("software".into()) });
    slint::platform::set_platform(Box::new(backend)).expect("the testing backend");
    let wanted = std::env::var_os("SOKOGURU_SHOTS");
    let folder = wanted.clone().map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shots"), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    let only = std::env::var("SOKOGURU_SCENES").unwrap_or_default();
    let looks: &[(u32, u32, &str, &str)] = if wanted.is_none() {
        &[(1024, 768, "light", "id"), (1366, 768, "dark", "en")]
    } else {
        &[
            (1024, 768, "light", "id"),
            (1024, 768, "dark", "id"),
            (1024, 768, "light", "en"),
            (1024, 768, "contrast", "id"),
            (1366, 768, "light", "id"),
            (1366, 768, "dark", "en"),
            (1920, 1080, "light", "id"),
            (800, 600, "light", "id"),
        ]
    };
    for (place, (name, prepare)) in SCENES
        .iter()
        .chain(counter::SCENES)
        .chain(office::OFFICE)
        .chain(stock::STOCK)
        .chain(goods::GOODS)
        .chain(stock_moves::STOCK_MOVES)
        .chain(trade::TRADE)
        .chain(trade_money::TRADE_MONEY)
        .enumerate()
        .filter(|(_, (name, _))| only.split(',').any(|start| name.starts_with(start)))
    {
        // In an ordinary run each scene is drawn once, in turn in one look and the other.
        let looks = if wanted.is_none() { &looks[place % 2..=place % 2] } else { looks };
        for (width, height, theme, language) in looks {
            let window = MainWindow::new().expect("the window");
            attach(&window);
            slint::select_bundled_translation(language).expect("the language");
            window.window().set_size(slint::LogicalSize::new(*width as f32, *height as f32));
            window.show().expect("shown");
            morning(&window);
            window.global::<Shell>().set_theme((*theme).into());
            window.global::<Shell>().set_language((*language).into());
            window.global::<Shell>().set_page(Page::Sale);
            mock_elapsed_time(Duration::from_millis(20));
            prepare(&window);
            // Once to build what is seen, then for the handlers that follow it.
            for _ in 0..4 {
                mock_elapsed_time(Duration::from_millis(200));
                window.window().take_snapshot().expect("a picture");
            }
            write(&folder.join(format!("{name}_{width}x{height}_{theme}_{language}.png")), window.window());
            window.hide().expect("hidden");
        }
    }
    the_customer_sees(&folder, &only, wanted.is_some());
    a_fresh_row_fades();
}

/// The ground of the row that was touched last goes from the accent to quiet within a moment.
fn a_fresh_row_fades() {
    let window = MainWindow::new().expect("the window");
    window.window().set_size(slint::LogicalSize::new(1024., 768.));
    window.show().expect("shown");
    window.global::<Shell>().set_page(Page::Sale);
    let mut rows = three_rows();
    rows[2].fresh = true;
    cart(&window, rows, "66.570", "16 item");
    let ground = || {
        let picture = window.window().take_snapshot().expect("a picture");
        picture.as_slice()[(64 + 72 + 56 + 8) * 1024 + 20]
    };
    ground();
    mock_elapsed_time(Duration::from_millis(5));
    let bright = ground();
    mock_elapsed_time(Duration::from_millis(30));
    ground();
    mock_elapsed_time(Duration::from_millis(100));
    let fading = ground();
    mock_elapsed_time(Duration::from_millis(400));
    let quiet = ground();
    assert!(bright != fading && fading != quiet && quiet.r > 240, "{bright:?} {fading:?} {quiet:?}");
}
