//! Paper as the other people's interpreter reads it, receipt by receipt.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use support::sink::Paper;

/// A piece of paper from a reset or a cut to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    pub(crate) lines: Vec<String>,
    /// Begins with a reset.
    pub(crate) reset: bool,
    /// Ends with a cut.
    pub(crate) cut: bool,
}

/// All pieces, and the commands that nobody knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) unknown: Vec<String>,
}

impl Piece {
    /// Has the number of a receipt at its head.
    pub(crate) fn is_of(&self, receipt: &str) -> bool {
        self.lines.iter().any(|line| line.starts_with("No : ") && line.contains(receipt))
    }

    pub(crate) fn is_copy(&self) -> bool {
        self.lines.iter().any(|line| line.contains("SALINAN"))
    }

    /// Every line of a receipt, in its order, from reset to cut.
    pub(crate) fn is_whole(&self, lines: &[String]) -> bool {
        let mut printed = self.lines.iter();
        let mut wanted = lines.iter().filter(|line| !line.trim().is_empty());
        self.reset && self.cut && wanted.all(|line| printed.any(|found| found.trim() == line.trim()))
    }
}

impl Sheet {
    pub(crate) fn read(bytes: &[u8], folder: &Path) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("sheet-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let paper = Paper::decode(bytes, 80, folder, &name);
        let (mut sheet, mut piece) = (Self::default(), Piece::default());
        for command in &paper.commands {
            if let Some(text) = command.strip_prefix("Text { text: \"").and_then(|text| text.strip_suffix("\" }")) {
                piece.lines.push(text.to_owned());
            } else if command == "Init" {
                sheet.add(std::mem::take(&mut piece));
                piece.reset = true;
            } else if command.starts_with("Cut") {
                piece.cut = true;
                sheet.add(std::mem::take(&mut piece));
            } else if command.starts_with("Unknown") && !command.contains("bytes: [0],") {
                // NULs complete what a job before left unfinished; printers skip them.
                sheet.unknown.push(command.clone());
            }
        }
        sheet.add(piece);
        sheet
    }

    fn add(&mut self, piece: Piece) {
        if !piece.lines.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// How often a receipt was printed, in part or whole, without saying that it is a copy.
    pub(crate) fn originals(&self, receipt: &str) -> usize {
        self.pieces.iter().filter(|piece| piece.is_of(receipt) && !piece.is_copy()).count()
    }

    /// How often as a whole copy.
    pub(crate) fn copies(&self, receipt: &str, lines: &[String]) -> usize {
        self.pieces.iter().filter(|piece| piece.is_of(receipt) && piece.is_copy() && piece.is_whole(lines)).count()
    }

    /// Printed whole, as an original.
    pub(crate) fn whole(&self, receipt: &str, lines: &[String]) -> bool {
        self.pieces.iter().any(|piece| piece.is_of(receipt) && !piece.is_copy() && piece.is_whole(lines))
    }
}
