//! Trade with suppliers: invoices, claims, set-off, payment, statements.

use crate::Scene;
use crate::support::*;
use slint::ComponentHandle;
use ui::*;

pub const TRADE_MONEY: &[Scene] = &[
    ("trade_money_invoices", invoices),
    ("trade_money_paper", paper),
    ("trade_money_claims", claims),
    ("trade_money_calendar", calendar),
    ("trade_money_setoff", setoff),
    ("trade_money_pay", pay),
    ("trade_money_statement", statement),
    ("trade_money_refused", |w| {
        invoices(w);
        let page = w.global::<Trade>();
        page.set_error("Pesanan, faktur dan tagihan dikerjakan di kasir B; buka di sana, atau ubah trade.till di pengaturan".into());
        strip(w, Tone::Good, "Faktur FK-2026/11/000123 diterima seluruhnya: Rp 999.999.999.", "");
    }),
];

const LONG: &str = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL";
const PARTY: &str = "Koperasi Sumber Makmur Sentosa Cabang Mojokerto Selatan Raya";

/// The page on a part: its digit from nought.
fn part(window: &MainWindow, place: i32) -> Trade<'_> {
    window.global::<Shell>().set_page(Page::Trade);
    let page = window.global::<Trade>();
    let names = ["Pemasok", "Katalog", "Pesanan", "Kiriman", "Tagihan", "Utang piutang", "Rekening"];
    page.set_tabs(list(names.into_iter().zip(["", "", "", "1", "2", "12", ""]).map(|(text, count)| TradeTab {
        text: text.into(),
        count: count.into(),
        enabled: true,
    })));
    page.set_tab(place);
    page.set_searches(true);
    page.set_search_hint("Cari nomor atau pihak".into());
    page
}

fn row(text: &str, detail: &str, mark: &str, state: &str, tone: Tone, check: i32) -> TradeRow {
    TradeRow {
        text: text.into(),
        detail: detail.into(),
        mark: mark.into(),
        mark_detail: state.into(),
        sign: tone != Tone::Quiet,
        tone,
        faint: false,
        check,
    }
}

fn figure(label: &str, value: &str, tone: Tone) -> TradeFigure {
    TradeFigure { label: label.into(), value: value.into(), tone }
}

fn columns(titles: &[&str]) -> slint::ModelRc<Column> {
    let share = 1_000 / i32::try_from(titles.len()).expect("few");
    let column = |(place, title): (usize, &&str)| Column {
        title: (*title).into(),
        start: i32::try_from(place).expect("few") * share,
        share,
        right: true,
    };
    list(titles.iter().enumerate().map(column))
}

fn line(text: &str, cells: &[&str], mark: &str, tone: Tone, note: &str) -> TradeLine {
    let cells: Vec<slint::SharedString> = cells.iter().map(|cell| (*cell).into()).collect();
    TradeLine { text: text.into(), cells: list(cells), mark: mark.into(), tone, note: note.into(), check: 0, style: 0 }
}

fn action(key: &str, text: &str, primary: bool) -> TradeAction {
    TradeAction { text: text.into(), key: key.into(), primary, stop: key == "F8", on: false, enabled: true }
}

fn fact(label: &str, value: &str) -> DetailRow {
    DetailRow { label: label.into(), value: value.into(), ..Default::default() }
}

fn invoices(window: &MainWindow) {
    let page = part(window, 4);
    let mut rows = vec![
        row("DC Jaringan", "FK-2026/11/000123 · tempo 07/12", "999.999.999", "cocokkan", Tone::Look, 0),
        row(PARTY, "SR-0915 · tempo 12/11", "1.250.000", "disanggah 30.000", Tone::Look, 0),
        row("DC Jaringan", "faktur kita · A1-FK0001 · tempo 12/11", "360.000", "lewat 11 hari", Tone::Stop, 0),
    ];
    rows.extend((0..9).map(|n| row("Toko Sumber", &format!("SR-08{n:02} · tempo 10/10"), "450.000", "lunas", Tone::Good, 0)));
    page.set_rows(list(rows));
    page.set_at(0);
    page.set_side(1);
    page.set_title("Faktur FK-2026/11/000123 · dari DC Jaringan".into());
    page.set_subtitle("23/11/2026 · jatuh tempo 07/12/2026".into());
    page.set_figures(list([
        figure("Ditagih", "Rp 999.999.999", Tone::Quiet),
        figure("Diterima", "Rp 888.888.888", Tone::Good),
        figure("Disanggah", "Rp 111.111.111", Tone::Stop),
    ]));
    page.set_remark("Jatuh tempo 2026-12-07 lebih cepat dari tempo yang dicatat untuk DC (2026-12-21)".into());
    page.set_remark_tone(Tone::Look);
    page.set_columns(columns(&["Dipesan", "Datang", "Difaktur", "Harga pesanan", "Harga faktur"]));
    let mut dear = line(
        &format!("{LONG} · KARTON 48"),
        &["1.204", "1.200", "1.204", "999.999.999", "999.999.999"],
        "sanggah 111.111.111",
        Tone::Stop,
        "Harga dan jumlah lain: difaktur 57.792, yang diterima dan belum difaktur 57.600; menurut pesanan Rp 888.888.888",
    );
    dear.check = 1;
    let mut lines = vec![dear];
    lines.extend((0..5).map(|_| line("Mi Goreng 85g · DUS 40", &["10", "10", "10", "110.000", "110.000"], "cocok", Tone::Good, "")));
    page.set_lines(list(lines));
    page.set_line(0);
    page.set_noted(true);
    page.set_choosing(true);
    page.set_actions(list([
        action("F3", "Ketik faktur", false),
        action("F4", "Nota kredit", false),
        action("F5", "Terima baris", false),
        action("F6", "Utang lama", false),
        action("F9", "Lihat dokumen", false),
        action("F10", "Jawab faktur", true),
    ]));
}

fn paper(window: &MainWindow) {
    let page = part(window, 4);
    page.set_heading(format!("Faktur kertas dari {PARTY}").into());
    page.set_title("FK-77/XI · 23/11/2026 · jatuh tempo 30/11/2026 · A1-SP0002".into());
    page.set_pad(true);
    page.set_pad_title(LONG.into());
    page.set_pad_detail("KARTON 48".into());
    page.set_pad_value("999.999.999".into());
    page.set_pad_unit("Rp / kemasan".into());
    page.set_pad_hint("F5 ganti ke jumlah".into());
    page.set_figures(list([
        figure("Barang", "Rp 999.999.999", Tone::Quiet),
        figure("Potongan", "Rp 1.000", Tone::Quiet),
        figure("Ongkos kirim", "Rp 25.000", Tone::Quiet),
        figure("PPN", "Rp 110.000", Tone::Quiet),
        figure("Jumlah tagihan", "Rp 999.999.999", Tone::Quiet),
    ]));
    page.set_columns(columns(&["Jumlah", "Harga / kemasan", "Jumlah Rp"]));
    page.set_lines(list([
        line(&format!("{LONG} · KARTON 48"), &["1.204,5", "999.999.999", "999.999.999"], "", Tone::Quiet, ""),
        line("Mi Goreng 85g · DUS 40", &["6", "0", "0"], "isi harganya", Tone::Look, ""),
    ]));
    page.set_line(0);
    page.set_choosing(true);
    page.set_actions(list([
        action("F3", "Cari barang", false),
        action("F4", "Kepala faktur", false),
        action("F5", "Jumlah", false),
        action("Del", "Hapus baris", false),
        action("F8", "Buang", false),
        action("F10", "Simpan", true),
    ]));
}

/// The rows and sums that age and calendar share.
fn owed(window: &MainWindow) -> Trade<'_> {
    let page = part(window, 5);
    let mut rows = vec![
        row(PARTY, "utang 10/10 · SR-0801 · disanggah Rp 100.000 · dijanjikan Rp 300.000", "999.999.999", "lewat 44 hari", Tone::Stop, 1),
        row("Toko Sumber Rejeki", "utang 12/11 · SR-0915", "1.250.000", "lewat 11 hari", Tone::Look, 2),
        row("DC Jaringan", "utang 07/12 · N1-FK0001 · belum diakui", "905.000", "14 hari lagi", Tone::Quiet, 0),
        row("DC Jaringan", "piutang 07/12 · A1-FK0001", "+360.000", "14 hari lagi", Tone::Quiet, 0),
    ];
    rows.extend((0..6).map(|_| row("Toko Sumber Rejeki", "utang 20/11 · SR-0920", "25.000", "lewat 3 hari", Tone::Look, 1)));
    rows.iter_mut().for_each(|row| row.sign = false);
    page.set_rows(list(rows));
    page.set_at(1);
    page.set_note("1 tagihan dipilih untuk dibayar · Rp 1.250.000".into());
    page.set_views(list(["Umur", "Kalender", "Saling hapus", "Bayar"].map(Into::into)));
    page.set_figures(list([
        figure("Utang", "Rp 999.999.999", Tone::Quiet),
        figure("Utang lewat tempo", "Rp 999.999.999", Tone::Stop),
        figure("Piutang", "Rp 360.000", Tone::Quiet),
        figure("Dipilih", "Rp 1.250.000", Tone::Good),
    ]));
    page.set_actions(list([
        action("F3", "Pilih", false),
        action("F4", "Kosongkan", false),
        action("F9", "Lihat dokumen", false),
        action("F10", "Bayar pilihan", true),
    ]));
    page
}

fn claims(window: &MainWindow) {
    let page = owed(window);
    let bar = |label: &str, value: &str, share: i32| ChartBar {
        label: label.into(),
        value: value.into(),
        share,
        other: 36,
        has_other: label == "belum",
        peak: share == 1_000,
    };
    page.set_chart_title("Utang menurut hari lewat tempo; garis tipis: piutang".into());
    page.set_bars(list([
        bar("belum", "905 rb", 1),
        bar("1–7", "150 rb", 1),
        bar("8–14", "1,2 jt", 2),
        bar("15–30", "", 0),
        bar(">30", "999 jt", 1_000),
    ]));
    page.set_facts(list([
        fact("Utang", "Toko Sumber Rejeki · SR-0915"),
        fact("Jatuh tempo", "12/11/2026 · lewat 11 hari"),
        fact("Masih terbuka", "Rp 1.250.000"),
        fact("Bisa dibayar sekarang", "Rp 1.250.000"),
    ]));
}

fn calendar(window: &MainWindow) {
    let page = owed(window);
    page.set_view(1);
    page.set_side(1);
    page.set_month("November 2026".into());
    page.set_weekdays(list(["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"].map(Into::into)));
    let day = |place: i32| {
        let number = if place < 6 {
            26 + place
        } else if place < 36 {
            place - 5
        } else {
            place - 35
        };
        TradeDay {
            text: number.to_string().into(),
            comes: if place == 22 { "360 rb" } else { "" }.into(),
            goes: match place {
                17 => "1,2 jt",
                22 | 26 => "999,9 jt",
                _ => "",
            }
            .into(),
            today: place == 28,
            other: !(6..36).contains(&place),
            tone: if place < 28 { Tone::Stop } else { Tone::Quiet },
        }
    };
    page.set_days(list((0..42).map(day)));
    page.set_day(22);
    page.set_note("Selasa, 17 November 2026: dibayar Rp 999.999.999, masuk Rp 360.000".into());
}

fn setoff(window: &MainWindow) {
    let page = owed(window);
    page.set_view(2);
    page.set_note("".into());
    page.set_rows(list([
        row(PARTY, "Utang Rp 999.999.999: saling hapus Rp 360.000, sisa bayar Rp 999.639.999", "360.000", "usulkan", Tone::Look, 0),
        row("DC Jaringan", "A1-UP0001 · usul kita 23/11", "300.000", "sahkan", Tone::Look, 0),
        row("DC Jaringan", "N1-UP0001 · usul mereka 23/11", "250.000", "menunggu", Tone::Quiet, 0),
    ]));
    page.set_title("DC Jaringan".into());
    page.set_subtitle("A1-UP0001".into());
    page.set_remark("Mereka setuju. Sahkan: utang dan piutang masing-masing berkurang Rp 300.000.".into());
    page.set_remark_tone(Tone::Look);
    page.set_columns(columns(&["Utang toko berkurang", "Piutang toko berkurang"]));
    let mut sum = line("Jumlah", &["300.000", "300.000"], "", Tone::Quiet, "");
    sum.style = 1;
    page.set_lines(list([
        line("N1-FK0001", &["300.000", ""], "", Tone::Quiet, ""),
        line("A1-FK0001", &["", "300.000"], "", Tone::Quiet, ""),
        sum,
    ]));
    page.set_actions(list([
        action("F6", "Terima berkas", false),
        action("F7", "Kirim berkas", false),
        action("F8", "Batalkan", false),
        action("F9", "Lihat dokumen", false),
        action("F10", "Sahkan", true),
    ]));
}

fn pay(window: &MainWindow) {
    let page = owed(window);
    page.set_view(3);
    page.set_note("".into());
    page.set_rows(list([
        row(PARTY, "Utang Rp 999.999.999: saling hapus Rp 360.000, sisa bayar Rp 999.639.999", "999.639.999", "bayar", Tone::Look, 0),
        row("DC Jaringan", "masuk 23/11 · N1-BB0001 · transfer bank · TRX-9", "+120.000", "sudah masuk?", Tone::Look, 0),
        row("DC Jaringan", "keluar 22/11 · A1-BB0001 · transfer bank", "100.000", "di jalan", Tone::Quiet, 0),
    ]));
    page.set_at(1);
    page.set_title("DC Jaringan".into());
    page.set_subtitle("N1-BB0001".into());
    page.set_facts(list([
        fact("Dari", "DC Jaringan"),
        fact("Tanggal", "23/11/2026"),
        fact("Jumlah", "Rp 120.000"),
        fact("Cara", "transfer bank"),
        fact("Bukti", "TRX-9"),
        fact("Keadaan", "Sudah masuk?"),
    ]));
    page.set_columns(columns(&["Jumlah"]));
    page.set_lines(list([line("A1-FK0001", &["100.000"], "", Tone::Quiet, ""), line("Uang muka", &["20.000"], "", Tone::Quiet, "")]));
    page.set_actions(list([
        action("F5", "Berkas transfer", false),
        action("F6", "Terima berkas", false),
        action("F7", "Kirim berkas", false),
        action("F8", "Belum masuk", false),
        action("F9", "Lihat dokumen", false),
        action("F10", "Sudah masuk", true),
    ]));
}

fn statement(window: &MainWindow) {
    let page = part(window, 6);
    page.set_rows(list([
        row("DC Jaringan", "sampai 23/11/2026", "−1.145.000", "bandingkan", Tone::Look, 0),
        row(PARTY, "sampai 31/10/2026", "−999.999.999", "disepakati", Tone::Good, 0),
        row("Toko Sumber Rejeki", "", "", "belum pernah dibuat", Tone::Quiet, 0),
    ]));
    page.set_at(0);
    page.set_title("DC Jaringan".into());
    page.set_subtitle("N1-RK0002 · DC Jaringan · sampai 23/11/2026 · nomor urut 1".into());
    page.set_figures(list([figure("Saldo", "Toko berutang Rp 1.145.000", Tone::Quiet), figure("Sidik", "9f685c5da777", Tone::Quiet)]));
    page.set_remark("3 tagihan berbeda. Cari dokumennya, atau minta mereka mengirim berkasnya lagi.".into());
    page.set_remark_tone(Tone::Stop);
    page.set_our_title("Catatan kita".into());
    page.set_their_title(PARTY.into());
    let pair = |ours: &str, our: &str, theirs: &str, their: &str, mark: &str, tone: Tone| TradePair {
        ours: ours.into(),
        our_amount: our.into(),
        theirs: theirs.into(),
        their_amount: their.into(),
        mark: mark.into(),
        tone,
    };
    let invoice = "N1-FK0001 · utang 07/12";
    page.set_pairs(list([
        pair(invoice, "Rp 905.000", invoice, "Rp 930.000 dari 999.999.999", "jumlahnya berbeda", Tone::Stop),
        pair("A1-FK0002 · piutang 07/12", "Rp 77.000", "", "", "hanya di sini", Tone::Look),
        pair("", "", "N1-FK0003 · utang 07/12", "Rp 240.000", "hanya di sana", Tone::Look),
        pair("A1-FK0001 · piutang 07/12", "Rp 360.000", "A1-FK0001 · piutang 07/12", "Rp 360.000", "", Tone::Quiet),
    ]));
    page.set_actions(list([
        action("F4", "Yang dulu", false),
        action("F6", "Terima berkas", false),
        action("F7", "Kirim berkas", false),
        action("F9", "Lihat dokumen", false),
        action("F10", "Buat rekening", true),
    ]));
}
