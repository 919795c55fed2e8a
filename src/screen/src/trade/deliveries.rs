//! What is on its way: counted blind at the door, signed, and then both quantities side by side.

#[cfg(test)]
mod tests;

use app::trade::{CountedLine, Delivery, OrderView};
use domain::catalogue::Unit;
use domain::{Quantity, Rupiah};

use super::{Action, Chosen, Figure, Line, Lines, Pad, Row, View, columns, fits, named, pack};
use crate::office::{Field, FieldKind, Form, Question, Tone};
use crate::stock::{amount, digits, plain, quantity};
use crate::{Language, dates};

/// What is expected, or was received.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A surat jalan.
    Noted(&'a Delivery),
    /// An order whose goods may come without one.
    Ordered(&'a OrderView),
}

/// All that the part shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct State<'a> {
    /// Deliveries, the newest first.
    pub deliveries: &'a [Delivery],
    /// Orders that are waited for without a surat jalan.
    pub orders: &'a [OrderView],
    /// Parties by key, with their names.
    pub names: &'a [(String, String)],
    /// Those that were received too.
    pub all: bool,
}

/// A line of what was signed, in packs (thousandths).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The goods.
    pub name: String,
    /// Their pack.
    pub pack: String,
    /// By the surat jalan.
    pub noted: Quantity,
    /// That came good.
    pub good: Quantity,
    /// That came damaged.
    pub damaged: Quantity,
    /// Why it is not as noted.
    pub reason: String,
}

/// A line that is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountLine {
    /// The product's key.
    pub sku: String,
    /// Its name here.
    pub name: String,
    /// The pack's code.
    pub pack: String,
    /// The pack in words.
    pub pack_words: String,
    /// The product's unit.
    pub unit: Unit,
    /// True: it is expected; false: nobody ordered it.
    pub expected: bool,
    /// Packs that came, as typed; empty: not counted.
    pub quantity: String,
    /// Packs of them that are damaged, as typed.
    pub damaged: String,
    /// Cost of a pack where nobody ordered it, rupiah.
    pub cost: Rupiah,
    /// Use by, as `2026-12-31`.
    pub expiry: String,
    /// The maker's lot.
    pub lot: String,
    /// Why it is not as noted.
    pub reason: String,
}

impl CountLine {
    /// The line as the deed wants it; none when nothing was counted.
    pub fn counted(&self) -> Option<CountedLine> {
        if self.quantity.is_empty() {
            return None;
        }
        Some(CountedLine {
            code: self.sku.clone(),
            pack: Some(self.pack.clone()),
            quantity: quantity(&self.quantity),
            damaged: quantity(&self.damaged),
            cost: (!self.cost.is_zero()).then_some(self.cost),
            expiry: self.expiry.parse().ok(),
            lot: self.lot.clone(),
            reason: self.reason.clone(),
        })
    }
}

impl State<'_> {
    /// What a search leaves: what comes first, then what was received.
    pub fn entries(&self, query: &str) -> Vec<Entry<'_>> {
        let noted = |received: bool| {
            let hit = move |delivery: &&Delivery| {
                delivery.received.is_some() == received
                    && fits(query, &[&delivery.number, &delivery.order, named(self.names, &delivery.party)])
            };
            self.deliveries.iter().filter(hit).map(Entry::Noted)
        };
        let ordered = self.orders.iter().filter(|view| fits(query, &[&view.number, named(self.names, &view.party)])).map(Entry::Ordered);
        noted(false).chain(ordered).chain(noted(true)).collect()
    }
}

impl Entry<'_> {
    /// Its id.
    pub fn id(&self) -> String {
        match self {
            Self::Noted(delivery) => delivery.id.to_string(),
            Self::Ordered(view) => view.id.to_string(),
        }
    }

    /// True while it is waited for.
    pub const fn waits(&self) -> bool {
        match self {
            Self::Noted(delivery) => delivery.received.is_none(),
            Self::Ordered(_) => true,
        }
    }
}

fn row(entry: &Entry<'_>, shown: &State<'_>, language: Language) -> Row {
    match entry {
        Entry::Noted(delivery) => {
            let (state, tone) = match delivery.received {
                Some(date) => (format!("{} {}", language.pick("diterima", "received"), dates::short(date)), Tone::Good),
                None => (language.pick("di jalan", "on its way").to_owned(), Tone::Look),
            };
            Row {
                text: delivery.number.clone(),
                detail: format!("{} · {}", named(shown.names, &delivery.party), dates::short(delivery.date)),
                state,
                tone,
                faint: delivery.received.is_some(),
                ..Row::default()
            }
        }
        Entry::Ordered(view) => Row {
            text: format!("{} {}", language.pick("Pesanan", "Order"), view.number),
            detail: named(shown.names, &view.party).to_owned(),
            state: view.delivery.or(view.wanted).map_or_else(|| language.pick("ditunggu", "waited for").to_owned(), dates::short),
            ..Row::default()
        },
    }
}

/// Names only: who counts does not see how many there should be.
fn blind(names: Vec<(String, String)>) -> Lines {
    let line = |(name, pack): (String, String)| Line { text: name, cells: vec![pack], ..Line::default() };
    Lines { columns: columns(&[("", 1_000, false)]), lines: names.into_iter().map(line).collect(), ..Lines::default() }
}

/// The part as it stands. `signed`: what was signed about the one that is chosen.
pub fn view(shown: &State<'_>, query: &str, at: Option<usize>, signed: Option<&[Signed]>, line: Option<usize>, language: Language) -> View {
    let entries = shown.entries(query);
    let chosen = at.and_then(|at| entries.get(at));
    let waits = chosen.is_some_and(Entry::waits);
    let hint = language.pick(
        "Jumlahnya tidak ditampilkan: hitung dulu yang datang, lalu tanda tangani.",
        "Quantities are not shown: count what came first, then sign.",
    );
    let about = match chosen {
        None => Chosen {
            lines: Lines {
                empty: language
                    .pick(
                        "Kiriman yang ditunggu ada di kiri. Surat jalan datang sebagai berkas (bagian 1, F6), atau pindai kode QR-nya di sini.",
                        "Expected deliveries stand at the left. A surat jalan comes as a file (part 1, F6), or scan its QR codes here.",
                    )
                    .to_owned(),
                ..Lines::default()
            },
            ..Chosen::default()
        },
        Some(Entry::Noted(delivery)) => {
            let mut figures = vec![Figure::new(language.pick("Pesanan", "Order"), if delivery.order.is_empty() { "–" } else { delivery.order.as_str() })];
            for (label, value) in [(language.pick("Kendaraan", "Vehicle"), &delivery.vehicle), (language.pick("Sopir", "Driver"), &delivery.driver)] {
                if !value.is_empty() {
                    figures.push(Figure::new(label, value.as_str()));
                }
            }
            let names = || delivery.lines.iter().map(|line| (line.goods.name.clone(), pack(&line.goods.pack, line.goods.factor))).collect();
            Chosen {
                title: delivery.number.clone(),
                subtitle: format!("{} · {}", named(shown.names, &delivery.party), dates::short(delivery.date)),
                figures,
                remark: waits.then(|| (Tone::Quiet, hint.to_owned())),
                lines: signed.map_or_else(|| blind(names()), |signed| both(signed, line, language)),
                ..Chosen::default()
            }
        }
        Some(Entry::Ordered(view)) => Chosen {
            title: format!("{} {}", language.pick("Pesanan", "Order"), view.number),
            subtitle: format!("{} · {}", named(shown.names, &view.party), language.pick("belum ada surat jalan", "no surat jalan yet")),
            remark: Some((Tone::Quiet, hint.to_owned())),
            lines: blind(view.lines.iter().map(|line| (line.goods.name.clone(), pack(&line.goods.pack, line.goods.factor))).collect()),
            ..Chosen::default()
        },
    };
    View {
        search: language.pick("Cari kiriman", "Search deliveries").to_owned(),
        rows: entries.iter().map(|entry| row(entry, shown, language)).collect(),
        at,
        empty: language.pick("Tidak ada kiriman yang ditunggu.", "No delivery is expected.").to_owned(),
        chosen: about,
        actions: vec![
            Action::new("F10", language.pick("Terima kiriman", "Receive it")).primary().when(waits),
            Action::new("F7", language.pick("Buat tanda terima", "Sign what is not")),
            Action::new("F8", language.pick("Kertas A4", "On paper"))
                .when(matches!(chosen, Some(Entry::Noted(delivery)) if delivery.received.is_some())),
            Action::new("F11", language.pick("Yang diterima", "Received too")).on(shown.all),
        ],
        ..View::default()
    }
}

/// What came against what was noted, in words.
fn verdict(line: &Signed, language: Language) -> (String, Tone) {
    let came = Quantity::new(line.good.get().saturating_add(line.damaged.get()));
    let less = Quantity::new(line.noted.get().saturating_sub(came.get()));
    let more = Quantity::new(came.get().saturating_sub(line.noted.get()));
    let mut words = Vec::new();
    if less.get() > 0 {
        words.push(format!("{} {less}", language.pick("kurang", "short")));
    }
    if more.get() > 0 {
        words.push(format!("{} {more}", language.pick("lebih", "more")));
    }
    if line.damaged.get() > 0 {
        words.push(format!("{} {}", language.pick("rusak", "damaged"), line.damaged));
    }
    match words.is_empty() {
        true => (language.pick("cocok", "as noted").to_owned(), Tone::Good),
        false => (words.join(", "), if less.get() > 0 { Tone::Stop } else { Tone::Look }),
    }
}

fn both(signed: &[Signed], at: Option<usize>, language: Language) -> Lines {
    let line = |line: &Signed| {
        let (mark, tone) = verdict(line, language);
        let said = line.reason.to_lowercase() != mark.to_lowercase();
        Line {
            text: line.name.clone(),
            cells: vec![
                line.pack.clone(),
                line.noted.to_string(),
                line.good.to_string(),
                if line.damaged.get() == 0 { String::new() } else { line.damaged.to_string() },
            ],
            note: if said { line.reason.clone() } else { String::new() },
            mark,
            tone,
            ..Line::default()
        }
    };
    Lines {
        columns: columns(&[
            (language.pick("Kemasan", "Pack"), 300, false),
            (language.pick("Surat jalan", "Noted"), 250, true),
            (language.pick("Datang baik", "Came good"), 250, true),
            (language.pick("Rusak", "Damaged"), 200, true),
        ]),
        lines: signed.iter().map(line).collect(),
        at,
        choosing: true,
        ..Lines::default()
    }
}

/// What was signed, right after it. `noted`: there was a surat jalan to compare with.
pub fn signed(title: &str, lines: &[Signed], value: Rupiah, (advice, noted): (Option<&str>, bool), language: Language) -> View {
    let wrong = lines.iter().filter(|line| verdict(line, language).1 != Tone::Good).count();
    let (tone, remark) = match (wrong, advice.is_some(), language) {
        (_, false, language) => (
            Tone::Look,
            language
                .pick(
                    "Stok sudah bertambah. Tanda terimanya dibuat di kasir yang mengerjakan pesanan.",
                    "It is in stock. Its receipt advice is signed at the till that does the trade.",
                )
                .to_owned(),
        ),
        _ if !noted => (
            Tone::Look,
            language
                .pick(
                    "Tanpa surat jalan: yang dihitung itulah yang tercatat. Bandingkan dengan pesanannya di bagian Pesanan.",
                    "No delivery note: what was counted is what is kept. Compare with the order in the part Orders.",
                )
                .to_owned(),
        ),
        (0, ..) => (Tone::Good, language.pick("Semua cocok dengan surat jalan.", "All is as noted.").to_owned()),
        (_, _, Language::Indonesian) => (Tone::Look, format!("{wrong} barang berbeda. Penjual diberi tahu lewat tanda terima.")),
        (_, _, Language::English) => (Tone::Look, format!("{wrong} goods differ. The receipt advice tells the seller.")),
    };
    View {
        heading: title.to_owned(),
        rows: Vec::new(),
        empty: language
            .pick("Kirim berkas tanda terima dari bagian Pemasok (F7).", "Send the file of the advice from the part Parties (F7).")
            .to_owned(),
        chosen: Chosen {
            title: advice.unwrap_or(title).to_owned(),
            figures: vec![Figure::new(language.pick("Nilai yang masuk", "Value taken in"), format!("Rp {value}"))],
            remark: Some((tone, remark)),
            lines: both(lines, None, language),
            ..Chosen::default()
        },
        actions: vec![Action::new("F8", language.pick("Kertas A4", "On paper")).primary().when(advice.is_some())],
        ..View::default()
    }
}

/// A delivery that is being counted. `damaged`: the number under work is of the damaged ones.
pub fn counting(title: &str, lines: &[CountLine], at: Option<usize>, damaged: bool, language: Language) -> View {
    let under = at.and_then(|at| lines.get(at));
    let field = if damaged { language.pick("yang RUSAK", "DAMAGED ones") } else { language.pick("yang datang", "that came") };
    let pad = Pad {
        title: under.map(|line| line.name.clone()).unwrap_or_default(),
        detail: under.map(|line| format!("{} · {field}", line.pack_words)).unwrap_or_default(),
        value: under.map(|line| if damaged { line.damaged.clone() } else { line.quantity.clone() }).unwrap_or_default(),
        unit: under.map(|line| line.pack.clone()).unwrap_or_default(),
        hint: language
            .pick(
                "Pindai barang: setiap pindaian menambah satu kemasan. Atau pilih barisnya dan ketik jumlah yang datang.",
                "Scan goods: each scan adds one pack. Or choose a line and type how many came.",
            )
            .to_owned(),
        comma: under.is_some_and(|line| line.unit == Unit::Kilogram),
    };
    let line = |line: &CountLine| {
        let (mark, tone) = match (line.quantity.is_empty(), line.expected) {
            (true, _) => (language.pick("belum dihitung", "not counted"), Tone::Quiet),
            (_, false) => (language.pick("tidak dipesan", "not ordered"), Tone::Look),
            _ => (language.pick("dihitung", "counted"), Tone::Good),
        };
        let mut notes = Vec::new();
        if !line.expiry.is_empty() {
            notes.push(format!("{} {}", language.pick("kedaluwarsa", "use by"), line.expiry));
        }
        if !line.lot.is_empty() {
            notes.push(format!("lot {}", line.lot));
        }
        if !line.reason.is_empty() {
            notes.push(line.reason.clone());
        }
        Line {
            text: line.name.clone(),
            cells: vec![line.pack_words.clone(), line.quantity.clone(), line.damaged.clone()],
            mark: mark.to_owned(),
            tone,
            note: notes.join(" · "),
            ..Line::default()
        }
    };
    let counted = lines.iter().filter(|line| !line.quantity.is_empty()).count();
    let there = under.is_some();
    View {
        heading: title.to_owned(),
        chosen: Chosen {
            figures: vec![Figure::new(language.pick("Sudah dihitung", "Counted"), format!("{counted} / {}", lines.len()))],
            lines: Lines {
                columns: columns(&[
                    (language.pick("Kemasan", "Pack"), 460, false),
                    (language.pick("Datang", "Came"), 280, true),
                    (language.pick("Rusak", "Damaged"), 260, true),
                ]),
                lines: lines.iter().map(line).collect(),
                at,
                choosing: true,
                empty: language.pick("Pindai barang yang datang.", "Scan what came.").to_owned(),
            },
            ..Chosen::default()
        },
        pad: Some(pad),
        actions: vec![
            Action::new("F2", language.pick("Cari barang", "Search goods")),
            Action::new("F5", language.pick("Yang rusak", "Damaged")).on(damaged).when(there),
            Action::new("F6", language.pick("Rincian", "Details")).when(there),
            Action::new("Del", language.pick("Kosongkan", "Clear")).stop().when(there),
            Action::new("F10", language.pick("Tanda tangani", "Sign")).primary().when(counted > 0),
        ],
        ..View::default()
    }
}

/// Reasons to choose from; the last one is typed.
const fn reasons(language: Language) -> [&'static str; 5] {
    match language {
        Language::Indonesian => ["tidak ada", "kurang", "rusak", "salah barang", "mendekati kedaluwarsa"],
        Language::English => ["none", "short", "damaged", "wrong goods", "close to expiry"],
    }
}

/// More about a line. Read back by [`detailed`].
pub fn details(line: &CountLine, language: Language) -> Form {
    let choices = reasons(language).map(str::to_owned);
    let known = choices.iter().position(|choice| *choice == line.reason).unwrap_or(0);
    let mut fields = vec![
        Field::new(
            FieldKind::Digits,
            language.pick("Rusak, dari yang datang", "Damaged, of those that came"),
            plain(quantity(&line.damaged)),
        ),
        Field::new(FieldKind::Choice, language.pick("Sebab berbeda", "Why it differs"), choices[known].as_str()).choices(choices.into()),
        Field::new(FieldKind::Date, language.pick("Kedaluwarsa", "Use by"), line.expiry.as_str()),
        Field::new(FieldKind::Text, "Lot", line.lot.as_str()),
    ];
    if !line.expected {
        fields.push(Field::new(FieldKind::Amount, language.pick("Harga beli satu kemasan", "Cost of a pack"), digits(line.cost)));
    }
    Form { title: line.name.clone(), text: line.pack_words.clone(), fields, action: language.pick("Simpan", "Save").to_owned() }
}

/// What the form of [`details`] says, put into the line; or the field that is wrong and why.
///
/// # Errors
/// The place of the field and a sentence.
pub fn detailed(line: &mut CountLine, values: &[String], language: Language) -> Result<(), (usize, String)> {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    let broken = quantity(value(0));
    if broken > quantity(&line.quantity) {
        return Err((0, language.pick("Yang rusak tidak lebih dari yang datang.", "Not more can be damaged than came.").to_owned()));
    }
    if !value(2).is_empty() && value(2).parse::<chrono::NaiveDate>().is_err() {
        return Err((2, language.pick("Tulis tanggal seperti 2026-12-31.", "Write a date as 2026-12-31.").to_owned()));
    }
    line.damaged = plain(broken);
    line.reason = if value(1) == reasons(language)[0] { String::new() } else { value(1).to_owned() };
    value(2).clone_into(&mut line.expiry);
    value(3).clone_into(&mut line.lot);
    line.cost = amount(value(4));
    Ok(())
}

/// Before what was counted is signed.
pub fn sign_question(title: &str, lines: &[CountLine], language: Language) -> Question {
    let counted = lines.iter().filter(|line| !line.quantity.is_empty()).count();
    let mut points = vec![format!("{counted} {}", language.pick("macam barang dihitung", "goods were counted"))];
    let missing: Vec<&str> = lines.iter().filter(|line| line.quantity.is_empty()).map(|line| line.name.as_str()).collect();
    if !missing.is_empty() {
        points.push(format!("{}: {}", language.pick("Dianggap tidak datang", "Taken as not come"), missing.join(", ")));
    }
    Question {
        title: language.pick("Tanda tangani tanda terima?", "Sign what came?").to_owned(),
        text: title.to_owned(),
        points,
        action: language.pick("Tanda tangani", "Sign").to_owned(),
        ..Question::default()
    }
}
