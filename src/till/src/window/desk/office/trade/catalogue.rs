//! Catalogues: what others offer, a file looked over before it is taken in, codes linked by hand.

use std::path::PathBuf;

use app::App;
use app::trade::CatalogueNews;
use screen::trade::View;
use screen::trade::catalogue::{self, Item, Offered};
use slint::ComponentHandle;
use ui::Trade;

use super::super::super::Desk;
use super::super::dialogs::Choosing;
use super::super::work::{Place, Teller};
use super::{TradeDeed, TradeList};
use crate::window::sound::Sound;

/// What the part remembers.
#[derive(Default)]
pub(super) struct Catalogues {
    offered: Vec<Offered>,
    /// The key of the party that is chosen.
    chosen: Option<String>,
    line: Option<usize>,
    preview: Option<Preview>,
}

/// A file that was read and looked over: exactly this is taken in.
struct Preview {
    file: String,
    party: (String, String),
    bytes: Vec<u8>,
    news: CatalogueNews,
    line: Option<usize>,
}

fn read(app: &App) -> Result<Vec<Offered>, app::Fault> {
    let mut offered = Vec::new();
    for party in app.parties()?.into_iter().filter(|party| party.active) {
        let news = app.party_catalogue(&party.code)?;
        offered.push(Offered { party, news });
    }
    offered.sort_by_key(|offered| (offered.news.is_none(), offered.party.name.to_lowercase()));
    Ok(offered)
}

impl Desk {
    pub(super) fn read_catalogues(&mut self) {
        self.read_part(read, |state, offered| {
            let state = &mut state.catalogues;
            state.offered = offered;
            if !state.offered.iter().any(|offered| Some(&offered.party.code) == state.chosen.as_ref()) {
                state.chosen = state.offered.first().map(|offered| offered.party.code.clone());
            }
        });
    }

    fn offering(&self) -> Option<usize> {
        let state = &self.office.trading.catalogues;
        state.offered.iter().position(|offered| Some(&offered.party.code) == state.chosen.as_ref())
    }

    pub(super) fn catalogues_view(&self) -> View {
        let state = &self.office.trading.catalogues;
        if let Some(preview) = &state.preview {
            return catalogue::preview(&preview.file, &preview.party.1, &preview.news, preview.line, self.language);
        }
        catalogue::view(&state.offered, &self.office.trading.query, self.offering(), state.line, self.language)
    }

    pub(super) fn choose_catalogue(&mut self, place: usize) {
        let state = &mut self.office.trading.catalogues;
        if let Some(offered) = state.offered.get(place) {
            (state.chosen, state.line) = (Some(offered.party.code.clone()), None);
        }
    }

    pub(super) fn choose_catalogue_line(&mut self, place: usize) {
        let state = &mut self.office.trading.catalogues;
        match &mut state.preview {
            Some(preview) => preview.line = Some(place),
            None => state.line = Some(place),
        }
    }

    pub(super) fn search_catalogue(&mut self) {
        self.office.trading.catalogues.line = None;
    }

    /// Out of a file that was looked over.
    pub(super) fn leave_catalogue(&mut self) -> bool {
        self.office.trading.catalogues.preview.take().is_some()
    }

    pub(super) fn act_on_catalogue(&mut self, key: &str) {
        let language = self.language;
        match key {
            "F3" => self.choose_file(TradeList::CatalogueFile, language.pick("Katalog atau daftar harga", "A catalogue or a price list")),
            "F4" => self.ask_link(),
            "F8" => {
                let news = self.offering().and_then(|place| self.office.trading.catalogues.offered.get(place)?.news.as_ref());
                if let Some(id) = news.map(|news| news.id.to_string()) {
                    self.show_document(&id);
                }
            }
            "F10" => {
                if let Some(preview) = &self.office.trading.catalogues.preview {
                    let (bytes, party) = (preview.bytes.clone(), preview.party.0.clone());
                    self.attempt_trade(TradeDeed::LoadCatalogue { party, bytes });
                }
            }
            _ => {}
        }
    }

    /// A file was chosen: what it would bring is shown first.
    pub(super) fn catalogue_chosen(&mut self, id: &str) {
        let path = PathBuf::from(id);
        let Some(offered) = self.offering().and_then(|place| self.office.trading.catalogues.offered.get(place)) else { return };
        let party = (offered.party.code.clone(), offered.party.name.clone());
        let bytes = match app::files::read(&path) {
            Ok(bytes) => bytes,
            Err(fault) => return self.trade_refused(&fault),
        };
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (read, code) = (bytes.clone(), party.0.clone());
        let work = move |app: &mut App, _: &mut Teller| app.import_catalogue(&read, Some(&code), true, None);
        self.start_work(Place::TradeDeed, work, move |desk, result| match result {
            Ok(mut news) => {
                let Some(news) = news.pop() else { return };
                desk.office.trading.catalogues.preview = Some(Preview { file, party, bytes, news, line: None });
                desk.hear(Sound::Accepted);
                desk.show_part(super::Moved::Nothing);
            }
            Err(fault) => desk.trade_refused(&fault),
        });
    }

    pub(super) fn catalogue_loaded(&mut self, news: &[CatalogueNews]) {
        let state = &mut self.office.trading.catalogues;
        (state.preview, state.line) = (None, None);
        if let Some(news) = news.last() {
            let text = catalogue::loaded(news, self.language);
            self.say(&text);
        }
        self.read_catalogues();
    }

    /// The seller's code of the line under work.
    fn linked_code(&self) -> Option<(String, String)> {
        let state = &self.office.trading.catalogues;
        let offered = state.offered.get(self.offering()?)?;
        let items = catalogue::items(offered.news.as_ref()?, &self.office.trading.query);
        let item: &Item<'_> = items.get(state.line?)?;
        Some((offered.party.code.clone(), item.code()?.to_owned()))
    }

    pub(super) fn ask_link(&mut self) {
        if self.office.trading.catalogues.preview.is_some() || self.linked_code().is_none() {
            return;
        }
        let rows = self.goods_choices("");
        self.choose_from(
            Choosing::Trade(TradeList::Link),
            self.language.pick("Barang yang mana di toko?", "Which goods of the shop?"),
            rows,
        );
    }

    pub(super) fn link_chosen(&mut self, id: &str) {
        let (Some((party, code)), Some((sku, pack))) = (self.linked_code(), screen::goods::parts(id)) else { return };
        self.attempt_trade(TradeDeed::Link { party, code, sku: sku.to_owned(), pack: pack.to_owned() });
    }

    pub(super) fn code_linked(&mut self) {
        self.say(
            self.language
                .pick("Terhubung. Pesanan dan faktur kini mengenali barang ini.", "Linked. Orders and invoices know these goods now."),
        );
        self.read_catalogues();
    }

    /// A code was scanned: its line in the catalogue.
    pub(super) fn scan_catalogue(&mut self, code: &str) {
        code.clone_into(&mut self.office.trading.query);
        self.office.trading.catalogues.line = Some(0);
        let text = code.to_owned();
        self.ui(move |window| window.global::<Trade>().set_query(text.into()));
        self.hear(Sound::Accepted);
        self.show_part(super::Moved::Nothing);
    }
}
