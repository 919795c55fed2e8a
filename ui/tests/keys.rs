//! The keys and the fingers: every deed reaches its callback, by keyboard alone and by touch alone, and no dialog keeps the
//! keys to itself after it has gone.

mod support;

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, init_no_event_loop, mock_elapsed_time};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, SharedString};
use std::{cell::RefCell, rc::Rc, time::Duration};
use support::*;
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
