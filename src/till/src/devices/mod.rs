//! What is plugged in, what the shop uses it as, how it is and what to do: one list for the settings
//! page and for `sokoguru devices`.

mod rows;
mod scanners;

pub(crate) use rows::{Live, Row, Sign, rows};
pub(crate) use scanners::plans;

/// A job for the command and the page: what can be tried.
pub(crate) const TESTS: [&str; 5] = ["printer", "drawer", "scanner", "scale", "display"];
