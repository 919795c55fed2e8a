//! `sokoguru return`

use app::App;
use app::returns::ReturnOrder;
use domain::Quantity;
use domain::returns::{Destination, Wanted};
use domain::sale::TenderKind;

use super::sale_json::SaleJson;
use super::second::allowed;
use super::sell::{order, tender};
use crate::cli::Return;
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, asked: Return, output: Output) -> Result<(), Stop> {
    let to = Destination::parse(&asked.to).ok_or_else(|| Stop::Said(format!("tujuan «{}» tidak dikenal", asked.to)))?;
    let refund = match &asked.refund {
        Some(word) => Some(TenderKind::parse(word).ok_or_else(|| Stop::Said(format!("cara bayar «{word}» tidak dikenal")))?),
        None => None,
    };
    let mut wish = ReturnOrder { reason: asked.reason.clone(), refund, void: asked.void, ..ReturnOrder::default() };
    for code in &asked.exchange {
        wish.new.push(order(code)?);
    }
    for text in &asked.pay {
        let (kind, amount) = tender(text)?;
        wish.pay.push(domain::sale::Offer { kind, amount, reference: None });
    }
    match &asked.receipt {
        Some(receipt) => {
            wish.wanted = wanted(app, receipt, &asked.lines, to)?;
            wish.receipt = Some(receipt.clone());
        }
        None if asked.lines.is_empty() => return Err(Stop::Said("sebut struknya, atau barangnya dengan --line KODE=JUMLAH".to_owned())),
        None => {
            for text in &asked.lines {
                wish.loose.push((order(&text.replacen('=', "*", 1))?, to));
            }
        }
    }
    let subject = asked.receipt.as_ref().map_or_else(|| "Retur tanpa struk".to_owned(), |receipt| format!("Retur {receipt}"));
    let paid = allowed(app, &asked.second, &subject, |app, approval| app.return_goods(&wish, approval))?;
    output.answer(&SaleJson::from(&paid), || {
        let sale = &paid.sale;
        if sale.total.is_negative() {
            format!("{}  dikembalikan Rp {}", sale.receipt, sale.total.negated().unwrap_or_default())
        } else {
            format!("{}  dibayar Rp {}  kembali Rp {}", sale.receipt, sale.total, sale.change)
        }
    })
}

/// `SKU=QTY` each, or everything that is left. Several lines of one product are taken from the first on.
fn wanted(app: &App, receipt: &str, lines: &[String], to: Destination) -> Result<Vec<Wanted>, Stop> {
    let found = app.returnable(receipt)?;
    if lines.is_empty() {
        let left = found.lines.iter().filter(|(_, _, left)| left.get() > 0);
        let mut all: Vec<Wanted> = left.map(|(line, _, left)| Wanted { line: *line, quantity: *left, to }).collect();
        // Nothing is left: the deed says so of the first line.
        let first = found.lines.first().filter(|_| all.is_empty());
        all.extend(first.map(|(line, goods, _)| Wanted { line: *line, quantity: goods.quantity, to }));
        return Ok(all);
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for text in lines {
        let (sku, quantity) = text.split_once('=').unwrap_or((text, "1"));
        let mut rest = Quantity::parse(quantity).map_err(|error| Stop::Said(format!("jumlah «{quantity}»: {error}")))?;
        let of: Vec<_> = found.lines.iter().filter(|(_, line, _)| line.sku == sku).collect();
        let Some((last, _, _)) = of.last() else {
            return Err(Stop::Said(format!("struk {receipt} tidak punya barang {sku}")));
        };
        for (line, _, left) in &of {
            let taken: i64 = wanted.iter().filter(|want| want.line == *line).map(|want| want.quantity.get()).sum();
            let left = Quantity::new(left.get() - taken);
            // What no line has left stands on the last one, which says what is too much.
            let part = if line == last { rest } else { rest.min(left) };
            if part.get() != 0 {
                wanted.push(Wanted { line: *line, quantity: part, to });
                rest = Quantity::new(rest.get() - part.get());
            }
        }
    }
    Ok(wanted)
}
