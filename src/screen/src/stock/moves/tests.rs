use super::*;
use crate::office::Form;
use app::stock::MovePreviewLine;
use domain::goods::MovedLine;
use domain::goods::PartnerKind;
use domain::goods::lots::Lot;

const ID: Language = Language::Indonesian;

fn partners() -> Vec<Partner> {
    let partner = |code: &str, name: &str, kind| Partner { code: code.into(), name: name.into(), kind, active: true, ..Partner::default() };
    vec![partner("CV-JAYA", "CV Jaya", PartnerKind::Supplier), partner("IBU-ANI", "Ibu Ani", PartnerKind::Consignor)]
}

fn values(form: &Form) -> Vec<String> {
    form.fields.iter().map(|field| field.value.clone()).collect()
}

#[test]
fn what_is_said_of_a_move_is_read_back_from_its_form() {
    let said = [
        (Kind::Waste, Head { reason: "Dimakan tikus".into(), aside: true, ..Head::default() }),
        (Kind::Waste, Head { reason: "kena banjir".into(), ..Head::default() }),
        (Kind::Use, Head { reason: "Rapat".into(), ..Head::default() }),
        (Kind::Send, Head { party: "Toko Barat".into(), reason: "stok kosong di sana".into(), ..Head::default() }),
        (Kind::SupplierReturn, Head { party: "CV-JAYA".into(), reason: "Salah kirim".into(), reference: "NK-9".into(), ..Head::default() }),
        (Kind::SupplierReturn, Head { party: "LAIN".into(), reason: "x".into(), ..Head::default() }),
    ];
    for language in [ID, Language::English] {
        for (kind, head) in &said {
            let head = match kind.reasons(ID).iter().position(|reason| *reason == head.reason) {
                Some(place) => Head { reason: kind.reasons(language)[place].to_owned(), ..head.clone() },
                None => head.clone(),
            };
            let mut read = Head::default();
            headed(*kind, &mut read, &values(&heading(*kind, &head, &partners(), language)), &partners(), language);
            assert_eq!(read, head, "{kind:?}");
        }
    }
    assert_eq!(Kind::SupplierReturn.movement(&said[4].1), Movement::SupplierReturn { credited: true });
    assert_eq!(head(Kind::SupplierReturn, &said[4].1, &partners(), ID), "ke CV Jaya · Salah kirim · nota kredit NK-9");
    let order = order(&said[0].1, &[Line { sku: "A".into(), pack: "PCS".into(), quantity: "2".into(), ..Line::default() }]);
    assert_eq!((order.from, order.items[0].quantity.get()), (Some(Place::Damaged), 2_000));
}

#[test]
fn a_lot_and_an_owner_are_chosen() {
    let date = NaiveDate::from_ymd_opt(2026, 12, 31);
    let lots = [
        Lot { expiry: date, lot: "0412".into(), quantity: Quantity::new(3_000) },
        Lot { expiry: None, lot: "0511".into(), quantity: Quantity::new(1_000) },
    ];
    let owners = [Owner::Koperasi, Owner::Consignor("IBU-ANI".into())];
    let mut line = Line { name: "Keripik".into(), dated: true, quantity: "1".into(), ..Line::default() };
    assert!(rows(std::slice::from_ref(&line), &partners(), ID)[0].wrong);
    assert_eq!(more(&line, &[], &owners[..1], &partners(), ID), None);
    let form = more(&line, &lots, &owners, &partners(), ID).expect("a choice");
    assert_eq!(form.fields[0].choices, ["lot mana saja", "sampai 31/12/2026, lot 0412: 3", "lot 0511: 1"]);
    let picked = [form.fields[0].choices[1].clone(), form.fields[1].choices[1].clone()];
    chosen(&mut line, &picked, &lots, &owners, &partners(), ID);
    assert_eq!((line.expiry, line.lot.as_str(), line.owner.clone()), (date, "0412", Some(owners[1].clone())));
    let row = &rows(&[line], &partners(), ID)[0];
    assert_eq!((row.note.as_str(), row.wrong), ("titipan Ibu Ani · sampai 31/12/2026, lot 0412", false));
    let form = recall_form("Keripik", &lots, &partners(), ID);
    let mut values = values(&form);
    assert_eq!(recalled(&values, &lots, &partners(), ID), (None, String::new(), String::new()));
    (values[0], values[1], values[3]) = ("lot 0511".into(), "Diminta BPOM".into(), "CV Jaya".into());
    assert_eq!(recalled(&values, &lots, &partners(), ID), (Some("0511".into()), "Diminta BPOM".into(), "CV-JAYA".into()));
}

#[test]
fn what_it_leads_to_is_told_with_what_to_look_at() {
    let line = |owner: Owner, payable: i64, after: i64| MovePreviewLine {
        line: MovedLine {
            name: "Keripik".into(),
            owner,
            from: Some(Place::Shop),
            quantity: Quantity::new(2_000),
            value: Rupiah::new(5_000),
            payable: Rupiah::new(payable),
            ..MovedLine::default()
        },
        before: Quantity::new(1_000),
        after: Quantity::new(after),
    };
    let own = MovePreview { lines: vec![line(Owner::Koperasi, 0, -1_000)], value: Some(Rupiah::new(5_000)), payable: Rupiah::ZERO };
    let words = |preview_: &MovePreview| preview(preview_, &partners(), ID).into_iter().map(|row| row.value).collect::<Vec<_>>();
    assert_eq!(words(&own)[1..], ["2", "1 → −1", "Rp 5.000"].map(str::to_owned));
    assert!(warning(&own, ID).starts_with("Menurut catatan tidak sebanyak itu: Keripik."), "{}", warning(&own, ID));
    let hidden = MovePreview { value: None, ..own };
    assert!(!words(&hidden).iter().any(|word| word.contains("5.000")), "who may not see cost sees none");
    let others =
        MovePreview { lines: vec![line(Owner::Consignor("IBU-ANI".into()), 4_000, 1_000)], value: None, payable: Rupiah::new(4_000) };
    assert!(warning(&others, ID).contains("Rp 4.000"));
    let moved = GoodsMove {
        business_date: NaiveDate::default(),
        kind: MoveKind::Waste,
        reason: String::new(),
        party: String::new(),
        reference: String::new(),
        by: String::new(),
        lines: others.lines.into_iter().map(|found| found.line).collect(),
    };
    assert_eq!(done(Kind::Waste, &moved, None, ID), "Rusak, dibuang: 1 macam, 2 satuan. Sudah dibukukan.");
}

#[test]
fn every_kind_has_words_in_both_languages() {
    for language in [ID, Language::English] {
        let names: Vec<_> = Kind::TILES.iter().map(|kind| kind.words(language).0).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), Kind::TILES.len(), "{names:?}");
        assert!(Kind::TILES.iter().all(|kind| *kind == Kind::Shipments || !kind.action(language).is_empty()));
    }
}
