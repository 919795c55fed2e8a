//! Invoices of suppliers without software, typed in from paper; and what was owed before the books began.

use chrono::NaiveDate;
use domain::staff::Right;
use domain::trade::{Direction, Party, invoice};
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Goods, Invoice, InvoiceAnswer, InvoiceAnswerLine, InvoiceLine, OrderLine};
use store::trade::documents;

use super::history::Story;
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::issue::{Draft, issue, keep_typed};
use crate::trade::money::MoneyRefusal;
use crate::trade::{Own, TradeRefusal};
use crate::{App, Fault};

/// A line of an invoice on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedLine {
    /// The goods: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// A pack without PPN, rupiah.
    pub price: Rupiah,
}

/// An invoice on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedInvoice {
    /// Who sent it.
    pub party: String,
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// When it is due; by the party's terms when absent.
    pub due: Option<NaiveDate>,
    /// Number of the shop's order; empty: none.
    pub order: String,
    /// Number of the delivery note; empty: none.
    pub note: String,
    /// The lines.
    pub lines: Vec<TypedLine>,
    /// Discount on the whole, rupiah.
    pub discount: Rupiah,
    /// Freight, rupiah.
    pub freight: Rupiah,
    /// PPN, rupiah.
    pub tax: Rupiah,
}

impl App {
    /// Keeps an invoice that came on paper: of the party, typed in here. It is matched like one that came as a file.
    ///
    /// # Errors
    /// [`TradeRefusal::Twice`], [`TradeRefusal::DueBefore`], [`GoodsRefusal`] for an order of somebody else or a
    /// date to come, [`MoneyRefusal::SpeaksForItself`] for a party with a card, [`crate::Refusal::UnknownCode`],
    /// [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn type_invoice(&mut self, typed: &TypedInvoice, approval: Option<&Approval>) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let party = self.on_paper(&typed.party)?;
        let story = if typed.order.is_empty() { None } else { Some(self.order_story(&typed.order, None, Direction::Issued)?) };
        if story.as_ref().is_some_and(|story| story.row.party != party.code || story.row.direction != Direction::Issued) {
            return Err(GoodsRefusal::OrderOfOther { order: typed.order.clone(), party: party.code }.into());
        }
        let mut lines = Vec::with_capacity(typed.lines.len());
        for (line, number) in typed.lines.iter().zip(1u32..) {
            lines.push(self.typed_line(line, number, story.as_ref())?);
        }
        let sum = Rupiah::sum(lines.iter().map(|line| Rupiah::new(line.amount)))?;
        let invoice = Invoice {
            order: story.as_ref().map(|story| story.document.id),
            note: clean(&typed.note, 60),
            lines,
            discount: typed.discount.get(),
            freight: typed.freight.get(),
            tax: typed.tax.get(),
            total: sum.minus(typed.discount)?.plus(typed.freight)?.plus(typed.tax)?.get(),
            due: typed.due.unwrap_or_else(|| party.due(typed.date)),
            consignment: false,
        };
        let own = self.own_party()?;
        let mut draft = self.typed_draft(invoice, &party, &typed.number, typed.date, &actor.id)?;
        draft.refers = story.map(|story| story.document.id);
        let stamp = self.stamp();
        self.transact(|tx, device, _| keep_typed(tx, device, &own, draft, stamp))
    }

    /// Keeps what the shop owed a party before the books began: an invoice with its old number and date, accepted at
    /// once, against 3-900.
    ///
    /// # Errors
    /// As [`App::type_invoice`].
    pub fn open_debt(
        &mut self,
        party: &str,
        number: &str,
        (date, due): (NaiveDate, Option<NaiveDate>),
        amount: Rupiah,
        approval: Option<&Approval>,
    ) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        self.check_trade_till()?;
        let party = self.on_paper(party)?;
        let goods = Goods { name: "Saldo awal utang".to_owned(), pack: "NOTA".to_owned(), factor: 1, ..Goods::default() };
        let (price, quantity) = (amount.get(), Quantity::ONE.get());
        let line = InvoiceLine { line: 1, order_line: 0, goods, quantity, price, amount: price };
        let due = due.unwrap_or_else(|| party.due(date));
        let invoice = Invoice { lines: vec![line], total: price, due, ..Invoice::default() };
        let own: Own = self.own_party()?;
        let draft = self.typed_draft(invoice, &party, number, date, &actor.id)?;
        // As the match would say it once somebody accepts the line by hand, so that it never finds a difference.
        let line = InvoiceAnswerLine { line: 1, outcome: "no-order".to_owned(), accepted: price, ..InvoiceAnswerLine::default() };
        let answer = InvoiceAnswer { round: 1, lines: vec![line], accepted: price, ..InvoiceAnswer::default() };
        let mut said = Draft::new(Content::InvoiceAnswer(answer), self.posting_date()?, &actor.id);
        said.postings = invoice::opening(&party, amount)?;
        said.party = Some(party);
        let (kept, answered) = (self.stamp(), self.stamp());
        self.transact(|tx, device, _| {
            let document = keep_typed(tx, device, &own, draft, kept)?;
            said.refers = Some(document.id);
            issue(tx, device, &own, said, answered)?;
            Ok(document)
        })
    }

    /// A party that sends paper. Of what is typed here for one with a card it never hears, so it could neither be set
    /// off nor paid, and its own file would be refused as known: that file is asked for.
    fn on_paper(&self, code: &str) -> Result<Party, Fault> {
        let party = self.party(code)?;
        if party.key.is_some() {
            return Err(MoneyRefusal::SpeaksForItself(party.code).into());
        }
        Ok(party)
    }

    /// The typed document, once its numbers make sense and nobody has typed it before.
    fn typed_draft(&self, invoice: Invoice, party: &Party, number: &str, date: NaiveDate, by: &str) -> Result<Draft, Fault> {
        let number = clean(number, 60);
        if number.is_empty() {
            return Err(crate::Refusal::Empty("nomor faktur").into());
        }
        if invoice.due < date {
            return Err(TradeRefusal::DueBefore { due: invoice.due, date }.into());
        }
        let books = self.posting_date()?;
        if date > books {
            return Err(GoodsRefusal::DateToCome(date).into());
        }
        if !documents::numbered(self.store.connection(), &party.legal_id, "invoice", &number)?.is_empty() {
            return Err(TradeRefusal::Twice { number, party: party.code.clone() }.into());
        }
        let content = Content::Invoice(invoice);
        super::judge::sane(&content).map_err(|why| TradeRefusal::Nonsense { number: number.clone(), why })?;
        let mut draft = Draft::new(content, date, by);
        (draft.books, draft.party, draft.number) = (Some(books), Some(party.clone()), Some(number));
        Ok(draft)
    }

    fn typed_line(&self, line: &TypedLine, number: u32, story: Option<&Story>) -> Result<InvoiceLine, Fault> {
        let (product, pack) = self.pack_of(&line.code, line.pack.as_deref())?;
        let pack = &product.packs[pack];
        let same = |ordered: &&OrderLine, exact: bool| ordered.goods.sku == product.sku && (!exact || ordered.goods.factor == pack.factor);
        let ordered = story.and_then(|story| {
            let lines = &story.order.lines;
            lines.iter().find(|ordered| same(ordered, true)).or_else(|| lines.iter().find(|ordered| same(ordered, false)))
        });
        let goods = Goods {
            code: ordered.map_or_else(|| product.details.supplier_code.clone(), |ordered| ordered.goods.code.clone()),
            sku: product.sku.clone(),
            gtin: String::new(),
            name: product.name.clone(),
            pack: pack.code.clone(),
            factor: pack.factor,
        };
        let (price, quantity, order_line) = (line.price.get(), line.quantity.get(), ordered.map_or(0, |ordered| ordered.line));
        Ok(InvoiceLine { line: number, order_line, goods, quantity, price, amount: line.quantity.at(line.price)?.get() })
    }
}
