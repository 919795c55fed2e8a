//! `sokoguru sell`

use app::App;
use app::selling::Order;
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};

use super::sale_json::SaleJson;
use crate::cli::Sell;
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, sell: &Sell, output: Output) -> Result<(), Stop> {
    let orders = sell.scans.iter().map(|text| order(text)).collect::<Result<Vec<_>, _>>()?;
    let mut offers = Vec::new();
    for text in &sell.payments {
        let (kind, amount) = tender(text)?;
        let reference = sell.reference.clone().filter(|_| kind != TenderKind::Cash);
        offers.push(Offer { kind, amount, reference });
    }
    let paid = app.sell(&orders, sell.member.as_deref(), &offers)?;
    output.answer(&SaleJson::from(&paid), || {
        let sale = &paid.sale;
        format!("{}  total Rp {}  kembali Rp {}", sale.receipt, sale.total, sale.change)
    })
}

/// `CODE[*QTY][@PRICE]`
pub(super) fn order(text: &str) -> Result<Order, Stop> {
    let (text, price) = match text.rsplit_once('@') {
        Some((rest, price)) => (rest, Some(Rupiah::parse(price).map_err(|error| Stop::Said(format!("harga {price}: {error}")))?)),
        None => (text, None),
    };
    let (code, quantity) = match text.rsplit_once('*') {
        Some((code, quantity)) => {
            let parsed = Quantity::parse(quantity).and_then(Quantity::sellable);
            (code, Some(parsed.map_err(|error| Stop::Said(format!("jumlah «{quantity}»: {error}")))?))
        }
        None => (text, None),
    };
    Ok(Order { code: code.to_owned(), quantity, price })
}

/// `TENDER[=AMOUNT]`
pub(super) fn tender(text: &str) -> Result<(TenderKind, Option<Rupiah>), Stop> {
    let (word, amount) = match text.split_once('=') {
        Some((word, amount)) => (word, Some(Rupiah::parse(amount).map_err(|error| Stop::Said(format!("bayar {text}: {error}")))?)),
        None => (text, None),
    };
    let kind = TenderKind::parse(word);
    let kind = kind.ok_or_else(|| Stop::Said(format!("cara bayar «{word}» tidak dikenal; pilih cash, qris, transfer atau card")))?;
    Ok((kind, amount))
}
