//! Shops and a network that exchange only files: in random order, doubled, late, some lost and sent again. At the end
//! all say the same.

use domain::Rupiah;
use domain::settlement::Money;
use record::document::Content;

use super::Shop;
use crate::trade::money::{CreditOrder, PayOrder};

/// Numbers that come again the same (a linear congruential generator: Knuth's constants).
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn amount(&mut self) -> i64 {
        i64::try_from(self.below(900)).unwrap() * 1_000 + 1_000
    }
}

/// A file on its way: to whom, from whom, what.
type Letter = (usize, Vec<u8>);

struct World {
    /// The network is the first.
    shops: Vec<Shop>,
    post: Vec<Letter>,
    luck: Luck,
}

impl World {
    fn new(count: usize, seed: u64) -> Self {
        let mut shops = vec![Shop::new("NET")];
        for number in 1..=count {
            let mut shop = Shop::new(&format!("KOP{number:02}"));
            shops[0].knows(&mut shop);
            shops.push(shop);
        }
        Self { shops, post: Vec::new(), luck: Luck(seed) }
    }

    /// Somebody sends a file to the other side of a pair; a third of them is lost.
    fn send(&mut self, from: usize, to: usize) {
        let bytes = self.shops[from].file_for(&self.shops[to]);
        if self.luck.below(3) > 0 {
            self.post.push((to, bytes));
        }
    }

    /// Some letter arrives, not the oldest; sometimes it is kept and comes once more.
    fn deliver(&mut self) {
        if self.post.is_empty() {
            return;
        }
        let place = self.luck.below(self.post.len());
        let (to, bytes) = self.post[place].clone();
        if self.luck.below(4) > 0 {
            self.post.swap_remove(place);
        }
        let refused = self.shops[to].reads(&bytes);
        assert_eq!(refused, Vec::<String>::new());
    }

    fn net_position(&self) -> i64 {
        let one = |shop: &Shop| {
            let list = shop.app.claim_list(None, None, None).unwrap();
            list.receivable.total().unwrap().get() - list.payable.total().unwrap().get()
        };
        self.shops.iter().map(one).sum()
    }

    /// One thing that one side of a pair does; what is refused is refused.
    fn act(&mut self, me: usize, other: usize) {
        let code = self.shops[other].code.clone();
        let (kind, amount, some) = (self.luck.below(9), self.luck.amount(), self.luck.below(100));
        let days = i64::try_from(self.luck.below(12)).unwrap();
        let shop = &mut self.shops[me];
        let due = shop.app.now().date_naive() + chrono::TimeDelta::days(days);
        match kind {
            0 | 1 => drop(shop.bills(&code, amount, due)),
            2 | 3 => answer(shop, &code, some),
            4 => {
                let causes = ["price", "rebate", "other", "shortage"];
                let invoice = match shop.app.invoices_of(&code).first() {
                    Some(number) if some < 60 => number.clone(),
                    _ => String::new(),
                };
                let cause = causes[some % 4].to_owned();
                let order = CreditOrder { party: code, invoice, cause, total: Rupiah::new(amount / 3 + 1), ..CreditOrder::default() };
                let _nothing_owed = shop.app.issue_credit(&order, None);
            }
            5 => {
                let order = PayOrder {
                    party: code,
                    amount: Rupiah::new(amount),
                    method: Money::Transfer,
                    advance: some < 30,
                    ..PayOrder::default()
                };
                let _too_much = shop.app.pay_party(&order, None);
            }
            6 => {
                for (_, payment) in shop.app.payments_to_confirm(None).unwrap() {
                    let no = (some < 20).then_some("belum masuk");
                    shop.app.answer_payment(&payment.id.to_string(), no, None).unwrap();
                }
            }
            7 => {
                let _nothing = shop.app.propose_setoff(&code, due, 48, None);
            }
            _ => settle(shop, &code, some),
        }
    }

    /// Everybody hears everything, often enough.
    fn exchange(&mut self) {
        for _ in 0..3 {
            for place in 1..self.shops.len() {
                let (net, shop) = self.shops.split_at_mut(place);
                shop[0].hears(&net[0]);
                net[0].hears(&shop[0]);
            }
        }
    }

    fn all_agree(&mut self) {
        for place in 1..self.shops.len() {
            let (net, rest) = self.shops.split_at_mut(place);
            let (net, shop) = (&mut net[0], &mut rest[0]);
            assert_eq!(net.open(&shop.code), shop.open("NET"), "claims to the rupiah");
            let today = shop.app.now().date_naive();
            let theirs = net.app.make_statement(&shop.code, today, None).unwrap();
            let ours = shop.app.make_statement("NET", today, None).unwrap();
            assert_eq!(theirs.statement, ours.statement);
            shop.hears(net);
            net.hears(shop);
            assert!(shop.app.make_statement("NET", today, None).unwrap().agreed);
            assert!(net.app.make_statement(&shop.code, today, None).unwrap().agreed);
        }
        for shop in &self.shops {
            shop.sound();
            assert_eq!(shop.app.store().verify(|_, _| ()).unwrap(), []);
        }
    }
}

/// Answers the invoices of a party that nobody answered; of some not all is accepted, and later it may be.
fn answer(shop: &mut Shop, code: &str, some: usize) {
    let own = shop.app.own_party().unwrap().legal_id;
    let party = shop.app.party(code).unwrap();
    let between = shop.app.between(&party).unwrap();
    let claims = between.claims().unwrap();
    let mut todo = Vec::new();
    for claim in claims.claims.values().filter(|claim| claim.debtor == own && claim.origin == domain::settlement::Origin::Invoice) {
        let id = claim.id.parse().unwrap();
        let rounds = between.answers(id).filter(|said| matches!(said.document.content, Content::InvoiceAnswer(_))).count();
        let total = claim.amount.get();
        match rounds {
            0 => todo.push((id, 1, if some < 50 { total } else { total - total / 5 }, total)),
            1 if some < 20 && claim.accepted != Some(claim.amount) => todo.push((id, 2, total, total)),
            _ => {}
        }
    }
    for (id, round, accepted, total) in todo {
        shop.accepts(code, id, round, accepted, total);
    }
}

/// Answers, commits or gives up set-offs.
fn settle(shop: &mut Shop, code: &str, some: usize) {
    for view in shop.app.setoffs(Some(code)).unwrap() {
        let id = &view.setoff.id;
        let _over = match (view.ours, some % 4) {
            (true, 0) => shop.app.void_setoff(id, None),
            (true, _) => shop.app.commit_setoff(id, None),
            (false, 0) => shop.app.refuse_setoff(id, "belum cocok", None),
            (false, _) => shop.app.accept_setoff(id, None),
        };
    }
}

impl crate::App {
    /// Numbers of the shop's invoices to a party.
    fn invoices_of(&self, code: &str) -> Vec<String> {
        let rows = store::trade::documents::of_party(self.store.connection(), code, "invoice").unwrap();
        rows.into_iter().filter(|row| row.direction == domain::trade::Direction::Issued).map(|row| row.document.number).collect()
    }
}

fn tell(count: usize, seed: u64, steps: usize) -> World {
    let mut world = World::new(count, seed);
    for step in 0..steps {
        let shop = 1 + world.luck.below(count);
        let (me, other) = if world.luck.below(2) == 0 { (0, shop) } else { (shop, 0) };
        match world.luck.below(5) {
            0 | 1 => world.act(me, other),
            2 => world.send(me, other),
            3 => world.deliver(),
            _ => {
                world.act(me, other);
                world.send(me, other);
            }
        }
        if step % 40 == 39 {
            world.shops.iter_mut().for_each(|shop| shop.later(24));
        }
    }
    world.exchange();
    assert_eq!(world.net_position(), 0, "what one is owed another owes");
    world.all_agree();
    // All that can be set off is: nobody is richer or poorer by it.
    let before: Vec<i64> = world.shops.iter().map(position).collect();
    for place in 1..world.shops.len() {
        let (net, rest) = world.shops.split_at_mut(place);
        let (net, shop) = (&mut net[0], &mut rest[0]);
        let later = shop.app.now().date_naive() + chrono::TimeDelta::days(31);
        if let Ok(offer) = shop.app.propose_setoff("NET", later, 48, None) {
            net.hears(shop);
            if net.app.accept_setoff(&offer.setoff.id, None).is_ok() {
                shop.hears(net);
                shop.app.commit_setoff(&offer.setoff.id, None).unwrap();
            }
        }
    }
    world.exchange();
    assert_eq!(world.shops.iter().map(position).collect::<Vec<i64>>(), before);
    world.shops.iter_mut().for_each(|shop| shop.later(24));
    world.all_agree();
    world
}

/// What a shop has with all others in its books: claims, debts, advances.
fn position(shop: &Shop) -> i64 {
    ["1-330", "2-220", "1-520", "2-150"].iter().map(|account| shop.balance(account, "")).sum()
}

/// That a history was one: of every kind of document several went there and back.
fn was_lively(world: &World) {
    let kinds = world.shops[0].kinds();
    for kind in
        ["invoice", "invoice-answer", "credit-note", "payment", "payment-answer", "setoff-proposal", "setoff-answer", "setoff-commit"]
    {
        assert!(kinds.get(kind).is_some_and(|count| *count >= 5), "{kind}: {kinds:?}");
    }
}

#[test]
fn two_shops_and_the_network() {
    for seed in 1..=6 {
        drop(tell(2, seed, 120));
    }
}

#[test]
fn ten_shops_and_the_network() {
    was_lively(&tell(10, 77, 1_000));
}
