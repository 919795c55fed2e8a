//! The receipt: a sale as lines of text for 32 to 48 columns (`domain.md` section 7.4).
//!
//! Text only: no printer is known here. Everything is ASCII, because many printers of shops have
//! no code page worth the name.

use crate::catalogue::Unit;
use crate::member::masked;
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;
use crate::returns::Returned;
use crate::sale::{Sale, SaleLine};
use crate::tax::TaxClass;

/// Who sells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopIdentity {
    /// Name of the koperasi.
    pub name: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// NPWP; printed when the shop is a PKP.
    pub npwp: String,
    /// Last lines of the receipt.
    pub footer: String,
    /// True for the sample shop: every receipt says CONTOH.
    pub sample: bool,
}

/// What the receipt needs beside the sale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Name of the cashier.
    pub cashier: String,
    /// The member's purchases of the year with this sale, rupiah, and the year.
    pub member_to_date: Option<(Rupiah, i32)>,
    /// First six characters of the record's hash, base 32.
    pub mark: String,
    /// True for a reprint: SALINAN stands on it.
    pub copy: bool,
}

/// How a line is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// Bold.
    Bold,
    /// Double height.
    Tall,
}

/// One piece of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A line no longer than the columns.
    Text(Style, String),
    /// A QR code with this content, centred.
    Qr(String),
}

/// What stands in the QR code of a receipt: number and mark, so that two receipts of one number can
/// be told apart.
pub fn qr_content(receipt: &str, mark: &str) -> String {
    format!("SOKOGURU:{receipt}:{mark}")
}

/// Lays a sale out for `columns` characters (clamped to 24..=64).
///
/// # Errors
/// [`Overflow`], never for a sale that adds up.
pub fn layout(sale: &Sale, shop: &ShopIdentity, extras: &Extras, columns: usize) -> Result<Vec<Piece>, Overflow> {
    let mut page = Page::new(columns);
    page.header(sale, shop, extras);
    page.rule();
    if let Some(back) = &sale.returned {
        page.returned(back)?;
    }
    for line in &sale.lines {
        page.goods(line)?;
    }
    page.rule();
    page.totals(sale)?;
    page.tax(sale)?;
    page.member(sale, extras);
    page.footer(sale, shop, extras);
    Ok(page.pieces)
}

pub(crate) struct Page {
    columns: usize,
    pub(crate) pieces: Vec<Piece>,
}

impl Page {
    /// An empty page of `columns` characters, clamped to 24..=64.
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: columns.clamp(24, 64), pieces: Vec::new() }
    }

    pub(crate) fn text(&mut self, style: Style, text: &str) {
        self.pieces.push(Piece::Text(style, text.trim_end().to_owned()));
    }

    pub(crate) fn rule(&mut self) {
        self.text(Style::Plain, &"-".repeat(self.columns));
    }

    pub(crate) fn centred(&mut self, style: Style, text: &str) {
        for part in wrap(&ascii(text), self.columns) {
            let left = (self.columns - part.len()) / 2;
            self.text(style, &format!("{}{part}", " ".repeat(left)));
        }
    }

    /// Text left, amount right; what does not fit beside the amount goes to a line of its own.
    pub(crate) fn pair(&mut self, style: Style, left: &str, right: &str) {
        let (left, right) = (ascii(left), ascii(right));
        if left.len() + 1 + right.len() > self.columns {
            for part in wrap(&left, self.columns) {
                self.text(style, &part);
            }
            if !right.is_empty() {
                self.text(style, &format!("{right:>width$}", width = self.columns));
            }
        } else {
            let gap = self.columns - left.len() - right.len();
            self.text(style, &format!("{left}{}{right}", " ".repeat(gap)));
        }
    }

    fn header(&mut self, sale: &Sale, shop: &ShopIdentity, extras: &Extras) {
        if shop.sample {
            self.centred(Style::Bold, "*** CONTOH ***");
        }
        if extras.copy {
            self.centred(Style::Bold, "*** SALINAN ***");
        }
        self.centred(Style::Bold, &shop.name);
        self.centred(Style::Plain, &shop.address);
        if !shop.phone.is_empty() {
            self.centred(Style::Plain, &format!("Telp {}", shop.phone));
        }
        if sale.taxable_entrepreneur && !shop.npwp.is_empty() {
            self.centred(Style::Plain, &format!("NPWP {}", shop.npwp));
        }
        self.rule();
        let member = if sale.member.is_some() { "[ANGGOTA]" } else { "" };
        self.pair(Style::Plain, &format!("No : {}", sale.receipt), member);
        let time = sale.at.format("%d/%m/%Y %H:%M");
        self.pair(Style::Plain, &format!("{time} {}", zone(sale)), &format!("Ksr: {}", first_word(&extras.cashier)));
    }

    fn goods(&mut self, line: &SaleLine) -> Result<(), Overflow> {
        // Goods of others say so (`domain.md` 7.4).
        let name = if line.consigned.is_some() { format!("{} (TITIPAN)", line.name) } else { line.name.clone() };
        for part in wrap(&ascii(&name), self.columns) {
            self.text(Style::Plain, &part);
        }
        let gross = line.amount.plus(line.discount)?;
        // The public price on the line and the saving under it, as labels on the shelf have it.
        let public = line.quantity.at(line.public_price)?;
        let shown = if line.public_price > line.price && public > gross { (line.public_price, public) } else { (line.price, gross) };
        let saving = shown.1.minus(line.amount)?;
        let mark = if line.tax_class == TaxClass::Exempt { "*" } else { " " };
        let unit = match line.unit {
            Unit::Kilogram => "KG".to_owned(),
            Unit::Piece => line.pack.to_uppercase(),
        };
        self.pair(Style::Plain, &format!("  {} {unit} x {}", amount_of(line.quantity), shown.0), &format!("{}{mark}", shown.1));
        if !saving.is_zero() {
            self.pair(Style::Plain, &format!("  {}", saving_name(line)), &format!("-{saving} "));
        }
        if !line.note.is_empty() {
            for part in wrap(&ascii(&line.note), self.columns - 2) {
                self.text(Style::Plain, &format!("  {part}"));
            }
        }
        Ok(())
    }

    /// What came back, with a minus, and why.
    fn returned(&mut self, back: &Returned) -> Result<(), Overflow> {
        let from = back.original.as_ref().map_or("TANPA STRUK".to_owned(), |original| format!("DARI {}", original.receipt));
        self.text(Style::Bold, if back.void { "BATAL PENJUALAN" } else { "RETUR" });
        self.pair(Style::Plain, &from, "");
        for line in &back.lines {
            let goods = &line.goods;
            for part in wrap(&ascii(&goods.name), self.columns) {
                self.text(Style::Plain, &part);
            }
            let unit = if goods.unit == Unit::Kilogram { "KG".to_owned() } else { goods.pack.to_uppercase() };
            let net = goods.amount.minus(goods.cart_discount)?;
            self.pair(Style::Plain, &format!("  {} {unit}", amount_of(goods.quantity)), &format!("-{net} "));
        }
        for part in wrap(&ascii(&format!("Alasan: {}", back.reason)), self.columns) {
            self.text(Style::Plain, &part);
        }
        self.rule();
        Ok(())
    }

    /// What was given back, and how.
    fn given_back(&mut self, sale: &Sale, back: &Returned) {
        self.pair(Style::Plain, "Nilai retur", &format!("-{} ", back.value));
        let word = if sale.total.is_negative() { "DIKEMBALIKAN" } else { "TOTAL" };
        self.pair(Style::Tall, word, &format!("Rp {} ", Rupiah::new(sale.total.get().abs())));
        for tender in &back.refunds {
            self.pair(Style::Plain, &format!("KEMBALI {}", tender.kind.paper()), &format!("{} ", tender.amount));
        }
    }

    fn totals(&mut self, sale: &Sale) -> Result<(), Overflow> {
        let items = count_items(sale);
        if !sale.lines.is_empty() {
            self.pair(Style::Plain, &format!("Subtotal ({items} item)"), &format!("{} ", sale.subtotal));
        }
        if !sale.discount.is_zero() {
            self.pair(Style::Plain, "Potongan", &format!("-{} ", sale.discount));
        }
        let cash = sale.tenders.iter().any(|tender| tender.kind == crate::sale::TenderKind::Cash);
        if cash || !sale.rounding.is_zero() {
            self.pair(Style::Plain, "Pembulatan", &format!("{} ", sale.rounding));
        }
        match &sale.returned {
            Some(back) => self.given_back(sale, back),
            None => self.pair(Style::Tall, "TOTAL", &format!("Rp {} ", sale.total)),
        }
        for tender in &sale.tenders {
            self.pair(Style::Plain, tender.kind.paper(), &format!("{} ", tender.amount));
            if let Some(reference) = tender.reference.as_deref().filter(|reference| !reference.is_empty()) {
                self.pair(Style::Plain, &format!("  Ref {reference}"), "");
            }
        }
        if cash {
            self.pair(Style::Bold, "KEMBALI", &format!("{} ", sale.change));
        }
        self.rule();
        Ok(())
    }

    /// PER-11/PJ/2025 Pasal 52(2): a PKP retailer's receipt shows the PPN collected.
    fn tax(&mut self, sale: &Sale) -> Result<(), Overflow> {
        if sale.lines.iter().any(|line| line.tax_class == TaxClass::Exempt) {
            self.text(Style::Plain, "* dibebaskan PPN");
        }
        if sale.taxable_entrepreneur {
            let tax = sale.tax()?;
            let taxed = |line: &&SaleLine| matches!(line.tax_class, TaxClass::Ppn | TaxClass::Luxury);
            let mut net = Rupiah::ZERO;
            for line in sale.lines.iter().filter(taxed) {
                net = net.plus(line.amount.minus(line.cart_discount)?)?;
            }
            self.pair(Style::Plain, "Harga sebelum PPN", &format!("{} ", net.minus(tax)?));
            self.pair(Style::Plain, "PPN (termasuk)", &format!("{tax} "));
        }
        Ok(())
    }

    fn member(&mut self, sale: &Sale, extras: &Extras) {
        let Some(member) = &sale.member else { return };
        self.pair(Style::Plain, "Anggota", &masked(&member.number));
        if let Some((total, year)) = extras.member_to_date {
            self.pair(Style::Plain, &format!("Belanja anggota {year}"), &total.to_string());
        }
    }

    fn footer(&mut self, sale: &Sale, shop: &ShopIdentity, extras: &Extras) {
        let footer = if shop.footer.is_empty() { "Terima kasih" } else { &shop.footer };
        for line in footer.lines() {
            self.centred(Style::Plain, line);
        }
        self.pieces.push(Piece::Qr(qr_content(&sale.receipt, &extras.mark)));
        self.centred(Style::Plain, &format!("{} {}", sale.receipt, extras.mark));
        if extras.copy {
            self.centred(Style::Bold, "*** SALINAN ***");
        }
    }
}

/// Pieces count each, weighed goods count one (as a cashier counts).
pub fn count_items(sale: &Sale) -> i64 {
    sale.lines.iter().map(|line| if line.unit == Unit::Piece { line.quantity.get() / 1_000 } else { 1 }).sum()
}

fn amount_of(quantity: Quantity) -> String {
    quantity.to_string()
}

fn saving_name(line: &SaleLine) -> String {
    match line.rule.as_str() {
        _ if !line.rule_name.is_empty() => line.rule_name.clone(),
        "anggota" => "Hrg anggota".to_owned(),
        "grosir" => "Hrg grosir".to_owned(),
        "override" => "Ubah harga".to_owned(),
        rule if rule.starts_with("break:") => "Hrg jumlah".to_owned(),
        _ => "Potongan".to_owned(),
    }
}

/// The name of the Indonesian time zone of the sale.
fn zone(sale: &Sale) -> &'static str {
    match sale.at.offset().local_minus_utc() {
        25_200 => "WIB",
        28_800 => "WITA",
        32_400 => "WIT",
        _ => "",
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

/// Only printable ASCII: letters with accents lose them, a real minus becomes a hyphen, anything
/// else becomes `?`, control characters vanish, so that no name can command a printer.
pub fn ascii(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            ' '..='~' => c,
            '−' | '–' | '—' => '-',
            '‘' | '’' | 'ʿ' | 'ʾ' => '\'',
            '“' | '”' => '"',
            '×' => 'x',
            '·' | '•' => '.',
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
            'è' | 'é' | 'ê' | 'ë' | 'ē' => 'e',
            'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ō' => 'o',
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            'É' | 'È' | 'Ê' => 'E',
            '\u{a0}' | '\u{202f}' => ' ',
            _ => '?',
        })
        .collect()
}

/// Breaks ASCII text at blanks into lines of at most `columns`; a longer word is cut.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut word = word;
        while !word.is_empty() {
            let fits = lines.last().is_some_and(|line: &String| line.len() + 1 + word.len() <= columns);
            if fits {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                    line.push_str(word);
                }
                break;
            }
            let (head, rest) = word.split_at(word.len().min(columns));
            lines.push(head.to_owned());
            word = rest;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_wrapped_and_made_harmless() {
        assert_eq!(ascii("Kopi\u{1b}p\u{0} – “Santri” é 中"), "Kopip - \"Santri\" e ?");
        assert_eq!(wrap("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_the_paper(name in "\\PC{0,80}", price in 0i64..999_999_999_999, columns in 24usize..64) {
            let mut page = Page { columns, pieces: Vec::new() };
            page.pair(Style::Plain, &name, &Rupiah::new(price).to_string());
            page.centred(Style::Bold, &name);
            for piece in &page.pieces {
                if let Piece::Text(_, line) = piece {
                    prop_assert!(line.len() <= columns, "{line:?}");
                    prop_assert!(line.bytes().all(|b| (0x20..0x7f).contains(&b)));
                }
            }
        }
    }
}
