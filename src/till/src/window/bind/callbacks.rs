//! What the markup asks for, as requests to the desk.

use slint::ComponentHandle;
use ui::{Approval, FirstStart, Login, MainWindow, Paper, Payment, Receipts, Sale, Settings, Shell};

use super::super::engine::{Engine, Post};

/// Hands every callback of the window to the desk.
pub(in crate::window) fn connect(window: &MainWindow, engine: &Engine) {
    let post = engine.inbox();
    shell(window, &post);
    entrance(window, &post);
    sale(window, &post);
    dialogs(window, &post);
    payment(window, &post);
    receipts(window, &post);
    settings(window, &post);
    devices(window, &post);
    super::counter::connect(window, &post);
    super::office::connect(window, &post);
}

/// `on!(global, post, on_name, |desk| ...)` or `|desk, a, b|` with texts or numbers handed over.
macro_rules! on {
    ($global:expr, $post:expr, $event:ident, |$desk:ident| $work:expr) => {{
        let post = $post.clone();
        $global.$event(move || post.post(move |$desk| $work));
    }};
    ($global:expr, $post:expr, $event:ident, |$desk:ident, $($argument:ident),+| $work:expr) => {{
        let post = $post.clone();
        $global.$event(move |$($argument),+| post.post(move |$desk| $work));
    }};
}

pub(super) use on;

fn shell(window: &MainWindow, post: &Post) {
    let shell = window.global::<Shell>();
    on!(shell, post, on_go, |desk, page| desk.visit(page));
    on!(shell, post, on_lock, |desk| desk.lock());
    on!(shell, post, on_switch_theme, |desk| desk.switch_theme());
    on!(shell, post, on_switch_language, |desk| desk.switch_language());
    on!(shell, post, on_strip_action, |desk| desk.strip_action());
    on!(shell, post, on_strip_dismiss, |desk| desk.clear_strip());
    on!(shell, post, on_open_drawer, |desk| desk.open_drawer());
    on!(shell, post, on_printer_detail, |desk| desk.printer_detail());
    shell.on_quit(|| {
        if let Err(error) = slint::quit_event_loop() {
            tracing::warn!("{error}");
        }
    });
    let approval = window.global::<Approval>();
    on!(approval, post, on_submit, |desk, staff, pin, reason| desk.approve(&staff, &pin, &reason));
    on!(approval, post, on_cancel, |desk| desk.cancel_approval());
}

fn entrance(window: &MainWindow, post: &Post) {
    let login = window.global::<Login>();
    on!(login, post, on_submit, |desk, staff, pin| desk.log_in(&staff, &pin));
    let first = window.global::<FirstStart>();
    on!(first, post, on_make_shop, |desk, name, address, manager, pin| desk.make_shop(&name, &address, &manager, &pin));
    on!(first, post, on_try_sample, |desk| desk.try_sample());
}

fn sale(window: &MainWindow, post: &Post) {
    let sale = window.global::<Sale>();
    on!(sale, post, on_key, |desk, key| desk.key(&key));
    on!(sale, post, on_select, |desk, index| desk.select(index));
    on!(sale, post, on_move, |desk, by| desk.move_selection(by));
    on!(sale, post, on_step, |desk, by| desk.step(by));
    on!(sale, post, on_set_quantity, |desk, text| desk.set_quantity(&text));
    on!(sale, post, on_remove_line, |desk| desk.remove_line());
    on!(sale, post, on_set_price, |desk, text| desk.set_price(&text));
    on!(sale, post, on_discount_line, |desk, kind, text| desk.discount(false, &kind, &text));
    on!(sale, post, on_discount_cart, |desk, kind, text| desk.discount(true, &kind, &text));
    on!(sale, post, on_set_note, |desk, text| desk.set_note(&text));
    on!(sale, post, on_park, |desk| desk.park());
    on!(sale, post, on_take_back, |desk, id| desk.take_back(&id));
    on!(sale, post, on_cancel_cart, |desk, reason| desk.cancel_cart(&reason));
    on!(sale, post, on_pay, |desk| desk.pay());
    on!(sale, post, on_take_weight, |desk| desk.take_weight());
    on!(sale, post, on_pay_exact, |desk| desk.pay_exact());
}

fn dialogs(window: &MainWindow, post: &Post) {
    let sale = window.global::<Sale>();
    on!(sale, post, on_search, |desk, text| desk.search(&text));
    on!(sale, post, on_pick_category, |desk, index| desk.pick_category(index));
    on!(sale, post, on_pick, |desk, id| desk.pick(&id));
    on!(sale, post, on_choose, |desk, id| desk.choose(&id));
    on!(sale, post, on_answer, |desk, text| desk.answer(&text));
    on!(sale, post, on_closed, |desk| desk.forget_questions());
    on!(sale, post, on_find_member, |desk, number| desk.find_member(&number));
    on!(sale, post, on_confirm_member, |desk| desk.confirm_member());
    on!(sale, post, on_clear_member, |desk| desk.clear_member());
}

fn payment(window: &MainWindow, post: &Post) {
    let page = window.global::<Payment>();
    on!(page, post, on_key, |desk, key| desk.payment_key(&key));
    on!(page, post, on_cash, |desk, amount| desk.cash(&amount));
    on!(page, post, on_start, |desk, kind| desk.start_tender(&kind));
    on!(page, post, on_drop_tender, |desk, no| desk.drop_tender(no));
    on!(page, post, on_back, |desk| desk.leave_payment());
    on!(page, post, on_qris_confirm, |desk| desk.confirm_qris());
    on!(page, post, on_qris_cancel, |desk| desk.cancel_qris());
    on!(page, post, on_reference_confirm, |desk, reference| desk.confirm_reference(&reference));
    on!(page, post, on_reference_cancel, |desk| desk.cancel_reference());
    on!(page, post, on_reprint, |desk| desk.reprint_last());
    on!(page, post, on_next, |desk| desk.next_customer());
}

fn receipts(window: &MainWindow, post: &Post) {
    let page = window.global::<Receipts>();
    on!(page, post, on_search, |desk, text| desk.search_receipts(&text));
    on!(page, post, on_open, |desk, index| desk.open_receipt(index));
    let (post, weak) = (post.clone(), window.as_weak());
    page.on_reprint(move || {
        if let Some(window) = weak.upgrade() {
            let index = window.global::<Receipts>().get_selected();
            post.post(move |desk| desk.reprint(index));
        }
    });
}

fn settings(window: &MainWindow, post: &Post) {
    let page = window.global::<Settings>();
    on!(page, post, on_open_section, |desk, section| desk.open_section(usize::try_from(section).unwrap_or(0)));
    on!(page, post, on_save, |desk, key, value| desk.save_setting(&key, &value));
    on!(page, post, on_test_print, |desk| desk.test_print());
    on!(page, post, on_retry_job, |desk, id| desk.retry_job(&id));
    on!(page, post, on_drop_job, |desk, id| desk.drop_job(&id));
    on!(page, post, on_preview_pattern, |desk, pattern| desk.preview_pattern(&pattern));
}

fn devices(window: &MainWindow, post: &Post) {
    let page = window.global::<Settings>();
    on!(page, post, on_use_device, |desk, id| desk.use_device(&id));
    on!(page, post, on_test_device, |desk, id| desk.test_device(&id));
    on!(page, post, on_forget_device, |desk, id| desk.forget_device(&id));
    on!(page, post, on_refresh_devices, |desk| desk.refresh_devices());
    on!(page, post, on_find_network, |desk| desk.find_network());
    on!(page, post, on_start_enrol, |desk| desk.start_enrol());
    on!(page, post, on_cancel_enrol, |desk| desk.cancel_enrol());
    on!(page, post, on_test_display, |desk| desk.test_display());
    on!(page, post, on_toggle_customer_window, |desk| desk.toggle_customer_window());
    let paper = window.global::<Paper>();
    on!(paper, post, on_pick_fault, |desk, index| desk.pick_fault(index));
    on!(paper, post, on_tear, |desk| desk.tear_paper());
    on!(paper, post, on_close_drawer, |desk| desk.close_paper_drawer());
}
