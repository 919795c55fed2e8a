//! Journals: in plain words, free, those that were made, and the closing of months and years.

use app::books::{Draft, JournalView};
use chrono::{Datelike, NaiveDate};
use domain::Rupiah;
use domain::ledger::{EntryLine, Template};
use domain::period::PeriodKind;
use screen::office::journal::{self, Line};
use screen::office::period::{first_of_month, last_of_month};
use screen::office::{Field, FieldKind, Form, Question};
use screen::{Language, dates, sentence};
use slint::ComponentHandle;
use ui::{Journal, Tone};

use super::super::Desk;
use super::Deed;
use super::dialogs::{Asking, Choosing, Filling, Wrong, date, value};
use crate::window::bind;
use crate::window::sound::Sound;

/// So many journals are listed.
const LISTED: usize = 200;

/// How many digits an amount may have.
const DIGITS: usize = 12;

/// What the page shows.
#[derive(Default)]
pub(super) struct Journals {
    lines: Vec<Line>,
    date: Option<NaiveDate>,
    memo: String,
    made: Vec<JournalView>,
    closes: Vec<Close>,
}

/// A period that can be closed.
#[derive(Clone, Copy)]
enum Close {
    Month(NaiveDate),
    Year(i32),
}

impl Desk {
    pub(in crate::window) fn show_journal(&mut self) {
        if self.office.journal.lines.is_empty() {
            self.office.journal.lines = vec![Line::default(); 2];
        }
        let tiles = journal::tiles(self.language);
        self.ui(move |window| bind::show_journal_tiles(window, &tiles));
        self.show_entries();
        self.show_made();
        self.show_closes();
    }

    /// A part of the page was opened.
    pub(in crate::window) fn open_journal_section(&mut self, section: i32) {
        match section {
            2 => self.show_made(),
            3 => self.show_closes(),
            _ => self.show_entries(),
        }
    }

    /// A journal in plain words: what it asks for.
    pub(in crate::window) fn begin_journal(&mut self, key: &str) {
        let Some(template) = Template::find(key) else { return };
        let form = journal::template_form(template, self.books_today(), self.language);
        self.fill(Filling::Template(template.key), form);
    }

    pub(super) fn template_filled(&mut self, key: &'static str, values: &[String]) {
        let Some(template) = Template::find(key) else { return };
        let language = self.language;
        let amount = Rupiah::parse(value(values, 0)).ok().filter(|amount| amount.get() > 0);
        let Some(amount) = amount else {
            return self.form_wrong(Wrong(0, language.pick("Isi jumlahnya.", "Fill in the amount.").to_owned()));
        };
        let Some(date) = date(values, 1) else {
            return self.form_wrong(Wrong(1, language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned()));
        };
        let choice = if template.choices.is_empty() { None } else { journal::chosen(template, value(values, 2)) };
        let memo = value(values, values.len().saturating_sub(1)).to_owned();
        self.attempt_office(Deed::Template { key, amount, choice, date, memo });
    }

    /// It is in the books.
    pub(super) fn journal_written(&mut self, deed: &Deed) {
        self.close_form();
        let text = match deed {
            Deed::Reverse(..) => self.language.pick("Jurnal dibalik dengan jurnal baru.", "The journal was taken back by a new one."),
            _ => self.language.pick("Jurnal dibukukan.", "The journal was posted."),
        };
        self.hear(Sound::Accepted);
        self.say(text);
        if matches!(deed, Deed::Journal(_)) {
            self.office.journal.lines = vec![Line::default(); 2];
            self.office.journal.memo.clear();
            self.office.journal.date = None;
            self.show_entries();
        }
        self.show_made();
    }

    // --- the free journal

    fn show_entries(&self) {
        let state = &self.office.journal;
        let sums = journal::sums(&state.lines, self.language);
        let lines = state.lines.clone();
        let date = dates::long(state.date.unwrap_or_else(|| self.books_today()), self.language);
        let memo =
            if state.memo.is_empty() { self.language.pick("tulis keterangan", "write a memo").to_owned() } else { state.memo.clone() };
        self.ui(move |window| {
            bind::show_entries(window, &lines, &sums);
            let page = window.global::<Journal>();
            page.set_date_text(date.into());
            page.set_memo(memo.into());
            page.set_error("".into());
        });
    }

    fn entry(&mut self, index: i32) -> Option<&mut Line> {
        usize::try_from(index).ok().and_then(|place| self.office.journal.lines.get_mut(place))
    }

    /// A digit of an amount: debit and credit of one line exclude each other.
    pub(in crate::window) fn type_entry(&mut self, index: i32, credit: bool, key: &str) {
        let Some(line) = self.entry(index) else { return };
        let (side, other) = if credit { (&mut line.credit, &mut line.debit) } else { (&mut line.debit, &mut line.credit) };
        other.clear();
        match key {
            "back" => {
                side.pop();
            }
            digits if side.len() + digits.len() <= DIGITS && !(side.is_empty() && digits.bytes().all(|digit| digit == b'0')) => {
                side.push_str(digits);
            }
            _ => {}
        }
        self.show_entries();
    }

    pub(in crate::window) fn add_entry(&mut self) {
        self.office.journal.lines.push(Line::default());
        let last = i32::try_from(self.office.journal.lines.len()).unwrap_or(1) - 1;
        self.show_entries();
        self.ui(move |window| window.global::<Journal>().set_entry(last));
    }

    pub(in crate::window) fn drop_entry(&mut self, index: i32) {
        let lines = &mut self.office.journal.lines;
        if let Some(place) = usize::try_from(index).ok().filter(|place| *place < lines.len()) {
            lines.remove(place);
        }
        while lines.len() < 2 {
            lines.push(Line::default());
        }
        let last = i32::try_from(lines.len()).unwrap_or(1) - 1;
        self.show_entries();
        self.ui(move |window| {
            let page = window.global::<Journal>();
            page.set_entry(page.get_entry().min(last));
        });
    }

    pub(in crate::window) fn choose_entry_account(&mut self, index: i32) {
        let Ok(place) = usize::try_from(index) else { return };
        let rows = journal::accounts("", self.language);
        self.choose_from(Choosing::EntryAccount(place), self.language.pick("Pilih akun", "Choose an account"), rows);
    }

    pub(super) fn entry_account(&mut self, place: usize, code: &str) {
        if let Some(line) = self.office.journal.lines.get_mut(place) {
            code.clone_into(&mut line.account);
        }
        self.show_entries();
    }

    pub(in crate::window) fn ask_journal_head(&mut self) {
        let date = self.office.journal.date.unwrap_or_else(|| self.books_today());
        let language = self.language;
        let form = Form {
            title: language.pick("Tanggal dan keterangan", "Date and memo").to_owned(),
            text: String::new(),
            fields: vec![
                Field::new(FieldKind::Date, language.pick("Tanggal buku", "Date of the books"), date.to_string()),
                Field::new(FieldKind::Text, language.pick("Keterangan", "Memo"), self.office.journal.memo.as_str()),
            ],
            action: language.pick("Pakai", "Use").to_owned(),
        };
        self.fill(Filling::JournalHead, form);
    }

    pub(super) fn journal_head_filled(&mut self, values: &[String]) {
        let Some(date) = date(values, 0) else {
            let text = self.language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.");
            return self.form_wrong(Wrong(0, text.to_owned()));
        };
        self.office.journal.date = Some(date);
        value(values, 1).clone_into(&mut self.office.journal.memo);
        self.close_form();
        self.show_entries();
    }

    pub(in crate::window) fn post_entries(&mut self) {
        let state = &self.office.journal;
        let line = |line: &Line| {
            let amount = journal::amount(&line.debit) - journal::amount(&line.credit);
            EntryLine { account: line.account.clone(), sub: String::new(), amount: Rupiah::new(amount) }
        };
        let lines = state.lines.iter().map(line).filter(|line| !line.amount.is_zero()).collect();
        let draft = Draft { date: state.date, memo: state.memo.clone(), template: String::new(), lines };
        self.attempt_office(Deed::Journal(draft));
    }

    pub(super) fn entry_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Journal>().set_error(text.into()));
    }

    // --- those that were made

    fn show_made(&mut self) {
        let Some(app) = &self.app else { return };
        self.office.journal.made = app.journals(true, LISTED).unwrap_or_default();
        let rows = journal::rows(&self.office.journal.made, self.language, |id| self.person(id));
        let empty = self.language.pick("Belum ada jurnal yang ditulis orang.", "Nobody wrote a journal yet.");
        self.ui(move |window| {
            bind::show_journals(window, &rows);
            window.global::<Journal>().set_empty(empty.into());
        });
        self.open_journal(0);
    }

    pub(in crate::window) fn open_journal(&mut self, index: i32) {
        let found = usize::try_from(index).ok().and_then(|place| self.office.journal.made.get(place));
        let rows = found.map(|found| journal::detail(found, &self.person(&found.by), self.language)).unwrap_or_default();
        let index = if rows.is_empty() { -1 } else { index };
        self.ui(move |window| bind::show_journal_detail(window, index, &rows));
    }

    pub(in crate::window) fn ask_reversal(&mut self, index: i32) {
        let found = usize::try_from(index).ok().and_then(|place| self.office.journal.made.get(place));
        let Some(found) = found.filter(|found| journal::can_be_reversed(found)) else { return };
        let language = self.language;
        let form = Form {
            title: format!("{}: {}", language.pick("Balik jurnal", "Reverse the journal"), found.text),
            text: language
                .pick(
                    "Jurnal baru dengan debit dan kredit terbalik dibukukan hari ini. Yang lama tetap ada.",
                    "A new journal with debit and credit turned over is posted today. The old one stays.",
                )
                .to_owned(),
            fields: vec![Field::new(FieldKind::Text, language.pick("Alasan", "Reason"), "")],
            action: language.pick("Balik", "Reverse").to_owned(),
        };
        let record = found.record_id;
        self.fill(Filling::Reverse(record), form);
    }

    pub(super) fn reversal_filled(&mut self, record: uuid::Uuid, values: &[String]) {
        let reason = value(values, 0).to_owned();
        if reason.is_empty() {
            let text = self.language.pick("Isi alasannya.", "Fill in the reason.");
            return self.form_wrong(Wrong(0, text.to_owned()));
        }
        self.attempt_office(Deed::Reverse(record, reason));
    }

    // --- months and years

    fn show_closes(&mut self) {
        let Some(app) = &self.app else { return };
        let connection = app.store().connection();
        let last = |kind: PeriodKind| store::period::last(connection, kind.word()).ok().flatten().map(|(_, upto)| upto);
        let closed = [PeriodKind::Month, PeriodKind::Year].into_iter().filter_map(last).max();
        let first = store::ledger::newest(connection, false, 1).ok().filter(|found| !found.is_empty());
        let today = app.now().date_naive();
        let oldest = closed
            .and_then(|upto| upto.succ_opt())
            .or_else(|| store::period::first_open_day(connection).ok().flatten())
            .filter(|_| first.is_some())
            .unwrap_or(today);
        let month = first_of_month(oldest.min(today));
        let last_year = last(PeriodKind::Year).map(|upto| upto.year());
        let year = last_year.map_or_else(|| oldest.min(today).year(), |year| year + 1);
        let days_closed = store::period::closed_upto(connection).ok().flatten();
        self.office.journal.closes = vec![Close::Month(month), Close::Year(year)];
        let cards: Vec<bind::CloseCard> =
            self.office.journal.closes.iter().map(|close| card(*close, today, days_closed, self.language)).collect();
        self.ui(move |window| bind::show_closes(window, &cards));
    }

    pub(in crate::window) fn ask_close(&mut self, index: i32) {
        let Some(close) = usize::try_from(index).ok().and_then(|place| self.office.journal.closes.get(place)).copied() else { return };
        let Some(app) = &self.app else { return };
        let shown = card(close, app.now().date_naive(), None, self.language);
        let deed = match close {
            Close::Month(first) => Deed::CloseMonth(first.year(), first.month()),
            Close::Year(year) => Deed::CloseYear(year),
        };
        let title = match self.language {
            Language::Indonesian => format!("Tutup {}?", shown.name),
            Language::English => format!("Close {}?", shown.name),
        };
        let question = Question { title, points: shown.points, action: shown.action, ..Question::default() };
        self.ask_first(Asking::Deed(deed), question);
    }

    /// A month or a year is closed.
    pub(super) fn period_closed(&mut self) {
        self.hear(Sound::Accepted);
        self.wake_printer();
        self.say(self.language.pick("Ditutup. Ringkasannya masuk antrean cetak.", "Closed. Its summary is in the print queue."));
        self.show_closes();
    }
}

/// A period that can be closed, in words.
fn card(close: Close, today: NaiveDate, days_closed: Option<NaiveDate>, language: Language) -> bind::CloseCard {
    let (name, upto) = match close {
        Close::Month(first) => (dates::month(first, language), last_of_month(first)),
        Close::Year(year) => {
            (format!("{} {year}", language.pick("Tahun buku", "Book year")), NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(today))
        }
    };
    let over = upto < today;
    let state = if !over {
        format!("{} {}", language.pick("bisa ditutup sesudah", "can be closed after"), dates::short(upto))
    } else if days_closed.is_some_and(|closed| closed >= upto) {
        language.pick("semua hari sudah ditutup", "all days are closed").to_owned()
    } else {
        language.pick("hari-harinya ikut ditutup", "its days are closed with it").to_owned()
    };
    let mut points = vec![
        language
            .pick(
                "Tanggal-tanggalnya tidak menerima pembukuan lagi; laporannya tidak berubah lagi.",
                "Its dates take no more postings; its reports change no more.",
            )
            .to_owned(),
    ];
    if matches!(close, Close::Year(_)) {
        points.push(
            language
                .pick(
                    "Semua pendapatan dan beban dipindahkan ke SHU tahun berjalan (3-300).",
                    "All income and expenses go to the result of the year (3-300).",
                )
                .to_owned(),
        );
    }
    let action = match close {
        _ if !over => "",
        Close::Month(_) => language.pick("Tutup bulan", "Close the month"),
        Close::Year(_) => language.pick("Tutup tahun", "Close the year"),
    };
    bind::CloseCard { name, state, tone: if over { Tone::Good } else { Tone::Quiet }, points, action: action.to_owned() }
}
