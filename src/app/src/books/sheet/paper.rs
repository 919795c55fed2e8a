//! A report on receipt paper: 32 to 48 columns of ASCII, figures never cut.

use domain::receipt::{Piece, Style as Print, ascii};

use super::{Alignment, Reach, Row, Sheet, Style};

/// The least that is left for the first text beside figures.
const LEAST_TEXT: usize = 8;

impl Sheet {
    /// The lines for paper of so many characters (clamped to 24..=64).
    pub fn paper(&self, shop: &str, columns: usize) -> Vec<Piece> {
        let mut roll = Roll { columns: columns.clamp(24, 64), pieces: Vec::new() };
        roll.wrapped(Print::Bold, shop);
        roll.wrapped(Print::Bold, &self.title.id.to_uppercase());
        for line in &self.subtitle {
            roll.wrapped(Print::Plain, line);
        }
        roll.rule();
        let shown: Vec<usize> = (0..self.columns.len()).filter(|&index| self.columns[index].reach == Reach::Everywhere).collect();
        match self.table_widths(&shown, roll.columns) {
            Some(widths) => self.table(&mut roll, &shown, &widths),
            None => self.list(&mut roll, &shown),
        }
        roll.rule();
        for note in &self.notes {
            roll.wrapped(Print::Plain, note);
        }
        roll.pieces
    }

    /// Widths with which every row fits a line; none when figures take too much.
    fn table_widths(&self, shown: &[usize], columns: usize) -> Option<Vec<usize>> {
        let (&first, rest) = shown.split_first()?;
        let mut widths = vec![0; shown.len()];
        let mut cell = String::new();
        for (place, &column) in shown.iter().enumerate() {
            widths[place] = ascii(self.columns[column].title.id).len();
            for row in &self.rows {
                row.words(column, &mut cell);
                widths[place] = widths[place].max(ascii(&cell).len());
            }
        }
        if rest.iter().any(|&column| self.columns[column].kind.alignment() == Alignment::Left) {
            return None;
        }
        let figures: usize = widths[1..].iter().map(|width| width + 1).sum();
        let least = if self.columns[first].kind.alignment() == Alignment::Right { widths[0] } else { widths[0].min(LEAST_TEXT) };
        // A few names are worth two lines; most names must fit.
        let left = columns.checked_sub(figures).filter(|left| *left >= least && *left * 3 >= widths[0])?;
        widths[0] = widths[0].min(left).max(left);
        Some(widths)
    }

    fn table(&self, roll: &mut Roll, shown: &[usize], widths: &[usize]) {
        let titles: Vec<String> = shown.iter().map(|&column| ascii(self.columns[column].title.id)).collect();
        roll.row(Print::Bold, &titles, widths, false);
        let mut cell = String::new();
        for row in &self.rows {
            let cells = shown.iter().map(|&column| {
                row.words(column, &mut cell);
                ascii(&cell)
            });
            let cells: Vec<String> = cells.collect();
            if row.style == Style::Sum {
                roll.rule();
            }
            let figure = self.columns[shown[0]].kind.alignment() == Alignment::Right;
            roll.row(print(row), &cells, widths, figure);
        }
    }

    /// The first text on a line of its own, each figure beside its name under it.
    fn list(&self, roll: &mut Roll, shown: &[usize]) {
        let mut cell = String::new();
        for row in &self.rows {
            if row.style == Style::Sum {
                roll.rule();
            }
            for (place, &column) in shown.iter().enumerate() {
                row.words(column, &mut cell);
                let text = ascii(&cell);
                if place == 0 {
                    roll.wrapped(print(row), &text);
                } else if !text.is_empty() {
                    roll.pair(print(row), &format!("  {}", ascii(self.columns[column].title.id)), &text);
                }
            }
        }
    }
}

const fn print(row: &Row) -> Print {
    match row.style {
        Style::Plain => Print::Plain,
        Style::Heading | Style::Sum => Print::Bold,
    }
}

struct Roll {
    columns: usize,
    pieces: Vec<Piece>,
}

impl Roll {
    fn push(&mut self, style: Print, text: &str) {
        self.pieces.push(Piece::Text(style, text.trim_end().to_owned()));
    }

    fn rule(&mut self) {
        let rule = "-".repeat(self.columns);
        let again = matches!(self.pieces.last(), Some(Piece::Text(_, last)) if *last == rule);
        if !again {
            self.push(Print::Plain, &rule);
        }
    }

    /// Text broken at blanks; what it is moved in by stays.
    fn wrapped(&mut self, style: Print, text: &str) {
        let text = ascii(text);
        let indent = (text.len() - text.trim_start().len()).min(self.columns / 2);
        for part in chunks(text.trim(), self.columns - indent) {
            self.push(style, &format!("{:indent$}{part}", ""));
        }
    }

    fn pair(&mut self, style: Print, left: &str, right: &str) {
        if left.len() + 1 + right.len() <= self.columns {
            let gap = self.columns - left.len() - right.len();
            self.push(style, &format!("{left}{:gap$}{right}", ""));
            return;
        }
        self.wrapped(style, left);
        for part in chunks(right, self.columns) {
            self.push(style, &format!("{part:>width$}", width = self.columns));
        }
    }

    /// A line of a table; a first text that is too long takes lines above it.
    fn row(&mut self, style: Print, cells: &[String], widths: &[usize], first_right: bool) {
        let mut line = String::new();
        for (place, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            if place > 0 {
                line.push(' ');
                line.push_str(&format!("{cell:>width$}"));
            } else if cell.len() > width {
                self.wrapped(style, cell);
                line.push_str(&" ".repeat(width));
            } else if first_right {
                line.push_str(&format!("{cell:>width$}"));
            } else {
                line.push_str(&format!("{cell:<width$}"));
            }
        }
        if !line.trim().is_empty() {
            self.push(style, &line);
        }
    }
}

/// Breaks ASCII text at blanks into lines of at most `columns`; a longer word is cut.
fn chunks(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        if let Some(last) = lines.last_mut().filter(|last| last.len() + 1 + rest.len() <= columns) {
            last.push(' ');
            last.push_str(rest);
            continue;
        }
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(rest.len().min(columns));
            lines.push(head.to_owned());
            rest = tail;
        }
    }
    lines
}
