//! Sheets of labels on A4: 65 small ones (38,1 x 21,2 mm, as Avery L7651) or 24 for the shelf (70 x 37 mm).

use domain::barcode::bars;
use domain::goods::Label;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::face::{Face, Weight};
use super::{Faces, Objects, packed};
use crate::Fault;

/// Hundredths of a millimetre: whole numbers until the last step.
#[derive(Clone, Copy, Debug)]
struct Grid {
    columns: usize,
    rows: usize,
    left: i32,
    top: i32,
    /// From one label to the next.
    step: (i32, i32),
    size: (i32, i32),
    /// Sizes of name, price and small letters, points.
    letters: (f32, f32, f32),
    bar_height: i32,
}

const SMALL: Grid = Grid {
    columns: 5,
    rows: 13,
    left: 475,
    top: 1_070,
    step: (4_060, 2_120),
    size: (3_810, 2_120),
    letters: (6.5, 9.0, 5.0),
    bar_height: 700,
};
const SHELF: Grid =
    Grid { columns: 3, rows: 8, left: 0, top: 50, step: (7_000, 3_700), size: (7_000, 3_700), letters: (10.0, 22.0, 7.5), bar_height: 900 };

/// A4, hundredths of a millimetre.
const PAPER: (i32, i32) = (21_000, 29_700);

/// How many labels are on a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetOf {
    /// 65 of 38,1 x 21,2 mm.
    #[default]
    Small,
    /// 24 of 70 x 37 mm.
    Shelf,
}

/// The bytes of a PDF with labels, as many pages as they need.
///
/// # Errors
/// [`Fault::Defect`] when the bundled font cannot be read.
pub(crate) fn labels(labels: &[Label], on: SheetOf) -> Result<Vec<u8>, Fault> {
    let grid = match on {
        SheetOf::Small => SMALL,
        SheetOf::Shelf => SHELF,
    };
    let mut faces = Faces { regular: Face::bundled(Weight::Regular)?, bold: Face::bundled(Weight::Bold)? };
    let mut contents = Vec::new();
    for page in labels.chunks(grid.columns * grid.rows) {
        let mut content = Content::new();
        for (place, label) in page.iter().enumerate() {
            draw(&mut content, &mut faces, &grid, place, label);
        }
        contents.push(packed(content.finish().as_slice()));
    }
    let mut pdf = Pdf::new();
    let mut objects = Objects { next: 0 };
    let (catalog, tree, info) = (objects.take(), objects.take(), objects.take());
    let fonts = [objects.take(), objects.take()];
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr("Label")).creator(TextStr("Sokoguru"));
    let mut pages: Vec<Ref> = Vec::with_capacity(contents.len());
    for content in &contents {
        let (page, stream) = (objects.take(), objects.take());
        pdf.stream(stream, content).filter(Filter::FlateDecode);
        let mut writer = pdf.page(page);
        writer.parent(tree).media_box(Rect::new(0.0, 0.0, points(PAPER.0), points(PAPER.1))).contents(stream);
        let mut resources = writer.resources();
        resources.fonts().pair(Name(Weight::Regular.name()), fonts[0]).pair(Name(Weight::Bold.name()), fonts[1]);
        resources.finish();
        writer.finish();
        pages.push(page);
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages).count(count);
    faces.regular.write(&mut pdf, fonts[0], &mut objects);
    faces.bold.write(&mut pdf, fonts[1], &mut objects);
    Ok(pdf.finish())
}

/// One label at its place: name above, price beside the price of a kilogram, bars with their digits below.
fn draw(content: &mut Content, faces: &mut Faces<'_>, grid: &Grid, place: usize, label: &Label) {
    let number = |n: usize| i32::try_from(n).unwrap_or(0);
    let (column, row) = (number(place % grid.columns), number(place / grid.columns));
    let margin = 150;
    let x = grid.left + column * grid.step.0 + margin;
    let top = PAPER.1 - grid.top - row * grid.step.1;
    let room = grid.size.0 - 2 * margin;
    let (name, price, small) = grid.letters;
    let line = |size: f32| hundredths(size);
    let mut y = top - margin - line(name);
    text(content, faces, (x, y), room, &label.name, Weight::Bold, name);
    y -= line(price) + 30;
    text(content, faces, (x, y), room, &format!("Rp {}", label.price), Weight::Bold, price);
    let beside = match (label.unit_price_words(), label.member_price) {
        (unit, Some(member)) if unit.is_empty() => format!("Anggota Rp {member}"),
        (unit, Some(member)) => format!("{unit}  Anggota {member}"),
        (unit, None) => unit,
    };
    y -= line(small) + 40;
    text(content, faces, (x, y), room, &beside, Weight::Regular, small);
    let bottom = top - grid.size.1 + margin;
    let below =
        format!("{}  {}  {}", if label.code.is_empty() { &label.sku } else { &label.code }, label.pack, label.printed.format("%d/%m/%y"));
    text(content, faces, (x, bottom), room, &below, Weight::Regular, small);
    if let Some(modules) = bars::modules(&label.code) {
        // Quiet zones of ten modules belong to the bars.
        let width = room / (number(modules.len()) + 20);
        if width < 19 {
            return;
        }
        let width = width.min(33);
        let left = x + (room - width * number(modules.len())) / 2;
        let foot = bottom + line(small) + 20;
        let height = grid.bar_height.min(y - foot - 40).max(200);
        content.set_fill_gray(0.0);
        let mut at = 0;
        while at < modules.len() {
            let run = modules[at..].iter().take_while(|black| **black == modules[at]).count();
            if modules[at] {
                content.rect(points(left + width * number(at)), points(foot), points(width * number(run)), points(height));
            }
            at += run;
        }
        content.fill_nonzero();
    }
}

fn text(content: &mut Content, faces: &mut Faces<'_>, at: (i32, i32), room: i32, text: &str, weight: Weight, size: f32) {
    if text.is_empty() {
        return;
    }
    let face = faces.of(weight);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a label is small")]
    let most = (points(room) / size * 1_000.0) as u32;
    let shown = face.cut(text, most).unwrap_or_else(|| text.to_owned());
    let glyphs = face.encode(&shown);
    content.set_fill_gray(0.0).begin_text().set_font(Name(weight.name()), size).next_line(points(at.0), points(at.1));
    content.show(Str(&glyphs)).end_text();
}

/// Hundredths of a millimetre as points.
#[expect(clippy::cast_precision_loss, reason = "a page is small")]
fn points(hundredths: i32) -> f32 {
    hundredths as f32 * 72.0 / 2_540.0
}

/// Points as hundredths of a millimetre.
#[expect(clippy::cast_possible_truncation, reason = "a letter is small")]
fn hundredths(points: f32) -> i32 {
    (points * 2_540.0 / 72.0) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grid_fits_its_page() {
        for grid in [SMALL, SHELF] {
            let last = |count: usize, step: i32, size: i32| (i32::try_from(count).expect("few") - 1) * step + size;
            assert!(grid.left + last(grid.columns, grid.step.0, grid.size.0) <= PAPER.0, "{grid:?}");
            assert!(grid.top + last(grid.rows, grid.step.1, grid.size.1) <= PAPER.1, "{grid:?}");
        }
        assert_eq!((SMALL.columns * SMALL.rows, SHELF.columns * SHELF.rows), (65, 24));
    }
}
