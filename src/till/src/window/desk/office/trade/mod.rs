//! Trade with suppliers and the network: one page, seven parts. Each part reads what it shows beside the till, makes a
//! view of plain rows, and answers the keys of its buttons; what they share is here.

mod catalogue;
mod claims;
mod deeds;
mod deliveries;
mod dialogs;
mod files;
mod invoices;
mod money;
mod orders;
mod paper;
mod parties;
mod parts;
mod settling;
mod statements;

use app::files::write_whole;
use app::{App, Fault};
use domain::staff::Right;
use record::document::is_part;
use screen::trade::{Action, Paper, View};
use screen::{capital, sentence};
use slint::ComponentHandle;
use ui::{Page, Trade};

use self::deeds::Outcome;
pub(in crate::window) use self::deeds::TradeDeed;
pub(super) use self::dialogs::{TradeForm, TradeList, TradeQuestion};
use super::super::Desk;
use super::dialogs::Wrong;
use super::work::Place;
use crate::window::bind;
use crate::window::sound::Sound;

/// The parts of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Parties,
    Catalogue,
    Orders,
    Deliveries,
    Invoices,
    Claims,
    Statements,
}

impl Tab {
    /// All of them, in the order of their digits.
    pub(super) const ALL: [Self; 7] =
        [Self::Parties, Self::Catalogue, Self::Orders, Self::Deliveries, Self::Invoices, Self::Claims, Self::Statements];

    /// The right that it wants.
    const fn right(self) -> Right {
        match self {
            Self::Parties | Self::Catalogue | Self::Orders | Self::Invoices => Right::Buy,
            Self::Deliveries => Right::Receive,
            Self::Claims | Self::Statements => Right::Settle,
        }
    }

    fn place(self) -> usize {
        Self::ALL.into_iter().position(|tab| tab == self).unwrap_or(0)
    }
}

/// A document that is shown as it is on paper.
struct Shown {
    paper: Paper,
    sheet: app::books::Sheet,
    head: app::books::Letterhead,
    number: String,
}

/// What the page remembers.
#[derive(Default)]
pub(super) struct Trading {
    tab: Tab,
    query: String,
    /// How much waits in each part.
    waiting: Vec<usize>,
    shown: Option<Shown>,
    outcome: Option<Outcome>,
    parties: parties::Parties,
    catalogues: catalogue::Catalogues,
    orders: orders::Orders,
    deliveries: deliveries::Deliveries,
    invoices: invoices::Invoices,
    claims: claims::Claims,
    statements: statements::Statements,
}

/// Where the arrows were moved on the glass: that is not set again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::window) enum Moved {
    Nothing,
    Row,
    Line,
    Day,
}

impl Desk {
    /// True when any part of the page is for the one who acts.
    pub(super) fn may_trade(&self) -> bool {
        [Right::Buy, Right::Settle, Right::Receive].into_iter().any(|right| self.may(right))
    }

    /// The page was opened, or its part has to be read again.
    pub(super) fn show_trade(&mut self) {
        if !self.may(self.office.trading.tab.right())
            && let Some(tab) = Tab::ALL.into_iter().find(|tab| self.may(tab.right()))
        {
            self.office.trading.tab = tab;
        }
        self.show_part(Moved::Nothing);
        self.read_tab();
    }

    /// Reads what a part shows beside the till, and what waits in all of them.
    fn read_part<T: Send + 'static>(
        &mut self,
        read: impl FnOnce(&App) -> Result<T, Fault> + Send + 'static,
        keep: impl FnOnce(&mut Trading, T) + Send + 'static,
    ) {
        self.read_part_then(read, keep, |_| {});
    }

    /// The same, and something that is done before it is shown.
    fn read_part_then<T: Send + 'static>(
        &mut self,
        read: impl FnOnce(&App) -> Result<T, Fault> + Send + 'static,
        keep: impl FnOnce(&mut Trading, T) + Send + 'static,
        then: impl FnOnce(&mut Self) + Send + 'static,
    ) {
        let work = move |app: &mut App, _: &mut super::work::Teller| Ok((read(app)?, waiting(app)?));
        self.start_work(Place::Trade, work, move |desk, result: Result<(T, Vec<usize>), Fault>| match result {
            Ok((data, waiting)) => {
                keep(&mut desk.office.trading, data);
                desk.office.trading.waiting = waiting;
                then(desk);
                desk.show_part(Moved::Nothing);
            }
            Err(fault) => desk.trade_refused(&fault),
        });
    }

    /// What was refused, at its place.
    pub(super) fn trade_refused(&mut self, fault: &Fault) {
        let text = capital(&sentence(fault, self.language));
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Trade>().set_error(text.into()));
    }

    /// The same in words.
    fn trade_said(&mut self, text: &str) {
        let text = text.to_owned();
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Trade>().set_error(text.into()));
    }

    /// Shows the part as it stands.
    fn show_part(&mut self, moved: Moved) {
        let (language, state) = (self.language, &self.office.trading);
        let tabs: Vec<(String, usize, bool)> = Tab::ALL
            .into_iter()
            .zip(screen::trade::tabs(language))
            .map(|(tab, name)| (name.to_owned(), state.waiting.get(tab.place()).copied().unwrap_or(0), self.may(tab.right())))
            .collect();
        let (place, paper) = (state.tab.place(), state.shown.as_ref().map(|shown| shown.paper.clone()));
        let view = if paper.is_some() {
            let save = language.pick("Simpan PDF", "Save as PDF");
            View { heading: String::new(), actions: vec![Action::new("F9", save).primary()], ..View::default() }
        } else {
            self.tab_view()
        };
        self.ui(move |window| bind::show_trade(window, &tabs, place, &view, paper.as_ref(), moved));
    }

    // --- what each part answers

    fn tab_view(&self) -> View {
        match self.office.trading.tab {
            Tab::Parties => self.parties_view(),
            Tab::Catalogue => self.catalogues_view(),
            Tab::Orders => self.orders_view(),
            Tab::Deliveries => self.deliveries_view(),
            tab => self.money_view(tab),
        }
    }

    fn read_tab(&mut self) {
        match self.office.trading.tab {
            Tab::Parties => self.read_parties(),
            Tab::Catalogue => self.read_catalogues(),
            Tab::Orders => self.read_orders(),
            Tab::Deliveries => self.read_deliveries(),
            tab => self.read_money(tab),
        }
    }

    /// A row was chosen.
    pub(in crate::window) fn choose_trade(&mut self, index: i32) {
        let Ok(place) = usize::try_from(index) else { return };
        match self.office.trading.tab {
            Tab::Parties => self.choose_party(place),
            Tab::Catalogue => self.choose_catalogue(place),
            Tab::Orders => self.choose_order(place),
            Tab::Deliveries => self.choose_delivery(place),
            tab => self.choose_money(tab, place),
        }
        self.show_part(Moved::Row);
    }

    /// Enter on a row.
    pub(in crate::window) fn open_trade(&mut self, index: i32) {
        if usize::try_from(index).is_err() {
            return;
        }
        match self.office.trading.tab {
            Tab::Parties => self.act_trade("F4"),
            Tab::Catalogue => {}
            Tab::Orders => self.open_order(),
            _ => self.act_trade("F10"),
        }
    }

    /// Another side of what is chosen.
    pub(in crate::window) fn choose_trade_side(&mut self, index: i32) {
        let side = usize::try_from(index).unwrap_or(0);
        match self.office.trading.tab {
            Tab::Parties => self.office.trading.parties.side = side,
            Tab::Orders => self.office.trading.orders.side = side,
            Tab::Catalogue | Tab::Deliveries => {}
            _ => self.choose_claims_side(side),
        }
        self.show_part(Moved::Nothing);
    }

    /// The key of a button. One that is not there, or cannot be done now, does nothing.
    pub(in crate::window) fn act_trade(&mut self, key: &str) {
        if self.office.trading.shown.is_some() {
            if key == "F9" {
                self.save_shown();
            }
            return;
        }
        if !self.tab_view().actions.iter().any(|action| action.key == key && action.enabled) {
            return;
        }
        self.clear_strip();
        self.ui(|window| window.global::<Trade>().set_error("".into()));
        match self.office.trading.tab {
            Tab::Parties => self.act_on_party(key),
            Tab::Catalogue => self.act_on_catalogue(key),
            Tab::Orders => self.act_on_order(key),
            Tab::Deliveries => self.act_on_delivery(key),
            tab => self.act_on_money(tab, key),
        }
    }

    /// A line of what is chosen.
    pub(in crate::window) fn choose_trade_line(&mut self, index: i32) {
        let Ok(place) = usize::try_from(index) else { return };
        match self.office.trading.tab {
            Tab::Parties => {}
            Tab::Catalogue => self.choose_catalogue_line(place),
            Tab::Orders => self.choose_order_line(place),
            Tab::Deliveries => self.choose_delivery_line(place),
            _ => self.choose_invoice_line(place),
        }
        self.show_part(Moved::Line);
    }

    /// Enter on a line.
    pub(in crate::window) fn open_trade_line(&mut self, index: i32) {
        let Ok(place) = usize::try_from(index) else { return };
        match self.office.trading.tab {
            Tab::Parties => {}
            Tab::Catalogue => self.ask_link(),
            Tab::Orders => self.open_order_line(place),
            Tab::Deliveries => {
                self.choose_delivery_line(place + 1);
                self.show_part(Moved::Nothing);
            }
            _ => self.act_trade("F5"),
        }
    }

    /// A key of the number pad.
    pub(in crate::window) fn type_trade(&mut self, key: &str) {
        match self.office.trading.tab {
            Tab::Parties | Tab::Catalogue => {}
            Tab::Orders => self.type_packs(key),
            Tab::Deliveries => self.type_delivery(key),
            _ => self.type_paper(key),
        }
    }

    /// A code was scanned on the page.
    pub(in crate::window::desk) fn scan_trade(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        self.ui(|window| window.global::<Trade>().set_error("".into()));
        // A surat jalan is taken in from wherever it is scanned.
        if is_part(code) {
            return self.scan_part(code);
        }
        match self.office.trading.tab {
            Tab::Invoices if self.office.trading.invoices.typing.open => self.scan_paper(code),
            Tab::Parties | Tab::Invoices | Tab::Claims | Tab::Statements => {
                self.trade_said(self.language.pick("Di bagian ini tidak ada yang dipindai.", "There is nothing to scan in this part."));
            }
            Tab::Catalogue => self.scan_catalogue(code),
            Tab::Orders => self.scan_ordered(code),
            Tab::Deliveries => self.scan_counted(code),
        }
    }

    /// Something is being searched.
    pub(in crate::window) fn search_trade(&mut self, query: &str) {
        query.clone_into(&mut self.office.trading.query);
        match self.office.trading.tab {
            Tab::Parties => self.search_parties(),
            Tab::Catalogue => self.search_catalogue(),
            Tab::Orders => self.choose_order(0),
            Tab::Deliveries => self.choose_delivery(0),
            tab => self.search_money(tab),
        }
        self.show_part(Moved::Nothing);
    }

    // --- what they share

    /// Another part.
    pub(in crate::window) fn choose_trade_tab(&mut self, index: i32) {
        let tab = usize::try_from(index).ok().and_then(|place| Tab::ALL.get(place).copied());
        let Some(tab) = tab.filter(|tab| self.may(tab.right())) else { return };
        self.clear_strip();
        let state = &mut self.office.trading;
        (state.tab, state.query) = (tab, String::new());
        self.ui(|window| {
            let page = window.global::<Trade>();
            page.set_query("".into());
            page.set_error("".into());
        });
        self.show_trade();
    }

    /// Out of what is being done, else off the page.
    pub(in crate::window) fn leave_trade(&mut self) {
        self.ui(|window| window.global::<Trade>().set_error("".into()));
        if self.office.trading.shown.take().is_some() {
            return self.show_part(Moved::Nothing);
        }
        let left = match self.office.trading.tab {
            Tab::Parties => false,
            Tab::Catalogue => self.leave_catalogue(),
            Tab::Orders => self.leave_order(),
            Tab::Deliveries => self.leave_delivery(),
            Tab::Invoices | Tab::Claims | Tab::Statements => {
                if self.leave_money() {
                    return;
                }
                false
            }
        };
        if left {
            return self.show_part(Moved::Nothing);
        }
        self.visit(Page::Sale);
    }

    /// Shows a document as it is on paper.
    fn show_document(&mut self, called: &str) {
        let language = self.language;
        match self.shop().and_then(|app| app.document_sheet(called, None)) {
            Ok((sheet, head)) => {
                let paper = screen::trade::paper(&sheet, &head.qr, language);
                let number = head.qr.split(':').nth(1).unwrap_or(called).to_owned();
                self.office.trading.shown = Some(Shown { paper, sheet, head, number });
                self.show_part(Moved::Nothing);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    /// The document that is shown, as a file for A4.
    fn save_shown(&mut self) {
        let Some(shown) = &self.office.trading.shown else { return };
        let (sheet, head) = (shown.sheet.clone(), shown.head.clone());
        let name = format!("{}.pdf", files::plain(&shown.number));
        self.save_file(&name, move |_, path| write_whole(path, &sheet.pdf(&head)?));
    }

    /// What is wrong with a field of a form.
    fn trade_form_wrong(&mut self, (field, why): (usize, String)) {
        self.form_wrong(Wrong(field, why));
    }
}

/// How much waits in each part.
fn waiting(app: &App) -> Result<Vec<usize>, Fault> {
    Tab::ALL.into_iter().map(|tab| parts::waiting(app, tab)).collect()
}
