//! The demo till's printer: simulated in this program, its paper drawn on the screen, its faults to try.

use std::time::Duration;

use hardware::escpos::Raster;
use hardware::sim::{Fault, Row, SimPrinter, paper};
use slint::{ComponentHandle, Image, Rgb8Pixel, SharedPixelBuffer};
use ui::{Paper, PaperRow};

use super::Desk;
use crate::window::{bind, qr};

/// Where the demo till prints.
pub(super) const LINK: &str = "sim:contoh";
/// A family that answers, so that causes are told apart.
pub(super) const PROFILE: &str = "epson-tm-t82";
const NAME: &str = "contoh";
/// So many rows of paper are kept on the screen.
const ROWS: usize = 400;
/// Bytes a second of a slow serial line.
const SLOW: u32 = 960;

/// The faults that can be tried, in the order of their names.
fn faults() -> [Option<Fault>; 8] {
    [
        None,
        Some(Fault::PaperOut),
        Some(Fault::PaperLow),
        Some(Fault::CoverOpen),
        Some(Fault::Stall(None)),
        Some(Fault::PowerCycle(Duration::from_secs(4))),
        Some(Fault::Busy),
        Some(Fault::SlowLine(SLOW)),
    ]
}

/// The demo's paper between two looks at it.
#[derive(Default)]
pub(super) struct Sheet {
    /// Bytes that were torn off.
    torn: usize,
    /// Bytes shown.
    shown: Option<usize>,
    fault: usize,
    /// Pulses after which the drawer was shut.
    shut: usize,
}

impl Desk {
    fn sim(&self) -> Option<SimPrinter> {
        let used = self.app.as_ref().and_then(|app| app.settings().printer.as_ref()).is_some_and(|address| address.to_string() == LINK);
        (self.demo && used).then(|| SimPrinter::named(NAME))
    }

    /// Draws the paper anew when something was printed.
    pub(super) fn show_paper(&mut self) {
        let Some(printer) = self.sim() else { return };
        let bytes = printer.paper();
        let open = printer.pulses() > self.sheet.shut;
        let torn = self.sheet.torn.min(bytes.len());
        let columns = self.app.as_ref().map_or(48, |app| app.settings().profile.columns);
        let rows = (self.sheet.shown != Some(bytes.len())).then(|| paper(&bytes[torn..], columns));
        self.sheet.shown = Some(bytes.len());
        let language = self.language;
        let names: Vec<String> = [
            language.pick("tidak ada", "none"),
            language.pick("kertas habis", "paper out"),
            language.pick("kertas hampir habis", "paper low"),
            language.pick("penutup terbuka", "cover open"),
            language.pick("macet", "stuck"),
            language.pick("mati lalu menyala", "off and on again"),
            language.pick("dipakai kasir lain", "used by another till"),
            language.pick("kabel lambat", "slow cable"),
        ]
        .map(str::to_owned)
        .into();
        let fault = i32::try_from(self.sheet.fault).unwrap_or(0);
        let state = names.get(self.sheet.fault).filter(|_| fault > 0).cloned().unwrap_or_else(|| language.pick("siap", "ready").to_owned());
        self.ui(move |window| {
            let page = window.global::<Paper>();
            if let Some(rows) = rows {
                let from = rows.len().saturating_sub(ROWS);
                page.set_rows(bind::model(rows[from..].iter().map(row).collect()));
            }
            page.set_columns(i32::try_from(columns).unwrap_or(48));
            page.set_drawer_open(open);
            page.set_faults(bind::texts(&names));
            page.set_fault(fault);
            page.set_state(state.into());
            window.global::<ui::Shell>().set_drawer_open(open);
        });
    }

    /// A fault is to be tried.
    pub(in crate::window) fn pick_fault(&mut self, index: i32) {
        let Some(printer) = self.sim() else { return };
        let index = usize::try_from(index).unwrap_or(0);
        printer.clear();
        self.sheet.fault = index;
        if let Some(fault) = faults().get(index).copied().flatten() {
            printer.fault(fault);
        }
        self.show_paper();
        self.wake_printer();
    }

    /// The paper is torn off.
    pub(in crate::window) fn tear_paper(&mut self) {
        let Some(printer) = self.sim() else { return };
        self.sheet.torn = printer.paper().len();
        self.sheet.shown = None;
        self.show_paper();
    }

    /// The drawer is shut.
    pub(in crate::window) fn close_paper_drawer(&mut self) {
        let Some(printer) = self.sim() else { return };
        printer.close_drawer();
        self.sheet.shut = printer.pulses();
        self.show_paper();
    }
}

fn row(row: &Row) -> PaperRow {
    let picture = match (&row.qr, &row.picture) {
        (Some(content), _) => Some(Image::from_rgb8(qr::picture(content, 160))),
        (None, Some(raster)) => Some(Image::from_rgb8(dots(raster))),
        (None, None) => None,
    };
    PaperRow {
        text: row.bars.as_ref().map_or_else(|| row.text.clone(), |bars| format!("|| {bars} ||")).into(),
        bold: row.bold,
        tall: row.tall,
        has_picture: picture.is_some(),
        picture: picture.unwrap_or_default(),
        cut: row.cut,
    }
}

fn dots(raster: &Raster) -> SharedPixelBuffer<Rgb8Pixel> {
    let (width, height) = (raster.width().max(1), raster.height().max(1));
    let size = |n: usize| u32::try_from(n).unwrap_or(1);
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(size(width), size(height));
    for (place, pixel) in picture.make_mut_slice().iter_mut().enumerate() {
        let shade = if raster.dot(place % width, place / width) { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}
