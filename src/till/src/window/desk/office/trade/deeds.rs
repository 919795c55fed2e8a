//! Deeds of the page, and what it says when they are done. Those that take a while are done beside the till.

use std::path::PathBuf;

use app::staff::Approval;
use app::trade::{CatalogueNews, DeliveryAsk, DeliveryReceived, PartsError, TakenDocument, TradeRefusal};
use app::{App, Fault, Refusal};
use domain::staff::Right;
use domain::trade::Party;
use screen::Language;
use uuid::Uuid;

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
    LoadCatalogue {
        party: String,
        bytes: Vec<u8>,
    },
    Link {
        party: String,
        code: String,
        sku: String,
        pack: String,
    },
    DropDraft(i64),
    /// Signed, and its file written into the folder.
    SendOrder {
        no: i64,
        folder: PathBuf,
    },
    /// To the seller's prices.
    Agree(String),
    CloseOrder {
        number: String,
        reason: String,
    },
    /// One document of the shop, into a file.
    WriteDocument {
        id: Uuid,
        file: PathBuf,
    },
    Receive(Box<DeliveryAsk>),
    SignAdvices,
    TakeCodes(Vec<String>),
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
    Loaded(Vec<CatalogueNews>),
    /// Id, number and file of an order.
    Sent {
        id: String,
        number: String,
        file: Result<String, Fault>,
    },
    Received(Box<DeliveryReceived>),
    Signed(usize),
}

impl TradeDeed {
    pub(in crate::window::desk::office) const fn right(&self) -> Right {
        match self {
            Self::Receive(_) => Right::Receive,
            Self::Money(deed) => deed.right(),
            _ => Right::Buy,
        }
    }

    /// What is to be allowed, in words.
    pub(in crate::window::desk::office) fn subject(&self, language: Language) -> String {
        match self {
            Self::PutParty(party) => format!("{}: {}", language.pick("Simpan pihak", "Keep a party"), party.name),
            Self::Take { from, .. } => format!("{}: {from}", language.pick("Terima berkas", "Take files in")),
            Self::WriteFiles(_) => language.pick("Kirim berkas ke pihak lain", "Write files for others").to_owned(),
            Self::WriteCard(_) => language.pick("Tulis kartu toko", "Write the shop's card").to_owned(),
            Self::LoadCatalogue { party, .. } => format!("{}: {party}", language.pick("Muat katalog", "Load a catalogue")),
            Self::Link { code, sku, .. } => format!("{} {code} → {sku}", language.pick("Hubungkan", "Link")),
            Self::DropDraft(no) => format!("{} {no}", language.pick("Buang konsep pesanan", "Throw away draft")),
            Self::SendOrder { no, .. } => format!("{} {no}", language.pick("Kirim pesanan, konsep", "Send the order of draft")),
            Self::Agree(number) => format!("{} {number}", language.pick("Setujui harga pesanan", "Agree to the prices of order")),
            Self::CloseOrder { number, .. } => format!("{} {number}", language.pick("Tutup pesanan", "Close order")),
            Self::WriteDocument { .. } => language.pick("Tulis berkas dokumen", "Write the file of a document").to_owned(),
            Self::Receive(ask) => format!("{} {}", language.pick("Terima kiriman", "Receive"), ask.note),
            Self::SignAdvices => language.pick("Buat tanda terima", "Sign receipt advices").to_owned(),
            Self::TakeCodes(_) => language.pick("Terima surat jalan dari kode QR", "Take a surat jalan from its codes").to_owned(),
            Self::Money(deed) => deed.subject(language),
        }
    }

    /// It takes longer than a blink.
    const fn is_long(&self) -> bool {
        matches!(self, Self::Take { .. } | Self::WriteFiles(_) | Self::LoadCatalogue { .. })
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
                files::write(&folder.join(&file.name), &file.bytes)?;
            }
            let documents = files.iter().map(|file| file.documents).sum();
            Ok(Outcome::Written { files: files.len(), documents, place: folder.display().to_string() })
        }
        TradeDeed::WriteCard(folder) => {
            let bytes = app.card_file(approval)?;
            let file = folder.join(format!("kartu-{}.dokumen", files::plain(&app.settings().shop.name)));
            files::write(&file, &bytes)?;
            Ok(Outcome::Written { files: 1, documents: 1, place: file.display().to_string() })
        }
        TradeDeed::LoadCatalogue { party, bytes } => app.import_catalogue(bytes, Some(party), false, approval).map(Outcome::Loaded),
        TradeDeed::Link { party, code, sku, pack } => app.link_code(party, code, sku, Some(pack), approval).map(|()| Outcome::Done),
        TradeDeed::DropDraft(no) => app.drop_draft(*no, approval).map(|()| Outcome::Done),
        TradeDeed::SendOrder { no, folder } => {
            let document = app.send_order(*no, approval)?;
            let file = files::order_file(folder, &document.number);
            // It is sent, whether or not its file can be written here.
            let written = app.document_file(document.id, approval).and_then(|bytes| files::write(&file, &bytes));
            Ok(Outcome::Sent { id: document.id.to_string(), number: document.number, file: written.map(|()| file.display().to_string()) })
        }
        TradeDeed::Agree(number) => app.agree_order(number, approval).map(|_| Outcome::Done),
        TradeDeed::CloseOrder { number, reason } => app.cancel_order(number, reason, approval).map(|_| Outcome::Done),
        TradeDeed::WriteDocument { id, file } => {
            files::write(file, &app.document_file(*id, approval)?)?;
            Ok(Outcome::Written { files: 1, documents: 1, place: file.display().to_string() })
        }
        TradeDeed::Receive(ask) => app.receive_delivery(ask, approval).map(|received| Outcome::Received(Box::new(received))),
        TradeDeed::SignAdvices => app.issue_advices(approval).map(|signed| Outcome::Signed(signed.len())),
        TradeDeed::TakeCodes(codes) => app.take_codes(codes, approval).map(Outcome::Taken),
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
            if let Some(missing) = missing_parts(&fault) {
                return self.parts_missing(missing);
            }
            if matches!(deed, TradeDeed::TakeCodes(_)) {
                self.forget_codes();
            }
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
            (TradeDeed::TakeCodes(_), Outcome::Taken(documents)) => {
                self.forget_codes();
                let from = self.language.pick("kode QR", "QR codes");
                self.documents_taken(from, &documents);
            }
            (_, Outcome::Loaded(news)) => self.catalogue_loaded(&news),
            (TradeDeed::Link { .. }, _) => self.code_linked(),
            (_, Outcome::Sent { id, number, file }) => self.order_sent(id, &number, file),
            (TradeDeed::Agree(_), _) => {
                self.order_changed(self.language.pick("Disetujui. Kirim berkasnya ke penjual.", "Agreed. Send the file to the seller."));
            }
            (TradeDeed::CloseOrder { .. }, _) => {
                self.order_changed(self.language.pick("Ditutup. Kirim berkasnya ke penjual.", "Closed. Send the file to the seller."));
            }
            (_, Outcome::Received(received)) => self.delivery_received(&received),
            (_, Outcome::Signed(count)) => self.advices_signed(count),
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

/// Which parts of a surat jalan were not scanned yet.
fn missing_parts(fault: &Fault) -> Option<&str> {
    match fault.refusal() {
        Some(Refusal::Trade(TradeRefusal::Parts(PartsError::Missing(missing)))) => Some(missing),
        _ => None,
    }
}
