//! Settling between shops that know of each other only what their files say.

mod steps;
mod story;

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use domain::Rupiah;
use domain::ledger::EntryLine;
use domain::trade::{Party, PartyKind};
use record::document::{Content, Goods, Invoice, InvoiceAnswer, InvoiceAnswerLine, InvoiceLine};
use tempfile::TempDir;
use uuid::Uuid;

use super::keep::Say;
use crate::trade::TakenDocument;
use crate::trade::issue::{Draft, issue};
use crate::{App, Fault, FixedClock};

/// A shop with its own folder and clock.
pub(super) struct Shop {
    pub(super) app: App,
    /// What the others call it.
    pub(super) code: String,
    _folder: TempDir,
}

pub(super) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

pub(super) fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount)
}

impl Shop {
    pub(super) fn new(code: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::make(&folder.path().join("toko.db"), &format!("Koperasi {code}"), "A").unwrap();
        app.set_clock(Box::new(FixedClock("2026-03-02T09:00:00+07:00".parse().unwrap())));
        for (key, value) in [("backup.folders", ""), ("legal.id", &format!("AHU-{code}")), ("legal.account", "1234567890")] {
            app.change_setting(key, value).unwrap();
        }
        // Money to pay with: ten million in the safe, against the opening equity.
        let lines = [("1-110", 10_000_000), ("3-900", -10_000_000)];
        let line = |(account, amount): (&str, i64)| EntryLine { account: account.into(), sub: String::new(), amount: rupiah(amount) };
        app.post_journal(&crate::books::Draft { memo: "modal".into(), lines: lines.map(line).into(), ..Default::default() }, None).unwrap();
        app.issue_card(None).unwrap();
        Self { app, code: code.to_owned(), _folder: folder }
    }

    pub(super) fn later(&mut self, hours: i64) {
        let now = self.app.now() + TimeDelta::hours(hours);
        self.app.set_clock(Box::new(FixedClock(now)));
    }

    /// Who the shop is, as others keep it.
    fn party(&self, kind: PartyKind) -> Party {
        let own = self.app.own_party().unwrap();
        Party {
            code: self.code.clone(),
            name: own.name.clone(),
            legal_id: own.legal_id.clone(),
            legal_name: own.legal_name.clone(),
            kind,
            terms_days: 7,
            key: Some(own.public()),
            active: true,
            ..Party::default()
        }
    }

    /// The two know each other from now on.
    pub(super) fn knows(&mut self, other: &mut Self) {
        self.app.put_party(&other.party(PartyKind::Network), None).unwrap();
        other.app.put_party(&self.party(PartyKind::Network), None).unwrap();
    }

    /// The file for another shop.
    pub(super) fn file_for(&self, other: &Self) -> Vec<u8> {
        let files = self.app.document_files(None).unwrap();
        files.into_iter().find(|file| file.party == other.code).unwrap().bytes
    }

    /// Reads a file; what was refused.
    pub(super) fn reads(&mut self, bytes: &[u8]) -> Vec<String> {
        let taken = self.app.take_documents(bytes, None).unwrap();
        taken.iter().filter_map(|one: &TakenDocument| one.refused.as_ref().map(ToString::to_string)).collect()
    }

    pub(super) fn hears(&mut self, other: &Self) {
        let refused = self.reads(&other.file_for(self));
        assert_eq!(refused, Vec::<String>::new(), "{} hears {}", self.code, other.code);
    }

    /// Sells to another shop: an invoice, booked as a sale.
    pub(super) fn bills(&mut self, other: &str, total: i64, due: NaiveDate) -> Uuid {
        // A due date before its invoice is refused wherever the invoice comes in.
        let due = due.max(self.app.posting_date().unwrap());
        let goods = Goods { code: "B/DUS".into(), name: "Beras".into(), pack: "DUS".into(), factor: 1, ..Goods::default() };
        let line = InvoiceLine { line: 1, order_line: 0, goods, quantity: 1_000, price: total, amount: total };
        let invoice = Invoice { lines: vec![line], total, due, ..Invoice::default() };
        self.keeps(other, Say::new(Content::Invoice(invoice), None), "4-220").unwrap()
    }

    /// Accepts so much of an invoice.
    pub(super) fn accepts(&mut self, other: &str, invoice: Uuid, round: u32, accepted: i64, total: i64) {
        let line =
            InvoiceAnswerLine { line: 1, outcome: "price".into(), accepted, disputed: total - accepted, ..InvoiceAnswerLine::default() };
        let answer = InvoiceAnswer { round, accepted, disputed: total - accepted, lines: vec![line], ..InvoiceAnswer::default() };
        self.keeps(other, Say::new(Content::InvoiceAnswer(answer), Some(invoice)), "2-225").unwrap();
    }

    /// Issues what has deeds of its own elsewhere; `against` takes the other side of its journal.
    fn keeps(&mut self, other: &str, say: Say, against: &str) -> Result<Uuid, Fault> {
        let party = self.app.party(other)?;
        self.app.settle(None, |desk| {
            let (id, refers) = (say.id, say.refers);
            let document = desk.written(say, &party, true, String::new());
            let (before, after) = desk.between(&party)?.positions(&document)?;
            let mut postings = before.lines_to(&after, &party)?;
            let rest = Rupiah::sum(postings.iter().map(|line| line.amount))?.negated()?;
            if !rest.is_zero() {
                postings.push(EntryLine { account: against.to_owned(), sub: String::new(), amount: rest });
            }
            let mut draft = Draft::new(document.content, desk.date, desk.by);
            (draft.party, draft.refers, draft.postings) = (Some(party), refers, postings);
            issue(desk.tx, desk.device, desk.own, draft, store::Stamp { id, at: desk.now })?;
            Ok(id)
        })
    }

    /// Balance of an account, of one party where it has parts.
    pub(super) fn balance(&self, account: &str, sub: &str) -> i64 {
        let sql = "SELECT coalesce(sum(debit - credit), 0) FROM account_balance WHERE account = ?1 AND (?2 = '' OR sub = ?2)";
        self.app.store().connection().query_row(sql, [account, sub], |row| row.get(0)).unwrap()
    }

    /// The trial balance is one, and the accounts of each party say what its claims say.
    pub(super) fn sound(&self) {
        let sides: i64 = self
            .app
            .store()
            .connection()
            .query_row("SELECT coalesce(sum(debit - credit), 0) FROM account_balance", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sides, 0);
        assert_eq!(self.app.torn_claims().unwrap(), Vec::<String>::new(), "{}", self.code);
    }

    /// Open claims with a party: document, who owes, open.
    pub(super) fn open(&self, other: &str) -> Vec<(String, String, i64)> {
        let list = self.app.claim_list(Some(other), None, None).unwrap();
        let mut rows: Vec<_> = list.rows.into_iter().map(|row| (row.item.document, row.item.debtor, row.item.open.get())).collect();
        rows.sort();
        rows
    }

    /// How many documents of each kind are kept.
    pub(super) fn kinds(&self) -> BTreeMap<String, i64> {
        let mut query = self.app.store().connection().prepare("SELECT kind, count(*) FROM document GROUP BY kind").unwrap();
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    }
}

/// A shop and the network: the shop owes 1,000,000 due on the 9th and 500,000 due on the 20th, and is owed 300,000.
pub(super) fn pair() -> (Shop, Shop) {
    let (mut shop, mut net) = (Shop::new("KOP"), Shop::new("NET"));
    shop.knows(&mut net);
    let first = net.bills("KOP", 1_000_000, day(9));
    let second = net.bills("KOP", 500_000, day(20));
    let own = shop.bills("NET", 300_000, day(8));
    shop.hears(&net);
    net.hears(&shop);
    shop.accepts("NET", first, 1, 1_000_000, 1_000_000);
    shop.accepts("NET", second, 1, 500_000, 500_000);
    net.accepts("KOP", own, 1, 300_000, 300_000);
    shop.hears(&net);
    net.hears(&shop);
    (shop, net)
}

/// What was refused, in words.
pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    match result.unwrap_err() {
        Fault::Refused(refusal) => refusal.to_string(),
        other => panic!("{other}"),
    }
}
