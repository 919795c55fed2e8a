//! The stock room: goods that arrive, counts.

use crate::Scene;
use crate::support::*;
use slint::ComponentHandle;
use ui::*;

pub const STOCK: &[Scene] = &[
    ("receive", receive),
    ("receive_none", |w| {
        w.global::<Shell>().set_page(Page::Receive);
        w.global::<Receive>().set_head("Isi pemasok dan nomor surat jalan".into());
        w.global::<Receive>().set_error("Kode 8991234567890 belum dikenal; cari namanya atau daftarkan barangnya".into());
    }),
    ("receive_preview", |w| {
        receive(w);
        let page = w.global::<Receive>();
        page.set_step(1);
        let line = |label: &str, value: &str| DetailRow { label: label.into(), value: value.into(), ..Default::default() };
        let one = |name: &str| {
            [
                DetailRow { label: name.into(), heading: true, ..Default::default() },
                line("Datang", "2 DUS = 80, rusak 1, kurang 1"),
                line("Stok", "12 → 92"),
                line("Rata-rata harga pokok", "2.512 → 2.498"),
                line("Harga jual PCS", "3.100 (tetap)"),
                line("Harga jual DUS", "115.000, usulan 114.500"),
                line("Nilai", "Rp 199.840"),
            ]
        };
        page.set_preview(list(["Mi Goreng 85g", LONG, "Telur ayam ras"].into_iter().flat_map(one)));
        page.set_value("999.999.999".into());
        page.set_known("Surat jalan SJ-0412 dari CV-JAYA sudah diterima 21/11/2026. Tidak diterima lagi.".into());
        page.set_reprices(true);
        page.set_reprice(true);
    }),
    ("count_sheets", |w| {
        w.global::<Shell>().set_page(Page::StockCount);
        let page = w.global::<StockCount>();
        page.set_sheets(list((0..12).map(|n| CountSheet {
            name: ["Seluruh toko", "Kategori Sembako", "Hitung 5 barang"][n % 3].into(),
            detail: "22/11 14:05 · Ahmad Fauzi · 412 barang".into(),
            state: if n < 2 { "berjalan" } else { "dibukukan" }.into(),
            open: n < 2,
        })));
        page.set_sheet(1);
    }),
    ("count_none", |w| w.global::<Shell>().set_page(Page::StockCount)),
    ("count_counting", |w| {
        tallies(w);
        w.global::<StockCount>().set_last("Mi Goreng 85g".into());
        w.global::<StockCount>().set_last_count("123".into());
    }),
    ("count_typed", |w| {
        tallies(w);
        let page = w.global::<StockCount>();
        page.set_last(LONG.into());
        page.set_last_count("0".into());
        page.set_entry("1234567".into());
        page.set_error("Susu Kental Manis: jumlah hitungan harus nol atau lebih dan utuh".into());
    }),
    ("count_review", |w| review(w)),
    ("count_posted", |w| {
        review(w);
        w.global::<StockCount>().set_posted(true);
        w.global::<StockCount>().set_notice("".into());
    }),
];

const LONG: &str = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";

fn receive(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Receive);
    let page = window.global::<Receive>();
    page.set_head("CV-JAYA-SENTOSA · SJ-0412/XI/2026 · milik jaringan".into());
    let row = |name: &str, pack: &str, quantity: &str, cost: &str, amount: &str, note: &str, wrong: bool| ArrivalRow {
        name: name.into(),
        pack: pack.into(),
        quantity: quantity.into(),
        cost: cost.into(),
        amount: amount.into(),
        note: note.into(),
        wrong,
    };
    let mut rows = vec![
        row("Mi Goreng 85g", "DUS 40", "2", "100.000", "200.000", "", false),
        row(LONG, "KARTON 48", "1200", "588.000.000", "999.999.999", "kurang 1 · rusak 1 · sampai 31/12/2026 · lot 0412", false),
        row("Telur ayam ras", "kg", "24,575", "26.500", "651.238", "", false),
        row("Susu UHT 1L", "PCS", "12", "", "0", "isi tanggal kedaluwarsa (F5) · isi harga beli", true),
    ];
    rows.extend((0..9).map(|_| row("Teh Botol 450ml", "KRAT 24", "3", "92.000", "276.000", "", false)));
    page.set_rows(list(rows));
    page.set_at(1);
    page.set_field(1);
    page.set_total("1.003.335.238".into());
    page.set_extras("ongkir 125.000 · PPN 1.110.000 · potongan 50.000".into());
}

fn tallies(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::StockCount);
    let page = window.global::<StockCount>();
    page.set_step(1);
    page.set_name("Seluruh toko · hitungan ke 2".into());
    page.set_last_unit("PCS".into());
    page.set_left("Belum dihitung: 1.204 barang".into());
    let row = |name: &str, count: &str, others: &str, unknown: bool| TallyRow {
        name: name.into(),
        count: count.into(),
        others: others.into(),
        unknown,
    };
    let mut rows = vec![
        row("Mi Goreng 85g", "123", "semua penghitung 163", false),
        row("8991234567890", "2", "", true),
        row(LONG, "12345", "", false),
        row("Telur ayam ras", "24,575", "", false),
    ];
    rows.extend((0..8).map(|_| row("Teh Botol 450ml", "24", "", false)));
    page.set_rows(list(rows));
}

fn review(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::StockCount);
    let page = window.global::<StockCount>();
    page.set_step(2);
    page.set_name("Seluruh toko".into());
    let column = |title: &str, start: i32, share: i32| Column { title: title.into(), start, share, right: start > 250 };
    page.set_columns(list([
        column("Barang", 0, 250),
        column("Sebab", 250, 230),
        column("Dihitung", 480, 110),
        column("Seharusnya", 590, 140),
        column("Selisih", 730, 105),
        column("Nilai", 835, 165),
    ]));
    let row = |cells: [&str; 6], opens: bool| TableRow { cells: list(cells.map(Into::into)), style: if opens { 0 } else { 3 }, opens };
    page.set_lines(list((0..20).map(|n| match n % 3 {
        0 => row([LONG, "rusak belum dicatat", "12345", "12.400", "−55", "−999.999.999"], true),
        1 => row(["Mi Goreng 85g", "hilang", "123", "121", "+2", "6.200"], true),
        _ => row(["Teh Botol 450ml", "", "24", "24", "0", ""], false),
    })));
    page.set_marked(1);
    page.set_missing("999.999.999".into());
    page.set_surplus("6.200".into());
    page.set_notice(
        "Kode tidak dikenal, tambahkan ke barangnya: 8991234567890, 8990000000012.\n12 barang belum dihitung siapa pun.".into(),
    );
    page.set_recount(10);
    page.set_uncounted(12);
    page.set_gone(true);
}
