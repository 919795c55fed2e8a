//! Paying what is owed, the oldest due first, and saying whether money of others came.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::settlement::{Claims, Money, OpenItem, SetoffState, propose};
use domain::staff::Right;
use domain::trade::{Direction, Party};
use record::document::{Allocation, Content, Document, Payment, PaymentAnswer};
use uuid::Uuid;

use super::MoneyRefusal;
use super::keep::{Desk, Say};
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::TradeRefusal;
use crate::{App, Fault, Refusal};

/// Money before it goes, or as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayOrder {
    /// The party.
    pub party: String,
    /// Rupiah.
    pub amount: Rupiah,
    /// Which claims, by number or id, in this order; empty: the oldest due first.
    pub claims: Vec<String>,
    /// From where, or into what.
    pub method: Money,
    /// The bank's reference.
    pub reference: String,
    /// True: what is more than is owed is paid in advance.
    pub advance: bool,
}

/// Money that went, or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Id of the document.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The party.
    pub party: String,
    /// Rupiah.
    pub amount: Rupiah,
    /// How.
    pub method: Money,
    /// Number of the document of each claim, and how much of it, rupiah.
    pub parts: Vec<(String, Rupiah)>,
    /// What was paid in advance, rupiah.
    pub advance: Rupiah,
}

/// What is to be paid to a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToPay {
    /// The party.
    pub party: Party,
    /// What is owed and due, accepted and not promised, rupiah.
    pub owed: Rupiah,
    /// What the party owes and could be set off now, rupiah.
    pub can_set_off: Rupiah,
    /// What was set off so far: money that did not have to move, rupiah.
    pub was_set_off: Rupiah,
    /// What is left to pay after a set-off, rupiah.
    pub to_pay: Rupiah,
}

impl App {
    /// Pays a party (J13): from the safe or by bank transfer; in part where it is less than is owed.
    ///
    /// # Errors
    /// [`TradeRefusal::BeyondOpen`] for more than is open unless it is meant as an advance, [`MoneyRefusal`],
    /// [`Refusal::NotInSafe`], [`Refusal::NeedsApproval`].
    pub fn pay_party(&mut self, order: &PayOrder, approval: Option<&Approval>) -> Result<Paid, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let party = self.party(&order.party)?;
        check_amount(order.amount)?;
        self.settle(approval, |desk| {
            let claims = desk.between(&party)?.claims()?;
            let payment = payment(&claims, order, &desk.own.legal_id)?;
            let document = desk.say(&party, Say::new(Content::Payment(payment.clone()), None))?;
            // A party without software answers on paper, if at all.
            if party.key.is_none() {
                let answer = PaymentAnswer { received: true, reason: String::new() };
                desk.type_for(&party, Say::new(Content::PaymentAnswer(answer), Some(document.id)), document.number.clone())?;
            }
            paid(&claims, &party, &document, &payment)
        })
    }

    /// Money of a party without software came: its payment is typed here, and booked at once.
    ///
    /// # Errors
    /// As [`App::pay_party`]; [`MoneyRefusal::SpeaksForItself`] for a party with a key, which sends its document.
    pub fn money_came(&mut self, order: &PayOrder, approval: Option<&Approval>) -> Result<Paid, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let party = self.party(&order.party)?;
        check_amount(order.amount)?;
        if party.key.is_some() {
            return Err(MoneyRefusal::SpeaksForItself(party.code).into());
        }
        self.settle(approval, |desk| {
            let claims = desk.between(&party)?.claims()?;
            let payment = payment(&claims, order, &party.legal_id)?;
            let say = Say::new(Content::Payment(payment.clone()), None);
            let number = format!("M-{}", say.id.simple());
            let document = desk.type_for(&party, say, number)?;
            let answer = PaymentAnswer { received: true, reason: String::new() };
            desk.say(&party, Say::new(Content::PaymentAnswer(answer), Some(document.id)))?;
            paid(&claims, &party, &document, &payment)
        })
    }

    /// Says that the money of a payment came (it is booked now), or why it did not.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`MoneyRefusal::Ambiguous`], [`MoneyRefusal::OwnPayment`], [`MoneyRefusal::Answered`].
    pub fn answer_payment(&mut self, number: &str, refused: Option<&str>, approval: Option<&Approval>) -> Result<(), Fault> {
        self.hold_right(Right::Settle, approval)?;
        let reason = clean(refused.unwrap_or_default(), 120);
        if refused.is_some() && reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let (party, id) = self.find_payment(number.trim())?;
        self.settle(approval, |desk| {
            let between = desk.between(&party)?;
            let said = between.document(id).ok_or_else(|| TradeRefusal::NoSuchDocument(number.to_owned()))?;
            if said.direction == Direction::Issued {
                return Err(MoneyRefusal::OwnPayment { number: said.document.number.clone() }.into());
            }
            let answers = || {
                between.answers(said.document.id).filter_map(|said| match &said.document.content {
                    Content::PaymentAnswer(answer) => Some(answer),
                    _ => None,
                })
            };
            let came = answers().any(|answer| answer.received);
            if came && refused.is_some() {
                return Err(MoneyRefusal::Answered { number: said.document.number.clone() }.into());
            }
            // The same word again.
            if came || (refused.is_some() && answers().next().is_some()) {
                return Ok(());
            }
            let answer = PaymentAnswer { received: refused.is_none(), reason };
            desk.say(&party, Say::new(Content::PaymentAnswer(answer), Some(said.document.id))).map(drop)
        })
    }

    /// Payments of others that nobody answered yet: party and document.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn payments_to_confirm(&self, approval: Option<&Approval>) -> Result<Vec<(String, Document)>, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let mut waiting = Vec::new();
        for party in self.parties()? {
            let between = self.between(&party)?;
            let is_open = |id: Uuid| !between.answers(id).any(|said| matches!(said.document.content, Content::PaymentAnswer(_)));
            let taken = between.said.iter().filter(|said| said.direction == Direction::Taken);
            let payments = taken.filter(|said| matches!(said.document.content, Content::Payment(_)) && is_open(said.document.id));
            waiting.extend(payments.map(|said| (party.code.clone(), said.document.clone())));
        }
        Ok(waiting)
    }

    /// What is to be paid, by party, for what is due by a day; and what set-off saves.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn payment_list(&self, due_by: NaiveDate, approval: Option<&Approval>) -> Result<Vec<ToPay>, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let own = self.own_party()?.legal_id;
        let mut list = Vec::new();
        for party in self.parties()? {
            let claims = self.between(&party)?.claims()?;
            let items = claims.items()?;
            let due = items.iter().filter(|item| item.debtor == own && item.due <= due_by);
            let owed = Rupiah::sum(due.map(OpenItem::payable))?;
            let netting = propose(&items, (&own, &party.legal_id), due_by).map_err(|error| Fault::Defect(error.to_string()))?;
            let can_set_off = Rupiah::new(netting.total.get() / 2);
            let was_set_off =
                Rupiah::sum(claims.setoffs.iter().filter(|setoff| setoff.state == SetoffState::Done).map(|setoff| setoff.amount))?;
            if !owed.is_zero() || !was_set_off.is_zero() {
                list.push(ToPay { party, owed, can_set_off, was_set_off, to_pay: owed.minus(can_set_off)? });
            }
        }
        Ok(list)
    }

    /// A payment by number or id, of others before the shop's own: each counts its own.
    fn find_payment(&self, word: &str) -> Result<(Party, Uuid), Fault> {
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for party in self.parties()? {
            for said in self.between(&party)?.payments(word) {
                let found = if said.direction == Direction::Taken { &mut theirs } else { &mut ours };
                found.push((party.clone(), said.document.id));
            }
        }
        let mut found = if theirs.is_empty() { ours } else { theirs };
        match found.len() {
            0 | 1 => Ok(found.pop().ok_or_else(|| TradeRefusal::NoSuchDocument(word.to_owned()))?),
            _ => Err(MoneyRefusal::Ambiguous(word.to_owned()).into()),
        }
    }

    /// A deed about money: right, till, and one transaction.
    pub(in crate::trade) fn settle<T>(
        &mut self,
        approval: Option<&Approval>,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let (date, now) = (self.posting_date()?, self.now());
        self.transact(|tx, device, settings| work(&Desk { tx, device, settings, own: &own, date, now, by: &actor.id }))
    }
}

fn check_amount(amount: Rupiah) -> Result<(), Fault> {
    if amount > Rupiah::ZERO && amount <= Rupiah::LIMIT {
        return Ok(());
    }
    Err(Refusal::Amount("jumlah pembayaran harus lebih dari nol".to_owned()).into())
}

/// The payment of a debtor, divided among its claims.
fn payment(claims: &Claims, order: &PayOrder, debtor: &str) -> Result<Payment, Fault> {
    let items = claims.items()?;
    let mut chosen: Vec<&OpenItem> = Vec::new();
    for word in &order.claims {
        // Both sides may have an invoice of one number: what is owed comes first.
        let named = || items.iter().filter(|item| item.id == *word || item.document == *word);
        let item =
            named().find(|item| item.debtor == debtor).or_else(|| named().next()).ok_or_else(|| MoneyRefusal::NoSuchClaim(word.clone()))?;
        let number = item.document.clone();
        match () {
            () if item.debtor != debtor => return Err(MoneyRefusal::NotOurs { number }.into()),
            () if !item.confirmed => return Err(MoneyRefusal::NotAnswered { number }.into()),
            () if chosen.contains(&item) => {}
            () => chosen.push(item),
        }
    }
    if order.claims.is_empty() {
        chosen = items.iter().filter(|item| item.debtor == debtor).collect();
        chosen.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    }
    let (mut left, mut allocations) = (order.amount, Vec::new());
    for item in &chosen {
        let amount = left.min(item.payable());
        if amount > Rupiah::ZERO {
            let claim = Uuid::parse_str(&item.id).map_err(|error| Fault::Defect(error.to_string()))?;
            allocations.push(Allocation { claim, amount: amount.get() });
            left = left.minus(amount)?;
        }
    }
    if left > Rupiah::ZERO && !order.advance {
        return Err(TradeRefusal::BeyondOpen { open: Rupiah::sum(chosen.iter().map(|item| item.payable()))? }.into());
    }
    let method = order.method.word().to_owned();
    Ok(Payment { amount: order.amount.get(), method, reference: clean(&order.reference, 60), allocations })
}

fn paid(claims: &Claims, party: &Party, document: &Document, payment: &Payment) -> Result<Paid, Fault> {
    let (parts, advance) = super::between::Between::parts(claims, payment)?;
    let amount = Rupiah::new(payment.amount);
    let method = Money::parse(&payment.method).unwrap_or_default();
    Ok(Paid { id: document.id, number: document.number.clone(), party: party.code.clone(), amount, method, parts, advance })
}
