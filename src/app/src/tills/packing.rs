//! What goes into files and comes out of them: records as compressed lines, people as sealed JSON.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use record::Record;
use record::wire::{self, Kind, WireError};
use serde::{Deserialize, Serialize};
use store::people::{Person, StaffRow};
use store::{Connection, Tx};

use super::TillRefusal;
use super::seal::{SealKey, seal, unseal};
use crate::Fault;
use crate::files::write_private;

/// Good and quick: a month of a shop is some megabytes.
const LEVEL: i32 = 6;
/// No record is longer; a file that says otherwise is no file of ours.
const LONGEST_LINE: u64 = 64 << 20;
/// What people's names are sealed as.
const PEOPLE: &[u8] = b"SOKOGURU-orang-1";

/// Compresses records line by line.
pub(super) struct Packer(zstd::stream::write::Encoder<'static, Vec<u8>>);

impl Packer {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self(zstd::stream::write::Encoder::new(Vec::new(), LEVEL).map_err(memory)?))
    }

    pub(super) fn add(&mut self, record: &Record) -> Result<(), Fault> {
        let mut line = wire::write_line(record).map_err(|error| Fault::Defect(error.to_string()))?;
        line.push(b'\n');
        self.0.write_all(&line).map_err(memory)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Fault> {
        self.0.finish().map_err(memory)
    }
}

fn memory(source: std::io::Error) -> Fault {
    Fault::File { what: "memampatkan".to_owned(), source }
}

/// The records of a compressed part.
pub(super) fn unpack(bytes: &[u8], expected: u64) -> Result<Vec<Record>, TillRefusal> {
    let damaged = |what| TillRefusal::Wire(WireError::Damaged(what));
    let decoder = zstd::stream::read::Decoder::new(bytes).map_err(|_| damaged("bagian catatan"))?;
    let mut lines = BufReader::new(decoder);
    let mut records = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut lines).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|_| damaged("bagian catatan"))?;
        if read == 0 {
            break;
        }
        if line.pop() != Some(b'\n') || records.len() as u64 >= expected {
            return Err(damaged("baris catatan"));
        }
        records.push(wire::read_line(&line)?);
    }
    if records.len() as u64 != expected {
        return Err(damaged("jumlah catatan"));
    }
    Ok(records)
}

/// People as they travel.
#[derive(Serialize, Deserialize)]
pub(super) struct People {
    persons: Vec<PersonV1>,
    staff: Vec<StaffV1>,
}

#[derive(Serialize, Deserialize)]
struct PersonV1 {
    kind: String,
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    phone: String,
    at: i64,
}

#[derive(Serialize, Deserialize)]
struct StaffV1 {
    id: String,
    role: String,
    pin_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    card: Option<String>,
    active: bool,
    at: i64,
}

impl People {
    /// Everybody that is known here.
    pub(super) fn read(connection: &Connection) -> Result<Self, Fault> {
        let person =
            |person: Person| PersonV1 { kind: person.kind, id: person.id, name: person.name, phone: person.phone, at: person.changed_at };
        let staff = |staff: StaffRow| StaffV1 {
            id: staff.id,
            role: staff.role,
            pin_hash: staff.pin_hash,
            card: staff.card,
            active: staff.active,
            at: staff.changed_at,
        };
        Ok(Self {
            persons: store::people::persons(connection)?.into_iter().map(person).collect(),
            staff: store::people::staff(connection)?.into_iter().map(staff).collect(),
        })
    }

    /// Takes them over where they are later than what is known here; returns how many changed.
    pub(super) fn merge(self, tx: &Tx<'_>) -> Result<usize, Fault> {
        let person =
            |person: PersonV1| Person { kind: person.kind, id: person.id, name: person.name, phone: person.phone, changed_at: person.at };
        let staff = |staff: StaffV1| StaffRow {
            id: staff.id,
            role: staff.role,
            pin_hash: staff.pin_hash,
            card: staff.card,
            active: staff.active,
            changed_at: staff.at,
        };
        let persons: Vec<Person> = self.persons.into_iter().map(person).collect();
        let staff: Vec<StaffRow> = self.staff.into_iter().map(staff).collect();
        Ok(tx.merge_people(&persons, &staff)?)
    }

    /// Sealed with the shop's secret.
    pub(super) fn seal(&self, secret: &SealKey) -> Result<Vec<u8>, Fault> {
        let plain = serde_json::to_vec(self).map_err(|error| Fault::Defect(error.to_string()))?;
        let packed = zstd::stream::encode_all(plain.as_slice(), LEVEL).map_err(memory)?;
        seal(secret, PEOPLE, &packed)
    }

    /// Opened with the shop's secret; `None` for another secret.
    pub(super) fn unseal(secret: &SealKey, sealed: &[u8]) -> Option<Self> {
        let packed = unseal(secret, PEOPLE, sealed)?;
        let plain = zstd::stream::decode_all(packed.as_slice()).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

/// Writes a file whole or not at all, for its owner's eyes only. A file of the same kind is replaced;
/// anything else that stands there is left.
pub(crate) fn write_file(path: &Path, kind: Kind, bytes: &[&[u8]]) -> Result<(), Fault> {
    if path.exists() && !is_of_kind(path, kind) {
        return Err(TillRefusal::NotOverwritten(path.display().to_string(), kind.words()).into());
    }
    write_private(path, bytes)
}

fn is_of_kind(path: &Path, kind: Kind) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(64).read_to_end(&mut start));
    read.is_ok() && wire::is_kind(kind, &start)
}
