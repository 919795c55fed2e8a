//! Labels: for the shelf and for goods without a code; on the receipt printer, on label printers, on A4.

mod face;
mod output;
mod printers;

use domain::Rupiah;
use domain::barcode::{check_digit, lookup_key};
use domain::fact::Fact;
use domain::goods::{Label, LabelMark, StockFact};
use domain::staff::Right;
use hardware::escpos::{Element, Emphasis, encode};

pub use self::face::LabelFace;
use self::printers::{tspl, zpl};
use super::StockRefusal;
use crate::books::{SheetOf, label_pages};
use crate::printing::enqueue_document;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// For which printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelFormat {
    /// The receipt printer.
    EscPos,
    /// Label printers that speak TSPL (TSC, Xprinter).
    Tspl,
    /// Label printers that speak ZPL (Zebra).
    Zpl,
    /// A4 sheets.
    Pdf(SheetOf),
}

impl LabelFormat {
    /// Reads the word of a command: `escpos`, `tspl`, `zpl`, `pdf` (65 on a sheet), `pdf-shelf` (24).
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "escpos" => Self::EscPos,
            "tspl" => Self::Tspl,
            "zpl" => Self::Zpl,
            "pdf" => Self::Pdf(SheetOf::Small),
            "pdf-shelf" => Self::Pdf(SheetOf::Shelf),
            _ => return None,
        })
    }
}

/// A label that waits to be printed: the shelf says another price than the till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLabel {
    /// What it will say.
    pub label: Label,
    /// What the shelf says, rupiah.
    pub shelf_price: Rupiah,
}

/// The most labels of one run.
const MOST: usize = 5_000;

impl App {
    /// Labels whose price changed since they were printed.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn label_queue(&self) -> Result<Vec<WaitingLabel>, Fault> {
        let mut queue = Vec::new();
        for (sku, pack, shelf_price) in store::goods::price::stale_labels(self.store.connection())? {
            if let Some(label) = self.labels_of(&sku, Some(&pack))?.pop() {
                queue.push(WaitingLabel { label, shelf_price });
            }
        }
        Ok(queue)
    }

    /// The labels of a product: of one pack, or of all.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchProduct`].
    pub fn labels_of(&self, sku: &str, pack: Option<&str>) -> Result<Vec<Label>, Fault> {
        let product = self.product(sku)?;
        let printed = self.clock.now().date_naive();
        let wanted = product.packs.iter().filter(|found| pack.is_none_or(|pack| found.code.eq_ignore_ascii_case(pack)));
        let labels: Vec<Label> = wanted.map(|pack| Label::of(&product, pack, printed)).collect::<Result<_, _>>()?;
        if labels.is_empty() {
            return Err(StockRefusal::NoSuchProduct(format!("{sku} {}", pack.unwrap_or_default())).into());
        }
        Ok(labels)
    }

    /// The bytes of labels for a printer or a file.
    ///
    /// # Errors
    /// [`StockRefusal::Label`] for none or too many.
    pub fn label_bytes(&self, labels: &[Label], format: LabelFormat) -> Result<Vec<u8>, Fault> {
        check_count(labels)?;
        Ok(match format {
            LabelFormat::Tspl => tspl(labels),
            LabelFormat::Zpl => zpl(labels),
            LabelFormat::Pdf(on) => label_pages(labels, on)?,
            LabelFormat::EscPos => {
                encode(&self.on_receipt_paper(labels), &self.settings.profile).map_err(|error| Fault::Defect(error.to_string()))?
            }
        })
    }

    /// Says that labels were printed: they no longer wait.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn labels_printed(&mut self, labels: &[Label], approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        check_count(labels)?;
        self.record(&printed(labels, actor.id))
    }

    /// Puts labels into the queue of the receipt printer and notes that they were printed, together.
    ///
    /// # Errors
    /// [`Refusal::NoPrinter`], [`Refusal::NeedsApproval`], [`StockRefusal::Label`].
    pub fn print_labels(&mut self, labels: &[Label], approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        check_count(labels)?;
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let document = self.on_receipt_paper(labels);
        let stamp = self.stamp();
        let fact = printed(labels, actor.id);
        self.transact(|tx, device, settings| {
            tx.append(device, stamp, &fact)?;
            enqueue_document(tx, settings, "label", &document, stamp)
        })
    }

    fn on_receipt_paper(&self, labels: &[Label]) -> Vec<Element> {
        let columns = self.settings.profile.columns;
        let mut document = Vec::new();
        for label in labels {
            let face = face::on_receipt(label, columns);
            document.push(Element::Line(Emphasis::Bold, face.name));
            document.push(Element::Line(Emphasis::Tall, face.price));
            document.extend(face.lines.into_iter().map(|line| Element::Line(Emphasis::None, line)));
            document.extend((!face.code.is_empty()).then_some(Element::Barcode(face.code)));
            document.push(Element::Line(Emphasis::None, face.foot));
            document.push(Element::Line(Emphasis::None, "-".repeat(columns)));
        }
        document
    }

    /// Gives a pack without a code one of the shop's own: EAN-13 in 20-29, apart from the shop's patterns for
    /// scales, and with the till's letter inside, so that two tills never give the same.
    ///
    /// # Errors
    /// [`StockRefusal::NoOwnCodeLeft`], [`StockRefusal::NoSuchProduct`], [`Refusal::NeedsApproval`].
    pub fn give_own_code(&mut self, sku: &str, pack: &str, approval: Option<&Approval>) -> Result<String, Fault> {
        let mut product = self.product(sku)?;
        let place = product.packs.iter().position(|found| found.code.eq_ignore_ascii_case(pack));
        let place = place.ok_or_else(|| StockRefusal::NoSuchProduct(format!("{sku} {pack}")))?;
        if let Some(known) = product.packs[place].barcodes.first() {
            return Ok(known.clone());
        }
        let code = self.free_own_code(&[])?;
        product.packs[place].barcodes.push(code.clone());
        self.put_product(&product, approval)?;
        Ok(code)
    }

    /// The next code of the shop's own that no pack has: EAN-13 in 20-29, apart from the shop's patterns for scales.
    /// `given` are codes that a product which is being edited has already.
    ///
    /// # Errors
    /// [`StockRefusal::NoOwnCodeLeft`].
    pub fn free_own_code(&self, given: &[String]) -> Result<String, Fault> {
        let scales: Vec<String> = self.settings.layouts.iter().map(|layout| layout.to_string().chars().take(2).collect()).collect();
        let prefix = (20..=29).rev().map(|prefix| prefix.to_string()).find(|prefix| !scales.contains(prefix));
        let prefix = prefix.ok_or(StockRefusal::NoOwnCodeLeft)?;
        let till =
            self.till().bytes().fold(0u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 1) % 100;
        let begin = format!("{prefix}{till:02}");
        let last = store::catalogue::last_code(self.store.connection(), &format!("0{begin}"))?;
        let number = |code: &String| lookup_key(code).strip_prefix(&format!("0{begin}"))?.get(..8)?.parse::<u64>().ok();
        let next = last.iter().chain(given).filter_map(number).max().unwrap_or(0) + 1;
        if next > 99_999_999 {
            return Err(StockRefusal::NoOwnCodeLeft.into());
        }
        let digits = format!("{begin}{next:08}");
        let check = check_digit(&digits).ok_or_else(|| Fault::Defect("angka pemeriksa".to_owned()))?;
        Ok(format!("{digits}{check}"))
    }
}

/// The fact that labels were printed; several of one pack are one mark.
fn printed(labels: &[Label], by: String) -> Fact {
    let mut marks: Vec<LabelMark> = Vec::new();
    for label in labels {
        if !marks.iter().any(|mark| mark.sku == label.sku && mark.pack == label.pack) {
            marks.push(LabelMark { sku: label.sku.clone(), pack: label.pack.clone(), price: label.price });
        }
    }
    Fact::Stock(StockFact::LabelsPrinted { labels: marks, by })
}

fn check_count(labels: &[Label]) -> Result<(), Fault> {
    match labels.len() {
        0 => Err(StockRefusal::Label("tidak ada label yang perlu dicetak".to_owned()).into()),
        1..=MOST => Ok(()),
        many => Err(StockRefusal::Label(format!("{many} label terlalu banyak sekaligus; paling banyak {MOST}")).into()),
    }
}
