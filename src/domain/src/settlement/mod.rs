//! Settling with suppliers and the network: what is owed, since when, and what may be set off.
//!
//! Source: `domain.md` section 6.6 (rules 1-7) and `network.md` sections 4.1-4.3. Pure; who signed what and
//! how documents travel is not known here.

pub mod matching;
pub mod open_item;
pub mod statement;

pub use matching::{Invoiced, MatchOutcome, Matched, Ordered, Tolerance, match_line};
pub use open_item::{Ageing, Nature, OpenItem, WhyNot, apply_credit, propose};
pub use statement::{Differences, Statement, StatementLine};
