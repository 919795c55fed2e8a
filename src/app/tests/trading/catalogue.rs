//! Catalogues: signed ones, and price lists of suppliers without software.

use domain::trade::{Party, PartyKind};

use crate::pair::{Pair, all_taken, ask, proved, records, rupiah};

const NEW_PRICES: &str = "barcode,price,minimum\n8990000000028,104000,1\n";

/// A supplier who has no software.
fn supplier(pair: &mut Pair) {
    let party = Party {
        code: "SUMBER".into(),
        name: "Toko Sumber".into(),
        legal_id: "NPWP-01".into(),
        legal_name: "UD Sumber".into(),
        kind: PartyKind::Supplier,
        terms_days: 7,
        active: true,
        ..Party::default()
    };
    pair.shop.put_party(&party, None).unwrap();
}

fn file(app: &app::App) -> Vec<u8> {
    app.document_files(None).unwrap().remove(0).bytes
}

#[test]
fn what_changed_for_goods_that_the_shop_sells() {
    let mut pair = Pair::new();
    let old = file(&pair.network);
    pair.network.issue_catalogue(NEW_PRICES.as_bytes(), None, None, None).unwrap();
    let version = pair.network.issue_catalogue(NEW_PRICES.as_bytes(), None, None, None).unwrap();
    let record::document::Content::Catalogue(catalogue) = &version.content else { panic!("a catalogue") };
    assert_eq!(catalogue.version, 2, "the same prices again are no new version");
    let new = file(&pair.network);
    let before = records(&pair.shop);
    let dry = pair.shop.import_catalogue(&new, None, true, None).unwrap();
    assert_eq!(records(&pair.shop), before, "a dry run keeps nothing");
    let news = pair.shop.import_catalogue(&new, Some("DC"), false, None).unwrap();
    assert_eq!(dry, news);
    let latest = news.last().unwrap();
    assert_eq!((latest.version, latest.new, latest.signed), (2, true, true));
    let noodles = &latest.goods[0];
    assert_eq!(
        (noodles.sku.as_str(), noodles.pack.as_str(), noodles.before, noodles.now),
        ("MI", "DUS", Some(rupiah(100_000)), rupiah(104_000))
    );
    // Sold for 116.000: up 4 %, and 11,54 % are left.
    assert_eq!((noodles.change, noodles.sale, noodles.margin), (Some(400), rupiah(116_000), Some(1_154)));
    assert_eq!(latest.gone.len(), 1, "sugar is gone");
    let price = |app: &app::App| app.goods_of("MI", "DUS").unwrap().hit.product.packs[1].price;
    assert_eq!(price(&pair.shop), rupiah(116_000), "sale prices stay");
    let held = pair.shop.party_catalogue("DC").unwrap().unwrap();
    assert_eq!((held.version, &held.goods, held.gone.len()), (2, &latest.goods, 1), "the newest holds");
    assert_eq!(held.goods[0].minimum.get(), 1_000);
    assert!(pair.shop.party_catalogue("TIDAK").is_err());
    // An old one that is sent again is known; one that never came is refused.
    let again = pair.shop.import_catalogue(&old, None, false, None).unwrap();
    assert!(!again[0].new);
    proved(&pair.shop);
}

#[test]
fn a_replayed_old_catalogue_is_refused() {
    let mut pair = Pair::new();
    pair.network.issue_catalogue(NEW_PRICES.as_bytes(), None, None, None).unwrap();
    let second = pair.network.document_files(None).unwrap();
    pair.network.issue_catalogue(b"barcode,price\n8990000000028,105000\n", None, None, None).unwrap();
    // Only the third arrives; the second comes later.
    let third = pair.network.document_files(None).unwrap().remove(0).bytes;
    let text = String::from_utf8(third).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains("\\\"version\\\":2,")).collect();
    all_taken(pair.shop.take_documents(lines.join("\n").as_bytes(), None).unwrap());
    let before = records(&pair.shop);
    let said = pair.shop.import_catalogue(&second[0].bytes, None, false, None).unwrap_err().to_string();
    assert!(said.contains("versi 2") && said.contains("versi 3"), "{said}");
    assert_eq!(records(&pair.shop), before);
    let draft = pair.shop.draft_order("DC", &[ask("8990000000028", 1)], None, "", None).unwrap();
    assert_eq!((draft.lines[0].price, draft.lines[0].catalogue), (rupiah(105_000), Some(3)));
}

#[test]
fn a_price_list_becomes_a_snapshot_that_nobody_signed() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let list = "code;name;pack;pack_size;gtin;price;minimum;from_2;price_2
MG40;Mie goreng isi 40;dus;40;8990000000028;99000;2;10;98000
X1;Kopi;pcs;1;;1500;;;
G1;Gula karung 12;bal;12;;182000;;;
";
    let missing = pair.shop.import_catalogue(list.as_bytes(), None, false, None).unwrap_err().to_string();
    assert!(missing.contains("--party"), "{missing}");
    let news = pair.shop.import_catalogue(list.as_bytes(), Some("SUMBER"), false, None).unwrap().remove(0);
    assert_eq!((news.version, news.signed, news.new, news.items, news.goods.len(), news.unlinked.len()), (1, false, true, 3, 1, 2));
    let before = records(&pair.shop);
    let again = pair.shop.import_catalogue(list.as_bytes(), Some("SUMBER"), false, None).unwrap().remove(0);
    assert_eq!((records(&pair.shop), again.new, again.signed), (before, false, false), "the same list is no new version");
    // Linked by hand: from then on it is known.
    pair.shop.link_code("SUMBER", "G1", "GULA", Some("DUS"), None).unwrap();
    let news = pair.shop.import_catalogue(list.as_bytes(), Some("SUMBER"), true, None).unwrap().remove(0);
    assert_eq!(news.goods.iter().map(|goods| goods.how.word()).collect::<Vec<_>>(), ["gtin", "hand"]);
    let draft = pair.shop.draft_order("SUMBER", &[ask("8990000000028", 12), ask("8990000000042", 1)], None, "", None).unwrap();
    let prices: Vec<_> = draft.lines.iter().map(|line| (line.code.as_str(), line.price.get(), line.catalogue)).collect();
    assert_eq!(prices, [("MG40", 98_000, Some(1)), ("G1", 182_000, Some(1))]);
    // Nothing of it is sent to anybody.
    assert!(pair.shop.document_files(None).unwrap().iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("Mie goreng isi 40")));
    pair.shop.rebuild(|_, _| {}).unwrap();
    proved(&pair.shop);
}

#[test]
fn a_price_list_with_faults_names_every_row() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let wrong = "code,name,price,pack_size\nA,Satu,0,1\nB,Dua,100,0\n,Tiga,100,1\nC,Empat,seratus,1\n";
    let said = pair.shop.import_catalogue(wrong.as_bytes(), Some("SUMBER"), false, None).unwrap_err().to_string();
    for row in ["baris 2", "baris 5"] {
        assert!(said.contains(row), "{said}");
    }
    let twice = "code,name,price\nA,Satu,100\nA,Satu lagi,200\n";
    let said = pair.shop.import_catalogue(twice.as_bytes(), Some("SUMBER"), false, None).unwrap_err().to_string();
    assert!(said.contains("ada dua kali"), "{said}");
}
