//! What is typed from paper: an invoice of a supplier without software, an old debt, a credit note.

use app::trade::money::{CAUSES, CreditOrder};
use app::trade::{InvoiceView, OrderView, TypedInvoice, TypedLine};
use chrono::NaiveDate;
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};

use super::{Figure, Line, pack, rp};
use crate::office::{Field, FieldKind, Form, Pick, Tone};
use crate::stock::{amount, digits, plain, quantity};
use crate::{Language, dates};

/// A line of an invoice while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperLine {
    /// The product's key.
    pub sku: String,
    /// The pack's code.
    pub pack: String,
    /// The pack with its content, to read.
    pub pack_words: String,
    /// The name.
    pub name: String,
    /// Packs as typed.
    pub quantity: String,
    /// A pack without PPN, digits.
    pub price: String,
}

impl PaperLine {
    /// Packs times the price; nothing when it does not fit.
    pub fn amount(&self) -> Rupiah {
        quantity(&self.quantity).at(amount(&self.price)).unwrap_or_default()
    }
}

/// An invoice on paper while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The party's key.
    pub party: String,
    /// Its name.
    pub name: String,
    /// Number of the invoice.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// Number of the shop's order; empty: none.
    pub order: String,
    /// Number of the delivery note.
    pub note: String,
    /// Rupiah.
    pub discount: Rupiah,
    /// Rupiah.
    pub freight: Rupiah,
    /// Rupiah.
    pub tax: Rupiah,
    /// What it asks for.
    pub lines: Vec<PaperLine>,
}

impl Paper {
    /// What the lines come to, rupiah.
    pub fn goods(&self) -> Rupiah {
        self.lines.iter().map(PaperLine::amount).fold(Rupiah::ZERO, |sum, amount| sum.plus(amount).unwrap_or(sum))
    }

    /// What is asked for in all, rupiah.
    pub fn total(&self) -> Rupiah {
        let extras = |sum: Rupiah| sum.minus(self.discount)?.plus(self.freight)?.plus(self.tax);
        extras(self.goods()).unwrap_or_default()
    }

    /// What was ordered of a party and came, or else what was ordered, less what was invoiced: most invoices are like that.
    pub fn of_order(party: &Party, order: Option<&OrderView>, date: NaiveDate) -> Self {
        let mut paper = Self { party: party.code.clone(), name: party.name.clone(), date, due: Some(party.due(date)), ..Self::default() };
        let Some(order) = order else { return paper };
        (paper.order, paper.freight) = (order.number.clone(), order.freight);
        for line in &order.lines {
            let standing = &line.standing;
            let came = if standing.received.get() > 0 { standing.received } else { standing.expected };
            let base = came.minus(standing.invoiced).unwrap_or_default();
            let packs = Quantity::new(base.get() / line.goods.factor.max(1));
            if packs > Quantity::ZERO && !line.goods.sku.is_empty() {
                paper.lines.push(PaperLine {
                    sku: line.goods.sku.clone(),
                    pack: line.goods.pack.clone(),
                    pack_words: pack(&line.goods.pack, line.goods.factor),
                    name: line.goods.name.clone(),
                    quantity: plain(packs),
                    price: digits(standing.price),
                });
            }
        }
        paper
    }

    /// The invoice as the deed wants it; lines of nothing are left out.
    pub fn typed(&self) -> TypedInvoice {
        let line = |line: &PaperLine| TypedLine {
            code: line.sku.clone(),
            pack: Some(line.pack.clone()),
            quantity: quantity(&line.quantity),
            price: amount(&line.price),
        };
        TypedInvoice {
            party: self.party.clone(),
            number: self.number.clone(),
            date: self.date,
            due: self.due,
            order: self.order.clone(),
            note: self.note.clone(),
            lines: self.lines.iter().map(line).filter(|line| line.quantity > Quantity::ZERO).collect(),
            discount: self.discount,
            freight: self.freight,
            tax: self.tax,
        }
    }
}

/// The columns under the lines.
pub const fn titles(language: Language) -> [&'static str; 3] {
    [language.pick("Jumlah", "Quantity"), language.pick("Harga / kemasan", "Price of a pack"), language.pick("Jumlah Rp", "Amount")]
}

/// The lines to read.
pub fn lines(paper: &Paper, language: Language) -> Vec<Line> {
    let line = |line: &PaperLine| {
        let wrong = if quantity(&line.quantity).get() <= 0 {
            language.pick("isi jumlahnya", "fill in the quantity")
        } else if amount(&line.price).is_zero() {
            language.pick("isi harganya", "fill in the price")
        } else {
            ""
        };
        let shown = if line.quantity.is_empty() { "0" } else { &line.quantity };
        Line {
            text: format!("{} · {}", line.name, line.pack_words),
            cells: vec![shown.to_owned(), amount(&line.price).to_string(), line.amount().to_string()],
            mark: wrong.to_owned(),
            tone: if wrong.is_empty() { Tone::Quiet } else { Tone::Look },
            ..Line::default()
        }
    };
    paper.lines.iter().map(line).collect()
}

/// The sums over the lines.
pub fn figures(paper: &Paper, language: Language) -> Vec<Figure> {
    let figure = |label: &str, amount: Rupiah| Figure { label: label.to_owned(), value: rp(amount), tone: Tone::Quiet };
    let mut figures = vec![figure(language.pick("Barang", "Goods"), paper.goods())];
    let extras = [
        (language.pick("Potongan", "Discount"), paper.discount),
        (language.pick("Ongkos kirim", "Freight"), paper.freight),
        ("PPN", paper.tax),
    ];
    figures.extend(extras.into_iter().filter(|(_, amount)| !amount.is_zero()).map(|(label, amount)| figure(label, amount)));
    figures.push(figure(language.pick("Jumlah tagihan", "Asked for"), paper.total()));
    figures
}

/// The number of the invoice.
pub fn title(paper: &Paper, language: Language) -> String {
    if paper.number.is_empty() { language.pick("Isi nomornya (F4)", "Fill in its number (F4)").to_owned() } else { paper.number.clone() }
}

/// Dates and order of the invoice.
pub fn subtitle(paper: &Paper, language: Language) -> String {
    let named = |text: &str, missing: &'static str| if text.is_empty() { missing.to_owned() } else { text.to_owned() };
    let mut words = vec![dates::short(paper.date)];
    words.extend(paper.due.map(|due| format!("{} {}", language.pick("jatuh tempo", "due"), dates::short(due))));
    words.push(named(&paper.order, language.pick("tanpa pesanan", "no order")));
    words.join(" · ")
}

/// Orders of a party that an invoice may be for, and none.
pub fn orders(orders: &[OrderView], language: Language) -> Vec<Pick> {
    let pick = |order: &OrderView| Pick {
        id: order.number.clone(),
        text: format!("{} · {}", order.number, dates::short(order.date)),
        detail: format!("{} · {} {}", rp(order.total), order.lines.len(), language.pick("macam barang", "goods")),
    };
    let none = Pick {
        id: String::new(),
        text: language.pick("Tanpa pesanan", "No order").to_owned(),
        detail: language.pick("barangnya diketik sendiri", "the goods are typed").to_owned(),
    };
    let ours = orders.iter().filter(|order| order.direction == Direction::Issued).map(pick);
    ours.chain([none]).collect()
}

/// Parties to choose from, those without software first.
pub fn parties(parties: &[Party], query: &str, language: Language) -> Vec<Pick> {
    let mut fit: Vec<&Party> =
        parties.iter().filter(|party| party.active && super::fits(query, &[&party.name, &party.code, &party.legal_name])).collect();
    fit.sort_by_key(|party| party.key.is_some());
    let pick = |party: &&Party| {
        let how = if party.key.is_some() { language.pick("mengirim berkas", "sends files") } else { language.pick("kertas", "paper") };
        Pick { id: party.code.clone(), text: party.name.clone(), detail: format!("{} · {how}", party.code) }
    };
    fit.iter().map(pick).collect()
}

fn value(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |text| text.trim())
}

fn date_of(values: &[String], place: usize, language: Language) -> Result<NaiveDate, (usize, String)> {
    let wrong = language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned();
    value(values, place).parse().map_err(|_| (place, wrong))
}

fn number_of(values: &[String], place: usize, language: Language) -> Result<String, (usize, String)> {
    let text = value(values, place);
    if text.is_empty() {
        return Err((place, language.pick("Isi nomor yang tertulis di kertasnya.", "Fill in the number on the paper.").to_owned()));
    }
    Ok(text.to_owned())
}

/// The head of an invoice on paper. Read back by [`headed`].
pub fn heading(paper: &Paper, language: Language) -> Form {
    let amount = |label: &str, amount: Rupiah| Field::new(FieldKind::Amount, label, digits(amount));
    let due = paper.due.unwrap_or(paper.date).to_string();
    Form {
        title: format!("{} {}", language.pick("Faktur kertas dari", "Paper invoice from"), paper.name),
        text: language.pick("Seperti yang tertulis di kertasnya.", "As it stands on the paper.").to_owned(),
        fields: vec![
            Field::new(FieldKind::Text, language.pick("Nomor faktur", "Number of the invoice"), paper.number.as_str()),
            Field::new(FieldKind::Date, language.pick("Tanggal", "Date"), paper.date.to_string()),
            Field::new(FieldKind::Date, language.pick("Jatuh tempo", "Due"), due),
            Field::new(FieldKind::Text, language.pick("Nomor surat jalan", "Number of the delivery note"), paper.note.as_str())
                .hint(language.pick("boleh kosong", "may be empty")),
            amount(language.pick("Potongan", "Discount"), paper.discount),
            amount(language.pick("Ongkos kirim", "Freight"), paper.freight),
            amount("PPN", paper.tax),
        ],
        action: language.pick("Lanjut", "Go on").to_owned(),
    }
}

/// Puts what the form of [`heading`] says into the invoice.
///
/// # Errors
/// The place of the field that is wrong, and a sentence.
pub fn headed(paper: &mut Paper, values: &[String], language: Language) -> Result<(), (usize, String)> {
    paper.number = number_of(values, 0, language)?;
    (paper.date, paper.due) = (date_of(values, 1, language)?, Some(date_of(values, 2, language)?));
    paper.note = value(values, 3).to_owned();
    (paper.discount, paper.freight, paper.tax) = (amount(value(values, 4)), amount(value(values, 5)), amount(value(values, 6)));
    Ok(())
}

/// What was owed a party before the books began. Read back by [`opened`].
pub fn opening(party: &Party, today: NaiveDate, language: Language) -> Form {
    Form {
        title: format!("{} {}", language.pick("Utang lama kepada", "Old debt to"), party.name),
        text: language
            .pick(
                "Faktur dari sebelum pembukuan dimulai: diakui sekarang juga, lawan 3-900.",
                "An invoice from before the books began: accepted at once, against 3-900.",
            )
            .to_owned(),
        fields: vec![
            Field::new(FieldKind::Text, language.pick("Nomor faktur", "Number of the invoice"), ""),
            Field::new(FieldKind::Date, language.pick("Tanggal", "Date"), today.to_string()),
            Field::new(FieldKind::Date, language.pick("Jatuh tempo", "Due"), party.due(today).to_string()),
            Field::new(FieldKind::Amount, language.pick("Yang masih terutang", "Still owed"), ""),
        ],
        action: language.pick("Catat", "Keep").to_owned(),
    }
}

/// Number, date, due date and amount of the form of [`opening`].
///
/// # Errors
/// The place of the field that is wrong, and a sentence.
pub fn opened(values: &[String], language: Language) -> Result<(String, NaiveDate, NaiveDate, Rupiah), (usize, String)> {
    let sum = amount(value(values, 3));
    if sum <= Rupiah::ZERO {
        return Err((3, language.pick("Isi jumlahnya.", "Fill in the amount.").to_owned()));
    }
    Ok((number_of(values, 0, language)?, date_of(values, 1, language)?, date_of(values, 2, language)?, sum))
}

/// The causes of a credit note, in words; in the order of [`CAUSES`].
const fn causes(language: Language) -> [&'static str; 5] {
    [
        language.pick("barang kembali", "goods went back"),
        language.pick("harga keliru", "wrong price"),
        language.pick("barang kurang", "goods missing"),
        language.pick("rabat", "rebate"),
        language.pick("lainnya", "other"),
    ]
}

/// Where goods go that come back.
const fn places(language: Language) -> [&'static str; 2] {
    [language.pick("rak", "the shelf"), language.pick("barang rusak", "the damaged goods")]
}

/// A credit note: of the shop to a buyer, or of a supplier without software as it stands on paper. Read back by [`credited`].
pub fn credit(view: &InvoiceView, name: &str, disputed: Rupiah, language: Language) -> Form {
    let causes = causes(language);
    let typed = view.direction == Direction::Taken;
    let title = if typed {
        format!("{} {name}", language.pick("Nota kredit dari", "Credit note from"))
    } else {
        format!("{} {name}", language.pick("Nota kredit untuk", "Credit note for"))
    };
    let mut fields = vec![
        Field::new(FieldKind::Amount, language.pick("Jumlah dengan PPN", "Amount with PPN"), digits(disputed)),
        Field::new(FieldKind::Amount, language.pick("PPN di dalamnya", "PPN in it"), ""),
        Field::new(FieldKind::Choice, language.pick("Sebab", "Cause"), causes[1]).choices(causes.map(str::to_owned).into()),
        Field::new(FieldKind::Text, language.pick("Keterangan", "In words"), ""),
        Field::new(FieldKind::Text, language.pick("Barang yang kembali", "Goods that went back"), "")
            .hint(language.pick("kode=jumlah, dipisah koma; boleh kosong", "code=quantity, with commas; may be empty")),
    ];
    if typed {
        fields.insert(0, Field::new(FieldKind::Text, language.pick("Nomor nota", "Number of the note"), ""));
    } else {
        let places = places(language);
        let place = language.pick("Barangnya kembali ke", "The goods go to");
        fields.push(Field::new(FieldKind::Choice, place, places[0]).choices(places.map(str::to_owned).into()));
    }
    Form {
        title,
        text: format!("{} {} · {}", language.pick("Mengurangi faktur", "Off invoice"), view.number, rp(view.total)),
        fields,
        action: language.pick("Catat", "Keep").to_owned(),
    }
}

/// The note of the form of [`credit`].
///
/// # Errors
/// The place of the field that is wrong, and a sentence.
pub fn credited(view: &InvoiceView, values: &[String], language: Language) -> Result<CreditOrder, (usize, String)> {
    let typed = view.direction == Direction::Taken;
    let from = usize::from(typed);
    let number = if typed { number_of(values, 0, language)? } else { String::new() };
    let (total, tax) = (amount(value(values, from)), amount(value(values, from + 1)));
    if total <= Rupiah::ZERO {
        return Err((from, language.pick("Isi jumlahnya.", "Fill in the amount.").to_owned()));
    }
    let cause = causes(language).iter().position(|word| *word == value(values, from + 2)).unwrap_or(CAUSES.len() - 1);
    let mut goods = Vec::new();
    for part in value(values, from + 4).split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (code, packs) = part.split_once('=').unwrap_or((part, "1"));
        let wrong =
            || (from + 4, language.pick("Tulis kode=jumlah, misalnya 8990001=2.", "Write code=quantity, such as 8990001=2.").to_owned());
        goods.push((code.trim().to_owned(), Quantity::parse(packs.trim()).map_err(|_| wrong())?));
    }
    Ok(CreditOrder {
        party: view.party.clone(),
        invoice: view.id.to_string(),
        cause: CAUSES[cause].to_owned(),
        reason: value(values, from + 3).to_owned(),
        total,
        tax,
        goods,
        damaged: !typed && value(values, from + 5) == places(language)[1],
        number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::trade::InvoiceState;

    const ID: Language = Language::Indonesian;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("date")
    }

    fn values(form: &Form) -> Vec<String> {
        form.fields.iter().map(|field| field.value.clone()).collect()
    }

    fn party() -> Party {
        Party { code: "SUMBER".into(), name: "Toko Sumber".into(), terms_days: 7, active: true, ..Party::default() }
    }

    fn invoice(direction: Direction) -> InvoiceView {
        InvoiceView {
            id: Default::default(),
            number: "F-1".into(),
            direction,
            party: "SUMBER".into(),
            date: on(2),
            due: on(9),
            total: Rupiah::new(930_000),
            state: InvoiceState::Partly,
            accepted: Rupiah::new(900_000),
            disputed: Rupiah::new(30_000),
            round: 1,
            typed: true,
        }
    }

    #[test]
    fn an_invoice_is_typed() {
        let mut paper = Paper::of_order(&party(), None, on(2));
        let mut typed = values(&heading(&paper, ID));
        assert_eq!(headed(&mut paper, &typed, ID).map_err(|wrong| wrong.0), Err(0), "it has no number yet");
        assert_eq!(title(&paper, ID), "Isi nomornya (F4)");
        assert_eq!(subtitle(&paper, ID), "02/03/2026 · jatuh tempo 09/03/2026 · tanpa pesanan");
        (typed[0], typed[4], typed[5]) = ("F-77".into(), "1000".into(), "25000".into());
        headed(&mut paper, &typed, ID).expect("a head");
        let line = |quantity: &str, price: &str| PaperLine {
            sku: "MI".into(),
            pack: "DUS".into(),
            pack_words: "DUS 40".into(),
            name: "Mi".into(),
            quantity: quantity.into(),
            price: price.into(),
        };
        paper.lines = vec![line("10", "90000"), line("", "90000"), line("2,5", "")];
        assert_eq!((paper.goods(), paper.total()), (Rupiah::new(900_000), Rupiah::new(924_000)));
        let marks: Vec<String> = lines(&paper, ID).into_iter().map(|line| line.mark).collect();
        assert_eq!(marks, ["", "isi jumlahnya", "isi harganya"]);
        let order = paper.typed();
        assert_eq!((order.number.as_str(), order.lines.len(), order.due), ("F-77", 2, Some(on(9))), "lines of nothing are left out");
        assert_eq!((order.lines[0].code.as_str(), order.lines[0].quantity), ("MI", Quantity::new(10_000)));
        let shown: Vec<String> = figures(&paper, ID).into_iter().map(|figure| figure.value).collect();
        assert_eq!(shown, ["Rp 900.000", "Rp 1.000", "Rp 25.000", "Rp 924.000"]);
    }

    #[test]
    fn an_old_debt_is_read_back() {
        let mut typed = values(&opening(&party(), on(2), ID));
        assert_eq!(opened(&typed, ID).map_err(|wrong| wrong.0), Err(3));
        (typed[0], typed[3]) = ("L-1".into(), "75000".into());
        assert_eq!(opened(&typed, ID), Ok(("L-1".into(), on(2), on(9), Rupiah::new(75_000))));
    }

    #[test]
    fn a_credit_note_is_read_back() {
        let ours = invoice(Direction::Issued);
        let typed = values(&credit(&ours, "Toko", Rupiah::new(30_000), ID));
        let note = credited(&ours, &typed, ID).expect("a note");
        assert_eq!((note.total, note.cause.as_str(), note.number.as_str()), (Rupiah::new(30_000), "price", ""));
        let theirs = invoice(Direction::Taken);
        let mut typed = values(&credit(&theirs, "Toko", Rupiah::ZERO, Language::English));
        assert_eq!(credited(&theirs, &typed, Language::English).map_err(|wrong| wrong.0), Err(0));
        (typed[0], typed[1], typed[3], typed[5]) = ("NK-1".into(), "5000".into(), "goods went back".into(), "899=2, TEH".into());
        let note = credited(&theirs, &typed, Language::English).expect("a note");
        assert_eq!((note.cause.as_str(), note.number.as_str(), note.goods.len()), ("return", "NK-1", 2));
        assert_eq!(note.goods[1], ("TEH".to_owned(), Quantity::ONE));
        typed[5] = "899=x".into();
        assert_eq!(credited(&theirs, &typed, Language::English).map_err(|wrong| wrong.0), Err(5));
    }

    #[test]
    fn paper_comes_first() {
        let file = Party { code: "A".into(), name: "A".into(), key: Some([1; 32]), active: true, ..Party::default() };
        let shown = parties(&[file, party()], "", ID);
        assert_eq!((shown[0].id.as_str(), shown[1].detail.as_str()), ("SUMBER", "A · mengirim berkas"));
        assert_eq!(orders(&[], ID).len(), 1);
    }
}
