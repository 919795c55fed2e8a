//! Catalogues of others: what they offer, what of it the shop sells, and what changed.

use app::trade::{CatalogueNews, Goods, GoodsNews, How, Unlinked};
use domain::Quantity;
use domain::trade::Party;

use super::{Action, Chosen, Figure, Line, Lines, Row, View, columns, fits, pack, percent};
use crate::office::Tone;
use crate::{Language, dates};

/// A party with the catalogue that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The party.
    pub party: Party,
    /// Its catalogue; none when none holds today.
    pub news: Option<CatalogueNews>,
}

/// A line of a catalogue.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// Goods that the shop sells.
    Linked(&'a GoodsNews),
    /// Goods that mean nothing here.
    Unlinked(&'a Unlinked),
    /// Goods that are gone.
    Gone(&'a Goods),
}

/// A margin below this is told in amber, hundredths of a percent.
const THIN: i64 = 500;

/// So many lines are shown; a search finds the others.
pub const LIMIT: usize = 400;

/// The lines of a catalogue that a search leaves: what needs a hand first, then what changed, then the rest.
pub fn items<'a>(news: &'a CatalogueNews, query: &str) -> Vec<Item<'a>> {
    let hit = |goods: &Goods, name: &str| fits(query, &[&goods.name, &goods.code, &goods.gtin, name]);
    let unlinked = news.unlinked.iter().filter(|row| hit(&row.goods, "")).map(Item::Unlinked);
    let changed = |row: &&GoodsNews| row.change.is_none_or(|change| change != 0);
    let linked = || news.goods.iter().filter(|row| hit(&row.goods, &row.name));
    let gone = news.gone.iter().filter(|goods| hit(goods, "")).map(Item::Gone);
    let moved = linked().filter(changed).map(Item::Linked);
    let same = linked().filter(|row| !changed(row)).map(Item::Linked);
    moved.chain(unlinked).chain(gone).chain(same).collect()
}

impl Item<'_> {
    /// The seller's code; none for goods that are gone.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Linked(row) => Some(&row.goods.code),
            Self::Unlinked(row) => Some(&row.goods.code),
            Self::Gone(_) => None,
        }
    }
}

fn least(minimum: Quantity) -> String {
    if minimum.get() > 1_000 { minimum.to_string() } else { String::new() }
}

/// How much a price changed: `naik 4 %`.
fn change(row: &GoodsNews, language: Language) -> (String, Tone) {
    match row.change {
        None => (language.pick("baru", "new").to_owned(), Tone::Good),
        Some(0) => (language.pick("tetap", "as before").to_owned(), Tone::Quiet),
        Some(up) if up > 0 => (format!("{} {}", language.pick("naik", "up"), percent(up, language)), Tone::Look),
        Some(down) => (format!("{} {}", language.pick("turun", "down"), percent(-down, language)), Tone::Good),
    }
}

fn linked(row: &GoodsNews, language: Language) -> Line {
    let (mark, tone) = change(row, language);
    let margin = row.margin.map(|margin| percent(margin, language)).unwrap_or_default();
    let how = match row.how {
        How::Hand => language.pick("dihubungkan", "linked by hand"),
        How::Gtin => language.pick("barcode sama", "the same barcode"),
        How::SupplierCode => language.pick("kode pemasok", "supplier's code"),
    };
    let thin = row.margin.is_some_and(|margin| margin < THIN);
    let ours = format!("{}: {} {} ({how})", language.pick("di toko", "here"), row.name, row.pack);
    let warned = language.pick("laba tinggal sedikit", "little margin is left");
    let loses = language.pick("dijual di bawah harga beli", "sold below its cost");
    let note = match row.margin {
        Some(margin) if margin < 0 => format!("{ours}; {loses}"),
        _ if thin => format!("{ours}; {warned}"),
        _ => ours,
    };
    Line {
        text: row.goods.name.clone(),
        cells: vec![
            row.goods.code.clone(),
            pack(&row.goods.pack, row.goods.factor),
            row.now.to_string(),
            least(row.minimum),
            row.sale.to_string(),
            margin,
        ],
        mark,
        tone: if thin { Tone::Look } else { tone },
        note,
        ..Line::default()
    }
}

fn unlinked(row: &Unlinked, language: Language) -> Line {
    let why = language.pick("", "not sold here, or not linked yet");
    Line {
        text: row.goods.name.clone(),
        cells: vec![
            row.goods.code.clone(),
            pack(&row.goods.pack, row.goods.factor),
            row.now.to_string(),
            least(row.minimum),
            String::new(),
            String::new(),
        ],
        mark: language.pick("belum terhubung", "not linked").to_owned(),
        tone: Tone::Look,
        note: if why.is_empty() { row.why.clone() } else { why.to_owned() },
        ..Line::default()
    }
}

fn gone(goods: &Goods, language: Language) -> Line {
    Line {
        text: goods.name.clone(),
        cells: vec![goods.code.clone(), pack(&goods.pack, goods.factor), String::new(), String::new(), String::new(), String::new()],
        mark: language.pick("tidak ada lagi", "gone").to_owned(),
        tone: Tone::Quiet,
        style: 3,
        ..Line::default()
    }
}

fn lines(news: &CatalogueNews, query: &str, at: Option<usize>, language: Language) -> Lines {
    let items = items(news, query);
    let line = |item: &Item<'_>| match item {
        Item::Linked(row) => linked(row, language),
        Item::Unlinked(row) => unlinked(row, language),
        Item::Gone(goods) => gone(goods, language),
    };
    Lines {
        columns: columns(&[
            (language.pick("Kode", "Code"), 220, false),
            (language.pick("Kemasan", "Pack"), 150, false),
            (language.pick("Harga", "Price"), 190, true),
            (language.pick("Minimal", "At least"), 130, true),
            (language.pick("Dijual", "Sold at"), 180, true),
            (language.pick("Laba", "Margin"), 130, true),
        ]),
        lines: items.iter().take(LIMIT).map(line).collect(),
        at,
        choosing: true,
        empty: language.pick("Tidak ada barang yang cocok.", "No goods fit.").to_owned(),
    }
}

/// From when to when, and who says so.
fn validity(news: &CatalogueNews, language: Language) -> String {
    let until = news.until.map(|until| format!(" {} {}", language.pick("sampai", "until"), dates::short(until))).unwrap_or_default();
    let by = if news.signed {
        language.pick("ditandatangani", "signed")
    } else {
        language.pick("diketik dari daftar harga", "typed from a price list")
    };
    let word = language.pick("versi", "version");
    format!("{} · {word} {} · {} {}{until} · {by}", news.number, news.version, language.pick("mulai", "from"), dates::short(news.from))
}

fn counted(news: &CatalogueNews, language: Language) -> Vec<Figure> {
    let count = |test: fn(i64) -> bool| news.goods.iter().filter(|row| row.change.is_some_and(test)).count();
    let (up, down) = (count(|change| change > 0), count(|change| change < 0));
    let tone = |count: usize, tone: Tone| if count == 0 { Tone::Quiet } else { tone };
    vec![
        Figure::new(language.pick("Barang", "Goods"), news.items.to_string()),
        Figure::new(language.pick("Naik", "Up"), up.to_string()).tone(tone(up, Tone::Look)),
        Figure::new(language.pick("Turun", "Down"), down.to_string()).tone(tone(down, Tone::Good)),
        Figure::new(language.pick("Belum terhubung", "Not linked"), news.unlinked.len().to_string())
            .tone(tone(news.unlinked.len(), Tone::Look)),
        Figure::new(language.pick("Tidak ada lagi", "Gone"), news.gone.len().to_string()),
    ]
}

fn row(offered: &Offered, language: Language) -> Row {
    let (detail, mark, waits) = match &offered.news {
        None => (language.pick("belum ada katalog", "no catalogue yet").to_owned(), String::new(), 0),
        Some(news) => {
            let version = format!("{} {}", language.pick("versi", "version"), news.version);
            let detail = match (news.unlinked.len(), news.until) {
                (0, None) => format!("{version} · {} {}", language.pick("mulai", "from"), dates::short(news.from)),
                (0, Some(until)) => format!("{version} · {} {}", language.pick("sampai", "until"), dates::short(until)),
                (waits, _) => format!("{version} · {waits} {}", language.pick("belum terhubung", "not linked")),
            };
            (detail, news.items.to_string(), news.unlinked.len())
        }
    };
    Row {
        text: offered.party.name.clone(),
        detail,
        mark,
        sign: waits > 0,
        tone: if waits > 0 { Tone::Look } else { Tone::Quiet },
        faint: offered.news.is_none(),
        ..Row::default()
    }
}

/// The part as it stands. `at` is the party, `line` the line among those that the search leaves.
pub fn view(parties: &[Offered], query: &str, at: Option<usize>, line: Option<usize>, language: Language) -> View {
    let chosen = at.and_then(|at| parties.get(at));
    let mut linkable = false;
    let about = match chosen {
        None => Chosen {
            lines: Lines {
                empty: language.pick("Tambahkan dulu pemasoknya di bagian Pemasok (1).", "Add the supplier first, in the part Parties (1).").to_owned(),
                ..Lines::default()
            },
            ..Chosen::default()
        },
        Some(Offered { party, news: None }) => Chosen {
            title: party.name.clone(),
            lines: Lines {
                empty: language
                    .pick(
                        "Belum ada katalog. F3 memuat berkas katalog, atau daftar harga CSV/XLSX (kolom: name, price, code, gtin, pack, pack_size, minimum).",
                        "No catalogue yet. F3 loads its file, or a price list as CSV/XLSX (columns: name, price, code, gtin, pack, pack_size, minimum).",
                    )
                    .to_owned(),
                ..Lines::default()
            },
            ..Chosen::default()
        },
        Some(Offered { party, news: Some(news) }) => {
            linkable = line.and_then(|line| items(news, query).get(line).and_then(|item| item.code().map(str::len))).is_some();
            Chosen {
                title: party.name.clone(),
                subtitle: validity(news, language),
                figures: counted(news, language),
                lines: lines(news, query, line, language),
                ..Chosen::default()
            }
        }
    };
    View {
        search: language.pick("Cari barang di katalog", "Search the catalogue").to_owned(),
        rows: parties.iter().map(|offered| row(offered, language)).collect(),
        at,
        empty: language.pick("Belum ada pemasok.", "No suppliers yet.").to_owned(),
        chosen: about,
        actions: vec![
            Action::new("F3", language.pick("Muat katalog", "Load a catalogue")).primary().when(chosen.is_some()),
            Action::new("F4", language.pick("Hubungkan barang", "Link goods")).when(linkable),
            Action::new("F8", language.pick("Lihat di kertas", "See it on paper")).when(chosen.is_some_and(|chosen| chosen.news.is_some())),
        ],
        ..View::default()
    }
}

/// What a file would bring, before it is taken in.
pub fn preview(file: &str, party: &str, news: &CatalogueNews, line: Option<usize>, language: Language) -> View {
    let heading = language.pick("Katalog baru: periksa dulu", "A new catalogue: look it over first");
    let remark = if news.new {
        language.pick(
            "Belum dimuat. Harga jual di toko tidak berubah oleh katalog.",
            "Not loaded yet. A catalogue never changes what the shop sells for.",
        )
    } else {
        language.pick("Katalog ini sudah ada di sini.", "This catalogue is here already.")
    };
    View {
        heading: heading.to_owned(),
        rows: vec![Row { text: party.to_owned(), detail: file.to_owned(), mark: news.items.to_string(), ..Row::default() }],
        at: Some(0),
        chosen: Chosen {
            title: party.to_owned(),
            subtitle: validity(news, language),
            figures: counted(news, language),
            remark: Some((Tone::Look, remark.to_owned())),
            lines: lines(news, "", line, language),
            ..Chosen::default()
        },
        actions: vec![Action::new("F10", language.pick("Muat katalog ini", "Load this catalogue")).primary().when(news.new)],
        ..View::default()
    }
}

/// What was loaded, in a sentence.
pub fn loaded(news: &CatalogueNews, language: Language) -> String {
    let changed = news.goods.iter().filter(|row| row.change.is_some_and(|change| change != 0)).count();
    match language {
        Language::Indonesian => {
            format!("Katalog dimuat: {} barang, {changed} harga berubah, {} belum terhubung.", news.items, news.unlinked.len())
        }
        Language::English => {
            format!("The catalogue is loaded: {} goods, {changed} prices changed, {} not linked.", news.items, news.unlinked.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::Rupiah;

    const ID: Language = Language::Indonesian;

    fn goods(code: &str, name: &str) -> Goods {
        Goods { code: code.into(), sku: String::new(), gtin: String::new(), name: name.into(), pack: "CTN".into(), factor: 40 }
    }

    fn sold(code: &str, name: &str, change: Option<i64>, margin: i64) -> GoodsNews {
        GoodsNews {
            goods: goods(code, name),
            sku: "MI".into(),
            name: "Mi Goreng".into(),
            pack: "DUS".into(),
            how: How::Gtin,
            before: None,
            now: Rupiah::new(104_000),
            minimum: Quantity::new(2_000),
            change,
            sale: Rupiah::new(116_000),
            margin: Some(margin),
        }
    }

    fn news() -> CatalogueNews {
        CatalogueNews {
            party: "DC".into(),
            id: "0190a000-0000-7000-8000-000000000001".parse().expect("an id"),
            number: "A1-KT0002".into(),
            version: 2,
            from: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date"),
            until: None,
            signed: true,
            new: true,
            items: 4,
            goods: vec![sold("S", "Sabun", Some(0), 1_154), sold("M", "Mi Goreng", Some(400), 900), sold("T", "Teh", Some(-250), -300)],
            unlinked: vec![Unlinked {
                goods: goods("X", "Kopi"),
                now: Rupiah::new(5_000),
                minimum: Quantity::ZERO,
                why: "belum dijual di toko ini, atau belum dihubungkan".into(),
            }],
            gone: vec![goods("G", "Gula")],
        }
    }

    fn offered() -> Vec<Offered> {
        let party = |code: &str| Party { code: code.into(), name: format!("Pemasok {code}"), ..Party::default() };
        vec![Offered { party: party("DC"), news: Some(news()) }, Offered { party: party("B"), news: None }]
    }

    #[test]
    fn what_changed_comes_first_and_says_its_margin() {
        let view = view(&offered(), "", Some(0), Some(0), ID);
        let lines: Vec<(&str, &str)> = view.chosen.lines.lines.iter().map(|line| (line.text.as_str(), line.mark.as_str())).collect();
        assert_eq!(
            lines,
            [
                ("Mi Goreng", "naik 4 %"),
                ("Teh", "turun 2,5 %"),
                ("Kopi", "belum terhubung"),
                ("Gula", "tidak ada lagi"),
                ("Sabun", "tetap")
            ]
        );
        let of = |place: usize| &view.chosen.lines.lines[place];
        assert_eq!(of(0).cells, ["M", "CTN 40", "104.000", "2", "116.000", "9 %"]);
        assert!(of(1).note.contains("di bawah harga beli") && of(1).tone == Tone::Look);
        assert_eq!(of(2).cells[2], "5.000");
        let figures: Vec<&str> = view.chosen.figures.iter().map(|figure| figure.value.as_str()).collect();
        assert_eq!(figures, ["4", "1", "1", "1", "1"]);
        assert_eq!((view.rows[0].detail.as_str(), view.rows[1].detail.as_str()), ("versi 2 · 1 belum terhubung", "belum ada katalog"));
        assert!(view.rows[0].sign && !view.rows[1].sign);
    }

    #[test]
    fn only_goods_that_are_offered_can_be_linked() {
        let can = |line: Option<usize>| view(&offered(), "", Some(0), line, ID).actions[1].enabled;
        assert!(can(Some(0)) && can(Some(2)) && !can(Some(3)) && !can(None) && !can(Some(9)));
        let found = view(&offered(), "kopi", Some(0), Some(0), ID);
        assert_eq!(found.chosen.lines.lines.len(), 1);
        assert_eq!(items(&news(), "kopi")[0].code(), Some("X"));
        let none = view(&offered(), "", Some(1), None, ID);
        assert!(none.chosen.lines.empty.contains("F3") && !none.actions[2].enabled);
        assert!(view(&[], "", None, None, ID).actions.iter().all(|action| !action.enabled));
    }

    #[test]
    fn a_preview_is_loaded_only_when_it_is_new() {
        assert!(preview("a.csv", "DC", &news(), None, ID).actions[0].enabled);
        let known = CatalogueNews { new: false, ..news() };
        assert!(!preview("a.csv", "DC", &known, None, ID).actions[0].enabled);
        assert_eq!(loaded(&news(), ID), "Katalog dimuat: 4 barang, 2 harga berubah, 1 belum terhubung.");
    }
}
