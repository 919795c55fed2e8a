//! The deeds of settling and who has the right to each.

use app::App;
use app::trade::money::{CreditOrder, PayOrder};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::settlement::Money;
use domain::staff::Right;
use domain::trade::{Bank, Party, PartyKind};

use crate::table::{OFFICE, Row, second};

const PARTY: &str = "SUMBER";

/// A supplier without software.
fn a_party(app: &mut App) {
    let party = Party {
        code: PARTY.into(),
        name: "Toko Sumber".into(),
        legal_id: "UD-1".into(),
        legal_name: "UD Sumber".into(),
        kind: PartyKind::Supplier,
        bank: Bank { bank: "BRI".into(), number: "0012345678".into(), holder: "UD Sumber".into() },
        active: true,
        ..Party::default()
    };
    app.put_party(&party, None).unwrap();
}

fn amount(amount: i64) -> PayOrder {
    PayOrder { party: PARTY.into(), amount: Rupiah::new(amount), method: Money::Transfer, advance: true, ..PayOrder::default() }
}

fn note() -> CreditOrder {
    let total = Rupiah::new(5_000);
    CreditOrder { party: PARTY.into(), cause: "rebate".into(), total, number: "NK-1".into(), ..CreditOrder::default() }
}

/// It owes the shop for a note, and the shop owes it for money that came too early.
fn both_owe(app: &mut App) {
    a_party(app);
    app.money_came(&amount(9_000), None).unwrap();
    app.type_credit(&note(), None).unwrap();
}

fn a_proposal(app: &mut App) {
    both_owe(app);
    app.propose_setoff(PARTY, day(), 48, None).unwrap();
}

fn proposal(app: &App) -> String {
    app.setoffs(None).unwrap()[0].setoff.id.clone()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

#[rustfmt::skip]
pub(crate) const MONEY_TABLE: &[Row] = &[
    second("list claims", Right::Settle, OFFICE, both_owe, |app, approval| app.claim_list(None, None, approval).map(drop)),
    second("type a credit note", Right::Settle, OFFICE, a_party, |app, approval| app.type_credit(&note(), approval).map(drop)),
    second("issue a credit note", Right::Settle, OFFICE, a_party, |app, approval| app.issue_credit(&note(), approval).map(drop)),
    second("make a statement", Right::Settle, OFFICE, both_owe, |app, approval| app.make_statement(PARTY, day(), approval).map(drop)),
    second("pay a party", Right::Settle, OFFICE, a_party, |app, approval| app.pay_party(&amount(1_000), approval).map(drop)),
    second("book money that came", Right::Settle, OFFICE, a_party, |app, approval| app.money_came(&amount(1_000), approval).map(drop)),
    second("list what is to be paid", Right::Settle, OFFICE, both_owe, |app, approval| app.payment_list(day(), approval).map(drop)),
    second("list money on its way", Right::Settle, OFFICE, both_owe, |app, approval| app.payments_to_confirm(approval).map(drop)),
    second("look at payments", Right::Settle, OFFICE, both_owe, |app, approval| app.payments(None, approval).map(drop)),
    second("look at statements", Right::Settle, OFFICE, both_owe, |app, approval| app.statements(None, approval).map(drop)),
    second("write transfers", Right::Settle, OFFICE, a_party, |app, approval| app.transfer_file(day(), approval).map(drop)),
    second("propose a set-off", Right::Settle, OFFICE, both_owe, |app, approval| app.propose_setoff(PARTY, day(), 48, approval).map(drop)),
    second("do a set-off", Right::Settle, OFFICE, a_proposal, |app, approval| app.commit_setoff(&proposal(app), approval).map(drop)),
    second("give a set-off up", Right::Settle, OFFICE, a_proposal, |app, approval| app.void_setoff(&proposal(app), approval).map(drop)),
];

/// Deeds that find nothing to answer are refused for the right first.
#[test]
fn the_right_is_asked_for_before_anything_is_looked_up() {
    let stage = crate::stage::Stage::new();
    let mut app = stage.open();
    app.set_actor(Some(crate::stage::actor(domain::staff::Role::Stock)));
    let faults = [
        app.accept_setoff("A1-UP0001", None).unwrap_err(),
        app.accept_setoff_file(b"", None).unwrap_err(),
        app.refuse_setoff("A1-UP0001", "", None).unwrap_err(),
        app.compare_statement(b"", None).unwrap_err(),
        app.statement_beside("X", uuid::Uuid::nil(), None).unwrap_err(),
        app.answer_payment("A1-BB0001", None, None).unwrap_err(),
        app.pay_party(&PayOrder::default(), None).unwrap_err(),
        app.type_credit(&CreditOrder::default(), None).unwrap_err(),
    ];
    for fault in faults {
        assert!(matches!(fault.refusal(), Some(app::Refusal::NeedsApproval(Right::Settle))), "{fault}");
    }
}
