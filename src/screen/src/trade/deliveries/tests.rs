use super::*;
use app::trade::{DeliveryLine, Goods};
use chrono::NaiveDate;

const ID: Language = Language::Indonesian;

fn packs(packs: i64) -> Quantity {
    Quantity::new(packs * 1_000)
}

fn delivery(received: bool) -> Delivery {
    let date = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
    let goods = Goods { code: "M".into(), sku: "MI".into(), gtin: String::new(), name: "Mi".into(), pack: "CTN".into(), factor: 40 };
    Delivery {
        id: "0190a000-0000-7000-8000-000000000001".parse().expect("an id"),
        number: "A1-SJ0001".into(),
        party: "DC".into(),
        order: "A1-SP0001".into(),
        date,
        vehicle: "S 1234 XY".into(),
        driver: String::new(),
        received: received.then_some(date),
        lines: vec![DeliveryLine { line: 1, goods, noted: packs(777), expiry: None, lot: String::new() }],
    }
}

fn line(quantity: &str, expected: bool) -> CountLine {
    let line = CountLine { sku: "MI".into(), name: "Mi".into(), pack: "DUS".into(), pack_words: "DUS 40".into(), ..CountLine::default() };
    CountLine { quantity: quantity.into(), expected, ..line }
}

#[test]
fn who_counts_does_not_see_how_many_there_should_be() {
    let deliveries = [delivery(false)];
    let shown = State { deliveries: &deliveries, ..State::default() };
    let view = view(&shown, "", Some(0), None, None, ID);
    assert!(!format!("{view:?}").contains("777"), "the quantity is nowhere");
    assert!(view.actions[0].enabled && view.chosen.remark.is_some());
    let counted = counting("x", &[line("", true), line("3", false)], Some(1), false, ID);
    let marks: Vec<&str> = counted.chosen.lines.lines.iter().map(|line| line.mark.as_str()).collect();
    assert_eq!(marks, ["belum dihitung", "tidak dipesan"]);
    assert_eq!(counted.chosen.figures[0].value, "1 / 2");
}

#[test]
fn what_was_signed_shows_both_sides_and_the_difference() {
    let signed = |noted: i64, good: i64, damaged: i64, reason: &str| Signed {
        name: "Mi".into(),
        pack: "CTN 40".into(),
        noted: packs(noted),
        good: packs(good),
        damaged: packs(damaged),
        reason: reason.into(),
    };
    let lines = [signed(8, 8, 0, ""), signed(8, 7, 0, "kurang 1"), signed(8, 7, 1, "dus basah"), signed(8, 9, 0, "")];
    let deliveries = [delivery(true)];
    let shown = State { deliveries: &deliveries, all: true, ..State::default() };
    let view = view(&shown, "", Some(0), Some(&lines), None, ID);
    let told: Vec<(&str, &str)> = view.chosen.lines.lines.iter().map(|line| (line.mark.as_str(), line.note.as_str())).collect();
    assert_eq!(told, [("cocok", ""), ("kurang 1", ""), ("rusak 1", "dus basah"), ("lebih 1", "")]);
    assert!(!view.actions[0].enabled && view.actions[2].enabled);
    let alone = super::signed("A1-SP0001", &lines[..1], Rupiah::new(1_000), (Some("A1-TT0001"), false), ID);
    assert!(alone.chosen.remark.is_some_and(|(tone, text)| tone == Tone::Look && text.starts_with("Tanpa surat jalan")));
    let after = super::signed("A1-SJ0001", &lines, Rupiah::new(1_000), (Some("A1-TT0001"), true), ID);
    assert!(after.chosen.remark.expect("a remark").1.starts_with("3 barang berbeda"));
}

#[test]
fn what_was_not_counted_did_not_come() {
    let lines = [line("", true), line("3", true)];
    assert_eq!(lines.iter().filter_map(CountLine::counted).count(), 1);
    assert!(sign_question("x", &lines, ID).points[1].contains("Mi"));
    let mut under = line("3", false);
    let form = details(&under, ID);
    let mut values: Vec<String> = form.fields.iter().map(|field| field.value.clone()).collect();
    values[0] = "4".into();
    assert_eq!(detailed(&mut under, &values, ID).map_err(|(field, _)| field), Err(0));
    (values[0], values[1], values[2], values[4]) = ("1".into(), "rusak".into(), "2026-12-31".into(), "5000".into());
    assert_eq!(detailed(&mut under, &values, ID), Ok(()));
    let counted = under.counted().expect("a line");
    assert_eq!((counted.damaged, counted.cost, counted.reason.as_str()), (packs(1), Some(Rupiah::new(5_000)), "rusak"));
    assert!(counted.expiry.is_some());
    values[2] = "besok".into();
    assert_eq!(detailed(&mut under, &values, ID).map_err(|(field, _)| field), Err(2));
}
