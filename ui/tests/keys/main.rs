//! The keys and the fingers: every deed reaches its callback, by keyboard alone and by touch alone, and no dialog keeps the
//! keys to itself after it has gone. One program, because each links the whole window.

#[path = "../pictures/counter.rs"]
#[allow(dead_code, reason = "only its sample rows are used here")]
mod counter;
#[path = "../support/mod.rs"]
mod support;

mod day;
mod goods;
mod office;
mod sale;
mod stock;
mod stock_moves;
mod trade;

/// A page with sample rows: its name, and what is put on the screen.
type Scene = (&'static str, fn(&ui::MainWindow));
