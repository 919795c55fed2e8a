//! An ordinary day at the till: packs, members, breaks, tax, tenders, weights.

use serde_json::Value;
use support::Shop;

use crate::{NOODLES, NOODLES_BOX, PRODUCTS};

/// Coffee: a piece, a strip of ten, a box of a hundred and twenty.
const COFFEE: [(&str, &str, i64, i64); 3] =
    [("8997102000729", "PCS", 1, 1_700), ("8997102000736", "RENTENG", 10, 16_500), ("8997102000743", "DUS", 120, 191_800)];

fn sell(shop: &Shop, scans: &[&str], member: Option<&str>, tenders: &[&str]) -> Value {
    let mut arguments = vec!["sell"];
    scans.iter().for_each(|scan| arguments.extend(["--scan", scan]));
    member.iter().for_each(|member| arguments.extend(["--member", member]));
    tenders.iter().for_each(|tender| arguments.extend(["--pay", tender]));
    shop.json(&arguments)
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// That every sum of a sale is right, by the numbers that it prints.
fn adds_up(sale: &Value) {
    let sum = |rows: &Value, key: &str| rows.as_array().expect("rows").iter().map(|row| number(&row[key])).sum::<i64>();
    let (subtotal, discount, rounding, total) =
        (number(&sale["subtotal"]), number(&sale["discount"]), number(&sale["rounding"]), number(&sale["total"]));
    assert_eq!(sum(&sale["lines"], "amount"), subtotal, "{sale}");
    assert_eq!(total, subtotal - discount + rounding, "{sale}");
    assert_eq!(sum(&sale["tenders"], "amount") - number(&sale["change"]), total, "{sale}");
    assert!(rounding <= 0, "rounding goes down: {sale}");
}

fn receipt(shop: &Shop, sale: &Value) -> String {
    shop.ok(&["receipt", sale["receipt"].as_str().expect("a number"), "--columns", "32"])
}

/// The number on the right of the line that begins with a word.
fn amount_of(paper: &str, word: &str) -> Option<i64> {
    let line = paper.lines().find(|line| line.starts_with(word))?;
    line.split_whitespace().last().and_then(|amount| amount.replace('.', "").parse().ok())
}

#[test]
fn packs_in_any_order() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let shop = Shop::sample();
    let (mut on_hand, mut cost) = (shop.on_hand("KOP-003"), 0);
    let stock = shop.balance("1-410");
    for order in orders {
        let scans: Vec<&str> = order.iter().map(|&pack| COFFEE[pack].0).collect();
        let sale = sell(&shop, &scans, None, &["cash"]);
        adds_up(&sale);
        for (line, pack) in sale["lines"].as_array().expect("lines").iter().zip(order) {
            let (_, name, factor, price) = COFFEE[pack];
            assert_eq!((&line["pack"], number(&line["quantity_milli"]), number(&line["amount"])), (&name.into(), 1_000, price));
            on_hand -= factor * 1_000;
            cost += number(&line["cost"]);
        }
        assert_eq!(shop.on_hand("KOP-003"), on_hand, "right after each sale, even below zero");
        assert_eq!(shop.balance("1-410"), stock - cost);
    }
    assert!(on_hand < 0, "what happened is not refused");
    shop.verify();
}

#[test]
fn pieces_and_boxes_of_one_thing() {
    let shop = Shop::sample();
    let sale = sell(&shop, &[NOODLES, NOODLES_BOX, NOODLES, NOODLES], None, &["cash"]);
    adds_up(&sale);
    let lines: Vec<(i64, i64)> =
        sale["lines"].as_array().expect("lines").iter().map(|line| (number(&line["quantity_milli"]), number(&line["amount"]))).collect();
    assert_eq!(lines, [(1_000, 3_200), (1_000, 121_600), (2_000, 6_400)]);
    assert_eq!(shop.on_hand("MIE-001"), 400_000 - 43_000);
}

#[test]
fn a_member_pays_the_members_price() {
    let shop = Shop::sample();
    let sale = sell(&shop, &[NOODLES, NOODLES_BOX], Some("A-00001"), &["cash"]);
    adds_up(&sale);
    let line = &sale["lines"][0];
    assert_eq!((number(&line["price"]), number(&line["public_price"]), &line["rule"]), (3_100, 3_200, &"anggota".into()));
    assert_eq!(number(&sale["total"]), 3_100 + 119_800);
    let paper = receipt(&shop, &sale);
    assert!(paper.contains("[ANGGOTA]") && paper.contains("Hrg anggota"), "{paper}");
    assert!(!paper.contains("A-00001") && paper.contains("Belanja anggota"), "the number is not whole on paper: {paper}");
    let first = amount_of(&paper, "Belanja anggota").expect("the year so far");
    let again = receipt(&shop, &sell(&shop, &[NOODLES], Some("A-00001"), &["cash"]));
    assert_eq!(amount_of(&again, "Belanja anggota"), Some(first + 3_100), "with this sale");
    // Members and others stand in accounts of their own.
    assert_eq!((shop.balance("4-110"), shop.balance("4-210")), (-126_000, 0));
    sell(&shop, &[NOODLES], None, &["cash"]);
    assert_eq!((shop.balance("4-110"), shop.balance("4-210")), (-126_000, -3_200));
}

#[test]
fn many_cost_less() {
    let shop = Shop::sample();
    let price = |scan: &str| {
        let sale = shop.sell(scan);
        (number(&sale["lines"][0]["price"]), sale["lines"][0]["rule"].as_str().expect("a rule").to_owned())
    };
    assert_eq!(price("8997100000011*9"), (3_200, "umum".to_owned()));
    assert_eq!(price("8997100000011*10"), (3_100, "break:10".to_owned()));
    assert_eq!(price("8997100000011*99"), (3_100, "break:10".to_owned()));
    // Ten scans one after the other are ten of them.
    let sale = sell(&shop, &[NOODLES; 10], None, &["cash"]);
    assert_eq!((number(&sale["total"]), sale["lines"].as_array().map(Vec::len)), (31_000, Some(1)));
    // A break for members only, and one that is dearer than the member's own price.
    let head = format!("{PRODUCTS},breaks\n");
    let file = shop.write("products.csv", format!("{head}X,Sirup,Minuman,pcs,PCS,1,X,1000,900,,,none,5:950|20:800a\n"));
    shop.ok(&["import", "products", &file]);
    let total = |scan: &str, member| number(&sell(&shop, &[scan], member, &["qris"])["total"]);
    assert_eq!((total("X*5", None), total("X*20", None)), (4_750, 19_000));
    assert_eq!((total("X*5", Some("A-00001")), total("X*20", Some("A-00001"))), (4_500, 16_000));
}

#[test]
fn promotions_of_the_sample_shop() {
    let shop = Shop::sample();
    let codes: Vec<String> = shop
        .read()
        .prepare("SELECT code FROM barcode JOIN product ON product.id = barcode.product WHERE sku IN ('MAN-001', 'BIS-001') AND pack = 0 ORDER BY sku")
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .expect("reads");
    let soap = sell(&shop, &[&format!("{}*3", codes[1])], None, &["qris"]);
    let line = &soap["lines"][0];
    assert_eq!(
        (&line["rule"], number(&line["discount"]), number(&line["amount"])),
        (&"promo:SABUN21".into(), number(&line["price"]), number(&line["price"]) * 2)
    );
    let biscuit = sell(&shop, &[&codes[0]], None, &["qris"]);
    let line = &biscuit["lines"][0];
    assert_eq!(&line["rule"], "promo:BISKUIT10");
    let public = number(&line["public_price"]);
    assert_eq!(number(&line["price"]), public - (public * 10 + 50) / 100);
    adds_up(&soap);
    adds_up(&biscuit);
}

#[test]
fn a_pkp_shows_its_tax_and_others_do_not() {
    let shop = Shop::sample();
    let plain = sell(&shop, &[NOODLES, "8997101000355"], None, &["cash"]);
    let paper = receipt(&shop, &plain);
    assert_eq!(number(&plain["tax"]), 0);
    assert!(!paper.contains("PPN (termasuk)") && !paper.contains("NPWP"), "{paper}");
    assert_eq!(shop.balance("2-310"), 0);

    shop.ok(&["config", "set", "tax.pkp", "yes"]);
    shop.ok(&["config", "set", "shop.npwp", "01.234.567.8-901.000"]);
    let taxed = sell(&shop, &["8997100000011*9", "8997101000355"], None, &["cash"]);
    adds_up(&taxed);
    // 11/111 of 28.800 is 2.854,05; rice is exempt.
    assert_eq!((number(&taxed["tax"]), number(&taxed["total"])), (2_854, 88_800));
    let paper = receipt(&shop, &taxed);
    assert_eq!((amount_of(&paper, "PPN (termasuk)"), amount_of(&paper, "Harga sebelum PPN")), (Some(2_854), Some(25_946)), "{paper}");
    assert!(paper.contains("NPWP 01.234.567.8-901.000") && paper.contains("60.000*") && paper.contains("* dibebaskan PPN"), "{paper}");
    assert_eq!(shop.balance("2-310"), -2_854);
    // The old receipt keeps its own form.
    assert!(!receipt(&shop, &plain).contains("PPN (termasuk)"));
    shop.verify();
}

#[test]
fn any_split_of_tenders() {
    let shop = Shop::sample();
    let goods = ["2100001*0,543"]; // 28.000 x 0,543 = 15.204
    let table: &[(&[&str], i64, i64, i64)] = &[
        // tenders, total, rounding, change
        (&["cash"], 15_200, -4, 0),
        (&["cash=20000"], 15_200, -4, 4_800),
        (&["qris"], 15_204, 0, 0),
        (&["card=15204"], 15_204, 0, 0),
        (&["qris=10000", "cash"], 15_200, -4, 0),
        (&["qris=10000", "cash=10000"], 15_200, -4, 4_800),
        (&["qris=5204", "transfer=5000", "card=5000"], 15_204, 0, 0),
        (&["cash=5000", "card"], 15_204, 0, 0),
        (&["transfer=5204", "cash=10000"], 15_204, 0, 0),
    ];
    for (tenders, total, rounding, change) in table {
        let sale = sell(&shop, &goods, None, tenders);
        adds_up(&sale);
        assert_eq!(
            (number(&sale["total"]), number(&sale["rounding"]), number(&sale["change"])),
            (*total, *rounding, *change),
            "{tenders:?}"
        );
        assert_eq!(sale["tenders"].as_array().map(Vec::len), Some(tenders.len()));
    }
    let cash = 15_200 * 2 + 5_200 * 2 + 5_000 + 10_000;
    assert_eq!((shop.balance("1-111"), shop.balance("1-130")), (cash, 15_204 + 10_000 + 10_000 + 5_204));
    assert_eq!(shop.balance("8-120"), 4 * 4, "rounding is posted, not lost");
    shop.ok(&["config", "set", "rounding.step", "500"]);
    assert_eq!(number(&sell(&shop, &goods, None, &["cash"])["rounding"]), -204);
    shop.ok(&["config", "set", "rounding.step", "1"]);
    assert_eq!(number(&sell(&shop, &goods, None, &["cash"])["rounding"]), 0);
}

#[test]
fn a_reference_is_kept_and_printed() {
    let shop = Shop::sample();
    let sale = shop.json(&["sell", "--scan", NOODLES, "--pay", "transfer", "--reference", "BCA 0042"]);
    assert_eq!(sale["tenders"][0]["reference"], "BCA 0042");
    assert!(receipt(&shop, &sale).contains("Ref BCA 0042"));
}

#[test]
fn goods_by_weight() {
    let shop = Shop::sample();
    let typed = sell(&shop, &["2100001*0.543"], None, &["qris"]);
    assert_eq!((number(&typed["lines"][0]["quantity_milli"]), number(&typed["total"])), (543, 15_204));
    // The label of the scale: item 00001, 1.250 g, and a check digit.
    let label = with_check_digit("210000101250");
    let scanned = sell(&shop, &[&label], None, &["qris"]);
    assert_eq!((number(&scanned["lines"][0]["quantity_milli"]), number(&scanned["total"])), (1_250, 35_000));
    assert_eq!(shop.on_hand("SGR-001"), 25_500 - 543 - 1_250);
    let wrong = format!("{}{}", &label[..12], (label.as_bytes()[12] - b'0' + 1) % 10);
    shop.refused(&["sell", "--scan", &wrong, "--pay", "qris"]);
    // Another shop's labels carry the price.
    shop.ok(&["config", "set", "barcode.instore", "21IIIIIPPPPPC"]);
    let priced = sell(&shop, &[&with_check_digit("210000114000")], None, &["qris"]);
    assert_eq!(
        (number(&priced["lines"][0]["quantity_milli"]), number(&priced["total"]), &priced["lines"][0]["rule"]),
        (500, 14_000, &"embedded".into())
    );
    assert!(receipt(&shop, &typed).contains("0,543 KG x 28.000"));
}

/// The thirteenth digit of an EAN-13: weights 1 and 3 from the left.
fn with_check_digit(body: &str) -> String {
    let sum: u32 = body.bytes().enumerate().map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 3 }).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[test]
fn open_price_goods() {
    let shop = Shop::sample();
    let sale = sell(&shop, &["LAN-001@12500", "LAN-001*2@7500"], None, &["qris"]);
    // The price stands behind the quantity: CODE*QTY@PRICE.
    assert_eq!(sale["lines"].as_array().map(Vec::len), Some(2), "{sale}");
    adds_up(&sale);
}

#[test]
fn every_form_of_one_code() {
    let shop = Shop::sample();
    for code in [
        "8997100000011",
        "08997100000011",
        "]E08997100000011",
        "]C10108997100000011",
        "]d20108997100000011\u{1d}10LOT7",
        " 8997100000011\r\n",
        "MIE-001",
    ] {
        let sale = shop.sell(code);
        assert_eq!(sale["lines"][0]["sku"], "MIE-001", "{code:?}");
    }
    let sentence = shop.refused(&["sell", "--scan", "]C1010899710000001117200101", "--pay", "cash"]);
    assert!(sentence.contains("kedaluwarsa"), "{sentence}");
}

#[test]
fn reports_say_the_same_as_the_sales() {
    let shop = Shop::sample();
    let sales: Vec<Value> = [("cash", NOODLES), ("qris", NOODLES_BOX), ("card", "2100001*0.5")]
        .iter()
        .map(|(tender, scan)| sell(&shop, &[scan], None, &[tender]))
        .collect();
    let report = shop.json(&["report", "sales"]);
    let day = &report[0];
    let sum = |key: &str| sales.iter().map(|sale| number(&sale[key])).sum::<i64>();
    assert_eq!((number(&day["sales"]), number(&day["lines"]), number(&day["net"])), (3, 3, sum("total")));
    assert_eq!(
        (number(&day["tenders"]["cash"]), number(&day["tenders"]["qris"]), number(&day["tenders"]["card"])),
        (3_200, 121_600, 14_000)
    );
    assert_eq!(shop.json(&["report", "sales", "--from", "2020-01-01", "--to", "2020-12-31"]), serde_json::json!([]));
    let trial = shop.json(&["report", "trial-balance"]);
    assert_eq!(trial["debit"], trial["credit"]);
    let stock = shop.json(&["report", "stock"]);
    let value: i64 = stock.as_array().expect("rows").iter().map(|row| number(&row["value"])).sum();
    assert_eq!(value, shop.balance("1-410"), "stock is worth what its account says");
    for row in stock.as_array().expect("rows") {
        assert_eq!(row["owner"], "koperasi");
    }
    shop.verify();
}

#[test]
fn two_tills_of_commands_at_once() {
    let shop = Shop::sample();
    let tills: Vec<_> = (0..4)
        .map(|_| {
            let arguments: Vec<&str> = ["--json", "sell", "--scan", NOODLES, "--pay", "cash"].to_vec();
            let mut commands: Vec<_> = (0..10).map(|_| shop.command(&arguments)).collect();
            std::thread::spawn(move || commands.iter_mut().all(|command| command.output().is_ok_and(|output| output.status.success())))
        })
        .collect();
    assert!(tills.into_iter().all(|till| till.join().expect("ends")));
    let numbers: (i64, i64, String) = shop
        .read()
        .query_row("SELECT count(*), count(DISTINCT receipt), max(receipt) FROM sale", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("reads");
    assert_eq!(numbers, (40, 40, "A1-000040".to_owned()));
    shop.verify();
}
