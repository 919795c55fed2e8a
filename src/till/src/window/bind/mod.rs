//! Slint globals on one side, the desk on the other: callbacks become requests, views become rows.

mod callbacks;
mod counter;
mod office;
mod views;

pub(super) use callbacks::connect;
pub(super) use counter::{
    ReturnMoney, clear_signatures, show_cash, show_counting, show_found, show_noncash, show_outcome, show_return_goods, show_return_lines,
};
pub(super) use office::goods;
pub(super) use office::{
    BackupView, Choice, CloseCard, DayView, Person, form_wrong, period, show_arrival, show_arrival_preview, show_audit, show_audit_detail,
    show_backup, show_closes, show_day, show_entries, show_form, show_home, show_journal_detail, show_journal_tiles, show_journals,
    show_label_face, show_labels, show_move_choices, show_move_lines, show_move_preview, show_move_tiles, show_partners, show_people,
    show_person, show_picker, show_picks, show_question, show_report_detail, show_report_list, show_review, show_rights, show_sheets,
    show_statement, show_table, show_tallies, show_trade, tone,
};
pub(super) use views::{
    Job, close_dialogs, job_state, model, show_cart, show_choices, show_jobs, show_parked, show_payment, show_receipts, show_settings,
    show_size, show_tiles, staff_tiles, texts,
};
