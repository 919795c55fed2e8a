//! Tills of one shop: inviting, joining, handing records over, and noticing that a database is a copy.

mod code;
mod epoch;
mod identity;
mod invite;
mod join;
mod mark;
mod packing;
mod receive;
mod refusal;
mod seal;
mod send;
mod status;

pub use epoch::{Renewal, RenewalCause};
pub use invite::Invited;
pub use receive::Exchanged;
pub use record::wire::WireError;
pub use refusal::TillRefusal;
pub use send::Sent;
pub use status::TillState;
pub use store::exchange::{Asks, Fork, Gap};

pub(crate) use epoch::{Begun, renew, settle, settle_key, waiting_key};
pub(crate) use identity::{ensure_shop_id, make_secret, shop_id};
pub(crate) use mark::Mark;

/// What an open shop remembers about itself as a till.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    /// The epoch that was begun when the database was opened, to be told once.
    pub(crate) renewed: Option<Renewal>,
    /// Deeds since the high-water mark was written.
    pub(crate) unmarked: u32,
    /// Backups that are being written.
    pub(crate) backups: Vec<std::thread::JoinHandle<()>>,
}
