//! Labels as a label printer draws them: an interpreter that we did not write, and `zbarimg` on its pictures.

use std::process::Command;

use support::{Shop, scratch};

/// A name with what label languages mean by something else, and packs of three.
const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
A,Mi Goreng 85g,makanan,pcs,pcs,1,4006381333931,3000,2900,2500,20,none
A,Mi Goreng 85g,makanan,pcs,dus,40,5000159484695,115000,,,,none
S,\"Sabun \"\"^XA~JA\"\" 100% lembut untuk kulit anak dan bayi 850g\",rumah,pcs,pcs,1,8992222050067,123456,,9000,6,none
";

/// The codes on the pictures of a file of labels, in the order of the labels.
fn codes(shop: &Shop, format: &str) -> Vec<String> {
    let program = scratch::root().join("tests/decoder/target/debug/labels");
    let build = "cargo build --ignore-rust-version --manifest-path tests/decoder/Cargo.toml";
    assert!(program.is_file(), "the interpreter of labels is not built; run: {build}");
    let file = shop.file(&format!("label.{format}"));
    let out = file.to_str().expect("a plain path");
    shop.ok(&["labels", "--sku", "A", "--sku", "S", "--format", format, "--out", out]);
    let folder = scratch::folder();
    let said = scratch::referee(Command::new(program).arg(&file).arg(folder.path()));
    assert_eq!(said.trim(), format!("{format} 3"), "one picture for each label");
    let read = |n: usize| {
        let picture = folder.path().join(format!("{n}.png"));
        // One kind of code only: bars can be taken for a part of another kind.
        let text = scratch::referee(Command::new("zbarimg").args(["--raw", "-q", "-Sdisable", "-Sean13.enable"]).arg(picture));
        text.trim().to_owned()
    };
    (1..=3).map(read).collect()
}

#[test]
fn a_label_printer_draws_codes_that_can_be_read() {
    let shop = Shop::empty();
    let file = shop.write("barang.csv", GOODS);
    shop.ok(&["import", "products", &file]);
    for format in ["tspl", "zpl"] {
        assert_eq!(codes(&shop, format), ["4006381333931", "5000159484695", "8992222050067"], "{format}");
    }
}
