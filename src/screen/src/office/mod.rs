//! The manager's pages: reports, journals, the close of the day, people, the log, backups.

pub mod audit;
pub mod backup;
pub mod day;
pub mod home;
pub mod journal;
pub mod people;
pub mod period;
pub mod reports;
pub mod table;
mod twice;

use domain::Rupiah;

use crate::Language;

/// How urgent something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Only told.
    #[default]
    Quiet,
    /// As it should be.
    Good,
    /// To be looked at.
    Look,
    /// Stands in the way.
    Stop,
}

/// Something that needs a hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// What it is, a sentence.
    pub text: String,
    /// The small print.
    pub detail: String,
    /// How urgent.
    pub tone: Tone,
    /// The word on its button; empty: none.
    pub verb: String,
}

/// One line of a look into something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
    /// What it said before.
    pub before: String,
    /// Begins a group.
    pub heading: bool,
}

impl Detail {
    /// A fact.
    pub fn new(label: &str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into(), ..Self::default() }
    }

    /// The beginning of a group.
    pub fn heading(label: &str) -> Self {
        Self { label: label.to_owned(), heading: true, ..Self::default() }
    }
}

/// What a field of a form holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// A number.
    Digits,
    /// Rupiah.
    Amount,
    /// A date as `2026-11-22`.
    Date,
    /// A PIN.
    Secret,
    /// One of some words.
    Choice,
}

impl FieldKind {
    /// The markup's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Digits => "digits",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Secret => "secret",
            Self::Choice => "choice",
        }
    }
}

/// One question of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What is asked.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What it holds.
    pub kind: FieldKind,
    /// The words to choose from.
    pub choices: Vec<String>,
    /// A help.
    pub hint: String,
}

impl Field {
    /// A field.
    pub fn new(kind: FieldKind, label: &str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into(), kind, ..Self::default() }
    }

    /// The same with a help.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.to_owned();
        self
    }

    /// The same with words to choose from.
    #[must_use]
    pub fn choices(mut self, choices: Vec<String>) -> Self {
        self.choices = choices;
        self
    }
}

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Its title.
    pub title: String,
    /// What it does, in plain words.
    pub text: String,
    /// The questions.
    pub fields: Vec<Field>,
    /// The word on its button.
    pub action: String,
}

/// A question before something that cannot be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// What will happen.
    pub points: Vec<String>,
    /// The word on its button.
    pub action: String,
    /// It replaces something.
    pub stop: bool,
    /// A word to type first; empty: none.
    pub word: String,
}

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// The small print.
    pub detail: String,
}

/// An amount as short as a chart wants it: `1,2 jt`, `350 rb`, `900`; cut, not rounded up.
pub fn short_amount(amount: i64, language: Language) -> String {
    let (thousand, million, milliard) = (language.pick("rb", "k"), language.pick("jt", "m"), language.pick("M", "bn"));
    let size = amount.unsigned_abs();
    let sign = if amount < 0 { "−" } else { "" };
    let comma = language.pick(",", ".");
    let parts = |unit: u64, word: &str| {
        let (whole, tenth) = (size / unit, size % unit / (unit / 10));
        if whole >= 100 || tenth == 0 { format!("{sign}{whole} {word}") } else { format!("{sign}{whole}{comma}{tenth} {word}") }
    };
    match size {
        0..1_000 => Rupiah::new(amount).to_string(),
        1_000..1_000_000 => parts(1_000, thousand),
        1_000_000..1_000_000_000 => parts(1_000_000, million),
        _ => parts(1_000_000_000, milliard),
    }
}

/// A size of a file: `3,2 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short() {
        let id = |amount| short_amount(amount, Language::Indonesian);
        assert_eq!([id(0), id(950), id(1_000), id(12_345), id(-1_250_000)], ["0", "950", "1 rb", "12,3 rb", "−1,2 jt"]);
        assert_eq!([id(999_999), id(123_456_789), id(2_500_000_000)], ["999 rb", "123 jt", "2,5 M"]);
        assert_eq!(short_amount(1_250_000, Language::English), "1.2 m");
        assert_eq!(id(i64::MIN), "−9223372036 M");
    }

    #[test]
    fn sizes() {
        assert_eq!([size(12), size(3_456), size(3_256_000)], ["12 B", "3 kB", "3,2 MB"]);
    }
}
