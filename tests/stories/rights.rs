//! Who may do what at the command line: each role tries each command, alone and with a second person's PIN.
//!
//! Written by hand beside the matrix of the program; the same deeds stand in `src/app/tests/rights`.

use std::fs;

use support::Shop;
use support::scratch;
use support::shop::Answer;
use support::tills::text;

use crate::NOODLES;
use crate::bad_day::rows;

/// The people of the sample shop and one of the board: name, PIN.
const CASHIER: (&str, &str) = ("siti", "2580");
const STOCK: (&str, &str) = ("ahmad", "4682");
const MANAGER: (&str, &str) = ("budi", "1379");
const BOARD: (&str, &str) = ("ani", "8642");

/// Who may by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum May {
    /// Cashier, manager, board.
    Counter,
    /// Manager, board.
    Office,
    /// Stock room, manager, board.
    StockRoom,
    /// Everybody who has a PIN.
    Everybody,
}

impl May {
    fn has(self, who: &str) -> bool {
        match self {
            Self::Everybody => true,
            Self::Counter => who != STOCK.0,
            Self::StockRoom => who != CASHIER.0,
            Self::Office => who == MANAGER.0 || who == BOARD.0,
        }
    }
}

/// A command: what must be done before, the words, who may, and whether others may with a second person.
struct Row(&'static [&'static [&'static str]], &'static [&'static str], May, bool);

/// Counted to the rupiah: the float and one sale.
const CLOSE: &[&str] = &["shift", "close", "--count", "100000x1,2000x1,1000x1,200x1"];
const ALONE: bool = false;
const SECOND: bool = true;

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row(&[], &["sell", "--scan", NOODLES, "--pay", "cash"], May::Counter, ALONE),
    Row(&[], &["sell", "--scan", "8997100000011@1000", "--pay", "cash"], May::Office, ALONE),
    Row(&[], &["sell", "--scan", "LAN-001@1000", "--pay", "cash"], May::Office, ALONE),
    Row(&[], &["replay", "{today}"], May::Counter, ALONE),
    Row(&[], &["replay", "{other-day}"], May::Office, ALONE),
    Row(&[CLOSE], &["shift", "open", "--float", "0"], May::Counter, ALONE),
    Row(&[CLOSE], &["shift", "open", "--float", "0", "--date", "2020-01-01"], May::Office, SECOND),
    Row(&[], &["shift", "status"], May::Office, SECOND),
    Row(&[], &["shift", "cash-in", "1000", "--reason", "uji"], May::Counter, SECOND),
    Row(&[], &["shift", "cash-out", "1000", "--reason", "uji"], May::Counter, SECOND),
    Row(&[], &["shift", "petty", "1000", "--reason", "uji"], May::Counter, SECOND),
    Row(&[], &["shift", "drop", "1000"], May::Counter, SECOND),
    Row(&[], CLOSE, May::Counter, ALONE),
    Row(&[CLOSE], &["day", "close"], May::Office, SECOND),
    Row(&[], &["day", "close-month", "2019", "12"], May::Office, SECOND),
    Row(&[], &["day", "close-year", "2019"], May::Office, SECOND),
    Row(&[], &["return", "A1-000001", "--reason", "rusak"], May::Counter, SECOND),
    Row(&[], &["return", "A1-000001", "--reason", "rusak", "--exchange", NOODLES], May::Counter, SECOND),
    Row(&[], &["return", "A1-000001", "--reason", "salah", "--void"], May::Office, SECOND),
    Row(&[], &["return", "--line", "8997100000011=1", "--reason", "rusak"], May::Office, SECOND),
    Row(&[], &["journal", "post", "--memo", "x", "--debit", "6-120=1", "--credit", "1-120=1"], May::Office, SECOND),
    Row(&[], &["journal", "template", "listrik", "1000"], May::Office, SECOND),
    Row(&[], &["journal", "list", "--all"], May::Office, ALONE),
    Row(&[], &["journal", "templates"], May::Everybody, ALONE),
    Row(&[], &["report", "x"], May::Office, ALONE),
    Row(&[CLOSE], &["report", "z", "1"], May::Everybody, ALONE),
    Row(&[], &["report", "day"], May::Office, ALONE),
    Row(&[], &["report", "sales"], May::Office, ALONE),
    Row(&[], &["report", "stock"], May::Office, ALONE),
    Row(&[], &["report", "over-short"], May::Office, ALONE),
    Row(&[], &["report", "trial-balance"], May::Office, ALONE),
    Row(&[], &["report", "balance-sheet"], May::Office, ALONE),
    Row(&[], &["report", "phu"], May::Office, ALONE),
    Row(&[], &["report", "ledger", "1-111"], May::Office, ALONE),
    Row(&[], &["report", "margin"], May::Office, ALONE),
    Row(&[], &["export", "hledger", "{new}"], May::Office, ALONE),
    Row(&[], &["export", "beancount", "{new}"], May::Office, ALONE),
    Row(&[], &["audit"], May::Office, ALONE),
    Row(&[], &["user", "list"], May::Office, ALONE),
    Row(&[], &["user", "rights"], May::Everybody, ALONE),
    Row(&[], &["user", "add", "tono", "--name", "Tono", "--role", "kasir"], May::Office, ALONE),
    Row(&[], &["user", "role", "ani", "manajer"], May::Office, ALONE),
    Row(&[], &["user", "pin", "ani"], May::Office, ALONE),
    Row(&[], &["user", "active", "ani", "no"], May::Office, ALONE),
    Row(&[], &["user", "card", "ani", "KARTU-12345678"], May::Office, ALONE),
    Row(&[], &["user", "right", "kasir", "void", "yes"], May::Office, ALONE),
    Row(&[], &["config", "set", "shop.footer", "halo"], May::Office, SECOND),
    Row(&[], &["config", "set", "theme", "dark"], May::Everybody, ALONE),
    Row(&[], &["config", "get", "theme"], May::Everybody, ALONE),
    Row(&[], &["backup", "{new}"], May::Office, ALONE),
    Row(&[&["backup", "{folder}"]], &["restore", "{backup}"], May::Office, ALONE),
    Row(&[], &["shop", "invite", "--till", "B", "{new}"], May::Office, ALONE),
    Row(&[], &["records", "export", "{new}"], May::Office, ALONE),
    Row(&[&["records", "export", "{records}"]], &["records", "import", "{records}"], May::Office, ALONE),
    Row(&[], &["import", "products", "{products}"], May::StockRoom, ALONE),
    Row(&[], &["import", "members", "{members}"], May::StockRoom, ALONE),
    Row(&[], &["receipt", "A1-000001"], May::Everybody, ALONE),
    Row(&[], &["verify"], May::Everybody, ALONE),
];

/// A shop with an open shift and one sale, as files.
fn template() -> Vec<(String, Vec<u8>)> {
    let shop = Shop::sample();
    let mut add = shop.command(&["user", "add", BOARD.0, "--name", "Ani", "--role", "pengurus"]);
    assert!(Answer::from(scratch::run(add.env("SOKOGURU_NEW_PIN", BOARD.1))).success);
    shop.ok(&["config", "set", "backup.folders", ""]);
    shop.ok(&["shift", "open", "--count", "100000x1"]);
    let sold = shop.sell(NOODLES);
    let today = sold["date"].as_str().expect("a date").to_owned();
    let replay = |day: &str| format!("basket,at,member,barcode,quantity,tender\nA,{day}T23:59:00+07:00,,{NOODLES},1,cash\n");
    shop.write("today", replay(&today));
    shop.write("other-day", replay("2020-01-01"));
    shop.write("products", format!("{}\nX-1,Teh,Lain,pcs,PCS,1,8991234567891,2000,,,,none\n", crate::PRODUCTS));
    shop.write("members", "number,name,tier,phone\nA-90001,Ani,anggota,\n");
    let entries = fs::read_dir(shop.db.parent().expect("a folder")).expect("reads");
    let files = entries.map(|entry| entry.expect("a file").path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("reads"))).collect()
}

fn copy(files: &[(String, Vec<u8>)]) -> Shop {
    let shop = Shop::nothing();
    for (name, bytes) in files {
        shop.write(name, bytes);
    }
    shop
}

/// The words of a command with the files of this shop.
fn words(shop: &Shop, words: &[&str]) -> Vec<String> {
    let file = |name: &str| match name {
        "backup" => fs::read_dir(shop.file("folder")).expect("a folder").next().expect("a backup").expect("a file").path(),
        name => shop.file(name),
    };
    let word = |word: &&str| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
        Some(name) => text(&file(name)).to_owned(),
        None => (*word).to_owned(),
    };
    words.iter().map(word).collect()
}

fn acting(shop: &Shop, who: (&str, &str), more: &[&str], command: &[&str]) -> Answer {
    let mut all = words(shop, &["--as", who.0]);
    all.extend(words(shop, command));
    all.extend(words(shop, more));
    let mut command = shop.command(&all);
    if !more.is_empty() {
        command.env("SOKOGURU_PIN_MANAGER", MANAGER.1);
    }
    scratch::run(command.env("SOKOGURU_PIN", who.1).env("SOKOGURU_NEW_PIN", "1357")).into()
}

/// The shop with what must be done before.
fn prepared(files: &[(String, Vec<u8>)], Row(before, ..): &Row) -> Shop {
    let shop = copy(files);
    for command in *before {
        shop.ok(&words(&shop, command));
    }
    shop
}

#[test]
fn each_role_tries_each_command() {
    let files = template();
    std::thread::scope(|scope| {
        for who in [CASHIER, STOCK, MANAGER, BOARD] {
            let files = &files;
            scope.spawn(move || {
                for row in TABLE {
                    let shop = prepared(files, row);
                    let before = rows(&shop);
                    let answer = acting(&shop, who, &[], row.1);
                    if row.2.has(who.0) {
                        assert!(answer.success, "{} {:?}: {}", who.0, row.1, answer.err);
                    } else {
                        assert!(!answer.success && answer.err.contains("perlu izin"), "{} {:?}: {answer:?}", who.0, row.1);
                        assert!(rows(&shop) == before, "{} {:?}: refused, and yet something changed", who.0, row.1);
                        assert!(!shop.file("new").exists(), "{} {:?}: refused, and yet a file was written", who.0, row.1);
                    }
                }
            });
        }
    });
}

#[test]
fn with_a_second_person() {
    let files = template();
    let overrides = |shop: &Shop| -> i64 {
        let count = "SELECT count(*) FROM record WHERE kind = 'override.granted'";
        shop.read().query_row(count, [], |row| row.get(0)).expect("counts")
    };
    for row in TABLE.iter().filter(|row| row.3) {
        let who = if row.2 == May::Counter { STOCK } else { CASHIER };
        let shop = prepared(&files, row);
        let refused = acting(&shop, who, &["--allowed-by", "budi", "--because", " "], row.1).sentence();
        assert!(refused.contains("alasan"), "{:?}: {refused}", row.1);
        let refused = acting(&shop, who, &["--allowed-by", "hantu", "--because", "perlu"], row.1).sentence();
        assert!(refused.contains("hantu"), "{:?}: {refused}", row.1);
        assert_eq!(overrides(&shop), 0);
        let answer = acting(&shop, who, &["--allowed-by", "budi", "--because", "sudah dilihat"], row.1);
        assert!(answer.success, "{} with budi {:?}: {}", who.0, row.1, answer.err);
        assert_eq!(overrides(&shop), 1, "{:?}: who allowed it and why is kept", row.1);
        let log = shop.ok(&["audit", "--kind", "override.granted"]);
        assert!(log.contains("sudah dilihat"), "{log}");
    }
    // Who may not either cannot allow it, and a wrong PIN opens nothing.
    let shop = copy(&files);
    let void = ["return", "A1-000001", "--reason", "salah", "--void", "--allowed-by", "ahmad", "--because", "x"];
    let mut command = shop.command(&["--as", CASHIER.0]);
    command.args(void).env("SOKOGURU_PIN", CASHIER.1).env("SOKOGURU_PIN_MANAGER", STOCK.1);
    assert!(Answer::from(scratch::run(&mut command)).sentence().contains("tidak berwenang"));
    command.env("SOKOGURU_PIN_MANAGER", "0000");
    assert!(Answer::from(scratch::run(&mut command)).sentence().contains("PIN salah"));
}
