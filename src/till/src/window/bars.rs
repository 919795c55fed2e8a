//! A barcode as a picture, one pixel a module.

use slint::{Rgb8Pixel, SharedPixelBuffer};

const HEIGHT: u32 = 40;

/// The bars of a code; nothing for what CODE128 cannot say.
pub(super) fn picture(code: &str) -> SharedPixelBuffer<Rgb8Pixel> {
    let modules = domain::barcode::bars::code128(code).unwrap_or_default();
    let width = u32::try_from(modules.len()).unwrap_or(0);
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(width, HEIGHT);
    for (place, pixel) in picture.make_mut_slice().iter_mut().enumerate() {
        let shade = if modules[place % modules.len()] { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}
