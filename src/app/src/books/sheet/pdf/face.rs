//! A bundled font in a PDF: widths, glyphs, and the way back from glyphs to letters.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use ttf_parser::GlyphId;

use super::{Objects, packed};
use crate::Fault;

/// Atkinson Hyperlegible Next with tabular figures (SIL OFL 1.1); the screen has the same.
const REGULAR: &[u8] = include_bytes!("../../../../../../ui/fonts/SokoguruSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../../../ui/fonts/SokoguruSans-Bold.ttf");

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// The font's name in a page's resources.
    pub(super) const fn name(self) -> &'static [u8] {
        match self {
            Self::Regular => b"F1",
            Self::Bold => b"F2",
        }
    }

    const fn base(self) -> &'static [u8] {
        match self {
            Self::Regular => b"SokoguruSans-Regular",
            Self::Bold => b"SokoguruSans-Bold",
        }
    }
}

/// A letter in the font: its glyph, and its width in thousandths of the size.
#[derive(Clone, Copy)]
struct Letter {
    glyph: u16,
    width: u32,
}

/// A font while a document is made.
pub(super) struct Face<'a> {
    face: ttf_parser::Face<'a>,
    bytes: &'a [u8],
    weight: Weight,
    known: BTreeMap<char, Letter>,
    /// ASCII, looked up without a search.
    plain: [Option<Letter>; 128],
}

impl Face<'static> {
    pub(super) fn bundled(weight: Weight) -> Result<Self, Fault> {
        let bytes = if weight == Weight::Bold { BOLD } else { REGULAR };
        let face = ttf_parser::Face::parse(bytes, 0).map_err(|error| Fault::Defect(format!("huruf laporan: {error}")))?;
        Ok(Self { face, bytes, weight, known: BTreeMap::new(), plain: [None; 128] })
    }
}

impl Face<'_> {
    fn letter(&mut self, c: char) -> Letter {
        if let Some(letter) = usize::try_from(u32::from(c)).ok().and_then(|place| self.plain.get(place).copied().flatten()) {
            return letter;
        }
        if let Some(letter) = self.known.get(&c) {
            return *letter;
        }
        let letter = match self.face.glyph_index(c) {
            Some(glyph) => self.measured(glyph),
            // What the font does not have is shown as a question mark.
            None if c != '?' => return self.letter('?'),
            None => self.measured(GlyphId(0)),
        };
        self.known.insert(c, letter);
        if let Some(place) = usize::try_from(u32::from(c)).ok().and_then(|place| self.plain.get_mut(place)) {
            *place = Some(letter);
        }
        letter
    }

    fn measured(&self, glyph: GlyphId) -> Letter {
        Letter { glyph: glyph.0, width: self.thousandths(i32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0))) }
    }

    fn thousandths(&self, units: i32) -> u32 {
        u32::try_from(units.max(0)).unwrap_or(0) * 1_000 / u32::from(self.face.units_per_em()).max(1)
    }

    /// How wide a text is at size 1, in thousandths.
    pub(super) fn width(&mut self, text: &str) -> u32 {
        text.chars().map(|c| self.letter(c).width).sum()
    }

    /// The text as the font's glyphs.
    pub(super) fn encode(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() * 2);
        for c in text.chars() {
            bytes.extend(self.letter(c).glyph.to_be_bytes());
        }
        bytes
    }

    /// A text no wider than `most`, cut with an ellipsis.
    pub(super) fn cut(&mut self, text: &str, most: u32) -> Option<String> {
        if self.width(text) <= most {
            return None;
        }
        let mut room = most.saturating_sub(self.letter('…').width);
        let mut short = String::new();
        for c in text.chars() {
            let width = self.letter(c).width;
            if width > room {
                break;
            }
            room -= width;
            short.push(c);
        }
        short.truncate(short.trim_end().len());
        short.push('…');
        Some(short)
    }

    /// The objects of the font.
    pub(super) fn write(&self, pdf: &mut Pdf, id: Ref, objects: &mut Objects) {
        let (cid, descriptor, cmap, file) = (objects.take(), objects.take(), objects.take(), objects.take());
        let base = Name(self.weight.base());
        let mut font = pdf.type0_font(id);
        font.base_font(base).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
        font.finish();

        let mut glyphs: BTreeMap<u16, (char, u32)> = BTreeMap::new();
        for (&c, letter) in &self.known {
            glyphs.entry(letter.glyph).or_insert((c, letter.width));
        }
        let mut descendant = pdf.cid_font(cid);
        descendant.subtype(CidFontType::Type2).base_font(base).system_info(IDENTITY).font_descriptor(descriptor);
        descendant.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = descendant.widths();
        for (&glyph, &(_, width)) in &glyphs {
            widths.same(glyph, glyph, points(width));
        }
        widths.finish();
        descendant.finish();

        let mut unicode = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        for (&glyph, &(c, _)) in &glyphs {
            unicode.pair(glyph, c);
        }
        let bytes = packed(unicode.finish().as_slice());
        pdf.stream(cmap, &bytes).filter(Filter::FlateDecode);

        let unit = |units: i16| points(self.thousandths(i32::from(units.unsigned_abs()))) * f32::from(units.signum());
        let all = self.face.global_bounding_box();
        let mut about = pdf.font_descriptor(descriptor);
        about.name(base).flags(FontFlags::NON_SYMBOLIC).italic_angle(0.0);
        about.bbox(Rect::new(unit(all.x_min), unit(all.y_min), unit(all.x_max), unit(all.y_max)));
        about.ascent(unit(self.face.ascender())).descent(unit(self.face.descender()));
        about.cap_height(unit(self.face.capital_height().unwrap_or(700))).stem_v(if self.weight == Weight::Bold { 120.0 } else { 80.0 });
        about.font_file2(file);
        about.finish();

        let bytes = packed(self.bytes);
        let mut stream = pdf.stream(file, &bytes);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Length1"), i32::try_from(self.bytes.len()).unwrap_or(0));
    }
}

/// Thousandths as the number that a PDF has.
#[expect(clippy::cast_precision_loss, reason = "widths of letters are small")]
fn points(thousandths: u32) -> f32 {
    thousandths as f32
}
