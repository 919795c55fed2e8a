//! Counting: what a counter sees, which is never how many there should be, and the review.

use app::stock::{Review, SoFar};
use chrono::FixedOffset;
use domain::Quantity;
use domain::goods::{CountedLine, Scope};
use domain::staff::Right;

use crate::office::table::{Column, Row as TableRow};
use crate::office::{Field, FieldKind, Form, Pick, Question};
use crate::{Language, dates};

/// A count in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// Since when, by whom, how far.
    pub detail: String,
    /// In progress or posted.
    pub state: String,
    /// In progress.
    pub open: bool,
}

/// What a count is called, when it began, how many goods were counted, whether it was posted.
pub fn sheet(name: &str, at: i64, counted: i64, posted: bool, who: &str, zone: FixedOffset, language: Language) -> Sheet {
    let goods = language.pick("barang", "goods");
    let (done, doing) = (language.pick("dibukukan", "posted"), language.pick("berjalan", "in progress"));
    Sheet {
        name: crate::capital(name),
        detail: format!("{} · {who} · {counted} {goods}", dates::stamp(at, zone)),
        state: if posted { done } else { doing }.to_owned(),
        open: !posted,
    }
}

/// Goods that were counted, as their counter sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The goods, or the code that nobody knows.
    pub name: String,
    /// What this counter has.
    pub count: String,
    /// What all counters have, when others counted too.
    pub others: String,
    /// Nobody knows the code.
    pub unknown: bool,
}

/// The line of one product or unknown code.
pub fn tally(so_far: &SoFar, language: Language) -> Tally {
    let others = so_far.all != so_far.mine;
    Tally {
        name: so_far.name.clone(),
        count: so_far.mine.to_string(),
        others: if others { format!("{} {}", language.pick("semua penghitung", "all counters"), so_far.all) } else { String::new() },
        unknown: so_far.sku.is_empty(),
    }
}

/// What nobody counted yet: a few names, or how many.
pub fn left(names: &[String], language: Language) -> String {
    match names {
        [] => language.pick("Semua barang sudah dihitung.", "All goods were counted.").to_owned(),
        few if few.len() <= 2 => format!("{}: {}", language.pick("Belum dihitung", "Not counted yet"), few.join(", ")),
        many => format!("{}: {} {}", language.pick("Belum dihitung", "Not counted yet"), many.len(), language.pick("barang", "goods")),
    }
}

/// The columns of the review.
pub fn columns(language: Language) -> Vec<Column> {
    let column = |title: &'static str, start: i32, share: i32, right: bool| Column { title: title.to_owned(), start, share, right };
    vec![
        column(language.pick("Barang", "Goods"), 0, 250, false),
        column(language.pick("Sebab", "Reason"), 250, 230, false),
        column(language.pick("Dihitung", "Counted"), 480, 110, true),
        column(language.pick("Seharusnya", "Expected"), 590, 140, true),
        column(language.pick("Selisih", "Differs"), 730, 105, true),
        column(language.pick("Nilai", "Value"), 835, 165, true),
    ]
}

/// Every line of the review with its reason; what differs can be opened.
pub fn lines(review: &Review, reasons: &[(String, String)]) -> Vec<TableRow> {
    let row = |line: &CountedLine| {
        let reason = reasons.iter().find(|(sku, _)| *sku == line.sku).map(|(_, reason)| reason.as_str()).unwrap_or(&line.reason);
        let difference = line.counted.minus(line.expected).unwrap_or_default();
        let differs = difference != Quantity::ZERO;
        let worth = line.value.get() + line.payable.get();
        let worth = domain::Rupiah::new(if difference.get() < 0 { -worth } else { worth });
        let sign = if difference.get() > 0 { "+" } else { "" };
        let value = if differs { worth.to_string() } else { String::new() };
        TableRow {
            // A column of its own: a long name must not hide why.
            cells: vec![
                line.name.clone(),
                reason.to_owned(),
                line.counted.to_string(),
                line.expected.to_string(),
                format!("{sign}{difference}"),
                value,
            ],
            style: if differs { 0 } else { 3 },
            opens: differs,
        }
    };
    review.lines.iter().map(row).collect()
}

/// Codes that nobody knows, and goods that nobody counted.
pub fn notice(review: &Review, language: Language) -> String {
    let mut said = Vec::new();
    if !review.unknown.is_empty() {
        let codes: Vec<&str> = review.unknown.iter().map(|unknown| unknown.code.as_str()).take(5).collect();
        said.push(match language {
            Language::Indonesian => format!("Kode tidak dikenal, tambahkan ke barangnya: {}.", codes.join(", ")),
            Language::English => format!("Codes that nobody knows, add them to their goods: {}.", codes.join(", ")),
        });
    }
    if !review.uncounted.is_empty() {
        said.push(match language {
            Language::Indonesian => format!("{} barang belum dihitung siapa pun.", review.uncounted.len()),
            Language::English => format!("{} goods were counted by nobody.", review.uncounted.len()),
        });
    }
    said.join("\n")
}

/// Ready reasons for a difference.
fn reasons(language: Language) -> Vec<String> {
    [
        language.pick("hilang", "lost"),
        language.pick("rusak belum dicatat", "broken, not written down"),
        language.pick("salah jual", "sold as another"),
        language.pick("salah terima", "received wrongly"),
        language.pick("dipakai sendiri", "used in the shop"),
        language.pick("belum diketahui", "not known"),
    ]
    .map(str::to_owned)
    .into()
}

/// Why a line differs.
pub fn reason(name: &str, now: &str, language: Language) -> Form {
    Form {
        title: name.to_owned(),
        text: String::new(),
        fields: vec![
            Field::new(FieldKind::Choice, language.pick("Alasan selisih", "Why it differs"), now).choices(reasons(language)),
            Field::new(FieldKind::Text, language.pick("Atau dengan kata sendiri", "Or in your own words"), ""),
        ],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// The reason out of the form of [`reason`]: own words before a ready one.
pub fn reason_of(values: &[String]) -> String {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    if value(1).is_empty() { value(0).to_owned() } else { value(1).to_owned() }
}

/// Before a count is posted.
pub fn question(review: &Review, gone: bool, language: Language) -> Question {
    let differ = review.lines.iter().filter(|line| line.counted != line.expected).count();
    let mut points = vec![
        match language {
            Language::Indonesian => format!("{differ} barang berselisih: kurang Rp {}, lebih Rp {}.", review.missing, review.surplus),
            Language::English => format!("{differ} goods differ: Rp {} missing, Rp {} too much.", review.missing, review.surplus),
        },
        language
            .pick(
                "Stok menjadi seperti yang dihitung; selisihnya dijurnal.",
                "The stock becomes what was counted; the differences are booked.",
            )
            .to_owned(),
    ];
    if gone && !review.uncounted.is_empty() {
        points.push(match language {
            Language::Indonesian => format!("{} barang yang tidak dihitung dianggap habis.", review.uncounted.len()),
            Language::English => format!("{} goods that were not counted are taken as gone.", review.uncounted.len()),
        });
    }
    if !review.unknown.is_empty() {
        points.push(match language {
            Language::Indonesian => format!("{} kode yang tidak dikenal tidak ikut.", review.unknown.len()),
            Language::English => format!("{} codes that nobody knows are left out.", review.unknown.len()),
        });
    }
    Question {
        title: format!("{} «{}»?", language.pick("Bukukan hitungan", "Post the count"), review.count.count.name),
        points,
        action: language.pick("Bukukan", "Post").to_owned(),
        ..Question::default()
    }
}

/// What the title of a count says: its name, and the round when it is not the first.
pub fn title(name: &str, round: u32, language: Language) -> String {
    match round {
        0 | 1 => crate::capital(name),
        round => format!("{} · {} {round}", crate::capital(name), language.pick("hitungan ke", "count no.")),
    }
}

/// Categories that fit a text.
pub fn categories(all: &[String], query: &str) -> Vec<Pick> {
    let wanted = query.trim().to_lowercase();
    let fits = all.iter().filter(|name| name.to_lowercase().contains(&wanted));
    fits.map(|name| Pick { id: name.clone(), text: name.clone(), detail: String::new() }).collect()
}

/// What a scope may be called; nothing where its own name says it.
pub fn name_of(scope: &Scope, language: Language) -> &'static str {
    match scope {
        Scope::List(_) => language.pick("daftar sendiri", "own list"),
        _ => "",
    }
}

/// The right that a review needs.
pub const REVIEW: Right = Right::PostCount;
