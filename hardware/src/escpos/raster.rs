//! Pictures of one bit a dot: logos and QR codes, printed in strips.

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};

/// Rows in one strip: a lost strip can then not swallow the next receipt, and small buffers hold it.
const STRIP_ROWS: usize = 24;
/// The biggest picture that is read, in dots a side.
const MAX_SIDE: usize = 4096;
/// The highest logo that is printed, in dots: two hand's breadths of paper would be a mistake.
const MAX_HEIGHT: usize = 800;

/// A picture: rows from the top, eight dots a byte, the leftmost in the highest bit, 1 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    width: usize,
    bytes: Vec<u8>,
}

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RasterError {
    /// Not a PBM file.
    #[error("gambar bukan PBM hitam-putih (P1 atau P4)")]
    NotPbm,
    /// Fewer dots than it says, or none.
    #[error("gambar rusak: titiknya kurang")]
    Short,
    /// Beyond every paper.
    #[error("gambar terlalu besar; paling besar 4096 x 4096 titik")]
    TooBig,
}

impl Raster {
    /// A picture from packed rows of `width` dots; the last bits of a row beyond `width` are ignored.
    ///
    /// # Errors
    /// [`RasterError::Short`] when the bytes are not whole rows, [`RasterError::TooBig`].
    pub fn from_rows(width: usize, mut bytes: Vec<u8>) -> Result<Self, RasterError> {
        let stride = width.div_ceil(8);
        if width == 0 || bytes.is_empty() || !bytes.len().is_multiple_of(stride) {
            return Err(RasterError::Short);
        }
        if width > MAX_SIDE || bytes.len() / stride > MAX_SIDE {
            return Err(RasterError::TooBig);
        }
        if !width.is_multiple_of(8) {
            let mask = 0xFFu8 << (8 - width % 8);
            bytes.chunks_exact_mut(stride).for_each(|row| row[stride - 1] &= mask);
        }
        Ok(Self { width, bytes })
    }

    /// A picture from a PBM file, plain (`P1`) or packed (`P4`).
    ///
    /// # Errors
    /// [`RasterError`].
    pub fn from_pbm(file: &[u8]) -> Result<Self, RasterError> {
        let packed = match file.get(..2) {
            Some(b"P4") => true,
            Some(b"P1") => false,
            _ => return Err(RasterError::NotPbm),
        };
        let mut at = 2;
        let width = number(file, &mut at)?;
        let height = number(file, &mut at)?;
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(RasterError::TooBig);
        }
        let stride = width.div_ceil(8);
        if packed {
            // One white space parts the head from the dots.
            let dots = file.get(at + 1..at + 1 + stride * height).ok_or(RasterError::Short)?;
            return Self::from_rows(width, dots.to_vec());
        }
        let mut bytes = vec![0u8; stride * height];
        let mut digits = file.get(at..).unwrap_or_default().iter().filter(|byte| matches!(byte, b'0' | b'1'));
        for index in 0..width * height {
            if *digits.next().ok_or(RasterError::Short)? == b'1' {
                bytes[index / width * stride + index % width / 8] |= 0x80 >> (index % width % 8);
            }
        }
        Self::from_rows(width, bytes)
    }

    /// Dots in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.bytes.len() / self.stride()
    }

    /// Whether a dot is black; white outside.
    pub fn dot(&self, x: usize, y: usize) -> bool {
        x < self.width && self.bytes.get(y * self.stride() + x / 8).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// The picture no wider than `dots` and no higher than two hand's breadths. A dot of the smaller
    /// one is black when three eighths of its field are: thin lines then stay.
    fn fitted(&self, dots: usize) -> Self {
        let (width, height) = (self.width, self.height());
        let target = dots.min(width).min((width * MAX_HEIGHT / height).max(1));
        if target == width {
            return self.clone();
        }
        let rows = (height * target / width).max(1);
        let stride = target.div_ceil(8);
        let mut bytes = vec![0u8; stride * rows];
        for y in 0..rows {
            let down = y * height / rows..((y + 1) * height / rows).max(y * height / rows + 1);
            for x in 0..target {
                let across = x * width / target..((x + 1) * width / target).max(x * width / target + 1);
                let black = down.clone().flat_map(|y| across.clone().map(move |x| (x, y))).filter(|(x, y)| self.dot(*x, *y)).count();
                if black * 8 >= down.len() * across.len() * 3 {
                    bytes[y * stride + x / 8] |= 0x80 >> (x % 8);
                }
            }
        }
        Self { width: target, bytes }
    }

    /// Adds the `GS v 0` commands that print it no wider than `dots`; the caller centres it.
    pub(super) fn print_into(&self, dots: usize, out: &mut Vec<u8>) {
        strips(&self.fitted(dots), out);
    }
}

/// The next decimal number of a PBM head, over white space and comments.
fn number(file: &[u8], at: &mut usize) -> Result<usize, RasterError> {
    let mut value: Option<usize> = None;
    while let Some(byte) = file.get(*at) {
        match (byte, value) {
            (b'0'..=b'9', _) => value = Some((value.unwrap_or(0) * 10 + usize::from(byte - b'0')).min(MAX_SIDE + 1)),
            (_, Some(_)) => break,
            (b'#', None) => *at += file[*at..].iter().position(|byte| *byte == b'\n').unwrap_or(file.len() - *at - 1),
            (byte, None) if byte.is_ascii_whitespace() => {}
            _ => return Err(RasterError::NotPbm),
        }
        *at += 1;
    }
    value.filter(|value| *value > 0).ok_or(RasterError::Short)
}

/// Adds the `GS v 0` commands that print `content` as a QR code no wider than `dots`; the caller centres
/// it. `None` when the content does not fit.
pub(super) fn qr_into(content: &str, dots: usize, out: &mut Vec<u8>) -> Option<()> {
    let (colors, modules) = qr_code(content)?;
    let scale = (dots / 2 / (modules + 8)).clamp(2, 8);
    let side = modules * scale;
    if side > dots {
        return None;
    }
    let stride = side.div_ceil(8);
    let mut bytes = vec![0u8; stride * side];
    for (line, colors) in colors.chunks_exact(modules).enumerate() {
        let first = line * scale * stride;
        for (column, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            for dot in column * scale..(column + 1) * scale {
                bytes[first + dot / 8] |= 0x80 >> (dot % 8);
            }
        }
        for copy in 1..scale {
            bytes.copy_within(first..first + stride, first + copy * stride);
        }
    }
    strips(&Raster { width: side, bytes }, out);
    Some(())
}

/// The modules of a QR code and their number in a row. One mask is used for all: any mask is valid for
/// readers, and weighing all eight takes longer than the rest of a sale (ISO/IEC 18004 section 7.8).
fn qr_code(content: &str) -> Option<(Vec<Color>, usize)> {
    let bits = encode_auto(content.as_bytes(), EcLevel::M).ok()?;
    let version = bits.version();
    let (data, correction) = construct_codewords(&bits.into_bytes(), version, EcLevel::M).ok()?;
    let mut canvas = Canvas::new(version, EcLevel::M);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    canvas.apply_mask(MaskPattern::LargeCheckerboard);
    Some((canvas.into_colors(), usize::try_from(version.width()).ok()?))
}

fn strips(raster: &Raster, out: &mut Vec<u8>) {
    let low = |n: usize| (n & 0xFF) as u8;
    let high = |n: usize| ((n >> 8) & 0xFF) as u8;
    let stride = raster.stride();
    out.reserve(raster.bytes.len() + raster.height().div_ceil(STRIP_ROWS) * 8);
    for strip in raster.bytes.chunks(STRIP_ROWS * stride) {
        let rows = strip.len() / stride;
        out.extend_from_slice(&[0x1D, b'v', b'0', 0, low(stride), high(stride), low(rows), high(rows)]);
        let start = out.len();
        out.extend_from_slice(strip);
        harmless(&mut out[start..]);
    }
}

/// Dots that read as a real-time command (`DLE EOT`, `DLE ENQ`, `DLE DC4`) would be obeyed in the middle
/// of a picture: the drawer would open (`hardware.md` section 4). One more dot makes them plain dots.
fn harmless(dots: &mut [u8]) {
    for index in 1..dots.len() {
        if dots[index - 1] == 0x10 && matches!(dots[index], 0x04 | 0x05 | 0x14) {
            dots[index] |= 0x02;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pbm_of_both_kinds() {
        let plain = Raster::from_pbm(b"P1\n# a comment\n3 2\n1 0 1\n010").expect("reads");
        let packed = Raster::from_pbm(b"P4 3 2\n\xA0\x40").expect("reads");
        assert_eq!(plain, packed);
        assert!(plain.dot(0, 0) && !plain.dot(1, 0) && plain.dot(1, 1) && !plain.dot(3, 0));
        assert_eq!(Raster::from_pbm(b"P6 1 1"), Err(RasterError::NotPbm));
        assert_eq!(Raster::from_pbm(b"P4 9 9\n1"), Err(RasterError::Short));
        assert_eq!(Raster::from_pbm(b"P4 99999 9\n1"), Err(RasterError::TooBig));
    }

    #[test]
    fn a_wide_logo_is_made_narrower() {
        let raster = Raster::from_rows(1000, vec![0xFF; 125 * 100]).expect("rows");
        let small = raster.fitted(384);
        assert_eq!((small.width(), small.height()), (384, 38));
        assert!(small.dot(0, 0) && small.dot(383, 37));
    }

    proptest! {
        #[test]
        fn any_file_is_answered(head in "P[1-6][ \n#0-9]{0,12}", tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut file = head.into_bytes();
            file.extend(tail);
            let _ = Raster::from_pbm(&file);
        }

        #[test]
        fn no_picture_commands_the_printer(rows in prop::collection::vec(prop::sample::select(vec![0x10u8, 0x04, 0x05, 0x14, 0x00, 0xFF]), 1..400)) {
            let length = rows.len() / 4 * 4;
            prop_assume!(length > 0);
            let raster = Raster::from_rows(32, rows[..length].to_vec()).expect("whole rows");
            let mut out = Vec::new();
            raster.print_into(384, &mut out);
            prop_assert!(!out.windows(2).any(|pair| pair[0] == 0x10 && matches!(pair[1], 0x04 | 0x05 | 0x14)));
        }
    }
}
