//! Members from a CSV file: `number,name,tier,phone`.

use std::collections::HashMap;

use domain::fact::Fact;
use domain::member::Tier;
use domain::staff::Right;
use store::Stamp;
use uuid::Uuid;

use super::import_products::Imported;
use super::table::{Faults, Table};
use crate::{App, Fault};

/// Members in one record: their bodies stay far below 64 KiB.
const CHUNK: usize = 500;

struct Row {
    number: String,
    name: String,
    tier: Tier,
    phone: String,
}

impl App {
    /// Imports members, all or nothing; the same file again changes nothing.
    ///
    /// # Errors
    /// [`crate::Refusal::Rows`] names every faulty row.
    pub fn import_members(&mut self, bytes: &[u8], dry_run: bool) -> Result<Imported, Fault> {
        let by = self.require(Right::Import)?.id;
        let rows = read(bytes)?;
        let mut imported = Imported::default();
        let mut changed = Vec::new();
        for row in &rows {
            let known = store::member::find(self.store.connection(), &row.number)?;
            match known {
                None => imported.added += 1,
                Some(known) if known.member.tier == row.tier && known.name == row.name && known.phone == row.phone => {
                    imported.unchanged += 1;
                    continue;
                }
                Some(_) => imported.changed += 1,
            }
            changed.push(row);
        }
        if dry_run || changed.is_empty() {
            return Ok(imported);
        }
        let at = self.clock.now();
        self.transact(|tx, device, _| {
            for part in changed.chunks(CHUNK) {
                for row in part {
                    store::member::name(tx.connection(), &row.number, &row.name, &row.phone)?;
                }
                let members = part.iter().map(|row| (row.number.clone(), row.tier)).collect();
                tx.append(device, Stamp { id: Uuid::now_v7(), at }, &Fact::MembersPut { members, by: by.clone() })?;
            }
            Ok(())
        })?;
        Ok(imported)
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    let table = Table::read(bytes, &["number", "name", "tier", "phone"], &[])?;
    let mut faults = Faults::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (line, row) in &table.rows {
        let number = table.cell(row, "number").to_owned();
        let name = table.cell(row, "name").to_owned();
        if table.is_ragged(row) {
            faults.add(*line, format!("ada {} kolom, seharusnya 4", row.len()));
            continue;
        }
        if number.is_empty() || number.len() > 32 || number.chars().any(char::is_control) {
            faults.add(*line, "nomor anggota kosong atau terlalu panjang");
        }
        if name.is_empty() || name.chars().count() > 80 {
            faults.add(*line, "nama kosong atau terlalu panjang");
        }
        let tier = Tier::parse(table.cell(row, "tier")).unwrap_or_else(|| {
            faults.add(*line, format!("tier «{}» harus umum, anggota atau grosir", table.cell(row, "tier")));
            Tier::Anggota
        });
        if let Some(first) = seen.insert(number.clone(), *line) {
            faults.add(*line, format!("nomor {number} sudah ada di baris {first}"));
        }
        rows.push(Row { number, name, tier, phone: table.cell(row, "phone").to_owned() });
    }
    faults.refuse_if_any()?;
    Ok(rows)
}
