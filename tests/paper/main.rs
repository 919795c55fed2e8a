//! Paper: what arrives at a printer, read by an interpreter that this project did not write.

mod faults;
mod pty;
mod receipts;
mod streams;
