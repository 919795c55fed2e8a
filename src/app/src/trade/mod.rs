//! The trade with others: parties, and the documents that go between them as signed files.
//!
//! What the other side must know is a document that is issued ([`issue`]); what it says is taken in
//! ([`App::take_documents`]), judged once, and kept with what it does to the books. Everything else (the state of
//! an order, what a claim is open for) is folded from the documents of both sides.

mod files;
mod goods;
mod issue;
pub mod money;
mod offers_on_paper;
mod own;
mod parties;
mod refusal;
mod sheets;
mod take;

pub use files::{Sealed, TakenDocument};
pub use goods::{
    AnswerLine, CatalogueNews, Compared, ComparedLine, CountedLine, Delivery, DeliveryAsk, DeliveryLine, DeliveryReceived, DespatchAsk,
    DespatchOrder, Despatched, DraftAsk, GoodsNews, GoodsRefusal, How, InvoiceAsk, InvoiceState, InvoiceView, OrderAnswer, OrderDocument,
    OrderLineView, OrderView, Pledge, PledgeRow, Suggested, SuggestedLine, TypedInvoice, TypedLine, Unlinked,
};
pub use own::Own;
pub use record::document::{DocumentError, FileError, Goods, PartsError, fingerprint};
pub use refusal::TradeRefusal;
pub use sheets::seal;
pub use store::trade::drafts::{Draft, DraftLine};
