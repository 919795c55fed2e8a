//! The deeds of the stock room and who has the right to each.

use app::App;
use app::stock::{Arrival, ArrivalLine, CountItem, LabelFormat, MoveItem, MoveOrder, Movement, Recall};
use domain::goods::{CountMode, MoveKind, Partner, PartnerKind, PayoutMethod, PriceBatch, Scope, Terms};
use domain::staff::Right;
use domain::{Quantity, Rupiah};

use crate::stage::NOODLES;
use crate::table::{COUNTER_AND_STOCK, EVERYBODY, OFFICE, Row, STOCK_ROOM, alone, nothing, second};

const CLERK: &str = "budi";

fn arrival() -> Arrival {
    let line = ArrivalLine { code: NOODLES.into(), quantity: Quantity::ONE, cost: Rupiah::new(2_500), ..ArrivalLine::default() };
    Arrival { supplier: "PT-INDOMARCO".into(), note: "SJ-1".into(), lines: vec![line], ..Arrival::default() }
}

fn one() -> MoveOrder {
    let item = MoveItem { code: NOODLES.into(), quantity: Quantity::ONE, ..MoveItem::default() };
    MoveOrder { items: vec![item], reason: "kemasan sobek".into(), party: "PT-INDOMARCO".into(), ..MoveOrder::default() }
}

fn counted() -> [CountItem; 1] {
    [CountItem { code: NOODLES.into(), quantity: Quantity::ONE, mode: CountMode::Add }]
}

fn a_count(app: &mut App) {
    let count = app.start_count(Scope::All, "", true, None).unwrap();
    app.add_to_count(&count.id, CLERK, 1, &counted(), None).unwrap();
}

fn count(app: &App) -> String {
    app.counts(1).unwrap()[0].count.id.clone()
}

fn partner() -> Partner {
    Partner {
        code: "IBU-ANI".into(),
        name: "Ibu Ani".into(),
        kind: PartnerKind::Consignor,
        terms: Terms::Commission(2_000),
        lead_days: 0,
        active: true,
    }
}

fn a_partner(app: &mut App) {
    app.put_partner(&partner(), None).unwrap();
}

/// Somebody's goods that were sold: they are owed for.
fn a_debt(app: &mut App) {
    a_partner(app);
    let owner = app.owner_of("IBU-ANI").unwrap();
    let line = ArrivalLine { code: "A".into(), quantity: Quantity::new(60_000), ..ArrivalLine::default() };
    app.receive_goods(&Arrival { supplier: "IBU-ANI".into(), note: "T-1".into(), owner, lines: vec![line], ..Arrival::default() }, None)
        .unwrap();
    let order = app::selling::Order { code: NOODLES.into(), quantity: Some(Quantity::new(60_000)), price: None };
    app.sell(&[order], None, &[crate::stage::cash()]).unwrap();
}

fn a_label_printer(app: &mut App) {
    let paper = app.store().path().with_file_name("label.bin");
    app.change_setting("printer.label.link", &format!("file:{}", paper.display())).unwrap();
}

fn a_recall(app: &mut App) {
    app.recall(&Recall::Product { sku: "A".into(), lot: None }, "tarik", "PT-INDOMARCO", None).unwrap();
}

#[rustfmt::skip]
pub(crate) const STOCK_TABLE: &[Row] = &[
    second("receive", Right::Receive, STOCK_ROOM, nothing, |app, approval| app.receive_goods(&arrival(), approval).map(drop)),
    second("look at what a delivery leads to", Right::Receive, STOCK_ROOM, nothing, |app, approval| app.preview_arrival(&arrival(), approval).map(drop)),
    second("look at what a move leads to", Right::MoveGoods, STOCK_ROOM, nothing, |app, approval| app.preview_move(&Movement::Use, &one(), approval).map(drop)),
    second("labels on the label printer", Right::EditGoods, STOCK_ROOM, a_label_printer, |app, approval| {
        let labels = app.labels_of("A", None)?;
        app.send_labels(&labels, approval, |_| {})
    }),
    second("labels into a file", Right::EditGoods, STOCK_ROOM, nothing, |app, approval| {
        let labels = app.labels_of("A", None)?;
        let file = app.store().path().with_file_name("label.txt");
        app.save_labels(&labels, LabelFormat::Zpl, &file, approval)
    }),
    second("write off", Right::Waste, EVERYBODY, nothing, |app, approval| app.write_off(MoveKind::Waste, &one(), approval).map(drop)),
    second("own use", Right::MoveGoods, STOCK_ROOM, nothing, |app, approval| app.use_goods(&one(), approval).map(drop)),
    second("back to a supplier", Right::MoveGoods, STOCK_ROOM, nothing, |app, approval| app.return_to_supplier(&one(), false, approval).map(drop)),
    second("to another shop", Right::MoveGoods, STOCK_ROOM, nothing, |app, approval| app.send_goods(&one(), approval).map(drop)),
    second("call back", Right::MoveGoods, STOCK_ROOM, nothing, |app, approval| {
        app.recall(&Recall::Product { sku: "A".into(), lot: None }, "tarik", "PT-INDOMARCO", approval).map(drop)
    }),
    second("give free again", Right::MoveGoods, STOCK_ROOM, a_recall, |app, approval| app.release("A", None, "sudah diperiksa", approval)),
    second("begin a count", Right::Count, COUNTER_AND_STOCK, nothing, |app, approval| app.start_count(Scope::All, "", true, approval).map(drop)),
    second("count goods", Right::Count, COUNTER_AND_STOCK, a_count, |app, approval| {
        let id = count(app);
        app.add_to_count(&id, CLERK, 1, &counted(), approval).map(drop)
    }),
    second("review a count", Right::PostCount, OFFICE, a_count, |app, approval| app.review_count(&count(app), approval).map(drop)),
    second("post a count", Right::PostCount, OFFICE, a_count, |app, approval| { let id = count(app); app.post_count(&id, &[], false, approval).map(drop) }),
    second("edit a product", Right::EditGoods, STOCK_ROOM, nothing, |app, approval| {
        let mut product = app.product("A")?;
        product.name = "Mi Goreng Baru".into();
        app.put_product(&product, approval)
    }),
    second("archive a product", Right::EditGoods, STOCK_ROOM, nothing, |app, approval| app.archive_product("A", true, approval)),
    second("prices from a day on", Right::EditGoods, STOCK_ROOM, nothing, |app, approval| {
        let line = domain::goods::PriceLine { sku: "A".into(), pack: "PCS".into(), price: Rupiah::new(3_500), ..Default::default() };
        let batch = PriceBatch { id: String::new(), name: "naik".into(), from: "2026-12-01T00:00:00+07:00".parse().unwrap(), lines: vec![line], by: String::new() };
        app.set_prices(&batch, approval).map(drop)
    }),
    second("keep a partner", Right::Consign, OFFICE, nothing, |app, approval| app.put_partner(&partner(), approval)),
    second("a partner's statement", Right::Consign, OFFICE, a_partner, |app, approval| app.consign_statement("IBU-ANI", (None, None), approval).map(drop)),
    alone("what partners are owed", Right::Consign, OFFICE, a_partner, |app, _| app.partners_owed().map(drop)),
    second("pay a partner", Right::Consign, OFFICE, a_debt, |app, approval| {
        app.pay_partner("IBU-ANI", None, PayoutMethod::Transfer, "TRX-1", approval).map(drop)
    }),
];
