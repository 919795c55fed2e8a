//! Selling: the cart in progress, parked carts, payment.

mod cancel;
mod cart;
mod change_line;
mod complete;
mod find_goods;
mod member;
mod park;
mod replay;
mod scan_item;
mod sell;
mod shift;
mod take_payment;

pub use cart::OpenCart;
pub use complete::Paid;
pub(crate) use complete::member_to_date;
pub use find_goods::{Goods, Meaning};
pub use park::ParkedCart;
pub use replay::{Basket, BasketLine};
pub use scan_item::Scanned;
pub use sell::Order;
pub(crate) use shift::for_sale as shift_for_sale;
pub use store::cart::StoredTender;
pub use store::sale::SaleRow;
pub use take_payment::Progress;
