//! Goods that arrive: the lines as they are typed, the forms around them, and what they would lead to.

use app::stock::{Arrival, ArrivalLine, Preview, PreviewLine};
use chrono::NaiveDate;
use domain::catalogue::Unit;
use domain::goods::{Owner, Partner, PartnerKind};
use domain::{Quantity, Rupiah};

use super::{amount, digits, plain, quantity};
use crate::office::{Detail, Field, FieldKind, Form};
use crate::{Language, dates};

/// A line while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The pack's code.
    pub pack: String,
    /// The pack with its content, to read.
    pub pack_words: String,
    /// Counted in.
    pub unit: Unit,
    /// Nothing comes in without a date.
    pub dated: bool,
    /// Packs as typed.
    pub quantity: String,
    /// Cost of a pack, digits.
    pub cost: String,
    /// Somebody said that the cost is not known.
    pub cost_unknown: bool,
    /// Discount on the line, rupiah.
    pub discount: Rupiah,
    /// Packs that came damaged.
    pub damaged: Quantity,
    /// Packs that did not come.
    pub short: Quantity,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    pub lot: String,
}

impl Line {
    /// What the line costs: the packs that came times the cost, less the discount; nothing when it does not fit.
    pub fn amount(&self) -> Rupiah {
        let came = quantity(&self.quantity).minus(self.short);
        let worth = came.and_then(|came| came.at(amount(&self.cost)));
        worth.and_then(|worth| worth.minus(self.discount)).unwrap_or_default()
    }

    /// The line as the deed wants it.
    pub fn arrival(&self) -> ArrivalLine {
        ArrivalLine {
            code: self.sku.clone(),
            pack: Some(self.pack.clone()),
            quantity: quantity(&self.quantity),
            damaged: self.damaged,
            short: self.short,
            cost: amount(&self.cost),
            cost_unknown: self.cost_unknown,
            discount: self.discount,
            expiry: self.expiry,
            lot: self.lot.clone(),
            order_line: 0,
        }
    }
}

/// A line to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub name: String,
    /// In what pack.
    pub pack: String,
    /// How many.
    pub quantity: String,
    /// At what cost; empty: none yet.
    pub cost: String,
    /// What they come to.
    pub amount: String,
    /// What is particular.
    pub note: String,
    /// Something is missing.
    pub wrong: bool,
}

/// The lines to read.
pub fn rows(lines: &[Line], own: bool, language: Language) -> Vec<Row> {
    let row = |line: &Line| {
        let (note, wrong) = note(line, own, language);
        let cost = amount(&line.cost);
        Row {
            name: line.name.clone(),
            pack: line.pack_words.clone(),
            quantity: if line.quantity.is_empty() { "0".to_owned() } else { line.quantity.clone() },
            cost: if line.cost.is_empty() { String::new() } else { cost.to_string() },
            amount: line.amount().to_string(),
            note,
            wrong,
        }
    };
    lines.iter().map(row).collect()
}

fn note(line: &Line, own: bool, language: Language) -> (String, bool) {
    let mut missing = Vec::new();
    if line.dated && line.expiry.is_none() {
        missing.push(language.pick("isi tanggal kedaluwarsa (F5)", "fill in the expiry date (F5)").to_owned());
    }
    let mut said = Vec::new();
    if line.cost_unknown && amount(&line.cost).is_zero() {
        said.push(language.pick("harga belum diketahui", "cost not known yet").to_owned());
    } else if amount(&line.cost).is_zero() && own {
        missing.push(language.pick("isi harga beli", "fill in the cost").to_owned());
    }
    if line.short.get() > 0 {
        said.push(format!("{} {}", language.pick("kurang", "short"), line.short));
    }
    if line.damaged.get() > 0 {
        said.push(format!("{} {}", language.pick("rusak", "damaged"), line.damaged));
    }
    if !line.discount.is_zero() {
        said.push(format!("{} {}", language.pick("potongan", "discount"), line.discount));
    }
    if let Some(date) = line.expiry {
        said.push(format!("{} {}", language.pick("sampai", "until"), dates::short(date)));
    }
    if !line.lot.is_empty() {
        said.push(format!("lot {}", line.lot));
    }
    let wrong = !missing.is_empty();
    missing.append(&mut said);
    (missing.join(" · "), wrong)
}

/// What the lines come to.
pub fn total(lines: &[Line]) -> Rupiah {
    lines.iter().map(Line::amount).fold(Rupiah::ZERO, |sum, amount| sum.plus(amount).unwrap_or(sum))
}

/// Who delivers, with which note, whose goods.
pub fn head(arrival: &Arrival, partners: &[Partner], language: Language) -> String {
    if arrival.supplier.is_empty() && arrival.note.is_empty() && arrival.owner.is_own() {
        return language.pick("Isi pemasok dan nomor surat jalan", "Fill in supplier and delivery note").to_owned();
    }
    let named = |text: &str, missing: &'static str| if text.is_empty() { missing.to_owned() } else { text.to_owned() };
    let mut words = vec![
        named(&arrival.supplier, language.pick("tanpa pemasok", "no supplier")),
        named(&arrival.note, language.pick("tanpa nomor surat jalan", "no delivery note")),
    ];
    if !arrival.owner.is_own() {
        words.push(owner_words(&arrival.owner, partners, language));
    }
    words.join(" · ")
}

/// Freight, PPN and the discount on the note, where there are any.
pub fn extras(arrival: &Arrival, language: Language) -> String {
    let parts = [
        (language.pick("ongkir", "freight"), arrival.freight),
        ("PPN", arrival.tax),
        (language.pick("potongan", "discount"), arrival.discount),
    ];
    parts.iter().filter(|(_, amount)| !amount.is_zero()).map(|(name, amount)| format!("{name} {amount}")).collect::<Vec<_>>().join(" · ")
}

/// Whose goods, in words: the koperasi's, the network's, or a partner's by name.
pub fn owner_words(owner: &Owner, partners: &[Partner], language: Language) -> String {
    match owner {
        Owner::Koperasi => language.pick("milik koperasi", "the koperasi's own").to_owned(),
        Owner::Network => language.pick("milik jaringan", "the network's").to_owned(),
        Owner::Consignor(code) => {
            let name = partners.iter().find(|partner| partner.code == *code).map_or(code.as_str(), |partner| partner.name.as_str());
            format!("{} {name}", language.pick("titipan", "left by"))
        }
    }
}

/// Everybody whose goods may stand here.
pub fn owners(partners: &[Partner]) -> Vec<Owner> {
    let consignors = partners.iter().filter(|partner| partner.active && partner.kind == PartnerKind::Consignor);
    [Owner::Koperasi, Owner::Network].into_iter().chain(consignors.map(|partner| Owner::Consignor(partner.code.clone()))).collect()
}

/// The delivery note: supplier, number, owner, freight, PPN, discount.
pub fn heading(arrival: &Arrival, partners: &[Partner], language: Language) -> Form {
    let choices = owners(partners).iter().map(|owner| owner_words(owner, partners, language)).collect();
    let known: Vec<&str> = partners
        .iter()
        .filter(|partner| partner.active && partner.kind == PartnerKind::Supplier)
        .map(|partner| partner.code.as_str())
        .take(4)
        .collect();
    let hint =
        if known.is_empty() { language.pick("nama singkat pemasok", "the supplier's short name").to_owned() } else { known.join(", ") };
    Form {
        title: language.pick("Surat jalan", "Delivery note").to_owned(),
        text: String::new(),
        fields: vec![
            Field::new(FieldKind::Text, language.pick("Pemasok", "Supplier"), arrival.supplier.as_str()).hint(&hint),
            Field::new(FieldKind::Text, language.pick("Nomor surat jalan", "Number of the note"), arrival.note.as_str())
                .hint(language.pick("surat yang sama tidak diterima dua kali", "the same note is not taken twice")),
            Field::new(FieldKind::Choice, language.pick("Barang", "Goods"), owner_words(&arrival.owner, partners, language))
                .choices(choices),
            Field::new(FieldKind::Amount, language.pick("Ongkos kirim", "Freight"), digits(arrival.freight)),
            Field::new(FieldKind::Amount, language.pick("PPN di faktur", "PPN on the invoice"), digits(arrival.tax)),
            Field::new(FieldKind::Amount, language.pick("Potongan satu surat", "Discount on the note"), digits(arrival.discount)),
        ],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// What the note says, from the form of [`heading`].
pub fn headed(arrival: &mut Arrival, values: &[String], partners: &[Partner], language: Language) {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    value(0).clone_into(&mut arrival.supplier);
    value(1).clone_into(&mut arrival.note);
    if let Some(owner) = owners(partners).into_iter().find(|owner| owner_words(owner, partners, language) == value(2)) {
        arrival.owner = owner;
    }
    (arrival.freight, arrival.tax, arrival.discount) = (amount(value(3)), amount(value(4)), amount(value(5)));
}

/// What is particular about a line.
pub fn more(line: &Line, language: Language) -> Form {
    let date = line.expiry.map(|date| date.to_string()).unwrap_or_default();
    let until = if line.dated {
        language.pick("wajib untuk barang ini", "needed for these goods")
    } else {
        language.pick("kosongkan bila tidak ada", "leave empty when there is none")
    };
    // Weights have a comma, which is no digit.
    let packs = if line.unit == Unit::Kilogram { FieldKind::Text } else { FieldKind::Digits };
    Form {
        title: format!("{} · {}", line.name, line.pack_words),
        text: String::new(),
        fields: vec![
            Field::new(FieldKind::Date, language.pick("Kedaluwarsa", "Use by"), date).hint(until),
            Field::new(FieldKind::Text, "Lot", line.lot.as_str())
                .hint(language.pick("nomor produksi di kemasan", "the maker's number on the pack")),
            Field::new(packs, language.pick("Rusak, kemasan", "Damaged, packs"), plain(line.damaged)),
            Field::new(packs, language.pick("Kurang dari surat jalan, kemasan", "Short of the note, packs"), plain(line.short)),
            Field::new(FieldKind::Amount, language.pick("Potongan baris ini", "Discount on this line"), digits(line.discount)),
        ],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// What a delivery would lead to, line by line; cost and margin only for those who may see them.
pub fn preview(preview: &Preview, costs: bool, language: Language) -> Vec<Detail> {
    let mut rows = Vec::new();
    for line in &preview.lines {
        rows.push(Detail::heading(&line.line.name));
        rows.push(Detail::new(language.pick("Datang", "Came"), came(line, language)));
        rows.push(Detail::new(language.pick("Stok", "Stock"), format!("{} → {}", line.before, line.after)));
        if !costs {
            continue;
        }
        let averages = format!("{} → {}", line.average_before, line.average_after);
        rows.push(Detail::new(language.pick("Rata-rata harga pokok", "Average cost"), averages));
        for (pack, price, proposed) in &line.prices {
            let words = match (price == proposed, language) {
                (true, _) => format!("{price} ({})", language.pick("tetap", "stays")),
                (false, Language::Indonesian) => format!("{price}, usulan {proposed}"),
                (false, Language::English) => format!("{price}, proposed {proposed}"),
            };
            rows.push(Detail::new(&format!("{} {pack}", language.pick("Harga jual", "Price of")), words));
        }
        rows.push(Detail::new(language.pick("Nilai", "Value"), format!("Rp {}", line.line.value)));
    }
    rows
}

fn came(line: &PreviewLine, language: Language) -> String {
    let receipt = &line.line;
    let packs = receipt.came().unwrap_or_default();
    let pieces = if receipt.factor == 1 { String::new() } else { format!(" = {}", packs.times(receipt.factor).unwrap_or_default()) };
    let mut text = format!("{packs} {}{pieces}", receipt.pack);
    if receipt.damaged.get() > 0 {
        text += &format!(", {} {}", language.pick("rusak", "damaged"), receipt.damaged);
    }
    if receipt.short.get() > 0 {
        text += &format!(", {} {}", language.pick("kurang", "short"), receipt.short);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line {
            name: "Mi Goreng".into(),
            pack: "DUS".into(),
            pack_words: "DUS 40".into(),
            quantity: "2".into(),
            cost: "100000".into(),
            ..Line::default()
        }
    }

    #[test]
    fn a_line_says_what_it_comes_to_and_what_is_missing() {
        let id = Language::Indonesian;
        let plain = &rows(&[line()], true, id)[0];
        assert_eq!((plain.cost.as_str(), plain.amount.as_str(), plain.wrong), ("100.000", "200.000", false));
        let short = Line { short: Quantity::ONE, discount: Rupiah::new(5_000), ..line() };
        assert_eq!(rows(std::slice::from_ref(&short), true, id)[0].amount, "95.000");
        assert_eq!(rows(&[short], true, id)[0].note, "kurang 1 · potongan 5.000");
        let free = Line { cost: String::new(), dated: true, ..line() };
        let row = &rows(std::slice::from_ref(&free), true, id)[0];
        assert!(row.wrong && row.note.contains("isi harga beli") && row.note.contains("kedaluwarsa"), "{}", row.note);
        assert!(!rows(&[free], false, id)[0].note.contains("harga beli"), "goods of others have no cost");
        assert_eq!(total(&[line(), line()]).to_string(), "400.000");
    }

    #[test]
    fn a_note_is_read_back_from_its_form() {
        let partners = vec![Partner {
            code: "IBU-ANI".into(),
            name: "Ibu Ani".into(),
            kind: PartnerKind::Consignor,
            active: true,
            ..Partner::default()
        }];
        let mut arrival = Arrival { supplier: "CV-JAYA".into(), note: "SJ-1".into(), freight: Rupiah::new(25_000), ..Arrival::default() };
        for owner in owners(&partners) {
            arrival.owner = owner;
            let form = heading(&arrival, &partners, Language::Indonesian);
            let values: Vec<String> = form.fields.iter().map(|field| field.value.clone()).collect();
            let mut read = Arrival::default();
            headed(&mut read, &values, &partners, Language::Indonesian);
            assert_eq!(read, arrival);
        }
        assert_eq!(head(&arrival, &partners, Language::Indonesian), "CV-JAYA · SJ-1 · titipan Ibu Ani");
        assert_eq!(extras(&arrival, Language::English), "freight 25.000");
    }
}
