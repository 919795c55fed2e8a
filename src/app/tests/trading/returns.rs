//! Goods that a buyer sends back: the seller's credit note, its stock and its books; and the buyer's side of the same.

use app::trade::InvoiceAsk;
use app::trade::money::CreditOrder;
use domain::Quantity;
use domain::ledger::account;
use store::Connection;

use crate::pair::{Pair, all_taken, ask, balance, expected, journal, part, proved, records, rupiah};

const NOODLES: &str = "8990000000028";
const SUGAR: &str = "8990000000042";

/// Ten dus of noodles that cost 880.001 and five of sugar are sold to the shop: number of the invoice.
fn sold(pair: &mut Pair) -> String {
    // A price that does not divide: 4.001 pieces for 8.800.010.
    let line =
        app::stock::ArrivalLine { code: "8990000000011".into(), quantity: Quantity::new(1_000), cost: rupiah(10), ..Default::default() };
    pair.network.receive_goods(&app::stock::Arrival { lines: vec![line], ..Default::default() }, None).unwrap();
    let (order, _) = pair.ordered(&[ask(NOODLES, 10), ask(SUGAR, 5)]);
    let advice = pair.received(&order, &[(NOODLES, 10), (SUGAR, 4)]);
    let invoice = pair.network.issue_invoice(&InvoiceAsk { advice, ..InvoiceAsk::default() }, None).unwrap();
    all_taken(pair.reach_shop());
    pair.shop.match_invoice(&invoice.number, None, &[], None).unwrap();
    all_taken(pair.reach_network());
    invoice.number
}

fn note(invoice: &str, total: i64, goods: &[(&str, i64)]) -> CreditOrder {
    let goods = goods.iter().map(|(code, packs)| ((*code).to_owned(), Quantity::new(packs * 1_000))).collect();
    let (party, cause) = ("TOKO".into(), "return".into());
    CreditOrder { party, invoice: invoice.into(), cause, total: rupiah(total), goods, ..CreditOrder::default() }
}

/// The journal of the last goods that moved.
fn moved(connection: &Connection) -> Vec<(String, String, i64)> {
    let pos: i64 = connection.query_row("SELECT max(pos) FROM goods_move WHERE kind = 'supply-return'", [], |row| row.get(0)).unwrap();
    let mut postings = store::ledger::at(connection, pos).unwrap().map(|(journal, _)| journal.postings).unwrap_or_default();
    postings.sort();
    postings
}

fn pool(pair: &Pair, sku: &str, place: &'static str) -> (i64, i64) {
    let pool = store::stock::pool_at(pair.network.store().connection(), sku, place).unwrap();
    (pool.quantity.get(), pool.value.get())
}

#[test]
fn the_journals_of_both_sides() {
    let mut pair = Pair::new();
    let before = (pool(&pair, "IND-85", "toko"), pool(&pair, "GUL-1", "toko"));
    let invoice = sold(&mut pair);
    let left = pool(&pair, "IND-85", "toko");
    let cost = before.0.1 + 10 - left.1;
    // The buyer sends two dus back, and what was wet stands there with the supplier until the note comes.
    let item = app::stock::MoveItem { code: NOODLES.into(), quantity: Quantity::new(2_000), ..Default::default() };
    let back = app::stock::MoveOrder { items: vec![item], reason: "basah".into(), party: "DC".into(), ..Default::default() };
    pair.shop.return_to_supplier(&back, false, None).unwrap();
    let issued = pair.network.issue_credit(&note(&invoice, 200_000, &[(NOODLES, 2)]), None).unwrap();

    // The seller: less was sold, and the goods are back at what they cost (J11 seen from the other side).
    let value = (cost * 2 + 5) / 10;
    assert_eq!(journal(&pair.network, "credit-note", &issued.number), expected(&[("4-220", "", 200_000), ("1-330", "TOKO", -200_000)]));
    assert_eq!(moved(pair.network.store().connection()), expected(&[("1-410", "", value), ("5-310", "", -value)]));
    assert_eq!(pool(&pair, "IND-85", "toko"), (left.0 + 80_000, left.1 + value));
    assert_eq!(balance(&pair.network, account::COST_NETWORK), cost + 5 * 12 * 14_000 - value);

    // The buyer: less is owed, and the goods are gone for good (J11).
    all_taken(pair.reach_shop());
    assert_eq!(journal(&pair.shop, "credit-note", &issued.number), expected(&[("2-220", "DC", 200_000), ("1-340", "retur", -200_000)]));
    assert_eq!(
        (part(&pair.shop, account::SUPPLIER_CLAIM, "retur"), part(&pair.shop, account::NETWORK_DEBT, "DC")),
        (0, -800_000 - 4 * 180_000)
    );
    let ours = pair.shop.claim_list(None, None, None).unwrap();
    let theirs = pair.network.claim_list(None, None, None).unwrap();
    assert_eq!(ours.rows[0].item, theirs.rows[0].item);
    for app in [&mut pair.shop, &mut pair.network] {
        app.rebuild(|_, _| {}).unwrap();
        proved(app);
    }
}

#[test]
fn all_parts_together_are_what_left() {
    let mut pair = Pair::new();
    let invoice = sold(&mut pair);
    let gone = balance(&pair.network, account::COST_NETWORK);
    // In parts, damaged or not, also twice in one note: nothing of the cost is left over.
    pair.network.issue_credit(&note(&invoice, 300_000, &[(NOODLES, 1), (NOODLES, 2)]), None).unwrap();
    let damaged = CreditOrder { damaged: true, ..note(&invoice, 400_000, &[(NOODLES, 4)]) };
    pair.network.issue_credit(&damaged, None).unwrap();
    assert_eq!(pool(&pair, "IND-85", "rusak").0, 160_000);
    let before = records(&pair.network);
    let said = pair.network.issue_credit(&note(&invoice, 400_000, &[(NOODLES, 4)]), None).unwrap_err().to_string();
    assert!(said.contains("hanya 120"), "three dus are left: {said}");
    // What never arrived cannot come back: four of the five were signed for.
    let said = pair.network.issue_credit(&note(&invoice, 900_000, &[(SUGAR, 5)]), None).unwrap_err().to_string();
    assert!(said.contains("hanya 48"), "{said}");
    assert_eq!(records(&pair.network), before, "refused and left as it was");
    pair.network.issue_credit(&note(&invoice, 300_000, &[(NOODLES, 3)]), None).unwrap();
    let sugar = 5 * 12 * 14_000;
    assert_eq!(balance(&pair.network, account::COST_NETWORK), sugar, "all noodles are back, from {gone}");
    assert_eq!(pool(&pair, "IND-85", "toko").0 + pool(&pair, "IND-85", "rusak").0, 4_001_000);
    assert_eq!(pool(&pair, "IND-85", "toko").1 + pool(&pair, "IND-85", "rusak").1, 8_800_010, "to the rupiah");
    proved(&pair.network);
}

#[test]
fn without_an_invoice_and_without_goods() {
    let mut pair = Pair::new();
    let invoice = sold(&mut pair);
    let (quantity, value) = pool(&pair, "GUL-1", "toko");
    pair.network.issue_credit(&note("", 180_000, &[(SUGAR, 1)]), None).unwrap();
    assert_eq!(pool(&pair, "GUL-1", "toko"), (quantity + 12_000, value + 12 * 14_000), "what such goods cost now");
    // A price that was wrong moves nothing, whatever it names.
    let stock = balance(&pair.network, account::STOCK);
    let price = CreditOrder { cause: "price".into(), ..note(&invoice, 10_000, &[(SUGAR, 1)]) };
    pair.network.issue_credit(&price, None).unwrap();
    pair.network.issue_credit(&note(&invoice, 10_000, &[]), None).unwrap();
    assert_eq!(balance(&pair.network, account::STOCK), stock);
    let half = CreditOrder { goods: vec![(SUGAR.into(), Quantity::new(500))], ..note(&invoice, 10_000, &[]) };
    assert!(pair.network.issue_credit(&half, None).unwrap_err().to_string().contains("utuh"));
    proved(&pair.network);
}
