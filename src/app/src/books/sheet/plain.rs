//! A report on a terminal: a table of text.

use super::{Alignment, Row, Sheet, Style};

/// The widest that a text is on a terminal.
const WIDEST: usize = 48;

impl Sheet {
    /// The whole report as lines of text, without a line break at the end.
    pub fn text(&self) -> String {
        let shown = self.shown();
        let widths = self.text_widths(&shown);
        let mut text = self.headline();
        text.push('\n');
        let titles: Vec<String> = shown.iter().map(|&column| self.columns[column].title.id.to_owned()).collect();
        self.line(&mut text, &shown, &titles, &widths);
        let rule: usize = widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * 2;
        text.extend(std::iter::repeat_n('-', rule));
        let mut cells = vec![String::new(); shown.len()];
        for row in &self.rows {
            fill(row, &shown, &mut cells);
            text.push('\n');
            self.line(&mut text, &shown, &cells, &widths);
            text.truncate(text.trim_end_matches('\n').len());
        }
        for note in &self.notes {
            text.push('\n');
            text.push_str(note);
        }
        text
    }

    fn text_widths(&self, shown: &[usize]) -> Vec<usize> {
        let mut widths: Vec<usize> = shown.iter().map(|&column| self.columns[column].title.id.chars().count()).collect();
        let mut cell = String::new();
        for row in &self.rows {
            for (&column, width) in shown.iter().zip(&mut widths) {
                row.words(column, &mut cell);
                *width = (*width).max(cell.chars().count());
            }
        }
        for (width, &column) in widths.iter_mut().zip(shown) {
            if self.columns[column].kind.alignment() == Alignment::Left {
                *width = (*width).min(WIDEST);
            }
        }
        widths
    }

    fn line(&self, text: &mut String, shown: &[usize], cells: &[String], widths: &[usize]) {
        let begin = text.len();
        for (index, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            if index > 0 {
                text.push_str("  ");
            }
            let blanks = width.saturating_sub(cell.chars().count());
            let right = self.columns[shown[index]].kind.alignment() == Alignment::Right;
            if right {
                text.extend(std::iter::repeat_n(' ', blanks));
            }
            text.push_str(&cut(cell, width));
            if !right {
                text.extend(std::iter::repeat_n(' ', blanks));
            }
        }
        let end = text.trim_end_matches(' ').len().max(begin);
        text.truncate(end);
        text.push('\n');
    }
}

fn fill(row: &Row, shown: &[usize], cells: &mut [String]) {
    for (&column, cell) in shown.iter().zip(cells) {
        row.words(column, cell);
        if row.style == Style::Heading {
            *cell = cell.to_uppercase();
        }
    }
}

/// A text of at most `width` characters.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}
