use super::*;
use crate::trade::claims::tests::{claim, on};
use crate::trade::settling::tests::owing;

const ID: Language = Language::Indonesian;

#[test]
fn what_is_to_be_paid_is_less_by_what_is_set_off() {
    let row = owing(1_000_000, 300_000);
    let shown = to_pay(&row, ID);
    assert_eq!((shown.mark.as_str(), shown.state.as_str()), ("700.000", "bayar"));
    assert!(shown.detail.ends_with("sudah dihemat Rp 50.000"));
    assert!(to_pay(&owing(0, 0), ID).faint);
    let sums: Vec<String> = figures(&[row.clone(), owing(0, 0)], ID).into_iter().map(|figure| figure.value).collect();
    assert_eq!(sums, ["Rp 1.000.000", "Rp 300.000", "Rp 700.000", "Rp 100.000"]);
    assert_eq!(account(&row.party, ID), "BRI 0012345678 a.n. PT Contoh");
    assert!(to_pay_details(&row, ID).iter().any(|row| row.value == "Rp 700.000"));
}

#[test]
fn a_payment_is_read_back_from_its_form() {
    let party = owing(0, 0).party;
    let first = claim("F-1", on(9), 700_000, false);
    let form = pay(&party, Rupiah::new(700_000), &[&first], false, ID);
    assert_eq!(form.text, "Untuk F-1. Rekening: BRI 0012345678 a.n. PT Contoh.");
    let mut values: Vec<String> = form.fields.iter().map(|field| field.value.clone()).collect();
    assert_eq!(payment(&values, ID), (Rupiah::new(700_000), Money::Transfer, String::new(), false));
    (values[1], values[2], values[3]) = ("tunai dari brankas".into(), "BKK-7".into(), "jadi uang muka".into());
    assert_eq!(payment(&values, ID), (Rupiah::new(700_000), Money::Cash, "BKK-7".into(), true));
    let english = pay(&party, Rupiah::new(5), &[], true, Language::English);
    assert_eq!((english.title.as_str(), english.action.as_str()), ("Money from DC Jaringan", "Keep"));
}

#[test]
fn a_payment_says_whether_it_came() {
    let view = |ours, state| PaymentView {
        id: Default::default(),
        number: "A1-BB0001".into(),
        party: "DC".into(),
        ours,
        date: on(9),
        amount: Rupiah::new(120_000),
        method: Money::Transfer,
        reference: "TRX-9".into(),
        parts: vec![("F-1".into(), Rupiah::new(100_000))],
        advance: Rupiah::new(20_000),
        state,
    };
    let views = [view(true, PaymentState::Waits), view(false, PaymentState::Waits), view(true, PaymentState::Missing("kosong".into()))];
    let shown = payments(&views, (&[], ""), ID);
    let read: Vec<(usize, &str, &str)> = shown.iter().map(|(place, row)| (*place, row.mark.as_str(), row.state.as_str())).collect();
    assert_eq!(read, [(1, "+120.000", "sudah masuk?"), (0, "120.000", "di jalan"), (2, "120.000", "belum sampai")]);
    assert_eq!(payments(&views, (&[], "trx-9"), ID).len(), 3);
    let lines = payment_lines(&views[0], ID);
    assert_eq!(lines.iter().map(|line| line.cells[0].as_str()).collect::<Vec<_>>(), ["100.000", "20.000", "120.000"]);
    assert!(payment_details(&views[2], "DC", ID).iter().any(|row| row.value == "Belum sampai: kosong"));
    let done = Paid {
        id: Default::default(),
        number: "A1-BB0001".into(),
        party: "DC".into(),
        amount: Rupiah::new(120_000),
        method: Money::Transfer,
        parts: vec![("F-1".into(), Rupiah::new(100_000))],
        advance: Rupiah::new(20_000),
    };
    assert_eq!(paid(&done, "DC Jaringan", false, ID), "Rp 120.000 dibayar kepada DC Jaringan: F-1 Rp 100.000, uang muka Rp 20.000.");
}
