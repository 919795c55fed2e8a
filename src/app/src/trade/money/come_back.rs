//! Goods that a buyer sends back: what the shop gives back for them is its credit note, and they stand here again at what
//! they cost when they left.

use domain::fact::Fact;
use domain::goods::{GoodsMove, MoveKind, MovedLine, Owner, Place, StockFact};
use domain::returns::share;
use domain::trade::Party;
use domain::{Overflow, Quantity, Rupiah};
use record::document::{Content, Document};
use store::Stamp;
use store::trade::documents;
use uuid::Uuid;

use super::MoneyRefusal;
use super::keep::Desk;
use crate::Fault;
use crate::stock::Shelf;
use crate::trade::goods::{own_goods, read};

/// Goods that came back.
pub(super) struct Back {
    pub(super) sku: String,
    pub(super) name: String,
    /// Base units, thousandths.
    pub(super) quantity: Quantity,
}

/// An invoice, and the delivery that its goods left with.
struct Sent {
    invoice: Document,
    /// Id of the surat jalan; none where the buyer signed for the order alone.
    despatch: Option<String>,
}

impl Desk<'_> {
    /// Takes the goods of a credit note in, each at its part of what the delivery cost: all parts together are that cost to
    /// the rupiah. Where no delivery is known they come at what such goods cost now.
    ///
    /// # Errors
    /// [`MoneyRefusal::MoreThanSent`].
    pub(super) fn come_back(&self, party: &Party, note: &Document, back: &[Back], place: Place) -> Result<(), Fault> {
        let sent = self.sent(note.refers)?;
        let mut shelf = Shelf::new(self.connection());
        let mut lines: Vec<MovedLine> = Vec::with_capacity(back.len());
        for goods in back {
            let earlier = sum(lines.iter().filter(|line| line.sku == goods.sku).map(|line| line.quantity))?;
            let known = match &sent {
                Some(sent) => self.cost_of(sent, goods, earlier)?,
                None => None,
            };
            let (value, cost_provisional) = match known {
                Some(known) => known,
                None => {
                    let value = shelf.pool(&goods.sku, Place::Shop.word())?.worth(goods.quantity)?;
                    (value, value.is_zero())
                }
            };
            let variance = shelf.put_back(&goods.sku, place.word(), goods.quantity, value)?;
            lines.push(MovedLine {
                sku: goods.sku.clone(),
                name: goods.name.clone(),
                owner: Owner::Koperasi,
                to: Some(place),
                quantity: goods.quantity,
                value,
                variance,
                cost_provisional,
                ..MovedLine::default()
            });
        }
        let moved = GoodsMove {
            business_date: self.date,
            kind: MoveKind::SupplyReturn,
            reason: format!("nota kredit {}", note.number),
            party: party.code.clone(),
            reference: sent.and_then(|sent| sent.despatch).unwrap_or_else(|| note.id.to_string()),
            by: self.by.to_owned(),
            lines,
        };
        let stamp = Stamp { id: Uuid::now_v7(), at: self.now };
        self.tx.append(self.device, stamp, &Fact::Stock(StockFact::Moved(moved)))?;
        Ok(())
    }

    /// An invoice with its delivery: what its receipt advice signs for.
    fn sent(&self, invoice: Option<Uuid>) -> Result<Option<Sent>, Fault> {
        let find = |id: &str| documents::document(self.connection(), id);
        let Some(row) = invoice.map(|id| find(&id.to_string())).transpose()?.flatten() else { return Ok(None) };
        let invoice = read(&row)?;
        if !matches!(invoice.content, Content::Invoice(_)) {
            return Ok(None);
        }
        let mut refers = row.document.refers;
        // Invoice, receipt advice, surat jalan: never longer.
        for _ in 0..2 {
            let Some(row) = find(&refers)? else { break };
            if row.document.kind == "despatch" {
                return Ok(Some(Sent { invoice, despatch: Some(row.document.id) }));
            }
            refers = row.document.refers;
        }
        Ok(Some(Sent { invoice, despatch: None }))
    }

    /// What the goods cost when they left, and whether part of that was not known; nothing where no delivery is known.
    fn cost_of(&self, sent: &Sent, goods: &Back, earlier: Quantity) -> Result<Option<(Rupiah, bool)>, Fault> {
        let within = |free: Quantity| match goods.quantity > free {
            true => Err(MoneyRefusal::MoreThanSent { name: goods.name.clone(), left: free.max(Quantity::ZERO) }),
            false => Ok(()),
        };
        let (billed, all_known) = self.billed(sent, &goods.sku)?;
        let Some(despatch) = &sent.despatch else {
            // Goods that the shop does not know by the invoice's code may be these.
            if all_known {
                within(billed.minus(self.came_back(&sent.invoice, &goods.sku)?.plus(earlier)?)?)?;
            }
            return Ok(None);
        };
        let gone = self.moved(MoveKind::Supply, despatch, &goods.sku)?;
        let left = sum(gone.iter().map(|line| line.quantity))?;
        let before = sum(self.moved(MoveKind::SupplyReturn, despatch, &goods.sku)?.iter().map(|line| line.quantity))?.plus(earlier)?;
        within(left.min(billed).minus(before)?)?;
        let cost = Rupiah::sum(gone.iter().map(|line| line.value))?;
        Ok(Some((share(cost, left, before, goods.quantity)?, gone.iter().any(|line| line.cost_provisional))))
    }

    /// Lines of a product in moves that refer to a document.
    fn moved(&self, kind: MoveKind, reference: &str, sku: &str) -> Result<Vec<MovedLine>, Fault> {
        let moves = store::goods::receipt::moves_for(self.connection(), kind.word(), reference)?;
        Ok(moves.into_iter().flat_map(|moved| moved.lines).filter(|line| line.sku == sku).collect())
    }

    /// Base units of a product that came back by the credit notes of an invoice.
    fn came_back(&self, invoice: &Document, sku: &str) -> Result<Quantity, Fault> {
        let mut before = Quantity::ZERO;
        for note in documents::answers(self.connection(), &invoice.id.to_string())? {
            for line in self.moved(MoveKind::SupplyReturn, &note.document.id, sku)? {
                before = before.plus(line.quantity)?;
            }
        }
        Ok(before)
    }

    /// Base units of a product on the invoice, and whether all its lines are goods that the shop knows.
    fn billed(&self, sent: &Sent, sku: &str) -> Result<(Quantity, bool), Fault> {
        let Content::Invoice(invoice) = &sent.invoice.content else { return Ok((Quantity::ZERO, false)) };
        let (mut sum, mut all_known) = (Quantity::ZERO, true);
        for line in &invoice.lines {
            match own_goods(self.connection(), &line.goods)? {
                Some((product, _)) if product.sku == sku => sum = sum.plus(Quantity::new(line.quantity).times(line.goods.factor)?)?,
                Some(_) => {}
                None => all_known = false,
            }
        }
        Ok((sum, all_known))
    }
}

fn sum(mut quantities: impl Iterator<Item = Quantity>) -> Result<Quantity, Overflow> {
    quantities.try_fold(Quantity::ZERO, Quantity::plus)
}
