//! Closing at awkward moments: the last tenth of a second of a day, past midnight, with the clock set back, and
//! with the machine killed at every write of the commit.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use app::day::Counting;
use app::selling::Order;
use app::{App, Clock, FixedClock, Refusal};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use domain::Rupiah;
use domain::sale::{Offer, Sale, TenderKind};
use domain::shift::{CashCount, FACES};
use domain::staff::Role;

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3200,,2500,400,none
";

/// A clock that goes on with every look at it.
struct Running {
    from: DateTime<FixedOffset>,
    looks: AtomicI64,
}

impl Clock for Running {
    fn now(&self) -> DateTime<FixedOffset> {
        self.from + TimeDelta::milliseconds(40 * self.looks.fetch_add(1, Ordering::Relaxed))
    }
}

fn at(time: &str) -> DateTime<FixedOffset> {
    format!("{time}+07:00").parse().unwrap()
}

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn set(app: &mut App, time: &str) {
    app.set_clock(Box::new(FixedClock(at(time))));
}

fn make(folder: &Path, time: &str) -> App {
    let mut app = App::make(&folder.join("toko.db"), "Koperasi Uji", "A").unwrap();
    set(&mut app, time);
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(GOODS.as_bytes(), false).unwrap();
    app
}

fn sell(app: &mut App) -> Sale {
    let order = Order { code: "8990000000011".to_owned(), quantity: None, price: None };
    app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).unwrap().sale
}

/// Counted to the rupiah.
fn counting(app: &App) -> Counting {
    let mut rest = app.shift_so_far(None).unwrap().expected.get();
    let count = FACES.map(|face| {
        let pieces = rest / face;
        rest %= face;
        (face, pieces)
    });
    Counting { count: CashCount::new(count).unwrap(), ..Counting::default() }
}

fn close(app: &mut App) -> app::day::Closed {
    let counting = counting(app);
    app.close_shift(&counting, None).unwrap()
}

fn one(app: &App, sql: &str) -> i64 {
    app.store().connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The days that anything is booked on, but the goods at the start.
fn booked(app: &App) -> Vec<NaiveDate> {
    let sql = "SELECT DISTINCT date FROM journal WHERE text <> 'Persediaan awal' ORDER BY date";
    let mut query = app.store().connection().prepare(sql).unwrap();
    query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn is_sound(app: &App) {
    assert_eq!(app.store().verify(|_, _| {}).unwrap(), []);
}

#[test]
fn in_the_last_tenth_of_a_second() {
    for running in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut app = make(folder.path(), "2026-11-22T07:00:00");
        app.open_shift(Rupiah::new(100_000)).unwrap();
        let last = at("2026-11-22T23:59:59.9");
        if running {
            // It is the next day before the deed is done.
            app.set_clock(Box::new(Running { from: last, looks: AtomicI64::new(0) }));
        } else {
            app.set_clock(Box::new(FixedClock(last)));
        }
        assert_eq!(sell(&mut app).business_date, day("2026-11-22"));
        let closed = close(&mut app);
        assert_eq!((closed.close.business_date, closed.close.number.as_str()), (day("2026-11-22"), "A1-Z0001"));
        assert_eq!(closed.close.expected, Rupiah::new(103_200));
        set(&mut app, "2026-11-23T00:00:00");
        assert_eq!((app.day_to_close().unwrap(), app.proposed_date().unwrap()), (day("2026-11-22"), day("2026-11-23")));
        let shift = app.open_shift(Rupiah::ZERO).unwrap();
        assert_eq!(shift.business_date, day("2026-11-23"));
        sell(&mut app);
        assert_eq!(app.close_day(None, None, None).unwrap().close.upto, day("2026-11-22"));
        assert_eq!(close(&mut app).close.number, "A1-Z0002");
        assert_eq!(booked(&app), [day("2026-11-22"), day("2026-11-23")]);
        assert_eq!(one(&app, "SELECT count(*) FROM journal WHERE late IS NOT NULL"), 0);
        is_sound(&app);
    }
}

#[test]
fn past_midnight_the_date_that_was_shown_rules() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T20:00:00");
    app.open_shift(Rupiah::new(50_000)).unwrap();
    for time in ["2026-11-22T23:30:00", "2026-11-23T00:30:00", "2026-11-23T02:00:00"] {
        set(&mut app, time);
        assert_eq!(sell(&mut app).business_date, day("2026-11-22"), "{time}");
    }
    let last = app.last_sale().unwrap().unwrap();
    app.void_sale(&last.receipt, "salah", None).unwrap();
    app.move_cash(domain::shift::MoveKind::Out, Rupiah::new(1_000), None, "es batu", None).unwrap();
    assert!(matches!(app.close_day(None, None, None).unwrap_err().refusal(), Some(Refusal::ShiftsOpen(_))));
    let closed = close(&mut app);
    assert_eq!((closed.close.business_date, closed.close.sums.sales), (day("2026-11-22"), 3));
    assert_eq!(booked(&app), [day("2026-11-22")], "all of it is that night's");
    // The morning after is a day of its own, also while the night is still open in the books.
    set(&mut app, "2026-11-23T06:00:00");
    assert_eq!(app.open_shift(Rupiah::ZERO).unwrap().business_date, day("2026-11-23"));
    sell(&mut app);
    assert_eq!(app.close_day(None, None, None).unwrap().close.upto, day("2026-11-22"));
    assert_eq!(close(&mut app).close.number, "A1-Z0002");
    is_sound(&app);
}

#[test]
fn what_is_done_behind_the_close_of_the_day_is_the_next_days_and_not_late() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T20:00:00");
    app.open_shift(Rupiah::ZERO).unwrap();
    sell(&mut app);
    close(&mut app);
    app.close_day(None, None, None).unwrap();
    set(&mut app, "2026-11-22T21:30:00");
    app.post_template("listrik", Rupiah::new(1_000), None, None, "", None).unwrap();
    let more = GOODS.replace("A,Mi Goreng", "B,Mi Kuah").replace("8990000000011", "8990000000028");
    app.import_products(more.as_bytes(), false).unwrap();
    assert_eq!(sell(&mut app).business_date, day("2026-11-23"), "a command opens the next day's shift");
    close(&mut app);
    assert_eq!(booked(&app), [day("2026-11-22"), day("2026-11-23")]);
    assert_eq!(one(&app, "SELECT count(*) FROM journal WHERE late IS NOT NULL"), 0);
    is_sound(&app);
}

#[test]
fn with_the_clock_set_back_two_days() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T08:00:00");
    app.add_person("siti", "Siti", Role::Cashier, "2580").unwrap();
    app.open_shift(Rupiah::new(20_000)).unwrap();
    let first = sell(&mut app);
    for _ in 0..5 {
        assert!(app.log_in("siti", "1234").is_err());
        set(&mut app, "2026-11-22T08:10:00");
    }

    // In the middle of a shift: its date stays.
    set(&mut app, "2026-11-20T08:20:00");
    let second = sell(&mut app);
    assert_eq!((first.receipt.as_str(), second.receipt.as_str()), ("A1-000001", "A1-000002"));
    assert_eq!(second.business_date, day("2026-11-22"));
    let closed = close(&mut app);
    assert_eq!((closed.close.number.as_str(), closed.close.business_date, closed.close.sums.sales), ("A1-Z0001", day("2026-11-22"), 2));
    assert_eq!(app.close_day(None, None, None).unwrap().close.upto, day("2026-11-22"));

    // A day that is closed is not proposed again, whatever the clock says; one that never was is not closed.
    assert_eq!(app.proposed_date().unwrap(), day("2026-11-23"));
    assert!(matches!(app.close_day(Some(day("2026-11-24")), None, None).unwrap_err().refusal(), Some(Refusal::StrangeDate(_))));
    app.post_template("listrik", Rupiah::new(1_000), None, None, "", None).expect("a journal goes to the open day");
    assert_eq!(app.open_shift(Rupiah::ZERO).unwrap().business_date, day("2026-11-23"));
    assert_eq!(sell(&mut app).receipt, "A1-000003");
    assert_eq!(close(&mut app).close.number, "A1-Z0002");
    // The clock is right again: nothing is double, nothing is late.
    set(&mut app, "2026-11-23T09:00:00");
    assert_eq!(app.open_shift(Rupiah::ZERO).unwrap().business_date, day("2026-11-23"));
    assert_eq!(sell(&mut app).receipt, "A1-000004");
    assert_eq!(close(&mut app).close.number, "A1-Z0003");
    assert_eq!(app.close_day(None, None, None).unwrap().close.upto, day("2026-11-23"));
    assert_eq!(booked(&app), [day("2026-11-22"), day("2026-11-23")]);
    assert_eq!(one(&app, "SELECT count(*) FROM journal WHERE late IS NOT NULL"), 0);
    assert_eq!(one(&app, "SELECT count(*) - count(DISTINCT receipt) FROM sale"), 0);
    // Records stand in the order in which they were written, whatever time they name.
    assert_eq!(one(&app, "SELECT count(*) FROM record AS a JOIN record AS b ON b.pos = a.pos + 1 WHERE b.seq <> a.seq + 1"), 0);
    assert!(one(&app, "SELECT count(*) FROM record AS a JOIN record AS b ON b.pos = a.pos + 1 WHERE b.at < a.at") > 0);
    is_sound(&app);
}

#[test]
fn a_clock_that_was_set_back_locks_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T08:00:00");
    app.add_person("siti", "Siti", Role::Cashier, "2580").unwrap();
    app.set_card("siti", "KARTU-12345678").unwrap();
    for _ in 0..3 {
        assert!(app.log_in("siti", "1234").is_err());
    }
    assert_eq!(app.log_in("siti", "2580").unwrap_err().refusal(), Some(&Refusal::TooSoon(2)));
    set(&mut app, "2026-11-20T08:00:00");
    // Two seconds by the rule, not two days.
    assert_eq!(app.log_in("siti", "2580").unwrap_err().refusal(), Some(&Refusal::TooSoon(2)));
    assert_eq!(app.log_in_by_card("KARTU-12345678").unwrap_err().refusal(), Some(&Refusal::TooSoon(2)));
    set(&mut app, "2026-11-20T08:00:02");
    assert_eq!(app.log_in("siti", "2580").unwrap().id, "siti");
}

/// All files of a database: name and bytes.
fn photograph(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect()
}

fn find<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a [u8] {
    files.iter().find(|(known, _)| known == name).map_or(&[], |(_, bytes)| bytes)
}

/// What is on the disk when the machine is killed at each write of a deed's commit: SQLite writes the pages into
/// the log one after the other and nothing else, so it is the log as it was with the first bytes of the new one.
fn killed_at_every_write(before: &[(String, Vec<u8>)], after: &[(String, Vec<u8>)], mut check: impl FnMut(App, bool)) {
    assert_eq!(find(before, "toko.db"), find(after, "toko.db"), "the database itself is written later");
    let (old, new) = (find(before, "toko.db-wal"), find(after, "toko.db-wal"));
    let first = old.iter().zip(new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
    // Behind the new frames may stand what is left of an older log.
    let end = (0..new.len()).rev().find(|place| old.get(*place) != Some(&new[*place])).map_or(0, |place| place + 1);
    // A frame is a head of 24 bytes and a page; a write can also stop within either.
    let mut cuts: Vec<usize> = (first..end).step_by(4_096 + 24).flat_map(|frame| [frame, frame + 12, frame + 24, frame + 2_000]).collect();
    cuts.retain(|cut| *cut < end);
    cuts.push(end);
    let last = cuts.len() - 1;
    for (place, cut) in cuts.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in before {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let torn: Vec<u8> = new[..cut].iter().chain(old.iter().skip(cut)).copied().collect();
        fs::write(folder.path().join("toko.db-wal"), torn).unwrap();
        if place == last {
            // The mark beside the database follows the commit: it is there, or it is not.
            check(open(folder.path()), true);
            for (name, bytes) in after {
                fs::write(folder.path().join(name), bytes).unwrap();
            }
        }
        check(open(folder.path()), place == last);
    }
}

fn open(folder: &Path) -> App {
    let path: PathBuf = folder.join("toko.db");
    let mut app = App::open(&path).unwrap();
    set(&mut app, "2026-11-22T21:00:00");
    app
}

#[test]
fn killed_at_every_write_of_the_close() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T08:00:00");
    app.change_setting("printer.receipt.link", "tcp:127.0.0.1:9").unwrap();
    app.open_shift(Rupiah::new(100_000)).unwrap();
    for _ in 0..5 {
        sell(&mut app);
    }
    let counted = counting(&app);
    app.store().checkpoint().unwrap();
    let before = photograph(folder.path());
    let closed = app.close_shift(&counted, None).unwrap();
    assert!(closed.job.is_some(), "it waits for paper");
    let after = photograph(folder.path());
    drop(app);

    let (mut whole, mut untouched) = (0, 0);
    killed_at_every_write(&before, &after, |mut app, done| {
        let is_open = app.shift().unwrap().is_some();
        assert_eq!(is_open, !done, "a close is whole or absent");
        assert_eq!(one(&app, "SELECT count(*) FROM shift_close"), i64::from(done));
        assert_eq!(one(&app, "SELECT count(*) FROM print_job WHERE receipt LIKE 'A1-Z%'"), i64::from(done));
        is_sound(&app);
        if is_open {
            // Open and usable: it sells, and closes with the number that was not used.
            assert_eq!(app.shift_so_far(None).unwrap().expected, Rupiah::new(116_000));
            assert_eq!(sell(&mut app).receipt, "A1-000006");
            let closed = close(&mut app);
            assert_eq!((closed.close.number.as_str(), closed.close.counted), ("A1-Z0001", Rupiah::new(119_200)));
            untouched += 1;
        } else {
            assert_eq!(app.z_report("A1-Z0001", 48).unwrap().0.counted, Rupiah::new(116_000));
            assert!(matches!(app.close_shift(&Counting::default(), None).unwrap_err().refusal(), Some(Refusal::NoShift)));
            app.open_shift(Rupiah::ZERO).unwrap();
            sell(&mut app);
            assert_eq!(close(&mut app).close.number, "A1-Z0002");
            whole += 1;
        }
        assert_eq!(store::ledger::balance(app.store().connection(), "1-111").unwrap(), Rupiah::ZERO);
        is_sound(&app);
    });
    assert!(whole == 2 && untouched > 20, "{whole} closed, {untouched} open");
}

#[test]
fn killed_at_every_write_of_the_close_of_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = make(folder.path(), "2026-11-22T08:00:00");
    app.open_shift(Rupiah::ZERO).unwrap();
    sell(&mut app);
    close(&mut app);
    app.store().checkpoint().unwrap();
    let before = photograph(folder.path());
    app.close_day(None, Some(Rupiah::new(3_000)), None).unwrap();
    let after = photograph(folder.path());
    drop(app);
    let mut untouched = 0;
    killed_at_every_write(&before, &after, |mut app, done| {
        assert_eq!(one(&app, "SELECT count(*) FROM period_close"), i64::from(done));
        let balance = |app: &App, code: &str| store::ledger::balance(app.store().connection(), code).unwrap().get();
        assert_eq!((balance(&app, "1-110"), balance(&app, "1-120")), if done { (200, 3_000) } else { (3_200, 0) });
        if !done {
            app.close_day(None, Some(Rupiah::new(3_000)), None).unwrap();
            untouched += 1;
        }
        assert_eq!((balance(&app, "1-110"), balance(&app, "1-120")), (200, 3_000), "deposited once");
        assert_eq!(app.proposed_date().unwrap(), day("2026-11-23"));
        is_sound(&app);
    });
    assert!(untouched > 10, "{untouched}");
}
