//! The parts about money (invoices, claims, statements): their deeds, and what is asked for them.

use std::path::PathBuf;

use app::staff::Approval;
use app::trade::money::{CreditOrder, MadeStatement, Paid, PayOrder, SetoffView};
use app::trade::{Compared, TypedInvoice};
use app::{App, Fault};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::staff::Right;
use screen::Language;
use screen::office::Pick;
use uuid::Uuid;

use super::super::super::Desk;
use super::{TradeDeed, files};

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window) enum MoneyDeed {
    /// Answers an invoice: its number, the party, lines that are accepted as they are.
    Match(String, String, Vec<u32>),
    Type(Box<TypedInvoice>),
    /// A credit note; typed from paper: true.
    Credit(Box<CreditOrder>, bool),
    /// An old debt: party, number, date, due, amount.
    Debt(String, String, NaiveDate, NaiveDate, Rupiah),
    Propose(String, NaiveDate, u32),
    Accept(String),
    Refuse(String, String),
    Commit(String),
    Void(String),
    /// Pays; money that came: true.
    Pay(Box<PayOrder>, bool),
    /// Whether money came: the payment, and why not.
    Answer(Uuid, Option<String>),
    /// The transfers of a day, into a file.
    Transfers(NaiveDate, PathBuf),
    Statement(String, NaiveDate),
}

/// What came of it.
#[derive(Debug)]
pub(super) enum MoneyOutcome {
    Done,
    Matched(Box<Compared>),
    /// A document with this id and number.
    Kept(Uuid, String),
    Setoff(Box<SetoffView>),
    Paid(Box<Paid>),
    Transfers(usize),
    Statement(Box<MadeStatement>),
}

/// Which form is being filled in.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window::desk::office) enum MoneyForm {
    PaperHead,
    /// Off or beside an invoice.
    Credit(Uuid),
    Debt(String),
    Propose(String),
    Refuse(String),
    /// The party; money that came: true.
    Pay(String, bool),
    Missing(Uuid),
    Statement(String),
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window::desk::office) enum MoneyQuestion {
    Deed(Box<MoneyDeed>),
    DropPaper,
}

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::window::desk::office) enum MoneyList {
    PaperParty,
    PaperOrder,
    PaperGoods,
    DebtParty,
    SettlingParty,
    Statements,
}

impl MoneyDeed {
    pub(super) const fn right(&self) -> Right {
        match self {
            Self::Type(_) => Right::Buy,
            _ => Right::Settle,
        }
    }

    /// What is to be allowed, in words.
    pub(super) fn subject(&self, language: Language) -> String {
        let word = |id, en| language.pick(id, en);
        match self {
            Self::Match(number, ..) => format!("{} {number}", word("Jawab faktur", "Answer invoice")),
            Self::Type(typed) => format!("{} {}", word("Ketik faktur", "Type invoice"), typed.number),
            Self::Credit(order, _) => format!("{} {}: Rp {}", word("Nota kredit", "Credit note"), order.party, order.total),
            Self::Debt(party, number, .., amount) => format!("{} {party} {number}: Rp {amount}", word("Utang lama", "Old debt")),
            Self::Propose(party, ..) => format!("{} {party}", word("Usulkan saling hapus dengan", "Propose a set-off with")),
            Self::Accept(_) | Self::Refuse(..) => word("Jawab usul saling hapus", "Answer a set-off").to_owned(),
            Self::Commit(_) => word("Sahkan saling hapus", "Do a set-off").to_owned(),
            Self::Void(_) => word("Batalkan usul saling hapus", "Give a set-off up").to_owned(),
            Self::Pay(order, came) => {
                let verb = if *came { word("Uang masuk dari", "Money from") } else { word("Bayar", "Pay") };
                format!("{verb} {}: Rp {}", order.party, order.amount)
            }
            Self::Answer(..) => word("Nyatakan uang masuk", "Say whether money came").to_owned(),
            Self::Transfers(day, _) => format!("{} {day}", word("Berkas transfer", "File of transfers")),
            Self::Statement(party, upto) => format!("{} {party} {upto}", word("Rekening koran", "Statement")),
        }
    }

    /// Does it.
    pub(super) fn carry_out(&self, app: &mut App, approval: Option<&Approval>) -> Result<MoneyOutcome, Fault> {
        let setoff = |view: SetoffView| MoneyOutcome::Setoff(Box::new(view));
        Ok(match self {
            Self::Match(number, party, by_hand) => {
                MoneyOutcome::Matched(Box::new(app.match_invoice(number, Some(party), by_hand, approval)?))
            }
            Self::Type(typed) => {
                let document = app.type_invoice(typed, approval)?;
                MoneyOutcome::Kept(document.id, document.number)
            }
            Self::Credit(order, typed) => {
                let document = if *typed { app.type_credit(order, approval)? } else { app.issue_credit(order, approval)? };
                MoneyOutcome::Kept(document.id, document.number)
            }
            Self::Debt(party, number, date, due, amount) => {
                let document = app.open_debt(party, number, (*date, Some(*due)), *amount, approval)?;
                MoneyOutcome::Kept(document.id, document.number)
            }
            Self::Propose(party, cutoff, hours) => setoff(app.propose_setoff(party, *cutoff, *hours, approval)?),
            Self::Accept(id) => setoff(app.accept_setoff(id, approval)?),
            Self::Refuse(id, reason) => setoff(app.refuse_setoff(id, reason, approval)?),
            Self::Commit(id) => setoff(app.commit_setoff(id, approval)?),
            Self::Void(id) => setoff(app.void_setoff(id, approval)?),
            Self::Pay(order, came) => {
                let paid = if *came { app.money_came(order, approval)? } else { app.pay_party(order, approval)? };
                MoneyOutcome::Paid(Box::new(paid))
            }
            Self::Answer(payment, refused) => {
                app.answer_payment(&payment.to_string(), refused.as_deref(), approval)?;
                MoneyOutcome::Done
            }
            Self::Transfers(day, file) => {
                let (rows, bytes) = app.transfer_file(*day, approval)?;
                if rows > 0 {
                    files::write(file, &bytes)?;
                }
                MoneyOutcome::Transfers(rows)
            }
            Self::Statement(party, upto) => MoneyOutcome::Statement(Box::new(app.make_statement(party, *upto, approval)?)),
        })
    }
}

impl Desk {
    /// Does it, or asks a second person.
    pub(super) fn attempt_money(&mut self, deed: MoneyDeed) {
        self.attempt_trade(TradeDeed::Money(deed));
    }

    pub(super) fn money_performed(&mut self, deed: &MoneyDeed, outcome: MoneyOutcome) {
        match (deed, outcome) {
            (MoneyDeed::Match(..), MoneyOutcome::Matched(compared)) => self.invoice_answered(&compared),
            (MoneyDeed::Type(_), MoneyOutcome::Kept(id, number)) => self.invoice_typed(id, &number),
            (MoneyDeed::Credit(..), MoneyOutcome::Kept(_, number)) => self.credit_kept(&number),
            (MoneyDeed::Debt(..), MoneyOutcome::Kept(id, number)) => self.debt_kept(id, &number),
            (_, MoneyOutcome::Setoff(view)) => self.setoff_moved(&view),
            (MoneyDeed::Pay(_, came), MoneyOutcome::Paid(paid)) => self.money_moved(&paid, *came),
            (MoneyDeed::Answer(_, refused), _) => self.payment_answered(refused.is_none()),
            (MoneyDeed::Transfers(_, file), MoneyOutcome::Transfers(rows)) => self.transfers_written(rows, file),
            (_, MoneyOutcome::Statement(made)) => self.statement_made(&made),
            _ => self.read_tab(),
        }
    }

    pub(super) fn money_form_filled(&mut self, form: MoneyForm, values: &[String]) {
        match form {
            MoneyForm::PaperHead => self.paper_headed(values),
            MoneyForm::Credit(invoice) => self.credit_filled(invoice, values),
            MoneyForm::Debt(party) => self.debt_filled(&party, values),
            MoneyForm::Propose(party) => self.proposal_filled(&party, values),
            MoneyForm::Refuse(id) => self.refusal_filled(&id, values),
            MoneyForm::Pay(party, came) => self.payment_filled(&party, came, values),
            MoneyForm::Missing(payment) => self.missing_filled(payment, values),
            MoneyForm::Statement(party) => self.statement_filled(&party, values),
        }
    }

    pub(super) fn money_confirmed(&mut self, question: MoneyQuestion) {
        match question {
            MoneyQuestion::Deed(deed) => self.attempt_money(*deed),
            MoneyQuestion::DropPaper => self.paper_dropped(),
        }
    }

    pub(super) fn money_choices(&self, list: MoneyList, query: &str) -> Vec<Pick> {
        match list {
            MoneyList::PaperParty | MoneyList::DebtParty => self.paper_parties(query),
            MoneyList::SettlingParty => self.settling_parties(query),
            MoneyList::PaperOrder => self.paper_orders(),
            MoneyList::PaperGoods => self.goods_choices(query),
            MoneyList::Statements => self.statement_picks(query),
        }
    }

    pub(super) fn money_chosen(&mut self, list: MoneyList, id: &str) {
        match list {
            MoneyList::PaperParty => self.paper_party_chosen(id),
            MoneyList::PaperOrder => self.paper_order_chosen(id),
            MoneyList::PaperGoods => self.paper_goods_chosen(id),
            MoneyList::DebtParty => self.debt_party_chosen(id),
            MoneyList::SettlingParty => self.settling_party_chosen(id),
            MoneyList::Statements => self.statement_chosen(id),
        }
    }
}
