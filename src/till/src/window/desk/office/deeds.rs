//! Deeds of the office that a second person may have to allow.

use app::books::Draft;
use app::staff::Approval;
use app::stock::{Arrival, MoveOrder, Movement};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::goods::{Label, Partner, PayoutMethod, PriceBatch};
use domain::staff::Right;
use screen::{Language, dates};
use uuid::Uuid;

use super::super::Desk;
use super::super::approval::Pending;
use super::goods::GoodsDeed;
use super::labels::Way;
use super::trade::TradeDeed;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window) enum Deed {
    Template { key: &'static str, amount: Rupiah, choice: Option<&'static str>, date: NaiveDate, memo: String },
    Journal(Draft),
    Reverse(Uuid, String),
    CloseDay(NaiveDate, Rupiah),
    CloseMonth(i32, u32),
    CloseYear(i32),
    Receive(Arrival),
    Prices(PriceBatch),
    ReviewCount(String),
    PostCount { id: String, reasons: Vec<(String, String)>, gone: bool },
    Goods(GoodsDeed),
    Labels { labels: Vec<Label>, way: Way },
    OwnCode { sku: String, pack: String },
    PreviewMove(Movement, MoveOrder),
    Move(Movement, MoveOrder),
    OpenBox(String),
    TakeShipment(Vec<u8>),
    ShipmentArrived(Uuid),
    Release { sku: String, lot: String, reason: String },
    PutPartner(Partner),
    PayPartner { partner: String, amount: Rupiah, method: PayoutMethod, reference: String },
    Trade(TradeDeed),
}

impl Deed {
    pub(in crate::window) const fn right(&self) -> Right {
        match self {
            Self::Template { .. } | Self::Journal(_) | Self::Reverse(..) => Right::Journal,
            Self::CloseDay(..) => Right::CloseDay,
            Self::CloseMonth(..) | Self::CloseYear(_) => Right::ClosePeriod,
            Self::Receive(_) => Right::Receive,
            Self::Prices(_) | Self::Labels { .. } | Self::OwnCode { .. } => Right::EditGoods,
            Self::ReviewCount(_) | Self::PostCount { .. } => Right::PostCount,
            Self::Goods(deed) => deed.right(),
            Self::PreviewMove(what, _) | Self::Move(what, _) => what.right(),
            Self::PutPartner(_) | Self::PayPartner { .. } => Right::Consign,
            Self::Trade(deed) => deed.right(),
            Self::OpenBox(_) | Self::TakeShipment(_) | Self::ShipmentArrived(_) | Self::Release { .. } => Right::MoveGoods,
        }
    }

    /// What is to be allowed, in words.
    pub(in crate::window) fn subject(&self, language: Language) -> String {
        match self {
            Self::Template { key, amount, .. } => format!("{} {key}: Rp {amount}", language.pick("Jurnal", "Journal")),
            Self::Journal(draft) => format!("{}: {}", language.pick("Jurnal", "Journal"), draft.memo),
            Self::Reverse(..) => language.pick("Balik jurnal", "Reverse a journal").to_owned(),
            Self::CloseDay(date, _) => format!("{} {}", language.pick("Tutup hari", "Close the day"), dates::short(*date)),
            Self::CloseMonth(year, month) => format!("{} {month:02}/{year}", language.pick("Tutup bulan", "Close the month")),
            Self::CloseYear(year) => format!("{} {year}", language.pick("Tutup tahun", "Close the year")),
            Self::Receive(arrival) => format!("{} {} {}", language.pick("Terima barang", "Receive goods"), arrival.supplier, arrival.note),
            Self::Prices(batch) => format!("{}: {}", language.pick("Ubah harga jual", "Change prices"), batch.name),
            Self::ReviewCount(_) => language.pick("Tinjau hitungan stok", "Review a count").to_owned(),
            Self::PostCount { .. } => language.pick("Bukukan hitungan stok", "Post a count").to_owned(),
            Self::Goods(deed) => deed.subject(language),
            Self::Labels { labels, .. } => format!("{}: {}", language.pick("Cetak label", "Print labels"), labels.len()),
            Self::PreviewMove(_, order) | Self::Move(_, order) => {
                let goods = format!("{} {}", order.items.len(), language.pick("macam barang", "goods"));
                format!("{}: {goods} {}", language.pick("Pindahkan barang", "Move goods"), order.reason)
            }
            Self::OpenBox(sku) => format!("{}: {sku}", language.pick("Buka dus", "Open a box")),
            Self::PutPartner(partner) => format!("{}: {}", language.pick("Simpan mitra", "Keep a partner"), partner.name),
            Self::PayPartner { partner, amount, .. } => format!("{} {partner}: Rp {amount}", language.pick("Bayar titipan", "Pay")),
            Self::Trade(deed) => deed.subject(language),
            Self::TakeShipment(_) => language.pick("Terima kiriman toko lain", "Take in what another shop sent").to_owned(),
            Self::ShipmentArrived(_) => language.pick("Kiriman sudah sampai", "A shipment has arrived").to_owned(),
            Self::Release { sku, .. } => format!("{}: {sku}", language.pick("Lepas barang yang ditahan", "Free what is held back")),
            Self::OwnCode { sku, .. } => format!("{}: {sku}", language.pick("Beri kode sendiri", "Give an own code")),
        }
    }

    /// Ready reasons for the second person.
    pub(in crate::window) fn reasons(&self, language: Language) -> Vec<String> {
        let usual = [
            language.pick("Diminta pengurus", "Asked for by the board"),
            language.pick("Manajer sedang tidak di tempat", "The manager is away"),
        ];
        let of_box = [
            language.pick("Eceran habis, pembeli menunggu", "No pieces left, a buyer waits"),
            language.pick("Eceran habis di rak", "No pieces left on the shelf"),
        ];
        if matches!(self, Self::OpenBox(_)) { of_box } else { usual }.map(str::to_owned).into()
    }
}

impl Desk {
    /// Does it, or asks a second person.
    pub(super) fn attempt_office(&mut self, deed: Deed) {
        self.attempt(Pending::Office(Box::new(deed)));
    }

    /// The deed itself.
    pub(in crate::window) fn perform_office(&mut self, deed: &Deed, approval: Option<&Approval>) -> Result<(), app::Fault> {
        if let Deed::Goods(deed) = deed {
            return self.perform_goods(deed, approval);
        }
        if let Deed::Trade(deed) = deed {
            return self.perform_trade(deed, approval);
        }
        let app = self.shop()?;
        let closed = match deed {
            Deed::Template { key, amount, choice, date, memo } => {
                app.post_template(key, *amount, *choice, Some(*date), memo, approval)?;
                None
            }
            Deed::Journal(draft) => {
                app.post_journal(draft, approval)?;
                None
            }
            Deed::Reverse(record, reason) => {
                app.reverse_journal(*record, reason, approval)?;
                None
            }
            Deed::CloseDay(date, deposit) => Some(app.close_day(Some(*date), Some(*deposit), approval)?),
            Deed::CloseMonth(year, month) => Some(app.close_month(*year, *month, approval)?),
            Deed::CloseYear(year) => Some(app.close_year(*year, approval)?),
            Deed::Receive(arrival) => {
                app.receive_goods(arrival, approval)?;
                None
            }
            Deed::Prices(batch) => {
                app.set_prices(batch, approval)?;
                None
            }
            Deed::ReviewCount(id) => {
                let review = app.review_count(id, approval)?;
                self.office.counting.review = Some(review);
                return Ok(());
            }
            Deed::PostCount { id, reasons, gone } => {
                app.post_count(id, reasons, *gone, approval)?;
                None
            }
            Deed::Goods(_) | Deed::Trade(_) => None,
            Deed::Labels { labels, way } => return self.perform_labels(labels, *way, approval),
            Deed::PreviewMove(..) | Deed::Move(..) | Deed::OpenBox(_) => return self.perform_move(deed, approval),
            Deed::PutPartner(partner) => {
                app.put_partner(partner, approval)?;
                None
            }
            Deed::PayPartner { partner, amount, method, reference } => {
                let paid = app.pay_partner(partner, Some(*amount), *method, reference, approval)?;
                self.office.consigning.paid = Some(paid);
                return Ok(());
            }
            Deed::TakeShipment(bytes) => {
                app.take_shipment(bytes, approval)?;
                None
            }
            Deed::ShipmentArrived(record) => {
                app.confirm_arrival(*record, approval)?;
                None
            }
            Deed::Release { sku, lot, reason } => {
                app.release(sku, Some(lot), reason, approval)?;
                None
            }
            Deed::OwnCode { sku, pack } => {
                app.give_own_code(sku, pack, approval)?;
                None
            }
        };
        if let Some(closed) = closed {
            self.office.day.closed(&closed);
        }
        Ok(())
    }

    /// Shows what came of it.
    pub(in crate::window) fn office_performed(&mut self, deed: &Deed, result: Result<(), app::Fault>) {
        if let Deed::Goods(deed) = deed {
            return self.goods_performed(deed, result);
        }
        if let Deed::Trade(deed) = deed {
            return self.trade_performed(deed, result);
        }
        if let Err(fault) = result {
            let in_form = self.office.filling.is_some();
            return match deed {
                Deed::Template { .. } | Deed::Reverse(..) | Deed::PayPartner { .. } if in_form => self.form_refused(&fault),
                Deed::Journal(_) => self.entry_refused(&fault),
                Deed::Receive(_) => self.arrival_refused(&fault),
                Deed::ReviewCount(_) | Deed::PostCount { .. } => self.count_refused(&fault),
                Deed::Labels { .. } | Deed::OwnCode { .. } => self.label_refused(&fault),
                Deed::PutPartner(_) | Deed::PayPartner { .. } => self.consign_refused(&fault),
                Deed::PreviewMove(..) | Deed::Move(..) | Deed::TakeShipment(_) | Deed::ShipmentArrived(_) | Deed::Release { .. } => {
                    self.move_refused(&fault);
                }
                _ => self.refuse(&fault),
            };
        }
        match deed {
            Deed::Template { .. } | Deed::Journal(_) | Deed::Reverse(..) => self.journal_written(deed),
            Deed::CloseDay(..) => self.day_closed(),
            Deed::CloseMonth(..) | Deed::CloseYear(_) => self.period_closed(),
            Deed::Receive(_) => self.arrival_taken(),
            Deed::Prices(_) => self.prices_taken(),
            Deed::ReviewCount(_) => self.show_review(),
            Deed::PostCount { .. } => self.count_posted(),
            Deed::Goods(_) | Deed::Trade(_) => {}
            Deed::Labels { labels, way } => self.labels_queued(labels, *way),
            Deed::OwnCode { sku, pack } => self.own_code_given(sku, pack),
            Deed::PreviewMove(..) => self.show_planned(),
            Deed::PutPartner(partner) => self.partner_put(partner),
            Deed::PayPartner { .. } => self.partner_paid(),
            Deed::Move(what, _) => self.move_done(what),
            Deed::OpenBox(sku) => self.box_opened(sku),
            Deed::TakeShipment(_) => {
                self.list_changed(self.language.pick("Kiriman diterima. Stok sudah bertambah.", "The shipment is in stock."));
            }
            Deed::ShipmentArrived(_) => {
                self.list_changed(self.language.pick("Kiriman sudah sampai.", "The shipment has arrived."));
            }
            Deed::Release { .. } => self.list_changed(self.language.pick("Boleh dijual lagi.", "It may be sold again.")),
        }
    }
}
