//! What the shop will take from a pool: at least and at most, until a cut-off. The latest word for the same goods of a
//! pool holds (`network.md` section 5).

use chrono::NaiveDate;
use domain::Quantity;
use domain::staff::Right;
use domain::trade::Direction;
use record::document::{Commitment, Content, Document, Goods};
use store::trade::documents;

use super::history::read;
use super::offer::Offers;
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::issue::{Draft, issue};
use crate::{App, Fault};

/// What the shop will take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// The party that runs the pool.
    pub party: String,
    /// The pool.
    pub pool: String,
    /// Until when it can be changed.
    pub cutoff: NaiveDate,
    /// The goods: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// At least so many packs.
    pub minimum: Quantity,
    /// At most so many packs; zero takes the word back.
    pub maximum: Quantity,
    /// True: holds for every pool of these goods until it is taken back.
    pub standing: bool,
}

/// A commitment that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeRow {
    /// Made by the shop, or sent to it.
    pub direction: Direction,
    /// The other party's key.
    pub party: String,
    /// The document's number.
    pub number: String,
    /// What it says.
    pub commitment: Commitment,
}

impl App {
    /// Commits the shop to a pool. After the cut-off it is refused.
    ///
    /// # Errors
    /// [`GoodsRefusal`], [`crate::trade::TradeRefusal::NoSuchParty`], [`crate::Refusal::UnknownCode`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn commit_to_pool(&mut self, pledge: &Pledge, approval: Option<&Approval>) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let party = self.party(&pledge.party)?;
        let date = self.posting_date()?;
        let pool = clean(&pledge.pool, 60);
        if pool.is_empty() {
            return Err(crate::Refusal::Empty("nama belanja bersama").into());
        }
        if pledge.cutoff < date {
            return Err(GoodsRefusal::PoolClosed { pool, cutoff: pledge.cutoff }.into());
        }
        let (product, pack) = self.pack_of(&pledge.code, pledge.pack.as_deref())?;
        let connection = self.store.connection();
        let line = Offers::of(connection, &party.code, &own, date)?.line(connection, &product, pack, pledge.maximum)?;
        let goods = Goods { code: line.code, sku: line.sku, gtin: line.gtin, name: line.name, pack: line.pack, factor: line.factor };
        if goods.factor != product.packs[pack].factor {
            return Err(GoodsRefusal::OtherPack { name: product.name, pack: goods.pack, factor: goods.factor }.into());
        }
        let commitment = Commitment {
            pool,
            cutoff: pledge.cutoff,
            goods,
            minimum: pledge.minimum.get(),
            maximum: pledge.maximum.get(),
            standing: pledge.standing,
        };
        let content = Content::Commitment(commitment);
        super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            let mut draft = Draft::new(content, date, &actor.id);
            draft.party = Some(party);
            issue(tx, device, &own, draft, stamp)
        })
    }

    /// The commitments that hold, by pool: the latest of each issuer for the same goods; none that was taken back.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn commitments(&self) -> Result<Vec<PledgeRow>, Fault> {
        let mut latest: std::collections::BTreeMap<(String, String, String), (String, PledgeRow)> = std::collections::BTreeMap::new();
        for row in documents::of_party(self.store.connection(), "", "commitment")? {
            let document = read(&row)?;
            let Content::Commitment(commitment) = document.content else { continue };
            let name = if commitment.goods.code.is_empty() { &commitment.goods.gtin } else { &commitment.goods.code };
            let key = (commitment.pool.clone(), row.document.from.clone(), name.clone());
            let id = row.document.id.clone();
            let pledge = PledgeRow { direction: row.direction, party: row.party, number: document.number, commitment };
            if latest.get(&key).is_none_or(|(known, _)| *known < id) {
                latest.insert(key, (id, pledge));
            }
        }
        Ok(latest.into_values().map(|(_, pledge)| pledge).filter(|pledge| pledge.commitment.maximum > 0).collect())
    }
}
