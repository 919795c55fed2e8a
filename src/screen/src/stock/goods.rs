//! The list of the stock and the card of a product, as text.

use app::stock::{Card, FieldChange, Filter, ListRow, MovementRow, Only};
use chrono::{DateTime, FixedOffset};
use domain::Quantity;
use domain::barcode::as_printed;
use domain::catalogue::{Product, Unit};
use domain::goods::lots::Lot;
use domain::goods::{MoveKind, Owner, Partner, Place};

use super::product::{Item, price_words};
use super::receive::owner_words;
use crate::office::Detail;
use crate::office::table::{Bar, Column, Row, bars, columns};
use crate::{Language, dates};

/// So many products are listed.
pub const LISTED: usize = 200;

/// So many movements a card shows.
pub const MOVES: usize = 100;

/// So many points a line of balances has.
const POINTS: usize = 40;

/// What of the goods can be shown, in the order of [`Only::ALL`].
pub fn chips(language: Language) -> Vec<String> {
    let word = |only: Only| match only {
        Only::Offered => language.pick("Semua", "All"),
        Only::BelowMinimum => language.pick("Di bawah min", "Below min"),
        Only::Negative => language.pick("Minus", "Below zero"),
        Only::Empty => language.pick("Habis", "Sold out"),
        Only::Expiring => language.pick("Kedaluwarsa", "Expiring"),
        Only::NoPrice => language.pick("Tanpa harga", "No price"),
        Only::NoCode => language.pick("Tanpa kode", "No code"),
        Only::OfOthers => language.pick("Titipan", "Of others"),
        Only::Archived => language.pick("Arsip", "Archived"),
    };
    Only::ALL.into_iter().map(|only| word(only).to_owned()).collect()
}

/// The list; values only for those who may see them.
pub fn list(rows: &[ListRow], costs: bool, language: Language) -> (Vec<Column>, Vec<Row>) {
    let row = |row: &ListRow| {
        let mut there = row.on_hand.to_string();
        if row.unit == Unit::Kilogram.word() {
            there += " kg";
        }
        if row.of_others != Quantity::ZERO {
            there += &format!(" ({} {})", language.pick("titipan", "others"), row.of_others);
        } else if let Some(minimum) = row.minimum.filter(|minimum| row.on_hand < *minimum) {
            there += &format!(" (min {minimum})");
        }
        let price = if row.price.is_zero() { "–".to_owned() } else { row.price.to_string() };
        let mut cells = vec![row.name.clone(), there, price];
        if costs {
            cells.push(row.value.to_string());
        }
        Row { cells, style: 0, opens: true }
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    let mut titles = vec![language.pick("Barang", "Product"), language.pick("Stok", "On hand"), language.pick("Harga", "Price")];
    if costs {
        titles.push(language.pick("Nilai", "Value"));
    }
    let right = [false, true, true, true];
    (columns(&titles, &right[..titles.len()], &rows), rows)
}

/// How many there are.
pub fn note(count: usize, language: Language) -> String {
    match (count, language) {
        (LISTED.., Language::Indonesian) => format!("{LISTED} barang pertama; ketik nama untuk mempersempit"),
        (LISTED.., Language::English) => format!("the first {LISTED} products; type a name to narrow it"),
        (count, _) => format!("{count} {}", language.pick("barang", "products")),
    }
}

/// Why nothing is listed, and what to do.
pub fn empty(filter: &Filter, language: Language) -> String {
    let text = filter.text.trim();
    match (text.is_empty(), language) {
        (false, Language::Indonesian) => format!("Tidak ada barang «{text}» di sini. Hapus tulisannya, atau F4 untuk barang baru."),
        (false, Language::English) => format!("No goods “{text}” here. Clear the text, or F4 for a new product."),
        (true, _) if filter.only == Only::Offered && filter.category.is_none() => language
            .pick(
                "Belum ada barang. F4 untuk yang pertama, atau F6 untuk membaca berkas.",
                "No goods yet. F4 for the first, or F6 to read a file.",
            )
            .to_owned(),
        _ => language.pick("Tidak ada barang seperti itu. ← → untuk saringan lain.", "There are none. ← → shows others.").to_owned(),
    }
}

/// A quantity with what it makes in the largest pack that it fills: `400 (10 DUS)`.
fn in_packs(product: &Product, quantity: Quantity) -> String {
    if product.unit == Unit::Kilogram {
        return format!("{quantity} kg");
    }
    let whole = quantity.get() / 1_000;
    let pack = product.packs.iter().filter(|pack| pack.factor > 1 && whole >= pack.factor).max_by_key(|pack| pack.factor);
    match pack {
        None => quantity.to_string(),
        Some(pack) => {
            let rest = whole % pack.factor;
            let more = if rest == 0 { String::new() } else { format!(" + {rest}") };
            format!("{quantity} ({} {}{more})", whole / pack.factor, pack.code)
        }
    }
}

fn place_words(place: &str, language: Language) -> String {
    match Place::parse(place) {
        Some(Place::Shop) => language.pick("di toko", "in the shop").to_owned(),
        Some(Place::Damaged) => language.pick("rusak", "damaged").to_owned(),
        Some(Place::Supplier) => language.pick("kembali ke pemasok", "back to the supplier").to_owned(),
        Some(Place::Transit) => language.pick("di jalan", "on the way").to_owned(),
        None => place.to_owned(),
    }
}

/// `12,50 %` from hundredths of a percent.
pub fn percent(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    format!("{sign}{},{:02} %", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// The small line under a product's name.
pub fn subtitle(product: &Product, language: Language) -> String {
    let mut words = vec![product.sku.clone()];
    words.extend([&product.category, &product.details.shelf].into_iter().filter(|text| !text.is_empty()).cloned());
    if product.details.archived {
        words.push(language.pick("diarsipkan", "archived").to_owned());
    }
    words.join(" · ")
}

/// What is known of a product: stock, prices, value, lots, fields.
pub fn facts(card: &Card, partners: &[Partner], costs: bool, zone: FixedOffset, language: Language) -> Vec<Detail> {
    let product = &card.product;
    let mut rows = vec![Detail::heading(language.pick("Stok", "Stock"))];
    let mut value = domain::Rupiah::ZERO;
    for held in &card.holdings {
        let owner = Owner::parse(&held.owner).unwrap_or_default();
        let whose = if owner.is_own() { String::new() } else { format!("{}, ", owner_words(&owner, partners, language)) };
        rows.push(Detail::new(&format!("{whose}{}", place_words(&held.place, language)), in_packs(product, held.quantity)));
        value = value.plus(held.value).unwrap_or(value);
    }
    if card.holdings.is_empty() {
        rows.push(Detail::new(language.pick("di toko", "in the shop"), "0"));
    }
    if let Some(open) = &card.open {
        rows.push(Detail::new(language.pick("Dus yang bisa dibuka", "A box to open"), open.name.as_str()));
    }
    rows.push(Detail::heading(language.pick("Harga", "Price")));
    for pack in &product.packs {
        rows.push(Detail::new(&super::pack_words(product, pack), price_words(pack, language)));
    }
    for coming in &card.coming {
        let at = DateTime::from_timestamp_millis(coming.from_at).unwrap_or_default().with_timezone(&zone);
        let label = format!("{} {} {}", language.pick("Mulai", "From"), at.format("%d/%m/%Y %H:%M"), coming.pack);
        let member = coming.member_price.map(|price| format!(" · {} {price}", language.pick("anggota", "members"))).unwrap_or_default();
        rows.push(Detail::new(&label, format!("{}{member}", coming.price)));
    }
    if costs {
        rows.push(Detail::heading(language.pick("Nilai", "Value")));
        let each = if product.unit == Unit::Kilogram { "kg" } else { product.packs.first().map_or("PCS", |pack| pack.code.as_str()) };
        rows.push(Detail::new(&format!("{} / {each}", language.pick("Harga pokok rata-rata", "Average cost")), card.average.to_string()));
        rows.push(Detail::new(language.pick("Nilai persediaan", "Worth"), format!("Rp {value}")));
        if let Some(margin) = card.margin {
            rows.push(Detail::new(language.pick("Laba dari harga jual", "Margin of the price"), percent(margin)));
        }
    }
    if !card.lots.is_empty() {
        rows.push(Detail::heading(language.pick("Lot dan kedaluwarsa", "Lots and expiry")));
        rows.extend(card.lots.iter().map(|lot| lot_row(lot, language)));
    }
    rows.push(Detail::heading(language.pick("Data barang", "About the product")));
    for item in Item::ALL {
        let value = item.value(product, language);
        if !value.is_empty() && !matches!(item, Item::Name | Item::Sku) {
            rows.push(Detail::new(item.label(language), value));
        }
    }
    for pack in product.packs.iter().filter(|pack| !pack.barcodes.is_empty()) {
        rows.push(Detail::new(
            &format!("Barcode {}", pack.code),
            pack.barcodes.iter().map(|code| as_printed(code)).collect::<Vec<_>>().join(", "),
        ));
    }
    rows
}

fn lot_row(lot: &Lot, language: Language) -> Detail {
    let date = lot.expiry.map_or_else(|| language.pick("tanpa tanggal", "no date").to_owned(), dates::short);
    let label = if lot.lot.is_empty() { date } else { format!("{date} · {}", lot.lot) };
    Detail::new(&label, lot.quantity.to_string())
}

/// What a movement is called.
pub fn movement_words(kind: &str, language: Language) -> String {
    let (id, en) = match kind {
        "opening" => ("Stok awal", "Opening stock"),
        "sale" => ("Penjualan", "Sale"),
        "return" => ("Retur pembeli", "Buyer's return"),
        "receipt" => ("Barang masuk", "Delivery"),
        "count" => ("Stok opname", "Count"),
        other => {
            let Some(kind) = MoveKind::parse(other) else { return other.to_owned() };
            let en = match kind {
                MoveKind::Waste => "Broken",
                MoveKind::Expired => "Expired",
                MoveKind::Damaged => "Set aside, damaged",
                MoveKind::Use => "Own use",
                MoveKind::Unpack => "Box opened",
                MoveKind::Send => "Sent to another shop",
                MoveKind::Arrived => "Has arrived there",
                MoveKind::FromShop => "From another shop",
                MoveKind::SupplierReturn => "Back to the supplier",
                MoveKind::Credited => "Supplier's credit note",
                MoveKind::Settled => "Supplier accepted the return",
                MoveKind::Supply => "Sold with a delivery note",
                MoveKind::SupplyReturn => "Returned by a buyer",
                MoveKind::Recall => "Recalled",
                MoveKind::HandBack => "Given back to its owner",
            };
            (kind.name(), en)
        }
    };
    language.pick(id, en).to_owned()
}

/// The last movements; `opens` when the record behind one can be looked into.
pub fn moves(card: &Card, costs: bool, opens: bool, zone: FixedOffset, language: Language) -> (Vec<Column>, Vec<Row>) {
    let row = |moved: &MovementRow| {
        let mut what = movement_words(&moved.kind, language);
        if moved.place != Place::Shop.word() {
            what += &format!(" · {}", place_words(&moved.place, language));
        }
        if moved.owner != Owner::Koperasi.word() {
            what += &format!(" · {}", moved.owner);
        }
        let sign = if moved.quantity.get() > 0 { "+" } else { "" };
        let mut cells = vec![dates::stamp(moved.at, zone), what, format!("{sign}{}", moved.quantity), moved.balance.to_string()];
        if costs {
            cells.push(moved.value.to_string());
        }
        Row { cells, style: 0, opens }
    };
    let rows: Vec<Row> = card.movements.iter().map(row).collect();
    let mut titles = vec![
        language.pick("Waktu", "When"),
        language.pick("Mutasi", "Movement"),
        language.pick("Banyak", "Quantity"),
        language.pick("Sisa", "Left"),
    ];
    if costs {
        titles.push(language.pick("Nilai", "Value"));
    }
    let right = [false, false, true, true, true];
    (columns(&titles, &right[..titles.len()], &rows), rows)
}

/// What sold in each week; the last ends today.
pub fn weeks(card: &Card, today: chrono::NaiveDate) -> Vec<Bar> {
    let values: Vec<i64> = card.weekly.iter().map(|sold| sold.get()).collect();
    if values.iter().all(|sold| *sold == 0) {
        return Vec::new();
    }
    let label = |place: usize| {
        let back = chrono::TimeDelta::weeks(i64::try_from(values.len() - 1 - place).unwrap_or(0));
        (today - back).format("%d/%m").to_string()
    };
    let labels: Vec<String> = (0..values.len()).map(label).collect();
    bars(&labels, &values, &vec![None; values.len()], |place| card.weekly[place].to_string())
}

/// What of the koperasi's own was for sale after each of the last movements, the oldest first; and the lowest share.
pub fn balance(card: &Card, zone: FixedOffset) -> (Vec<Bar>, i32) {
    let own = |moved: &&MovementRow| moved.owner == Owner::Koperasi.word() && moved.place == Place::Shop.word();
    let mut shown: Vec<&MovementRow> = card.movements.iter().filter(own).take(POINTS).collect();
    shown.reverse();
    let date = |at: i64| DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone).format("%d/%m").to_string();
    let labels: Vec<String> = shown.iter().map(|moved| date(moved.at)).collect();
    let values: Vec<i64> = shown.iter().map(|moved| moved.balance.get()).collect();
    let mut bars = bars(&labels, &values, &vec![None; values.len()], |place| shown[place].balance.to_string());
    // A date is said where it begins.
    for place in (1..bars.len()).rev() {
        if labels[place] == labels[place - 1] {
            bars[place].label.clear();
        }
    }
    let low = bars.iter().map(|bar| bar.share).min().unwrap_or(0).min(0);
    (bars, low)
}

/// Every change of every field, the newest first; `person` names who.
pub fn history(changes: &[FieldChange], person: impl Fn(&str) -> String, zone: FixedOffset, language: Language) -> Vec<Detail> {
    let mut rows: Vec<Detail> = Vec::new();
    let mut last = (0, "");
    for change in changes {
        if (change.at, change.by.as_str()) != last {
            last = (change.at, change.by.as_str());
            let at = DateTime::from_timestamp_millis(change.at).unwrap_or_default().with_timezone(&zone);
            rows.push(Detail::heading(&format!("{} · {}", at.format("%d/%m/%Y %H:%M"), person(&change.by))));
        }
        let value = if change.after.is_empty() { language.pick("(kosong)", "(nothing)").to_owned() } else { change.after.clone() };
        rows.push(Detail { before: change.before.clone(), ..Detail::new(&change.field, value) });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Rupiah;
    use domain::catalogue::Pack;

    fn row(on_hand: i64) -> ListRow {
        ListRow {
            sku: "A".into(),
            name: "Mi".into(),
            category: String::new(),
            shelf: String::new(),
            unit: "pcs".into(),
            on_hand: Quantity::new(on_hand * 1_000),
            of_others: Quantity::ZERO,
            value: Rupiah::new(9_000),
            price: Rupiah::new(3_000),
            minimum: Some(Quantity::new(5_000)),
        }
    }

    #[test]
    fn a_row_says_what_is_there_and_what_is_missing() {
        let id = Language::Indonesian;
        let cells = |row: ListRow, costs| list(&[row], costs, id).1[0].cells.clone();
        assert_eq!(cells(row(12), true), ["Mi", "12", "3.000", "9.000"]);
        assert_eq!(cells(row(-2), false), ["Mi", "−2 (min 5)", "3.000"]);
        let others = ListRow { of_others: Quantity::new(2_000), price: Rupiah::ZERO, ..row(12) };
        assert_eq!(cells(others, false), ["Mi", "12 (titipan 2)", "–"]);
        assert_eq!(list(&[], true, id).0.len(), 4);
        assert_eq!(chips(id).len(), Only::ALL.len());
    }

    #[test]
    fn quantities_fill_the_largest_pack() {
        let pack = |code: &str, factor| Pack { code: code.into(), factor, ..Pack::default() };
        let mut product = Product { packs: vec![pack("PCS", 1), pack("DUS", 40)], ..Product::default() };
        let words = |product: &Product, pieces: i64| in_packs(product, Quantity::new(pieces * 1_000));
        assert_eq!([words(&product, 400), words(&product, 92), words(&product, 12)], ["400 (10 DUS)", "92 (2 DUS + 12)", "12"]);
        product.unit = Unit::Kilogram;
        assert_eq!(words(&product, 12), "12 kg");
    }

    #[test]
    fn a_percentage_has_two_places() {
        assert_eq!([percent(1_250), percent(-5), percent(100_000)], ["12,50 %", "−0,05 %", "1000,00 %"]);
    }

    #[test]
    fn every_movement_has_words_in_both_languages() {
        for kind in MoveKind::ALL {
            assert_ne!(movement_words(kind.word(), Language::English), movement_words(kind.word(), Language::Indonesian));
        }
        assert_eq!(movement_words("neu", Language::English), "neu", "what a later version writes is shown as it is");
    }
}
