//! Goods of others: partners and their terms, the statement, and paying them.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::goods::{Owner, Partner, PartnerKind, Payout, PayoutMethod, StockFact, Terms};
use domain::ledger::{account, name};
use domain::paper::{Sheet, payout_slip};
use domain::staff::Right;
use store::goods::consign::{PayoutRow, StatementRow};
use store::report::{FIRST, LAST};
use uuid::Uuid;

use super::StockRefusal;
use super::receive::{check_partner, clean};
use crate::printing::enqueue_paper;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What became of a partner's goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whose goods.
    pub owner: Owner,
    /// The partner's name.
    pub name: String,
    /// Their terms.
    pub terms: Terms,
    /// The days.
    pub days: (NaiveDate, NaiveDate),
    /// By product.
    pub rows: Vec<StatementRow>,
    /// What buyers paid in these days, without PPN, rupiah.
    pub paid: Rupiah,
    /// What is owed for it, rupiah.
    pub payable: Rupiah,
    /// What they were paid in these days.
    pub payouts: Vec<PayoutRow>,
    /// What is owed now, by the books, rupiah.
    pub owed: Rupiah,
}

/// A partner that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidOut {
    /// What.
    pub payout: Payout,
    /// Id of its record.
    pub record_id: Uuid,
    /// What is still owed, rupiah.
    pub left: Rupiah,
    /// The print job of the slip, when a printer is set.
    pub job: Option<String>,
}

impl App {
    /// Adds or changes a partner.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::NeedsApproval`], [`StockRefusal::NoSuchOwner`] for a key that cannot be one.
    pub fn put_partner(&mut self, partner: &Partner, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::Consign, approval)?;
        let code = clean(&partner.code, 40);
        let named = Partner { code: code.clone(), name: clean(&partner.name, 80), ..partner.clone() };
        if code.is_empty() || Owner::parse(&format!("titip:{code}")).is_none() {
            return Err(StockRefusal::NoSuchOwner(partner.code.clone()).into());
        }
        if named.name.is_empty() {
            return Err(Refusal::Empty("nama mitra").into());
        }
        let network = code == PartnerKind::Network.word();
        if network != (named.kind == PartnerKind::Network) || !(0..=365).contains(&named.lead_days) {
            return Err(StockRefusal::NoSuchOwner(code).into());
        }
        self.record(&Fact::Stock(StockFact::PartnersPut { partners: vec![named], by: actor.id }))
    }

    /// All partners by key.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn partners(&self) -> Result<Vec<Partner>, Fault> {
        Ok(store::goods::consign::partners(self.store.connection())?)
    }

    /// Those whose goods stand here or are owed for, with what each is owed now, rupiah: consignors, and the network once
    /// goods of it came.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn partners_owed(&self) -> Result<Vec<(Partner, Rupiah)>, Fault> {
        self.require(Right::Consign)?;
        self.store.read(|connection| {
            let mut partners = store::goods::consign::partners(connection)?;
            let network = Owner::Network;
            if !partners.iter().any(|partner| partner.kind == PartnerKind::Network)
                && !store::goods::views::held_by(connection, &network.word())?.is_empty()
            {
                let (code, name) = (network.partner().to_owned(), "Jaringan pemasok".to_owned());
                partners.push(Partner { code, name, kind: PartnerKind::Network, active: true, ..Partner::default() });
            }
            let mut owed = Vec::with_capacity(partners.len());
            for partner in partners.into_iter().filter(|partner| partner.kind != PartnerKind::Supplier) {
                let owner = match partner.kind {
                    PartnerKind::Network => Owner::Network,
                    _ => Owner::Consignor(partner.code.clone()),
                };
                let amount = store::goods::consign::owed(connection, &owner)?;
                owed.push((partner, amount));
            }
            // Those who are still used first, each by name.
            owed.sort_by_key(|(partner, _)| (!partner.active, partner.name.to_lowercase()));
            Ok(owed)
        })
    }

    /// Whose goods a partner's key means: `IBU-ANI`, `titip:IBU-ANI`, `jaringan`.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchPartner`].
    pub fn owner_of(&self, partner: &str) -> Result<Owner, Fault> {
        let owner = match Owner::parse(partner) {
            Some(Owner::Koperasi) => None,
            Some(owner) => Some(owner),
            None => Owner::parse(&format!("titip:{}", partner.trim())),
        };
        let owner = owner.ok_or_else(|| StockRefusal::NoSuchPartner(partner.to_owned()))?;
        check_partner(self.store.connection(), &owner)?;
        Ok(owner)
    }

    /// What became of a partner's goods: received, sold, given back, missing, owed and paid.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchPartner`], [`Refusal::NeedsApproval`].
    pub fn consign_statement(
        &self,
        partner: &str,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        approval: Option<&Approval>,
    ) -> Result<Statement, Fault> {
        self.hold_right(Right::Consign, approval)?;
        let owner = self.owner_of(partner)?;
        let (from, to) = (days.0.unwrap_or(FIRST), days.1.unwrap_or(LAST));
        self.store.read(|connection| {
            let word = owner.word();
            let known = store::goods::consign::partner(connection, owner.partner())?;
            let rows = store::goods::consign::statement(connection, &word, from, to)?;
            let sum = |of: fn(&StatementRow) -> i64| Rupiah::sum(rows.iter().map(|row| Rupiah::new(of(row))));
            Ok(Statement {
                name: known.as_ref().map_or_else(|| owner.partner().to_owned(), |partner| partner.name.clone()),
                terms: known.map(|partner| partner.terms).unwrap_or_default(),
                days: (from, to),
                paid: sum(|row| row.paid)?,
                payable: sum(|row| row.payable)?,
                payouts: store::goods::consign::payouts(connection, &word, from, to)?,
                owed: store::goods::consign::owed(connection, &owner)?,
                owner,
                rows,
            })
        })
    }

    /// Pays a partner, all that is owed when no amount is said: record, journal and slip.
    ///
    /// # Errors
    /// [`StockRefusal::NotOwed`], [`StockRefusal::NoSuchPartner`], [`Refusal::NotInSafe`],
    /// [`Refusal::NeedsApproval`].
    pub fn pay_partner(
        &mut self,
        partner: &str,
        amount: Option<Rupiah>,
        method: PayoutMethod,
        reference: &str,
        approval: Option<&Approval>,
    ) -> Result<PaidOut, Fault> {
        let actor = self.hold_right(Right::Consign, approval)?;
        let owner = self.owner_of(partner)?;
        let business_date = self.posting_date()?;
        let stamp = self.stamp();
        let reference = clean(reference, 60);
        let shop = self.settings.shop.clone();
        self.transact(|tx, device, settings| {
            let connection = tx.connection();
            let owed = store::goods::consign::owed(connection, &owner)?;
            let amount = amount.unwrap_or(owed);
            if amount.get() <= 0 || amount > owed {
                return Err(StockRefusal::NotOwed { partner: owner.partner().to_owned(), owed: owed.max(Rupiah::ZERO) }.into());
            }
            if method == PayoutMethod::Cash {
                let safe = store::ledger::balance(connection, account::SAFE)?;
                if safe < amount {
                    return Err(Refusal::NotInSafe(safe).into());
                }
            }
            let payout = Payout { business_date, owner: owner.clone(), amount, method, reference, by: actor.id };
            tx.append(device, stamp, &Fact::Stock(StockFact::ConsignorPaid(payout.clone())))?;
            let left = owed.minus(amount)?;
            let known = store::goods::consign::partner(connection, owner.partner())?;
            let called = known.map_or_else(|| owner.partner().to_owned(), |partner| partner.name);
            let from = name(if method == PayoutMethod::Cash { account::SAFE } else { account::BANK });
            let sheet =
                Sheet { shop: &shop, at: stamp.at, by: &actor.name, other: &called, columns: settings.profile.columns, copy: false };
            let job = enqueue_paper(tx, settings, "bayar titipan", payout_slip(&payout, from, left, &sheet), false, stamp)?;
            Ok(PaidOut { payout, record_id: stamp.id, left, job })
        })
    }
}
