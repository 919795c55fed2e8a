//! A shop and a network that know each other's cards.

use app::trade::{CountedLine, DeliveryAsk, DespatchOrder, DraftAsk, OrderAnswer, TakenDocument};
use app::{App, FixedClock};
use domain::trade::{Party, PartyKind};
use domain::{Quantity, Rupiah};
use store::trade::documents;

/// What the shop sells.
const SHOP_GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,minimum,supplier
MI,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3100,,,0,none,40,DC
MI,Mi Goreng,makanan,pcs,dus,40,8990000000028,116000,,,,none,,
GULA,Gula 1 kg,sembako,pcs,pcs,1,8990000000035,17500,,,0,none,12,DC
GULA,Gula 1 kg,sembako,pcs,dus,12,8990000000042,205000,,,,none,,
";
/// What the network has in stock.
const NETWORK_GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
IND-85,Indomi Goreng 85g,makanan,pcs,pcs,1,8990000000011,2700,,2200,4000,none
IND-85,Indomi Goreng 85g,makanan,pcs,ctn,40,8990000000028,105000,,,,none
GUL-1,Gula pasir 1kg,sembako,pcs,pcs,1,8990000000035,15500,,14000,1200,none
GUL-1,Gula pasir 1kg,sembako,pcs,ctn,12,8990000000042,186000,,,,none
";
/// The network's prices: noodles 100.000 a dus, sugar 180.000.
pub(crate) const PRICES: &str = "barcode,price,minimum\n8990000000028,100000,1\n8990000000042,180000,1\n";

pub(crate) struct Pair {
    pub(crate) shop: App,
    pub(crate) network: App,
    _folder: tempfile::TempDir,
}

pub(crate) fn clock(app: &mut App, time: &str) {
    app.set_clock(Box::new(FixedClock(time.parse().unwrap())));
}

/// A shop database of its own.
pub(crate) fn make(folder: &tempfile::TempDir, name: &str, goods: &str) -> App {
    let mut app = App::make(&folder.path().join(format!("{name}.db")), name, "A").unwrap();
    clock(&mut app, "2026-03-02T09:00:00+07:00");
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(goods.as_bytes(), false).unwrap();
    app
}

impl Pair {
    /// They exchanged cards, and the network's catalogue is in the shop.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut pair = Self { shop: make(&folder, "Toko", SHOP_GOODS), network: make(&folder, "DC", NETWORK_GOODS), _folder: folder };
        let card = pair.network.card_file(None).unwrap();
        let dc = pair.shop.read_card(&card, "DC", PartyKind::Network).unwrap();
        pair.shop.put_party(&Party { terms_days: 14, ..dc }, None).unwrap();
        let card = pair.shop.card_file(None).unwrap();
        let toko = pair.network.read_card(&card, "TOKO", PartyKind::Koperasi).unwrap();
        pair.network.put_party(&Party { terms_days: 14, ..toko }, None).unwrap();
        pair.network.issue_catalogue(PRICES.as_bytes(), None, None, None).unwrap();
        all_taken(pair.reach_shop());
        pair
    }

    /// All that the network issued, into the shop.
    pub(crate) fn reach_shop(&mut self) -> Vec<TakenDocument> {
        carry(&self.network, &mut self.shop)
    }

    /// All that the shop issued, into the network.
    pub(crate) fn reach_network(&mut self) -> Vec<TakenDocument> {
        carry(&self.shop, &mut self.network)
    }

    /// An order that is sent, answered as it is, and whose goods are on their way.
    pub(crate) fn ordered(&mut self, asks: &[DraftAsk]) -> (String, String) {
        let draft = self.shop.draft_order("DC", asks, None, "", None).unwrap();
        let order = self.shop.send_order(draft.no, None).unwrap().number;
        all_taken(self.reach_network());
        self.network.answer_order(&order, &OrderAnswer::default(), None).unwrap();
        let sent = self.network.despatch(&DespatchOrder { order: Some(order.clone()), ..DespatchOrder::default() }, None).unwrap();
        all_taken(self.reach_shop());
        (order, sent.document.number)
    }

    /// What was counted of an order; the advice is carried over, and the network's invoice for it comes back. Numbers of
    /// advice and invoice.
    pub(crate) fn received_and_invoiced(&mut self, order: &str, counted: &[(&str, i64)]) -> (String, String) {
        let advice = self.received(order, counted);
        let ask = app::trade::InvoiceAsk { advice: advice.clone(), ..app::trade::InvoiceAsk::default() };
        let invoice = self.network.issue_invoice(&ask, None).unwrap().number;
        all_taken(self.reach_shop());
        (advice, invoice)
    }

    /// What was counted of an order; the advice is carried over.
    pub(crate) fn received(&mut self, order: &str, counted: &[(&str, i64)]) -> String {
        let ask = DeliveryAsk { order: order.into(), counted: lines(counted), ..DeliveryAsk::default() };
        let advice = self.shop.receive_delivery(&ask, None).unwrap().advice.unwrap();
        all_taken(self.reach_network());
        advice.number
    }
}

fn carry(from: &App, to: &mut App) -> Vec<TakenDocument> {
    let mut taken = Vec::new();
    for file in from.document_files(None).unwrap() {
        taken.extend(to.take_documents(&file.bytes, None).unwrap());
    }
    taken
}

pub(crate) fn all_taken(documents: Vec<TakenDocument>) {
    for document in documents {
        assert!(document.refused.is_none(), "{} {}: {}", document.words, document.number, document.refused.unwrap());
    }
}

pub(crate) fn ask(code: &str, packs: i64) -> DraftAsk {
    DraftAsk { code: code.into(), quantity: Quantity::new(packs * 1_000), ..DraftAsk::default() }
}

pub(crate) fn lines(counted: &[(&str, i64)]) -> Vec<CountedLine> {
    let line = |(code, packs): &(&str, i64)| CountedLine {
        code: (*code).into(),
        quantity: Quantity::new(packs * 1_000),
        ..CountedLine::default()
    };
    counted.iter().map(line).collect()
}

/// The balance of an account with its part.
pub(crate) fn part(app: &App, account: &str, sub: &str) -> i64 {
    let sql = "SELECT coalesce(sum(debit - credit), 0) FROM account_balance WHERE account = ?1 AND sub = ?2";
    app.store().connection().query_row(sql, [account, sub], |row| row.get(0)).unwrap()
}

pub(crate) fn balance(app: &App, account: &str) -> i64 {
    store::ledger::balance(app.store().connection(), account).unwrap().get()
}

/// The journal of a document: account, part, rupiah; sorted.
pub(crate) fn journal(app: &App, kind: &str, number: &str) -> Vec<(String, String, i64)> {
    let rows = documents::numbered(app.store().connection(), "", kind, number).unwrap();
    let row = rows.first().unwrap_or_else(|| panic!("{kind} {number}"));
    let journal = store::ledger::at(app.store().connection(), row.pos).unwrap();
    let mut postings = journal.map(|(journal, _)| journal.postings).unwrap_or_default();
    postings.sort();
    postings
}

/// Lines of a journal as they are expected; sorted.
pub(crate) fn expected(lines: &[(&str, &str, i64)]) -> Vec<(String, String, i64)> {
    let mut lines: Vec<_> = lines.iter().map(|(account, sub, amount)| ((*account).to_owned(), (*sub).to_owned(), *amount)).collect();
    lines.sort();
    lines
}

pub(crate) fn proved(app: &App) {
    let findings = app.store().verify(|_, _| {}).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

pub(crate) fn records(app: &App) -> u64 {
    store::records::count(app.store().connection()).unwrap()
}

pub(crate) fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount)
}
