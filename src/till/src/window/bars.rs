//! A CODE128 barcode as a picture, one pixel a module.

use slint::{Rgb8Pixel, SharedPixelBuffer};

/// Bars and gaps of the values 0..=106 (ISO/IEC 15417, table 1): widths in modules.
const WIDTHS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232",
    "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122",
    "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311",
    "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113",
    "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422",
    "121124", "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111",
    "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141", "214121",
    "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412",
    "211214", "211232", "2331112",
];
/// Start of code set B.
const START_B: usize = 104;
const STOP: usize = 106;
const HEIGHT: u32 = 40;

/// Bars as they are, one pixel a module and one high.
pub(super) fn picture(modules: &[bool]) -> SharedPixelBuffer<Rgb8Pixel> {
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(u32::try_from(modules.len()).unwrap_or(1), 1);
    for (pixel, black) in picture.make_mut_slice().iter_mut().zip(modules) {
        let shade = if *black { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}

/// The bars of printable ASCII text.
pub(super) fn code128(text: &str) -> SharedPixelBuffer<Rgb8Pixel> {
    let values: Vec<usize> = text.bytes().filter(|byte| (0x20..0x7F).contains(byte)).map(|byte| usize::from(byte) - 0x20).collect();
    let sum: usize = values.iter().enumerate().map(|(place, value)| (place + 1) * value).sum();
    let all = [START_B].into_iter().chain(values).chain([(START_B + sum) % 103, STOP]);
    let mut modules: Vec<bool> = Vec::new();
    for value in all {
        for (place, width) in WIDTHS[value].bytes().enumerate() {
            modules.extend(std::iter::repeat_n(place % 2 == 0, usize::from(width - b'0')));
        }
    }
    let width = u32::try_from(modules.len()).unwrap_or(1);
    let mut picture = SharedPixelBuffer::<Rgb8Pixel>::new(width, HEIGHT);
    for (place, pixel) in picture.make_mut_slice().iter_mut().enumerate() {
        let shade = if modules[place % modules.len()] { 0 } else { 255 };
        *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
    }
    picture
}
