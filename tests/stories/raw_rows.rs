//! The raw rows of the co-op's recording, and what they say of goods and tenders.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;

use domain::sale::TenderKind;
use flate2::read::GzDecoder;

/// Goods that stand for what is no goods.
pub(crate) const OTHER: &str = "LAIN";

/// A raw row, money in cents.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) at: String,
    pub(crate) kind: String,
    pub(crate) sub: String,
    pub(crate) status: String,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) milli: i64,
    pub(crate) scale: bool,
    pub(crate) price: i64,
    pub(crate) total: i64,
    pub(crate) member: bool,
    /// Goods, or a department.
    pub(crate) counted: bool,
}

impl Row {
    pub(crate) fn is_sold(&self) -> bool {
        self.counted && self.total > 0 && self.milli > 0 && matches!(self.status.as_str(), "" | "0")
    }

    pub(crate) fn is_void(&self) -> bool {
        self.counted && self.status == "V"
    }

    pub(crate) fn is_back(&self) -> bool {
        self.counted && self.status == "R" && self.total < 0
    }

    pub(crate) fn tender(&self) -> TenderKind {
        match self.sub.as_str() {
            "CA" => TenderKind::Cash,
            "CC" | "GD" | "EF" | "EC" => TenderKind::Card,
            "CP" => TenderKind::Qris,
            _ => TenderKind::Transfer,
        }
    }
}

/// The tickets in the order of their first rows.
pub(crate) fn read(raw: &Path) -> Vec<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(raw).expect("the recording opens")));
    let (mut tickets, mut places): (Vec<Vec<Row>>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
    for row in reader.deserialize() {
        let row: HashMap<String, String> = row.expect("a row");
        let number = |column: &str| row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"));
        let (kind, upc) = (row["trans_type"].clone(), row["upc"].clone());
        let department = kind == "D";
        let place = *places.entry(row["tx"].clone()).or_insert_with(|| {
            tickets.push(Vec::new());
            tickets.len() - 1
        });
        tickets[place].push(Row {
            at: format!("{}+07:00", row["ts"]),
            counted: department || (kind == "I" && upc.len() == 13 && upc.bytes().all(|byte| byte.is_ascii_digit())),
            sku: if department { format!("DEP-{}", row["department"]) } else { upc },
            sub: row["trans_subtype"].clone(),
            status: row["trans_status"].clone(),
            name: row["description"].trim().to_owned(),
            milli: number("qty_milli"),
            scale: row["scale"] == "1",
            price: number("unitPrice_c"),
            total: number("total_c"),
            member: row["member"] == "1",
            kind,
        });
    }
    tickets
}

/// What the catalogue says of goods.
#[derive(Default)]
pub(crate) struct Good {
    pub(crate) name: String,
    pub(crate) weighed: bool,
    pub(crate) open: bool,
    pub(crate) seen: BTreeMap<i64, u32>,
}

impl Good {
    /// The most frequent price, cents.
    pub(crate) fn price(&self) -> i64 {
        self.seen.iter().max_by_key(|(price, times)| (**times, -**price)).map_or(0, |(price, _)| *price)
    }
}

pub(crate) fn goods(tickets: &[Vec<Row>]) -> BTreeMap<String, Good> {
    let mut goods = BTreeMap::from([(OTHER.to_owned(), Good { name: "Pajak dan lain-lain".to_owned(), open: true, ..Good::default() })]);
    for row in tickets.iter().flatten().filter(|row| row.is_sold() || row.is_back()) {
        let good: &mut Good = goods.entry(row.sku.clone()).or_default();
        good.name.clone_from(if row.name.is_empty() { &row.sku } else { &row.name });
        good.open |= row.kind == "D";
        good.weighed |= row.kind == "I" && (row.scale || row.milli % 1_000 != 0);
        *good.seen.entry(row.price.max(1)).or_default() += 1;
    }
    goods
}

pub(crate) fn products(goods: &BTreeMap<String, Good>) -> String {
    let mut file = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,open_price\n".to_owned();
    for (sku, good) in goods {
        let (price, unit) = (if good.open { 0 } else { good.price() * 100 }, if good.weighed { "kg" } else { "pcs" });
        let name = good.name.replace(['"', ','], " ");
        let stock = if good.open { "" } else { "8" };
        writeln!(file, "{sku},{name},Toko,{unit},{unit},1,{sku},{price},,{},{stock},none,{}", price * 7 / 10, u8::from(good.open))
            .expect("writes");
    }
    file
}

/// What each tender brought, rupiah, in the order of [`TenderKind::ALL`].
#[derive(Debug)]
pub(crate) struct Net(pub(crate) [i64; 4]);

impl Net {
    pub(crate) fn of(rows: &[Row]) -> Self {
        let mut net = Self([0; 4]);
        for row in rows.iter().filter(|row| row.kind == "T") {
            net.add(row.tender(), -row.total * 100);
        }
        net
    }

    pub(crate) fn get(&self, kind: TenderKind) -> i64 {
        self.all().find(|(known, _)| *known == kind).map_or(0, |(_, amount)| amount)
    }

    pub(crate) fn add(&mut self, kind: TenderKind, amount: i64) {
        let place = TenderKind::ALL.iter().position(|known| *known == kind).expect("a kind");
        self.0[place] += amount;
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (TenderKind, i64)> + use<> {
        TenderKind::ALL.into_iter().zip(self.0)
    }

    /// The tender by which most was given back, else cash.
    pub(crate) fn refund(&self) -> TenderKind {
        self.all().min_by_key(|(_, amount)| *amount).filter(|(_, amount)| *amount < 0).map_or(TenderKind::Cash, |(kind, _)| kind)
    }
}
