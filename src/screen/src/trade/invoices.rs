//! Invoices of both ways: what waits to be matched, what is disputed, and each line with its verdict.

use app::trade::money::ClaimRow;
use app::trade::{Compared, ComparedLine, InvoiceState, InvoiceView};
use chrono::NaiveDate;
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};

use super::{Figure, Line, Row, Tick, fits, name_of, packs, rp};
use crate::office::{Detail, Question, Tone};
use crate::{Language, dates};

/// How an invoice stands, with what its claim says; `claims` are none where they are not for the person's eyes.
fn state(view: &InvoiceView, claims: Option<&[ClaimRow]>, today: NaiveDate, language: Language) -> (String, Tone) {
    let id = view.id.to_string();
    let item = claims.map(|claims| claims.iter().find(|row| row.item.id == id).map(|row| &row.item));
    let ours = view.direction == Direction::Issued;
    if view.state == InvoiceState::New {
        return match ours {
            true => (language.pick("menunggu jawaban pembeli", "the buyer has not answered").to_owned(), Tone::Quiet),
            false => (language.pick("cocokkan", "to be matched").to_owned(), Tone::Look),
        };
    }
    let disputed = item.flatten().map_or(Rupiah::ZERO, |item| item.disputed);
    match item {
        None => {
            let word = match view.state {
                InvoiceState::New | InvoiceState::Accepted => language.pick("diterima", "accepted"),
                InvoiceState::Partly => language.pick("disanggah sebagian", "disputed in part"),
                InvoiceState::Disputed => language.pick("disanggah", "disputed"),
            };
            (word.to_owned(), if view.disputed.is_zero() { Tone::Quiet } else { Tone::Look })
        }
        Some(None) => (language.pick("lunas", "settled").to_owned(), Tone::Good),
        Some(Some(_)) if !disputed.is_zero() => {
            let word =
                if ours { language.pick("pembeli menyanggah", "the buyer disputes") } else { language.pick("disanggah", "disputed") };
            (format!("{word} {disputed}"), Tone::Look)
        }
        Some(Some(item)) if item.due < today => (super::claims::when(item.due, today, language), Tone::Stop),
        Some(Some(item)) if item.open == item.amount => (language.pick("belum dibayar", "not paid yet").to_owned(), Tone::Quiet),
        Some(Some(item)) => (format!("{} {}", language.pick("terbuka", "open"), item.open), Tone::Quiet),
    }
}

/// What needs a hand first: invoices to match, then disputes, then the rest as it came.
fn urgency(view: &InvoiceView) -> u8 {
    match (view.state, view.direction) {
        (InvoiceState::New, Direction::Taken) => 0,
        (InvoiceState::Partly | InvoiceState::Disputed, _) => 1,
        _ => 2,
    }
}

/// So many wait: invoices to match, and those of the shop that a buyer disputes.
pub fn waiting(views: &[InvoiceView]) -> usize {
    let disputed = |view: &&InvoiceView| matches!(view.state, InvoiceState::Partly | InvoiceState::Disputed);
    let new = |view: &&InvoiceView| view.state == InvoiceState::New;
    views.iter().filter(|view| if view.direction == Direction::Taken { new(view) } else { disputed(view) }).count()
}

/// The invoices that fit a text, what needs a hand first: the place of each and how it reads.
pub fn rows(
    views: &[InvoiceView],
    claims: Option<&[ClaimRow]>,
    (parties, query): (&[Party], &str),
    today: NaiveDate,
    language: Language,
) -> Vec<(usize, Row)> {
    let mut rows: Vec<(usize, Row)> = Vec::with_capacity(views.len());
    for (place, view) in views.iter().enumerate() {
        let (state, tone) = state(view, claims, today, language);
        let name = name_of(parties, &view.party);
        if fits(query, &[&view.number, name, &view.party, &state]) {
            let due = format!("{} {}", language.pick("tempo", "due"), view.due.format("%d/%m"));
            let mut detail = vec![view.number.as_str(), due.as_str()];
            if view.direction == Direction::Issued {
                detail.insert(0, language.pick("faktur kita", "ours"));
            }
            let row = Row {
                text: name.to_owned(),
                detail: detail.join(" · "),
                mark: view.total.to_string(),
                state,
                sign: tone != Tone::Quiet,
                tone,
                faint: tone == Tone::Good,
                ..Row::default()
            };
            rows.push((place, row));
        }
    }
    rows.sort_by_key(|(place, _)| urgency(&views[*place]));
    rows
}

/// The heading of an invoice.
pub fn heading(view: &InvoiceView, parties: &[Party], language: Language) -> String {
    let name = name_of(parties, &view.party);
    match view.direction {
        Direction::Taken => format!("{} {} · {} {name}", language.pick("Faktur", "Invoice"), view.number, language.pick("dari", "from")),
        Direction::Issued => format!("{} {} · {} {name}", language.pick("Faktur", "Invoice"), view.number, language.pick("kepada", "to")),
    }
}

/// Its dates, and where it came from.
pub fn dated(view: &InvoiceView, language: Language) -> String {
    let mut words = vec![dates::short(view.date), format!("{} {}", language.pick("jatuh tempo", "due"), dates::short(view.due))];
    if view.typed {
        words.push(language.pick("diketik dari kertas", "typed from paper").to_owned());
    }
    words.join(" · ")
}

/// The same, with what was said to it and what is open of it.
pub fn subtitle(view: &InvoiceView, claims: Option<&[ClaimRow]>, answer: &str, language: Language) -> String {
    let mut words = vec![dated(view, language)];
    if view.state != InvoiceState::New {
        // A credit note is told by the remark.
        let from = usize::from(given_back(view, claims).is_some());
        let told = answer_details(view, claims, answer, language).into_iter().skip(from);
        words.extend(told.map(|row| format!("{} {}", row.label.to_lowercase(), row.value)));
    }
    words.join(" · ")
}

/// What is known of an invoice that is not compared here.
pub fn details(view: &InvoiceView, claims: Option<&[ClaimRow]>, answer: &str, today: NaiveDate, language: Language) -> Vec<Detail> {
    let mut rows = vec![
        Detail::new(language.pick("Keadaan", "State"), crate::capital(&state(view, claims, today, language).0)),
        Detail::new(language.pick("Jumlah tagihan", "Asked for"), rp(view.total)),
    ];
    if view.state != InvoiceState::New {
        rows.push(Detail::new(language.pick("Diterima", "Accepted"), rp(view.accepted)));
        rows.push(Detail::new(language.pick("Disanggah", "Disputed"), rp(view.disputed)));
        rows.extend(answer_details(view, claims, answer, language));
    }
    rows
}

/// What was said to an invoice, and what is open of it.
pub fn answer_details(view: &InvoiceView, claims: Option<&[ClaimRow]>, answer: &str, language: Language) -> Vec<Detail> {
    let id = view.id.to_string();
    let item = claims.and_then(|claims| claims.iter().find(|row| row.item.id == id)).map(|row| &row.item);
    let mut rows = Vec::new();
    if let Some(gone) = given_back(view, claims) {
        rows.push(Detail::new(language.pick("Sanggahan dijawab nota kredit", "Given back by credit note"), rp(gone)));
    }
    if let Some(item) = item {
        rows.push(Detail::new(language.pick("Masih terbuka", "Still open"), rp(item.open)));
    } else if claims.is_some() {
        rows.push(Detail::new(language.pick("Masih terbuka", "Still open"), "Rp 0"));
    }
    let round = format!("{} {}", language.pick("jawaban ke", "round"), view.round);
    let word = match (answer, view.round) {
        ("", _) => round,
        (answer, 0 | 1) => answer.to_owned(),
        (answer, _) => format!("{answer} ({round})"),
    };
    rows.push(Detail::new(language.pick("Jawaban", "Answer"), word));
    rows
}

/// The columns under a line: ordered, received, invoiced, both prices of a pack.
pub fn line_titles(language: Language) -> [&'static str; 5] {
    [
        language.pick("Dipesan", "Ordered"),
        language.pick("Datang", "Came"),
        language.pick("Difaktur", "Invoiced"),
        language.pick("Harga pesanan", "Agreed price"),
        language.pick("Harga faktur", "Price asked"),
    ]
}

/// What a pack costs when so many base units cost so much; nothing where that cannot be said.
fn price(amount: Rupiah, base: Quantity, factor: i64) -> String {
    let one = Quantity::ONE.times(factor.max(1)).ok().filter(|_| base > Quantity::ZERO);
    one.and_then(|one| amount.ratio(one.get(), base.get()).ok()).map(|price| price.to_string()).unwrap_or_default()
}

/// A line of the comparison. `by_hand`: somebody takes it as it is.
pub fn line(line: &ComparedLine, by_hand: bool, language: Language) -> Line {
    let (mark, tone) = verdict(line, by_hand, language);
    let tick = match (by_hand, line.disputed.is_zero()) {
        (true, _) => Tick::On,
        (false, true) => Tick::None,
        (false, false) => Tick::Off,
    };
    let note = if line.disputed.is_zero() { String::new() } else { crate::capital(&reason(line, language)) };
    let plain = Line { mark, tone, note, tick, ..Line::default() };
    if line.line == 0 {
        let text = language.pick("Potongan, ongkos kirim, PPN", "Discount, freight, PPN").to_owned();
        let nothing = String::new;
        return Line { text, cells: vec![nothing(), nothing(), nothing(), nothing(), line.amount.to_string()], ..plain };
    }
    let factor = line.goods.factor.max(1);
    let pack = if factor > 1 { format!("{} {factor}", line.goods.pack) } else { line.goods.pack.clone() };
    let (ordered, agreed) = match line.ordered {
        Some(ordered) => (packs(ordered.quantity, factor).to_string(), price(ordered.amount, ordered.quantity, factor)),
        None => ("–".to_owned(), "–".to_owned()),
    };
    let cells = vec![
        ordered,
        packs(line.received, factor).to_string(),
        packs(line.invoiced, factor).to_string(),
        agreed,
        price(line.amount, line.invoiced, factor),
    ];
    let text = if pack.is_empty() { line.goods.name.clone() } else { format!("{} · {pack}", line.goods.name) };
    Line { text, cells, ..plain }
}

/// The lines of a comparison.
pub fn lines(compared: &Compared, by_hand: &[u32], language: Language) -> Vec<Line> {
    compared.lines.iter().map(|one| line(one, by_hand.contains(&one.line), language)).collect()
}

/// What a line differs in; empty: it agrees, or it has no goods.
fn differs(line: &ComparedLine, language: Language) -> &'static str {
    match line.outcome {
        _ if line.line == 0 => "",
        "price" => language.pick("harga lain", "another price"),
        "quantity" => language.pick("jumlah lain", "another quantity"),
        "both" => language.pick("harga dan jumlah lain", "another price and quantity"),
        "no-order" => language.pick("tidak dipesan", "not ordered"),
        _ => "",
    }
}

/// How a line agrees, a word; what of it is disputed.
fn verdict(line: &ComparedLine, by_hand: bool, language: Language) -> (String, Tone) {
    if !line.disputed.is_zero() {
        return (format!("{} {}", language.pick("sanggah", "dispute"), line.disputed), Tone::Stop);
    }
    if by_hand {
        return (language.pick("diterima apa adanya", "accepted as it is").to_owned(), Tone::Look);
    }
    let word = match differs(line, language) {
        "" => language.pick("cocok", "agrees").to_owned(),
        what => format!("{what}, {}", language.pick("diterima", "accepted")),
    };
    (word, Tone::Good)
}

/// What a disputed line differs in, and why.
fn reason(line: &ComparedLine, language: Language) -> String {
    let (what, why) = (differs(line, language), why(line, language));
    if what.is_empty() || what == why { why } else { format!("{what}: {why}") }
}

/// Why a line is disputed, with its numbers.
fn why(line: &ComparedLine, language: Language) -> String {
    if language == Language::Indonesian {
        return line.reason.clone();
    }
    if line.line == 0 {
        return "freight, discount or PPN is not as agreed".to_owned();
    }
    let short = format!("{} invoiced, {} received and not invoiced yet", line.invoiced, line.received);
    let should = line.ordered.and_then(|ordered| ordered.amount.ratio(line.invoiced.get(), ordered.quantity.get()).ok());
    let price = format!("by the order {}", rp(should.unwrap_or_default()));
    match line.outcome {
        "price" => price,
        "quantity" => short,
        "both" => format!("{short}; {price}"),
        _ => "not ordered".to_owned(),
    }
}

/// The figures over the lines: asked for, accepted, disputed.
pub fn figures(compared: &Compared, language: Language) -> Vec<Figure> {
    let figure = |label: &str, amount: Rupiah, tone| Figure { label: label.to_owned(), value: rp(amount), tone };
    let disputed = if compared.disputed.is_zero() { Tone::Quiet } else { Tone::Stop };
    vec![
        figure(language.pick("Ditagih", "Asked for"), compared.total, Tone::Quiet),
        figure(language.pick("Diterima", "Accepted"), compared.accepted, Tone::Good),
        figure(language.pick("Disanggah", "Disputed"), compared.disputed, disputed),
    ]
}

/// What somebody should look at before answering; after it, that a credit note answered what was disputed.
pub fn remark(compared: &Compared, view: &InvoiceView, claims: Option<&[ClaimRow]>, language: Language) -> Option<(Tone, String)> {
    if view.state == InvoiceState::New {
        return (!compared.flags.is_empty()).then(|| (Tone::Look, crate::capital(&flags(compared, language).join(" · "))));
    }
    let gone = given_back(view, claims)?;
    let word = language.pick("Sanggahan dijawab nota kredit", "A credit note answered the dispute");
    Some((Tone::Good, format!("{word}: {}.", rp(gone))))
}

/// What somebody should look at. The deed says it in Bahasa Indonesia.
fn flags(compared: &Compared, language: Language) -> Vec<String> {
    let english = |flag: &String| {
        let words: Vec<&str> = flag.split(' ').collect();
        match words.as_slice() {
            ["jatuh", "tempo", due, "sudah", "lewat"] => format!("the due date {due} is over"),
            ["jatuh", "tempo", due, "lebih", "cepat", .., agreed] => format!("due {due}, before the terms that were agreed {agreed}"),
            ["tidak", "ada", "pesanan", ..] => "there is no order and nothing was received for it".to_owned(),
            _ => flag.clone(),
        }
    };
    match language {
        Language::Indonesian => compared.flags.clone(),
        Language::English => compared.flags.iter().map(english).collect(),
    }
}

/// What of a dispute was given back by credit note, rupiah; none: nothing, or it is not known.
fn given_back(view: &InvoiceView, claims: Option<&[ClaimRow]>) -> Option<Rupiah> {
    let id = view.id.to_string();
    let left = claims?.iter().find(|row| row.item.id == id).map_or(Rupiah::ZERO, |row| row.item.disputed);
    // Of an invoice that is settled nothing is disputed, whatever was said.
    view.disputed.minus(left).ok().filter(|gone| *gone > Rupiah::ZERO)
}

/// The question before an invoice is answered: what is accepted, what is disputed and why.
pub fn question(compared: &Compared, language: Language) -> Question {
    let mut points = Vec::new();
    if !compared.accepted.is_zero() {
        let (accepted, due) = (rp(compared.accepted), dates::short(compared.due));
        points.push(match language {
            Language::Indonesian => format!("{accepted} diterima, menjadi utang yang jatuh tempo {due}."),
            Language::English => format!("{accepted} is accepted and owed, due {due}."),
        });
    }
    for line in compared.lines.iter().filter(|line| !line.disputed.is_zero()) {
        let why = if line.line == 0 { why(line, language) } else { format!("{}, {}", line.goods.name, why(line, language)) };
        points.push(format!("{} {}: {why}", rp(line.disputed), language.pick("disanggah", "disputed")));
    }
    points.extend(flags(compared, language).iter().map(|flag| crate::capital(flag)));
    let action = match (compared.disputed.is_zero(), compared.accepted.is_zero()) {
        (true, _) => language.pick("Terima", "Accept"),
        (false, true) => language.pick("Sanggah", "Dispute"),
        (false, false) => language.pick("Terima dan sanggah", "Accept and dispute"),
    };
    Question {
        title: format!("{} {} {}?", language.pick("Jawab faktur", "Answer invoice"), compared.number, rp(compared.total)),
        text: language
            .pick(
                "Yang cocok diterima, hanya yang berbeda yang disanggah dengan alasannya. Yang sudah diterima tidak bisa ditarik lagi.",
                "What agrees is accepted; only what differs is disputed, with its reason. What was accepted stays accepted.",
            )
            .to_owned(),
        points,
        action: action.to_owned(),
        ..Question::default()
    }
}

/// What came of an answer, and how they hear of it. `typed`: it came on paper.
pub fn answered(compared: &Compared, typed: bool, language: Language) -> String {
    let (number, accepted, disputed) = (&compared.number, rp(compared.accepted), rp(compared.disputed));
    match (compared.disputed.is_zero(), language) {
        (true, Language::Indonesian) => format!("Faktur {number} diterima seluruhnya: {accepted}."),
        (true, Language::English) => format!("Invoice {number} is accepted as a whole: {accepted}."),
        (false, Language::Indonesian) => {
            let next = if typed { "Beri tahu pemasoknya" } else { "Kirim berkasnya" };
            format!("Faktur {number}: {accepted} diterima, {disputed} disanggah. {next}.")
        }
        (false, Language::English) => {
            let next = if typed { "Tell the supplier" } else { "Send the file" };
            format!("Invoice {number}: {accepted} accepted, {disputed} disputed. {next}.")
        }
    }
}

#[cfg(test)]
mod tests;
