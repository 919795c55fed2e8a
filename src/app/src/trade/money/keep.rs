//! Keeping a document about money: what it does to the books is the difference that it makes to the claims.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::fact::Fact;
use domain::goods::{GoodsMove, MoveKind, MovedLine, Owner, Place, StockFact};
use domain::ledger::{EntryLine, account};
use domain::settlement::{Against, Money, book, square};
use domain::trade::{Direction, KeptDocument, Party, TradeDocument, TradeFact};
use domain::{Quantity, Rupiah};
use record::document::{Content, CreditNote, Document, Goods, PartyRef};
use store::{Connection, Device, Stamp, Tx};
use uuid::Uuid;

use super::between::Between;
use crate::settings::Settings;
use crate::stock::Shelf;
use crate::trade::issue::{Draft, issue, signed};
use crate::trade::{Own, TradeRefusal};
use crate::{Fault, Refusal};

/// What a document does besides being kept.
#[derive(Default)]
pub(crate) struct Booked {
    /// The journal.
    pub(crate) postings: Vec<EntryLine>,
    /// Goods that a credit note settles: they stood with the supplier.
    pub(crate) moved: Option<GoodsMove>,
}

/// The desk at which a document about money is kept: one transaction.
pub(crate) struct Desk<'a> {
    pub(crate) tx: &'a Tx<'a>,
    pub(crate) device: &'a Device,
    pub(crate) settings: &'a Settings,
    pub(crate) own: &'a Own,
    /// Date of the books.
    pub(crate) date: NaiveDate,
    pub(crate) now: DateTime<FixedOffset>,
    /// Who (staff id).
    pub(crate) by: &'a str,
}

/// A document before it is one.
pub(crate) struct Say {
    pub(crate) id: Uuid,
    pub(crate) content: Content,
    pub(crate) refers: Option<Uuid>,
}

/// A document of the other side as it is kept.
pub(crate) struct Signed {
    /// Under the issuer's key, or the shop's own for what somebody took in on its behalf.
    pub(crate) document: TradeDocument,
    /// Hash of the unsigned file that it was read from; empty: none.
    pub(crate) source: String,
}

impl Say {
    pub(crate) fn new(content: Content, refers: Option<Uuid>) -> Self {
        Self { id: Uuid::now_v7(), content, refers }
    }
}

impl Desk<'_> {
    pub(crate) fn connection(&self) -> &Connection {
        self.tx.connection()
    }

    pub(crate) fn between(&self, party: &Party) -> Result<Between, Fault> {
        Between::read(self.connection(), self.own, party, self.now)
    }

    /// Issues a document to a party.
    pub(crate) fn say(&self, party: &Party, say: Say) -> Result<Document, Fault> {
        let stamp = Stamp { id: say.id, at: self.now };
        let document = self.written(say, party, true, String::new());
        let booked = self.book(party, &document, Direction::Issued)?;
        let mut draft = Draft::new(document.content, self.date, self.by);
        (draft.party, draft.refers, draft.postings) = (Some(party.clone()), document.refers, booked.postings);
        issue(self.tx, self.device, self.own, draft, stamp)
    }

    /// Keeps what a party without software said otherwise, on paper or by word: its document, typed here.
    pub(crate) fn type_for(&self, party: &Party, say: Say, number: String) -> Result<Document, Fault> {
        let document = self.written(say, party, false, number);
        self.take_in(party, &document, Signed { document: signed(self.own, &document)?, source: String::new() })?;
        Ok(document)
    }

    /// Keeps a document of the other side.
    pub(crate) fn take_in(&self, party: &Party, document: &Document, signed: Signed) -> Result<(), Fault> {
        let booked = self.book(party, document, Direction::Taken)?;
        if let Some(moved) = booked.moved {
            let stamp = Stamp { id: Uuid::now_v7(), at: self.now };
            self.tx.append(self.device, stamp, &Fact::Stock(StockFact::Moved(moved)))?;
        }
        let fact = KeptDocument {
            business_date: self.date,
            direction: Direction::Taken,
            party: party.code.clone(),
            document: signed.document,
            postings: booked.postings,
            source: signed.source,
            by: self.by.to_owned(),
        };
        let stamp = Stamp { id: Uuid::now_v7(), at: self.now };
        self.tx.append(self.device, stamp, &Fact::Trade(TradeFact::Kept(Box::new(fact))))?;
        Ok(())
    }

    /// The journal of an answer to an invoice, with what the claims say in place of what it says of the party.
    pub(crate) fn square(&self, party: &Party, say: Say, lines: Vec<EntryLine>) -> Result<Vec<EntryLine>, Fault> {
        let document = self.written(say, party, true, String::new());
        let (before, after) = self.between(party)?.positions(&document)?;
        Ok(square(lines, &before, &after, party)?)
    }

    pub(super) fn written(&self, say: Say, party: &Party, ours: bool, number: String) -> Document {
        let (own, other) = (self.own.reference(), PartyRef { id: party.legal_id.clone(), name: party.name.clone() });
        let (from, to) = if ours { (own, other) } else { (other, own) };
        let currency = "IDR".to_owned();
        Document { id: say.id, number, from, to, date: self.date, refers: say.refers, currency, content: say.content }
    }

    /// What a document does to the books and to the stock.
    fn book(&self, party: &Party, document: &Document, direction: Direction) -> Result<Booked, Fault> {
        let between = self.between(party)?;
        let (before, after) = between.positions(document)?;
        let mut moved = None;
        let against = match (&document.content, direction) {
            (Content::Payment(payment), _) => Against::Money(money(&payment.method, &document.number)?),
            (Content::PaymentAnswer(_), _) => {
                let payment = document.refers.and_then(|id| between.document(id)).map(|said| &said.document.content);
                let Some(Content::Payment(payment)) = payment else {
                    return Err(TradeRefusal::NoOriginal { number: document.number.clone() }.into());
                };
                Against::Money(money(&payment.method, &document.number)?)
            }
            (Content::CreditNote(note), Direction::Taken) => {
                moved = self.settled_goods(party, note, &document.number)?;
                let returned = match &moved {
                    Some(moved) => Rupiah::sum(moved.lines.iter().map(|line| line.value))?,
                    None => Rupiah::ZERO,
                };
                Against::Purchases { returned, tax: self.tax(note) }
            }
            (Content::CreditNote(note), Direction::Issued) => Against::Sales { tax: self.tax(note) },
            _ => Against::Nothing,
        };
        let postings = book(&before, &after, party, against)?;
        // Cash cannot leave a safe that does not have it.
        let from_safe = |line: &&EntryLine| direction == Direction::Issued && line.account == account::SAFE && line.amount.is_negative();
        for line in postings.iter().filter(from_safe) {
            let there = store::ledger::balance(self.connection(), account::SAFE)?;
            if there < line.amount.negated()? {
                return Err(Refusal::NotInSafe(there).into());
            }
        }
        Ok(Booked { postings, moved })
    }

    /// PPN in a note, where the shop keeps PPN apart.
    fn tax(&self, note: &CreditNote) -> Rupiah {
        if self.settings.taxable_entrepreneur { Rupiah::new(note.tax) } else { Rupiah::ZERO }
    }

    /// The goods of a note that stand with suppliers: they are gone now (J11).
    fn settled_goods(&self, party: &Party, note: &CreditNote, number: &str) -> Result<Option<GoodsMove>, Fault> {
        if note.cause != "return" {
            return Ok(None);
        }
        let mut shelf = Shelf::new(self.connection());
        let mut lines = Vec::new();
        for line in &note.lines {
            let Some((sku, name, factor)) = product_of(self.connection(), &party.code, &line.goods)? else { continue };
            let noted = Quantity::new(line.quantity).times(factor)?;
            let pool = shelf.pool(&sku, Place::Supplier.word())?;
            let quantity = noted.min(pool.quantity);
            if quantity <= Quantity::ZERO {
                continue;
            }
            let cost = pool.issue(quantity)?;
            let from = Some(Place::Supplier);
            let (value, cost_provisional) = (cost.amount, cost.provisional);
            lines.push(MovedLine { sku, name, owner: Owner::Koperasi, from, quantity, value, cost_provisional, ..MovedLine::default() });
        }
        let moved = GoodsMove {
            business_date: self.date,
            kind: MoveKind::Settled,
            reason: format!("nota kredit {number}"),
            party: party.code.clone(),
            reference: number.to_owned(),
            by: self.by.to_owned(),
            lines,
        };
        Ok(Some(moved).filter(|moved| !moved.lines.is_empty()))
    }
}

/// Where the money of a payment is.
pub(super) fn money(word: &str, number: &str) -> Result<Money, Fault> {
    let why = || format!("cara bayar «{word}» tidak dikenal");
    Ok(Money::parse(word).ok_or_else(|| TradeRefusal::Nonsense { number: number.to_owned(), why: why() })?)
}

/// The product that goods on a document are: by the shop's own key, by what somebody said that the code means, by
/// GTIN. Key, name, base units in the pack.
fn product_of(connection: &Connection, party: &str, goods: &Goods) -> Result<Option<(String, String, i64)>, Fault> {
    let mut known = match goods.sku.as_str() {
        "" => None,
        sku => store::catalogue::by_sku(connection, sku)?.map(|product| (product, goods.pack.clone())),
    };
    if known.is_none()
        && !goods.code.is_empty()
        && let Some((sku, pack)) = store::trade::parties::linked(connection, party, &goods.code)?
    {
        known = store::catalogue::by_sku(connection, &sku)?.map(|product| (product, pack));
    }
    if let Some((product, pack)) = known {
        let factor =
            product.packs.iter().find(|kept| kept.code.eq_ignore_ascii_case(&pack)).map_or(goods.factor.max(1), |kept| kept.factor);
        return Ok(Some((product.sku, product.name, factor)));
    }
    if goods.gtin.is_empty() {
        return Ok(None);
    }
    let hits = store::catalogue::by_code(connection, &domain::barcode::lookup_key(&goods.gtin))?;
    Ok(hits.into_iter().next().map(|hit| {
        let factor = hit.product.packs.get(hit.pack).map_or(1, |pack| pack.factor);
        (hit.product.sku.clone(), hit.product.name.clone(), factor)
    }))
}
