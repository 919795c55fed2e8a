//! Who may do what: for every deed that asks for a right, each role tries it alone, and with a second person.
//!
//! The table (`table.rs`) is written by hand and not computed from the matrix of the program.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod money;
mod stage;
mod stock;
mod table;
mod trade;

use app::{Fault, Refusal};
use domain::staff::{Allowance, Right, Role};
use money::MONEY_TABLE;
use stage::{Stage, tables};
use stock::STOCK_TABLE;
use table::{Row, TABLE};
use trade::TRADE_TABLE;

/// All deeds.
fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().chain(STOCK_TABLE).chain(TRADE_TABLE).chain(MONEY_TABLE)
}

/// The right that was missing.
fn missing(fault: &Fault) -> Option<Right> {
    match fault.refusal() {
        Some(Refusal::NeedsApproval(right)) => Some(*right),
        _ => None,
    }
}

/// A deed by somebody, on a shop of its own; with a manager's PIN for `right`, if they ask for one.
fn try_it(stage: &Stage, row: &Row, role: Option<Role>, with: Option<Right>) -> Result<(), Fault> {
    let mut app = stage.open();
    (row.prepare)(&mut app);
    app.set_actor(role.map(stage::actor));
    let approval = with.map(|right| app.approve(right, row.name, "budi", stage::PIN, "sudah dilihat").unwrap());
    let before = tables(&app);
    let result = (row.act)(&mut app, approval.as_ref());
    if result.is_err() {
        assert_eq!(tables(&app), before, "{}: refused for {role:?}, and yet something changed", row.name);
    }
    result
}

#[test]
fn who_may_and_who_may_not() {
    let stage = Stage::new();
    for row in rows() {
        for role in Role::PEOPLE {
            let result = try_it(&stage, row, Some(role), None);
            match row.first.filter(|(_, without)| without.contains(&role)) {
                Some((right, _)) => assert_eq!(missing(&result.unwrap_err()), Some(right), "{} by {role:?}", row.name),
                None if row.may.contains(&role) => result.unwrap_or_else(|fault| panic!("{} by {role:?}: {fault}", row.name)),
                None => assert_eq!(missing(&result.unwrap_err()), Some(row.right), "{} by {role:?}", row.name),
            }
        }
        // A locked till does nothing.
        let locked = try_it(&stage, row, None, None).unwrap_err();
        let asked = [Some(row.right), row.first.map(|(right, _)| right)];
        assert!(missing(&locked).is_some_and(|right| asked.contains(&Some(right))), "{} while locked: {locked}", row.name);
    }
}

#[test]
fn who_may_with_a_second_person() {
    let stage = Stage::new();
    for row in rows().filter(|row| row.second) {
        let role = *Role::PEOPLE
            .iter()
            .find(|role| !row.may.contains(role) && !row.first.is_some_and(|(_, without)| without.contains(role)))
            .unwrap_or(&Role::Stock);
        try_it(&stage, row, Some(role), Some(row.right)).unwrap_or_else(|fault| panic!("{} by {role:?} with a manager: {fault}", row.name));
        if row.may.contains(&role) {
            continue;
        }
        // A permission for something else opens nothing.
        let other = if row.right == Right::Audit { Right::Users } else { Right::Audit };
        assert_eq!(missing(&try_it(&stage, row, Some(role), Some(other)).unwrap_err()), Some(row.right), "{}", row.name);
    }
}

#[test]
fn every_right_stands_in_the_table() {
    for right in Right::ALL {
        // Signing is no deed of its own: see below.
        let stands = right == Right::SignDifference || rows().any(|row| row.right == right);
        assert!(stands, "{right:?} is asked for by no deed of the table");
    }
}

#[test]
fn a_second_person_needs_the_right_a_pin_and_a_reason() {
    let stage = Stage::new();
    let mut app = stage.open();
    app.set_actor(Some(stage::actor(Role::Cashier)));
    let records =
        |app: &app::App| -> i64 { app.store().connection().query_row("SELECT count(*) FROM record", [], |row| row.get(0)).unwrap() };
    let before = records(&app);
    let mut ask = |by: &str, pin: &str, reason: &str| app.approve(Right::Void, "batal", by, pin, reason).unwrap_err();
    assert!(matches!(ask("budi", stage::PIN, " ").refusal(), Some(Refusal::NeedsReason)));
    assert!(matches!(ask("budi", "9999", "salah").refusal(), Some(Refusal::WrongPin { .. })));
    assert!(matches!(ask("joko", stage::PIN, "salah").refusal(), Some(Refusal::CannotApprove(_))));
    assert!(matches!(ask("siti", stage::PIN, "salah").refusal(), Some(Refusal::CannotApprove(_))), "who asks is no second person");
    assert!(matches!(ask("hantu", stage::PIN, "salah").refusal(), Some(Refusal::NoSuchStaff(_))));
    assert_eq!(records(&app), before, "no permission, no record");
    app.approve(Right::Void, "batal", "budi", stage::PIN, "salah orang").unwrap();
    assert_eq!(records(&app), before + 1, "who, for whom, why: kept");
}

#[test]
fn a_difference_above_the_limit_is_signed() {
    let stage = Stage::new();
    let short = || app::day::Counting::default();
    for (role, signs) in [(Role::Cashier, false), (Role::Manager, true), (Role::Board, true)] {
        let mut app = stage.open();
        app.set_actor(Some(stage::actor(role)));
        let before = tables(&app);
        let result = app.close_shift(&short(), None);
        assert_eq!(result.is_ok(), signs, "{role:?}");
        if signs {
            continue;
        }
        assert!(matches!(result.unwrap_err().refusal(), Some(Refusal::NeedsSignature(_))));
        assert_eq!(tables(&app), before, "the shift is open and usable");
        let other = app.approve(Right::Void, "selisih", "budi", stage::PIN, "hitung ulang").unwrap();
        assert!(matches!(app.close_shift(&short(), Some(&other)).unwrap_err().refusal(), Some(Refusal::NeedsSignature(_))));
        let signer = app.approve(Right::SignDifference, "selisih", "budi", stage::PIN, "hitung ulang").unwrap();
        assert_eq!(app.close_shift(&short(), Some(&signer)).unwrap().close.signed_by.as_deref(), Some("budi"));
    }
}

#[test]
fn discounts_are_given_up_to_a_percentage() {
    use domain::cart::Discount;
    let stage = Stage::new();
    let mut app = stage.open();
    app.set_right(Role::Cashier, Right::Discount, Allowance::UpTo(500)).unwrap();
    app.set_right(Role::Manager, Right::Discount, Allowance::UpTo(2_000)).unwrap();
    app.set_actor(Some(stage::actor(Role::Cashier)));
    app.scan_item(stage::NOODLES, None).unwrap();
    let line = app.cart().cart.lines[0].id;
    app.discount_line(line, Discount::Percent(500), None).unwrap();
    for over in [Discount::Percent(501), Discount::Amount(domain::Rupiah::new(161))] {
        assert_eq!(missing(&app.discount_line(line, over, None).unwrap_err()), Some(Right::Discount), "{over:?}");
    }
    let other = app.approve(Right::Void, "potongan", "budi", stage::PIN, "pelanggan lama").unwrap();
    assert_eq!(missing(&app.discount_line(line, Discount::Percent(600), Some(&other)).unwrap_err()), Some(Right::Discount));
    let manager = app.approve(Right::Discount, "potongan", "budi", stage::PIN, "pelanggan lama").unwrap();
    app.discount_line(line, Discount::Percent(2_000), Some(&manager)).unwrap();
    let refused = app.discount_line(line, Discount::Percent(2_100), Some(&manager)).unwrap_err();
    assert!(matches!(refused.refusal(), Some(Refusal::CannotApprove(_))), "nobody allows more than they may give: {refused}");
    let board = app.approve(Right::Discount, "potongan", "ani", stage::PIN, "barang hampir lewat").unwrap();
    app.discount_cart(Discount::Percent(5_000), Some(&board)).unwrap();
}

#[test]
fn rights_are_data_and_the_machine_is_never_locked_out() {
    let stage = Stage::new();
    let mut app = stage.open();
    app.set_right(Role::Cashier, Right::Return, Allowance::No).unwrap();
    app.set_right(Role::Cashier, Right::Void, Allowance::Yes).unwrap();
    app.set_actor(Some(stage::actor(Role::Cashier)));
    app.void_sale(stage::RECEIPT, "salah", None).unwrap();
    let wish = app::returns::ReturnOrder { receipt: Some(stage::RECEIPT.into()), reason: "rusak".into(), ..Default::default() };
    assert_eq!(missing(&app.return_goods(&wish, None).unwrap_err()), Some(Right::Return));
    // Everybody may change their own PIN.
    app.set_pin("siti", "1357").unwrap();
    // Somebody must be left who may manage people.
    app.set_actor(Some(app::Actor::system()));
    app.set_right(Role::Board, Right::Users, Allowance::No).unwrap();
    let last = app.set_right(Role::Manager, Right::Users, Allowance::No).unwrap_err();
    assert!(matches!(last.refusal(), Some(Refusal::LastManager)));
    assert!(matches!(app.set_role("budi", Role::Cashier).unwrap_err().refusal(), Some(Refusal::LastManager)));
    assert!(matches!(app.set_active("budi", false).unwrap_err().refusal(), Some(Refusal::LastManager)));
    for row in rows() {
        let mut app = stage.open();
        (row.prepare)(&mut app);
        (row.act)(&mut app, None).unwrap_or_else(|fault| panic!("{} by the machine: {fault}", row.name));
    }
}
