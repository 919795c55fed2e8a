//! Catalogues of other programs: price lists that nobody signed.

use domain::tax::TaxClass;
use record::document::{Content, Document};

use super::take::Paper;
use crate::trade::goods::{CatalogueNews, PriceList};
use crate::trade::money::MoneyRefusal;
use crate::trade::take::Taken;
use crate::trade::{Own, TradeRefusal};
use crate::{App, Fault};

impl App {
    /// What a catalogue in UBL brings; kept unless it is only looked at.
    pub(in crate::trade) fn foreign_catalogue(
        &mut self,
        bytes: &[u8],
        party: Option<&str>,
        dry_run: bool,
        own: &Own,
        by: &str,
    ) -> Result<CatalogueNews, Fault> {
        let paper = self.read_paper(bytes, own)?;
        if !matches!(paper.document.content, Content::Catalogue(_)) {
            return Err(TradeRefusal::NoSuchDocument("katalog".to_owned()).into());
        }
        if let Some(other) = party.filter(|party| *party != paper.party.code) {
            let why = format!("dari {}, bukan {other}", paper.party.code);
            return Err(TradeRefusal::Nonsense { number: paper.document.number, why }.into());
        }
        if paper.party.key.is_some() {
            return Err(MoneyRefusal::SpeaksForItself(paper.party.code).into());
        }
        Ok(self.listed(paper, dry_run, own, by)?.0)
    }

    pub(super) fn keep_catalogue(&mut self, paper: Paper, own: &Own, by: &str) -> Result<(Document, Taken), Fault> {
        let (news, document) = self.listed(paper, false, own, by)?;
        Ok((document, if news.new { Taken::New } else { Taken::Known }))
    }

    fn listed(&mut self, mut paper: Paper, dry_run: bool, own: &Own, by: &str) -> Result<(CatalogueNews, Document), Fault> {
        self.name_goods(&mut paper)?;
        let Paper { document, party, source, .. } = paper;
        let Content::Catalogue(mut catalogue) = document.content else { return Err(Fault::Defect("bukan katalog".to_owned())) };
        for item in &mut catalogue.items {
            // Other programs have classes of their own; then it is not said.
            item.tax = TaxClass::parse(&item.tax.to_lowercase()).map_or_else(String::new, |class| class.word().to_owned());
            if item.goods.code.is_empty() {
                item.goods.code.clone_from(&item.goods.gtin);
            }
        }
        let list = PriceList { items: catalogue.items, from: Some(catalogue.from), until: catalogue.until, source };
        self.typed_catalogue(list, &party, dry_run, own, by)
    }
}
