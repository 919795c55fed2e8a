//! Staff: roles, PIN hashes, and how often a wrong PIN was tried.

use domain::staff::Role;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoreError;

/// A person of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// argon2id, PHC string.
    pub pin_hash: String,
    /// Wrong PINs in a row.
    pub wrong_tries: u32,
    /// The next try is not before this, ms since 1970 UTC.
    pub wait_until: i64,
}

/// All who work here, by name.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Staff>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT staff.id, coalesce(person.name, staff.id), role, pin_hash, wrong_tries, wait_until
           FROM staff LEFT JOIN person ON person.kind = 'staff' AND person.id = staff.id
          WHERE active = 1 ORDER BY 2",
    )?;
    let rows = query.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The person with this id.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, id: &str) -> Result<Option<Staff>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT staff.id, coalesce(person.name, staff.id), role, pin_hash, wrong_tries, wait_until
           FROM staff LEFT JOIN person ON person.kind = 'staff' AND person.id = staff.id
          WHERE active = 1 AND staff.id = ?1",
    )?;
    Ok(query.query_row([id], row).optional()?)
}

/// The name of a person, for paper and screen; the id where there is none.
///
/// # Errors
/// [`StoreError`].
pub fn name(connection: &Connection, id: &str) -> Result<String, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM person WHERE kind = 'staff' AND id = ?1")?;
    let name: Option<String> = query.query_row([id], |row| row.get(0)).optional()?;
    Ok(name.unwrap_or_else(|| id.to_owned()))
}

/// Adds a person or changes role and PIN.
///
/// # Errors
/// [`StoreError`].
pub fn put(connection: &Connection, id: &str, name: &str, role: Role, pin_hash: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO person (kind, id, name) VALUES ('staff', ?1, ?2) ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name";
    connection.prepare_cached(sql)?.execute(params![id, name])?;
    let sql = "INSERT INTO staff (id, role, pin_hash) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET role = excluded.role, pin_hash = excluded.pin_hash, active = 1";
    connection.prepare_cached(sql)?.execute(params![id, role.word(), pin_hash])?;
    Ok(())
}

/// Everybody by name, and whether they still work here.
///
/// # Errors
/// [`StoreError`].
pub fn everybody(connection: &Connection) -> Result<Vec<(Staff, bool)>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT staff.id, coalesce(person.name, staff.id), role, pin_hash, wrong_tries, wait_until, active
           FROM staff LEFT JOIN person ON person.kind = 'staff' AND person.id = staff.id ORDER BY active DESC, 2",
    )?;
    let rows = query.query_map([], |found| Ok((row(found)?, found.get(6)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a person another role.
///
/// # Errors
/// [`StoreError`].
pub fn set_role(connection: &Connection, id: &str, role: Role) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE staff SET role = ?2 WHERE id = ?1")?.execute(params![id, role.word()])?;
    Ok(())
}

/// Gives a person another PIN; tries begin anew.
///
/// # Errors
/// [`StoreError`].
pub fn set_pin(connection: &Connection, id: &str, pin_hash: &str) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET pin_hash = ?2, wrong_tries = 0, wait_until = 0 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![id, pin_hash])?;
    Ok(())
}

/// Sets a person aside or takes them back.
///
/// # Errors
/// [`StoreError`].
pub fn set_active(connection: &Connection, id: &str, active: bool) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE staff SET active = ?2 WHERE id = ?1")?.execute(params![id, active])?;
    Ok(())
}

/// Gives a person a card: a digest of its code.
///
/// # Errors
/// [`StoreError`].
pub fn set_card(connection: &Connection, id: &str, digest: Option<&str>) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE staff SET card = NULL WHERE card = ?1")?.execute([digest])?;
    connection.prepare_cached("UPDATE staff SET card = ?2 WHERE id = ?1")?.execute(params![id, digest])?;
    Ok(())
}

/// Who has the card with this digest.
///
/// # Errors
/// [`StoreError`].
pub fn by_card(connection: &Connection, digest: &str) -> Result<Option<Staff>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT staff.id, coalesce(person.name, staff.id), role, pin_hash, wrong_tries, wait_until
           FROM staff LEFT JOIN person ON person.kind = 'staff' AND person.id = staff.id WHERE active = 1 AND card = ?1",
    )?;
    Ok(query.query_row([digest], row).optional()?)
}

/// Counts a try: zero wrong tries after a right PIN.
///
/// # Errors
/// [`StoreError`].
pub fn count_try(connection: &Connection, id: &str, wrong_tries: u32, wait_until: i64) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET wrong_tries = ?2, wait_until = ?3 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![id, wrong_tries, wait_until])?;
    Ok(())
}

fn row(row: &Row<'_>) -> rusqlite::Result<Staff> {
    let role: String = row.get(2)?;
    Ok(Staff {
        id: row.get(0)?,
        name: row.get(1)?,
        role: Role::parse(&role).unwrap_or(Role::Cashier),
        pin_hash: row.get(3)?,
        wrong_tries: row.get(4)?,
        wait_until: row.get(5)?,
    })
}
