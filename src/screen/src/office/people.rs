//! Who works here, and what each role may do.

use domain::staff::{Allowance, Matrix, Right, Role};

use super::{Field, FieldKind, Form, Tone};
use crate::Language;

/// One right of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// The role has it.
    pub on: bool,
    /// `toggle`, or `limit` for one that has a limit.
    pub kind: &'static str,
}

/// One right and what each role has of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightRow {
    /// Which.
    pub right: Right,
    /// What it is called.
    pub name: &'static str,
    /// A help.
    pub hint: &'static str,
    /// A cell for each role of [`Role::PEOPLE`].
    pub cells: Vec<Cell>,
}

/// The matrix of rights.
pub fn rights(matrix: &Matrix, language: Language) -> Vec<RightRow> {
    let row = |right: Right| {
        let (id, en) = right.names();
        let hint = if right.is_graded() { language.pick("paling banyak, dari harga", "at most, of the price") } else { "" };
        let cells = Role::PEOPLE.into_iter().map(|role| cell(matrix.of(role, right), right, language)).collect();
        RightRow { right, name: language.pick(id, en), hint, cells }
    };
    Right::ALL.into_iter().map(row).collect()
}

fn cell(allowance: Allowance, right: Right, language: Language) -> Cell {
    let (text, on) = match allowance {
        Allowance::No => (language.pick("tidak", "no").to_owned(), false),
        Allowance::Yes => (language.pick("boleh", "may").to_owned(), true),
        Allowance::UpTo(hundredths) => (format!("{} %", hundredths / 100), hundredths > 0),
    };
    Cell { text, on, kind: if right.is_graded() { "limit" } else { "toggle" } }
}

/// How a person stands: the word and its tone.
pub const fn state(active: bool, language: Language) -> (&'static str, Tone) {
    if active { (language.pick("aktif", "on duty"), Tone::Good) } else { (language.pick("tidak aktif", "off duty"), Tone::Quiet) }
}

fn roles(language: Language) -> Vec<String> {
    Role::PEOPLE.into_iter().map(|role| language.role(role).to_owned()).collect()
}

/// The role whose name was chosen.
pub fn role(shown: &str, language: Language) -> Option<Role> {
    Role::PEOPLE.into_iter().find(|role| language.role(*role) == shown)
}

/// A new person: name, short name for logging in, role, PIN twice.
pub fn new_person(language: Language) -> Form {
    Form {
        title: language.pick("Orang baru", "A new person").to_owned(),
        text: String::new(),
        fields: vec![
            Field::new(FieldKind::Text, language.pick("Nama", "Name"), ""),
            Field::new(FieldKind::Text, language.pick("Nama pendek", "Short name"), "")
                .hint(language.pick("satu kata, tertulis di catatan", "one word, written in the log")),
            Field::new(FieldKind::Choice, language.pick("Peran", "Role"), language.role(Role::Cashier)).choices(roles(language)),
            Field::new(FieldKind::Secret, "PIN", "").hint(language.pick("4 sampai 8 angka", "4 to 8 digits")),
            Field::new(FieldKind::Secret, language.pick("PIN sekali lagi", "PIN once more"), ""),
        ],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// Another role for a person.
pub fn change_role(name: &str, role: Role, language: Language) -> Form {
    Form {
        title: name.to_owned(),
        text: language.pick("Peran menentukan apa yang boleh dilakukan.", "The role says what one may do.").to_owned(),
        fields: vec![Field::new(FieldKind::Choice, language.pick("Peran", "Role"), language.role(role)).choices(roles(language))],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// Another PIN for a person.
pub fn new_pin(name: &str, language: Language) -> Form {
    Form {
        title: format!("{} {name}", language.pick("PIN baru untuk", "New PIN for")),
        text: language.pick("Yang punya PIN mengetiknya sendiri, dua kali.", "Whoever owns the PIN types it, twice.").to_owned(),
        fields: vec![
            Field::new(FieldKind::Secret, "PIN", "").hint(language.pick("4 sampai 8 angka", "4 to 8 digits")),
            Field::new(FieldKind::Secret, language.pick("PIN sekali lagi", "PIN once more"), ""),
        ],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// How far a role may use a graded right: `100` is all, `0` nothing.
pub fn limit(right: Right, role: Role, now: Allowance, language: Language) -> Form {
    let (id, en) = right.names();
    let percent = match now {
        Allowance::Yes => "100".to_owned(),
        Allowance::No => "0".to_owned(),
        Allowance::UpTo(hundredths) => (hundredths / 100).to_string(),
    };
    Form {
        title: format!("{}: {}", language.role(role), language.pick(id, en)),
        text: language.pick("0 berarti tidak boleh, 100 tanpa batas.", "0 means never, 100 without a limit.").to_owned(),
        fields: vec![Field::new(FieldKind::Digits, language.pick("Paling banyak, persen", "At most, percent"), percent)],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// What was typed as a limit; `None` when it is no percentage.
pub fn allowance(percent: &str) -> Option<Allowance> {
    match percent.trim().parse::<i64>().ok()? {
        0 => Some(Allowance::No),
        100 => Some(Allowance::Yes),
        percent @ 1..=99 => Some(Allowance::UpTo(percent * 100)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_in_words() {
        let mut matrix = Matrix::default();
        matrix.set(Role::Cashier, Right::Discount, Allowance::UpTo(500));
        let rows = rights(&matrix, Language::Indonesian);
        assert_eq!(rows.len(), Right::ALL.len());
        let discount = rows.iter().find(|row| row.right == Right::Discount).expect("discount");
        let texts: Vec<&str> = discount.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["5 %", "tidak", "boleh", "boleh"]);
        assert!(discount.cells.iter().all(|cell| cell.kind == "limit"));
    }

    #[test]
    fn limits() {
        assert_eq!(allowance("0"), Some(Allowance::No));
        assert_eq!(allowance("5"), Some(Allowance::UpTo(500)));
        assert_eq!(allowance("100"), Some(Allowance::Yes));
        assert_eq!((allowance("101"), allowance("")), (None, None));
    }

    #[test]
    fn a_role_is_found_by_its_name() {
        for language in [Language::Indonesian, Language::English] {
            for one in Role::PEOPLE {
                assert_eq!(role(language.role(one), language), Some(one));
            }
        }
    }
}
