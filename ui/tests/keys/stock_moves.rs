//! Labels, goods that move and goods of others: by keyboard alone and by touch alone.

use super::office::Office;
use crate::support::*;
use slint::ComponentHandle;
use slint::platform::Key;
use ui::*;

fn labelling() -> Office {
    let office = Office::on(Page::Labels);
    let page = office.window.global::<Labels>();
    page.on_find(office.told("find"));
    page.on_flip(office.number("flip"));
    page.on_flip_all(office.told("all"));
    page.on_step_copies(office.number("step"));
    page.on_type_copies(office.text("type"));
    page.on_drop(office.told("drop"));
    page.on_own_code(office.told("code"));
    page.on_choose_format(office.number("format"));
    page.on_set_up(office.told("set up"));
    page.on_print(office.told("print"));
    let (log, weak) = (office.log.clone(), office.window.as_weak());
    page.on_take_up(move |index| {
        log.borrow_mut().push(format!("take {index}"));
        weak.upgrade().expect("the window").global::<Labels>().set_at(index);
    });
    let row = |name: &str, added: bool| LabelRow { name: name.into(), on: true, coded: !added, added, ..Default::default() };
    page.set_rows(list([row("Mi", false), row("Es", true)]));
    page.set_at(0);
    page.set_count(2);
    office.settle();
    office
}

#[test]
fn labels_by_keyboard_alone() {
    let office = labelling();
    office.write(" +-12");
    office.keys(&[Key::Backspace, Key::F2, Key::F5, Key::F8, Key::F9, Key::F10]);
    assert_eq!(
        office.heard(),
        ["flip 0", "step 1", "step -1", "type 1", "type 2", "type back", "find", "all", "print"],
        "one that waits is not removed, and it has a code"
    );
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::F8, Key::F9, Key::F3, Key::F4, Key::F6, Key::F7, Key::F11, Key::UpArrow]);
    assert_eq!(office.heard(), ["take 1", "drop", "code", "format 0", "format 1", "format 2", "format 3", "take 0"]);
    let page = office.window.global::<Labels>();
    page.set_missing(true);
    office.settle();
    office.keys(&[Key::F10, Key::F11]);
    assert_eq!(office.heard(), ["set up"], "without a printer nothing is printed");
    page.set_missing(false);
    page.set_rows(list([]));
    page.set_at(-1);
    page.set_count(0);
    office.settle();
    office.write(" +5");
    office.keys(&[Key::F5, Key::F8, Key::F9, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["go Sale"]);
}

#[test]
fn labels_by_touch_alone() {
    let office = labelling();
    for label in ["Tandai semua", "Cari", "Cetak label"] {
        office.click(label);
    }
    for label in ["Tambah satu label", "Kurangi satu label", "Printer label", "A4, 65 kecil", "A4, 24 rak", "Printer struk"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["all", "find", "print", "step 1", "step -1", "format 1", "format 2", "format 3", "format 0"]);
    let page = office.window.global::<Labels>();
    page.set_at(1);
    page.set_missing(true);
    office.settle();
    for label in ["Hapus", "Beri kode sendiri", "Atur printer"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["drop", "code", "set up"]);
    strip(&office.window, Tone::Good, "Tersimpan", "");
    let dismissed = office.told("dismiss");
    office.window.global::<Shell>().on_strip_dismiss(dismissed);
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["dismiss"], "the message goes first");
}

fn moving(step: i32) -> Office {
    let office = Office::on(Page::Moves);
    let page = office.window.global::<Moves>();
    page.on_choose(office.number("choose"));
    page.on_leave(office.told("leave"));
    page.on_heading(office.told("heading"));
    page.on_find(office.told("find"));
    page.on_type(office.text("type"));
    page.on_step_quantity(office.number("step"));
    page.on_more(office.told("more"));
    page.on_drop(office.told("drop"));
    page.on_clear(office.told("clear"));
    page.on_check(office.told("check"));
    page.on_post(office.told("post"));
    page.on_resume(office.told("resume"));
    page.on_pick(office.number("pick"));
    page.on_begin(office.number("begin"));
    let (log, weak) = (office.log.clone(), office.window.as_weak());
    page.on_select(move |index| {
        log.borrow_mut().push(format!("select {index}"));
        weak.upgrade().expect("the window").global::<Moves>().set_at(index);
    });
    let tile = |n: usize| MoveTile { name: format!("Jenis {n}").into(), ..Default::default() };
    page.set_tiles(list((1..=10).map(tile)));
    let line = |name: &str| MoveLine { name: name.into(), pack: "PCS".into(), quantity: "2".into(), ..Default::default() };
    page.set_rows(list(["Mi", "Teh"].map(line)));
    page.set_at(0);
    page.set_heads(true);
    page.set_head("Dimakan tikus".into());
    page.set_action("Hapus dari stok".into());
    let choice = |text: &str| MoveChoice { text: text.into(), ..Default::default() };
    page.set_choices(list(["Ke Toko Barat", "Dari Toko Timur"].map(choice)));
    page.set_choice(0);
    page.set_verb("Terima".into());
    page.set_more_verbs(list(["Tarik satu barang".into(), "Tarik semua".into()]));
    page.set_step(step);
    office.settle();
    office
}

#[test]
fn every_kind_of_move_has_a_digit_and_a_tile() {
    let office = moving(0);
    office.write("190");
    office.keys(&[Key::LeftArrow, Key::UpArrow, Key::Return, Key::Escape]);
    assert_eq!(office.heard(), ["choose 0", "choose 8", "choose 9", "choose 6", "go Sale"]);
    office.click("Jenis 4");
    assert_eq!(office.heard(), ["choose 3"]);
}

#[test]
fn goods_that_move_by_keyboard_and_by_touch() {
    let office = moving(1);
    office.write("12+-,");
    office.keys(&[Key::Backspace, Key::DownArrow, Key::DownArrow, Key::UpArrow, Key::F2, Key::F3, Key::F5, Key::F8, Key::F11]);
    assert_eq!(
        office.heard(),
        ["type 1", "type 2", "step 1", "step -1", "type back", "select 1", "select 0", "find", "heading", "more", "drop", "clear"],
        "no comma for pieces"
    );
    office.keys(&[Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["check", "leave"]);
    for label in ["Untuk siapa dan sebabnya", "Cari", "7", "Hapus satu", "Rincian", "Hapus", "Periksa", "Batalkan semua"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["heading", "find", "type 7", "type back", "more", "drop", "check", "clear"]);
    let page = office.window.global::<Moves>();
    page.set_rows(list([]));
    page.set_at(-1);
    page.set_heads(false);
    office.settle();
    office.write("5");
    office.keys(&[Key::F3, Key::F5, Key::F8, Key::F10, Key::F11]);
    assert!(office.heard().is_empty(), "without goods there is nothing to move");
}

#[test]
fn a_move_is_looked_over() {
    let office = moving(2);
    office.keys(&[Key::F2, Key::F10, Key::Escape]);
    office.click("Lakukan");
    office.click("Kembali ke barang");
    assert_eq!(office.heard(), ["post", "resume", "post", "resume"], "nothing is typed while it is looked over");
}

#[test]
fn shipments_and_recalls_are_chosen_from_a_list() {
    let office = moving(3);
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::Return, Key::F3, Key::F4, Key::F5, Key::F10, Key::Escape]);
    assert_eq!(office.heard(), ["pick 1", "begin 0", "begin 1", "leave"]);
    for label in ["Terima", "Tarik satu barang", "Tarik semua"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["pick 1", "begin 0", "begin 1"]);
}

fn consigning() -> Office {
    let office = Office::on(Page::Consign);
    let page = office.window.global::<Consign>();
    page.on_choose(office.number("choose"));
    page.on_add(office.told("add"));
    page.on_change(office.told("change"));
    page.on_goods_in(office.told("in"));
    page.on_hand_back(office.told("back"));
    page.on_pay(office.told("pay"));
    page.on_choose_period(office.number("days"));
    page.on_step_period(office.number("step"));
    page.on_own_period(office.told("own"));
    page.on_print(office.told("print"));
    page.on_save(office.text("save"));
    let row = |name: &str| PartnerRow { name: name.into(), active: true, ..Default::default() };
    page.set_rows(list(["Ibu Ani", "Pak Budi"].map(row)));
    page.set_at(0);
    page.set_known(true);
    page.set_pays(true);
    page.set_holds(true);
    page.set_name("Ibu Ani".into());
    office.settle();
    office
}

#[test]
fn goods_of_others_by_keyboard_and_by_touch() {
    let office = consigning();
    office.keys(&[Key::DownArrow, Key::LeftArrow, Key::RightArrow, Key::F2, Key::F3, Key::F4, Key::F5, Key::F6, Key::F7, Key::F8, Key::F9]);
    office.write("4");
    office.keys(&[Key::F10, Key::Escape]);
    let all = ["choose 1", "step -1", "step 1", "add", "change", "in", "back", "own", "print", "save pdf", "save xlsx", "days 3", "pay"];
    assert_eq!(office.heard(), [&all[..], &["go Sale"]].concat());
    for label in ["Mitra baru", "Ubah mitra", "Barang masuk", "Kembalikan", "Cetak", "Simpan sebagai PDF", "Bayar", "Bulan ini"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["add", "change", "in", "back", "print", "save pdf", "pay", "days 3"]);
    let page = office.window.global::<Consign>();
    page.set_pays(false);
    page.set_holds(false);
    office.settle();
    office.keys(&[Key::F5, Key::F10]);
    page.set_known(false);
    office.settle();
    office.keys(&[Key::F3, Key::F4, Key::F7, Key::F8]);
    assert!(office.heard().is_empty(), "nothing is owed, nothing is here, nobody is chosen");
}

#[test]
fn the_menu_opens_these_pages_for_those_who_may() {
    let office = Office::on(Page::Float);
    for key in ["a", "n", "i"] {
        office.press(Key::F1);
        office.write(key);
    }
    assert_eq!(office.heard(), ["go Labels", "go Moves", "go Consign"]);
    let shell = office.window.global::<Shell>();
    shell.set_labels(false);
    shell.set_moves(false);
    shell.set_consigns(false);
    office.press(Key::F1);
    office.write("ani");
    office.press(Key::Escape);
    assert!(office.heard().is_empty(), "not for everybody");
}
