//! Catalogues as UBL: each tier of a price is a quantity from which it holds.

use super::CAC;
use super::at::{At, UblError};
use super::read::{goods, price};
use super::tree::{Node, amount, cac, cbc, empty, filled, quantity};
use super::write::taxed;
use crate::document::{Catalogue, CatalogueItem, Document, PartyRef, PriceTier};

/// Reads a catalogue. Its version is the file's where that is a number.
pub(super) fn read(root: At<'_>) -> Result<Catalogue, UblError> {
    let valid = root.child(&["ValidityPeriod"]);
    let day = |name| valid.map_or(Ok(None), |at| at.read(name));
    let item = |at: At<'_>| {
        let mut tiers = Vec::new();
        for tier in at.all(CAC, "RequiredItemLocationQuantity") {
            tiers.push(PriceTier { from: tier.quantity("MinimumQuantity")?, price: price(tier)? });
        }
        tiers.sort_by_key(|tier| tier.from);
        Ok(CatalogueItem {
            goods: goods(at)?,
            tiers,
            minimum: at.quantity("MinimumOrderQuantity")?,
            tax: at.deep(&["Item", "ClassifiedTaxCategory"], "ID"),
        })
    };
    Ok(Catalogue {
        version: root.text("VersionID").parse().unwrap_or(1),
        from: day("StartDate")?.or(root.read("IssueDate")?).ok_or(UblError::Missing("IssueDate"))?,
        until: day("EndDate")?,
        items: root.all(CAC, "CatalogueLine").map(item).collect::<Result<_, UblError>>()?,
    })
}

/// The body of a catalogue, after the head that all documents have.
pub(super) fn write(document: &Document, catalogue: &Catalogue) -> Vec<Option<Node>> {
    let until = catalogue.until.map(|date| cbc("EndDate", date));
    let mut body = vec![Some(cbc("VersionID", catalogue.version))];
    body.push(cac("ValidityPeriod", [Some(cbc("StartDate", catalogue.from)), until]));
    body.push(Some(whole_party("ProviderParty", &document.from)));
    body.push(Some(whole_party("ReceiverParty", &document.to)));
    body.extend(catalogue.items.iter().enumerate().map(|(at, item)| {
        let pack = &item.goods.pack;
        let mut line = vec![Some(cbc("ID", at + 1))];
        line.push((item.minimum != 0).then(|| quantity("MinimumOrderQuantity", item.minimum, pack)));
        line.extend(item.tiers.iter().map(|tier| {
            let price = cac("Price", [Some(amount("PriceAmount", tier.price))]);
            cac("RequiredItemLocationQuantity", [Some(quantity("MinimumQuantity", tier.from, pack)), price])
        }));
        line.push(taxed(&item.goods, None, &item.tax));
        cac("CatalogueLine", line)
    }));
    body
}

/// A party that is no role of another one; without an id it is everybody, and the schema still wants it.
fn whole_party(name: &'static str, party: &PartyRef) -> Node {
    let of = [
        filled("ID", &party.id).and_then(|id| cac("PartyIdentification", [Some(id)])),
        filled("Name", &party.name).and_then(|name| cac("PartyName", [Some(name)])),
        filled("CompanyID", &party.id).and_then(|id| cac("PartyLegalEntity", [Some(id)])),
    ];
    cac(name, of).unwrap_or_else(|| empty(name))
}
