//! Random days of a shop, through its deeds: sell, pay in parts, park, return, exchange, void, cash in and
//! out, drop, switch of cashiers, close, reopen, crash. After each step what is kept apart must agree:
//! the drawer with float, sales, change, refunds and moves; the stock with its movements; control accounts
//! with their sub-ledgers; and in the end everything with what the records make anew.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::Path;

use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::{Order, Progress};
use app::{App, Fault};
use domain::ledger::account;
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::{CashCount, FACES, MoveKind};
use domain::{Quantity, Rupiah};
use proptest::prelude::*;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3165,3100,2500,40,ppn
A,Mi Goreng,makanan,pcs,dus,40,8990000000028,115000,,,,ppn
B,Gula,sembako,kg,kg,1,8990000000035,17435,,14000,12.5,exempt
C,Sabun,rumah,pcs,pcs,1,8990000000042,4999,4500,3333,3,ppn
";
const CODES: [&str; 4] = ["8990000000011", "8990000000028", "8990000000035", "8990000000042"];

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Sell { lines: Vec<(usize, i64)>, member: bool, tender: usize, split: bool },
    Cart { code: usize, count: i64 },
    PayCart { tender: usize, part: i64 },
    Park,
    TakeBack,
    Return { sale: usize, line: usize, quantity: i64, to: usize, exchange: Option<usize>, refund: Option<usize> },
    Loose { code: usize, to: usize },
    Void,
    Move { kind: usize, amount: i64 },
    Switch,
    Close { error: i64, card: Option<i64> },
    Open { amount: i64 },
    CloseDay { deposit: i64 },
    Crash,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (prop::collection::vec((0..4usize, 1i64..4), 1..4), any::<bool>(), 0..4usize, any::<bool>())
            .prop_map(|(lines, member, tender, split)| Step::Sell { lines, member, tender, split }),
        2 => (0..4usize, 1i64..3).prop_map(|(code, count)| Step::Cart { code, count }),
        2 => (0..4usize, 1i64..100_000).prop_map(|(tender, part)| Step::PayCart { tender, part }),
        1 => Just(Step::Park),
        1 => Just(Step::TakeBack),
        5 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1i64..3, 0..3usize, prop::option::of(0..4usize), prop::option::of(0..4usize))
            .prop_map(|(sale, line, quantity, to, exchange, refund)| Step::Return { sale: sale.index(50), line: line.index(4), quantity, to, exchange, refund }),
        1 => (0..4usize, 0..3usize).prop_map(|(code, to)| Step::Loose { code, to }),
        1 => Just(Step::Void),
        2 => (0..4usize, 1i64..80_000).prop_map(|(kind, amount)| Step::Move { kind, amount }),
        1 => Just(Step::Switch),
        2 => (-3i64..3, prop::option::of(0i64..50_000)).prop_map(|(error, card)| Step::Close { error, card }),
        3 => (0i64..20).prop_map(|amount| Step::Open { amount: amount * 10_000 }),
        1 => (0i64..30_000).prop_map(|deposit| Step::CloseDay { deposit }),
        1 => Just(Step::Crash),
    ]
}

struct Machine {
    app: App,
    path: std::path::PathBuf,
    receipts: Vec<String>,
}

impl Machine {
    fn new(folder: &Path) -> Self {
        let path = folder.join("toko.db");
        let mut app = App::make(&path, "Koperasi Uji", "A").unwrap();
        app.change_setting("tax.pkp", "yes").unwrap();
        app.change_setting("backup.folders", "").unwrap();
        app.import_products(GOODS.as_bytes(), false).unwrap();
        app.import_members(b"number,name,tier,phone\nA-1,Siti,anggota,\n", false).unwrap();
        for (id, role) in [("siti", domain::staff::Role::Cashier), ("budi", domain::staff::Role::Manager)] {
            app.add_person(id, id, role, "2580").unwrap();
        }
        Self { app, path, receipts: Vec::new() }
    }

    /// Carries a step out. Refusals are fine: they must change nothing, which the checks after it see.
    fn run(&mut self, step: &Step) {
        let result = self.carry_out(step);
        if let Err(fault) = result {
            assert!(fault.refusal().is_some(), "{step:?}: {fault}");
        }
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), Fault> {
        let kinds = TenderKind::ALL;
        match step {
            Step::Sell { lines, member, tender, split } => {
                let orders: Vec<Order> = lines.iter().map(|(code, count)| order(*code, *count)).collect();
                let offer = |kind, amount| Offer { kind, amount, reference: None };
                let mut offers = vec![offer(kinds[*tender], None)];
                if *split && kinds[*tender] != TenderKind::Cash {
                    offers.insert(0, offer(TenderKind::Cash, Some(Rupiah::new(1_000))));
                }
                let paid = self.app.sell(&orders, member.then_some("A-1"), &offers)?;
                self.receipts.push(paid.sale.receipt);
            }
            Step::Cart { code, count } => {
                self.app.scan_item(CODES[*code], Some(Quantity::new(count * 1_000)))?;
            }
            Step::PayCart { tender, part } => {
                let amount = (*part % 3 != 0).then(|| Rupiah::new(*part));
                if let Progress::Paid(paid) = self.app.take_tender(kinds[*tender], amount, None)? {
                    self.receipts.push(paid.sale.receipt);
                }
            }
            Step::Park => self.app.park()?,
            Step::TakeBack => {
                if let Some(cart) = self.app.parked()?.first().map(|cart| cart.id.clone()) {
                    self.app.take_back(&cart)?;
                }
            }
            Step::Return { sale, line, quantity, to, exchange, refund } => {
                let Some(receipt) = self.receipts.get(*sale % self.receipts.len().max(1)).cloned() else { return Ok(()) };
                let wanted = Wanted { line: *line as i64 + 1, quantity: Quantity::new(quantity * 1_000), to: Destination::ALL[*to] };
                let new = exchange.iter().map(|code| order(*code, 1)).collect();
                let refund = refund.map(|kind| kinds[kind]);
                let wish = ReturnOrder {
                    receipt: Some(receipt),
                    wanted: vec![wanted],
                    new,
                    reason: "rusak".into(),
                    refund,
                    ..ReturnOrder::default()
                };
                let quote = self.app.quote_return(&wish);
                let paid = self.app.return_goods(&wish, None)?;
                let quote = quote.expect("what can be done can be told before");
                assert_eq!(quote.net, paid.sale.total, "the quote is what is paid");
                self.receipts.push(paid.sale.receipt);
            }
            Step::Loose { code, to } => {
                let wish = ReturnOrder {
                    loose: vec![(order(*code, 1), Destination::ALL[*to])],
                    reason: "tanpa struk".into(),
                    ..ReturnOrder::default()
                };
                let paid = self.app.return_goods(&wish, None)?;
                self.receipts.push(paid.sale.receipt);
            }
            Step::Void => {
                if let Some(last) = self.app.last_sale()? {
                    let before = self.accounts();
                    let undone = self.app.void_sale(&last.receipt, "salah", None)?;
                    drop(before);
                    self.receipts.push(undone.sale.receipt);
                }
            }
            Step::Move { kind, amount } => {
                self.app.move_cash(MoveKind::ALL[*kind], Rupiah::new(*amount), None, "uji", None)?;
            }
            Step::Switch => {
                let now = self.app.actor().map(|actor| actor.id.clone());
                let next = if now.as_deref() == Some("budi") { "siti" } else { "budi" };
                self.app.log_in(next, "2580")?;
                if next == "siti" {
                    // The till's own commands have every right; half of the time the machine acts.
                    self.app.set_actor(Some(app::Actor::system()));
                }
            }
            Step::Close { error, card } => self.close(*error, *card)?,
            Step::Open { amount } => {
                self.app.open_shift(Rupiah::new(*amount))?;
            }
            Step::CloseDay { deposit } => {
                self.app.close_day(None, Some(Rupiah::new(*deposit)), None)?;
            }
            Step::Crash => {
                // What was committed is there again; what was not was never promised.
                let path = self.path.clone();
                self.app = App::open(&path).unwrap();
                self.app.recover_cart()?;
            }
        }
        Ok(())
    }

    fn close(&mut self, error: i64, card: Option<i64>) -> Result<(), Fault> {
        let Some(shift) = self.app.shift()? else { return Ok(()) };
        let expected = store::shift::expected(self.app.store().connection(), &shift)?.get();
        let counted = (expected / 100 + error).max(0) * 100;
        let typed = card.iter().map(|figure| (TenderKind::Card, Rupiah::new(*figure))).collect();
        let counting = Counting { count: notes(counted), typed, recounted: Vec::new(), charge: error % 2 == 0 };
        let preview = self.app.preview_close(&counting)?;
        let closed = self.app.close_shift(&counting, None)?;
        assert_eq!((preview.expected, preview.counted), (closed.close.expected, closed.close.counted));
        assert_eq!(closed.close.expected.get(), expected);
        assert!(self.app.shift()?.is_none());
        assert_eq!(self.balance(account::DRAWER), 0, "a closed drawer is empty in the books");
        Ok(())
    }

    fn balance(&self, code: &str) -> i64 {
        store::ledger::balance(self.app.store().connection(), code).unwrap().get()
    }

    fn accounts(&self) -> Vec<(String, i64)> {
        self.app.trial_balance().unwrap().into_iter().map(|row| (row.code, row.debit - row.credit)).collect()
    }

    /// What is kept apart agrees.
    fn check(&self, step: &Step) {
        let one = |sql: &str| -> i64 { self.app.store().connection().query_row(sql, [], |row| row.get(0)).unwrap() };
        let open = self.app.shift().unwrap();
        let held = open.map_or(0, |shift| store::shift::expected(self.app.store().connection(), &shift).unwrap().get());
        assert_eq!(self.balance(account::DRAWER), held, "drawer after {step:?}");
        for (place, code) in [("toko", account::STOCK), ("rusak", account::DAMAGED)] {
            let stock = one(&format!("SELECT coalesce(sum(value), 0) FROM movement WHERE place = '{place}'"));
            assert_eq!(self.balance(code), stock, "{code} after {step:?}");
            let kept = one(&format!("SELECT coalesce(sum(value), 0) FROM stock WHERE place = '{place}'"));
            assert_eq!(kept, stock, "stock after {step:?}");
        }
        assert_eq!(one("SELECT coalesce(sum(debit - credit), 0) FROM account_balance"), 0);
        assert_eq!(
            one("SELECT count(*) FROM (SELECT of, original FROM sale_return JOIN return_line USING (pos)
            WHERE original IS NOT NULL GROUP BY original, of HAVING sum(quantity) >
            (SELECT quantity FROM sale_line JOIN record ON record.pos = sale_line.pos WHERE record_id = original AND line = of))"),
            0,
            "more back than sold"
        );
        assert_eq!(one("SELECT count(*) FROM stock WHERE quantity = 0 AND value <> 0"), 0, "value without goods after {step:?}");
    }
}

fn order(code: usize, count: i64) -> Order {
    Order { code: CODES[code].to_owned(), quantity: Some(Quantity::new(count * 1_000)), price: None }
}

/// An amount in notes and coins.
fn notes(amount: i64) -> CashCount {
    let mut rest = amount;
    let parts = FACES.map(|face| {
        let count = rest / face;
        rest %= face;
        (face, count)
    });
    CashCount::new(parts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 300, ..ProptestConfig::default() })]
    #[test]
    fn what_is_kept_apart_agrees_after_every_step(steps in prop::collection::vec(step(), 10..60)) {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = Machine::new(folder.path());
        for step in &steps {
            machine.run(step);
            machine.check(step);
        }
        let findings = machine.app.store().verify(|_, _| {}).unwrap();
        prop_assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn a_sale_and_its_full_return_are_zero_everywhere(
        lines in prop::collection::vec((0..4usize, 1i64..6), 1..5), member in any::<bool>(), tender in 0..4usize, parts in any::<bool>()
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = Machine::new(folder.path());
        machine.app.open_shift(Rupiah::new(50_000)).unwrap();
        let (accounts, stock) = (machine.accounts(), machine.app.stock_report().unwrap());
        let orders: Vec<Order> = lines.iter().map(|(code, count)| order(*code, *count)).collect();
        let offers = [Offer { kind: TenderKind::ALL[tender], amount: None, reference: None }];
        let sold = machine.app.sell(&orders, member.then_some("A-1"), &offers).unwrap().sale;
        let mut given = 0;
        if parts {
            for (line, of) in sold.lines.iter().zip(1i64..) {
                for _ in 0..line.quantity.get() / 1_000 {
                    let wanted = vec![Wanted { line: of, quantity: Quantity::ONE, to: Destination::Stock }];
                    let wish = ReturnOrder { receipt: Some(sold.receipt.clone()), wanted, reason: "uji".into(), ..ReturnOrder::default() };
                    given += machine.app.return_goods(&wish, None).unwrap().sale.total.get();
                }
            }
        } else {
            given = machine.app.void_sale(&sold.receipt, "uji", None).unwrap().sale.total.get();
        }
        prop_assert_eq!(given, -sold.total.get(), "to the rupiah");
        prop_assert_eq!(machine.app.stock_report().unwrap(), stock);
        let by_pair = |accounts: &[(String, i64)], pair: [&str; 2]| -> i64 {
            accounts.iter().filter(|(code, _)| pair.contains(&code.as_str())).map(|(_, balance)| balance).sum()
        };
        let now = machine.accounts();
        for pair in [["4-110", "4-118"], ["4-210", "4-218"], ["5-110", "5-118"], ["5-210", "5-218"]] {
            prop_assert_eq!(by_pair(&now, pair), 0, "{:?}", pair);
        }
        for (code, balance) in &now {
            if !["4-110", "4-118", "4-210", "4-218", "5-110", "5-118", "5-210", "5-218"].contains(&code.as_str()) {
                prop_assert_eq!(*balance, by_pair(&accounts, [code, ""]), "{}", code);
            }
        }
        let year: i64 = machine.app.store().connection().query_row("SELECT coalesce(sum(total), 0) FROM member_year", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(year, 0, "the member's base");
    }
}
