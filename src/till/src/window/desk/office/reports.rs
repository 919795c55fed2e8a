//! The page of reports: computed beside the till, shown as a table, printed and saved.

use std::path::PathBuf;

use app::books::{Format, Report, Sheet, Watch};
use app::files::make_folder;
use chrono::NaiveDate;
use domain::staff::Right;
use screen::office::period::Stretch;
use screen::office::reports::{self, Entry};
use screen::office::{Field, FieldKind, Form, journal, table};
use slint::ComponentHandle;
use ui::{Page, Reports};

use super::super::Desk;
use super::dialogs::{Choosing, Filling, Wrong, date};
use super::goods::GoodsList;
use super::work::Place;
use crate::window::bind;

/// What the page shows.
#[derive(Default)]
pub(super) struct Shown {
    entries: Vec<Entry>,
    current: Option<usize>,
    stretch: Option<Stretch>,
    /// The ledger of these accounts.
    accounts: Vec<String>,
    /// The card of this product.
    goods: String,
    /// Reports one came from, the deepest last.
    trail: Vec<Report>,
    /// What is shown now; differs from the entry after a look into a row.
    report: Option<Report>,
    sheet: Option<Sheet>,
    detail: bool,
}

impl Desk {
    /// The page as it was left.
    pub(in crate::window) fn show_reports(&mut self) {
        self.office.reports.entries = reports::entries(self.language, self.may(Right::SeeCost));
        if self.office.reports.stretch.is_none() {
            self.office.reports.stretch = Some(Stretch::usual(0, self.books_today()));
        }
        self.show_report_list();
        match self.office.reports.current {
            Some(_) => self.compute_report(),
            None => self.choose_report(0),
        }
    }

    /// Today, by the books.
    pub(super) fn books_today(&self) -> NaiveDate {
        let app = self.app.as_ref();
        app.and_then(|app| app.business_date().ok()).or_else(|| app.map(|app| app.now().date_naive())).unwrap_or_default()
    }

    fn show_report_list(&self) {
        let shown = &self.office.reports;
        let entries: Vec<(&'static str, &'static str)> = shown.entries.iter().map(|entry| (entry.name, entry.group)).collect();
        let current = shown.current.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
        let option = self.ledger_option();
        let language = self.language;
        let period = shown.stretch.map(|stretch| (stretch.chosen, stretch.words(language))).unwrap_or_default();
        let trail: Vec<String> = shown.trail.iter().map(|_| String::from("←")).collect();
        self.ui(move |window| {
            bind::show_report_list(window, &entries, current);
            let page = window.global::<Reports>();
            page.set_period(bind::period(&period));
            page.set_option(option.into());
            page.set_trail(bind::texts(&trail));
        });
    }

    /// Which accounts the ledger shows; empty for other reports.
    fn ledger_option(&self) -> String {
        match &self.office.reports.report {
            Some(Report::Ledger(codes)) => match codes.as_slice() {
                [] => self.language.pick("Semua akun", "All accounts").to_owned(),
                [code] => journal::account_words(code),
                more => more.join(", "),
            },
            Some(Report::Movements(sku)) if sku.is_empty() => self.language.pick("Pilih barang", "Choose goods").to_owned(),
            Some(Report::Movements(sku)) => {
                self.app.as_ref().and_then(|app| app.product(sku).ok()).map_or_else(|| sku.clone(), |product| product.name)
            }
            _ => String::new(),
        }
    }

    /// A report of the list was chosen.
    pub(in crate::window) fn choose_report(&mut self, index: i32) {
        let Some(place) = usize::try_from(index).ok().filter(|place| *place < self.office.reports.entries.len()) else { return };
        let report = match &self.office.reports.entries[place].report {
            Report::Ledger(_) => Report::Ledger(self.office.reports.accounts.clone()),
            Report::Movements(_) => Report::Movements(self.office.reports.goods.clone()),
            other => other.clone(),
        };
        let shown = &mut self.office.reports;
        shown.current = Some(place);
        shown.trail.clear();
        shown.report = Some(report);
        self.ui(|window| window.global::<Reports>().set_chart_shown(false));
        self.compute_report();
        if self.office.reports.report == Some(Report::Movements(String::new())) {
            self.choose_ledger_account();
        }
    }

    /// The same from elsewhere.
    pub(super) fn choose_report_of(&mut self, report: &Report) {
        let entries = reports::entries(self.language, self.may(Right::SeeCost));
        let same = |entry: &Entry| std::mem::discriminant(&entry.report) == std::mem::discriminant(report);
        self.office.reports.current = entries.iter().position(same);
        self.office.reports.trail.clear();
        self.office.reports.report = Some(report.clone());
    }

    fn compute_report(&mut self) {
        let shown = &mut self.office.reports;
        shown.detail = false;
        shown.sheet = None;
        let (Some(report), Some(stretch)) = (shown.report.clone(), shown.stretch) else { return };
        if report == Report::Movements(String::new()) {
            self.show_report_list();
            let title = self.language.pick("Kartu stok", "Stock card").to_owned();
            let view = table::View { title, ..table::View::default() };
            return self.ui(move |window| bind::show_table(window, &view, false));
        }
        let dates = report.has_period().then_some((stretch.from, stretch.to));
        self.show_report_list();
        self.ui(|window| window.global::<Reports>().set_detail_shown(false));
        self.start_work(
            Place::Report,
            move |app, teller| {
                let stop = teller.stop.clone();
                let mut tell = |share| teller.tell(share);
                let (from, to) = dates.unzip();
                app.report(&report, (from, to), None, &mut Watch::new(&stop, &mut tell))
            },
            Self::report_done,
        );
    }

    pub(super) fn report_progress(&self, thousandths: i32) {
        let text = self.language.pick("Menghitung …", "Computing …");
        self.ui(move |window| {
            let page = window.global::<Reports>();
            page.set_busy(true);
            page.set_progress(thousandths);
            page.set_progress_text(text.into());
        });
    }

    fn report_done(&mut self, result: Result<Sheet, app::Fault>) {
        self.ui(|window| window.global::<Reports>().set_busy(false));
        match result {
            Ok(sheet) => {
                self.office.reports.sheet = Some(sheet);
                self.show_sheet();
            }
            Err(fault) => {
                self.ui(|window| bind::show_table(window, &table::View::default(), false));
                self.refuse(&fault);
            }
        }
    }

    fn show_sheet(&self) {
        let shown = &self.office.reports;
        let Some(sheet) = &shown.sheet else { return };
        let deeper = matches!(shown.report, Some(Report::TrialBalance));
        let opens = |row: &app::books::Row| {
            row.pos.is_some() || (deeper && row.cells.first().is_some_and(|cell| reports::account_of(&[cell.words()]).is_some()))
        };
        let view = table::view(sheet, self.language, opens);
        let any = view.rows.iter().any(|row| row.opens);
        let empty = self.language.pick("Tidak ada catatan di tanggal ini.", "No records on these days.");
        self.ui(move |window| {
            bind::show_table(window, &view, any);
            window.global::<Reports>().set_empty(empty.into());
        });
    }

    /// Enough of it.
    pub(in crate::window) fn stop_report(&mut self) {
        self.office.works.stop(Place::Report);
        let text = self.language.pick("Dihentikan. Pilih laporan untuk menghitung lagi.", "Stopped. Choose a report to compute again.");
        self.ui(move |window| {
            let page = window.global::<Reports>();
            page.set_busy(false);
            page.set_empty(text.into());
            page.set_rows(bind::model(Vec::new()));
        });
    }

    /// One of the usual stretches.
    pub(in crate::window) fn choose_report_days(&mut self, index: i32) {
        let today = self.books_today();
        self.office.reports.stretch = Some(Stretch::usual(usize::try_from(index).unwrap_or(0), today));
        self.compute_report();
    }

    /// The stretch before or after.
    pub(in crate::window) fn step_report_days(&mut self, by: i32) {
        let today = self.books_today();
        self.office.reports.stretch = self.office.reports.stretch.map(|stretch| stretch.step(by, today));
        self.compute_report();
    }

    /// Own dates are asked for.
    pub(in crate::window) fn ask_dates(&mut self, page: Page) {
        let stretch = match page {
            Page::Audit => self.audit_stretch(),
            Page::Consign => self.office.consigning.stretch,
            _ => self.office.reports.stretch,
        };
        let Some(stretch) = stretch else { return };
        let language = self.language;
        let form = Form {
            title: language.pick("Tanggal berapa?", "Which dates?").to_owned(),
            text: String::new(),
            fields: vec![
                Field::new(FieldKind::Date, language.pick("Dari", "From"), stretch.from.to_string()),
                Field::new(FieldKind::Date, language.pick("Sampai", "To"), stretch.to.to_string()),
            ],
            action: language.pick("Tampilkan", "Show").to_owned(),
        };
        self.fill(Filling::Dates(page), form);
    }

    /// Own dates were typed.
    pub(super) fn dates_typed(&mut self, page: Page, values: &[String]) {
        let wrong = self.language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.");
        let (Some(from), Some(to)) = (date(values, 0), date(values, 1)) else {
            let place = usize::from(date(values, 0).is_some());
            return self.form_wrong(Wrong(place, wrong.to_owned()));
        };
        self.close_form();
        let stretch = Stretch::own(from, to);
        if page == Page::Audit {
            return self.audit_days(stretch);
        }
        if page == Page::Consign {
            return self.consign_days(stretch);
        }
        self.office.reports.stretch = Some(stretch);
        self.compute_report();
    }

    /// The account of the ledger is asked for, or the goods of a stock card.
    pub(in crate::window) fn choose_ledger_account(&mut self) {
        if matches!(self.office.reports.report, Some(Report::Movements(_))) {
            let rows = self.base_choices("");
            let title = self.language.pick("Kartu stok barang yang mana?", "The stock card of which goods?");
            return self.choose_from(Choosing::Goods(GoodsList::Report), title, rows);
        }
        let rows = journal::all_accounts("", self.language);
        self.choose_from(Choosing::LedgerAccount, self.language.pick("Buku besar akun", "Ledger of the account"), rows);
    }

    /// Goods were chosen: their movements.
    pub(super) fn movements_of(&mut self, sku: &str) {
        sku.clone_into(&mut self.office.reports.goods);
        self.office.reports.report = Some(Report::Movements(sku.to_owned()));
        self.compute_report();
    }

    /// It was chosen.
    pub(super) fn ledger_of(&mut self, code: &str) {
        self.office.reports.accounts = vec![code.to_owned()];
        self.office.reports.report = Some(Report::Ledger(vec![code.to_owned()]));
        self.compute_report();
    }

    /// A row was tapped: the ledger of its account, or the record behind it.
    pub(in crate::window) fn open_report_row(&mut self, index: i32) {
        let Some(sheet) = &self.office.reports.sheet else { return };
        let Some(row) = usize::try_from(index).ok().and_then(|place| sheet.rows.get(place)) else { return };
        if let Some(pos) = row.pos {
            return self.open_record(pos);
        }
        let cells: Vec<String> = row.cells.iter().map(app::books::Cell::words).collect();
        let Some(code) = reports::account_of(&cells) else { return };
        let shown = &mut self.office.reports;
        shown.trail.extend(shown.report.take());
        shown.report = Some(Report::Ledger(vec![code]));
        self.compute_report();
    }

    fn open_record(&mut self, pos: i64) {
        let Some(app) = &self.app else { return };
        let zone = *app.now().offset();
        match app.journal_at(pos) {
            Ok(Some(drill)) => {
                let (title, rows) = reports::drill(&drill, zone, self.language);
                self.office.reports.detail = true;
                self.ui(move |window| bind::show_report_detail(window, &title, &rows));
            }
            Ok(None) => {}
            Err(fault) => self.refuse(&fault),
        }
    }

    /// One step back: from the record to the rows, from the rows to the report before.
    pub(in crate::window) fn report_up(&mut self) {
        if std::mem::take(&mut self.office.reports.detail) {
            return self.ui(|window| {
                let page = window.global::<Reports>();
                page.set_detail_shown(false);
            });
        }
        if let Some(report) = self.office.reports.trail.pop() {
            self.office.reports.report = Some(report);
            self.compute_report();
        }
    }

    /// On receipt paper.
    pub(in crate::window) fn print_report(&mut self) {
        let Some(sheet) = self.office.reports.sheet.clone() else { return };
        let result = self.shop().and_then(|app| app.print_report(&sheet));
        if self.settle(result) {
            self.wake_printer();
            self.say(self.language.pick("Laporan masuk antrean cetak.", "The report is in the print queue."));
        }
    }

    /// As a file.
    pub(in crate::window) fn save_report(&mut self, kind: &str) {
        let Some(format) = Format::parse(kind) else { return };
        let Some(sheet) = self.office.reports.sheet.clone() else { return };
        let today = self.books_today();
        let name = sheet.file_name(today, format);
        self.save_file(&name, move |app, path| app.save_report(&sheet, format, path));
    }

    /// Writes a file into the folder of reports, beside the till, and says where it is.
    pub(super) fn save_file(
        &mut self,
        name: &str,
        write: impl FnOnce(&app::App, &std::path::Path) -> Result<(), app::Fault> + Send + 'static,
    ) {
        let folder = report_folder(&self.path);
        let path = folder.join(name);
        let shown = path.display().to_string();
        let work = move |app: &mut app::App, _: &mut super::work::Teller| {
            make_folder(&folder)?;
            write(app, &path)
        };
        self.start_work(Place::Report, work, move |desk, result| {
            desk.ui(|window| window.global::<Reports>().set_busy(false));
            if desk.settle(result) {
                let word = desk.language.pick("Tersimpan", "Saved");
                desk.say(&format!("{word}: {shown}"));
            }
        });
    }
}

/// Where reports are saved: a folder of the person's documents, else beside the database.
pub(super) fn report_folder(database: &std::path::Path) -> PathBuf {
    let documents = dirs::document_dir().filter(|folder| folder.is_dir());
    let beside = database.parent().unwrap_or(std::path::Path::new("")).to_owned();
    documents.map_or_else(|| beside.join("laporan"), |folder| folder.join("Sokoguru"))
}
