//! Claims folded from documents: the order means nothing, twice is once, and both books say what the claims say.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Rupiah;
use domain::ledger::EntryLine;
use domain::settlement::{Against, Claims, Money, Paper, Part, Position, Says, SetoffState, book, fold, propose, reverse_id, square};
use domain::trade::{Party, PartyKind};
use proptest::prelude::*;

const SHOP: &str = "kop";
const NET: &str = "net";

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn time(day: u32) -> DateTime<FixedOffset> {
    format!("2026-03-{day:02}T10:00:00+07:00").parse().unwrap()
}

fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount)
}

fn parts(parts: &[(&str, i64)]) -> Vec<Part> {
    parts.iter().map(|(claim, amount)| Part { claim: (*claim).into(), amount: rupiah(*amount) }).collect()
}

fn paper(id: &str, from: &str, refers: &str, says: Says) -> Paper {
    let to = if from == SHOP { NET } else { SHOP };
    Paper { id: id.into(), number: format!("N-{id}"), from: from.into(), to: to.into(), date: day(2), refers: refers.into(), says }
}

fn invoice(id: &str, from: &str, total: i64) -> Paper {
    paper(id, from, "", Says::Invoice { total: rupiah(total), due: day(9), consignment: false })
}

fn answer(id: &str, from: &str, refers: &str, round: u32, accepted: i64) -> Paper {
    paper(id, from, refers, Says::Answer { round, accepted: rupiah(accepted) })
}

fn credit(id: &str, from: &str, closes: bool, total: i64, off: &[(&str, i64)]) -> Paper {
    paper(id, from, off.first().map_or("", |part| part.0), Says::Credit { closes, total: rupiah(total), parts: parts(off) })
}

fn payment(id: &str, from: &str, amount: i64, off: &[(&str, i64)]) -> Paper {
    paper(id, from, "", Says::Payment { amount: rupiah(amount), parts: parts(off) })
}

fn came(id: &str, from: &str, refers: &str, received: bool) -> Paper {
    paper(id, from, refers, Says::PaymentAnswer { received })
}

fn proposal(id: &str, from: &str, amount: i64, off: &[(&str, i64)]) -> Paper {
    paper(id, from, "", Says::Proposal { expires: time(10), parts: parts(off), amount: rupiah(amount) })
}

fn yes(id: &str, from: &str, refers: &str, day: u32) -> Paper {
    paper(id, from, refers, Says::SetoffAnswer { accepted: true, at: time(day) })
}

fn done(id: &str, from: &str, refers: &str, answer: &str) -> Paper {
    paper(id, from, refers, Says::SetoffCommit { done: !answer.is_empty(), answer: answer.into() })
}

fn claims(papers: &[Paper]) -> Claims {
    fold(papers, SHOP, time(5)).unwrap()
}

/// Debtor, open, disputed, reserved of what is open.
fn open(papers: &[Paper]) -> Vec<(String, i64, i64, i64)> {
    let items = claims(papers).items().unwrap();
    items.into_iter().map(|item| (item.debtor, item.open.get(), item.disputed.get(), item.reserved.get())).collect()
}

/// Payable, receivable, advance, deposit in the books of the shop and of the network.
fn books(papers: &[Paper]) -> [[i64; 4]; 2] {
    let claims = claims(papers);
    [NET, SHOP].map(|other| {
        let at = Position::of(&claims, other).unwrap();
        [at.payable, at.receivable, at.advance, at.deposit].map(Rupiah::get)
    })
}

#[test]
fn a_claim_goes_its_way() {
    let mut said = vec![invoice("a", NET, 1_000)];
    assert_eq!(open(&said), [(SHOP.into(), 1_000, 0, 0)]);
    assert_eq!(books(&said), [[0; 4], [0, 1_000, 0, 0]], "the shop owes what it accepted");
    said.push(answer("b", SHOP, "a", 1, 900));
    assert_eq!(open(&said), [(SHOP.into(), 1_000, 100, 0)]);
    assert_eq!(books(&said), [[900, 0, 0, 0], [0, 1_000, 0, 0]]);
    // What was asked for too much is given back: the dispute is over, and nothing was booked of it here.
    said.push(credit("c", NET, true, 100, &[("a", 100)]));
    assert_eq!(open(&said), [(SHOP.into(), 900, 0, 0)]);
    assert_eq!(books(&said), [[900, 0, 0, 0], [0, 900, 0, 0]]);
    said.push(payment("d", SHOP, 600, &[("a", 500)]));
    assert_eq!(open(&said), [(SHOP.into(), 900, 0, 500), (NET.into(), 100, 0, 0)]);
    assert_eq!(books(&said), [[400, 0, 100, 0], [0, 900, 0, 0]], "money that went is booked here, and there once it came");
    said.push(came("e", NET, "d", true));
    assert_eq!(open(&said), [(SHOP.into(), 400, 0, 0), (NET.into(), 100, 0, 0)]);
    assert_eq!(books(&said), [[400, 0, 100, 0], [0, 400, 0, 100]]);
    said.push(proposal("f", NET, 100, &[("a", 100), ("d", 100)]));
    assert_eq!(open(&said), [(SHOP.into(), 400, 0, 100), (NET.into(), 100, 0, 100)]);
    said.push(yes("g", SHOP, "f", 10));
    said.push(done("h", NET, "f", "g"));
    assert_eq!(open(&said), [(SHOP.into(), 300, 0, 0)]);
    assert_eq!(books(&said), [[300, 0, 0, 0], [0, 300, 0, 0]]);
}

#[test]
fn what_is_taken_too_much_is_owed_the_other_way() {
    let mut said = vec![
        invoice("a", NET, 1_000),
        answer("b", SHOP, "a", 1, 1_000),
        payment("c", SHOP, 1_000, &[("a", 1_000)]),
        came("d", NET, "c", true),
        credit("e", NET, false, 300, &[("a", 300)]),
    ];
    let back = reverse_id("a");
    let items = claims(&said).items().unwrap();
    assert_eq!((items[0].id.as_str(), items[0].debtor.as_str(), items[0].open), (back.as_str(), NET, rupiah(300)));
    assert_eq!(books(&said), [[0, 0, 300, 0], [0, 0, 0, 300]]);
    said.push(payment("f", NET, 200, &[(&back, 200)]));
    assert_eq!(books(&said), [[0, 0, 300, 0], [0, 0, 0, 100]]);
    said.push(came("g", SHOP, "f", true));
    assert_eq!(books(&said), [[0, 0, 100, 0], [0, 0, 0, 100]]);
    assert_eq!(open(&said), [(NET.into(), 100, 0, 0)]);
}

#[test]
fn a_rebate_leaves_the_dispute() {
    let said = [invoice("a", NET, 1_000), answer("b", SHOP, "a", 1, 900), credit("c", NET, false, 50, &[("a", 50)])];
    assert_eq!(open(&said), [(SHOP.into(), 950, 100, 0)]);
    assert_eq!(books(&said), [[850, 0, 0, 0], [0, 950, 0, 0]]);
    // The seller was right: a second answer takes the place of the first, whichever came first.
    let more = [said.to_vec(), vec![answer("0", SHOP, "a", 2, 1_000)]].concat();
    assert_eq!(books(&more), [[950, 0, 0, 0], [0, 950, 0, 0]]);
}

#[test]
fn money_that_did_not_come_is_owed_again() {
    let mut said = vec![invoice("a", NET, 100), answer("b", SHOP, "a", 1, 100), payment("c", SHOP, 150, &[("a", 100)])];
    assert_eq!(books(&said)[0], [0, 0, 50, 0]);
    said.push(came("d", NET, "c", false));
    assert_eq!(books(&said), [[100, 0, 0, 0], [0, 100, 0, 0]]);
    said.push(came("e", NET, "c", true));
    assert_eq!(books(&said), [[0, 0, 50, 0], [0, 0, 0, 50]], "what came counts, whatever was said before");
}

#[test]
fn a_set_off_is_done_once_or_not_at_all() {
    let start = vec![invoice("a", NET, 300), answer("b", SHOP, "a", 1, 300), invoice("c", SHOP, 200), answer("d", NET, "c", 1, 200)];
    let before = claims(&start);
    let items = before.items().unwrap();
    let proposed = propose(&items, (SHOP, NET), day(9)).unwrap();
    assert_eq!(proposed.bilateral.iter().map(|part| part.amount.get()).collect::<Vec<_>>(), [200, 200]);
    let offer = proposal("p", SHOP, 200, &[("a", 200), ("c", 200)]);
    let state = |more: &[Paper], own: &str, now: u32| {
        let all = [start.clone(), vec![offer.clone()], more.to_vec()].concat();
        let claims = fold(&all, own, time(now)).unwrap();
        let item = claims.claims["a"].clone();
        (claims.setoff("p").unwrap().state, item.set_off.get(), item.reserved.get())
    };
    assert_eq!(state(&[], SHOP, 5), (SetoffState::Proposed, 0, 200));
    assert_eq!(state(&[], SHOP, 20), (SetoffState::Proposed, 0, 200), "a yes may still be on its way");
    assert_eq!(state(&[], NET, 20), (SetoffState::Proposed, 0, 0), "too late to say yes");
    assert_eq!(state(&[yes("q", NET, "p", 5)], NET, 20), (SetoffState::Accepted, 0, 200));
    assert_eq!(state(&[yes("q", NET, "p", 11)], SHOP, 20), (SetoffState::Late, 0, 200));
    let all = [yes("q", NET, "p", 5), done("r", SHOP, "p", "q"), done("s", SHOP, "p", "q"), done("t", SHOP, "p", "")];
    assert_eq!(state(&all, SHOP, 20), (SetoffState::Done, 200, 0), "the first word counts, once");
    assert_eq!(state(&all[1..], SHOP, 20), (SetoffState::Void, 0, 0), "without a yes nothing is done");
    let late = [yes("q", NET, "p", 11), done("r", SHOP, "p", "q")];
    assert_eq!(state(&late, SHOP, 20), (SetoffState::Late, 0, 200));
    let theirs = [yes("q", SHOP, "p", 5), done("r", NET, "p", "q")];
    assert_eq!(state(&theirs, SHOP, 5), (SetoffState::Proposed, 0, 200), "who proposed cannot say yes for the other");
    let no = paper("q", NET, "p", Says::SetoffAnswer { accepted: false, at: time(5) });
    assert_eq!(state(&[no, yes("r", NET, "p", 5), done("s", SHOP, "p", "r")], SHOP, 5), (SetoffState::Refused, 0, 0));
}

#[test]
fn a_set_off_that_is_lopsided_is_nothing() {
    let start = [invoice("a", NET, 300), invoice("c", SHOP, 200)];
    for wrong in [
        proposal("p", SHOP, 200, &[("a", 200), ("c", 150)]),
        proposal("p", SHOP, 200, &[("a", 200), ("x", 200)]),
        proposal("p", SHOP, 150, &[("a", 200), ("c", 200)]),
    ] {
        let all = [start.to_vec(), vec![wrong, yes("q", NET, "p", 5), done("r", SHOP, "p", "q")]].concat();
        let claims = claims(&all);
        assert_eq!((claims.claims["a"].set_off, claims.claims["c"].reserved), (Rupiah::ZERO, Rupiah::ZERO));
    }
}

fn party() -> Party {
    Party { code: "DC".into(), kind: PartyKind::Network, ..Party::default() }
}

fn lines(lines: &[EntryLine]) -> Vec<(&str, &str, i64)> {
    lines.iter().map(|line| (line.account.as_str(), line.sub.as_str(), line.amount.get())).collect()
}

/// The journal of the last document in the shop's books.
fn journal(papers: &[Paper], against: Against) -> Vec<EntryLine> {
    let at = |papers: &[Paper]| Position::of(&claims(papers), NET).unwrap();
    book(&at(&papers[..papers.len() - 1]), &at(papers), &party(), against).unwrap()
}

/// J11 to J13 of `domain.md` section 2.5, with its numbers.
#[test]
fn golden_journals() {
    let mut said = vec![invoice("a", NET, 12_500_000), answer("b", SHOP, "a", 1, 12_500_000)];
    // J11: goods that stood at the supplier are accepted by a credit note.
    said.push(credit("c", NET, false, 450_000, &[("a", 450_000)]));
    let returned = Against::Purchases { returned: rupiah(450_000), tax: Rupiah::ZERO };
    assert_eq!(lines(&journal(&said, returned)), [("2-220", "DC", 450_000), ("1-340", "retur", -450_000)]);
    // They had cost more, or less, than the note gives.
    let dearer = Against::Purchases { returned: rupiah(470_000), tax: Rupiah::ZERO };
    assert_eq!(lines(&journal(&said, dearer)), [("2-220", "DC", 450_000), ("1-340", "retur", -470_000), ("5-420", "", 20_000)]);
    // A rebate after the sale.
    let rebate = Against::Purchases { returned: Rupiah::ZERO, tax: Rupiah::ZERO };
    assert_eq!(lines(&journal(&said, rebate)), [("2-220", "DC", 450_000), ("5-420", "", -450_000)]);
    // J12.
    said.extend([invoice("d", SHOP, 3_200_000), answer("e", NET, "d", 1, 3_200_000)]);
    said.extend([proposal("f", SHOP, 3_200_000, &[("a", 3_200_000), ("d", 3_200_000)]), yes("g", NET, "f", 4), done("h", SHOP, "f", "g")]);
    assert_eq!(lines(&journal(&said, Against::Nothing)), [("2-220", "DC", 3_200_000), ("1-330", "DC", -3_200_000)]);
    // J13: the rest.
    said.push(payment("i", SHOP, 8_850_000, &[("a", 8_850_000)]));
    assert_eq!(lines(&journal(&said, Against::Money(Money::Transfer))), [("2-220", "DC", 8_850_000), ("1-120", "", -8_850_000)]);
    assert_eq!(books(&said)[0], [0; 4]);
    // In advance, in cash.
    said.push(payment("j", SHOP, 1_000_000, &[]));
    assert_eq!(lines(&journal(&said, Against::Money(Money::Cash))), [("1-520", "DC", 1_000_000), ("1-110", "", -1_000_000)]);
    // The invoice that it was for: the other side asks, the advance is set off.
    said.extend([invoice("k", NET, 1_000_000), answer("l", SHOP, "k", 1, 1_000_000), came("m", NET, "j", true)]);
    said.extend([proposal("n", SHOP, 1_000_000, &[("k", 1_000_000), ("j", 1_000_000)]), yes("o", NET, "n", 4), done("p", SHOP, "n", "o")]);
    assert_eq!(lines(&journal(&said, Against::Nothing)), [("2-220", "DC", 1_000_000), ("1-520", "DC", -1_000_000)]);
}

/// An invoice that was paid and credited before anybody accepted it.
#[test]
fn an_answer_is_squared_with_what_came_before() {
    let mut said = vec![invoice("a", NET, 1_000), payment("b", SHOP, 400, &[("a", 400)]), credit("c", NET, true, 100, &[("a", 100)])];
    assert_eq!(books(&said)[0], [0, 0, 400, 0]);
    let before = Position::of(&claims(&said), NET).unwrap();
    said.push(answer("d", SHOP, "a", 1, 1_000));
    let after = Position::of(&claims(&said), NET).unwrap();
    let line = |account: &str, sub: &str, amount: i64| EntryLine { account: account.into(), sub: sub.into(), amount: rupiah(amount) };
    let made = vec![line("2-225", "DC", 1_000), line("2-220", "DC", -1_000)];
    let squared = square(made, &before, &after, &party()).unwrap();
    assert_eq!(lines(&squared), [("2-225", "DC", 1_000), ("2-220", "DC", -500), ("1-520", "DC", -400), ("5-420", "", -100)]);
    // Nothing came before: as it was made.
    let plain = vec![line("2-225", "DC", 900), line("5-420", "", 100), line("2-220", "DC", -1_000)];
    let owed = Position { payable: rupiah(1_000), ..Position::default() };
    assert_eq!(square(plain.clone(), &Position::default(), &owed, &party()).unwrap(), plain);
}

#[test]
fn a_note_of_the_shop_takes_off_what_it_sold() {
    let said = [invoice("a", SHOP, 111_000), answer("b", NET, "a", 1, 111_000), credit("c", SHOP, true, 11_100, &[("a", 11_100)])];
    let journal = journal(&said, Against::Sales { tax: rupiah(1_100) });
    assert_eq!(lines(&journal), [("1-330", "DC", -11_100), ("4-220", "", 10_000), ("2-310", "", 1_100)]);
    let outside = Party { kind: PartyKind::Supplier, ..party() };
    let at = Position { receivable: rupiah(5), ..Position::default() };
    let moved = book(&at, &Position::default(), &outside, Against::Money(Money::Cash)).unwrap();
    assert_eq!(lines(&moved), [("1-340", "DC", -5), ("1-110", "", 5)]);
}

/// Anything that two parties might say, sensible or not.
fn anything() -> impl Strategy<Value = Vec<Paper>> {
    let word = (0u8..8, any::<bool>(), 0usize..12, 0usize..12, 1i64..2_000, any::<bool>());
    prop::collection::vec(word, 1..24).prop_map(|words| {
        let mut said: Vec<Paper> = Vec::new();
        for (at, (kind, shop, one, other, amount, flag)) in words.into_iter().enumerate() {
            let from = if shop { SHOP } else { NET };
            let id = format!("{at:02}");
            let named = |n: usize| said.get(n).map_or_else(|| format!("{n:02}"), |paper| paper.id.clone());
            let (one, other) = (named(one), named(other));
            let claim = if flag { one.clone() } else { reverse_id(&one) };
            said.push(match kind {
                0 | 1 => invoice(&id, from, amount),
                2 => answer(&id, from, &one, u32::from(flag) + 1, amount),
                3 => credit(&id, from, flag, amount, &[(&one, amount / 2), (&other, amount / 3)]),
                4 => payment(&id, from, amount, &[(&claim, amount / 2), (&other, amount / 3)]),
                5 => came(&id, from, &one, flag),
                6 => proposal(&id, from, amount, &[(&one, amount), (&other, amount)]),
                _ if flag => yes(&id, from, &one, 8),
                _ => done(&id, from, &one, &other),
            });
        }
        said
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_means_nothing(said in anything(), seed in any::<u64>(), twice in 0usize..24) {
        let expected = claims(&said);
        let mut mixed = said.clone();
        mixed.extend(said.get(twice).cloned());
        let mut state = seed;
        for at in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            mixed.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        prop_assert_eq!(&claims(&mixed), &expected);
        prop_assert_eq!(fold(&mixed, NET, time(5)).unwrap().items().unwrap(), expected.items().unwrap());
    }

    /// Document by document in any order, the journals add up to what the claims are worth.
    #[test]
    fn journals_lead_to_the_position(said in anything(), other in prop::sample::select(vec![SHOP, NET])) {
        let mut sums = std::collections::BTreeMap::<String, i64>::new();
        for n in 1..=said.len() {
            let at = |n: usize| Position::of(&claims(&said[..n]), other).unwrap();
            let lines = book(&at(n - 1), &at(n), &party(), Against::Money(Money::Transfer)).unwrap();
            prop_assert_eq!(lines.iter().map(|line| line.amount.get()).sum::<i64>(), 0);
            for line in lines {
                *sums.entry(line.account).or_default() += line.amount.get();
            }
        }
        let at = Position::of(&claims(&said), other).unwrap();
        let of = |account: &str| sums.get(account).copied().unwrap_or_default();
        prop_assert_eq!([-of("2-220"), of("1-330"), of("1-520"), -of("2-150")], [at.payable, at.receivable, at.advance, at.deposit].map(Rupiah::get));
    }

    /// A set-off that is done leaves what each owes on balance.
    #[test]
    fn a_set_off_leaves_the_net_position(mut said in anything(), sums in (1i64..3_000, 1i64..3_000)) {
        said.extend([invoice("xa", NET, sums.0), answer("xb", SHOP, "xa", 1, sums.0)]);
        said.extend([invoice("xc", SHOP, sums.1), answer("xd", NET, "xc", 1, sums.1)]);
        let before = claims(&said);
        let offer = propose(&before.items().unwrap(), (SHOP, NET), day(9)).unwrap();
        let off: Vec<(&str, i64)> = offer.bilateral.iter().map(|part| (part.claim.as_str(), part.amount.get())).collect();
        let amount = off.iter().map(|part| part.1).sum::<i64>() / 2;
        let more = [proposal("zp", SHOP, amount, &off), yes("zq", NET, "zp", 8), done("zr", SHOP, "zp", "zq")];
        let after = claims(&[said, more.to_vec()].concat());
        prop_assert_eq!(after.setoff("zp").unwrap().state, SetoffState::Done);
        prop_assert_eq!(after.net(SHOP).unwrap(), before.net(SHOP).unwrap());
        prop_assert_eq!(after.net(NET).unwrap(), before.net(NET).unwrap());
        let gross = |claims: &Claims| claims.items().unwrap().iter().map(|item| item.open.get()).sum::<i64>();
        prop_assert_eq!(gross(&before) - gross(&after), 2 * amount, "taken off what is open, and nothing else");
    }
}
