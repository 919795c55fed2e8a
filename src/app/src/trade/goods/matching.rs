//! The three-way match of an invoice and the answer to it: what agrees is accepted and owed from then on (J10), the rest
//! is disputed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::ledger::EntryLine;
use domain::settlement::{Invoiced, MatchOutcome, Ordered, Tolerance};
use domain::staff::Right;
use domain::trade::invoice::{Accepted, Bill, BilledLine, EXTRAS, Known, Verdict, booking, compare, still};
use domain::trade::order::fold;
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Goods, Invoice, InvoiceAnswer, InvoiceAnswerLine};
use uuid::Uuid;

use super::ground::{Ground, arrived, order_key};
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::trade::issue::{Draft, issue};
use crate::trade::money::{Desk, Say};
use crate::{App, Fault};

/// A line of an invoice, compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedLine {
    /// The line; 0: discount, freight and PPN.
    pub line: u32,
    /// The goods; empty for line 0.
    pub goods: Goods,
    /// Base units that were agreed, and what they should cost; none: nobody ordered them.
    pub ordered: Option<Ordered>,
    /// Base units that came and are not on another invoice, thousandths.
    pub received: Quantity,
    /// Base units that are invoiced.
    pub invoiced: Quantity,
    /// What is asked for, rupiah.
    pub amount: Rupiah,
    /// How it agrees: `ok`, `price`, `quantity`, `both`, `no-order`.
    pub outcome: &'static str,
    /// Accepted, rupiah.
    pub accepted: Rupiah,
    /// Not accepted, rupiah.
    pub disputed: Rupiah,
    /// Why, in Bahasa Indonesia.
    pub reason: String,
}

/// An invoice, compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The invoice.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The party's key.
    pub party: String,
    /// When it is due.
    pub due: NaiveDate,
    /// What it asks for, rupiah.
    pub total: Rupiah,
    /// The lines.
    pub lines: Vec<ComparedLine>,
    /// Accepted in all, rupiah.
    pub accepted: Rupiah,
    /// Disputed in all, rupiah.
    pub disputed: Rupiah,
    /// What the answer would do to the books.
    pub postings: Vec<EntryLine>,
    /// What somebody should look at.
    pub flags: Vec<String>,
    /// The answer that holds; none: nobody answered.
    pub answer: Option<Document>,
}

/// A comparison with what is needed to write it down.
struct Worked {
    compared: Compared,
    answer: InvoiceAnswer,
    same: bool,
}

impl App {
    /// Compares an invoice with what was ordered and received; nothing changes. `by_hand` names lines that are accepted
    /// as they are (0: discount, freight and PPN).
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::NoSuchDocument`], [`GoodsRefusal`].
    pub fn compare_invoice(&self, number: &str, party: Option<&str>, by_hand: &[u32]) -> Result<Compared, Fault> {
        let ground = self.ground(number, party)?;
        Ok(self.work(&ground, by_hand)?.compared)
    }

    /// Answers an invoice: what agrees is accepted and owed, the rest is disputed. Again with the same result returns
    /// the answer that holds; when more came, or somebody accepts a line by hand, a further round takes its place. What
    /// was accepted once stays accepted.
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::NoSuchDocument`], [`GoodsRefusal`], [`crate::trade::TradeRefusal::OtherTill`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn match_invoice(
        &mut self,
        number: &str,
        party: Option<&str>,
        by_hand: &[u32],
        approval: Option<&Approval>,
    ) -> Result<Compared, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        self.check_trade_till()?;
        let ground = self.ground(number, party)?;
        if let Some(strange) =
            by_hand.iter().find(|line| **line != EXTRAS && !ground.invoice.lines.iter().any(|other| other.line == **line))
        {
            return Err(GoodsRefusal::NoSuchInvoiceLine { invoice: number.to_owned(), line: *strange }.into());
        }
        let Worked { mut compared, answer, same } = self.work(&ground, by_hand)?;
        if same {
            return Ok(compared);
        }
        let own = self.own_party()?;
        let (date, stamp) = (self.posting_date()?, self.stamp());
        let mut draft = Draft::new(Content::InvoiceAnswer(answer), date, &actor.id);
        (draft.party, draft.refers) = (Some(ground.party.clone()), Some(ground.document.id));
        let (made, party) = (compared.postings, ground.party);
        let (document, postings) = self.transact(|tx, device, settings| {
            let desk = Desk { tx, device, settings, own: &own, date, now: stamp.at, by: &actor.id };
            let say = Say { id: stamp.id, content: draft.content.clone(), refers: draft.refers };
            draft.postings = desk.square(&party, say, made)?;
            let postings = draft.postings.clone();
            Ok((issue(tx, device, &own, draft, stamp)?, postings))
        })?;
        (compared.answer, compared.postings) = (Some(document), postings);
        Ok(compared)
    }

    fn work(&self, ground: &Ground, by_hand: &[u32]) -> Result<Worked, Fault> {
        let keys = self.keys(&ground.invoice, &ground.party, ground.story.as_ref())?;
        let (came, mut ordered) = arrived(ground)?;
        let mut freight = Rupiah::sum(ground.receipts.iter().map(|receipt| receipt.freight))?;
        if let Some(story) = &ground.story {
            let standing = fold(&story.history()?)?;
            freight = freight.max(standing.freight);
            ordered.clear();
            for line in &standing.lines {
                ordered.extend(line.ordered()?.map(|ordered| (order_key(line.line), ordered)));
            }
        }
        let mut accepted = Accepted::default();
        for other in &ground.others {
            if let Some((_, last)) = other.answers.last() {
                accepted.add(&verdict_of(last), &other.keys)?;
            }
        }
        let mut known = Known { received: BTreeMap::new(), freight: freight.minus(accepted.freight)?.max(Rupiah::ZERO) };
        for (key, came) in &came {
            let paid = accepted.quantities.get(key).copied().unwrap_or_default();
            known.received.insert(key.clone(), came.quantity.minus(paid)?);
        }
        let bill = bill(&ground.invoice, &keys, &ordered)?;
        let before = ground.answers.last();
        let stays = before.iter().flat_map(|(_, _, said)| &said.lines).filter(|line| line.disputed == 0).map(|line| line.line);
        let by_hand: Vec<u32> = by_hand.iter().copied().chain(stays).collect();
        let tolerance = Tolerance { amount: self.settings.trade.tolerance, ..Tolerance::default() };
        let verdict = compare(&bill, &known, tolerance, &by_hand)?;
        accepted.add(&verdict, &keys)?;
        let deductible = ground.receipts.first().map_or(self.settings.taxable_entrepreneur, |receipt| !receipt.tax_in_cost);
        let wanted = booking(&ground.party, &came, &accepted, deductible)?;
        let mut done = Vec::new();
        let rows = ground.others.iter().flat_map(|other| other.answers.iter().map(|(row, _)| row));
        for row in rows.chain(ground.answers.iter().map(|(row, _, _)| row)) {
            for (account, sub, amount) in
                store::ledger::at(self.store.connection(), row.pos)?.map(|(journal, _)| journal.postings).unwrap_or_default()
            {
                done.push(EntryLine { account, sub, amount: Rupiah::new(amount) });
            }
        }
        let lines = compared_lines(ground, &bill, &known, &verdict)?;
        let answer = answer_of(before.map_or(1, |(_, _, said)| said.round + 1), &verdict, &lines);
        let same = before.is_some_and(|(_, _, said)| InvoiceAnswer { round: said.round, ..answer.clone() } == *said);
        let compared = Compared {
            id: ground.document.id,
            number: ground.document.number.clone(),
            party: ground.party.code.clone(),
            due: ground.invoice.due,
            total: Rupiah::new(ground.invoice.total),
            accepted: verdict.accepted,
            disputed: verdict.disputed,
            postings: if same { Vec::new() } else { still(&wanted, &done)? },
            flags: self.flags(ground)?,
            answer: before.map(|(_, document, _)| document.clone()),
            lines,
        };
        Ok(Worked { compared, answer, same })
    }

    /// What somebody should look at.
    fn flags(&self, ground: &Ground) -> Result<Vec<String>, Fault> {
        let (due, date) = (ground.invoice.due, ground.document.date);
        let agreed = ground.party.due(date);
        let mut flags = Vec::new();
        if due < agreed {
            flags.push(format!("jatuh tempo {due} lebih cepat dari tempo yang dicatat untuk {} ({agreed})", ground.party.code));
        }
        if due < self.posting_date()? {
            flags.push(format!("jatuh tempo {due} sudah lewat"));
        }
        if ground.story.is_none() && ground.receipts.is_empty() {
            flags.push("tidak ada pesanan atau penerimaan barang untuk faktur ini".to_owned());
        }
        Ok(flags)
    }
}

fn bill(invoice: &Invoice, keys: &BTreeMap<u32, String>, ordered: &BTreeMap<String, Ordered>) -> Result<Bill, Fault> {
    let mut lines = Vec::with_capacity(invoice.lines.len());
    for line in &invoice.lines {
        let key = keys.get(&line.line).cloned().unwrap_or_default();
        let quantity = Quantity::new(line.quantity).times(line.goods.factor)?;
        let invoiced = Invoiced { quantity, amount: Rupiah::new(line.amount) };
        lines.push(BilledLine { line: line.line, ordered: ordered.get(&key).copied(), key, invoiced });
    }
    let (discount, freight, tax) = (Rupiah::new(invoice.discount), Rupiah::new(invoice.freight), Rupiah::new(invoice.tax));
    Ok(Bill { lines, discount, freight, tax })
}

/// An answer as the domain knows it.
fn verdict_of(answer: &InvoiceAnswer) -> Verdict {
    let line = |line: &InvoiceAnswerLine| domain::trade::invoice::LineVerdict {
        line: line.line,
        outcome: MatchOutcome::Ok,
        accepted: Rupiah::new(line.accepted),
        disputed: Rupiah::new(line.disputed),
        quantity: Quantity::new(line.quantity),
    };
    Verdict {
        lines: answer.lines.iter().map(line).collect(),
        accepted: Rupiah::new(answer.accepted),
        disputed: Rupiah::new(answer.disputed),
        freight: Rupiah::new(answer.freight),
        tax: Rupiah::new(answer.tax),
    }
}

fn answer_of(round: u32, verdict: &Verdict, lines: &[ComparedLine]) -> InvoiceAnswer {
    let line = |(line, said): (&ComparedLine, &domain::trade::invoice::LineVerdict)| InvoiceAnswerLine {
        line: line.line,
        outcome: line.outcome.to_owned(),
        accepted: line.accepted.get(),
        disputed: line.disputed.get(),
        quantity: said.quantity.get(),
        reason: line.reason.clone(),
    };
    InvoiceAnswer {
        round,
        lines: lines.iter().zip(&verdict.lines).map(line).collect(),
        accepted: verdict.accepted.get(),
        disputed: verdict.disputed.get(),
        freight: verdict.freight.get(),
        tax: verdict.tax.get(),
    }
}

fn compared_lines(ground: &Ground, bill: &Bill, known: &Known, verdict: &Verdict) -> Result<Vec<ComparedLine>, Fault> {
    let mut lines = Vec::with_capacity(verdict.lines.len());
    for said in &verdict.lines {
        let billed = bill.lines.iter().zip(&ground.invoice.lines).find(|(billed, _)| billed.line == said.line);
        let amount = said.accepted.plus(said.disputed)?;
        let (goods, ordered, received, invoiced) = match billed {
            Some((billed, line)) => {
                let received = known.received.get(&billed.key).copied().unwrap_or_default();
                (line.goods.clone(), billed.ordered, received, billed.invoiced.quantity)
            }
            None => (Goods::default(), None, Quantity::ZERO, Quantity::ZERO),
        };
        let reason = if said.disputed.is_zero() { String::new() } else { why(said.line, said.outcome, ordered, received, invoiced)? };
        lines.push(ComparedLine {
            line: said.line,
            goods,
            ordered,
            received,
            invoiced,
            amount,
            outcome: word(said.outcome),
            accepted: said.accepted,
            disputed: said.disputed,
            reason,
        });
    }
    Ok(lines)
}

/// Why a line is disputed.
fn why(line: u32, outcome: MatchOutcome, ordered: Option<Ordered>, received: Quantity, invoiced: Quantity) -> Result<String, Fault> {
    if line == EXTRAS {
        return Ok("ongkos kirim, potongan atau PPN tidak seperti yang disepakati".to_owned());
    }
    let short = || format!("difaktur {invoiced}, yang diterima dan belum difaktur {received}");
    let price = || -> Result<String, Fault> {
        let should = ordered.map(|ordered| ordered.amount.ratio(invoiced.get(), ordered.quantity.get())).transpose()?;
        Ok(format!("menurut pesanan Rp {}", should.unwrap_or_default()))
    };
    Ok(match outcome {
        MatchOutcome::Ok => String::new(),
        MatchOutcome::Price => price()?,
        MatchOutcome::Quantity => short(),
        MatchOutcome::Both => format!("{}; {}", short(), price()?),
        MatchOutcome::NoOrder => "tidak dipesan".to_owned(),
    })
}

/// The word of an outcome in documents.
const fn word(outcome: MatchOutcome) -> &'static str {
    match outcome {
        MatchOutcome::Ok => "ok",
        MatchOutcome::Price => "price",
        MatchOutcome::Quantity => "quantity",
        MatchOutcome::Both => "both",
        MatchOutcome::NoOrder => "no-order",
    }
}
