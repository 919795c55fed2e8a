//! Two tills keep one stock room: whatever each wrote while they did not know of each other, and in whatever order
//! their records come together, both show the same.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::stock::{Arrival, ArrivalLine, CountItem, MoveItem, MoveOrder, Recall};
use app::{App, FixedClock, SystemClock};
use domain::goods::{CountMode, MoveKind, Owner, Partner, PartnerKind, PriceBatch, PriceLine, Scope, Terms};
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};
use proptest::prelude::*;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3000,,2500,20,none
C,Sabun,rumah,pcs,pcs,1,8990000000042,5000,,3000,6,none
K,Keripik,titipan,pcs,pcs,1,8990000000073,5000,,,,none
";

/// What must be equal: places in the log are each till's own.
const EQUAL: &[&str] = &[
    "SELECT sku, name, shelf, minimum, archived, inside FROM product ORDER BY 1",
    "SELECT sku, owner, place, quantity, value, last_value, last_quantity FROM stock ORDER BY 1, 2, 3",
    "SELECT sku, owner, kind, quantity, value, place FROM movement ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT account, sub, debit, credit FROM account_balance ORDER BY 1, 2",
    "SELECT sku, owner, expiry, lot, quantity FROM lot ORDER BY 1, 2, 3, 4",
    "SELECT sku, lot, blocked, reason FROM lot_block ORDER BY 1, 2",
    "SELECT code, name, terms FROM partner ORDER BY 1",
    "SELECT sku, owner, value, quantity FROM agreed ORDER BY 1, 2",
    "SELECT owner, sku, quantity, paid, payable FROM consign_line ORDER BY 1, 2, 3, 4, 5",
    "SELECT sku, pack, first_price, price FROM label ORDER BY 1, 2",
    "SELECT id, name, from_at FROM price_batch ORDER BY 1",
    "SELECT sku, pack, from_at, batch, price FROM price_batch_line ORDER BY 1, 2, 3, 4",
    "SELECT supplier, note, owner, date, lines, value FROM goods_receipt ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT kind, date, party, reason, value FROM goods_move ORDER BY 1, 2, 3, 4, 5",
    "SELECT id, name, till FROM stock_count ORDER BY 1",
    "SELECT count, counter, round, code, sku, quantity, mode FROM count_line ORDER BY 1, 2, 3, 4, 5, 6, 7",
    "SELECT sku, owner, counted, expected, value FROM count_result ORDER BY 1, 2, 3, 4",
    "SELECT date, late, text FROM journal ORDER BY 1, 2, 3",
];

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

struct Till {
    app: App,
    file: PathBuf,
}

impl Till {
    /// The till's clock stands so many minutes ahead from now on.
    fn at(&mut self, minutes: u64) -> &mut App {
        self.app.set_clock(Box::new(SystemClock));
        let now = self.app.now();
        self.app.set_clock(Box::new(FixedClock(now + Duration::from_secs(minutes * 60))));
        &mut self.app
    }

    fn write(&mut self) -> PathBuf {
        let _gone = std::fs::remove_file(&self.file);
        self.app.write_exchange(&self.file, None, |_, _| {}).unwrap();
        self.file.clone()
    }

    fn read(&mut self, file: &Path) {
        self.app.read_exchange(file, None, |_, _| {}).unwrap();
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let mut query = self.app.store().connection().prepare(sql).unwrap();
        let columns = query.column_count();
        let rows = query.query_map([], |row| {
            let cells: Vec<String> = (0..columns).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
            Ok(cells.join(" | "))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }
}

fn sell(app: &mut App, sku: &str, count: i64) {
    let order = app::selling::Order { code: sku.into(), quantity: Some(units(count)), price: None };
    app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).unwrap();
}

fn receive(app: &mut App, owner: Owner, note: &str, sku: &str, count: i64, cost: i64, lot: &str) {
    let expiry = (!lot.is_empty()).then(|| app.now().date_naive() + chrono::Days::new(30));
    let line = ArrivalLine {
        code: sku.into(),
        quantity: units(count),
        cost: Rupiah::new(cost),
        lot: lot.into(),
        expiry,
        ..ArrivalLine::default()
    };
    app.receive_goods(&Arrival { supplier: "SUMBER".into(), note: note.into(), owner, lines: vec![line], ..Arrival::default() }, None)
        .unwrap();
}

fn pair(folder: &Path) -> (Till, Till) {
    let mut first = App::make(&folder.join("a.db"), "Koperasi Uji", "A").unwrap();
    first.change_setting("backup.folders", "").unwrap();
    first.import_products(GOODS.as_bytes(), false).unwrap();
    let invitation = folder.join("undangan");
    let invited = first.invite("B", &invitation, |_, _| {}).unwrap();
    let second = App::join(&folder.join("b.db"), &invitation, &invited.code, |_, _| {}).unwrap();
    (Till { app: first, file: folder.join("dari-a") }, Till { app: second, file: folder.join("dari-b") })
}

fn same(here: &Till, there: &Till) {
    for sql in EQUAL {
        assert_eq!(here.rows(sql), there.rows(sql), "{sql}");
    }
    for till in [here, there] {
        let findings = till.app.store().verify(|_, _| {}).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn both_tills_show_the_same_stock_room() {
    for a_first in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let (mut a, mut b) = pair(folder.path());
        let partner =
            |terms| Partner { code: "ANI".into(), name: "Bu Ani".into(), kind: PartnerKind::Consignor, terms, lead_days: 1, active: true };
        let waste = |sku: &str| MoveOrder {
            items: vec![MoveItem { code: sku.into(), quantity: units(1), ..MoveItem::default() }],
            reason: "pecah".into(),
            ..MoveOrder::default()
        };
        a.app.put_partner(&partner(Terms::Commission(2_000)), None).unwrap();
        b.app.put_partner(&partner(Terms::Fixed), None).unwrap();
        receive(&mut a.app, Owner::Koperasi, "SJ-1", "A", 10, 2_700, "L1");
        receive(&mut b.app, Owner::Koperasi, "SJ-2", "A", 5, 2_600, "L1");
        receive(&mut b.app, Owner::Consignor("ANI".into()), "T-1", "K", 10, 3_500, "");
        sell(&mut a.app, "A", 3);
        sell(&mut b.app, "K", 2);
        b.app.write_off(MoveKind::Waste, &waste("C"), None).unwrap();
        a.app.recall(&Recall::Product { sku: "C".into(), lot: None }, "ditarik", "SUMBER", None).unwrap();
        b.app.release("C", None, "aman", None).unwrap();
        let mut product = a.app.product("A").unwrap();
        product.details.shelf = "R1".into();
        a.app.put_product(&product, None).unwrap();
        let from = b.app.now() + chrono::Days::new(1);
        let lines = vec![PriceLine { sku: "A".into(), pack: "PCS".into(), price: Rupiah::new(3_300), ..PriceLine::default() }];
        b.app.set_prices(&PriceBatch { id: String::new(), name: "Besok".into(), from, lines, by: String::new() }, None).unwrap();
        let labels = b.app.labels_of("A", None).unwrap();
        b.app.labels_printed(&labels, None).unwrap();
        let count = a.app.start_count(Scope::All, "", true, None).unwrap();
        let set = |count| CountItem { code: "A".into(), quantity: units(count), mode: CountMode::Set };
        a.app.add_to_count(&count.id, "", 1, &[set(27)], None).unwrap();
        a.app.post_count(&count.id, &[], false, None).unwrap();
        if a_first {
            let file = a.write();
            b.read(&file);
            let file = b.write();
            a.read(&file);
        } else {
            let file = b.write();
            a.read(&file);
            let file = a.write();
            b.read(&file);
        }
        same(&a, &b);
        for till in [&mut a, &mut b] {
            till.app.store().verify(|_, _| {}).unwrap();
        }
    }
}

#[test]
fn what_another_till_sold_before_a_line_was_counted_is_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = pair(folder.path());
    let count = a.at(0).start_count(Scope::List(vec!["A".into()]), "", true, None).unwrap();
    // B sells three before and two after A counts; A hears of all five only later.
    sell(b.at(10), "A", 3);
    let there = CountItem { code: "A".into(), quantity: units(16), mode: CountMode::Set };
    a.at(20).add_to_count(&count.id, "", 1, &[there], None).unwrap();
    sell(b.at(30), "A", 2);
    assert_eq!(a.at(31).review_count(&count.id, None).unwrap().lines[0].difference().unwrap(), units(-4), "as far as A knows");
    let file = b.write();
    a.read(&file);
    assert_eq!(a.at(40).review_count(&count.id, None).unwrap().lines[0].difference().unwrap(), units(-1), "one is missing");
    // B counts too, on its own till; only A may post.
    let file = a.write();
    b.read(&file);
    assert!(b.at(41).post_count(&count.id, &[], false, None).unwrap_err().to_string().contains("dimulai di kasir A"));
    a.at(42).post_count(&count.id, &[], false, None).unwrap();
    let file = a.write();
    b.read(&file);
    let left = |till: &Till| store::stock::pool(till.app.store().connection(), "A").unwrap().quantity;
    assert_eq!((left(&a), left(&b)), (units(14), units(14)));
    same(&a, &b);
}

#[test]
fn a_late_delivery_is_booked_on_the_next_open_day() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = pair(folder.path());
    let today = b.app.business_date().unwrap();
    receive(&mut b.app, Owner::Koperasi, "SJ-9", "A", 10, 2_700, "");
    a.app.close_day(Some(today), None, None).unwrap();
    let file = b.write();
    a.read(&file);
    let file = a.write();
    b.read(&file);
    let booked = |till: &Till| till.rows("SELECT date, late FROM journal WHERE text LIKE 'Barang masuk%'");
    let tomorrow = today.succ_opt().unwrap();
    assert_eq!(booked(&a).len(), 1);
    assert!(
        booked(&a)[0].contains(&format!("{:?}", tomorrow.to_string().as_bytes())) || booked(&a)[0].contains(&tomorrow.to_string()),
        "{:?}",
        booked(&a)
    );
    same(&a, &b);
}

/// One thing that a till does, or a file that it writes or reads.
#[derive(Clone, Debug)]
enum Step {
    Receive { sku: usize, count: i64, cost: i64, owner: usize, lot: usize },
    Sell { sku: usize, count: i64 },
    Waste { sku: usize, lot: usize },
    Recall { sku: usize },
    Release { sku: usize },
    Edit { sku: usize, price: i64 },
    Prices { sku: usize, price: i64, ahead: i64 },
    Labels { sku: usize },
    Partner { terms: i64 },
    Pay,
    Start,
    Count { sku: usize, count: i64 },
    Post,
    CloseDay,
    Write,
    Read { file: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let sku = 0..3usize;
    prop_oneof![
        4 => (sku.clone(), 1i64..9, 1i64..9_000, 0..3usize, 0..3usize).prop_map(|(sku, count, cost, owner, lot)| Step::Receive { sku, count, cost, owner, lot }),
        5 => (sku.clone(), 1i64..4).prop_map(|(sku, count)| Step::Sell { sku, count }),
        2 => (sku.clone(), 0..3usize).prop_map(|(sku, lot)| Step::Waste { sku, lot }),
        1 => sku.clone().prop_map(|sku| Step::Recall { sku }),
        1 => sku.clone().prop_map(|sku| Step::Release { sku }),
        2 => (sku.clone(), 1_000i64..9_000).prop_map(|(sku, price)| Step::Edit { sku, price }),
        1 => (sku.clone(), 1_000i64..9_000, -2i64..3).prop_map(|(sku, price, ahead)| Step::Prices { sku, price, ahead }),
        1 => sku.clone().prop_map(|sku| Step::Labels { sku }),
        1 => (0i64..50).prop_map(|terms| Step::Partner { terms }),
        1 => Just(Step::Pay),
        1 => Just(Step::Start),
        2 => (sku, 0i64..30).prop_map(|(sku, count)| Step::Count { sku, count }),
        1 => Just(Step::Post),
        1 => Just(Step::CloseDay),
        3 => Just(Step::Write),
        3 => any::<prop::sample::Index>().prop_map(|file| Step::Read { file: file.index(64) }),
    ]
}

/// What is refused changes nothing; anything else must not go wrong.
fn refused<T>(result: Result<T, app::Fault>) {
    if let Err(fault) = result {
        assert!(fault.refusal().is_some(), "{fault}");
    }
}

fn carry_out(till: &mut Till, step: &Step, files: &mut Vec<PathBuf>, counts: &mut Vec<String>) {
    const SKUS: [&str; 3] = ["A", "C", "K"];
    const LOTS: [&str; 3] = ["", "L1", "L2"];
    let app = &mut till.app;
    match step {
        Step::Receive { sku, count, cost, owner, lot } => {
            let owner = [Owner::Koperasi, Owner::Network, Owner::Consignor("ANI".into())][*owner].clone();
            let expiry = (*lot > 0).then(|| app.now().date_naive() + chrono::Days::new(30));
            let line = ArrivalLine {
                code: SKUS[*sku].into(),
                quantity: units(*count),
                cost: Rupiah::new(*cost),
                lot: LOTS[*lot].into(),
                expiry,
                ..ArrivalLine::default()
            };
            refused(app.receive_goods(&Arrival { owner, lines: vec![line], ..Arrival::default() }, None));
        }
        Step::Sell { sku, count } => {
            let order = app::selling::Order { code: SKUS[*sku].into(), quantity: Some(units(*count)), price: None };
            refused(app.sell(&[order], None, &[Offer { kind: TenderKind::Card, amount: None, reference: None }]));
        }
        Step::Waste { sku, lot } => {
            let expiry = (*lot > 0).then(|| app.now().date_naive() + chrono::Days::new(30));
            let item = MoveItem { code: SKUS[*sku].into(), quantity: units(1), lot: LOTS[*lot].into(), expiry, ..MoveItem::default() };
            refused(app.write_off(MoveKind::Waste, &MoveOrder { items: vec![item], reason: "pecah".into(), ..MoveOrder::default() }, None));
        }
        Step::Recall { sku } => refused(app.recall(&Recall::Product { sku: SKUS[*sku].into(), lot: None }, "ditarik", "SUMBER", None)),
        Step::Release { sku } => refused(app.release(SKUS[*sku], None, "aman", None)),
        Step::Edit { sku, price } => {
            let mut product = app.product(SKUS[*sku]).unwrap();
            product.packs[0].price = Rupiah::new(*price);
            product.details.shelf = format!("R{price}");
            refused(app.put_product(&product, None));
        }
        Step::Prices { sku, price, ahead } => {
            let from = app.now() + chrono::TimeDelta::hours(*ahead);
            let line = PriceLine { sku: SKUS[*sku].into(), pack: "PCS".into(), price: Rupiah::new(*price), ..PriceLine::default() };
            refused(
                app.set_prices(&PriceBatch { id: String::new(), name: "uji".into(), from, lines: vec![line], by: String::new() }, None),
            );
        }
        Step::Labels { sku } => {
            let labels = app.labels_of(SKUS[*sku], None).unwrap();
            refused(app.labels_printed(&labels, None));
        }
        Step::Partner { terms } => {
            let terms = if *terms == 0 { Terms::Fixed } else { Terms::Commission(terms * 100) };
            let ani =
                Partner { code: "ANI".into(), name: "Bu Ani".into(), kind: PartnerKind::Consignor, terms, lead_days: 1, active: true };
            refused(app.put_partner(&ani, None));
        }
        Step::Pay => refused(app.pay_partner("ANI", None, domain::goods::PayoutMethod::Transfer, "", None)),
        Step::Start => counts.push(app.start_count(Scope::All, "", true, None).unwrap().id),
        Step::Count { sku, count } => {
            if let Some(id) = counts.last() {
                let item = CountItem { code: SKUS[*sku].into(), quantity: units(*count), mode: CountMode::Set };
                refused(app.add_to_count(id, "", 1, &[item], None));
            }
        }
        Step::Post => {
            if let Some(id) = counts.last() {
                refused(app.post_count(id, &[], false, None));
            }
        }
        Step::CloseDay => {
            refused(app.close_shift(&app::day::Counting::default(), None));
            refused(app.close_day(None, None, None));
        }
        Step::Write => {
            let file = till.write();
            let kept = file.with_extension(files.len().to_string());
            std::fs::rename(&file, &kept).unwrap();
            files.push(kept);
        }
        Step::Read { file } => {
            if let Some(file) = files.get(file % files.len().max(1)).cloned() {
                till.read(&file);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn random_lives_of_two_tills_end_the_same(steps in prop::collection::vec((any::<bool>(), step()), 20..80)) {
        let folder = tempfile::tempdir().unwrap();
        let (mut a, mut b) = pair(folder.path());
        let (mut files, mut counts) = (Vec::new(), Vec::new());
        for (first, step) in &steps {
            carry_out(if *first { &mut a } else { &mut b }, step, &mut files, &mut counts);
        }
        // Each tells the other all it knows, twice: a close may have made something late.
        for _ in 0..2 {
            let file = a.write();
            b.read(&file);
            let file = b.write();
            a.read(&file);
        }
        same(&a, &b);
    }
}
