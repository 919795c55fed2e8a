//! An order, folded from the documents of both sides: what was agreed, what came, what was invoiced.
//!
//! The documents may come in any order and more than once; whoever has the same ones sees the same state.

use std::collections::{BTreeMap, BTreeSet};

use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;
use crate::settlement::Ordered;

/// A line of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedLine {
    /// 1, 2, ...
    pub line: u32,
    /// Packs, thousandths.
    pub packs: Quantity,
    /// Base units in a pack.
    pub factor: i64,
    /// A pack, rupiah.
    pub price: Rupiah,
}

/// What a side says to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyLine {
    /// The order's line.
    pub line: u32,
    /// Packs that will come, thousandths; zero: refused.
    pub packs: Quantity,
    /// A pack, rupiah.
    pub price: Rupiah,
}

/// What a side says to the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Id of the document: the latest of a side holds.
    pub id: String,
    /// True: the seller's; false: the buyer's to what the seller said.
    pub by_seller: bool,
    /// The lines.
    pub lines: Vec<ReplyLine>,
    /// Freight for the whole order, rupiah.
    pub freight: Rupiah,
}

/// Goods on a document: base units (thousandths) by line of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Id of the document.
    pub id: String,
    /// Line and base units.
    pub lines: Vec<(u32, Quantity)>,
}

/// All documents of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// What was ordered.
    pub wanted: Vec<WantedLine>,
    /// What was said to it.
    pub replies: Vec<Reply>,
    /// What was sent.
    pub despatched: Vec<Part>,
    /// What arrived.
    pub received: Vec<Part>,
    /// What was invoiced.
    pub invoiced: Vec<Part>,
    /// Ids of the invoices that the buyer answered.
    pub answered: Vec<String>,
    /// True: the buyer wants nothing more of it.
    pub cancelled: bool,
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderState {
    /// The seller has said nothing.
    Sent,
    /// The seller answered.
    Answered,
    /// Some of it came.
    PartlyReceived,
    /// All of it came.
    Received,
    /// All of it came and its invoices are answered; or the seller refused all of it.
    Closed,
    /// The buyer wants nothing more of it.
    Cancelled,
}

impl OrderState {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Answered => "answered",
            Self::PartlyReceived => "partly-received",
            Self::Received => "received",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// True when nothing more will come.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }

    /// What it is called, in Bahasa Indonesia.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "terkirim",
            Self::Answered => "dijawab",
            Self::PartlyReceived => "diterima sebagian",
            Self::Received => "diterima",
            Self::Closed => "selesai",
            Self::Cancelled => "dibatalkan",
        }
    }
}

/// What the seller said to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineAnswer {
    /// Nothing.
    Open,
    /// As ordered.
    Accepted,
    /// Another quantity or price.
    Changed,
    /// Nothing will come.
    Refused,
}

impl LineAnswer {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Changed => "changed",
            Self::Refused => "refused",
        }
    }
}

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineStanding {
    /// The line.
    pub line: u32,
    /// What the seller said.
    pub answer: LineAnswer,
    /// Packs that should come, thousandths.
    pub packs: Quantity,
    /// What a pack costs by agreement, rupiah.
    pub price: Rupiah,
    /// What the seller asks for a pack, rupiah.
    pub asked: Rupiah,
    /// Base units that should come, thousandths.
    pub expected: Quantity,
    /// Base units that were sent.
    pub despatched: Quantity,
    /// Base units that came.
    pub received: Quantity,
    /// Base units that were invoiced.
    pub invoiced: Quantity,
}

impl LineStanding {
    /// What was agreed, as the three-way match wants it; none for a refused line.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn ordered(&self) -> Result<Option<Ordered>, Overflow> {
        if self.expected.get() <= 0 {
            return Ok(None);
        }
        Ok(Some(Ordered { quantity: self.expected, amount: self.packs.at(self.price)? }))
    }
}

/// How far an order is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderStanding {
    /// The whole.
    pub state: OrderState,
    /// Line by line.
    pub lines: Vec<LineStanding>,
    /// Freight that was agreed, rupiah.
    pub freight: Rupiah,
    /// True: the seller asks for a higher price, and the buyer has not agreed.
    pub question: bool,
}

/// Folds the documents of an order.
///
/// A higher price of the seller holds only once the buyer said the same; a lower one at once. How much will come is
/// the seller's to say.
///
/// # Errors
/// [`Overflow`].
pub fn fold(history: &History) -> Result<OrderStanding, Overflow> {
    let latest = |by_seller: bool| history.replies.iter().filter(|reply| reply.by_seller == by_seller).max_by(|a, b| a.id.cmp(&b.id));
    let (seller, buyer) = (latest(true), latest(false));
    let of = |reply: Option<&Reply>, line: u32| reply.and_then(|reply| reply.lines.iter().find(|one| one.line == line).copied());
    let despatched = sums(&history.despatched)?;
    let received = sums(&history.received)?;
    let invoiced = sums(&history.invoiced)?;
    let mut lines = Vec::with_capacity(history.wanted.len());
    let mut question = false;
    for wanted in &history.wanted {
        let said = of(seller, wanted.line);
        let asked = said.map_or(wanted.price, |said| said.price);
        let packs = said.map_or(wanted.packs, |said| said.packs);
        let agreed = asked <= wanted.price || of(buyer, wanted.line).is_some_and(|buyer| buyer.price == asked);
        question |= !agreed && packs > Quantity::ZERO;
        let answer = match said {
            None => LineAnswer::Open,
            Some(said) if said.packs.get() <= 0 => LineAnswer::Refused,
            Some(said) if said.packs == wanted.packs && said.price == wanted.price => LineAnswer::Accepted,
            Some(_) => LineAnswer::Changed,
        };
        let sum = |sums: &BTreeMap<u32, Quantity>| sums.get(&wanted.line).copied().unwrap_or_default();
        lines.push(LineStanding {
            line: wanted.line,
            answer,
            packs,
            price: if agreed { asked } else { wanted.price },
            asked,
            expected: packs.times(wanted.factor)?,
            despatched: sum(&despatched),
            received: sum(&received),
            invoiced: sum(&invoiced),
        });
    }
    let answered: BTreeSet<&str> = history.answered.iter().map(String::as_str).collect();
    let settled = history.invoiced.iter().all(|part| answered.contains(part.id.as_str()));
    let state = state(history.cancelled, seller.is_some(), settled, &lines);
    Ok(OrderStanding { state, lines, freight: seller.map_or(Rupiah::ZERO, |reply| reply.freight), question })
}

fn state(cancelled: bool, answered: bool, settled: bool, lines: &[LineStanding]) -> OrderState {
    let nothing = lines.iter().all(|line| line.answer == LineAnswer::Refused);
    let came = lines.iter().any(|line| line.received > Quantity::ZERO);
    let all = lines.iter().all(|line| line.received >= line.expected);
    // A cancellation that crossed the goods on their way changes nothing.
    if cancelled && !(came && all) {
        return OrderState::Cancelled;
    }
    if answered && nothing {
        return OrderState::Closed;
    }
    let invoiced = lines.iter().all(|line| line.invoiced >= line.received);
    match (came, all) {
        (true, true) if invoiced && settled => OrderState::Closed,
        (true, true) => OrderState::Received,
        (true, false) => OrderState::PartlyReceived,
        (false, _) if answered => OrderState::Answered,
        (false, _) => OrderState::Sent,
    }
}

/// What the documents hold together, each counted once.
fn sums(parts: &[Part]) -> Result<BTreeMap<u32, Quantity>, Overflow> {
    let mut sums: BTreeMap<u32, Quantity> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for part in parts.iter().filter(|part| seen.insert(part.id.as_str())) {
        for (line, quantity) in &part.lines {
            let sum = sums.entry(*line).or_default();
            *sum = sum.plus(*quantity)?;
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packs(packs: i64) -> Quantity {
        Quantity::new(packs * 1_000)
    }

    fn order() -> History {
        let line = |line, quantity, factor, price| WantedLine { line, packs: packs(quantity), factor, price: Rupiah::new(price) };
        History { wanted: vec![line(1, 10, 40, 100_000), line(2, 5, 12, 30_000)], ..History::default() }
    }

    fn reply(id: &str, by_seller: bool, lines: &[(u32, i64, i64)]) -> Reply {
        let lines =
            lines.iter().map(|(line, quantity, price)| ReplyLine { line: *line, packs: packs(*quantity), price: Rupiah::new(*price) });
        Reply { id: id.into(), by_seller, lines: lines.collect(), freight: Rupiah::new(5_000) }
    }

    fn part(id: &str, lines: &[(u32, i64)]) -> Part {
        Part { id: id.into(), lines: lines.iter().map(|(line, base)| (*line, packs(*base))).collect() }
    }

    fn state(history: &History) -> OrderState {
        fold(history).expect("folds").state
    }

    #[test]
    fn an_order_goes_its_way() {
        let mut history = order();
        assert_eq!(state(&history), OrderState::Sent);
        history.replies.push(reply("a", true, &[(1, 8, 100_000), (2, 5, 30_000)]));
        let standing = fold(&history).expect("folds");
        assert_eq!(
            (standing.state, standing.lines[0].answer, standing.lines[1].answer),
            (OrderState::Answered, LineAnswer::Changed, LineAnswer::Accepted)
        );
        assert_eq!((standing.lines[0].expected, standing.freight), (packs(320), Rupiah::new(5_000)));
        history.received.push(part("r1", &[(1, 320)]));
        assert_eq!(state(&history), OrderState::PartlyReceived);
        history.received.push(part("r2", &[(2, 60)]));
        assert_eq!(state(&history), OrderState::Received);
        history.invoiced.push(part("f1", &[(1, 320), (2, 60)]));
        assert_eq!(state(&history), OrderState::Received, "an invoice that nobody answered closes nothing");
        history.answered.push("f1".into());
        assert_eq!(state(&history), OrderState::Closed);
    }

    #[test]
    fn a_higher_price_is_a_question_and_a_lower_one_holds() {
        let mut history = order();
        history.replies.push(reply("a", true, &[(1, 10, 104_000), (2, 5, 29_000)]));
        let standing = fold(&history).expect("folds");
        assert!(standing.question);
        assert_eq!((standing.lines[0].price, standing.lines[1].price), (Rupiah::new(100_000), Rupiah::new(29_000)));
        history.replies.push(reply("b", false, &[(1, 10, 104_000), (2, 5, 29_000)]));
        let standing = fold(&history).expect("folds");
        assert_eq!((standing.question, standing.lines[0].price), (false, Rupiah::new(104_000)));
        history.replies.push(reply("c", true, &[(1, 10, 110_000), (2, 5, 29_000)]));
        let standing = fold(&history).expect("folds");
        assert!(standing.question, "who agreed to one price did not agree to the next");
        assert_eq!(standing.lines[0].price, Rupiah::new(100_000));
    }

    #[test]
    fn refused_and_cancelled_orders_are_over() {
        let mut history = order();
        history.replies.push(reply("a", true, &[(1, 0, 100_000), (2, 0, 30_000)]));
        let standing = fold(&history).expect("folds");
        assert_eq!((standing.state, standing.lines[0].ordered()), (OrderState::Closed, Ok(None)));
        let mut history = order();
        history.received.push(part("r1", &[(1, 40)]));
        history.cancelled = true;
        assert_eq!(state(&history), OrderState::Cancelled);
        history.received.push(part("r2", &[(1, 360), (2, 60)]));
        assert_eq!(state(&history), OrderState::Received, "what came is there");
    }

    /// Replies and parts by name: what two sides may have sent each other.
    fn all() -> History {
        let mut history = order();
        history.replies = vec![
            reply("a", true, &[(1, 8, 101_000)]),
            reply("b", false, &[(1, 8, 101_000)]),
            reply("c", true, &[(1, 7, 101_000), (2, 5, 30_000)]),
        ];
        history.despatched = vec![part("d1", &[(1, 200)]), part("d2", &[(1, 80), (2, 60)])];
        history.received = vec![part("r1", &[(1, 199)]), part("r2", &[(1, 81), (2, 60)])];
        history.invoiced = vec![part("f1", &[(1, 199)]), part("f2", &[(1, 81), (2, 60)])];
        history.answered = vec!["f1".into(), "f2".into()];
        history
    }

    fn jumble<T: Clone>(items: &[T], order: &[prop::sample::Index]) -> Vec<T> {
        let mut all = items.to_vec();
        all.extend(order.iter().map(|at| items[at.index(items.len())].clone()));
        for (place, at) in order.iter().enumerate() {
            let (one, other) = (place % all.len(), at.index(all.len()));
            all.swap(one, other);
        }
        all
    }

    proptest! {
        #[test]
        fn any_order_and_any_doubles_give_the_same(order in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
            let one = all();
            let other = History {
                wanted: one.wanted.clone(),
                replies: jumble(&one.replies, &order),
                despatched: jumble(&one.despatched, &order),
                received: jumble(&one.received, &order),
                invoiced: jumble(&one.invoiced, &order),
                answered: jumble(&one.answered, &order),
                cancelled: one.cancelled,
            };
            let standing = fold(&one).expect("folds");
            prop_assert_eq!(standing.state, OrderState::Closed);
            prop_assert_eq!(fold(&other).expect("folds"), standing);
        }
    }
}
