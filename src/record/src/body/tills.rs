//! The bodies of tills that know each other, and of parked carts.

use data_encoding::BASE64;
use domain::cart::{Discount, FixedPrice};
use domain::fact::Fact;
use domain::member::{Member, Tier};
use domain::till::{EpochParent, ParkedCart, ParkedLine};
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::Nonsense;

/// Bytes as base 64.
#[derive(Serialize, Deserialize)]
struct Bytes(String);

impl Bytes {
    fn of(bytes: &[u8]) -> Self {
        Self(BASE64.encode(bytes))
    }

    fn lift<const N: usize>(&self, what: &str) -> Result<[u8; N], Nonsense> {
        let wrong = || Nonsense::of(what, &self.0);
        let bytes = BASE64.decode(self.0.as_bytes()).map_err(|_| wrong())?;
        bytes.try_into().map_err(|_| wrong())
    }
}

/// `epoch.opened`, version 2: after a lost key, a restore, a copy.
#[derive(Serialize, Deserialize)]
struct EpochV2 {
    reason: String,
    epoch: u32,
    seq: u64,
    hash: Bytes,
    key: Bytes,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Bytes>,
}

#[derive(Serialize, Deserialize)]
struct InvitedV1 {
    invitation: String,
    till: String,
    key: Bytes,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct JoinedV1 {
    invitation: String,
    till: String,
    key: Bytes,
    proof: Bytes,
}

#[derive(Serialize, Deserialize)]
struct TrustedV1 {
    device: String,
    epoch: u32,
    key: Bytes,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct ParkedV1 {
    cart: String,
    till: String,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<MemberV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    discount: Option<PricedV1>,
    last_line: i64,
    lines: Vec<LineV1>,
}

#[derive(Serialize, Deserialize)]
struct MemberV1 {
    number: String,
    tier: String,
}

/// A price or discount: which kind, and its number (rupiah, or hundredths of a percent).
#[derive(Serialize, Deserialize)]
struct PricedV1 {
    kind: String,
    value: i64,
}

#[derive(Serialize, Deserialize)]
struct LineV1 {
    line: i64,
    sku: String,
    pack: String,
    quantity_milli: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fixed: Option<PricedV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    discount: Option<PricedV1>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize, Deserialize)]
struct TakenV1 {
    cart: String,
    into: String,
    till: String,
    by: String,
}

/// Kind, version and body.
type Encoded = (&'static str, u16, Vec<u8>);

/// Kind, version and body; `None` for a fact that is written elsewhere.
pub(super) fn encode(fact: &Fact) -> Result<Option<Encoded>, serde_json::Error> {
    let own = Clone::clone;
    Ok(Some(match fact {
        Fact::EpochOpened { reason, parent: Some(parent) } => {
            let body = EpochV2 {
                reason: own(reason),
                epoch: parent.epoch,
                seq: parent.seq,
                hash: Bytes::of(&parent.hash),
                key: Bytes::of(&parent.key),
                proof: parent.proof.map(|proof| Bytes::of(&proof)),
            };
            ("epoch.opened", 2, serde_json::to_vec(&body)?)
        }
        Fact::TillInvited { invitation, till, key, by } => {
            let body = InvitedV1 { invitation: own(invitation), till: own(till), key: Bytes::of(key), by: own(by) };
            ("till.invited", 1, serde_json::to_vec(&body)?)
        }
        Fact::TillJoined { invitation, till, key, proof } => {
            let body = JoinedV1 { invitation: own(invitation), till: own(till), key: Bytes::of(key), proof: Bytes::of(proof) };
            ("till.joined", 1, serde_json::to_vec(&body)?)
        }
        Fact::KeyTrusted { device, epoch, key, by } => {
            let body = TrustedV1 { device: own(device), epoch: *epoch, key: Bytes::of(key), by: own(by) };
            ("key.trusted", 1, serde_json::to_vec(&body)?)
        }
        Fact::CartParked(cart) => ("cart.parked", 1, serde_json::to_vec(&ParkedV1::from(cart))?),
        Fact::CartTaken { cart, into, till, by } => {
            let body = TakenV1 { cart: own(cart), into: own(into), till: own(till), by: own(by) };
            ("cart.taken", 1, serde_json::to_vec(&body)?)
        }
        _ => return Ok(None),
    }))
}

/// True for the kinds and versions that are read here.
pub(super) fn knows(kind: &str, version: u16) -> bool {
    matches!((kind, version), ("epoch.opened", 2) | ("till.invited" | "till.joined" | "key.trusted" | "cart.parked" | "cart.taken", 1))
}

/// The fact of a body of a known kind.
pub(super) fn decode(kind: &str, body: &[u8]) -> Result<Result<Fact, Nonsense>, serde_json::Error> {
    Ok(match kind {
        "epoch.opened" => epoch(serde_json::from_slice(body)?),
        "till.invited" => {
            let InvitedV1 { invitation, till, key, by } = serde_json::from_slice(body)?;
            key.lift("kunci").map(|key| Fact::TillInvited { invitation, till, key, by })
        }
        "till.joined" => joined(serde_json::from_slice(body)?),
        "key.trusted" => {
            let TrustedV1 { device, epoch, key, by } = serde_json::from_slice(body)?;
            key.lift("kunci").map(|key| Fact::KeyTrusted { device, epoch, key, by })
        }
        "cart.parked" => serde_json::from_slice::<ParkedV1>(body)?.lift(),
        _ => {
            let TakenV1 { cart, into, till, by } = serde_json::from_slice(body)?;
            Ok(Fact::CartTaken { cart, into, till, by })
        }
    })
}

fn epoch(body: EpochV2) -> Result<Fact, Nonsense> {
    let proof = body.proof.map(|proof| proof.lift("bukti kunci")).transpose()?;
    let parent = EpochParent { epoch: body.epoch, seq: body.seq, hash: body.hash.lift("sidik")?, key: body.key.lift("kunci")?, proof };
    Ok(Fact::EpochOpened { reason: body.reason, parent: Some(parent) })
}

fn joined(body: JoinedV1) -> Result<Fact, Nonsense> {
    let (key, proof) = (body.key.lift("kunci")?, body.proof.lift("bukti kunci")?);
    Ok(Fact::TillJoined { invitation: body.invitation, till: body.till, key, proof })
}

impl From<&ParkedCart> for ParkedV1 {
    fn from(cart: &ParkedCart) -> Self {
        let line = |line: &ParkedLine| LineV1 {
            line: line.line,
            sku: line.sku.clone(),
            pack: line.pack.clone(),
            quantity_milli: line.quantity.get(),
            fixed: line.fixed.map(fixed_v1),
            discount: line.discount.map(discount_v1),
            note: line.note.clone(),
        };
        Self {
            cart: cart.cart.clone(),
            till: cart.till.clone(),
            by: cart.by.clone(),
            member: cart.member.as_ref().map(|member| MemberV1 { number: member.number.clone(), tier: member.tier.word().to_owned() }),
            discount: cart.discount.map(discount_v1),
            last_line: cart.last_line,
            lines: cart.lines.iter().map(line).collect(),
        }
    }
}

impl ParkedV1 {
    fn lift(self) -> Result<Fact, Nonsense> {
        let member = |member: MemberV1| match Tier::parse(&member.tier) {
            Some(tier) => Ok(Member { number: member.number, tier }),
            None => Err(Nonsense::of("tingkat harga", &member.tier)),
        };
        Ok(Fact::CartParked(ParkedCart {
            cart: self.cart,
            till: self.till,
            by: self.by,
            member: self.member.map(member).transpose()?,
            discount: self.discount.map(lift_discount).transpose()?,
            last_line: self.last_line,
            lines: self.lines.into_iter().map(LineV1::lift).collect::<Result<_, _>>()?,
        }))
    }
}

impl LineV1 {
    fn lift(self) -> Result<ParkedLine, Nonsense> {
        if self.quantity_milli <= 0 {
            return Err(Nonsense::of("jumlah", &self.quantity_milli.to_string()));
        }
        Ok(ParkedLine {
            line: self.line,
            sku: self.sku,
            pack: self.pack,
            quantity: Quantity::new(self.quantity_milli),
            fixed: self.fixed.map(lift_fixed).transpose()?,
            discount: self.discount.map(lift_discount).transpose()?,
            note: self.note,
        })
    }
}

fn fixed_v1(fixed: FixedPrice) -> PricedV1 {
    let (kind, value) = match fixed {
        FixedPrice::Override(price) => ("override", price),
        FixedPrice::Open(price) => ("open", price),
        FixedPrice::Embedded(amount) => ("embedded", amount),
    };
    PricedV1 { kind: kind.to_owned(), value: value.get() }
}

fn lift_fixed(fixed: PricedV1) -> Result<FixedPrice, Nonsense> {
    let value = Rupiah::new(fixed.value);
    match fixed.kind.as_str() {
        "override" => Ok(FixedPrice::Override(value)),
        "open" => Ok(FixedPrice::Open(value)),
        "embedded" => Ok(FixedPrice::Embedded(value)),
        _ => Err(Nonsense::of("harga", &fixed.kind)),
    }
}

fn discount_v1(discount: Discount) -> PricedV1 {
    match discount {
        Discount::Percent(value) => PricedV1 { kind: "percent".to_owned(), value },
        Discount::Amount(amount) => PricedV1 { kind: "amount".to_owned(), value: amount.get() },
    }
}

fn lift_discount(discount: PricedV1) -> Result<Discount, Nonsense> {
    match discount.kind.as_str() {
        "percent" => Ok(Discount::Percent(discount.value)),
        "amount" => Ok(Discount::Amount(Rupiah::new(discount.value))),
        _ => Err(Nonsense::of("potongan", &discount.kind)),
    }
}
