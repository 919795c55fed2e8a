//! Recorded baskets of two real shops, turned into the till's own files.
//!
//! The rules of the conversion stand here once for the till and once more, in another language and
//! from the raw rows, in `referee/totals.py`:
//! * one cent is Rp100; a product's price is its most frequent unit price (the lower one in a tie);
//! * a product costs seven tenths of its price; `sum of the digits of its key mod 3 * 8` units are
//!   there at the start, so that many go below zero;
//! * coupons, discounts, taxes, returns and voided rows are left out, and the row that was voided too;
//! * baskets keep the order in which their first rows come.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use crate::scratch;

/// A shop's recorded life as files that the till reads.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// Products, with opening stock.
    pub products: String,
    /// Members.
    pub members: String,
    /// Baskets.
    pub replay: String,
    /// How many baskets.
    pub baskets: usize,
}

/// Which recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recording {
    /// A year of a supermarket.
    Store,
    /// Fifteen days of a food co-op.
    Coop,
}

impl Recording {
    /// The word by which the referee knows it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Store => "store367",
            Self::Coop => "coop_month",
        }
    }

    /// The file, if it is on this machine.
    pub fn find(self) -> Option<PathBuf> {
        let folder = std::env::var_os("SOKOGURU_DATA").map_or_else(|| scratch::root().join("../shared/data"), PathBuf::from);
        let file = folder.join(format!("{}.csv.gz", self.word()));
        if file.is_file() {
            return Some(file);
        }
        scratch::skipped(&format!("{} is not there; set SOKOGURU_DATA to the folder with the recorded baskets", file.display()));
        None
    }

    /// Converts the recording.
    ///
    /// # Panics
    /// When the file is not what it was.
    pub fn convert(self, file: &Path) -> Converted {
        let rows = Row::all(file);
        let (goods, baskets) = match self {
            Self::Store => store(&rows),
            Self::Coop => coop(&rows),
        };
        write(&goods, &baskets)
    }
}

/// A raw row by column.
struct Row(HashMap<String, String>);

impl Row {
    fn all(file: &Path) -> Vec<Self> {
        let file = File::open(file).expect("the recording opens");
        let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
        reader.deserialize().map(|row| Self(row.expect("a row"))).collect()
    }

    fn get(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    fn number(&self, column: &str) -> i64 {
        self.get(column).parse().unwrap_or_else(|_| panic!("{column} is {:?}", self.get(column)))
    }
}

/// A product while its price is found.
#[derive(Default)]
struct Good {
    name: String,
    category: String,
    weighed: bool,
    open: bool,
    seen: BTreeMap<i64, u32>,
}

impl Good {
    fn price(&self) -> i64 {
        self.seen.iter().max_by_key(|(price, times)| (**times, -**price)).map_or(0, |(price, _)| *price)
    }
}

/// A line of a basket.
#[derive(Clone)]
struct Line {
    sku: String,
    milli: i64,
    open_price: Option<i64>,
    /// What it cost when it was recorded: only to find the row that a void means.
    recorded: i64,
}

struct Basket {
    name: String,
    at: String,
    member: String,
    lines: Vec<Line>,
    kinds: Vec<&'static str>,
}

type Goods = BTreeMap<String, Good>;

fn store(rows: &[Row]) -> (Goods, Vec<Basket>) {
    let mut goods = Goods::new();
    let mut baskets: Vec<Basket> = Vec::new();
    for row in rows.iter().filter(|row| row.get("is_special") == "0") {
        // The recording's own numbers are no barcodes, and some look like two codes at once.
        let (sku, quantity) = (format!("S{}", row.get("product_id")), row.number("quantity"));
        let (name, paid) = (row.get("basket_id"), row.number("sales_value_c"));
        let good = goods.entry(sku.clone()).or_default();
        good.name = format!("{} {sku}", row.get("product_category"));
        good.category = row.get("department").to_owned();
        if paid > 0 {
            *good.seen.entry(paid * 100 / quantity).or_default() += 1;
        }
        if baskets.last().is_none_or(|basket| basket.name != name) {
            let kinds: &[&str] = [&["cash"][..], &["qris"], &["card"], &["qris", "cash"]][baskets.len() % 4];
            baskets.push(Basket {
                name: name.to_owned(),
                at: format!("{}+07:00", row.get("ts")),
                member: format!("H{}", row.get("household_id")),
                lines: Vec::new(),
                kinds: kinds.to_vec(),
            });
        }
        let line = Line { sku, milli: quantity * 1_000, open_price: None, recorded: paid };
        baskets.last_mut().expect("just pushed").lines.push(line);
    }
    (goods, baskets)
}

fn coop(rows: &[Row]) -> (Goods, Vec<Basket>) {
    let mut goods = Goods::new();
    let mut baskets: Vec<Basket> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let tx = row.get("tx");
        let place = *places.entry(tx.to_owned()).or_insert_with(|| {
            let member = if row.get("member") == "1" { "KOP-1" } else { "" };
            let at = format!("{}+07:00", row.get("ts"));
            baskets.push(Basket { name: tx.to_owned(), at, member: member.to_owned(), lines: Vec::new(), kinds: Vec::new() });
            baskets.len() - 1
        });
        coop_row(row, &mut goods, &mut baskets[place]);
    }
    baskets.retain(|basket| !basket.lines.is_empty());
    (goods, baskets)
}

fn coop_row(row: &Row, goods: &mut Goods, basket: &mut Basket) {
    let (kind, status, upc, total) = (row.get("trans_type"), row.get("trans_status"), row.get("upc"), row.number("total_c"));
    let milli = row.number("qty_milli");
    let counted = upc.len() == 13 && upc.bytes().all(|b| b.is_ascii_digit());
    let sold = matches!(status, "" | "0");
    match kind {
        "I" if counted && status == "V" => void(basket, upc, milli, total),
        "I" if counted && sold && milli > 0 => {
            let good = goods.entry(upc.to_owned()).or_default();
            row.get("description").clone_into(&mut good.name);
            good.category = format!("Dept {}", row.get("department"));
            good.weighed |= row.get("scale") == "1";
            let price = row.number("unitPrice_c") * 100;
            if price > 0 {
                *good.seen.entry(price).or_default() += 1;
            }
            basket.lines.push(Line { sku: upc.to_owned(), milli, open_price: None, recorded: total });
        }
        "D" => {
            let sku = format!("DEP-{}", row.get("department"));
            if status == "V" {
                void(basket, &sku, -1_000, total);
            } else if sold && total > 0 {
                let good = goods.entry(sku.clone()).or_default();
                good.name = format!("Department {}", row.get("department"));
                "Departments".clone_into(&mut good.category);
                good.open = true;
                basket.lines.push(Line { sku, milli: 1_000, open_price: Some(total * 100), recorded: total });
            }
        }
        "T" if status == "0" && total < 0 => {
            let kind = match row.get("trans_subtype") {
                "CA" => "cash",
                "CC" | "GD" | "EF" | "EC" => "card",
                "CP" => "qris",
                _ => "transfer",
            };
            if !basket.kinds.contains(&kind) {
                basket.kinds.push(kind);
                basket.kinds.sort_by_key(|kind| ["card", "transfer", "qris", "cash"].iter().position(|known| known == kind));
            }
        }
        _ => {}
    }
}

/// Takes back the newest row that a void means.
fn void(basket: &mut Basket, sku: &str, milli: i64, total: i64) {
    let meant = basket.lines.iter().rposition(|line| line.sku == sku && line.milli == -milli && line.recorded == -total);
    if let Some(place) = meant {
        basket.lines.remove(place);
    }
}

fn write(goods: &Goods, baskets: &[Basket]) -> Converted {
    let mut products = csv::Writer::from_writer(Vec::new());
    let head = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,open_price";
    products.write_record(head.split(',')).expect("writes");
    for (sku, good) in goods {
        let price = good.price();
        let stock = sku.bytes().filter(u8::is_ascii_digit).map(|digit| i64::from(digit - b'0')).sum::<i64>() % 3 * 8;
        let unit = if good.weighed { "kg" } else { "pcs" };
        let open = if good.open { "1" } else { "0" };
        let name = Some(good.name.trim()).filter(|name| !name.is_empty()).unwrap_or(sku);
        let cells = [
            sku,
            name,
            good.category.trim(),
            unit,
            unit,
            "1",
            sku,
            &price.to_string(),
            "",
            &(price * 7 / 10).to_string(),
            &stock.to_string(),
            "none",
            open,
        ];
        products.write_record(cells).expect("writes");
    }
    let mut replay = csv::Writer::from_writer(Vec::new());
    replay.write_record("basket,at,member,barcode,quantity,tender,price".split(',')).expect("writes");
    let mut numbers: Vec<&str> = Vec::new();
    for basket in baskets {
        numbers.push(&basket.member);
        let tender = tender(goods, basket);
        for line in &basket.lines {
            let price = line.open_price.map(|price| price.to_string()).unwrap_or_default();
            let quantity = format!("{}.{:03}", line.milli / 1_000, line.milli % 1_000);
            replay.write_record([&basket.name, &basket.at, &basket.member, &line.sku, &quantity, &tender, &price]).expect("writes");
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let rows = numbers.iter().filter(|number| !number.is_empty()).map(|number| format!("{number},Anggota {number},anggota,\n"));
    let text = |writer: csv::Writer<Vec<u8>>| String::from_utf8(writer.into_inner().expect("flushes")).expect("text");
    Converted {
        products: text(products),
        members: std::iter::once("number,name,tier,phone\n".to_owned()).chain(rows).collect(),
        replay: text(replay),
        baskets: baskets.len(),
    }
}

/// All kinds but the last pay an equal part in whole hundreds; the last pays the rest.
fn tender(goods: &Goods, basket: &Basket) -> String {
    let Some((last, others)) = basket.kinds.split_last() else {
        return "cash".to_owned();
    };
    let amount = |line: &Line| {
        let price = line.open_price.unwrap_or_else(|| goods[&line.sku].price());
        (price * line.milli + 500) / 1_000
    };
    let total: i64 = merged(&basket.lines, goods).iter().map(amount).sum();
    let share = total / i64::try_from(basket.kinds.len()).expect("few") / 100 * 100;
    let parts = others.iter().filter(|_| share > 0).map(|kind| format!("{kind}={share}"));
    parts.chain([(*last).to_owned()]).collect::<Vec<_>>().join("+")
}

/// Pieces of the same goods in a row are one line of the till.
fn merged(lines: &[Line], goods: &Goods) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::new();
    for line in lines {
        match merged.last_mut() {
            Some(last) if last.sku == line.sku && line.open_price.is_none() && !goods[&line.sku].weighed => last.milli += line.milli,
            _ => merged.push(line.clone()),
        }
    }
    merged
}
