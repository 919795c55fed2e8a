//! Selling: basket, payment, goods, settings, devices.

use crate::support::*;
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, init_no_event_loop, mock_elapsed_time};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, SharedString, VecModel};
use std::{cell::RefCell, rc::Rc, time::Duration};
use ui::*;

type Log = Rc<RefCell<Vec<String>>>;

fn till(page: Page) -> (MainWindow, Log) {
    init_no_event_loop();
    let window = MainWindow::new().expect("the window");
    attach(&window);
    slint::select_bundled_translation("id").expect("the language");
    window.window().set_size(slint::LogicalSize::new(1024., 768.));
    window.show().expect("shown");
    morning(&window);
    window.global::<Shell>().set_page(page);
    let log = Log::default();
    let heard = |name: &'static str| {
        let log = log.clone();
        move |text: SharedString| log.borrow_mut().push(format!("{name} {text}").trim_end().to_string())
    };
    let told = |name: &'static str| {
        let log = log.clone();
        move || log.borrow_mut().push(name.to_string())
    };
    let sale = window.global::<Sale>();
    sale.on_key(heard("key"));
    sale.on_pay(told("pay"));
    sale.on_pay_exact(told("pay-exact"));
    sale.on_park(told("park"));
    sale.on_remove_line(told("remove"));
    sale.on_search(heard("search"));
    sale.on_pick(heard("pick"));
    sale.on_choose(heard("choose"));
    sale.on_answer(heard("answer"));
    sale.on_find_member(heard("find-member"));
    sale.on_confirm_member(told("confirm-member"));
    sale.on_take_back(heard("take-back"));
    sale.on_set_quantity(heard("quantity"));
    sale.on_set_price(heard("price"));
    sale.on_set_note(heard("note"));
    sale.on_cancel_cart(heard("cancel"));
    let both = log.clone();
    sale.on_discount_line(move |kind, value| both.borrow_mut().push(format!("discount {kind} {value}")));
    let steps = log.clone();
    sale.on_step(move |by| steps.borrow_mut().push(format!("step {by}")));
    let moves = log.clone();
    sale.on_move(move |by| moves.borrow_mut().push(format!("move {by}")));
    let shell = window.global::<Shell>();
    shell.on_lock(told("lock"));
    shell.on_open_drawer(told("drawer"));
    shell.on_strip_dismiss(told("dismiss"));
    shell.on_strip_action(told("action"));
    let pages = log.clone();
    shell.on_go(move |page| pages.borrow_mut().push(format!("go {page:?}")));
    let payment = window.global::<Payment>();
    payment.on_key(heard("amount"));
    payment.on_cash(heard("cash"));
    payment.on_start(heard("start"));
    payment.on_back(told("back"));
    payment.on_next(told("next"));
    payment.on_qris_confirm(told("qris-confirm"));
    payment.on_qris_cancel(told("qris-cancel"));
    payment.on_reference_confirm(heard("reference"));
    let approval = window.global::<Approval>();
    let approved = log.clone();
    approval.on_submit(move |who, pin, why| approved.borrow_mut().push(format!("approve {who} {pin} {why}")));
    approval.on_cancel(told("refuse"));
    let logins = log.clone();
    window.global::<Login>().on_submit(move |who, pin| logins.borrow_mut().push(format!("login {who} {pin}")));
    let floats = log.clone();
    window.global::<OpeningFloat>().on_submit(move |sum| floats.borrow_mut().push(format!("float {sum}")));
    settle();
    (window, log)
}

fn settle() {
    for _ in 0..3 {
        mock_elapsed_time(Duration::from_millis(20));
    }
}

fn press(window: &MainWindow, text: impl Into<SharedString>) {
    let text = text.into();
    window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
    window.window().dispatch_event(WindowEvent::KeyReleased { text });
    settle();
}

fn with_control(window: &MainWindow, text: &str) {
    window.window().dispatch_event(WindowEvent::KeyPressed { text: Key::Control.into() });
    press(window, text);
    window.window().dispatch_event(WindowEvent::KeyReleased { text: Key::Control.into() });
}

fn write(window: &MainWindow, text: &str) {
    text.chars().for_each(|letter| press(window, letter));
}

fn button(window: &MainWindow, label: &str) -> ElementHandle {
    let name = label.to_string();
    ElementQuery::from_root(window)
        .match_accessible_role(AccessibleRole::Button)
        .match_predicate(move |element| element.accessible_label().as_deref() == Some(name.as_str()))
        .find_first()
        .unwrap_or_else(|| panic!("no button {label}"))
}

fn click(window: &MainWindow, label: &str) {
    button(window, label).mock_single_click(PointerEventButton::Left);
    settle();
}

fn take(log: &Log) -> Vec<String> {
    std::mem::take(&mut *log.borrow_mut())
}

/// The keys are alive when F10 still pays.
fn alive(window: &MainWindow, log: &Log) {
    take(log);
    press(window, Key::F10);
    assert_eq!(take(log), ["pay"], "the keys were lost");
}

#[test]
fn digits_and_function_keys_reach_the_sale() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    settle();
    write(&window, "5*0,7.");
    assert_eq!(take(&log), ["key 5", "key *", "key 0", "key ,", "key 7", "key ,"]);
    for key in [Key::Return, Key::Backspace, Key::UpArrow, Key::DownArrow, Key::F6, Key::F8, Key::F9, Key::F10, Key::F11, Key::F12] {
        press(&window, key);
    }
    write(&window, "+-");
    assert_eq!(
        take(&log),
        ["key enter", "key back", "move -1", "move 1", "park", "remove", "drawer", "pay", "pay-exact", "lock", "step 1", "step -1"]
    );
}

#[test]
fn fingers_reach_the_sale() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    settle();
    for label in ["7", "000", "Kali", "Hapus satu", "Bayar", "Uang pas", "Tahan", "Hapus", "Tambah satu", "Kurang satu"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["key 7", "key 000", "key *", "key back", "pay", "pay-exact", "park", "remove", "step 1", "step -1"]);
}

#[test]
fn an_empty_cart_cannot_be_paid_by_a_finger() {
    let (window, log) = till(Page::Sale);
    click(&window, "Bayar");
    assert!(take(&log).is_empty());
}

#[test]
fn every_dialog_gives_the_keys_back() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    settle();
    for key in [Key::F1, Key::F2, Key::F3, Key::F4, Key::F5, Key::F7] {
        press(&window, key);
        press(&window, Key::Escape);
        alive(&window, &log);
    }
    press(&window, "/");
    press(&window, Key::Escape);
    alive(&window, &log);
    // One dialog after another, without closing the first.
    press(&window, Key::F2);
    press(&window, Key::F3);
    press(&window, Key::F7);
    press(&window, Key::F5);
    press(&window, "4");
    assert_eq!(window.global::<Editor>().get_text(), "4");
    press(&window, Key::Escape);
    alive(&window, &log);
    // And when Rust closes it.
    press(&window, Key::F2);
    window.global::<Sale>().set_search_shown(false);
    settle();
    alive(&window, &log);
    window.global::<Sale>().set_ask_shown(true);
    settle();
    window.global::<Sale>().set_ask_shown(false);
    settle();
    alive(&window, &log);
    press(&window, Key::F3);
    window.global::<Approval>().set_shown(true);
    settle();
    press(&window, Key::Escape);
    press(&window, "7");
    assert_eq!(window.global::<Sale>().get_member_text(), "7", "the field below has the keys again");
    press(&window, Key::Escape);
    alive(&window, &log);
}

#[test]
fn every_page_gives_the_keys_back() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    for page in [Page::Payment, Page::Receipts, Page::Settings, Page::Login, Page::Float, Page::FirstStart] {
        window.global::<Shell>().set_page(page);
        settle();
        let field = ElementQuery::from_root(&window).match_accessible_role(AccessibleRole::TextInput).find_first();
        if let Some(field) = field {
            field.mock_single_click(PointerEventButton::Left);
            settle();
        }
        window.global::<Shell>().set_page(Page::Sale);
        settle();
        alive(&window, &log);
    }
}

#[test]
fn letters_begin_a_search_and_arrows_choose() {
    let (window, log) = till(Page::Sale);
    press(&window, "t");
    press(&window, "e");
    assert!(window.global::<Sale>().get_search_shown());
    assert_eq!(window.global::<Sale>().get_search_text(), "te");
    assert_eq!(take(&log), ["search t", "search te"]);
    // Enter before the answer takes nothing of the older list; what fits is taken when it is here.
    press(&window, Key::Return);
    assert!(take(&log).is_empty());
    window.global::<Sale>().set_search_due(false);
    settle();
    assert_eq!(take(&log), ["pick p0"]);
    press(&window, Key::RightArrow);
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["pick p5"]);
}

#[test]
fn a_line_is_edited_by_keys() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    settle();
    press(&window, Key::F4);
    write(&window, "12");
    press(&window, Key::Backspace);
    press(&window, Key::Return);
    press(&window, Key::F5);
    write(&window, "4500");
    press(&window, Key::Return);
    press(&window, Key::F5);
    press(&window, Key::F5);
    write(&window, "2.5");
    press(&window, Key::Return);
    press(&window, "/");
    write(&window, "penyok");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["quantity 1", "price 4500", "discount percent 2,5", "note penyok"]);
    window.global::<Sale>().set_entry("7".into());
    press(&window, Key::F4);
    assert_eq!(take(&log), ["quantity 7", "key clear"]);
}

#[test]
fn asked_numbers_choices_members_and_parked_carts() {
    let (window, log) = till(Page::Sale);
    let sale = window.global::<Sale>();
    sale.set_ask_unit("kg".into());
    sale.set_ask_shown(true);
    settle();
    write(&window, "0,54");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["answer 0,54"]);
    sale.set_ask_shown(false);
    sale.set_choices(list(tiles().into_iter().take(2)));
    sale.set_choice_shown(true);
    settle();
    press(&window, "2");
    assert_eq!(take(&log), ["choose p1"]);
    sale.set_choice_shown(false);
    settle();
    press(&window, Key::F3);
    write(&window, "12");
    press(&window, Key::Return);
    sale.set_member_found("Siti".into());
    settle();
    press(&window, Key::Return);
    assert_eq!(take(&log), ["find-member 12", "confirm-member"]);
    press(&window, Key::Escape);
    sale.set_parked(list([ParkedCart { id: "c9".into(), ..Default::default() }]));
    press(&window, Key::F7);
    press(&window, "1");
    assert_eq!(take(&log), ["take-back c9"]);
}

#[test]
fn the_keyboard_on_the_screen_types_into_the_field() {
    let (window, log) = till(Page::Sale);
    click(&window, "Cari");
    click(&window, "Papan ketik di layar");
    for label in ["t", "e", "x", "Hapus satu"] {
        // The page below has a key of the same name; the letters lie on top and come last.
        let name = label.to_string();
        let keys = ElementQuery::from_root(&window)
            .match_accessible_role(AccessibleRole::Button)
            .match_predicate(move |element| element.accessible_label().as_deref() == Some(name.as_str()))
            .find_all();
        keys.last().expect("a letter").mock_single_click(PointerEventButton::Left);
        settle();
    }
    assert_eq!(window.global::<Sale>().get_search_text(), "te");
    press(&window, Key::Escape);
    assert!(window.global::<Sale>().get_search_shown(), "the first Esc only puts the letters away");
    press(&window, Key::Escape);
    assert!(!window.global::<Sale>().get_search_shown());
    alive(&window, &log);
}

#[test]
fn pin_by_touch_and_by_keys() {
    let (window, log) = till(Page::Login);
    click(&window, "Siti Aminah");
    click(&window, "1");
    click(&window, "9");
    assert_eq!(window.global::<Login>().get_pin(), "19");
    click(&window, "Hapus satu");
    assert_eq!(window.global::<Login>().get_pin(), "1");
    press(&window, Key::F3);
    write(&window, "2468");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["login s2 2468"]);
}

#[test]
fn the_float_is_typed_and_given() {
    let (window, log) = till(Page::Float);
    press(&window, Key::F2);
    write(&window, "15");
    click(&window, "000");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["float 15000"]);
}

#[test]
fn money_changes_hands() {
    let (window, log) = till(Page::Payment);
    let payment = window.global::<Payment>();
    let notes = [("pas", "119200"), ("150.000", "150000")];
    payment.set_quick(list(notes.map(|(label, amount)| QuickKey { label: label.into(), amount: amount.into() })));
    settle();
    write(&window, "20");
    press(&window, Key::Return);
    press(&window, Key::F11);
    press(&window, Key::F2);
    press(&window, Key::F6);
    click(&window, "150.000");
    click(&window, "Transfer");
    press(&window, Key::Escape);
    assert_eq!(
        take(&log),
        ["amount 2", "amount 0", "cash", "cash 119200", "cash 150000", "start qris", "cash 150000", "start transfer", "back"]
    );
    payment.set_step(PayStep::Qris);
    settle();
    press(&window, Key::Return);
    assert!(take(&log).is_empty(), "money is never confirmed by Enter");
    press(&window, Key::F10);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["qris-confirm", "qris-cancel"]);
    payment.set_step(PayStep::Reference);
    settle();
    write(&window, "4412");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["reference 4412"]);
    payment.set_step(PayStep::Done);
    settle();
    press(&window, "5");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["next", "key 5", "next"]);
}

#[test]
fn a_second_person_approves() {
    let (window, log) = till(Page::Sale);
    let approval = window.global::<Approval>();
    approval.set_approvers(staff());
    approval.set_reasons(list(["Label rak salah", "Barang rusak"].map(SharedString::from)));
    approval.set_shown(true);
    settle();
    press(&window, Key::F2);
    press(&window, Key::F6);
    write(&window, "7777");
    press(&window, Key::F10);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["approve s2 7777 Barang rusak"], "and F10 does not pay behind the dialog");
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["refuse"]);
    alive(&window, &log);
}

#[test]
fn the_menu_is_keys_too() {
    let (window, log) = till(Page::Sale);
    press(&window, Key::F1);
    press(&window, "1");
    press(&window, Key::F1);
    press(&window, "2");
    assert_eq!(take(&log), ["go Receipts", "go Settings"]);
    cart(&window, three_rows(), "66.570", "16 item");
    press(&window, Key::F1);
    press(&window, "6");
    write(&window, "salah");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["cancel salah"]);
    alive(&window, &log);
}

#[test]
fn settings_are_changed_without_a_finger() {
    let (window, log) = till(Page::Settings);
    let settings = window.global::<Settings>();
    let saved = log.clone();
    settings.on_save(move |key, value| saved.borrow_mut().push(format!("save {key} {value}")));
    let row = |key: &str, kind: &str, value: &str| SettingRow {
        key: key.into(),
        label: key.into(),
        kind: kind.into(),
        value: value.into(),
        choices: list(["id", "en"].map(SharedString::from)),
        ..Default::default()
    };
    settings.set_rows(list([row("name", "text", "Toko"), row("print", "toggle", "true"), row("language", "choice", "id")]));
    settle();
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    write(&window, "ku");
    press(&window, Key::Return);
    press(&window, Key::Escape);
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    press(&window, Key::DownArrow);
    press(&window, "2");
    assert_eq!(take(&log), ["save name Tokoku", "save print false", "save language en"]);
    click(&window, "id");
    assert_eq!(take(&log), ["save language id"]);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["go Sale"]);
}

#[test]
fn the_strip_is_answered_and_put_away() {
    let (window, log) = till(Page::Sale);
    strip(&window, Tone::Stop, "Barcode belum dikenal.", "Cari barang");
    settle();
    click(&window, "Cari barang");
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["action", "dismiss"]);
}

#[test]
fn the_last_line_stays_in_sight() {
    let (window, _log) = till(Page::Sale);
    cart(&window, many_rows(40), "1.716.000", "90 item");
    settle();
    for last in [39, 0, 20] {
        window.global::<Sale>().set_selected(last);
        settle();
        let line = ElementQuery::from_root(&window)
            .match_accessible_role(AccessibleRole::ListItem)
            .match_predicate(|element| element.accessible_item_selected() == Some(true))
            .find_first()
            .expect("the line under work");
        let (top, foot) = (line.absolute_position().y, line.absolute_position().y + line.size().height);
        assert!(top >= 63. && foot <= 769., "line {last} lies from {top} to {foot}");
    }
}

#[test]
fn the_weight_of_the_scale_is_taken_or_typed() {
    let (window, log) = till(Page::Sale);
    let sale = window.global::<Sale>();
    let taken = log.clone();
    sale.on_take_weight(move || taken.borrow_mut().push("take-weight".into()));
    sale.set_ask_unit("kg".into());
    sale.set_ask_scale(true);
    sale.set_ask_weight("0,540 kg".into());
    sale.set_ask_weight_state("goyang".into());
    sale.set_ask_shown(true);
    settle();
    press(&window, Key::Return);
    click(&window, "Ambil berat ini");
    assert!(take(&log).is_empty(), "a weight that moves is not taken");
    sale.set_ask_weight_good(true);
    settle();
    press(&window, Key::Return);
    click(&window, "Ambil berat ini");
    assert_eq!(take(&log), ["take-weight", "take-weight"]);
    write(&window, "1,2");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["answer 1,2"], "what was typed goes before the scale");
    sale.set_ask_scale(false);
    sale.set_ask_text("".into());
    press(&window, Key::Return);
    assert!(take(&log).is_empty(), "without a scale there is no weight");
}

fn device(id: &str, labels: [&str; 3]) -> DeviceRow {
    let [r#use, test, forget] = labels.map(SharedString::from);
    DeviceRow { id: id.into(), name: id.into(), use_label: r#use, test_label: test, forget_label: forget, ..Default::default() }
}

fn listen_to_devices(window: &MainWindow, log: &Log) {
    let settings = window.global::<Settings>();
    let named = |name: &'static str| {
        let log = log.clone();
        move |id: SharedString| log.borrow_mut().push(format!("{name} {id}"))
    };
    let plain = |name: &'static str| {
        let log = log.clone();
        move || log.borrow_mut().push(name.into())
    };
    settings.on_use_device(named("use"));
    settings.on_test_device(named("test"));
    settings.on_forget_device(named("forget"));
    settings.on_retry_job(named("retry"));
    settings.on_drop_job(named("drop"));
    settings.on_refresh_devices(plain("refresh"));
    settings.on_find_network(plain("network"));
    settings.on_test_print(plain("test-print"));
    settings.on_start_enrol(plain("enrol"));
    settings.on_cancel_enrol(plain("enrol-off"));
    settings.on_test_display(plain("test-display"));
    settings.on_toggle_customer_window(plain("customer"));
    let opened = log.clone();
    settings.on_open_section(move |section| opened.borrow_mut().push(format!("section {section}")));
}

#[test]
fn every_section_has_its_key() {
    let (window, log) = till(Page::Settings);
    listen_to_devices(&window, &log);
    let keys = [Key::F2, Key::F3, Key::F4, Key::F5, Key::F6, Key::F7, Key::F8, Key::F9, Key::F10];
    keys.into_iter().for_each(|key| press(&window, key));
    assert_eq!(take(&log), (0..9).map(|section| format!("section {section}")).collect::<Vec<_>>());
    let settings = window.global::<Settings>();
    for section in [2, 3, 4, 5, 6] {
        settings.set_section(section);
        settle();
        press(&window, Key::F11);
    }
    assert_eq!(take(&log), ["refresh", "test-print", "enrol", "test-display"], "the deed of the section, and none in the others");
    settings.set_section(5);
    settle();
    press(&window, "w");
    click(&window, "Jendela pelanggan buka/tutup");
    assert_eq!(take(&log), ["customer", "customer"]);
}

#[test]
fn devices_are_used_without_a_finger_and_without_keys() {
    let (window, log) = till(Page::Settings);
    listen_to_devices(&window, &log);
    let settings = window.global::<Settings>();
    settings.set_rows(list([SettingRow { kind: "toggle".into(), key: "k".into(), label: "k".into(), ..Default::default() }]));
    settings.set_devices(list([device("a", ["", "Uji", "Lupakan"]), device("b", ["Pakai", "", ""])]));
    settings.set_section(2);
    settle();
    press(&window, "t");
    assert!(take(&log).is_empty(), "no device is marked yet");
    press(&window, Key::DownArrow);
    press(&window, Key::DownArrow);
    for key in ["T".into(), SharedString::from(Key::Delete), SharedString::from(Key::Return)] {
        press(&window, key);
    }
    assert_eq!(take(&log), ["test a", "forget a"], "what has no button has no key");
    for _ in 0..3 {
        press(&window, Key::DownArrow);
    }
    for key in ["t".into(), SharedString::from(Key::Delete), SharedString::from(Key::Return)] {
        press(&window, key);
    }
    press(&window, "n");
    assert_eq!(take(&log), ["use b", "network"]);
    for label in ["Uji: a", "Lupakan: a", "Pakai: b", "Cari lagi", "Cari printer jaringan"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["test a", "forget a", "use b", "refresh", "network"]);
    settings.set_devices_busy(true);
    settle();
    press(&window, "N");
    press(&window, Key::F11);
    assert!(take(&log).is_empty(), "one search at a time");
}

#[test]
fn a_scanner_is_enrolled_and_a_doubtful_job_is_answered() {
    let (window, log) = till(Page::Settings);
    listen_to_devices(&window, &log);
    let settings = window.global::<Settings>();
    settings.set_section(4);
    settings.set_scanners(list([device("s", ["", "Uji", "Lupakan"])]));
    settle();
    press(&window, Key::DownArrow);
    press(&window, Key::Delete);
    click(&window, "Daftarkan pemindai");
    settings.set_enrol_shown(true);
    settle();
    press(&window, Key::F11);
    press(&window, Key::Delete);
    press(&window, Key::Escape);
    click(&window, "Berhenti");
    assert_eq!(take(&log), ["forget s", "enrol", "enrol-off", "enrol-off"]);
    settings.set_enrol_shown(false);
    settle();
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["go Sale"]);
    settings.set_section(3);
    settings.set_jobs(list([JobRow { id: "j".into(), uncertain: true, ..Default::default() }]));
    settle();
    click(&window, "Cetak salinan");
    click(&window, "Sudah tercetak");
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    press(&window, Key::Delete);
    assert_eq!(take(&log), ["retry j", "drop j", "retry j", "drop j"]);
}

#[test]
fn the_paper_leaves_keys_to_the_page() {
    let (window, log) = till(Page::Sale);
    let sheet = window.global::<Paper>();
    let (picked, torn, shut) = (log.clone(), log.clone(), log.clone());
    sheet.on_pick_fault(move |fault| picked.borrow_mut().push(format!("fault {fault}")));
    sheet.on_tear(move || torn.borrow_mut().push("tear".into()));
    sheet.on_close_drawer(move || shut.borrow_mut().push("shut".into()));
    with_control(&window, "p");
    assert!(!sheet.get_shown(), "only in the sample shop");
    window.global::<Shell>().set_demo(true);
    sheet.set_rows(list([PaperRow { text: "TOTAL".into(), ..Default::default() }]));
    sheet.set_faults(list(["tidak ada", "kertas habis"].map(SharedString::from)));
    sheet.set_drawer_open(true);
    settle();
    with_control(&window, "p");
    assert!(sheet.get_shown());
    with_control(&window, "2");
    with_control(&window, "3");
    with_control(&window, "t");
    with_control(&window, "d");
    for label in ["tidak ada", "Sobek", "Tutup laci"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["fault 1", "tear", "shut", "fault 0", "tear", "shut"]);
    write(&window, "2");
    press(&window, Key::F10);
    assert_eq!(take(&log), ["key 2", "pay"], "the page beneath hears its keys");
    click(&window, "Tutup kertas");
    assert!(!sheet.get_shown());
    click(&window, "Kertas printer");
    assert!(sheet.get_shown());
    with_control(&window, "p");
    assert!(!sheet.get_shown());
    with_control(&window, "t");
    assert!(take(&log).is_empty());
    // A field that has the focus lets it through too.
    press(&window, Key::F2);
    with_control(&window, "p");
    assert!(sheet.get_shown());
    assert_eq!(window.global::<Sale>().get_search_text(), "");
}

#[test]
fn an_advice_is_split_into_words_and_command() {
    let (window, _log) = till(Page::Settings);
    let advice = window.global::<Advice>();
    for (text, words, command) in [
        ("", "", ""),
        ("Nyalakan printer.", "Nyalakan printer.", ""),
        ("Satu.\nDua.", "Satu.\nDua.", ""),
        ("Jalankan:\nsudo usermod -aG lp kasir\n", "Jalankan:", "sudo usermod -aG lp kasir"),
        ("Satu.\nDua.\n$ udevadm trigger", "Satu.\nDua.", "udevadm trigger"),
        ("sudo true", "", "sudo true"),
    ] {
        assert_eq!((advice.invoke_words(text.into()).as_str(), advice.invoke_command(text.into()).as_str()), (words, command));
    }
}

#[test]
fn the_marked_device_and_the_newest_paper_come_in_sight() {
    let (window, _log) = till(Page::Settings);
    let settings = window.global::<Settings>();
    settings.set_section(2);
    settings.set_devices(list((0..12).map(|n| device(&n.to_string(), ["", "Uji", ""]))));
    settle();
    let foot = |element: ElementHandle| element.absolute_position().y + element.size().height;
    let last = || ElementHandle::find_by_accessible_label(&window, "Uji: 11").next();
    assert!(last().is_none_or(|button| foot(button) > 768.), "the list is longer than the window");
    for _ in 0..12 {
        press(&window, Key::DownArrow);
    }
    assert!(last().is_some_and(|button| foot(button) <= 768.), "the last device is marked and seen");
    window.global::<Shell>().set_demo(true);
    let sheet = window.global::<Paper>();
    sheet.set_shown(true);
    let rows = Rc::new(VecModel::from_iter((0..60).map(|n| PaperRow { text: format!("baris {n}").into(), ..Default::default() })));
    sheet.set_rows(rows.clone().into());
    settle();
    rows.push(PaperRow { text: "terakhir".into(), ..Default::default() });
    settle();
    let last = ElementHandle::find_by_accessible_label(&window, "terakhir").next().expect("the last line");
    let drawer = ElementHandle::find_by_accessible_label(&window, "Laci tertutup").next().expect("the drawer");
    assert!(foot(last) <= drawer.absolute_position().y, "the newest line is above the drawer");
}

#[test]
fn a_dialog_stays_on_its_line() {
    let (window, log) = till(Page::Sale);
    cart(&window, three_rows(), "66.570", "16 item");
    let sale = window.global::<Sale>();
    let chosen = log.clone();
    sale.on_select(move |row| chosen.borrow_mut().push(format!("select {row}")));
    sale.set_selected(0);
    settle();
    press(&window, Key::F5);
    // Something is scanned meanwhile: its line is the one under work now.
    sale.set_selected(2);
    write(&window, "2500");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["select 0", "price 2500"]);
}

#[test]
fn who_was_found_is_not_who_is_typed_next() {
    let (window, log) = till(Page::Sale);
    let sale = window.global::<Sale>();
    let found = || {
        sale.set_member_text("A-00003".into());
        sale.set_member_found("Fatimah".into());
        settle();
    };
    press(&window, Key::F3);
    found();
    press(&window, Key::Escape);
    press(&window, Key::F3);
    write(&window, "7");
    press(&window, Key::Return);
    found();
    write(&window, "8");
    press(&window, Key::Return);
    let said = take(&log);
    assert!(said.len() == 2 && said.iter().all(|said| said.starts_with("find-member")), "{said:?}");
}

#[test]
fn pay_pressed_twice_takes_nothing() {
    let (window, log) = till(Page::Payment);
    press(&window, Key::F10);
    assert!(take(&log).is_empty());
    write(&window, "5");
    window.global::<Payment>().set_entry("5".into());
    press(&window, Key::F10);
    assert_eq!(take(&log), ["amount 5", "cash"]);
}

#[test]
fn the_keys_live_on_when_a_section_goes() {
    let (window, log) = till(Page::Settings);
    let settings = window.global::<Settings>();
    let opened = log.clone();
    settings.on_open_section(move |section| opened.borrow_mut().push(format!("section {section}")));
    press(&window, Key::F3);
    press(&window, Key::F4);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["section 1", "section 2", "go Sale"]);
}
