//! Barcodes as pictures, one pixel a module.

use slint::{Rgb8Pixel, SharedPixelBuffer};

/// How high the bars of a whole code are, pixels.
const HEIGHT: u32 = 40;

/// Bars as they are, one pixel a module and one high.
pub(super) fn picture(modules: &[bool]) -> SharedPixelBuffer<Rgb8Pixel> {
    bars(modules, 1)
}

/// The bars of a code; nothing for what CODE128 cannot say.
pub(super) fn code128(code: &str) -> SharedPixelBuffer<Rgb8Pixel> {
    bars(&domain::barcode::bars::code128(code).unwrap_or_default(), HEIGHT)
}

fn bars(modules: &[bool], height: u32) -> SharedPixelBuffer<Rgb8Pixel> {
    let width = u32::try_from(modules.len()).unwrap_or(0);
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(width, height);
    for (pixel, black) in picture.make_mut_slice().iter_mut().zip(modules.iter().cycle()) {
        let shade = if *black { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}
