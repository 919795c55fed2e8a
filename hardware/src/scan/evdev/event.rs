//! Reading `struct input_event` (`linux/input.h`) from bytes: two long words of time, type, code,
//! value. The size follows the computer's word: 24 bytes on 64 bits.

use std::mem::size_of;

/// The bytes of one event.
pub(super) const SIZE: usize = 2 * size_of::<usize>() + 8;

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key (`EV_KEY`).
    Key {
        /// Which.
        code: u16,
        /// 1 pressed, 0 released, 2 repeated.
        value: i32,
        /// When, in milliseconds of the kernel's clock.
        at: u64,
    },
    /// The kernel's buffer ran over (`SYN_DROPPED`).
    Lost {
        /// When.
        at: u64,
    },
}

/// Cuts a stream of bytes into events, in any pieces.
#[derive(Debug, Default)]
pub struct Events {
    rest: Vec<u8>,
}

impl Events {
    /// Bytes came in; events that are about keys go out.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() - self.rest.len() % SIZE;
        let events = self.rest[..whole].chunks_exact(SIZE).filter_map(read).collect();
        self.rest.drain(..whole);
        events
    }
}

fn read(bytes: &[u8]) -> Option<Event> {
    let word = size_of::<usize>();
    let long = |at: usize| Some(usize::from_ne_bytes(bytes.get(at..at + word)?.try_into().ok()?));
    let short = |at: usize| Some(u16::from_ne_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let (seconds, micros) = (u64::try_from(long(0)?).ok()?, u64::try_from(long(word)?).ok()?);
    let at = seconds.saturating_mul(1000).saturating_add(micros / 1000);
    let (kind, code) = (short(2 * word)?, short(2 * word + 2)?);
    let value = i32::from_ne_bytes(bytes.get(2 * word + 4..2 * word + 8)?.try_into().ok()?);
    match (kind, code) {
        (1, _) => Some(Event::Key { code, value, at }),
        (0, 3) => Some(Event::Lost { at }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn events_in_any_pieces() {
        let mut bytes = Vec::new();
        for (kind, code, value) in [(4u16, 4u16, 458_782i32), (1, 2, 1), (0, 0, 0), (1, 2, 0), (0, 3, 0)] {
            bytes.extend(7usize.to_ne_bytes());
            bytes.extend(5_000usize.to_ne_bytes());
            bytes.extend(kind.to_ne_bytes());
            bytes.extend(code.to_ne_bytes());
            bytes.extend(value.to_ne_bytes());
        }
        let wanted = [Event::Key { code: 2, value: 1, at: 7_005 }, Event::Key { code: 2, value: 0, at: 7_005 }, Event::Lost { at: 7_005 }];
        for size in [1, 7, SIZE, 1000] {
            let mut events = Events::default();
            let found: Vec<Event> = bytes.chunks(size).flat_map(|piece| events.push(piece)).collect();
            assert_eq!(found, wanted, "{size}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..100), 0..10)) {
            let (mut events, mut decoder) = (Events::default(), super::super::Scancodes::default());
            for event in pieces.iter().flat_map(|piece| events.push(piece)).collect::<Vec<_>>() {
                match event {
                    Event::Key { code, value, at } => drop(decoder.push(code, value, at)),
                    Event::Lost { at } => decoder.lost(at),
                }
            }
        }
    }
}
