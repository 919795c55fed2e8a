//! Proof by other people's programs and by force: recorded baskets are sold and counted again by other
//! code, the books are read by hledger and beancount, and the till is killed two hundred times.

mod killed;
mod replayed;
mod settled;
