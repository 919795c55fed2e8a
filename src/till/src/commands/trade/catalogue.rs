//! `sokoguru catalogue`

use app::App;
use app::trade::{CatalogueNews, GoodsNews, Unlinked};
use record::document::Goods;
use serde_json::{Value, json};

use super::{document_json, percent};
use crate::cli::TradeCatalogue;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: TradeCatalogue, output: Output) -> Result<(), Stop> {
    match asked {
        TradeCatalogue::Import { file, party, dry_run } => {
            let news = app.import_catalogue(&read_file(&file)?, party.as_deref(), dry_run, None)?;
            let rows: Vec<Value> = news.iter().map(|news| news_json(news, dry_run)).collect();
            output.answer(&rows, || news.iter().map(|news| news_words(news, dry_run)).collect::<Vec<_>>().join("\n"))
        }
        TradeCatalogue::Link { party, code, goods, pack } => {
            app.link_code(&party, &code, &goods, pack.as_deref(), None)?;
            output.answer(&json!({ "party": party, "code": code, "goods": goods }), || format!("kode {code} dari {party} berarti {goods}"))
        }
        TradeCatalogue::Issue { file, from, until } => {
            let document = app.issue_catalogue(&read_file(&file)?, from, until, None)?;
            output.answer(&document_json(&document), || format!("katalog {} dibuat", document.number))
        }
    }
}

fn goods_json(goods: &Goods) -> Value {
    json!({ "code": goods.code, "gtin": goods.gtin, "name": goods.name, "pack": goods.pack, "factor": goods.factor })
}

fn news_json(news: &CatalogueNews, dry_run: bool) -> Value {
    let goods = |row: &GoodsNews| {
        let mut value = goods_json(&row.goods);
        value["sku"] = json!(row.sku);
        value["shop_pack"] = json!(row.pack);
        value["linked_by"] = json!(row.how.word());
        value["before"] = json!(row.before.map(domain::Rupiah::get));
        value["price"] = json!(row.now.get());
        value["change_hundredths"] = json!(row.change);
        value["sale"] = json!(row.sale.get());
        value["margin_hundredths"] = json!(row.margin);
        value
    };
    let unlinked = |row: &Unlinked| {
        let mut value = goods_json(&row.goods);
        value["why"] = json!(row.why);
        value
    };
    json!({
        "dry_run": dry_run, "party": news.party, "number": news.number, "version": news.version, "from": news.from, "until": news.until,
        "signed": news.signed, "new": news.new, "items": news.items, "goods": news.goods.iter().map(goods).collect::<Vec<_>>(),
        "unlinked": news.unlinked.iter().map(unlinked).collect::<Vec<_>>(), "gone": news.gone.iter().map(goods_json).collect::<Vec<_>>(),
    })
}

fn news_words(news: &CatalogueNews, dry_run: bool) -> String {
    let state = match (dry_run, news.new) {
        (true, _) => "belum dimuat",
        (false, true) => "dimuat",
        (false, false) => "sudah ada",
    };
    let signed = if news.signed { "" } else { ", daftar harga tanpa tanda tangan" };
    let mut text = vec![format!("katalog {} {} versi {}{signed}: {} barang, {state}", news.party, news.number, news.version, news.items)];
    for row in &news.goods {
        let change = match row.change {
            None => "baru".to_owned(),
            Some(0) => "tetap".to_owned(),
            Some(change) if change > 0 => format!("naik {}", percent(change)),
            Some(change) => format!("turun {}", percent(-change)),
        };
        let margin = row.margin.map(|margin| format!(", margin jadi {}", percent(margin))).unwrap_or_default();
        text.push(format!("  {:<32} {:<8} Rp {} {change}; dijual Rp {}{margin}", row.name, row.pack, row.now, row.sale));
    }
    text.extend(news.unlinked.iter().map(|row| format!("  {} {}: {}", row.goods.code, row.goods.name, row.why)));
    text.extend(news.gone.iter().map(|goods| format!("  {} {}: tidak ada lagi di katalog", goods.code, goods.name)));
    text.join("\n")
}
