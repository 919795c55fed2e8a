//! Labels: those that wait because a price changed, and those of any goods; where they are printed.

use app::books::SheetOf;
use app::files::make_folder;
use app::selling::Meaning;
use app::stock::LabelFormat;
use app::{App, Fault};
use domain::goods::Label;
use domain::staff::Right;
use screen::office::Pick;
use screen::stock::labels::{self, Entry, MOST};
use screen::{Language, sentence};
use slint::ComponentHandle;
use ui::{Labels, Page};

use super::super::Desk;
use super::Deed;
use super::dialogs::Choosing;
use super::reports::report_folder;
use super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// Where labels go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::window) enum Way {
    #[default]
    Receipt,
    Printer,
    Small,
    Shelf,
}

impl Way {
    const ALL: [Self; 4] = [Self::Receipt, Self::Printer, Self::Small, Self::Shelf];
}

/// The labels on the page. They wait here while another page is open.
#[derive(Default)]
pub(super) struct Labelling {
    entries: Vec<Entry>,
    at: usize,
    /// The next digit begins the number of copies anew.
    anew: bool,
    way: Way,
    busy: bool,
}

impl Desk {
    /// The page: what is known at once, and beside the till what waits now.
    pub(super) fn show_labels(&mut self) {
        // Who locks the till while labels are printed hears no more of them; they are printed all the same.
        self.office.labelling.busy = self.office.works.runs(Place::Labels);
        self.show_label_rows();
        self.start_work(
            Place::LabelQueue,
            |app, _| app.label_queue(),
            |desk, queue| match queue {
                Ok(queue) => {
                    let state = &desk.office.labelling;
                    let now = |entry: &Entry| {
                        let app = desk.app.as_ref()?;
                        app.labels_of(&entry.label.sku, Some(&entry.label.pack)).ok()?.pop()
                    };
                    desk.office.labelling.entries = labels::merged(&state.entries, queue, now);
                    desk.show_label_rows();
                }
                Err(fault) => desk.label_refused(&fault),
            },
        );
    }

    fn label_format(&self) -> LabelFormat {
        match self.office.labelling.way {
            Way::Receipt => LabelFormat::EscPos,
            Way::Small => LabelFormat::Pdf(SheetOf::Small),
            Way::Shelf => LabelFormat::Pdf(SheetOf::Shelf),
            Way::Printer => {
                let set = self.app.as_ref().and_then(|app| app.settings().label_printer.as_ref());
                set.map_or(LabelFormat::Tspl, |(_, format)| *format)
            }
        }
    }

    /// What the chosen way needs or makes, and whether its printer is missing.
    fn label_note(&self, count: usize) -> (String, bool) {
        let language = self.language;
        let Some(app) = &self.app else { return Default::default() };
        let settings = app.settings();
        let missing = language.pick("Printernya belum diatur.", "Its printer is not set.").to_owned();
        let sheets = |on_one| {
            let (sheets, folder) = (labels::sheets(count, on_one), report_folder(&self.path).display().to_string());
            match language {
                Language::Indonesian => format!("{sheets} lembar, disimpan di {folder}"),
                Language::English => format!("{sheets} sheets, saved in {folder}"),
            }
        };
        match self.office.labelling.way {
            Way::Receipt if settings.printer.is_none() => (missing, true),
            Way::Receipt => (String::new(), false),
            Way::Printer => match &settings.label_printer {
                None => (missing, true),
                Some((address, LabelFormat::Zpl)) => (format!("50 × 30 mm, ZPL, {address}"), false),
                Some((address, _)) => (format!("50 × 30 mm, TSPL, {address}"), false),
            },
            Way::Small | Way::Shelf if count == 0 => (String::new(), false),
            Way::Small => (sheets(65), false),
            Way::Shelf => (sheets(24), false),
        }
    }

    fn show_label_rows(&mut self) {
        let language = self.language;
        let state = &mut self.office.labelling;
        state.at = state.at.min(state.entries.len().saturating_sub(1));
        let state = &self.office.labelling;
        let rows = labels::rows(&state.entries, language);
        let at = if rows.is_empty() { -1 } else { i32::try_from(state.at).unwrap_or(-1) };
        let summary = labels::summary(&state.entries, language);
        let count = labels::wanted(&state.entries).len();
        let (note, missing) = self.label_note(count);
        let format = Way::ALL.iter().position(|way| *way == state.way).and_then(|place| i32::try_from(place).ok()).unwrap_or(0);
        let under = state.entries.get(state.at);
        let face = under.zip(self.app.as_ref()).map(|(entry, app)| app.label_face(&entry.label, self.label_format())).unwrap_or_default();
        let (busy, all) = (state.busy, !rows.is_empty() && rows.iter().all(|row| row.on));
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        self.ui(move |window| {
            bind::show_labels(window, &rows, at);
            bind::show_label_face(window, &face);
            let page = window.global::<Labels>();
            page.set_summary(summary.into());
            page.set_all(all);
            page.set_count(count);
            page.set_format(format);
            page.set_note(note.into());
            page.set_missing(missing);
            page.set_busy(busy);
            page.set_error("".into());
        });
    }

    // --- which labels

    /// A code was scanned on the page: its label is wanted, or once more.
    pub(in crate::window::desk) fn scan_label(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) => {
                let (sku, pack) = (goods.hit.product.sku.clone(), goods.hit.product.packs[goods.hit.pack].code.clone());
                self.add_label(&sku, &pack);
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                let rows = self.picks_of(&goods);
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Label, title, rows);
            }
            Err(fault) => self.label_refused(&fault),
        }
    }

    /// Goods that share a code, to choose from.
    pub(super) fn picks_of(&self, goods: &[app::selling::Goods]) -> Vec<Pick> {
        let pick = |goods: &app::selling::Goods| {
            let tile = screen::goods::tile(&goods.hit.product, &goods.hit.product.packs[goods.hit.pack], None, self.language);
            Pick { id: tile.id, text: tile.name, detail: tile.detail }
        };
        goods.iter().map(pick).collect()
    }

    pub(in crate::window) fn find_label(&mut self) {
        let rows = self.goods_choices("");
        self.choose_from(Choosing::Label, self.language.pick("Label untuk barang", "Labels of goods"), rows);
    }

    pub(super) fn label_chosen(&mut self, id: &str) {
        if let Some((sku, pack)) = screen::goods::parts(id).map(|(sku, pack)| (sku.to_owned(), pack.to_owned())) {
            self.add_label(&sku, &pack);
        }
    }

    fn add_label(&mut self, sku: &str, pack: &str) {
        let found = self.shop().and_then(|app| app.labels_of(sku, Some(pack))).map(|mut labels| labels.pop());
        let label = match found {
            Ok(Some(label)) => label,
            Ok(None) => return,
            Err(fault) => return self.label_refused(&fault),
        };
        let state = &mut self.office.labelling;
        match state.entries.iter().position(|entry| entry.is(&label)) {
            Some(place) => {
                state.entries[place].scan();
                state.at = place;
            }
            None => {
                state.entries.push(Entry::added(label));
                state.at = state.entries.len() - 1;
            }
        }
        state.anew = true;
        self.hear(Sound::Accepted);
        self.clear_strip();
        self.show_label_rows();
    }

    pub(in crate::window) fn take_up_label(&mut self, index: i32) {
        let state = &mut self.office.labelling;
        if let Some(place) = usize::try_from(index).ok().filter(|place| *place < state.entries.len()) {
            (state.at, state.anew) = (place, true);
        }
        self.show_label_rows();
    }

    pub(in crate::window) fn flip_label(&mut self, index: i32) {
        let state = &mut self.office.labelling;
        if let Some(place) = usize::try_from(index).ok().filter(|place| *place < state.entries.len()) {
            state.entries[place].on = !state.entries[place].on;
            (state.at, state.anew) = (place, true);
        }
        self.show_label_rows();
    }

    /// All, or none when all are marked.
    pub(in crate::window) fn flip_all_labels(&mut self) {
        let entries = &mut self.office.labelling.entries;
        let on = !entries.iter().all(|entry| entry.on);
        entries.iter_mut().for_each(|entry| entry.on = on);
        self.show_label_rows();
    }

    pub(in crate::window) fn step_label(&mut self, by: i32) {
        let state = &mut self.office.labelling;
        if let Some(entry) = state.entries.get_mut(state.at) {
            entry.copies = entry.copies.saturating_add_signed(isize::try_from(by).unwrap_or(0)).clamp(1, MOST);
            entry.on = true;
        }
        state.anew = true;
        self.show_label_rows();
    }

    /// Digits of a keyboard say how many; the first one begins the number anew.
    pub(in crate::window) fn type_label(&mut self, key: &str) {
        let state = &mut self.office.labelling;
        let Some(entry) = state.entries.get_mut(state.at) else { return };
        let copies = match key.parse::<usize>() {
            Ok(digit) if state.anew => digit,
            Ok(digit) => entry.copies * 10 + digit,
            Err(_) => entry.copies / 10,
        };
        if copies <= MOST {
            entry.copies = copies.max(1);
            // A nought at the beginning is no number of labels yet.
            state.anew = copies == 0;
            entry.on = true;
        }
        self.show_label_rows();
    }

    pub(in crate::window) fn drop_label(&mut self) {
        let state = &mut self.office.labelling;
        if state.entries.get(state.at).is_some_and(|entry| entry.shelf.is_none()) {
            state.entries.remove(state.at);
        }
        state.anew = true;
        self.show_label_rows();
    }

    pub(in crate::window) fn own_code(&mut self) {
        let state = &self.office.labelling;
        let Some(label) = state.entries.get(state.at).map(|entry| &entry.label).filter(|label| label.code.is_empty()) else { return };
        let deed = Deed::OwnCode { sku: label.sku.clone(), pack: label.pack.clone() };
        self.attempt_office(deed);
    }

    /// Goods have a code of the shop's own now.
    pub(super) fn own_code_given(&mut self, sku: &str, pack: &str) {
        let label = self.app.as_ref().and_then(|app| app.labels_of(sku, Some(pack)).ok()?.pop());
        let Some(label) = label else { return };
        let code = label.code.clone();
        if let Some(entry) = self.office.labelling.entries.iter_mut().find(|entry| entry.is(&label)) {
            entry.label = label;
        }
        self.hear(Sound::Accepted);
        let word = self.language.pick("Kode sendiri", "Own code");
        self.say(&format!("{word}: {code}"));
        self.show_label_rows();
    }

    pub(super) fn label_refused(&mut self, fault: &Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Labels>().set_error(text.into()));
    }

    // --- where they go

    pub(in crate::window) fn choose_label_way(&mut self, index: i32) {
        if let Some(way) = usize::try_from(index).ok().and_then(|place| Way::ALL.get(place)) {
            self.office.labelling.way = *way;
        }
        self.show_label_rows();
    }

    pub(in crate::window) fn set_up_label_printer(&mut self) {
        self.section = screen::settings::PRINTER;
        self.visit(Page::Settings);
    }

    pub(in crate::window) fn print_labels(&mut self) {
        let state = &self.office.labelling;
        let labels = labels::wanted(&state.entries);
        if !labels.is_empty() && !state.busy {
            let way = state.way;
            self.attempt_office(Deed::Labels { labels, way });
        }
    }

    /// The deed: into the queue of the receipt printer at once, else beside the till.
    pub(super) fn perform_labels(&mut self, labels: &[Label], way: Way, approval: Option<&app::staff::Approval>) -> Result<(), Fault> {
        if way == Way::Receipt {
            return self.shop()?.print_labels(labels, approval);
        }
        if approval.is_none() && !self.may(Right::EditGoods) {
            return Err(app::Refusal::NeedsApproval(Right::EditGoods).into());
        }
        let (labels, approval, format) = (labels.to_vec(), approval.cloned(), self.label_format());
        let folder = report_folder(&self.path);
        let now = self.app.as_ref().map(App::now).unwrap_or_default();
        let path = folder.join(format!("label-{}.pdf", now.format("%Y%m%d-%H%M%S")));
        let (count, shown) = (labels.len(), path.display().to_string());
        self.office.labelling.busy = true;
        let printed = labels.clone();
        let work = move |app: &mut App, _: &mut Teller| {
            if way == Way::Printer {
                return app.send_labels(&labels, approval.as_ref(), |_| {});
            }
            make_folder(&folder)?;
            app.save_labels(&labels, format, &path, approval.as_ref())
        };
        self.start_work(Place::Labels, work, move |desk, result| {
            desk.office.labelling.busy = false;
            match result {
                Ok(()) => {
                    let way_words = match way {
                        Way::Printer => desk.language.pick("dicetak di printer label.", "printed on the label printer.").to_owned(),
                        _ => format!("{}: {shown}.", desk.language.pick("tersimpan", "saved")),
                    };
                    desk.labels_out(&printed, count, &way_words);
                }
                Err(fault) => {
                    desk.show_label_rows();
                    desk.label_refused(&fault);
                }
            }
        });
        self.show_label_rows();
        Ok(())
    }

    /// They went into the queue of the receipt printer.
    pub(super) fn labels_queued(&mut self, labels: &[Label], way: Way) {
        if way == Way::Receipt {
            self.wake_printer();
            let words = self.language.pick("masuk antrean cetak.", "went to the print queue.");
            self.labels_out(labels, labels.len(), words);
        }
    }

    /// They are out: what was printed leaves the page, and the rest is said.
    fn labels_out(&mut self, printed: &[Label], count: usize, way: &str) {
        if let Some(app) = &mut self.app
            && let Err(fault) = app.refresh()
        {
            return self.label_refused(&fault);
        }
        let entries = &mut self.office.labelling.entries;
        entries.retain(|entry| !(entry.on && printed.iter().any(|label| entry.is(label))));
        let waiting = entries.iter().filter(|entry| entry.shelf.is_some()).count();
        let text = labels::done(count, way, waiting, self.language);
        self.hear(Sound::Accepted);
        self.say(&text);
        self.show_labels();
    }
}
