use super::*;
use app::trade::Goods;
use chrono::NaiveDate;
use domain::Quantity;
use domain::trade::order::LineStanding;

const ID: Language = Language::Indonesian;

fn draft() -> Draft {
    let line = |name: &str, packs: i64, price: i64, least: i64| DraftLine {
        name: name.into(),
        pack: "CTN".into(),
        factor: 40,
        quantity: Quantity::new(packs * 1_000),
        price: Rupiah::new(price),
        catalogue: Some(1),
        minimum: Quantity::new(least * 1_000),
        ..DraftLine::default()
    };
    let lines = vec![line("Mi", 10, 100_000, 1), line("Teh", 1, 80_000, 2), line("Kopi", 1, 0, 0)];
    Draft { id: "d".into(), no: 3, party: "DC".into(), lines, ..Draft::default() }
}

fn order(state: OrderState, question: bool, answer: LineAnswer, received: i64) -> OrderView {
    let packs = |packs: i64| Quantity::new(packs * 1_000);
    let standing = LineStanding {
        line: 1,
        answer,
        packs: packs(8),
        price: Rupiah::new(100_000),
        asked: Rupiah::new(if question { 104_000 } else { 100_000 }),
        expected: packs(320),
        despatched: packs(0),
        received: packs(received * 40),
        invoiced: packs(0),
    };
    let goods = Goods { code: "M".into(), sku: "MI".into(), gtin: String::new(), name: "Mi".into(), pack: "CTN".into(), factor: 40 };
    OrderView {
        id: "0190a000-0000-7000-8000-000000000001".parse().expect("an id"),
        number: "A1-SP0001".into(),
        direction: Direction::Issued,
        party: "DC".into(),
        date: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date"),
        wanted: None,
        delivery: None,
        note: String::new(),
        state,
        question,
        freight: Rupiah::ZERO,
        total: Rupiah::new(1_000_000),
        lines: vec![OrderLineView {
            goods,
            packs: packs(10),
            price: Rupiah::new(100_000),
            amount: Rupiah::new(1_000_000),
            catalogue: Some(1),
            tax: String::new(),
            reason: "stok kurang".into(),
            standing,
        }],
        documents: Vec::new(),
    }
}

fn names() -> Vec<(String, String)> {
    vec![("DC".into(), "DC Mojokerto".into())]
}

#[test]
fn a_draft_says_what_is_missing() {
    let view = editing(&draft(), "DC", Some(1), "1", ID);
    let marks: Vec<&str> = view.chosen.lines.lines.iter().map(|line| line.mark.as_str()).collect();
    assert_eq!(marks, ["", "paling sedikit 2", "harga belum ada"]);
    assert_eq!(view.chosen.figures[0].value, "Rp 1.080.000");
    let pad = view.pad.expect("a pad");
    assert_eq!((pad.title.as_str(), pad.value.as_str(), pad.detail.as_str()), ("Teh", "1", "CTN 40 · Rp 80.000"));
    assert_eq!(send_question(&draft(), "DC", ID).points[3], "1 barang di bawah pesanan terkecil");
    let empty = Draft { no: 0, lines: Vec::new(), ..draft() };
    let view = editing(&empty, "DC", None, "", ID);
    assert!(view.heading.starts_with("Pesanan baru") && view.actions.iter().all(|action| action.key == "F2" || !action.enabled));
}

#[test]
fn an_order_says_how_far_it_is() {
    let names = names();
    let drafts = [draft()];
    let orders = [
        order(OrderState::Answered, true, LineAnswer::Changed, 0),
        order(OrderState::PartlyReceived, false, LineAnswer::Accepted, 3),
        order(OrderState::Closed, false, LineAnswer::Refused, 0),
    ];
    let shown = State { drafts: &drafts, orders: &orders, names: &names, all: true, side: 0 };
    let rows = view(&shown, "", None, None, ID).rows;
    let states: Vec<&str> = rows.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, ["belum dikirim", "minta harga naik", "datang sebagian", "selesai"]);
    let of = |at: usize| view(&shown, "", Some(at), Some(0), ID);
    let can = |view: &View, key: &str| view.actions.iter().any(|action| action.key == key && action.enabled);
    assert!(can(&of(0), "F10") && can(&of(0), "Del") && !can(&of(0), "F7"));
    assert!(can(&of(1), "F6") && can(&of(1), "F7") && of(1).chosen.remark.is_some());
    assert!(!can(&of(2), "F6") && !can(&of(3), "F7"));
    let line = |at: usize| of(at).chosen.lines.lines[0].clone();
    assert_eq!((line(1).mark.as_str(), line(1).note.as_str()), ("diubah penjual", "penjual minta Rp 104.000; stok kurang"));
    assert_eq!((line(2).mark.as_str(), line(2).cells[3].as_str()), ("sebagian", "3"));
    assert_eq!(line(3).mark, "ditolak");
    assert_eq!(agree_question(&orders[0], ID).points, ["Mi: Rp 100.000 → Rp 104.000"]);
    let taken = OrderView { direction: Direction::Taken, ..orders[0].clone() };
    let orders = [taken];
    let shown = State { orders: &orders, ..State { drafts: &[], ..shown } };
    let view = view(&shown, "", Some(0), None, ID);
    assert!(view.rows[0].detail.starts_with("dari DC Mojokerto") && !can(&view, "F7") && !can(&view, "F6"));
}

#[test]
fn the_first_document_is_the_order_itself() {
    let view = order(OrderState::Sent, false, LineAnswer::Open, 0);
    assert_eq!(document_of(&view, 0), Some(view.id.to_string()));
    assert_eq!(document_of(&view, 1), None);
    let suggested = [("DC".into(), "DC Mojokerto".into(), 3), ("LAIN".into(), String::new(), 1)];
    let picks = suggestion_picks(&suggested, ID);
    assert_eq!((picks[0].id.as_str(), picks[1].id.as_str(), picks[1].text.as_str()), ("DC", "", "LAIN"));
}
