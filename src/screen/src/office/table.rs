//! A report's sheet as rows of text, and its picture.

use app::books::{Alignment, Cell, Chart, Sheet, Style};

use super::short_amount;
use crate::Language;

/// A column; both figures are thousandths of the table's width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The words above it.
    pub title: String,
    /// Where it begins.
    pub start: i32,
    /// How wide it is.
    pub share: i32,
    /// Figures stand on the right.
    pub right: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<String>,
    /// 0 plain, 1 sum, 2 heading.
    pub style: i32,
    /// It leads to a record, or to a smaller report.
    pub opens: bool,
}

/// One value of a picture; shares are thousandths of the largest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Below it.
    pub label: String,
    /// Above it.
    pub value: String,
    /// How long.
    pub share: i32,
    /// What it is compared with.
    pub other: Option<i32>,
    /// The largest.
    pub peak: bool,
}

/// What kind of picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Picture {
    /// None.
    #[default]
    None,
    /// Bars in time.
    Bars,
    /// Ranked, with long names.
    Ranks,
}

impl Picture {
    /// The markup's number.
    pub const fn number(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Bars => 1,
            Self::Ranks => 2,
        }
    }
}

/// A sheet as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What it is.
    pub title: String,
    /// Of when.
    pub subtitle: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, `LIMIT` at most.
    pub rows: Vec<Row>,
    /// What a reader must know.
    pub note: String,
    /// The picture.
    pub picture: Picture,
    /// Its bars.
    pub bars: Vec<Bar>,
    /// The lowest share, 0 or less.
    pub low: i32,
    /// What the picture shows.
    pub picture_title: String,
}

/// So many rows are shown; all are in the file.
pub const LIMIT: usize = 500;

/// A sheet as rows of text; `opens` says of a row whether it leads anywhere.
pub fn view(sheet: &Sheet, language: Language, opens: impl Fn(&app::books::Row) -> bool) -> View {
    let shown = sheet.shown();
    let row = |row: &app::books::Row| Row {
        cells: shown.iter().map(|&column| cell(row, column)).collect(),
        style: match row.style {
            Style::Plain => 0,
            Style::Sum => 1,
            Style::Heading => 2,
        },
        opens: opens(row),
    };
    // The sum stands at the foot even of a table that is cut.
    let cut = sheet.rows.len() > LIMIT;
    let mut rows: Vec<Row> = sheet.rows.iter().take(LIMIT).map(row).collect();
    if cut {
        rows.extend(sheet.rows.last().filter(|last| last.style == Style::Sum).map(row));
    }
    let titles: Vec<&str> =
        shown.iter().map(|&column| language.pick(sheet.columns[column].title.id, sheet.columns[column].title.en)).collect();
    let right: Vec<bool> = shown.iter().map(|&column| sheet.columns[column].kind.alignment() == Alignment::Right).collect();
    let mut notes = sheet.notes.clone();
    if cut {
        let (all, some) = (domain::Rupiah::new(i64::try_from(sheet.rows.len()).unwrap_or(i64::MAX)), LIMIT);
        notes.insert(
            0,
            match language {
                Language::Indonesian => format!("{some} dari {all} baris; semuanya ada di berkas."),
                Language::English => format!("{some} of {all} rows; all of them are in the file."),
            },
        );
    }
    let mut view = View {
        title: language.pick(sheet.title.id, sheet.title.en).to_owned(),
        subtitle: sheet.subtitle.join(" · "),
        columns: columns(&titles, &right, &rows),
        rows,
        note: notes.join(" · "),
        ..View::default()
    };
    if let Some(chart) = sheet.chart {
        draw(&mut view, sheet, chart, language);
    }
    view
}

fn cell(row: &app::books::Row, column: usize) -> String {
    let words = row.cells.get(column).map(Cell::words).unwrap_or_default();
    if column == 0 { format!("{}{words}", "    ".repeat(usize::from(row.indent))) } else { words }
}

/// Columns as wide as what stands in them asks for.
pub fn columns(titles: &[&str], right: &[bool], rows: &[Row]) -> Vec<Column> {
    let length = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.chars().count());
        let widest = cells.max().unwrap_or(0).max(titles[column].chars().count());
        // Long names may be cut, figures may not; the margins are two letters more.
        let cap = if right.get(column).copied().unwrap_or(false) { 24 } else { 34 };
        i32::try_from(widest.clamp(4, cap) + 2).unwrap_or(36)
    };
    let lengths: Vec<i32> = (0..titles.len()).map(length).collect();
    let sum: i32 = lengths.iter().sum::<i32>().max(1);
    let mut start = 0;
    let column = |(index, title): (usize, &&str)| {
        let share = lengths[index] * 1_000 / sum;
        let column = Column { title: (*title).to_owned(), start, share, right: right.get(index).copied().unwrap_or(false) };
        start += share;
        column
    };
    titles.iter().enumerate().map(column).collect()
}

fn amount(cell: Option<&Cell>) -> i64 {
    match cell {
        Some(Cell::Money(amount)) => amount.get(),
        Some(Cell::Quantity(quantity)) => quantity.get(),
        Some(Cell::Count(number) | Cell::Percent(number)) => *number,
        _ => 0,
    }
}

fn draw(view: &mut View, sheet: &Sheet, chart: Chart, language: Language) {
    let rows: Vec<&app::books::Row> = sheet.rows.iter().filter(|row| row.style == Style::Plain).take(chart.rows).collect();
    let values: Vec<i64> = rows.iter().map(|row| amount(row.cells.get(chart.value))).collect();
    let others: Vec<Option<i64>> = rows.iter().map(|row| chart.beside.map(|beside| amount(row.cells.get(beside)))).collect();
    let money = matches!(rows.first().and_then(|row| row.cells.get(chart.value)), Some(Cell::Money(_)));
    let dated = matches!(rows.first().and_then(|row| row.cells.get(chart.label)), Some(Cell::Date(_)));
    let labels: Vec<String> = rows.iter().map(|row| label(row.cells.get(chart.label))).collect();
    let short = labels.iter().all(|label| label.chars().count() <= 5);
    view.picture = if dated || (short && labels.len() > 3) { Picture::Bars } else { Picture::Ranks };
    let words = |place: usize| match (view.picture, money) {
        (Picture::Ranks, _) | (_, false) => rows[place].cells.get(chart.value).map(Cell::words).unwrap_or_default(),
        _ => short_amount(values[place], language),
    };
    view.bars = bars(&labels, &values, &others, words);
    view.low = view.bars.iter().map(|bar| bar.share.min(bar.other.unwrap_or(0))).min().unwrap_or(0).min(0);
    let title = |column: usize| language.pick(sheet.columns[column].title.id, sheet.columns[column].title.en);
    view.picture_title = match chart.beside {
        Some(beside) => format!("{}; {} {}", title(chart.value), language.pick("garis tipis:", "thin mark:"), title(beside)),
        None => title(chart.value).to_owned(),
    };
}

/// Dates by their day alone.
fn label(cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Date(date)) => date.format("%-d").to_string(),
        Some(cell) => cell.words(),
        None => String::new(),
    }
}

/// Values as bars; the first of the largest is the peak.
pub fn bars(labels: &[String], values: &[i64], others: &[Option<i64>], words: impl Fn(usize) -> String) -> Vec<Bar> {
    let largest = values.iter().chain(others.iter().flatten()).map(|value| value.unsigned_abs()).max().unwrap_or(0).max(1);
    let share = |value: i64| i32::try_from(i128::from(value) * 1_000 / i128::from(largest)).unwrap_or(0);
    let top = values.iter().max().copied().filter(|top| *top > 0);
    let peak = top.and_then(|top| values.iter().position(|value| *value == top));
    let bar = |(place, value): (usize, &i64)| Bar {
        label: labels.get(place).cloned().unwrap_or_default(),
        value: if *value == 0 { String::new() } else { words(place) },
        share: share(*value),
        other: others.get(place).copied().flatten().map(share),
        peak: peak == Some(place),
    };
    values.iter().enumerate().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::books::{Kind, Words};

    fn sheet(rows: usize) -> Sheet {
        let row =
            |n: usize| app::books::Row::plain(vec![Cell::text(format!("barang {n}")), Cell::money(i64::try_from(n).expect("n") * 1_000)]);
        let mut all: Vec<app::books::Row> = (0..rows).map(row).collect();
        all.push(app::books::Row::styled(Style::Sum, vec![Cell::text("Jumlah"), Cell::money(9)]));
        Sheet {
            name: "products",
            title: Words { id: "Barang", en: "Products" },
            subtitle: vec!["a".to_owned(), "b".to_owned()],
            columns: vec![
                app::books::Column::new("name", Kind::Text, "Barang", "Product"),
                app::books::Column::new("net", Kind::Money, "Bersih", "Net"),
            ],
            rows: all,
            notes: Vec::new(),
            statement: false,
            chart: Some(Chart { label: 0, value: 1, beside: None, rows: 10 }),
        }
    }

    #[test]
    fn a_long_table_is_cut_and_says_so() {
        let view = view(&sheet(700), Language::Indonesian, |_| false);
        assert_eq!((view.rows.len(), view.rows.last().map(|row| row.style)), (LIMIT + 1, Some(1)));
        assert_eq!(view.note, "500 dari 701 baris; semuanya ada di berkas.");
        assert_eq!(view.subtitle, "a · b");
    }

    #[test]
    fn columns_fill_the_width() {
        let view = view(&sheet(3), Language::English, |_| true);
        let last = view.columns.last().expect("column");
        assert!(last.right && (990..=1_000).contains(&(last.start + last.share)), "{last:?}");
        assert!(view.rows[0].opens && view.note.is_empty());
    }

    #[test]
    fn names_are_ranked_and_days_stand_side_by_side() {
        let ranked = view(&sheet(3), Language::Indonesian, |_| false);
        assert_eq!((ranked.picture, ranked.bars.len(), ranked.bars[2].share), (Picture::Ranks, 3, 1_000));
        let mut days = sheet(0);
        let date = |d: u32| Cell::Date(chrono::NaiveDate::from_ymd_opt(2026, 11, d).expect("date"));
        days.rows = (1..=5).map(|d| app::books::Row::plain(vec![date(d), Cell::money(i64::from(d) * 500_000 - 1_000_000)])).collect();
        let shown = view(&days, Language::Indonesian, |_| false);
        assert_eq!((shown.picture, shown.low), (Picture::Bars, -333));
        assert_eq!((shown.bars[4].label.as_str(), shown.bars[4].value.as_str(), shown.bars[4].peak), ("5", "1,5 jt", true));
    }
}
