//! The pages: title, header row, rows, foot.

use pdf_writer::{Content, Name, Str};
use qrcode::{Color, QrCode};

use super::super::{Row, Sheet, Style};
use super::face::Weight;
use super::layout::{INDENT, Layout, MARGIN};
use super::{Faces, Letterhead, packed};

/// Thousandths of a point.
const FOOT: u32 = 34_000;
const FOOT_SIZE: u32 = 7;
/// The side of the QR code, without its quiet zone, which the white of the page is.
const CODE: u32 = 84_000;
/// Room for a signature and the name below it.
const SIGNED: u32 = 84_000;
const BLACK: f32 = 0.0;
const GREY: f32 = 0.35;
const HAIR: f32 = 0.82;

/// The packed contents of all pages.
pub(super) fn all(sheet: &Sheet, head: &Letterhead, layout: &Layout, faces: &mut Faces<'_>) -> Vec<Vec<u8>> {
    let mut book = Book { sheet, head, layout, faces, page: Content::new(), y: 0, beside: 0, done: Vec::new() };
    book.first();
    for row in &sheet.rows {
        book.row(row);
    }
    book.notes();
    book.signers();
    book.finish()
}

struct Book<'a, 'f> {
    sheet: &'a Sheet,
    head: &'a Letterhead,
    layout: &'a Layout,
    faces: &'a mut Faces<'f>,
    page: Content,
    /// The top of what comes next, from the bottom of the page, thousandths of a point.
    y: u32,
    /// What stands at the right of the paragraphs, thousandths of a point.
    beside: u32,
    done: Vec<Content>,
}

impl Book<'_, '_> {
    fn line_height(&self) -> u32 {
        self.layout.size * 1_550
    }

    /// Shop, title and period; then the header row.
    fn first(&mut self) {
        self.y = self.layout.height_units - MARGIN;
        let foot_of_code = self.qr();
        let (shop, title) = (self.head.shop.clone(), self.sheet.title.id);
        self.paragraph(&shop, Weight::Regular, 10, GREY);
        self.y -= 2_000;
        self.paragraph(title, Weight::Bold, 16, BLACK);
        for line in &self.sheet.subtitle {
            self.paragraph(line, Weight::Regular, 10, GREY);
        }
        self.beside = 0;
        self.y = (self.y - 8_000).min(foot_of_code);
        self.header();
    }

    /// The code at the top right; gives its lower edge.
    fn qr(&mut self) -> u32 {
        let Ok(code) = QrCode::new(self.head.qr.as_bytes()) else { return self.y };
        if self.head.qr.is_empty() {
            return self.y;
        }
        let modules = u32::try_from(code.width()).unwrap_or(1);
        let (left, module) = (self.layout.width_units - MARGIN - CODE, CODE / modules);
        self.page.set_fill_gray(BLACK);
        for (at, _) in code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark) {
            let at = u32::try_from(at).unwrap_or(0);
            let (x, y) = (left + at % modules * module, self.y - (at / modules + 1) * module);
            self.page.rect(points(x), points(y), points(module), points(module));
        }
        self.page.fill_nonzero();
        self.beside = CODE + 12_000;
        self.y - CODE - 8_000
    }

    /// Lines to sign on, side by side.
    fn signers(&mut self) {
        let count = u32::try_from(self.head.signers.len()).unwrap_or(0);
        if count == 0 {
            return;
        }
        if self.y < MARGIN + FOOT / 2 + SIGNED {
            self.next();
        }
        let step = (self.layout.width_units - 2 * MARGIN) / count;
        for (place, signer) in self.head.signers.iter().enumerate() {
            let x = MARGIN + u32::try_from(place).unwrap_or(0) * step;
            let (left, shown) = Self::fit(self.faces, x, step - 16_000, false, signer, Weight::Regular, 9);
            let line = self.y - SIGNED + 14_000;
            self.page.set_stroke_gray(GREY).set_line_width(0.6).move_to(points(x), points(line));
            self.page.line_to(points(x + step - 16_000), points(line)).stroke();
            self.show(left, line - 12_000, &shown, Weight::Regular, 9, GREY);
        }
        self.y -= SIGNED;
    }

    fn next(&mut self) {
        let page = std::mem::replace(&mut self.page, Content::new());
        self.done.push(page);
        self.y = self.layout.height_units - MARGIN;
        let line = self.sheet.headline();
        self.paragraph(&line, Weight::Regular, 8, GREY);
        self.y -= 4_000;
        self.header();
    }

    fn header(&mut self) {
        let (size, height) = (self.layout.size, self.line_height());
        let base = self.y - size * 1_100;
        for place in &self.layout.places {
            let title = self.sheet.columns[place.column].title.id;
            let x = Self::fit(self.faces, place.x, place.width, place.right, title, Weight::Bold, size);
            self.show(x.0, base, &x.1, Weight::Bold, size, BLACK);
        }
        self.y -= height;
        self.rule(self.y + 1_500, 0.9, BLACK);
        self.y -= 1_500;
    }

    fn row(&mut self, row: &Row) {
        let (size, height) = (self.layout.size, self.line_height());
        let extra = if row.style == Style::Plain { 0 } else { size * 350 };
        if self.y < MARGIN + FOOT / 2 + height + extra {
            self.next();
        }
        if row.style == Style::Sum {
            self.rule(self.y - extra / 3, 0.6, GREY);
        }
        self.y -= extra;
        let base = self.y - size * 1_050;
        let weight = if row.style == Style::Plain { Weight::Regular } else { Weight::Bold };
        let mut text = String::new();
        for place in &self.layout.places {
            text.clear();
            if let Some(cell) = row.cells.get(place.column) {
                cell.write_words(&mut text);
            }
            if text.is_empty() {
                continue;
            }
            let indent = if place.column == 0 { (u32::from(row.indent) * INDENT).min(place.width / 2) } else { 0 };
            let (x, shown) = Self::fit(self.faces, place.x + indent, place.width - indent, place.right, &text, weight, size);
            self.show(x, base, &shown, weight, size, BLACK);
        }
        self.y -= height;
        if !self.sheet.statement {
            self.rule(self.y, 0.3, HAIR);
        }
    }

    fn notes(&mut self) {
        self.y = self.y.saturating_sub(6_000);
        for note in &self.sheet.notes {
            self.paragraph(note, Weight::Regular, 8, GREY);
        }
    }

    /// Text over the whole width, broken at blanks.
    fn paragraph(&mut self, text: &str, weight: Weight, size: u32, grey: f32) {
        let most = (self.layout.width_units - 2 * MARGIN - self.beside) / size;
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && self.faces.of(weight).width(&longer) > most {
                self.say(&line, weight, size, grey);
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        if !line.is_empty() {
            self.say(&line, weight, size, grey);
        }
    }

    fn say(&mut self, line: &str, weight: Weight, size: u32, grey: f32) {
        if self.y < MARGIN + FOOT / 2 + size * 1_400 {
            self.next();
        }
        let most = (self.layout.width_units - 2 * MARGIN - self.beside) / size;
        let cut = self.faces.of(weight).cut(line, most);
        self.show(MARGIN, self.y - size * 1_000, cut.as_deref().unwrap_or(line), weight, size, grey);
        self.y -= size * 1_400;
    }

    /// Where a text begins and what of it fits.
    fn fit(faces: &mut Faces<'_>, x: u32, width: u32, right: bool, text: &str, weight: Weight, size: u32) -> (u32, String) {
        let face = faces.of(weight);
        // A rounding of a thousandth must not cut a text that was measured to fit.
        let shown = face.cut(text, width / size + 1).unwrap_or_else(|| text.to_owned());
        let left = if right { x + width.saturating_sub(face.width(&shown) * size) } else { x };
        (left, shown)
    }

    fn show(&mut self, x: u32, y: u32, text: &str, weight: Weight, size: u32, grey: f32) {
        let glyphs = self.faces.of(weight).encode(text);
        self.page.set_fill_gray(grey).begin_text().set_font(Name(weight.name()), whole(size));
        self.page.next_line(points(x), points(y)).show(Str(&glyphs)).end_text();
    }

    fn rule(&mut self, y: u32, thick: f32, grey: f32) {
        let (from, to) = (points(MARGIN), points(self.layout.width_units - MARGIN));
        self.page.set_stroke_gray(grey).set_line_width(thick).move_to(from, points(y)).line_to(to, points(y)).stroke();
    }

    /// The foot of every page, now that their number is known.
    fn finish(mut self) -> Vec<Vec<u8>> {
        let last = std::mem::replace(&mut self.page, Content::new());
        let mut pages = std::mem::take(&mut self.done);
        pages.push(last);
        let count = pages.len();
        let mut packed_pages = Vec::with_capacity(count);
        for (index, page) in pages.into_iter().enumerate() {
            self.page = page;
            let number = format!("Halaman {} dari {count}", index + 1);
            let width = self.faces.regular.width(&number) * FOOT_SIZE;
            self.show(self.layout.width_units - MARGIN - width, FOOT - 8_000, &number, Weight::Regular, FOOT_SIZE, GREY);
            let room = (self.layout.width_units - 2 * MARGIN - width) / FOOT_SIZE;
            let printed = self.faces.regular.cut(&self.head.printed, room).unwrap_or_else(|| self.head.printed.clone());
            self.show(MARGIN, FOOT - 8_000, &printed, Weight::Regular, FOOT_SIZE, GREY);
            packed_pages.push(packed(std::mem::replace(&mut self.page, Content::new()).finish().as_slice()));
        }
        packed_pages
    }
}

/// Thousandths of a point as points.
#[expect(clippy::cast_precision_loss, reason = "a page is small")]
fn points(thousandths: u32) -> f32 {
    thousandths as f32 / 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "a size is small")]
fn whole(size: u32) -> f32 {
    size as f32
}
