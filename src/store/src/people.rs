//! People: names, roles and PIN hashes, which are not in records. They travel sealed beside them; of two
//! versions the later one stands.

use rusqlite::{Connection, params};

use crate::{StoreError, Tx};

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// `staff` or `member`.
    pub kind: String,
    /// Key.
    pub id: String,
    /// The name; empty when it was erased.
    pub name: String,
    /// The telephone.
    pub phone: String,
    /// When it was last changed, ms since 1970 UTC.
    pub changed_at: i64,
}

/// What a person of the staff is and how they prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// Key.
    pub id: String,
    /// The word of the role.
    pub role: String,
    /// argon2id, PHC string.
    pub pin_hash: String,
    /// The digest of the card to log in with.
    pub card: Option<String>,
    /// False for somebody who left.
    pub active: bool,
    /// When it was last changed, ms since 1970 UTC.
    pub changed_at: i64,
}

/// All names.
///
/// # Errors
/// [`StoreError`].
pub fn persons(connection: &Connection) -> Result<Vec<Person>, StoreError> {
    let mut query = connection.prepare("SELECT kind, id, name, phone, changed_at FROM person ORDER BY kind, id")?;
    let rows = query.query_map([], |row| {
        Ok(Person { kind: row.get(0)?, id: row.get(1)?, name: row.get(2)?, phone: row.get(3)?, changed_at: row.get(4)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of the staff.
///
/// # Errors
/// [`StoreError`].
pub fn staff(connection: &Connection) -> Result<Vec<StaffRow>, StoreError> {
    let mut query = connection.prepare("SELECT id, role, pin_hash, active, changed_at, card FROM staff ORDER BY id")?;
    let rows = query.query_map([], |row| {
        Ok(StaffRow {
            id: row.get(0)?,
            role: row.get(1)?,
            pin_hash: row.get(2)?,
            active: row.get(3)?,
            changed_at: row.get(4)?,
            card: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Tx<'_> {
    /// Takes over what another till knows of people, where it is later; returns how many changed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn merge_people(&self, persons: &[Person], staff: &[StaffRow]) -> Result<usize, StoreError> {
        let mut changed = 0;
        let sql = "INSERT INTO person (kind, id, name, phone, changed_at) VALUES (?1, ?2, ?3, ?4, max(?5, 1))
                   ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, phone = excluded.phone, changed_at = excluded.changed_at
                    WHERE (excluded.changed_at, excluded.name, excluded.phone) > (changed_at, name, phone)";
        let mut put = self.tx.prepare_cached(sql)?;
        for person in persons.iter().filter(|person| matches!(person.kind.as_str(), "staff" | "member")) {
            changed += put.execute(params![person.kind, person.id, person.name, person.phone, person.changed_at])?;
        }
        let sql = "INSERT INTO staff (id, role, pin_hash, active, changed_at, card) VALUES (?1, ?2, ?3, ?4, max(?5, 1), ?6)
                   ON CONFLICT (id) DO UPDATE SET role = excluded.role, pin_hash = excluded.pin_hash, active = excluded.active,
                       changed_at = excluded.changed_at, card = excluded.card
                    WHERE (excluded.changed_at, excluded.pin_hash, excluded.role, excluded.active, coalesce(excluded.card, ''))
                        > (changed_at, pin_hash, role, active, coalesce(card, ''))";
        let mut put = self.tx.prepare_cached(sql)?;
        for staff in staff {
            changed += put.execute(params![staff.id, staff.role, staff.pin_hash, staff.active, staff.changed_at, staff.card])?;
        }
        Ok(changed)
    }
}
