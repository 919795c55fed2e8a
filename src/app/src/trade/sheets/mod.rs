//! Documents on paper: A4 with the QR code of their hash, so that whoever holds the paper can prove that it says
//! what was signed.

use std::collections::BTreeMap;

use data_encoding::BASE32_NOPAD;
use domain::staff::Right;
use domain::trade::{Bank, Direction, words};
use domain::{Quantity, Rupiah};
use record::document::{
    Allocation, Content, CreditNote, Despatch, Document, Goods, Invoice, InvoiceLine, Order, PartyRef, Payment, ReceiptAdvice, Statement,
    to_ubl_calling,
};
use store::trade::documents::DocumentRow;
use uuid::Uuid;

use super::TradeRefusal;
use crate::books::{Cell, Column, Kind, Letterhead, Row, Sheet, Style, Words};
use crate::staff::Approval;
use crate::{App, Fault};

mod answers;

/// What stands on a sheet between its head and the hash.
struct Body {
    columns: Vec<Column>,
    rows: Vec<Row>,
    notes: Vec<String>,
    /// Who signs.
    signers: &'static [&'static str],
}

/// What stands in the QR code of a document: number and hash.
pub fn seal(number: &str, hash: &[u8; 32]) -> String {
    format!("SOKOGURU:{number}:{}", BASE32_NOPAD.encode(hash))
}

impl App {
    /// A document as a sheet for A4, with its letterhead: by its number, or by its id.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`TradeRefusal::State`] when several have the number,
    /// [`TradeRefusal::Document`], [`crate::Refusal::NeedsApproval`].
    pub fn document_sheet(&self, called: &str, approval: Option<&Approval>) -> Result<(Sheet, Letterhead), Fault> {
        self.hold_right(Right::Buy, approval)?;
        let row = self.called(called)?;
        let document = Document::read(&row.document.body).map_err(TradeRefusal::from)?;
        let (sheet, signers) = self.sheet(&document, &row)?;
        let head = Letterhead { qr: seal(&document.number, &row.hash), signers, ..self.letterhead() };
        Ok((sheet, Letterhead { shop: shown(&document.from).to_owned(), ..head }))
    }

    /// A document as UBL 2.1, by its number or its id.
    ///
    /// # Errors
    /// As [`App::document_sheet`]; [`TradeRefusal::State`] for a kind that UBL does not have.
    pub fn document_ubl(&self, called: &str, approval: Option<&Approval>) -> Result<String, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let row = self.called(called)?;
        let document = Document::read(&row.document.body).map_err(TradeRefusal::from)?;
        let none = || TradeRefusal::State(format!("{} tidak punya bentuk UBL; simpan sebagai PDF", words(document.content.kind())));
        let mut numbers = BTreeMap::new();
        for id in ids(&document) {
            let known = store::trade::documents::document(self.store.connection(), &id.to_string())?;
            numbers.extend(known.map(|row| (id, row.document.number)));
        }
        Ok(to_ubl_calling(&document, &|id| numbers.get(&id).cloned()).ok_or_else(none)?)
    }

    fn called(&self, called: &str) -> Result<DocumentRow, Fault> {
        let connection = self.store.connection();
        if let Some(row) = store::trade::documents::document(connection, called)? {
            return Ok(row);
        }
        let mut rows = store::trade::documents::called(connection, called)?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(row),
            (None, _) => Err(TradeRefusal::NoSuchDocument(called.to_owned()).into()),
            (Some(last), false) => {
                rows.push(last);
                let ids: Vec<String> = rows.iter().map(|row| format!("{} {}", row.document.words(), row.document.id)).collect();
                Err(TradeRefusal::State(format!("beberapa dokumen bernomor {called}: {}; sebutkan yang panjang", ids.join(", "))).into())
            }
        }
    }

    fn sheet(&self, document: &Document, row: &DocumentRow) -> Result<(Sheet, Vec<String>), Fault> {
        let (columns, rows, mut notes, signers): (_, _, Vec<String>, &[&str]) = match &document.content {
            Content::Order(order) => (priced(), order_rows(order), order_notes(order), &["Pemesan", "Penjual"]),
            Content::Despatch(despatch) => {
                (counted(), despatch_rows(despatch), despatch_notes(despatch), &["Pengirim", "Sopir", "Penerima"])
            }
            Content::ReceiptAdvice(receipt) => {
                // What nobody ordered has no line there.
                let notes = receipt.lines.iter().filter(|line| line.line > 0).filter_map(|line| answers::spelled(line.line, &line.reason));
                (received(), receipt_rows(receipt), notes.collect(), &["Penerima", "Sopir"])
            }
            Content::Invoice(invoice) => (priced(), invoice_rows(invoice)?, self.invoice_notes(invoice, row)?, &["Penjual"]),
            Content::CreditNote(note) => (priced(), credit_rows(note), vec![note.reason.clone()], &["Penjual"]),
            Content::Statement(statement) => {
                (open(), statement_rows(document, statement), statement_notes(statement), &["Pihak pertama", "Pihak kedua"])
            }
            Content::Payment(payment) => (allocated(), self.payment_rows(payment)?, payment_notes(payment), &["Pembayar", "Penerima"]),
            Content::SetoffProposal(proposal) => {
                let notes = vec![
                    format!(
                        "Utang kedua pihak berkurang Rp {}; dokumen asal tetap berlaku (KUHPerdata 1425-1435).",
                        Rupiah::new(proposal.amount)
                    ),
                    format!("Jawaban paling lambat {}", proposal.expires.format("%d/%m/%Y %H:%M")),
                ];
                (allocated(), self.allocation_rows(&proposal.parts)?, notes, &["Pihak pertama", "Pihak kedua"])
            }
            _ => {
                let Body { columns, rows, notes, signers } = self.plain_body(document, row)?;
                (columns, rows, notes, signers)
            }
        };
        notes.retain(|note| !note.trim().is_empty());
        notes.push(format!("Sidik dokumen {}", BASE32_NOPAD.encode(&row.hash)));
        let title = words(document.content.kind());
        let mut subtitle = vec![format!("{} · {}", document.number, document.date.format("%d/%m/%Y"))];
        if !document.to.id.is_empty() {
            subtitle.push(format!("Kepada: {} ({})", shown(&document.to), document.to.id));
        }
        subtitle.push(format!("Dari: {} ({})", shown(&document.from), document.from.id));
        let sheet =
            Sheet { name: "dokumen", title: Words { id: title, en: title }, subtitle, columns, rows, notes, statement: false, chart: None };
        Ok((sheet, signers.iter().map(|signer| (*signer).to_owned()).collect()))
    }

    /// Number of a claim's document, for people.
    fn claim_number(&self, claim: Uuid) -> Result<String, Fault> {
        let found = store::trade::documents::document(self.store.connection(), &claim.to_string())?;
        Ok(found.map_or_else(|| claim.to_string(), |row| row.document.number))
    }

    fn allocation_rows(&self, parts: &[Allocation]) -> Result<Vec<Row>, Fault> {
        let mut rows = Vec::with_capacity(parts.len());
        for part in parts {
            rows.push(Row::plain(vec![Cell::text(self.claim_number(part.claim)?), Cell::money(part.amount)]));
        }
        Ok(rows)
    }

    fn payment_rows(&self, payment: &Payment) -> Result<Vec<Row>, Fault> {
        let mut rows = self.allocation_rows(&payment.allocations)?;
        let allocated = Rupiah::sum(payment.allocations.iter().map(|part| Rupiah::new(part.amount)))?;
        let advance = Rupiah::new(payment.amount).minus(allocated)?;
        if !advance.is_zero() {
            rows.push(Row::plain(vec![Cell::text("Uang muka"), Cell::Money(advance)]));
        }
        rows.push(Row::styled(Style::Sum, vec![Cell::text("Jumlah dibayar"), Cell::money(payment.amount)]));
        Ok(rows)
    }

    /// When it is due, and to which account of the seller.
    fn invoice_notes(&self, invoice: &Invoice, row: &DocumentRow) -> Result<Vec<String>, Fault> {
        let due = format!("Jatuh tempo {}", invoice.due.format("%d/%m/%Y"));
        let bank = match row.direction {
            Direction::Issued => {
                let trade = &self.settings.trade;
                let (bank, number, holder) = (trade.bank.clone(), trade.bank_account.clone(), trade.bank_holder.clone());
                Bank { bank, number, holder }.words(&self.own_party()?.legal_name)
            }
            Direction::Taken => {
                let party = self.party(&row.party)?;
                party.bank.words(&party.legal_name)
            }
        };
        Ok(vec![due, bank])
    }
}

/// The documents that one names.
fn ids(document: &Document) -> Vec<Uuid> {
    let (order, claims): (_, &[Allocation]) = match &document.content {
        Content::Invoice(invoice) => (invoice.order, &[]),
        Content::ReceiptAdvice(advice) => (advice.order, &[]),
        Content::CreditNote(note) => (None, &note.allocations),
        _ => (None, &[]),
    };
    document.refers.into_iter().chain(order).chain(claims.iter().map(|part| part.claim)).collect()
}

fn shown(party: &PartyRef) -> &str {
    if party.name.is_empty() { &party.id } else { &party.name }
}

fn goods_column() -> Column {
    Column::new("name", Kind::Text, "Barang", "Goods")
}

fn code_column() -> Column {
    Column::new("code", Kind::Text, "Kode", "Code")
}

fn pack_column() -> Column {
    Column::new("pack", Kind::Text, "Kemasan", "Pack")
}

fn priced() -> Vec<Column> {
    vec![
        code_column(),
        goods_column(),
        Column::new("quantity", Kind::Quantity, "Jumlah", "Quantity"),
        pack_column(),
        Column::new("price", Kind::Money, "Harga", "Price"),
        Column::new("amount", Kind::Money, "Jumlah Rp", "Amount"),
    ]
}

fn counted() -> Vec<Column> {
    vec![
        code_column(),
        goods_column(),
        Column::new("quantity", Kind::Quantity, "Jumlah", "Quantity"),
        pack_column(),
        Column::new("lot", Kind::Text, "Lot", "Lot"),
        Column::new("expiry", Kind::Text, "Kedaluwarsa", "Expiry"),
    ]
}

fn received() -> Vec<Column> {
    vec![
        goods_column(),
        pack_column(),
        Column::new("noted", Kind::Quantity, "Surat jalan", "Noted"),
        Column::new("good", Kind::Quantity, "Baik", "Good"),
        Column::new("damaged", Kind::Quantity, "Rusak", "Damaged"),
        Column::new("short", Kind::Quantity, "Kurang", "Short"),
        Column::new("reason", Kind::Text, "Alasan", "Reason"),
    ]
}

fn open() -> Vec<Column> {
    vec![
        Column::new("document", Kind::Text, "Faktur", "Invoice"),
        Column::new("date", Kind::Date, "Tanggal", "Date"),
        Column::new("due", Kind::Date, "Jatuh tempo", "Due"),
        Column::new("debtor", Kind::Text, "Yang berutang", "Debtor"),
        Column::new("amount", Kind::Money, "Jumlah", "Amount"),
        Column::new("open", Kind::Money, "Terbuka", "Open"),
    ]
}

fn allocated() -> Vec<Column> {
    vec![Column::new("claim", Kind::Text, "Untuk", "For"), Column::new("amount", Kind::Money, "Jumlah Rp", "Amount")]
}

fn named(goods: &Goods) -> [Cell; 2] {
    [Cell::text(if goods.code.is_empty() { goods.sku.clone() } else { goods.code.clone() }), Cell::text(goods.name.clone())]
}

fn pack(goods: &Goods) -> Cell {
    Cell::text(if goods.factor > 1 { format!("{} isi {}", goods.pack, goods.factor) } else { goods.pack.clone() })
}

fn line(goods: &Goods, quantity: i64, price: i64, amount: i64) -> Row {
    let mut cells = named(goods).to_vec();
    cells.extend([Cell::quantity(quantity), pack(goods), Cell::money(price), Cell::money(amount)]);
    Row::plain(cells)
}

fn sum(words: &str, amount: i64) -> Row {
    Row::styled(Style::Sum, vec![Cell::Empty, Cell::text(words), Cell::Empty, Cell::Empty, Cell::Empty, Cell::money(amount)])
}

fn order_rows(order: &Order) -> Vec<Row> {
    let rows = order.lines.iter().map(|of| line(&of.goods, of.quantity, of.price, of.amount));
    rows.chain([sum("Jumlah pesanan", order.total)]).collect()
}

fn order_notes(order: &Order) -> Vec<String> {
    let wanted = order.wanted.map_or_else(String::new, |date| format!("Diminta datang {}", date.format("%d/%m/%Y")));
    let version = order.lines.iter().filter_map(|line| line.catalogue).max();
    let catalogue = version.map_or_else(String::new, |version| format!("Harga menurut katalog versi {version}"));
    vec![wanted, catalogue, order.note.clone()]
}

fn despatch_rows(despatch: &Despatch) -> Vec<Row> {
    let row = |of: &record::document::DespatchLine| {
        let expiry = of.expiry.map_or_else(String::new, |date| date.format("%d/%m/%Y").to_string());
        let mut cells = named(&of.goods).to_vec();
        cells.extend([Cell::quantity(of.quantity), pack(&of.goods), Cell::text(of.lot.clone()), Cell::text(expiry)]);
        Row::plain(cells)
    };
    despatch.lines.iter().map(row).collect()
}

fn despatch_notes(despatch: &Despatch) -> Vec<String> {
    vec![format!("Kendaraan {}", despatch.vehicle), format!("Sopir {}", despatch.driver)]
}

fn receipt_rows(receipt: &ReceiptAdvice) -> Vec<Row> {
    let row = |of: &record::document::ReceiptAdviceLine| {
        let short = of.noted.saturating_sub(of.good).saturating_sub(of.damaged);
        Row::plain(vec![
            Cell::text(of.goods.name.clone()),
            pack(&of.goods),
            Cell::quantity(of.noted),
            Cell::quantity(of.good),
            Cell::quantity(of.damaged),
            Cell::Quantity(Quantity::new(short)),
            Cell::text(of.reason.clone()),
        ])
    };
    receipt.lines.iter().map(row).collect()
}

fn billed(lines: &[InvoiceLine]) -> Vec<Row> {
    lines.iter().map(|of| line(&of.goods, of.quantity, of.price, of.amount)).collect()
}

fn invoice_rows(invoice: &Invoice) -> Result<Vec<Row>, Fault> {
    let mut rows = billed(&invoice.lines);
    let discount = Rupiah::new(invoice.discount).negated()?.get();
    for (words, amount) in [("Potongan", discount), ("Ongkos kirim", invoice.freight), ("PPN", invoice.tax)] {
        if amount != 0 {
            rows.push(sum(words, amount));
        }
    }
    rows.push(sum("Jumlah tagihan", invoice.total));
    Ok(rows)
}

fn credit_rows(note: &CreditNote) -> Vec<Row> {
    let mut rows = billed(&note.lines);
    if note.tax != 0 {
        rows.push(sum("PPN", note.tax));
    }
    rows.push(sum("Jumlah nota kredit", note.total));
    rows
}

fn statement_rows(document: &Document, statement: &Statement) -> Vec<Row> {
    let name = |debtor: &str| {
        let party = [&document.from, &document.to].into_iter().find(|party| party.id == debtor);
        party.map_or(debtor, |party| shown(party)).to_owned()
    };
    let row = |of: &record::document::StatementRow| {
        Row::plain(vec![
            Cell::text(of.document.clone()),
            Cell::Date(of.date),
            Cell::Date(of.due),
            Cell::text(name(&of.debtor)),
            Cell::money(of.amount),
            Cell::money(of.open),
        ])
    };
    let mut rows: Vec<Row> = statement.rows.iter().map(row).collect();
    for party in [&document.from, &document.to] {
        let owed = statement.rows.iter().filter(|row| row.debtor == party.id).map(|row| row.open).fold(0, i64::saturating_add);
        let words = format!("Utang {}", shown(party));
        rows.push(Row::styled(Style::Sum, vec![Cell::text(words), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::money(owed)]));
    }
    rows
}

fn statement_notes(statement: &Statement) -> Vec<String> {
    vec![
        format!("Sampai dengan {}, nomor urut {}", statement.upto.format("%d/%m/%Y"), statement.number),
        format!("Sidik daftar {}", statement.hash),
        format!("Sidik sebelumnya {}", statement.previous),
    ]
}

fn payment_notes(payment: &Payment) -> Vec<String> {
    let how = if payment.method == "cash" { "Tunai" } else { "Transfer" };
    vec![format!("{how} {}", payment.reference)]
}
