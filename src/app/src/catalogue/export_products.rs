//! Products as a file that the import reads again without a change: for editing many at once.

use domain::catalogue::{Pack, Product, QuantityBreak};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::details::{KEPT, NEEDED};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma separated values.
    Csv,
    /// A workbook; every cell is text, so that no barcode loses a digit.
    Xlsx,
}

impl App {
    /// All products, one row a pack. Cost and stock are empty: they are not edited here.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`], [`Refusal::File`] when a workbook has no room.
    pub fn export_products(&self, format: ExportFormat, approval: Option<&Approval>) -> Result<Vec<u8>, Fault> {
        self.hold_right(Right::EditGoods, approval)?;
        let names = NEEDED.into_iter().chain(KEPT).map(str::to_owned).collect();
        let mut rows: Vec<Vec<String>> = vec![names];
        self.store.read(|connection| -> Result<(), Fault> {
            for sku in store::catalogue::all(connection)? {
                if let Some(product) = store::catalogue::whole(connection, &sku)? {
                    rows.extend(product.packs.iter().map(|pack| row(&product, pack)));
                }
            }
            Ok(())
        })?;
        match format {
            ExportFormat::Csv => csv(&rows),
            ExportFormat::Xlsx => workbook(&rows).map_err(|error| Refusal::File(format!("buku kerja tidak bisa dibuat: {error}")).into()),
        }
    }
}

fn csv(rows: &[Vec<String>]) -> Result<Vec<u8>, Fault> {
    let defect = |error: String| Fault::Defect(format!("CSV: {error}"));
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        out.write_record(row).map_err(|error| defect(error.to_string()))?;
    }
    out.into_inner().map_err(|error| defect(error.to_string()))
}

fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (number, row) in rows.iter().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(number, u16::try_from(column).unwrap_or(u16::MAX), cell)?;
        }
    }
    book.save_to_buffer()
}

fn row(product: &Product, pack: &Pack) -> Vec<String> {
    let details = &product.details;
    let money = |amount: Option<Rupiah>| amount.map_or_else(String::new, |amount| amount.get().to_string());
    let quantity = |quantity: Option<Quantity>| quantity.map_or_else(String::new, plain);
    let yes = |yes: bool| if yes { "1".to_owned() } else { String::new() };
    let step = |step: &QuantityBreak| format!("{}:{}{}", plain(step.from), step.price.get(), if step.members_only { "a" } else { "" });
    vec![
        product.sku.clone(),
        product.name.clone(),
        product.category.clone(),
        product.unit.word().to_owned(),
        pack.code.clone(),
        pack.factor.to_string(),
        pack.barcodes.join("|"),
        pack.price.get().to_string(),
        money(pack.member_price),
        String::new(),
        String::new(),
        product.tax.word().to_owned(),
        money(pack.wholesale_price),
        money(product.ceiling),
        pack.breaks.iter().map(step).collect::<Vec<_>>().join("|"),
        yes(product.open_price),
        details.shelf.clone(),
        details.halal.clone(),
        details.halal_until.map_or_else(String::new, |date| date.to_string()),
        yes(details.tracks_expiry),
        quantity(details.minimum),
        quantity(details.daily_limit),
        details.supplier.clone(),
        details.supplier_code.clone(),
        quantity(details.margin.map(|margin| Quantity::new(margin * 10))),
        details.contents.as_ref().map_or_else(String::new, |inside| format!("{}*{}", inside.sku, plain(inside.quantity))),
        details.picture.clone(),
        yes(details.archived),
    ]
}

/// A quantity as files have it.
fn plain(quantity: Quantity) -> String {
    quantity.to_string().replace(',', ".")
}
