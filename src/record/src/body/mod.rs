//! Bodies: the JSON of each kind of fact, by version.

mod catalogue;
mod day;
mod goods;
mod plain;
mod sale;
mod small;
mod tills;
mod trade;

use domain::fact::Fact;

pub(crate) use self::plain::{is_false, is_zero};

/// Why a body of a known kind and version cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not the JSON that this version writes.
    #[error("isi catatan «{kind}» tidak terbaca: {source}")]
    Json {
        /// The kind.
        kind: String,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
    /// A value that has no meaning.
    #[error("isi catatan «{kind}» tidak masuk akal: {what}")]
    Meaning {
        /// The kind.
        kind: String,
        /// Which value.
        what: String,
    },
}

/// What a body says to this version of the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Decoded {
    /// A fact.
    Fact(Box<Fact>),
    /// A kind or version that a later program wrote: kept untouched, not projected.
    Unknown,
}

/// A value in a body that has no meaning here.
struct Nonsense(String);

impl Nonsense {
    fn of(what: &str, value: &str) -> Self {
        Self(format!("{what} «{value}»"))
    }
}

/// The kind, version and body of a fact.
///
/// # Errors
/// The serialiser's own, never in practice: all bodies are plain data.
pub fn encode(fact: &Fact) -> Result<(&'static str, u16, Vec<u8>), serde_json::Error> {
    if let Some(made) = tills::encode(fact)? {
        return Ok(made);
    }
    if let Some((kind, body)) = day::encode(fact)? {
        return Ok((kind, 1, body));
    }
    let (kind, body) = match fact {
        Fact::Stock(stock) => goods::encode(stock)?,
        Fact::Trade(fact) => trade::encode(fact)?,
        Fact::Sale(sale) => ("sale", serde_json::to_vec(&sale::SaleV1::from(sale))?),
        Fact::CataloguePut { products, by } => ("catalogue.put", serde_json::to_vec(&catalogue::CatalogueV1::new(products, by))?),
        Fact::PromotionsPut { promotions, by } => ("promotion.put", serde_json::to_vec(&catalogue::PromotionsV1::new(promotions, by))?),
        Fact::EpochOpened { .. }
        | Fact::CashMoved(_)
        | Fact::ShiftClosed(_)
        | Fact::PeriodClosed(_)
        | Fact::JournalPosted(_)
        | Fact::TillInvited { .. }
        | Fact::TillJoined { .. }
        | Fact::KeyTrusted { .. }
        | Fact::CartParked(_)
        | Fact::CartTaken { .. } => ("epoch.opened", small::encode(fact)?),
        Fact::SettingChanged { .. } => ("setting.changed", small::encode(fact)?),
        Fact::MembersPut { .. } => ("member.put", small::encode(fact)?),
        Fact::StockOpened { .. } => ("stock.opened", small::encode(fact)?),
        Fact::ShiftOpened(_) => ("shift.opened", small::encode(fact)?),
        Fact::CartCancelled { .. } => ("cart.cancelled", small::encode(fact)?),
        Fact::OverrideGranted { .. } => ("override.granted", small::encode(fact)?),
        Fact::ReceiptReprinted { .. } => ("receipt.reprinted", small::encode(fact)?),
        Fact::QrisAbandoned { .. } => ("qris.abandoned", small::encode(fact)?),
    };
    Ok((kind, 1, body))
}

/// The fact in a body.
///
/// # Errors
/// [`DecodeError`] when a kind and version that this program knows cannot be read.
pub fn decode(kind: &str, version: u16, body: &[u8]) -> Result<Decoded, DecodeError> {
    let json = |source| DecodeError::Json { kind: kind.to_owned(), source };
    let meaning = |nonsense: Nonsense| DecodeError::Meaning { kind: kind.to_owned(), what: nonsense.0 };
    let fact = match (kind, version) {
        ("sale", 1) => Fact::Sale(serde_json::from_slice::<sale::SaleV1>(body).map_err(json)?.lift().map_err(meaning)?),
        ("catalogue.put", 1) => serde_json::from_slice::<catalogue::CatalogueV1>(body).map_err(json)?.lift().map_err(meaning)?,
        ("promotion.put", 1) => serde_json::from_slice::<catalogue::PromotionsV1>(body).map_err(json)?.lift().map_err(meaning)?,
        (_, 1 | 2) if tills::knows(kind, version) => tills::decode(kind, body).map_err(json)?.map_err(meaning)?,
        (_, 1) => match small::decode(kind, body).map_err(json)? {
            Some(small) => small.map_err(meaning)?,
            None => match day::decode(kind, body).map_err(json)? {
                Some(day) => day.map_err(meaning)?,
                None => match goods::decode(kind, body).map_err(json)? {
                    Some(stock) => stock.map_err(meaning)?,
                    None => match trade::decode(kind, body).map_err(json)? {
                        Some(trade) => trade.map_err(meaning)?,
                        None => return Ok(Decoded::Unknown),
                    },
                },
            },
        },
        _ => return Ok(Decoded::Unknown),
    };
    Ok(Decoded::Fact(Box::new(fact)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [&str; 30] = [
        "sale",
        "catalogue.put",
        "promotion.put",
        "epoch.opened",
        "setting.changed",
        "member.put",
        "stock.opened",
        "shift.opened",
        "cart.cancelled",
        "override.granted",
        "receipt.reprinted",
        "qris.abandoned",
        "return",
        "cash.moved",
        "shift.closed",
        "period.closed",
        "journal.posted",
        "goods.received",
        "goods.moved",
        "count.started",
        "count.added",
        "count.posted",
        "partner.put",
        "consign.paid",
        "price.set",
        "label.printed",
        "lot.blocked",
        "party.put",
        "document.kept",
        "code.linked",
    ];

    #[test]
    fn a_later_kind_or_version_is_kept_untouched() {
        assert_eq!(decode("patronage.paid", 1, b"{}").expect("kept"), Decoded::Unknown);
        assert_eq!(decode("sale", 2, b"{}").expect("kept"), Decoded::Unknown);
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..80), json in "[\\{\\}\\[\\]\",:a-z0-9 ]{0,60}") {
            for kind in KINDS {
                let _ = decode(kind, 1, &bytes);
                let _ = decode(kind, 1, json.as_bytes());
            }
        }
    }
}
