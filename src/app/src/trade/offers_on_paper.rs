//! Catalogues, answers to orders and cards as tables on paper.

use record::document::{Card, Catalogue, Content, Document, OrderResponse};

use super::sheets::{code_column, goods_column, named, pack, pack_column};
use crate::books::{Cell, Column, Kind, Row};
use crate::{App, Fault};

pub(super) fn offered() -> Vec<Column> {
    vec![
        code_column(),
        goods_column(),
        pack_column(),
        Column::new("from", Kind::Quantity, "Mulai", "From"),
        Column::new("price", Kind::Money, "Harga", "Price"),
    ]
}

/// The goods of a catalogue, each price by itself; the first one from the smallest order on.
pub(super) fn catalogue_rows(catalogue: &Catalogue) -> Vec<Row> {
    let mut rows = Vec::with_capacity(catalogue.items.len());
    for item in &catalogue.items {
        for (place, tier) in item.tiers.iter().enumerate() {
            let mut cells = if place == 0 { named(&item.goods).to_vec() } else { vec![Cell::Empty, Cell::Empty] };
            cells.extend([pack(&item.goods), Cell::quantity(tier.from.max(item.minimum).max(1_000)), Cell::money(tier.price)]);
            rows.push(Row::plain(cells));
        }
    }
    rows
}

pub(super) fn catalogue_notes(catalogue: &Catalogue) -> Vec<String> {
    let until = catalogue.until.map(|until| format!(" sampai {}", until.format("%d/%m/%Y"))).unwrap_or_default();
    vec![format!("Versi {}, berlaku mulai {}{until}. Harga satu kemasan tanpa PPN.", catalogue.version, catalogue.from.format("%d/%m/%Y"))]
}

pub(super) fn answered() -> Vec<Column> {
    vec![
        goods_column(),
        pack_column(),
        Column::new("quantity", Kind::Quantity, "Disanggupi", "Agreed"),
        Column::new("price", Kind::Money, "Harga", "Price"),
        Column::new("reason", Kind::Text, "Keterangan", "Reason"),
    ]
}

pub(super) fn response_notes(response: &OrderResponse) -> Vec<String> {
    let freight = domain::Rupiah::new(response.freight);
    let mut notes = Vec::new();
    notes.extend(response.delivery.map(|date| format!("Akan datang {}", date.format("%d/%m/%Y"))));
    if !freight.is_zero() {
        notes.push(format!("Ongkos kirim Rp {freight}"));
    }
    notes
}

pub(super) fn card_rows(card: &Card) -> Vec<Row> {
    let bank =
        if card.bank_account.is_empty() { String::new() } else { format!("{} {} a.n. {}", card.bank, card.bank_account, card.bank_holder) };
    let lines = [
        ("Badan hukum", card.legal_name.as_str()),
        ("Alamat", card.address.as_str()),
        ("NPWP", card.tax_number.as_str()),
        ("Rekening", bank.as_str()),
    ];
    let said = lines.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| Row::plain(vec![Cell::text(format!("{label}: {value}"))])).collect()
}

impl App {
    /// The lines of an answer with the names of the goods that were ordered.
    pub(super) fn response_rows(&self, document: &Document, response: &OrderResponse) -> Result<Vec<Row>, Fault> {
        let order = match document.refers {
            Some(id) => store::trade::documents::document(self.store.connection(), &id.to_string())?,
            None => None,
        };
        let order = order.and_then(|row| Document::read(&row.document.body).ok()).map(|order| order.content);
        let row = |line: &record::document::ResponseLine| {
            let goods = match &order {
                Some(Content::Order(order)) => order.lines.iter().find(|ordered| ordered.line == line.line).map(|ordered| &ordered.goods),
                _ => None,
            };
            Row::plain(vec![
                Cell::text(goods.map_or_else(|| line.line.to_string(), |goods| goods.name.clone())),
                goods.map_or(Cell::Empty, pack),
                Cell::quantity(line.quantity),
                Cell::money(line.price),
                Cell::text(line.reason.clone()),
            ])
        };
        Ok(response.lines.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::document::{CatalogueItem, Goods, PriceTier};

    #[test]
    fn each_price_of_a_catalogue_is_a_row() {
        let goods = Goods { code: "A".into(), sku: String::new(), gtin: String::new(), name: "Mi".into(), pack: "CTN".into(), factor: 40 };
        let tiers = vec![PriceTier { from: 0, price: 100_000 }, PriceTier { from: 10_000, price: 95_000 }];
        let from = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
        let catalogue =
            Catalogue { version: 3, from, until: None, items: vec![CatalogueItem { goods, tiers, minimum: 2_000, tax: String::new() }] };
        let rows = catalogue_rows(&catalogue);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0].cells,
            [Cell::text("A"), Cell::text("Mi"), Cell::text("CTN isi 40"), Cell::quantity(2_000), Cell::money(100_000)]
        );
        assert_eq!(rows[1].cells[3..], [Cell::quantity(10_000), Cell::money(95_000)]);
        assert_eq!(catalogue_notes(&catalogue), ["Versi 3, berlaku mulai 02/03/2026. Harga satu kemasan tanpa PPN."]);
        let card = Card { legal_name: "PT Contoh".into(), ..Card::default() };
        assert_eq!(card_rows(&card).len(), 1);
    }
}
