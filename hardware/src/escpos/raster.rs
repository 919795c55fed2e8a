//! A QR code as a picture, in strips.

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};

/// Rows in one strip: a lost strip can then not swallow the next receipt, and small buffers hold it.
const STRIP_ROWS: usize = 24;

/// `GS v 0` commands that print `content` as a QR code no wider than `dots`; the caller centres it.
/// `None` when the content does not fit.
pub(super) fn qr_strips(content: &str, dots: usize) -> Option<Vec<Vec<u8>>> {
    let (colors, modules) = qr_code(content)?;
    let scale = (dots / 2 / (modules + 8)).clamp(2, 8);
    let side = modules * scale;
    if side > dots {
        return None;
    }
    let width_bytes = side.div_ceil(8);
    let mut rows = vec![vec![0u8; width_bytes]; side];
    for (index, color) in colors.iter().enumerate() {
        if *color == Color::Dark {
            let (x, y) = (index % modules, index / modules);
            for row in &mut rows[y * scale..(y + 1) * scale] {
                for dot in x * scale..(x + 1) * scale {
                    row[dot / 8] |= 0x80 >> (dot % 8);
                }
            }
        }
    }
    Some(rows.chunks(STRIP_ROWS).map(|strip| strip_command(strip, width_bytes)).collect())
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

fn strip_command(rows: &[Vec<u8>], width_bytes: usize) -> Vec<u8> {
    let low = |n: usize| (n & 0xFF) as u8;
    let high = |n: usize| ((n >> 8) & 0xFF) as u8;
    let mut command = vec![0x1D, b'v', b'0', 0, low(width_bytes), high(width_bytes), low(rows.len()), high(rows.len())];
    for row in rows {
        command.extend_from_slice(row);
    }
    command
}
