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
    pub(super) step: ReturnStep,
    pub(super) found: Vec<String>,
    pub(super) selected: Option<usize>,
    pub(super) sale: Option<Returnable>,
    pub(super) bare: bool,
    pub(super) void: bool,
    pub(super) wanted: Vec<Chosen>,
    pub(super) loose: Vec<Loose>,
    pub(super) fresh: Vec<Fresh>,
    pub(super) marked: usize,
    /// Somebody said where goods go.
    pub(super) placed: bool,
    pub(super) scans_back: bool,
    pub(super) asked: Option<super::returns_goods::Wish>,
    pub(super) tender: String,
    pub(super) received: String,
    pub(super) quote: Option<Quote>,
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
    pub(super) fn clear_return(&mut self) {
        self.returning = Returning::default();
        self.ui(|window| {
            let page = window.global::<Returns>();
            page.set_reason("".into());
            page.set_received("".into());
        });
    }

    pub(super) fn return_to(&mut self, step: ReturnStep) {
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
        let chosen = state.wanted.iter().chain(state.loose.iter().map(|loose| &loose.chosen));
        let whereto = returns::whereto(chosen, language);
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
            page.set_whereto(whereto.into());
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
        self.wake_printer();
        self.ui(move |window| {
            let page = window.global::<Returns>();
            page.set_number(number.into());
            page.set_done_text(words.into());
            page.set_change(change.into());
        });
        self.show_ticket_state();
        self.return_to(ReturnStep::Done);
        self.show_drawer_alarm();
    }

    /// Whether the paper of the ticket is out.
    pub(super) fn show_ticket_state(&self) {
        let Some(paid) = &self.returning.done else { return };
        let (text, _) = self.job_state(paid.job.as_deref(), self.language.pick("Struk", "Receipt"));
        self.ui(move |window| window.global::<Returns>().set_print_state(text.into()));
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
