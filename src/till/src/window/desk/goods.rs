//! Finding goods: search, tiles, choices, and the one number that goods may ask for.

use app::selling::{Goods, Scanned};
use domain::{Quantity, Rupiah};
use screen::goods::{Tile, parts, tile};
use screen::sentence;
use slint::ComponentHandle;
use ui::Sale;

use super::approval::Pending;
use super::{Asked, Desk};
use crate::window::bind;
use crate::window::sound::Sound;

/// How many tiles are shown.
const TILES: usize = 60;

impl Desk {
    /// Opens the search.
    pub(super) fn open_search(&mut self) {
        self.show_tiles(None);
        self.ui(|window| {
            let sale = window.global::<Sale>();
            sale.set_search_text("".into());
            sale.set_search_due(false);
            sale.set_search_taken(false);
            sale.set_search_shown(true);
        });
    }

    /// Something is typed in the search field.
    pub(in crate::window) fn search(&mut self, text: &str) {
        self.show_tiles(Some(text));
    }

    /// A category was tapped.
    pub(in crate::window) fn pick_category(&mut self, index: i32) {
        self.category = usize::try_from(index).unwrap_or(0);
        self.show_tiles(None);
    }

    /// Tiles for a text, or the most sold of the chosen category.
    pub(super) fn show_tiles(&mut self, text: Option<&str>) {
        let Some(app) = &self.app else { return };
        let text = text.map(str::trim).unwrap_or_default().to_owned();
        let mut categories = app.categories().unwrap_or_default();
        let chosen = self.category.checked_sub(1).and_then(|place| categories.get(place)).cloned();
        let found = if text.is_empty() { app.tiles(chosen.as_deref(), TILES) } else { app.search_goods(&text, TILES) };
        let language = self.language;
        let found = found.unwrap_or_default();
        let tiles: Vec<Tile> = found
            .iter()
            .flat_map(|found| found.product.packs.iter().map(move |pack| tile(&found.product, pack, Some(found.on_hand), language)))
            .take(TILES)
            .collect();
        let empty = match (text.is_empty(), language) {
            (true, _) => language.pick("Belum ada barang di sini.", "No goods here yet.").to_owned(),
            (false, screen::Language::Indonesian) => format!("Tidak ada barang dengan nama «{text}»."),
            (false, screen::Language::English) => format!("No goods are called “{text}”."),
        };
        categories.insert(0, language.pick("Semua", "All").to_owned());
        let (category, pictures) = (i32::try_from(self.category).unwrap_or(0), self.pictures());
        self.ui(move |window| {
            bind::show_tiles(window, &tiles, &pictures);
            let sale = window.global::<Sale>();
            // Another letter may have been typed since.
            if sale.get_search_text().trim() == text {
                sale.set_search_due(false);
            }
            sale.set_categories(bind::texts(&categories));
            sale.set_category(category);
            sale.set_search_empty(empty.into());
        });
    }

    /// Where pictures of goods are: `gambar/SKU.png` beside the database.
    pub(super) fn pictures(&self) -> std::path::PathBuf {
        self.path.with_file_name("gambar")
    }

    /// A tile was tapped.
    pub(in crate::window) fn pick(&mut self, id: &str) {
        self.close_search();
        let count = self.multiplier.take();
        let Some((sku, pack)) = parts(id) else { return };
        let (sku, pack) = (sku.to_owned(), pack.to_owned());
        let result = self.shop().and_then(|app| {
            let goods = app.goods_of(&sku, &pack)?;
            app.take_goods(goods, count)
        });
        self.scanned(result);
    }

    fn close_search(&self) {
        self.ui(|window| {
            let sale = window.global::<Sale>();
            sale.set_search_shown(false);
            sale.set_search_text("".into());
        });
    }

    /// Several products claim a code.
    pub(super) fn ask_choice(&mut self, code: &str, goods: Vec<Goods>) {
        let language = self.language;
        let tiles: Vec<Tile> =
            goods.iter().map(|goods| tile(&goods.hit.product, &goods.hit.product.packs[goods.hit.pack], None, language)).collect();
        self.choices = goods;
        let (code, pictures) = (code.to_owned(), self.pictures());
        self.hear(Sound::Refused);
        self.ui(move |window| {
            bind::show_choices(window, &tiles, &pictures);
            let sale = window.global::<Sale>();
            sale.set_choice_code(code.into());
            sale.set_choice_shown(true);
        });
    }

    /// One of them was tapped.
    pub(in crate::window) fn choose(&mut self, id: &str) {
        let choices = std::mem::take(&mut self.choices);
        self.ui(|window| window.global::<Sale>().set_choice_shown(false));
        let chosen =
            choices.into_iter().find(|goods| parts(id) == Some((&goods.hit.product.sku, &goods.hit.product.packs[goods.hit.pack].code)));
        let Some(goods) = chosen else { return };
        let count = self.multiplier.take();
        let result = self.shop().and_then(|app| app.take_goods(goods, count));
        self.scanned(result);
    }

    /// A question was closed without an answer.
    pub(in crate::window) fn forget_questions(&mut self) {
        self.asked = None;
        self.choices.clear();
    }

    /// Goods by weight ask for the weight, open-price goods for the price.
    pub(super) fn ask(&mut self, goods: Goods, price: bool) {
        let language = self.language;
        let word = if price { language.pick("Harga", "Price of") } else { language.pick("Berat", "Weight of") };
        let title = format!("{word} {}", goods.hit.product.name);
        self.asked = Some(Asked { goods, price });
        self.show_scale();
        self.ui(move |window| {
            let sale = window.global::<Sale>();
            sale.set_ask_title(title.into());
            sale.set_ask_unit(if price { "Rp" } else { "kg" }.into());
            sale.set_ask_text("".into());
            sale.set_ask_error("".into());
            sale.set_ask_shown(true);
        });
    }

    /// The number was typed.
    pub(in crate::window) fn answer(&mut self, text: &str) {
        let Some(asked) = self.asked.take() else { return };
        let goods = asked.goods.clone();
        let refused = if asked.price {
            match Rupiah::parse(text) {
                Ok(price) => {
                    self.close_ask();
                    self.attempt(Pending::OpenPrice(goods, price));
                    return;
                }
                Err(error) => error.to_string(),
            }
        } else {
            let weight = Quantity::parse(text).map_err(|error| app::Fault::from(domain::cart::CartError::from(error)));
            match weight.and_then(|weight| self.shop()?.take_quantity(goods, weight)) {
                Ok(line) => {
                    self.close_ask();
                    self.scanned(Ok(Scanned::Added(line)));
                    return;
                }
                Err(fault) => sentence(&fault, self.language),
            }
        };
        self.asked = Some(asked);
        self.hear(Sound::Refused);
        self.ui(move |window| {
            let sale = window.global::<Sale>();
            sale.set_ask_text("".into());
            sale.set_ask_error(refused.into());
        });
    }

    pub(super) fn close_ask(&self) {
        self.ui(|window| window.global::<Sale>().set_ask_shown(false));
    }
}
