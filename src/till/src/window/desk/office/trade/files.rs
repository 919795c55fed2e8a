//! Files of documents: where they come from, and where they are written.

use std::path::{Path, PathBuf};

use app::Fault;
use app::files::{make_folder, read, write_whole};
use screen::office::{Pick, size};

use super::super::super::Desk;
use super::super::backup::{found, places};
use super::super::dialogs::Choosing;
use super::super::reports::report_folder;
use super::{TradeDeed, TradeList};

/// What files of documents end with.
pub(super) const ENDING: &str = "dokumen";
/// Folders beside each other for what comes and what goes.
const IN: &str = "terima";
const OUT: &str = "kirim";
/// So many files are listed.
const LISTED: usize = 60;

impl Desk {
    /// Where files come from: the folders of documents and of downloads, and sticks.
    pub(super) fn inboxes(&self) -> Vec<PathBuf> {
        let own = report_folder(&self.path);
        let mut folders = vec![own.join(IN), own];
        folders.extend(dirs::download_dir());
        if let Some(app) = &self.app {
            for place in places(app, self.language) {
                // What others put on a stick lies where they put it.
                let above = place.folder.parent().filter(|_| place.name.starts_with("USB ")).map(Path::to_owned);
                folders.push(place.folder);
                folders.extend(above);
            }
        }
        let mut known = Vec::new();
        folders.retain(|folder| {
            folder.is_dir() && !known.contains(folder) && {
                known.push(folder.clone());
                true
            }
        });
        folders
    }

    /// Files with these endings, the newest name first.
    pub(super) fn files_of(&self, endings: &[&str]) -> Vec<Pick> {
        let folders = self.inboxes();
        let files = endings.iter().flat_map(|end| found(&folders, end));
        let pick = |file: PathBuf| {
            let bytes = std::fs::metadata(&file).map_or(0, |file| file.len());
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let folder = file.parent().unwrap_or(&file).display().to_string();
            Pick { id: file.display().to_string(), text: name, detail: format!("{} · {folder}", size(bytes)) }
        };
        files.take(LISTED).map(pick).collect()
    }

    /// Files to take in: each folder as a whole, then each file.
    pub(super) fn file_picks(&self, list: TradeList) -> Vec<Pick> {
        let files = self.files_of(&[ENDING]);
        if list == TradeList::CardFile {
            return files;
        }
        let all = self.language.pick("Semua berkas di folder ini", "All files of this folder");
        let whole = |folder: PathBuf| {
            let count = found(std::slice::from_ref(&folder), ENDING).len();
            (count > 1).then(|| Pick {
                id: folder.display().to_string(),
                text: format!("{all} ({count})"),
                detail: folder.display().to_string(),
            })
        };
        self.inboxes().into_iter().filter_map(whole).chain(files).collect()
    }

    /// Where files go that nobody chose a place for.
    pub(super) fn outbox(&self) -> PathBuf {
        report_folder(&self.path).join(OUT)
    }

    /// Folders to write to.
    pub(super) fn folder_picks(&self) -> Vec<Pick> {
        let own = self.outbox();
        let here = self.language.pick("Di komputer ini", "On this computer");
        let mut picks = vec![Pick { id: own.display().to_string(), text: here.to_owned(), detail: own.display().to_string() }];
        if let Some(app) = &self.app {
            let places = places(app, self.language).into_iter().filter(|place| place.name.starts_with("USB "));
            picks.extend(places.map(|place| {
                let folder = place.folder.display().to_string();
                Pick { id: folder.clone(), text: place.name, detail: folder }
            }));
        }
        picks
    }

    /// Asks which file or folder.
    pub(super) fn choose_file(&mut self, list: TradeList, title: &str) {
        let rows = self.trade_choices(list, "");
        if rows.is_empty() {
            let folder = report_folder(&self.path).display().to_string();
            let text = match self.language {
                screen::Language::Indonesian => format!("Tidak ada berkas. Colokkan USB, atau taruh berkasnya di {folder}."),
                screen::Language::English => format!("No files. Plug in a stick, or put the file into {folder}."),
            };
            return self.trade_said(&text);
        }
        self.choose_from(Choosing::Trade(list), title, rows);
    }

    /// Files or a whole folder were chosen to be taken in.
    pub(super) fn inbox_chosen(&mut self, id: &str) {
        let path = PathBuf::from(id);
        let paths = if path.is_dir() { found(std::slice::from_ref(&path), ENDING) } else { vec![path.clone()] };
        let mut files = Vec::with_capacity(paths.len());
        for file in paths {
            match read(&file) {
                Ok(bytes) => files.push((file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), bytes)),
                Err(fault) => return self.trade_refused(&fault),
            }
        }
        self.attempt_trade(TradeDeed::Take { from: path.display().to_string(), files });
    }

    /// A folder was chosen to write to: the shop's card, or all that others must know.
    pub(super) fn outbox_chosen(&mut self, id: &str, card: bool) {
        let folder = PathBuf::from(id);
        self.attempt_trade(if card { TradeDeed::WriteCard(folder) } else { TradeDeed::WriteFiles(folder) });
    }
}

/// Writes a file into a folder that may have to be made first.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    path.parent().map_or(Ok(()), make_folder)?;
    write_whole(path, bytes)
}

/// The file of an order.
pub(super) fn order_file(folder: &Path, number: &str) -> PathBuf {
    folder.join(format!("pesanan-{}.{ENDING}", plain(number)))
}

/// A text as a name of a file.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_makes_a_name() {
        assert_eq!(order_file(Path::new("/kirim"), "A1/SP 0001"), Path::new("/kirim/pesanan-A1-SP-0001.dokumen"));
    }
}
