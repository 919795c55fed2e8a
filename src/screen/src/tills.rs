//! Tills and backups in English; their own words are Bahasa Indonesia.

use app::backup::BackupRefusal;
use app::tills::{TillRefusal, WireError};

/// A refusal about tills.
pub(crate) fn till(refusal: &TillRefusal) -> String {
    match refusal {
        TillRefusal::BadLetter(letter) => format!("“{letter}” is no till letter; use one to three letters, such as B"),
        TillRefusal::LetterInUse(letter) => format!("letter {letter} belongs to another till of this shop; choose one that is free"),
        TillRefusal::LetterPromised(letter) => {
            format!("till {letter} is invited and has not joined yet; use that invitation, or choose another letter")
        }
        TillRefusal::InvitationUsed => "this invitation was used; make a new one at the first till".to_owned(),
        TillRefusal::WrongCode => "wrong invitation code; check the 10 characters on the inviting till's screen".to_owned(),
        TillRefusal::OtherShop => "this file is from another shop; nothing was loaded. Choose a file of this shop".to_owned(),
        TillRefusal::Tampered(why) => format!("this file is damaged or was changed ({why}); nothing was loaded. Ask for a new one"),
        TillRefusal::Wire(error) => wire(error),
        TillRefusal::NotOverwritten(file, _) => format!("{file} is there already and is something else; choose another name"),
        TillRefusal::NoSuchTill(till) => format!("there is no till “{till}” in this shop"),
        TillRefusal::NeedsWholeFile => {
            "other tills know another history of this one; ask for a whole file (records export without --since-known-by)".to_owned()
        }
        TillRefusal::NoSuchKey(fingerprint) => {
            format!("no new key with fingerprint {fingerprint} in this file; compare with that till's screen")
        }
        TillRefusal::NoShop => "this shop has no records yet; run “sokoguru init” first".to_owned(),
    }
}

/// A refusal about backups.
pub(crate) fn backup(refusal: &BackupRefusal) -> String {
    match refusal {
        BackupRefusal::Nowhere(why) => format!("the backup was saved nowhere: {why}"),
        BackupRefusal::Wire(error) => wire(error),
        BackupRefusal::Unsound(why) => format!("this backup is damaged ({why}); it was not restored. Use another one"),
        BackupRefusal::Newer { found, known } => {
            format!("this backup is of a later Sokoguru (version {found}, this program {known}); update this program first")
        }
        BackupRefusal::OtherShop(name) => format!("this backup is of another shop (“{name}”); it was not restored over this one"),
        BackupRefusal::OtherTill { found, here } => format!("this backup is of till {found}, this is till {here}; it was not restored"),
        BackupRefusal::Older { found, here, lost } => {
            format!("this backup ({found}) is older than the database here ({here}): {lost} records would be lost; it was not restored")
        }
        BackupRefusal::InUse => "another program uses the database; close the till first, then try again".to_owned(),
    }
}

fn wire(error: &WireError) -> String {
    match error {
        WireError::Foreign(_) | WireError::OtherKind { .. } => "this file is something else; choose the right one".to_owned(),
        WireError::Newer(_) => "this file is of a later Sokoguru; update this program first".to_owned(),
        WireError::Damaged(_) => "the file is damaged or cut off; copy it again from where it came".to_owned(),
    }
}
