//! The manager's pages by keyboard alone and by touch alone.

use crate::support::*;
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, init_no_event_loop, mock_elapsed_time};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, Model, SharedString};
use std::{cell::RefCell, rc::Rc, time::Duration};
use ui::*;

pub type Log = Rc<RefCell<Vec<String>>>;

pub struct Office {
    pub window: MainWindow,
    pub log: Log,
}

impl Office {
    pub fn on(page: Page) -> Office {
        init_no_event_loop();
        let window = MainWindow::new().expect("the window");
        attach(&window);
        slint::select_bundled_translation("id").expect("the language");
        window.window().set_size(slint::LogicalSize::new(1024., 768.));
        window.show().expect("shown");
        morning(&window);
        window.global::<Shell>().set_page(page);
        let office = Office { window, log: Log::default() };
        let pages = office.log.clone();
        office.window.global::<Shell>().on_go(move |page| pages.borrow_mut().push(format!("go {page:?}")));
        office.settle();
        office
    }

    pub fn settle(&self) {
        for _ in 0..3 {
            mock_elapsed_time(Duration::from_millis(20));
        }
    }

    pub fn told(&self, name: &'static str) -> impl FnMut() + 'static {
        let log = self.log.clone();
        move || log.borrow_mut().push(name.to_string())
    }

    pub fn number(&self, name: &'static str) -> impl FnMut(i32) + 'static {
        let log = self.log.clone();
        move |n| log.borrow_mut().push(format!("{name} {n}"))
    }

    pub fn text(&self, name: &'static str) -> impl FnMut(SharedString) + 'static {
        let log = self.log.clone();
        move |text| log.borrow_mut().push(format!("{name} {text}").trim_end().to_string())
    }

    pub fn press(&self, text: impl Into<SharedString>) {
        let text = text.into();
        self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
        self.settle();
    }

    pub fn keys(&self, keys: &[Key]) {
        for key in keys {
            self.press(*key);
        }
    }

    pub fn write(&self, text: &str) {
        text.chars().for_each(|letter| self.press(letter));
    }

    pub fn button(&self, label: &str) -> ElementHandle {
        let name = label.to_string();
        ElementQuery::from_root(&self.window)
            .match_accessible_role(AccessibleRole::Button)
            .match_predicate(move |element| element.accessible_label().as_deref() == Some(name.as_str()))
            .find_first()
            .unwrap_or_else(|| panic!("no button {label}"))
    }

    pub fn click(&self, label: &str) {
        self.button(label).mock_single_click(PointerEventButton::Left);
        self.settle();
    }

    pub fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.log.borrow_mut())
    }
}

fn task(text: &str, verb: &str) -> Task {
    Task { text: text.into(), verb: verb.into(), ..Default::default() }
}

#[test]
fn home_leads_everywhere_and_to_what_needs_a_hand() {
    let office = Office::on(Page::Home);
    let home = office.window.global::<Home>();
    home.on_attend(office.number("attend"));
    home.on_refresh(office.told("refresh"));
    home.on_back_up(office.told("backup"));
    home.on_verify_now(office.told("verify"));
    home.set_tasks(list([task("QRIS", "Periksa"), task("terlambat", "")]));
    office.settle();
    office.keys(&[Key::F2, Key::F3, Key::F4, Key::F5, Key::F6, Key::F7, Key::F8, Key::F9, Key::F11, Key::Escape]);
    assert_eq!(
        office.heard(),
        ["go Reports", "go Journal", "go Day", "go Staff", "go Audit", "go Backup", "backup", "verify", "refresh", "go Sale"]
    );
    office.press(Key::Return);
    office.keys(&[Key::DownArrow, Key::Return, Key::DownArrow, Key::Return, Key::UpArrow, Key::Return]);
    assert_eq!(office.heard(), ["attend 0", "attend 0"], "what has no verb does nothing");
    for label in
        ["Laporan", "Jurnal", "Tutup hari", "Pengguna", "Catatan", "Cadangan & kasir", "Cadangkan", "Periksa", "Segarkan", "Periksa: QRIS"]
    {
        office.click(label);
    }
    assert_eq!(
        office.heard(),
        ["go Reports", "go Journal", "go Day", "go Staff", "go Audit", "go Backup", "backup", "verify", "refresh", "attend 0"]
    );
    home.set_busy(true);
    office.settle();
    office.keys(&[Key::F8, Key::F9]);
    assert!(office.heard().is_empty(), "one long work at a time");
}

fn reports() -> Office {
    let office = Office::on(Page::Reports);
    let page = office.window.global::<Reports>();
    page.on_choose(office.number("choose"));
    page.on_choose_period(office.number("period"));
    page.on_step_period(office.number("step"));
    page.on_own_period(office.told("own"));
    page.on_choose_option(office.told("option"));
    page.on_open_row(office.number("row"));
    page.on_up(office.told("up"));
    page.on_stop(office.told("stop"));
    page.on_print(office.told("print"));
    page.on_save(office.text("save"));
    let names = ["Ringkasan", "Per jam", "Buku besar"];
    page.set_entries(list(names.map(|name| ReportEntry { id: name.into(), name: name.into(), ..Default::default() })));
    page.set_current(1);
    page.set_title("Buku besar".into());
    page.set_opens(true);
    page.set_option("Akun".into());
    page.set_chart(1);
    page.set_columns(list([Column { title: "Tanggal".into(), start: 0, share: 1000, right: false }]));
    page.set_rows(list([true, false, true].map(|opens| TableRow { cells: list(["baris".into()]), style: 0, opens })));
    office.settle();
    office
}

#[test]
fn a_report_is_chosen_read_and_taken_away() {
    let office = reports();
    office.keys(&[Key::PageDown, Key::PageUp]);
    office.write("13");
    office.keys(&[Key::LeftArrow, Key::RightArrow, Key::F6, Key::F8, Key::F2, Key::F3, Key::F4, Key::F5]);
    assert_eq!(
        office.heard(),
        [
            "choose 2",
            "choose 0",
            "period 0",
            "period 2",
            "step -1",
            "step 1",
            "own",
            "option",
            "print",
            "save pdf",
            "save xlsx",
            "save csv"
        ]
    );
    let page = office.window.global::<Reports>();
    office.press(Key::F7);
    assert!(page.get_chart_shown());
    office.press(Key::F7);
    office.keys(&[Key::DownArrow, Key::Return, Key::DownArrow, Key::Return, Key::End, Key::Return]);
    assert_eq!(office.heard(), ["row 0", "row 2"], "a row that leads nowhere does nothing");
    page.set_trail(list(["Neraca".into()]));
    office.settle();
    office.keys(&[Key::Backspace, Key::Escape]);
    assert_eq!(office.heard(), ["up", "up"]);
    page.set_busy(true);
    office.settle();
    office.keys(&[Key::F3, Key::Escape]);
    assert_eq!(office.heard(), ["stop"], "nothing is taken away while it is made");
    page.set_busy(false);
    page.set_trail(list([]));
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["go Home"]);
}

#[test]
fn a_finger_reads_reports_too() {
    let office = reports();
    for label in [
        "Per jam",
        "Kemarin",
        "Sebelumnya",
        "Sesudahnya",
        "Pilih tanggal",
        "Akun",
        "Cetak struk",
        "Simpan sebagai PDF",
        "Simpan sebagai CSV",
    ] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["choose 1", "period 1", "step -1", "step 1", "own", "option", "print", "save pdf", "save csv"]);
    let rows: Vec<_> = ElementHandle::find_by_accessible_label(&office.window, "baris")
        .filter(|row| row.accessible_role() == Some(AccessibleRole::ListItem))
        .collect();
    for row in &rows {
        row.mock_single_click(PointerEventButton::Left);
        office.settle();
    }
    assert_eq!((rows.len(), office.heard()), (3, vec!["row 0".to_string(), "row 2".into()]));
}

#[test]
fn journals_are_made_in_words_or_in_lines() {
    let office = Office::on(Page::Journal);
    let page = office.window.global::<Journal>();
    page.on_begin(office.text("begin"));
    page.on_open_section(office.number("section"));
    page.on_choose_account(office.number("account"));
    page.on_add_entry(office.told("add"));
    page.on_drop_entry(office.number("drop"));
    page.on_heading(office.told("heading"));
    page.on_post(office.told("post"));
    page.on_open(office.number("open"));
    page.on_reverse(office.number("reverse"));
    page.on_close(office.number("close"));
    let typed = office.log.clone();
    page.on_type_amount(move |row, credit, key| {
        typed.borrow_mut().push(format!("{row} {} {key}", if credit { "kredit" } else { "debit" }))
    });
    page.set_tiles(list(["a", "b", "c", "d", "e"].map(|id| JournalTile { id: id.into(), name: id.into(), ..Default::default() })));
    office.settle();
    office.keys(&[Key::RightArrow, Key::Return, Key::DownArrow, Key::Return, Key::LeftArrow, Key::UpArrow, Key::Return]);
    office.click("c");
    assert_eq!(office.heard(), ["begin b", "begin e", "begin a", "begin c"]);

    page.set_entries(list([EntryRow::default(), EntryRow::default()]));
    office.press(Key::F3);
    office.write("5");
    office.press(Key::RightArrow);
    office.write("1");
    office.press(Key::Return);
    office.click("000");
    office.keys(&[Key::Backspace, Key::F6, Key::F7, Key::Delete, Key::F10]);
    office.write("+");
    assert_eq!(
        office.heard(),
        ["section 1", "0 debit 5", "0 kredit 1", "1 kredit 000", "1 kredit back", "account 1", "heading", "drop 1", "add"],
        "what does not balance is not posted"
    );
    page.set_balanced(true);
    office.settle();
    for label in ["Debit baris 2", "Bukukan", "Akun baris 1", "Hapus baris 2", "Tanggal dan keterangan"] {
        office.click(label);
    }
    office.press(Key::F10);
    assert_eq!(office.heard(), ["post", "account 0", "drop 1", "heading", "post"]);

    page.set_rows(list([false, true].map(|reversible| JournalRow { reversible, text: "j".into(), ..Default::default() })));
    page.set_selected(0);
    office.keys(&[Key::F4, Key::F8, Key::DownArrow]);
    page.set_selected(1);
    office.settle();
    office.press(Key::F8);
    office.click("Balik jurnal ini");
    assert_eq!(office.heard(), ["section 2", "open 1", "reverse 1", "reverse 1"]);

    page.set_closes(list(["Tutup bulan", ""].map(|action| PeriodClose { action: action.into(), ..Default::default() })));
    office.keys(&[Key::F5, Key::Return, Key::DownArrow, Key::Return, Key::Escape]);
    office.click("Tutup bulan");
    assert_eq!(office.heard(), ["section 3", "close 0", "go Home", "close 0"]);
}

#[test]
fn a_day_is_closed_once_nothing_stands_in_the_way() {
    let office = Office::on(Page::Day);
    let page = office.window.global::<Day>();
    page.on_move(office.number("move"));
    page.on_edited(office.text("deposit"));
    page.on_attend(office.number("attend"));
    page.on_close(office.told("close"));
    page.on_print(office.told("print"));
    page.set_checks(list([task("Sif kasir B", "Lihat"), task("baik", "")]));
    page.set_targets(list(["Bank".into(), "Bank lain".into()]));
    office.settle();
    office.write("0");
    office.write("25");
    office.click("000");
    office.press(Key::Backspace);
    office.keys(&[Key::DownArrow, Key::Return, Key::LeftArrow, Key::RightArrow, Key::F10, Key::F4]);
    office.click("Lihat: Sif kasir B");
    office.click("Hari sebelumnya");
    assert_eq!(
        office.heard(),
        ["deposit", "deposit 2", "deposit 25", "deposit 25000", "deposit 2500", "attend 0", "move -1", "move 1", "attend 0", "move -1"]
    );
    office.press(Key::F6);
    assert_eq!(page.get_target(), 1);
    office.click("Bank");
    assert_eq!(page.get_target(), 0);
    page.set_ready(true);
    office.settle();
    office.press(Key::F10);
    office.click("Tutup hari");
    assert_eq!(office.heard(), ["close", "close"]);
    page.set_closed(true);
    page.set_paper("RINGKASAN".into());
    office.settle();
    office.keys(&[Key::F10, Key::F4, Key::Escape]);
    office.click("Cetak");
    assert_eq!(office.heard(), ["print", "go Home", "print"]);
}

#[test]
fn people_and_their_rights() {
    let office = Office::on(Page::Staff);
    let page = office.window.global::<People>();
    page.on_open(office.number("open"));
    page.on_add(office.told("add"));
    page.on_change(office.number("change"));
    page.on_set_pin(office.number("pin"));
    page.on_set_card(office.number("card"));
    page.on_cancel_card(office.told("no card"));
    page.on_switch_active(office.number("active"));
    let rights = office.log.clone();
    page.on_set_right(move |right, role| rights.borrow_mut().push(format!("right {right} {role}")));
    office.keys(&[Key::F4, Key::F8]);
    assert!(office.heard().is_empty(), "nobody is chosen");
    page.set_rows(list(["Siti", "Budi"].map(|name| PersonRow { name: name.into(), active: true, ..Default::default() })));
    office.press(Key::DownArrow);
    page.set_selected(0);
    office.settle();
    office.keys(&[Key::DownArrow, Key::F4, Key::F5, Key::F6, Key::F7, Key::F8]);
    for label in ["Ubah", "PIN baru", "Kartu", "Nonaktifkan", "Orang baru"] {
        office.click(label);
    }
    assert_eq!(
        office.heard(),
        ["open 0", "open 1", "change 0", "pin 0", "card 0", "add", "active 0", "change 0", "pin 0", "card 0", "active 0", "add"]
    );
    page.set_card_text("Pindai kartu".into());
    office.settle();
    office.press(Key::Escape);
    office.click("Berhenti");
    page.set_card_text("".into());
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["no card", "no card", "go Home"]);

    page.set_roles(list(["Kasir".into(), "Manajer".into()]));
    let cell = |kind: &str| RightCell { kind: kind.into(), ..Default::default() };
    page.set_rights(list(["Retur", "Diskon"].map(|name| RightRow {
        name: name.into(),
        cells: list([cell("toggle"), cell("fixed")]),
        ..Default::default()
    })));
    office.keys(&[Key::F3, Key::Return, Key::RightArrow, Key::Return, Key::DownArrow, Key::LeftArrow]);
    office.press(' ');
    office.click("Retur, Kasir");
    assert_eq!(office.heard(), ["right 0 0", "right 1 0", "right 0 0"], "what is fixed stays");
}

#[test]
fn the_log_is_searched_and_checked() {
    let office = Office::on(Page::Audit);
    let page = office.window.global::<Audit>();
    page.on_choose_period(office.number("period"));
    page.on_step_period(office.number("step"));
    page.on_own_period(office.told("own"));
    page.on_choose_person(office.told("person"));
    page.on_choose_kind(office.told("kind"));
    page.on_search(office.text("search"));
    page.on_clear(office.told("clear"));
    page.on_open(office.number("open"));
    page.on_verify_now(office.told("verify"));
    page.on_stop(office.told("stop"));
    page.on_save(office.text("save"));
    page.set_rows(list(["a", "b"].map(|what| AuditRow { what: what.into(), ..Default::default() })));
    office.settle();
    office.write("2");
    office.keys(&[Key::RightArrow, Key::F3, Key::F4, Key::F6, Key::F7, Key::F8, Key::F9, Key::DownArrow]);
    assert_eq!(office.heard(), ["period 1", "step 1", "person", "kind", "own", "verify", "save xlsx", "save csv", "open 0"]);
    office.press(Key::F2);
    office.write("a1");
    office.press(Key::DownArrow);
    office.press(Key::Return);
    assert_eq!(office.heard(), ["search a", "search a1", "open 0", "search a1"], "arrows walk while letters are typed");
    office.write("3");
    office.press(Key::F5);
    assert_eq!((office.heard(), page.get_query().as_str()), (vec!["period 2".to_string(), "clear".into()], ""));
    for label in ["Orang", "Jenis kejadian", "Periksa semua catatan", "Simpan sebagai XLSX"] {
        office.click(label);
    }
    page.set_busy(true);
    office.settle();
    office.keys(&[Key::F7, Key::Escape]);
    office.click("Berhenti");
    page.set_busy(false);
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["person", "kind", "verify", "save xlsx", "stop", "stop", "go Home"]);
}

#[test]
fn backups_and_other_tills() {
    let office = Office::on(Page::Backup);
    let page = office.window.global::<Backup>();
    page.on_open_section(office.number("section"));
    page.on_choose_target(office.number("target"));
    page.on_back_up(office.told("backup"));
    page.on_restore(office.number("restore"));
    page.on_search_again(office.told("again"));
    page.on_stop(office.told("stop"));
    page.on_invite(office.told("invite"));
    page.on_close_invite(office.told("typed"));
    page.on_write_exchange(office.told("write"));
    page.on_read_exchange(office.number("read"));
    page.set_targets(list(["Folder", "USB"].map(|name| TargetRow { name: name.into(), ..Default::default() })));
    office.press(Key::F8);
    assert!(office.heard().is_empty(), "no backup is chosen");
    page.set_rows(list(["x", "y"].map(|name| BackupRow { name: name.into(), ..Default::default() })));
    page.set_files(list([BackupRow { name: "z".into(), ..Default::default() }]));
    office.settle();
    office.write("2");
    office.keys(&[Key::DownArrow, Key::DownArrow, Key::F8, Key::F10, Key::F11]);
    office.click("Pulihkan dari ini");
    office.click("Cadangkan sekarang");
    assert_eq!(office.heard(), ["target 1", "restore 1", "backup", "again", "restore 1", "backup"]);
    page.set_busy(true);
    office.settle();
    office.keys(&[Key::F10, Key::F8, Key::Escape]);
    assert_eq!(office.heard(), ["stop"]);
    page.set_busy(false);
    office.keys(&[Key::F3, Key::F6, Key::DownArrow, Key::F5, Key::F6, Key::F7]);
    for label in ["Tulis berkas tukar", "Baca berkas tukar ini", "Undang kasir baru"] {
        office.click(label);
    }
    assert_eq!(office.heard(), ["section 1", "write", "read 0", "invite", "write", "read 0", "invite"]);
    page.set_invite_code("7F3KM-9QRTX".into());
    office.settle();
    office.press(Key::Escape);
    office.click("Sudah diketik");
    assert_eq!(office.heard(), ["typed", "typed"]);
}

#[test]
fn a_question_asks_for_its_word() {
    let office = Office::on(Page::Day);
    let confirm = office.window.global::<Confirm>();
    confirm.on_accept(office.told("yes"));
    confirm.on_cancel(office.told("no"));
    confirm.set_title("Tutup hari?".into());
    confirm.set_action("Tutup hari ini".into());
    confirm.set_points(list(["satu".into()]));
    confirm.set_shown(true);
    office.settle();
    office.write("5");
    office.press(Key::Return);
    office.click("Tutup hari ini");
    assert_eq!(office.heard(), ["yes", "yes"]);
    assert_eq!(office.window.global::<Day>().get_deposit(), "", "the page beneath hears nothing");
    office.press(Key::Escape);
    assert!(!confirm.get_shown());
    confirm.set_word("PULIHKAN".into());
    confirm.set_shown(true);
    office.settle();
    office.press(Key::F10);
    assert_eq!(office.heard(), ["no"], "the word is missing");
    office.write("pulihkan");
    office.press(Key::Return);
    assert_eq!(office.heard(), ["yes"]);
    confirm.set_busy(true);
    office.settle();
    office.keys(&[Key::Escape, Key::F10]);
    assert!(office.heard().is_empty() && confirm.get_shown(), "what has begun is not left");
    confirm.set_busy(false);
    confirm.set_shown(false);
    confirm.set_word("".into());
    office.settle();
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["go Home"], "the keys are the page's again");
}

fn field(kind: &str, value: &str, choices: &[&str]) -> FormField {
    FormField {
        key: kind.into(),
        label: kind.into(),
        value: value.into(),
        kind: kind.into(),
        choices: list(choices.iter().map(|text| SharedString::from(*text)).collect::<Vec<_>>()),
        ..Default::default()
    }
}

#[test]
fn a_form_is_filled_by_keys_alone() {
    let office = Office::on(Page::Journal);
    let form = office.window.global::<Form>();
    form.on_submit(office.told("submit"));
    form.on_cancel(office.told("cancel"));
    let steps = office.log.clone();
    form.on_step_date(move |at, by| steps.borrow_mut().push(format!("date {at} {by}")));
    form.set_action("Bukukan".into());
    form.set_fields(list([
        field("amount", "", &[]),
        field("date", "2026-11-22", &[]),
        field("choice", "", &["Kas besar", "Kas kecil"]),
        field("toggle", "false", &[]),
        field("text", "", &[]),
        field("secret", "", &[]),
    ]));
    form.set_at(0);
    form.set_shown(true);
    office.settle();
    let values = || form.get_fields().iter().map(|field| field.value.to_string()).collect::<Vec<_>>();
    office.write("350000");
    office.press(Key::Backspace);
    office.press(Key::Return);
    office.keys(&[Key::LeftArrow, Key::RightArrow]);
    office.write("20261");
    office.press(Key::Backspace);
    office.write("1");
    office.write("05");
    office.press(Key::Tab);
    office.write("2");
    office.press(Key::DownArrow);
    office.press(' ');
    office.press(Key::DownArrow);
    office.write("token 1");
    office.press(Key::Return);
    office.write("1379");
    assert_eq!(values(), ["35000", "2026-10-5", "Kas kecil", "true", "token 1", "1379"]);
    assert_eq!(office.heard(), ["date 1 -1", "date 1 1"]);
    office.press(Key::UpArrow);
    office.write("x");
    office.press(Key::F10);
    office.press(Key::DownArrow);
    office.press(Key::Return);
    assert_eq!((values()[4].as_str(), office.heard()), ("token 1x", vec!["submit".to_string(), "submit".into()]));
    office.press(Key::Escape);
    assert!(!form.get_shown());
    assert_eq!(office.heard(), ["cancel"]);
    office.press(Key::Escape);
    assert_eq!(office.heard(), ["go Home"]);
}

#[test]
fn a_form_is_filled_by_touch_alone() {
    let office = Office::on(Page::Journal);
    let form = office.window.global::<Form>();
    form.on_submit(office.told("submit"));
    let steps = office.log.clone();
    form.on_step_date(move |at, by| steps.borrow_mut().push(format!("date {at} {by}")));
    form.set_action("Bukukan".into());
    form.set_fields(list([
        field("text", "", &[]),
        field("amount", "", &[]),
        field("date", "", &[]),
        field("choice", "", &["Kas besar"]),
        field("toggle", "false", &[]),
    ]));
    form.set_at(0);
    form.set_shown(true);
    office.settle();
    let values = || form.get_fields().iter().map(|field| field.value.to_string()).collect::<Vec<_>>();
    office.click("Papan ketik di layar");
    office.click("a");
    office.click("Enter");
    office.click("amount");
    for key in ["5", "000", "00"] {
        office.click(key);
    }
    office.click("Hapus satu");
    office.click("Hari sebelumnya");
    office.click("Kas besar");
    office.click("toggle: ya");
    office.click("Bukukan");
    assert_eq!(values(), ["a", "50000", "", "Kas besar", "true"]);
    assert_eq!(office.heard(), ["date 2 -1", "submit"]);
}

#[test]
fn one_of_many_is_picked() {
    let office = Office::on(Page::Reports);
    let picker = office.window.global::<Picker>();
    picker.on_search(office.text("search"));
    picker.on_pick(office.text("pick"));
    picker.on_cancel(office.told("none"));
    picker.set_title("Pilih akun".into());
    picker.set_rows(list(["1-110", "1-111"].map(|id| PickRow { id: id.into(), text: id.into(), ..Default::default() })));
    picker.set_shown(true);
    office.settle();
    office.write("k");
    // Enter before the answer takes nothing of the older list.
    office.keys(&[Key::DownArrow, Key::Return]);
    assert!(picker.get_shown());
    picker.set_due(false);
    office.settle();
    assert_eq!((office.heard(), picker.get_shown()), (vec!["search k".to_string(), "pick 1-111".into()], false));
    picker.set_shown(true);
    office.settle();
    office.press(Key::Escape);
    assert_eq!((office.heard(), picker.get_shown()), (vec!["none".to_string()], false));
}

#[test]
fn only_the_rows_in_sight_are_made() {
    let office = reports();
    let page = office.window.global::<Reports>();
    page.set_rows(list((0..500).map(|n| TableRow { cells: list([format!("baris {n}").into()]), style: 0, opens: true })));
    office.settle();
    let cells = || ElementQuery::from_root(&office.window).match_type_name("TableCells").find_all().len();
    assert!((8..40).contains(&cells()), "{} rows of cells", cells());
    office.press(Key::End);
    assert!((8..40).contains(&cells()), "{} rows of cells at the end", cells());
    assert_eq!(page.get_marked(), 499);
}
