//! The page of returns: the sale, its lines, new goods, the money.

use app::returns::{Quote, ReturnOrder, Returnable};
use app::selling::{Order, Paid};
use app::{Fault, Refusal};
use domain::Quantity;
use domain::catalogue::Unit;
use domain::returns::Wanted;
use domain::sale::{Offer, TenderKind};
use screen::returns::{self, Chosen};
use screen::sentence;
use slint::ComponentHandle;
use ui::{Page, ReturnStep, Returns};

use super::Desk;
use super::counter::Deed;
use crate::window::bind;
use crate::window::sound::Sound;

/// How many sales are listed.
const LISTED: usize = 40;

/// How many goods of a sale are named in the list.
const NAMED: usize = 4;

/// Goods that come back without a receipt.
pub(super) struct Loose {
    pub(super) chosen: Chosen,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) unit: Unit,
}

/// New goods on the ticket.
pub(super) struct Fresh {
    pub(super) order: Order,
    pub(super) counts: bool,
}

/// Where a return stands.
#[derive(Default)]
pub(super) struct Returning {
    step: ReturnStep,
    found: Vec<String>,
    selected: Option<usize>,
    pub(super) sale: Option<Returnable>,
    pub(super) bare: bool,
    void: bool,
    pub(super) wanted: Vec<Chosen>,
    pub(super) loose: Vec<Loose>,
    pub(super) fresh: Vec<Fresh>,
    pub(super) marked: usize,
    pub(super) scans_back: bool,
    pub(super) asked: Option<super::returns_goods::Wish>,
    tender: String,
    received: String,
    quote: Option<Quote>,
    pub(super) done: Option<Paid>,
}

impl Desk {
    /// The page of returns, with the newest sales.
    pub(super) fn begin_returns(&mut self) {
        self.clear_return();
        self.search_sales("");
        self.show_return();
        self.return_to(ReturnStep::Find);
    }

    /// Nothing of the last ticket stays.
    fn clear_return(&mut self) {
        self.returning = Returning::default();
        self.ui(|window| {
            let page = window.global::<Returns>();
            page.set_reason("".into());
            page.set_received("".into());
        });
    }

    fn return_to(&mut self, step: ReturnStep) {
        self.returning.step = step;
        self.ui(move |window| {
            let page = window.global::<Returns>();
            page.set_error("".into());
            page.set_busy(false);
            page.set_step(step);
        });
    }

    /// Which step is shown.
    pub(super) fn return_step(&self) -> ReturnStep {
        self.returning.step
    }

    /// The newest sales that fit a text.
    pub(in crate::window) fn search_sales(&mut self, text: &str) {
        let Some(app) = &self.app else { return };
        let zone = *app.now().offset();
        let mut sales = Vec::new();
        for row in app.find_sales(text.trim(), LISTED).unwrap_or_default() {
            let sale = store::sale::at(app.store().connection(), row.pos).ok().flatten().map(|(sale, _)| sale);
            let goods: Vec<String> = sale.into_iter().flat_map(|sale| sale.lines).take(NAMED).map(|line| line.name).collect();
            // A ticket on which goods only came back has nothing that could come back.
            if !goods.is_empty() {
                sales.push((row, goods));
            }
        }
        let rows = returns::found(&sales, zone, self.language);
        self.returning.found = rows.iter().map(|row| row.number.clone()).collect();
        self.returning.selected = (!rows.is_empty()).then_some(0);
        let empty = match (text.trim(), self.language) {
            ("", language) => language.pick("Belum ada penjualan.", "No sales yet.").to_owned(),
            (text, screen::Language::Indonesian) => format!("Tidak ada penjualan dengan «{text}»."),
            (text, screen::Language::English) => format!("No sale has “{text}”."),
        };
        let query: slint::SharedString = text.into();
        self.ui(move |window| {
            bind::show_found(window, &rows);
            let page = window.global::<Returns>();
            page.set_selected(if rows.is_empty() { -1 } else { 0 });
            page.set_empty_text(empty.into());
            page.set_query(query);
        });
    }

    /// The arrows moved in the list.
    pub(in crate::window) fn mark_sale(&mut self, index: i32) {
        self.returning.selected = usize::try_from(index).ok().filter(|place| *place < self.returning.found.len());
        self.ui(move |window| window.global::<Returns>().set_selected(index));
    }

    /// A sale was chosen from the list.
    pub(in crate::window) fn open_sale(&mut self, index: i32) {
        let number = usize::try_from(index).ok().and_then(|place| self.returning.found.get(place)).cloned();
        if let Some(number) = number {
            self.open_return_of(&number);
        }
    }

    /// The lines of a sale, from the list, from the receipts or from a scan. False when there is no such sale.
    pub(super) fn open_return_of(&mut self, number: &str) -> bool {
        let found = match self.shop().and_then(|app| app.returnable(number)) {
            Ok(found) => found,
            Err(fault) => {
                self.return_refused(&fault);
                return false;
            }
        };
        let chosen = |(line, _, _): &(i64, domain::sale::SaleLine, Quantity)| Chosen { line: *line, ..Chosen::default() };
        self.clear_return();
        self.returning = Returning { wanted: found.lines.iter().map(chosen).collect(), ..Returning::default() };
        self.returning.sale = Some(found);
        self.show_return();
        self.return_to(ReturnStep::Lines);
        true
    }

    /// Goods come back and nobody has the receipt.
    pub(in crate::window) fn return_without_receipt(&mut self) {
        self.clear_return();
        self.returning = Returning { bare: true, scans_back: true, ..Returning::default() };
        self.show_return();
        self.return_to(ReturnStep::Lines);
    }

    /// From the receipts: goods of this sale come back.
    pub(in crate::window) fn return_receipt(&mut self, index: i32) {
        let Some(number) = self.receipt_at(index) else { return };
        self.clear_strip();
        if self.open_return_of(&number) {
            self.go(Page::Returns);
        }
    }

    /// From the receipts: this sale is undone whole.
    pub(in crate::window) fn void_receipt(&mut self, index: i32) {
        let Some(number) = self.receipt_at(index) else { return };
        self.clear_strip();
        if self.open_return_of(&number) {
            self.return_all();
            self.returning.void = true;
            self.quote();
            self.show_return();
            self.return_to(ReturnStep::Settle);
            self.go(Page::Returns);
        }
    }

    /// Esc: one step back.
    pub(in crate::window) fn return_back(&mut self) {
        match self.returning.step {
            ReturnStep::Find => self.visit(Page::Sale),
            ReturnStep::Lines => self.begin_returns(),
            ReturnStep::Settle if self.returning.void => self.visit(Page::Receipts),
            ReturnStep::Settle => self.return_to(ReturnStep::Lines),
            ReturnStep::Done => self.finish_return(),
        }
    }

    /// F10: on to the money.
    pub(in crate::window) fn return_next(&mut self) {
        self.returning.tender.clear();
        self.returning.received.clear();
        match self.try_quote() {
            Ok(quote) => {
                self.returning.quote = Some(quote);
                self.choose_first_way();
                self.show_return();
                self.ui(|window| window.global::<Returns>().set_received("".into()));
                self.return_to(ReturnStep::Settle);
            }
            Err(fault) => self.return_refused(&fault),
        }
    }

    /// The first way of paying or giving back is chosen until somebody takes another.
    fn choose_first_way(&mut self) {
        let ways = self.returning.quote.as_ref().map(|quote| returns::ways(quote, self.language)).unwrap_or_default();
        let usual = self.returning.quote.as_ref().and_then(|quote| match quote.refunds.as_slice() {
            [one] => Some(one.kind.word().to_owned()),
            _ => None,
        });
        self.returning.tender = usual.or_else(|| ways.first().map(|way| way.id.clone())).unwrap_or_default();
    }

    /// A way was chosen: what is rounded may change.
    pub(in crate::window) fn pick_return_tender(&mut self, id: &str) {
        id.clone_into(&mut self.returning.tender);
        self.returning.received.clear();
        self.ui(|window| {
            let page = window.global::<Returns>();
            page.set_received("".into());
            page.set_error("".into());
        });
        match self.try_quote() {
            Ok(quote) => self.returning.quote = Some(quote),
            Err(fault) => self.return_refused(&fault),
        }
        self.show_return();
    }

    /// What the customer hands over is being typed.
    pub(in crate::window) fn return_received(&mut self, digits: &str) {
        digits.clone_into(&mut self.returning.received);
        self.show_return_money();
    }

    /// The order as it stands; `reason` is not known before the end.
    fn return_order(&self, reason: &str) -> Result<ReturnOrder, Fault> {
        let state = &self.returning;
        let quantity = |text: &str| Quantity::parse(text).map_err(|error| Fault::from(domain::cart::CartError::from(error)));
        let mut order = ReturnOrder {
            receipt: state.sale.as_ref().map(|found| found.sale.receipt.clone()),
            new: state.fresh.iter().map(|fresh| fresh.order.clone()).collect(),
            reason: reason.to_owned(),
            void: state.void,
            ..ReturnOrder::default()
        };
        for chosen in state.wanted.iter().filter(|chosen| !chosen.typed.is_empty()) {
            let quantity = quantity(&chosen.typed)?;
            if quantity != Quantity::ZERO {
                order.wanted.push(Wanted { line: chosen.line, quantity, to: chosen.to });
            }
        }
        for loose in state.loose.iter().filter(|loose| !loose.chosen.typed.is_empty()) {
            let quantity = Some(quantity(&loose.chosen.typed)?);
            order.loose.push((Order { code: loose.code.clone(), quantity, price: None }, loose.chosen.to));
        }
        let kind = TenderKind::parse(&state.tender);
        if self.net() > 0 {
            let kind = kind.unwrap_or(TenderKind::Cash);
            let amount = domain::Rupiah::parse(&state.received).ok().filter(|_| kind == TenderKind::Cash);
            order.pay.push(Offer { kind, amount, reference: None });
        } else {
            order.refund = kind;
        }
        Ok(order)
    }

    /// What is to pay by the last quote, rupiah; below zero the customer gets it.
    pub(super) fn net(&self) -> i64 {
        self.returning.quote.as_ref().map_or(0, |quote| quote.net.get())
    }

    fn try_quote(&mut self) -> Result<Quote, Fault> {
        let order = self.return_order("retur")?;
        self.shop()?.quote_return(&order)
    }

    /// What the return comes to so far; nothing while nothing is chosen.
    pub(super) fn quote(&mut self) {
        self.returning.tender.clear();
        match self.try_quote() {
            Ok(quote) => {
                self.returning.quote = Some(quote);
                self.choose_first_way();
                self.say_of_return(String::new());
            }
            Err(fault) => {
                self.returning.quote = None;
                let nothing = matches!(fault.refusal(), Some(Refusal::Return(domain::returns::ReturnError::Nothing)));
                self.say_of_return(if nothing { String::new() } else { sentence(&fault, self.language) });
            }
        }
    }

    fn say_of_return(&self, error: String) {
        self.ui(move |window| window.global::<Returns>().set_error(error.into()));
    }

    /// Says why something is not taken back.
    pub(super) fn return_refused(&mut self, fault: &Fault) {
        if fault.refusal().is_none() {
            tracing::error!("{fault}");
        }
        self.hear(Sound::Refused);
        self.say_of_return(sentence(fault, self.language));
        if self.page != Page::Returns {
            self.refuse(fault);
        }
    }

    /// Everything of the page but the list of sales.
    pub(super) fn show_return(&self) {
        let (state, language) = (&self.returning, self.language);
        let rows = match &state.sale {
            Some(found) => returns::lines(found, &state.wanted, state.quote.as_ref(), language),
            None => {
                let loose: Vec<_> = state.loose.iter().map(|loose| (loose.chosen.clone(), loose.name.clone(), loose.unit)).collect();
                returns::loose(&loose, state.quote.as_ref())
            }
        };
        let news = match &state.quote {
            Some(quote) => returns::news(&quote.priced.lines),
            None => self.unpriced(),
        };
        let sale = match &state.sale {
            Some(found) => returns::headline(&found.sale),
            None => String::new(),
        };
        let marked = i32::try_from(state.marked).unwrap_or(-1);
        let marked = if rows.is_empty() { -1 } else { marked.min(i32::try_from(rows.len()).unwrap_or(1) - 1) };
        let (bare, scans_back, reasons) = (state.bare, state.scans_back, returns::reasons(language));
        self.ui(move |window| {
            bind::show_return_lines(window, &rows, &news);
            let page = window.global::<Returns>();
            page.set_sale(sale.into());
            page.set_marked(marked);
            page.set_receiptless(bare);
            page.set_scans_back(scans_back);
            page.set_reasons(bind::texts(&reasons));
        });
        self.show_return_money();
    }

    /// Sums, ways and change.
    fn show_return_money(&self) {
        let view = bind::ReturnMoney::of(self.returning.quote.as_ref(), &self.returning.tender, &self.returning.received, self.language);
        self.ui(move |window| view.show(window));
    }

    /// The return is to be written.
    pub(in crate::window) fn submit_return(&mut self, reason: &str) {
        match self.return_order(reason) {
            Ok(order) => self.attempt_at_counter(Deed::Return(Box::new(order))),
            Err(fault) => self.return_refused(&fault),
        }
    }

    /// The ticket is written, or why it is not.
    pub(super) fn returned(&mut self, result: Result<(), Fault>) {
        if let Err(fault) = result {
            return self.return_refused(&fault);
        }
        let Some(paid) = self.returning.done.clone() else { return };
        self.hear(Sound::Accepted);
        let (number, words) = (paid.sale.receipt.clone(), returns::done(&paid, self.language));
        let change = paid.sale.change.to_string();
        let text = match paid.job {
            Some(_) => self.language.pick("Struk masuk antrean cetak", "The receipt is in the print queue"),
            None => self.language.pick("Printer belum diatur", "No printer is set"),
        };
        self.wake_printer();
        self.ui(move |window| {
            let page = window.global::<Returns>();
            page.set_number(number.into());
            page.set_done_text(words.into());
            page.set_change(change.into());
            page.set_print_state(text.into());
        });
        self.return_to(ReturnStep::Done);
        self.show_drawer_alarm();
    }

    /// A copy of the ticket.
    pub(in crate::window) fn reprint_return(&mut self) {
        let Some(number) = self.returning.done.as_ref().map(|paid| paid.sale.receipt.clone()) else { return };
        let text = match self.shop().and_then(|app| app.reprint(&number).map(|_| ())) {
            Ok(()) => self.language.pick("Salinan masuk antrean cetak", "A copy is in the print queue").to_owned(),
            Err(fault) => sentence(&fault, self.language),
        };
        self.wake_printer();
        self.ui(move |window| window.global::<Returns>().set_print_state(text.into()));
    }

    /// The next customer.
    pub(in crate::window) fn finish_return(&mut self) {
        self.returning = Returning::default();
        self.visit(Page::Sale);
    }
}
