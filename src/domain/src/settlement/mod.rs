//! Settling with suppliers and the network: what is owed, since when, and what may be set off.
//!
//! Source: `domain.md` section 6.6 (rules 1-7) and `network.md` sections 4.1-4.3. Pure; who signed what and
//! how documents travel is not known here. [`fold`] makes the claims of two parties from what both said,
//! [`Position`] is what they are worth in the books of one of them.

pub mod books;
pub mod claims;
pub mod matching;
pub mod open_item;
pub mod paper;
pub mod setoff;
pub mod statement;

pub use books::{Against, Money, Position, book, square};
pub use claims::{Claim, Claims, Origin, fold, reverse_id};
pub use matching::{Invoiced, MatchOutcome, Matched, Ordered, Tolerance, match_line};
pub use open_item::{Ageing, Nature, OpenItem, WhyNot, apply_credit, propose};
pub use paper::{Paper, Part, Says};
pub use setoff::{Setoff, SetoffState};
pub use statement::{Differences, Statement, StatementLine, hex};
