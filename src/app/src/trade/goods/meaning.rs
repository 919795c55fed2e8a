//! Which product of the shop a line of another party's document means.

use std::collections::HashMap;

use domain::barcode::lookup_key;
use domain::catalogue::Product;
use domain::fact::Fact;
use domain::staff::Right;
use domain::trade::TradeFact;
use record::document::Goods;
use store::Connection;
use store::trade::parties;

use crate::staff::Approval;
use crate::stock::clean;
use crate::{App, Fault};

/// How a line found its product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Somebody said so.
    Hand,
    /// By the GTIN on the pack.
    Gtin,
    /// By the supplier's code on the product.
    SupplierCode,
}

impl How {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Gtin => "gtin",
            Self::SupplierCode => "supplier-code",
        }
    }
}

/// What goods mean here.
pub(super) enum Meaning {
    /// A pack of a product.
    Pack { product: Box<Product>, pack: usize, how: How },
    /// Nothing, and why.
    Unknown(String),
}

/// Finds the products of one party's goods.
pub(super) struct Finder<'a> {
    connection: &'a Connection,
    party: String,
    by_code: HashMap<String, Vec<String>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(connection: &'a Connection, party: &str) -> Result<Self, Fault> {
        let mut by_code: HashMap<String, Vec<String>> = HashMap::new();
        for (code, sku) in store::catalogue::supplier_codes(connection, party)? {
            by_code.entry(code).or_default().push(sku);
        }
        Ok(Self { connection, party: party.to_owned(), by_code })
    }

    /// What a line means: what somebody said first, then the GTIN, then the supplier's code on the product.
    pub(super) fn find(&self, goods: &Goods) -> Result<Meaning, Fault> {
        if let Some((sku, pack)) = parties::linked(self.connection, &self.party, &goods.code)?
            && let Some(product) = store::catalogue::by_sku(self.connection, &sku)?
            && let Some(pack) = product.packs.iter().position(|candidate| candidate.code.eq_ignore_ascii_case(&pack))
        {
            return Ok(Meaning::Pack { product: Box::new(product), pack, how: How::Hand });
        }
        if !goods.gtin.is_empty() {
            let hits = store::catalogue::by_code(self.connection, &lookup_key(&goods.gtin))?;
            match hits.as_slice() {
                [] => {}
                [hit] if hit.product.packs[hit.pack].factor == goods.factor => {
                    return Ok(Meaning::Pack { product: Box::new((*hit.product).clone()), pack: hit.pack, how: How::Gtin });
                }
                [hit] => {
                    let (name, here) = (&hit.product.name, hit.product.packs[hit.pack].factor);
                    return Ok(Meaning::Unknown(format!("isi kemasan {} tidak sama dengan {name} di toko ({here})", goods.factor)));
                }
                _ => return Ok(Meaning::Unknown("barcode dipakai lebih dari satu barang".to_owned())),
            }
        }
        match self.by_code.get(&goods.code).map(Vec::as_slice) {
            Some([sku]) => {
                let Some(product) = store::catalogue::by_sku(self.connection, sku)? else { return Ok(unknown()) };
                match product.packs.iter().position(|pack| pack.factor == goods.factor) {
                    Some(pack) => Ok(Meaning::Pack { product: Box::new(product), pack, how: How::SupplierCode }),
                    None => Ok(Meaning::Unknown(format!("{} tidak punya kemasan isi {}", product.name, goods.factor))),
                }
            }
            Some([_, _, ..]) => Ok(Meaning::Unknown("kode pemasok dipakai lebih dari satu barang".to_owned())),
            _ => Ok(unknown()),
        }
    }
}

fn unknown() -> Meaning {
    Meaning::Unknown("belum dijual di toko ini, atau belum dihubungkan".to_owned())
}

impl App {
    /// Says which product and pack a party's code means. What somebody says goes before GTIN and supplier code.
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::NoSuchParty`], [`crate::Refusal::UnknownCode`], [`crate::Refusal::NeedsApproval`].
    pub fn link_code(
        &mut self,
        party: &str,
        code: &str,
        goods: &str,
        pack: Option<&str>,
        approval: Option<&Approval>,
    ) -> Result<(), Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        let party = self.party(party)?;
        let (product, place) = self.pack_of(goods, pack)?;
        let code = clean(code, 60);
        if code.is_empty() {
            return Err(crate::Refusal::Empty("kode pemasok").into());
        }
        let pack = product.packs[place].code.clone();
        self.record(&Fact::Trade(TradeFact::CodeLinked { party: party.code, code, sku: product.sku, pack, by: actor.id }))
    }
}
