use super::*;
use app::trade::money::ClaimRow;
use domain::settlement::{Ageing, Nature, OpenItem, Ordered};

const ID: Language = Language::Indonesian;

fn id(number: u128) -> String {
    format!("00000000-0000-0000-0000-{number:012}")
}

fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("date")
}

fn view(number: u128, state: InvoiceState, direction: Direction) -> InvoiceView {
    InvoiceView {
        id: id(number).parse().expect("an id"),
        number: format!("F-{number}"),
        direction,
        party: "DC".into(),
        date: on(2),
        due: on(9),
        total: Rupiah::new(930_000),
        state,
        accepted: Rupiah::new(900_000),
        disputed: Rupiah::new(30_000),
        round: 1,
        typed: false,
    }
}

fn claim(number: u128, open: i64, disputed: i64) -> ClaimRow {
    let item = OpenItem {
        id: id(number),
        document: format!("F-{number}"),
        debtor: "KOP".into(),
        creditor: "AHU".into(),
        date: on(2),
        due: on(9),
        amount: Rupiah::new(930_000),
        open: Rupiah::new(open),
        disputed: Rupiah::new(disputed),
        reserved: Rupiah::ZERO,
        confirmed: true,
        nature: Nature::Trade,
    };
    ClaimRow { party: "DC".into(), name: "DC Jaringan".into(), item, receivable: false, age: Ageing::NotDue }
}

fn dear() -> ComparedLine {
    let mut line = ComparedLine {
        line: 1,
        goods: Default::default(),
        ordered: Some(Ordered { quantity: Quantity::new(400_000), amount: Rupiah::new(900_000) }),
        received: Quantity::new(320_000),
        invoiced: Quantity::new(400_000),
        amount: Rupiah::new(930_000),
        outcome: "both",
        accepted: Rupiah::new(720_000),
        disputed: Rupiah::new(210_000),
        reason: "difaktur 400, yang diterima dan belum difaktur 320; menurut pesanan Rp 900.000".into(),
    };
    (line.goods.name, line.goods.pack, line.goods.factor) = ("Mi Goreng".into(), "DUS".into(), 40);
    line
}

fn compared(lines: Vec<ComparedLine>) -> Compared {
    Compared {
        id: id(1).parse().expect("an id"),
        number: "F-1".into(),
        party: "DC".into(),
        due: on(9),
        total: Rupiah::new(930_000),
        accepted: Rupiah::new(720_000),
        disputed: Rupiah::new(210_000),
        lines,
        postings: Vec::new(),
        flags: vec!["jatuh tempo 2026-03-09 sudah lewat".into()],
        answer: None,
    }
}

#[test]
fn what_needs_a_hand_stands_first() {
    let views = [
        view(1, InvoiceState::Accepted, Direction::Taken),
        view(2, InvoiceState::Partly, Direction::Taken),
        view(3, InvoiceState::New, Direction::Taken),
        view(4, InvoiceState::New, Direction::Issued),
        view(5, InvoiceState::Disputed, Direction::Issued),
    ];
    let claims = [claim(2, 930_000, 30_000), claim(5, 930_000, 930_000)];
    let marks = |today| -> Vec<(usize, String)> {
        rows(&views, Some(&claims), (&[], ""), today, ID).into_iter().map(|(place, row)| (place, row.state)).collect()
    };
    let word = |place: usize, text: &str| (place, text.to_owned());
    let expected = [
        word(2, "cocokkan"),
        word(1, "disanggah 30.000"),
        word(4, "pembeli menyanggah 930.000"),
        word(0, "lunas"),
        word(3, "menunggu jawaban pembeli"),
    ];
    assert_eq!(marks(on(2)), expected);
    assert_eq!(waiting(&views), 2);
    assert_eq!(rows(&views, None, (&[], "f-3"), on(2), ID).len(), 1, "searched by its number");
    let open = [claim(1, 400_000, 0)];
    let first = |today| rows(&views[..1], Some(&open), (&[], ""), today, ID)[0].1.clone();
    assert_eq!((first(on(9)).state.as_str(), first(on(9)).tone), ("terbuka 400.000", Tone::Quiet));
    assert_eq!((first(on(12)).state.as_str(), first(on(12)).tone), ("lewat 3 hari", Tone::Stop));
    assert_eq!(rows(&views[1..2], None, (&[], ""), on(2), ID)[0].1.state, "disanggah sebagian", "claims are not for everybody");
}

#[test]
fn a_line_says_what_was_ordered_received_and_invoiced() {
    let shown = line(&dear(), false, ID);
    assert_eq!((shown.text.as_str(), shown.tick), ("Mi Goreng · DUS 40", Tick::Off));
    assert_eq!(shown.cells, ["10", "8", "10", "90.000", "93.000"]);
    assert!(shown.note.starts_with("Harga dan jumlah lain: difaktur 400"), "{}", shown.note);
    assert_eq!((shown.mark.as_str(), shown.tone), ("sanggah 210.000", Tone::Stop));
    let settled = |outcome, by_hand| line(&ComparedLine { outcome, disputed: Rupiah::ZERO, ..dear() }, by_hand, ID);
    assert_eq!(settled("ok", false).mark, "cocok");
    assert_eq!((settled("price", true).mark.as_str(), settled("price", true).tone), ("diterima apa adanya", Tone::Look));
    assert_eq!(settled("price", false).tone, Tone::Good, "a lower price is accepted");
    let strange = line(&ComparedLine { ordered: None, outcome: "no-order", ..dear() }, false, ID);
    assert_eq!((strange.cells[0].as_str(), strange.cells[3].as_str()), ("–", "–"));
    assert!(strange.note.starts_with("Tidak dipesan"), "{}", strange.note);
    let extras = line(&ComparedLine { line: 0, outcome: "price", amount: Rupiah::new(25_000), ..dear() }, false, ID);
    assert_eq!((extras.text.as_str(), extras.cells[4].as_str()), ("Potongan, ongkos kirim, PPN", "25.000"));
}

#[test]
fn the_question_says_what_an_answer_does() {
    let asked = question(&compared(vec![dear()]), ID);
    assert_eq!((asked.title.as_str(), asked.action.as_str()), ("Jawab faktur F-1 Rp 930.000?", "Terima dan sanggah"));
    assert_eq!(asked.points[0], "Rp 720.000 diterima, menjadi utang yang jatuh tempo 09/03/2026.");
    assert!(asked.points[1].starts_with("Rp 210.000 disanggah: Mi Goreng, difaktur 400"), "{}", asked.points[1]);
    assert_eq!(asked.points[2], "Jatuh tempo 2026-03-09 sudah lewat");
    let english = question(&compared(vec![dear()]), Language::English);
    assert_eq!(
        english.points[1],
        "Rp 210.000 disputed: Mi Goreng, 400 invoiced, 320 received and not invoiced yet; by the order Rp 900.000"
    );
    let flags = [
        "jatuh tempo 2026-03-04 lebih cepat dari tempo yang dicatat untuk DC (2026-03-16)",
        "tidak ada pesanan atau penerimaan barang untuk faktur ini",
    ];
    let flagged = Compared { flags: flags.map(str::to_owned).into(), lines: Vec::new(), ..compared(Vec::new()) };
    assert_eq!(
        question(&flagged, Language::English).points[1..],
        ["Due 2026-03-04, before the terms that were agreed (2026-03-16)", "There is no order and nothing was received for it"]
    );
    let all = Compared { disputed: Rupiah::ZERO, ..compared(Vec::new()) };
    assert_eq!(question(&all, ID).action, "Terima");
    assert_eq!(answered(&all, false, ID), "Faktur F-1 diterima seluruhnya: Rp 720.000.");
    assert!(answered(&compared(Vec::new()), true, ID).ends_with("Rp 210.000 disanggah. Beri tahu pemasoknya."));
    let new = view(1, InvoiceState::New, Direction::Taken);
    assert_eq!(remark(&all, &new, None, ID), Some((Tone::Look, "Jatuh tempo 2026-03-09 sudah lewat".into())));
    let shown = figures(&compared(Vec::new()), ID);
    assert_eq!((shown[2].value.as_str(), shown[2].tone), ("Rp 210.000", Tone::Stop));
}

#[test]
fn a_dispute_that_was_answered_is_told() {
    let view = view(1, InvoiceState::Partly, Direction::Taken);
    let shown = details(&view, Some(&[claim(1, 910_000, 10_000)]), "A1-JF0001", on(3), ID);
    let value = |label: &str| shown.iter().find(|row| row.label == label).map(|row| row.value.as_str());
    assert_eq!(value("Sanggahan dijawab nota kredit"), Some("Rp 20.000"));
    assert_eq!((value("Masih terbuka"), value("Jawaban")), (Some("Rp 910.000"), Some("A1-JF0001")));
    let told = remark(&compared(Vec::new()), &view, Some(&[claim(1, 910_000, 10_000)]), ID);
    assert_eq!(told, Some((Tone::Good, "Sanggahan dijawab nota kredit: Rp 20.000.".into())));
    assert_eq!(
        subtitle(&view, Some(&[claim(1, 910_000, 10_000)]), "A1-JF0001", ID),
        "02/03/2026 · jatuh tempo 09/03/2026 · masih terbuka Rp 910.000 · jawaban A1-JF0001"
    );
    assert_eq!(heading(&view, &[], ID), "Faktur F-1 · dari DC");
}
