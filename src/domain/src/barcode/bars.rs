//! Bars as modules: EAN-13 (ISO/IEC 15420) and CODE128 set B (ISO/IEC 15417).

use super::Gtin;

/// Left digits, odd parity (set A of the standard); the others are made from it.
const EAN_LEFT: [u8; 10] =
    [0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011, 0b011_0111, 0b000_1011];

/// Which left digits are even (set B), by the first digit: six bits.
const EAN_PARITY: [u8; 10] = [0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101, 0b01_0110, 0b01_1010];

/// Bars and gaps of the values 0..=106: widths in modules.
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

/// The bars of a code: true is black. EAN-13 for thirteen digits with a right check digit, else CODE128; none
/// for what CODE128 cannot say.
pub fn modules(code: &str) -> Option<Vec<bool>> {
    ean13(code).or_else(|| code128(code))
}

/// The 95 modules of an EAN-13.
pub fn ean13(code: &str) -> Option<Vec<bool>> {
    if code.len() != 13 || Gtin::parse(code).is_none() {
        return None;
    }
    let digits: Vec<usize> = code.bytes().map(|byte| usize::from(byte - b'0')).collect();
    let mut bars = Vec::with_capacity(95);
    let mut put = |bits: u8, width: u8| bars.extend((0..width).rev().map(|bit| bits >> bit & 1 == 1));
    put(0b101, 3);
    for (place, digit) in digits[1..7].iter().enumerate() {
        let odd = EAN_LEFT[*digit];
        // Set B is the right set turned round, and the right set is the left one with black and white changed.
        let even = (!odd & 0x7F).reverse_bits() >> 1;
        put(if EAN_PARITY[digits[0]] >> (5 - place) & 1 == 1 { even } else { odd }, 7);
    }
    put(0b0_1010, 5);
    for digit in &digits[7..] {
        put(!EAN_LEFT[*digit] & 0x7F, 7);
    }
    put(0b101, 3);
    Some(bars)
}

/// The modules of printable ASCII text as CODE128.
pub fn code128(text: &str) -> Option<Vec<bool>> {
    if text.is_empty() || text.len() > 48 || !text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return None;
    }
    let values: Vec<usize> = text.bytes().map(|byte| usize::from(byte) - 0x20).collect();
    let sum: usize = values.iter().enumerate().map(|(place, value)| (place + 1) * value).sum();
    let all = [START_B].into_iter().chain(values).chain([(START_B + sum) % 103, STOP]);
    let mut modules = Vec::new();
    for value in all {
        for (place, width) in WIDTHS[value].bytes().enumerate() {
            modules.extend(std::iter::repeat_n(place % 2 == 0, usize::from(width - b'0')));
        }
    }
    Some(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ean_has_the_bars_of_the_standard() {
        let bars: String = ean13("4006381333931").expect("an EAN").iter().map(|black| if *black { '1' } else { '0' }).collect();
        assert_eq!(bars.len(), 95);
        // First digit 4: parity ABAABB. 0 A, 0 B, 6 A, 3 A, 8 B, 1 B.
        assert!(bars.starts_with("10100011010100111010111101111010001001011001101010"), "{bars}");
        assert_eq!(ean13("4006381333932"), None, "a wrong check digit");
        assert_eq!(modules("RAK-7").map(|bars| bars.len()), Some(11 * 7 + 13));
        assert_eq!(modules("é"), None);
    }
}
