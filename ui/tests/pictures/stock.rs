//! The stock room: goods that arrive.

use crate::support::*;
use slint::ComponentHandle;
use ui::*;

pub const STOCK: &[(&str, fn(&MainWindow))] = &[
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
