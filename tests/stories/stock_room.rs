//! The stock room by command: receive, count from several programs at once, move, consign, label, reorder.

use std::process::Child;

use serde_json::{Value, json};
use support::Shop;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng 85g,makanan,pcs,pcs,1,4006381333931,3000,,2500,20,none
A,Mi Goreng 85g,makanan,pcs,dus,40,5000159484695,115000,,,,none
C,Sabun,rumah,pcs,pcs,1,,5000,,3000,6,none
K,Keripik,titipan,pcs,pcs,1,,5000,,,,none
";

fn shop() -> Shop {
    let shop = Shop::empty();
    let file = shop.write("barang.csv", GOODS);
    shop.ok(&["import", "products", &file]);
    shop
}

fn received(shop: &Shop, rows: &str, more: &[&str]) -> Value {
    let file = shop.write("terima.csv", format!("barcode,pack_quantity,pack_cost\n{rows}\n"));
    shop.json(&[&["receive", file.as_str()], more].concat())
}

#[test]
fn a_delivery_by_file_is_received_once() {
    let shop = shop();
    let rows = "5000159484695,2,100000\nC,10,2900";
    let file = shop.write("terima.csv", format!("barcode,pack_quantity,pack_cost\n{rows}\n"));
    let asked = ["receive", &file, "--supplier", "SUMBER", "--note", "SJ-1", "--freight", "5001"];
    let records = shop.records();
    let preview = shop.json(&[&asked[..], &["--preview"]].concat());
    assert_eq!((preview["lines"][0]["after_milli"].clone(), shop.records()), (json!(100_000), records), "a preview changes nothing");
    let receipt = shop.json(&asked);
    assert_eq!(receipt["value"], json!(234_001));
    assert_eq!((shop.on_hand("A"), shop.on_hand("C"), shop.balance("2-225")), (100_000, 16_000, -234_001));
    let said = shop.refused(&asked);
    assert!(said.contains("SJ-1") && said.contains("sudah diterima"), "{said}");
    for (rows, word) in [("A,1,0", "harga beli nol"), ("A,0,1", "lebih dari nol")] {
        let file = shop.write("salah.csv", format!("barcode,pack_quantity,pack_cost\n{rows}\n"));
        let said = shop.refused(&["receive", &file]);
        assert!(said.contains(word), "{said}");
    }
    let zero = received(&shop, "A,1,0", &["--allow-zero-cost"]);
    assert_eq!(zero["lines"][0]["cost_unknown"], json!(true));
    assert!(shop.refused(&["receive", &file, "--owner", "siapa"]).contains("pemilik"));
    shop.verify();
}

#[test]
fn four_counters_in_four_programs_lose_and_double_nothing() {
    let shop = shop();
    let count = shop.json(&["count", "start", "--category", "makanan"]);
    let id = count["id"].as_str().expect("an id");
    assert_eq!(count["products"].as_array().map(Vec::len), Some(1));
    for round in 0..6 {
        let scans: Vec<Child> = (0..4)
            .map(|counter| {
                let counter = format!("gawai-{counter}");
                let mut arguments = vec!["count", "scan", "--count", id, "--counter", counter.as_str()];
                arguments.extend(["A"; 5]);
                shop.command(&arguments).stdout(std::process::Stdio::null()).spawn().expect("starts")
            })
            .collect();
        // Selling goes on: after every line of this round was begun, whoever comes first.
        if round == 5 {
            shop.sell("C");
        }
        for mut scan in scans {
            assert!(scan.wait().expect("ends").success());
        }
    }
    let review = shop.json(&["count", "review", id]);
    assert_eq!(review["lines"][0]["counted_milli"], json!(120_000), "6 x 4 x 5");
    shop.sell("A");
    let post = shop.json(&["count", "post", id, "--reason", "A=salah catat"]);
    assert_eq!((post["lines"][0]["difference_milli"].clone(), post["lines"][0]["reason"].clone()), (json!(100_000), json!("salah catat")));
    assert_eq!(shop.on_hand("A"), 119_000);
    assert!(shop.refused(&["count", "post", id]).contains("sudah disahkan"));
    assert_eq!(shop.json(&["count", "list"])[0]["posted"], json!(true));
    let sheet = shop.json(&["report", "count", id]);
    assert_eq!(sheet[0]["difference_milli"], json!(100_000));
    shop.verify();
}

#[test]
fn unknown_codes_of_a_file_are_kept_and_resolved_later() {
    let shop = shop();
    let id = shop.json(&["count", "start"])["id"].as_str().expect("an id").to_owned();
    let file = shop.write("hitung.csv", "8991111111111,4\nA,20\n");
    let added = shop.json(&["count", "add", &file, "--count", &id]);
    assert_eq!((added["added"].clone(), added["unknown"].clone()), (json!(2), json!(["8991111111111"])));
    assert!(shop.refused(&["count", "add", &file, "--count", &id]).contains("sudah dimuat"));
    assert_eq!(shop.json(&["count", "review", &id])["unknown"][0]["code"], json!("8991111111111"));
    let goods = shop.write("barang.csv", GOODS.replace("C,Sabun,rumah,pcs,pcs,1,,", "C,Sabun,rumah,pcs,pcs,1,8991111111111,"));
    shop.ok(&["import", "products", &goods]);
    let review = shop.json(&["count", "review", &id]);
    assert_eq!(review["unknown"], json!([]));
    assert_eq!((review["missing"].clone(), review["lines"][0]["sku"].clone()), (json!(6_000), json!("C")));
    assert!(shop.refused(&["count", "review", "tidak-ada"]).contains("tidak ada"));
    shop.verify();
}

#[test]
fn goods_move_and_come_back() {
    let (shop, other) = (shop(), shop());
    shop.json(&["move", "waste", "A=2", "--reason", "pecah"]);
    shop.json(&["move", "use", "A", "--reason", "rapat"]);
    assert_eq!((shop.on_hand("A"), shop.balance("5-410"), shop.balance("6-140")), (17_000, 5_000, 2_500));
    let file = shop.file("kiriman.json");
    let file = file.to_str().expect("text");
    let sent = shop.json(&["move", "transfer", "A=4", "--to", "MIJI", "--out", file]);
    assert_eq!(shop.balance("1-411"), 10_000);
    other.json(&["move", "transfer", "--take", file]);
    assert_eq!((other.on_hand("A"), other.balance("1-420")), (24_000, -10_000));
    assert!(other.refused(&["move", "transfer", "--take", file]).contains("sudah diterima"));
    shop.json(&["move", "transfer", "--arrived", sent["record_id"].as_str().expect("an id")]);
    assert_eq!((shop.balance("1-411"), shop.balance("1-420")), (0, 10_000));
    assert!(shop.refused(&["move", "unpack", "A"]).contains("bukan dus"));
    shop.json(&["move", "supplier-return", "A=3", "--supplier", "SUMBER", "--reason", "salah kirim", "--credited", "NK-1"]);
    assert_eq!((shop.on_hand("A"), shop.balance("2-210")), (10_000, 7_500));
    shop.json(&["move", "recall", "A", "--reason", "ditarik pabrik", "--supplier", "SUMBER"]);
    assert!(shop.refused(&["sell", "--scan", "A", "--pay", "cash"]).contains("ditarik"));
    shop.json(&["move", "release", "A", "--reason", "aman"]);
    assert_eq!((shop.on_hand("A"), shop.balance("1-340")), (0, 25_000));
    for shop in [&shop, &other] {
        shop.verify();
        shop.ok(&["rebuild"]);
        shop.verify();
    }
}

#[test]
fn goods_of_a_consignor_from_delivery_to_payout() {
    let shop = shop();
    assert!(shop.refused(&["consign", "statement", "ANI"]).contains("belum dicatat"));
    shop.json(&["consign", "partner", "ANI", "--name", "Keripik Bu Ani", "--terms", "20"]);
    received(&shop, "K,10,3500", &["--owner", "titip:ANI"]);
    let sold = shop.sell("K*2");
    assert_eq!(sold["total"], json!(10_000));
    assert_eq!((shop.balance("2-230"), shop.balance("4-310"), shop.balance("4-210")), (-8_000, -2_000, 0));
    let statement = shop.json(&["consign", "statement", "ANI"]);
    assert_eq!((statement["owed"].clone(), statement["rows"][0]["left_milli"].clone()), (json!(8_000), json!(8_000)));
    shop.json(&["consign", "return", "ANI", "K=5"]);
    assert!(shop.refused(&["consign", "pay", "ANI"]).contains("brankas"), "the safe is empty");
    let paid = shop.json(&["consign", "pay", "ANI", "--by", "transfer", "--reference", "TRX-1"]);
    assert_eq!((paid["amount"].clone(), paid["left"].clone(), shop.balance("1-120")), (json!(8_000), json!(0), -8_000));
    assert!(shop.refused(&["consign", "pay", "ANI", "--by", "transfer"]).contains("hanya terutang"));
    let sheet = shop.json(&["report", "consign", "ANI"]);
    assert_eq!(sheet[0]["payable"], json!(8_000));
    shop.verify();
}

#[test]
fn many_products_are_edited_by_file_and_labels_follow() {
    let shop = shop();
    let file = shop.file("semua.csv");
    let file = file.to_str().expect("text");
    shop.ok(&["export", "products", file]);
    let unchanged = shop.json(&["import", "products", file, "--dry-run"]);
    assert_eq!((unchanged["changed"].clone(), unchanged["unchanged"].clone()), (json!(0), json!(3)));
    let edited = std::fs::read_to_string(file).expect("reads").replace(",3000,", ",3200,");
    let edited = shop.write("ubah.csv", edited);
    let dry = shop.json(&["import", "products", &edited, "--dry-run"]);
    assert_eq!(dry["changes"], json!([{ "sku": "A", "field": "PCS harga", "before": "3.000", "after": "3.200" }]));
    assert_eq!(shop.json(&["labels"]), json!([]));
    shop.ok(&["import", "products", &edited]);
    assert_eq!(shop.json(&["product", "history", "A"])[0]["after"], json!("3.200"));
    let waiting = shop.json(&["labels", "--queue"]);
    assert_eq!((waiting[0]["sku"].clone(), waiting[0]["price"].clone()), (json!("A"), json!(3_200)));
    let pdf = shop.file("label.pdf");
    shop.json(&["labels", "--queue", "--format", "pdf", "--out", pdf.to_str().expect("text")]);
    assert!(std::fs::read(&pdf).expect("reads").starts_with(b"%PDF"));
    assert_eq!(shop.json(&["labels"]), json!([]));
    assert!(shop.refused(&["labels", "--format", "zpl", "--out", file]).contains("tidak ada label"));
    let own = shop.json(&["labels", "--sku", "C", "--own-code"]);
    assert_eq!(own[0]["code"].as_str().map(str::len), Some(13));
    assert_eq!(shop.sell(own[0]["code"].as_str().expect("a code"))["total"], json!(5_000));
    shop.ok(&["product", "archive", "C"]);
    shop.verify();
}

#[test]
fn prices_of_a_day_to_come_and_orders() {
    let shop = shop();
    let file = shop.write("harga.csv", "sku,pack,price,member_price\nA,PCS,3300,3200\n");
    let batch = shop.json(&["price", "set", &file, "--name", "Tahun depan", "--from", "2099-01-01"]);
    assert_eq!(shop.sell("A")["total"], json!(3_000));
    assert_eq!(shop.json(&["price", "list"])[0]["prices"], json!(1));
    shop.json(&["price", "cancel", batch["id"].as_str().expect("an id")]);
    shop.json(&["price", "set", &file, "--name", "Hari ini", "--from", "2000-01-01"]);
    assert_eq!(shop.sell("A")["total"], json!(3_000), "prices from before the product was put are over");
    shop.json(&["price", "set", &file, "--name", "Sekarang"]);
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert_eq!(shop.sell("A")["total"], json!(3_300));
    let wrong = shop.write("salah.csv", "sku,pack,price\nX,PCS,1\n");
    assert!(shop.refused(&["price", "set", &wrong, "--name", "x"]).contains("barang tidak ada"));
    shop.sell("A*17");
    let orders = shop.json(&["reorder", "suggest", "--days", "7"]);
    assert!(orders[0]["reason"].as_str().expect("words").contains("terjual 20 dalam 7 hari"), "{orders}");
    for report in [
        &["report", "movements", "A"][..],
        &["report", "valuation"],
        &["report", "expiry"],
        &["report", "shrink"],
        &["report", "slow"],
        &["report", "reorder"],
    ] {
        assert!(shop.json(report).is_array(), "{report:?}");
    }
    let value: i64 =
        shop.json(&["report", "valuation"]).as_array().expect("rows").iter().map(|row| row["value"].as_i64().expect("a number")).sum();
    assert_eq!(value, shop.balance("1-410"));
    shop.verify();
}
