//! The bodies of the trade with others, version 1.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::EntryLine;
use domain::trade::{Bank, Direction, KeptDocument, Party, PartyKind, TradeDocument, TradeFact};
use serde::{Deserialize, Serialize};

use super::Nonsense;
use super::plain::is_zero;
use crate::wire::Bytes;

#[derive(Serialize, Deserialize)]
struct PartiesV1 {
    by: String,
    parties: Vec<PartyV1>,
}

#[derive(Serialize, Deserialize)]
struct PartyV1 {
    code: String,
    name: String,
    legal_id: String,
    legal_name: String,
    kind: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    terms_days: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    cutoff_weekday: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    agent: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    bank: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    bank_account: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    bank_holder: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<Bytes>,
    active: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptV1 {
    date: NaiveDate,
    direction: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    party: String,
    id: String,
    kind: String,
    number: String,
    from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    to: String,
    document_date: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    refers: String,
    /// The text as it was signed.
    document: String,
    key: Bytes,
    signature: Bytes,
    /// Account, part, rupiah.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    postings: Vec<(String, String, i64)>,
    /// SHA-256 of the unsigned file that it was read from, hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct LinkedV1 {
    party: String,
    code: String,
    sku: String,
    pack: String,
    by: String,
}

/// Kind and body of a fact of the trade with others.
pub(super) fn encode(fact: &TradeFact) -> Result<(&'static str, Vec<u8>), serde_json::Error> {
    Ok(match fact {
        TradeFact::PartiesPut { parties, by } => {
            ("party.put", serde_json::to_vec(&PartiesV1 { by: by.clone(), parties: parties.iter().map(party_v1).collect() })?)
        }
        TradeFact::Kept(kept) => ("document.kept", serde_json::to_vec(&kept_v1(kept))?),
        TradeFact::CodeLinked { party, code, sku, pack, by } => {
            let own = Clone::clone;
            (
                "code.linked",
                serde_json::to_vec(&LinkedV1 { party: own(party), code: own(code), sku: own(sku), pack: own(pack), by: own(by) })?,
            )
        }
    })
}

/// The fact of a body; `None` for a kind that is not of the trade with others.
pub(super) fn decode(kind: &str, body: &[u8]) -> Result<Option<Result<Fact, Nonsense>>, serde_json::Error> {
    let fact = match kind {
        "party.put" => serde_json::from_slice::<PartiesV1>(body)?.lift(),
        "document.kept" => serde_json::from_slice::<KeptV1>(body)?.lift(),
        "code.linked" => {
            let LinkedV1 { party, code, sku, pack, by } = serde_json::from_slice(body)?;
            Ok(TradeFact::CodeLinked { party, code, sku, pack, by })
        }
        _ => return Ok(None),
    };
    Ok(Some(fact.map(Fact::Trade)))
}

fn party_v1(party: &Party) -> PartyV1 {
    PartyV1 {
        code: party.code.clone(),
        name: party.name.clone(),
        legal_id: party.legal_id.clone(),
        legal_name: party.legal_name.clone(),
        kind: party.kind.word().to_owned(),
        terms_days: party.terms_days,
        cutoff_weekday: party.cutoff_weekday,
        agent: party.agent.clone(),
        bank: party.bank.bank.clone(),
        bank_account: party.bank.number.clone(),
        bank_holder: party.bank.holder.clone(),
        key: party.key.map(|key| Bytes::of(&key)),
        active: party.active,
    }
}

impl PartiesV1 {
    fn lift(self) -> Result<TradeFact, Nonsense> {
        let parties = self.parties.into_iter().map(PartyV1::lift).collect::<Result<_, Nonsense>>()?;
        Ok(TradeFact::PartiesPut { parties, by: self.by })
    }
}

impl PartyV1 {
    fn lift(self) -> Result<Party, Nonsense> {
        let key = self.key.map(|key| key.get()).transpose().map_err(|_| Nonsense::of("kunci pihak", &self.code))?;
        Ok(Party {
            kind: PartyKind::parse(&self.kind).ok_or_else(|| Nonsense::of("jenis pihak", &self.kind))?,
            code: self.code,
            name: self.name,
            legal_id: self.legal_id,
            legal_name: self.legal_name,
            terms_days: self.terms_days,
            cutoff_weekday: self.cutoff_weekday,
            agent: self.agent,
            bank: Bank { bank: self.bank, number: self.bank_account, holder: self.bank_holder },
            key,
            active: self.active,
        })
    }
}

fn kept_v1(kept: &KeptDocument) -> KeptV1 {
    let document = &kept.document;
    KeptV1 {
        date: kept.business_date,
        direction: kept.direction.word().to_owned(),
        party: kept.party.clone(),
        id: document.id.clone(),
        kind: document.kind.clone(),
        number: document.number.clone(),
        from: document.from.clone(),
        to: document.to.clone(),
        document_date: document.date,
        refers: document.refers.clone(),
        document: document.body.clone(),
        key: Bytes::of(&document.key),
        signature: Bytes::of(&document.signature),
        postings: kept.postings.iter().map(|line| (line.account.clone(), line.sub.clone(), line.amount.get())).collect(),
        source: kept.source.clone(),
        by: kept.by.clone(),
    }
}

impl KeptV1 {
    fn lift(self) -> Result<TradeFact, Nonsense> {
        let wrong = |_| Nonsense::of("tanda tangan dokumen", &self.number);
        let (key, signature) = (self.key.get().map_err(wrong)?, self.signature.get().map_err(wrong)?);
        let line = |(account, sub, amount)| EntryLine { account, sub, amount: Rupiah::new(amount) };
        Ok(TradeFact::Kept(Box::new(KeptDocument {
            business_date: self.date,
            direction: Direction::parse(&self.direction).ok_or_else(|| Nonsense::of("arah dokumen", &self.direction))?,
            party: self.party,
            document: TradeDocument {
                id: self.id,
                kind: self.kind,
                number: self.number,
                from: self.from,
                to: self.to,
                date: self.document_date,
                refers: self.refers,
                body: self.document,
                key,
                signature,
            },
            postings: self.postings.into_iter().map(line).collect(),
            source: self.source,
            by: self.by,
        })))
    }
}
