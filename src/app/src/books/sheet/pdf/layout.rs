//! Which way the page lies, how large the letters are, how wide the columns.
//!
//! Everything here is in thousandths of a point, whole numbers; the page divides.

use super::super::{Alignment, Sheet, Style};
use super::Faces;
use super::face::Weight;

/// A4, points.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
/// The same, thousandths.
const SHORT_UNITS: u32 = 595_280;
const LONG_UNITS: u32 = 841_890;
/// White around everything, thousandths of a point.
pub(super) const MARGIN: u32 = 42_000;
/// Between two columns.
pub(super) const GAP: u32 = 8_000;
/// Moved in by so much for each step.
pub(super) const INDENT: u32 = 12_000;
/// What a column of figures gets beyond its figures, where there is room.
const AIR: u32 = 30_000;
/// The least width of a text column beside figures.
const LEAST_TEXT: u32 = 60_000;
/// A column of text takes no more than this of what is there.
const WIDEST_TEXT: u32 = 260_000;
/// Sizes to try: upright first, then lying, then smaller.
const TRIES: [(bool, u32); 7] = [(false, 9), (true, 9), (true, 8), (true, 7), (true, 6), (true, 5), (true, 4)];

/// A column on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Which column of the sheet.
    pub(super) column: usize,
    /// From the left edge of the page, thousandths of a point.
    pub(super) x: u32,
    /// How wide.
    pub(super) width: u32,
    /// True for figures.
    pub(super) right: bool,
}

/// How the pages look.
pub(super) struct Layout {
    /// The page, points.
    pub(super) width: f32,
    pub(super) height: f32,
    /// The page, thousandths of a point.
    pub(super) width_units: u32,
    pub(super) height_units: u32,
    /// Size of the letters, points.
    pub(super) size: u32,
    pub(super) places: Vec<Place>,
}

impl Layout {
    pub(super) fn of(sheet: &Sheet, faces: &mut Faces<'_>) -> Self {
        let shown = sheet.shown();
        let natural = natural_widths(sheet, &shown, faces);
        let right: Vec<bool> = shown.iter().map(|&column| sheet.columns[column].kind.alignment() == Alignment::Right).collect();
        let fitting = TRIES.iter().find_map(|&(lying, size)| Some((lying, size, widths(&natural, &right, lying, size)?)));
        let (lying, size, widths) = fitting.unwrap_or_else(|| (true, 4, squeezed(&natural, true)));
        let widths = spread(widths, &right, lying);
        let mut x = MARGIN;
        let mut places = Vec::with_capacity(widths.len());
        for ((column, width), right) in shown.into_iter().zip(widths).zip(right) {
            places.push(Place { column, x, width, right });
            x += width + GAP;
        }
        let (width, height) = if lying { (LONG, SHORT) } else { (SHORT, LONG) };
        let (width_units, height_units) = if lying { (LONG_UNITS, SHORT_UNITS) } else { (SHORT_UNITS, LONG_UNITS) };
        Self { width, height, width_units, height_units, size, places }
    }
}

/// The width of each column at size 1, thousandths.
fn natural_widths(sheet: &Sheet, shown: &[usize], faces: &mut Faces<'_>) -> Vec<u32> {
    let mut widths: Vec<u32> = shown.iter().map(|&column| faces.bold.width(sheet.columns[column].title.id)).collect();
    let mut text = String::new();
    for row in &sheet.rows {
        let weight = if row.style == Style::Plain { Weight::Regular } else { Weight::Bold };
        for (&column, width) in shown.iter().zip(&mut widths) {
            text.clear();
            if let Some(cell) = row.cells.get(column) {
                cell.write_words(&mut text);
            }
            let moved = if column == 0 { u32::from(row.indent) * INDENT / 9 } else { 0 };
            *width = (*width).max(faces.of(weight).width(&text) + moved);
        }
    }
    widths
}

/// Widths on a page: figures whole, texts share what is left; none when that is too little.
fn widths(natural: &[u32], right: &[bool], lying: bool, size: u32) -> Option<Vec<u32>> {
    let gaps = u32::try_from(natural.len().saturating_sub(1)).ok()? * GAP;
    let mut room = (if lying { LONG_UNITS } else { SHORT_UNITS }).checked_sub(2 * MARGIN + gaps)?;
    let mut widths: Vec<u32> = natural.iter().map(|width| width * size).collect();
    let figures: u32 = widths.iter().zip(right).filter(|(_, right)| **right).map(|(width, _)| *width).sum();
    room = room.checked_sub(figures)?;
    let texts: u32 = widths.iter().zip(right).filter(|(_, right)| !**right).map(|(width, _)| *width).sum();
    if texts <= room {
        return Some(widths);
    }
    // Short texts stay whole; the long ones are cut to one length, the largest that fits.
    let capped = |cap: u32| widths.iter().zip(right).filter(|(_, right)| !**right).map(|(width, _)| (*width).min(cap)).sum::<u32>();
    let (mut low, mut high) = (0, WIDEST_TEXT.max(room));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if capped(middle) <= room { low = middle } else { high = middle - 1 }
    }
    // Rather a lying page or smaller letters than names that nobody can read.
    let least = LEAST_TEXT * if size > 6 { 2 } else { 1 };
    if low < least {
        return None;
    }
    for (width, right) in widths.iter_mut().zip(right) {
        if !right {
            *width = (*width).min(low);
        }
    }
    Some(widths)
}

/// The whole width is used: figures get some air, the widest text the rest.
fn spread(mut widths: Vec<u32>, right: &[bool], lying: bool) -> Vec<u32> {
    let gaps = u32::try_from(widths.len().saturating_sub(1)).unwrap_or(0) * GAP;
    let room = if lying { LONG_UNITS } else { SHORT_UNITS } - 2 * MARGIN;
    let mut left = room.saturating_sub(gaps + widths.iter().sum::<u32>());
    let figures = u32::try_from(right.iter().filter(|right| **right).count()).unwrap_or(0);
    let air = AIR.min(left / 2 / figures.max(1));
    for (width, _) in widths.iter_mut().zip(right).filter(|(_, right)| **right) {
        *width += air;
        left -= air;
    }
    let text = widths.iter_mut().zip(right).filter(|(_, right)| !**right).map(|(width, _)| width).max();
    if let Some(width) = text {
        *width += left;
    }
    widths
}

/// When nothing fits: all columns share the page by their widths.
fn squeezed(natural: &[u32], lying: bool) -> Vec<u32> {
    let gaps = u32::try_from(natural.len().saturating_sub(1)).unwrap_or(0) * GAP;
    let room = u64::from((if lying { LONG_UNITS } else { SHORT_UNITS }).saturating_sub(2 * MARGIN + gaps));
    let all: u64 = natural.iter().map(|width| u64::from(*width)).sum::<u64>().max(1);
    natural.iter().map(|width| u32::try_from(u64::from(*width) * room / all).unwrap_or(0)).collect()
}
