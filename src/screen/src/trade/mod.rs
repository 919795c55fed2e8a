//! Trade with suppliers and the network: one page with seven parts, each made here as plain rows.

pub mod catalogue;
pub mod claims;
pub mod deliveries;
pub mod invoices;
pub mod orders;
pub mod parties;
pub mod paying;
pub mod settling;
pub mod statements;
pub mod typing;

use app::books::Sheet;
use domain::trade::Party;
use domain::{Quantity, Rupiah};

use crate::Language;
use crate::office::table::{self, Bar, Column};
use crate::office::{Detail, Tone};

/// A pack in words: how many are in it where that is not one.
pub fn pack(name: &str, factor: i64) -> String {
    if factor == 1 { name.to_owned() } else { format!("{name} {factor}") }
}

/// Base units in packs of so many.
fn packs(base: Quantity, factor: i64) -> Quantity {
    Quantity::new(base.get() / factor.max(1))
}

/// The name of a party by its key, where it is known.
pub fn named<'a>(names: &'a [(String, String)], code: &'a str) -> &'a str {
    names.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| name.as_str())
}

/// A box beside a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tick {
    /// No box.
    #[default]
    None,
    /// An empty one.
    Off,
    /// A ticked one.
    On,
}

impl Tick {
    /// The markup's number.
    pub const fn number(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Off => 1,
            Self::On => 2,
        }
    }

    /// A box that is ticked or not.
    pub const fn of(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

/// A row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub text: String,
    /// The small print.
    pub detail: String,
    /// A figure at its right.
    pub mark: String,
    /// A state under it, in the colour of `tone`.
    pub state: String,
    /// A sign in front.
    pub sign: bool,
    /// How urgent.
    pub tone: Tone,
    /// No longer used.
    pub faint: bool,
    /// Its box.
    pub tick: Tick,
}

/// A figure over the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// How much.
    pub value: String,
    /// Its colour.
    pub tone: Tone,
}

impl Figure {
    /// A figure.
    pub fn new(label: &str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into(), tone: Tone::Quiet }
    }

    /// The same in a colour.
    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// A line of what is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub text: String,
    /// Its figures, as many as columns.
    pub cells: Vec<String>,
    /// What is to be said of it, a word or two.
    pub mark: String,
    /// How urgent that is.
    pub tone: Tone,
    /// Why.
    pub note: String,
    /// Its box.
    pub tick: Tick,
    /// 0 plain, 1 sum, 2 heading, 3 quiet.
    pub style: i32,
}

/// The lines of what is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The figures under each.
    pub columns: Vec<Column>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The one under work.
    pub at: Option<usize>,
    /// They can be chosen.
    pub choosing: bool,
    /// What is said when there are none.
    pub empty: String,
}

/// Bars under a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A day of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its number.
    pub text: String,
    /// What comes in, short; empty: nothing.
    pub comes: String,
    /// What is to be paid, short; empty: nothing.
    pub goes: String,
    /// It is today.
    pub today: bool,
    /// It is of the month before or after.
    pub other: bool,
    /// The colour of what is to be paid.
    pub tone: Tone,
}

/// A month of 42 days from a Monday on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// `November 2026`
    pub title: String,
    /// Names of the days of the week.
    pub weekdays: Vec<String>,
    /// The days.
    pub days: Vec<Day>,
    /// The one that is chosen.
    pub at: Option<usize>,
}

/// What we say beside what the other side says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Ours; empty: we have none.
    pub ours: String,
    /// Its amount.
    pub our_amount: String,
    /// Theirs; empty: they have none.
    pub theirs: String,
    /// Its amount.
    pub their_amount: String,
    /// What differs; empty: nothing.
    pub mark: String,
    /// How urgent that is.
    pub tone: Tone,
}

/// Two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Over ours.
    pub ours: String,
    /// Over theirs.
    pub theirs: String,
    /// Line by line.
    pub pairs: Vec<Pair>,
}

/// What is chosen; whatever is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Its name.
    pub title: String,
    /// The small print.
    pub subtitle: String,
    /// Its sides, such as card and documents.
    pub views: Vec<String>,
    /// Which of them is shown.
    pub view: usize,
    /// Figures in a row.
    pub figures: Vec<Figure>,
    /// Something to know.
    pub remark: Option<(Tone, String)>,
    /// A picture.
    pub chart: Chart,
    /// Another one under it.
    pub other: Chart,
    /// A calendar.
    pub month: Month,
    /// Two sides.
    pub pairs: Pairs,
    /// Facts.
    pub facts: Vec<Detail>,
    /// Lines.
    pub lines: Lines,
}

/// A number that is typed, in place of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pad {
    /// Of what; empty: nothing is under work.
    pub title: String,
    /// The small print.
    pub detail: String,
    /// What was typed.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// What to do.
    pub hint: String,
    /// Parts can be typed.
    pub comma: bool,
}

/// Something that can be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// The word on its button.
    pub text: String,
    /// Its key: `F3` to `F11`, `Del` or `Enter`.
    pub key: &'static str,
    /// What is done most.
    pub primary: bool,
    /// It takes something away.
    pub stop: bool,
    /// It is on.
    pub on: bool,
    /// It can be done now.
    pub enabled: bool,
}

impl Action {
    /// Something that can be done.
    pub fn new(key: &'static str, text: &str) -> Self {
        Self { text: text.to_owned(), key, enabled: true, ..Self::default() }
    }

    /// What is done most.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.primary = true;
        self
    }

    /// It takes something away.
    #[must_use]
    pub const fn stop(mut self) -> Self {
        self.stop = true;
        self
    }

    /// Only when.
    #[must_use]
    pub const fn when(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// It is on.
    #[must_use]
    pub const fn on(mut self, on: bool) -> Self {
        self.on = on;
        self
    }
}

/// A part of the page as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What is being done instead of the parts; empty: nothing.
    pub heading: String,
    /// What the search looks for; empty: it does not search.
    pub search: String,
    /// The list.
    pub rows: Vec<Row>,
    /// The row that is chosen.
    pub at: Option<usize>,
    /// What is said when there are none.
    pub empty: String,
    /// Under the list.
    pub note: String,
    /// What is chosen.
    pub chosen: Chosen,
    /// A number pad in place of the list.
    pub pad: Option<Pad>,
    /// What can be done.
    pub actions: Vec<Action>,
}

/// A document as it is on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub title: String,
    /// From whom to whom, and when.
    pub subtitle: String,
    /// Its table.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<table::Row>,
    /// What stands under it.
    pub note: String,
    /// What its QR code says.
    pub code: String,
}

/// A sheet as it is on paper.
pub fn paper(sheet: &Sheet, code: &str, language: Language) -> Paper {
    let view = table::view(sheet, language, |_| false);
    Paper { title: view.title, subtitle: view.subtitle, columns: view.columns, rows: view.rows, note: view.note, code: code.to_owned() }
}

/// Columns of the figures under lines: title, thousandths of the width, whether they stand at the right.
pub fn columns(plain: &[(&str, i32, bool)]) -> Vec<Column> {
    let mut start = 0;
    let column = |&(title, share, right): &(&str, i32, bool)| {
        let column = Column { title: title.to_owned(), start, share, right };
        start += share;
        column
    };
    plain.iter().map(column).collect()
}

/// Whether a text that is searched for is in any of these.
pub fn fits(query: &str, texts: &[&str]) -> bool {
    let query = query.trim().to_lowercase();
    query.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&query))
}

/// What a party is called; its key where it is not kept.
pub(crate) fn name_of<'a>(parties: &'a [Party], code: &'a str) -> &'a str {
    parties.iter().find(|party| party.code == code).map_or(code, |party| party.name.as_str())
}

/// An amount in a sentence.
pub(crate) fn rp(amount: Rupiah) -> String {
    format!("Rp {amount}")
}

/// The names of the seven parts.
pub fn tabs(language: Language) -> [&'static str; 7] {
    [
        language.pick("Pemasok", "Parties"),
        language.pick("Katalog", "Catalogue"),
        language.pick("Pesanan", "Orders"),
        language.pick("Kiriman", "Deliveries"),
        language.pick("Tagihan", "Invoices"),
        language.pick("Utang piutang", "Claims"),
        language.pick("Rekening", "Statements"),
    ]
}

/// Hundredths of a percent as people read them: `4 %`, `−12,5 %`.
pub fn percent(hundredths: i64, language: Language) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let size = hundredths.unsigned_abs();
    let comma = language.pick(",", ".");
    match (size / 100, size % 100) {
        (whole, 0) => format!("{sign}{whole} %"),
        (whole, rest) if rest % 10 == 0 => format!("{sign}{whole}{comma}{} %", rest / 10),
        (whole, rest) => format!("{sign}{whole}{comma}{rest:02} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_side_by_side() {
        let columns = columns(&[("Kode", 300, false), ("Harga", 700, true)]);
        assert_eq!(
            columns.iter().map(|column| (column.start, column.share, column.right)).collect::<Vec<_>>(),
            [(0, 300, false), (300, 700, true)]
        );
    }

    #[test]
    fn a_search_looks_into_all_texts() {
        assert!(fits("", &[]) && fits(" mi ", &["MI Goreng"]) && fits("dc", &["", "DC-1"]));
        assert!(!fits("gula", &["MI Goreng", "DC"]));
    }

    #[test]
    fn percents_are_short() {
        let id = |hundredths| percent(hundredths, Language::Indonesian);
        assert_eq!([id(400), id(1_250), id(-5), id(-1_234)], ["4 %", "12,5 %", "−0,05 %", "−12,34 %"]);
        assert_eq!(percent(1_250, Language::English), "12.5 %");
    }
}
