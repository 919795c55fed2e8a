//! Journals in plain words, and those that were made.

use app::books::JournalView;
use chrono::NaiveDate;
use domain::Rupiah;
use domain::ledger::{CHART, TEMPLATES, Template, is_kept, name};

use super::{Detail, Field, FieldKind, Form, Pick, reports};
use crate::{Language, dates};

/// A journal to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The accounts behind it.
    pub hint: String,
    /// What happens to the money.
    pub group: String,
}

/// All templates.
pub fn tiles(language: Language) -> Vec<Tile> {
    let tile = |template: &Template| Tile {
        id: template.key.to_owned(),
        name: language.pick(template.name, template.name_en).to_owned(),
        hint: if template.debit.is_empty() { name(template.credit) } else { name(template.debit) }.to_owned(),
        group: group(template, language).to_owned(),
    };
    TEMPLATES.iter().map(tile).collect()
}

fn group(template: &Template, language: Language) -> &'static str {
    match (template.debit.is_empty(), template.credit.is_empty()) {
        (true, _) => language.pick("Uang masuk", "Money in"),
        (_, true) => language.pick("Uang keluar", "Money out"),
        _ => language.pick("Pindah", "Moved"),
    }
}

/// The question what a template asks for; the order is amount, date, where the money is, memo.
pub fn template_form(template: &Template, date: NaiveDate, language: Language) -> Form {
    let mut fields = vec![
        Field::new(FieldKind::Amount, language.pick("Jumlah", "Amount"), ""),
        Field::new(FieldKind::Date, language.pick("Tanggal buku", "Date of the books"), date.to_string()),
    ];
    if !template.choices.is_empty() {
        let label =
            if template.debit.is_empty() { language.pick("Masuk ke", "Goes to") } else { language.pick("Dibayar dari", "Paid from") };
        let choices: Vec<String> = template.choices.iter().map(|code| name(code).to_owned()).collect();
        fields.push(Field::new(FieldKind::Choice, label, choices[0].clone()).choices(choices));
    }
    fields.push(
        Field::new(FieldKind::Text, language.pick("Keterangan", "Memo"), "")
            .hint(language.pick("untuk apa, nomor bukti", "what for, number of the voucher")),
    );
    Form {
        title: language.pick(template.name, template.name_en).to_owned(),
        text: both_sides(template, language),
        fields,
        action: language.pick("Bukukan", "Post").to_owned(),
    }
}

fn both_sides(template: &Template, language: Language) -> String {
    let chosen = language.pick("yang dipilih", "the one chosen");
    let word = |code: &str| if code.is_empty() { chosen.to_owned() } else { name(code).to_owned() };
    format!(
        "{}: {} · {}: {}",
        language.pick("Debit", "Debit"),
        word(template.debit),
        language.pick("Kredit", "Credit"),
        word(template.credit)
    )
}

/// The account whose name was chosen.
pub fn chosen(template: &Template, shown: &str) -> Option<&'static str> {
    template.choices.iter().copied().find(|code| name(code) == shown)
}

/// Accounts that a person may write to, those that fit a text.
pub fn accounts(query: &str, language: Language) -> Vec<Pick> {
    let wanted = query.trim().to_lowercase();
    let fits = |text: &str| wanted.split_whitespace().all(|word| text.to_lowercase().contains(word));
    CHART
        .iter()
        .filter(|account| !is_kept(account.code))
        .map(|account| Pick {
            id: account.code.to_owned(),
            text: account_words(account.code),
            detail: class(account.code, language).to_owned(),
        })
        .filter(|pick| fits(&pick.text))
        .collect()
}

/// All accounts, for the ledger.
pub fn all_accounts(query: &str, language: Language) -> Vec<Pick> {
    let wanted = query.trim().to_lowercase();
    CHART
        .iter()
        .map(|account| Pick {
            id: account.code.to_owned(),
            text: account_words(account.code),
            detail: class(account.code, language).to_owned(),
        })
        .filter(|pick| wanted.split_whitespace().all(|word| pick.text.to_lowercase().contains(word)))
        .collect()
}

/// `1-110 Kas besar (brankas)`
pub fn account_words(code: &str) -> String {
    format!("{code} {}", name(code))
}

fn class(code: &str, language: Language) -> &'static str {
    match code.as_bytes().first() {
        Some(b'1') => language.pick("aset", "asset"),
        Some(b'2') => language.pick("liabilitas", "liability"),
        Some(b'3') => language.pick("ekuitas", "equity"),
        Some(b'4') => language.pick("penjualan", "sales"),
        Some(b'5') => language.pick("beban pokok", "cost of goods"),
        Some(b'6') => language.pick("beban", "expense"),
        Some(b'7') => language.pick("pendapatan lain", "other income"),
        Some(b'8') => language.pick("beban lain", "other expense"),
        _ => language.pick("pajak", "tax"),
    }
}

/// A journal in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub text: String,
    /// When it is booked.
    pub date: String,
    /// Its debits.
    pub amount: String,
    /// Who wrote it.
    pub who: String,
    /// Taken back, late.
    pub state: String,
    /// It can be taken back.
    pub reversible: bool,
}

/// The list of journals; `person` gives a name.
pub fn rows(journals: &[JournalView], language: Language, person: impl Fn(&str) -> String) -> Vec<Row> {
    let row = |journal: &JournalView| Row {
        text: journal.text.clone(),
        date: dates::short(journal.date),
        amount: Rupiah::new(debits(journal)).to_string(),
        who: person(&journal.by),
        state: state(journal, language),
        reversible: can_be_reversed(journal),
    };
    journals.iter().map(row).collect()
}

/// True for a journal that a person wrote and nobody took back. A reversal itself stands.
pub fn can_be_reversed(journal: &JournalView) -> bool {
    journal.manual && !journal.reversed && !journal.text.starts_with("Balik: ")
}

fn debits(journal: &JournalView) -> i64 {
    journal.lines.iter().map(|(_, _, amount)| *amount).filter(|amount| *amount > 0).fold(0, i64::saturating_add)
}

fn state(journal: &JournalView, language: Language) -> String {
    let mut words = Vec::new();
    if journal.reversed {
        words.push(language.pick("sudah dibalik", "taken back").to_owned());
    }
    if let Some(late) = journal.late {
        words.push(format!("{} {}", language.pick("terlambat dari", "late, of"), dates::short(late)));
    }
    words.join(" · ")
}

/// A look into a journal.
pub fn detail(journal: &JournalView, who: &str, language: Language) -> Vec<Detail> {
    let mut rows = vec![
        Detail::new(language.pick("Keterangan", "Memo"), journal.text.as_str()),
        Detail::new(language.pick("Tanggal buku", "Date of the books"), dates::short(journal.date)),
        Detail::new(
            language.pick("Ditulis", "Written"),
            format!(
                "{} {}{}{who}",
                dates::short(journal.at.date_naive()),
                dates::clock(journal.at),
                if who.is_empty() { "" } else { ", " }
            ),
        ),
    ];
    if !state(journal, language).is_empty() {
        rows.push(Detail::new(language.pick("Keadaan", "State"), state(journal, language)));
    }
    rows.push(Detail::heading(language.pick("Akun", "Accounts")));
    for (code, sub, amount) in &journal.lines {
        let whose = if sub.is_empty() { String::new() } else { format!(" · {sub}") };
        rows.push(Detail::new(&format!("{}{whose}", account_words(code)), reports::side(*amount, language)));
    }
    rows
}

/// A line of the free journal while it is written; amounts are digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The account's code.
    pub account: String,
    /// Digits of the debit.
    pub debit: String,
    /// Digits of the credit.
    pub credit: String,
}

/// Digits as rupiah; nothing is nought.
pub fn amount(digits: &str) -> i64 {
    digits.parse().unwrap_or(0)
}

/// What stands under the free journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of the debits.
    pub debit: String,
    /// Of the credits.
    pub credit: String,
    /// The difference in words.
    pub difference: String,
    /// It can be posted.
    pub balanced: bool,
}

/// Sums and difference of a free journal.
pub fn sums(lines: &[Line], language: Language) -> Sums {
    let sum = |side: fn(&Line) -> &str| lines.iter().map(|line| amount(side(line))).fold(0, i64::saturating_add);
    let (debit, credit) = (sum(|line| &line.debit), sum(|line| &line.credit));
    let gap = Rupiah::new(debit.abs_diff(credit).try_into().unwrap_or(i64::MAX));
    let difference = match debit.cmp(&credit) {
        std::cmp::Ordering::Equal if debit == 0 => language.pick("Ketik jumlahnya", "Type the amounts").to_owned(),
        std::cmp::Ordering::Equal => language.pick("Seimbang", "Balanced").to_owned(),
        std::cmp::Ordering::Greater => format!("{} {gap}", language.pick("Debit lebih", "Debit is more by")),
        std::cmp::Ordering::Less => format!("{} {gap}", language.pick("Kredit lebih", "Credit is more by")),
    };
    let named = lines.iter().all(|line| line.account.is_empty() == (amount(&line.debit) == 0 && amount(&line.credit) == 0));
    Sums {
        debit: Rupiah::new(debit).to_string(),
        credit: Rupiah::new(credit).to_string(),
        difference,
        balanced: debit == credit && debit > 0 && named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(account: &str, debit: &str, credit: &str) -> Line {
        Line { account: account.to_owned(), debit: debit.to_owned(), credit: credit.to_owned() }
    }

    #[test]
    fn the_difference_is_said_as_it_is_typed() {
        let id = Language::Indonesian;
        assert_eq!(sums(&[line("", "", "")], id).difference, "Ketik jumlahnya");
        let open = sums(&[line("6-130", "1500000", ""), line("1-110", "", "1475000")], id);
        assert_eq!((open.difference.as_str(), open.balanced), ("Debit lebih 25.000", false));
        let done = sums(&[line("6-130", "1500000", ""), line("1-110", "", "1500000"), line("", "", "")], id);
        assert_eq!((done.debit.as_str(), done.balanced), ("1.500.000", true));
        assert!(!sums(&[line("6-130", "5", ""), line("", "", "5")], id).balanced, "an account is missing");
    }

    #[test]
    fn templates_ask_for_what_they_need() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).expect("date");
        for template in TEMPLATES {
            let form = template_form(template, date, Language::Indonesian);
            assert_eq!(form.fields.len(), if template.choices.is_empty() { 3 } else { 4 }, "{}", template.key);
            for code in template.choices {
                assert_eq!(chosen(template, name(code)), Some(*code));
            }
        }
        assert_eq!(tiles(Language::English).len(), TEMPLATES.len());
    }

    #[test]
    fn accounts_are_found_by_any_words() {
        let found = accounts("kas BESAR", Language::Indonesian);
        assert_eq!(found.iter().map(|pick| pick.id.as_str()).collect::<Vec<_>>(), ["1-110"]);
        assert!(accounts("1-111", Language::Indonesian).is_empty(), "drawers are kept by the till");
        assert!(!all_accounts("1-111", Language::Indonesian).is_empty());
    }
}
