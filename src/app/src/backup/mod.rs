//! Backups: made after each close, kept by a rule, read back before they count; and restoring one.

mod done;
mod folders;
mod keep;
mod make;
mod refusal;
mod restore;

pub use done::Done;
pub use folders::Target;
pub use refusal::BackupRefusal;
pub use restore::{Restored, restore};

pub(crate) use keep::Rule;
