//! Looking at a receipt and printing it again: SALINAN stands on every reprint.

use chrono::Datelike;
use domain::fact::Fact;
use domain::receipt::{Extras, Piece, layout, qr_content};
use domain::sale::Sale;
use domain::staff::Right;
use hardware::escpos::{Profile, drawer_pulse};
use store::print_queue::JobKind;
use store::sale::SaleRow;
use uuid::Uuid;

use super::enqueue::{Made, put, receipt_bytes, test_page};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// A receipt as it can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The sale.
    pub sale: Sale,
    /// First six characters of the record's hash, base 32.
    pub mark: String,
    /// Id of the record.
    pub record_id: Uuid,
    /// What stands in its QR code.
    pub qr: String,
    /// The lines, no longer than the columns asked for.
    pub lines: Vec<String>,
}

impl App {
    /// The newest receipts that fit a text: number, member, total.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn find_receipts(&self, text: &str, limit: usize) -> Result<Vec<SaleRow>, Fault> {
        Ok(store::sale::list(self.store.connection(), text.trim(), limit)?)
    }

    /// A receipt, laid out for `columns` characters.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`].
    pub fn receipt(&self, number: &str, columns: usize) -> Result<Receipt, Fault> {
        let (sale, record) = self.sale_of(number)?;
        let extras = self.extras(&sale, &record.mark(), false)?;
        let pieces = layout(&sale, &self.settings.shop, &extras, columns)?;
        let lines = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Text(_, text) => Some(text),
            Piece::Qr(_) => None,
        });
        Ok(Receipt {
            lines: lines.collect(),
            qr: qr_content(&sale.receipt, &extras.mark),
            mark: extras.mark,
            record_id: record.header.id,
            sale,
        })
    }

    /// The bytes of a receipt: those that were kept when it was sold, or made now for `columns`. They say no SALINAN,
    /// so only those get them who may print a receipt again.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`], [`Refusal::NeedsApproval`].
    pub fn receipt_bytes(&self, number: &str, columns: Option<usize>) -> Result<Vec<u8>, Fault> {
        self.require(Right::Reprint)?;
        let (sale, record) = self.sale_of(number)?;
        let kept = store::print_queue::of_receipt(self.store.connection(), number)?;
        if let (Some(job), None) = (kept.filter(|job| !job.copy), columns) {
            return Ok(job.bytes);
        }
        let mut profile: Profile = self.settings.profile;
        if let Some(columns) = columns {
            profile.columns = columns;
            profile.dots = if columns <= 36 { 384 } else { profile.dots.max(512) };
        }
        receipt_bytes(&self.settings, &sale, &self.extras(&sale, &record.mark(), false)?, &profile)
    }

    /// Prints a receipt again, marked SALINAN; a record tells who did.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`], [`Refusal::NoPrinter`], [`Refusal::NeedsApproval`].
    pub fn reprint(&mut self, number: &str) -> Result<String, Fault> {
        let by = self.require(Right::Reprint)?.id;
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let (sale, record) = self.sale_of(number)?;
        let extras = self.extras(&sale, &record.mark(), true)?;
        let bytes = receipt_bytes(&self.settings, &sale, &extras, &self.settings.profile)?;
        let (id, stamp) = (Uuid::now_v7().to_string(), self.stamp());
        self.transact(|tx, device, settings| {
            tx.append(device, stamp, &Fact::ReceiptReprinted { receipt: sale.receipt.clone(), by })?;
            put(tx, settings, &Made { id: &id, kind: JobKind::Receipt, receipt: Some(&sale.receipt), copy: true }, &bytes, stamp)
        })?;
        Ok(id)
    }

    /// Puts a test page into the queue.
    ///
    /// # Errors
    /// [`Refusal::NoPrinter`].
    pub fn print_test_page(&mut self) -> Result<String, Fault> {
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let bytes = test_page(&self.settings)?;
        let (id, stamp) = (Uuid::now_v7().to_string(), self.stamp());
        self.transact(|tx, _, settings| {
            put(tx, settings, &Made { id: &id, kind: JobKind::Test, receipt: None, copy: false }, &bytes, stamp)
        })?;
        Ok(id)
    }

    /// Opens the drawer without a sale: behind a right and with a reason, kept as a record. An approval
    /// brings its own reason; who acts by their own right gives it here.
    ///
    /// # Errors
    /// [`Refusal::NoPrinter`], [`Refusal::NeedsApproval`], [`Refusal::NeedsReason`].
    pub fn open_drawer(&mut self, reason: &str, approval: Option<&Approval>) -> Result<(), Fault> {
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        self.use_right(Right::OpenDrawer, approval, "Buka laci tanpa penjualan", reason)?;
        let (id, stamp) = (Uuid::now_v7().to_string(), self.stamp());
        let bytes = drawer_pulse(&self.settings.profile);
        self.transact(|tx, _, settings| {
            put(tx, settings, &Made { id: &id, kind: JobKind::Drawer, receipt: None, copy: false }, &bytes, stamp)
        })
    }

    fn sale_of(&self, number: &str) -> Result<(Sale, record::Record), Fault> {
        let number = number.trim().to_uppercase();
        let missing = || Fault::from(Refusal::NoSuchReceipt(number.clone()));
        let connection = self.store.connection();
        let pos = store::sale::by_receipt(connection, &number)?.ok_or_else(missing)?;
        store::sale::at(connection, pos)?.ok_or_else(missing)
    }

    fn extras(&self, sale: &Sale, mark: &str, copy: bool) -> Result<Extras, Fault> {
        let connection = self.store.connection();
        let year = sale.business_date.year();
        let member_to_date = match &sale.member {
            Some(member) => Some((store::member::purchases(connection, &member.number, year)?, year)),
            None => None,
        };
        Ok(Extras { cashier: store::staff::name(connection, &sale.cashier)?, member_to_date, mark: mark.to_owned(), copy })
    }
}
