//! `sokoguru party`

use app::App;
use app::files::write_whole;
use domain::trade::{Bank, Party, PartyKind};
use record::document::fingerprint;
use serde_json::{Value, json};

use crate::cli::{PartyAdd, TradeParty};
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: TradeParty, output: Output) -> Result<(), Stop> {
    match asked {
        TradeParty::Add(asked) => {
            let party = of(app, &asked)?;
            app.put_party(&party, None)?;
            output.answer(&party_json(&app.party(&party.code)?), || words(&party))
        }
        TradeParty::List => {
            let parties = app.parties()?;
            let own = app.own_party()?;
            let rows: Vec<Value> = parties.iter().map(party_json).collect();
            let answer = json!({
                "own": { "legal_id": own.legal_id, "legal_name": own.legal_name, "fingerprint": own.fingerprint() },
                "parties": rows,
            });
            output.answer(&answer, || {
                let first = format!("toko ini: {} ({}), sidik {}", own.legal_name, own.legal_id, own.fingerprint());
                std::iter::once(first).chain(parties.iter().map(words)).collect::<Vec<_>>().join("\n")
            })
        }
        TradeParty::Card { file } => {
            let bytes = app.card_file(None)?;
            write_whole(&file, &bytes)?;
            let own = app.own_party()?;
            let answer = json!({ "file": file.display().to_string(), "fingerprint": own.fingerprint() });
            output.answer(&answer, || format!("kartu ditulis ke {}; sidik {}", file.display(), own.fingerprint()))
        }
    }
}

/// The party: of its card, or as it is kept, with what was typed over it.
fn of(app: &App, asked: &PartyAdd) -> Result<Party, Stop> {
    let kind = asked.kind.as_deref().and_then(PartyKind::parse);
    let mut party = match &asked.card {
        Some(file) => app.read_card(&read_file(file)?, &asked.code, kind.unwrap_or_default())?,
        None => app.parties()?.into_iter().find(|party| party.code == asked.code).unwrap_or_default(),
    };
    if let (Some(read), Some(key)) = (&asked.fingerprint, &party.key) {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        if plain(read) != plain(&fingerprint(key)) {
            let found = fingerprint(key);
            return Err(Stop::Said(format!(
                "sidik kartu ini {found}, bukan {read}; jangan dipakai, minta kartunya langsung dari pemiliknya"
            )));
        }
    }
    if party.code.is_empty() {
        party.code.clone_from(&asked.code);
        party.active = true;
    }
    let put = |field: &mut String, typed: &Option<String>| {
        if let Some(typed) = typed {
            field.clone_from(typed);
        }
    };
    put(&mut party.name, &asked.name);
    put(&mut party.legal_id, &asked.legal_id);
    put(&mut party.legal_name, &asked.legal_name);
    put(&mut party.agent, &asked.agent);
    let Bank { bank, number, holder } = &mut party.bank;
    put(bank, &asked.bank);
    put(number, &asked.account);
    put(holder, &asked.holder);
    party.kind = kind.unwrap_or(party.kind);
    party.terms_days = asked.terms.unwrap_or(party.terms_days);
    party.cutoff_weekday = asked.cutoff.unwrap_or(party.cutoff_weekday);
    party.active = if asked.inactive { false } else { party.active || asked.card.is_some() };
    Ok(party)
}

fn party_json(party: &Party) -> Value {
    json!({
        "code": party.code, "name": party.name, "legal_id": party.legal_id, "legal_name": party.legal_name, "kind": party.kind.word(),
        "terms_days": party.terms_days, "cutoff_weekday": party.cutoff_weekday, "agent": party.agent, "bank": party.bank.bank,
        "bank_account": party.bank.number, "bank_holder": party.bank.holder, "fingerprint": party.key.as_ref().map(fingerprint),
        "active": party.active,
    })
}

fn words(party: &Party) -> String {
    let key = party.key.as_ref().map_or_else(|| "tanpa kartu".to_owned(), |key| format!("sidik {}", fingerprint(key)));
    let rest = if party.active { "" } else { ", tidak dipakai lagi" };
    format!(
        "{:<12} {} ({} {}), {}, tempo {} hari, {key}{rest}",
        party.code,
        party.name,
        party.legal_name,
        party.legal_id,
        party.kind.word(),
        party.terms_days
    )
}
