//! The stock room: labels, goods that move, goods of others.

use crate::Scene;
use crate::support::*;
use slint::ComponentHandle;
use ui::*;

pub const STOCK_MOVES: &[Scene] = &[
    ("labels", labels),
    ("labels_printer", |w| {
        labels(w);
        let page = w.global::<Labels>();
        page.set_format(1);
        page.set_missing(true);
        page.set_note("Printernya belum diatur.".into());
        page.set_error("printer label tidak mencetak: sambungan ditolak; label tetap menunggu".into());
    }),
    ("labels_saved", |w| {
        labels(w);
        w.global::<Labels>().set_format(3);
        w.global::<Labels>().set_note("42 lembar, disimpan di /media/USB-HITAM/Sokoguru".into());
        strip(w, Tone::Good, "1.204 label tersimpan: /media/USB-HITAM/Sokoguru/label-20261122-143205.pdf. 12 masih menunggu.", "");
    }),
    ("labels_none", |w| w.global::<Shell>().set_page(Page::Labels)),
    ("moves_kinds", kinds),
    ("moves_goods", |w| goods(w)),
    ("moves_none", |w| {
        goods(w);
        let page = w.global::<Moves>();
        page.set_rows(list([]));
        page.set_at(-1);
        page.set_heads(false);
        page.set_head("Pindai dusnya; isinya masuk stok eceran.".into());
        page.set_name("Buka dus".into());
        page.set_error("Mi Goreng 85g bukan dus yang bisa dibuka; isi «isi dus» pada barangnya dulu".into());
    }),
    ("moves_preview", |w| {
        goods(w);
        let page = w.global::<Moves>();
        page.set_step(2);
        let line = |label: &str, value: &str| DetailRow { label: label.into(), value: value.into(), ..Default::default() };
        let one = |name: &str| {
            [
                DetailRow { label: name.into(), heading: true, ..Default::default() },
                line("Keluar", "1.204,575"),
                line("Lot", "sampai 31/12/2026, lot 0412-XI/2026-A"),
                line("Milik", "titipan Keripik Bu Ani"),
                line("Stok", "1.200 → −4,575"),
                line("Nilai", "Rp 999.999.999"),
            ]
        };
        page.set_preview(list(["Mi Goreng 85g", LONG].into_iter().flat_map(one)));
        page.set_value("999.999.999".into());
        page.set_warning(
            "Menurut catatan tidak sebanyak itu: Mi Goreng 85g. Tetap boleh dicatat. Titipan yang rusak dibayar toko: Rp 45.000.".into(),
        );
        page.set_action("Hapus dari stok".into());
    }),
    ("moves_list", |w| {
        kinds(w);
        let page = w.global::<Moves>();
        page.set_step(3);
        page.set_name("Kiriman toko lain".into());
        let row = |text: &str, detail: &str, mark: &str, look: bool| MoveChoice {
            text: text.into(),
            detail: detail.into(),
            mark: mark.into(),
            look,
        };
        page.set_choices(list([
            row(
                "Dari Koperasi Sumber Makmur Sentosa Cabang Mojokerto Selatan Raya",
                "22/11/2026 · 12 macam barang · /media/toko/USB/kiriman.sgkiriman",
                "berkas",
                true,
            ),
            row("Ke Toko Barat", "21/11/2026 · 3 macam barang", "di jalan", true),
            row("Dari Toko Timur", "20/11/2026 · 1 macam barang", "sudah diterima", false),
        ]));
        page.set_choice(0);
        page.set_verb("Terima atau tandai sampai".into());
        page.set_more_verbs(list(["Cari lagi".into()]));
    }),
    ("moves_list_none", |w| {
        kinds(w);
        let page = w.global::<Moves>();
        page.set_step(3);
        page.set_name("Tarik barang".into());
        page.set_empty("Tidak ada barang yang ditahan. Pindai barang yang ditarik.".into());
        page.set_more_verbs(list(["Tarik satu barang".into(), "Tarik semua milik mitra".into()]));
    }),
    ("consign", consign),
    ("consign_none", |w| w.global::<Shell>().set_page(Page::Consign)),
    ("consign_refused", |w| {
        consign(w);
        let page = w.global::<Consign>();
        page.set_lines(list([]));
        page.set_empty("Belum ada barang titipannya. F4 menerima barang.".into());
        page.set_pays(false);
        page.set_holds(false);
        page.set_error("Brankas menurut buku hanya berisi Rp 0; periksa jumlahnya".into());
    }),
];

const LONG: &str = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";

fn labels(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Labels);
    let page = window.global::<Labels>();
    let row = |name: &str, detail: &str, price: &str, was: &str, on: bool, coded: bool| LabelRow {
        name: name.into(),
        detail: detail.into(),
        price: price.into(),
        was: was.into(),
        copies: if on { "1 ×" } else { "999 ×" }.into(),
        on,
        coded,
        added: was.is_empty(),
    };
    let mut rows = vec![
        row("Mi Goreng 85g", "PCS · 8997100000011", "3.300", "rak 3.200", true, true),
        row(LONG, "KARTON · 8997100000028", "999.999.999", "rak 888.888.888", false, true),
        row("Es Batu Plastik", "PCS · belum ada kode (F9)", "1.000", "", true, false),
    ];
    rows.extend((0..12).map(|_| row("Teh Botol 450ml", "BTL · 8997100000035", "4.750", "rak 4.500", true, true)));
    page.set_rows(list(rows));
    page.set_at(1);
    page.set_summary("14 harga berubah menunggu · 14 ditandai · 1.204 label".into());
    page.set_count(1_204);
    page.set_face(LabelFace {
        name: LONG.into(),
        price: "Rp 999.999.999".into(),
        lines: list(["Rp 37.235.000 / kg".into(), "Anggota Rp 899.999.999".into()]),
        foot: "SUS-001 KARTON 22/11/26".into(),
        code: "8997100000028".into(),
        bars: bars(),
        coded: true,
    });
}

fn kinds(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Moves);
    let tile = |(name, detail): (&str, &str)| MoveTile { name: name.into(), detail: detail.into(), stop: false };
    window.global::<Moves>().set_tiles(list(
        [
            ("Rusak, dibuang", "pecah, basi, dimakan tikus"),
            ("Kedaluwarsa", "lewat tanggal, dibuang"),
            ("Rusak, disisihkan", "tidak dijual, belum dibuang"),
            ("Pakai sendiri", "dipakai toko atau pengurus"),
            ("Buka dus", "satu dus menjadi eceran"),
            ("Kemas ke dus", "eceran kembali menjadi dus"),
            ("Retur ke pemasok", "dengan surat jalan dan tanda tangan"),
            ("Kirim ke toko lain", "dengan surat jalan dan berkas"),
            ("Kiriman toko lain", "terima berkasnya, atau tandai sudah sampai"),
            ("Tarik barang", "jangan dijual, kembalikan; atau lepas lagi"),
        ]
        .map(tile),
    ));
}

fn goods(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Moves);
    let page = window.global::<Moves>();
    page.set_step(1);
    page.set_name("Retur ke pemasok".into());
    page.set_heads(true);
    page.set_head("ke CV Jaya Sentosa Makmur Abadi · Mendekati kedaluwarsa · nota kredit NK-0412/XI/2026".into());
    let row = |name: &str, pack: &str, quantity: &str, note: &str, wrong: bool| MoveLine {
        name: name.into(),
        pack: pack.into(),
        quantity: quantity.into(),
        note: note.into(),
        wrong,
    };
    let mut rows = vec![
        row("Mi Goreng 85g", "DUS 40", "2", "", false),
        row(LONG, "KARTON 48", "1204567", "titipan Keripik Bu Ani · sampai 31/12/2026, lot 0412", false),
        row("Telur ayam ras", "kg", "24,575", "", false),
        row("Susu UHT 1L", "PCS", "12", "lot belum dipilih (F5)", true),
    ];
    rows.extend((0..9).map(|_| row("Teh Botol 450ml", "KRAT 24", "3", "", false)));
    page.set_rows(list(rows));
    page.set_at(1);
}

fn consign(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Consign);
    let page = window.global::<Consign>();
    let row = |name: &str, owed: &str, active: bool| PartnerRow {
        name: name.into(),
        detail: if active { "bagian toko 12,5%" } else { "tidak aktif" }.into(),
        owed: owed.into(),
        active,
    };
    let mut rows =
        vec![row("Keripik Bu Ani", "999.999.999", true), row("Kelompok Wanita Tani Sumber Rejeki Desa Sidomulyo Kulon", "28.512", true)];
    rows.extend((0..9).map(|n| row("Roti Pak Budi", if n % 2 == 0 { "45.000" } else { "" }, n < 7)));
    page.set_rows(list(rows));
    page.set_at(1);
    page.set_total("1.000.208.511".into());
    page.set_known(true);
    page.set_name("Kelompok Wanita Tani Sumber Rejeki Desa Sidomulyo Kulon".into());
    page.set_terms("KWT-SUMBER-REJEKI · bagian toko 12,5%".into());
    page.set_owed("999.999.999".into());
    page.set_pays(true);
    page.set_holds(true);
    page.set_period(Period { chosen: 3, text: "November 2026".into() });
    let column = |title: &str, start: i32, share: i32| Column { title: title.into(), start, share, right: start > 0 };
    page.set_columns(list([
        column("Barang", 0, 280),
        column("Masuk", 280, 95),
        column("Laku", 375, 90),
        column("Kembali", 465, 105),
        column("Hilang", 570, 95),
        column("Sisa", 665, 80),
        column("Dari pembeli", 745, 135),
        column("Terutang", 880, 120),
    ]));
    let line = |cells: [&str; 8], style: i32| TableRow { cells: list(cells.map(Into::into)), style, opens: false };
    let mut lines = vec![line([LONG, "1.200", "1.204", "2", "0", "−6", "999.999.999", "888.888.888"], 0)];
    lines.extend((0..6).map(|_| line(["Keripik Singkong 250g", "40", "31", "2", "1", "6", "310.000", "248.000"], 0)));
    lines.push(line(["Jumlah", "", "", "", "", "", "1.001.859.999", "890.376.888"], 1));
    page.set_lines(list(lines));
    page.set_note("Dibayar 21/11/2026: Rp 28.512 (transfer) · Terutang sekarang: Rp 999.999.999".into());
}
