use super::*;
use crate::trade::claims::tests::on;
use domain::settlement::Setoff;
use domain::trade::Bank;

const ID: Language = Language::Indonesian;

fn at(text: &str) -> DateTime<FixedOffset> {
    text.parse().expect("a time")
}

fn setoff(state: SetoffState, ours: bool) -> SetoffView {
    let setoff = Setoff {
        id: "1".into(),
        number: "A1-UP0001".into(),
        proposer: if ours { "KOP" } else { "AHU" }.into(),
        other: if ours { "AHU" } else { "KOP" }.into(),
        date: on(2),
        expires: at("2026-03-04T09:00:00+07:00"),
        parts: Vec::new(),
        amount: Rupiah::new(300_000),
        state,
        answer: String::new(),
    };
    let parts = vec![
        ("F-1".to_owned(), "KOP".to_owned(), Rupiah::new(200_000)),
        ("F-2".to_owned(), "KOP".to_owned(), Rupiah::new(100_000)),
        ("F-3".to_owned(), "AHU".to_owned(), Rupiah::new(300_000)),
    ];
    SetoffView { party: "DC".into(), ours, setoff, parts }
}

pub(in crate::trade) fn owing(owed: i64, can: i64) -> ToPay {
    let bank = Bank { bank: "BRI".into(), number: "0012345678".into(), holder: String::new() };
    let party = Party { code: "DC".into(), name: "DC Jaringan".into(), legal_name: "PT Contoh".into(), bank, ..Party::default() };
    let amount = Rupiah::new;
    ToPay { party, owed: amount(owed), can_set_off: amount(can), was_set_off: amount(50_000), to_pay: amount(owed - can) }
}

#[test]
fn each_step_says_its_sum() {
    let (now, later) = (at("2026-03-03T09:00:00+07:00"), at("2026-03-05T09:00:00+07:00"));
    let told = |state, ours, at| next(&setoff(state, ours), at, ID);
    assert!(told(SetoffState::Proposed, true, now).0.contains("berkurang Rp 300.000 setelah mereka setuju"));
    assert_eq!(told(SetoffState::Proposed, true, later).0, "Tidak dijawab sampai batasnya. Batalkan, lalu usulkan lagi.");
    assert_eq!(
        told(SetoffState::Proposed, false, now),
        ("Mereka mengusulkan utang dan piutang masing-masing berkurang Rp 300.000. Jawab sebelum 04/03/2026 09:00.".into(), Tone::Look)
    );
    assert_eq!(told(SetoffState::Accepted, true, later).0, "Mereka setuju. Sahkan: utang dan piutang masing-masing berkurang Rp 300.000.");
    assert_eq!(told(SetoffState::Done, true, now), ("Sudah saling hapus Rp 300.000. Dokumen asalnya tetap berlaku.".into(), Tone::Good));
    let hand = |state, ours, at| needs_a_hand(&setoff(state, ours), at);
    assert!(hand(SetoffState::Proposed, false, now) && !hand(SetoffState::Proposed, false, later), "a late answer is none");
    assert!(!hand(SetoffState::Proposed, true, now) && hand(SetoffState::Proposed, true, later), "it waits, then it is given up");
    assert!(hand(SetoffState::Accepted, true, later) && !hand(SetoffState::Accepted, false, now));
    assert!(!hand(SetoffState::Done, true, now));
    let asked = commit_question(&setoff(SetoffState::Accepted, true), "DC Jaringan", ID);
    assert_eq!(asked.points[0], "Utang toko kepada DC Jaringan berkurang Rp 300.000.");
}

#[test]
fn set_offs_stand_by_what_they_need() {
    let now = at("2026-03-03T09:00:00+07:00");
    let views = [setoff(SetoffState::Done, true), setoff(SetoffState::Proposed, false), setoff(SetoffState::Void, true)];
    let shown = setoffs(&views, (&[], ""), now, ID);
    assert_eq!((shown[0].0, shown[0].1.state.as_str()), (1, "jawab"));
    assert_eq!(shown[0].1.detail, "A1-UP0001 · usul mereka 02/03");
    assert_eq!(moved(&views[0], "DC", ID), "A1-UP0001 disahkan: saling hapus dengan DC, Rp 300.000.");
    assert_eq!(setoffs(&views, (&[], "dibatalkan"), now, ID).len(), 1);
    let lines = parts(&views[0], "KOP", ID);
    let cells: Vec<&[String]> = lines.iter().map(|line| line.cells.as_slice()).collect();
    assert_eq!(cells, [["200.000", ""], ["100.000", ""], ["", "300.000"], ["300.000", "300.000"]]);
}

#[test]
fn what_set_off_saves_is_told() {
    let row = owing(1_000_000, 300_000);
    assert_eq!(saving(&row, ID), "utang Rp 1.000.000: saling hapus Rp 300.000, sisa bayar Rp 700.000");
    assert_eq!(saving(&owing(0, 0), ID), "hari ini tidak ada utang yang jatuh tempo");
    assert_eq!(saving(&owing(5_000, 0), ID), "utang Rp 5.000, tidak ada yang bisa saling hapus");
    assert_eq!(possible(&row, ID).mark, "300.000");
    let form = propose(&row, on(9), 48, ID);
    let mut values: Vec<String> = form.fields.iter().map(|field| field.value.clone()).collect();
    assert_eq!(proposal(&values, ID), Ok((on(9), 48)));
    values[1] = "0".into();
    assert_eq!(proposal(&values, ID).map_err(|wrong| wrong.0), Err(1));
    values[0] = "besok".into();
    assert_eq!(proposal(&values, ID).map_err(|wrong| wrong.0), Err(0));
}
