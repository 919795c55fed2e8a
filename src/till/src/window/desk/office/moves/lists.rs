//! Lists of the page: shipments between shops, goods that are held back.

use std::path::{Path, PathBuf};

use app::App;
use app::files::{make_folder, write_whole};
use app::stock::{BlockRow, MoveOrder, Movement, Recall};
use domain::goods::Owner;
use screen::office::Question;
use screen::stock::moves::{self, Kind};
use screen::{Language, dates};
use slint::ComponentHandle;
use ui::Moves;
use uuid::Uuid;

use super::super::super::Desk;
use super::super::Deed;
use super::super::backup::{found, places};
use super::super::dialogs::{Asking, Choosing, Filling, Wrong};
use super::super::reports::report_folder;
use super::super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// How the file that goes with goods ends.
const SHIPMENT: &str = "sgkiriman";

/// Something on a list.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window::desk::office) enum Listed {
    /// A file of another shop.
    File(PathBuf),
    /// What was sent from here.
    Sent(Uuid, String),
    /// What is held back.
    Held(BlockRow),
}

impl Desk {
    /// Folders where files of shipments lie: that of reports, and sticks.
    fn shipment_folders(&self) -> Vec<PathBuf> {
        let Some(app) = &self.app else { return Vec::new() };
        let mut folders = vec![report_folder(&self.path)];
        folders.extend(places(app, self.language).into_iter().map(|place| place.folder));
        folders.dedup();
        folders
    }

    pub(super) fn show_move_list(&mut self) {
        let (language, kind) = (self.language, self.office.moving.kind.unwrap_or_default());
        let (listed, rows) = if kind == Kind::Shipments { self.shipments() } else { self.held_back() };
        let (empty, verb) = match kind {
            Kind::Shipments => (
                language.pick(
                    "Tidak ada kiriman di jalan. Colokkan USB dengan berkas kiriman toko lain.",
                    "Nothing is on the way. Plug in the stick with another shop's file.",
                ),
                language.pick("Terima atau tandai sampai", "Take in, or it arrived"),
            ),
            _ => (
                language
                    .pick("Tidak ada barang yang ditahan. Pindai barang yang ditarik.", "Nothing is held back. Scan what is called back."),
                language.pick("Lepas lagi", "Free again"),
            ),
        };
        let more: Vec<String> = match kind {
            Kind::Shipments => vec![language.pick("Cari lagi", "Look again").to_owned()],
            _ => vec![
                language.pick("Tarik satu barang", "Call one back").to_owned(),
                language.pick("Tarik semua milik mitra", "All of a partner").to_owned(),
            ],
        };
        self.office.moving.listed = listed;
        self.ui(move |window| {
            bind::show_move_choices(window, &rows, &more);
            let page = window.global::<Moves>();
            page.set_name(kind.words(language).0.into());
            page.set_empty(empty.into());
            page.set_verb(verb.into());
            page.set_error("".into());
            page.set_step(3);
        });
    }

    fn shipments(&self) -> (Vec<Listed>, Vec<bind::Choice>) {
        let Some(app) = &self.app else { return Default::default() };
        let language = self.language;
        let goods = |count: usize| format!("{count} {}", language.pick("macam barang", "goods"));
        let mut all = Vec::new();
        for file in found(&self.shipment_folders(), SHIPMENT) {
            let Some(read) = std::fs::read(&file).ok().and_then(|bytes| app.read_shipment(&bytes).ok()) else { continue };
            // What was sent from here is below, with its own state.
            if read.own {
                continue;
            }
            let text = format!("{} {}", language.pick("Dari", "From"), read.from);
            let detail = format!("{} · {} · {}", dates::short(read.date), goods(read.lines.len()), file.display());
            let mark = if read.taken { language.pick("sudah diterima", "taken in") } else { language.pick("berkas", "file") };
            all.push((Listed::File(file), bind::Choice { text, detail, mark: mark.to_owned(), look: !read.taken }));
        }
        for (sent, record) in app.on_the_way().unwrap_or_default() {
            let text = format!("{} {}", language.pick("Ke", "To"), sent.party);
            let detail = format!("{} · {}", dates::short(sent.business_date), goods(sent.lines.len()));
            let mark = language.pick("di jalan", "on the way").to_owned();
            all.push((Listed::Sent(record, sent.party), bind::Choice { text, detail, mark, look: true }));
        }
        all.into_iter().unzip()
    }

    fn held_back(&self) -> (Vec<Listed>, Vec<bind::Choice>) {
        let language = self.language;
        let rows = self.app.as_ref().and_then(|app| app.held_back().ok()).unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let lot = if row.lot.is_empty() { language.pick("semua lot", "all lots").to_owned() } else { format!("lot {}", row.lot) };
                let mark = language.pick("ditahan", "held back").to_owned();
                let choice = bind::Choice { text: row.name.clone(), detail: format!("{lot} · {}", row.reason), mark, look: true };
                (Listed::Held(row), choice)
            })
            .unzip()
    }

    /// One of the list: taken in, arrived, or given free again.
    pub(in crate::window) fn pick_move(&mut self, index: i32) {
        let listed = usize::try_from(index).ok().and_then(|place| self.office.moving.listed.get(place)).cloned();
        match listed {
            Some(Listed::File(file)) => self.ask_to_take_shipment(&file),
            Some(Listed::Sent(record, shop)) => {
                let language = self.language;
                let question = Question {
                    title: format!("{} {shop}?", language.pick("Kiriman sudah sampai di", "Has it arrived at")),
                    text: language
                        .pick("Barangnya tidak lagi di jalan menurut buku.", "By the books the goods are no longer on the way.")
                        .to_owned(),
                    action: language.pick("Sudah sampai", "It arrived").to_owned(),
                    ..Question::default()
                };
                self.ask_first(Asking::Deed(Deed::ShipmentArrived(record)), question);
            }
            Some(Listed::Held(row)) => {
                let title = format!("{}: {}", self.language.pick("Lepas lagi", "Free again"), row.name);
                let text = self.language.pick("Boleh dijual dan diterima lagi.", "It may be sold and received again.");
                let form = moves::reason_form(Kind::Send, title, text, self.language);
                self.fill(Filling::Release(row.sku, row.lot), form);
            }
            None => {}
        }
    }

    fn ask_to_take_shipment(&mut self, file: &Path) {
        let language = self.language;
        let read = app::files::read(file).and_then(|bytes| self.shop()?.read_shipment(&bytes).map(|read| (bytes, read)));
        match read {
            Err(fault) => self.move_refused(&fault),
            Ok((_, read)) if read.taken => {
                let text = language.pick("Kiriman ini sudah diterima.", "This shipment was taken in already.");
                self.move_error(text.to_owned());
            }
            Ok((bytes, read)) => {
                let question = Question {
                    title: format!("{} {}?", language.pick("Terima kiriman dari", "Take in what came from"), read.from),
                    text: language.pick("Cocokkan dengan barang yang datang.", "Compare it with the goods that came.").to_owned(),
                    points: read.lines.iter().map(|(name, quantity)| format!("{quantity}  {name}")).collect(),
                    action: language.pick("Terima", "Take in").to_owned(),
                    ..Question::default()
                };
                self.ask_first(Asking::Deed(Deed::TakeShipment(bytes)), question);
            }
        }
    }

    /// What else can be begun from a list.
    pub(in crate::window) fn begin_move(&mut self, index: i32) {
        match (self.office.moving.kind, index) {
            (Some(Kind::Recall), 0) => self.find_move(),
            (Some(Kind::Recall), 1) => {
                let rows = self.consignor_picks("");
                self.choose_from(Choosing::RecallOwner, self.language.pick("Milik siapa?", "Whose goods?"), rows);
            }
            _ => self.show_move_list(),
        }
    }

    pub(super) fn ask_recall(&mut self, sku: &str) {
        let Some(app) = &self.app else { return };
        let product = match app.product(sku) {
            Ok(product) => product,
            Err(fault) => return self.move_refused(&fault),
        };
        let form = moves::recall_form(&product.name, &self.own_lots(sku), &self.partners(), self.language);
        self.fill(Filling::Recall(sku.to_owned()), form);
    }

    fn own_lots(&self, sku: &str) -> Vec<domain::goods::lots::Lot> {
        let Some(app) = &self.app else { return Vec::new() };
        store::goods::lots::of(app.store().connection(), sku, &Owner::Koperasi.word()).map(|(lots, _)| lots).unwrap_or_default()
    }

    pub(in crate::window::desk::office) fn recall_filled(&mut self, sku: &str, values: &[String]) {
        let (lot, reason, party) = moves::recalled(values, &self.own_lots(sku), &self.partners(), self.language);
        if reason.is_empty() {
            return self.reason_missing(0);
        }
        self.close_form();
        let order = MoveOrder { reason, party, ..MoveOrder::default() };
        self.attempt_office(Deed::PreviewMove(Movement::Recall(Recall::Product { sku: sku.to_owned(), lot }), order));
    }

    pub(in crate::window::desk::office) fn recall_owner_chosen(&mut self, code: &str) {
        let title = format!("{}: {code}", Kind::Recall.words(self.language).0);
        let text = self.language.pick("Semua barang miliknya keluar dari toko.", "All goods of theirs leave the shop.");
        let form = moves::reason_form(Kind::Recall, title, text, self.language);
        self.fill(Filling::RecallOwner(code.to_owned()), form);
    }

    pub(in crate::window::desk::office) fn recall_owner_filled(&mut self, code: &str, values: &[String]) {
        let reason = moves::reason_of(Kind::Recall, values, self.language);
        if reason.is_empty() {
            return self.reason_missing(0);
        }
        self.close_form();
        match self.shop().and_then(|app| app.owner_of(code)) {
            Ok(owner) => {
                let order = MoveOrder { reason, ..MoveOrder::default() };
                self.attempt_office(Deed::PreviewMove(Movement::Recall(Recall::Owner(owner)), order));
            }
            Err(fault) => self.move_refused(&fault),
        }
    }

    pub(in crate::window::desk::office) fn release_filled(&mut self, sku: &str, lot: &str, values: &[String]) {
        let reason = moves::reason_of(Kind::Send, values, self.language);
        if reason.is_empty() {
            return self.reason_missing(0);
        }
        self.close_form();
        self.attempt_office(Deed::Release { sku: sku.to_owned(), lot: lot.to_owned(), reason });
    }

    fn reason_missing(&mut self, field: usize) {
        let text = self.language.pick("Sebut sebabnya.", "Say why.");
        self.form_wrong(Wrong(field, text.to_owned()));
    }

    /// Done from a list, which is read again.
    pub(in crate::window::desk::office) fn list_changed(&mut self, text: &str) {
        self.hear(Sound::Accepted);
        self.say(text);
        self.show_move_list();
    }

    /// The file that goes with the goods: onto a stick where one is plugged in, else beside the reports.
    pub(super) fn save_shipment(&mut self, record: Uuid, shop: &str, said: String) {
        let folders = self.shipment_folders();
        let stick = folders.iter().find(|folder| folder.starts_with("/media") || folder.starts_with("/run/media"));
        let Some(folder) = stick.or(folders.first()).cloned() else { return };
        let plain: String = shop.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let now = self.app.as_ref().map(App::now).unwrap_or_default();
        let path = folder.join(format!("kiriman-{plain}-{}.{SHIPMENT}", now.format("%Y%m%d-%H%M%S")));
        let shown = path.display().to_string();
        let work = move |app: &mut App, _: &mut Teller| {
            make_folder(&folder)?;
            write_whole(&path, &app.shipment_file(record)?)
        };
        self.start_work(Place::Shipment, work, move |desk, result| {
            if desk.settle(result) {
                let word = match desk.language {
                    Language::Indonesian => "Berkas untuk toko itu",
                    Language::English => "The file for that shop",
                };
                desk.say(&format!("{said} {word}: {shown}"));
            }
        });
    }
}
