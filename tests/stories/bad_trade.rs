//! What comes in wrong is refused or flagged with one clear sentence, by command; nothing is lost and nothing is kept twice.

use chrono::{Days, NaiveDate};
use record::DeviceKey;
use record::document::{
    Card, Content, CreditNote, Document, Enclosed, Goods, Invoice, InvoiceLine, PartyRef, from_ubl, sign, to_ubl, write_file,
};
use serde_json::Value;
use support::traders::{NOODLES, PRICES, SUGAR, Side};
use support::{Shop, Traders};
use uuid::Uuid;

/// A supplier with software of its own, whose key is in the test.
struct Stranger {
    key: DeviceKey,
    own: PartyRef,
    today: NaiveDate,
}

impl Stranger {
    /// The shop has compared its fingerprint and kept its card.
    fn known_to(shop: &Shop) -> Self {
        let key = DeviceKey::from_bytes(&[9; 32]).expect("a key");
        let today = shop.json(&["claim", "list"])["on"].as_str().expect("a day").parse().expect("a day");
        let own = PartyRef { id: "AHU-9".into(), name: "PT Pemasok".into() };
        let stranger = Self { key, own, today };
        let card =
            stranger.document(PartyRef::default(), "KP-1", Content::Card(Card { legal_name: "PT Pemasok".into(), ..Card::default() }));
        let file = stranger.file(shop, &card);
        shop.ok(&["party", "add", "PEMASOK", "--card", &file, "--terms", "7"]);
        stranger
    }

    fn document(&self, to: PartyRef, number: &str, content: Content) -> Document {
        Document {
            id: Uuid::now_v7(),
            number: number.into(),
            from: self.own.clone(),
            to,
            date: self.today,
            refers: None,
            currency: "IDR".into(),
            content,
        }
    }

    fn bill(&self, number: &str) -> Document {
        let goods = Goods { name: "Mi Goreng".into(), pack: "DUS".into(), factor: 40, gtin: NOODLES.into(), ..Goods::default() };
        let line = InvoiceLine { line: 1, order_line: 0, goods, quantity: 2_000, price: 100_000, amount: 200_000 };
        let due = self.today.checked_add_days(Days::new(7)).expect("a date");
        self.document(shop_ref(), number, Content::Invoice(Invoice { lines: vec![line], total: 200_000, due, ..Invoice::default() }))
    }

    fn sealed(&self, shop: &Shop, text: String) -> String {
        let signature = sign(&self.key, &text);
        shop.write("dari-pemasok.dokumen", write_file(&[Enclosed { key: self.key.public(), signature, text }]).expect("writes"))
    }

    fn file(&self, shop: &Shop, document: &Document) -> String {
        self.sealed(shop, document.text().expect("text"))
    }
}

fn shop_ref() -> PartyRef {
    PartyRef { id: "AHU-1".into(), name: "Koperasi Toko".into() }
}

/// The sentence of an import; the records of the shop stay as they are. What became of each document stands on standard
/// output, so only the sentence is looked at.
fn refused(shop: &Shop, arguments: &[&str]) -> String {
    let before = shop.traces();
    let sentence = shop.run(arguments).sentence();
    assert_eq!(shop.traces(), before, "{sentence}");
    sentence
}

#[test]
fn a_changed_byte_anywhere_in_a_signed_file() {
    let pair = Traders::new();
    let shop = &pair.shop;
    let stranger = Stranger::known_to(shop);
    let whole = std::fs::read(stranger.file(shop, &stranger.bill("F-1"))).expect("reads");
    let head = whole.iter().position(|byte| *byte == b'\n').expect("a line end") + 1;
    // Every part of the file: the first line, the text, the key, the signature.
    for step in 0..24 {
        let at = if step == 0 { 3 } else { head + (whole.len() - head - 1) * step / 24 };
        let mut changed = whole.clone();
        changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
        let file = shop.write("berubah.dokumen", &changed);
        let sentence = refused(shop, &["invoice", "import", &file]);
        let known = [
            "tidak cocok dengan isinya",
            "rusak atau terpotong",
            "bukan berkas dokumen",
            "tidak terbaca",
            "kunci lain",
            "belum dicatat",
            "bukan toko ini",
            "USD",
            "mata uang",
        ];
        assert!(known.iter().any(|words| sentence.contains(words)), "byte {at}: {sentence}");
        let sentence = refused(shop, &["documents", "import", &file]);
        assert!(known.iter().any(|words| sentence.contains(words)), "byte {at}: {sentence}");
    }
    // The file as it was sent is taken in all the same.
    shop.ok(&["invoice", "import", &shop.write("utuh.dokumen", &whole)]);
    shop.verify();
}

#[test]
fn invoices_that_are_wrong() {
    let pair = Traders::new();
    let shop = &pair.shop;
    let stranger = Stranger::known_to(shop);
    let import = |document: &Document| {
        let file = stranger.file(shop, document);
        refused(shop, &["invoice", "import", &file])
    };
    // For another shop; for nobody.
    let sentence = import(&Document { to: PartyRef { id: "AHU-7".into(), name: "Koperasi Lain".into() }, ..stranger.bill("F-1") });
    assert_eq!(sentence, "dokumen F-1 ditujukan kepada Koperasi Lain, bukan toko ini; tidak dimuat");
    let sentence = import(&Document { to: PartyRef::default(), ..stranger.bill("F-1") });
    assert!(sentence.contains("tidak ditujukan kepada siapa pun"), "{sentence}");
    // Another currency.
    let sentence = import(&Document { currency: "USD".into(), ..stranger.bill("F-1") });
    assert_eq!(sentence, "dokumen F-1 memakai mata uang USD; di sini hanya rupiah (IDR)");
    // A due date in the past: before its own invoice it is refused, before today it is flagged.
    let mut late = stranger.bill("F-1");
    let Content::Invoice(bill) = &mut late.content else { panic!("an invoice") };
    bill.due = stranger.today.checked_sub_days(Days::new(1)).expect("a date");
    let sentence = import(&late);
    assert!(sentence.contains("sudah lewat sebelum tanggal faktur"), "{sentence}");
    late.date = stranger.today.checked_sub_days(Days::new(10)).expect("a date");
    late.number = "F-0".into();
    shop.ok(&["invoice", "import", &stranger.file(shop, &late)]);
    let look = shop.json(&["invoice", "match", "F-0", "--preview"]);
    assert!(look["flags"].to_string().contains("sudah lewat"), "{look}");
    // An invoice twice: the same file changes nothing, the same number with other words is refused.
    let first = stranger.bill("F-1");
    let file = stranger.file(shop, &first);
    shop.ok(&["invoice", "import", &file]);
    let before = shop.records();
    assert!(shop.ok(&["invoice", "import", &file]).contains("sudah ada"));
    assert_eq!(shop.records(), before);
    let sentence = import(&stranger.bill("F-1"));
    assert_eq!(sentence, "dokumen F-1 dari PEMASOK sudah ada dengan isi lain; tanyakan kepada pengirimnya, yang pertama tetap berlaku");
    // Somebody else's key under the party's name.
    let other = DeviceKey::from_bytes(&[8; 32]).expect("a key");
    let text = stranger.bill("F-3").text().expect("text");
    let signature = sign(&other, &text);
    let file = shop.write("palsu.dokumen", write_file(&[Enclosed { key: other.public(), signature, text }]).expect("writes"));
    assert!(refused(shop, &["invoice", "import", &file]).contains("kunci lain"));
    shop.verify();
}

#[test]
fn an_invoice_for_more_than_was_received_is_held() {
    let pair = Traders::new();
    let shop = &pair.shop;
    // One who sends paper.
    shop.ok(&["party", "add", "GUDANG", "--name", "Gudang", "--legal-id", "AHU-9", "--legal-name", "PT Gudang", "--kind", "jaringan"]);
    let (noodles, sugar) = (format!("{NOODLES}=10@100000"), format!("{SUGAR}=5@180000"));
    let draft = shop.json(&["order", "new", "--party", "GUDANG", &noodles, &sugar])["draft"].to_string();
    let order = shop.json(&["order", "send", &draft])["number"].as_str().expect("a number").to_owned();
    let counted = shop.write("hitung.csv", format!("barcode,quantity\n{NOODLES},8\n{SUGAR},5\n"));
    shop.ok(&["delivery", "receive", &order, &counted, "--note", "SJ-77"]);
    let today = shop.json(&["claim", "list"])["on"].as_str().expect("a day").to_owned();
    let new = |number: &str, noodles: &str| {
        let (noodles, sugar) = (format!("{NOODLES}={noodles}@100000"), format!("{SUGAR}=5@180000"));
        shop.ok(&["invoice", "new", "--party", "GUDANG", "--number", number, "--date", &today, "--order", &order, &noodles, &sugar]);
    };
    new("F-77", "10");
    let matched = shop.json(&["invoice", "match", "F-77"]);
    let line = &matched["lines"][0];
    assert_eq!(
        (&line["outcome"], &line["accepted"], &line["disputed"]),
        (&"quantity".into(), &800_000.into(), &200_000.into()),
        "{matched}"
    );
    assert_eq!(line["reason"], "difaktur 400, yang diterima dan belum difaktur 320");
    assert_eq!((matched["accepted"].as_i64(), shop.balance("2-220")), (Some(1_700_000), -1_700_000));
    // The same goods on another invoice: nothing of them is left to be paid for.
    new("F-78", "8");
    let again = shop.json(&["invoice", "match", "F-78"]);
    assert_eq!((again["accepted"].as_i64(), again["disputed"].as_i64()), (Some(0), Some(1_700_000)), "{again}");
    shop.verify();
}

#[test]
fn a_replayed_old_catalogue() {
    let pair = Traders::new();
    let old = std::fs::read(pair.letter(Side::Network)).expect("reads");
    let dearer = pair.network.write("harga2.csv", PRICES.replace("100000", "120000"));
    pair.network.ok(&["catalogue", "issue", &dearer]);
    // Another shop hears of the second one first; then the first one comes out of a drawer.
    let shop = &pair.shop;
    shop.ok(&["catalogue", "import", &pair.letter(Side::Network)]);
    let file = shop.write("lama.dokumen", &old);
    let before = shop.records();
    assert!(shop.ok(&["catalogue", "import", &file]).contains("sudah ada"), "what is known is known");
    assert_eq!(shop.records(), before);
    let fresh = Shop::nothing();
    fresh.ok(&["init", "--name", "Koperasi Baru"]);
    let card = pair.network.write("kartu.dokumen", "");
    pair.network.ok(&["party", "card", &card]);
    fresh.ok(&["party", "add", "DC", "--card", &card, "--kind", "jaringan"]);
    let only_second = Traders::texts(&pair.letter(Side::Network)).iter().rposition(|text| text["kind"] == "catalogue").expect("the second");
    let text = std::fs::read_to_string(pair.letter(Side::Network)).expect("reads");
    let kept: Vec<&str> = text.lines().enumerate().filter(|(at, _)| *at == 0 || *at == only_second + 1).map(|(_, line)| line).collect();
    fresh.ok(&["catalogue", "import", &fresh.write("baru.dokumen", kept.join("\n"))]);
    let sentence = refused(&fresh, &["catalogue", "import", &fresh.write("lama.dokumen", &old)]);
    assert_eq!(sentence, "katalog DC versi 1 lebih lama dari yang ada di sini (versi 2); tidak dimuat");
}

#[test]
fn a_party_under_two_names_and_a_fingerprint_that_does_not_fit() {
    let pair = Traders::new();
    let shop = &pair.shop;
    let add = ["party", "add", "DC-LAMA", "--name", "DC", "--legal-id", "AHU-2", "--legal-name", "PT DC"];
    assert_eq!(refused(shop, &add), "badan hukum AHU-2 sudah dicatat sebagai DC; pakai pihak itu, jangan dicatat dua kali");
    let card = pair.network.write("kartu.dokumen", "");
    pair.network.ok(&["party", "card", &card]);
    let sentence = refused(shop, &["party", "add", "DC", "--card", &card, "--fingerprint", "0000-1111-2222-3333-4444"]);
    assert!(sentence.contains("jangan dipakai"), "{sentence}");
    let sentence = refused(shop, &["party", "add", "BARU", "--name", "Tanpa badan hukum"]);
    assert!(sentence.contains("isi badan hukum"), "{sentence}");
}

#[test]
fn amounts_beyond_what_is_open() {
    let pair = Traders::new();
    let shop = &pair.shop;
    let (noodles, counted) = (format!("{NOODLES}=2"), format!("{NOODLES},2"));
    let deal = pair.deal(Side::Shop, &[&noodles], &counted, &[]);
    let pay = |amount: &str| refused(shop, &["pay", "--party", "DC", "--amount", amount]);
    assert_eq!(pay("200001"), "yang masih terbuka hanya Rp 200.000; periksa jumlahnya");
    assert!(pay("0").contains("lebih dari nol"));
    assert!(refused(shop, &["pay", "--party", "DC", "--amount", "1", "--claim", "F-404"]).contains("F-404 tidak ada atau sudah lunas"));
    assert!(refused(shop, &["pay", "--party", "DC", "--amount", "9999999", "--by", "cash", "--advance"]).contains("brankas"));
    // What the seller gives back too much is owed by the seller, and both sides see it.
    pair.network.ok(&["claim", "credit", "--party", "TOKO", "--cause", "rebate", "--amount", "250000", "--invoice", &deal.invoice]);
    pair.carry(Side::Network);
    let list = shop.json(&["claim", "list"]);
    assert_eq!((&list["payable"]["total"], &list["receivable"]["total"]), (&0.into(), &50_000.into()), "{list}");
    pair.agree();
}

#[test]
fn a_statement_that_skips_one() {
    let pair = Traders::new();
    let (shop, network) = (&pair.shop, &pair.network);
    let (noodles, counted) = (format!("{NOODLES}=2"), format!("{NOODLES},2"));
    pair.deal(Side::Shop, &[&noodles], &counted, &[]);
    let today = shop.json(&["claim", "list"])["on"].as_str().expect("a day").to_owned();
    // The network agrees with the shop's first statement, but its own never reaches the shop.
    shop.ok(&["statement", "make", "--party", "DC", "--to", &today]);
    network.ok(&["statement", "make", "--party", "TOKO", "--to", &today]);
    pair.carry(Side::Shop);
    network.ok(&["claim", "credit", "--party", "TOKO", "--cause", "rebate", "--amount", "5000"]);
    let second = network.json(&["statement", "make", "--party", "TOKO", "--to", &today]);
    assert_eq!(second["number"], 1);
    let letter = pair.letter(Side::Network);
    let texts = Traders::texts(&letter);
    let is_first = |text: &Value| text["kind"] == "statement" && text["content"]["number"] == 0;
    let lines = std::fs::read_to_string(&letter).expect("reads");
    let kept: Vec<&str> = lines.lines().enumerate().filter(|(at, _)| *at == 0 || !is_first(&texts[at - 1])).map(|(_, line)| line).collect();
    assert_eq!(kept.len(), texts.len(), "one line less");
    let file = shop.write("tanpa-yang-pertama.dokumen", kept.join("\n"));
    let sentence = refused(shop, &["statement", "compare", &file]);
    let named = second["document"].as_str().expect("a number");
    assert_eq!(sentence, format!("rekening koran {named} bernomor urut 1, seharusnya 0; minta yang belum terkirim dulu"));
    let sentence = shop.run(&["documents", "import", &file]).sentence();
    assert!(sentence.contains("seharusnya 0"), "{sentence}");
    // With the first one both come in.
    pair.carry(Side::Network);
    pair.agree();
}

/// UBL of a supplier without a card, by command: kept once, refused with a sentence.
#[test]
fn files_of_other_programs() {
    let pair = Traders::new();
    let shop = &pair.shop;
    shop.ok(&["party", "add", "SUMBER", "--name", "UD Sumber", "--legal-id", "NPWP-01", "--legal-name", "UD Sumber", "--terms", "7"]);
    let today: NaiveDate = shop.json(&["claim", "list"])["on"].as_str().expect("a day").parse().expect("a day");
    let order = {
        let item = format!("{NOODLES}=2@100000");
        let draft = shop.json(&["order", "new", "--party", "SUMBER", &item])["draft"].to_string();
        shop.json(&["order", "send", &draft])["number"].as_str().expect("a number").to_owned()
    };
    // What goes to the supplier is UBL too, and names the order; it comes back in the invoice.
    let sent = shop.file("pesanan.xml").to_str().expect("text").to_owned();
    shop.ok(&["documents", "show", &order, "--out", &sent]);
    let read = from_ubl(&std::fs::read_to_string(&sent).expect("reads")).expect("UBL");
    assert_eq!((read.number.as_str(), read.to.id.as_str()), (order.as_str(), "NPWP-01"));
    let counted = shop.write("hitung.csv", format!("barcode,quantity\n{NOODLES},2\n"));
    let received = shop.json(&["delivery", "receive", &order, &counted, "--note", "SJ-5"]);
    // The receipt advice names the order as the supplier's program knows it.
    let advice = shop.file("terima.xml").to_str().expect("text").to_owned();
    shop.ok(&["documents", "show", received["advice"]["number"].as_str().expect("a number"), "--out", &advice]);
    assert!(std::fs::read_to_string(&advice).expect("reads").contains(&format!("<cbc:ID>{order}</cbc:ID>")));
    let Content::Order(ordered) = &read.content else { panic!("an order") };
    let line =
        InvoiceLine { line: 1, order_line: 1, goods: ordered.lines[0].goods.clone(), quantity: 2_000, price: 100_000, amount: 200_000 };
    let bill = Invoice {
        order: Some(read.id),
        lines: vec![line],
        total: 200_000,
        due: today.checked_add_days(Days::new(7)).expect("a date"),
        ..Invoice::default()
    };
    let supplier = PartyRef { id: "NPWP-01".into(), name: "UD Sumber".into() };
    let document = |number: &str, refers: Uuid, content: Content| Document {
        // A program that numbers its documents in its own way.
        id: Uuid::from_u128(number.bytes().fold(7, |sum, byte| sum * 251 + u128::from(byte))),
        number: number.into(),
        from: supplier.clone(),
        to: shop_ref(),
        date: today,
        refers: Some(refers),
        currency: "IDR".into(),
        content,
    };
    let invoice = document("INV/9", read.id, Content::Invoice(bill));
    let xml = to_ubl(&invoice).expect("UBL");
    let file = shop.write("faktur.xml", &xml);
    let taken = shop.json(&["invoice", "import", &file]);
    assert_eq!((&taken[0]["new"], &taken[0]["number"]), (&true.into(), &"INV/9".into()));
    let before = shop.records();
    assert_eq!(shop.json(&["invoice", "import", &file])[0]["new"], false);
    assert_eq!(shop.json(&["documents", "import", &file])["known"], 1);
    assert_eq!(shop.records(), before, "twice is once");
    assert_eq!(shop.json(&["invoice", "match", "INV/9"])["disputed"], 0);
    assert_eq!(shop.balance("2-210"), -200_000);
    // A folder with the note that belongs to it.
    let note = CreditNote { cause: "rebate".into(), total: 20_000, ..CreditNote::default() };
    let note = to_ubl(&document("NK/1", invoice.id, Content::CreditNote(note))).expect("UBL");
    let note = note.replace(&invoice.id.to_string(), "INV/9");
    let folder = shop.file("masuk");
    std::fs::create_dir(&folder).expect("makes");
    std::fs::write(folder.join("nota.XML"), note).expect("writes");
    let taken = shop.json(&["documents", "import", folder.to_str().expect("text")]);
    assert_eq!(taken["new"].as_array().expect("rows").len(), 1, "{taken}");
    assert_eq!(shop.balance("2-210"), -180_000);
    // What cannot be used.
    let broken = |name: &str, text: &str| refused(shop, &["invoice", "import", &shop.write(name, text)]);
    assert!(broken("a.xml", &xml[..xml.len() - 30]).contains("bukan XML yang utuh"));
    assert!(broken("b.xml", "<html/>").contains("«html» tidak dikenal"));
    assert!(broken("c.xml", &xml.replace("INV/9", "INV/10").replace("\"IDR\"", "\"USD\"")).contains("USD"));
    assert!(broken("d.xml", &xml.replace("INV/9", "INV/10").replace("AHU-1", "AHU-5")).contains("bukan toko ini"));
    assert!(broken("e.xml", &xml.replace("INV/9", "INV/10").replace("NPWP-01", "NPWP-02")).contains("belum dicatat"));
    assert!(broken("f.xml", &xml.replace("100000", "90000").replace("200000", "180000")).contains("sudah ada dengan isi lain"));
    shop.verify();
}
