//! The counter's side of the day by keyboard alone and by touch alone: float, cash, close, returns, the menu.

use crate::support::*;
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, init_no_event_loop, mock_elapsed_time};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, SharedString};
use std::{cell::RefCell, rc::Rc, time::Duration};
use ui::*;

type Log = Rc<RefCell<Vec<String>>>;

/// A callback that writes down its name and what it was told.
macro_rules! hear {
    ($log:expr, $global:expr, $event:ident, $name:literal $(, $argument:ident)*) => {{
        let log = $log.clone();
        $global.$event(move |$($argument),*| {
            #[allow(unused_mut, reason = "a callback may tell nothing")]
            let mut words = vec![$name.to_string()];
            $(words.push(format!("{:?}", $argument).trim_matches('"').to_string());)*
            log.borrow_mut().push(words.join(" ").trim_end().to_string());
        });
    }};
}

fn till(page: Page) -> (MainWindow, Log) {
    init_no_event_loop();
    let window = MainWindow::new().expect("the window");
    attach(&window);
    slint::select_bundled_translation("id").expect("the language");
    window.window().set_size(slint::LogicalSize::new(1024., 768.));
    window.show().expect("shown");
    morning(&window);
    window.global::<Shell>().set_page(page);
    crate::counter::counted(&window, &[], "0");
    let log = Log::default();
    let shell = window.global::<Shell>();
    hear!(log, shell, on_go, "go", page);
    hear!(log, shell, on_open_drawer, "drawer");
    hear!(log, shell, on_lock, "lock");
    let counting = window.global::<Counting>();
    hear!(log, counting, on_set, "set", row, digits);
    hear!(log, counting, on_step, "step", row, by);
    hear!(log, window.global::<Reading>(), on_print, "print");
    let float = window.global::<OpeningFloat>();
    hear!(log, float, on_move_date, "day", by);
    hear!(log, float, on_submit, "sum", digits);
    hear!(log, float, on_submit_count, "counted");
    let cash = window.global::<Cash>();
    hear!(log, cash, on_pick, "kind", kind);
    hear!(log, cash, on_submit, "move", amount, purpose, reason);
    hear!(log, cash, on_read, "read");
    let close = window.global::<Close>();
    hear!(log, close, on_next, "next");
    hear!(log, close, on_back, "back");
    hear!(log, close, on_read, "read");
    hear!(log, close, on_figure, "figure", row, digits);
    hear!(log, close, on_submit, "close", pin, manager, second, reason, shortage);
    hear!(log, close, on_print, "print");
    hear!(log, close, on_leave, "leave");
    returns(&window, &log);
    settle();
    (window, log)
}

fn returns(window: &MainWindow, log: &Log) {
    let page = window.global::<Returns>();
    hear!(log, page, on_search, "search", text);
    hear!(log, page, on_mark, "mark", row);
    hear!(log, page, on_open, "open", row);
    hear!(log, page, on_without_receipt, "bare");
    hear!(log, page, on_mark_row, "row", row);
    hear!(log, page, on_step_row, "step", line, by);
    hear!(log, page, on_set_quantity, "quantity", line, text);
    hear!(log, page, on_send, "send", line, whither);
    hear!(log, page, on_all, "all");
    hear!(log, page, on_drop_exchange, "drop", line);
    hear!(log, page, on_turn_scans, "turn");
    hear!(log, page, on_search_goods, "goods", text);
    hear!(log, page, on_pick_goods, "pick", id);
    hear!(log, page, on_answer, "answer", text);
    hear!(log, page, on_next, "next");
    hear!(log, page, on_back, "back");
    hear!(log, page, on_edited, "edited", digits);
    hear!(log, page, on_pick_tender, "tender", id);
    hear!(log, page, on_submit, "settle", tender, reason, received);
    hear!(log, page, on_reprint, "reprint");
    hear!(log, page, on_finish, "finish");
    let receipts = window.global::<Receipts>();
    hear!(log, receipts, on_take_back, "take-back");
    hear!(log, receipts, on_void_sale, "void");
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

/// Shows a scene of the picture book.
fn scene(window: &MainWindow, name: &str) {
    let (_, prepare) = crate::counter::SCENES.iter().find(|(known, _)| *known == name).expect("the scene");
    prepare(window);
    settle();
}

#[test]
fn the_float_is_counted_by_keys() {
    let (window, log) = till(Page::Float);
    write(&window, "2");
    press(&window, Key::Return);
    press(&window, "+");
    press(&window, Key::DownArrow);
    write(&window, "1");
    press(&window, Key::F6);
    press(&window, Key::F7);
    press(&window, Key::F9);
    press(&window, Key::F10);
    assert_eq!(take(&log), ["set 0 2", "step 1 1", "set 2 1", "day -1", "day 1", "drawer", "counted"]);
    for _ in 0..12 {
        press(&window, Key::Return);
    }
    assert_eq!(window.global::<Counting>().get_marked(), 9, "Enter stays on the last row and opens nothing");
    assert!(take(&log).is_empty());
}

#[test]
fn the_float_is_counted_by_fingers() {
    let (window, log) = till(Page::Float);
    crate::counter::counted(&window, &[(1, "3")], "150.000");
    settle();
    for label in ["Tambah satu 20.000", "Kurang satu 50.000", "7", "Hapus satu", "Hari sebelumnya", "Buka kasir"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["step 2 1", "step 1 -1", "set 1 7", "set 1", "day -1", "counted"]);
}

#[test]
fn a_first_digit_begins_the_count_anew() {
    let (window, log) = till(Page::Float);
    crate::counter::counted(&window, &[(0, "12")], "1.200.000");
    settle();
    write(&window, "3");
    crate::counter::counted(&window, &[(0, "3")], "300.000");
    write(&window, "4");
    press(&window, Key::Backspace);
    press(&window, Key::Delete);
    assert_eq!(take(&log), ["set 0 3", "set 0 34", "set 0", "set 0"]);
}

#[test]
fn cash_moves_by_keys() {
    let (window, log) = till(Page::Cash);
    for key in [Key::F2, Key::F3, Key::F4, Key::F5] {
        press(&window, key);
    }
    press(&window, Key::F6);
    window.global::<Cash>().set_reads(true);
    press(&window, Key::F6);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["kind PutIn", "kind TakeOut", "kind Safe", "kind Petty", "read", "go Sale"]);
    scene(&window, "cash_petty");
    window.global::<Cash>().set_purpose(-1);
    write(&window, "25000");
    press(&window, Key::Return);
    assert!(take(&log).is_empty(), "no petty cash without its purpose");
    write(&window, "b/");
    write(&window, "sapu");
    press(&window, Key::Return);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["move 25000 1 sapu"]);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["kind Listing"]);
}

#[test]
fn cash_moves_by_fingers() {
    let (window, log) = till(Page::Cash);
    click(&window, "Kas keluar");
    scene(&window, "cash_out");
    for label in ["Uang receh ke kasir lain", "000", "Catat", "Mundur"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["kind TakeOut", "move 25000000 -1 Uang receh ke kasir lain", "go Sale"]);
}

#[test]
fn a_shift_is_closed_by_keys() {
    let (window, log) = till(Page::Close);
    let page = window.global::<Close>();
    write(&window, "5");
    press(&window, Key::F6);
    press(&window, Key::F9);
    press(&window, Key::F10);
    scene(&window, "close_noncash");
    page.set_noncash_marked(0);
    press(&window, Key::DownArrow);
    write(&window, "9");
    press(&window, Key::F10);
    scene(&window, "close_result");
    press(&window, Key::F3);
    write(&window, "b");
    assert_eq!((page.get_shortage(), page.get_reason().as_str()), (1, "Uang palsu"));
    press(&window, Key::Return);
    assert_eq!(take(&log), ["set 0 5", "drawer", "next", "figure 1 9", "next", "next"]);
    scene(&window, "close_sign");
    page.set_pin("".into());
    page.set_manager("".into());
    write(&window, "25803");
    press(&window, Key::Backspace);
    press(&window, Key::Return);
    assert!(take(&log).is_empty(), "above the limit nobody closes alone");
    press(&window, Key::F2);
    write(&window, "1379");
    press(&window, Key::Return);
    assert_eq!(take(&log), ["close 2580 m1 1379 Uang palsu 1"]);
    press(&window, Key::Escape);
    scene(&window, "close_done");
    press(&window, Key::F4);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["back", "print", "leave"]);
}

#[test]
fn a_shift_is_closed_by_fingers() {
    let (window, log) = till(Page::Close);
    scene(&window, "close_count");
    for label in ["Tambah satu 500", "Laporan X", "Selesai hitung"] {
        click(&window, label);
    }
    scene(&window, "close_noncash");
    click(&window, "000");
    click(&window, "Lihat selisih");
    scene(&window, "close_result");
    for label in ["Piutang kasir", "Belum tahu", "Tanda tangan", "Hitung ulang"] {
        click(&window, label);
    }
    assert_eq!(window.global::<Close>().get_reason(), "Belum tahu");
    assert_eq!(take(&log), ["step 7 1", "read", "next", "figure 1 000", "next", "next", "back"]);
    scene(&window, "close_sign");
    // Half a PIN signs nothing.
    for label in ["H. Abdul Malik", "2", "4", "Tutup sif"] {
        click(&window, label);
    }
    assert!(!take(&log).iter().any(|deed| deed.starts_with("close")));
    for label in ["1", "3", "Tutup sif"] {
        click(&window, label);
    }
    scene(&window, "close_done");
    click(&window, "Cetak salinan");
    click(&window, "Keluar");
    assert_eq!(take(&log), ["close 2580 m2 2413 Belum tahu 1", "print", "leave"]);
}

#[test]
fn a_report_lies_over_the_page_and_keeps_the_keys() {
    let (window, log) = till(Page::Cash);
    window.global::<Reading>().set_shown(true);
    settle();
    press(&window, Key::F2);
    press(&window, Key::F4);
    press(&window, Key::Escape);
    assert!(!window.global::<Reading>().get_shown());
    press(&window, Key::F2);
    assert_eq!(take(&log), ["print", "kind PutIn"]);
}

#[test]
fn goods_come_back_by_keys() {
    let (window, log) = till(Page::Returns);
    scene(&window, "returns_find");
    write(&window, "te");
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["search t", "search te", "mark 1", "open 0"]);
    press(&window, Key::F6);
    scene(&window, "returns_lines");
    write(&window, "2");
    press(&window, "+");
    for key in [Key::DownArrow, Key::F4, Key::F6, Key::Delete, Key::F5, Key::F7, Key::F8, Key::F10] {
        press(&window, key);
    }
    assert_eq!(
        take(&log),
        ["bare", "quantity 1 2", "step 1 1", "row 1", "quantity 1 all", "send 1 2", "quantity 1", "all", "turn", "drop 2", "next"]
    );
    press(&window, Key::F2);
    window.global::<Returns>().set_goods(list(tiles().into_iter().take(6)));
    settle();
    write(&window, "ga");
    press(&window, Key::Return);
    press(&window, Key::Escape);
    assert_eq!(take(&log), ["goods", "goods g", "goods ga", "pick p0"]);
    window.global::<Returns>().set_ask_title("Berat gula".into());
    settle();
    write(&window, "0.5");
    press(&window, Key::Return);
    window.global::<Returns>().set_ask_title("".into());
    settle();
    assert_eq!(take(&log), ["answer 0,5"]);
    scene(&window, "returns_settle");
    window.global::<Returns>().set_reason("".into());
    press(&window, Key::Return);
    assert!(take(&log).is_empty(), "nothing comes back without a reason");
    write(&window, "c");
    press(&window, Key::F3);
    press(&window, Key::Return);
    scene(&window, "returns_done");
    press(&window, Key::F4);
    press(&window, Key::Return);
    assert_eq!(take(&log), ["tender qris", "settle cash Salah barang", "reprint", "finish"]);
}

#[test]
fn goods_come_back_by_fingers() {
    let (window, log) = till(Page::Returns);
    scene(&window, "returns_find");
    click(&window, "Tanpa struk");
    scene(&window, "returns_lines");
    for label in ["Tambah satu", "Semua", "pemasok", "Kembali semua", "barang kembali", "Buang Sabun Mandi 110g", "Lanjut"] {
        click(&window, label);
    }
    assert_eq!(take(&log), ["bare", "step 1 1", "quantity 1 all", "send 1 2", "all", "turn", "drop 2", "next"]);
    scene(&window, "returns_pay");
    for label in ["Kedaluwarsa", "QRIS", "5", "Catat"] {
        click(&window, label);
    }
    scene(&window, "returns_done");
    click(&window, "Pelanggan berikut");
    assert_eq!(take(&log), ["tender qris", "edited 500005", "settle cash Kedaluwarsa 500005", "finish"]);
}

#[test]
fn a_receipt_leads_to_its_return() {
    let (window, log) = till(Page::Receipts);
    press(&window, Key::F6);
    press(&window, Key::F8);
    assert!(take(&log).is_empty(), "no receipt is chosen");
    scene(&window, "receipts_void");
    press(&window, Key::F6);
    press(&window, Key::F8);
    click(&window, "Retur");
    click(&window, "Batalkan");
    assert_eq!(take(&log), ["take-back", "void", "take-back", "void"]);
}

#[test]
fn the_menu_reaches_every_page() {
    let (window, log) = till(Page::Sale);
    for letter in ["r", "K", "t", "b", "L", "j", "H", "p", "C", "d", "2", "1"] {
        press(&window, Key::F1);
        press(&window, letter);
    }
    let pages = ["Returns", "Cash", "Close", "Home", "Reports", "Journal", "Day", "Staff", "Audit", "Backup", "Settings", "Receipts"];
    assert_eq!(take(&log), pages.map(|page| format!("go {page}")));
    window.global::<Shell>().set_office(false);
    press(&window, Key::F1);
    press(&window, "b");
    assert!(take(&log).is_empty(), "the office is not for everybody");
    press(&window, Key::F12);
    assert_eq!(take(&log), ["lock"]);
    window.global::<Shell>().set_drawer_alarm("Laci penuh".into());
    settle();
    click(&window, "Laci penuh");
    assert_eq!(take(&log), ["go Cash"]);
}
