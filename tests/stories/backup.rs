//! Backups and restoring them.

use std::fs;
use std::path::PathBuf;

use support::Shop;
use support::scratch;
use support::tills::text;

use crate::NOODLES;

fn backup(shop: &Shop) -> PathBuf {
    let made = shop.json(&["backup", text(&shop.file("aman"))]);
    let file = PathBuf::from(made[0]["file"].as_str().expect("a file"));
    assert!(made[0]["good"].as_bool() == Some(true) && file.is_file(), "{made}");
    file
}

/// Everything that stands beside the database, with its length.
fn folder(shop: &Shop) -> Vec<(String, u64)> {
    let entries = fs::read_dir(shop.db.parent().expect("a folder")).expect("reads");
    let mut all: Vec<(String, u64)> = entries
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.metadata().map_or(0, |file| file.len())))
        .filter(|(name, _)| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    all.sort();
    all
}

#[test]
fn what_was_sold_comes_back() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let file = backup(&shop);
    let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&file).expect("there"));
    assert_eq!(mode & 0o777, 0o600);
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("sokoguru-") && name.contains("-A1-") && name.ends_with(".sgbackup"), "{name}");
    let bytes = fs::read(&file).expect("reads");
    let key = fs::read(format!("{}.key", text(&shop.db))).expect("reads");
    assert!(!bytes.windows(key.len()).any(|part| part == key), "the key is not in it");
    // The disk dies: everything is gone.
    let new = Shop::nothing();
    let restored = new.json(&["restore", text(&file)]);
    assert_eq!((&restored["till"], &restored["epoch"], &restored["lost"]), (&"A".into(), &2.into(), &0.into()));
    let begun: String = new
        .read()
        .query_row("SELECT CAST(body AS TEXT) FROM record WHERE kind = 'epoch.opened' ORDER BY pos DESC LIMIT 1", [], |row| row.get(0))
        .expect("a record");
    assert!(begun.contains("dipulihkan dari cadangan oleh sistem"), "{begun}");
    new.verify();
    assert_eq!(new.on_hand("MIE-001"), 399_000);
    assert_eq!(new.sell(NOODLES)["receipt"], "A2-000001");
    new.verify();
}

#[test]
fn in_the_same_place_the_old_file_is_kept() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let file = backup(&shop);
    let restored = shop.json(&["restore", text(&file)]);
    assert_eq!(restored["epoch"], 2, "even the same state begins anew");
    let aside = PathBuf::from(restored["aside"].as_str().expect("a file"));
    assert!(aside.is_file(), "{}", aside.display());
    assert_eq!(restored["fingerprint"], serde_json::Value::Null, "the old key is there and vouches");
    shop.sell(NOODLES);
    shop.verify();
    // What is older than what stands here is refused, with the number of records that would go.
    let before = folder(&shop);
    let sentence = shop.refused(&["restore", text(&file)]);
    assert!(sentence.contains("akan hilang") && sentence.contains("A1") && sentence.contains("A2"), "{sentence}");
    assert_eq!(folder(&shop), before);
    let forced = shop.json(&["restore", text(&file), "--force-older"]);
    assert_eq!((&forced["epoch"], forced["lost"].as_i64() > Some(0)), (&3.into(), true));
    assert_eq!(shop.sell(NOODLES)["receipt"], "A3-000001");
    shop.verify();
    // What is only in the file that was moved aside can be brought back.
    let sold = shop.on_hand("MIE-001");
    let aside = PathBuf::from(forced["aside"].as_str().expect("a file"));
    let salvage = shop.file("selamat.sgk");
    let mut command = std::process::Command::new(support::program());
    let output = scratch::run(command.arg("--db").arg(&aside).args(["records", "export", text(&salvage)]));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(shop.import(&salvage)["new"], forced["lost"]);
    assert_eq!(shop.on_hand("MIE-001"), sold - 1_000);
    assert_eq!(shop.sell(NOODLES)["receipt"], "A3-000002");
    shop.verify();
}

#[test]
fn older_by_one_sale_is_older() {
    let shop = Shop::sample();
    let file = backup(&shop);
    shop.sell(NOODLES);
    let records = shop.records();
    let sentence = shop.refused(&["restore", text(&file)]);
    assert!(sentence.contains("catatan akan hilang"), "{sentence}");
    assert_eq!(shop.records(), records);
}

#[test]
fn nothing_doubtful_is_restored() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let file = backup(&shop);
    let good = fs::read(&file).expect("reads");
    let head = good.iter().take(5_000).enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place).nth(2).expect("three lines");
    let mut damaged: Vec<(Vec<u8>, &str)> = Vec::new();
    for place in [0, 25, head - 100, head + 10, good.len() / 2, good.len() - 1] {
        let mut bytes = good.clone();
        bytes[place] ^= 4;
        damaged.push((bytes, ""));
    }
    damaged.push((good[..good.len() - 1].to_vec(), "rusak"));
    damaged.push(([good.as_slice(), b"x"].concat(), "rusak"));
    damaged.push((good[..10].to_vec(), "bukan"));
    damaged.push((Vec::new(), "bukan"));
    damaged.push((b"SQLite format 3\0 and more".to_vec(), "bukan"));
    damaged.push((b"SOKOGURU-CADANGAN 9\n{}\n{}\n".to_vec(), "lebih baru"));
    for (place, (bytes, word)) in damaged.iter().enumerate() {
        let path = shop.write("rusak.sgbackup", bytes);
        let before = folder(&shop);
        let sentence = shop.refused(&["restore", &path]);
        assert!(sentence.contains(word), "{place}: {sentence}");
        assert_eq!(folder(&shop), before, "{place}: {sentence}");
    }
    let exchange = shop.export("tukar.sgk", &[]);
    assert!(shop.refused(&["restore", text(&exchange)]).contains("berkas tukar"));
    assert!(shop.refused(&["restore", "tidak-ada.sgbackup"]).len() > 5);
    let other = Shop::sample();
    let foreign = backup(&other);
    assert!(shop.refused(&["restore", text(&foreign)]).contains("toko lain"));
    let b = shop.joined_by("B");
    assert!(shop.refused(&["restore", text(&backup(&b))]).contains("kasir B"));
    shop.verify();
}

#[test]
fn a_file_in_use_is_not_restored_over() {
    let shop = Shop::sample();
    let file = backup(&shop);
    let other = shop.read();
    let _rows: i64 = other.query_row("SELECT count(*) FROM record", [], |row| row.get(0)).expect("reads");
    let sentence = shop.refused(&["restore", text(&file)]);
    assert!(sentence.contains("sedang dipakai"), "{sentence}");
    drop(other);
    shop.ok(&["restore", text(&file)]);
}

#[test]
fn a_damaged_database_gives_way() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let file = backup(&shop);
    fs::write(&shop.db, vec![7; 20_000]).expect("writes");
    let answer = shop.run(&["restore", text(&file)]);
    // Bytes that are no database at all may be somebody else's file; one with our mark is ours.
    assert!(answer.success, "{answer:?}");
    shop.verify();
    assert_eq!(shop.sell(NOODLES)["receipt"], "A2-000001");
}

#[test]
fn without_a_folder_it_goes_beside_the_database() {
    let shop = Shop::sample();
    shop.ok(&["backup"]);
    let kept = fs::read_dir(shop.file("cadangan")).expect("a folder").count();
    assert_eq!(kept, 1);
    let list = shop.json(&["backup", "--list"]);
    assert_eq!(list["backups"].as_array().map(Vec::len), Some(1), "{list}");
    // A folder that cannot be is said; the other one takes it.
    shop.ok(&["config", "set", "backup.folders", "/proc/tidak-bisa, cadangan"]);
    let made = shop.json(&["backup"]);
    assert_eq!((&made[0]["good"], &made[1]["good"]), (&false.into(), &true.into()), "{made}");
    shop.ok(&["config", "set", "backup.folders", "/proc/tidak-bisa"]);
    let sentence = shop.refused(&["backup"]);
    assert!(sentence.contains("tidak tersimpan"), "{sentence}");
    assert!(shop.refused(&["config", "set", "backup.keep", "selamanya"]).contains("7d 5w 24m"));
    let left: Vec<_> = folder(&shop).into_iter().filter(|(name, _)| name.contains("salinan") || name.contains("padat")).collect();
    assert!(left.is_empty(), "{left:?}");
}
