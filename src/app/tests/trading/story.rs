//! Order, answer, surat jalan, receipt, invoice, answer: both sides see the same.

use app::trade::{DespatchAsk, DespatchOrder, InvoiceAsk, InvoiceState, OrderAnswer, OrderView};
use domain::ledger::account;
use domain::trade::order::{LineAnswer, OrderState};
use domain::{Quantity, Rupiah};

use crate::pair::{Pair, all_taken, ask, balance, expected, journal, lines, part, proved, records, rupiah};

/// What both sides must agree on.
#[derive(Debug, PartialEq)]
struct Agreed {
    state: OrderState,
    question: bool,
    freight: Rupiah,
    lines: Vec<(LineAnswer, Rupiah, [Quantity; 4])>,
}

fn agreed(view: &OrderView) -> Agreed {
    let line = |line: &app::trade::OrderLineView| {
        let of = &line.standing;
        (of.answer, of.price, [of.expected, of.despatched, of.received, of.invoiced])
    };
    Agreed { state: view.state, question: view.question, freight: view.freight, lines: view.lines.iter().map(line).collect() }
}

fn same(pair: &Pair, order: &str, state: OrderState) {
    let (here, there) = (pair.shop.order(order, None).unwrap(), pair.network.order(order, None).unwrap());
    assert_eq!(agreed(&here), agreed(&there));
    assert_eq!(here.state, state);
}

#[test]
fn an_order_goes_round_and_both_sides_see_the_same() {
    let mut pair = Pair::new();
    // Nothing is on hand: both products are below their minimum.
    let suggested = pair.shop.suggest_by_party(None, None, None, None).unwrap();
    assert_eq!((suggested.len(), suggested[0].party.as_str(), suggested[0].lines.len()), (1, "DC", 2));
    let draft = pair.shop.draft_order("DC", &[], None, "pagi hari", None).unwrap();
    let line = &draft.lines[1];
    assert_eq!((line.sku.as_str(), line.factor, line.price, line.catalogue), ("MI", 40, rupiah(100_000), Some(1)));
    pair.shop.change_draft(draft.no, &[ask("8990000000028", 10), ask("8990000000042", 5)], None).unwrap();
    // One more of what stands there, in the seller's pack though a piece was scanned; a line by its place.
    let more = app::trade::DraftAsk { more: true, ..ask("8990000000011", 1) };
    let grown = pair.shop.change_draft(draft.no, &[more], None).unwrap();
    let noodles = grown.lines.iter().position(|line| line.sku == "MI").unwrap();
    assert_eq!((grown.lines.len(), grown.lines[noodles].quantity.get()), (2, 11_000));
    let typed = pair.shop.change_draft_line(draft.no, noodles, Quantity::new(4_000), Some(rupiah(99_000)), None).unwrap();
    assert_eq!((typed.lines[noodles].price, typed.lines[noodles].catalogue), (rupiah(99_000), None));
    assert!(pair.shop.change_draft_line(draft.no, 9, Quantity::ONE, None, None).is_err());
    let gone = pair.shop.change_draft_line(draft.no, noodles, Quantity::ZERO, None, None).unwrap();
    assert_eq!(gone.lines.len(), 1);
    pair.shop.change_draft(draft.no, &[ask("8990000000028", 10)], None).unwrap();
    let again = pair.shop.change_draft_line(draft.no, 1, Quantity::new(10_000), None, None).unwrap();
    assert_eq!((again.lines[1].price, again.lines[1].catalogue), (rupiah(100_000), Some(1)), "the catalogue's price");
    // A draft survives the end of the program and a rebuild.
    pair.shop.rebuild(|_, _| {}).unwrap();
    assert_eq!(pair.shop.draft(draft.no).unwrap().lines.len(), 2);
    let wanted = chrono::NaiveDate::from_ymd_opt(2026, 3, 5);
    let said = pair.shop.describe_draft(draft.no, wanted, " sore ", None).unwrap();
    assert_eq!((said.wanted, said.note.as_str(), said.lines.len()), (wanted, "sore", 2));
    let sent = pair.shop.send_order(draft.no, None).unwrap();
    assert_eq!(sent.id.to_string(), draft.id, "the order has the draft's id");
    assert_eq!(pair.shop.sent_order(&draft.id).unwrap(), Some(sent.clone()));
    assert!(pair.shop.drafts().unwrap().is_empty());
    let order = sent.number;
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::Sent);
    let before = records(&pair.network);
    all_taken(pair.reach_network());
    assert_eq!(records(&pair.network), before, "twice is once");

    let answer = OrderAnswer {
        lines: vec![app::trade::AnswerLine { line: 2, packs: Quantity::new(8_000), price: None, reason: "stok kurang".into() }],
        ..OrderAnswer::default()
    };
    pair.network.answer_order(&order, &answer, None).unwrap();
    all_taken(pair.reach_shop());
    same(&pair, &order, OrderState::Answered);
    let view = pair.shop.order(&order, None).unwrap();
    assert_eq!((view.lines[1].standing.answer, view.lines[1].reason.as_str()), (LineAnswer::Changed, "stok kurang"));
    assert_eq!(view.lines[0].standing.answer, LineAnswer::Accepted);

    let sent = pair
        .network
        .despatch(&DespatchOrder { order: Some(order.clone()), driver: "Pak Min".into(), ..DespatchOrder::default() }, None)
        .unwrap();
    let view = pair.network.order(&order, None).unwrap();
    assert_eq!(view.lines[1].standing.despatched, view.lines[1].standing.expected);
    assert_eq!(sent.moved.lines.len(), 2);
    // 320 noodles at 2.200 and 60 sugar at 14.000 leave at cost.
    assert_eq!(balance(&pair.network, account::COST_NETWORK), 320 * 2_200 + 60 * 14_000);
    assert_eq!(balance(&pair.network, account::STOCK), (4_000 - 320) * 2_200 + (1_200 - 60) * 14_000);
    all_taken(pair.reach_shop());
    assert_eq!(pair.shop.deliveries(false).unwrap().len(), 1);

    // One dus of noodles is missing.
    let mut counted = lines(&[("8990000000042", 5), ("8990000000028", 7)]);
    counted[1].reason = "satu dus tidak ada di mobil".into();
    let asked = app::trade::DeliveryAsk { order: order.clone(), counted, ..app::trade::DeliveryAsk::default() };
    let done = pair.shop.receive_delivery(&asked, None).unwrap();
    let twice = pair.shop.receive_delivery(&asked, None).unwrap_err().to_string();
    assert!(twice.contains("sudah diterima"), "{twice}");
    let advice = done.advice.unwrap();
    assert_eq!(balance(&pair.shop, account::STOCK), 7 * 100_000 + 5 * 180_000);
    assert_eq!(part(&pair.shop, account::RECEIVED, "DC"), -(7 * 100_000 + 5 * 180_000));
    assert!(pair.shop.deliveries(false).unwrap().is_empty());
    let delivery = pair.shop.deliveries(true).unwrap().remove(0);
    assert_eq!(pair.shop.signed_advice(delivery.id).unwrap(), Some(advice.clone()));
    let record::document::Content::ReceiptAdvice(said) = &advice.content else { panic!("an advice") };
    let noodles = said.lines.iter().find(|line| line.goods.sku == "MI").unwrap();
    assert_eq!((noodles.noted, noodles.good, noodles.reason.as_str()), (8_000, 7_000, "satu dus tidak ada di mobil"));
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::PartlyReceived);

    let invoice = pair.network.issue_invoice(&InvoiceAsk { advice: advice.number.clone(), ..InvoiceAsk::default() }, None).unwrap();
    let again = pair.network.issue_invoice(&InvoiceAsk { advice: advice.number, ..InvoiceAsk::default() }, None).unwrap();
    assert_eq!(again, invoice, "an advice has one invoice");
    assert_eq!(
        journal(&pair.network, "invoice", &invoice.number),
        expected(&[("1-330", "TOKO", 1_600_000), ("4-220", "", -1_600_000)]),
        "sale to the network's buyer"
    );
    all_taken(pair.reach_shop());
    let matched = pair.shop.match_invoice(&invoice.number, None, &[], None).unwrap();
    assert_eq!((matched.accepted, matched.disputed), (rupiah(1_600_000), rupiah(0)), "{:?}", matched.lines);
    let answer = matched.answer.unwrap().number;
    assert_eq!(journal(&pair.shop, "invoice-answer", &answer), expected(&[("2-225", "DC", 1_600_000), ("2-220", "DC", -1_600_000)]), "J10");
    assert_eq!(part(&pair.shop, account::RECEIVED, "DC"), 0);
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::PartlyReceived);
    assert_eq!(pair.network.invoices(None, false).unwrap()[0].state, InvoiceState::Accepted);
    // The missing dus will not come any more.
    pair.shop.cancel_order(&order, "sisanya tidak perlu", None).unwrap();
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::Cancelled);
    for app in [&pair.shop, &pair.network] {
        proved(app);
    }
    let rows =
        |app: &app::App| -> i64 { app.store().connection().query_row("SELECT count(*) FROM document", [], |row| row.get(0)).unwrap() };
    let before = rows(&pair.shop);
    pair.shop.rebuild(|_, _| {}).unwrap();
    assert_eq!(rows(&pair.shop), before);
    proved(&pair.shop);
}

#[test]
fn a_higher_price_needs_the_buyers_word() {
    let mut pair = Pair::new();
    let draft = pair.shop.draft_order("DC", &[ask("8990000000028", 10)], None, "", None).unwrap();
    let order = pair.shop.send_order(draft.no, None).unwrap().number;
    all_taken(pair.reach_network());
    let line = app::trade::AnswerLine { line: 1, packs: Quantity::new(10_000), price: Some(rupiah(104_000)), reason: "harga naik".into() };
    pair.network.answer_order(&order, &OrderAnswer { lines: vec![line], freight: rupiah(20_000), ..OrderAnswer::default() }, None).unwrap();
    all_taken(pair.reach_shop());
    let view = pair.shop.order(&order, None).unwrap();
    assert!(view.question);
    assert_eq!((view.lines[0].standing.price, view.lines[0].standing.asked), (rupiah(100_000), rupiah(104_000)));
    let view = pair.shop.agree_order(&order, None).unwrap();
    assert_eq!((view.question, view.lines[0].standing.price), (false, rupiah(104_000)));
    let before = records(&pair.shop);
    pair.shop.agree_order(&order, None).unwrap();
    assert_eq!(records(&pair.shop), before, "agreed is agreed");
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::Answered);
    pair.network.despatch(&DespatchOrder { order: Some(order.clone()), ..DespatchOrder::default() }, None).unwrap();
    all_taken(pair.reach_shop());
    let (_, invoice) = pair.received_and_invoiced(&order, &[("8990000000028", 10)]);
    assert_eq!(balance(&pair.shop, account::STOCK), 1_060_000, "the freight that was agreed is part of the cost");
    let matched = pair.shop.match_invoice(&invoice, None, &[], None).unwrap();
    assert_eq!((matched.accepted, matched.disputed), (rupiah(1_060_000), rupiah(0)));
    let answer = matched.answer.unwrap().number;
    assert_eq!(journal(&pair.shop, "invoice-answer", &answer), expected(&[("2-225", "DC", 1_060_000), ("2-220", "DC", -1_060_000)]));
    all_taken(pair.reach_network());
    same(&pair, &order, OrderState::Closed);
}

#[test]
fn pieces_out_of_a_dus_are_exact() {
    let mut pair = Pair::new();
    let (order, _) = pair.ordered(&[ask("8990000000028", 2)]);
    // 79 of 80 pieces: one fell out of a torn dus.
    let (_, invoice) = pair.received_and_invoiced(&order, &[("8990000000028", 1), ("8990000000011", 39)]);
    assert_eq!(balance(&pair.shop, account::STOCK), 197_500);
    let view = pair.shop.order(&order, None).unwrap();
    assert_eq!(view.lines[0].standing.received, Quantity::new(79_000));
    let matched = pair.shop.match_invoice(&invoice, None, &[], None).unwrap();
    assert_eq!((matched.accepted, matched.disputed), (rupiah(197_500), rupiah(0)), "{:?}", matched.lines);
    assert_eq!((part(&pair.shop, account::RECEIVED, "DC"), part(&pair.shop, account::NETWORK_DEBT, "DC")), (0, -197_500));
    proved(&pair.shop);
}

#[test]
fn a_surat_jalan_travels_as_qr_codes() {
    let mut pair = Pair::new();
    let draft = pair.shop.draft_order("DC", &[ask("8990000000028", 2), ask("8990000000042", 3)], None, "", None).unwrap();
    let order = pair.shop.send_order(draft.no, None).unwrap().number;
    all_taken(pair.reach_network());
    let one = DespatchAsk { line: Some(1), quantity: Quantity::new(2_000), lot: "L7".into(), ..DespatchAsk::default() };
    let sent =
        pair.network.despatch(&DespatchOrder { order: Some(order.clone()), lines: vec![one], ..DespatchOrder::default() }, None).unwrap();
    let mut codes = pair.network.despatch_codes(sent.document.id, None).unwrap();
    assert!(codes.len() > 1 && codes.iter().all(|code| code.len() <= 600), "{}", codes.len());
    codes.reverse();
    let missing = pair.shop.take_codes(&codes[1..], None).unwrap_err().to_string();
    assert!(missing.contains("belum dipindai"), "{missing}");
    let taken = pair.shop.take_codes(&codes, None).unwrap();
    assert!(taken.len() == 1 && taken[0].new);
    let delivery = &pair.shop.deliveries(false).unwrap()[0];
    assert_eq!((delivery.order.as_str(), delivery.lines[0].lot.as_str(), delivery.lines.len()), (order.as_str(), "L7", 1));
    // What is left goes with the next car.
    let rest = pair.network.despatch(&DespatchOrder { order: Some(order.clone()), ..DespatchOrder::default() }, None).unwrap();
    assert_eq!(rest.moved.lines.len(), 1);
    let none = pair.network.despatch(&DespatchOrder { order: Some(order), ..DespatchOrder::default() }, None).unwrap_err().to_string();
    assert!(none.contains("tidak ada yang perlu dikirim"), "{none}");
}

#[test]
fn commitments_to_a_pool() {
    let mut pair = Pair::new();
    let pledge = |minimum: i64, maximum: i64| app::trade::Pledge {
        party: "DC".into(),
        pool: "beras-maret".into(),
        cutoff: "2026-03-05".parse().unwrap(),
        code: "8990000000042".into(),
        pack: None,
        minimum: Quantity::new(minimum * 1_000),
        maximum: Quantity::new(maximum * 1_000),
        standing: false,
    };
    pair.shop.commit_to_pool(&pledge(2, 10), None).unwrap();
    pair.shop.commit_to_pool(&pledge(4, 12), None).unwrap();
    all_taken(pair.reach_network());
    let held = pair.network.commitments().unwrap();
    assert_eq!((held.len(), held[0].commitment.minimum, held[0].party.as_str()), (1, 4_000, "TOKO"), "the latest word holds");
    assert!(pair.shop.commit_to_pool(&pledge(5, 4), None).is_err());
    pair.shop.commit_to_pool(&pledge(0, 0), None).unwrap();
    assert!(pair.shop.commitments().unwrap().is_empty(), "taken back");
    crate::pair::clock(&mut pair.shop, "2026-03-06T09:00:00+07:00");
    let late = pair.shop.commit_to_pool(&pledge(1, 2), None).unwrap_err().to_string();
    assert!(late.contains("sudah lewat"), "{late}");
}
