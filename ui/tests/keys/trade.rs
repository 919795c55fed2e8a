//! Suppliers and the network: by keyboard alone and by touch alone.

use super::office::Office;
use crate::support::*;
use slint::ComponentHandle;
use slint::platform::Key;
use ui::*;

fn trading() -> Office {
    let office = Office::on(Page::Trade);
    let page = office.window.global::<Trade>();
    page.on_choose_tab(office.number("tab"));
    page.on_search(office.text("search"));
    page.on_choose(office.number("row"));
    page.on_open(office.number("open"));
    page.on_check(office.number("tick"));
    page.on_choose_view(office.number("view"));
    page.on_choose_line(office.number("line"));
    page.on_open_line(office.number("open line"));
    page.on_check_line(office.number("tick line"));
    page.on_choose_day(office.number("day"));
    page.on_step_month(office.number("month"));
    page.on_type(office.text("type"));
    page.on_act(office.text("act"));
    page.on_leave(office.told("leave"));
    let tab = |text: &str, count: &str, enabled: bool| TradeTab { text: text.into(), count: count.into(), enabled };
    page.set_tabs(list([tab("Pemasok", "", true), tab("Katalog", "", true), tab("Pesanan", "2", true), tab("Kiriman", "", false)]));
    let row = |text: &str| TradeRow { text: text.into(), ..Default::default() };
    page.set_rows(list(["DC", "UD Sumber", "CV Maju"].map(row)));
    page.set_at(0);
    page.set_searches(true);
    page.set_search_hint("Cari pihak".into());
    page.set_title("DC".into());
    page.set_views(list(["Kartu".into(), "Toko ini".into()]));
    let action = |text: &str, key: &str| TradeAction { text: text.into(), key: key.into(), enabled: true, ..Default::default() };
    page.set_actions(list([action("Tambah", "F3"), action("Kirim", "F10"), action("Buang", "Del")]));
    office.settle();
    office
}

fn lines() -> Office {
    let office = trading();
    let page = office.window.global::<Trade>();
    let line = |text: &str| TradeLine { text: text.into(), check: 1, ..Default::default() };
    page.set_lines(list(["Mi", "Teh", "Kopi"].map(line)));
    page.set_choosing(true);
    office.settle();
    office
}

#[test]
fn parts_rows_and_actions_by_keyboard_alone() {
    let office = trading();
    office.write("345");
    assert_eq!(office.heard(), ["tab 2"], "one that is not for the person, and one that is not there, do nothing");
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::DownArrow, Key::Return, Key::UpArrow, Key::PageUp]);
    assert_eq!(office.heard(), ["row 1", "row 2", "row 2", "open 2", "row 1", "row 0"]);
    office.keys(&[Key::Tab, Key::F3, Key::F10, Key::F11, Key::Delete]);
    assert_eq!(office.heard(), ["view 1", "act F3", "act F10", "act F11", "act Del"]);
    office.keys(&[Key::RightArrow, Key::LeftArrow]);
    assert_eq!(office.heard(), [""; 0], "there is nothing to go over to");
    office.write(" m");
    office.window.global::<Trade>().set_query("m".into());
    office.settle();
    assert_eq!(office.heard(), ["tick 0", "search m"]);
    // The field has the keys: Esc gives them back, once more clears what was searched, once more leaves.
    office.press(Key::Escape);
    office.press(Key::Escape);
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["search", "leave"]);
    strip(&office.window, Tone::Good, "Tersimpan", "");
    let dismissed = office.told("dismiss");
    office.window.global::<Shell>().on_strip_dismiss(dismissed);
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["dismiss"], "the message goes first");
}

#[test]
fn lines_are_reached_with_the_arrow_to_the_right() {
    let office = lines();
    office.keys(&[Key::RightArrow, Key::DownArrow, Key::Return, Key::PageDown]);
    office.write(" ");
    assert_eq!(office.heard(), ["line 0", "line 1", "open line 1", "line 2", "tick line 2"]);
    office.keys(&[Key::LeftArrow, Key::DownArrow, Key::RightArrow, Key::Escape, Key::Escape]);
    assert_eq!(office.heard(), ["row 1", "line 2", "leave"], "Esc goes back to the list first");
}

#[test]
fn while_something_is_counted_digits_are_its_number() {
    let office = lines();
    let page = office.window.global::<Trade>();
    page.set_heading("Terima A1-SJ0001".into());
    page.set_pad(true);
    page.set_pad_title("Mi".into());
    page.set_line(0);
    office.settle();
    office.write("12,+-m");
    office.keys(&[Key::Backspace, Key::DownArrow, Key::Return, Key::Tab, Key::F5, Key::Escape]);
    assert_eq!(
        office.heard(),
        ["type 1", "type 2", "type +", "type -", "type back", "line 1", "open line 1", "act F5", "leave"],
        "no part is chosen, nothing is searched, and there is no comma"
    );
    page.set_comma(true);
    office.settle();
    office.write(",");
    assert_eq!(office.heard(), ["type ,"]);
    for label in ["7", "Hapus satu"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["type 7", "type back"]);
}

#[test]
fn a_calendar_takes_the_arrows() {
    let office = trading();
    let page = office.window.global::<Trade>();
    let day = |n: i32| TradeDay { text: n.to_string().into(), ..Default::default() };
    page.set_days(list((0..42).map(day)));
    page.set_month("November 2026".into());
    page.set_weekdays(list(["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"].map(Into::into)));
    page.set_day(10);
    office.settle();
    office.keys(&[Key::RightArrow, Key::RightArrow, Key::DownArrow, Key::LeftArrow, Key::UpArrow, Key::Return]);
    assert_eq!(office.heard(), ["day 11", "day 18", "day 17", "day 10", "act Enter"]);
    office.keys(&[Key::UpArrow, Key::UpArrow, Key::PageDown, Key::PageUp]);
    assert_eq!(office.heard(), ["day 3", "month 1", "month -1"], "there is no day before the first");
    for label in ["Bulan sebelumnya", "Bulan sesudahnya", "20"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["month -1", "month 1", "day 20"]);
}

#[test]
fn parts_views_and_actions_by_touch_alone() {
    let office = trading();
    for label in ["Katalog", "Pesanan, 2", "Toko ini", "Tambah", "Kirim", "Buang"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["tab 1", "tab 2", "view 1", "act F3", "act F10", "act Del"]);
    office.click("Mundur");
    assert_eq!(office.heard(), ["leave"]);
}

#[test]
fn a_document_on_paper_is_left_before_the_page() {
    let office = trading();
    let page = office.window.global::<Trade>();
    page.set_paper(true);
    page.set_actions(list([TradeAction { text: "Simpan PDF".into(), key: "F9".into(), enabled: true, ..Default::default() }]));
    page.set_query("dc".into());
    office.settle();
    office.write("2");
    office.keys(&[Key::F9, Key::Escape]);
    assert_eq!(office.heard(), ["act F9", "leave"]);
}
