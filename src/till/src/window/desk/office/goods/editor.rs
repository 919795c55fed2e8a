//! The editor of a product: what was typed waits in a draft until it is kept.

use std::path::PathBuf;

use app::Fault;
use domain::catalogue::{Pack, Product};
use domain::goods::PartnerKind;
use screen::office::{Form, Pick, Question};
use screen::stock::product::{self, Group, Item, Part, Problem, Spot};
use slint::ComponentHandle;
use ui::{Page, ProductEditor};

use super::super::super::Desk;
use super::super::Deed;
use super::super::backup::{found, places};
use super::super::dialogs::{Asking, Choosing, Filling, Wrong};
use super::{GoodsDeed, GoodsForm, GoodsList, GoodsQuestion, Step};
use crate::window::bind;
use crate::window::sound::Sound;

/// A product that is being edited.
pub(super) struct Editing {
    /// As it is kept; none: a new one.
    was: Option<Product>,
    pub(super) draft: Product,
    /// As it was when it was opened.
    begun: Product,
    pub(super) problem: Option<Problem>,
    /// The line of the packs under work.
    pub(super) at: usize,
    /// A picture that is to be taken over.
    picture: Option<PathBuf>,
    /// The page that asked for a new product.
    back: Option<Page>,
    /// Somebody tried to keep it: from then on everything that is missing is named.
    tried: bool,
}

impl Editing {
    fn changed(&self) -> bool {
        self.draft != self.begun || self.picture.is_some()
    }

    /// The line of the packs under work.
    pub(super) fn part(&self) -> Option<Part> {
        let rows = product::packs(&self.draft, None, screen::Language::default());
        rows.get(self.at.min(rows.len().saturating_sub(1))).map(|(part, _)| *part)
    }
}

impl Desk {
    /// A new product, with a code that somebody scanned.
    pub(super) fn new_product(&mut self, code: Option<String>, back: Option<Page>) {
        let sku = match self.shop().and_then(|app| app.free_sku()) {
            Ok(sku) => sku,
            Err(fault) => return self.refuse(&fault),
        };
        let category = self.office.goods.filter.category.clone().unwrap_or_default();
        let mut draft =
            Product { sku, category, packs: vec![Pack { code: "PCS".to_owned(), factor: 1, ..Pack::default() }], ..Product::default() };
        let begun = draft.clone();
        draft.packs[0].barcodes.extend(code.map(|code| domain::barcode::lookup_key(&code)));
        self.office.goods.editing = Some(Editing { was: None, draft, begun, problem: None, at: 0, picture: None, back, tried: false });
        self.clear_strip();
        self.show_editor();
        if self.page != Page::Goods {
            self.go(Page::Goods);
        }
        self.edit_product_field(0);
    }

    /// The product of the card is changed.
    pub(in crate::window) fn change_goods(&mut self) {
        let sku = self.office.goods.card.clone();
        match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => {
                let (draft, begun) = (product.clone(), product.clone());
                self.office.goods.editing =
                    Some(Editing { was: Some(product), draft, begun, problem: None, at: 0, picture: None, back: None, tried: false });
                self.clear_strip();
                self.ui(|window| {
                    let page = window.global::<ProductEditor>();
                    page.set_side(0);
                    page.set_field(0);
                });
                self.show_editor();
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    pub(super) fn show_editor(&mut self) {
        let language = self.language;
        let Some(editing) = &mut self.office.goods.editing else { return self.show_goods_list() };
        let lines = product::lines(&editing.draft, editing.problem.as_ref(), language);
        let packs: Vec<product::PackLine> =
            product::packs(&editing.draft, editing.problem.as_ref(), language).into_iter().map(|(_, row)| row).collect();
        editing.at = editing.at.min(packs.len().saturating_sub(1));
        let title = match (&editing.was, editing.draft.name.as_str()) {
            (None, "") => language.pick("Barang baru", "A new product").to_owned(),
            (None, name) => format!("{}: {name}", language.pick("Barang baru", "A new product")),
            (Some(_), name) => name.to_owned(),
        };
        let error = match &editing.problem {
            // A code that is not in the product has no line to stand at.
            Some(Problem { spot: Spot::Code(code), text }) if !editing.draft.packs.iter().any(|pack| pack.barcodes.contains(code)) => {
                text.clone()
            }
            Some(Problem { spot: Spot::Whole, text }) => text.clone(),
            _ => String::new(),
        };
        let (changed, at) = (editing.changed(), editing.at);
        self.goods_step(Step::Editor);
        self.ui(move |window| {
            bind::goods::show_editor(window, &lines, &packs, at);
            let page = window.global::<ProductEditor>();
            page.set_title(title.into());
            page.set_changed(changed);
            page.set_error(error.into());
            page.set_busy(false);
        });
    }

    /// Something of the draft is another: what is wrong now is named.
    pub(super) fn product_edited(&mut self) {
        let language = self.language;
        let (Some(app), Some(editing)) = (&self.app, &mut self.office.goods.editing) else { return };
        let key = if editing.was.is_none() { app.check_key(&editing.draft.sku) } else { Ok(()) };
        let problem = key.and_then(|()| app.check_product(&editing.draft)).err();
        editing.problem = problem.map(|fault| product::problem(&fault, &editing.draft, language));
        if !editing.tried && editing.problem.as_ref().is_some_and(|problem| problem.spot == Spot::Item(Item::Name)) {
            editing.problem = None;
        }
        self.show_editor();
    }

    // --- fields

    pub(in crate::window) fn edit_product_field(&mut self, index: i32) {
        let language = self.language;
        let Some(item) = usize::try_from(index).ok().and_then(|place| Item::ALL.get(place)).copied() else { return };
        let Some(editing) = &self.office.goods.editing else { return };
        let new = editing.was.is_none();
        if item == Item::Sku && !new {
            let text = language.pick(
                "Kode barang tetap selamanya; arsipkan dan buat barang baru bila salah.",
                "A key never changes; archive the goods and make new ones if it is wrong.",
            );
            return self.strip(ui::Tone::Look, text, super::super::StripAction::None);
        }
        if let Some(group) = product::group_of(item) {
            let form = product::form(group, &editing.draft, new, language);
            let at = product::items_of(group, new).iter().position(|known| *known == item).unwrap_or(0);
            return self.fill_at(GoodsForm::Group(group), form, at);
        }
        let (list, title) = match item {
            Item::Category => (GoodsList::Category, language.pick("Kategori; ketik untuk yang baru", "Category; type a new one")),
            Item::Supplier => (GoodsList::Supplier, language.pick("Pemasok; ketik untuk yang baru", "Supplier; type a new one")),
            Item::Picture => (GoodsList::Picture, language.pick("Gambar (PNG) dari USB atau folder", "Picture (PNG) of a stick or folder")),
            _ => (GoodsList::Contents, language.pick("Dus ini berisi barang apa?", "Which goods are in this box?")),
        };
        let rows = self.goods_list_choices(list, "");
        self.choose_from(Choosing::Goods(list), title, rows);
    }

    /// A form with the work at one of its fields.
    pub(super) fn fill_at(&mut self, what: GoodsForm, form: Form, at: usize) {
        self.fill(Filling::Goods(what), form);
        let at = i32::try_from(at).unwrap_or(0);
        self.ui(move |window| window.global::<ui::Form>().set_at(at));
    }

    /// Categories that there are, and the one that is being typed.
    pub(super) fn product_categories(&self, query: &str) -> Vec<Pick> {
        let mut rows = self.category_choices(query);
        self.offer_typed(&mut rows, query.trim().to_owned());
        rows
    }

    /// Suppliers that are kept, and the one that is being typed.
    pub(super) fn product_suppliers(&self, query: &str) -> Vec<Pick> {
        let wanted = query.trim().to_uppercase();
        let partners = self.app.as_ref().and_then(|app| app.partners().ok()).unwrap_or_default();
        let suppliers = partners.iter().filter(|partner| partner.active && partner.kind == PartnerKind::Supplier);
        let fits = suppliers.filter(|partner| partner.code.contains(&wanted) || partner.name.to_uppercase().contains(&wanted));
        let mut rows: Vec<Pick> =
            fits.map(|partner| Pick { id: partner.code.clone(), text: partner.name.clone(), detail: partner.code.clone() }).collect();
        self.offer_typed(&mut rows, wanted);
        rows
    }

    /// What is typed is a choice too; nothing typed: none.
    fn offer_typed(&self, rows: &mut Vec<Pick>, typed: String) {
        let language = self.language;
        if typed.is_empty() {
            rows.push(Pick { text: language.pick("(tidak ada)", "(none)").to_owned(), ..Pick::default() });
        } else if !rows.iter().any(|row| row.id.eq_ignore_ascii_case(&typed)) {
            let detail = language.pick("baru", "new").to_owned();
            rows.push(Pick { id: typed.clone(), text: typed, detail });
        }
    }

    pub(super) fn contents_choices(&self, query: &str) -> Vec<Pick> {
        let mut rows = self.base_choices(query);
        if query.trim().is_empty() {
            let none = self.language.pick("(bukan dus)", "(it is no box)").to_owned();
            rows.insert(0, Pick { text: none, ..Pick::default() });
        }
        rows
    }

    /// Pictures on sticks and in the folders of backups.
    pub(super) fn picture_choices(&self, query: &str) -> Vec<Pick> {
        let wanted = query.trim().to_lowercase();
        let Some(app) = &self.app else { return Vec::new() };
        let folders: Vec<PathBuf> = places(app, self.language).into_iter().map(|place| place.folder).collect();
        let name = |file: &PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let pick = |file: PathBuf| Pick { id: file.display().to_string(), text: name(&file), detail: file.display().to_string() };
        let mut rows: Vec<Pick> =
            found(&folders, "png").into_iter().filter(|file| name(file).to_lowercase().contains(&wanted)).map(pick).collect();
        rows.push(Pick { text: self.language.pick("(tanpa gambar)", "(no picture)").to_owned(), ..Pick::default() });
        rows
    }

    pub(super) fn product_chosen(&mut self, list: GoodsList, id: &str) {
        let language = self.language;
        let Some(editing) = &mut self.office.goods.editing else { return };
        let details = &mut editing.draft.details;
        match list {
            GoodsList::Category => id.clone_into(&mut editing.draft.category),
            GoodsList::Supplier => id.clone_into(&mut details.supplier),
            GoodsList::Picture => {
                editing.picture = (!id.is_empty()).then(|| PathBuf::from(id));
                details.picture = if id.is_empty() { String::new() } else { format!("{}.png", editing.draft.sku) };
            }
            GoodsList::Contents if id.is_empty() => details.contents = None,
            GoodsList::Contents => {
                let sku = screen::goods::parts(id).map_or(id, |(sku, _)| sku).to_owned();
                let known = details.contents.as_ref().filter(|inside| inside.sku == sku).map(|inside| inside.quantity);
                let name = self.shop().and_then(|app| app.product(&sku)).map_or_else(|_| sku.clone(), |product| product.name);
                return self.fill(Filling::Goods(GoodsForm::Contents(sku)), product::contents_form(&name, known, language));
            }
            GoodsList::Card | GoodsList::Filter | GoodsList::Order | GoodsList::Price | GoodsList::Report => return,
        }
        self.product_edited();
    }

    /// A form of the editor was filled in.
    pub(super) fn product_form_filled(&mut self, form: GoodsForm, values: &[String]) {
        match form {
            GoodsForm::Group(group) => self.group_filled(group, values),
            GoodsForm::Contents(sku) => match product::read_contents(values, &sku, self.language) {
                Ok(contents) => {
                    let mut candidate = match &self.office.goods.editing {
                        Some(editing) => editing.draft.clone(),
                        None => return,
                    };
                    candidate.details.contents = contents;
                    self.take_candidate(candidate, |problem| (problem.spot == Spot::Item(Item::Contents)).then_some(0));
                }
                Err((place, text)) => self.form_wrong(Wrong(place, text)),
            },
            GoodsForm::Pack(place) => self.pack_filled(place, values),
            GoodsForm::Code => self.code_filled(values),
            GoodsForm::Break(step) => self.break_filled(step, values),
            GoodsForm::Price(..) | GoodsForm::Basis => {}
        }
    }

    fn group_filled(&mut self, group: Group, values: &[String]) {
        let Some(editing) = &self.office.goods.editing else { return };
        let new = editing.was.is_none();
        let mut candidate = editing.draft.clone();
        if let Err((place, text)) = product::read(group, values, &mut candidate, new, self.language) {
            return self.form_wrong(Wrong(place, text));
        }
        let items = product::items_of(group, new);
        self.take_candidate(candidate, |problem| match &problem.spot {
            Spot::Item(item) => items.iter().position(|known| known == item),
            _ => None,
        });
    }

    /// Takes what a form says, unless it is wrong at one of its own fields.
    pub(super) fn take_candidate(&mut self, candidate: Product, place: impl Fn(&Problem) -> Option<usize>) {
        let language = self.language;
        let (Some(app), Some(editing)) = (&self.app, &mut self.office.goods.editing) else { return };
        let key = if editing.was.is_none() { app.check_key(&candidate.sku) } else { Ok(()) };
        if let Err(fault) = key.and_then(|()| app.check_product(&candidate)) {
            let problem = product::problem(&fault, &candidate, language);
            if let Some(place) = place(&problem) {
                return self.form_wrong(Wrong(place, problem.text));
            }
        }
        editing.draft = candidate;
        self.close_form();
        self.product_edited();
    }

    // --- kept or given up

    pub(in crate::window) fn save_product(&mut self) {
        if let Some(editing) = &mut self.office.goods.editing {
            editing.tried = true;
        }
        self.product_edited();
        let Some(editing) = &self.office.goods.editing else { return };
        if editing.problem.is_some() {
            return self.hear(Sound::Refused);
        }
        let deed = GoodsDeed::Put { product: Box::new(editing.draft.clone()), new: editing.was.is_none() };
        self.attempt_office(Deed::Goods(deed));
    }

    /// It was refused: said at its place, nothing is lost.
    pub(super) fn product_refused(&mut self, fault: &Fault) {
        let language = self.language;
        self.hear(Sound::Refused);
        if let Some(editing) = &mut self.office.goods.editing {
            editing.problem = Some(product::problem(fault, &editing.draft, language));
        }
        self.show_editor();
    }

    /// It is kept.
    pub(super) fn product_kept(&mut self, product: &Product) {
        let Some(editing) = self.office.goods.editing.take() else { return };
        if let Some(from) = editing.picture
            && let Err(source) = self.take_picture(&from, &product.details.picture)
        {
            self.refuse(&Fault::File { what: from.display().to_string(), source });
        }
        let said = match (editing.was.is_none(), self.language) {
            (true, screen::Language::Indonesian) => format!("{} terdaftar.", product.name),
            (true, screen::Language::English) => format!("{} is kept.", product.name),
            (false, language) => language.pick("Perubahan tersimpan.", "The changes are kept.").to_owned(),
        };
        if editing.back == Some(Page::Receive) {
            self.show_goods_list();
            self.visit_office(Page::Receive);
            self.arrived(product, 0, domain::Quantity::ONE);
        } else {
            self.open_card(&product.sku);
        }
        self.say(&said);
    }

    fn take_picture(&self, from: &std::path::Path, name: &str) -> std::io::Result<()> {
        let folder = self.pictures();
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(from, folder.join(name)).map(|_| ())
    }

    /// Back to the card; what was changed is asked about.
    pub(in crate::window) fn leave_product(&mut self) {
        let language = self.language;
        if !self.office.goods.editing.as_ref().is_some_and(Editing::changed) {
            return self.drop_editing();
        }
        let question = Question {
            title: language.pick("Buang perubahan ini?", "Throw these changes away?").to_owned(),
            text: language.pick("Yang sudah diisi belum disimpan.", "What was filled in is not kept yet.").to_owned(),
            action: language.pick("Buang", "Throw away").to_owned(),
            stop: true,
            ..Question::default()
        };
        self.ask_first(Asking::Goods(GoodsQuestion::LeaveEditor), question);
    }

    pub(super) fn drop_editing(&mut self) {
        let Some(editing) = self.office.goods.editing.take() else { return self.show_goods_list() };
        self.clear_strip();
        match (editing.back, editing.was) {
            (Some(page), _) => {
                self.show_goods_list();
                self.visit_office(page);
            }
            (None, Some(product)) => self.open_card(&product.sku),
            (None, None) => self.show_goods_list(),
        }
    }
}
