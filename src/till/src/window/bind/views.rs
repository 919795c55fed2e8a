//! Views as rows of the markup.

use std::path::Path;

use screen::Language;
use screen::cart::{Parked, Row, View};
use screen::goods::{self, Tile};
use slint::{Color, ComponentHandle, Image, Model, ModelRc, SharedString, VecModel};
use store::print_queue::JobState;
use store::staff::Staff;
use ui::{
    Approval, CartRow, JobRow, MainWindow, ParkedCart, Payment, ProductTile, QuickKey, Reading, ReceiptRow, Receipts, Returns, Sale,
    SettingRow, Settings, StaffTile, TenderRow,
};

/// Calm grounds for tiles, one a category; dark enough for white letters.
const COLOURS: [(u8, u8, u8); 8] =
    [(92, 112, 84), (124, 98, 72), (78, 104, 120), (128, 88, 88), (104, 96, 128), (84, 116, 108), (132, 108, 60), (96, 96, 96)];

/// Texts as a model.
pub(in crate::window) fn texts(texts: &[String]) -> ModelRc<SharedString> {
    ModelRc::new(VecModel::from_iter(texts.iter().map(SharedString::from)))
}

/// Rows as a model.
pub(in crate::window) fn model<T: Clone + 'static>(rows: Vec<T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from(rows))
}

/// People as tiles.
pub(in crate::window) fn staff_tiles(staff: &[Staff], language: Language) -> Vec<StaffTile> {
    let tile = |person: &Staff| StaffTile {
        id: person.id.as_str().into(),
        name: person.name.as_str().into(),
        role: language.role(person.role).into(),
        initials: goods::initials(&person.name).into(),
    };
    staff.iter().map(tile).collect()
}

/// The cart: rows that did not change are left alone, so that one scan repaints one row.
pub(in crate::window) fn show_cart(window: &MainWindow, view: &View, fresh: Option<i64>) {
    let sale = window.global::<Sale>();
    let rows: Vec<CartRow> = view.rows.iter().map(|row| cart_row(row, fresh)).collect();
    rows_of(&sale.get_rows(), rows, |model| sale.set_rows(model));
    sale.set_total(view.total.as_str().into());
    sale.set_items(view.items.as_str().into());
    sale.set_saved(view.saved.as_str().into());
    sale.set_subtotal(view.subtotal.as_str().into());
    sale.set_discount(view.discount.as_str().into());
    sale.set_member(view.member.as_str().into());
    repaint(window);
}

/// Maximised, full screen or a window. Before the window is shown it takes effect at once; X11 window
/// managers may pass over a request that comes while they map it.
pub(in crate::window) fn show_size(window: &MainWindow, mode: &str) {
    window.window().set_fullscreen(mode == "fullscreen");
    window.window().set_maximized(mode == "maximized");
}

/// X11 frames wait a whole refresh interval otherwise (`slint.md` section 3).
fn repaint(window: &MainWindow) {
    use slint::winit_030::WinitWindowAccessor;
    window.window().with_winit_window(|window| window.request_redraw());
}

/// Rows into the model that is shown, so that those that did not change are left alone; a new model the first time.
pub(super) fn rows_of<T: Clone + PartialEq + 'static>(model: &ModelRc<T>, rows: Vec<T>, set: impl FnOnce(ModelRc<T>)) {
    match model.as_any().downcast_ref::<VecModel<T>>() {
        Some(shown) => patch(shown, rows),
        None => set(ModelRc::new(VecModel::from(rows))),
    }
}

fn patch<T: Clone + PartialEq + 'static>(shown: &VecModel<T>, rows: Vec<T>) {
    while shown.row_count() > rows.len() {
        shown.remove(shown.row_count() - 1);
    }
    for (place, row) in rows.into_iter().enumerate() {
        match shown.row_data(place) {
            Some(old) if old == row => {}
            Some(_) => shown.set_row_data(place, row),
            None => shown.push(row),
        }
    }
}

fn cart_row(row: &Row, fresh: Option<i64>) -> CartRow {
    CartRow {
        line: i32::try_from(row.line).unwrap_or(i32::MAX),
        quantity: row.quantity.as_str().into(),
        name: row.name.as_str().into(),
        pack: row.pack.as_str().into(),
        price: row.price.as_str().into(),
        amount: row.amount.as_str().into(),
        rule: row.rule.as_str().into(),
        note: row.note.as_str().into(),
        weighed: row.weighed,
        fresh: fresh == Some(row.line),
    }
}

/// Parked carts.
pub(in crate::window) fn show_parked(window: &MainWindow, parked: &[Parked]) {
    let chip = |cart: &Parked| ParkedCart {
        id: cart.id.as_str().into(),
        time: cart.time.as_str().into(),
        goods: cart.goods.as_str().into(),
        items: cart.items.as_str().into(),
        total: cart.total.as_str().into(),
        member: cart.member.as_str().into(),
    };
    window.global::<Sale>().set_parked(ModelRc::new(VecModel::from_iter(parked.iter().map(chip))));
}

/// Tiles of the search.
pub(in crate::window) fn show_tiles(window: &MainWindow, tiles: &[Tile], pictures: &Path) {
    window.global::<Sale>().set_tiles(models(tiles, pictures));
}

/// Tiles of a choice.
pub(in crate::window) fn show_choices(window: &MainWindow, tiles: &[Tile], pictures: &Path) {
    window.global::<Sale>().set_choices(models(tiles, pictures));
}

pub(super) fn models(tiles: &[Tile], pictures: &Path) -> ModelRc<ProductTile> {
    let some = pictures.is_dir();
    let model = |tile: &Tile| {
        let (red, green, blue) = COLOURS[usize::from(tile.colour) % COLOURS.len()];
        let picture = some.then(|| picture(pictures, &tile.sku)).flatten();
        ProductTile {
            id: tile.id.as_str().into(),
            name: tile.name.as_str().into(),
            detail: tile.detail.as_str().into(),
            price: tile.price.as_str().into(),
            colour: Color::from_rgb_u8(red, green, blue),
            initials: tile.initials.as_str().into(),
            has_picture: picture.is_some(),
            picture: picture.unwrap_or_default(),
        }
    };
    ModelRc::new(VecModel::from_iter(tiles.iter().map(model)))
}

/// The picture of goods, if the shop has one; a key that is no file name has none.
pub(super) fn picture(folder: &Path, sku: &str) -> Option<Image> {
    let plain = sku.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let file = folder.join(format!("{sku}.png"));
    if plain && file.is_file() { Image::load_from_path(&file).ok() } else { None }
}

/// The payment page.
pub(in crate::window) fn show_payment(window: &MainWindow, view: &screen::payment::View) {
    let page = window.global::<Payment>();
    page.set_total(view.total.as_str().into());
    page.set_rounding(view.rounding.as_str().into());
    page.set_due(view.due.as_str().into());
    let quick = view.quick.iter().map(|key| QuickKey { label: key.label.as_str().into(), amount: key.amount.as_str().into() });
    page.set_quick(ModelRc::new(VecModel::from_iter(quick)));
    let tenders = view.tenders.iter().map(|tender| TenderRow {
        index: i32::try_from(tender.no).unwrap_or(i32::MAX),
        name: tender.name.as_str().into(),
        amount: tender.amount.as_str().into(),
        detail: tender.detail.as_str().into(),
        waiting: tender.waiting,
    });
    page.set_tenders(ModelRc::new(VecModel::from_iter(tenders)));
}

/// The list of receipts.
pub(in crate::window) fn show_receipts(window: &MainWindow, rows: &[screen::receipts::Row]) {
    let rows = rows.iter().map(|row| ReceiptRow {
        number: row.number.as_str().into(),
        time: row.time.as_str().into(),
        total: row.total.as_str().into(),
        cashier: row.cashier.as_str().into(),
        member: row.member.as_str().into(),
        tender: row.tender.as_str().into(),
    });
    window.global::<Receipts>().set_rows(ModelRc::new(VecModel::from_iter(rows)));
}

/// The form of a section.
pub(in crate::window) fn show_settings(window: &MainWindow, rows: &[screen::settings::Row]) {
    let rows = rows.iter().map(|row| SettingRow {
        key: row.key.as_str().into(),
        label: row.label.as_str().into(),
        value: row.value.as_str().into(),
        hint: row.hint.as_str().into(),
        kind: row.kind.as_str().into(),
        choices: texts(&row.choices),
        error: SharedString::default(),
    });
    window.global::<Settings>().set_rows(ModelRc::new(VecModel::from_iter(rows)));
}

/// A row of the print queue.
pub(in crate::window) struct Job {
    pub(in crate::window) id: String,
    pub(in crate::window) what: String,
    pub(in crate::window) state: String,
    pub(in crate::window) cause: String,
    /// Since when.
    pub(in crate::window) age: String,
    /// It may be on paper: a person is asked.
    pub(in crate::window) uncertain: bool,
}

/// The print queue.
pub(in crate::window) fn show_jobs(window: &MainWindow, rows: &[Job]) {
    let rows = rows.iter().map(|job| JobRow {
        id: job.id.as_str().into(),
        what: job.what.as_str().into(),
        state: job.state.as_str().into(),
        cause: job.cause.as_str().into(),
        age: job.age.as_str().into(),
        uncertain: job.uncertain,
    });
    window.global::<Settings>().set_jobs(ModelRc::new(VecModel::from_iter(rows)));
}

/// Where a job stands, in words.
pub(in crate::window) const fn job_state(state: JobState, language: Language) -> &'static str {
    match state {
        JobState::Queued => language.pick("menunggu", "waiting"),
        JobState::Sending => language.pick("sedang dicetak", "printing"),
        JobState::Sent | JobState::Confirmed => language.pick("tercetak", "printed"),
        JobState::Uncertain => language.pick("mungkin tercetak", "maybe printed"),
        JobState::Dropped => language.pick("dibatalkan", "given up"),
    }
}

/// Closes all that lies over a page.
pub(in crate::window) fn close_dialogs(window: &MainWindow) {
    window.global::<Approval>().set_shown(false);
    let sale = window.global::<Sale>();
    sale.set_search_shown(false);
    sale.set_choice_shown(false);
    sale.set_ask_shown(false);
    sale.set_member_shown(false);
    sale.set_parked_shown(false);
    window.global::<Reading>().set_shown(false);
    let returns = window.global::<Returns>();
    returns.set_goods_shown(false);
    returns.set_ask_title(SharedString::default());
}
