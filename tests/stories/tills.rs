//! Two tills and more: invited, selling apart, handing records over in any order, put back and copied.

use std::fs;
use std::path::PathBuf;

use support::Shop;
use support::scratch::{self, Numbers};
use support::tills::text;

use crate::{NOODLES, NOODLES_BOX, PRODUCTS};

fn two() -> (Shop, Shop) {
    let first = Shop::sample();
    let second = first.joined_by("B");
    (first, second)
}

/// Everything of a shop's folder, to be put back later.
fn photograph(shop: &Shop, ends: &[&str]) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let file = |end: &&str| PathBuf::from(format!("{}{end}", text(&shop.db)));
    ends.iter().map(file).map(|path| (path.clone(), fs::read(path).ok())).collect()
}

fn put_back(photograph: &[(PathBuf, Option<Vec<u8>>)]) {
    for (path, bytes) in photograph {
        match bytes {
            Some(bytes) => fs::write(path, bytes).expect("writes"),
            None if path.exists() => fs::remove_file(path).expect("removes"),
            None => {}
        }
    }
}

const DATABASE: &[&str] = &["", "-wal", "-shm"];
const ALL: &[&str] = &["", "-wal", "-shm", ".mark", ".key", ".secret"];

#[test]
fn a_second_till_joins_and_both_sell() {
    let (a, b) = two();
    b.verify();
    let sale = b.sell(NOODLES);
    assert_eq!(sale["receipt"], "B1-000001");
    assert_eq!(a.sell(NOODLES_BOX)["receipt"], "A1-000001");
    let answer = a.learn_from(&b);
    assert_eq!((&answer["from"], &answer["waiting"]), (&"B".into(), &serde_json::json!([])));
    b.learn_from(&a);
    a.same_as(&b);
    assert_eq!(a.on_hand("MIE-001"), 400_000 - 41_000);
    assert_eq!(b.on_hand("MIE-001"), 400_000 - 41_000);
    assert_eq!(a.balance("1-110"), b.balance("1-110"));
    assert_eq!(b.sell(NOODLES)["receipt"], "B1-000002");
    // Twice is once.
    let again = a.import(&a.file("tukar.sgk").with_file_name("tukar.sgk"));
    assert_eq!(again["new"], 0, "its own file brings nothing");
    let file = b.export("lagi.sgk", &[]);
    assert_eq!(a.import(&file)["new"], 1);
    let again = a.import(&file);
    assert_eq!((&again["new"], again["known"].as_i64() > Some(0)), (&0.into(), true));
    a.verify();
    b.verify();
    let tills = a.json(&["shop"]);
    let letters: Vec<&str> =
        tills["tills"].as_array().expect("tills").iter().map(|till| till["till"].as_str().expect("a letter")).collect();
    assert_eq!(letters, ["A", "B"]);
    assert_eq!(tills["shop"], b.json(&["shop"])["shop"]);
}

#[test]
fn an_invitation_is_for_one_who_has_the_code() {
    let a = Shop::sample();
    let file = a.file("undangan");
    let code = a.json(&["shop", "invite", "--till", "b", text(&file)])["code"].as_str().expect("a code").to_owned();
    assert_eq!(code.len(), 10);
    let bytes = fs::read(&file).expect("reads");
    for secret in ["Siti Aminah", "argon2id"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret} stands in the file");
    }
    let nobody = Shop::nothing();
    for (typed, word) in [("0000000000", "kode"), ("", "kode"), (&code[..9], "kode")] {
        let sentence = nobody.join(&file, typed).sentence();
        assert!(sentence.contains(word), "{sentence}");
        assert!(
            !nobody.db.exists() && fs::read_dir(nobody.db.parent().expect("a folder")).expect("reads").next().is_none(),
            "no file is left"
        );
    }
    // As people type it.
    let b = Shop::nothing();
    assert!(b.join(&file, &format!("{}-{}", &code[..5].to_lowercase(), &code[5..])).success);
    let sold = scratch::run(b.command(&["--as", "siti", "sell", "--scan", NOODLES, "--pay", "cash"]).env("SOKOGURU_PIN", "2580"));
    assert!(sold.status.success(), "the staff's PINs came along: {sold:?}");
    let names: String = b.read().query_row("SELECT name FROM person WHERE id = 'siti'", [], |row| row.get(0)).expect("a name");
    assert_eq!(names, "Siti Aminah", "the staff came along");
    // Once only: a second machine may hold the same file and code, and is not believed.
    let thief = Shop::nothing();
    assert!(thief.join(&file, &code).success);
    a.learn_from(&b);
    let records = a.records();
    let sentence = a.run(&["records", "import", text(&thief.export("tukar.sgk", &[]))]).sentence();
    assert!(sentence.contains("B1") || sentence.contains("kasir"), "{sentence}");
    assert_eq!(a.records(), records);
    // A letter in use, a bad letter, a file that is there.
    for (arguments, word) in [
        (["shop", "invite", "--till", "B", "lain"], "sudah dipakai"),
        (["shop", "invite", "--till", "A", "lain"], "sudah dipakai"),
        (["shop", "invite", "--till", "B2", "lain"], "huruf"),
        (["shop", "invite", "--till", "C", text(&file)], "sudah ada"),
    ] {
        let sentence = a.refused(&arguments);
        assert!(sentence.contains(word), "{sentence}");
    }
    // A changed invitation.
    let mut changed = bytes;
    let last = changed.len() - 5;
    changed[last] ^= 1;
    let path = a.write("rusak", &changed);
    assert!(Shop::nothing().join(path.as_ref(), &code).sentence().contains("rusak"));
}

#[test]
fn files_that_must_not_be_read() {
    let (a, b) = two();
    b.sell(NOODLES);
    let file = b.export("tukar.sgk", &[]);
    let good = fs::read(&file).expect("reads");
    for (place, name) in [(3, "start"), (40, "head"), (good.len() - 40, "records")] {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        let path = a.write("rusak.sgk", &bytes);
        let sentence = a.refused(&["records", "import", &path]);
        assert!(!sentence.is_empty(), "{name}");
    }
    let path = a.write("rusak.sgk", &good[..good.len() / 2]);
    assert!(a.refused(&["records", "import", &path]).contains("rusak"));
    let path = a.write("lain.txt", "halo");
    assert!(a.refused(&["records", "import", &path]).contains("bukan"));
    assert!(a.refused(&["records", "import", "tidak-ada"]).len() > 5);
    let other = Shop::sample();
    let foreign = other.export("tukar.sgk", &[]);
    assert!(a.refused(&["records", "import", text(&foreign)]).contains("toko lain"));
    assert!(a.refused(&["records", "export", &path]).contains("tidak ditimpa"));
    assert!(a.refused(&["records", "export", "x.sgk", "--since-known-by", "Z"]).contains("tidak ada kasir"));
}

#[test]
fn a_record_that_was_changed_is_found() {
    let (a, b) = two();
    b.sell(NOODLES);
    // Somebody changes an amount in the database and writes the file with the real program.
    let database = b.tamper();
    database.execute_batch("DROP TRIGGER record_is_final").expect("drops");
    let changed = database
        .execute("UPDATE record SET body = CAST(replace(CAST(body AS TEXT), '3200', '3201') AS BLOB) WHERE kind = 'sale'", [])
        .expect("changes");
    assert_eq!(changed, 1);
    drop(database);
    let file = b.export("tukar.sgk", &[]);
    let sentence = a.refused(&["records", "import", text(&file)]);
    assert!(sentence.contains("diubah"), "{sentence}");
}

#[test]
fn a_gap_waits_for_the_missing_file() {
    let (a, b) = two();
    let know = |shop: &Shop| a.import(&shop.export("sampai.sgk", &[]));
    know(&b);
    b.learn_from(&a);
    b.sell(NOODLES);
    let first = b.export("satu.sgk", &["--since-known-by", "A"]);
    // A tells that it knows this much by a file of its own; the next file of B leaves it out.
    let c = a.joined_by("C");
    c.import(&first);
    b.import(&c.export("tukar.sgk", &[]));
    b.sell(NOODLES);
    let second = b.export("dua.sgk", &["--since-known-by", "C"]);
    let answer = a.import(&second);
    assert_eq!(answer["waiting"].as_array().map(Vec::len), Some(1), "{answer}");
    let before = a.on_hand("MIE-001");
    let answer = a.import(&first);
    assert_eq!(answer["waiting"], serde_json::json!([]), "{answer}");
    assert_eq!(a.on_hand("MIE-001"), before - 2_000);
    a.import(&c.export("tukar.sgk", &[]));
    b.learn_from(&a);
    a.same_as(&b);
}

#[test]
fn the_later_word_wins_on_all() {
    let (a, b) = two();
    a.learn_from(&b);
    let price = |price: &str| format!("{PRODUCTS}\nMIE-001,Mi Goreng {price},Mie,pcs,PCS,1,{NOODLES},{price},,,,none\n");
    for (shop, value) in [(&a, "3300"), (&b, "3400")] {
        let file = shop.write("harga.csv", price(value));
        shop.ok(&["import", "products", &file]);
        shop.ok(&["config", "set", "shop.footer", value]);
        shop.ok(&["config", "set", "theme", if value == "3300" { "dark" } else { "contrast" }]);
    }
    a.learn_from(&b);
    b.learn_from(&a);
    a.same_as(&b);
    for shop in [&a, &b] {
        assert_eq!(shop.sell(NOODLES)["total"], 3_400);
        assert_eq!(shop.ok(&["config", "get", "shop.footer"]).trim(), "3400");
    }
    // A machine's own setting stays its own.
    assert_eq!(a.ok(&["config", "get", "theme"]).trim(), "dark");
    assert_eq!(b.ok(&["config", "get", "theme"]).trim(), "contrast");
    // Whoever changes what they see sees the change.
    a.ok(&["config", "set", "shop.footer", "baru"]);
    assert_eq!(a.ok(&["config", "get", "shop.footer"]).trim(), "baru");
    for shop in [&a, &b] {
        shop.verify();
        shop.ok(&["rebuild"]);
    }
    b.learn_from(&a);
    a.learn_from(&b);
    a.same_as(&b);
}

#[test]
fn three_tills_in_any_order() {
    let a = Shop::sample();
    let b = a.joined_by("B");
    let c = a.joined_by("C");
    let tills = [&a, &b, &c];
    let mut numbers = Numbers::new(20_260_401);
    let mut files: Vec<PathBuf> = Vec::new();
    for round in 0..6 {
        for till in tills {
            for _ in 0..numbers.below(3) {
                till.sell(NOODLES);
            }
            if numbers.below(3) == 0 {
                till.ok(&["config", "set", "shop.footer", &format!("putaran {round}")]);
            }
        }
        let writer = tills[usize::try_from(numbers.below(3)).expect("small")];
        files.push(writer.export(&format!("tukar-{round}.sgk"), &[]));
        let (reader, file) = (numbers.below(3), numbers.below(files.len() as u64));
        // A file may come before what it needs: nothing is lost, and nothing is refused.
        tills[usize::try_from(reader).expect("small")].import(&files[usize::try_from(file).expect("small")]);
    }
    for _ in 0..2 {
        for (reader, writer) in [(2, 1), (0, 2), (1, 0), (2, 0), (1, 2), (0, 1)] {
            tills[reader].learn_from(tills[writer]);
        }
    }
    for till in tills {
        till.verify();
        till.same_as(&a);
    }
}

#[test]
fn a_database_that_was_put_back_begins_anew() {
    let (a, b) = two();
    a.sell(NOODLES);
    let old = photograph(&a, DATABASE);
    a.sell(NOODLES);
    a.sell(NOODLES);
    b.learn_from(&a);
    put_back(&old);
    // The mark beside it knows more.
    let sale = a.sell(NOODLES);
    assert_eq!(sale["receipt"], "A2-000001");
    let answer = a.learn_from(&b);
    assert!(answer["new"].as_i64() > Some(1), "what was lost comes back: {answer}");
    assert_eq!(b.learn_from(&a)["asks"], serde_json::json!([]), "its old key vouches for the new one");
    a.same_as(&b);
    assert_eq!(a.on_hand("MIE-001"), 400_000 - 4_000);
    assert_eq!(a.sell(NOODLES)["receipt"], "A2-000002");
    a.verify();
    b.verify();
}

#[test]
fn a_fork_is_noticed_at_the_exchange_and_nothing_is_lost() {
    let (a, b) = two();
    b.sell(NOODLES);
    a.learn_from(&b);
    let old = photograph(&a, ALL);
    let lost = a.sell(NOODLES_BOX);
    a.sell(NOODLES);
    b.learn_from(&a);
    put_back(&old);
    // Nothing beside the database knows better: the same number is given once more.
    let twin = a.sell(NOODLES);
    assert_eq!(twin["receipt"], lost["receipt"]);
    // The other till is not taken in by it, and says what to do.
    let sentence = b.run(&["records", "import", text(&a.export("tukar.sgk", &[]))]).sentence();
    assert!(sentence.contains("A1") && sentence.contains("records export"), "{sentence}");
    let answer = a.learn_from(&b);
    assert_eq!(answer["renewed"]["epoch"], 2, "{answer}");
    assert!(answer["renewed"]["again"].as_i64() > Some(0), "{answer}");
    assert_eq!(a.sell(NOODLES)["receipt"], "A2-000001");
    b.learn_from(&a);
    a.verify();
    b.verify();
    a.same_as(&b);
    assert_eq!(a.on_hand("MIE-001"), 400_000 - 1_000 - 40_000 - 1_000 - 1_000 - 1_000);
    let database = a.read();
    let twins: i64 =
        database.query_row("SELECT count(*) FROM sale WHERE receipt = ?1", [lost["receipt"].as_str()], |row| row.get(0)).expect("counts");
    assert_eq!(twins, 2, "both sales of that number stand");
}

#[test]
fn a_till_whose_key_is_lost_is_believed_by_a_person_only() {
    let (a, b) = two();
    a.learn_from(&b);
    fs::remove_file(format!("{}.key", text(&b.db))).expect("removes");
    assert_eq!(b.sell(NOODLES)["receipt"], "B2-000001");
    let file = b.export("tukar.sgk", &[]);
    let before = a.on_hand("MIE-001");
    let sentence = a.run(&["records", "import", text(&file)]).sentence();
    let fingerprint = sentence.rsplit(' ').next().expect("a word").to_owned();
    assert!(sentence.contains("kunci baru"), "{sentence}");
    assert_eq!(a.on_hand("MIE-001"), before);
    assert!(a.run(&["records", "import", text(&file), "--trust", "00000000"]).sentence().contains("sidik"));
    let own = b.json(&["shop"]);
    assert_eq!(own["tills"][1]["fingerprint"].as_str(), Some(fingerprint.as_str()));
    let answer = a.json(&["records", "import", text(&file), "--trust", &fingerprint]);
    assert_eq!((&answer["waiting"], &answer["asks"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(a.on_hand("MIE-001"), before - 1_000);
    b.learn_from(&a);
    a.same_as(&b);
    // A third till believes it because A does.
    let c = a.joined_by("C");
    a.learn_from(&c);
    c.same_as(&a);
}
