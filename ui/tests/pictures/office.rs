//! The manager's pages, with the day of a shop that has had better ones.

use crate::Scene;
use crate::support::*;
use slint::{ComponentHandle, ModelRc, SharedString};
use ui::*;

pub const OFFICE: &[Scene] = &[
    ("home", home),
    ("home_well", |w| {
        home(w);
        let page = w.global::<Home>();
        page.set_tasks(list([]));
        page.set_all_well("Semua beres. Tidak ada yang menunggu.".into());
        page.set_hours(list([]));
        page.set_chart_empty("Belum ada penjualan hari ini.".into());
        page.set_drawers(list(drawers().into_iter().take(1)));
        page.set_backup_tone(Tone::Good);
    }),
    ("reports_hours", |w| {
        reports(w, 1);
        let page = w.global::<Reports>();
        page.set_title("Penjualan per jam".into());
        page.set_columns(columns(&[("Jam", 20, false), ("Struk", 20, true), ("Penjualan", 30, true), ("Minggu lalu", 30, true)]));
        page.set_rows(list((6..22).map(|h| row(&[&format!("{h:02}.00–{h:02}.59"), "14", "1.254.300", "1.102.000"], 0, false))));
        page.set_chart(1);
        page.set_bars(list(hours()));
        page.set_chart_title("Penjualan per jam; garis tipis: Minggu lalu".into());
        page.set_chart_shown(true);
    }),
    ("reports_month", |w| {
        reports(w, 2);
        let page = w.global::<Reports>();
        page.set_period(Period { chosen: 3, text: "1–30 November 2026".into() });
        page.set_title("Laba kotor per hari".into());
        page.set_chart(1);
        page.set_chart_low(-240);
        page.set_chart_title("Laba kotor tiap hari".into());
        page.set_bars(list((1..=31).map(|d| ChartBar {
            label: d.to_string().into(),
            value: format!("{} rb", d * 31 % 97 * 10).into(),
            share: if d == 17 { -240 } else { d * 331 % 997 + 3 },
            peak: d == 3,
            ..Default::default()
        })));
        page.set_chart_shown(true);
    }),
    ("reports_line", |w| {
        reports(w, 2);
        let page = w.global::<Reports>();
        page.set_title("Kas di tangan".into());
        page.set_chart(3);
        page.set_chart_title("Kas di tangan tiap hari".into());
        page.set_bars(list((1..=31).map(|d| ChartBar {
            label: d.to_string().into(),
            value: format!("{},{} jt", d % 7 + 1, d % 10).into(),
            share: d * d * 7 % 800 + 100,
            peak: d == 22,
            ..Default::default()
        })));
        page.set_chart_shown(true);
    }),
    ("reports_products", |w| {
        reports(w, 3);
        let page = w.global::<Reports>();
        page.set_title("Barang terlaris".into());
        page.set_chart(2);
        page.set_chart_title("Laba kotor per barang".into());
        let names = [
            "Beras SPHP 5kg",
            "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL",
            "Mi Goreng 85g",
            "Telur ayam ras",
            "Teh Botol 450ml",
        ];
        page.set_bars(list((0..12).map(|n| ChartBar {
            label: names[n as usize % 5].into(),
            value: format!("{}.000", 1300 - n * 97).into(),
            share: 1000 - n * 89,
            ..Default::default()
        })));
        page.set_chart_shown(true);
    }),
    ("reports_ledger", |w| {
        reports(w, 8);
        let page = w.global::<Reports>();
        page.set_title("Buku besar".into());
        page.set_subtitle("1-111 Kas kasir (laci) · saldo awal 150.000".into());
        page.set_option("1-111 Kas kasir (laci)".into());
        page.set_trail(list(["Neraca saldo".into()]));
        page.set_opens(true);
        page.set_columns(columns(&[
            ("Tanggal", 14, false),
            ("Keterangan", 38, false),
            ("Debit", 16, true),
            ("Kredit", 16, true),
            ("Saldo", 16, true),
        ]));
        page.set_rows(list((0..60).map(|n| {
            if n % 20 == 0 {
                row(&["", "Saldo awal 22 November", "", "", "150.000"], 1, false)
            } else {
                row(
                    &["22/11/2026", &format!("Penjualan A1-000{} kepada Siti Aminah binti Abdullah", 100 + n), "119.200", "", "1.269.200"],
                    0,
                    true,
                )
            }
        })));
        page.set_marked(3);
        page.set_note("60 dari 12.400 baris; semuanya ada di berkas.".into());
    }),
    ("reports_detail", |w| {
        reports(w, 8);
        let page = w.global::<Reports>();
        page.set_title("Buku besar".into());
        page.set_trail(list(["Buku besar".into(), "A1-000123".into()]));
        page.set_detail_shown(true);
        page.set_detail_title("Penjualan A1-000123".into());
        page.set_detail(details());
    }),
    ("reports_neraca", |w| {
        reports(w, 9);
        let page = w.global::<Reports>();
        page.set_title("Laporan posisi keuangan".into());
        page.set_subtitle("per 22 November 2026".into());
        page.set_columns(columns(&[("", 70, false), ("Rupiah", 30, true)]));
        page.set_rows(list([
            row(&["ASET LANCAR", ""], 2, false),
            row(&["Kas besar (brankas)", "12.400.000"], 0, false),
            row(&["Kas kasir (laci)", "1.269.200"], 0, false),
            row(&["Penyisihan piutang", "−120.000"], 0, false),
            row(&["Jumlah aset lancar", "13.549.200"], 1, false),
            row(&["LIABILITAS", ""], 2, false),
            row(&["Utang usaha pemasok luar", "4.000.000"], 0, false),
            row(&["Jumlah liabilitas dan ekuitas", "13.549.200"], 1, false),
        ]));
    }),
    ("reports_busy", |w| {
        reports(w, 4);
        let page = w.global::<Reports>();
        page.set_title("Penjualan per kategori".into());
        page.set_busy(true);
        page.set_progress(430);
        page.set_progress_text("Menghitung: 430.000 dari 1.000.000 baris".into());
    }),
    ("reports_none", |w| {
        reports(w, -1);
        strip(w, Tone::Good, "Tersimpan: /media/USB-HITAM/Sokoguru/penjualan-per-jam-2026-11-22.pdf", "");
    }),
    ("journal_tiles", |w| {
        page(w, Page::Journal);
        w.global::<Journal>().set_tiles(list(
            [
                ("Bayar listrik", "Beban listrik, air, telepon", "Uang keluar"),
                ("Gaji toko", "Upah orang yang bekerja di toko", "Uang keluar"),
                ("Sewa", "Sewa toko dan gudang", "Uang keluar"),
                ("Setor ke bank", "Dari brankas ke rekening", "Pindah uang"),
                ("Ambil dari bank", "Dari rekening ke brankas", "Pindah uang"),
                ("Simpanan pokok masuk", "Dari anggota baru", "Simpanan"),
                ("Simpanan wajib masuk", "Setoran anggota", "Simpanan"),
                ("Pendapatan lain-lain", "Uang masuk di luar penjualan", "Uang masuk"),
            ]
            .map(|(name, hint, group)| JournalTile {
                id: name.into(),
                name: name.into(),
                hint: hint.into(),
                group: group.into(),
            }),
        ));
        w.global::<Journal>().set_tile(1);
    }),
    ("journal_form", |w| {
        page(w, Page::Journal);
        form(w);
    }),
    ("journal_free", |w| {
        page(w, Page::Journal);
        let page = w.global::<Journal>();
        page.set_section(1);
        page.set_date_text("Minggu, 22 November 2026".into());
        page.set_memo("Koreksi sewa dibayar di muka".into());
        let entry = |account: &str, debit: &str, credit: &str| EntryRow {
            account: account.into(),
            debit: debit.into(),
            credit: credit.into(),
            ..Default::default()
        };
        page.set_entries(list([
            entry("6-130 Sewa", "1.500.000", ""),
            entry("1-530 Beban dibayar di muka", "", "1.475.000"),
            entry("", "", ""),
        ]));
        page.set_entry(1);
        page.set_credit(true);
        page.set_debit_sum("1.500.000".into());
        page.set_credit_sum("1.475.000".into());
        page.set_difference("Debit lebih 25.000".into());
        page.set_error("Jurnal belum seimbang. Samakan jumlah debit dan kredit.".into());
    }),
    ("journal_made", |w| {
        page(w, Page::Journal);
        let page = w.global::<Journal>();
        page.set_section(2);
        page.set_rows(list((0..12).map(|n| JournalRow {
            id: n.to_string().into(),
            date: "22/11/2026".into(),
            text: if n % 3 == 0 { "Bayar listrik: token 22 November" } else { "Gaji toko: Siti, Budi" }.into(),
            amount: if n % 3 == 0 { "350.000" } else { "2.400.000" }.into(),
            who: "Hj. Nur Khasanah".into(),
            state: if n == 4 { "sudah dibalik" } else { "" }.into(),
            reversible: n != 4,
        })));
        page.set_selected(1);
        page.set_detail(details());
    }),
    ("journal_close", |w| {
        page(w, Page::Journal);
        let page = w.global::<Journal>();
        page.set_section(3);
        let points = |texts: &[&str]| list(texts.iter().map(|text| SharedString::from(*text)).collect::<Vec<_>>());
        page.set_closes(list([
            PeriodClose {
                id: "2026-11".into(),
                name: "November 2026".into(),
                state: "semua hari sudah ditutup".into(),
                tone: Tone::Good,
                points: points(&[
                    "Bulan ini tidak menerima pembukuan lagi. Catatan yang terlambat masuk ke bulan berjalan dan ditandai.",
                    "Laporan bulan ini tidak akan berubah.",
                ]),
                action: "Tutup bulan".into(),
            },
            PeriodClose {
                id: "2026".into(),
                name: "Tahun buku 2026".into(),
                state: "bulan Desember belum ditutup".into(),
                tone: Tone::Look,
                points: points(&["Semua pendapatan dan beban dipindahkan ke SHU tahun berjalan.", "Tutup dulu semua bulannya."]),
                action: "".into(),
            },
        ]));
    }),
    ("day", |w| {
        day(w);
        strip(w, Tone::Look, "Sif B belum ditutup: kasir Budi, laci terakhir dibuka 13:58.", "");
    }),
    ("day_ready", |w| {
        day(w);
        let page = w.global::<Day>();
        page.set_checks(list([
            task("Semua sif sudah ditutup", "2 sif, 2 kasir", Tone::Good, ""),
            task("Tidak ada struk yang menunggu", "", Tone::Good, ""),
        ]));
        page.set_ready(true);
        page.set_deposit("2500000".into());
        page.set_deposit_text("2.500.000".into());
        page.set_targets(list(["Bank operasional".into(), "Bank penampung saldo santri".into()]));
    }),
    ("day_done", |w| {
        day(w);
        let page = w.global::<Day>();
        page.set_closed(true);
        page.set_state("ditutup pukul 21:04 oleh Hj. Nur Khasanah".into());
        page.set_paper(paper().into());
        page.set_print_state("Sudah dicetak".into());
    }),
    ("day_confirm", |w| {
        day(w);
        let confirm = w.global::<Confirm>();
        confirm.set_title("Tutup hari Minggu, 22 November 2026?".into());
        confirm.set_text("Setelah ditutup, hari ini tidak menerima pembukuan lagi.".into());
        confirm.set_points(list([
            "Setoran ke bank 2.500.000 dibukukan dari kas besar.".into(),
            "Catatan yang datang terlambat masuk ke hari yang terbuka dan ditandai.".into(),
        ]));
        confirm.set_action("Tutup hari".into());
        confirm.set_shown(true);
    }),
    ("staff", |w| {
        page(w, Page::Staff);
        let page = w.global::<People>();
        page.set_rows(list(
            [
                ("Siti Aminah", "Kasir", "aktif", Tone::Good),
                ("Budi Santoso", "Manajer", "aktif", Tone::Good),
                ("Rahmat Hidayat", "Staf stok", "nonaktif sejak 3 Oktober", Tone::Quiet),
            ]
            .map(|(name, role, state, tone)| PersonRow {
                id: name.into(),
                name: name.into(),
                initials: "SA".into(),
                role: role.into(),
                state: state.into(),
                tone,
                active: tone == Tone::Good,
            }),
        ));
        page.set_selected(0);
        page.set_detail(list([
            line("Nama", "Siti Aminah"),
            line("Peran", "Kasir"),
            line("Kartu", "belum ada"),
            line("Masuk terakhir", "hari ini 06:55, kasir A"),
        ]));
        page.set_card_text("Pindai kartu Siti Aminah sekarang.".into());
    }),
    ("staff_rights", |w| {
        page(w, Page::Staff);
        let page = w.global::<People>();
        page.set_section(1);
        page.set_roles(list(["Kasir", "Staf stok", "Manajer", "Pengurus"].map(SharedString::from)));
        page.set_rights_note("Ketuk untuk mengubah. Berlaku di layar dan di perintah.".into());
        let cell = |on: bool, kind: &str, text: &str| RightCell { text: text.into(), on, kind: kind.into() };
        let names = [
            "Melihat harga pokok",
            "Diskon",
            "Ubah harga",
            "Retur",
            "Retur tanpa struk",
            "Batal penjualan",
            "Buka laci",
            "Kas keluar",
            "Tanggal mundur",
            "Tutup sif",
            "Pengaturan",
        ];
        page.set_rights(list(names.iter().map(|name| RightRow {
            id: (*name).into(),
            name: (*name).into(),
            hint: if *name == "Diskon" { "paling banyak, dari harga" } else { "" }.into(),
            cells: list(if *name == "Diskon" {
                [cell(true, "limit", "5 %"), cell(false, "limit", "0 %"), cell(true, "limit", "20 %"), cell(true, "fixed", "boleh")]
            } else {
                [
                    cell(name.starts_with("Re"), "toggle", if name.starts_with("Re") { "boleh" } else { "tidak" }),
                    cell(false, "toggle", "tidak"),
                    cell(true, "toggle", "boleh"),
                    cell(true, "fixed", "boleh"),
                ]
            }),
        })));
        page.set_right(2);
        page.set_role(1);
    }),
    ("audit", |w| {
        page(w, Page::Audit);
        let page = w.global::<Audit>();
        page.set_period(Period { chosen: 0, text: "Minggu, 22 November 2026".into() });
        page.set_rows(list(
            (0..20).map(|n| AuditRow {
                time: format!("22/11 14:{:02}", 59 - n).into(),
                who: if n % 3 == 0 { "Hj. Nur Khasanah" } else { "Siti Aminah" }.into(),
                what: ["Harga Mi Goreng 85g diubah 3.100 → 3.000", "Laci dibuka tanpa penjualan", "Penjualan A1-000123, Rp 119.200"][n % 3]
                    .into(),
                why: ["harga di rak salah", "tukar uang kecil", ""][n % 3].into(),
                tone: [Tone::Look, Tone::Look, Tone::Quiet][n % 3],
            }),
        ));
        page.set_selected(0);
        page.set_detail_title("Harga Mi Goreng 85g diubah".into());
        page.set_detail(list([
            line("Siapa", "Hj. Nur Khasanah, disetujui Budi Santoso"),
            line("Alasan", "harga di rak salah"),
            DetailRow { label: "Harga umum".into(), value: "3.000".into(), before: "3.100".into(), heading: false },
            line("Catatan", "A, masa 1, urutan 1.204"),
        ]));
        page.set_note("20 dari 3.120 catatan".into());
        page.set_verify("Diperiksa 21 November 2026 06:00: 12.404 catatan, semuanya cocok.".into());
        page.set_verify_tone(Tone::Good);
    }),
    ("audit_none", |w| {
        page(w, Page::Audit);
        let page = w.global::<Audit>();
        page.set_period(Period { chosen: 1, text: "Sabtu, 21 November 2026".into() });
        page.set_person("Siti Aminah".into());
        page.set_kind("Laci dibuka".into());
        page.set_empty("Tidak ada catatan seperti itu pada hari ini. Hapus saringannya, atau pilih tanggal lain.".into());
        page.set_busy(true);
        page.set_progress(720);
        page.set_progress_text("Memeriksa 9.000 dari 12.404".into());
    }),
    ("backup", |w| {
        backups(w);
        w.global::<Backup>().set_busy(true);
        w.global::<Backup>().set_progress(640);
        w.global::<Backup>().set_progress_text("Menyalin ke USB KINGSTON".into());
    }),
    ("backup_restore", |w| {
        backups(w);
        let confirm = w.global::<Confirm>();
        confirm.set_title("Pulihkan dari cadangan 21 November 21:04?".into());
        confirm.set_text("Basis data sekarang disisihkan dan diganti dengan cadangan ini.".into());
        confirm.set_points(list([
            "34 catatan setelah 21 November 21:04 tidak ada di cadangan ini.".into(),
            "Basis data sekarang tetap disimpan di sebelahnya.".into(),
            "Nomor struk selanjutnya dimulai dengan A2.".into(),
        ]));
        confirm.set_action("Pulihkan".into());
        confirm.set_stop(true);
        confirm.set_word("PULIHKAN".into());
        confirm.set_error("Berkas ini dari toko lain. Pilih cadangan toko ini.".into());
        confirm.set_shown(true);
    }),
    ("backup_tills", |w| {
        backups(w);
        let page = w.global::<Backup>();
        page.set_section(1);
        page.set_invite_text(
            "Berkas undangan ditulis ke USB KINGSTON. Ketik kode ini di kasir baru. Kode hanya ditampilkan sekali.".into(),
        );
        page.set_invite_code("7F3KM-9QRTX".into());
    }),
    ("picker", |w| {
        page(w, Page::Journal);
        let picker = w.global::<Picker>();
        picker.set_title("Pilih akun".into());
        picker.set_query("kas".into());
        picker.set_rows(list(
            [("1-110", "Kas besar (brankas)"), ("1-111", "Kas kasir (laci)"), ("1-112", "Kas kecil"), ("7-110", "Selisih lebih kas")]
                .map(|(id, text)| PickRow { id: id.into(), text: format!("{id} {text}").into(), detail: "saldo 1.254.300".into() }),
        ));
        picker.set_shown(true);
    }),
];

fn page(window: &MainWindow, page: Page) {
    window.global::<Shell>().set_cashier("Hj. Nur Khasanah".into());
    window.global::<Shell>().set_page(page);
}

pub fn task(text: &str, detail: &str, tone: Tone, verb: &str) -> Task {
    Task { text: text.into(), detail: detail.into(), tone, verb: verb.into() }
}

fn line(label: &str, value: &str) -> DetailRow {
    DetailRow { label: label.into(), value: value.into(), ..Default::default() }
}

fn details() -> ModelRc<DetailRow> {
    list([
        line("Waktu", "Minggu, 22 November 2026 14:32"),
        line("Kasir", "Siti Aminah, kasir A"),
        DetailRow { label: "Barang".into(), heading: true, ..Default::default() },
        line("5 × Mi Goreng 85g", "15.500"),
        line("1 × Beras SPHP 5kg", "60.000"),
        DetailRow { label: "Jurnal".into(), heading: true, ..Default::default() },
        line("1-111 Kas kasir (laci)", "debit 75.500"),
        line("4-110 Partisipasi bruto anggota", "kredit 75.500"),
    ])
}

fn columns(parts: &[(&str, i32, bool)]) -> ModelRc<Column> {
    let mut start = 0;
    list(
        parts
            .iter()
            .map(|&(title, percent, right)| {
                let column = Column { title: title.into(), start, share: percent * 10, right };
                start += percent * 10;
                column
            })
            .collect::<Vec<_>>(),
    )
}

fn row(cells: &[&str], style: i32, opens: bool) -> TableRow {
    TableRow { cells: list(cells.iter().map(|text| SharedString::from(*text)).collect::<Vec<_>>()), style, opens }
}

fn hours() -> Vec<ChartBar> {
    (0..24)
        .map(|h| {
            let share = if (6..21).contains(&h) { (h * h * 37 + 211) % 900 + 100 } else { 0 };
            ChartBar {
                label: format!("{h:02}").into(),
                value: if share == 0 { "".into() } else { format!("{},{} jt", share / 500, share % 10).into() },
                share: if h == 12 { 1000 } else { share },
                other: (h * 91) % 700,
                has_other: (7..22).contains(&h),
                peak: h == 12,
            }
        })
        .collect()
}

fn drawers() -> Vec<DrawerRow> {
    [
        ("Kasir A", "terbuka sejak 06:55", "Siti Aminah", "1.269.200", Tone::Good),
        ("Kasir B", "belum ditutup dari kemarin", "Budi Santoso", "2.904.500", Tone::Look),
    ]
    .map(|(till, state, cashier, cash, tone)| DrawerRow {
        till: till.into(),
        state: state.into(),
        cashier: cashier.into(),
        cash: cash.into(),
        tone,
    })
    .into()
}

fn home(window: &MainWindow) {
    page(window, Page::Home);
    let page = window.global::<Home>();
    page.set_date("Minggu, 22 November 2026".into());
    let figure =
        |label: &str, value: &str, note: &str, money: bool| Figure { label: label.into(), value: value.into(), note: note.into(), money };
    page.set_sales(figure("Penjualan bersih", "12.345.600", "1.204.000 lebih dari Minggu lalu", true));
    page.set_figures(list([
        figure("Struk", "184", "Minggu lalu 171", false),
        figure("Rata-rata", "67.096", "Minggu lalu 65.155", true),
        figure("Laba kotor", "1.852.000", "15,0 %", true),
    ]));
    page.set_chart_title("Penjualan per jam hari ini; garis tipis: Minggu lalu".into());
    page.set_hours(list(hours()));
    page.set_tasks(list([
        task("Kasir B kurang 25.000 saat tutup sif kemarin", "Budi Santoso, Z nomor 41", Tone::Stop, "Lihat"),
        task("3 pembayaran QRIS menunggu konfirmasi, Rp 264.000", "yang tertua 2 jam", Tone::Look, "Periksa"),
        task("Stok Telur ayam ras minus 2,400 kg", "dan 4 barang lain", Tone::Look, "Lihat"),
        task("2 struk menunggu: kertas habis", "", Tone::Look, "Printer"),
        task("Hari Sabtu, 21 November belum ditutup", "", Tone::Look, "Tutup"),
        task("5 catatan terlambat masuk ke hari ini", "dari kasir B", Tone::Quiet, "Lihat"),
    ]));
    page.set_marked(1);
    page.set_drawers(list(drawers()));
    page.set_backup("Cadangan terakhir: Jumat, 20 November 21:04. Sudah lebih dari sehari.".into());
    page.set_backup_tone(Tone::Look);
    page.set_verify("Pembukuan diperiksa hari ini 06:00: semuanya cocok.".into());
}

fn reports(window: &MainWindow, current: i32) {
    page(window, Page::Reports);
    let page = window.global::<Reports>();
    let names = [
        ("Ringkasan hari", "Hari ini & penjualan"),
        ("Penjualan per jam", ""),
        ("Laba kotor per hari", ""),
        ("Barang terlaris", ""),
        ("Kategori", ""),
        ("Cara bayar", "Uang"),
        ("Selisih kas", ""),
        ("PPN", "Pajak"),
        ("Buku besar", "Buku"),
        ("Laporan posisi keuangan", ""),
        ("Perhitungan hasil usaha", ""),
    ];
    page.set_entries(list(names.map(|(name, group)| ReportEntry { id: name.into(), name: name.into(), group: group.into() })));
    page.set_current(current);
    page.set_period(Period { chosen: 0, text: "Minggu, 22 November 2026".into() });
    page.set_subtitle("Minggu, 22 November 2026".into());
}

fn form(window: &MainWindow) {
    let field = |label: &str, value: &str, kind: &str, hint: &str| FormField {
        key: label.into(),
        label: label.into(),
        value: value.into(),
        kind: kind.into(),
        hint: hint.into(),
        ..Default::default()
    };
    let form = window.global::<Form>();
    form.set_title("Bayar listrik".into());
    form.set_text("Uang keluar untuk listrik, air, dan telepon.".into());
    form.set_fields(list([
        FormField { error: "Jumlahnya belum diisi.".into(), ..field("Jumlah", "350000", "amount", "") },
        field("Tanggal", "2026-11-22", "date", ""),
        FormField {
            choices: list(["Kas besar (brankas)".into(), "Kas kecil".into(), "Bank operasional".into()]),
            ..field("Dibayar dari", "Kas kecil", "choice", "")
        },
        field("Keterangan", "Token PLN November", "text", "untuk apa, nomor bukti"),
    ]));
    form.set_at(0);
    form.set_action("Bukukan".into());
    form.set_shown(true);
}

fn day(window: &MainWindow) {
    page(window, Page::Day);
    let page = window.global::<Day>();
    page.set_date("Minggu, 22 November 2026".into());
    page.set_state("terbuka".into());
    page.set_checks(list([
        task("Sif kasir B masih terbuka", "Budi Santoso sejak 06:58", Tone::Stop, "Lihat"),
        task("2 struk menunggu dicetak", "kertas habis", Tone::Look, "Printer"),
        task("1 pembayaran QRIS menunggu konfirmasi", "Rp 88.000", Tone::Look, "Periksa"),
    ]));
    page.set_marked(0);
    page.set_in_safe("Kas besar sekarang 12.400.000".into());
    page.set_columns(columns(&[("Akun", 52, false), ("Debit", 24, true), ("Kredit", 24, true)]));
    page.set_rows(list([
        row(&["1-111 Kas kasir (laci)", "10.269.200", "9.000.000"], 0, false),
        row(&["1-130 Piutang QRIS/PJP", "2.076.400", ""], 0, false),
        row(&["4-110 Partisipasi bruto anggota", "", "8.100.000"], 0, false),
        row(&["4-210 Penjualan non anggota", "", "4.245.600"], 0, false),
        row(&["5-110 Beban pokok anggota", "6.885.000", ""], 0, false),
        row(&["5-210 HPP non anggota", "3.608.600", ""], 0, false),
        row(&["1-410 Persediaan barang dagang", "", "10.493.600"], 0, false),
        row(&["Jumlah", "32.839.200", "32.839.200"], 1, false),
    ]));
}

fn backups(window: &MainWindow) {
    page(window, Page::Backup);
    let page = window.global::<Backup>();
    page.set_last("Cadangan terakhir: Jumat, 20 November 21:04".into());
    page.set_last_tone(Tone::Look);
    page.set_targets(list(
        [
            ("Folder cadangan", "di cakram ini, 41 GB kosong", Tone::Good, true),
            ("USB KINGSTON", "14 GB kosong", Tone::Good, false),
            ("USB lama", "penuh", Tone::Stop, false),
        ]
        .map(|(name, detail, tone, chosen)| TargetRow { id: name.into(), name: name.into(), detail: detail.into(), tone, chosen }),
    ));
    page.set_rows(list((0..9).map(|n| BackupRow {
        id: n.to_string().into(),
        name: format!("{} November 2026 21:04", 20 - n).into(),
        detail: "12.404 catatan · 3,2 MB · Folder cadangan".into(),
        tone: if n == 3 { Tone::Stop } else { Tone::Good },
    })));
    page.set_selected(0);
    page.set_tills(list([("A", true, "hari ini 14:32"), ("B", false, "kemarin 21:10")].map(|(letter, own, when)| TillRow {
        letter: letter.into(),
        name: if own { "depan" } else { "belakang" }.into(),
        state: when.into(),
        detail: "catatan terakhir 12.404".into(),
        tone: if own { Tone::Good } else { Tone::Look },
        own,
    })));
    page.set_files(list([BackupRow {
        id: "1".into(),
        name: "Kasir B, 22 November 13:50".into(),
        detail: "311 catatan baru · USB KINGSTON".into(),
        tone: Tone::Good,
    }]));
}
