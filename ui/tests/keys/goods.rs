//! Goods, what expires and what to order, by keyboard alone and by touch alone.

use super::office::Office;
use crate::support::*;
use slint::platform::Key;
use slint::{ComponentHandle, SharedString};
use ui::*;

fn opened(name: &str) -> TableRow {
    TableRow { cells: list([SharedString::from(name)]), style: 0, opens: true }
}

fn goods(step: i32) -> Office {
    let office = Office::on(Page::Goods);
    let page = office.window.global::<Goods>();
    page.on_search(office.text("search"));
    page.on_choose_chip(office.number("chip"));
    page.on_choose_category(office.told("category"));
    page.on_open(office.number("open"));
    page.on_add(office.told("add"));
    page.on_forget_unknown(office.told("forget"));
    page.on_many(office.told("many"));
    page.on_leave(office.told("leave"));
    page.on_change(office.told("change"));
    page.on_date_price(office.told("price"));
    page.on_print_label(office.told("label"));
    page.on_archive(office.told("archive"));
    page.on_open_move(office.number("move"));
    page.on_close_record(office.told("close"));
    page.set_columns(list([Column { title: "Barang".into(), start: 0, share: 1000, right: false }]));
    page.set_move_columns(list([Column { title: "Mutasi".into(), start: 0, share: 1000, right: false }]));
    page.set_rows(list(["Mi", "Teh"].map(opened)));
    page.set_moves(list(["Penjualan", "Barang masuk"].map(opened)));
    page.set_chips(list(["Semua", "Minus", "Habis"].map(Into::into)));
    page.set_marked(0);
    page.set_step(step);
    office.settle();
    office
}

#[test]
fn goods_are_found_by_keyboard_alone() {
    let office = goods(0);
    office.keys(&[Key::RightArrow, Key::DownArrow, Key::DownArrow, Key::Return, Key::F3, Key::F4, Key::F6]);
    assert_eq!(office.heard(), ["chip 1", "open 1", "category", "add", "many"]);
    office.write("teh");
    let page = office.window.global::<Goods>();
    assert_eq!(
        (office.heard().last().map(String::as_str), page.get_query().as_str()),
        (Some("search teh"), "teh"),
        "letters search at once"
    );
    office.press(Key::UpArrow);
    office.press(Key::Return);
    assert_eq!(office.heard(), ["open 0"], "arrows move in the list while the field is typed in");
    page.set_unknown("Kode 8991 belum dikenal".into());
    office.settle();
    office.keys(&[Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["add", "forget"]);
    page.set_unknown("".into());
    office.settle();
    office.press(Key::Escape);
    assert_eq!((office.heard(), page.get_query().as_str()), (vec!["search".to_string()], ""), "first what was typed goes");
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["go Sale"]);
}

#[test]
fn goods_are_found_by_touch_alone() {
    let office = goods(0);
    office.window.global::<Goods>().set_unknown("Kode 8991 belum dikenal".into());
    office.settle();
    for label in ["Kategori", "Sekaligus", "Minus", "Tutup pesan"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["category", "many", "chip 1", "forget"]);
}

#[test]
fn a_card_by_keyboard_and_by_touch() {
    let office = goods(1);
    let page = office.window.global::<Goods>();
    office.keys(&[Key::F2, Key::F3, Key::F4, Key::F5, Key::DownArrow, Key::Return, Key::F8]);
    assert_eq!(office.heard(), ["change", "price", "label", "archive", "move 0"]);
    office.keys(&[Key::DownArrow, Key::Return, Key::F7, Key::F6]);
    assert_eq!((office.heard(), page.get_part()), (vec![], 0), "only movements have rows");
    for label in ["Ubah", "Harga bertanggal", "Cetak label", "Arsipkan", "Grafik", "Riwayat", "Mutasi"] {
        office.click(label);
    }
    assert_eq!((office.heard(), page.get_part()), (["change", "price", "label", "archive"].map(String::from).to_vec(), 0));
    page.set_record_shown(true);
    office.settle();
    office.keys(&[Key::Return, Key::Escape]);
    office.click("Tutup");
    page.set_record_shown(false);
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["close", "close", "leave"]);
}

fn editor() -> Office {
    let office = goods(2);
    let page = office.window.global::<ProductEditor>();
    page.on_edit_field(office.number("field"));
    page.on_edit_pack(office.number("pack"));
    page.on_mark_pack(office.number("mark"));
    page.on_add_pack(office.told("add pack"));
    page.on_add_code(office.told("add code"));
    page.on_own_code(office.told("own code"));
    page.on_add_break(office.told("add break"));
    page.on_drop(office.number("drop"));
    page.on_save(office.told("save"));
    page.on_leave(office.told("leave editor"));
    page.set_fields(list(["Nama", "Rak"].map(|label| EditRow { label: label.into(), ..Default::default() })));
    page.set_packs(list([(0, "PCS"), (1, "8991"), (0, "DUS")].map(|(kind, text)| PackRow {
        kind,
        text: text.into(),
        ..Default::default()
    })));
    office.settle();
    office
}

#[test]
fn a_product_is_edited_by_keyboard_alone() {
    let office = editor();
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::Return, Key::RightArrow, Key::DownArrow, Key::Return, Key::F8, Key::Delete]);
    assert_eq!(office.heard(), ["field 1", "mark 1", "mark 1", "pack 1", "drop 1", "drop 1"]);
    office.keys(&[Key::F4, Key::F5, Key::F6, Key::F7, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["add pack", "add code", "own code", "add break", "save", "leave editor"]);
    office.window.global::<ProductEditor>().set_busy(true);
    office.settle();
    office.keys(&[Key::F10, Key::Escape]);
    assert!(office.heard().is_empty(), "one at a time");
}

#[test]
fn a_product_is_edited_by_touch_alone() {
    let office = editor();
    for label in ["Kemasan", "Barcode", "Kode sendiri", "Harga bertingkat", "Hapus", "Simpan"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["add pack", "add code", "own code", "add break", "drop 0", "save"]);
    office.window.global::<ProductEditor>().set_side(1);
    office.settle();
    office.click("Ubah");
    assert_eq!(office.heard(), ["mark 0", "pack 0"]);
}

#[test]
fn many_goods_by_keyboard_and_by_touch() {
    let office = goods(3);
    let page = office.window.global::<ManyGoods>();
    page.on_read(office.number("read"));
    page.on_apply(office.told("apply"));
    page.on_choose_target(office.number("target"));
    page.on_save(office.text("save"));
    page.on_search_again(office.told("again"));
    page.on_leave(office.told("leave"));
    page.set_files(list(["a.csv", "b.xlsx"].map(|name| BackupRow { name: name.into(), ..Default::default() })));
    page.set_targets(list(["Dokumen", "USB"].map(|name| TargetRow { name: name.into(), ..Default::default() })));
    office.settle();
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::Return, Key::F10, Key::F2, Key::F3, Key::F11]);
    assert_eq!(office.heard(), ["read 1", "save xlsx", "save csv", "again"], "nothing is taken in before it was looked over");
    office.write("239");
    page.set_ready(true);
    office.settle();
    office.press(Key::F10);
    for label in ["Terapkan perubahan ini", "Simpan sebagai XLSX", "Simpan sebagai CSV", "Cari lagi"] {
        office.click(label);
    }
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["target 1", "apply", "apply", "save xlsx", "save csv", "again", "leave"]);
    page.set_busy(true);
    office.settle();
    office.keys(&[Key::Return, Key::F10, Key::F2, Key::Escape]);
    assert!(office.heard().is_empty());
}

#[test]
fn what_expires_is_marked_down_with_one_key_or_touch() {
    let office = Office::on(Page::Expiry);
    let page = office.window.global::<Expiry>();
    page.on_choose_span(office.number("span"));
    page.on_act(office.number("act"));
    page.on_open(office.number("open"));
    page.set_spans(list(["7 hari", "14 hari", "30 hari"].map(Into::into)));
    let row = |text: &str, verb: &str| Task { text: text.into(), verb: verb.into(), ..Default::default() };
    page.set_rows(list([row("Roti", ""), row("Susu", "Potong 50%")]));
    page.set_marked(0);
    office.settle();
    office.keys(&[Key::Return, Key::DownArrow, Key::Return, Key::F6, Key::F2, Key::F4, Key::F5]);
    assert_eq!(office.heard(), ["act 1", "open 1", "span 0", "span 2"], "what is past its date has no price");
    office.click("14 hari");
    office.click("Potong 50%: Susu");
    office.click("Kartu barang");
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["span 1", "act 1", "open 1", "go Sale"]);
}

#[test]
fn an_order_by_keyboard_and_by_touch() {
    let office = Office::on(Page::Reorder);
    let page = office.window.global::<Reorder>();
    page.on_type(office.text("type"));
    page.on_select(office.number("select"));
    page.on_step_quantity(office.number("step"));
    page.on_drop(office.told("drop"));
    page.on_find(office.told("find"));
    page.on_ask_basis(office.told("basis"));
    page.on_again(office.told("again"));
    page.on_print(office.told("print"));
    page.on_save(office.text("save"));
    office.keys(&[Key::F4, Key::F8, Key::DownArrow]);
    office.write("5+");
    assert!(office.heard().is_empty(), "there is nothing on the list yet");
    page.set_rows(list(["Mi", "Teh"].map(|name| OrderRow { name: name.into(), quantity: "2".into(), ..Default::default() })));
    page.set_at(0);
    office.settle();
    office.write("12+-");
    office.keys(&[Key::Backspace, Key::DownArrow, Key::UpArrow, Key::F8, Key::F2, Key::F3, Key::F11]);
    assert_eq!(
        office.heard(),
        ["type 1", "type 2", "step 1", "step -1", "type back", "select 1", "drop", "find", "basis", "again"],
        "nothing is above the first line"
    );
    office.keys(&[Key::F4, Key::F5, Key::F6, Key::F7]);
    assert_eq!(office.heard(), ["print", "save pdf", "save xlsx", "save csv"]);
    for label in ["7", "Hapus satu", "Hapus", "Tambah barang", "Dihitung dari", "Hitung lagi", "Cetak daftar", "Simpan sebagai PDF"] {
        office.click(label);
    }
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["type 7", "type back", "drop", "find", "basis", "again", "print", "save pdf", "go Sale"]);
}

#[test]
fn the_menu_opens_the_pages_of_goods_for_the_stock_room() {
    let office = Office::on(Page::Sale);
    for key in ["g", "e", "o"] {
        office.press(Key::F1);
        office.write(key);
    }
    office.press(Key::F1);
    office.click("Pesan ulang");
    assert_eq!(office.heard(), ["go Goods", "go Expiry", "go Reorder", "go Reorder"]);
    office.window.global::<Shell>().set_receives(false);
    office.press(Key::F1);
    office.write("geo");
    office.press(Key::Escape);
    assert!(office.heard().is_empty(), "not for everybody");
}
