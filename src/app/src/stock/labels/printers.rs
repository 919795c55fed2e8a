//! Labels of 50 x 30 mm for label printers of 203 dpi (8 dots a millimetre): TSPL and ZPL.

use std::fmt::Write;

use domain::barcode::bars;
use domain::goods::Label;
use domain::receipt::ascii;

/// How many characters of name, price, second line and foot have room on a label in TSPL.
pub(super) const TSPL_ROOM: [usize; 4] = [31, 11, 46, 46];
/// The same in ZPL.
pub(super) const ZPL_ROOM: [usize; 4] = [34, 16, 44, 44];

/// TSPL (TSC TSPL2 Programming Manual): each label clears the picture, draws and prints once.
pub(super) fn tspl(labels: &[Label]) -> Vec<u8> {
    let mut out = String::from("SIZE 50 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nCODEPAGE UTF-8\r\n");
    // A quotation mark would end the text.
    let say = |text: &str, most: usize| ascii(text).replace(['"', '\\'], "'").chars().take(most).collect::<String>();
    for label in labels {
        out.push_str("CLS\r\n");
        let mut line = |x: u32, y: u32, font: &str, scale: u32, text: &str, most: usize| {
            let text = say(text, most);
            if !text.is_empty() {
                // Writing to a string cannot fail.
                let _always = write!(out, "TEXT {x},{y},\"{font}\",0,{scale},{scale},\"{text}\"\r\n");
            }
        };
        line(16, 12, "2", 1, &label.name, TSPL_ROOM[0]);
        line(16, 40, "3", 2, &format!("Rp {}", label.price), TSPL_ROOM[1]);
        line(16, 94, "1", 1, &second_line(label), TSPL_ROOM[2]);
        line(16, 216, "1", 1, &format!("{} {} {}", label.sku, label.pack, label.printed.format("%d/%m/%y")), TSPL_ROOM[3]);
        if let Some((ean, code)) = code_of(label) {
            let kind = if ean { "EAN13" } else { "128" };
            let _always = write!(out, "BARCODE 56,112,\"{kind}\",72,1,0,2,2,\"{code}\"\r\n");
        }
        out.push_str("PRINT 1,1\r\n");
    }
    out.into_bytes()
}

/// ZPL II: one format a label.
pub(super) fn zpl(labels: &[Label]) -> Vec<u8> {
    let mut out = String::new();
    // A caret or tilde would begin a command.
    let say = |text: &str, most: usize| ascii(text).replace(['^', '~', '\\'], " ").chars().take(most).collect::<String>();
    for label in labels {
        out.push_str("^XA^CI28^PW400^LL240^LH0,0\n");
        let mut line = |x: u32, y: u32, height: u32, text: &str, most: usize| {
            let text = say(text, most);
            if !text.is_empty() {
                let _always = writeln!(out, "^FO{x},{y}^A0N,{height},{height}^FD{text}^FS");
            }
        };
        line(16, 10, 24, &label.name, ZPL_ROOM[0]);
        line(16, 40, 50, &format!("Rp {}", label.price), ZPL_ROOM[1]);
        line(16, 92, 18, &second_line(label), ZPL_ROOM[2]);
        line(16, 216, 18, &format!("{} {} {}", label.sku, label.pack, label.printed.format("%d/%m/%y")), ZPL_ROOM[3]);
        if let Some((ean, code)) = code_of(label) {
            // The printer makes the check digit of an EAN itself.
            let _always = if ean {
                writeln!(out, "^FO66,116^BY2^BEN,64,Y,N^FD{}^FS", &code[..12])
            } else {
                writeln!(out, "^FO40,116^BY2^BCN,64,Y,N,N^FD{code}^FS")
            };
        }
        out.push_str("^XZ\n");
    }
    out.into_bytes()
}

pub(super) fn second_line(label: &Label) -> String {
    let member = label.member_price.map_or_else(String::new, |price| format!("Anggota Rp {price}"));
    [label.unit_price_words(), member].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The code in bars: true for an EAN-13. None for what no bars can say or what has no room on the label.
pub(super) fn code_of(label: &Label) -> Option<(bool, &str)> {
    let code = label.code.as_str();
    if bars::ean13(code).is_some() {
        return Some((true, code));
    }
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b' '));
    (plain && (1..=12).contains(&code.len())).then_some((false, code))
}
