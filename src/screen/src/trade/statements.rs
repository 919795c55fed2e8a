//! Statements: what the shop's books say beside what the other side says, with what differs.

use app::trade::money::{Comparison, MadeStatement, StatementView};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::settlement::{Statement, StatementLine};
use domain::trade::Party;

use super::{Figure, Line, Pair, Row, fits, rp};
use crate::office::{Field, FieldKind, Form, Pick, Tone};
use crate::{Language, dates};

/// How the statements with a party stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// There are none.
    None,
    /// The last one is said by both.
    Agreed(&'a StatementView),
    /// The shop's waits for theirs.
    Ours(&'a StatementView),
    /// Theirs waits for the shop's.
    Theirs(&'a StatementView),
}

/// How the statements with a party stand; `views` the newest first.
pub fn standing<'a>(views: &'a [StatementView], party: &str) -> Standing<'a> {
    let mut of = views.iter().filter(|view| view.party == party);
    let Some(last) = of.clone().next() else { return Standing::None };
    if last.agreed {
        return Standing::Agreed(last);
    }
    // Theirs first: there is something to compare.
    let same = |view: &&StatementView| view.statement.number == last.statement.number && !view.agreed;
    match of.find(|view| same(view) && !view.ours) {
        Some(theirs) => Standing::Theirs(theirs),
        None => Standing::Ours(last),
    }
}

/// So many statements of others wait to be compared.
pub fn waiting(views: &[StatementView], parties: &[Party]) -> usize {
    parties.iter().filter(|party| matches!(standing(views, &party.code), Standing::Theirs(_))).count()
}

/// The parties that fit a text, with how their statements stand: the place of each.
pub fn rows(parties: &[Party], views: &[StatementView], query: &str, language: Language) -> Vec<(usize, Row)> {
    let mut rows = Vec::with_capacity(parties.len());
    for (place, party) in parties.iter().enumerate() {
        let stands = standing(views, &party.code);
        let (view, word, tone) = match stands {
            Standing::None if !party.active => continue,
            Standing::None => (None, language.pick("belum pernah dibuat", "none yet"), Tone::Quiet),
            Standing::Agreed(view) => (Some(view), language.pick("disepakati", "agreed"), Tone::Good),
            Standing::Ours(view) => (Some(view), language.pick("menunggu mereka", "waits for theirs"), Tone::Quiet),
            Standing::Theirs(view) => (Some(view), language.pick("bandingkan", "to be compared"), Tone::Look),
        };
        if !fits(query, &[&party.name, &party.code, word]) {
            continue;
        }
        let row = Row {
            text: party.name.clone(),
            detail: view.map(|view| format!("{} {}", language.pick("sampai", "to"), dates::short(view.statement.upto))).unwrap_or_default(),
            mark: view.map(|view| signed(view.balance)).unwrap_or_default(),
            state: word.to_owned(),
            sign: tone != Tone::Quiet,
            tone,
            ..Row::default()
        };
        rows.push((place, row));
    }
    rows.sort_by_key(|(_, row)| row.tone != Tone::Look);
    rows
}

/// `sampai 31/10/2026, nomor urut 3`
fn upto(statement: &Statement, language: Language) -> String {
    let day = dates::short(statement.upto);
    match language {
        Language::Indonesian => format!("sampai {day} · nomor urut {}", statement.number),
        Language::English => format!("to {day} · number {}", statement.number),
    }
}

/// What is owed to the shop with a plus, what it owes with a minus.
fn signed(amount: Rupiah) -> String {
    if amount > Rupiah::ZERO { format!("+{amount}") } else { amount.to_string() }
}

/// Who owes how much on balance, in words.
fn balance(amount: Rupiah, name: &str, language: Language) -> String {
    let size = rp(if amount.is_negative() { amount.negated().unwrap_or_default() } else { amount });
    match (amount.is_zero(), amount.is_negative(), language) {
        (true, _, _) => language.pick("tidak ada yang terutang", "nothing is owed").to_owned(),
        (_, true, Language::Indonesian) => format!("toko berutang {size}"),
        (_, true, Language::English) => format!("the shop owes {size}"),
        (_, false, Language::Indonesian) => format!("{name} berutang {size}"),
        (_, false, Language::English) => format!("{name} owes {size}"),
    }
}

/// One claim on one side: document, who owes, when due. `own`: the shop's legal entity.
fn item(line: &StatementLine, own: &str, language: Language) -> String {
    let way = if line.debtor == own { language.pick("utang", "we owe") } else { language.pick("piutang", "owed to us") };
    format!("{} · {way} {}", line.document, line.due.format("%d/%m"))
}

fn sums(line: &StatementLine, language: Language) -> String {
    if line.open == line.amount {
        return rp(line.open);
    }
    format!("{} {} {}", rp(line.open), language.pick("dari", "of"), line.amount)
}

/// What both sides say, claim by claim; what differs first. `own`: the shop's legal entity.
pub fn pairs(ours: &Statement, theirs: &Statement, own: &str, language: Language) -> Vec<Pair> {
    let one = |line: Option<&StatementLine>| match line {
        Some(line) => (item(line, own, language), sums(line, language)),
        None => Default::default(),
    };
    let pair = |a: Option<&StatementLine>, b: Option<&StatementLine>| {
        let ((ours, our_amount), (theirs, their_amount)) = (one(a), one(b));
        let (mark, tone) = match (a, b) {
            (Some(a), Some(b)) if a == b => ("", Tone::Quiet),
            (Some(a), Some(b)) if a.open != b.open => (language.pick("jumlahnya berbeda", "another sum"), Tone::Stop),
            (Some(_), Some(_)) => (language.pick("isinya berbeda", "other words"), Tone::Stop),
            (Some(_), None) => (language.pick("hanya di sini", "only here"), Tone::Look),
            (None, _) => (language.pick("hanya di sana", "only there"), Tone::Look),
        };
        Pair { ours, our_amount, theirs, their_amount, mark: mark.to_owned(), tone }
    };
    let of = |statement: &'_ Statement, claim: &str| statement.lines.iter().position(|line| line.claim == claim);
    let mut pairs: Vec<Pair> =
        ours.lines.iter().map(|line| pair(Some(line), of(theirs, &line.claim).map(|place| &theirs.lines[place]))).collect();
    pairs.extend(theirs.lines.iter().filter(|line| of(ours, &line.claim).is_none()).map(|line| pair(None, Some(line))));
    pairs.sort_by_key(|pair| pair.mark.is_empty());
    pairs
}

/// What the comparison says as a whole.
pub fn verdict(compared: &Comparison, language: Language) -> (String, Tone) {
    if compared.agreed {
        let text = language.pick("Kedua pihak menandatangani rekening yang sama.", "Both sides signed the same statement.");
        return (text.to_owned(), Tone::Good);
    }
    if compared.equal {
        let text = language
            .pick("Cocok sampai rupiahnya. Buat juga milik toko, lalu kirim.", "Equal to the rupiah. Make the shop's too, and send it.");
        return (text.to_owned(), Tone::Good);
    }
    let count = compared.differences.ours.len() + compared.differences.theirs.len() + compared.differences.unlike.len();
    let text = match (count, language) {
        (0, Language::Indonesian) => "Isinya sama, tetapi tidak menyambung rekening yang sama sebelumnya.".to_owned(),
        (0, Language::English) => "The claims are the same, but they do not continue the same statement.".to_owned(),
        (count, Language::Indonesian) => format!("{count} tagihan berbeda. Cari dokumennya, atau minta mereka mengirim berkasnya lagi."),
        (count, Language::English) => format!("{count} claims differ. Look for the documents, or ask them to send their file again."),
    };
    (text, Tone::Stop)
}

/// Which statement it is: number, whose, up to when.
pub fn subtitle(view: &StatementView, name: &str, language: Language) -> String {
    let who = if view.ours { language.pick("toko ini", "this shop") } else { name };
    format!("{} · {who} · {}", view.number, upto(&view.statement, language))
}

/// The figures over a statement: the balance in words, and the beginning of its hash.
pub fn figures(view: &StatementView, name: &str, language: Language) -> Vec<Figure> {
    let hash = domain::settlement::hex(&view.statement.hash());
    vec![
        Figure::new(language.pick("Saldo", "Balance"), crate::capital(&balance(view.balance, name, language))),
        Figure::new(language.pick("Sidik", "Hash"), hash.get(..12).unwrap_or_default()),
    ]
}

/// The columns under the claims of a statement.
pub const fn line_titles(language: Language) -> [&'static str; 4] {
    [
        language.pick("Jatuh tempo", "Due"),
        language.pick("Utang toko", "We owe"),
        language.pick("Piutang toko", "Owed to us"),
        language.pick("Semula", "It was"),
    ]
}

/// The claims of one statement, with the sum of each side. `own`: the shop's legal entity.
pub fn lines(statement: &Statement, own: &str, language: Language) -> Vec<Line> {
    let mut sums = [Rupiah::ZERO; 2];
    let mut lines = Vec::with_capacity(statement.lines.len() + 1);
    for line in &statement.lines {
        let side = usize::from(line.debtor != own);
        sums[side] = sums[side].plus(line.open).unwrap_or_default();
        let mut cells = vec![dates::short(line.due), String::new(), String::new(), line.amount.to_string()];
        cells[side + 1] = line.open.to_string();
        lines.push(Line { text: line.document.clone(), cells, ..Line::default() });
    }
    let cells = vec![String::new(), sums[0].to_string(), sums[1].to_string(), String::new()];
    lines.push(Line { text: language.pick("Jumlah", "Sum").to_owned(), cells, style: 1, ..Line::default() });
    lines
}

/// A statement to a day. Read back by [`day`].
pub fn form(name: &str, upto: NaiveDate, language: Language) -> Form {
    Form {
        title: format!("{} {name}", language.pick("Rekening koran dengan", "Statement with")),
        text: language
            .pick(
                "Semua tagihan yang terbuka sampai tanggal ini, ditandatangani toko. Mereka membuat yang sama dari catatannya.",
                "All claims that are open up to this day, signed by the shop. They make the same from their own books.",
            )
            .to_owned(),
        fields: vec![Field::new(FieldKind::Date, language.pick("Sampai dengan", "Up to"), upto.to_string())],
        action: language.pick("Buat", "Make").to_owned(),
    }
}

/// The day of the form of [`form`].
///
/// # Errors
/// The place of the field and a sentence.
pub fn day(values: &[String], language: Language) -> Result<NaiveDate, (usize, String)> {
    let wrong = || (0, language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned());
    values.first().and_then(|text| text.trim().parse().ok()).ok_or_else(wrong)
}

/// What came of making one.
pub fn made(made: &MadeStatement, name: &str, language: Language) -> String {
    let (number, words) = (&made.document, balance(made.balance, name, language));
    match (made.agreed, language) {
        (true, Language::Indonesian) => format!("Rekening koran {number}: {words}. Disepakati kedua pihak."),
        (true, Language::English) => format!("Statement {number}: {words}. Both sides agree."),
        (false, Language::Indonesian) => format!("Rekening koran {number}: {words}. Kirim berkasnya, lalu tunggu milik mereka."),
        (false, Language::English) => format!("Statement {number}: {words}. Send the file and wait for theirs."),
    }
}

/// All statements with a party, to choose from.
pub fn picks(views: &[StatementView], party: &str, name: &str, query: &str, language: Language) -> Vec<Pick> {
    let pick = |view: &StatementView| {
        let who = if view.ours { language.pick("toko ini", "this shop") } else { name };
        let state = if view.agreed { language.pick("disepakati", "agreed") } else { language.pick("belum disepakati", "not agreed") };
        Pick {
            id: view.id.to_string(),
            text: format!("{} · {who}", view.number),
            detail: format!("{} · {} · {state}", upto(&view.statement, language), balance(view.balance, name, language)),
        }
    };
    let all = views.iter().filter(|view| view.party == party).map(pick);
    all.filter(|pick| fits(query, &[&pick.text, &pick.detail])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::settlement::Differences;

    const ID: Language = Language::Indonesian;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("date")
    }

    fn line(document: &str, debtor: &str, open: i64) -> StatementLine {
        StatementLine {
            claim: format!("id-{document}"),
            document: document.into(),
            debtor: debtor.into(),
            date: on(2),
            due: on(9),
            amount: Rupiah::new(100_000),
            open: Rupiah::new(open),
        }
    }

    fn statement(number: u32, lines: Vec<StatementLine>) -> Statement {
        Statement::new("KOP", "AHU", on(9), number, [0; 32], lines)
    }

    fn view(id: u32, ours: bool, number: u32, agreed: bool) -> StatementView {
        let statement = statement(number, vec![line("F-1", "KOP", 100_000)]);
        StatementView {
            id: format!("00000000-0000-0000-0000-{id:012}").parse().expect("an id"),
            number: format!("A1-RK{id:04}"),
            party: "DC".into(),
            ours,
            date: on(9),
            balance: statement.balance("KOP").expect("a sum"),
            statement,
            agreed,
        }
    }

    fn party() -> Party {
        Party { code: "DC".into(), name: "DC Jaringan".into(), active: true, ..Party::default() }
    }

    #[test]
    fn the_last_statement_says_how_it_stands() {
        let read = |views: &[StatementView]| rows(&[party()], views, "", ID).remove(0).1;
        assert_eq!(read(&[]).state, "belum pernah dibuat");
        let waits = read(&[view(3, true, 1, false), view(2, false, 0, true)]);
        assert_eq!((waits.state.as_str(), waits.mark.as_str()), ("menunggu mereka", "−100.000"));
        assert_eq!(waits.detail, "sampai 09/03/2026");
        let both = [view(4, true, 1, false), view(3, false, 1, false)];
        assert_eq!((read(&both).state.as_str(), waiting(&both, &[party()])), ("bandingkan", 1));
        assert_eq!(read(&[view(2, true, 0, true), view(1, false, 0, true)]).state, "disepakati");
        assert!(rows(&[Party { active: false, ..party() }], &[], "", ID).is_empty());
        assert_eq!(picks(&both, "DC", "DC Jaringan", "toko ini", ID).len(), 1);
    }

    #[test]
    fn two_sides_stand_side_by_side() {
        let ours = statement(0, vec![line("F-1", "KOP", 100_000), line("F-2", "AHU", 60_000), line("F-3", "KOP", 5_000)]);
        let theirs = statement(0, vec![line("F-1", "KOP", 100_000), line("F-2", "AHU", 70_000), line("F-4", "KOP", 7_000)]);
        let shown = pairs(&ours, &theirs, "KOP", ID);
        let marks: Vec<&str> = shown.iter().map(|pair| pair.mark.as_str()).collect();
        assert_eq!(marks, ["jumlahnya berbeda", "hanya di sini", "hanya di sana", ""], "what differs stands first");
        assert_eq!(
            (shown[0].ours.as_str(), shown[0].our_amount.as_str(), shown[0].their_amount.as_str()),
            ("F-2 · piutang 09/03", "Rp 60.000 dari 100.000", "Rp 70.000 dari 100.000")
        );
        assert_eq!((shown[1].theirs.as_str(), shown[2].ours.as_str()), ("", ""));
        let compared = |differences: Differences| Comparison {
            party: "DC".into(),
            document: "A1-RK0001".into(),
            equal: differences.is_empty(),
            differences,
            ours: ours.clone(),
            theirs: theirs.clone(),
            agreed: false,
        };
        assert!(verdict(&compared(ours.compare(&theirs)), ID).0.starts_with("3 tagihan berbeda"));
        assert_eq!(verdict(&compared(Differences::default()), ID).1, Tone::Good);
        let shown = lines(&ours, "KOP", ID);
        assert_eq!(shown[3].cells, ["", "105.000", "60.000", ""]);
        let first = view(1, true, 0, false);
        assert_eq!(figures(&first, "DC", ID)[0].value, "Toko berutang Rp 100.000");
        assert_eq!(subtitle(&first, "DC", ID), "A1-RK0001 · toko ini · sampai 09/03/2026 · nomor urut 0");
        assert_eq!(balance(Rupiah::new(5), "DC", ID), "DC berutang Rp 5");
    }

    #[test]
    fn a_day_is_read_back() {
        let value = form("DC", on(9), ID).fields.remove(0).value;
        assert_eq!(day(&[value], ID), Ok(on(9)));
        assert_eq!(day(&["kemarin".into()], ID).map_err(|wrong| wrong.0), Err(0));
    }
}
