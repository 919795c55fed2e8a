//! Documents about goods: catalogue, order, delivery, invoice.

mod advice;
mod catalogue;
mod commitment;
mod delivery;
mod despatch;
mod draft;
mod ground;
mod history;
mod invoice;
mod judge;
mod matching;
mod meaning;
mod offer;
mod order;
mod price_list;
mod receive;
mod refusal;
mod sell;
mod typed;

pub use catalogue::{CatalogueNews, GoodsNews, Unlinked};
pub use commitment::{Pledge, PledgeRow};
pub use delivery::{Delivery, DeliveryLine};
pub use despatch::{DespatchAsk, DespatchOrder, Despatched};
pub use draft::{DraftAsk, Suggested, SuggestedLine};
pub use invoice::{InvoiceState, InvoiceView};
pub use matching::{Compared, ComparedLine};
pub use meaning::How;
pub use order::{AnswerLine, OrderAnswer, OrderDocument, OrderLineView, OrderView};
pub use receive::{CountedLine, DeliveryAsk, DeliveryReceived};
pub use refusal::GoodsRefusal;
pub use sell::InvoiceAsk;
pub use typed::{TypedInvoice, TypedLine};

pub(super) use judge::judge;
