//! Suppliers and the network in the window: a catalogue is loaded, goods are ordered, received with one line short, an
//! invoice with one wrong price is answered, claims are set off and paid, the statement is compared and printed. The other
//! side is a second database; only files go between them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use support::traders::Side;
use support::{Shop, Traders, scratch};

use crate::number;
use crate::screen::{Screen, wait_for};

/// A carton of 40 noodles and one of 24 bottles, as both sides know them; the bottle itself goes back to the network.
const NOODLES: &str = "8997100000028";
const COFFEE: &str = "8997106001869";
const BOTTLE: &str = "8997106001852";

const NETWORK_GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
MI,Mi Goreng 85g,makanan,pcs,pcs,1,8997100000011,2800,,2200,4000,none
MI,Mi Goreng 85g,makanan,pcs,ctn,40,8997100000028,108000,,,,none
KOPI,Kopi Susu Botol 250ml,minuman,pcs,pcs,1,8997106001852,7000,,5000,4000,none
KOPI,Kopi Susu Botol 250ml,minuman,pcs,ctn,24,8997106001869,160000,,,,none
";

/// The sample shop and a network that know each other's cards; all is due at once. The catalogue lies where files come in.
fn world() -> Traders {
    let pair = Traders { shop: Shop::sample(), network: Shop::nothing() };
    let (shop, network) = (&pair.shop, &pair.network);
    network.ok(&["init", "--name", "DC Jaringan"]);
    network.ok(&["import", "products", &network.write("barang.csv", NETWORK_GOODS)]);
    for (side, legal) in [(shop, "AHU-1"), (network, "AHU-2")] {
        for (key, value) in [("backup.folders", ""), ("legal.id", legal), ("legal.bank", "BSI"), ("legal.account", "7123456789")] {
            side.ok(&["config", "set", key, value]);
        }
        side.ok(&["journal", "post", "--memo", "modal", "--debit", "1-120=9000000", "--credit", "3-900=9000000"]);
    }
    for (side, kind) in [(Side::Shop, "koperasi"), (Side::Network, "jaringan")] {
        let (one, other) = (pair.of(side), pair.of(side.other()));
        let card = one.write("kartu.dokumen", "");
        let read_out = one.json(&["party", "card", &card])["fingerprint"].as_str().expect("a fingerprint").to_owned();
        other.ok(&["party", "add", side.code(), "--card", &card, "--fingerprint", &read_out, "--kind", kind, "--terms", "0"]);
    }
    let prices = format!("barcode,price,minimum\n{NOODLES},108000,1\n{COFFEE},156000,1\n");
    network.ok(&["catalogue", "issue", &network.write("harga.csv", prices)]);
    fs::create_dir_all(inbox(shop)).expect("a folder for files");
    pair
}

/// Where the window looks for files, and where it writes them.
fn inbox(shop: &Shop) -> PathBuf {
    shop.file("laporan/terima")
}

fn outbox(shop: &Shop) -> String {
    shop.file("laporan/kirim").to_str().expect("text").to_owned()
}

/// What the network says lies where the shop's window finds it.
fn network_says(pair: &Traders) {
    fs::copy(pair.letter(Side::Network), inbox(&pair.shop).join("dari-jaringan.dokumen")).expect("copies");
}

/// Bottles that the network buys from the shop, so that both owe: Rp 140.000.
fn the_network_buys(pair: &Traders) {
    let deal = pair.deal(Side::Network, &[&format!("{BOTTLE}=20@7000")], &format!("{BOTTLE},20"), &[]);
    assert_eq!(deal.matched["disputed"], 0);
}

/// Keys, each with the time that a page takes to answer.
struct Hands<'a>(&'a Screen);

impl Hands<'_> {
    fn keys(&self, names: &[&str]) {
        for name in names {
            self.0.key(name);
            settle();
        }
    }

    /// One more pack of what is scanned, then how many there are.
    fn packs(&self, code: &str, count: &str) {
        self.0.scan(code);
        settle();
        self.0.type_by_hand(count);
    }

    /// Takes in what lies in the inbox, from a part that has it on F6.
    fn take_files(&self) {
        self.keys(&["F6", "Return"]);
        settle();
    }
}

fn settle() {
    thread::sleep(Duration::from_millis(700));
}

#[test]
fn from_the_catalogue_to_the_statement_by_keyboard_alone() {
    let Some(screen) = Screen::start() else { return };
    let pair = world();
    let (shop, network) = (&pair.shop, &pair.network);
    let hands = Hands(&screen);
    let documents = |kind: &str| number(&shop.read(), &format!("SELECT count(*) FROM document WHERE kind = '{kind}'"));
    network_says(&pair);

    let _till = screen.open_till(shop);
    screen.key("F3");
    screen.type_by_hand("1379");
    screen.key("Return");
    thread::sleep(Duration::from_millis(1_500));

    // A catalogue is looked over, then loaded.
    hands.keys(&["F1", "u", "2", "F3", "Return"]);
    settle();
    screen.picture("trade-1-catalogue");
    assert_eq!(documents("catalogue"), 0, "looking loads nothing");
    screen.key("F10");
    wait_for("the catalogue is loaded", || documents("catalogue") == 1);
    settle();

    // Ten cartons of noodles and five of coffee are ordered.
    hands.keys(&["3", "F3", "Return"]);
    settle();
    hands.packs(NOODLES, "10");
    hands.packs(COFFEE, "5");
    screen.picture("trade-2-order");
    hands.keys(&["F10", "Return"]);
    wait_for("the order is sent", || documents("order") == 1);
    settle();
    screen.picture("trade-3-sent");
    let order = number_of(shop, "order");
    network.ok(&["documents", "import", &outbox(shop)]);
    network.ok(&["order", "answer", &order]);
    network.ok(&["delivery", "send", "--order", &order, "--driver", "Pak Man"]);
    network_says(&pair);

    // They come: counted blind, one carton of coffee is missing.
    hands.keys(&["1"]);
    hands.take_files();
    wait_for("the surat jalan is here", || documents("despatch") == 1);
    settle();
    screen.picture("trade-4-files");
    hands.keys(&["4", "F10"]);
    hands.packs(NOODLES, "10");
    hands.packs(COFFEE, "4");
    screen.picture("trade-5-blind");
    hands.keys(&["F10", "Return"]);
    wait_for("the receipt is signed", || documents("receipt-advice") == 1);
    settle();
    screen.picture("trade-6-short");
    assert_eq!(number(&shop.read(), "SELECT quantity FROM stock WHERE sku = 'MIN-010' AND place = 'toko'"), 240_000, "144 and 4 x 24");

    // The invoice asks Rp 5.000 too much for a carton of coffee: all but that is accepted.
    hands.keys(&["Escape", "1", "F7", "Return"]);
    settle();
    network.ok(&["documents", "import", &outbox(shop)]);
    network.ok(&["invoice", "issue", &number_of(shop, "receipt-advice"), "--price", "2=161000"]);
    network_says(&pair);
    hands.take_files();
    wait_for("the invoice is here", || documents("invoice") == 1);
    settle();
    hands.keys(&["5"]);
    screen.picture("trade-7-match");
    hands.keys(&["F10"]);
    screen.picture("trade-8-dispute");
    hands.keys(&["Return"]);
    wait_for("the invoice is answered", || documents("invoice-answer") == 1);
    settle();
    assert_eq!(shop.balance("2-220"), -1_704_000, "ten of 108.000 and four of 156.000");
    let disputed = shop.json(&["invoice", "list"]);
    assert_eq!((disputed[0]["accepted"].as_i64(), disputed[0]["disputed"].as_i64()), (Some(1_704_000), Some(20_000)), "{disputed}");

    // Both owe, so they set off what they can.
    pair.carry(Side::Shop);
    the_network_buys(&pair);
    hands.keys(&["6"]);
    screen.picture("trade-9-claims");
    hands.keys(&["Tab"]);
    screen.picture("trade-10-calendar");
    hands.keys(&["Tab", "F10"]);
    screen.picture("trade-11-set-off");
    hands.keys(&["F10"]);
    wait_for("a set-off is proposed", || documents("setoff-proposal") == 1);
    settle();
    pair.carry(Side::Shop);
    network.ok(&["setoff", "accept", &pair.letter(Side::Shop)]);
    network_says(&pair);
    hands.take_files();
    wait_for("they agree", || documents("setoff-answer") == 1);
    settle();
    hands.keys(&["F10"]);
    screen.picture("trade-12-commit");
    hands.keys(&["Return"]);
    wait_for("it is set off", || documents("setoff-commit") == 1);
    settle();
    assert_eq!((shop.balance("2-220"), shop.balance("1-330")), (-1_564_000, 0));

    // The rest is paid.
    hands.keys(&["Tab"]);
    screen.picture("trade-13-to-pay");
    hands.keys(&["F10"]);
    screen.picture("trade-14-pay");
    hands.keys(&["F10"]);
    wait_for("it is paid", || documents("payment") == 1);
    settle();
    assert_eq!((shop.balance("2-220"), shop.balance("1-120")), (0, 9_000_000 - 1_564_000));

    // The money comes. Both make their statement of the same day, and they are one.
    pair.carry(Side::Shop);
    network.ok(&["pay", "--received", &number_of(shop, "payment")]);
    network_says(&pair);
    hands.take_files();
    wait_for("the money was received", || documents("payment-answer") == 1);
    settle();
    hands.keys(&["7", "F10", "F10"]);
    wait_for("the statement is made", || documents("statement") == 1);
    settle();
    let list = shop.json(&["claim", "list"]);
    let today = list["on"].as_str().expect("a day");
    network.ok(&["statement", "make", "--party", "TOKO", "--to", today]);
    network_says(&pair);
    hands.take_files();
    wait_for("their statement is here", || documents("statement") == 2);
    settle();
    screen.picture("trade-15-statement");
    hands.keys(&["F9"]);
    screen.picture("trade-16-paper");
    hands.keys(&["F9"]);
    let paper = || {
        let mut files = fs::read_dir(shop.file("laporan")).expect("a folder").flatten().map(|file| file.path());
        files.find(|file| file.extension().is_some_and(|end| end == "pdf"))
    };
    wait_for("the statement is a file for A4", || paper().is_some());
    let words = scratch::referee(Command::new("pdftotext").arg("-layout").arg(paper().expect("a file")).arg("-"));
    assert!(words.contains("Rekening koran") && words.contains("20.000"), "{words}");
    assert_eq!(shop.json(&["statement", "make", "--party", "DC", "--to", today])["agreed"], true);
    pair.agree();
}

/// The number of the only document of a kind that the shop issued.
fn number_of(shop: &Shop, kind: &str) -> String {
    let sql = "SELECT number FROM document WHERE kind = ?1 AND direction = 'issued' ORDER BY pos LIMIT 1";
    shop.read().query_row(sql, [kind], |row| row.get(0)).expect("a document")
}
