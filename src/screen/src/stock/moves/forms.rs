//! The forms around a move: to whom and why, which lot, what is called back.

use std::slice::Iter;

use domain::goods::lots::Lot;
use domain::goods::{Owner, Partner, PartnerKind};

use super::{Head, Kind, Line, lot_words};
use crate::Language;
use crate::office::{Field, FieldKind, Form};
use crate::stock::receive::owner_words;

/// Suppliers that are at hand.
fn suppliers(partners: &[Partner]) -> Vec<&Partner> {
    partners.iter().filter(|partner| partner.active && partner.kind == PartnerKind::Supplier).take(6).collect()
}

/// Where goods stand, in words: on the shelf, or set aside.
fn places(language: Language) -> [&'static str; 2] {
    [language.pick("dari rak toko", "from the shelf"), language.pick("dari yang disisihkan", "from what was set aside")]
}

/// To whom, why, from where. Read back by [`headed`].
pub fn heading(kind: Kind, head: &Head, partners: &[Partner], language: Language) -> Form {
    let mut fields = Vec::new();
    if kind == Kind::SupplierReturn {
        fields.extend(supplier_fields(&head.party, partners, language));
        fields.push(
            Field::new(FieldKind::Text, "Nota kredit", head.reference.as_str())
                .hint(language.pick("nomornya, bila sudah ada", "its number, when it is there already")),
        );
    }
    if kind == Kind::Send {
        fields.push(
            Field::new(FieldKind::Text, language.pick("Toko tujuan", "Goes to shop"), head.party.as_str())
                .hint(language.pick("nama tokonya", "name of the shop")),
        );
    }
    fields.extend(reason_fields(kind, &head.reason, language));
    if matches!(kind, Kind::Waste | Kind::Expired | Kind::SupplierReturn | Kind::HandBack) {
        let choices = places(language);
        fields.push(
            Field::new(FieldKind::Choice, language.pick("Barangnya", "The goods"), choices[usize::from(head.aside)])
                .choices(choices.map(str::to_owned).into()),
        );
    }
    Form { title: kind.words(language).0.to_owned(), text: String::new(), fields, action: language.pick("Pakai", "Use").to_owned() }
}

/// The supplier: one of those at hand, or another one's key.
fn supplier_fields(party: &str, partners: &[Partner], language: Language) -> Vec<Field> {
    let known = suppliers(partners);
    let mut fields = Vec::new();
    if !known.is_empty() {
        let chosen = known.iter().find(|partner| partner.code == party).map_or("", |partner| partner.name.as_str());
        fields.push(
            Field::new(FieldKind::Choice, language.pick("Pemasok", "Supplier"), chosen)
                .choices(known.iter().map(|partner| partner.name.clone()).collect()),
        );
    }
    let other = if known.iter().any(|partner| partner.code == party) { "" } else { party };
    let label = if known.is_empty() { language.pick("Pemasok", "Supplier") } else { language.pick("Pemasok lain", "Another supplier") };
    fields.push(Field::new(FieldKind::Text, label, other).hint(language.pick("nama singkat pemasok", "the supplier's short name")));
    fields
}

/// The reason: one of those at hand, or other words.
fn reason_fields(kind: Kind, reason: &str, language: Language) -> Vec<Field> {
    let known = kind.reasons(language);
    let mut fields = Vec::new();
    if !known.is_empty() {
        let chosen = known.iter().find(|known| **known == reason).copied().unwrap_or_default();
        fields.push(
            Field::new(FieldKind::Choice, language.pick("Sebab", "Reason"), chosen)
                .choices(known.iter().map(|known| (*known).to_owned()).collect()),
        );
    }
    let other = if known.contains(&reason) { "" } else { reason };
    let label = if known.is_empty() { language.pick("Keterangan", "Note") } else { language.pick("Sebab lain", "Another reason") };
    fields.push(Field::new(FieldKind::Text, label, other));
    fields
}

/// A pair of fields, a choice and a text in its place: the text, else the choice.
fn either(values: &mut Iter<'_, String>, choice: bool) -> (String, String) {
    let mut next = || values.next().map_or_else(String::new, |text| text.trim().to_owned());
    let first = if choice { next() } else { String::new() };
    (first, next())
}

fn supplier(values: &mut Iter<'_, String>, partners: &[Partner]) -> String {
    let known = suppliers(partners);
    let (chosen, other) = either(values, !known.is_empty());
    if !other.is_empty() {
        return other;
    }
    known.iter().find(|partner| partner.name == chosen).map(|partner| partner.code.clone()).unwrap_or_default()
}

fn reason(values: &mut Iter<'_, String>, kind: Kind, language: Language) -> String {
    let (chosen, other) = either(values, !kind.reasons(language).is_empty());
    if other.is_empty() { chosen } else { other }
}

/// What the form of [`heading`] says.
pub fn headed(kind: Kind, head: &mut Head, values: &[String], partners: &[Partner], language: Language) {
    let mut values = values.iter();
    if kind == Kind::SupplierReturn {
        head.party = supplier(&mut values, partners);
        head.reference = values.next().map_or_else(String::new, |text| text.trim().to_owned());
    }
    if kind == Kind::Send {
        head.party = values.next().map_or_else(String::new, |text| text.trim().to_owned());
    }
    head.reason = reason(&mut values, kind, language);
    if matches!(kind, Kind::Waste | Kind::Expired | Kind::SupplierReturn | Kind::HandBack) {
        head.aside = values.next().is_some_and(|place| place == places(language)[1]);
    }
}

/// The words for no lot in particular.
fn any_lot(language: Language) -> &'static str {
    language.pick("lot mana saja", "any lot")
}

fn lot_choice(lot: &Lot, language: Language) -> String {
    format!("{}: {}", lot_words(lot.expiry, &lot.lot, language), lot.quantity)
}

/// Which lot and whose goods a line means. Nothing is asked where there is no choice: then none.
pub fn more(line: &Line, lots: &[Lot], owners: &[Owner], partners: &[Partner], language: Language) -> Option<Form> {
    let mut fields = Vec::new();
    if !lots.is_empty() {
        let chosen = lots.iter().find(|lot| lot.expiry == line.expiry && lot.lot == line.lot);
        let value = chosen.map_or_else(|| any_lot(language).to_owned(), |lot| lot_choice(lot, language));
        let choices = std::iter::once(any_lot(language).to_owned()).chain(lots.iter().take(7).map(|lot| lot_choice(lot, language)));
        fields.push(Field::new(FieldKind::Choice, "Lot", value).choices(choices.collect()));
    }
    if owners.len() > 1 {
        let words: Vec<String> = owners.iter().map(|owner| owner_words(owner, partners, language)).collect();
        let value = line.owner.as_ref().map(|owner| owner_words(owner, partners, language)).unwrap_or_default();
        fields.push(Field::new(FieldKind::Choice, language.pick("Milik", "Owner"), value).choices(words));
    }
    (!fields.is_empty()).then(|| Form {
        title: line.name.clone(),
        text: String::new(),
        fields,
        action: language.pick("Pakai", "Use").to_owned(),
    })
}

/// What the form of [`more`] says.
pub fn chosen(line: &mut Line, values: &[String], lots: &[Lot], owners: &[Owner], partners: &[Partner], language: Language) {
    let mut values = values.iter();
    if !lots.is_empty() {
        let lot = values.next().and_then(|value| lots.iter().find(|lot| lot_choice(lot, language) == *value));
        (line.expiry, line.lot) = lot.map_or((None, String::new()), |lot| (lot.expiry, lot.lot.clone()));
    }
    if owners.len() > 1
        && let Some(owner) = values.next().and_then(|value| owners.iter().find(|owner| owner_words(owner, partners, language) == *value))
    {
        line.owner = Some(owner.clone());
    }
}

/// What is called back of a product: which lots, why, to whom. Read back by [`recalled`].
pub fn recall_form(name: &str, lots: &[Lot], partners: &[Partner], language: Language) -> Form {
    let mut fields = Vec::new();
    let named: Vec<String> = lots.iter().filter(|lot| !lot.lot.is_empty()).take(7).map(|lot| format!("lot {}", lot.lot)).collect();
    if !named.is_empty() {
        let all = language.pick("semuanya", "all of it");
        fields.push(Field::new(FieldKind::Choice, "Lot", all).choices(std::iter::once(all.to_owned()).chain(named).collect()));
    }
    fields.extend(reason_fields(Kind::Recall, "", language));
    fields.extend(supplier_fields("", partners, language));
    Form {
        title: format!("{}: {name}", Kind::Recall.words(language).0),
        text: language
            .pick(
                "Tidak bisa dijual dan diterima lagi sampai dilepas. Yang ada di toko dikembalikan.",
                "It can be neither sold nor received until it is free again. What is in the shop is sent back.",
            )
            .to_owned(),
        fields,
        action: language.pick("Periksa", "Look it over").to_owned(),
    }
}

/// Which lot (none: all), why, to whom.
pub fn recalled(values: &[String], lots: &[Lot], partners: &[Partner], language: Language) -> (Option<String>, String, String) {
    let mut values = values.iter();
    let lot = if lots.iter().any(|lot| !lot.lot.is_empty()) {
        values.next().and_then(|value| value.strip_prefix("lot ").map(str::to_owned))
    } else {
        None
    };
    let reason = reason(&mut values, Kind::Recall, language);
    (lot, reason, supplier(&mut values, partners))
}

/// Why: a form with nothing else. Read back by [`reason_of`].
pub fn reason_form(kind: Kind, title: String, text: &str, language: Language) -> Form {
    Form { title, text: text.to_owned(), fields: reason_fields(kind, "", language), action: language.pick("Lanjut", "Go on").to_owned() }
}

/// What the form of [`reason_form`] says.
pub fn reason_of(kind: Kind, values: &[String], language: Language) -> String {
    reason(&mut values.iter(), kind, language)
}
