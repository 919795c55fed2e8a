//! What may happen once only happens once, also when two programs begin it in the same moment; and what would let
//! money out of the books unseen is refused.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;

use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::{Basket, BasketLine, Order};
use app::{Actor, App, Fault, FixedClock, Refusal};
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::MoveKind;
use domain::staff::Role;
use domain::{Quantity, Rupiah};
use tempfile::TempDir;

const HEADER: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\n";
const NOODLES: &str = "A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3000,,2500,400,none\n";

fn shop() -> (TempDir, PathBuf, App) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toko.db");
    let mut app = App::make(&path, "Koperasi Uji", "A").unwrap();
    app.set_clock(Box::new(FixedClock("2026-03-02T10:00:00+07:00".parse().unwrap())));
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(format!("{HEADER}{NOODLES}").as_bytes(), false).unwrap();
    (folder, path, app)
}

fn person(role: Role) -> Actor {
    Actor { id: "siti".into(), name: "Siti".into(), role }
}

fn cash() -> Offer {
    Offer { kind: TenderKind::Cash, amount: None, reference: None }
}

fn order(pieces: i64) -> Order {
    Order { code: "8990000000011".into(), quantity: Some(Quantity::new(pieces * 1_000)), price: None }
}

fn one(app: &App, sql: &str) -> i64 {
    app.store().connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Six programs of this till do the same in the same moment; how many say that they did it.
fn at_once(path: &Path, work: impl Fn(&mut App) -> Result<(), Fault> + Sync) -> usize {
    let barrier = Barrier::new(6);
    let run = || {
        let mut app = App::open(path).unwrap();
        barrier.wait();
        work(&mut app).is_ok()
    };
    thread::scope(|scope| {
        (0..6).map(|_| scope.spawn(run)).collect::<Vec<_>>().into_iter().map(|done| done.join().unwrap()).filter(|done| *done).count()
    })
}

#[test]
fn a_till_is_opened_once() {
    let (_folder, path, app) = shop();
    assert_eq!(at_once(&path, |app| app.open_shift(Rupiah::new(1_000)).map(drop)), 1);
    assert_eq!(one(&app, "SELECT count(*) FROM shift"), 1);
}

#[test]
fn stock_is_counted_in_once() {
    let (_folder, path, app) = shop();
    let file = format!("{HEADER}Z,Sabun,rumah,pcs,pcs,1,8990000000042,5000,,3000,10,none\n");
    assert_eq!(at_once(&path, |app| app.import_products(file.as_bytes(), false).map(drop)), 6, "the same file again changes nothing");
    assert_eq!(one(&app, "SELECT quantity FROM stock WHERE sku = 'Z'"), 10_000);
    assert_eq!(app.verify(|_, _| {}).unwrap(), []);
}

#[test]
fn half_a_piece_is_not_stock() {
    let (_folder, _, mut app) = shop();
    let file = format!("{HEADER}Z,Sabun,rumah,pcs,pcs,1,8990000000042,5000,,3000,1.5,none\n");
    let said = app.import_products(file.as_bytes(), false).unwrap_err().to_string();
    assert!(said.contains("harus bulat"), "{said}");
}

#[test]
fn a_day_is_closed_when_it_has_come_and_once() {
    let (_folder, _, mut app) = shop();
    app.sell(&[order(1)], None, &[cash()]).unwrap();
    app.close_shift(&Counting::default(), None).unwrap();
    app.close_day(None, None, None).unwrap();
    let again = app.close_day(None, None, None).unwrap_err();
    assert!(matches!(again.refusal(), Some(Refusal::StrangeDate(date)) if date.to_string() == "2026-03-03"), "{again}");
}

#[test]
fn cash_goes_out_for_what_is_offered() {
    let (_folder, _, mut app) = shop();
    app.open_shift(Rupiah::new(100_000)).unwrap();
    let out = |app: &mut App, account: &str| app.move_cash(MoveKind::Out, Rupiah::new(1_000), Some(account), "uji", None).map(drop);
    app.set_actor(Some(person(Role::Cashier)));
    let (purpose, _) = app.cash_purposes()[0];
    out(&mut app, purpose).unwrap();
    for account in ["8-110", "4-210", "3-900"] {
        let refused = out(&mut app, account).unwrap_err();
        assert!(matches!(refused.refusal(), Some(Refusal::NeedsApproval(_))), "{account}: {refused}");
    }
    app.set_actor(Some(Actor::system()));
    out(&mut app, "8-190").unwrap();
}

#[test]
fn no_more_is_given_back_than_the_drawer_holds() {
    let (_folder, _, mut app) = shop();
    app.open_shift(Rupiah::new(100_000)).unwrap();
    let receipt = app.sell(&[order(50)], None, &[Offer { kind: TenderKind::Card, ..cash() }]).unwrap().sale.receipt;
    app.change_setting("return.cash", "yes").unwrap();
    let back = |pieces: i64| ReturnOrder {
        receipt: Some(receipt.clone()),
        wanted: vec![Wanted { line: 1, quantity: Quantity::new(pieces * 1_000), to: Destination::Stock }],
        refund: Some(TenderKind::Cash),
        reason: "uji".into(),
        ..ReturnOrder::default()
    };
    app.set_actor(Some(person(Role::Manager)));
    let refused = app.return_goods(&back(40), None).unwrap_err();
    assert!(matches!(refused.refusal(), Some(Refusal::NotInDrawer(Some(held))) if held.get() == 100_000), "{refused}");
    // Who counts without being told must not learn the sum from a refusal.
    app.set_actor(Some(person(Role::Cashier)));
    for refused in
        [app.return_goods(&back(40), None).map(drop), app.move_cash(MoveKind::Drop, Rupiah::new(999_999), None, "penuh", None).map(drop)]
    {
        assert!(matches!(refused.unwrap_err().refusal(), Some(Refusal::NotInDrawer(None))));
    }
    app.set_actor(Some(person(Role::Manager)));
    app.return_goods(&back(10), None).unwrap();
    assert_eq!(app.shift_so_far(None).unwrap().expected, Rupiah::new(70_000));
}

#[test]
fn nobody_is_written_over() {
    let (_folder, _, mut app) = shop();
    app.add_person("budi", "Budi", Role::Manager, "1379").unwrap();
    for id in ["budi", " budi ", "sistem"] {
        let refused = app.add_person(id, "Palsu", Role::Cashier, "7391").unwrap_err();
        assert!(matches!(refused.refusal(), Some(Refusal::StaffExists(_))), "{id}: {refused}");
    }
    assert_eq!(app.people().unwrap()[0].0.name, "Budi");
}

#[test]
fn a_replay_does_not_come_before_who_sells() {
    let (_folder, _, mut app) = shop();
    let line = || BasketLine { code: "8990000000011".into(), quantity: Quantity::ONE, price: None, tenders: Vec::new() };
    let basket = |at: &str| Basket { name: "1".into(), at: at.parse().unwrap(), member: None, lines: vec![line()] };
    let (earlier, before) = (basket("2026-02-28T10:00:00+07:00"), basket("2026-02-20T10:00:00+07:00"));
    app.replay(&earlier).unwrap();
    app.close_shift(&Counting::default(), None).unwrap();
    app.close_day(Some("2026-02-28".parse().unwrap()), None, None).unwrap();
    let refused = app.replay(&before).unwrap_err();
    assert!(matches!(refused.refusal(), Some(Refusal::DateClosed(_))), "{refused}");
    app.set_actor(Some(person(Role::Manager)));
    app.open_shift(Rupiah::ZERO).unwrap();
    app.set_actor(Some(Actor::system()));
    let refused = app.replay(&basket("2026-03-01T10:00:00+07:00")).unwrap_err();
    assert!(matches!(refused.refusal(), Some(Refusal::ShiftIsOpen(_))), "{refused}");
    assert_eq!(one(&app, "SELECT count(*) FROM shift WHERE closed_pos IS NULL"), 1);
}

#[test]
fn a_blind_count_tells_no_sum() {
    let (_folder, _, mut app) = shop();
    app.open_shift(Rupiah::new(100_000)).unwrap();
    app.set_actor(Some(person(Role::Cashier)));
    let said = app.close_shift(&Counting::default(), None).unwrap_err().to_string();
    assert_eq!(said, "selisih melewati batas; hitung ulang, atau manajer mengesahkan dengan PIN");
}

#[test]
fn an_original_is_for_those_who_may_reprint() {
    let (_folder, _, mut app) = shop();
    let receipt = app.sell(&[order(1)], None, &[cash()]).unwrap().sale.receipt;
    app.receipt_bytes(&receipt, None).unwrap();
    app.set_actor(Some(person(Role::Stock)));
    assert!(matches!(app.receipt_bytes(&receipt, None).unwrap_err().refusal(), Some(Refusal::NeedsApproval(_))));
}

#[test]
fn a_letter_is_promised_to_one_machine() {
    let (folder, _, mut app) = shop();
    app.invite("B", &folder.path().join("satu"), |_, _| {}).unwrap();
    let again = app.invite("b", &folder.path().join("dua"), |_, _| {}).unwrap_err().to_string();
    assert!(again.contains("kasir B sudah diundang"), "{again}");
    app.invite("C", &folder.path().join("dua"), |_, _| {}).unwrap();
}

#[test]
fn goods_on_the_way_are_not_for_their_sender_and_have_sane_numbers() {
    let (_folder, _, mut app) = shop();
    let item = |quantity: i64| app::stock::MoveItem { code: "A".into(), quantity: Quantity::new(quantity), ..Default::default() };
    let order = app::stock::MoveOrder { items: vec![item(3_000)], party: "Toko B".into(), ..Default::default() };
    let sent = app.send_goods(&order, None).unwrap();
    let file = String::from_utf8(app.shipment_file(sent.record_id).unwrap()).unwrap();
    let said = app.take_shipment(file.as_bytes(), None).unwrap_err().to_string();
    assert!(said.contains("toko ini sendiri"), "{said}");
    let other = file.replace(&sent.record_id.to_string(), "0199a000-0000-7000-8000-000000000001");
    for (from, to) in [("3000", "1500"), ("3000", "900000000000000000"), ("\"value\": 7500", "\"value\": 900000000000000000")] {
        let wrong = other.replace(from, to);
        assert_ne!(wrong, other);
        let said = app.take_shipment(wrong.as_bytes(), None).unwrap_err().to_string();
        assert!(said.contains("bukan kiriman"), "{to}: {said}");
    }
    app.take_shipment(other.as_bytes(), None).unwrap();
    assert_eq!(app.verify(|_, _| {}).unwrap(), []);
}

#[test]
fn a_credit_note_counts_once_and_no_more_goes_back_than_is_theirs() {
    let (_folder, _, mut app) = shop();
    let item = || app::stock::MoveItem { code: "A".into(), quantity: Quantity::ONE, ..Default::default() };
    let order = |note: &str| app::stock::MoveOrder {
        items: vec![item()],
        party: "PT MAJU".into(),
        reference: note.into(),
        reason: "rusak".into(),
        ..Default::default()
    };
    app.return_to_supplier(&order("NK-1"), true, None).unwrap();
    let said = app.return_to_supplier(&order("nk-1"), true, None).unwrap_err().to_string();
    assert!(said.contains("sudah dicatat"), "{said}");
    let said = app.hand_back(&domain::goods::Owner::parse("titip:PAK").unwrap(), &order(""), None).unwrap_err().to_string();
    assert!(said.contains("Mi Goreng"), "{said}");
}
