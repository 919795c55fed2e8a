//! The list, the card, what is checked while a product is edited, and what expires, through the deeds.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use app::App;
use app::stock::{Arrival, ArrivalLine, Filter, Only};
use chrono::Days;
use domain::catalogue::{Pack, Product, QuantityBreak};
use domain::goods::{PriceBatch, PriceLine};
use domain::staff::Role;
use domain::{Quantity, Rupiah};

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,minimum
A,Mi Goreng 85g,makanan,pcs,pcs,1,4006381333931,3000,2900,2400,20,none,30
A,Mi Goreng 85g,makanan,pcs,dus,40,5000159484695,115000,,,,none,30
B,Gula,sembako,kg,kg,1,,17000,,14000,12.5,none,
C,Sabun,rumah,pcs,pcs,1,,0,,,,none,
";

fn shop() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::make(&folder.path().join("toko.db"), "Koperasi Uji", "A").unwrap();
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(GOODS.as_bytes(), false).unwrap();
    (folder, app)
}

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

/// So many pieces of A that expire in so many days.
fn dated(app: &mut App, note: &str, days: u64, packs: i64) {
    let expiry = app.now().date_naive().checked_add_days(Days::new(days));
    let line = ArrivalLine { code: "A".into(), quantity: units(packs), cost: Rupiah::new(2_400), expiry, ..ArrivalLine::default() };
    let arrival = Arrival { supplier: "SUMBER".into(), note: note.into(), lines: vec![line], ..Arrival::default() };
    app.receive_goods(&arrival, None).unwrap();
}

#[test]
fn the_list_shows_what_is_asked_for_with_the_price_that_holds() {
    let (_folder, mut app) = shop();
    let listed = |app: &App, only: Only, text: &str| -> Vec<String> {
        let filter = Filter { only, text: text.into(), ..Filter::default() };
        app.stock_list(&filter, 50).unwrap().into_iter().map(|row| row.sku).collect()
    };
    assert_eq!(listed(&app, Only::Offered, ""), ["B", "A", "C"]);
    assert_eq!(listed(&app, Only::BelowMinimum, ""), ["A"]);
    assert_eq!(listed(&app, Only::NoPrice, ""), ["C"]);
    assert_eq!(listed(&app, Only::NoCode, ""), ["B", "C"]);
    assert!(listed(&app, Only::Expiring, "").is_empty());
    dated(&mut app, "1", 40, 5);
    assert!(listed(&app, Only::Expiring, "").is_empty(), "not within 30 days");
    dated(&mut app, "2", 10, 5);
    assert_eq!(listed(&app, Only::Expiring, ""), ["A"]);
    assert_eq!(listed(&app, Only::Expiring, "mi"), ["A"]);
    assert!(listed(&app, Only::Expiring, "gula").is_empty());
    let price =
        |sku: &str, pack: &str, price| PriceLine { sku: sku.into(), pack: pack.into(), price: Rupiah::new(price), ..PriceLine::default() };
    std::thread::sleep(std::time::Duration::from_millis(5));
    let batch = PriceBatch {
        id: String::new(),
        name: "Baru".into(),
        from: app.now(),
        lines: vec![price("A", "PCS", 3_300), price("C", "PCS", 4_000)],
        by: String::new(),
    };
    app.set_prices(&batch, None).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(5));
    let rows = app.stock_list(&Filter::default(), 50).unwrap();
    assert_eq!(rows.iter().map(|row| row.price.get()).collect::<Vec<_>>(), [17_000, 3_300, 4_000]);
    assert!(listed(&app, Only::NoPrice, "").is_empty(), "a batch gave it one");
}

#[test]
fn a_card_tells_cost_and_margin_to_those_who_may_see_them() {
    let (_folder, mut app) = shop();
    let tomorrow = app.now() + Days::new(1);
    let line = PriceLine { sku: "A".into(), pack: "DUS".into(), price: Rupiah::new(120_000), ..PriceLine::default() };
    app.set_prices(&PriceBatch { id: String::new(), name: "Besok".into(), from: tomorrow, lines: vec![line], by: String::new() }, None)
        .unwrap();
    let card = app.product_card("A", 10).unwrap();
    assert_eq!((card.average, card.margin), (Rupiah::new(2_400), Some(2_000)), "600 of 3.000");
    assert_eq!((card.coming.len(), card.coming[0].pack.as_str(), card.coming[0].price), (1, "DUS", Rupiah::new(120_000)));
    assert_eq!(app.product_card("C", 10).unwrap().margin, None, "without a price there is none");
    app.put_staff("ahmad", "Ahmad", Role::Stock, "4682").unwrap();
    app.put_staff("siti", "Siti", Role::Cashier, "2580").unwrap();
    app.log_in("ahmad", "4682").unwrap();
    let card = app.product_card("A", 10).unwrap();
    assert_eq!((card.average, card.margin, card.holdings[0].value), (Rupiah::ZERO, None, Rupiah::ZERO));
    assert!(app.stock_list(&Filter::default(), 9).unwrap().iter().all(|row| row.value.is_zero()));
    app.log_in("siti", "2580").unwrap();
    assert!(app.product_card("A", 10).is_err() && app.stock_list(&Filter::default(), 9).is_err() && app.expiring(30).is_err());
}

#[test]
fn what_is_wrong_is_known_before_a_product_is_kept() {
    let (_folder, mut app) = shop();
    let records = store::records::count(app.store().connection()).unwrap();
    assert_eq!(app.free_sku().unwrap(), "A-0001");
    assert_eq!(app.check_code("C", "8997100000011").unwrap(), "08997100000011");
    assert_eq!(app.check_code("A", "4006381333931").unwrap(), "04006381333931", "its own");
    assert!(app.check_code("C", "4006381333931").unwrap_err().to_string().contains("sudah dipakai Mi Goreng"));
    assert!(app.check_code("C", "4006381333932").unwrap_err().to_string().contains("angka pemeriksa"));
    let first = app.free_own_code(&[]).unwrap();
    let second = app.free_own_code(std::slice::from_ref(&first)).unwrap();
    assert!(first != second && domain::barcode::Gtin::parse(&second).is_some(), "{first} {second}");
    let step = |from: i64| QuantityBreak { from: units(from), price: Rupiah::new(100), members_only: false };
    let pack = |breaks| Pack { code: "PCS".into(), factor: 1, breaks, ..Pack::default() };
    let product = |breaks| Product { sku: "A-0001".into(), name: "Teh".into(), packs: vec![pack(breaks)], ..Product::default() };
    app.check_product(&product(vec![step(5), step(9)])).unwrap();
    assert!(app.check_product(&product(vec![step(5), step(5)])).unwrap_err().to_string().contains("bertingkat"));
    assert!(app.check_product(&product(vec![step(0)])).is_err());
    let other = Product { sku: "C".into(), ..product(Vec::new()) };
    assert!(app.add_product(&other, None).unwrap_err().to_string().contains("sudah dipakai Sabun"), "goods are never replaced by new ones");
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records);
}

#[test]
fn what_expires_is_marked_down_once() {
    let (_folder, mut app) = shop();
    app.put_product(
        &{
            let mut product = app.product("A").unwrap();
            product.details.tracks_expiry = true;
            product
        },
        None,
    )
    .unwrap();
    dated(&mut app, "1", 6, 10);
    dated(&mut app, "2", 200, 10);
    std::thread::sleep(std::time::Duration::from_millis(5));
    let found = app.expiring(30).unwrap();
    assert_eq!((found.len(), found[0].days_left, found[0].percent, found[0].quantity, found[0].marked), (1, 6, Some(30), units(10), false));
    let prices = |found: &app::stock::Expiring| {
        found.lines.iter().map(|line| (line.price.get(), line.member_price.map(Rupiah::get))).collect::<Vec<_>>()
    };
    assert_eq!(prices(&found[0]), [(2_100, Some(2_000)), (80_500, None)]);
    app.mark_down(&found[0], None).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(5));
    assert_eq!(app.product("A").unwrap().packs[0].price, Rupiah::new(2_100));
    let again = app.expiring(30).unwrap();
    assert_eq!((prices(&again[0]), again[0].marked), (prices(&found[0]), true), "not taken off twice");
    assert_eq!(app.expiring(365).unwrap().len(), 2);
    let queue = app.label_queue().unwrap();
    assert_eq!(queue.len(), 2, "new labels wait");
    let order = app.suggest_orders(None, None, None).unwrap();
    assert_eq!(app.sheet_of_order(&order[..0]).unwrap().rows.len(), 0);
}
