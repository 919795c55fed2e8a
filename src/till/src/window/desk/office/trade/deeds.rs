//! Deeds of the page, and what it says when they are done. Those that take a while are done beside the till.

use std::path::PathBuf;

use app::staff::Approval;
use app::trade::TakenDocument;
use app::{App, Fault};
use domain::staff::Right;
use domain::trade::Party;
use screen::Language;

use super::super::super::Desk;
use super::super::deeds::Deed;
use super::super::dialogs::Filling;
use super::super::work::{Place, Teller};
use super::files;
use super::money::{MoneyDeed, MoneyOutcome};
use crate::window::sound::Sound;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window) enum TradeDeed {
    PutParty(Box<Party>),
    /// Files of documents by name, and where they came from.
    Take {
        from: String,
        files: Vec<(String, Vec<u8>)>,
    },
    /// All that others must know, into a folder.
    WriteFiles(PathBuf),
    /// The shop's card, into a folder.
    WriteCard(PathBuf),
    Money(MoneyDeed),
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Outcome {
    Done,
    Taken(Vec<TakenDocument>),
    Money(MoneyOutcome),
    /// Files and documents that were written, and where.
    Written {
        files: usize,
        documents: usize,
        place: String,
    },
}

impl TradeDeed {
    pub(in crate::window::desk::office) const fn right(&self) -> Right {
        match self {
            Self::PutParty(_) | Self::Take { .. } | Self::WriteFiles(_) | Self::WriteCard(_) => Right::Buy,
            Self::Money(deed) => deed.right(),
        }
    }

    /// What is to be allowed, in words.
    pub(in crate::window::desk::office) fn subject(&self, language: Language) -> String {
        match self {
            Self::PutParty(party) => format!("{}: {}", language.pick("Simpan pihak", "Keep a party"), party.name),
            Self::Take { from, .. } => format!("{}: {from}", language.pick("Terima berkas", "Take files in")),
            Self::WriteFiles(_) => language.pick("Kirim berkas ke pihak lain", "Write files for others").to_owned(),
            Self::WriteCard(_) => language.pick("Tulis kartu toko", "Write the shop's card").to_owned(),
            Self::Money(deed) => deed.subject(language),
        }
    }

    /// It takes longer than a blink.
    const fn is_long(&self) -> bool {
        matches!(self, Self::Take { .. } | Self::WriteFiles(_))
    }
}

fn carry_out(app: &mut App, deed: &TradeDeed, approval: Option<&Approval>) -> Result<Outcome, Fault> {
    match deed {
        TradeDeed::PutParty(party) => app.put_party(party, approval).map(|()| Outcome::Done),
        TradeDeed::Money(deed) => deed.carry_out(app, approval).map(Outcome::Money),
        TradeDeed::Take { files, .. } => app.take_folder(files, approval).map(Outcome::Taken),
        TradeDeed::WriteFiles(folder) => {
            let files = app.document_files(approval)?;
            for file in &files {
                files::write_whole(&folder.join(&file.name), &file.bytes)?;
            }
            let documents = files.iter().map(|file| file.documents).sum();
            Ok(Outcome::Written { files: files.len(), documents, place: folder.display().to_string() })
        }
        TradeDeed::WriteCard(folder) => {
            let bytes = app.card_file(approval)?;
            let file = folder.join(format!("kartu-{}.dokumen", files::plain(&app.settings().shop.name)));
            files::write_whole(&file, &bytes)?;
            Ok(Outcome::Written { files: 1, documents: 1, place: file.display().to_string() })
        }
    }
}

impl Desk {
    /// Does it, or asks a second person. What takes a while is done beside the till by those who may.
    pub(super) fn attempt_trade(&mut self, deed: TradeDeed) {
        if !deed.is_long() || !self.may(deed.right()) {
            return self.attempt_office(Deed::Trade(deed));
        }
        let again = deed.clone();
        let work = move |app: &mut App, _: &mut Teller| carry_out(app, &deed, None);
        self.start_work(Place::TradeDeed, work, move |desk, result: Result<Outcome, Fault>| {
            // What another connection wrote is taken note of at once.
            let result = result.and_then(|outcome| desk.shop()?.refresh().map(|_| outcome));
            let result = result.map(|outcome| desk.office.trading.outcome = Some(outcome));
            desk.trade_performed(&again, result);
        });
        let text = self.language.pick("Sedang bekerja …", "Working …");
        self.strip(ui::Tone::Quiet, text, super::super::super::StripAction::None);
    }

    pub(in crate::window::desk::office) fn perform_trade(&mut self, deed: &TradeDeed, approval: Option<&Approval>) -> Result<(), Fault> {
        let outcome = carry_out(self.shop()?, deed, approval)?;
        self.office.trading.outcome = Some(outcome);
        Ok(())
    }

    pub(in crate::window::desk::office) fn trade_performed(&mut self, deed: &TradeDeed, result: Result<(), Fault>) {
        if let Err(fault) = result {
            self.clear_strip();
            return match self.office.filling {
                Some(Filling::Trade(_)) => self.form_refused(&fault),
                _ => self.trade_refused(&fault),
            };
        }
        self.hear(Sound::Accepted);
        let outcome = self.office.trading.outcome.take().unwrap_or(Outcome::Done);
        match (deed, outcome) {
            (TradeDeed::PutParty(party), _) => self.party_put_in_trade(party),
            (TradeDeed::Take { from, .. }, Outcome::Taken(documents)) => self.documents_taken(from, &documents),
            (TradeDeed::Money(deed), Outcome::Money(outcome)) => self.money_performed(deed, outcome),
            (_, Outcome::Written { files, documents, place }) => self.say_written(files, documents, &place),
            _ => self.read_tab(),
        }
    }

    fn say_written(&mut self, files: usize, documents: usize, place: &str) {
        let text = match (self.language, files) {
            (Language::Indonesian, 0) => "Belum ada dokumen untuk pihak lain.".to_owned(),
            (Language::Indonesian, 1) => format!("Tersimpan: {place}"),
            (Language::Indonesian, _) => format!("{files} berkas dengan {documents} dokumen tersimpan di {place}"),
            (Language::English, 0) => "There is nothing for others yet.".to_owned(),
            (Language::English, 1) => format!("Saved: {place}"),
            (Language::English, _) => format!("{files} files with {documents} documents are saved in {place}"),
        };
        self.say(&text);
    }
}
