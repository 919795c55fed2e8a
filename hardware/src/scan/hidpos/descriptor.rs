//! HID report descriptors, as far as needed: whether a device calls itself a barcode scanner
//! (Device Class Definition for HID 1.11, section 6.2.2; usage page 8Ch of the POS usage tables).

/// The usage page of barcode scanners.
const BAR_CODE_PAGE: u32 = 0x8c;

/// True if the descriptor of a device has the usage page of barcode scanners.
pub fn is_hid_scanner(descriptor: &[u8]) -> bool {
    let mut rest = descriptor;
    while let Some((prefix, after)) = rest.split_first() {
        let (size, skip) = match prefix {
            // A long item: its size is the next byte, then comes a tag.
            0xfe => (after.first().copied().map_or(0, usize::from), 2),
            _ => ([0, 1, 2, 4][usize::from(prefix & 3)], 0),
        };
        let Some(data) = after.get(skip..skip + size) else { return false };
        // Global item, tag 0: the usage page; local item, tag 0 with four bytes: page and usage.
        let value = data.iter().rev().fold(0u32, |value, byte| value.wrapping_shl(8) | u32::from(*byte));
        let page = match prefix & 0xfc {
            0x04 if *prefix != 0xfe => Some(value),
            0x08 if size == 4 => Some(value >> 16),
            _ => None,
        };
        if page == Some(BAR_CODE_PAGE) {
            return true;
        }
        rest = &after[skip + size..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scanners_and_keyboards() {
        let scanner = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x75, 0x08, 0x95, 0x3f, 0x09, 0xfe, 0x81, 0x02, 0xc0];
        assert!(is_hid_scanner(&scanner));
        assert!(is_hid_scanner(&[0x06, 0x8c, 0x00, 0x09, 0x02]));
        assert!(is_hid_scanner(&[0x0b, 0x02, 0x00, 0x8c, 0x00]));
        let keyboard = [0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x8c, 0xc0];
        assert!(!is_hid_scanner(&keyboard));
        assert!(!is_hid_scanner(&[0x05]) && !is_hid_scanner(&[0xfe, 0x02, 0x00, 0x05, 0x8c]) && !is_hid_scanner(&[]));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = is_hid_scanner(&bytes);
        }
    }
}
