//! The X report, any time; the Z report again.

use domain::fact::Fact;
use domain::paper::{Sheet, ShiftPaper, shift_report};
use domain::receipt::Piece;
use domain::shift::ShiftClose;
use domain::staff::Right;
use record::{Decoded, Record};

use super::close::{Counting, make_close};
use crate::printing::enqueue_paper;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// The text of pieces of paper.
pub(super) fn text(pieces: &[Piece]) -> Vec<String> {
    let line = |piece: &Piece| match piece {
        Piece::Text(_, text) => Some(text.clone()),
        Piece::Qr(_) => None,
    };
    pieces.iter().filter_map(line).collect()
}

impl App {
    /// What the open shift should hold, as a fact that nobody counted.
    ///
    /// # Errors
    /// [`Refusal::NoShift`], [`Refusal::NeedsApproval`].
    pub fn shift_so_far(&self, approval: Option<&Approval>) -> Result<ShiftClose, Fault> {
        let by = self.hold_right(Right::SeeExpected, approval)?.id;
        let shift = self.shift()?.ok_or(Refusal::NoShift)?;
        let device = self.device.as_ref().ok_or_else(|| Fault::Defect("perangkat tanpa kunci".to_owned()))?;
        self.store.read(|connection| make_close(connection, device, &shift, &Counting::default(), &by, false))
    }

    /// The X report of the open shift: changes nothing, any time.
    ///
    /// # Errors
    /// As [`App::shift_so_far`].
    pub fn x_report(&self, columns: usize, approval: Option<&Approval>) -> Result<Vec<String>, Fault> {
        Ok(text(&self.x_pieces(columns, approval)?))
    }

    /// Prints the X report.
    ///
    /// # Errors
    /// As [`App::shift_so_far`], and [`Refusal::NoPrinter`].
    pub fn print_x(&mut self, approval: Option<&Approval>) -> Result<(), Fault> {
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let pieces = self.x_pieces(self.settings.profile.columns, approval)?;
        let stamp = self.stamp();
        self.transact(|tx, _, settings| enqueue_paper(tx, settings, "X", pieces, false, stamp))?;
        Ok(())
    }

    fn x_pieces(&self, columns: usize, approval: Option<&Approval>) -> Result<Vec<Piece>, Fault> {
        let close = self.shift_so_far(approval)?;
        let opener = store::staff::name(self.store.connection(), &close.opened_by)?;
        let by = self.actor.as_ref().map_or("", |actor| actor.name.as_str());
        let sheet = Sheet { shop: &self.settings.shop, at: self.clock.now(), by, other: &opener, columns, copy: false };
        Ok(shift_report(&close, ShiftPaper::X, &sheet)?)
    }

    /// A Z report by its number, with its lines for `columns` characters.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReport`].
    pub fn z_report(&self, number: &str, columns: usize) -> Result<(ShiftClose, Vec<String>), Fault> {
        let (close, record) = self.close_of(number)?;
        let pieces = self.z_pieces(&close, &record, columns, false)?;
        Ok((close, text(&pieces)))
    }

    /// Prints a Z report again, marked SALINAN; a record tells who did.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReport`], [`Refusal::NoPrinter`].
    pub fn reprint_z(&mut self, number: &str) -> Result<(), Fault> {
        let by = self.require(Right::Reprint)?.id;
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let (close, record) = self.close_of(number)?;
        let pieces = self.z_pieces(&close, &record, self.settings.profile.columns, true)?;
        let stamp = self.stamp();
        self.transact(|tx, device, settings| {
            tx.append(device, stamp, &Fact::ReceiptReprinted { receipt: close.number.clone(), by })?;
            enqueue_paper(tx, settings, &close.number, pieces, true, stamp)
        })?;
        Ok(())
    }

    fn z_pieces(&self, close: &ShiftClose, record: &Record, columns: usize, copy: bool) -> Result<Vec<Piece>, Fault> {
        let connection = self.store.connection();
        let name = |id: &str| store::staff::name(connection, id);
        let mut named = close.clone();
        if let Some(signer) = &close.signed_by {
            named.signed_by = Some(name(signer)?);
        }
        let at = chrono::DateTime::from_timestamp_millis(record.header.at).unwrap_or_default();
        let zone = chrono::FixedOffset::east_opt(i32::from(record.header.offset) * 60);
        let at = zone.map_or_else(|| at.fixed_offset(), |zone| at.with_timezone(&zone));
        let (by, opener) = (name(&close.by)?, name(&close.opened_by)?);
        let sheet = Sheet { shop: &self.settings.shop, at, by: &by, other: &opener, columns, copy };
        Ok(shift_report(&named, ShiftPaper::Z, &sheet)?)
    }

    /// The close with this number: `A1-Z0007`, or only `7` for this till's own.
    fn close_of(&self, number: &str) -> Result<(ShiftClose, Record), Fault> {
        let number = self.full_number(number);
        let missing = || Fault::from(Refusal::NoSuchReport(number.clone()));
        let connection = self.store.connection();
        let pos = store::day::close_by_number(connection, &number)?.ok_or_else(missing)?;
        let record = store::records::get(connection, pos)?.ok_or_else(missing)?;
        match store::records::decode(&record)? {
            Decoded::Fact(fact) => match *fact {
                Fact::ShiftClosed(close) => Ok((close, record)),
                _ => Err(missing()),
            },
            Decoded::Unknown => Err(missing()),
        }
    }

    fn full_number(&self, number: &str) -> String {
        let number = number.trim().to_uppercase();
        match (number.parse::<u32>(), &self.device) {
            (Ok(short), Some(device)) => format!("{}{}-Z{short:04}", device.till, device.epoch),
            _ => number,
        }
    }
}
