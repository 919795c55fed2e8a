//! The file of transfers for the bank: one row for each payment of a day.

use chrono::NaiveDate;
use domain::staff::Right;
use domain::trade::Direction;
use record::document::Content;

use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// The columns, in names that do not change.
const HEAD: [&str; 8] = ["tanggal", "nomor", "bank", "rekening", "atas_nama", "jumlah", "mata_uang", "berita"];

impl App {
    /// The transfers of a day as CSV: UTF-8 with a mark, semicolons, plain integers (`network.md` section 6). How many
    /// rows, and the bytes.
    ///
    /// # Errors
    /// [`Refusal::Empty`] naming a party without an account, [`Refusal::NeedsApproval`].
    pub fn transfer_file(&self, on: NaiveDate, approval: Option<&Approval>) -> Result<(usize, Vec<u8>), Fault> {
        self.hold_right(Right::Settle, approval)?;
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
        let defect = |error: csv::Error| Fault::Defect(error.to_string());
        writer.write_record(HEAD).map_err(defect)?;
        let mut rows = 0;
        for party in self.parties()? {
            let between = self.between(&party)?;
            for said in between.said.iter().filter(|said| said.direction == Direction::Issued && said.document.date == on) {
                let Content::Payment(payment) = &said.document.content else { continue };
                if payment.method != domain::settlement::Money::Transfer.word() {
                    continue;
                }
                if party.bank.number.is_empty() {
                    return Err(Refusal::Amount(format!("rekening {} belum dicatat; lengkapi data pihaknya dulu", party.code)).into());
                }
                let holder = party.bank.in_name_of(&party.legal_name);
                let (date, amount) = (on.to_string(), payment.amount.to_string());
                let number = &said.document.number;
                let text = if payment.reference.is_empty() { number } else { &payment.reference };
                let fields: [&str; 8] = [&date, number, &party.bank.bank, &party.bank.number, holder, &amount, "IDR", text];
                // A name that begins like a formula would be one in a spreadsheet.
                writer.write_record(fields.map(|field| field.trim_start_matches(['=', '+', '@', '-', '\t']))).map_err(defect)?;
                rows += 1;
            }
        }
        let bytes = writer.into_inner().map_err(|error| Fault::Defect(error.to_string()))?;
        Ok((rows, bytes))
    }
}
