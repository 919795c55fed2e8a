//! Documents of the stock room as sheets: for the screen, for paper, for files.

use chrono::NaiveDate;
use domain::goods::CountedLine;
use domain::staff::Right;

use super::{Review, Statement, Suggestion};
use crate::books::{Cell, Column, Kind, Row, Sheet, Style, Words};
use crate::{App, Fault};

impl App {
    /// A count on paper: the review of one in progress, or what was posted.
    ///
    /// # Errors
    /// [`super::StockRefusal::NoSuchCount`], [`crate::Refusal::NeedsApproval`].
    pub fn count_sheet(&self, id: &str) -> Result<Sheet, Fault> {
        self.require(Right::PostCount)?;
        let count = super::count::found(self.store.connection(), id)?;
        match count.posted {
            None => Ok(review_sheet(&self.review_count(id, None)?)),
            Some(pos) => {
                let post = store::goods::receipt::count_post(self.store.connection(), pos)?;
                let post = post.ok_or_else(|| Fault::Defect("stok opname tanpa catatan".to_owned()))?;
                let by = format!("Disahkan {} oleh {}", post.business_date.format("%d/%m/%Y"), post.signed_by.as_ref().unwrap_or(&post.by));
                Ok(counted(&post.name, by, &post.lines, Vec::new()))
            }
        }
    }

    /// The statement of a partner on paper.
    ///
    /// # Errors
    /// As [`App::consign_statement`].
    pub fn statement_sheet(&self, partner: &str, days: (Option<NaiveDate>, Option<NaiveDate>)) -> Result<Sheet, Fault> {
        Ok(statement_sheet(&self.consign_statement(partner, days, None)?))
    }

    /// A suggested order on paper.
    ///
    /// # Errors
    /// As [`App::suggest_orders`].
    pub fn order_sheet(&self, days: Option<u32>, cover: Option<u32>) -> Result<Sheet, Fault> {
        Ok(order_sheet(&self.suggest_orders(days, cover, None)?))
    }

    /// An order as somebody edited it, on paper.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn sheet_of_order(&self, lines: &[Suggestion]) -> Result<Sheet, Fault> {
        self.require(Right::Receive)?;
        Ok(order_sheet(lines))
    }
}

fn review_sheet(review: &Review) -> Sheet {
    let mut notes: Vec<String> = review
        .unknown
        .iter()
        .map(|code| format!("Kode {} belum dikenal: {} dihitung {}", code.code, code.quantity, code.counter))
        .collect();
    if !review.uncounted.is_empty() {
        notes.push(format!("Belum dihitung: {} barang", review.uncounted.len()));
    }
    counted(&review.count.count.name, "Belum disahkan".to_owned(), &review.lines, notes)
}

fn counted(name: &str, state: String, lines: &[CountedLine], notes: Vec<String>) -> Sheet {
    let worth = |line: &CountedLine| {
        let value = line.value.get() + line.payable.get();
        if line.counted < line.expected { -value } else { value }
    };
    let mut rows: Vec<Row> = lines
        .iter()
        .map(|line| {
            Row::plain(vec![
                Cell::text(line.name.as_str()),
                Cell::text(line.sku.as_str()),
                Cell::text(line.owner.word()),
                Cell::Quantity(line.counted),
                Cell::Quantity(line.expected),
                Cell::Quantity(line.difference().unwrap_or_default()),
                Cell::money(worth(line)),
                Cell::text(line.reason.as_str()),
            ])
        })
        .collect();
    let sum = lines.iter().map(worth).fold(0, i64::saturating_add);
    let mut last = vec![Cell::Empty; 8];
    (last[0], last[6]) = (Cell::text("Jumlah"), Cell::money(sum));
    rows.push(Row::styled(Style::Sum, last));
    Sheet {
        name: "count",
        title: Words { id: "Stok opname", en: "Stock count" },
        subtitle: vec![name.to_owned(), state],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::wide("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("owner", Kind::Text, "Pemilik", "Owner"),
            Column::wide("counted_milli", Kind::Quantity, "Dihitung", "Counted"),
            Column::wide("expected_milli", Kind::Quantity, "Seharusnya", "Expected"),
            Column::new("difference_milli", Kind::Quantity, "Selisih", "Difference"),
            Column::new("value", Kind::Money, "Nilai", "Value"),
            Column::wide("reason", Kind::Text, "Sebab", "Reason"),
        ],
        rows,
        notes,
        statement: false,
        chart: None,
    }
}

fn statement_sheet(statement: &Statement) -> Sheet {
    let quantities =
        |row: &store::goods::consign::StatementRow| [row.received, row.sold, row.returned, row.missing, row.left].map(Cell::quantity);
    let mut rows: Vec<Row> = statement
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![Cell::text(row.name.as_str()), Cell::text(row.sku.as_str())];
            cells.extend(quantities(row));
            cells.extend([Cell::money(row.paid), Cell::money(row.payable)]);
            Row::plain(cells)
        })
        .collect();
    let mut last = vec![Cell::Empty; 9];
    (last[0], last[7], last[8]) = (Cell::text("Jumlah"), Cell::Money(statement.paid), Cell::Money(statement.payable));
    rows.push(Row::styled(Style::Sum, last));
    let mut notes: Vec<String> = statement
        .payouts
        .iter()
        .map(|paid| format!("Dibayar {}: Rp {} ({})", paid.date.format("%d/%m/%Y"), paid.amount, paid.method))
        .collect();
    notes.push(format!("Terutang sekarang: Rp {}", statement.owed));
    Sheet {
        name: "consign",
        title: Words { id: "Rekap titip jual", en: "Consignment statement" },
        subtitle: vec![format!("{} ({})", statement.name, statement.owner), format!("Ketentuan: {}", statement.terms.text())],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::data("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("received_milli", Kind::Quantity, "Masuk", "Received"),
            Column::new("sold_milli", Kind::Quantity, "Laku", "Sold"),
            Column::wide("returned_milli", Kind::Quantity, "Kembali", "Given back"),
            Column::wide("missing_milli", Kind::Quantity, "Hilang", "Missing"),
            Column::wide("left_milli", Kind::Quantity, "Sisa", "Left"),
            Column::wide("paid", Kind::Money, "Dari pembeli", "From buyers"),
            Column::new("payable", Kind::Money, "Terutang", "Owed"),
        ],
        rows,
        notes,
        statement: false,
        chart: None,
    }
}

fn order_sheet(suggestions: &[Suggestion]) -> Sheet {
    let rows = suggestions.iter().map(|line| {
        Row::plain(vec![
            Cell::text(line.supplier.as_str()),
            Cell::text(line.name.as_str()),
            Cell::text(line.sku.as_str()),
            Cell::text(line.supplier_code.as_str()),
            Cell::Count(line.proposal.packs),
            Cell::text(line.proposal.pack.as_str()),
            Cell::text(line.proposal.reason.as_str()),
        ])
    });
    Sheet {
        name: "reorder",
        title: Words { id: "Usulan pesanan", en: "Suggested orders" },
        subtitle: Vec::new(),
        columns: vec![
            Column::wide("supplier", Kind::Text, "Pemasok", "Supplier"),
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::data("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("supplier_code", Kind::Text, "Kode pemasok", "Their code"),
            Column::new("packs", Kind::Count, "Banyak", "Quantity"),
            Column::new("pack", Kind::Text, "Satuan", "Pack"),
            Column::wide("reason", Kind::Text, "Sebab", "Why"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
        statement: false,
        chart: None,
    }
}
