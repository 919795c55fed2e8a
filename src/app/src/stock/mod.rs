//! The stock room: receive, move, count, goods of others, prices, labels, reorder.

mod boxes;
mod card;
mod consign;
mod count;
mod goods;
mod labels;
mod moves;
mod recall;
mod receive;
mod refusal;
mod reorder;
mod review;
mod selling;
mod sheets;
mod shelf;
mod transfer;

pub use boxes::BoxOffer;
pub use card::Card;
pub use consign::{PaidOut, Statement};
pub use count::{CountItem, SoFar};
pub use goods::FieldChange;
pub(crate) use goods::fields;
pub use labels::{LabelFormat, WaitingLabel};
pub(crate) use moves::{Asked, append_move, leave};
pub use moves::{MoveItem, MoveOrder, Moved};
pub use recall::{Recall, sums};
pub use receive::{Arrival, ArrivalLine, Preview, PreviewLine, Received};
pub(crate) use receive::{clean, take_receipt};
pub use refusal::StockRefusal;
pub use reorder::Suggestion;
pub use review::{Review, UnknownCode};
pub(crate) use shelf::{Shelf, owe};
pub use store::goods::list::{Filter, ListRow, Only};
