//! Files that come from another till or out of a safe place.

use record::Head;
use record::wire::{BackupHead, ExchangeHead, InvitationHead, Kind, open, read_line, split, write_line};

/// A line of a file of records: what is read is written the same, and is not believed for that.
pub fn record_line(bytes: &[u8]) {
    match read_line(bytes) {
        Ok(record) => {
            let written = write_line(&record).unwrap_or_else(|error| panic!("not written again: {error}"));
            assert_eq!(read_line(&written).unwrap_or_else(|error| panic!("not read again: {error}")), record);
            let before = Head { seq: record.header.seq - 1, hash: record.header.prev };
            let _ = record.continues(before);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

macro_rules! head {
    ($head:ty, $kind:expr, $file:expr) => {
        match split::<$head>($kind, $file) {
            Ok(opened) => {
                let again = open($kind, &opened.head, |_| opened.signature).unwrap_or_else(|error| panic!("not written again: {error}"));
                let read = split::<$head>($kind, &again).unwrap_or_else(|error| panic!("not read again: {error}"));
                assert_eq!((read.head, read.signature), (opened.head, opened.signature));
                assert!(opened.rest.len() < $file.len());
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    };
}

/// The head of a file; the first byte says of which kind it should be.
pub fn file_head(bytes: &[u8]) {
    let Some((kind, file)) = bytes.split_first() else { return };
    match kind % 3 {
        0 => head!(ExchangeHead, Kind::Exchange, file),
        1 => head!(InvitationHead, Kind::Invitation, file),
        _ => head!(BackupHead, Kind::Backup, file),
    }
}
