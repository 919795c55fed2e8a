//! Proof and repair.

use store::Finding;

use crate::{App, Fault};

impl App {
    /// Checks the whole file: chain, signatures, journals, control accounts, projections. An empty
    /// list means that all is well.
    ///
    /// # Errors
    /// [`Fault`] only when the file cannot be read at all.
    pub fn verify(&self, progress: impl FnMut(u64, u64)) -> Result<Vec<Finding>, Fault> {
        let findings = self.store.verify(progress)?;
        self.note_verify(&findings);
        Ok(findings)
    }

    /// Makes the projections again from the records.
    ///
    /// # Errors
    /// [`Fault`]; then nothing was changed.
    pub fn rebuild(&mut self, progress: impl FnMut(u64, u64)) -> Result<u64, Fault> {
        let records = self.store.rebuild(progress)?;
        self.settings = crate::Settings::load(self.store.connection())?;
        self.forget_promotions();
        Ok(records)
    }
}
