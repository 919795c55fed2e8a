//! Random lives of a stock room, through its deeds: receive, sell, return, count, waste, use, unpack, send, back to
//! the supplier, consign, recall, pay, crash, in any order and with stock below zero on the way. After each step:
//! the sum of movements is what is on hand, for every owner and place; the accounts are the pools; no quantity
//! means no value; goods of others have none; what was written before is never valued again; and what is owed to
//! a consignor is what was sold and lost of their goods less what was paid.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::{Path, PathBuf};

use app::returns::ReturnOrder;
use app::selling::Order;
use app::stock::{Arrival, ArrivalLine, CountItem, MoveItem, MoveOrder, Recall};
use app::{App, Fault};
use domain::catalogue::Contents;
use domain::goods::{CountMode, MoveKind, Owner, Partner, PartnerKind, PayoutMethod, Place, Scope, Terms};
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};
use proptest::prelude::*;
use uuid::Uuid;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3165,3100,2500,7,ppn
A,Mi Goreng,makanan,pcs,dus,40,8990000000028,115000,,,,ppn
BOX,Mi Goreng dus,makanan,pcs,pcs,1,,118000,,100001,2,ppn
B,Gula,sembako,kg,kg,1,8990000000035,17435,,14000,12.5,exempt
K,Keripik,titipan,pcs,pcs,1,8990000000042,4999,,,,none
";
const SKUS: [&str; 5] = ["A", "8990000000028", "BOX", "B", "K"];

#[derive(Clone, Debug)]
enum Step {
    Receive { lines: Vec<(usize, i64, i64, bool)>, owner: usize, extra: i64 },
    Sell { lines: Vec<(usize, i64)>, discount: bool },
    Return { sale: usize, line: usize, to: usize },
    Loose { code: usize, to: usize },
    Count { codes: Vec<(usize, i64)>, sell: usize },
    Waste { code: usize, count: i64, kind: usize },
    Use { code: usize, count: i64 },
    Unpack { count: i64, open: bool },
    Send { code: usize, count: i64 },
    Arrived,
    SupplierReturn { code: usize, count: i64, credited: bool, from: usize },
    HandBack { count: i64, owner: usize },
    Recall { code: usize, owner: Option<usize> },
    Release { code: usize },
    Pay { owner: usize, part: i64 },
    Crash,
}

fn step() -> impl Strategy<Value = Step> {
    let code = 0..SKUS.len();
    prop_oneof![
        6 => (prop::collection::vec((code.clone(), 1i64..6, 0i64..200_000, any::<bool>()), 1..4), 0..4usize, 0i64..5_000)
            .prop_map(|(lines, owner, extra)| Step::Receive { lines, owner, extra }),
        8 => (prop::collection::vec((code.clone(), 1i64..4), 1..4), any::<bool>()).prop_map(|(lines, discount)| Step::Sell { lines, discount }),
        3 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3usize)
            .prop_map(|(sale, line, to)| Step::Return { sale: sale.index(50), line: line.index(4), to }),
        1 => (code.clone(), 0..3usize).prop_map(|(code, to)| Step::Loose { code, to }),
        3 => (prop::collection::vec((code.clone(), 0i64..30), 1..4), code.clone()).prop_map(|(codes, sell)| Step::Count { codes, sell }),
        3 => (code.clone(), 1i64..5, 0..3usize).prop_map(|(code, count, kind)| Step::Waste { code, count, kind }),
        1 => (code.clone(), 1i64..4).prop_map(|(code, count)| Step::Use { code, count }),
        2 => (1i64..3, any::<bool>()).prop_map(|(count, open)| Step::Unpack { count, open }),
        2 => (code.clone(), 1i64..5).prop_map(|(code, count)| Step::Send { code, count }),
        1 => Just(Step::Arrived),
        2 => (code.clone(), 1i64..5, any::<bool>(), 0..3usize)
            .prop_map(|(code, count, credited, from)| Step::SupplierReturn { code, count, credited, from }),
        1 => (1i64..5, 0..2usize).prop_map(|(count, owner)| Step::HandBack { count, owner }),
        1 => (code.clone(), prop::option::of(0..2usize)).prop_map(|(code, owner)| Step::Recall { code, owner }),
        2 => code.prop_map(|code| Step::Release { code }),
        1 => (0..2usize, 1i64..3).prop_map(|(owner, part)| Step::Pay { owner, part }),
        1 => Just(Step::Crash),
    ]
}

struct Machine {
    app: App,
    path: PathBuf,
    receipts: Vec<String>,
    sent: Vec<Uuid>,
    /// What the shop owes for goods of others that it lost, rupiah.
    lost: i64,
    /// Movements that were checked: how many, and a sum that changes with any of them.
    before: (i64, i64),
}

fn others() -> [Owner; 2] {
    [Owner::Consignor("ANI".into()), Owner::Network]
}

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

fn order(code: usize, count: i64) -> MoveOrder {
    let item = MoveItem { code: SKUS[code].into(), quantity: units(count), ..MoveItem::default() };
    MoveOrder { items: vec![item], reason: "uji".into(), ..MoveOrder::default() }
}

impl Machine {
    fn new(folder: &Path) -> Self {
        let path = folder.join("toko.db");
        let mut app = App::make(&path, "Koperasi Uji", "A").unwrap();
        for (key, value) in [("tax.pkp", "yes"), ("backup.folders", "")] {
            app.change_setting(key, value).unwrap();
        }
        app.import_products(GOODS.as_bytes(), false).unwrap();
        let mut product = app.product("BOX").unwrap();
        product.details.contents = Some(Contents { sku: "A".into(), quantity: units(40) });
        app.put_product(&product, None).unwrap();
        for (code, kind, terms) in
            [("ANI", PartnerKind::Consignor, Terms::Commission(1_750)), ("jaringan", PartnerKind::Network, Terms::Fixed)]
        {
            let partner = Partner { code: code.into(), name: code.into(), kind, terms, lead_days: 1, active: true };
            app.put_partner(&partner, None).unwrap();
        }
        Self { app, path, receipts: Vec::new(), sent: Vec::new(), lost: 0, before: (0, 0) }
    }

    fn run(&mut self, step: &Step) {
        if let Err(fault) = self.carry_out(step) {
            assert!(fault.refusal().is_some(), "{step:?}: {fault}");
        }
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), Fault> {
        match step {
            Step::Receive { lines, owner, extra } => {
                let line = |(code, count, cost, broken): &(usize, i64, i64, bool)| ArrivalLine {
                    code: SKUS[*code].into(),
                    quantity: units(*count),
                    damaged: if *broken { units(1) } else { Quantity::ZERO },
                    cost: Rupiah::new(*cost),
                    cost_unknown: true,
                    ..ArrivalLine::default()
                };
                let owner = if *owner < 2 { Owner::Koperasi } else { others()[*owner - 2].clone() };
                let (freight, tax) = (Rupiah::new(*extra), Rupiah::new(extra / 3));
                let arrival = Arrival {
                    supplier: "SUMBER".into(),
                    owner,
                    freight,
                    tax,
                    lines: lines.iter().map(line).collect(),
                    ..Arrival::default()
                };
                let preview = self.app.preview_arrival(&arrival, None);
                let received = self.app.receive_goods(&arrival, None)?.receipt;
                let shown: Vec<_> = preview.unwrap().lines.into_iter().map(|line| line.line).collect();
                assert_eq!(shown, received.lines, "the preview is what happens");
            }
            Step::Sell { lines, discount } => self.sell(lines, *discount)?,
            Step::Return { sale, line, to } => {
                let Some(receipt) = self.receipts.get(*sale % self.receipts.len().max(1)).cloned() else { return Ok(()) };
                let wanted = vec![Wanted { line: *line as i64 + 1, quantity: units(1), to: Destination::ALL[*to] }];
                let wish = ReturnOrder { receipt: Some(receipt), wanted, reason: "uji".into(), ..ReturnOrder::default() };
                let back = self.app.return_goods(&wish, None)?.sale;
                self.note_damaged(&back);
            }
            Step::Loose { code, to } => {
                let loose = vec![(Order { code: SKUS[*code].into(), quantity: Some(units(1)), price: None }, Destination::ALL[*to])];
                let wish = ReturnOrder { loose, reason: "tanpa struk".into(), ..ReturnOrder::default() };
                let back = self.app.return_goods(&wish, None)?.sale;
                self.note_damaged(&back);
            }
            Step::Count { codes, sell } => {
                let count = self.app.start_count(Scope::All, "", true, None)?;
                let item =
                    |(code, count): &(usize, i64)| CountItem { code: SKUS[*code].into(), quantity: units(*count), mode: CountMode::Set };
                self.app.add_to_count(&count.id, "uji", 1, &codes.iter().map(item).collect::<Vec<_>>(), None)?;
                // Selling goes on; a recalled product is refused, which is no matter here.
                let review = self.app.review_count(&count.id, None)?;
                let sold = self.sell(&[(*sell, 1)], false);
                assert!(sold.as_ref().err().is_none_or(|fault| fault.refusal().is_some()));
                let post = self.app.post_count(&count.id, &[], false, None)?;
                let differences = |lines: &[domain::goods::CountedLine]| {
                    let mut all: Vec<_> =
                        lines.iter().map(|line| (line.sku.clone(), line.owner.clone(), line.difference().unwrap())).collect();
                    all.sort();
                    all
                };
                assert_eq!(differences(&review.lines), differences(&post.lines), "a sale is no difference");
                self.lost += post.lines.iter().map(|line| line.payable.get()).sum::<i64>();
            }
            Step::Waste { code, count, kind } => {
                let kind = [MoveKind::Waste, MoveKind::Expired, MoveKind::Damaged][*kind];
                let moved = self.app.write_off(kind, &order(*code, *count), None)?.moved;
                self.lost += moved.lines.iter().map(|line| line.payable.get()).sum::<i64>();
            }
            Step::Use { code, count } => {
                self.app.use_goods(&order(*code, *count), None)?;
            }
            Step::Unpack { count, open: true } => {
                self.app.open_boxes("BOX", units(*count), None)?;
            }
            Step::Unpack { count, open: false } => {
                self.app.pack_boxes("BOX", units(*count), None)?;
            }
            Step::Send { code, count } => {
                let sent = self.app.send_goods(&MoveOrder { party: "MIJI".into(), ..order(*code, *count) }, None)?;
                self.sent.push(sent.record_id);
            }
            Step::Arrived => {
                if let Some(record) = self.sent.pop() {
                    self.app.confirm_arrival(record, None)?;
                    assert!(self.app.confirm_arrival(record, None).is_err(), "not twice");
                }
            }
            Step::SupplierReturn { code, count, credited, from } => {
                let from = Some([Place::Shop, Place::Damaged, Place::Supplier][*from]);
                let back = MoveOrder { party: "SUMBER".into(), from, ..order(*code, *count) };
                self.app.return_to_supplier(&back, *credited, None)?;
            }
            Step::HandBack { count, owner } => {
                self.app.hand_back(&others()[*owner], &order(4, *count), None)?;
            }
            Step::Recall { code, owner } => {
                let what = match owner {
                    Some(owner) => Recall::Owner(others()[*owner].clone()),
                    None => Recall::Product { sku: ["A", "A", "BOX", "B", "K"][*code].into(), lot: None },
                };
                self.app.recall(&what, "uji", "SUMBER", None)?;
            }
            Step::Release { code } => self.app.release(["A", "A", "BOX", "B", "K"][*code], None, "aman", None)?,
            Step::Pay { owner, part } => {
                let owner = &others()[*owner];
                let owed = store::goods::consign::owed(self.app.store().connection(), owner)?;
                self.app.pay_partner(&owner.word(), Some(Rupiah::new(owed.get() / part)), PayoutMethod::Transfer, "", None)?;
            }
            Step::Crash => {
                let path = self.path.clone();
                self.app = App::open(&path).unwrap();
            }
        }
        Ok(())
    }

    fn sell(&mut self, lines: &[(usize, i64)], discount: bool) -> Result<(), Fault> {
        let orders: Vec<Order> =
            lines.iter().map(|(code, count)| Order { code: SKUS[*code].into(), quantity: Some(units(*count)), price: None }).collect();
        let member = None;
        let offers = [Offer { kind: if discount { TenderKind::Qris } else { TenderKind::Cash }, amount: None, reference: None }];
        let sold = self.app.sell(&orders, member, &offers)?.sale;
        self.receipts.push(sold.receipt);
        Ok(())
    }

    /// Goods of others that came back damaged stay owed for.
    fn note_damaged(&mut self, ticket: &domain::sale::Sale) {
        for line in ticket.returned.iter().flat_map(|back| &back.lines).filter(|line| line.to == Destination::Damaged) {
            self.lost += line.goods.consigned.as_ref().map_or(0, |part| part.payable.get());
        }
    }

    fn one(&self, sql: &str) -> i64 {
        self.app.store().connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn check(&mut self, step: &Step) {
        let wrong = self.one(
            "SELECT count(*) FROM (SELECT sku, owner, place, sum(quantity), sum(value) FROM movement GROUP BY sku, owner, place
               EXCEPT SELECT sku, owner, place, quantity, value FROM stock)",
        );
        assert_eq!(wrong, 0, "on hand is the sum of movements after {step:?}");
        for (place, code) in [("toko", "1-410"), ("rusak", "1-412"), ("jalan", "1-411"), ("pemasok", "1-340")] {
            let pools = self.one(&format!("SELECT coalesce(sum(value), 0) FROM stock WHERE place = '{place}'"));
            let booked = store::ledger::balance(self.app.store().connection(), code).unwrap().get();
            assert_eq!(booked, pools, "{code} after {step:?}");
        }
        assert_eq!(self.one("SELECT count(*) FROM stock WHERE quantity = 0 AND value <> 0"), 0, "value without goods after {step:?}");
        assert_eq!(self.one("SELECT count(*) FROM stock WHERE owner <> 'koperasi' AND value <> 0"), 0, "goods of others after {step:?}");
        assert_eq!(self.one("SELECT coalesce(sum(debit - credit), 0) FROM account_balance"), 0);
        let owed = self.one("SELECT -coalesce(sum(debit - credit), 0) FROM account_balance WHERE account IN ('2-230', '2-231')");
        let sold = self.one("SELECT coalesce((SELECT sum(payable) FROM consign_line), 0) - coalesce((SELECT sum(amount) FROM payout), 0)");
        assert_eq!(owed, sold + self.lost, "what is owed to others after {step:?}");
        // What was written before is as it was.
        let (count, _) = self.before;
        let sum = |limit: i64| {
            self.one(&format!(
                "SELECT coalesce(sum(value * 31 + quantity * 7 + pos), 0) FROM (SELECT * FROM movement ORDER BY pos, line LIMIT {limit})"
            ))
        };
        assert_eq!(sum(count), self.before.1, "revalued after {step:?}");
        let now = self.one("SELECT count(*) FROM movement");
        self.before = (now, sum(now));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 400, ..ProptestConfig::default() })]
    #[test]
    fn movements_pools_and_books_agree_after_every_step(steps in prop::collection::vec(step(), 10..70)) {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = Machine::new(folder.path());
        machine.check(&Step::Crash);
        for step in &steps {
            machine.run(step);
            machine.check(step);
        }
        let findings = machine.app.store().verify(|_, _| {}).unwrap();
        prop_assert!(findings.is_empty(), "{findings:?}");
        // The value at the end of today is what is there; of yesterday, nothing.
        let connection = machine.app.store().connection();
        let today = machine.app.posting_date().unwrap();
        let held = store::goods::views::holdings_at(connection, today).unwrap();
        let there = machine.one("SELECT count(*) FROM stock WHERE quantity <> 0 OR value <> 0");
        prop_assert_eq!(held.len() as i64, there);
        for held in held {
            let row = store::goods::views::holdings(connection, &held.sku).unwrap();
            prop_assert!(row.contains(&held), "{held:?}");
        }
        prop_assert!(store::goods::views::holdings_at(connection, today.pred_opt().unwrap()).unwrap().is_empty());
    }
}
