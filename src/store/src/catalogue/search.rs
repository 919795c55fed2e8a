//! Search by any part of the name, and the tiles of goods that are sold most.

use domain::catalogue::Product;
use rusqlite::{Connection, OptionalExtension, params};

use super::by_id;
use crate::StoreError;

/// A product that fits a search, with what is on hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The product, with packs.
    pub product: Product,
    /// On hand, thousandths of the base unit.
    pub on_hand: i64,
}

/// How many candidates are looked at before the most sold are chosen; keeps a search of two common
/// letters as fast as a rare word.
const CANDIDATES: i64 = 240;

/// Products whose name contains every word of `text`, the most sold first. From three letters on a
/// word matches anywhere in the name (trigrams); shorter ones match the beginning of a word.
///
/// # Errors
/// [`StoreError`].
pub fn search(connection: &Connection, text: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
    let words: Vec<String> = text.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
    let (long, short): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.chars().count() >= 3);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, pattern) = if long.is_empty() {
        let parts: Vec<String> = short.iter().map(|word| format!("\"{word}\"*")).collect();
        ("SELECT rowid FROM product_word WHERE product_word MATCH ?1 LIMIT ?2", parts.join(" "))
    } else {
        let parts: Vec<String> = long.iter().map(|word| format!("\"{word}\"")).collect();
        ("SELECT rowid FROM product_part WHERE product_part MATCH ?1 LIMIT ?2", parts.join(" "))
    };
    let mut query = connection.prepare_cached(sql)?;
    let ids = query.query_map(params![pattern, CANDIDATES], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut ranked = Vec::with_capacity(ids.len());
    let mut rank = connection.prepare_cached(
        "SELECT name, (SELECT coalesce(max(sold), 0) FROM stock WHERE stock.sku = product.sku AND place = 'toko') FROM product WHERE id = ?1 AND archived = 0",
    )?;
    for id in ids {
        let found = rank.query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))).optional()?;
        let Some((name, sold)) = found else { continue };
        let lower = name.to_lowercase();
        let fits = long.is_empty() || short.iter().all(|word| starts_a_word(&lower, word));
        if fits {
            ranked.push((std::cmp::Reverse(sold), lower, id));
        }
    }
    ranked.sort();
    ranked.truncate(limit);
    load(connection, ranked.into_iter().map(|(_, _, id)| id))
}

/// The most sold goods of a category (all when absent); before anything was sold, those that have no
/// code: open-price goods and goods by weight.
///
/// # Errors
/// [`StoreError`].
pub fn tiles(connection: &Connection, category: Option<&str>, limit: usize) -> Result<Vec<Found>, StoreError> {
    let mut ids: Vec<i64> = Vec::new();
    match category {
        Some(category) => {
            let mut query = connection.prepare_cached(
                "SELECT id FROM product WHERE category = ?1 AND archived = 0
                  ORDER BY (SELECT coalesce(max(sold), 0) FROM stock WHERE stock.sku = product.sku AND place = 'toko') DESC, name LIMIT ?2",
            )?;
            ids = query.query_map(params![category, limit], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        None => {
            // Each looks at one table only: a join over all goods would be felt when the search opens.
            for sql in [
                "SELECT product.id FROM (SELECT sku FROM stock WHERE sold > 0 ORDER BY sold DESC LIMIT ?1) AS best JOIN product ON product.sku = best.sku WHERE product.archived = 0",
                "SELECT id FROM product WHERE (open_price = 1 OR unit = 'kg') AND archived = 0 ORDER BY open_price DESC, id LIMIT ?1",
                "SELECT id FROM product WHERE archived = 0 ORDER BY id LIMIT ?1",
            ] {
                let mut query = connection.prepare_cached(sql)?;
                for id in query.query_map([limit], |row| row.get(0))? {
                    let id = id?;
                    if ids.len() < limit && !ids.contains(&id) {
                        ids.push(id);
                    }
                }
                if ids.len() >= limit {
                    break;
                }
            }
        }
    }
    load(connection, ids)
}

/// All categories, by name: one step in the index for each, however many goods there are.
///
/// # Errors
/// [`StoreError`].
pub fn categories(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "WITH RECURSIVE found (name) AS (
             SELECT min(category) FROM product WHERE category > ''
             UNION ALL
             SELECT (SELECT min(category) FROM product WHERE category > found.name) FROM found WHERE found.name IS NOT NULL
         )
         SELECT name FROM found WHERE name IS NOT NULL",
    )?;
    let rows = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Makes a product findable.
pub(super) fn index(connection: &Connection, id: i64, product: &Product) -> Result<(), StoreError> {
    for (delete, insert) in [
        ("DELETE FROM product_part WHERE rowid = ?1", "INSERT INTO product_part (rowid, name) VALUES (?1, ?2)"),
        ("DELETE FROM product_word WHERE rowid = ?1", "INSERT INTO product_word (rowid, name) VALUES (?1, ?2)"),
    ] {
        connection.prepare_cached(delete)?.execute([id])?;
        connection.prepare_cached(insert)?.execute(params![id, product.name])?;
    }
    Ok(())
}

fn load(connection: &Connection, ids: impl IntoIterator<Item = i64>) -> Result<Vec<Found>, StoreError> {
    let mut stock = connection.prepare_cached("SELECT coalesce(sum(quantity), 0) FROM stock WHERE sku = ?1 AND place = 'toko'")?;
    let mut found = Vec::new();
    for id in ids {
        if let Some(product) = by_id(connection, id)? {
            let on_hand = stock.query_row([&product.sku], |row| row.get(0))?;
            found.push(Found { product, on_hand });
        }
    }
    Ok(found)
}

/// Letters and digits of a word, in lower case: nothing that FTS5 would read as syntax.
fn clean(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '%' | '&')).flat_map(char::to_lowercase).collect()
}

fn starts_a_word(name: &str, word: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word))
}
