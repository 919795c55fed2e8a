//! Brings the cart's quick writes to the platter a moment after they were shown.

use std::sync::mpsc::{Sender, channel};

use store::WalSync;

/// A thread that syncs the write-ahead log when woken.
pub(super) struct Platter(Option<Sender<()>>);

impl Platter {
    /// Starts it; does nothing while there is no log.
    pub(super) fn start(log: Option<WalSync>) -> Self {
        let Some(log) = log else {
            return Self(None);
        };
        let (sender, receiver) = channel::<()>();
        std::thread::spawn(move || {
            while receiver.recv().is_ok() {
                // Many scans in a row need one sync.
                while receiver.try_recv().is_ok() {}
                if let Err(error) = log.sync() {
                    tracing::warn!("cart not synced: {error}");
                }
            }
        });
        Self(Some(sender))
    }

    /// Something was written.
    pub(super) fn wake(&self) {
        if let Some(sender) = &self.0 {
            let _ended = sender.send(());
        }
    }
}
