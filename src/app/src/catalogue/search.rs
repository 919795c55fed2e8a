//! Finding goods by any part of the name.

use store::catalogue::Found;

use crate::{App, Fault};

impl App {
    /// Goods whose name contains every word, the most sold first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn search_goods(&self, text: &str, limit: usize) -> Result<Vec<Found>, Fault> {
        Ok(store::catalogue::search(self.store.connection(), text, limit)?)
    }

    /// The most sold goods of a category, or of all.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn tiles(&self, category: Option<&str>, limit: usize) -> Result<Vec<Found>, Fault> {
        Ok(store::catalogue::tiles(self.store.connection(), category, limit)?)
    }

    /// All categories.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn categories(&self) -> Result<Vec<String>, Fault> {
        Ok(store::catalogue::categories(self.store.connection())?)
    }
}
