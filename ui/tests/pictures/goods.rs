//! Goods: the list, a card, the editor, files; what expires, what to order.

use crate::Scene;
use crate::support::*;
use slint::ComponentHandle;
use ui::*;

pub const GOODS: &[Scene] = &[
    ("goods_list", |w| listed(w)),
    ("goods_unknown", |w| {
        listed(w);
        let page = w.global::<Goods>();
        page.set_query("susu ken".into());
        page.set_category("Bahan Pokok dan Sembako".into());
        page.set_unknown("Kode 8991234567891 belum dikenal. Daftarkan sebagai barang baru, atau pindai lagi.".into());
    }),
    ("goods_none", |w| {
        listed(w);
        let page = w.global::<Goods>();
        page.set_rows(list([]));
        page.set_note("0 barang".into());
        page.set_empty("Tidak ada barang «zzz» di sini. Hapus tulisannya, atau F4 untuk barang baru.".into());
        page.set_error("Angka pemeriksa kode 8991234567890 salah; pindai sekali lagi".into());
    }),
    ("goods_card", |w| card(w)),
    ("goods_card_charts", |w| {
        card(w);
        w.global::<Goods>().set_part(1);
    }),
    ("goods_card_history", |w| {
        card(w);
        let page = w.global::<Goods>();
        page.set_part(2);
        page.set_warning("Sedang ditarik: kemasan bocor dari pabrik. Jangan dijual, pisahkan.".into());
    }),
    ("goods_card_record", |w| {
        card(w);
        let page = w.global::<Goods>();
        page.set_record_shown(true);
        page.set_record_title("Terima barang dari CV Jaya Sentosa, surat jalan SJ-0412/XI/2026, Rp 999.999.999".into());
        page.set_record(list([line("Waktu", "22/11/2026 14:05"), line("1-150 Persediaan", "debit 999.999.999")]));
    }),
    ("product_editor", |w| editor(w)),
    ("product_editor_wrong", |w| {
        editor(w);
        let page = w.global::<ProductEditor>();
        page.set_error("Barcode 8997100000011 sudah dipakai Mi Goreng 85g".into());
        page.set_side(1);
    }),
    ("many_goods", |w| many(w)),
    ("many_goods_wrong", |w| {
        many(w);
        let page = w.global::<ManyGoods>();
        page.set_summary("".into());
        page.set_ready(false);
        page.set_busy(true);
        page.set_busy_text("Sedang bekerja …".into());
        page.set_error("2 baris salah; tidak ada yang diubah. Perbaiki berkasnya, lalu pilih lagi.".into());
        page.set_rows(list([line("", "Baris 2: price kosong"), line("", "Baris 5: tidak ada satuan dasar (pack_size 1)")]));
    }),
    ("expiry", |w| {
        w.global::<Shell>().set_page(Page::Expiry);
        let page = w.global::<Expiry>();
        page.set_spans(list(["7 hari", "14 hari", "30 hari", "90 hari"].map(Into::into)));
        page.set_span(2);
        let row = |text: &str, detail: &str, tone, verb: &str| Task { text: text.into(), detail: detail.into(), tone, verb: verb.into() };
        let mut rows = vec![
            row("Roti Tawar · 4 · lewat 2 hari", "20/11/2026 · lewat tanggal: pisahkan, jangan dijual", Tone::Stop, ""),
            row(
                &format!("{LONG} · 1.204 · 3 hari lagi"),
                "25/11/2026 · lot L-0412 · titipan Ibu Ani · jual dulu, usulan −50% → PCS 9.200",
                Tone::Look,
                "Potong 50%",
            ),
            row("Susu UHT 1L · 12 · 6 hari lagi", "28/11/2026 · sudah dipotong, jual dulu · PCS 13.000", Tone::Good, ""),
        ];
        rows.extend(
            (0..9)
                .map(|_| row("Biskuit · 30 · 20 hari lagi", "12/12/2026 · jual dulu, usulan −10% → PCS 8.100", Tone::Quiet, "Potong 10%")),
        );
        page.set_rows(list(rows));
        page.set_marked(1);
        page.set_note(
            "Sisa tiap lot dihitung dengan anggapan yang lebih dulu kedaluwarsa terjual lebih dulu. Harga potong berlaku sampai diganti."
                .into(),
        );
    }),
    ("expiry_none", |w| {
        w.global::<Shell>().set_page(Page::Expiry);
        let page = w.global::<Expiry>();
        page.set_spans(list(["7 hari", "14 hari", "30 hari", "90 hari"].map(Into::into)));
        page.set_empty("Tidak ada yang kedaluwarsa dalam waktu ini. Tanggal hanya diketahui dari barang yang mencatat kedaluwarsa.".into());
    }),
    ("reorder", |w| {
        w.global::<Shell>().set_page(Page::Reorder);
        let page = w.global::<Reorder>();
        page.set_basis("Penjualan 14 hari, untuk 7 hari".into());
        page.set_note("12 barang dari 3 pemasok · sudah diubah".into());
        let row = |group: &str, name: &str, pack: &str, quantity: &str| OrderRow {
            group: group.into(),
            name: name.into(),
            pack: pack.into(),
            quantity: quantity.into(),
            reason: "Terjual 140 dalam 14 hari (10/hari), ada 12, minimum 30, barang datang dalam 2 hari, perlu 78 untuk 7 hari".into(),
        };
        let mut rows = vec![row("Tanpa pemasok", LONG, "KARTON 48", "12345"), row("CV-JAYA-SENTOSA", "Mi Goreng 85g", "DUS 40", "2")];
        rows.extend((0..9).map(|n| row(if n == 4 { "SUMBER" } else { "" }, "Teh Botol 450ml", "KRAT 24", "3")));
        page.set_rows(list(rows));
        page.set_at(0);
    }),
    ("reorder_none", |w| {
        w.global::<Shell>().set_page(Page::Reorder);
        let page = w.global::<Reorder>();
        page.set_basis("Penjualan 14 hari, untuk 7 hari".into());
        page.set_empty("Tidak ada yang perlu dipesan. F2 untuk menambah barang sendiri.".into());
    }),
];

const LONG: &str = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";

fn line(label: &str, value: &str) -> DetailRow {
    DetailRow { label: label.into(), value: value.into(), ..Default::default() }
}

fn heading(label: &str) -> DetailRow {
    DetailRow { label: label.into(), heading: true, ..Default::default() }
}

fn cells<const N: usize>(cells: [&str; N]) -> TableRow {
    TableRow { cells: list(cells.map(Into::into)), style: 0, opens: true }
}

fn listed(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Goods);
    let page = window.global::<Goods>();
    page.set_step(0);
    let chips = ["Semua", "Di bawah min", "Minus", "Habis", "Kedaluwarsa", "Tanpa harga", "Tanpa kode", "Titipan", "Arsip"];
    page.set_chips(list(chips.map(Into::into)));
    page.set_chip(1);
    let column = |title: &str, start: i32, share: i32| Column { title: title.into(), start, share, right: start > 0 };
    page.set_columns(list([column("Barang", 0, 430), column("Stok", 430, 230), column("Harga", 660, 150), column("Nilai", 810, 190)]));
    page.set_rows(list((0..40).map(|n| match n % 3 {
        0 => cells([LONG, "12.345 (titipan 1.200)", "999.999.999", "999.999.999"]),
        1 => cells(["Mi Goreng 85g", "−2 (min 30)", "3.200", "0"]),
        _ => cells(["Telur ayam ras", "24,575 kg", "28.000", "651.238"]),
    })));
    page.set_marked(1);
    page.set_note("200 barang pertama; ketik nama untuk mempersempit".into());
}

fn card(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Goods);
    let page = window.global::<Goods>();
    page.set_step(1);
    page.set_title(LONG.into());
    page.set_subtitle("SUS-001 · Susu dan Bayi · R-3".into());
    page.set_facts(list([
        heading("Stok"),
        line("di toko", "412 (10 DUS + 12)"),
        line("titipan Ibu Ani, di toko", "24"),
        line("rusak", "3"),
        heading("Harga"),
        line("PCS", "12.900 · anggota 12.800 · grosir 12.500"),
        line("KARTON 48", "999.999.999"),
        line("Mulai 01/12/2026 00:00 PCS", "13.400 · anggota 13.200"),
        heading("Nilai"),
        line("Harga pokok rata-rata / PCS", "11.350"),
        line("Nilai persediaan", "Rp 999.999.999"),
        line("Laba dari harga jual", "12,02 %"),
        heading("Lot dan kedaluwarsa"),
        line("28/11/2026 · L0411", "12"),
        heading("Data barang"),
        line("Kategori", "Susu dan Bayi"),
        line("Barcode PCS", "8997105001464, 8997105001465"),
    ]));
    let column = |title: &str, start: i32, share: i32, right: bool| Column { title: title.into(), start, share, right };
    page.set_move_columns(list([
        column("Waktu", 0, 200, false),
        column("Mutasi", 200, 340, false),
        column("Banyak", 540, 140, true),
        column("Sisa", 680, 120, true),
        column("Nilai", 800, 200, true),
    ]));
    page.set_moves(list((0..30).map(|n| match n % 3 {
        0 => cells(["22/11 14:05", "Penjualan", "−2", "412", "−22.700"]),
        1 => cells(["21/11 09:12", "Barang kedaluwarsa · rusak", "−12.345", "414", "−999.999.999"]),
        _ => cells(["20/11 08:00", "Barang masuk · titip:IBU-ANI", "+240", "12.759", "0"]),
    })));
    page.set_move(1);
    let bar = |label: String, share: i32, value: &str, peak| ChartBar {
        label: label.into(),
        value: value.into(),
        share,
        peak,
        ..Default::default()
    };
    page.set_weeks(list((1..=12).map(|n| bar(format!("{:02}/11", n * 2), n * 80, "120", n == 12))));
    page.set_balance(list(
        (0..40).map(|n| bar(if n % 8 == 0 { format!("{:02}/11", n / 2 + 1) } else { String::new() }, 1000 - n * 30, "400", n == 0)),
    ));
    page.set_balance_low(-170);
    let change = |label: &str, before: &str, value: &str| DetailRow { before: before.into(), ..line(label, value) };
    page.set_history(list([
        heading("22/11/2026 14:05 · Budi Santoso"),
        change("PCS harga", "12.500", "12.900"),
        change("rak", "R-1", "R-3"),
        heading("01/11/2026 08:00 · sistem"),
        line("nama", LONG),
    ]));
}

fn editor(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Goods);
    window.global::<Goods>().set_step(2);
    let page = window.global::<ProductEditor>();
    page.set_title(LONG.into());
    let row = |label: &str, value: &str, error: &str| EditRow { label: label.into(), value: value.into(), error: error.into() };
    page.set_fields(list([
        row("Nama", LONG, ""),
        row("Kode barang (SKU)", "SUS-001", ""),
        row("Kategori", "Susu dan Bayi", ""),
        row("Dihitung per", "buah (pcs)", ""),
        row("PPN", "kena PPN", ""),
        row("HET", "Rp 999.999.999", ""),
        row("Harga bebas", "", ""),
        row("Rak", "R-3", ""),
        row("Stok minimum", "60", ""),
        row("Batas per pembeli", "", ""),
        row("Catat kedaluwarsa", "ya", ""),
        row("Laba usulan harga", "12,50 %", ""),
        row("Pemasok", "CV-JAYA-SENTOSA", ""),
        row("Isi dus", "40 × SUS-001", "Isi dus tidak boleh barang ini sendiri, juga lewat dus lain, dan harus lebih dari nol."),
    ]));
    let pack = |kind, text: &str, detail: &str, mark: &str, error: &str| PackRow {
        kind,
        text: text.into(),
        detail: detail.into(),
        mark: mark.into(),
        error: error.into(),
    };
    page.set_packs(list([
        pack(0, "PCS · kemasan dasar", "anggota 12.800 · grosir 12.500", "Rp 12.900", ""),
        pack(1, "▮ 8997105001464", "", "", ""),
        pack(2, "mulai 10 · anggota", "", "Rp 12.500", ""),
        pack(0, "KARTON · isi 48", "", "Rp 999.999.999", "Harga Rp 999.999.999 di atas HET Rp 619.200."),
        pack(1, "▮ 8997105001471", "", "", ""),
        pack(0, "RENTENG · isi 10", "", "belum ada harga", ""),
    ]));
    page.set_pack(3);
}

fn many(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Goods);
    window.global::<Goods>().set_step(3);
    let page = window.global::<ManyGoods>();
    let file = |name: &str| BackupRow { name: name.into(), detail: "27 kB · /media/toko/USB TOKO".into(), ..Default::default() };
    page.set_files(list(["barang-2026-11-22.xlsx", "harga desember dari pemasok yang panjang namanya.csv"].map(file)));
    page.set_file(0);
    let target = |name: &str, chosen| TargetRow { name: name.into(), detail: "/media/toko/USB TOKO".into(), chosen, ..Default::default() };
    page.set_targets(list([target("Dokumen", true), target("USB TOKO", false)]));
    page.set_summary("Akan: 3 baru, 12 berubah, 1.204 tetap, stok awal 3 barang".into());
    page.set_ready(true);
    let change = |label: &str, before: &str, value: &str| DetailRow { before: before.into(), ..line(label, value) };
    page.set_rows(list([
        heading("Perhatikan"),
        line("", "Baris 4: barcode 08997100000011 juga dipakai Mi Goreng 85g; kasir akan bertanya"),
        heading(&format!("{LONG} · SUS-001")),
        change("PCS harga", "12.500", "12.900"),
        change("rak", "(kosong)", "R-3"),
    ]));
}
