//! A till that nobody touches locks itself; what was begun stays.

use std::time::{Duration, Instant};

use ui::{Page, Tone};

use super::{Desk, StripAction};

/// When somebody was last here.
pub(super) struct Presence(Instant);

impl Default for Presence {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Desk {
    /// A key, a finger or a scanner moved.
    pub(in crate::window) fn somebody_is_here(&mut self) {
        self.presence = Presence::default();
    }

    /// Locks after the time that the shop set. A customer who pays by QRIS or at the terminal looks at a
    /// screen that nobody touches; that is waited for.
    pub(super) fn lock_when_idle(&mut self) {
        let Some(app) = &self.app else { return };
        let minutes = app.settings().lock_minutes;
        let limit = Duration::from_secs(minutes * 60);
        let waits = self.paying.qris.is_some() || self.paying.reference.is_some();
        if minutes == 0 || self.presence.0.elapsed() < limit || app.actor().is_none() || waits || self.page == Page::Login {
            return;
        }
        self.lock();
        let text = match self.language {
            screen::Language::Indonesian => format!("Terkunci sendiri setelah {minutes} menit tanpa sentuhan. Nota tetap tersimpan."),
            screen::Language::English => format!("Locked by itself after {minutes} minutes untouched. The cart is kept."),
        };
        self.strip(Tone::Look, &text, StripAction::None);
    }
}
