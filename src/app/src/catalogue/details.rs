//! The columns of a products' file that the stock room needs, and what stays where a file has no such column.

use chrono::NaiveDate;
use domain::Quantity;
use domain::catalogue::{Contents, Details, Product};

use super::import_products::RowReader;
use super::table::{Faults, Table};

/// What one row says of the stock room's fields.
pub(super) fn details(row: &RowReader<'_>, faults: &mut Faults) -> Details {
    let mut quantity = |column: &str| match row.cell(column) {
        "" => None,
        text => Quantity::parse(text).map_err(|error| faults.add(row.line, format!("{column}: {error}"))).ok(),
    };
    let (minimum, daily_limit, margin) = (quantity("minimum"), quantity("daily_limit"), quantity("margin"));
    let yes = |column: &str| matches!(row.cell(column), "1" | "yes" | "ya" | "true");
    let halal_until = match row.cell("halal_until") {
        "" => None,
        text => text
            .parse::<NaiveDate>()
            .map_err(|_| faults.add(row.line, format!("halal_until «{text}» bukan tanggal; tulis 2026-12-31")))
            .ok(),
    };
    let contents = match row.cell("contents") {
        "" => None,
        text => {
            let read = text.rsplit_once('*').and_then(|(sku, quantity)| Some((sku.trim(), Quantity::parse(quantity).ok()?)));
            if read.is_none() {
                faults.add(row.line, format!("contents «{text}»: tulis SKU*JUMLAH, misalnya MIE-001*40"));
            }
            read.map(|(sku, quantity)| Contents { sku: sku.to_owned(), quantity })
        }
    };
    let text = |column: &str| row.cell(column).to_owned();
    Details {
        shelf: text("shelf"),
        halal: text("halal"),
        halal_until,
        tracks_expiry: yes("tracks_expiry"),
        minimum,
        daily_limit,
        supplier: text("supplier"),
        supplier_code: text("supplier_code"),
        margin: margin.map(|percent| percent.get() / 10),
        contents,
        picture: text("picture"),
        archived: yes("archived"),
    }
}

/// Which of the columns that need not be there a file has.
pub(super) struct Columns(Vec<&'static str>);

/// The columns that a file must have.
pub(super) const NEEDED: [&str; 12] =
    ["sku", "name", "category", "unit", "pack", "pack_size", "barcode", "price", "member_price", "cost", "stock", "tax"];

/// The columns that a file may have beside them; the absence of one keeps what is known.
pub(super) const KEPT: [&str; 16] = [
    "wholesale_price",
    "ceiling",
    "breaks",
    "open_price",
    "shelf",
    "halal",
    "halal_until",
    "tracks_expiry",
    "minimum",
    "daily_limit",
    "supplier",
    "supplier_code",
    "margin",
    "contents",
    "picture",
    "archived",
];

impl Columns {
    pub(super) fn of(table: &Table) -> Self {
        Self(KEPT.into_iter().filter(|column| !table.has(column)).collect())
    }

    /// Takes over what the file does not speak of.
    pub(super) fn keep(&self, known: &Product, new: &mut Product) {
        for column in &self.0 {
            let (from, to) = (&known.details, &mut new.details);
            match *column {
                "ceiling" => new.ceiling = known.ceiling,
                "open_price" => new.open_price = known.open_price,
                "wholesale_price" | "breaks" => {
                    for pack in &mut new.packs {
                        if let Some(old) = known.pack(&pack.code) {
                            if *column == "breaks" {
                                pack.breaks.clone_from(&old.breaks);
                            } else {
                                pack.wholesale_price = old.wholesale_price;
                            }
                        }
                    }
                }
                "shelf" => to.shelf.clone_from(&from.shelf),
                "halal" => to.halal.clone_from(&from.halal),
                "halal_until" => to.halal_until = from.halal_until,
                "tracks_expiry" => to.tracks_expiry = from.tracks_expiry,
                "minimum" => to.minimum = from.minimum,
                "daily_limit" => to.daily_limit = from.daily_limit,
                "supplier" => to.supplier.clone_from(&from.supplier),
                "supplier_code" => to.supplier_code.clone_from(&from.supplier_code),
                "margin" => to.margin = from.margin,
                "contents" => to.contents.clone_from(&from.contents),
                "picture" => to.picture.clone_from(&from.picture),
                _ => to.archived = from.archived,
            }
        }
    }
}
