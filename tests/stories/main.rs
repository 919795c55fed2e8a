//! Stories by command: what a shop does on an ordinary day, and what it does wrong.

mod apart;
mod backup;
mod bad_day;
mod bad_input;
mod bad_trade;
mod close;
mod coop;
mod files;
mod golden;
mod harm;
mod histories;
mod labels;
mod maju_terus;
mod month;
mod netting;
mod papers;
mod people;
mod raw_rows;
mod referees;
mod reports;
mod rights;
mod selling;
mod settling;
mod stock_room;
mod tills;
mod trading;
mod ubl;

/// Mi Goreng 85g: one piece Rp3.200, members Rp3.100, from ten on Rp3.100.
const NOODLES: &str = "8997100000011";
/// A box of forty of them, Rp121.600.
const NOODLES_BOX: &str = "8997100000028";
/// The head of a products file.
const PRODUCTS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax";
