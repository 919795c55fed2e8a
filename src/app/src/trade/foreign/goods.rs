//! Goods as other programs write them: without the size of the pack, with codes of their own.

use domain::catalogue::Product;
use domain::trade::Party;
use record::document::{Content, Goods, Order, OrderLine};
use store::Connection;
use store::trade::documents;

use super::take::Paper;
use crate::stock::clean;
use crate::trade::goods::read;
use crate::{App, Fault};

impl App {
    /// Fills in what a file does not say of its goods: the pack that a known code or GTIN means, or that was ordered.
    pub(super) fn name_goods(&self, paper: &mut Paper) -> Result<(), Fault> {
        let connection = self.store.connection();
        let order = match &paper.document.content {
            Content::Invoice(invoice) => invoice.order,
            Content::Despatch(_) => paper.document.refers,
            Content::ReceiptAdvice(advice) => advice.order,
            _ => None,
        };
        let row = order.map(|id| documents::document(connection, &id.to_string())).transpose()?.flatten();
        let ordered = match row.map(|row| read(&row)).transpose()?.map(|document| document.content) {
            Some(Content::Order(Order { lines, .. })) => lines,
            _ => Vec::new(),
        };
        let filler = Filler { connection, party: &paper.party, ordered };
        match &mut paper.document.content {
            Content::Catalogue(catalogue) => catalogue.items.iter_mut().try_for_each(|item| filler.fill(&mut item.goods, 0, true)),
            Content::Order(order) => order.lines.iter_mut().try_for_each(|line| filler.fill(&mut line.goods, 0, false)),
            Content::Despatch(despatch) => despatch.lines.iter_mut().try_for_each(|line| filler.fill(&mut line.goods, line.line, true)),
            Content::ReceiptAdvice(advice) => advice.lines.iter_mut().try_for_each(|line| filler.fill(&mut line.goods, line.line, false)),
            Content::Invoice(invoice) => invoice.lines.iter_mut().try_for_each(|line| filler.fill(&mut line.goods, line.order_line, true)),
            Content::CreditNote(note) => note.lines.iter_mut().try_for_each(|line| filler.fill(&mut line.goods, line.order_line, true)),
            _ => Ok(()),
        }
    }
}

struct Filler<'a> {
    connection: &'a Connection,
    party: &'a Party,
    ordered: Vec<OrderLine>,
}

impl Filler<'_> {
    /// `sold`: the party sells them, and `sku` is the shop's own key; else they are the shop's goods.
    fn fill(&self, goods: &mut Goods, line: u32, sold: bool) -> Result<(), Fault> {
        let ordered = self.ordered.iter().find(|ordered| ordered.line == line).map(|ordered| &ordered.goods);
        goods.code = clean(&goods.code, 60);
        goods.sku = clean(&goods.sku, 60);
        goods.gtin = clean(&goods.gtin, 20);
        goods.name = clean(&goods.name, 200);
        goods.pack = clean(&goods.pack, 40);
        if goods.name.is_empty() {
            goods.name = ordered.map_or_else(|| goods.code.clone(), |ordered| ordered.name.clone());
        }
        if sold && !goods.sku.is_empty() && store::catalogue::by_sku(self.connection, &goods.sku)?.is_none() {
            goods.sku.clear();
        }
        if goods.factor == 0 {
            let known = if sold { self.sold(goods)? } else { self.ours(goods)? };
            let (pack, factor) = known.or_else(|| ordered.map(|ordered| (ordered.pack.clone(), ordered.factor))).unwrap_or_default();
            goods.factor = factor.max(1);
            if goods.pack.is_empty() {
                goods.pack = pack;
            }
        }
        if goods.pack.is_empty() {
            goods.pack = "PCS".to_owned();
        }
        Ok(())
    }

    /// The pack that a seller's goods mean here: what somebody said of the code, else the GTIN.
    fn sold(&self, goods: &Goods) -> Result<Option<(String, i64)>, Fault> {
        if let Some((sku, pack)) = store::trade::parties::linked(self.connection, &self.party.code, &goods.code)?
            && let Some(product) = store::catalogue::by_sku(self.connection, &sku)?
            && let Some(place) = product.packs.iter().position(|known| known.code.eq_ignore_ascii_case(&pack))
        {
            return Ok(Some(pack_of(&product, place)));
        }
        self.by_gtin(goods)
    }

    /// The pack that a buyer means of the shop's goods: by the shop's own code, else the GTIN.
    fn ours(&self, goods: &Goods) -> Result<Option<(String, i64)>, Fault> {
        let (sku, pack) = goods.code.rsplit_once('/').unwrap_or((&goods.code, ""));
        if let Some(product) = store::catalogue::by_sku(self.connection, sku)?
            && let Some(place) = product.packs.iter().position(|known| pack.is_empty() || known.code.eq_ignore_ascii_case(pack))
        {
            return Ok(Some(pack_of(&product, place)));
        }
        self.by_gtin(goods)
    }

    fn by_gtin(&self, goods: &Goods) -> Result<Option<(String, i64)>, Fault> {
        if goods.gtin.is_empty() {
            return Ok(None);
        }
        let hits = store::catalogue::by_code(self.connection, &domain::barcode::lookup_key(&goods.gtin))?;
        Ok(match hits.as_slice() {
            [hit] => Some(pack_of(&hit.product, hit.pack)),
            _ => None,
        })
    }
}

fn pack_of(product: &Product, place: usize) -> (String, i64) {
    (product.packs[place].code.clone(), product.packs[place].factor)
}
