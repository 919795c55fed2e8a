//! Each deed by itself, on both sides.

use domain::ledger::EntryLine;
use domain::settlement::{Money, SetoffState};
use domain::trade::{Party, PartyKind};
use proptest::prelude::*;
use record::document::{Content, Document, write_file};

use super::{Shop, day, pair, refused, rupiah};
use crate::trade::money::{CreditOrder, PayOrder, PaymentState};

fn order(amount: i64) -> PayOrder {
    PayOrder { party: "NET".into(), amount: rupiah(amount), method: Money::Transfer, ..PayOrder::default() }
}

#[test]
fn the_oldest_due_is_paid_first() {
    let (mut shop, mut net) = pair();
    let paid = shop.app.pay_party(&order(1_200_000), None).unwrap();
    let parts: Vec<i64> = paid.parts.iter().map(|part| part.1.get()).collect();
    assert_eq!((parts, paid.advance.get()), (vec![1_000_000, 200_000], 0));
    assert_eq!((shop.balance("2-220", "NET"), shop.balance("1-120", "")), (-300_000, -1_200_000), "J13");
    // On its way: nothing of it can be paid twice.
    assert_eq!(refused(shop.app.pay_party(&order(300_001), None)), "yang masih terbuka hanya Rp 300.000; periksa jumlahnya");
    net.hears(&shop);
    assert_eq!((net.balance("1-330", "KOP"), net.balance("1-120", "")), (1_500_000, 0), "money is booked when it came");
    assert_eq!(net.app.payments_to_confirm(None).unwrap().len(), 1);
    let seen = net.app.payments(Some("KOP"), None).unwrap();
    assert_eq!((seen.len(), seen[0].id, seen[0].ours, &seen[0].state), (1, paid.id, false, &PaymentState::Waits));
    assert_eq!((&seen[0].parts, seen[0].advance), (&paid.parts, rupiah(0)));
    net.app.answer_payment(&paid.number, None, None).unwrap();
    net.app.answer_payment(&paid.number, None, None).unwrap();
    assert_eq!((net.balance("1-330", "KOP"), net.balance("1-120", "")), (300_000, 1_200_000));
    assert!(net.app.payments_to_confirm(None).unwrap().is_empty());
    assert!(refused(net.app.answer_payment(&paid.number, Some("salah"), None)).contains("sudah dinyatakan diterima"));
    assert!(refused(shop.app.answer_payment(&paid.number, None, None)).contains("dibuat toko ini"));
    shop.hears(&net);
    assert_eq!(shop.open("NET"), net.open("KOP"));
    let seen = shop.app.payments(None, None).unwrap();
    assert_eq!((seen[0].ours, &seen[0].state, seen[0].amount), (true, &PaymentState::Came, rupiah(1_200_000)));
    shop.sound();
    net.sound();
}

#[test]
fn named_claims_cash_and_advances() {
    let (mut shop, mut net) = pair();
    let second = shop.open("NET").into_iter().find(|row| row.2 == 500_000).unwrap().0;
    let named = PayOrder { claims: vec![second.clone()], method: Money::Cash, ..order(100_000) };
    let paid = shop.app.pay_party(&named, None).unwrap();
    assert_eq!(paid.parts, [(second.clone(), rupiah(100_000))]);
    assert_eq!(shop.balance("1-110", ""), 9_900_000);
    let more = PayOrder { claims: vec![second.clone()], ..order(500_000) };
    assert!(refused(shop.app.pay_party(&more, None)).contains("hanya Rp 400.000"));
    let advance = shop.app.pay_party(&PayOrder { advance: true, ..more }, None).unwrap();
    assert_eq!(advance.advance, rupiah(100_000));
    assert_eq!(shop.balance("1-520", "NET"), 100_000);
    // Both sides have an invoice of that number: what is owed is meant.
    let both = shop.app.pay_party(&PayOrder { claims: vec!["A1-FK0001".into()], ..order(1) }, None).unwrap();
    assert_eq!(both.parts, [("A1-FK0001".into(), rupiah(1))]);
    let list = shop.app.claim_list(Some("NET"), None, None).unwrap();
    let mine = list.rows.iter().find(|row| row.receivable).unwrap().item.id.clone();
    assert!(refused(shop.app.pay_party(&PayOrder { claims: vec![mine], ..order(1) }, None)).contains("piutang toko"));
    assert!(refused(shop.app.pay_party(&PayOrder { claims: vec!["X".into()], ..order(1) }, None)).contains("tidak ada"));
    assert!(refused(shop.app.pay_party(&order(0), None)).contains("lebih dari nol"));
    let empty = PayOrder { method: Money::Cash, amount: rupiah(20_000_000), advance: true, ..order(1) };
    assert!(refused(shop.app.pay_party(&empty, None)).contains("brankas"));
    net.hears(&shop);
    net.app.answer_payment(&advance.number, None, None).unwrap();
    assert_eq!(net.balance("2-150", "KOP"), -100_000);
    // The money never came: it is owed again, and back in the bank.
    net.app.answer_payment(&paid.number, Some("tidak ada di kas"), None).unwrap();
    shop.hears(&net);
    assert_eq!(shop.balance("1-110", ""), 10_000_000);
    let seen = shop.app.payments(Some("NET"), None).unwrap();
    let state = |id| seen.iter().find(|seen| seen.id == id).map(|seen| (seen.state.clone(), seen.advance));
    assert_eq!(state(paid.id), Some((PaymentState::Missing("tidak ada di kas".into()), rupiah(0))));
    assert_eq!(state(advance.id), Some((PaymentState::Came, rupiah(100_000))));
    shop.sound();
    net.sound();
}

#[test]
fn a_set_off_in_its_steps() {
    let (mut shop, mut net) = pair();
    assert!(refused(shop.app.propose_setoff("NET", day(7), 48, None)).contains("tidak ada yang bisa diperhitungkan"));
    let offer = shop.app.propose_setoff("NET", day(9), 48, None).unwrap();
    assert_eq!((offer.setoff.amount, offer.setoff.state), (rupiah(300_000), SetoffState::Proposed));
    let id = offer.setoff.id.clone();
    assert!(refused(shop.app.propose_setoff("NET", day(9), 48, None)).contains("tidak ada yang bisa"), "promised already");
    assert!(refused(shop.app.pay_party(&order(1_300_000), None)).contains("Rp 1.200.000"), "what is promised is not paid");
    assert!(refused(shop.app.commit_setoff(&id, None)).contains("belum disetujui"));
    assert!(refused(shop.app.accept_setoff(&id, None)).contains("dibuat oleh toko ini"));
    let file = shop.file_for(&net);
    let accepted = net.app.accept_setoff_file(&file, None).unwrap();
    assert_eq!(accepted[0].setoff.state, SetoffState::Accepted);
    assert_eq!(net.app.accept_setoff_file(&file, None).unwrap(), accepted, "again is the same");
    assert!(refused(net.app.commit_setoff(&id, None)).contains("pihak lain"));
    shop.hears(&net);
    shop.app.commit_setoff(&id, None).unwrap();
    assert_eq!(shop.app.commit_setoff(&id, None).unwrap().setoff.state, SetoffState::Done);
    assert!(refused(shop.app.void_setoff(&id, None)).contains("sudah selesai"));
    assert_eq!((shop.balance("2-220", "NET"), shop.balance("1-330", "NET")), (-1_200_000, 0), "J12");
    net.hears(&shop);
    net.hears(&shop);
    assert_eq!((net.balance("1-330", "KOP"), net.balance("2-220", "KOP")), (1_200_000, 0));
    assert_eq!(shop.kinds()["setoff-commit"], 1);
    assert_eq!(shop.open("NET"), net.open("KOP"));
    let list = shop.app.payment_list(day(31), None).unwrap();
    assert_eq!((list[0].owed, list[0].was_set_off, list[0].to_pay), (rupiah(1_200_000), rupiah(300_000), rupiah(1_200_000)));
    shop.sound();
    net.sound();
}

#[test]
fn a_proposal_ends() {
    let (mut shop, mut net) = pair();
    // Nobody answered: the next proposal takes its place.
    let first = shop.app.propose_setoff("NET", day(9), 2, None).unwrap();
    net.hears(&shop);
    shop.later(3);
    net.later(3);
    assert!(refused(net.app.accept_setoff(&first.setoff.id, None)).contains("berakhir"));
    let second = shop.app.propose_setoff("NET", day(9), 2, None).unwrap();
    assert_eq!(shop.app.setoff(&first.setoff.id).unwrap().setoff.state, SetoffState::Void);
    net.hears(&shop);
    assert_eq!(net.app.setoff(&first.setoff.id).unwrap().setoff.state, SetoffState::Void);
    // A no sets free on both sides.
    net.app.refuse_setoff(&second.setoff.id, "belum cocok", None).unwrap();
    shop.hears(&net);
    assert!(refused(shop.app.commit_setoff(&second.setoff.id, None)).contains("sudah selesai (ditolak)"));
    let third = shop.app.propose_setoff("NET", day(9), 2, None).unwrap();
    // A yes that was said in time and comes late is a yes.
    net.app.accept_setoff_file(&shop.file_for(&net), None).unwrap();
    let late = net.file_for(&shop);
    shop.later(50);
    // Given up for a new one: the late yes changes nothing, and who said it is set free by the word.
    shop.app.propose_setoff("NET", day(9), 2, None).unwrap();
    shop.reads(&late);
    assert_eq!(shop.app.setoff(&third.setoff.id).unwrap().setoff.state, SetoffState::Void);
    assert_eq!(net.app.setoff(&third.setoff.id).unwrap().setoff.state, SetoffState::Accepted);
    net.hears(&shop);
    assert_eq!(net.app.setoff(&third.setoff.id).unwrap().setoff.state, SetoffState::Void);
    assert_eq!(shop.open("NET"), net.open("KOP"));
    shop.sound();
    net.sound();
}

#[test]
fn a_late_yes_is_done_while_nobody_gave_up() {
    let (mut shop, mut net) = pair();
    let offer = shop.app.propose_setoff("NET", day(9), 2, None).unwrap();
    net.later(1);
    net.app.accept_setoff_file(&shop.file_for(&net), None).unwrap();
    // Who said yes waits for the other side's word, however long it takes.
    net.later(500);
    assert!(net.app.claim_list(Some("KOP"), None, None).unwrap().rows.iter().any(|row| row.item.reserved == rupiah(300_000)));
    shop.later(500);
    shop.hears(&net);
    assert_eq!(shop.app.commit_setoff(&offer.setoff.number, None).unwrap().setoff.state, SetoffState::Done);
    net.hears(&shop);
    net.sound();
    assert_eq!(net.balance("2-220", "KOP"), 0);
}

#[test]
fn what_is_no_longer_free_is_not_accepted() {
    let (mut shop, mut net) = pair();
    let offer = shop.app.propose_setoff("NET", day(9), 48, None).unwrap();
    // The network pays meanwhile what the shop wants to set off.
    let pays = PayOrder { party: "KOP".into(), amount: rupiah(300_000), ..PayOrder::default() };
    net.app.pay_party(&pays, None).unwrap();
    net.hears(&shop);
    assert!(refused(net.app.accept_setoff(&offer.setoff.id, None)).contains("tidak bebas lagi"));
    net.app.refuse_setoff(&offer.setoff.id, "sudah dibayar", None).unwrap();
    shop.hears(&net);
    shop.sound();
    net.sound();
}

#[test]
fn credit_notes_reach_both_books() {
    let (mut shop, mut net) = pair();
    let bill = net.bills("KOP", 100_000, day(9));
    shop.hears(&net);
    shop.accepts("NET", bill, 1, 90_000, 100_000);
    net.hears(&shop);
    let number = net.open("KOP").iter().find(|row| row.2 == 100_000).unwrap().0.clone();
    let note = |cause: &str, total: i64, invoice: &str| CreditOrder {
        party: "KOP".into(),
        cause: cause.into(),
        total: rupiah(total),
        invoice: invoice.into(),
        reason: "harga katalog".into(),
        ..CreditOrder::default()
    };
    // The price was wrong: the dispute is over, and the shop had not booked it.
    net.app.issue_credit(&note("price", 10_000, &number), None).unwrap();
    let before = shop.balance("2-220", "NET");
    shop.hears(&net);
    assert_eq!((shop.balance("2-220", "NET"), shop.balance("5-420", "")), (before, 0));
    assert_eq!(net.balance("4-220", ""), -1_590_000);
    // A rebate after the sale.
    net.app.issue_credit(&note("rebate", 50_000, ""), None).unwrap();
    shop.hears(&net);
    assert_eq!((shop.balance("2-220", "NET"), shop.balance("5-420", "")), (before + 50_000, -50_000));
    assert!(refused(net.app.issue_credit(&note("hadiah", 1, ""), None)).contains("«hadiah»"));
    assert!(refused(net.app.issue_credit(&note("price", 0, ""), None)).contains("lebih dari nol"));
    assert!(refused(net.app.issue_credit(&note("price", 5, "X"), None)).contains("tagihan X"));
    // More than all that is open: the network owes the rest.
    net.app.issue_credit(&note("other", 2_000_000, ""), None).unwrap();
    shop.hears(&net);
    net.hears(&shop);
    assert_eq!(shop.open("NET"), net.open("KOP"));
    assert_eq!(shop.balance("2-220", "NET"), 0);
    shop.sound();
    net.sound();
}

fn outside() -> Party {
    Party {
        code: "SUMBER".into(),
        name: "Toko Sumber".into(),
        legal_id: "UD-1".into(),
        legal_name: "UD Sumber".into(),
        kind: PartyKind::Supplier,
        active: true,
        ..Party::default()
    }
}

/// J11 on a whole: goods go back, and the note of a supplier without software takes them out of 1-340.
#[test]
fn goods_that_went_back_are_settled_by_the_note() {
    let mut shop = Shop::new("KOP");
    shop.app.put_party(&outside(), None).unwrap();
    let goods = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\nA,Mi,makanan,pcs,pcs,1,8990000000011,3200,,2500,40,none\n";
    shop.app.import_products(goods.as_bytes(), false).unwrap();
    let item = crate::stock::MoveItem { code: "A".into(), quantity: domain::Quantity::new(10_000), ..Default::default() };
    let back = crate::stock::MoveOrder { items: vec![item], reason: "rusak".into(), party: "SUMBER".into(), ..Default::default() };
    assert!(refused(shop.app.return_to_supplier(&back, true, None)).contains("dicatat sebagai dokumen"));
    shop.app.return_to_supplier(&back, false, None).unwrap();
    assert_eq!(shop.balance("1-340", ""), 25_000);
    let note = CreditOrder {
        party: "SUMBER".into(),
        cause: "return".into(),
        total: rupiah(24_000),
        goods: vec![("A".into(), domain::Quantity::new(10_000))],
        number: "NK-7".into(),
        ..CreditOrder::default()
    };
    assert!(refused(shop.app.type_credit(&CreditOrder { number: String::new(), ..note.clone() }, None)).contains("nomor nota kredit"));
    shop.app.type_credit(&note, None).unwrap();
    assert!(refused(shop.app.type_credit(&note, None)).contains("sudah ada"));
    // Nothing is owed to it, so it owes: 24,000 of the goods' 25,000.
    assert_eq!((shop.balance("1-340", "retur"), shop.balance("1-340", "SUMBER"), shop.balance("5-420", "")), (0, 24_000, 1_000));
    let left: i64 =
        shop.app.store().connection().query_row("SELECT quantity FROM stock WHERE place = 'pemasok'", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    // It pays in cash: typed, and booked at once.
    let came = PayOrder { party: "SUMBER".into(), amount: rupiah(20_000), method: Money::Cash, ..PayOrder::default() };
    shop.app.money_came(&came, None).unwrap();
    assert_eq!((shop.balance("1-340", "SUMBER"), shop.balance("1-110", "")), (4_000, 10_020_000));
    shop.sound();
    assert_eq!(shop.app.store().verify(|_, _| ()).unwrap(), []);
}

#[test]
fn journals_by_hand_leave_claims_alone() {
    let (mut shop, _net) = pair();
    let line = |account: &str, sub: &str, amount: i64| EntryLine { account: account.into(), sub: sub.into(), amount: rupiah(amount) };
    let entry = |lines: Vec<EntryLine>| crate::books::Draft { memo: "koreksi".into(), lines, ..Default::default() };
    for account in ["2-220", "2-210", "1-330", "1-340", "1-520", "2-150"] {
        let lines = vec![line(account, "NET", 5), line("3-900", "", -5)];
        assert!(refused(shop.app.post_journal(&entry(lines), None)).contains("dijaga oleh dokumen"), "{account}");
    }
    shop.app.post_journal(&entry(vec![line("2-220", "", 5), line("3-900", "", -5)]), None).unwrap();
    shop.sound();
}

#[test]
fn an_answer_that_contradicts_its_invoice_is_refused() {
    let (mut shop, mut net) = pair();
    let bill = net.bills("KOP", 100_000, day(9));
    shop.hears(&net);
    shop.accepts("NET", bill, 1, 60_000, 90_000);
    assert!(net.reads(&shop.file_for(&net))[0].contains("tidak sama dengan"));
    shop.accepts("NET", bill, 2, 60_000, 100_000);
    shop.accepts("NET", bill, 2, 70_000, 100_000);
    let refused = net.reads(&shop.file_for(&net));
    assert_eq!(refused.len(), 2, "the first, and one of the two of one round: {refused:?}");
    net.sound();
}

#[test]
fn a_party_with_claims_stays_what_it_is() {
    let (mut shop, _net) = pair();
    let party = shop.app.party("NET").unwrap();
    let other = Party { kind: PartyKind::Supplier, ..party.clone() };
    assert!(refused(shop.app.put_party(&other, None)).contains("tidak bisa diubah lagi"));
    let other = Party { legal_id: "AHU-2".into(), ..party.clone() };
    assert!(refused(shop.app.put_party(&other, None)).contains("tidak bisa diubah lagi"));
    shop.app.put_party(&Party { name: "DC Baru".into(), ..party }, None).unwrap();
}

#[test]
fn statements_agree_and_are_chained() {
    let (mut shop, mut net) = pair();
    let ours = shop.app.make_statement("NET", day(2), None).unwrap();
    assert_eq!((ours.agreed, ours.statement.lines.len(), ours.balance), (false, 3, rupiah(-1_200_000)));
    assert_eq!(shop.app.make_statement("NET", day(2), None).unwrap().document, ours.document, "again is the same");
    let compared = net.app.compare_statement(&shop.file_for(&net), None).unwrap();
    assert!(compared.equal && !compared.agreed && compared.differences.is_empty());
    let theirs = net.app.make_statement("KOP", day(2), None).unwrap();
    assert!(theirs.agreed);
    assert_eq!(theirs.statement.hash(), ours.statement.hash());
    // The shop does not know that yet, and the network goes on: with the agreed one in its file nothing is skipped.
    net.later(24);
    let next = net.app.make_statement("KOP", day(3), None).unwrap();
    assert_eq!((next.statement.number, next.statement.previous), (1, ours.statement.hash()));
    let file = net.file_for(&shop);
    let only_next = only(&file, |document| matches!(&document.content, Content::Statement(told) if told.number == 1));
    let skipped = shop.reads(&only_next);
    assert!(skipped[0].contains("bernomor urut 1, seharusnya 0"), "{skipped:?}");
    assert_eq!(shop.reads(&file), Vec::<String>::new());
    shop.later(24);
    // A claim that only the shop knows.
    shop.bills("NET", 77_000, day(9));
    let compared = shop.app.compare_statement(&only_next, None).unwrap();
    assert!(!compared.equal);
    assert_eq!(compared.differences.ours.iter().map(|line| line.amount.get()).collect::<Vec<_>>(), [77_000]);
    assert!(compared.differences.theirs.is_empty() && compared.differences.unlike.is_empty());
    net.hears(&shop);
    assert!(refused(shop.app.make_statement("NET", day(4), None)).contains("belum lewat"));
    let early = shop.app.make_statement("NET", day(1), None);
    assert!(refused(early).contains("sampai 2026-03-02 sudah dibuat"));
    assert!(net.app.make_statement("KOP", day(2), None).unwrap().agreed, "asked for again");
    let ours = shop.app.make_statement("NET", day(3), None).unwrap();
    net.hears(&shop);
    let theirs = net.app.make_statement("KOP", day(3), None).unwrap();
    assert_eq!((theirs.statement.hash(), theirs.agreed), (ours.statement.hash(), true));
    shop.hears(&net);
    assert!(shop.app.make_statement("NET", day(3), None).unwrap().agreed);
    // What both issued is seen on both sides, and each beside the books.
    let seen = shop.app.statements(Some("NET"), None).unwrap();
    let kept: Vec<(bool, u32, bool)> = seen.iter().map(|seen| (seen.ours, seen.statement.number, seen.agreed)).collect();
    assert_eq!(kept, [(false, 1, true), (true, 1, true), (false, 1, false), (false, 0, true), (true, 0, true)]);
    assert_eq!(seen[0].balance, rupiah(-1_123_000));
    let beside = shop.app.statement_beside("NET", seen[0].id, None).unwrap();
    assert!(beside.equal && beside.agreed && beside.document == theirs.document);
    let early = shop.app.statement_beside("NET", seen[2].id, None).unwrap();
    assert_eq!((early.agreed, early.differences.ours.len()), (false, 1));
    assert!(refused(shop.app.statement_beside("NET", seen[1].id, None)).contains("tidak ada"), "the shop's own is in the books");
    let none = only(&file, |document| matches!(document.content, Content::Card(_)));
    assert!(refused(shop.app.compare_statement(&none, None)).contains("tidak berisi rekening koran"));
}

/// The documents of a file that `keep` wants.
fn only(file: &[u8], keep: impl Fn(&Document) -> bool) -> Vec<u8> {
    let all = record::document::read_file(file).unwrap().into_iter().map(Result::unwrap);
    let wanted: Vec<_> = all.filter(|one| keep(&Document::read(&one.text).unwrap())).collect();
    write_file(&wanted).unwrap()
}

#[test]
fn transfers_for_the_bank() {
    let (mut shop, _net) = pair();
    let paid = shop.app.pay_party(&PayOrder { reference: "=SUM(A1)".into(), ..order(1_000_000) }, None).unwrap();
    shop.app.pay_party(&PayOrder { method: Money::Cash, ..order(5_000) }, None).unwrap();
    assert!(refused(shop.app.transfer_file(day(2), None)).contains("rekening NET belum dicatat"));
    let mut party = shop.app.party("NET").unwrap();
    party.bank = domain::trade::Bank { bank: "BRI".into(), number: "0099887766".into(), holder: "PT; Contoh".into() };
    shop.app.put_party(&party, None).unwrap();
    let (rows, bytes) = shop.app.transfer_file(day(2), None).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let expected = format!(
        "\u{feff}tanggal;nomor;bank;rekening;atas_nama;jumlah;mata_uang;berita\r\n2026-03-02;{};BRI;0099887766;\"PT; Contoh\";1000000;IDR;SUM(A1)\r\n",
        paid.number
    );
    assert_eq!((rows, text), (1, expected));
    assert_eq!(shop.app.transfer_file(day(3), None).unwrap().0, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// A whole history in any order, with documents twice, part of it first: the same claims and the same books.
    #[test]
    fn documents_come_in_any_order(order in prop::collection::vec(any::<prop::sample::Index>(), 40), first in 0usize..20) {
        let (mut shop, mut net) = pair();
        let offer = shop.app.propose_setoff("NET", day(9), 48, None).unwrap();
        let paid = shop.app.pay_party(&super::steps::order(600_000), None).unwrap();
        net.hears(&shop);
        net.app.accept_setoff(&offer.setoff.id, None).unwrap();
        net.app.answer_payment(&paid.number, None, None).unwrap();
        let note = CreditOrder { party: "KOP".into(), cause: "rebate".into(), total: rupiah(950_000), ..CreditOrder::default() };
        net.app.issue_credit(&note, None).unwrap();
        let all: Vec<_> = record::document::read_file(&net.file_for(&shop)).unwrap().into_iter().map(Result::unwrap).collect();
        let mixed: Vec<_> = order.iter().map(|at| at.get(&all).clone()).chain(all.clone()).collect();
        shop.reads(&write_file(&mixed[..first]).unwrap());
        shop.reads(&write_file(&mixed).unwrap());
        prop_assert_eq!(shop.reads(&write_file(&all).unwrap()), Vec::<String>::new());
        prop_assert_eq!(shop.open("NET"), net.open("KOP"));
        shop.app.commit_setoff(&offer.setoff.id, None).unwrap();
        net.hears(&shop);
        prop_assert_eq!(shop.open("NET"), net.open("KOP"));
        shop.sound();
        net.sound();
    }
}
