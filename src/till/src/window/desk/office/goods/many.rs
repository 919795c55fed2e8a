//! Many goods at once: a file that is looked over before it is taken in, and all goods as a file.

use std::path::{Path, PathBuf};

use app::Fault;
use app::catalogue::{ExportFormat, Imported};
use app::files::{make_folder, read, write_whole};
use screen::Language;
use screen::office::backup::File;
use screen::stock::many;
use slint::ComponentHandle;
use ui::{ManyGoods, Page};

use super::super::super::Desk;
use super::super::backup::{file_row, found, places};
use super::super::reports::report_folder;
use super::super::work::{Place, Teller};
use super::Step;
use crate::window::bind;
use crate::window::sound::Sound;

/// So many files are listed.
const LISTED: usize = 60;

/// What this part of the page remembers.
#[derive(Default)]
pub(super) struct Many {
    files: Vec<PathBuf>,
    targets: Vec<PathBuf>,
    target: usize,
    /// The file that was read.
    read: Option<PathBuf>,
    /// What was read and looked over: exactly this is taken in.
    bytes: Vec<u8>,
}

impl Desk {
    pub(in crate::window) fn many_goods(&mut self) {
        self.office.goods.many = Many::default();
        self.clear_strip();
        self.forget_file();
        self.show_many();
    }

    /// Files that there are, and where one can be written.
    pub(in crate::window) fn show_many(&mut self) {
        let language = self.language;
        let Some(app) = &self.app else { return };
        let own = report_folder(&self.path);
        let mut targets = vec![(language.pick("Dokumen", "Documents").to_owned(), own.clone())];
        targets.extend(places(app, language).into_iter().map(|place| (place.name, place.folder)));
        targets.dedup_by(|a, b| a.1 == b.1);
        let folders: Vec<PathBuf> = targets.iter().map(|(_, folder)| folder.clone()).collect();
        let mut files = found(&folders, "xlsx");
        files.extend(found(&folders, "csv"));
        files.dedup();
        files.truncate(LISTED);
        let rows: Vec<File> = files.iter().map(|file| named(file)).collect();
        let state = &mut self.office.goods.many;
        state.target = state.target.min(folders.len().saturating_sub(1));
        let chosen = state.target;
        let marked = state.read.as_ref().and_then(|read| files.iter().position(|file| file == read));
        let marked = marked.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
        state.files = files;
        state.targets = folders;
        let targets: Vec<(String, String, bool)> =
            targets.into_iter().enumerate().map(|(place, (name, folder))| (name, folder.display().to_string(), place == chosen)).collect();
        let empty = match language {
            Language::Indonesian => {
                format!("Tidak ada berkas XLSX atau CSV. Colokkan USB, atau taruh berkas di {}, lalu Cari lagi.", own.display())
            }
            Language::English => format!("No XLSX or CSV file. Plug in a stick, or put a file into {}, then look again.", own.display()),
        };
        self.goods_step(Step::Many);
        self.ui(move |window| {
            bind::goods::show_files(window, &rows, &targets);
            let page = window.global::<ManyGoods>();
            page.set_empty(empty.into());
            page.set_file(marked);
        });
    }

    pub(in crate::window) fn choose_many_target(&mut self, index: i32) {
        self.office.goods.many.target = usize::try_from(index).unwrap_or(0);
        self.show_many();
    }

    pub(in crate::window) fn leave_many(&mut self) {
        self.office.works.stop(Place::Goods);
        self.many_idle();
        self.clear_strip();
        self.show_goods_list();
    }

    /// Nothing was read.
    fn forget_file(&mut self) {
        self.office.goods.many.bytes.clear();
        self.ui(|window| {
            bind::goods::show_changes(window, "", &[], false);
            let page = window.global::<ManyGoods>();
            page.set_file(-1);
            page.set_error("".into());
        });
    }

    /// Reads a file and shows what it would change. Nothing changes.
    pub(in crate::window) fn read_many(&mut self, index: i32) {
        let file = usize::try_from(index).ok().and_then(|place| self.office.goods.many.files.get(place)).cloned();
        let Some(file) = file else { return };
        self.office.goods.many.bytes.clear();
        self.office.goods.many.read = Some(file.clone());
        let work = move |app: &mut app::App, _: &mut Teller| {
            let bytes = read(&file)?;
            let imported = app.import_products(&bytes, true)?;
            Ok((bytes, imported))
        };
        self.start_work(Place::Goods, work, |desk, result: Result<(Vec<u8>, Imported), Fault>| {
            desk.many_idle();
            match result {
                Ok((bytes, imported)) => {
                    let ready = many::changes_anything(&imported);
                    desk.office.goods.many.bytes = if ready { bytes } else { Vec::new() };
                    desk.show_imported(&imported, false);
                }
                Err(fault) => desk.many_refused(&fault),
            }
        });
    }

    fn show_imported(&mut self, imported: &Imported, done: bool) {
        let language = self.language;
        let summary = many::summary(imported, done, language);
        let app = self.app.as_ref();
        let name = |sku: &str| app.and_then(|app| app.product(sku).ok()).map_or_else(|| sku.to_owned(), |product| product.name);
        let rows = many::changes(imported, name, language);
        let ready = !done && many::changes_anything(imported);
        self.ui(move |window| {
            bind::goods::show_changes(window, &summary, &rows, ready);
            window.global::<ManyGoods>().set_error("".into());
        });
    }

    /// What was looked over is taken in.
    pub(in crate::window) fn apply_many(&mut self) {
        let bytes = std::mem::take(&mut self.office.goods.many.bytes);
        if bytes.is_empty() {
            return;
        }
        let work = move |app: &mut app::App, _: &mut Teller| app.import_products(&bytes, false);
        self.start_work(Place::Goods, work, |desk, result: Result<Imported, Fault>| {
            desk.many_idle();
            match result {
                Ok(imported) => {
                    desk.hear(Sound::Accepted);
                    desk.show_imported(&imported, true);
                    desk.say(&many::summary(&imported, true, desk.language));
                    desk.show_tiles(None);
                }
                Err(fault) => desk.many_refused(&fault),
            }
        });
    }

    /// All goods as a file.
    pub(in crate::window) fn save_many(&mut self, kind: &str) {
        let format = if kind == "xlsx" { ExportFormat::Xlsx } else { ExportFormat::Csv };
        let state = &self.office.goods.many;
        let Some(folder) = state.targets.get(state.target).cloned() else { return };
        let path = folder.join(format!("barang-{}.{kind}", self.books_today()));
        let shown = path.display().to_string();
        let work = move |app: &mut app::App, _: &mut Teller| {
            let bytes = app.export_products(format, None)?;
            make_folder(&folder)?;
            write_whole(&path, &bytes)
        };
        self.start_work(Place::Goods, work, move |desk, result: Result<(), Fault>| {
            desk.many_idle();
            match result {
                Ok(()) => {
                    let word = desk.language.pick("Tersimpan", "Saved");
                    desk.hear(Sound::Accepted);
                    desk.say(&format!("{word}: {shown}"));
                    if desk.page == Page::Goods && desk.office.goods.step == Step::Many {
                        desk.show_many();
                    }
                }
                Err(fault) => desk.refuse(&fault),
            }
        });
    }

    pub(in crate::window::desk::office) fn many_progress(&self) {
        let text = self.language.pick("Sedang bekerja …", "Working …");
        self.ui(move |window| {
            let page = window.global::<ManyGoods>();
            page.set_busy(true);
            page.set_busy_text(text.into());
        });
    }

    fn many_idle(&self) {
        self.ui(|window| window.global::<ManyGoods>().set_busy(false));
    }

    /// What is wrong with the file: the sentence, and each row of it.
    fn many_refused(&mut self, fault: &Fault) {
        let language = self.language;
        let (text, rows) = many::refused(fault, language);
        self.hear(Sound::Refused);
        self.ui(move |window| {
            bind::goods::show_changes(window, "", &rows, false);
            window.global::<ManyGoods>().set_error(text.into());
        });
    }
}

/// A file by its whole name.
fn named(file: &Path) -> File {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    File { name, ..file_row(file) }
}
