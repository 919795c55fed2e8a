//! Wrong input: one clear sentence, exit code not 0, and nothing has changed.

use support::Shop;

use crate::{NOODLES, PRODUCTS};

#[test]
fn sales_that_cannot_be() {
    let shop = Shop::sample();
    let cash = ["--pay", "cash"];
    let scan = |code: &'static str| ["sell", "--scan", code].into_iter().chain(cash).collect::<Vec<_>>();
    let pay = |tender: &'static str| vec!["sell", "--scan", NOODLES, "--pay", tender];
    let table: &[(Vec<&str>, &str)] = &[
        (scan("8990000000013"), "tidak dikenal"),
        (scan("8997100000012"), "angka pemeriksa"),
        (scan("tidak-ada"), "tidak dikenal"),
        (scan(""), "kosong"),
        (scan("]C1010899710000001"), "terpotong"),
        (scan("]C105123"), "GS1"),
        (scan("\u{1}\u{2}x\u{7}y"), "tanda yang tidak dikenal"),
        (scan("kode\u{e9}"), "tanda yang tidak dikenal"),
        (scan("8997100000011*0"), "lebih dari nol"),
        (scan("8997100000011*-1"), "lebih dari nol"),
        (scan("8997100000011*8997100000011"), "barcode"),
        (scan("8997100000011*99999999999999999999"), "terlalu besar"),
        (scan("8997100000011*1,5"), "bulat"),
        (scan("8997100000011*banyak"), "bukan jumlah"),
        (scan("2100001*0,0001"), "tiga angka"),
        (scan("2100001"), "berat"),
        (scan("LAN-001"), "harga"),
        (scan("LAN-001@-5000"), "di bawah nol"),
        (scan("8997100000011@-1"), "di bawah nol"),
        (scan("8997100000011@9999999999999"), "terlalu besar"),
        (scan("8997101000379@74501"), "HET"),
        (scan("LAN-001*99999@999999999999"), "besar"),
        (pay("cash=3199"), "kurang Rp 1"),
        (pay("cash=0"), "lebih dari nol"),
        (pay("cash=-3200"), "di bawah nol"),
        (pay("cash=999999999999999"), "besar"),
        (pay("cash=3.20"), "rupiah bulat"),
        (pay("qris=3201"), "lebih Rp 1"),
        (pay("card=3199"), "kurang Rp 1"),
        (pay("transfer=10000"), "kembalian hanya dari tunai"),
        (pay("kerang"), "tidak dikenal"),
        (vec!["sell", "--scan", NOODLES, "--pay", "qris", "--pay", "card"], "tanpa jumlah"),
        (vec!["sell", "--scan", NOODLES, "--pay", "cash", "--member", "A-99999"], "tidak ditemukan"),
        (vec!["receipt", "A1-000001"], "tidak ditemukan"),
        (vec!["receipt", "; DROP TABLE sale"], "tidak ditemukan"),
        (vec!["replay", "tidak-ada.csv"], "tidak ada"),
        (vec!["print-queue", "retry", "7"], "tidak ada"),
        (vec!["print-queue", "drop", ""], "tidak ada"),
    ];
    for (arguments, word) in table {
        let sentence = shop.refused(arguments);
        assert!(sentence.contains(word), "{arguments:?}: {sentence:?} does not say {word:?}");
    }
    shop.verify();
}

#[test]
fn settings_that_cannot_be() {
    let shop = Shop::sample();
    let sample = shop.json(&["config", "get", "qris.static"])["value"].as_str().expect("a text").to_owned();
    let dollars = qris(&sample, "5303360", "5303840");
    let foreign = qris(&sample, "5802ID", "5802SG");
    let good = qris(&sample, "MOJOKERTO", "SIDOARJO_");
    let broken = format!("{}0000", &good[..good.len() - 4]);
    let table: &[(&str, &str, &str)] = &[
        ("qris.static", &broken, "CRC"),
        ("qris.static", &dollars, "840"),
        ("qris.static", &foreign, "SG"),
        ("qris.static", "halo", "QRIS"),
        ("printer.receipt.link", "192.168.1.50", "tcp:HOST:PORT"),
        ("printer.receipt.link", "tcp:192.168.1.50", "tcp:HOST:PORT"),
        ("printer.receipt.link", "tcp:192.168.1.50:99999", "tcp:HOST:PORT"),
        ("printer.receipt.link", "serial:/dev/ttyS0", "serial:PATH:BAUD"),
        ("printer.receipt.profile", "generic-81", "pilih"),
        ("printer.receipt.columns", "33", "pilih"),
        ("scanner.serial", "/dev/ttyACM0", "PATH:BAUD"),
        ("barcode.instore", "31IIIIIWWWWWC", "02 atau 20"),
        ("barcode.instore", "21IIIIC", "tempat"),
        ("shop.name", "", "kosong"),
        ("shop.npwp", "12", "NPWP"),
        ("tax.pkp", "mungkin", "pilih"),
        ("rounding.step", "7", "pilih"),
        ("language", "jv", "pilih"),
        ("shop.sample", "no", "tidak dikenal"),
        ("tidak.ada", "1", "tidak dikenal"),
    ];
    for (key, value, word) in table {
        let sentence = shop.refused(&["config", "set", key, value]);
        assert!(sentence.contains(word), "{key} = {value}: {sentence:?} does not say {word:?}");
    }
    shop.ok(&["config", "set", "qris.static", &good]);
    assert_eq!(shop.json(&["config", "get", "qris.static"])["value"], good.as_str());
}

/// The sample shop's QRIS with something else in it and a right checksum (CRC-16/CCITT-FALSE).
fn qris(sample: &str, from: &str, to: &str) -> String {
    let changed = sample[..sample.len() - 4].replace(from, to);
    assert!(from == to || changed != sample[..sample.len() - 4], "{from} is not in {sample}");
    let mut crc = 0xFFFF_u16;
    for byte in changed.bytes() {
        crc ^= u16::from(byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 };
        }
    }
    format!("{changed}{crc:04X}")
}

#[test]
fn product_files_that_cannot_be() {
    let shop = Shop::sample();
    let row = |row: &str| format!("{PRODUCTS}\n{row}\n").into_bytes();
    let latin: Vec<u8> = [row("A,Kopi,Lain,pcs,PCS,1,1,1000,,,,none"), b"B,Caf\xE9,Lain,pcs,PCS,1,2,1000,,,,none\n".to_vec()].concat();
    let utf16: Vec<u8> = format!("\u{feff}{PRODUCTS}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let twice = "A,Kopi,Lain,pcs,PCS,1,8991234567891,1000,,,,none\nB,Teh,Lain,pcs,PCS,1,8991234567891,1000,,,,none";
    let table: &[(&str, Vec<u8>, &str)] = &[
        ("an empty file", Vec::new(), "kolom"),
        ("a wrong header", b"kode,nama\n1,Kopi\n".to_vec(), "kolom «kode»"),
        ("a missing column", b"sku,name\n1,Kopi\n".to_vec(), "tidak ada"),
        ("a column twice", format!("{PRODUCTS},sku\n").into_bytes(), "dua kali"),
        ("another encoding", latin, "UTF-8"),
        ("sixteen bits a letter", utf16, "UTF-8"),
        ("a bad price", row("A,Kopi,Lain,pcs,PCS,1,1,seribu,,,,none"), "baris 2"),
        ("a price with cents", row("A,Kopi,Lain,pcs,PCS,1,1,1000.50,,,,none"), "baris 2"),
        ("a price below zero", row("A,Kopi,Lain,pcs,PCS,1,1,-1,,,,none"), "di bawah nol"),
        ("no price", row("A,Kopi,Lain,pcs,PCS,1,1,,,,,none"), "price kosong"),
        ("a bad pack size", row("A,Kopi,Lain,pcs,PCS,satu,1,1000,,,,none"), "pack_size"),
        ("no base pack", row("A,Kopi,Lain,pcs,DUS,40,1,1000,,,,none"), "satuan dasar"),
        ("a bad unit", row("A,Kopi,Lain,liter,PCS,1,1,1000,,,,none"), "pcs atau kg"),
        ("a bad tax", row("A,Kopi,Lain,pcs,PCS,1,1,1000,,,,pajak"), "none, ppn atau exempt"),
        ("a stock below zero", row("A,Kopi,Lain,pcs,PCS,1,1,1000,,500,-3,none"), "di bawah nol"),
        ("a bad stock", row("A,Kopi,Lain,pcs,PCS,1,1,1000,,500,x,none"), "stock"),
        ("no name", row("A,,Lain,pcs,PCS,1,1,1000,,,,none"), "nama kosong"),
        ("no key", row(",Kopi,Lain,pcs,PCS,1,1,1000,,,,none"), "sku kosong"),
        ("too few cells", row("A,Kopi,Lain"), "kolom"),
        ("one barcode twice", row(twice), "sudah ada di baris 2"),
        ("above the ceiling", format!("{PRODUCTS},ceiling\nA,Kopi,Lain,pcs,PCS,1,1,1001,,,,none,1000\n").into_bytes(), "HET"),
    ];
    for (what, bytes, word) in table {
        let file = shop.write("products.csv", bytes);
        for arguments in [&["import", "products", &file][..], &["import", "products", &file, "--dry-run"]] {
            let before = shop.traces();
            let answer = shop.run(arguments);
            assert!(
                !answer.success && answer.err.contains(word) && answer.err.starts_with("sokoguru: "),
                "{what}: {answer:?} does not say {word:?}"
            );
            assert_eq!(shop.traces(), before, "{what}");
        }
    }
}

#[test]
fn every_faulty_row_is_named() {
    let shop = Shop::empty();
    let rows = "A,Kopi,Lain,pcs,PCS,1,1,1000,,,,none\nB,Teh,Lain,pcs,PCS,1,2,x,,,,none\nC,,Lain,pcs,PCS,1,3,1000,,,,none\nD,Gula,Lain,ons,PCS,1,4,1000,,,,salah";
    let file = shop.write("products.csv", format!("{PRODUCTS}\n{rows}\n"));
    let answer = shop.run(&["import", "products", &file]);
    assert!(!answer.success && answer.err.contains("tidak ada yang diimpor"), "{answer:?}");
    for line in ["baris 3:", "baris 4:", "baris 5: unit", "baris 5: tax"] {
        assert!(answer.err.contains(line), "{line} is not in {}", answer.err);
    }
    assert!(!answer.err.contains("baris 2"), "the good row is not blamed: {}", answer.err);
    assert_eq!(shop.json(&["report", "stock"]), serde_json::json!([]));
}

#[test]
fn member_files_that_cannot_be() {
    let shop = Shop::sample();
    let table: &[(&str, &str)] = &[
        ("nomor,nama\n", "nomor"),
        ("number,name,tier,phone\nM-1,,anggota,\n", "nama kosong"),
        ("number,name,tier,phone\n,Ani,anggota,\n", "nomor anggota kosong"),
        ("number,name,tier,phone\nM-1,Ani,raja,\n", "raja"),
        ("number,name,tier,phone\nM-1,Ani,anggota,\nM-1,Ina,anggota,\n", "sudah ada di baris 2"),
    ];
    for (text, word) in table {
        let file = shop.write("members.csv", text);
        let before = shop.traces();
        let answer = shop.run(&["import", "members", &file]);
        assert!(!answer.success && answer.err.contains(word), "{answer:?} does not say {word:?}");
        assert_eq!(shop.traces(), before);
    }
}

#[test]
fn replay_files_that_cannot_be() {
    let shop = Shop::sample();
    let head = "basket,at,member,barcode,quantity,tender";
    let table: &[(String, &str)] = &[
        (String::new(), "baris pertama"),
        ("a,b\n".to_owned(), "baris pertama"),
        (format!("{head}\nA,kemarin,,{NOODLES},1,cash\n"), "baris 2"),
        (format!("{head}\nA,2026-01-01T10:00:00,,{NOODLES},1,cash\n"), "zona"),
        (format!("{head}\nA,2026-01-01T10:00:00+07:00,,{NOODLES},x,cash\n"), "bukan jumlah"),
        (format!("{head}\nA,2026-01-01T10:00:00+07:00,,{NOODLES},1,kerang\n"), "kerang"),
        // The second row is wrong: the first is not sold either.
        (format!("{head}\nA,2026-01-01T10:00:00+07:00,,{NOODLES},1,cash\nB,2026-01-01T10:00:00+07:00,,{NOODLES},?,cash\n"), "baris 3"),
    ];
    for (text, word) in table {
        let file = shop.write("replay.csv", text);
        let sentence = shop.refused(&["replay", &file]);
        assert!(sentence.contains(word), "{text:?}: {sentence}");
    }
}

#[test]
fn a_basket_that_cannot_be_sold_does_not_block_those_behind_it() {
    let shop = Shop::sample();
    let at = "2026-01-01T10:00:00+07:00";
    let rows = [
        format!("A,{at},,{NOODLES},1,cash"),
        format!("B,{at},,8990000000013,1,cash"),
        format!("C,{at},,{NOODLES},0,cash"),
        format!("D,{at},,{NOODLES},1,cash=1"),
        format!("E,{at},,{NOODLES},2,cash"),
    ];
    let file = shop.write("replay.csv", format!("basket,at,member,barcode,quantity,tender\n{}\n", rows.join("\n")));
    let answer = shop.run(&["--json", "replay", &file]);
    assert!(!answer.success, "what was not sold is not success");
    assert_eq!(answer.out.lines().count(), 2, "{answer:?}");
    for name in ["keranjang B: ", "keranjang C: ", "keranjang D: ", "3 dari 5"] {
        assert!(answer.err.contains(name), "{name} is not in {}", answer.err);
    }
    shop.verify();
}

#[test]
fn two_products_that_claim_one_barcode() {
    let shop = Shop::sample();
    let file = shop.write("products.csv", format!("{PRODUCTS}\nNEW-1,Mi Tiruan,Lain,pcs,PCS,1,{NOODLES},2000,,,,none\n"));
    let imported = shop.json(&["import", "products", &file]);
    let warning = imported["warnings"][0].as_str().expect("a warning");
    assert!(warning.contains(NOODLES) && warning.contains("Mi Goreng"), "{warning}");
    let sentence = shop.refused(&["sell", "--scan", NOODLES, "--pay", "cash"]);
    assert!(sentence.contains("Mi Goreng") && sentence.contains("Mi Tiruan"), "both are named: {sentence}");
    // The shop's own key says which.
    assert_eq!(shop.sell("NEW-1")["total"], 2_000);
    assert_eq!(shop.sell("MIE-001")["total"], 3_200);
}
