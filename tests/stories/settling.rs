//! Settling by command: claims both ways, set-off, payment, the bank's file, statements, and the books as others read them.

use std::process::Command;

use app::App;
use chrono::{Days, NaiveDate};
use serde_json::Value;
use support::traders::{CRISPS, NOODLES, Side};
use support::{Traders, scratch};

use crate::referees::read_by_others;

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no word")).to_owned()
}

fn day(value: &Value) -> NaiveDate {
    word(value).parse().unwrap_or_else(|_| panic!("{value} is no day"))
}

/// The shop owes 1.000.000 and is owed 400.000, all due in fourteen days: the shop's today.
pub(crate) fn owing() -> (Traders, NaiveDate) {
    let pair = Traders::new();
    let (noodles, counted) = (format!("{NOODLES}=10"), format!("{NOODLES},10"));
    pair.deal(Side::Shop, &[&noodles], &counted, &[]);
    let (crisps, counted) = (format!("{CRISPS}=50@8000"), format!("{CRISPS},50"));
    pair.deal(Side::Network, &[&crisps], &counted, &[]);
    let today = day(&pair.shop.json(&["claim", "list"])["on"]);
    (pair, today)
}

fn to(date: NaiveDate, days: u64) -> String {
    date.checked_add_days(Days::new(days)).expect("a date").to_string()
}

#[test]
fn set_off_then_paid_then_compared() {
    let (pair, today) = owing();
    let (shop, network) = (&pair.shop, &pair.network);
    pair.agree();
    let list = shop.json(&["claim", "list"]);
    assert_eq!((number(&list["payable"]["total"]), number(&list["payable"]["not_due"])), (1_000_000, 1_000_000));
    assert_eq!(number(&list["receivable"]["total"]), 400_000);
    assert!(shop.json(&["claim", "list", "--due-by", &today.to_string()])["claims"].as_array().expect("claims").is_empty());

    // Nothing is due yet; in fourteen days 400.000 can be set off.
    let said = shop.refused(&["setoff", "propose", "--party", "DC", "--cutoff", &today.to_string()]);
    assert!(said.contains("tidak ada yang bisa diperhitungkan"), "{said}");
    let due = to(today, 14);
    let save = &shop.json(&["pay", "--list", "--due-by", &due])[0];
    assert_eq!(["owed", "can_set_off", "to_pay"].map(|key| number(&save[key])), [1_000_000, 400_000, 600_000]);
    let offer = shop.json(&["setoff", "propose", "--party", "DC", "--cutoff", &due]);
    assert_eq!((number(&offer["amount"]), word(&offer["state"])), (400_000, "proposed".to_owned()));
    let id = word(&offer["id"]);
    let said = shop.refused(&["setoff", "commit", &id]);
    assert!(said.contains("belum disetujui"), "{said}");
    let said = shop.refused(&["pay", "--party", "DC", "--amount", "600001"]);
    assert!(said.contains("hanya Rp 600.000"), "what is promised is not paid: {said}");
    let letter = pair.letter(Side::Shop);
    let accepted = network.json(&["setoff", "accept", &letter]);
    assert_eq!(accepted[0]["state"], "accepted");
    assert_eq!(network.json(&["setoff", "accept", &letter]), accepted, "again is the same");
    pair.carry(Side::Network);
    assert_eq!(shop.json(&["setoff", "commit", &id])["state"], "done");
    shop.ok(&["setoff", "commit", &id]);
    pair.carry(Side::Shop);
    assert_eq!((shop.balance("2-220"), shop.balance("1-330")), (-600_000, 0), "J12");
    assert_eq!((network.balance("1-330"), network.balance("2-220")), (600_000, 0));
    pair.agree();

    // Part of the rest, then all of it; what the bank gets.
    let paid = shop.json(&["pay", "--party", "DC", "--amount", "250000", "--reference", "DP FEBRUARI"]);
    let rest = shop.json(&["pay", "--party", "DC", "--amount", "350000"]);
    let said = shop.refused(&["pay", "--party", "DC", "--amount", "1"]);
    assert!(said.contains("hanya Rp 0"), "nothing is open any more: {said}");
    assert_eq!((shop.balance("2-220"), shop.balance("1-120")), (0, 8_400_000), "J13");
    let file = shop.file("transfer.csv").to_str().expect("text").to_owned();
    assert_eq!(shop.json(&["pay", "--transfers", &file])["rows"], 2);
    let bytes = std::fs::read(&file).expect("reads");
    let text = String::from_utf8(bytes).expect("text");
    let row = |number: &str, amount: i64, words: &str| format!("{today};{number};BSI;7123456789;DC Jaringan;{amount};IDR;{words}\r\n");
    let (first, second) = (word(&paid["number"]), word(&rest["number"]));
    let head = "\u{feff}tanggal;nomor;bank;rekening;atas_nama;jumlah;mata_uang;berita\r\n";
    assert_eq!(text, format!("{head}{}{}", row(&first, 250_000, "DP FEBRUARI"), row(&second, 350_000, &second)));

    // The money comes, one of them on the second look.
    pair.carry(Side::Shop);
    assert_eq!(network.json(&["pay", "--waiting"]).as_array().expect("payments").len(), 2);
    assert_eq!(network.balance("1-120"), 9_000_000, "not before it is there");
    network.ok(&["pay", "--received", &first]);
    network.ok(&["pay", "--not-received", &second, "--reason", "belum ada di rekening"]);
    pair.carry(Side::Network);
    assert_eq!((shop.balance("2-220"), shop.balance("1-120")), (-350_000, 8_750_000), "it is owed again");
    network.ok(&["pay", "--received", &second]);
    pair.carry(Side::Network);
    assert_eq!((shop.balance("2-220"), shop.balance("1-120"), network.balance("1-120")), (0, 8_400_000, 9_600_000));
    pair.agree();
    assert_eq!(pair.claims(Side::Shop), []);

    books(&pair);
}

/// Both ledgers as hledger and beancount read them.
fn books(pair: &Traders) {
    for side in [Side::Shop, Side::Network] {
        let shop = pair.of(side);
        let app = App::open(&shop.db).expect("opens");
        read_by_others(&app, shop.db.parent().expect("a folder"));
        // The same by command.
        for (dialect, program) in [("hledger", "hledger"), ("beancount", "bean-check")] {
            let file = shop.file(&format!("perintah.{dialect}"));
            shop.ok(&["export", dialect, file.to_str().expect("text")]);
            let mut referee = Command::new(program);
            if dialect == "hledger" {
                referee.args(["check", "--strict", "ordereddates", "-f"]);
            }
            scratch::referee(referee.arg(file));
        }
    }
}

#[test]
fn statements_of_both_are_one() {
    let (pair, today) = owing();
    let (shop, network) = (&pair.shop, &pair.network);
    let today = today.to_string();
    let said = shop.refused(&["statement", "make", "--party", "DC", "--to", "2999-01-01"]);
    assert!(said.contains("belum lewat"), "{said}");
    let ours = shop.json(&["statement", "make", "--party", "DC", "--to", &today]);
    let theirs = network.json(&["statement", "make", "--party", "TOKO", "--to", &today]);
    assert_eq!((&ours["hash"], &ours["claims"], &ours["agreed"]), (&theirs["hash"], &theirs["claims"], &false.into()));
    assert_eq!((number(&ours["balance"]), number(&theirs["balance"])), (-600_000, 600_000));
    let (from_shop, from_network) = (pair.letter(Side::Shop), pair.letter(Side::Network));
    for (one, letter) in [(shop, &from_network), (network, &from_shop)] {
        let compared = one.json(&["statement", "compare", letter]);
        assert_eq!((&compared["equal"], &compared["agreed"]), (&true.into(), &true.into()), "{compared}");
    }
    assert_eq!(shop.json(&["statement", "make", "--party", "DC", "--to", &today])["agreed"], true);

    // Money came to the network; before the shop hears of it their statements differ by exactly that.
    let paid = shop.json(&["pay", "--party", "DC", "--amount", "150000"]);
    pair.carry(Side::Shop);
    network.ok(&["pay", "--received", &word(&paid["number"])]);
    let made = network.json(&["statement", "make", "--party", "TOKO", "--to", &today]);
    assert_eq!((number(&made["number"]), &made["previous"]), (1, &ours["hash"]), "it continues the agreed one");
    // Only the statement reaches the shop: the word that the money came is lost.
    let letter = std::fs::read_to_string(pair.letter(Side::Network)).expect("reads");
    let kept: Vec<&str> = letter.lines().filter(|line| !line.contains("payment-answer")).collect();
    let file = shop.write("tanpa-terima.dokumen", kept.join("\n"));
    let told = shop.json(&["statement", "compare", &file]);
    assert_eq!((&told["equal"], told["unlike"].as_array().expect("rows").len()), (&false.into(), 1), "{told}");
    let (here, there) = (&told["unlike"][0]["ours"], &told["unlike"][0]["theirs"]);
    assert_eq!((number(&here["open"]), number(&there["open"])), (1_000_000, 850_000));
    let words = shop.ok(&["statement", "compare", &file]);
    assert!(words.contains("berbeda") && words.contains("1.000.000") && words.contains("850.000"), "{words}");
    // It arrives after all.
    let mended = shop.json(&["statement", "compare", &{
        pair.carry(Side::Network);
        pair.letter(Side::Network)
    }]);
    assert_eq!((&mended["equal"], &mended["agreed"]), (&true.into(), &false.into()), "{mended}");
    shop.ok(&["statement", "make", "--party", "DC", "--to", &today]);
    pair.carry(Side::Shop);
    assert_eq!(network.json(&["statement", "make", "--party", "TOKO", "--to", &today])["agreed"], true);
    pair.agree();
}
