//! Harm to the file: it is named, nothing is lost, and nothing is made worse.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::shop::Answer;
use support::{Shop, program, scratch};

use crate::NOODLES;

const SELL: &[&str] = &["sell", "--scan", NOODLES, "--pay", "cash"];

/// Every command that meets a harmed file leaves it byte for byte as it was.
fn left_alone(shop: &Shop, what: &str, word: &str, commands: &[&[&str]]) {
    let before = fs::read(&shop.db).expect("reads");
    for arguments in commands {
        let sentence = shop.run(arguments).sentence();
        assert!(sentence.contains(word), "{what}, {arguments:?}: {sentence:?} does not say {word:?}");
        assert!(fs::read(&shop.db).expect("reads") == before, "{what}, {arguments:?}: the file was changed");
    }
}

const COMMANDS: &[&[&str]] = &[SELL, &["verify"], &["report", "stock"], &["rebuild"], &["config", "list"]];

#[test]
fn a_file_that_is_no_database() {
    for (what, bytes) in
        [("empty", &b""[..]), ("short", b"SQLite"), ("a letter", b"Kepada Yth. Bapak Ketua Koperasi, dengan hormat, bersama ini kami")]
    {
        let shop = Shop::nothing();
        fs::write(&shop.db, bytes).expect("writes");
        left_alone(&shop, what, "rusak", COMMANDS);
        let sentence = shop.run(&["init"]).sentence();
        assert!(sentence.contains("tidak diubah"), "init refuses to touch it: {sentence}");
    }
}

#[test]
fn somebody_elses_database() {
    let shop = Shop::nothing();
    shop.tamper().execute_batch("CREATE TABLE resep (nama TEXT); INSERT INTO resep VALUES ('rendang')").expect("makes");
    left_alone(&shop, "recipes", "bukan basis data Sokoguru", COMMANDS);
}

#[test]
fn no_file_at_all() {
    let shop = Shop::nothing();
    let sentence = shop.run(SELL).sentence();
    assert!(sentence.contains("sokoguru init"), "says what to do: {sentence}");
    assert!(!shop.db.exists(), "selling makes no database");
}

#[test]
fn killed_while_it_is_made() {
    let timed = Shop::nothing();
    let started = Instant::now();
    timed.ok(&["init", "--sample"]);
    let length = started.elapsed();
    let (mut whole, mut absent) = (0, 0);
    for kill in 0..12 {
        let shop = Shop::nothing();
        let mut making = shop.command(&["init", "--sample"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        std::thread::sleep(length * kill / 12);
        making.kill().and_then(|()| making.wait()).expect("ends");
        if shop.db.exists() {
            whole += 1;
        } else {
            absent += 1;
            shop.ok(&["init", "--sample"]);
        }
        shop.sell(NOODLES);
        shop.verify();
    }
    eprintln!("{whole} shops whole, {absent} absent and made again");
    assert!(absent > 0, "no kill fell into it");
}

#[test]
fn cut_short() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    drop(shop.tamper());
    let bytes = fs::read(&shop.db).expect("reads");
    fs::write(&shop.db, &bytes[..bytes.len() / 2]).expect("writes");
    left_alone(&shop, "half a file", "rusak", &[SELL, &["verify"], &["rebuild"]]);
}

#[test]
fn bytes_overwritten_in_the_middle() {
    let shop = Shop::sample();
    for _ in 0..5 {
        shop.sell(NOODLES);
    }
    let mut bytes = fs::read(&shop.db).expect("reads");
    // Page by page, so that headers of b-trees are hit whatever lies where.
    let (from, to) = (bytes.len() / 4, bytes.len() * 3 / 4);
    for place in (from..to).step_by(512) {
        bytes[place..place + 64].fill(0xA5);
    }
    fs::write(&shop.db, &bytes).expect("writes");
    let answer = shop.run(&["verify"]);
    assert!(!answer.success && !answer.err.contains("panicked"), "{answer:?}");
    assert!(fs::read(&shop.db).expect("reads") == bytes, "verify only reads");
    let answer = shop.run(&["rebuild"]);
    assert!(!answer.success && !answer.err.contains("panicked"), "{answer:?}");
    assert!(fs::read(&shop.db).expect("reads") == bytes, "a rebuild that cannot be done changes nothing");
    let copies = fs::read_dir(shop.db.parent().expect("a folder")).expect("reads").count();
    assert!(copies >= 2, "nothing was replaced");
}

#[test]
fn one_changed_bit_of_a_record_is_found() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    shop.verify();
    let database = shop.tamper();
    database
        .execute_batch("DROP TRIGGER record_is_final; UPDATE record SET body = CAST(replace(CAST(body AS TEXT), '3200', '3100') AS BLOB) WHERE kind = 'sale'")
        .expect("harms");
    drop(database);
    let answer = shop.run(&["verify"]);
    assert!(!answer.success && answer.out.contains("sidik"), "{answer:?}");
}

#[test]
fn a_projection_that_was_changed_is_found_and_comes_back() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    shop.tamper().execute_batch("UPDATE stock SET quantity = quantity + 1000 WHERE sku = 'MIE-001'").expect("harms");
    let answer = shop.run(&["verify"]);
    assert!(!answer.success && answer.out.contains("stock"), "{answer:?}");
    shop.ok(&["rebuild"]);
    shop.verify();
    assert_eq!(shop.on_hand("MIE-001"), 399_000);
}

#[test]
fn records_journals_and_postings_refuse_change() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let database = shop.tamper();
    for statement in [
        "UPDATE record SET at = 0",
        "DELETE FROM record",
        "UPDATE journal SET text = 'x'",
        "DELETE FROM journal",
        "UPDATE posting SET amount = 1",
        "DELETE FROM posting",
        "UPDATE movement SET quantity = 1",
        "DELETE FROM movement",
        "INSERT INTO posting (pos, line, account, amount) SELECT pos, 99, '1-110', 1 FROM journal LIMIT 1",
        "INSERT OR REPLACE INTO record SELECT * FROM record LIMIT 1",
    ] {
        // REPLACE deletes without asking triggers unless the connection wants it so; the program's does.
        database.pragma_update(None, "recursive_triggers", true).expect("sets");
        assert!(database.execute_batch(statement).is_err(), "{statement} went through");
    }
    drop(database);
    shop.verify();
}

#[test]
fn a_file_of_a_later_program_is_read_and_not_sold_from() {
    let shop = Shop::sample();
    let sale = shop.sell(NOODLES);
    let database = shop.tamper();
    database.pragma_update(None, "user_version", 99).expect("sets");
    drop(database);
    assert_eq!(shop.on_hand("MIE-001"), 399_000, "reading works");
    assert!(shop.ok(&["receipt", sale["receipt"].as_str().expect("a number")]).contains("Mi Goreng"));
    assert!(shop.ok(&["export", "hledger"]).contains("Penjualan A1-000001"));
    shop.ok(&["report", "trial-balance"]);
    for arguments in [SELL, &["config", "set", "shop.name", "X"], &["rebuild"]] {
        let sentence = shop.refused(arguments);
        assert!(sentence.contains("lebih baru") && sentence.contains("99"), "{arguments:?}: {sentence}");
    }
}

#[test]
fn held_too_long_by_another_program() {
    let shop = Shop::sample();
    let mut other = shop.tamper();
    let held = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("holds");
    let started = Instant::now();
    let sentence = shop.run(SELL).sentence();
    let waited = started.elapsed();
    assert!(sentence.contains("5 detik"), "{sentence}");
    assert!((Duration::from_secs(4)..Duration::from_secs(15)).contains(&waited), "{waited:?}");
    // Reading is not held up.
    let started = Instant::now();
    shop.ok(&["report", "stock"]);
    assert!(started.elapsed() < Duration::from_secs(2));
    drop(held);
    assert_eq!(shop.sell(NOODLES)["receipt"], "A1-000001", "and then it goes on, without a gap");
}

#[test]
fn a_short_wait_is_no_refusal() {
    let shop = Shop::sample();
    let mut other = shop.tamper();
    let held = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("holds");
    let till = shop.command(SELL).stdout(Stdio::null()).spawn().expect("starts");
    std::thread::sleep(Duration::from_millis(700));
    drop(held);
    assert!(till.wait_with_output().expect("ends").status.success());
}

/// The program as somebody who may do less: as `nobody` when the tests run as root, else as we are.
fn humble(shop: &Shop, arguments: &[&str]) -> Answer {
    if fs::metadata("/proc/self").expect("a system").uid() != 0 {
        return shop.run(arguments);
    }
    let copy = shop.file("program");
    if !copy.exists() {
        fs::copy(program(), &copy).expect("copies");
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("permits");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy).arg("--db").arg(&shop.db).args(arguments);
    scratch::run(&mut command).into()
}

/// Gives a path to `nobody` where it matters.
fn give(path: &Path) {
    if fs::metadata("/proc/self").expect("a system").uid() == 0 {
        std::os::unix::fs::chown(path, Some(65_534), Some(65_534)).expect("gives");
    }
}

fn give_all(shop: &Shop) {
    for entry in fs::read_dir(shop.db.parent().expect("a folder")).expect("reads") {
        give(&entry.expect("an entry").path());
    }
    give(shop.db.parent().expect("a folder"));
}

fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permits");
}

#[test]
fn a_file_that_may_only_be_read() {
    let shop = Shop::sample();
    give_all(&shop);
    permit(shop.db.parent().expect("a folder"), 0o755);
    assert!(humble(&shop, SELL).success, "the test's own ground is sound");
    let before = shop.records();
    permit(&shop.db, 0o444);
    let sentence = humble(&shop, SELL).sentence();
    assert!(sentence.contains("hanya bisa dibaca") && sentence.contains("izin"), "{sentence}");
    permit(&shop.db, 0o600);
    assert_eq!(shop.records(), before);
    assert!(humble(&shop, SELL).success, "nothing was lost");
}

#[test]
fn a_folder_that_may_only_be_read() {
    let shop = Shop::sample();
    give_all(&shop);
    let folder = shop.db.parent().expect("a folder").to_owned();
    permit(&folder, 0o755);
    assert!(humble(&shop, SELL).success, "the test's own ground is sound");
    assert!(!shop.file("toko.db-wal").exists(), "else there would be a log to write to");
    permit(&folder, 0o555);
    let sentence = humble(&shop, SELL).sentence();
    permit(&folder, 0o755);
    assert!(sentence.contains("izin") && sentence.contains("folder"), "{sentence}");
    assert!(humble(&shop, SELL).out.starts_with("A1-000002 "), "nothing was lost");
}

#[test]
fn a_file_that_may_not_be_read() {
    let shop = Shop::sample();
    give_all(&shop);
    permit(shop.db.parent().expect("a folder"), 0o755);
    permit(&shop.db, 0o000);
    assert!(humble(&shop, &["report", "stock"]).sentence().len() > 20);
}

#[test]
fn a_full_disk() {
    let shop = Shop::sample();
    let script = r#"
        set -e
        mount -t tmpfs -o size=2m none "$1"
        cp "$2" "$1/toko.db"
        cp "$2.key" "$1/toko.db.key"
        cd "$1"
        head -c 1100000 /dev/zero > filler
        set +e
        for n in $(seq 400); do
            "$3" --db toko.db sell --scan "$4" --pay cash > /dev/null 2> "$1.complaint" || break
            sold=$n
        done
        echo "sold ${sold:-0}"
        cat "$1.complaint"
        rm filler
        "$3" --db toko.db verify
        "$3" --db toko.db --json report sales
    "#;
    let mount = shop.file("disk");
    fs::create_dir(&mount).expect("makes");
    let inside = |flags: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(flags).args(["sh", "-c", script, "sh"]).arg(&mount).arg(&shop.db).arg(program()).arg(NOODLES);
        scratch::run(&mut command)
    };
    let mut output = inside(&["-m"]);
    if !output.status.success() && output.stdout.is_empty() {
        output = inside(&["-r", "-m"]);
    }
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    if out.is_empty() {
        return scratch::skipped(&format!(
            "a full disk: no file system may be mounted here ({})",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let mut lines = out.lines();
    let sold: i64 =
        lines.next().and_then(|line| line.strip_prefix("sold ")).and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{out}"));
    let complaint = lines.next().unwrap_or_default();
    assert!(complaint.starts_with("sokoguru: disk penuh"), "{out}");
    assert!(sold < 400, "the disk was never full");
    assert!(lines.next().is_some_and(|line| line.starts_with("Semua cocok")), "after there is room again: {out}");
    let report: serde_json::Value = lines.next().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_else(|| panic!("{out}"));
    let kept: i64 = report.as_array().expect("days").iter().map(|day| day["sales"].as_i64().expect("a number")).sum();
    assert_eq!(kept, sold, "what was said to be sold, and nothing else");
}

#[test]
fn a_lost_key_begins_a_new_epoch_and_selling_goes_on() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    fs::remove_file(shop.file("toko.db.key")).expect("loses");
    assert_eq!(shop.sell(NOODLES)["receipt"], "A2-000001");
    shop.verify();
}

/// A program that waits for a printer holds the file open; somebody looks into it with a tool of their
/// own and goes. The log of the first must still be there, or all that it writes from then on is lost.
#[test]
fn nobody_takes_the_log_away_under_a_running_program() {
    let shop = Shop::sample();
    let port = support::sink::silent_port();
    shop.ok(&["config", "set", "printer.receipt.link", &format!("tcp:127.0.0.1:{port}")]);
    shop.sell(NOODLES);
    let mut waiting =
        shop.command(&["print-queue", "run", "--wait", "60"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    let holds = |suffix: &str| {
        let wanted = format!("{}{suffix}", shop.db.display());
        let handles = fs::read_dir(format!("/proc/{}/fd", waiting.id())).expect("reads");
        handles.filter_map(|handle| fs::read_link(handle.ok()?.path()).ok()).filter(|file| file.to_string_lossy() == wanted).count()
    };
    // The second connection of the same process is the one that does the harm.
    let deadline = Instant::now() + Duration::from_secs(10);
    while holds("") < 2 {
        assert!(Instant::now() < deadline, "the queue never opened its own connection");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    // Python's SQLite: older than ours, which would notice and spare the log.
    let look = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM sale').fetchone(); c.close()";
    for _ in 0..2 {
        scratch::referee(Command::new("python3").args(["-c", look]).arg(&shop.db));
        shop.sell(NOODLES);
    }
    let taken = ["-wal (deleted)", "-shm (deleted)", " (deleted)"].map(holds);
    waiting.kill().and_then(|()| waiting.wait()).expect("ends");
    assert_eq!(taken, [0; 3], "log, index and database taken away under a running program");
    shop.verify();
}
