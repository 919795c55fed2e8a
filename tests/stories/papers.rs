//! Every kind of document on A4, as others read it: pdftotext its words, pdftoppm its dots, zbarimg the QR code in them; and
//! the hash in the code is that of the signed text, by a program that is not ours.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use support::traders::{NOODLES, Side};
use support::{Traders, scratch};

use crate::settling::owing;

/// SHA-256 of a text in base 32 without filling, by Python.
fn hash(text: &str) -> String {
    let code = "import sys, hashlib, base64; print(base64.b32encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode().rstrip('='), end='')";
    let mut python = Command::new("python3").args(["-c", code]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3");
    python.stdin.take().expect("piped").write_all(text.as_bytes()).expect("writes");
    String::from_utf8(python.wait_with_output().expect("ends").stdout).expect("text")
}

/// Two shops of whose documents there is one of every kind.
fn everything() -> Traders {
    let (pair, today) = owing();
    let (shop, network) = (&pair.shop, &pair.network);
    let due = today.checked_add_days(chrono::Days::new(20)).expect("a date").to_string();
    let one = format!("{NOODLES}=1");
    let draft = shop.json(&["order", "new", "--party", "DC", &one])["draft"].to_string();
    let order = shop.json(&["order", "send", &draft])["number"].as_str().expect("a number").to_owned();
    pair.carry(Side::Shop);
    let id = network.json(&["order", "list", "--all"])["orders"][0]["id"].as_str().expect("an id").to_owned();
    network.ok(&["order", "answer", &id, "--line", &format!("1=0:{LONG}")]);
    // The buyer's word and the seller's cross.
    shop.ok(&["order", "cancel", &order, "--reason", "salah kemasan"]);
    pair.carry(Side::Network);
    shop.ok(&["order", "commit", "--party", "DC", "--pool", "LEBARAN", "--cutoff", &due, NOODLES, "--min", "1", "--max", "5"]);
    shop.ok(&["statement", "make", "--party", "DC", "--to", &today.to_string()]);
    let offer = shop.json(&["setoff", "propose", "--party", "DC", "--cutoff", &due]);
    network.ok(&["setoff", "accept", &pair.letter(Side::Shop)]);
    pair.carry(Side::Network);
    shop.ok(&["setoff", "commit", offer["id"].as_str().expect("an id")]);
    let paid = shop.json(&["pay", "--party", "DC", "--amount", "600000", "--reference", "LUNAS"]);
    pair.carry(Side::Shop);
    network.ok(&["pay", "--received", paid["number"].as_str().expect("a number")]);
    network.ok(&["claim", "credit", "--party", "TOKO", "--cause", "rebate", "--amount", "12000", "--reason", "rabat kuartal"]);
    pair.carry(Side::Network);
    pair
}

/// A reason that no column of A4 has room for.
const LONG: &str = "gudang kosong sampai truk dari pabrik datang, paling cepat Kamis pekan depan";

/// What must be readable on each kind, beside its number, its name and both parties.
fn words(kind: &str) -> &'static [&'static str] {
    match kind {
        "card" => &["7123456789", "Sidik kunci"],
        "catalogue" => &["Indomi Goreng"],
        "order" => &["Indomi Goreng", "Jumlah pesanan"],
        "order-response" => &["Indomi Goreng", "Disanggupi", "100.000", LONG],
        "order-cancel" => &["salah kemasan", "Surat pesanan A1-SP0002"],
        "commitment" => &["LEBARAN", "Paling banyak"],
        "despatch" => &["Indomi Goreng", "S 1234 XY", "Penerima"],
        "receipt-advice" => &["Baik", "Rusak", "Kurang"],
        "invoice" => &["1.000.000", "Jatuh tempo"],
        "invoice-answer" => &["1.000.000", "cocok", "Faktur A1-FK0001"],
        "credit-note" => &["12.000", "rabat kuartal"],
        "statement" => &["1.000.000", "400.000", "Utang Koperasi Toko"],
        "setoff-proposal" => &["400.000", "Jawaban paling lambat"],
        "setoff-answer" => &["Usul perjumpaan utang A1-UP0001", "Rp 400.000", "disetujui"],
        "setoff-commit" => &["Usul perjumpaan utang A1-UP0001", "Rp 400.000", "KUHPerdata"],
        "payment-answer" => &["Bukti bayar A1-BB0001", "Rp 600.000", "sudah diterima"],
        "payment" => &["600.000", "LUNAS", "Jumlah dibayar"],
        other => panic!("a kind that nobody looked at: {other}"),
    }
}

fn read(pdf: &Path) -> String {
    scratch::referee(Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(pdf).arg("-"))
}

/// The QR codes of all pages.
fn scanned(pdf: &Path) -> Vec<String> {
    let pages = pdf.with_extension("");
    scratch::referee(Command::new("pdftoppm").args(["-r", "150", "-gray", "-png"]).arg(pdf).arg(&pages));
    let folder = fs::read_dir(pdf.parent().expect("a folder")).expect("reads");
    let stem = pages.file_name().expect("a name").to_string_lossy().into_owned();
    let pictures = folder.map(|entry| entry.expect("an entry").path());
    let mut codes = Vec::new();
    for picture in pictures.filter(|path| {
        path.extension().is_some_and(|ending| ending == "png")
            && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{stem}-")))
    }) {
        let out = scratch::referee(Command::new("zbarimg").args(["--raw", "-q", "-Sdisable", "-Sqrcode.enable"]).arg(&picture));
        codes.extend(out.lines().map(str::to_owned));
    }
    codes
}

#[test]
fn every_kind_is_read_and_scanned() {
    let pair = everything();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for side in [Side::Shop, Side::Network] {
        let shop = pair.of(side);
        let database = shop.read();
        let mut query =
            database.prepare("SELECT id, kind, number, body FROM document WHERE direction = 'issued' ORDER BY pos").expect("prepares");
        let rows: Vec<[String; 4]> = query
            .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
            .expect("runs")
            .map(|row| row.expect("a row"))
            .collect();
        for [id, kind, number, body] in rows {
            // Of a kind that both issued, the one with what is looked for.
            let wanted = words(&kind);
            let pdf = shop.file(&format!("{kind}-{id}.pdf"));
            shop.ok(&["documents", "show", &id, "--out", pdf.to_str().expect("text")]);
            let text = read(&pdf);
            if !wanted.iter().all(|word| text.contains(word)) {
                seen.entry(kind).or_insert(text);
                continue;
            }
            assert!(!text.contains(['{', '[']), "{kind}: the text of a machine: {text}");
            assert!(text.contains(&number) && text.contains(domain::trade::words(&kind)), "{kind} {number}: {text}");
            for party in
                ["Koperasi Toko", "DC Jaringan"].into_iter().take(if matches!(kind.as_str(), "card" | "catalogue") { 0 } else { 2 })
            {
                assert!(text.contains(party), "{kind}: {party}: {text}");
            }
            let hash = hash(&body);
            assert!(text.replace(['\n', ' '], "").contains(&hash), "{kind}: the hash in letters: {text}");
            assert_eq!(scanned(&pdf), [format!("SOKOGURU:{number}:{hash}")], "{kind}");
            seen.insert(kind, String::new());
        }
    }
    let unread: BTreeMap<&String, &String> = seen.iter().filter(|(_, text)| !text.is_empty()).collect();
    assert_eq!(unread, BTreeMap::new(), "words are missing");
    assert_eq!(seen.len(), 17, "{:?}", seen.keys());
}
