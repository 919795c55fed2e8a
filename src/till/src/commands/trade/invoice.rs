//! `sokoguru invoice`

use app::App;
use app::trade::{Compared, InvoiceAsk, InvoiceView, TypedInvoice, TypedLine};
use domain::Rupiah;
use serde_json::{Value, json};

use super::super::shift::rupiah;
use super::{document_json, hand_over, item, taken};
use crate::cli::{InvoiceNew, TradeInvoice};
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: TradeInvoice, output: Output) -> Result<(), Stop> {
    match asked {
        TradeInvoice::Import { file } => taken(&app.take_documents(&read_file(&file)?, None)?, output),
        TradeInvoice::New(asked) => {
            let document = app.type_invoice(&typed(*asked)?, None)?;
            output.answer(&document_json(&document), || format!("faktur {} dicatat; cocokkan dengan invoice match", document.number))
        }
        TradeInvoice::Opening { party, number, date, due, amount } => {
            let document = app.open_debt(&party, &number, (date, due), rupiah(&amount)?, None)?;
            output.answer(&document_json(&document), || format!("saldo awal utang {} dicatat", document.number))
        }
        TradeInvoice::Match { number, party, accept, preview } => {
            let compared = if preview {
                app.compare_invoice(&number, party.as_deref(), &accept)?
            } else {
                app.match_invoice(&number, party.as_deref(), &accept, None)?
            };
            output.answer(&compared_json(&compared, preview), || compared_words(&compared, preview))
        }
        TradeInvoice::Issue { advice, discount, freight, prices, file } => {
            let price = |text: &String| {
                let item = text.split_once('=').and_then(|(place, price)| Some((place.trim().parse().ok()?, price)));
                let (place, price) = item.ok_or_else(|| Stop::Said(format!("harga «{text}»: tulis 1=5000")))?;
                Ok((place, rupiah(price)?))
            };
            let prices = prices.iter().map(price).collect::<Result<Vec<(u32, Rupiah)>, Stop>>()?;
            let freight = freight.map(|text| rupiah(&text)).transpose()?;
            let document = app.issue_invoice(&InvoiceAsk { advice, discount: rupiah(&discount)?, freight, prices }, None)?;
            hand_over(app, &document, file.as_deref())?;
            let record::document::Content::Invoice(invoice) = &document.content else { return Err(Stop::Silent) };
            let mut answer = document_json(&document);
            answer["total"] = json!(invoice.total);
            answer["tax"] = json!(invoice.tax);
            answer["due"] = json!(invoice.due);
            let total = Rupiah::new(invoice.total);
            output.answer(&answer, || format!("faktur {} Rp {total}, jatuh tempo {}", document.number, invoice.due))
        }
        TradeInvoice::List { party, unmatched } => {
            let views = app.invoices(party.as_deref(), unmatched)?;
            let rows: Vec<Value> = views.iter().map(view_json).collect();
            output.answer(&rows, || views.iter().map(view_words).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn typed(asked: InvoiceNew) -> Result<TypedInvoice, Stop> {
    let line = |text: &String| {
        let item = item(text)?;
        let price = item.price.ok_or_else(|| Stop::Said(format!("«{text}»: sebut harganya, misalnya {}=10@5000", item.code)))?;
        Ok(TypedLine { code: item.code, pack: None, quantity: item.packs, price })
    };
    Ok(TypedInvoice {
        lines: asked.items.iter().map(line).collect::<Result<_, Stop>>()?,
        party: asked.party,
        number: asked.number,
        date: asked.date,
        due: asked.due,
        order: asked.order,
        note: asked.note,
        discount: rupiah(&asked.discount)?,
        freight: rupiah(&asked.freight)?,
        tax: rupiah(&asked.tax)?,
    })
}

fn compared_json(compared: &Compared, preview: bool) -> Value {
    let line = |line: &app::trade::ComparedLine| {
        json!({
            "line": line.line, "name": line.goods.name, "ordered_base_milli": line.ordered.map(|ordered| ordered.quantity.get()),
            "ordered_amount": line.ordered.map(|ordered| ordered.amount.get()), "received_base_milli": line.received.get(),
            "invoiced_base_milli": line.invoiced.get(), "amount": line.amount.get(), "outcome": line.outcome,
            "accepted": line.accepted.get(), "disputed": line.disputed.get(), "reason": line.reason,
        })
    };
    let posting = |line: &domain::ledger::EntryLine| json!({ "account": line.account, "sub": line.sub, "amount": line.amount.get() });
    json!({
        "preview": preview, "id": compared.id, "number": compared.number, "party": compared.party, "due": compared.due,
        "total": compared.total.get(), "accepted": compared.accepted.get(), "disputed": compared.disputed.get(),
        "lines": compared.lines.iter().map(line).collect::<Vec<_>>(), "postings": compared.postings.iter().map(posting).collect::<Vec<_>>(),
        "flags": compared.flags, "answer": compared.answer.as_ref().map(document_json),
    })
}

/// What the match found, in words.
fn outcome(word: &str) -> &str {
    match word {
        "ok" => "cocok",
        "price" => "harga",
        "quantity" => "jumlah",
        "both" => "keduanya",
        "no-order" => "tak dipesan",
        other => other,
    }
}

fn compared_words(compared: &Compared, preview: bool) -> String {
    let state = if preview { "; belum dijawab" } else { "" };
    let (accepted, disputed) = (compared.accepted, compared.disputed);
    let mut text = vec![format!("faktur {} {}: diterima Rp {accepted}, disanggah Rp {disputed}{state}", compared.number, compared.party)];
    for line in &compared.lines {
        let name = if line.line == 0 { "potongan, ongkos kirim, PPN" } else { &line.goods.name };
        let why = if line.reason.is_empty() { String::new() } else { format!(": {}", line.reason) };
        text.push(format!(
            "  {:>2} {name:<32} {:<9} diterima Rp {}, disanggah Rp {}{why}",
            line.line,
            outcome(line.outcome),
            line.accepted,
            line.disputed
        ));
    }
    text.extend(compared.flags.iter().map(|flag| format!("  perhatian: {flag}")));
    text.join("\n")
}

fn view_json(view: &InvoiceView) -> Value {
    json!({
        "id": view.id, "number": view.number, "direction": view.direction.word(), "party": view.party, "date": view.date, "due": view.due,
        "total": view.total.get(), "state": view.state.word(), "accepted": view.accepted.get(), "disputed": view.disputed.get(),
        "round": view.round, "typed": view.typed,
    })
}

fn view_words(view: &InvoiceView) -> String {
    let way = if view.direction == domain::trade::Direction::Issued { "kepada" } else { "dari" };
    format!("{:<16} {way} {:<12} {} jatuh tempo {}  Rp {}  {}", view.number, view.party, view.date, view.due, view.total, view.state.name())
}
