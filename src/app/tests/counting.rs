//! Counting while selling goes on, by several counters, over several tills, through the deeds.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::PathBuf;
use std::thread;

use app::App;
use app::stock::{Arrival, ArrivalLine, CountItem};
use domain::goods::{CountMode, Owner, Partner, PartnerKind, Place, Scope, Terms};
use domain::ledger::account;
use domain::sale::{Offer, TenderKind};
use domain::staff::Role;
use domain::{Quantity, Rupiah};
use tempfile::TempDir;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3000,,2500,20,none
A,Mi Goreng,makanan,pcs,dus,40,8990000000028,115000,,,,none
B,Gula,sembako,kg,kg,1,8990000000035,17000,,14000,12.5,none
C,Sabun,rumah,pcs,pcs,1,8990000000042,5000,,3000,6,none
K,Keripik,titipan,pcs,pcs,1,8990000000073,5000,,,,none
";

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

fn shop(folder: &TempDir) -> (App, PathBuf) {
    let path = folder.path().join("toko.db");
    let mut app = App::make(&path, "Koperasi Uji", "A").unwrap();
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(GOODS.as_bytes(), false).unwrap();
    (app, path)
}

fn sell(app: &mut App, sku: &str, count: i64) {
    let order = app::selling::Order { code: sku.into(), quantity: Some(units(count)), price: None };
    app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).unwrap();
}

fn set(code: &str, count: i64) -> CountItem {
    CountItem { code: code.into(), quantity: units(count), mode: CountMode::Set }
}

fn scan(code: &str) -> CountItem {
    CountItem { code: code.into(), quantity: Quantity::ONE, mode: CountMode::Add }
}

fn on_hand(app: &App, sku: &str) -> (i64, i64) {
    let pool = store::stock::pool(app.store().connection(), sku).unwrap();
    (pool.quantity.get() / 1_000, pool.value.get())
}

fn balance(app: &App, code: &str) -> i64 {
    store::ledger::balance(app.store().connection(), code).unwrap().get()
}

fn proved(app: &App) {
    let findings = app.store().verify(|_, _| {}).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

/// Three sales (noodles, soap, noodles), each before the first line is counted, between both lines, or after the
/// second one: no difference has any of them. Two noodles and a soap are really missing in every case.
#[test]
fn three_sales_in_any_position_are_no_difference() {
    let sold = ["A", "C", "A"];
    for case in 0..27_usize {
        let positions = [case % 3, case / 3 % 3, case / 9];
        let folder = tempfile::tempdir().unwrap();
        let (mut app, _) = shop(&folder);
        let count = app.start_count(Scope::List(vec!["A".into(), "C".into()]), "", true, None).unwrap();
        let mut there = [("A", 20 - 2), ("C", 6 - 1)];
        for moment in 0..3 {
            for sku in sold.iter().zip(positions).filter(|(_, position)| *position == moment).map(|(sku, _)| *sku) {
                sell(&mut app, sku, 1);
                for (_, shelf) in there.iter_mut().filter(|(found, _)| *found == sku) {
                    *shelf -= 1;
                }
            }
            if let Some((sku, shelf)) = there.get(moment) {
                app.add_to_count(&count.id, "siti", 1, &[set(sku, *shelf)], None).unwrap();
            }
        }
        let review = app.review_count(&count.id, None).unwrap();
        let differences: Vec<_> = review.lines.iter().map(|line| line.difference().unwrap()).collect();
        assert_eq!(differences, [units(-2), units(-1)], "{positions:?}");
        let post = app.post_count(&count.id, &[("A".into(), "hilang".into())], false, None).unwrap();
        assert_eq!((post.lines[0].value, post.lines[0].reason.as_str()), (Rupiah::new(5_000), "hilang"));
        assert_eq!((on_hand(&app, "A"), on_hand(&app, "C")), ((16, 16 * 2_500), (4, 4 * 3_000)));
        assert_eq!(balance(&app, account::VARIANCE), 8_000);
        proved(&app);
    }
}

#[test]
fn sales_between_the_review_and_the_post_are_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = shop(&folder);
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    app.add_to_count(&count.id, "siti", 1, &[set("A", 25)], None).unwrap();
    assert_eq!(app.review_count(&count.id, None).unwrap().surplus, Rupiah::new(12_500));
    sell(&mut app, "A", 4);
    app.post_count(&count.id, &[], false, None).unwrap();
    assert_eq!(on_hand(&app, "A").0, 21);
    proved(&app);
}

#[test]
fn a_count_is_posted_once_and_an_unfinished_one_survives() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, path) = shop(&folder);
    let count = app.start_count(Scope::Category("makanan".into()), "Rak depan", true, None).unwrap();
    app.add_to_count(&count.id, "siti", 1, &[scan("8990000000028"), scan("A"), scan("A")], None).unwrap();
    assert!(app.post_count("tidak-ada", &[], false, None).unwrap_err().to_string().contains("tidak ada"));
    drop(app);
    let mut app = App::open(&path).unwrap();
    app.store().verify(|_, _| {}).unwrap();
    let so_far = app.count_so_far(&count.id, "siti").unwrap();
    assert_eq!((so_far[0].sku.as_str(), so_far[0].mine), ("A", units(42)), "a dus counts for its content");
    app.add_to_count(&count.id, "siti", 1, &[set("A", 19)], None).unwrap();
    app.post_count(&count.id[..13], &[], false, None).unwrap();
    let records = store::records::count(app.store().connection()).unwrap();
    for said in [
        app.post_count(&count.id, &[], false, None).unwrap_err().to_string(),
        app.add_to_count(&count.id, "siti", 1, &[scan("A")], None).unwrap_err().to_string(),
    ] {
        assert!(said.contains("sudah disahkan"), "{said}");
    }
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records);
    assert_eq!(on_hand(&app, "A").0, 19);
    let empty = app.start_count(Scope::All, "", true, None).unwrap();
    assert!(app.post_count(&empty.id, &[], false, None).unwrap_err().to_string().contains("belum ada"));
    assert!(app.start_count(Scope::Category("tidak ada".into()), "", true, None).is_err());
    proved(&app);
}

#[test]
fn counters_sum_and_the_second_count_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = shop(&folder);
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    app.add_to_count(&count.id, "siti", 1, &[set("A", 12), set("C", 1)], None).unwrap();
    let file = b"barcode;quantity\n8990000000011;8\n8990000000042;5\n4006381333931;2\n";
    app.add_count_file(&count.id, file, 1, None).unwrap();
    assert!(app.add_count_file(&count.id, file, 1, None).unwrap_err().to_string().contains("sudah dimuat"));
    let said = app.add_count_file(&count.id, b"8990000000011,1\n8990000000011,dua\n", 1, None).unwrap_err().to_string();
    assert!(said.contains("baris 2"), "{said}");
    let review = app.review_count(&count.id, None).unwrap();
    assert!(review.lines.iter().all(|line| line.counted == line.expected), "{review:?}");
    assert_eq!(review.unknown[0].code, "4006381333931");
    assert_eq!(review.uncounted.len(), 2);
    // The unknown code is resolved by giving it to its product.
    let mut soap = app.product("C").unwrap();
    soap.packs[0].barcodes.push("4006381333931".into());
    app.put_product(&soap, None).unwrap();
    let review = app.review_count(&count.id, None).unwrap();
    assert!(review.unknown.is_empty());
    assert_eq!(review.lines[0].difference().unwrap(), units(2));
    assert_eq!(review.recount, ["C"]);
    app.add_to_count(&count.id, "tono", 2, &[set("C", 5)], None).unwrap();
    let review = app.review_count(&count.id, None).unwrap();
    assert_eq!((review.lines[0].sku.as_str(), review.missing), ("C", Rupiah::new(3_000)));
    proved(&app);
}

#[test]
fn four_counters_at_once_lose_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, path) = shop(&folder);
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    let counters: Vec<_> = (0..4)
        .map(|counter| {
            let (path, id) = (path.clone(), count.id.clone());
            thread::spawn(move || {
                let mut app = App::open(&path).unwrap();
                for _ in 0..25 {
                    app.add_to_count(&id, &format!("gawai {counter}"), 1, &[scan("A")], None).unwrap();
                }
            })
        })
        .collect();
    for _ in 0..10 {
        sell(&mut app, "C", 1);
    }
    for counter in counters {
        counter.join().unwrap();
    }
    let review = app.review_count(&count.id, None).unwrap();
    assert_eq!(review.lines[0].counted, units(100));
    proved(&app);
}

#[test]
fn goods_of_others_are_counted_too_and_missing_ones_are_owed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = shop(&folder);
    let ani = Partner {
        code: "ANI".into(),
        name: "Bu Ani".into(),
        kind: PartnerKind::Consignor,
        terms: Terms::Commission(2_000),
        lead_days: 0,
        active: true,
    };
    app.put_partner(&ani, None).unwrap();
    let line =
        |code: &str, count| ArrivalLine { code: code.into(), quantity: units(count), cost: Rupiah::new(3_000), ..ArrivalLine::default() };
    let arrival = Arrival { owner: Owner::Consignor("ANI".into()), lines: vec![line("K", 10), line("C", 4)], ..Arrival::default() };
    app.receive_goods(&arrival, None).unwrap();
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    app.add_to_count(&count.id, "siti", 1, &[set("K", 9), set("C", 8)], None).unwrap();
    let post = app.post_count(&count.id, &[], false, None).unwrap();
    let of = |sku: &str, own: bool| post.lines.iter().find(|line| line.sku == sku && line.owner.is_own() == own).unwrap();
    assert_eq!((of("K", false).payable, of("K", false).value), (Rupiah::new(4_000), Rupiah::ZERO));
    assert_eq!((of("C", true).difference().unwrap(), of("C", false).difference().unwrap()), (units(-2), Quantity::ZERO));
    assert_eq!(balance(&app, "2-230"), -4_000);
    assert_eq!(balance(&app, account::VARIANCE), 4_000 + 6_000);
    proved(&app);
}

#[test]
fn what_nobody_counted_stays_unless_somebody_says_it_is_gone() {
    for (zero, left) in [(false, 6), (true, 0)] {
        let folder = tempfile::tempdir().unwrap();
        let (mut app, _) = shop(&folder);
        let count = app.start_count(Scope::List(vec!["A".into(), "C".into()]), "", true, None).unwrap();
        app.add_to_count(&count.id, "siti", 1, &[set("A", 20)], None).unwrap();
        assert_eq!(app.left_to_count(&count.id).unwrap(), [("C".to_owned(), "Sabun".to_owned())]);
        app.post_count(&count.id, &[], zero, None).unwrap();
        assert_eq!(on_hand(&app, "C").0, left);
        proved(&app);
    }
}

#[test]
fn five_to_count_are_chosen_by_risk() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = shop(&folder);
    let five: Vec<String> = app.five_to_count().unwrap().into_iter().map(|risk| risk.sku).collect();
    assert_eq!(five, ["B", "A", "C"], "175.000, 50.000 and 18.000 rupiah on hand");
    sell(&mut app, "C", 8);
    assert_eq!(app.five_to_count().unwrap()[0].sku, "C", "less than nothing cannot be");
    let count = app.start_count(Scope::List(five), "Hitung 5 barang", true, None).unwrap();
    app.add_to_count(&count.id, "siti", 1, &[set("C", 0)], None).unwrap();
    app.post_count(&count.id, &[], false, None).unwrap();
    assert!(app.five_to_count().unwrap().iter().all(|risk| risk.sku != "C"), "not twice a day");
    assert_eq!(store::stock::pool_at(app.store().connection(), "C", Place::Shop.word()).unwrap().quantity, Quantity::ZERO);
    proved(&app);
}

#[test]
fn counters_may_not_look_or_post() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, _) = shop(&folder);
    for (id, role) in [("tono", Role::Stock), ("budi", Role::Manager)] {
        app.add_person(id, id, role, "2580").unwrap();
    }
    app.log_in("tono", "2580").unwrap();
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    app.add_to_count(&count.id, "tono", 1, &[set("A", 19)], None).unwrap();
    assert!(app.review_count(&count.id, None).unwrap_err().to_string().contains("perlu izin"));
    let approval = app.approve(domain::staff::Right::PostCount, "stok opname", "budi", "2580", "hitung akhir bulan").unwrap();
    let post = app.post_count(&count.id, &[], false, Some(&approval)).unwrap();
    assert_eq!((post.by.as_str(), post.signed_by.as_deref()), ("tono", Some("budi")));
    let bad = CountItem { code: "A".into(), quantity: Quantity::new(1_500), mode: CountMode::Set };
    let next = app.start_count(Scope::All, "", true, None).unwrap();
    assert!(app.add_to_count(&next.id, "tono", 1, &[bad], None).unwrap_err().to_string().contains("utuh"));
}
