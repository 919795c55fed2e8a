//! Scenes of the counter's side of the day: float, cash, close, returns.

use crate::Scene;
use crate::support::*;
use slint::{ComponentHandle, SharedString};
use ui::*;

pub const SCENES: &[Scene] = &[
    ("float", |w| {
        float(w);
        counted(w, &[(0, "2"), (1, "3"), (2, "10")], "550.000");
    }),
    ("float_noted", |w| {
        float(w);
        counted(w, &[], "0");
        w.global::<Shell>().set_demo(true);
        let page = w.global::<OpeningFloat>();
        page.set_note("Jam komputer mundur dua hari sejak penjualan terakhir. Periksa tanggalnya.".into());
        page.set_error("Hari ini sudah ditutup. Pilih hari lain, atau minta manajer.".into());
    }),
    ("float_sum", |w| {
        float(w);
        w.global::<OpeningFloat>().set_only_sum(true);
        w.global::<OpeningFloat>().set_amount("150000".into());
        w.global::<OpeningFloat>().set_amount_text("150.000".into());
    }),
    ("cash", |w| {
        cash(w);
        let page = w.global::<Cash>();
        page.set_alarm("Laci berisi lebih dari Rp 2.000.000. Setor ke brankas.".into());
        page.set_notice("Tercatat: kas keluar Rp 25.000.".into());
        w.global::<Shell>().set_drawer_alarm("Laci penuh".into());
        let row = |time: &str, kind: &str, detail: &str, amount: &str| CashRow {
            time: time.into(),
            kind: kind.into(),
            detail: detail.into(),
            amount: amount.into(),
        };
        page.set_rows(list([
            row("14:05", "Kas keluar", "Kembalian untuk kasir B · Siti", "−25.000"),
            row("13:20", "Kas kecil", "Listrik · token PLN 53 kWh · Siti", "−102.500"),
            row("12:00", "Setor ke brankas", "Siti · disetujui Hj. Nur Khasanah", "−1.500.000"),
            row("08:10", "Kas masuk", "Tambahan uang receh dari brankas · Siti", "+200.000"),
        ]));
    }),
    ("cash_none", |w| cash(w)),
    ("cash_out", |w| {
        cash(w);
        let page = w.global::<Cash>();
        page.set_kind(CashKind::TakeOut);
        page.set_reasons(list(["Uang receh ke kasir lain", "Pinjaman pengurus", "Salah masuk"].map(SharedString::from)));
        page.set_reason("Salah masuk".into());
        page.set_amount("25000".into());
        page.set_amount_text("25.000".into());
        page.set_error("Kas keluar memerlukan persetujuan manajer.".into());
    }),
    ("cash_petty", |w| {
        cash(w);
        let page = w.global::<Cash>();
        page.set_kind(CashKind::Petty);
        let words = ["Listrik", "Air", "Kebersihan", "Perlengkapan toko", "Konsumsi", "Ongkos kirim", "Parkir dan retribusi", "Lain-lain"];
        page.set_purposes(list(words.map(SharedString::from)));
        page.set_purpose(2);
    }),
    ("close_count", |w| {
        close(w, CloseStep::Count);
        counted(w, &[(0, "12"), (1, "7"), (3, "21"), (9, "40")], "1.764.000");
        w.global::<Counting>().set_marked(3);
        w.global::<Close>().set_note("2 nota ditahan tetap tersimpan untuk sif berikutnya.".into());
    }),
    ("close_noncash", |w| {
        close(w, CloseStep::Noncash);
        let row = |name: &str, recorded: &str, waiting: &str, figure: &str, text: &str| NoncashRow {
            name: name.into(),
            recorded: recorded.into(),
            waiting: waiting.into(),
            figure: figure.into(),
            figure_text: text.into(),
        };
        let page = w.global::<Close>();
        page.set_noncash(list([
            row("QRIS", "12 transaksi, Rp 1.254.000", "2 belum dikonfirmasi, Rp 40.000", "1214000", "1.214.000"),
            row("Kartu (EDC)", "3 transaksi, Rp 410.500", "", "", ""),
            row("Transfer bank", "1 transaksi, Rp 75.000", "", "", ""),
        ]));
        page.set_noncash_marked(1);
    }),
    ("close_noncash_none", |w| close(w, CloseStep::Noncash)),
    ("close_result", |w| {
        close(w, CloseStep::Result);
        result(w);
        let page = w.global::<Close>();
        page.set_choice(true);
        page.set_reason("Salah kembalian".into());
        page.set_reasons(list(["Salah kembalian", "Uang palsu", "Belum tahu"].map(SharedString::from)));
    }),
    ("close_even", |w| {
        close(w, CloseStep::Result);
        let page = w.global::<Close>();
        page.set_results(list([difference("Tunai", "1.764.000", "1.764.000", "0", "pas", Tone::Good)]));
        page.set_difference("0".into());
        page.set_difference_words("PAS".into());
        page.set_recounts(true);
    }),
    ("close_sign", |w| {
        close(w, CloseStep::Sign);
        result(w);
        let page = w.global::<Close>();
        page.set_pin("2580".into());
        page.set_manager_why("Selisih di atas Rp 50.000: manajer ikut menandatangani.".into());
        page.set_managers(list([
            StaffTile { id: "m1".into(), name: "Hj. Nur Khasanah".into(), role: "Manajer".into(), initials: "NK".into() },
            StaffTile { id: "m2".into(), name: "H. Abdul Malik".into(), role: "Pengurus".into(), initials: "AM".into() },
        ]));
        page.set_manager("m1".into());
        page.set_error("PIN Siti Aminah salah. Coba lagi dalam 4 detik.".into());
    }),
    ("close_sign_alone", |w| close(w, CloseStep::Sign)),
    ("close_done", |w| {
        close(w, CloseStep::Done);
        result(w);
        let page = w.global::<Close>();
        page.set_number("Z A1-000012".into());
        page.set_paper(z_report().into());
        page.set_print_state("Laporan Z dicetak".into());
    }),
    ("reading", |w| {
        cash(w);
        i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(20));
        let page = w.global::<Reading>();
        page.set_title("Laporan X".into());
        page.set_text(z_report().into());
        page.set_shown(true);
    }),
    ("returns_find", |w| {
        returns(w, ReturnStep::Find);
        let goods = ["Beras SPHP 5kg, Mi Goreng 85g, Teh Botol 450ml, Sabun", "Telur ayam ras", "Minyak Goreng Kemasan 1L"];
        let rows = goods.into_iter().enumerate().map(|(n, goods)| FoundSale {
            number: format!("A1-000{}", 136 - n).into(),
            time: format!("22/11 14:{:02}", 32 - n).into(),
            total: if n == 0 { "1.254.300" } else { "19.200" }.into(),
            goods: goods.into(),
            member: if n == 1 { "A-00012 Budi Santoso" } else { "" }.into(),
            tender: if n == 2 { "QRIS" } else { "Tunai" }.into(),
        });
        w.global::<Returns>().set_found(list(rows));
        w.global::<Returns>().set_selected(0);
    }),
    ("returns_find_none", |w| {
        returns(w, ReturnStep::Find);
        w.global::<Returns>().set_query("zzz".into());
        w.global::<Returns>().set_empty_text("Tidak ada penjualan dengan \"zzz\".".into());
    }),
    ("returns_lines", |w| {
        returns(w, ReturnStep::Lines);
        lines(w);
        exchange(w);
    }),
    ("returns_bare", |w| {
        returns(w, ReturnStep::Lines);
        w.global::<Returns>().set_receiptless(true);
        w.global::<Returns>().set_scans_back(true);
        w.global::<Returns>().set_sale("Tanpa struk".into());
    }),
    ("returns_settle", |w| {
        returns(w, ReturnStep::Settle);
        exchange(w);
        w.global::<Returns>().set_tender("cash".into());
        w.global::<Returns>().set_reason("Rusak atau cacat".into());
        let tender = |id: &str, name: &str, detail: &str| RefundRow { id: id.into(), name: name.into(), detail: detail.into() };
        w.global::<Returns>()
            .set_tenders(list([tender("cash", "Tunai", "dibayar tunai Rp 50.000"), tender("qris", "QRIS", "dibayar QRIS Rp 20.000")]));
    }),
    ("returns_pay", |w| {
        returns(w, ReturnStep::Settle);
        let page = w.global::<Returns>();
        page.set_back_sum("3.100".into());
        page.set_new_sum("34.900".into());
        page.set_net("31.800".into());
        page.set_direction(1);
        page.set_cash(true);
        page.set_received("50000".into());
        page.set_received_text("50.000".into());
        page.set_change("18.200".into());
        page.set_tender("cash".into());
        let tender = |id: &str, name: &str| RefundRow { id: id.into(), name: name.into(), detail: "".into() };
        page.set_tenders(list([
            tender("cash", "Tunai"),
            tender("qris", "QRIS"),
            tender("transfer", "Transfer bank"),
            tender("card", "Kartu (EDC)"),
        ]));
        page.set_error("Tulis dulu alasannya.".into());
    }),
    ("returns_done", |w| {
        returns(w, ReturnStep::Done);
        let page = w.global::<Returns>();
        page.set_net("9.300".into());
        page.set_direction(-1);
        page.set_number("A1-000137".into());
        page.set_done_text("Tunai dari laci".into());
        page.set_print_state("Struk retur dicetak".into());
    }),
    ("menu_office", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Shell>().set_office(false);
        w.global::<Shell>().set_keys_shown(true);
    }),
    ("sale_full_drawer", |w| {
        cart(w, three_rows(), "66.570", "16 item");
        w.global::<Shell>().set_drawer_alarm("Laci penuh".into());
        w.global::<Sale>().set_member("A-00012 · Siti Aminah".into());
    }),
    ("receipts_void", |w| {
        w.global::<Shell>().set_page(Page::Receipts);
        let row = ReceiptRow {
            number: "A1-000136".into(),
            time: "14:32".into(),
            total: "1.254.300".into(),
            cashier: "Siti".into(),
            member: "".into(),
            tender: "Tunai".into(),
        };
        let page = w.global::<Receipts>();
        page.set_rows(list([row]));
        page.set_selected(0);
        page.set_voids(true);
        page.set_paper(paper().into());
        page.set_print_state("Struk dicetak".into());
    }),
];

fn float(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Float);
    window.global::<OpeningFloat>().set_business_date("Minggu, 22 November 2026".into());
}

/// Notes and coins, some of them counted.
pub fn counted(window: &MainWindow, counts: &[(usize, &str)], sum: &str) {
    let values = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100];
    let dots = |value: i64| match value {
        0..1_000 => value.to_string(),
        1_000..1_000_000 => format!("{}.{:03}", value / 1_000, value % 1_000),
        _ => format!("{}.{:03}.{:03}", value / 1_000_000, value / 1_000 % 1_000, value % 1_000),
    };
    let rows = values.iter().enumerate().map(|(n, value)| {
        let count = counts.iter().find(|(row, _)| *row == n).map_or("", |(_, count)| count);
        CountRow {
            label: dots(*value).into(),
            kind: if *value >= 1_000 { "lembar" } else { "keping" }.into(),
            count: count.into(),
            amount: count.parse::<i64>().map(|count| dots(count * value)).unwrap_or_default().into(),
        }
    });
    window.global::<Counting>().set_rows(list(rows));
    window.global::<Counting>().set_sum(sum.into());
}

fn cash(window: &MainWindow) {
    window.global::<Shell>().set_page(Page::Cash);
    window.global::<Cash>().set_reads(true);
    window.global::<Cash>().set_empty_text("Belum ada kas masuk atau keluar di sif ini.".into());
}

fn close(window: &MainWindow, step: CloseStep) {
    window.global::<Shell>().set_page(Page::Close);
    let page = window.global::<Close>();
    page.set_step(step);
    page.set_reads(true);
    page.set_shift("Minggu, 22 November 2026 · dibuka 07.02".into());
    page.set_cashier("Siti Aminah".into());
    page.set_difference_words("PAS".into());
}

fn difference(name: &str, counted: &str, expected: &str, difference: &str, words: &str, tone: Tone) -> ResultRow {
    ResultRow {
        name: name.into(),
        counted: counted.into(),
        expected: expected.into(),
        difference: difference.into(),
        words: words.into(),
        tone,
    }
}

fn result(window: &MainWindow) {
    let page = window.global::<Close>();
    page.set_results(list([
        difference("Tunai", "1.764.000", "1.816.000", "−52.000", "kurang", Tone::Stop),
        difference("QRIS", "1.214.000", "1.254.000", "−40.000", "2 belum dikonfirmasi", Tone::Look),
        difference("Kartu (EDC)", "410.500", "410.500", "0", "pas", Tone::Good),
        difference("Transfer bank", "–", "75.000", "–", "tidak dilihat", Tone::Quiet),
    ]));
    page.set_difference("52.000".into());
    page.set_difference_words("KAS KURANG".into());
    page.set_tone(Tone::Stop);
    page.set_recounts(true);
}

fn returns(window: &MainWindow, step: ReturnStep) {
    window.global::<Shell>().set_page(Page::Returns);
    let page = window.global::<Returns>();
    page.set_step(step);
    page.set_sale("A1-000123 · 22/11 14:05 · A-00012".into());
    page.set_back_sum("0".into());
    page.set_new_sum("0".into());
    let reasons = ["Rusak atau cacat", "Kedaluwarsa", "Salah barang", "Pembeli berubah pikiran"];
    page.set_reasons(list(reasons.map(SharedString::from)));
}

fn lines(window: &MainWindow) {
    let row = |line: i32, name: &str, bought: &str, back: &str, quantity: &str, price: &str, amount: &str| ReturnRow {
        line,
        name: name.into(),
        pack: if line == 4 { "RENTENG 10" } else { "" }.into(),
        bought: bought.into(),
        back: back.into(),
        left: bought.into(),
        quantity: quantity.into(),
        price: price.into(),
        amount: amount.into(),
        weighed: bought.contains("kg"),
        whither: line % 3,
        over: line == 3,
    };
    let page = window.global::<Returns>();
    page.set_rows(list([
        row(1, "Mi Goreng 85g", "12", "sudah kembali 2", "3", "3.100", "9.300"),
        row(2, "Telur ayam ras", "0,540 kg", "", "0,540", "28.000", "15.120"),
        row(3, "Teh Botol 450ml", "3", "sudah kembali semua", "", "4.750", ""),
        row(4, "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL", "1", "", "", "14.500", ""),
    ]));
    page.set_marked(0);
}

fn exchange(window: &MainWindow) {
    let page = window.global::<Returns>();
    let row = |line: i32, quantity: &str, name: &str, price: &str, amount: &str| ExchangeRow {
        line,
        quantity: quantity.into(),
        name: name.into(),
        price: price.into(),
        amount: amount.into(),
    };
    page.set_exchange(list([
        row(1, "2", "Mi Kuah Kari Ayam Istimewa 90g Isi Lebih Banyak", "3.300", "6.600"),
        row(2, "1", "Sabun Mandi 110g", "4.200", "4.200"),
    ]));
    page.set_back_sum("24.420".into());
    page.set_new_sum("10.800".into());
    page.set_net("13.600".into());
    page.set_rounding("pembulatan −20".into());
    page.set_direction(-1);
}

fn z_report() -> String {
    [
        "      KOPERASI CONTOH UJI       ",
        "          LAPORAN Z 12          ",
        "--------------------------------",
        "Tanggal    Minggu, 22/11/2026   ",
        "Kasir A    Siti Aminah          ",
        "Buka 07:02     Tutup 14:40      ",
        "--------------------------------",
        "Penjualan (136)       3.402.500 ",
        "Retur (2)               -24.420 ",
        "--------------------------------",
        "TUNAI                           ",
        "  modal awal            150.000 ",
        "  penjualan           1.690.920 ",
        "  retur                 -24.420 ",
        "  kas keluar             -500   ",
        "  seharusnya          1.816.000 ",
        "  dihitung            1.764.000 ",
        "  KURANG                -52.000 ",
        "--------------------------------",
        "QRIS (12)             1.254.000 ",
        "  belum dikonfirmasi     40.000 ",
        "EDC (3)                 410.500 ",
        "--------------------------------",
        "Kasir              Manajer      ",
        "",
        "",
        "Siti Aminah    Hj. Nur Khasanah ",
    ]
    .join("\n")
}
