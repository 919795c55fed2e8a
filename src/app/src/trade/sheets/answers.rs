//! Sheets of what answers other documents, and of what is no list of goods or claims.

use domain::settlement::SetoffState;
use domain::{Quantity, Rupiah};
use record::document::{
    Card, Catalogue, CatalogueItem, Commitment, Content, Document, Goods, InvoiceAnswer, OrderCancel, OrderResponse, PaymentAnswer,
    SetoffAnswer, SetoffCommit, fingerprint,
};
use store::trade::documents::DocumentRow;

use super::{Body, code_column, goods_column, named, pack, pack_column};
use crate::books::{Cell, Column, Kind, Row, Style};
use crate::trade::goods::read;
use crate::{App, Fault};

/// Letters that the column of reasons holds.
const ROOM: usize = 20;

impl App {
    /// The body of a document that none of the others has a table for.
    pub(super) fn plain_body(&self, document: &Document, row: &DocumentRow) -> Result<Body, Fault> {
        let original = self.original_of(document)?;
        Ok(match &document.content {
            Content::Card(card) => fields(card_fields(card, row)),
            Content::Catalogue(catalogue) => of_catalogue(catalogue),
            Content::Commitment(commitment) => fields(commitment_fields(commitment)),
            Content::OrderResponse(response) => of_response(response, original.as_ref()),
            Content::OrderCancel(OrderCancel { reason }) => {
                fields(vec![("Membatalkan", called(original.as_ref())), ("Alasan", reason.clone())])
            }
            Content::InvoiceAnswer(answer) => of_answer(answer, original.as_ref()),
            Content::SetoffAnswer(answer) => fields(setoff_answer(answer, original.as_ref())),
            Content::SetoffCommit(commit) => fields(setoff_commit(commit, original.as_ref())),
            Content::PaymentAnswer(answer) => fields(payment_answer(answer, original.as_ref())),
            _ => fields(Vec::new()),
        })
    }

    /// The document that is answered, where it is here.
    fn original_of(&self, document: &Document) -> Result<Option<Document>, Fault> {
        let Some(id) = document.refers else { return Ok(None) };
        store::trade::documents::document(self.store.connection(), &id.to_string())?.map(|row| read(&row)).transpose()
    }
}

/// Two columns: what, and what of it.
fn fields(lines: Vec<(&'static str, String)>) -> Body {
    let columns = vec![Column::new("field", Kind::Text, "Hal", "Field"), Column::new("text", Kind::Text, "Isi", "Content")];
    let filled = lines.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let rows = filled.map(|(name, text)| Row::plain(vec![Cell::text(name), Cell::text(text)])).collect();
    Body { columns, rows, notes: Vec::new(), signers: &[] }
}

/// `Faktur A1-FK0001`.
fn called(original: Option<&Document>) -> String {
    original.map(|of| format!("{} {}", domain::trade::words(of.content.kind()), of.number)).unwrap_or_default()
}

/// A reason that a column of A4 would cut off, below the table.
pub(super) fn spelled(line: u32, reason: &str) -> Option<String> {
    let place = if line == 0 { "Potongan, ongkos kirim, PPN".to_owned() } else { format!("Baris {line}") };
    (reason.chars().count() > ROOM).then(|| format!("{place}: {reason}"))
}

fn card_fields(card: &Card, row: &DocumentRow) -> Vec<(&'static str, String)> {
    let own = String::clone;
    vec![
        ("Badan hukum", own(&card.legal_name)),
        ("Alamat", own(&card.address)),
        ("NPWP", own(&card.tax_number)),
        ("Bank", own(&card.bank)),
        ("Nomor rekening", own(&card.bank_account)),
        ("Atas nama", own(&card.bank_holder)),
        ("Sidik kunci", fingerprint(&row.document.key)),
    ]
}

fn commitment_fields(of: &Commitment) -> Vec<(&'static str, String)> {
    let packs = |milli: i64| format!("{} {}", Quantity::new(milli), of.goods.pack);
    vec![
        ("Belanja bersama", of.pool.clone()),
        ("Barang", of.goods.name.clone()),
        ("Paling sedikit", packs(of.minimum)),
        ("Paling banyak", packs(of.maximum)),
        ("Bisa diubah sampai", of.cutoff.format("%d/%m/%Y").to_string()),
        ("Berlaku", if of.standing { "untuk setiap belanja bersama barang ini".to_owned() } else { String::new() }),
    ]
}

fn of_catalogue(catalogue: &Catalogue) -> Body {
    let columns = vec![
        code_column(),
        goods_column(),
        pack_column(),
        Column::new("minimum", Kind::Quantity, "Paling sedikit", "Minimum"),
        Column::new("from", Kind::Quantity, "Mulai", "From"),
        Column::new("price", Kind::Money, "Harga", "Price"),
    ];
    let tiers = |item: &CatalogueItem| {
        let first = |at: usize| at == 0;
        let rows = item.tiers.iter().enumerate().map(|(at, tier)| {
            let mut cells = if first(at) { named(&item.goods).to_vec() } else { vec![Cell::Empty, Cell::Empty] };
            cells.push(if first(at) { pack(&item.goods) } else { Cell::Empty });
            cells.push(if first(at) && item.minimum > 0 { Cell::quantity(item.minimum) } else { Cell::Empty });
            cells.extend([Cell::quantity(tier.from), Cell::money(tier.price)]);
            Row::plain(cells)
        });
        rows.collect::<Vec<_>>()
    };
    let until = catalogue.until.map_or_else(String::new, |date| format!(" sampai {}", date.format("%d/%m/%Y")));
    let notes = vec![format!("Versi {}, berlaku mulai {}{until}", catalogue.version, catalogue.from.format("%d/%m/%Y"))];
    Body { columns, rows: catalogue.items.iter().flat_map(tiers).collect(), notes, signers: &[] }
}

fn of_response(response: &OrderResponse, original: Option<&Document>) -> Body {
    let ordered = match original.map(|order| &order.content) {
        Some(Content::Order(order)) => order.lines.as_slice(),
        _ => &[],
    };
    let columns = vec![
        Column::new("line", Kind::Count, "Baris", "Line"),
        goods_column(),
        pack_column(),
        Column::new("ordered", Kind::Quantity, "Dipesan", "Ordered"),
        Column::new("quantity", Kind::Quantity, "Disanggupi", "Agreed"),
        Column::new("price", Kind::Money, "Harga", "Price"),
        Column::new("reason", Kind::Text, "Alasan", "Reason"),
    ];
    let row = |said: &record::document::ResponseLine| {
        let line = ordered.iter().find(|line| line.line == said.line);
        let goods = line.map_or_else(Goods::default, |line| line.goods.clone());
        Row::plain(vec![
            Cell::Count(said.line.into()),
            Cell::text(goods.name.clone()),
            line.map_or(Cell::Empty, |_| pack(&goods)),
            line.map_or(Cell::Empty, |line| Cell::quantity(line.quantity)),
            Cell::quantity(said.quantity),
            Cell::money(said.price),
            Cell::text(said.reason.clone()),
        ])
    };
    let delivery = response.delivery.map_or_else(String::new, |date| format!("Dikirim {}", date.format("%d/%m/%Y")));
    let freight = if response.freight == 0 { String::new() } else { format!("Ongkos kirim Rp {}", Rupiah::new(response.freight)) };
    let mut notes = vec![called(original), delivery, freight];
    notes.extend(response.lines.iter().filter_map(|said| spelled(said.line, &said.reason)));
    Body { columns, rows: response.lines.iter().map(row).collect(), notes, signers: &["Penjual"] }
}

/// An outcome of the match, in words.
fn outcome(word: &str) -> &'static str {
    match word {
        "ok" => "cocok",
        "price" => "harga",
        "quantity" => "jumlah",
        "both" => "jumlah dan harga",
        "no-order" => "tidak dipesan",
        _ => "",
    }
}

fn of_answer(answer: &InvoiceAnswer, original: Option<&Document>) -> Body {
    let billed = match original.map(|invoice| &invoice.content) {
        Some(Content::Invoice(invoice)) => invoice.lines.as_slice(),
        _ => &[],
    };
    let columns = vec![
        Column::new("line", Kind::Count, "Baris", "Line"),
        goods_column(),
        Column::new("outcome", Kind::Text, "Hasil", "Outcome"),
        Column::new("accepted", Kind::Money, "Diterima", "Accepted"),
        Column::new("disputed", Kind::Money, "Disanggah", "Disputed"),
        Column::new("reason", Kind::Text, "Alasan", "Reason"),
    ];
    let mut rows = Vec::with_capacity(answer.lines.len() + 1);
    for said in answer.lines.iter().filter(|said| said.line > 0 || said.accepted != 0 || said.disputed != 0) {
        let goods = billed.iter().find(|line| line.line == said.line).map(|line| line.goods.name.clone());
        let name = goods.unwrap_or_else(|| "Potongan, ongkos kirim, PPN".to_owned());
        rows.push(Row::plain(vec![
            if said.line == 0 { Cell::Empty } else { Cell::Count(said.line.into()) },
            Cell::text(name),
            Cell::text(outcome(&said.outcome)),
            Cell::money(said.accepted),
            Cell::money(said.disputed),
            Cell::text(said.reason.clone()),
        ]));
    }
    let sums =
        vec![Cell::Empty, Cell::text("Jumlah"), Cell::Empty, Cell::money(answer.accepted), Cell::money(answer.disputed), Cell::Empty];
    rows.push(Row::styled(Style::Sum, sums));
    let round = if answer.round > 1 { format!("Jawaban ke-{}; menggantikan yang sebelumnya", answer.round) } else { String::new() };
    let mut notes = vec![called(original), round];
    notes.extend(answer.lines.iter().filter_map(|said| spelled(said.line, &said.reason)));
    Body { columns, rows, notes, signers: &["Pembeli"] }
}

/// What a set-off is about.
fn setoff_amount(original: Option<&Document>) -> String {
    match original.map(|proposal| &proposal.content) {
        Some(Content::SetoffProposal(proposal)) => format!("Rp {}", Rupiah::new(proposal.amount)),
        _ => String::new(),
    }
}

fn setoff_answer(answer: &SetoffAnswer, original: Option<&Document>) -> Vec<(&'static str, String)> {
    let state = if answer.accepted { SetoffState::Accepted } else { SetoffState::Refused };
    vec![
        ("Menjawab", called(original)),
        ("Jumlah", setoff_amount(original)),
        ("Jawaban", state.words().to_owned()),
        ("Pada", answer.at.format("%d/%m/%Y %H:%M").to_string()),
        ("Alasan", answer.reason.clone()),
    ]
}

fn setoff_commit(commit: &SetoffCommit, original: Option<&Document>) -> Vec<(&'static str, String)> {
    let state = if commit.done { SetoffState::Done } else { SetoffState::Void };
    let law = if commit.done { "Utang kedua pihak berkurang sebesar itu; dokumen asal tetap berlaku (KUHPerdata 1425-1435)" } else { "" };
    vec![
        ("Mengenai", called(original)),
        ("Jumlah", setoff_amount(original)),
        ("Keputusan", state.words().to_owned()),
        ("Akibat", law.to_owned()),
    ]
}

fn payment_answer(answer: &PaymentAnswer, original: Option<&Document>) -> Vec<(&'static str, String)> {
    let amount = match original.map(|payment| &payment.content) {
        Some(Content::Payment(payment)) => format!("Rp {}", Rupiah::new(payment.amount)),
        _ => String::new(),
    };
    let words = if answer.received { "uangnya sudah diterima" } else { "uangnya belum diterima" };
    vec![("Mengenai", called(original)), ("Jumlah", amount), ("Keadaan", words.to_owned()), ("Alasan", answer.reason.clone())]
}
