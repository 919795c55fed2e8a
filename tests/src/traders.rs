//! Two shops that trade by command and exchange only files: a koperasi, and the network that it buys from and sells to.

use std::fs;

use serde_json::Value;

use crate::Shop;

/// What the koperasi sells.
const SHOP_GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,minimum,supplier
MI,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3100,,,0,none,40,DC
MI,Mi Goreng,makanan,pcs,dus,40,8990000000028,116000,,,,none,,
GULA,Gula 1 kg,sembako,pcs,pcs,1,8990000000035,17500,,,0,none,12,DC
GULA,Gula 1 kg,sembako,pcs,dus,12,8990000000042,205000,,,,none,,
KRP,Keripik tempe,camilan,pcs,pcs,1,8990000000066,9000,,6000,200,none,,
";
/// What the network has in stock.
const NETWORK_GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
IND-85,Indomi Goreng 85g,makanan,pcs,pcs,1,8990000000011,2700,,2200,4000,none
IND-85,Indomi Goreng 85g,makanan,pcs,ctn,40,8990000000028,105000,,,,none
GUL-1,Gula pasir 1kg,sembako,pcs,pcs,1,8990000000035,15500,,14000,1200,none
GUL-1,Gula pasir 1kg,sembako,pcs,ctn,12,8990000000042,186000,,,,none
KRP-T,Keripik tempe,camilan,pcs,pcs,1,8990000000066,9500,,,0,none
";
/// The network's prices: noodles 100.000 a dus, sugar 180.000.
pub const PRICES: &str = "barcode,price,minimum\n8990000000028,100000,1\n8990000000042,180000,1\n";
/// A dus of noodles.
pub const NOODLES: &str = "8990000000028";
/// A dus of sugar.
pub const SUGAR: &str = "8990000000042";
/// A bag of crisps, which the koperasi sells to the network.
pub const CRISPS: &str = "8990000000066";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The koperasi, `TOKO` to the network.
    Shop,
    /// The network, `DC` to the koperasi.
    Network,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Shop => Self::Network,
            Self::Network => Self::Shop,
        }
    }

    /// What the other one calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shop => "TOKO",
            Self::Network => "DC",
        }
    }
}

/// Goods that were ordered, sent, received, invoiced and answered: the numbers of the documents.
#[derive(Debug)]
pub struct Deal {
    /// The order.
    pub order: String,
    /// The surat jalan.
    pub despatch: String,
    /// The receipt advice.
    pub advice: String,
    /// The invoice.
    pub invoice: String,
    /// What the buyer said to it, as `invoice match` tells it.
    pub matched: Value,
}

/// The two.
pub struct Traders {
    /// The koperasi.
    pub shop: Shop,
    /// The network.
    pub network: Shop,
}

impl Traders {
    /// They exchanged cards, compared fingerprints, and the network's catalogue is in the shop. Both have money in the bank.
    ///
    /// # Panics
    /// When a command is refused.
    pub fn new() -> Self {
        let named = |name: &str, legal: &str, goods: &str| {
            let shop = Shop::nothing();
            shop.ok(&["init", "--name", name]);
            for (key, value) in [("backup.folders", ""), ("legal.id", legal), ("legal.bank", "BSI"), ("legal.account", "7123456789")] {
                shop.ok(&["config", "set", key, value]);
            }
            shop.ok(&["import", "products", &shop.write("barang.csv", goods)]);
            shop.ok(&["journal", "post", "--memo", "modal", "--debit", "1-120=9000000", "--credit", "3-900=9000000"]);
            shop
        };
        let pair = Self { shop: named("Koperasi Toko", "AHU-1", SHOP_GOODS), network: named("DC Jaringan", "AHU-2", NETWORK_GOODS) };
        for (side, kind) in [(Side::Shop, "koperasi"), (Side::Network, "jaringan")] {
            let (one, other) = (pair.of(side), pair.of(side.other()));
            let card = one.write("kartu.dokumen", "");
            let read_out = one.json(&["party", "card", &card])["fingerprint"].as_str().expect("a fingerprint").to_owned();
            other.ok(&["party", "add", side.code(), "--card", &card, "--fingerprint", &read_out, "--kind", kind, "--terms", "14"]);
        }
        pair.network.ok(&["catalogue", "issue", &pair.network.write("harga.csv", PRICES)]);
        let file = pair.letter(Side::Network);
        pair.shop.ok(&["catalogue", "import", &file]);
        pair
    }

    /// The same two once more.
    ///
    /// # Panics
    /// When they cannot be copied.
    pub fn copy(&self) -> Self {
        Self { shop: self.shop.copy(), network: self.network.copy() }
    }

    /// One of the two.
    pub const fn of(&self, side: Side) -> &Shop {
        match side {
            Side::Shop => &self.shop,
            Side::Network => &self.network,
        }
    }

    /// The file that a side writes for the other one now: its path.
    ///
    /// # Panics
    /// When a command is refused.
    pub fn letter(&self, from: Side) -> String {
        let sender = self.of(from);
        let folder = sender.file("keluar");
        let files = sender.json(&["documents", "export", folder.to_str().expect("text")]);
        let file = files.as_array().expect("files").iter().find(|file| file["party"] == from.other().code());
        file.unwrap_or_else(|| panic!("nothing for {}: {files}", from.other().code()))["file"].as_str().expect("a path").to_owned()
    }

    /// What a side says reaches the other one; nothing of it is refused.
    ///
    /// # Panics
    /// When a command is refused, or a document of the file.
    pub fn carry(&self, from: Side) -> Value {
        let file = self.letter(from);
        let taken = self.of(from.other()).json(&["documents", "import", &file]);
        assert_eq!(taken["refused"], serde_json::json!([]), "{taken}");
        taken
    }

    /// Goods are ordered (`CODE=PACKS[@PRICE]`), answered, sent, received as counted (`CODE,QUANTITY` in lines), invoiced
    /// (with the options of `invoice issue`) and answered by the buyer; both sides know all of it.
    ///
    /// # Panics
    /// When a command is refused.
    pub fn deal(&self, buyer: Side, items: &[&str], counted: &str, options: &[&str]) -> Deal {
        let (buys, sells) = (self.of(buyer), self.of(buyer.other()));
        let word = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value} is no word")).to_owned();
        let mut new = vec!["order", "new", "--party", buyer.other().code()];
        new.extend(items);
        let draft = buys.json(&new)["draft"].to_string();
        let order = word(&buys.json(&["order", "send", &draft])["number"]);
        self.carry(buyer);
        sells.ok(&["order", "answer", &order]);
        let despatch = word(&sells.json(&["delivery", "send", "--order", &order, "--vehicle", "S 1234 XY"])["number"]);
        self.carry(buyer.other());
        let counted = buys.write("hitung.csv", format!("barcode,quantity\n{counted}\n"));
        let advice = word(&buys.json(&["delivery", "receive", &order, &counted])["advice"]["number"]);
        self.carry(buyer);
        let mut issue = vec!["invoice", "issue", advice.as_str()];
        issue.extend(options);
        let invoice = word(&sells.json(&issue)["number"]);
        self.carry(buyer.other());
        let matched = buys.json(&["invoice", "match", &invoice]);
        self.carry(buyer);
        Deal { order, despatch, advice, invoice, matched }
    }

    /// The open claims of a side: document, who owes, what is open, disputed and promised of it; sorted.
    ///
    /// # Panics
    /// When a command is refused.
    pub fn claims(&self, side: Side) -> Vec<(String, String, [i64; 3])> {
        let list = self.of(side).json(&["claim", "list"]);
        let number = |value: &Value| value.as_i64().expect("a number");
        let word = |value: &Value| value.as_str().expect("a word").to_owned();
        let row =
            |row: &Value| (word(&row["document"]), word(&row["debtor"]), ["open", "disputed", "reserved"].map(|key| number(&row[key])));
        let mut rows: Vec<_> = list["claims"].as_array().expect("claims").iter().map(row).collect();
        rows.sort();
        rows
    }

    /// Both sides see the same claims, their accounts say the same, and the program finds nothing wrong.
    ///
    /// # Panics
    /// When they do not.
    pub fn agree(&self) {
        assert_eq!(self.claims(Side::Shop), self.claims(Side::Network));
        for side in [Side::Shop, Side::Network] {
            self.of(side).ok(&["claim", "check"]);
            self.of(side).verify();
        }
    }

    /// The texts of the documents of a file, in its order.
    ///
    /// # Panics
    /// When it is none.
    pub fn texts(file: &str) -> Vec<Value> {
        let text = fs::read_to_string(file).expect("reads");
        let line = |line: &str| -> Value {
            let whole: Value = serde_json::from_str(line).expect("a line of JSON");
            serde_json::from_str(whole["document"].as_str().expect("a text")).expect("a document")
        };
        text.lines().skip(1).map(line).collect()
    }
}

impl Default for Traders {
    fn default() -> Self {
        Self::new()
    }
}
