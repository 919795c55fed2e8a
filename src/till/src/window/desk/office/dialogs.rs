//! Questions, forms and lists: what is asked, and what becomes of the answer.

use app::Fault;
use chrono::NaiveDate;
use screen::office::{Form, Pick, Question};
use screen::sentence;
use slint::ComponentHandle;
use uuid::Uuid;

use super::super::Desk;
use super::Deed;
use super::goods::{GoodsForm, GoodsList, GoodsQuestion};
use super::trade::{TradeForm, TradeList, TradeQuestion};
use crate::window::bind;
use crate::window::sound::Sound;

/// Which form is being filled in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filling {
    Dates(ui::Page),
    Template(&'static str),
    JournalHead,
    Reverse(Uuid),
    NewPerson,
    Role(String),
    Pin(String),
    Limit(domain::staff::Role, domain::staff::Right),
    Invitation,
    ArrivalHead,
    ArrivalLine(usize),
    CountReason(String),
    Goods(GoodsForm),
    MoveHead { then_check: bool },
    MoveLine(usize),
    Recall(String),
    RecallOwner(String),
    Release(String, String),
    Partner(Option<String>),
    Payout(String),
    Trade(TradeForm),
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asking {
    Deed(Deed),
    Active(String, bool),
    Restore { file: std::path::PathBuf, older: bool },
    Trust { file: std::path::PathBuf, fingerprint: String },
    CostUnknown,
    GiveUpArrival,
    Goods(GoodsQuestion),
    GiveUpMove,
    Trade(TradeQuestion),
}

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choosing {
    LedgerAccount,
    EntryAccount(usize),
    AuditPerson,
    AuditKind,
    Arrival,
    CountCategory,
    CountList,
    CountGoods,
    CountLeft,
    Goods(GoodsList),
    Label,
    Move,
    RecallOwner,
    Trade(TradeList),
}

/// A field of the form is wrong: which, and why.
pub(super) struct Wrong(pub(super) usize, pub(super) String);

impl Desk {
    /// Shows a form.
    pub(super) fn fill(&mut self, what: Filling, form: Form) {
        self.office.filling = Some(what);
        self.ui(move |window| bind::show_form(window, &form));
    }

    /// The form was filled in.
    pub(in crate::window) fn form_filled(&mut self, values: &[String]) {
        let Some(what) = self.office.filling.clone() else { return };
        match what {
            Filling::Dates(page) => self.dates_typed(page, values),
            Filling::Template(key) => self.template_filled(key, values),
            Filling::JournalHead => self.journal_head_filled(values),
            Filling::Reverse(record) => self.reversal_filled(record, values),
            Filling::NewPerson => self.person_filled(values),
            Filling::Role(id) => self.role_filled(&id, values),
            Filling::Pin(id) => self.pin_filled(&id, values),
            Filling::Limit(role, right) => self.limit_filled(role, right, values),
            Filling::Invitation => self.invitation_filled(values),
            Filling::ArrivalHead => self.arrival_head_filled(values),
            Filling::ArrivalLine(line) => self.arrival_line_filled(line, values),
            Filling::CountReason(sku) => self.reason_filled(&sku, values),
            Filling::Goods(form) => self.goods_form_filled(form, values),
            Filling::MoveHead { then_check } => self.move_head_filled(values, then_check),
            Filling::MoveLine(line) => self.move_line_filled(line, values),
            Filling::Recall(sku) => self.recall_filled(&sku, values),
            Filling::RecallOwner(code) => self.recall_owner_filled(&code, values),
            Filling::Release(sku, lot) => self.release_filled(&sku, &lot, values),
            Filling::Partner(code) => self.partner_filled(code.as_deref(), values),
            Filling::Payout(code) => self.payout_filled(&code, values),
            Filling::Trade(form) => self.trade_form_filled(form, values),
        }
    }

    /// It was put away.
    pub(in crate::window) fn form_cancelled(&mut self) {
        self.office.filling = None;
    }

    /// The form has done its work.
    pub(super) fn close_form(&mut self) {
        self.office.filling = None;
        self.ui(|window| window.global::<ui::Form>().set_shown(false));
    }

    /// What is wrong, at its field.
    pub(super) fn form_wrong(&mut self, wrong: Wrong) {
        self.hear(Sound::Refused);
        self.ui(move |window| bind::form_wrong(window, wrong.0, &wrong.1));
    }

    /// The deed was refused: said in the form, which stays.
    pub(super) fn form_refused(&mut self, fault: &Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| {
            let form = window.global::<ui::Form>();
            form.set_busy(false);
            form.set_error(text.into());
        });
    }

    /// Asks before something that cannot be taken back.
    pub(super) fn ask_first(&mut self, what: Asking, question: Question) {
        self.office.asking = Some(what);
        self.ui(move |window| bind::show_question(window, &question));
    }

    /// Yes.
    pub(in crate::window) fn confirmed(&mut self) {
        let Some(what) = self.office.asking.take() else { return };
        self.ui(|window| window.global::<ui::Confirm>().set_shown(false));
        match what {
            Asking::Deed(deed) => self.attempt_office(deed),
            Asking::Active(id, active) => self.switch_person(&id, active),
            Asking::Restore { file, older } => self.restore_from(file, older),
            Asking::Trust { file, fingerprint } => self.read_exchange_file(file, Some(fingerprint)),
            Asking::CostUnknown => self.costs_are_unknown(),
            Asking::GiveUpArrival => self.give_up_arrival(),
            Asking::Goods(question) => self.goods_confirmed(question),
            Asking::GiveUpMove => self.give_up_move(),
            Asking::Trade(question) => self.trade_confirmed(question),
        }
    }

    /// No.
    pub(in crate::window) fn not_confirmed(&mut self) {
        self.office.asking = None;
    }

    /// Shows a list to choose from.
    pub(super) fn choose_from(&mut self, what: Choosing, title: &str, rows: Vec<Pick>) {
        self.office.choosing = Some(what);
        let title = title.to_owned();
        self.ui(move |window| bind::show_picker(window, &title, &rows));
    }

    /// Something is being searched in it.
    pub(in crate::window) fn search_choices(&mut self, query: &str) {
        let Some(what) = self.office.choosing else { return };
        let rows = match what {
            Choosing::LedgerAccount => screen::office::journal::all_accounts(query, self.language),
            Choosing::EntryAccount(_) => screen::office::journal::accounts(query, self.language),
            Choosing::AuditPerson | Choosing::AuditKind => self.audit_choices(what, query),
            Choosing::Arrival | Choosing::Label | Choosing::Move => self.goods_choices(query),
            Choosing::RecallOwner => self.consignor_picks(query),
            Choosing::CountCategory => self.category_choices(query),
            Choosing::CountList | Choosing::CountGoods => self.base_choices(query),
            Choosing::CountLeft => self.left_choices(query),
            Choosing::Goods(list) => self.goods_list_choices(list, query),
            Choosing::Trade(list) => self.trade_choices(list, query),
        };
        self.ui(move |window| bind::show_picks(window, &rows));
    }

    /// One was chosen.
    pub(in crate::window) fn chosen(&mut self, id: &str) {
        let Some(what) = self.office.choosing.take() else { return };
        match what {
            Choosing::LedgerAccount => self.ledger_of(id),
            Choosing::EntryAccount(line) => self.entry_account(line, id),
            Choosing::AuditPerson | Choosing::AuditKind => self.audit_chosen(what, id),
            Choosing::Arrival => self.arrival_chosen(id),
            Choosing::Label => self.label_chosen(id),
            Choosing::Move => self.move_chosen(id),
            Choosing::RecallOwner => self.recall_owner_chosen(id),
            Choosing::CountCategory => self.count_category(id),
            Choosing::CountList => self.list_chosen(id),
            Choosing::CountGoods | Choosing::CountLeft => self.counted_chosen(id),
            Choosing::Goods(list) => self.goods_list_chosen(list, id),
            Choosing::Trade(list) => self.trade_chosen(list, id),
        }
    }

    /// None was.
    pub(in crate::window) fn none_chosen(&mut self) {
        if self.office.choosing.take() == Some(Choosing::CountList) {
            self.list_done();
        }
    }
}

/// What stands in a field.
pub(super) fn value(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |text| text.trim())
}

/// A date as the form holds it.
pub(super) fn date(values: &[String], place: usize) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value(values, place), "%Y-%m-%d").ok()
}
