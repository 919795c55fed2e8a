//! Orders, sent and taken in: how far each is, the seller's answer, the buyer's word to it, the end of it.

use chrono::NaiveDate;
use domain::staff::Right;
use domain::trade::order::{LineAnswer, LineStanding, OrderStanding, OrderState, fold};
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Goods, OrderCancel, OrderResponse, ResponseLine};
use store::trade::documents::{self, DocumentRow};
use uuid::Uuid;

use super::history::Story;
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::TradeRefusal;
use crate::trade::issue::{Draft, issue};
use crate::{App, Fault, Refusal};

/// A line of an order, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLineView {
    /// The goods.
    pub goods: Goods,
    /// Packs that were ordered, thousandths.
    pub packs: Quantity,
    /// A pack by the order, rupiah.
    pub price: Rupiah,
    /// The line by the order, rupiah.
    pub amount: Rupiah,
    /// Version of the catalogue that the price is from.
    pub catalogue: Option<u64>,
    /// The PPN class that the catalogue says.
    pub tax: String,
    /// Why the seller changed it.
    pub reason: String,
    /// How far it is.
    pub standing: LineStanding,
}

/// A document that belongs to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDocument {
    /// Its id.
    pub id: Uuid,
    /// The word for its kind.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
}

/// An order, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// Id of the document.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Sent by the shop, or to it.
    pub direction: Direction,
    /// The other party's key.
    pub party: String,
    /// Its date.
    pub date: NaiveDate,
    /// When the goods are wanted.
    pub wanted: Option<NaiveDate>,
    /// When the seller will deliver.
    pub delivery: Option<NaiveDate>,
    /// Words to the seller.
    pub note: String,
    /// How far it is.
    pub state: OrderState,
    /// True: the seller asks for a higher price, and the buyer has not agreed.
    pub question: bool,
    /// Freight that was agreed, rupiah.
    pub freight: Rupiah,
    /// The sum of the lines by the order, rupiah.
    pub total: Rupiah,
    /// The lines.
    pub lines: Vec<OrderLineView>,
    /// All that belongs to it.
    pub documents: Vec<OrderDocument>,
}

/// What the seller says to a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerLine {
    /// The order's line.
    pub line: u32,
    /// Packs that will come; zero: none.
    pub packs: Quantity,
    /// Another price for a pack, rupiah.
    pub price: Option<Rupiah>,
    /// Why.
    pub reason: String,
}

/// What the seller says to an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderAnswer {
    /// When the goods will come.
    pub delivery: Option<NaiveDate>,
    /// Freight for all of it, rupiah.
    pub freight: Rupiah,
    /// Lines that will not come as ordered; the others do.
    pub lines: Vec<AnswerLine>,
}

impl App {
    /// Orders, the newest first: of one party or all, with those that are closed when `all`.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn orders(&self, party: Option<&str>, all: bool) -> Result<Vec<OrderView>, Fault> {
        let mut views = Vec::new();
        for row in documents::of_party(self.store.connection(), party.unwrap_or_default(), "order")? {
            let Some(story) = Story::of(self.store.connection(), row)? else { continue };
            let view = view(&story)?;
            if all || !view.state.is_over() {
                views.push(view);
            }
        }
        views.reverse();
        Ok(views)
    }

    /// An order by its number or id; of `party` where two have orders of that number, the shop's own before others.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`GoodsRefusal`] when several have it.
    pub fn order(&self, number: &str, party: Option<&str>) -> Result<OrderView, Fault> {
        view(&self.order_story(number, party, Direction::Issued)?)
    }

    /// The seller answers an order: lines that are not named will come as ordered.
    ///
    /// # Errors
    /// [`GoodsRefusal`] for a line that is none, or an order that is closed; [`TradeRefusal::NoSuchDocument`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn answer_order(&mut self, number: &str, answer: &OrderAnswer, approval: Option<&Approval>) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        let story = self.open_story(number, Direction::Taken)?;
        let mut lines = Vec::with_capacity(story.order.lines.len());
        for line in &story.order.lines {
            let said = answer.lines.iter().find(|said| said.line == line.line);
            lines.push(ResponseLine {
                line: line.line,
                quantity: said.map_or(line.quantity, |said| said.packs.get()),
                price: said.and_then(|said| said.price).map_or(line.price, Rupiah::get),
                reason: said.map(|said| clean(&said.reason, 120)).unwrap_or_default(),
            });
        }
        if let Some(strange) = answer.lines.iter().find(|said| !story.order.lines.iter().any(|line| line.line == said.line)) {
            return Err(GoodsRefusal::NoSuchLine { order: number.to_owned(), line: strange.line }.into());
        }
        let response = OrderResponse { delivery: answer.delivery, freight: answer.freight.get(), lines };
        self.say(&story, Content::OrderResponse(response), &actor.id)
    }

    /// The buyer agrees with what the seller answered: its prices hold from now on. Again when it was agreed is a no-op.
    ///
    /// # Errors
    /// [`GoodsRefusal`] when there is nothing to agree with; [`TradeRefusal::NoSuchDocument`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn agree_order(&mut self, number: &str, approval: Option<&Approval>) -> Result<OrderView, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        let story = self.open_story(number, Direction::Issued)?;
        let seller = &story.document.to.id;
        let responses = story.rest.iter().filter(|(_, document)| document.from.id == *seller);
        let last = responses.filter_map(|(row, document)| match &document.content {
            Content::OrderResponse(response) => Some((row.document.id.clone(), response.clone())),
            _ => None,
        });
        let Some((_, response)) = last.max_by(|a, b| a.0.cmp(&b.0)) else {
            return Err(GoodsRefusal::NotAnswered(number.to_owned()).into());
        };
        if fold(&story.history()?)?.question {
            self.say(&story, Content::OrderResponse(response), &actor.id)?;
        }
        view(&self.order_story(number, None, Direction::Issued)?)
    }

    /// The buyer wants nothing more of an order. Again is a no-op.
    ///
    /// # Errors
    /// [`Refusal::NeedsReason`], [`GoodsRefusal::AllCame`], [`GoodsRefusal::Closed`], [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::NeedsApproval`].
    pub fn cancel_order(&mut self, number: &str, reason: &str, approval: Option<&Approval>) -> Result<OrderView, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let story = self.order_story(number, None, Direction::Issued)?;
        if story.row.direction != Direction::Issued {
            return Err(GoodsRefusal::NotOurOrder(number.to_owned()).into());
        }
        let history = story.history()?;
        match fold(&history)?.state {
            OrderState::Received => return Err(GoodsRefusal::AllCame(number.to_owned()).into()),
            OrderState::Closed => return Err(GoodsRefusal::Closed(number.to_owned()).into()),
            _ if history.cancelled => return view(&story),
            _ => {}
        }
        let reason = clean(reason, 120);
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        self.say(&story, Content::OrderCancel(OrderCancel { reason }), &actor.id)?;
        view(&self.order_story(number, None, Direction::Issued)?)
    }

    /// The story of an order by its number or id; both sides may have one of the same number, so `wanted` says whose is meant.
    pub(super) fn order_story(&self, number: &str, party: Option<&str>, wanted: Direction) -> Result<Story, Fault> {
        let connection = self.store.connection();
        let word = number.trim();
        let mut rows = documents::numbered(connection, "", "order", word)?;
        rows.extend(documents::document(connection, word)?.filter(|row| row.document.kind == "order"));
        rows.retain(|row| party.is_none_or(|party| row.party == party));
        if rows.iter().any(|row| row.direction == wanted) {
            rows.retain(|row| row.direction == wanted);
        }
        if rows.len() > 1 {
            return Err(GoodsRefusal::Several(number.to_owned()).into());
        }
        let missing = || TradeRefusal::NoSuchDocument(format!("pesanan {number}"));
        let row = rows.pop().ok_or_else(missing)?;
        Ok(Story::of(connection, row)?.ok_or_else(missing)?)
    }

    /// The story of an order that is not closed.
    pub(super) fn open_story(&self, number: &str, direction: Direction) -> Result<Story, Fault> {
        self.check_trade_till()?;
        let story = self.order_story(number, None, direction)?;
        if story.row.direction != direction {
            let number = number.to_owned();
            let own = direction == Direction::Taken;
            return Err(if own { GoodsRefusal::OwnOrder(number) } else { GoodsRefusal::NotOurOrder(number) }.into());
        }
        if fold(&story.history()?)?.state.is_over() {
            return Err(GoodsRefusal::Closed(number.to_owned()).into());
        }
        Ok(story)
    }

    /// Issues a document that answers the order.
    fn say(&mut self, story: &Story, content: Content, by: &str) -> Result<Document, Fault> {
        super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
        let own = self.own_party()?;
        let party: Party = self.party(&story.row.party)?;
        let (date, stamp) = (self.posting_date()?, self.stamp());
        let refers = Some(story.document.id);
        self.transact(|tx, device, _| {
            let mut draft = Draft::new(content, date, by);
            (draft.party, draft.refers) = (Some(party), refers);
            issue(tx, device, &own, draft, stamp)
        })
    }
}

fn belongs((row, document): &(DocumentRow, Document)) -> OrderDocument {
    OrderDocument { id: document.id, kind: row.document.kind.clone(), number: document.number.clone(), date: document.date }
}

/// An order and how far it is.
pub(super) fn view(story: &Story) -> Result<OrderView, Fault> {
    let OrderStanding { state, lines: standings, freight, question } = fold(&story.history()?)?;
    let responses = story.rest.iter().filter(|(_, document)| document.from.id == story.document.to.id);
    let mut last = responses.filter_map(|(_, document)| match &document.content {
        Content::OrderResponse(response) => Some(response),
        _ => None,
    });
    let last = last.next_back();
    let line = |(line, standing): (&record::document::OrderLine, LineStanding)| OrderLineView {
        goods: line.goods.clone(),
        packs: Quantity::new(line.quantity),
        price: Rupiah::new(line.price),
        amount: Rupiah::new(line.amount),
        catalogue: line.catalogue,
        tax: line.tax.clone(),
        reason: last
            .and_then(|response| response.lines.iter().find(|said| said.line == line.line))
            .filter(|_| standing.answer != LineAnswer::Accepted)
            .map(|said| said.reason.clone())
            .unwrap_or_default(),
        standing,
    };
    Ok(OrderView {
        id: story.document.id,
        number: story.document.number.clone(),
        direction: story.row.direction,
        party: story.row.party.clone(),
        date: story.document.date,
        wanted: story.order.wanted,
        delivery: last.and_then(|response| response.delivery),
        note: story.order.note.clone(),
        state,
        question,
        freight,
        total: Rupiah::new(story.order.total),
        lines: story.order.lines.iter().zip(standings).map(line).collect(),
        documents: story.rest.iter().map(belongs).collect(),
    })
}
