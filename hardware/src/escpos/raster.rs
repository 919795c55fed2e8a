//! A QR code as a picture, in strips.

use qrcode::{Color, EcLevel, QrCode};

/// Rows in one strip: a lost strip can then not swallow the next receipt, and small buffers hold it.
const STRIP_ROWS: usize = 24;

/// `GS v 0` commands that print `content` as a QR code in the middle of `dots`; `None` when the
/// content does not fit.
pub(super) fn qr_strips(content: &str, dots: usize) -> Option<Vec<Vec<u8>>> {
    let code = QrCode::with_error_correction_level(content.as_bytes(), EcLevel::M).ok()?;
    let modules = code.width();
    let scale = (dots / 2 / (modules + 8)).clamp(2, 8);
    let side = modules * scale;
    if side > dots {
        return None;
    }
    let width_bytes = dots.div_ceil(8);
    let left = (dots - side) / 2;
    let colors = code.to_colors();
    let mut rows = vec![vec![0u8; width_bytes]; side];
    for (index, color) in colors.iter().enumerate() {
        if *color == Color::Dark {
            let (x, y) = (index % modules, index / modules);
            for row in &mut rows[y * scale..(y + 1) * scale] {
                for dot in left + x * scale..left + (x + 1) * scale {
                    row[dot / 8] |= 0x80 >> (dot % 8);
                }
            }
        }
    }
    Some(rows.chunks(STRIP_ROWS).map(|strip| strip_command(strip, width_bytes)).collect())
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
