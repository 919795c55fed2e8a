//! `sokoguru order`

use app::App;
use app::trade::{AnswerLine, DraftAsk, OrderAnswer, OrderDocument, OrderView, Pledge, PledgeRow, Suggested};
use serde_json::{Value, json};
use store::trade::drafts::{Draft, DraftLine};

use super::super::shift::rupiah;
use super::{document_json, hand_over, item, quantity};
use crate::cli::TradeOrder;
use crate::output::{Output, Stop};

pub(crate) fn run(app: &mut App, asked: TradeOrder, output: Output) -> Result<(), Stop> {
    match asked {
        TradeOrder::Suggest { party, days, cover } => {
            let suggested = app.suggest_by_party(days, cover, party.as_deref(), None)?;
            let rows: Vec<Value> = suggested.iter().map(suggested_json).collect();
            output.answer(&rows, || suggested.iter().map(suggested_words).collect::<Vec<_>>().join("\n"))
        }
        TradeOrder::New { party, items, wanted, note } => {
            let draft = app.draft_order(&party, &asks(&items)?, wanted, &note, None)?;
            output.answer(&draft_json(&draft), || draft_words(&draft))
        }
        TradeOrder::Change { draft, items } => {
            let draft = app.change_draft(draft, &asks(&items)?, None)?;
            output.answer(&draft_json(&draft), || draft_words(&draft))
        }
        TradeOrder::Drop { draft } => {
            app.drop_draft(draft, None)?;
            output.answer(&json!({ "dropped": draft }), || format!("konsep {draft} dibuang"))
        }
        TradeOrder::Send { draft, file } => {
            let document = app.send_order(draft, None)?;
            hand_over(app, &document, file.as_deref())?;
            output.answer(&document_json(&document), || format!("pesanan {} dibuat; kirim berkasnya", document.number))
        }
        TradeOrder::List { party, all } => list(app, party.as_deref(), all, output),
        TradeOrder::Show { number, party } => {
            let view = app.order(&number, party.as_deref())?;
            output.answer(&view_json(&view), || view_words(&view))
        }
        TradeOrder::Answer { number, lines, delivery, freight } => {
            let lines = lines.iter().map(|text| answer_line(text)).collect::<Result<_, Stop>>()?;
            let answer = OrderAnswer { delivery, freight: rupiah(&freight)?, lines };
            let document = app.answer_order(&number, &answer, None)?;
            output.answer(&document_json(&document), || format!("jawaban {} dibuat", document.number))
        }
        TradeOrder::Agree { number } => {
            let view = app.agree_order(&number, None)?;
            output.answer(&view_json(&view), || view_words(&view))
        }
        TradeOrder::Cancel { number, reason } => {
            let view = app.cancel_order(&number, &reason, None)?;
            output.answer(&view_json(&view), || view_words(&view))
        }
        TradeOrder::Commit { party, pool, cutoff, goods, pack, min, max, standing } => {
            let (minimum, maximum) = (quantity(&min)?, quantity(&max)?);
            let pledge = Pledge { party, pool, cutoff, code: goods, pack, minimum, maximum, standing };
            let document = app.commit_to_pool(&pledge, None)?;
            output.answer(&document_json(&document), || format!("komitmen {} dibuat", document.number))
        }
        TradeOrder::Commitments => {
            let rows = app.commitments()?;
            let values: Vec<Value> = rows.iter().map(pledge_json).collect();
            output.answer(&values, || rows.iter().map(pledge_words).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn asks(items: &[String]) -> Result<Vec<DraftAsk>, Stop> {
    let ask = |text: &String| {
        let item = item(text)?;
        Ok(DraftAsk { code: item.code, quantity: item.packs, price: item.price, ..DraftAsk::default() })
    };
    items.iter().map(ask).collect()
}

/// `LINE=PACKS[@PRICE][:REASON]`
fn answer_line(text: &str) -> Result<AnswerLine, Stop> {
    let (numbers, reason) = text.split_once(':').unwrap_or((text, ""));
    let item = item(numbers)?;
    let line = item.code.parse().map_err(|_| Stop::Said(format!("baris «{}» bukan angka; tulis 2=3@5000:habis", item.code)))?;
    Ok(AnswerLine { line, packs: item.packs, price: item.price, reason: reason.to_owned() })
}

fn list(app: &App, party: Option<&str>, all: bool, output: Output) -> Result<(), Stop> {
    let mut drafts = app.drafts()?;
    drafts.retain(|draft| party.is_none_or(|party| draft.party == party));
    let orders = app.orders(party, all)?;
    let answer = json!({
        "drafts": drafts.iter().map(draft_json).collect::<Vec<_>>(), "orders": orders.iter().map(view_json).collect::<Vec<_>>(),
    });
    output.answer(&answer, || {
        let drafts = drafts.iter().map(|draft| format!("konsep {:<6} {:<12} {} baris", draft.no, draft.party, draft.lines.len()));
        let orders = orders.iter().map(|view| {
            let way = if view.direction == domain::trade::Direction::Issued { "ke" } else { "dari" };
            format!("{:<13} {way} {:<12} {}  Rp {}  {}", view.number, view.party, view.date, view.total, view.state.name())
        });
        drafts.chain(orders).collect::<Vec<_>>().join("\n")
    })
}

fn draft_line(line: &DraftLine) -> Value {
    json!({
        "sku": line.sku, "code": line.code, "gtin": line.gtin, "name": line.name, "pack": line.pack, "factor": line.factor,
        "quantity_milli": line.quantity.get(), "price": line.price.get(), "catalogue": line.catalogue, "tax": line.tax,
        "below_minimum": line.quantity < line.minimum,
    })
}

fn line_words(line: &DraftLine) -> String {
    let from = line.catalogue.map_or_else(|| "harga diketik".to_owned(), |version| format!("katalog {version}"));
    let few = if line.quantity < line.minimum { format!(", di bawah pesanan terkecil {}", line.minimum) } else { String::new() };
    format!("  {:>8} {:<8} {:<32} @ Rp {} ({from}{few})", line.quantity.to_string(), line.pack, line.name, line.price)
}

fn draft_json(draft: &Draft) -> Value {
    json!({
        "draft": draft.no, "id": draft.id, "state": "draft", "party": draft.party, "wanted": draft.wanted, "note": draft.note,
        "lines": draft.lines.iter().map(draft_line).collect::<Vec<_>>(),
    })
}

fn draft_words(draft: &Draft) -> String {
    let head = format!("konsep {} untuk {}; belum dikirim", draft.no, draft.party);
    std::iter::once(head).chain(draft.lines.iter().map(line_words)).collect::<Vec<_>>().join("\n")
}

fn suggested_json(group: &Suggested) -> Value {
    let line = |line: &app::trade::SuggestedLine| {
        let mut value = draft_line(&line.line);
        value["on_hand_milli"] = json!(line.on_hand.get());
        value["reason"] = json!(line.reason);
        value
    };
    json!({ "party": group.party, "name": group.name, "lines": group.lines.iter().map(line).collect::<Vec<_>>() })
}

fn suggested_words(group: &Suggested) -> String {
    let whom = match (group.party.as_str(), group.name.as_str()) {
        ("", _) => "pemasok belum diisi".to_owned(),
        (code, "") => format!("{code} (belum dicatat sebagai pihak)"),
        (code, name) => format!("{code} {name}"),
    };
    let lines = group.lines.iter().map(|line| format!("{}\n           {}", line_words(&line.line), line.reason));
    std::iter::once(whom).chain(lines).collect::<Vec<_>>().join("\n")
}

fn view_json(view: &OrderView) -> Value {
    let line = |line: &app::trade::OrderLineView| {
        let of = &line.standing;
        json!({
            "line": of.line, "code": line.goods.code, "sku": line.goods.sku, "gtin": line.goods.gtin, "name": line.goods.name,
            "pack": line.goods.pack, "factor": line.goods.factor, "quantity_milli": line.packs.get(), "price": line.price.get(),
            "amount": line.amount.get(), "catalogue": line.catalogue, "answer": of.answer.word(), "reason": line.reason,
            "agreed_milli": of.packs.get(), "agreed_price": of.price.get(), "asked_price": of.asked.get(),
            "despatched_base_milli": of.despatched.get(), "received_base_milli": of.received.get(), "invoiced_base_milli": of.invoiced.get(),
        })
    };
    let document = |of: &OrderDocument| json!({ "kind": of.kind, "number": of.number, "date": of.date });
    json!({
        "id": view.id, "number": view.number, "direction": view.direction.word(), "party": view.party, "date": view.date,
        "wanted": view.wanted, "delivery": view.delivery, "note": view.note, "state": view.state.word(), "question": view.question,
        "freight": view.freight.get(), "total": view.total.get(), "lines": view.lines.iter().map(line).collect::<Vec<_>>(),
        "documents": view.documents.iter().map(document).collect::<Vec<_>>(),
    })
}

fn view_words(view: &OrderView) -> String {
    let mut text = vec![format!("pesanan {} {} {}: {}, Rp {}", view.number, view.party, view.date, view.state.name(), view.total)];
    if view.question {
        text.push("  penjual minta harga lebih tinggi; setujui (order agree) atau batalkan".to_owned());
    }
    for line in &view.lines {
        let of = &line.standing;
        let why = if line.reason.is_empty() { String::new() } else { format!(" ({})", line.reason) };
        text.push(format!(
            "  {:>2} {:<32} pesan {} {} @ Rp {}, disanggupi {} @ Rp {}{why}; diterima {} dari {}",
            of.line, line.goods.name, line.packs, line.goods.pack, line.price, of.packs, of.asked, of.received, of.expected
        ));
    }
    text.extend(view.documents.iter().map(|of| format!("  {} {} {}", domain::trade::words(&of.kind), of.number, of.date)));
    text.join("\n")
}

fn pledge_json(row: &PledgeRow) -> Value {
    let of = &row.commitment;
    json!({
        "direction": row.direction.word(), "party": row.party, "number": row.number, "pool": of.pool, "cutoff": of.cutoff,
        "name": of.goods.name, "code": of.goods.code, "pack": of.goods.pack, "factor": of.goods.factor, "minimum_milli": of.minimum,
        "maximum_milli": of.maximum, "standing": of.standing,
    })
}

fn pledge_words(row: &PledgeRow) -> String {
    let of = &row.commitment;
    let (least, most) = (domain::Quantity::new(of.minimum), domain::Quantity::new(of.maximum));
    format!(
        "{} {:<12} {:<20} {} {least} sampai {most} {}, batas {}",
        row.number, row.party, of.pool, of.goods.name, of.goods.pack, of.cutoff
    )
}
