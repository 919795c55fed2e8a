//! Backups, and the other tills of the shop.

use app::backup::Done;
use app::tills::{Exchanged, TillState};
use chrono::FixedOffset;
use domain::Rupiah;

use super::{Field, FieldKind, Form, Question, Tone, size};
use crate::{Language, dates};

/// A file in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What it is.
    pub name: String,
    /// The small print.
    pub detail: String,
    /// How it stands.
    pub tone: Tone,
}

fn count(number: u64) -> String {
    Rupiah::new(i64::try_from(number).unwrap_or(i64::MAX)).to_string()
}

/// A backup that was made or failed.
pub fn backup(done: &Done, zone: FixedOffset, language: Language) -> File {
    let place = done.file.parent().filter(|_| done.is_good()).unwrap_or(&done.file).display();
    let name = dates::stamp(done.at, zone);
    if !done.is_good() {
        return File { name, detail: format!("{}: {} · {place}", language.pick("gagal", "failed"), done.failure), tone: Tone::Stop };
    }
    let gone = !done.file.exists();
    let records = format!("{} {}", count(done.records), language.pick("catatan", "records"));
    let note = if gone { language.pick(" · tidak ada di tempatnya sekarang", " · not in its place now") } else { "" };
    File { name, detail: format!("{records} · {} · {place}{note}", size(done.bytes)), tone: if gone { Tone::Look } else { Tone::Good } }
}

/// How the last good backup stands; a day without one is to be looked at.
pub fn last(done: Option<&Done>, now: i64, zone: FixedOffset, language: Language) -> (String, Tone) {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let Some(done) = done else {
        return (language.pick("Belum pernah dicadangkan.", "Never backed up.").to_owned(), Tone::Look);
    };
    let when = dates::stamp(done.at, zone);
    let text = match language {
        Language::Indonesian => format!("Cadangan terakhir: {when}."),
        Language::English => format!("Last backup: {when}."),
    };
    if now - done.at > DAY {
        (format!("{text} {}", language.pick("Sudah lebih dari sehari.", "More than a day ago.")), Tone::Look)
    } else {
        (text, Tone::Good)
    }
}

/// One till of the shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Till {
    /// Its letter.
    pub letter: String,
    /// Its key's fingerprint.
    pub name: String,
    /// When its last record was made.
    pub state: String,
    /// How much is known of it.
    pub detail: String,
    /// How it stands.
    pub tone: Tone,
    /// This machine.
    pub own: bool,
}

/// A till and what is known of it; another one that was not heard of for two days is to be looked at.
pub fn till(state: &TillState, now: i64, zone: FixedOffset, language: Language) -> Till {
    const TWO_DAYS: i64 = 2 * 24 * 60 * 60 * 1_000;
    let last = state.last_at.map(|at| dates::stamp(at, zone));
    let read = state.read_at.map(|at| format!(" · {} {}", language.pick("berkasnya dibaca", "its file was read"), dates::stamp(at, zone)));
    let heard = state.own || state.read_at.is_some_and(|at| now - at < TWO_DAYS);
    Till {
        letter: state.till.clone(),
        name: format!("{} {}", language.pick("sidik", "key"), state.fingerprint),
        state: last.unwrap_or_else(|| language.pick("belum ada catatan", "no records yet").to_owned()),
        detail: format!("{} {}{}", count(state.records), language.pick("catatan", "records"), read.unwrap_or_default()),
        tone: if heard { Tone::Good } else { Tone::Look },
        own: state.own,
    }
}

/// Which letter the new till gets.
pub fn invitation(letter: &str, language: Language) -> Form {
    Form {
        title: language.pick("Undang kasir baru", "Invite a new till").to_owned(),
        text: language
            .pick(
                "Berkas undangan berisi seluruh catatan toko, terkunci dengan kode yang ditampilkan sekali. Bawa berkasnya ke kasir baru, lalu ketik kodenya di sana.",
                "The invitation holds all records of the shop, locked with a code that is shown once. Take the file to the new till and type the code there.",
            )
            .to_owned(),
        fields: vec![Field::new(FieldKind::Text, language.pick("Huruf kasir baru", "Letter of the new till"), letter)],
        action: language.pick("Tulis undangan", "Write the invitation").to_owned(),
    }
}

/// The question before a backup is put in the place of the database.
pub fn restore_question(name: &str, newer: u64, language: Language) -> Question {
    let mut points = vec![
        language.pick("Basis data sekarang disisihkan, tidak dihapus.", "The database of now is put aside, not deleted.").to_owned(),
        language
            .pick(
                "Cadangan diperiksa dulu seluruhnya; yang rusak atau dari toko lain ditolak.",
                "The backup is checked whole first; a damaged one or another shop's is refused.",
            )
            .to_owned(),
        language
            .pick(
                "Kasir ini mulai dengan nomor struk baru (A2-…), dan program dibuka ulang.",
                "This till begins with new receipt numbers (A2-…), and the program starts again.",
            )
            .to_owned(),
    ];
    if newer > 0 {
        points.insert(
            0,
            match language {
                Language::Indonesian => format!("{} catatan sesudah cadangan itu tidak ada di dalamnya.", count(newer)),
                Language::English => format!("{} records after that backup are not in it.", count(newer)),
            },
        );
    }
    Question {
        title: match language {
            Language::Indonesian => format!("Pulihkan dari cadangan {name}?"),
            Language::English => format!("Restore the backup of {name}?"),
        },
        text: String::new(),
        points,
        action: language.pick("Pulihkan", "Restore").to_owned(),
        stop: true,
        word: language.pick("PULIHKAN", "RESTORE").to_owned(),
    }
}

/// What came of an exchange file, in sentences.
pub fn exchanged(done: &Exchanged, language: Language) -> (String, Tone) {
    let mut words = vec![match language {
        Language::Indonesian => format!("Berkas kasir {}: {} catatan baru, {} sudah ada.", done.till, count(done.new), count(done.known)),
        Language::English => format!("File of till {}: {} new records, {} known.", done.till, count(done.new), count(done.known)),
    }];
    words.extend(done.waiting.iter().map(|gap| crate::capital(&gap.sentence())));
    words.extend(done.forks.iter().map(|fork| crate::capital(&fork.sentence())));
    words.extend(done.renewed.iter().map(|renewal| crate::capital(&renewal.to_string())));
    let troubled = words.len() > 1 || done.people_sealed;
    if done.people_sealed {
        words.push(
            language.pick("Nama orang di berkas itu tidak bisa dibaca di sini.", "The names in that file cannot be read here.").to_owned(),
        );
    }
    (words.join(" "), if troubled { Tone::Look } else { Tone::Good })
}

/// `7F3KM9QRTX` as it is read aloud: `7F3KM-9QRTX`.
pub fn code_words(code: &str) -> String {
    match code.split_at_checked(5) {
        Some((start, end)) if !end.is_empty() => format!("{start}-{end}"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn zone() -> FixedOffset {
        FixedOffset::east_opt(7 * 3_600).expect("zone")
    }

    #[test]
    fn backups_in_words() {
        let failed = Done { at: 0, file: PathBuf::from("/mnt/usb"), records: 0, bytes: 0, failure: "disk penuh".to_owned() };
        let row = backup(&failed, zone(), Language::Indonesian);
        assert_eq!((row.detail.as_str(), row.tone), ("gagal: disk penuh · /mnt/usb", Tone::Stop));
        let gone = Done { failure: String::new(), records: 12_404, bytes: 3_200_000, file: PathBuf::from("/nowhere/x.sgbackup"), ..failed };
        let row = backup(&gone, zone(), Language::Indonesian);
        assert_eq!(row.tone, Tone::Look);
        assert!(row.detail.starts_with("12.404 catatan · 3,2 MB · /nowhere"), "{}", row.detail);
    }

    #[test]
    fn a_day_without_a_backup_is_told() {
        let day = 24 * 60 * 60 * 1_000;
        let done = Done { at: 0, file: PathBuf::new(), records: 1, bytes: 1, failure: String::new() };
        assert_eq!(last(Some(&done), day, zone(), Language::Indonesian).1, Tone::Good);
        assert_eq!(last(Some(&done), day + 1, zone(), Language::Indonesian).1, Tone::Look);
        assert_eq!(last(None, 0, zone(), Language::English).1, Tone::Look);
    }

    #[test]
    fn a_code_is_read_in_two_halves() {
        assert_eq!(code_words("7F3KM9QRTX"), "7F3KM-9QRTX");
        assert_eq!(code_words("7F"), "7F");
    }
}
