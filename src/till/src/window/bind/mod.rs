//! Slint globals on one side, the desk on the other: callbacks become requests, views become rows.

mod callbacks;
mod views;

pub(super) use callbacks::connect;
pub(super) use views::{
    Job, close_dialogs, job_state, model, show_cart, show_choices, show_jobs, show_parked, show_payment, show_receipts, show_settings,
    show_size, show_tiles, staff_tiles, texts,
};
