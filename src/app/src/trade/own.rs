//! Who the shop is to others: its legal entity, and the key with which it signs.

use domain::staff::Right;
use record::DeviceKey;
use record::document::{Card, Content, PartyRef};
use sha2::{Digest, Sha256};

use super::TradeRefusal;
use super::issue::{Draft, issue};
use crate::staff::Approval;
use crate::{App, Fault};

/// What the key is made from, beside the shop's secret.
const CONTEXT: &[u8] = b"SOKOGURU-pihak-1";

/// Who the shop is to others.
pub struct Own {
    /// The legal entity: the setting, or the shop's id.
    pub legal_id: String,
    /// Its name.
    pub legal_name: String,
    /// The name on the sign.
    pub name: String,
    /// The key with which its documents are signed: the same on every till, because it comes from the secret that
    /// they share.
    pub(crate) key: DeviceKey,
}

impl Own {
    /// The public key.
    pub fn public(&self) -> [u8; 32] {
        self.key.public()
    }

    /// Its fingerprint, for people to compare.
    pub fn fingerprint(&self) -> String {
        record::document::fingerprint(&self.public())
    }

    /// As it stands on a document.
    pub(crate) fn reference(&self) -> PartyRef {
        PartyRef { id: self.legal_id.clone(), name: self.name.clone() }
    }
}

impl App {
    /// Who the shop is to others.
    ///
    /// # Errors
    /// [`crate::tills::TillRefusal::NoShop`].
    pub fn own_party(&self) -> Result<Own, Fault> {
        let secret = crate::tills::make_secret(self.store.path())?;
        let seed = Sha256::new_with_prefix(CONTEXT).chain_update(secret).finalize();
        let key = DeviceKey::from_bytes(&seed).map_err(|_| Fault::Defect("kunci pihak".to_owned()))?;
        let shop = crate::tills::shop_id(self.store.connection())?.to_string();
        let trade = &self.settings.trade;
        let or = |value: &str, other: &str| if value.is_empty() { other.to_owned() } else { value.to_owned() };
        Ok(Own {
            legal_id: or(&trade.legal_id, &shop),
            legal_name: or(&trade.legal_name, &self.settings.shop.name),
            name: self.settings.shop.name.clone(),
            key,
        })
    }

    /// Trade with others is written at one till: what is answered twice would be booked twice.
    ///
    /// # Errors
    /// [`TradeRefusal::OtherTill`].
    pub(crate) fn check_trade_till(&self) -> Result<(), Fault> {
        let wanted = &self.settings.trade.till;
        if !wanted.is_empty() {
            return if self.till() == wanted { Ok(()) } else { Err(TradeRefusal::OtherTill(wanted.clone()).into()) };
        }
        let first = store::records::first(self.store.connection())?.map(|record| record.header.device);
        match (&self.device, first) {
            (Some(device), Some(first)) if device.id != first => {
                let letter = store::trust::letter(self.store.connection(), first)?;
                Err(TradeRefusal::OtherTill(letter.unwrap_or_default()).into())
            }
            _ => Ok(()),
        }
    }

    /// Issues the shop's card: who it is, for others to know. Once more when something on it changed.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`], [`TradeRefusal::OtherTill`].
    pub fn issue_card(&mut self, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let (shop, trade) = (self.settings.shop.clone(), self.settings.trade.clone());
        let card = Card {
            legal_name: own.legal_name.clone(),
            address: shop.address,
            tax_number: shop.npwp,
            bank: trade.bank,
            bank_account: trade.bank_account,
            bank_holder: trade.bank_holder,
        };
        let business_date = self.posting_date()?;
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            let known = store::trade::documents::of_party(tx.connection(), "", "card")?;
            let last = known.iter().rfind(|row| row.document.from == own.legal_id);
            let same = last.is_some_and(|row| {
                record::document::Document::read(&row.document.body).is_ok_and(|document| document.content == Content::Card(card.clone()))
                    && row.document.key == own.public()
            });
            if same {
                return Ok(());
            }
            let draft = Draft::new(Content::Card(card), business_date, &actor.id);
            issue(tx, device, &own, draft, stamp).map(drop)
        })
    }
}
