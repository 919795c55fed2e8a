//! Credit notes: what a seller gives back. Off its own invoice first, then off what else is open, the oldest due
//! first; what is left over the seller owes (`domain.md` 6.6 rule 2).

use domain::catalogue::Unit;
use domain::goods::{MoveError, Place};
use domain::settlement::{Claims, OpenItem, Origin, apply_credit};
use domain::staff::Right;
use domain::{Overflow, Quantity, Rupiah};
use record::document::{Allocation, Content, CreditNote, Document, InvoiceLine};
use uuid::Uuid;

use super::MoneyRefusal;
use super::come_back::Back;
use super::keep::Say;
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::TradeRefusal;
use crate::trade::goods::goods_of;
use crate::{App, Fault, Refusal};

/// Why a seller gives back.
pub const CAUSES: [&str; 5] = ["return", "price", "shortage", "rebate", "other"];

/// A credit note before it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditOrder {
    /// The party.
    pub party: String,
    /// Number or id of the invoice; empty: none, a rebate over many.
    pub invoice: String,
    /// One of [`CAUSES`].
    pub cause: String,
    /// In words.
    pub reason: String,
    /// Rupiah, with PPN.
    pub total: Rupiah,
    /// PPN in it, rupiah.
    pub tax: Rupiah,
    /// Goods that went back: code and packs; may be empty.
    pub goods: Vec<(String, Quantity)>,
    /// True: the goods are damaged and do not go back to the shelf.
    pub damaged: bool,
    /// The supplier's number, for a note on paper that is typed.
    pub number: String,
}

impl App {
    /// Gives back to a buyer: the shop sold. Goods of a return stand here again, at what they cost when they left.
    ///
    /// # Errors
    /// [`MoneyRefusal`], [`TradeRefusal::OtherTill`], [`Refusal::NeedsApproval`].
    pub fn issue_credit(&mut self, order: &CreditOrder, approval: Option<&Approval>) -> Result<Document, Fault> {
        self.credit(order, true, approval)
    }

    /// Types the note of a supplier without software, as it stands on paper.
    ///
    /// # Errors
    /// As [`App::issue_credit`]; [`MoneyRefusal::SpeaksForItself`] for a supplier with a key.
    pub fn type_credit(&mut self, order: &CreditOrder, approval: Option<&Approval>) -> Result<Document, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let number = clean(&order.number, 40);
        if number.is_empty() {
            return Err(Refusal::Empty("nomor nota kredit").into());
        }
        let party = self.party(&order.party)?;
        if party.key.is_some() {
            return Err(MoneyRefusal::SpeaksForItself(party.code).into());
        }
        let known = store::trade::documents::numbered(self.store.connection(), &party.legal_id, "credit-note", &number)?;
        if !known.is_empty() {
            return Err(TradeRefusal::Twice { number, party: party.code }.into());
        }
        self.credit(order, false, approval)
    }

    fn credit(&mut self, order: &CreditOrder, ours: bool, approval: Option<&Approval>) -> Result<Document, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let party = self.party(&order.party)?;
        let cause = order.cause.trim();
        if !CAUSES.contains(&cause) {
            return Err(MoneyRefusal::Cause(order.cause.clone()).into());
        }
        if order.total <= Rupiah::ZERO || order.total > Rupiah::LIMIT || order.tax.is_negative() || order.tax > order.total {
            return Err(Refusal::Amount("jumlah nota kredit harus lebih dari nol, PPN di dalamnya".to_owned()).into());
        }
        let (lines, back) = self.noted(&order.goods, ours)?;
        let back = if ours && cause == "return" { back } else { Vec::new() };
        self.settle(approval, |desk| {
            let claims = desk.between(&party)?.claims()?;
            let seller = if ours { &desk.own.legal_id } else { &party.legal_id };
            let invoice = match order.invoice.trim() {
                "" => None,
                word => Some(invoice_of(&claims, word, seller)?),
            };
            let note = CreditNote {
                cause: cause.to_owned(),
                reason: clean(&order.reason, 120),
                lines,
                tax: order.tax.get(),
                total: order.total.get(),
                allocations: allocate(&claims, seller, order.total, invoice.as_deref())?,
            };
            let refers = invoice.as_deref().and_then(|id| Uuid::parse_str(id).ok());
            let say = Say::new(Content::CreditNote(note), refers);
            if !ours {
                return desk.type_for(&party, say, clean(&order.number, 40));
            }
            let document = desk.say(&party, say)?;
            if !back.is_empty() {
                let place = if order.damaged { Place::Damaged } else { Place::Shop };
                desk.come_back(&party, &document, &back, place)?;
            }
            Ok(document)
        })
    }
}

impl App {
    /// Goods as the seller calls them: the shop by its own code and GTIN; on a typed note they are the shop's own. And how
    /// many base units they are.
    fn noted(&self, goods: &[(String, Quantity)], ours: bool) -> Result<(Vec<InvoiceLine>, Vec<Back>), Fault> {
        let (mut lines, mut back) = (Vec::with_capacity(goods.len()), Vec::with_capacity(goods.len()));
        for ((code, quantity), line) in goods.iter().zip(1u32..) {
            let (product, place) = self.pack_of(code, None)?;
            let pack = &product.packs[place];
            let whole = product.unit == Unit::Kilogram || quantity.is_whole();
            if *quantity <= Quantity::ZERO || *quantity > Quantity::LIMIT || !whole {
                return Err(MoveError::Quantity(product.name).into());
            }
            back.push(Back { sku: product.sku.clone(), name: product.name.clone(), quantity: quantity.times(pack.factor)? });
            let mut goods = goods_of(self.store.connection(), &product, place)?;
            if !ours {
                (goods.code, goods.sku) = (String::new(), product.sku.clone());
            }
            lines.push(InvoiceLine { line, goods, quantity: quantity.get(), ..InvoiceLine::default() });
        }
        Ok((lines, back))
    }
}

/// Id of an invoice of the seller.
fn invoice_of(claims: &Claims, word: &str, seller: &str) -> Result<String, Fault> {
    let found = claims.claims.values().find(|claim| claim.creditor == seller && (claim.id == word || claim.number == word));
    Ok(found.map(|claim| claim.id.clone()).ok_or_else(|| MoneyRefusal::NoSuchClaim(word.to_owned()))?)
}

/// Where a credit note of the seller goes: off its invoice first, then off the others; money for goods on consignment is
/// left alone.
pub(in crate::trade) fn allocate(claims: &Claims, seller: &str, total: Rupiah, invoice: Option<&str>) -> Result<Vec<Allocation>, Overflow> {
    // Invoices only: what was paid in advance is no sale that could be taken back.
    let is_invoice = |item: &OpenItem| claims.claims.get(&item.id).is_some_and(|claim| claim.origin == Origin::Invoice);
    let owed: Vec<OpenItem> = claims.items()?.into_iter().filter(|item| item.creditor == seller && is_invoice(item)).collect();
    // By id: two invoices may have one number.
    let by_id: Vec<OpenItem> = owed.iter().map(|item| OpenItem { document: item.id.clone(), ..item.clone() }).collect();
    let (parts, _) = apply_credit(total, invoice, &by_id)?;
    let part = |(claim, amount): (String, Rupiah)| Uuid::parse_str(&claim).ok().map(|claim| Allocation { claim, amount: amount.get() });
    Ok(parts.into_iter().filter_map(part).collect())
}
