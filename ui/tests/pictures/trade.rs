//! Suppliers and the network: parties, catalogues, orders, deliveries.

use crate::Scene;
use crate::support::*;
use slint::{ComponentHandle, SharedString};
use ui::*;

pub const TRADE: &[Scene] = &[
    ("trade_parties", |w| {
        parties(w);
        let page = w.global::<Trade>();
        page.set_facts(list([
            fact("Badan hukum", "PT Perekonomian Contoh Sejahtera Bersama Mojokerto"),
            fact("Nomor badan hukum", "033f14ce-4329-8768-9870-8aaec7d94187"),
            fact("Syarat bayar", "tempo 14 hari, dibayar hari Jumat"),
            fact("Rekening", "BRI 0021 01 001234 30 5, PT Perekonomian Contoh"),
            fact("Sidik kunci", "7BAF-EA3B-3D68-C500-C080"),
        ]));
    }),
    ("trade_none", |w| {
        page(w, 0);
        let page = w.global::<Trade>();
        page.set_empty("Belum ada pemasok. F5 menerima kartunya, F3 mengisi sendiri.".into());
        page.set_search_hint("Cari pihak".into());
        page.set_views(texts(&["Kartu", "Toko ini"]));
        page.set_error("Kartu ini tidak cocok dengan tanda tangannya; minta berkasnya sekali lagi langsung dari pemiliknya.".into());
    }),
    ("trade_taken", |w| {
        parties(w);
        let page = w.global::<Trade>();
        page.set_figures(list([]));
        page.set_title("Berkas yang diterima".into());
        page.set_subtitle("/media/toko/USB TOKO".into());
        page.set_views(texts(&["Kartu", "Toko ini", "Berkas"]));
        page.set_view(2);
        page.set_noted(true);
        let line = |text: &str, mark: &str, tone: Tone, note: &str| TradeLine {
            text: text.into(),
            mark: mark.into(),
            tone,
            note: note.into(),
            ..Default::default()
        };
        page.set_lines(list([
            line(
                "Faktur A1-FK0007",
                "ditolak",
                Tone::Stop,
                "Faktur A1-FK0007 dari DC menagih lebih banyak dari yang diterima (tanda terima A1-TT0003); minta nota kredit atau faktur baru",
            ),
            line("Jawaban pesanan A1-JP0003", "baru", Tone::Good, ""),
            line("Katalog A1-KT0002", "sudah ada", Tone::Quiet, ""),
        ]));
        strip(w, Tone::Look, "1 dokumen baru, 1 ditolak; sebabnya ada di daftar.", "");
    }),
    ("trade_catalogue", |w| {
        page(w, 1);
        let page = w.global::<Trade>();
        page.set_rows(list([
            row("DC Jaringan Mojokerto", "versi 12 · 3 belum terhubung", "1.204", "", Tone::Look),
            row(LONG, "belum ada katalog", "", "", Tone::Quiet),
        ]));
        page.set_at(0);
        page.set_title("DC Jaringan Mojokerto".into());
        page.set_subtitle("A1-KT0012 · versi 12 · mulai 23/11/2026 sampai 30/11/2026 · ditandatangani".into());
        page.set_figures(list([
            figure("Barang", "1.204", Tone::Quiet),
            figure("Naik", "17", Tone::Look),
            figure("Turun", "4", Tone::Good),
            figure("Belum terhubung", "3", Tone::Look),
            figure("Tidak ada lagi", "2", Tone::Quiet),
        ]));
        columns(
            w,
            &[
                ("Kode", 220, false),
                ("Kemasan", 150, false),
                ("Harga", 190, true),
                ("Minimal", 130, true),
                ("Dijual", 180, true),
                ("Laba", 130, true),
            ],
        );
        page.set_noted(true);
        let line = |text: &str, mark: &str, tone: Tone, note: &str| TradeLine {
            text: text.into(),
            cells: texts(&["SKM-370-XL", "KARTON 48", "999.999.999", "1.000", "612.000", "−12,5 %"]),
            mark: mark.into(),
            tone,
            note: note.into(),
            ..Default::default()
        };
        page.set_lines(list([
            line(
                LONG,
                "naik 12,5 %",
                Tone::Look,
                "di toko: Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL KARTON (barcode sama); dijual di bawah harga beli",
            ),
            line("Mi Goreng 85g", "naik 4 %", Tone::Look, "di toko: Mi Goreng 85g DUS (dihubungkan); laba tinggal sedikit"),
            line("Kopi Baru Sachet", "belum terhubung", Tone::Look, "belum dijual di toko ini, atau belum dihubungkan"),
            line("Teh Kotak", "turun 2 %", Tone::Good, "di toko: Teh Kotak DUS (kode pemasok)"),
        ]));
        page.set_choosing(true);
        page.set_side(1);
        page.set_line(1);
        actions(w, &[("Muat katalog", "F3", true), ("Hubungkan barang", "F4", false), ("Lihat di kertas", "F8", false)]);
    }),
    ("trade_orders", |w| {
        page(w, 2);
        let page = w.global::<Trade>();
        page.set_rows(list([
            row("Konsep 3", "DC Jaringan Mojokerto · 12 barang", "1.080.000", "belum dikirim", Tone::Look),
            row("A1-SP0007", "DC Jaringan Mojokerto · 22/11/2026", "999.999.999", "minta harga naik", Tone::Look),
            row("A1-SP0006", "dari Koperasi Sumber Makmur Sentosa Cabang Selatan", "450.000", "datang sebagian", Tone::Look),
        ]));
        page.set_at(1);
        page.set_title("A1-SP0007".into());
        page.set_subtitle("DC Jaringan Mojokerto · 22/11/2026".into());
        page.set_views(texts(&["Barang", "Dokumen"]));
        page.set_figures(list([
            figure("Keadaan", "minta harga naik", Tone::Look),
            figure("Jumlah", "Rp 999.999.999", Tone::Quiet),
            figure("Akan datang", "24/11/2026", Tone::Quiet),
        ]));
        page.set_remark("Penjual minta harga lebih tinggi. Setujui dengan F6, atau tutup pesanannya dengan F7.".into());
        page.set_remark_tone(Tone::Look);
        order_lines(w);
        actions(
            w,
            &[
                ("Pesanan baru", "F3", false),
                ("Dari saran", "F4", false),
                ("Setujui harga", "F6", false),
                ("Tutup", "F7", false),
                ("Kertas A4", "F8", false),
                ("Tulis berkas", "F9", false),
                ("Yang selesai", "F11", false),
            ],
        );
    }),
    ("trade_draft", |w| {
        page(w, 2);
        let page = w.global::<Trade>();
        page.set_heading("Konsep 3 · DC Jaringan Mojokerto".into());
        page.set_pad(true);
        page.set_pad_title(LONG.into());
        page.set_pad_detail("KARTON 48 · Rp 612.000".into());
        page.set_pad_value("1.204".into());
        page.set_pad_unit("KARTON".into());
        page.set_pad_hint(
            "Pindai barang untuk menambah satu kemasan, atau F2 untuk mencari. Ketik jumlahnya; semua langsung tersimpan.".into(),
        );
        page.set_figures(list([figure("Jumlah", "Rp 999.999.999", Tone::Quiet), figure("Barang", "12", Tone::Quiet)]));
        order_lines(w);
        page.set_choosing(true);
        page.set_line(0);
        actions(
            w,
            &[
                ("Cari barang", "F2", false),
                ("Harga", "F5", false),
                ("Tanggal, pesan", "F6", false),
                ("Hapus baris", "Del", false),
                ("Kirim", "F10", true),
            ],
        );
    }),
    ("trade_signed", |w| {
        page(w, 3);
        let page = w.global::<Trade>();
        page.set_heading("Kiriman diterima: A1-SJ0003".into());
        page.set_title("A1-TT0003".into());
        page.set_remark("2 barang berbeda. Penjual diberi tahu lewat tanda terima.".into());
        page.set_remark_tone(Tone::Look);
        page.set_figures(list([figure("Nilai yang masuk", "Rp 1.254.300", Tone::Quiet)]));
        columns(w, &[("Kemasan", 300, false), ("Surat jalan", 250, true), ("Datang baik", 250, true), ("Rusak", 200, true)]);
        page.set_noted(true);
        let line = |text: &str, cells: [&str; 4], mark: &str, tone: Tone, note: &str| TradeLine {
            text: text.into(),
            cells: texts(&cells),
            mark: mark.into(),
            tone,
            note: note.into(),
            ..Default::default()
        };
        page.set_lines(list([
            line(LONG, ["KARTON 48", "8", "7", ""], "kurang 1", Tone::Stop, "satu karton tidak ada di mobil"),
            line("Teh Kotak", ["CTN 24", "10", "9", "1"], "rusak 1", Tone::Look, "dus basah"),
            line("Mi Goreng 85g", ["CTN 40", "10", "10", ""], "cocok", Tone::Good, ""),
        ]));
        actions(w, &[("Kertas A4", "F8", true)]);
    }),
    ("trade_paper", |w| {
        page(w, 2);
        let page = w.global::<Trade>();
        page.set_paper(true);
        page.set_title("Pesanan".into());
        page.set_subtitle("A1-SP0007 · 22/11/2026 · Kepada: DC Jaringan Mojokerto (AHU-001) · Dari: Koperasi Contoh (AHU-002)".into());
        let column = |title: &str, start: i32, share: i32, right: bool| Column { title: title.into(), start, share, right };
        page.set_paper_columns(list([
            column("Kode", 0, 200, false),
            column("Barang", 200, 500, false),
            column("Jumlah", 700, 100, true),
            column("Harga", 800, 200, true),
        ]));
        let row = |name: &str| TableRow { cells: texts(&["SKM-370", name, "12", "612.000"]), ..Default::default() };
        page.set_paper_rows(list([row(LONG), row("Mi Goreng 85g")]));
        page.set_paper_note("Sidik dokumen 6QERFY27SFOMA2PQ5XU33KO5JCHPIB65G4LJWGNZP5SWQSTTHOSA".into());
        page.set_has_code(true);
        page.set_code(checks(33));
        actions(w, &[("Simpan PDF", "F9", true)]);
    }),
    ("trade_calendar", |w| {
        page(w, 3);
        let page = w.global::<Trade>();
        page.set_rows(list([row("A1-FK0007", "DC Jaringan Mojokerto · jatuh tempo 27/11/2026", "1.250.000", "4 hari lagi", Tone::Quiet)]));
        page.set_at(0);
        page.set_title("Jatuh tempo".into());
        page.set_month("November 2026".into());
        page.set_weekdays(texts(&["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"]));
        let day = |n: i32| TradeDay {
            text: ((n + 25) % 31 + 1).to_string().into(),
            goes: if n % 9 == 4 { "12,5 jt".into() } else { SharedString::default() },
            comes: if n % 11 == 5 { "350 rb".into() } else { SharedString::default() },
            today: n == 28,
            other: !(5..36).contains(&n),
            tone: if n < 28 { Tone::Stop } else { Tone::Quiet },
        };
        page.set_days(list((0..42).map(day)));
        page.set_day(31);
        page.set_side(1);
        actions(w, &[("Bayar", "F10", true)]);
    }),
    ("trade_pairs", |w| {
        page(w, 3);
        let page = w.global::<Trade>();
        page.set_title("Rekening DC Jaringan Mojokerto".into());
        page.set_our_title("Catatan kita".into());
        page.set_their_title("Catatan DC Jaringan Mojokerto".into());
        let pair = |ours: &str, theirs: &str, mark: &str, tone: Tone| TradePair {
            ours: ours.into(),
            our_amount: if ours.is_empty() { SharedString::default() } else { "Rp 1.254.300".into() },
            theirs: theirs.into(),
            their_amount: if theirs.is_empty() { SharedString::default() } else { "Rp 1.250.000".into() },
            mark: mark.into(),
            tone,
        };
        page.set_pairs(list([
            pair("A1-FK0007 · 12/11", "A1-FK0007 · 12/11", "", Tone::Quiet),
            pair("A1-FK0008 · 13/11", "A1-FK0008 · 13/11", "beda Rp 4.300", Tone::Look),
            pair("", "A1-FK0009 · 14/11", "belum ada di kita", Tone::Stop),
        ]));
        let bar = |label: &str, value: &str, share: i32| ChartBar { label: label.into(), value: value.into(), share, ..Default::default() };
        page.set_chart_title("Yang kita bayar, menurut umur".into());
        page.set_bars(list([
            bar("belum", "12,5 jt", 1000),
            bar("1–7", "3 jt", 240),
            bar("8–14", "", 0),
            bar("15–30", "350 rb", 28),
            bar(">30", "", 0),
        ]));
        actions(w, &[("Tanda tangani", "F10", true)]);
    }),
];

const LONG: &str = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";

fn texts(words: &[&str]) -> slint::ModelRc<SharedString> {
    list(words.iter().map(|word| SharedString::from(*word)))
}

fn fact(label: &str, value: &str) -> DetailRow {
    DetailRow { label: label.into(), value: value.into(), ..Default::default() }
}

fn figure(label: &str, value: &str, tone: Tone) -> TradeFigure {
    TradeFigure { label: label.into(), value: value.into(), tone }
}

fn row(text: &str, detail: &str, mark: &str, state: &str, tone: Tone) -> TradeRow {
    TradeRow { text: text.into(), detail: detail.into(), mark: mark.into(), mark_detail: state.into(), tone, ..Default::default() }
}

fn columns(w: &MainWindow, plain: &[(&str, i32, bool)]) {
    let mut start = 0;
    let column = plain.iter().map(|(title, share, right)| {
        let column = Column { title: (*title).into(), start, share: *share, right: *right };
        start += share;
        column
    });
    w.global::<Trade>().set_columns(list(column.collect::<Vec<_>>()));
}

fn actions(w: &MainWindow, plain: &[(&str, &str, bool)]) {
    let action = |(text, key, primary): &(&str, &str, bool)| TradeAction {
        text: (*text).into(),
        key: (*key).into(),
        primary: *primary,
        enabled: true,
        ..Default::default()
    };
    w.global::<Trade>().set_actions(list(plain.iter().map(action).collect::<Vec<_>>()));
}

fn page(w: &MainWindow, tab: i32) {
    w.global::<Shell>().set_page(Page::Trade);
    let page = w.global::<Trade>();
    let tab_of = |(text, count): (&str, &str)| TradeTab { text: text.into(), count: count.into(), enabled: true };
    let names = [
        ("Pemasok", ""),
        ("Katalog", ""),
        ("Pesanan", "3"),
        ("Kiriman", "1"),
        ("Tagihan", "12"),
        ("Utang piutang", "104"),
        ("Rekening", ""),
    ];
    page.set_tabs(list(names.map(tab_of)));
    page.set_tab(tab);
    page.set_searches(true);
    page.set_search_hint("Cari pesanan".into());
}

fn parties(w: &MainWindow) {
    page(w, 0);
    let page = w.global::<Trade>();
    page.set_search_hint("Cari pihak".into());
    page.set_rows(list([
        row("DC Jaringan Mojokerto", "DC-JARINGAN · jaringan", "999.999.999", "kita berutang", Tone::Quiet),
        row("Koperasi Sumber Makmur Sentosa Cabang Mojokerto Selatan", "KSM · koperasi lain", "1.254.300", "berutang ke kita", Tone::Good),
        TradeRow { faint: true, ..row("UD Lama", "UD-LAMA · tidak dipakai lagi", "", "", Tone::Quiet) },
    ]));
    page.set_at(0);
    page.set_title("DC Jaringan Mojokerto".into());
    page.set_subtitle("DC-JARINGAN".into());
    page.set_views(texts(&["Kartu", "Toko ini"]));
    page.set_figures(list([figure("Utang kita", "Rp 999.999.999", Tone::Quiet), figure("Utangnya ke kita", "Rp 0", Tone::Quiet)]));
    actions(
        w,
        &[
            ("Tambah", "F3", false),
            ("Ubah", "F4", false),
            ("Terima kartu", "F5", false),
            ("Terima berkas", "F6", false),
            ("Kirim berkas", "F7", true),
            ("Kartu kita", "F8", false),
        ],
    );
}

fn order_lines(w: &MainWindow) {
    columns(
        w,
        &[
            ("Kemasan", 180, false),
            ("Pesan", 120, true),
            ("Sanggup", 140, true),
            ("Datang", 130, true),
            ("Harga", 200, true),
            ("Harga dari", 230, true),
        ],
    );
    let line = |text: &str, mark: &str, tone: Tone| TradeLine {
        text: text.into(),
        cells: texts(&["KARTON 48", "1.204", "1.000", "12", "999.999.999", "katalog 12"]),
        mark: mark.into(),
        tone,
        ..Default::default()
    };
    let page = w.global::<Trade>();
    page.set_lines(list([
        line(LONG, "diubah penjual", Tone::Look),
        line("Mi Goreng 85g", "disanggupi", Tone::Good),
        line("Teh", "ditolak", Tone::Stop),
    ]));
}
