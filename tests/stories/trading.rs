//! Buying by command: two shops that exchange only files, from the catalogue to the answered invoice.

use serde_json::{Value, json};
use support::Traders;
use support::traders::{CRISPS, NOODLES, PRICES, SUGAR, Side};

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no word"))
}

#[test]
fn from_the_catalogue_to_the_dispute() {
    let pair = Traders::new();
    let (shop, network) = (&pair.shop, &pair.network);

    // A new catalogue: what changed for goods that the shop sells; nothing changes by itself.
    let dearer = network.write("harga2.csv", PRICES.replace("100000", "104000"));
    network.ok(&["catalogue", "issue", &dearer]);
    let file = pair.letter(Side::Network);
    let look = shop.json(&["catalogue", "import", &file, "--dry-run"]);
    let newest = &look[1];
    let noodles = newest["goods"].as_array().expect("goods").iter().find(|row| row["sku"] == "MI").expect("noodles");
    assert_eq!((number(&noodles["before"]), number(&noodles["price"]), number(&noodles["change_hundredths"])), (100_000, 104_000, 400));
    assert_eq!(number(&noodles["margin_hundredths"]), 1_154);
    assert_eq!((&newest["new"], &newest["signed"]), (&json!(true), &json!(true)));
    let words = shop.ok(&["catalogue", "import", &file]);
    assert!(words.contains("naik 4 %") && words.contains("margin jadi 11,54 %"), "{words}");
    assert_eq!(shop.json(&["product", "show", "MI"])["packs"][1]["price"], 116_000, "sale prices stay");

    // The order: suggested, changed, sent.
    let suggested = shop.json(&["order", "suggest"]);
    assert_eq!((word(&suggested[0]["party"]), suggested[0]["lines"].as_array().expect("lines").len()), ("DC", 2));
    let draft = shop.json(&["order", "new", "--party", "DC", "--note", "pagi"])["draft"].to_string();
    shop.ok(&["order", "change", &draft, &format!("{NOODLES}=10"), &format!("{SUGAR}=5")]);
    let file = shop.file("pesanan.dokumen").to_str().expect("text").to_owned();
    let order = word(&shop.json(&["order", "send", &draft, "--file", &file])["number"]).to_owned();
    assert!(network.json(&["documents", "import", &file])["refused"].as_array().expect("rows").is_empty());
    network.ok(&["order", "answer", &order]);
    let slip = network.file("jalan.dokumen").to_str().expect("text").to_owned();
    let sent = network.json(&["delivery", "send", "--order", &order, "--driver", "Pak Man", "--file", &slip]);
    assert_eq!(number(&sent["cost"]), 400 * 2_200 + 60 * 14_000);
    pair.carry(Side::Network);
    let known = shop.json(&["delivery", "import", &slip]);
    assert_eq!((&known[0]["new"], &known[0]["refused"]), (&json!(false), &Value::Null), "twice is once");
    assert_eq!(shop.json(&["delivery", "list"])[0]["lines"][0]["noted_milli"], 5_000);

    // Blind at the door: one dus of sugar is missing.
    let counted = shop.write("hitung.csv", format!("barcode,quantity,reason\n{NOODLES},10,\n{SUGAR},4,satu dus tidak ada\n"));
    let received = shop.json(&["delivery", "receive", &order, &counted]);
    let sugar = received["lines"].as_array().expect("lines").iter().find(|line| line["sku"] == "GULA").expect("sugar");
    assert_eq!((number(&sugar["noted_milli"]), number(&sugar["good_milli"]), word(&sugar["reason"])), (5_000, 4_000, "satu dus tidak ada"));
    assert_eq!(
        (shop.on_hand("MI"), shop.on_hand("GULA"), shop.balance("1-410")),
        (400_000, 48_000, 200 * 6_000 + 1_040_000 + 720_000),
        "J9"
    );
    let advice = word(&received["advice"]["number"]).to_owned();
    pair.carry(Side::Shop);
    assert_eq!(network.json(&["order", "show", &order])["state"], shop.json(&["order", "show", &order])["state"]);

    // The invoice asks for what was signed for, at a wrong price for sugar.
    let file = network.file("faktur.dokumen").to_str().expect("text").to_owned();
    let bill = network.json(&["invoice", "issue", &advice, "--price", "1=185000", "--file", &file]);
    assert_eq!(number(&bill["total"]), 1_040_000 + 4 * 185_000);
    let invoice = word(&bill["number"]).to_owned();
    shop.ok(&["invoice", "import", &file]);
    let look = shop.json(&["invoice", "match", &invoice, "--preview"]);
    assert_eq!((number(&look["accepted"]), number(&look["disputed"])), (1_760_000, 20_000));
    let outcomes: Vec<&str> = look["lines"].as_array().expect("lines").iter().map(|line| word(&line["outcome"])).collect();
    assert_eq!(outcomes, ["price", "ok"]);
    assert_eq!(shop.balance("2-220"), 0, "looking changes nothing");
    let words = shop.ok(&["invoice", "match", &invoice]);
    assert!(words.contains("diterima Rp 1.760.000, disanggah Rp 20.000"), "{words}");
    assert_eq!((shop.balance("2-225"), shop.balance("2-220")), (0, -1_760_000), "J10: only what agrees");
    pair.carry(Side::Shop);
    let listed = network.json(&["invoice", "list"]);
    assert_eq!((word(&listed[0]["state"]), number(&listed[0]["disputed"])), ("partly-disputed", 20_000));
    pair.agree();
    assert_eq!(pair.claims(Side::Shop), [(invoice.clone(), "AHU-1".to_owned(), [1_780_000, 20_000, 0])]);

    // The seller gives in with a credit note; the dispute is over on both sides.
    network.ok(&["claim", "credit", "--party", "TOKO", "--invoice", &invoice, "--cause", "price", "--amount", "20000"]);
    pair.carry(Side::Network);
    assert_eq!(pair.claims(Side::Shop), [(invoice, "AHU-1".to_owned(), [1_760_000, 0, 0])]);
    assert_eq!((shop.balance("2-220"), network.balance("1-330"), network.balance("4-220")), (-1_760_000, 1_760_000, -1_760_000));
    pair.agree();
}

#[test]
fn a_seller_can_give_in_on_the_buyers_side_too() {
    let pair = Traders::new();
    let (noodles, counted) = (format!("{NOODLES}=10"), format!("{NOODLES},10"));
    let deal = pair.deal(Side::Shop, &[&noodles], &counted, &["--price", "1=101000"]);
    assert_eq!(deal.matched["disputed"], 10_000);
    // Somebody accepts the line as it is: a further answer, which takes the place of the first.
    let again = pair.shop.json(&["invoice", "match", &deal.invoice, "--accept", "1"]);
    assert_eq!((number(&again["accepted"]), number(&again["disputed"])), (1_010_000, 0));
    assert_eq!((pair.shop.balance("2-220"), pair.shop.balance("5-420"), pair.shop.balance("1-410")), (-1_010_000, 10_000, 2_200_000));
    pair.carry(Side::Shop);
    pair.agree();
}

/// Goods that go to the network: its order has the number of the shop's own, and neither is taken for the other.
#[test]
fn the_other_way_round() {
    let pair = Traders::new();
    let (noodles, counted) = (format!("{NOODLES}=2"), format!("{NOODLES},2"));
    let bought = pair.deal(Side::Shop, &[&noodles], &counted, &[]);
    let (crisps, counted) = (format!("{CRISPS}=50@8000"), format!("{CRISPS},50"));
    let sold = pair.deal(Side::Network, &[&crisps], &counted, &[]);
    assert_eq!(bought.order, sold.order, "each counts its own");
    assert_eq!(sold.matched["disputed"], 0);
    let shop = &pair.shop;
    assert_eq!((shop.balance("1-330"), shop.balance("4-220"), shop.balance("5-310")), (400_000, -400_000, 300_000));
    assert_eq!(shop.on_hand("KRP"), 150_000);
    let own = shop.json(&["order", "show", &bought.order]);
    assert_eq!(own["direction"], "issued", "the shop's own is meant");
    let list = shop.json(&["order", "list", "--all"]);
    let theirs = list["orders"].as_array().expect("orders").iter().find(|order| order["direction"] == "taken").expect("theirs");
    assert_eq!(shop.json(&["order", "show", word(&theirs["id"])])["lines"][0]["quantity_milli"], 50_000, "by its id");
    // Ten bags come back: the shop is the seller, and they stand on the shelf again at what they cost.
    let file = ["claim", "credit", "--party", "DC", "--invoice", &sold.invoice, "--cause", "return", "--amount", "80000"];
    let ten = format!("{CRISPS}=10");
    shop.ok(&[&file[..], &[ten.as_str()]].concat());
    assert_eq!((shop.on_hand("KRP"), shop.balance("5-310"), shop.balance("1-330")), (160_000, 240_000, 320_000));
    let forty_one = format!("{CRISPS}=41");
    let said = shop.refused(&[&file[..], &[forty_one.as_str()]].concat());
    assert!(said.contains("hanya 40"), "{said}");
    pair.carry(Side::Shop);
    pair.agree();
}
