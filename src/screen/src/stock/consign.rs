//! Goods of others: the partners, their forms, and what they are owed.

use domain::Rupiah;
use domain::goods::{Partner, PartnerKind, PayoutMethod, Terms};

use super::{amount, digits, free_key};
use crate::Language;
use crate::office::{Field, FieldKind, Form, Pick};

/// A partner to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The name.
    pub name: String,
    /// Key and terms.
    pub detail: String,
    /// What they are owed; empty: nothing.
    pub owed: String,
    /// Still used.
    pub active: bool,
}

/// Terms in words: what the shop keeps, or a price for each piece.
pub fn terms(terms: Terms, language: Language) -> String {
    let text = terms.text();
    let percent = if text.contains('.') { text.trim_end_matches('0') } else { text.as_str() };
    match (terms, language) {
        (Terms::Fixed, language) => language.pick("harga tetap per satuan", "a fixed price for each").to_owned(),
        (Terms::Commission(_), Language::Indonesian) => format!("bagian toko {}%", percent.replace('.', ",")),
        (Terms::Commission(_), Language::English) => format!("the shop keeps {percent}%"),
    }
}

/// The partners to read, with what each is owed.
pub fn rows(partners: &[(Partner, Rupiah)], language: Language) -> Vec<Row> {
    let row = |(partner, owed): &(Partner, Rupiah)| {
        let rest = language.pick("tidak aktif", "no longer used");
        Row {
            name: partner.name.clone(),
            detail: if partner.active { terms(partner.terms, language) } else { rest.to_owned() },
            owed: if owed.is_zero() { String::new() } else { owed.to_string() },
            active: partner.active,
        }
    };
    partners.iter().map(row).collect()
}

/// What is owed to all of them.
pub fn total(partners: &[(Partner, Rupiah)]) -> Rupiah {
    Rupiah::sum(partners.iter().map(|(_, owed)| *owed)).unwrap_or_default()
}

/// Consignors that fit a text, to choose from.
pub fn picks(partners: &[Partner], query: &str, language: Language) -> Vec<Pick> {
    let query = query.trim().to_lowercase();
    let fits = |partner: &&Partner| {
        partner.kind != PartnerKind::Supplier
            && (partner.name.to_lowercase().contains(&query) || partner.code.to_lowercase().contains(&query))
    };
    let pick = |partner: &Partner| Pick {
        id: partner.code.clone(),
        text: partner.name.clone(),
        detail: format!("{} · {}", partner.code, terms(partner.terms, language)),
    };
    partners.iter().filter(fits).map(pick).collect()
}

/// The two kinds of terms.
fn kinds(language: Language) -> [&'static str; 2] {
    [language.pick("bagi hasil", "a share"), language.pick("harga tetap", "a fixed price")]
}

/// Whether the partner is used.
fn states(language: Language) -> [&'static str; 2] {
    [language.pick("dipakai", "used"), language.pick("tidak dipakai lagi", "no longer used")]
}

/// A new partner, or one that is changed. Read back by [`filled`].
pub fn form(partner: Option<&Partner>, language: Language) -> Form {
    let known = partner.cloned().unwrap_or(Partner { terms: Terms::Commission(2_000), active: true, ..Partner::default() });
    let commission = match known.terms {
        Terms::Commission(_) => known.terms.text().replace('.', ","),
        Terms::Fixed => String::new(),
    };
    let (kinds, states) = (kinds(language), states(language));
    let mut fields = vec![
        Field::new(FieldKind::Text, language.pick("Nama usaha", "Name of the business"), known.name.as_str())
            .hint(language.pick("misalnya Keripik Bu Ani", "such as Keripik Bu Ani")),
        Field::new(FieldKind::Choice, language.pick("Ketentuan", "Terms"), kinds[usize::from(known.terms == Terms::Fixed)])
            .choices(kinds.map(str::to_owned).into()),
        Field::new(FieldKind::Text, language.pick("Bagian toko, persen", "The shop keeps, percent"), commission)
            .hint(language.pick("20 atau 12,5; harga tetap: kosongkan", "20 or 12,5; empty for a fixed price")),
    ];
    if partner.is_some() {
        fields.push(
            Field::new(FieldKind::Choice, language.pick("Keadaan", "State"), states[usize::from(!known.active)])
                .choices(states.map(str::to_owned).into()),
        );
    }
    Form {
        title: partner.map_or_else(|| language.pick("Mitra baru", "New partner").to_owned(), |partner| partner.name.clone()),
        text: language
            .pick(
                "Harga tetap disepakati tiap kali barang masuk. Perubahan berlaku untuk penjualan berikutnya.",
                "A fixed price is agreed whenever goods come in. A change holds for the sales after it.",
            )
            .to_owned(),
        fields,
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// A key from a name: `Keripik Bu Ani` is `KERIPIK-BU-ANI`; another one where that is taken.
pub fn key(name: &str, taken: &[Partner]) -> String {
    free_key(name, "MITRA", |key| !taken.iter().any(|partner| partner.code == key) && key != "JARINGAN")
}

/// What the form of [`form`] says: the partner, or the field that is wrong and why.
///
/// # Errors
/// The place of the field and a sentence.
pub fn filled(before: Option<&Partner>, values: &[String], taken: &[Partner], language: Language) -> Result<Partner, (usize, String)> {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    let name = value(0);
    if name.is_empty() {
        return Err((0, language.pick("Isi nama usahanya.", "Fill in the name of the business.").to_owned()));
    }
    let agreed = if value(1) == kinds(language)[1] {
        Terms::Fixed
    } else {
        let share = Terms::parse(value(2)).filter(|terms| *terms != Terms::Fixed);
        share.ok_or_else(|| (2, language.pick("Tulis persen dari 0 sampai 100.", "Write a percentage from 0 to 100.").to_owned()))?
    };
    let code = before.map_or_else(|| key(name, taken), |partner| partner.code.clone());
    Ok(Partner {
        name: name.to_owned(),
        terms: agreed,
        active: value(3) != states(language)[1],
        kind: before.map_or(PartnerKind::Consignor, |partner| partner.kind),
        lead_days: before.map_or(0, |partner| partner.lead_days),
        code,
    })
}

/// The two ways to pay.
fn methods(language: Language) -> [&'static str; 2] {
    [language.pick("tunai dari brankas", "cash from the safe"), language.pick("transfer bank", "bank transfer")]
}

/// Paying a partner, all that is owed unless less is typed. Read back by [`payout`].
pub fn pay(name: &str, owed: Rupiah, language: Language) -> Form {
    let methods = methods(language);
    Form {
        title: format!("{} {name}", language.pick("Bayar", "Pay")),
        text: format!("{} Rp {owed}", language.pick("Terutang", "Owed")),
        fields: vec![
            Field::new(FieldKind::Amount, language.pick("Jumlah", "Amount"), digits(owed)),
            Field::new(FieldKind::Choice, language.pick("Cara", "How"), methods[0]).choices(methods.map(str::to_owned).into()),
            Field::new(FieldKind::Text, language.pick("Nomor transfer", "Number of the transfer"), "")
                .hint(language.pick("kosongkan untuk tunai", "empty for cash")),
        ],
        action: language.pick("Bayar", "Pay").to_owned(),
    }
}

/// How much, how, with which number.
pub fn payout(values: &[String], language: Language) -> (Rupiah, PayoutMethod, String) {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    let method = if value(1) == methods(language)[1] { PayoutMethod::Transfer } else { PayoutMethod::Cash };
    (amount(value(0)), method, value(2).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Language = Language::Indonesian;

    fn values(form: &Form) -> Vec<String> {
        form.fields.iter().map(|field| field.value.clone()).collect()
    }

    #[test]
    fn a_partner_is_read_back_from_the_form() {
        for agreed in [Terms::Fixed, Terms::Commission(2_000), Terms::Commission(1_250)] {
            for active in [true, false] {
                let partner = Partner {
                    code: "IBU-ANI".into(),
                    name: "Keripik Bu Ani".into(),
                    kind: PartnerKind::Consignor,
                    terms: agreed,
                    lead_days: 2,
                    active,
                };
                for language in [ID, Language::English] {
                    let form = form(Some(&partner), language);
                    assert_eq!(filled(Some(&partner), &values(&form), &[], language), Ok(partner.clone()));
                }
            }
        }
        let mut new = values(&form(None, ID));
        assert_eq!(filled(None, &new, &[], ID).map_err(|(field, _)| field), Err(0), "it has no name yet");
        new[0] = "Keripik Bu Ani".into();
        let partner = filled(None, &new, &[], ID).expect("a partner");
        assert_eq!((partner.code.as_str(), partner.terms, partner.active), ("KERIPIK-BU-ANI", Terms::Commission(2_000), true));
        assert_eq!(filled(None, &new, &[partner], ID).expect("another").code, "KERIPIK-BU-ANI-2");
        new[2] = "banyak".into();
        assert_eq!(filled(None, &new, &[], ID).map_err(|(field, _)| field), Err(2));
        assert_eq!((key("  ", &[]).as_str(), key("jaringan", &[]).as_str()), ("MITRA", "JARINGAN-2"));
    }

    #[test]
    fn what_is_owed_is_paid() {
        let mut typed = values(&pay("Ibu Ani", Rupiah::new(45_000), ID));
        assert_eq!(payout(&typed, ID), (Rupiah::new(45_000), PayoutMethod::Cash, String::new()));
        (typed[0], typed[1], typed[2]) = ("20000".into(), "transfer bank".into(), "TRX-1".into());
        assert_eq!(payout(&typed, ID), (Rupiah::new(20_000), PayoutMethod::Transfer, "TRX-1".into()));
        let partner = |name: &str, owed: i64| (Partner { name: name.into(), active: true, ..Partner::default() }, Rupiah::new(owed));
        let all = [partner("Ani", 45_000), partner("Budi", 0)];
        let rows = rows(&all, ID);
        assert_eq!((rows[0].owed.as_str(), rows[1].owed.as_str(), total(&all).get()), ("45.000", "", 45_000));
        assert_eq!(terms(Terms::Commission(1_250), ID), "bagian toko 12,5%");
    }
}
