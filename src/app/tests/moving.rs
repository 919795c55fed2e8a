//! Waste, own use, boxes, other shops, suppliers, recall, lots and goods of others, through the deeds.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use app::stock::{Arrival, ArrivalLine, MoveItem, MoveOrder, Movement, Recall};
use app::{App, Fault};
use chrono::{Days, NaiveDate};
use domain::catalogue::Contents;
use domain::goods::{MoveKind, Owner, Partner, PartnerKind, PayoutMethod, Place, Terms};
use domain::ledger::account;
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3000,,2500,10,none
A,Mi Goreng,makanan,pcs,dus,40,8990000000028,115000,,,,none
BOX,Mi Goreng dus,makanan,pcs,pcs,1,8990000000059,118000,,100001,3,none
S,Susu,segar,pcs,pcs,1,8990000000066,8000,,6000,0,none
K,Keripik,titipan,pcs,pcs,1,8990000000073,5000,,,,none
";

struct Shop {
    app: App,
    _folder: tempfile::TempDir,
}

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::make(&folder.path().join("toko.db"), "Koperasi Uji", "A").unwrap();
        app.change_setting("backup.folders", "").unwrap();
        app.import_products(GOODS.as_bytes(), false).unwrap();
        Self { app, _folder: folder }
    }

    fn edit(&mut self, sku: &str, change: impl FnOnce(&mut domain::catalogue::Product)) {
        let mut product = self.app.product(sku).unwrap();
        change(&mut product);
        self.app.put_product(&product, None).unwrap();
    }

    fn receive(&mut self, owner: &Owner, note: &str, sku: &str, packs: i64, cost: i64, lot: Option<(i64, &str)>) {
        let line = ArrivalLine {
            code: sku.into(),
            quantity: units(packs),
            cost: Rupiah::new(cost),
            expiry: lot.map(|(days, _)| self.day(days)),
            lot: lot.map_or_else(String::new, |(_, lot)| lot.to_owned()),
            ..ArrivalLine::default()
        };
        let arrival =
            Arrival { supplier: "SUMBER".into(), note: note.into(), owner: owner.clone(), lines: vec![line], ..Arrival::default() };
        self.app.receive_goods(&arrival, None).unwrap();
    }

    fn day(&self, days: i64) -> NaiveDate {
        let today = self.app.now().date_naive();
        if days < 0 { today - Days::new(days.unsigned_abs()) } else { today + Days::new(days.unsigned_abs()) }
    }

    fn sell(&mut self, sku: &str, count: i64) -> Result<domain::sale::Sale, Fault> {
        let order = app::selling::Order { code: sku.into(), quantity: Some(units(count)), price: None };
        self.app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).map(|paid| paid.sale)
    }

    fn balance(&self, code: &str) -> i64 {
        store::ledger::balance(self.app.store().connection(), code).unwrap().get()
    }

    fn held(&self, sku: &str, owner: &str, place: Place) -> (i64, i64) {
        let held = store::goods::views::holdings(self.app.store().connection(), sku).unwrap();
        let found = held.into_iter().find(|held| held.owner == owner && held.place == place.word());
        found.map_or((0, 0), |held| (held.quantity.get() / 1_000, held.value.get()))
    }

    fn proved(&self) {
        let findings = self.app.store().verify(|_, _| {}).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    }
}

fn order(sku: &str, count: i64, reason: &str) -> MoveOrder {
    let item = MoveItem { code: sku.into(), quantity: units(count), ..MoveItem::default() };
    MoveOrder { items: vec![item], reason: reason.into(), ..MoveOrder::default() }
}

fn ani() -> Owner {
    Owner::Consignor("IBU-ANI".into())
}

fn partner(terms: Terms) -> Partner {
    Partner { code: "IBU-ANI".into(), name: "Keripik Bu Ani".into(), kind: PartnerKind::Consignor, terms, lead_days: 1, active: true }
}

#[test]
fn waste_and_own_use_take_their_cost() {
    let mut shop = Shop::new();
    let stock = shop.balance(account::STOCK);
    shop.app.write_off(MoveKind::Waste, &order("A", 2, "dimakan tikus"), None).unwrap();
    shop.app.use_goods(&order("A", 1, "rapat"), None).unwrap();
    shop.app.write_off(MoveKind::Damaged, &order("A", 1, "penyok"), None).unwrap();
    assert_eq!((shop.balance("5-410"), shop.balance("6-140"), shop.balance("1-412")), (5_000, 2_500, 2_500));
    assert_eq!(shop.balance(account::STOCK), stock - 10_000);
    assert_eq!(shop.held("A", "koperasi", Place::Shop), (6, 15_000));
    let mut broken = order("A", 1, "dibuang");
    broken.from = Some(Place::Damaged);
    shop.app.write_off(MoveKind::Waste, &broken, None).unwrap();
    assert_eq!((shop.balance("1-412"), shop.balance("5-410")), (0, 7_500));
    // What is not there by the books is written off all the same: it happened.
    shop.app.write_off(MoveKind::Waste, &order("A", 8, "banjir"), None).unwrap();
    assert_eq!(shop.held("A", "koperasi", Place::Shop).0, -2);
    for (order, word) in [
        (order("A", 0, "x"), "lebih dari nol"),
        (order("A", 1, " "), "alasan"),
        (MoveOrder { reason: "x".into(), ..MoveOrder::default() }, "sebut dulu"),
    ] {
        let said = shop.app.write_off(MoveKind::Waste, &order, None).unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
    }
    shop.proved();
}

#[test]
fn a_box_is_opened_to_the_rupiah_and_not_when_it_is_not_there() {
    let mut shop = Shop::new();
    let said = shop.app.open_boxes("BOX", units(1), None).unwrap_err().to_string();
    assert!(said.contains("bukan dus"), "{said}");
    shop.edit("BOX", |product| product.details.contents = Some(Contents { sku: "A".into(), quantity: units(40) }));
    assert_eq!(shop.app.box_to_open("A").unwrap(), None, "pieces are there");
    shop.sell("A", 10).unwrap();
    let offer = shop.app.box_to_open("A").unwrap().unwrap();
    assert_eq!((offer.sku.as_str(), offer.inside), ("BOX", units(40)));
    let stock = shop.balance(account::STOCK);
    shop.app.open_boxes("BOX", units(1), None).unwrap();
    assert_eq!(shop.balance(account::STOCK), stock);
    assert_eq!((shop.held("A", "koperasi", Place::Shop), shop.held("BOX", "koperasi", Place::Shop)), ((40, 100_001), (2, 200_002)));
    let said = shop.app.open_boxes("BOX", units(3), None).unwrap_err().to_string();
    assert!(said.contains("hanya ada 2"), "{said}");
    shop.app.pack_boxes("BOX", units(1), None).unwrap();
    assert_eq!((shop.held("A", "koperasi", Place::Shop), shop.held("BOX", "koperasi", Place::Shop)), ((0, 0), (3, 300_003)));
    shop.proved();
}

#[test]
fn goods_are_on_the_way_until_the_other_shop_says_so() {
    let (mut here, mut there) = (Shop::new(), Shop::new());
    let mut sent = order("A", 4, "");
    sent.party = "MIJI".into();
    let moved = here.app.send_goods(&sent, None).unwrap();
    assert_eq!((here.balance("1-411"), here.held("A", "koperasi", Place::Transit)), (10_000, (4, 10_000)));
    here.proved();
    let file = here.app.shipment_file(moved.record_id).unwrap();
    there.app.take_shipment(&file, None).unwrap();
    assert_eq!((there.balance("1-420"), there.held("A", "koperasi", Place::Shop)), (-10_000, (14, 35_000)));
    assert!(there.app.take_shipment(&file, None).unwrap_err().to_string().contains("sudah diterima"));
    there.proved();
    here.app.confirm_arrival(moved.record_id, None).unwrap();
    assert_eq!((here.balance("1-411"), here.balance("1-420")), (0, 10_000));
    assert!(here.app.confirm_arrival(moved.record_id, None).unwrap_err().to_string().contains("tidak ada kiriman"));
    sent.items[0].quantity = units(100);
    assert!(here.app.send_goods(&sent, None).unwrap_err().to_string().contains("hanya ada 6"));
    assert!(here.app.take_shipment(b"{}", None).is_err());
    here.proved();
}

#[test]
fn back_to_the_supplier_then_the_nota_kredit() {
    let mut shop = Shop::new();
    let mut back = order("A", 4, "salah kirim");
    assert!(shop.app.return_to_supplier(&back, false, None).unwrap_err().to_string().contains("pemasok"));
    back.party = "SUMBER".into();
    shop.app.return_to_supplier(&back, false, None).unwrap();
    assert_eq!((shop.balance("1-340"), shop.held("A", "koperasi", Place::Supplier)), (10_000, (4, 10_000)));
    back.from = Some(Place::Supplier);
    shop.app.return_to_supplier(&back, true, None).unwrap();
    assert_eq!((shop.balance("1-340"), shop.balance("2-210")), (0, 10_000));
    shop.proved();
}

#[test]
fn lots_are_sold_first_expired_first_and_expired_ones_not_at_all() {
    let mut shop = Shop::new();
    shop.edit("S", |product| product.details.tracks_expiry = true);
    let line = ArrivalLine { code: "S".into(), quantity: units(1), cost: Rupiah::new(6_000), ..ArrivalLine::default() };
    let without = Arrival { supplier: "SUMBER".into(), lines: vec![line], ..Arrival::default() };
    assert!(shop.app.receive_goods(&without, None).unwrap_err().to_string().contains("kedaluwarsa"));
    shop.receive(&Owner::Koperasi, "1", "S", 5, 6_000, Some((20, "L2")));
    shop.receive(&Owner::Koperasi, "2", "S", 3, 6_000, Some((5, "L1")));
    shop.sell("S", 4).unwrap();
    let left = |shop: &Shop| {
        let (lots, unknown) = store::goods::lots::of(shop.app.store().connection(), "S", "koperasi").unwrap();
        assert_eq!(unknown, Quantity::ZERO);
        lots.into_iter().map(|lot| (lot.lot, lot.quantity.get() / 1_000)).collect::<Vec<_>>()
    };
    assert_eq!(left(&shop), [("L2".to_owned(), 4)]);
    let mut waste = order("S", 1, "bocor");
    waste.items[0].lot = "L2".into();
    waste.items[0].expiry = Some(shop.day(20));
    shop.app.write_off(MoveKind::Waste, &waste, None).unwrap();
    assert_eq!(left(&shop), [("L2".to_owned(), 3)]);
    // Thirty days later all that is left is past its date.
    let later = shop.app.now() + Days::new(30);
    shop.app.set_clock(Box::new(app::FixedClock(later)));
    assert!(shop.sell("S", 1).unwrap_err().to_string().contains("kedaluwarsa"));
    shop.app.write_off(MoveKind::Expired, &order("S", 3, "lewat tanggal"), None).unwrap();
    assert_eq!(shop.balance("5-410"), 4 * 6_000);
    shop.proved();
}

#[test]
fn a_lot_is_found_blocked_and_returned_in_one_deed() {
    let mut shop = Shop::new();
    shop.receive(&Owner::Koperasi, "1", "S", 5, 6_000, Some((20, "L2")));
    shop.receive(&Owner::Koperasi, "2", "S", 3, 6_000, Some((5, "L1")));
    let what = Recall::Product { sku: "S".into(), lot: Some("L2".into()) };
    let moved = shop.app.recall(&what, "ditarik pabrik", "SUMBER", None).unwrap().unwrap();
    assert_eq!(app::stock::sums(&moved), (units(5), Rupiah::new(30_000)));
    assert_eq!((shop.held("S", "koperasi", Place::Shop).0, shop.held("S", "koperasi", Place::Supplier).0), (3, 5));
    let line = ArrivalLine {
        code: "S".into(),
        quantity: units(1),
        cost: Rupiah::new(1),
        expiry: Some(shop.day(9)),
        lot: "L2".into(),
        ..ArrivalLine::default()
    };
    let again = Arrival { supplier: "SUMBER".into(), lines: vec![line], ..Arrival::default() };
    assert!(shop.app.receive_goods(&again, None).unwrap_err().to_string().contains("ditarik"));
    shop.sell("S", 1).unwrap();
    let all = Recall::Product { sku: "S".into(), lot: None };
    shop.app.recall(&all, "semua ditarik", "SUMBER", None).unwrap().unwrap();
    assert!(shop.sell("S", 1).unwrap_err().to_string().contains("ditarik"));
    assert_eq!(shop.app.recall(&all, "lagi", "", None).unwrap(), None, "nothing is left to return");
    shop.app.release("S", None, "sudah aman", None).unwrap();
    shop.sell("S", 1).unwrap();
    shop.proved();
}

#[test]
fn an_owner_takes_everything_back() {
    let mut shop = Shop::new();
    shop.receive(&Owner::Network, "1", "A", 12, 2_400, None);
    shop.receive(&Owner::Network, "2", "S", 5, 6_000, None);
    shop.app.recall(&Recall::Owner(Owner::Network), "kontrak berakhir", "", None).unwrap().unwrap();
    assert_eq!((shop.held("A", "jaringan", Place::Shop).0, shop.held("S", "jaringan", Place::Shop).0), (0, 0));
    assert_eq!(shop.held("A", "koperasi", Place::Shop), (10, 25_000), "the koperasi's own stay");
    assert!(shop.app.recall(&Recall::Owner(Owner::Network), "lagi", "", None).is_err());
    shop.proved();
}

#[test]
fn goods_of_a_consignor_are_split_at_the_sale_and_paid() {
    for (terms, owed) in [(Terms::Commission(2_000), 8_000), (Terms::Fixed, 7_000)] {
        let mut shop = Shop::new();
        shop.app.put_partner(&partner(terms), None).unwrap();
        shop.receive(&ani(), "1", "K", 10, 3_500, None);
        let stock = shop.balance(account::STOCK);
        let sold = shop.sell("K", 2).unwrap();
        let part = sold.lines[0].consigned.clone().unwrap();
        assert_eq!((part.owner, part.payable.get(), sold.lines[0].cost), (ani(), owed, Rupiah::ZERO));
        assert_eq!((shop.balance("2-230"), shop.balance("4-310"), shop.balance(account::STOCK)), (-owed, owed - 10_000, stock));
        assert_eq!(shop.balance("4-210"), 0, "it is no sale of the koperasi's own");
        let extras = domain::receipt::Extras::default();
        let paper = format!("{:?}", domain::receipt::layout(&sold, &shop.app.settings().shop, &extras, 32).unwrap());
        assert!(paper.contains("Keripik (TITIPAN)"), "{paper}");
        // One comes back: everything is halved, and the goods are the consignor's again.
        let wish = app::returns::ReturnOrder {
            receipt: Some(sold.receipt.clone()),
            wanted: vec![domain::returns::Wanted { line: 1, quantity: units(1), to: domain::returns::Destination::Stock }],
            reason: "batal".into(),
            ..app::returns::ReturnOrder::default()
        };
        shop.app.return_goods(&wish, None).unwrap();
        assert_eq!((shop.balance("2-230"), shop.balance("4-310")), (-owed / 2, owed / 2 - 5_000));
        assert_eq!(shop.held("K", "titip:IBU-ANI", Place::Shop), (9, 0));
        shop.app.hand_back(&ani(), &order("K", 4, ""), None).unwrap();
        let statement = shop.app.consign_statement("IBU-ANI", (None, None), None).unwrap();
        let row = &statement.rows[0];
        assert_eq!([row.received, row.sold, row.returned, row.left].map(|n| n / 1_000), [10, 1, 4, 5]);
        assert_eq!((statement.payable.get(), statement.owed.get(), statement.paid.get()), (owed / 2, owed / 2, 5_000));
        let said = shop.app.pay_partner("IBU-ANI", Some(Rupiah::new(owed)), PayoutMethod::Transfer, "", None).unwrap_err().to_string();
        assert!(said.contains("hanya terutang"), "{said}");
        shop.app.pay_partner("titip:IBU-ANI", None, PayoutMethod::Transfer, "TRX", None).unwrap();
        assert_eq!((shop.balance("2-230"), shop.balance("1-120")), (0, -owed / 2));
        assert!(shop.app.pay_partner("IBU-ANI", None, PayoutMethod::Transfer, "", None).is_err(), "not twice");
        assert!(shop.app.pay_partner("SIAPA", None, PayoutMethod::Cash, "", None).unwrap_err().to_string().contains("belum dicatat"));
        shop.proved();
    }
}

#[test]
fn lost_goods_of_a_consignor_are_the_shops_to_answer_for() {
    let mut shop = Shop::new();
    shop.app.put_partner(&partner(Terms::Commission(2_000)), None).unwrap();
    shop.receive(&ani(), "1", "K", 10, 3_500, None);
    shop.app.write_off(MoveKind::Waste, &order("K", 1, "jatuh"), None).unwrap();
    assert_eq!((shop.balance("2-230"), shop.balance("5-410")), (-4_000, 4_000));
    shop.app.write_off(MoveKind::Expired, &order("K", 1, "lewat tanggal"), None).unwrap();
    assert_eq!(shop.balance("2-230"), -4_000, "what ran out of date is not");
    assert_eq!(shop.held("K", "titip:IBU-ANI", Place::Shop).0, 8);
    shop.proved();
}

#[test]
fn a_buyer_has_a_limit_for_a_day() {
    let mut shop = Shop::new();
    shop.edit("A", |product| product.details.daily_limit = Some(units(5)));
    shop.app.import_members(b"number,name,tier,phone\nA-1,Siti,anggota,\n", false).unwrap();
    assert!(shop.sell("A", 6).unwrap_err().to_string().contains("paling banyak 5"));
    let order = |count| [app::selling::Order { code: "A".into(), quantity: Some(units(count)), price: None }];
    let cash = [Offer { kind: TenderKind::Cash, amount: None, reference: None }];
    shop.app.sell(&order(3), Some("A-1"), &cash).unwrap();
    assert!(shop.app.sell(&order(3), Some("A-1"), &cash).unwrap_err().to_string().contains("paling banyak 5"));
    shop.app.sell(&order(2), Some("A-1"), &cash).unwrap();
    shop.app.scan_item("A", Some(units(5))).unwrap();
    assert!(shop.app.scan_item("A", None).is_err());
    let line = shop.app.cart().cart.lines[0].id;
    assert!(shop.app.set_quantity(line, units(6)).is_err());
    // Who had five today may not be named on five more; the cart stays as it is.
    assert!(shop.app.set_member("A-1").unwrap_err().to_string().contains("paling banyak 5"));
    assert_eq!((shop.app.cart().cart.member.clone(), shop.app.cart().cart.lines.len()), (None, 1));
    shop.proved();
}

#[test]
fn a_look_ahead_says_what_the_deed_then_does() {
    let mut shop = Shop::new();
    shop.edit("BOX", |product| product.details.contents = Some(Contents { sku: "A".into(), quantity: units(40) }));
    shop.app.put_partner(&partner(Terms::Commission(2_000)), None).unwrap();
    shop.receive(&ani(), "T-1", "K", 6, 0, None);
    let twice = |reason: &str| {
        let mut order = order("A", 2, reason);
        order.items.push(order.items[0].clone());
        order.party = "SUMBER".into();
        order
    };
    let cases = [
        (Movement::WriteOff(MoveKind::Waste), twice("penyok")),
        (Movement::WriteOff(MoveKind::Waste), order("K", 1, "remuk")),
        (Movement::WriteOff(MoveKind::Damaged), order("A", 1, "penyok")),
        (Movement::Use, order("A", 1, "rapat")),
        (Movement::SupplierReturn { credited: false }, twice("salah kirim")),
        (Movement::HandBack(ani()), order("K", 2, "")),
        (Movement::Open, order("BOX", 1, "")),
        (Movement::Send, twice("")),
        (Movement::Pack, order("BOX", 1, "")),
        (Movement::Recall(Recall::Owner(ani())), MoveOrder { reason: "tarik".into(), ..MoveOrder::default() }),
    ];
    for (what, order) in cases {
        let records = store::records::count(shop.app.store().connection()).unwrap();
        let preview = match shop.app.preview_move(&what, &order, None) {
            Ok(preview) => preview,
            // The pieces of the last box were sent away.
            Err(fault) => {
                assert!(what == Movement::Pack && shop.app.move_by(&what, &order, None).is_err(), "{what:?}: {fault}");
                continue;
            }
        };
        assert_eq!(store::records::count(shop.app.store().connection()).unwrap(), records, "nothing changed");
        let done = shop.app.move_by(&what, &order, None).unwrap().unwrap();
        let lines: Vec<_> = preview.lines.iter().map(|found| found.line.clone()).collect();
        assert_eq!(lines, done.moved.lines, "{what:?}");
        for found in &preview.lines {
            let place = found.line.from.or(found.line.to).unwrap();
            let last =
                preview.lines.iter().rfind(|other| other.line.sku == found.line.sku && other.line.owner == found.line.owner).unwrap();
            assert_eq!(units(shop.held(&found.line.sku, &found.line.owner.word(), place).0), last.after, "{what:?}");
        }
        let gone: i64 = done.moved.lines.iter().filter(|line| line.from.is_some()).map(|line| line.value.get()).sum();
        assert_eq!(preview.value, Some(Rupiah::new(gone)), "{what:?}");
        let owed: i64 = done.moved.lines.iter().map(|line| line.payable.get()).sum();
        assert_eq!(preview.payable.get(), owed, "{what:?}");
    }
    shop.proved();
}

#[test]
fn what_leaves_for_others_has_a_slip_and_what_is_on_the_way_is_listed() {
    let mut shop = Shop::new();
    shop.app.change_setting("printer.receipt.link", "tcp:127.0.0.1:9").unwrap();
    assert_eq!(shop.app.use_goods(&order("A", 1, "rapat"), None).unwrap().job, None, "nobody signs for own use");
    let mut back = order("A", 2, "salah kirim");
    back.party = "SUMBER".into();
    let job = shop.app.return_to_supplier(&back, false, None).unwrap().job.expect("a slip");
    let bytes = shop.app.print_job(&job).unwrap().bytes;
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("RETUR KE PEMASOK") && text.contains("Mi Goreng") && text.contains("salah kirim"), "{text}");
    assert!(shop.app.on_the_way().unwrap().is_empty());
    let mut away = order("A", 3, "");
    away.party = "Toko Barat".into();
    let sent = shop.app.send_goods(&away, None).unwrap();
    assert!(sent.job.is_some());
    let waiting = shop.app.on_the_way().unwrap();
    assert_eq!((waiting.len(), waiting[0].1, waiting[0].0.party.as_str()), (1, sent.record_id, "Toko Barat"));
    let file = shop.app.shipment_file(sent.record_id).unwrap();
    let read = shop.app.read_shipment(&file).unwrap();
    assert_eq!((read.to.as_str(), read.own, read.taken, read.lines), ("Toko Barat", true, false, vec![("Mi Goreng".to_owned(), units(3))]));
    shop.app.confirm_arrival(sent.record_id, None).unwrap();
    assert!(shop.app.on_the_way().unwrap().is_empty());
    let mut other = Shop::new();
    assert!(!other.app.read_shipment(&file).unwrap().own);
    other.app.take_shipment(&file, None).unwrap();
    assert!(other.app.read_shipment(&file).unwrap().taken, "the same file twice is known before it is taken");
    assert!(other.app.read_shipment(b"{}").unwrap_err().to_string().contains("kiriman"));
    shop.proved();
}

#[test]
fn what_is_held_back_is_listed_until_it_is_free_again() {
    let mut shop = Shop::new();
    shop.app.recall(&Recall::Product { sku: "A".into(), lot: None }, "berjamur", "SUMBER", None).unwrap();
    let held: Vec<_> = shop.app.held_back().unwrap().into_iter().map(|row| (row.sku, row.name, row.lot, row.reason)).collect();
    assert_eq!(held, [("A".to_owned(), "Mi Goreng".to_owned(), String::new(), "berjamur".to_owned())]);
    shop.app.release("A", None, "sudah diperiksa", None).unwrap();
    assert!(shop.app.held_back().unwrap().is_empty());
}

#[test]
fn a_box_is_offered_when_more_is_wanted_than_is_there() {
    let mut shop = Shop::new();
    shop.edit("BOX", |product| product.details.contents = Some(Contents { sku: "A".into(), quantity: units(40) }));
    assert_eq!(shop.app.box_for("A", units(10)).unwrap(), None, "ten are there");
    assert_eq!(shop.app.box_for("A", units(11)).unwrap().unwrap().sku, "BOX");
}
