//! Members: number and tier from the records, names from the table that can be erased.

use domain::Rupiah;
use domain::member::{Member, Tier};
use rusqlite::{Connection, OptionalExtension, params};

use crate::StoreError;

/// A member with the name to show back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedMember {
    /// Number and tier.
    pub member: Member,
    /// The name; empty when it was erased.
    pub name: String,
    /// The telephone; empty when not known.
    pub phone: String,
}

/// The member with this number (case does not matter).
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, number: &str) -> Result<Option<NamedMember>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT member.number, member.tier, coalesce(person.name, ''), coalesce(person.phone, '')
           FROM member LEFT JOIN person ON person.kind = 'member' AND person.id = member.number
          WHERE member.number = ?1",
    )?;
    let mut run = |number: &str| {
        query
            .query_row([number], |row| {
                let tier: String = row.get(1)?;
                let member = Member { number: row.get(0)?, tier: Tier::parse(&tier).unwrap_or_default() };
                Ok(NamedMember { member, name: row.get(2)?, phone: row.get(3)? })
            })
            .optional()
    };
    if let Some(found) = run(number)? {
        return Ok(Some(found));
    }
    Ok(run(&number.to_uppercase())?)
}

/// What a member bought in a year, rupiah.
///
/// # Errors
/// [`StoreError`].
pub fn purchases(connection: &Connection, number: &str, year: i32) -> Result<Rupiah, StoreError> {
    let mut query = connection.prepare_cached("SELECT total FROM member_year WHERE number = ?1 AND year = ?2")?;
    let total: Option<i64> = query.query_row(params![number, year], |row| row.get(0)).optional()?;
    Ok(Rupiah::new(total.unwrap_or(0)))
}

/// Keeps or corrects the name of a member.
///
/// # Errors
/// [`StoreError`].
pub fn name(connection: &Connection, number: &str, name: &str, phone: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO person (kind, id, name, phone) VALUES ('member', ?1, ?2, ?3)
               ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, phone = excluded.phone";
    connection.prepare_cached(sql)?.execute(params![number, name, phone])?;
    Ok(())
}
