//! QR codes as pictures for the screen.

use qrcode::{Color, QrCode};
use slint::{Rgb8Pixel, SharedPixelBuffer};

/// Dots of white around the code, in modules (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// A QR code of at least `side` pixels; an empty picture when the content is too long.
pub(super) fn picture(content: &str, side: usize) -> SharedPixelBuffer<Rgb8Pixel> {
    let Ok(code) = QrCode::new(content.as_bytes()) else {
        return SharedPixelBuffer::new(1, 1);
    };
    let modules = code.width() + 2 * QUIET;
    let scale = side.div_ceil(modules).max(1);
    let size = u32::try_from(modules * scale).unwrap_or(1);
    let colours = code.to_colors();
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(size, size);
    let dark = |x: usize, y: usize| {
        let inside = |n: usize| (QUIET..QUIET + code.width()).contains(&n);
        inside(x) && inside(y) && colours[(y - QUIET) * code.width() + x - QUIET] == Color::Dark
    };
    let width = modules * scale;
    for (place, pixel) in picture.make_mut_slice().iter_mut().enumerate() {
        let shade = if dark(place % width / scale, place / width / scale) { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}
