//! The stock room by keyboard alone and by touch alone.

use super::office::Office;
use crate::support::*;
use slint::ComponentHandle;
use slint::platform::Key;
use ui::*;

fn receiving() -> Office {
    let office = Office::on(Page::Receive);
    let page = office.window.global::<Receive>();
    page.on_find(office.told("find"));
    page.on_heading(office.told("heading"));
    page.on_type(office.text("type"));
    page.on_step_quantity(office.number("step"));
    page.on_more(office.told("more"));
    page.on_drop(office.told("drop"));
    page.on_check(office.told("check"));
    page.on_clear(office.told("clear"));
    page.on_accept(office.told("accept"));
    let (log, weak) = (office.log.clone(), office.window.as_weak());
    page.on_select(move |index, field| {
        log.borrow_mut().push(format!("select {index} {field}"));
        let window = weak.upgrade().expect("the window");
        window.global::<Receive>().set_at(index);
        window.global::<Receive>().set_field(field);
    });
    let row = |name: &str| ArrivalRow { name: name.into(), pack: "DUS 40".into(), quantity: "2".into(), ..Default::default() };
    page.set_rows(list(["Mi", "Teh"].map(row)));
    page.set_at(0);
    office.settle();
    office
}

#[test]
fn a_delivery_by_keyboard_alone() {
    let office = receiving();
    office.write("12");
    office.press(Key::Return);
    office.write("9");
    office.keys(&[Key::Backspace, Key::Return, Key::DownArrow, Key::DownArrow, Key::RightArrow, Key::UpArrow]);
    assert_eq!(
        office.heard(),
        ["type 1", "type 2", "select 0 1", "type 9", "type back", "select 0 0", "select 1 0", "select 1 1", "select 0 0"]
    );
    office.write("+-,");
    office.keys(&[Key::F2, Key::F3, Key::F5, Key::F8, Key::F11, Key::F10]);
    assert_eq!(office.heard(), ["step 1", "step -1", "find", "heading", "more", "drop", "clear", "check"], "no comma for pieces");
    let page = office.window.global::<Receive>();
    page.set_comma(true);
    office.write(",");
    assert_eq!(office.heard(), ["type ,"]);
    page.set_step(1);
    page.set_reprices(true);
    office.settle();
    office.keys(&[Key::F7, Key::F2]);
    assert!(page.get_reprice());
    office.keys(&[Key::F10, Key::Escape]);
    assert_eq!((office.heard(), page.get_step()), (vec!["accept".to_string()], 0), "nothing is typed while it is looked over");
    page.set_rows(list([]));
    page.set_at(-1);
    office.settle();
    office.write("5");
    office.keys(&[Key::F5, Key::F8, Key::F10, Key::F11, Key::Escape]);
    assert_eq!(office.heard(), ["go Sale"], "without lines there is nothing to take in");
}

#[test]
fn a_delivery_by_touch_alone() {
    let office = receiving();
    for label in ["Surat jalan", "Cari", "7", "Hapus satu", "Rincian", "Hapus", "Batalkan semua", "Harga beli / kemasan", "000", "Periksa"]
    {
        office.click(label);
    }
    assert_eq!(office.heard(), ["heading", "find", "type 7", "type back", "more", "drop", "clear", "select 0 1", "type 000", "check"]);
    let page = office.window.global::<Receive>();
    page.set_step(1);
    page.set_reprices(true);
    office.settle();
    office.click("Pakai harga usulan");
    assert!(page.get_reprice());
    office.click("Terima");
    office.click("Kembali ke daftar");
    assert_eq!((office.heard(), page.get_step()), (vec!["accept".to_string()], 0));
}

#[test]
fn the_menu_shows_whom_the_stock_room_is_for() {
    let office = Office::on(Page::Float);
    office.press(Key::F1);
    office.click("Terima barang");
    office.press(Key::F1);
    office.write("m");
    assert_eq!(office.heard(), ["go Receive", "go Receive"]);
    office.window.global::<Shell>().set_receives(false);
    office.press(Key::F1);
    office.write("m");
    office.press(Key::Escape);
    assert!(office.heard().is_empty(), "not for everybody");
}

fn counting(step: i32) -> Office {
    let office = Office::on(Page::StockCount);
    let page = office.window.global::<StockCount>();
    page.on_begin(office.number("begin"));
    page.on_open(office.number("open"));
    page.on_leave(office.told("leave"));
    page.on_find(office.told("find"));
    page.on_type(office.text("type"));
    page.on_put(office.told("put"));
    page.on_again(office.told("again"));
    page.on_pick(office.number("pick"));
    page.on_show_left(office.told("left"));
    page.on_review(office.told("review"));
    page.on_resume(office.told("resume"));
    page.on_reason(office.number("reason"));
    page.on_second(office.told("second"));
    page.on_post(office.told("post"));
    page.set_sheets(list(["rak", "toko"].map(|name| CountSheet { name: name.into(), open: true, ..Default::default() })));
    page.set_rows(list(["Mi", "Teh"].map(|name| TallyRow { name: name.into(), count: "3".into(), ..Default::default() })));
    page.set_columns(list([Column { title: "Barang".into(), start: 0, share: 1000, right: false }]));
    page.set_lines(list([true, false].map(|opens| TableRow { cells: list(["Mi".into()]), style: 0, opens })));
    page.set_left("Belum dihitung: 12 barang".into());
    page.set_step(step);
    office.settle();
    office
}

#[test]
fn a_count_is_begun_or_gone_on_with() {
    let office = counting(0);
    office.keys(&[Key::F2, Key::F3, Key::F4, Key::F5, Key::DownArrow, Key::DownArrow, Key::Return, Key::Escape]);
    assert_eq!(office.heard(), ["begin 0", "begin 1", "begin 2", "begin 3", "open 1", "go Sale"]);
    for label in ["Seluruh toko", "Satu kategori", "Daftar sendiri", "Hitung 5 barang"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["begin 0", "begin 1", "begin 2", "begin 3"]);
}

#[test]
fn goods_are_counted_by_keyboard_and_by_touch() {
    let office = counting(1);
    let page = office.window.global::<StockCount>();
    office.keys(&[Key::Return, Key::F8]);
    assert!(office.heard().is_empty(), "nothing was scanned yet");
    page.set_last("Mi".into());
    page.set_entry("12".into());
    office.settle();
    office.write("7,");
    office.keys(&[Key::Backspace, Key::Return, Key::F8, Key::F2, Key::F6, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["type 7", "type back", "put", "again", "find", "left", "review", "leave"]);
    for label in ["8", "Jumlah semuanya", "Salah, ulangi", "Cari", "Belum dihitung", "Selesai, tinjau"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["type 8", "put", "again", "find", "left", "review"]);
}

#[test]
fn a_review_gives_reasons_and_posts() {
    let office = counting(2);
    let page = office.window.global::<StockCount>();
    page.set_recount(2);
    page.set_uncounted(3);
    office.settle();
    office.keys(&[Key::DownArrow, Key::Return, Key::DownArrow, Key::Return, Key::F5, Key::F7, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["reason 0", "second", "post", "resume"], "what does not differ needs no reason");
    assert!(page.get_gone());
    for label in ["Hitung ulang", "Tak dihitung = habis", "Bukukan", "Lanjut menghitung"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["second", "post", "resume"]);
    assert!(!page.get_gone());
    page.set_posted(true);
    office.settle();
    office.keys(&[Key::UpArrow, Key::Return, Key::F5, Key::F7, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["leave"], "what was posted is only looked at");
}
