//! Receiving, through its deed: packs convert, parts sum, the average moves, nothing is received twice.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use app::App;
use app::stock::{Arrival, ArrivalLine};
use domain::goods::{Owner, Place};
use domain::ledger::account;
use domain::staff::Role;
use domain::{Quantity, Rupiah};

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3165,3100,2500,0,ppn
A,Mi Goreng,makanan,pcs,dus,40,8990000000028,115000,,,,ppn
B,Gula,sembako,kg,kg,1,8990000000035,17435,,14000,12.5,exempt
";

fn shop(folder: &tempfile::TempDir) -> App {
    let mut app = App::make(&folder.path().join("toko.db"), "Koperasi Uji", "A").unwrap();
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(GOODS.as_bytes(), false).unwrap();
    app
}

fn line(code: &str, packs: i64, cost: i64) -> ArrivalLine {
    ArrivalLine { code: code.into(), quantity: Quantity::new(packs * 1_000), cost: Rupiah::new(cost), ..ArrivalLine::default() }
}

fn arrival(note: &str, lines: Vec<ArrivalLine>) -> Arrival {
    Arrival { supplier: "SUMBER".into(), note: note.into(), lines, ..Arrival::default() }
}

fn balance(app: &App, code: &str) -> i64 {
    store::ledger::balance(app.store().connection(), code).unwrap().get()
}

fn on_hand(app: &App, sku: &str, place: Place) -> (i64, i64) {
    let pool = store::stock::pool_at(app.store().connection(), sku, place.word()).unwrap();
    (pool.quantity.get(), pool.value.get())
}

fn proved(app: &App) {
    let findings = app.store().verify(|_, _| {}).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn two_dus_are_eighty_pieces_and_the_preview_is_what_happens() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let before = balance(&app, account::STOCK);
    let mut arrival = arrival("SJ-1", vec![line("8990000000028", 2, 100_000), line("8990000000035", 10, 14_200)]);
    arrival.freight = Rupiah::new(7_001);
    arrival.discount = Rupiah::new(3_000);
    arrival.tax = Rupiah::new(11_000);
    let preview = app.preview_arrival(&arrival, None).unwrap();
    assert_eq!((preview.lines[0].before, preview.lines[0].after), (Quantity::ZERO, Quantity::new(80_000)));
    assert_eq!(preview.value, Rupiah::new(342_000 - 3_000 + 7_001 + 11_000));
    assert_eq!(preview.lines[0].prices[0].0, "PCS");
    assert!(preview.lines[0].prices[0].2.get() > preview.lines[0].average_after.get());
    let records = store::records::count(app.store().connection()).unwrap();
    let received = app.receive_goods(&arrival, None).unwrap();
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records + 1);
    assert_eq!(received.receipt.value().unwrap(), preview.value);
    assert_eq!(on_hand(&app, "A", Place::Shop), (80_000, received.receipt.lines[0].value.get()));
    assert_eq!(on_hand(&app, "B", Place::Shop).0, 22_500);
    assert_eq!(balance(&app, account::STOCK) - before, preview.value.get());
    assert_eq!(balance(&app, account::RECEIVED), -preview.value.get());
    proved(&app);
}

#[test]
fn the_same_delivery_note_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let first = arrival("SJ-1", vec![line("8990000000028", 2, 100_000)]);
    app.receive_goods(&first, None).unwrap();
    let records = store::records::count(app.store().connection()).unwrap();
    let said = app.receive_goods(&first, None).unwrap_err().to_string();
    assert!(said.contains("SJ-1") && said.contains("sudah diterima"), "{said}");
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records);
    assert!(app.preview_arrival(&first, None).unwrap().known.is_some(), "the screen can say so before");
    let mut other = first.clone();
    other.supplier = "LAIN".into();
    app.receive_goods(&other, None).unwrap();
    other.note = String::new();
    app.receive_goods(&other, None).unwrap();
    app.receive_goods(&other, None).unwrap();
    assert_eq!(on_hand(&app, "A", Place::Shop).0, 4 * 80_000);
}

#[test]
fn stock_below_zero_is_taken_up_by_the_next_delivery() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let offers = [domain::sale::Offer { kind: domain::sale::TenderKind::Cash, amount: None, reference: None }];
    let order = |code: &str, quantity| app::selling::Order { code: code.into(), quantity: Some(Quantity::new(quantity)), price: None };
    app.receive_goods(&arrival("SJ-1", vec![line("8990000000011", 2, 1_000)]), None).unwrap();
    let sold = app.sell(&[order("8990000000011", 5_000)], None, &offers).unwrap();
    assert!(sold.sale.lines[0].cost_provisional);
    let received = app.receive_goods(&arrival("SJ-2", vec![line("8990000000011", 10, 1_200)]), None).unwrap();
    assert_eq!(received.receipt.lines[0].variance, Rupiah::new(600), "3 were sold at 1.000 and cost 1.200");
    assert_eq!(on_hand(&app, "A", Place::Shop), (7_000, 8_400));
    assert_eq!(balance(&app, account::VARIANCE), 600);
    proved(&app);
}

#[test]
fn damaged_and_short_goods() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let mut broken = line("8990000000028", 4, 100_000);
    broken.damaged = Quantity::ONE;
    broken.short = Quantity::ONE;
    app.receive_goods(&arrival("SJ-1", vec![broken]), None).unwrap();
    assert_eq!(on_hand(&app, "A", Place::Shop), (80_000, 200_000));
    assert_eq!(on_hand(&app, "A", Place::Damaged), (40_000, 100_000));
    assert_eq!(balance(&app, account::DAMAGED), 100_000);
    assert_eq!(balance(&app, account::RECEIVED), -300_000);
    proved(&app);
}

#[test]
fn goods_of_others_have_no_value() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let stock = balance(&app, account::STOCK);
    for owner in [Owner::Network, Owner::Consignor("IBU-ANI".into())] {
        let mut delivered = arrival("SJ-1", vec![line("8990000000011", 12, 2_000)]);
        delivered.supplier = String::new();
        delivered.owner = owner.clone();
        if owner != Owner::Network {
            let said = app.receive_goods(&delivered, None).unwrap_err().to_string();
            assert!(said.contains("IBU-ANI"), "a consignor without terms: {said}");
            continue;
        }
        let received = app.receive_goods(&delivered, None).unwrap().receipt;
        assert_eq!((received.value().unwrap(), received.supplier.as_str()), (Rupiah::ZERO, "jaringan"));
        let held = store::goods::views::holdings(app.store().connection(), "A").unwrap();
        assert!(held.iter().any(|held| held.owner == "jaringan" && held.quantity == Quantity::new(12_000) && held.value == Rupiah::ZERO));
    }
    assert_eq!(balance(&app, account::STOCK), stock);
    assert_eq!(on_hand(&app, "A", Place::Shop), (0, 0));
    proved(&app);
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let records = store::records::count(app.store().connection()).unwrap();
    let mut half = line("8990000000011", 1, 1_000);
    half.quantity = Quantity::new(500);
    let mut more = line("8990000000011", 1, 1_000);
    more.short = Quantity::new(2_000);
    let table = [
        (arrival("1", vec![]), "tidak ada barang"),
        (arrival("1", vec![line("8990000000011", 0, 1_000)]), "lebih dari nol"),
        (arrival("1", vec![half]), "utuh"),
        (arrival("1", vec![more]), "lebih banyak"),
        (arrival("1", vec![line("8990000000011", 1, 0)]), "harga beli nol"),
        (arrival("1", vec![line("8990000000012", 1, 5)]), "angka pemeriksa"),
        (arrival("1", vec![line("TIDAK-ADA", 1, 5)]), "tidak dikenal"),
        (Arrival { discount: Rupiah::new(5_001), ..arrival("1", vec![line("8990000000011", 5, 1_000)]) }, "potongan"),
    ];
    for (arrival, word) in table {
        let said = app.receive_goods(&arrival, None).unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records);
    let mut known = line("8990000000011", 1, 0);
    known.cost_unknown = true;
    let received = app.receive_goods(&arrival("1", vec![known]), None).unwrap().receipt;
    assert!(received.lines[0].cost_unknown && app.receipts(1).unwrap()[0].cost_unknown, "asked for, and flagged");
}

#[test]
fn a_file_is_read_or_refused_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let good = "barcode,pack_quantity,pack_cost,expiry,lot\n8990000000028,2,100000,2099-12-31,L1\nB,3.5,14000,,\n";
    let lines = app.read_arrival(good.as_bytes(), false).unwrap();
    assert_eq!((lines[0].quantity, lines[1].quantity), (Quantity::new(2_000), Quantity::new(3_500)));
    app.receive_goods(&arrival("F", lines), None).unwrap();
    let bad = "barcode,pack_quantity,pack_cost,expiry\n8990000000028,x,1,\n999,1,-1,besok\n";
    let said = app.read_arrival(bad.as_bytes(), false).unwrap_err().to_string();
    for word in ["baris 2", "baris 3", "pack_quantity", "pack_cost", "tanggal", "999"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_gs1_code_says_its_date_and_lot() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let mut product = app.product("A").unwrap();
    product.packs[0].barcodes = vec!["4006381333931".into()];
    product.details.tracks_expiry = true;
    app.put_product(&product, None).unwrap();
    app.receive_goods(&arrival("SJ-1", vec![line("]C1010400638133393117991231\u{1d}10L7", 6, 2_500)]), None).unwrap();
    let (lots, unknown) = store::goods::lots::of(app.store().connection(), "A", "koperasi").unwrap();
    assert_eq!((lots.len(), lots[0].lot.as_str(), lots[0].quantity, unknown), (1, "L7", Quantity::new(6_000), Quantity::ZERO));
    app.recall(&app::stock::Recall::Product { sku: "A".into(), lot: Some("L7".into()) }, "ditarik", "SUMBER", None).unwrap();
    let said = app.scan_item("]C1010400638133393117991231\u{1d}10L7", None).unwrap_err().to_string();
    assert!(said.contains("ditarik"), "{said}");
    app.scan_item("4006381333931", None).unwrap();
}

#[test]
fn after_the_close_of_the_day_it_is_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    let today = app.business_date().unwrap();
    app.close_day(Some(today), None, None).unwrap();
    let received = app.receive_goods(&arrival("SJ-1", vec![line("8990000000028", 2, 100_000)]), None).unwrap().receipt;
    assert_eq!(Some(received.business_date), today.succ_opt());
    let late: i64 =
        app.store().connection().query_row("SELECT count(*) FROM journal WHERE late IS NOT NULL", [], |row| row.get(0)).unwrap();
    assert_eq!(late, 0);
    proved(&app);
}

#[test]
fn who_may_not_receive_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = shop(&folder);
    for (id, role) in [("siti", Role::Cashier), ("tono", Role::Stock)] {
        app.add_person(id, id, role, "2580").unwrap();
    }
    let delivered = arrival("SJ-1", vec![line("8990000000028", 2, 100_000)]);
    app.log_in("siti", "2580").unwrap();
    assert!(app.receive_goods(&delivered, None).unwrap_err().to_string().contains("perlu izin"));
    app.log_in("tono", "2580").unwrap();
    assert_eq!(app.receive_goods(&delivered, None).unwrap().receipt.by, "tono");
}
