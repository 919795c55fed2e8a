//! Facts of the trade with others in plain words.

use domain::trade::{Direction, TradeFact};

use super::words::{Said, said};

/// A fact of the trade with others in plain words.
pub(super) fn of(fact: &TradeFact) -> Said {
    match fact {
        TradeFact::PartiesPut { parties, by } => {
            let names: Vec<&str> = parties.iter().map(|party| party.code.as_str()).collect();
            said(by, format!("Simpan pihak: {}", names.join(", ")))
        }
        TradeFact::Kept(kept) => {
            let document = &kept.document;
            let way = match (kept.direction, kept.party.is_empty()) {
                (Direction::Issued, true) => "Buat",
                (Direction::Taken, _) => "Terima",
                (Direction::Issued, false) => "Kirim",
            };
            let party = if kept.party.is_empty() { String::new() } else { format!(" ({})", kept.party) };
            said(&kept.by, format!("{way} {} {}{party}", document.words().to_lowercase(), document.number))
        }
        TradeFact::CodeLinked { party, code, sku, pack, by } => said(by, format!("Kode {code} dari {party} berarti {sku} {pack}")),
    }
}
