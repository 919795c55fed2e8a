//! `sokoguru replay FILE`: every basket of a file, each as of its own time.

use std::path::Path;

use app::App;
use app::selling::{Basket, BasketLine};
use chrono::DateTime;
use domain::{Quantity, Rupiah};

use super::sale_json::SaleJson;
use super::sell::tender;
use crate::output::{Output, Stop, read_file};

const HEADER: [&str; 6] = ["basket", "at", "member", "barcode", "quantity", "tender"];

pub(super) fn run(app: &mut App, file: &Path, output: Output) -> Result<(), Stop> {
    let baskets = read(file)?;
    let mut refused = 0;
    for basket in &baskets {
        match app.replay(basket) {
            Ok(paid) => output.json(&SaleJson::from(&paid))?,
            // One bad basket is set aside with its reason; the rest goes on.
            Err(fault) if fault.refusal().is_some() => {
                refused += 1;
                Stop::Said(format!("keranjang {}: {fault}", basket.name)).tell();
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    if refused > 0 {
        return Err(Stop::Said(format!("{refused} dari {} keranjang ditolak", baskets.len())));
    }
    Ok(())
}

/// All baskets: consecutive rows of one name. The whole file is read before the first is sold.
fn read(file: &Path) -> Result<Vec<Basket>, Stop> {
    let bytes = read_file(file)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let said = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let why = if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) { "hurufnya bukan UTF-8" } else { "tidak terbaca" };
        Stop::Said(format!("{} baris {line}: {why}; simpan ulang sebagai CSV UTF-8", file.display()))
    };
    let header = reader.headers().map_err(said)?.clone();
    let with_price = header.len() == 7 && header.get(6) == Some("price");
    if !header.iter().take(6).eq(HEADER) || !(header.len() == 6 || with_price) {
        return Err(Stop::Said(format!("{}: baris pertama harus {}[,price]", file.display(), HEADER.join(","))));
    }
    let mut baskets: Vec<Basket> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(said)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { record: &record, line, file };
        row.add_to(&mut baskets)?;
    }
    Ok(baskets)
}

struct Row<'a> {
    record: &'a csv::StringRecord,
    line: u64,
    file: &'a Path,
}

impl Row<'_> {
    fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    fn wrong(&self, why: impl std::fmt::Display) -> Stop {
        Stop::Said(format!("{} baris {}: {why}", self.file.display(), self.line))
    }

    fn add_to(&self, baskets: &mut Vec<Basket>) -> Result<(), Stop> {
        let name = self.cell(0);
        let at = DateTime::parse_from_rfc3339(self.cell(1))
            .map_err(|_| self.wrong(format!("waktu «{}» bukan ISO 8601 dengan zona", self.cell(1))))?;
        let quantity = Quantity::parse(self.cell(4)).map_err(|error| self.wrong(error))?;
        let price = match self.cell(6) {
            "" => None,
            text => Some(Rupiah::parse(text).map_err(|error| self.wrong(error))?),
        };
        let mut tenders = Vec::new();
        for text in self.cell(5).split(['+', '|', ' ']).filter(|text| !text.is_empty()) {
            tenders.push(tender(text).map_err(|stop| match stop {
                Stop::Said(why) => self.wrong(why),
                stop => stop,
            })?);
        }
        let line = BasketLine { code: self.cell(3).to_owned(), quantity, price, tenders };
        match baskets.last_mut().filter(|basket| basket.name == name) {
            Some(basket) => basket.lines.push(line),
            None => {
                let member = Some(self.cell(2)).filter(|member| !member.is_empty()).map(str::to_owned);
                baskets.push(Basket { name: name.to_owned(), at, member, lines: vec![line] });
            }
        }
        Ok(())
    }
}
