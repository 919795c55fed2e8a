//! Parties: who the shop trades with.

use domain::fact::Fact;
use domain::goods::{Partner, PartnerKind, StockFact};
use domain::staff::Right;
use domain::trade::{Bank, Party, PartyKind, TradeFact};
use record::document::{Content, Document};

use super::TradeRefusal;
use super::money::MoneyRefusal;
use crate::staff::Approval;
use crate::stock::clean;
use crate::{App, Fault};

impl App {
    /// Adds or changes a party, and the partner of the same key whose goods come in.
    ///
    /// # Errors
    /// [`TradeRefusal::Party`], [`TradeRefusal::SameEntity`], [`TradeRefusal::OwnCard`], [`MoneyRefusal::PartyIsFixed`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn put_party(&mut self, party: &Party, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        let party = Party {
            code: clean(&party.code, 40),
            name: clean(&party.name, 80),
            legal_id: clean(&party.legal_id, 60),
            legal_name: clean(&party.legal_name, 80),
            ..party.clone()
        };
        party.check().map_err(TradeRefusal::from)?;
        if self.own_party().is_ok_and(|own| own.legal_id == party.legal_id) {
            return Err(TradeRefusal::OwnCard(party.legal_id).into());
        }
        let connection = self.store.connection();
        let others = store::trade::parties::of_legal(connection, &party.legal_id)?;
        if let Some(other) = others.into_iter().find(|other| other.code != party.code) {
            return Err(TradeRefusal::SameEntity { legal_id: party.legal_id, code: other.code }.into());
        }
        // What was booked stands on the accounts of its kind, between these two legal entities.
        if let Some(before) = store::trade::parties::party(connection, &party.code)?
            && (before.kind != party.kind || before.legal_id != party.legal_id)
            && !store::trade::documents::about_money(connection, &party.code)?.is_empty()
        {
            return Err(MoneyRefusal::PartyIsFixed(party.code).into());
        }
        let partner = store::goods::consign::partner(connection, &party.code)?;
        let kind = if party.code == PartnerKind::Network.word() { PartnerKind::Network } else { PartnerKind::Supplier };
        let partner = partner.is_none().then(|| Partner {
            code: party.code.clone(),
            name: party.name.clone(),
            kind,
            active: true,
            ..Partner::default()
        });
        let (first, second) = (self.stamp(), self.stamp());
        self.transact(|tx, device, _| {
            if let Some(partner) = partner {
                tx.append(device, first, &Fact::Stock(StockFact::PartnersPut { partners: vec![partner], by: actor.id.clone() }))?;
            }
            tx.append(device, second, &Fact::Trade(TradeFact::PartiesPut { parties: vec![party], by: actor.id }))?;
            Ok(())
        })
    }

    /// All parties by key.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn parties(&self) -> Result<Vec<Party>, Fault> {
        Ok(store::trade::parties::parties(self.store.connection())?)
    }

    /// A party by its key.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchParty`].
    pub fn party(&self, code: &str) -> Result<Party, Fault> {
        let found = store::trade::parties::party(self.store.connection(), code.trim())?;
        Ok(found.ok_or_else(|| TradeRefusal::NoSuchParty(code.to_owned()))?)
    }

    /// The party of a card in a file of documents, as it would be kept under `code`. Whoever puts it compares the
    /// fingerprint of its key with the other side first.
    ///
    /// # Errors
    /// [`TradeRefusal::Document`], [`TradeRefusal::File`], [`TradeRefusal::NoSuchDocument`] when the file holds no card.
    pub fn read_card(&self, bytes: &[u8], code: &str, kind: PartyKind) -> Result<Party, Fault> {
        for enclosed in record::document::read_file(bytes).map_err(TradeRefusal::from)? {
            let enclosed = enclosed.map_err(TradeRefusal::from)?;
            let document = Document::read(&enclosed.text).map_err(TradeRefusal::from)?;
            let Content::Card(card) = &document.content else { continue };
            record::document::prove(&enclosed.key, &enclosed.text, &enclosed.signature, &document.number).map_err(TradeRefusal::from)?;
            let known = store::trade::parties::of_legal(self.store.connection(), &document.from.id)?.into_iter().next();
            let before = known.unwrap_or_default();
            return Ok(Party {
                code: if before.code.is_empty() { code.to_owned() } else { before.code.clone() },
                name: document.from.name.clone(),
                legal_id: document.from.id.clone(),
                legal_name: card.legal_name.clone(),
                kind: if before.code.is_empty() { kind } else { before.kind },
                bank: Bank { bank: card.bank.clone(), number: card.bank_account.clone(), holder: card.bank_holder.clone() },
                key: Some(enclosed.key),
                active: true,
                ..before
            });
        }
        Err(TradeRefusal::NoSuchDocument("kartu pihak".to_owned()).into())
    }
}
