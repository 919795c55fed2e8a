//! Shifts: every sale belongs to one, and the shift's business date rules the books.

use chrono::NaiveDate;

use crate::Rupiah;

/// A shift of one till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Made once (UUIDv7 as text).
    pub id: String,
    /// The till's letter.
    pub till: String,
    /// The date of the books; stays when midnight passes.
    pub business_date: NaiveDate,
    /// Who opened it (staff id).
    pub opened_by: String,
    /// Cash put into the drawer at the start, rupiah.
    pub opening_float: Rupiah,
}
