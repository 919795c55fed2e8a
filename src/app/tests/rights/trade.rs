//! The deeds of the trade with others and who has the right to each.

use app::App;
use app::trade::{CountedLine, DeliveryAsk, DespatchAsk, DespatchOrder, DraftAsk, OrderAnswer, Pledge, TypedInvoice, TypedLine};
use domain::staff::Right;
use domain::trade::Party;
use domain::{Quantity, Rupiah};

use crate::stage::NOODLES;
use crate::table::{OFFICE, Row, STOCK_ROOM, nothing, second};

fn party() -> Party {
    let text = |text: &str| text.to_owned();
    let (name, legal_id) = (text("PT Indomarco"), text("AHU-1"));
    Party { code: text("PT-INDOMARCO"), legal_name: name.clone(), name, legal_id, active: true, ..Party::default() }
}

fn a_party(app: &mut App) {
    app.put_party(&party(), None).unwrap();
}

fn ask() -> DraftAsk {
    DraftAsk { code: NOODLES.into(), quantity: Quantity::ONE, price: Some(Rupiah::new(2_500)), ..DraftAsk::default() }
}

fn a_draft(app: &mut App) {
    a_party(app);
    app.draft_order("PT-INDOMARCO", &[ask()], None, "", None).unwrap();
}

fn an_order(app: &mut App) {
    a_draft(app);
    app.send_order(1, None).unwrap();
}

fn typed() -> TypedInvoice {
    let line = TypedLine { code: NOODLES.into(), pack: None, quantity: Quantity::ONE, price: Rupiah::new(2_500) };
    let date = "2026-11-22".parse().unwrap();
    TypedInvoice { party: "PT-INDOMARCO".into(), number: "F-1".into(), date, lines: vec![line], ..TypedInvoice::default() }
}

fn an_invoice(app: &mut App) {
    a_party(app);
    app.type_invoice(&typed(), None).unwrap();
}

fn delivery() -> DeliveryAsk {
    let counted = vec![CountedLine { code: NOODLES.into(), quantity: Quantity::ONE, ..CountedLine::default() }];
    DeliveryAsk { order: "A1-SP0001".into(), counted, ..DeliveryAsk::default() }
}

fn despatch() -> DespatchOrder {
    let line = DespatchAsk { code: NOODLES.into(), quantity: Quantity::ONE, ..DespatchAsk::default() };
    DespatchOrder { party: "PT-INDOMARCO".into(), lines: vec![line], ..DespatchOrder::default() }
}

fn pledge() -> Pledge {
    Pledge {
        party: "PT-INDOMARCO".into(),
        pool: "beras".into(),
        cutoff: "2026-11-30".parse().unwrap(),
        code: NOODLES.into(),
        pack: None,
        minimum: Quantity::ONE,
        maximum: Quantity::ONE,
        standing: false,
    }
}

const PRICES: &[u8] = b"code,name,price\nA,Mi,2500\n";

#[rustfmt::skip]
pub(crate) const TRADE_TABLE: &[Row] = &[
    second("keep a party", Right::Buy, OFFICE, nothing, |app, approval| app.put_party(&party(), approval)),
    second("own card", Right::Buy, OFFICE, nothing, |app, approval| app.card_file(approval).map(drop)),
    second("take a price list", Right::Buy, OFFICE, a_party, |app, approval| app.import_catalogue(PRICES, Some("PT-INDOMARCO"), false, approval).map(drop)),
    second("own catalogue", Right::Buy, OFFICE, nothing, |app, approval| app.issue_catalogue(b"barcode,price\n8990000000011,2700\n", None, None, approval).map(drop)),
    second("say what a code means", Right::Buy, OFFICE, a_party, |app, approval| app.link_code("PT-INDOMARCO", "X", NOODLES, None, approval)),
    second("suggest orders by party", Right::Buy, OFFICE, nothing, |app, approval| app.suggest_by_party(None, None, None, approval).map(drop)),
    second("write an order", Right::Buy, OFFICE, a_party, |app, approval| app.draft_order("PT-INDOMARCO", &[ask()], None, "", approval).map(drop)),
    second("change an order", Right::Buy, OFFICE, a_draft, |app, approval| app.change_draft(1, &[ask()], approval).map(drop)),
    second("change a line of an order", Right::Buy, OFFICE, a_draft, |app, approval| app.change_draft_line(1, 0, Quantity::ONE, None, approval).map(drop)),
    second("say when an order is wanted", Right::Buy, OFFICE, a_draft, |app, approval| app.describe_draft(1, None, "pagi", approval).map(drop)),
    second("throw an order away", Right::Buy, OFFICE, a_draft, |app, approval| app.drop_draft(1, approval)),
    second("send an order", Right::Buy, OFFICE, a_draft, |app, approval| app.send_order(1, approval).map(drop)),
    second("end an order", Right::Buy, OFFICE, an_order, |app, approval| app.cancel_order("A1-SP0001", "salah", approval).map(drop)),
    second("commit to a pool", Right::Buy, OFFICE, a_party, |app, approval| app.commit_to_pool(&pledge(), approval).map(drop)),
    second("send goods to a buyer", Right::Buy, OFFICE, a_party, |app, approval| app.despatch(&despatch(), approval).map(drop)),
    second("receive a delivery", Right::Receive, STOCK_ROOM, an_order, |app, approval| app.receive_delivery(&delivery(), approval).map(drop)),
    second("sign for deliveries", Right::Buy, OFFICE, an_order, |app, approval| app.issue_advices(approval).map(drop)),
    second("type an invoice", Right::Buy, OFFICE, a_party, |app, approval| app.type_invoice(&typed(), approval).map(drop)),
    second("old debt", Right::Settle, OFFICE, a_party, |app, approval| {
        app.open_debt("PT-INDOMARCO", "L-1", ("2026-01-02".parse().unwrap(), None), Rupiah::new(5_000), approval).map(drop)
    }),
    second("match an invoice", Right::Settle, OFFICE, an_invoice, |app, approval| app.match_invoice("F-1", None, &[], approval).map(drop)),
    second("files for others", Right::Buy, OFFICE, nothing, |app, approval| app.document_files(approval).map(drop)),
];

/// Deeds that find nothing to answer are refused for the right first.
#[test]
fn the_right_is_asked_for_before_anything_is_looked_up() {
    let stage = crate::stage::Stage::new();
    let mut app = stage.open();
    app.set_actor(Some(crate::stage::actor(domain::staff::Role::Cashier)));
    let faults = [
        app.answer_order("A1-SP0001", &OrderAnswer::default(), None).unwrap_err(),
        app.agree_order("A1-SP0001", None).unwrap_err(),
        app.issue_invoice(&app::trade::InvoiceAsk::default(), None).unwrap_err(),
        app.take_documents(b"SOKOGURU-DOKUMEN 1\n", None).unwrap_err(),
        app.despatch_codes(uuid::Uuid::nil(), None).unwrap_err(),
    ];
    for fault in faults {
        assert!(matches!(fault.refusal(), Some(app::Refusal::NeedsApproval(Right::Buy | Right::Settle))), "{fault}");
    }
}
