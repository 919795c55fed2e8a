//! What the manager's pages ask for, as requests to the desk.

use chrono::{Days, NaiveDate};
use slint::{ComponentHandle, Model};
use ui::{Audit, Backup, Confirm, Day, Form, Home, Journal, MainWindow, Page, People, Picker, Reports};

use super::super::callbacks::on;
use crate::window::engine::Post;

pub(in crate::window::bind) fn connect(window: &MainWindow, post: &Post) {
    dialogs(window, post);
    home(window, post);
    reports(window, post);
    journal(window, post);
    day(window, post);
    people(window, post);
    audit(window, post);
    backup(window, post);
    super::stock::connect(window, post);
    super::goods::connect(window, post);
    super::trade::connect(window, post);
}

fn dialogs(window: &MainWindow, post: &Post) {
    let confirm = window.global::<Confirm>();
    on!(confirm, post, on_accept, |desk| desk.confirmed());
    on!(confirm, post, on_cancel, |desk| desk.not_confirmed());
    let picker = window.global::<Picker>();
    on!(picker, post, on_search, |desk, query| desk.search_choices(&query));
    on!(picker, post, on_pick, |desk, id| desk.chosen(&id));
    on!(picker, post, on_cancel, |desk| desk.none_chosen());
    let form = window.global::<Form>();
    on!(form, post, on_cancel, |desk| desk.form_cancelled());
    let (post, weak) = (post.clone(), window.as_weak());
    form.on_submit(move || {
        if let Some(window) = weak.upgrade() {
            let values: Vec<String> = window.global::<Form>().get_fields().iter().map(|field| field.value.to_string()).collect();
            post.post(move |desk| desk.form_filled(&values));
        }
    });
    let weak = window.as_weak();
    form.on_step_date(move |place, days| {
        if let Some(window) = weak.upgrade() {
            step_date(&window, place, days);
        }
    });
}

/// The day before or after in a field; what is no date is left alone.
fn step_date(window: &MainWindow, place: i32, days: i32) {
    let fields = window.global::<Form>().get_fields();
    let Some((index, mut field)) = usize::try_from(place).ok().and_then(|index| Some((index, fields.row_data(index)?))) else { return };
    let Ok(date) = NaiveDate::parse_from_str(&field.value, "%Y-%m-%d") else { return };
    let count = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) };
    if let Some(moved) = moved {
        field.value = moved.to_string().into();
        fields.set_row_data(index, field);
    }
}

fn home(window: &MainWindow, post: &Post) {
    let page = window.global::<Home>();
    on!(page, post, on_attend, |desk, index| desk.attend(index));
    on!(page, post, on_refresh, |desk| desk.show_home());
    on!(page, post, on_back_up, |desk| desk.back_up());
    on!(page, post, on_verify_now, |desk| desk.verify());
}

fn reports(window: &MainWindow, post: &Post) {
    let page = window.global::<Reports>();
    on!(page, post, on_choose, |desk, index| desk.choose_report(index));
    on!(page, post, on_choose_period, |desk, index| desk.choose_report_days(index));
    on!(page, post, on_step_period, |desk, by| desk.step_report_days(by));
    on!(page, post, on_own_period, |desk| desk.ask_dates(Page::Reports));
    on!(page, post, on_choose_option, |desk| desk.choose_ledger_account());
    on!(page, post, on_open_row, |desk, index| desk.open_report_row(index));
    on!(page, post, on_up, |desk| desk.report_up());
    on!(page, post, on_stop, |desk| desk.stop_report());
    on!(page, post, on_print, |desk| desk.print_report());
    on!(page, post, on_save, |desk, kind| desk.save_report(&kind));
}

fn journal(window: &MainWindow, post: &Post) {
    let page = window.global::<Journal>();
    on!(page, post, on_open_section, |desk, section| desk.open_journal_section(section));
    on!(page, post, on_begin, |desk, key| desk.begin_journal(&key));
    on!(page, post, on_choose_account, |desk, index| desk.choose_entry_account(index));
    on!(page, post, on_type_amount, |desk, index, credit, key| desk.type_entry(index, credit, &key));
    on!(page, post, on_add_entry, |desk| desk.add_entry());
    on!(page, post, on_drop_entry, |desk, index| desk.drop_entry(index));
    on!(page, post, on_heading, |desk| desk.ask_journal_head());
    on!(page, post, on_post, |desk| desk.post_entries());
    on!(page, post, on_open, |desk, index| desk.open_journal(index));
    on!(page, post, on_reverse, |desk, index| desk.ask_reversal(index));
    on!(page, post, on_close, |desk, index| desk.ask_close(index));
}

fn day(window: &MainWindow, post: &Post) {
    let page = window.global::<Day>();
    on!(page, post, on_move, |desk, by| desk.move_day(by));
    on!(page, post, on_edited, |desk, digits| desk.deposit_typed(&digits));
    on!(page, post, on_attend, |desk, index| desk.attend_day(index));
    on!(page, post, on_close, |desk| desk.ask_day_close());
    on!(page, post, on_print, |desk| desk.print_day());
}

fn people(window: &MainWindow, post: &Post) {
    let page = window.global::<People>();
    on!(page, post, on_open_section, |desk, _section| desk.show_people());
    on!(page, post, on_open, |desk, index| desk.open_person(index));
    on!(page, post, on_add, |desk| desk.ask_new_person());
    on!(page, post, on_change, |desk, index| desk.ask_role(index));
    on!(page, post, on_set_pin, |desk, index| desk.ask_pin(index));
    on!(page, post, on_set_card, |desk, index| desk.wait_for_card(index));
    on!(page, post, on_cancel_card, |desk| desk.no_card());
    on!(page, post, on_switch_active, |desk, index| desk.ask_active(index));
    on!(page, post, on_set_right, |desk, right, role| desk.change_right(right, role));
}

fn audit(window: &MainWindow, post: &Post) {
    let page = window.global::<Audit>();
    on!(page, post, on_choose_period, |desk, index| desk.choose_audit_days(index));
    on!(page, post, on_step_period, |desk, by| desk.step_audit_days(by));
    on!(page, post, on_own_period, |desk| desk.ask_dates(Page::Audit));
    on!(page, post, on_choose_person, |desk| desk.choose_audit_person());
    on!(page, post, on_choose_kind, |desk| desk.choose_audit_kind());
    on!(page, post, on_search, |desk, text| desk.search_audit(&text));
    on!(page, post, on_clear, |desk| desk.clear_audit());
    on!(page, post, on_open, |desk, index| desk.open_audit(index));
    on!(page, post, on_verify_now, |desk| desk.verify());
    on!(page, post, on_stop, |desk| desk.stop_verify());
    on!(page, post, on_save, |desk, kind| desk.save_audit(&kind));
}

fn backup(window: &MainWindow, post: &Post) {
    let page = window.global::<Backup>();
    on!(page, post, on_open_section, |desk, _section| desk.show_backup());
    on!(page, post, on_choose_target, |desk, index| desk.choose_target(index));
    on!(page, post, on_back_up, |desk| desk.back_up());
    on!(page, post, on_restore, |desk, index| desk.ask_restore(index));
    on!(page, post, on_search_again, |desk| desk.show_backup());
    on!(page, post, on_stop, |desk| desk.stop_backup());
    on!(page, post, on_invite, |desk| desk.ask_invitation());
    on!(page, post, on_close_invite, |desk| desk.close_invitation());
    on!(page, post, on_write_exchange, |desk| desk.write_exchange());
    on!(page, post, on_read_exchange, |desk, index| desk.read_exchange(index));
}
