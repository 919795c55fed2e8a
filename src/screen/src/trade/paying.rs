//! Paying what is due, and money that comes: what is to be paid, what is on its way, what was said to it.

use app::trade::money::{ClaimRow, Paid, PaymentState, PaymentView, ToPay};
use domain::Rupiah;
use domain::settlement::Money;
use domain::trade::Party;

use super::settling::saving;
use super::{Figure, Line, Row, fits, name_of, rp};
use crate::office::{Detail, Field, FieldKind, Form, Tone};
use crate::stock::{amount, digits};
use crate::{Language, dates};

/// What is to be paid to a party, and what set-off saved.
pub fn to_pay(row: &ToPay, language: Language) -> Row {
    let saved = match (row.was_set_off.is_zero(), language) {
        (true, _) => String::new(),
        (false, Language::Indonesian) => format!(" · sudah dihemat {}", rp(row.was_set_off)),
        (false, Language::English) => format!(" · {} saved so far", rp(row.was_set_off)),
    };
    let pays = row.to_pay > Rupiah::ZERO;
    Row {
        text: row.party.name.clone(),
        detail: format!("{}{saved}", crate::capital(&saving(row, language))),
        mark: row.to_pay.max(Rupiah::ZERO).to_string(),
        state: if pays { language.pick("bayar", "to pay") } else { language.pick("tidak ada", "nothing") }.to_owned(),
        sign: pays,
        tone: if pays { Tone::Look } else { Tone::Good },
        faint: !pays,
        ..Row::default()
    }
}

/// The figures over payments: to pay in all, what set-off could save, what it saved.
pub fn figures(list: &[ToPay], language: Language) -> Vec<Figure> {
    let sum = |of: fn(&ToPay) -> Rupiah| Rupiah::sum(list.iter().map(of)).unwrap_or_default();
    let figure = |label: &str, amount: Rupiah, tone| Figure { label: label.to_owned(), value: rp(amount), tone };
    vec![
        figure(language.pick("Semua jatuh tempo", "All that is due"), sum(|row| row.owed), Tone::Quiet),
        figure(language.pick("Bisa saling hapus", "Can be set off"), sum(|row| row.can_set_off), Tone::Quiet),
        figure(language.pick("Sisa bayar", "Left to pay"), sum(|row| row.to_pay.max(Rupiah::ZERO)), Tone::Quiet),
        figure(language.pick("Sudah dihemat", "Saved so far"), sum(|row| row.was_set_off), Tone::Good),
    ]
}

/// What a party's account is, to pay by transfer.
pub fn account(party: &Party, language: Language) -> String {
    let words = party.bank.words(&party.legal_name);
    if words.is_empty() { language.pick("belum dicatat", "not kept yet").to_owned() } else { words }
}

/// What is known of what is to be paid.
pub fn to_pay_details(row: &ToPay, language: Language) -> Vec<Detail> {
    vec![
        Detail::new(language.pick("Utang jatuh tempo", "Due"), rp(row.owed)),
        Detail::new(language.pick("Bisa saling hapus", "Can be set off"), rp(row.can_set_off)),
        Detail::new(language.pick("Sisa bayar", "Left to pay"), rp(row.to_pay)),
        Detail::new(language.pick("Sudah saling hapus sampai kini", "Set off so far"), rp(row.was_set_off)),
        Detail::new(language.pick("Rekening", "Account"), account(&row.party, language)),
    ]
}

const fn method_word(method: Money, language: Language) -> &'static str {
    match method {
        Money::Cash => language.pick("tunai dari brankas", "cash from the safe"),
        Money::Transfer => language.pick("transfer bank", "bank transfer"),
    }
}

/// How a payment stands: a word.
fn payment_state(view: &PaymentView, language: Language) -> (&'static str, Tone) {
    match (&view.state, view.ours) {
        (PaymentState::Waits, true) => (language.pick("di jalan", "on its way"), Tone::Quiet),
        (PaymentState::Waits, false) => (language.pick("sudah masuk?", "has it come?"), Tone::Look),
        (PaymentState::Came, true) => (language.pick("sudah diterima", "has come"), Tone::Good),
        (PaymentState::Came, false) => (language.pick("sudah masuk", "has come"), Tone::Good),
        (PaymentState::Missing(_), true) => (language.pick("belum sampai", "did not arrive"), Tone::Stop),
        (PaymentState::Missing(_), false) => (language.pick("belum masuk", "did not come"), Tone::Look),
    }
}

/// The payments that fit a text: the place of each, those that wait for a word of the shop first.
pub fn payments(views: &[PaymentView], (parties, query): (&[Party], &str), language: Language) -> Vec<(usize, Row)> {
    let mut rows = Vec::with_capacity(views.len());
    for (place, view) in views.iter().enumerate() {
        let (word, tone) = payment_state(view, language);
        let name = name_of(parties, &view.party);
        if !fits(query, &[name, &view.party, &view.number, &view.reference, word]) {
            continue;
        }
        let way = if view.ours { language.pick("keluar", "went") } else { language.pick("masuk", "comes") };
        let mut detail =
            vec![format!("{way} {}", view.date.format("%d/%m")), view.number.clone(), method_word(view.method, language).to_owned()];
        if !view.reference.is_empty() {
            detail.push(view.reference.clone());
        }
        let row = Row {
            text: name.to_owned(),
            detail: detail.join(" · "),
            mark: if view.ours { view.amount.to_string() } else { format!("+{}", view.amount) },
            state: word.to_owned(),
            sign: tone != Tone::Quiet,
            tone,
            faint: false,
            ..Row::default()
        };
        rows.push((place, row));
    }
    rows.sort_by_key(|(place, _)| views[*place].ours || views[*place].state != PaymentState::Waits);
    rows
}

/// What is known of a payment.
pub fn payment_details(view: &PaymentView, name: &str, language: Language) -> Vec<Detail> {
    let way = if view.ours { language.pick("Kepada", "To") } else { language.pick("Dari", "From") };
    let state = crate::capital(payment_state(view, language).0);
    let state = match &view.state {
        PaymentState::Missing(why) => format!("{state}: {why}"),
        _ => state,
    };
    let reference = if view.reference.is_empty() { "" } else { " · " };
    vec![
        Detail::new(way, format!("{name} · {}", dates::short(view.date))),
        Detail::new(language.pick("Cara", "How"), format!("{}{reference}{}", method_word(view.method, language), view.reference)),
        Detail::new(language.pick("Keadaan", "State"), state),
    ]
}

/// The columns under the parts of a payment.
pub const fn paid_titles(language: Language) -> [&'static str; 1] {
    [language.pick("Jumlah", "Amount")]
}

/// What a payment was for.
pub fn payment_lines(view: &PaymentView, language: Language) -> Vec<Line> {
    let line =
        |text: &str, amount: Rupiah, style: i32| Line { text: text.to_owned(), cells: vec![amount.to_string()], style, ..Line::default() };
    let mut lines: Vec<Line> = view.parts.iter().map(|(document, amount)| line(document, *amount, 0)).collect();
    if !view.advance.is_zero() {
        lines.push(line(language.pick("Uang muka", "Paid in advance"), view.advance, 0));
    }
    lines.push(line(language.pick("Jumlah", "Sum"), view.amount, 1));
    lines
}

/// What becomes of more than is owed.
const fn beyond(language: Language) -> [&'static str; 2] {
    [language.pick("tidak boleh lebih", "not more than is owed"), language.pick("jadi uang muka", "becomes an advance")]
}

const fn methods(language: Language) -> [&'static str; 2] {
    [method_word(Money::Transfer, language), method_word(Money::Cash, language)]
}

/// Paying a party: what is chosen, or what is due. Read back by [`payment`]. `came`: the other way, money that came.
pub fn pay(party: &Party, sum: Rupiah, claims: &[&ClaimRow], came: bool, language: Language) -> Form {
    let methods = methods(language);
    let documents: Vec<&str> = claims.iter().map(|row| row.item.document.as_str()).collect();
    let (title, action) = match came {
        false => (language.pick("Bayar", "Pay"), language.pick("Bayar", "Pay")),
        true => (language.pick("Uang masuk dari", "Money from"), language.pick("Catat", "Keep")),
    };
    let mut text = if documents.is_empty() {
        language.pick("Untuk yang lebih dulu jatuh tempo.", "For what is due first.").to_owned()
    } else {
        format!("{} {}.", language.pick("Untuk", "For"), documents.join(", "))
    };
    if !came {
        text += &format!(" {}: {}.", language.pick("Rekening", "Account"), account(party, language));
    }
    Form {
        title: format!("{title} {}", party.name),
        text,
        fields: vec![
            Field::new(FieldKind::Amount, language.pick("Jumlah", "Amount"), digits(sum))
                .hint(language.pick("boleh sebagian", "a part is allowed")),
            Field::new(FieldKind::Choice, language.pick("Cara", "How"), methods[0]).choices(methods.map(str::to_owned).into()),
            Field::new(FieldKind::Text, language.pick("Bukti atau berita transfer", "Reference of the transfer"), "")
                .hint(language.pick("nomor bukti, boleh kosong", "its number, may be empty")),
            Field::new(FieldKind::Choice, language.pick("Kelebihannya", "What is more"), beyond(language)[0])
                .choices(beyond(language).map(str::to_owned).into()),
        ],
        action: action.to_owned(),
    }
}

/// How much, from where, with which reference, and whether more is an advance.
pub fn payment(values: &[String], language: Language) -> (Rupiah, Money, String, bool) {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    let method = if value(1) == methods(language)[1] { Money::Cash } else { Money::Transfer };
    (amount(value(0)), method, value(2).to_owned(), value(3) == beyond(language)[1])
}

/// What was paid, in words.
pub fn paid(paid: &Paid, name: &str, came: bool, language: Language) -> String {
    let sum = rp(paid.amount);
    let mut parts: Vec<String> = paid.parts.iter().map(|(document, amount)| format!("{document} {}", rp(*amount))).collect();
    if !paid.advance.is_zero() {
        parts.push(format!("{} {}", language.pick("uang muka", "in advance"), rp(paid.advance)));
    }
    let parts = parts.join(", ");
    match (came, language) {
        (false, Language::Indonesian) => format!("{sum} dibayar kepada {name}: {parts}."),
        (false, Language::English) => format!("{sum} was paid to {name}: {parts}."),
        (true, Language::Indonesian) => format!("{sum} masuk dari {name}: {parts}."),
        (true, Language::English) => format!("{sum} came from {name}: {parts}."),
    }
}

#[cfg(test)]
mod tests;
