//! Set-off in its steps: what is possible, what was proposed, what comes next, each with its sum in words.

use app::trade::money::{SetoffView, ToPay};
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Rupiah;
use domain::settlement::SetoffState;
use domain::trade::Party;

use super::{Line, Row, fits, name_of, rp};
use crate::Language;
use crate::office::{Field, FieldKind, Form, Question, Tone};

/// A moment: `25/11/2026 09:00`.
fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%d/%m/%Y %H:%M").to_string()
}

/// What of the claims of a party could be set off now, to read: «saling hapus Rp X, sisa bayar Rp Y».
pub fn saving(row: &ToPay, language: Language) -> String {
    let (owed, off, left) = (rp(row.owed), rp(row.can_set_off), rp(row.to_pay));
    match (row.can_set_off.is_zero(), language) {
        (true, _) if row.owed.is_zero() => language.pick("hari ini tidak ada utang yang jatuh tempo", "nothing is due today").to_owned(),
        (true, Language::Indonesian) => format!("utang {owed}, tidak ada yang bisa saling hapus"),
        (true, Language::English) => format!("{owed} owed, nothing to set off"),
        (false, Language::Indonesian) => format!("utang {owed}: saling hapus {off}, sisa bayar {left}"),
        (false, Language::English) => format!("{owed} owed: {off} set off, {left} left to pay"),
    }
}

/// A party with which something could be set off.
pub fn possible(row: &ToPay, language: Language) -> Row {
    Row {
        text: row.party.name.clone(),
        detail: crate::capital(&saving(row, language)),
        mark: row.can_set_off.to_string(),
        state: language.pick("usulkan", "propose").to_owned(),
        sign: true,
        tone: Tone::Look,
        ..Row::default()
    }
}

/// How far a set-off is, a word and how it stands.
fn state(view: &SetoffView, now: DateTime<FixedOffset>, language: Language) -> (&'static str, Tone) {
    let setoff = &view.setoff;
    match setoff.state {
        SetoffState::Proposed if now > setoff.expires => (language.pick("lewat batas", "expired"), Tone::Look),
        SetoffState::Proposed if view.ours => (language.pick("menunggu", "waits"), Tone::Quiet),
        SetoffState::Proposed => (language.pick("jawab", "to be answered"), Tone::Look),
        SetoffState::Accepted if view.ours => (language.pick("sahkan", "to be done"), Tone::Look),
        SetoffState::Accepted => (language.pick("menunggu", "waits"), Tone::Quiet),
        SetoffState::Late => (language.pick("terlambat", "too late"), Tone::Look),
        SetoffState::Refused => (language.pick("ditolak", "refused"), Tone::Quiet),
        SetoffState::Done => (language.pick("selesai", "done"), Tone::Good),
        SetoffState::Void => (language.pick("dibatalkan", "given up"), Tone::Quiet),
    }
}

/// Whether somebody here has to do the next step.
pub fn needs_a_hand(view: &SetoffView, now: DateTime<FixedOffset>) -> bool {
    match view.setoff.state {
        SetoffState::Proposed => view.ours == (now > view.setoff.expires),
        SetoffState::Accepted | SetoffState::Late => view.ours,
        SetoffState::Refused | SetoffState::Done | SetoffState::Void => false,
    }
}

/// The set-offs that fit a text: the place of each, those that need a hand first, then the newest.
pub fn setoffs(
    views: &[SetoffView],
    (parties, query): (&[Party], &str),
    now: DateTime<FixedOffset>,
    language: Language,
) -> Vec<(usize, Row)> {
    let mut rows = Vec::with_capacity(views.len());
    for (place, view) in views.iter().enumerate() {
        let (word, tone) = state(view, now, language);
        let name = name_of(parties, &view.party);
        if !fits(query, &[name, &view.party, &view.setoff.number, word]) {
            continue;
        }
        let who = if view.ours { language.pick("usul kita", "ours") } else { language.pick("usul mereka", "theirs") };
        let row = Row {
            text: name.to_owned(),
            detail: format!("{} · {who} {}", view.setoff.number, view.setoff.date.format("%d/%m")),
            mark: view.setoff.amount.to_string(),
            state: word.to_owned(),
            sign: tone != Tone::Quiet,
            tone,
            faint: matches!(view.setoff.state, SetoffState::Refused | SetoffState::Void),
            ..Row::default()
        };
        rows.push((place, row));
    }
    rows.sort_by_key(|(place, _)| {
        let view = &views[*place];
        (!needs_a_hand(view, now), std::cmp::Reverse(view.setoff.date), std::cmp::Reverse(view.setoff.id.clone()))
    });
    rows
}

/// What came of a step, said once.
pub fn moved(view: &SetoffView, name: &str, language: Language) -> String {
    let (setoff, sum) = (&view.setoff, rp(view.setoff.amount));
    let word = match setoff.state {
        SetoffState::Proposed => language.pick("diusulkan", "proposed"),
        SetoffState::Accepted | SetoffState::Late => language.pick("disetujui", "agreed"),
        SetoffState::Refused => language.pick("ditolak", "refused"),
        SetoffState::Done => language.pick("disahkan", "done"),
        SetoffState::Void => language.pick("dibatalkan", "given up"),
    };
    format!("{} {word}: {} {name}, {sum}.", setoff.number, language.pick("saling hapus dengan", "set-off with"))
}

/// What the next step of a set-off is, with its sum in words.
pub fn next(view: &SetoffView, now: DateTime<FixedOffset>, language: Language) -> (String, Tone) {
    let setoff = &view.setoff;
    let (sum, until) = (rp(setoff.amount), moment(setoff.expires));
    let id = language == Language::Indonesian;
    let text = match (setoff.state, view.ours) {
        (SetoffState::Proposed, true) if now > setoff.expires => language
            .pick("Tidak dijawab sampai batasnya. Batalkan, lalu usulkan lagi.", "Not answered in time. Give it up and propose anew.")
            .to_owned(),
        (SetoffState::Proposed, true) if id => format!(
            "Utang dan piutang masing-masing berkurang {sum} setelah mereka setuju. Kirim berkasnya; jawaban ditunggu sampai {until}."
        ),
        (SetoffState::Proposed, true) => {
            format!("What each owes goes down by {sum} once they agree. Send the file; they have until {until}.")
        }
        (SetoffState::Proposed, false) if now > setoff.expires => {
            language.pick("Lewat batas jawabnya; minta usul baru.", "The time to answer is over; ask for a new proposal.").to_owned()
        }
        (SetoffState::Proposed, false) if id => {
            format!("Mereka mengusulkan utang dan piutang masing-masing berkurang {sum}. Jawab sebelum {until}.")
        }
        (SetoffState::Proposed, false) => format!("They propose that what each owes goes down by {sum}. Answer before {until}."),
        (SetoffState::Accepted, true) if id => format!("Mereka setuju. Sahkan: utang dan piutang masing-masing berkurang {sum}."),
        (SetoffState::Accepted, true) => format!("They agree. Do it: what each owes goes down by {sum}."),
        (SetoffState::Accepted, false) => language
            .pick(
                "Sudah disetujui di sini. Kirim berkasnya; pengesahannya datang dari mereka.",
                "Agreed here. Send the file; they do the last step.",
            )
            .to_owned(),
        (SetoffState::Late, true) => language
            .pick("Disetujui setelah batasnya. Batalkan, lalu usulkan lagi.", "Agreed too late. Give it up and propose anew.")
            .to_owned(),
        (SetoffState::Late, false) => {
            language.pick("Disetujui setelah batasnya; tunggu usul baru.", "Agreed too late; wait for a new proposal.").to_owned()
        }
        (SetoffState::Done, _) if id => format!("Sudah saling hapus {sum}. Dokumen asalnya tetap berlaku."),
        (SetoffState::Done, _) => format!("{sum} was set off. The documents behind it stand as they are."),
        (SetoffState::Refused, _) => language.pick("Ditolak; tidak ada yang berubah.", "Refused; nothing changed.").to_owned(),
        (SetoffState::Void, _) => language.pick("Dibatalkan; tidak ada yang berubah.", "Given up; nothing changed.").to_owned(),
    };
    (text, state(view, now, language).1)
}

/// The columns under the parts of a set-off.
pub const fn part_titles(language: Language) -> [&'static str; 2] {
    [language.pick("Utang toko berkurang", "We owe less"), language.pick("Piutang toko berkurang", "We are owed less")]
}

/// The parts of a set-off, with the sum of each side. `own`: the shop's legal entity.
pub fn parts(view: &SetoffView, own: &str, language: Language) -> Vec<Line> {
    let mut sums = [Rupiah::ZERO; 2];
    let mut lines = Vec::with_capacity(view.parts.len() + 1);
    for (number, debtor, amount) in &view.parts {
        let side = usize::from(debtor != own);
        sums[side] = sums[side].plus(*amount).unwrap_or_default();
        let mut cells = vec![String::new(), String::new()];
        cells[side] = amount.to_string();
        lines.push(Line { text: number.clone(), cells, ..Line::default() });
    }
    let cells = sums.map(|sum| sum.to_string()).to_vec();
    lines.push(Line { text: language.pick("Jumlah", "Sum").to_owned(), cells, style: 1, ..Line::default() });
    lines
}

/// A proposal to a party: what is due by when, and how long they have. Read back by [`proposal`].
pub fn propose(row: &ToPay, cutoff: NaiveDate, hours: u32, language: Language) -> Form {
    let text = language.pick(
        "Yang diakui, jatuh tempo sampai tanggal ini, tidak disanggah dan bukan titipan. Yang diusulkan dijanjikan sampai dijawab.",
        "What is accepted, due by this day, undisputed and not on consignment. It is promised until they answer.",
    );
    Form {
        title: format!("{} {}", language.pick("Saling hapus dengan", "Set off with"), row.party.name),
        text: format!("{}. {text}", crate::capital(&saving(row, language))),
        fields: vec![
            Field::new(FieldKind::Date, language.pick("Jatuh tempo sampai", "Due by"), cutoff.to_string()),
            Field::new(FieldKind::Digits, language.pick("Berlaku berapa jam", "Holds how many hours"), hours.to_string()),
        ],
        action: language.pick("Usulkan", "Propose").to_owned(),
    }
}

/// Until when, and for how many hours; or the field that is wrong and why.
///
/// # Errors
/// The place of the field and a sentence.
pub fn proposal(values: &[String], language: Language) -> Result<(NaiveDate, u32), (usize, String)> {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    let wrong = language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned();
    let cutoff = value(0).parse().map_err(|_| (0, wrong))?;
    let hours = value(1).parse().ok().filter(|hours| (1..=720).contains(hours));
    let hours = hours.ok_or_else(|| (1, language.pick("Isi 1 sampai 720 jam.", "Fill in 1 to 720 hours.").to_owned()))?;
    Ok((cutoff, hours))
}

/// The question before a set-off is done: both sums, in words.
pub fn commit_question(view: &SetoffView, name: &str, language: Language) -> Question {
    let sum = rp(view.setoff.amount);
    let points = match language {
        Language::Indonesian => vec![
            format!("Utang toko kepada {name} berkurang {sum}."),
            format!("Piutang toko pada {name} berkurang {sum}."),
            "Dokumen asalnya tetap berlaku; tidak ada uang yang berpindah.".to_owned(),
        ],
        Language::English => vec![
            format!("What the shop owes {name} goes down by {sum}."),
            format!("What {name} owes the shop goes down by {sum}."),
            "The documents behind it stand; no money moves.".to_owned(),
        ],
    };
    Question {
        title: format!("{} {}?", language.pick("Sahkan", "Do"), view.setoff.number),
        text: language.pick("Ini tidak bisa ditarik lagi.", "This cannot be taken back.").to_owned(),
        points,
        action: language.pick("Sahkan", "Do it").to_owned(),
        ..Question::default()
    }
}

/// Why something is refused, or did not come. The reason is the only field.
pub fn reason(title: String, action: &'static str, language: Language) -> Form {
    Form {
        title,
        text: language.pick("Alasannya ikut dalam dokumen yang dikirim kepada mereka.", "They read the reason in the document.").to_owned(),
        fields: vec![Field::new(FieldKind::Text, language.pick("Alasan", "Reason"), "")],
        action: action.to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests;
