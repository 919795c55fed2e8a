//! The counter's side of the day: callbacks of float, cash, close and returns, and their views as rows.

use std::path::Path;

use app::returns::Quote;
use domain::Rupiah;
use domain::sale::TenderKind;
use screen::Language;
use screen::close::{Noncash, Outcome, Weight};
use screen::float::CountRow as Face;
use screen::goods::Tile;
use screen::returns::{self, Found, New, Row, Way};
use slint::{ComponentHandle, ModelRc, SharedString, VecModel};
use ui::{
    Cash, CashRow, Close, CountRow, Counting, ExchangeRow, FoundSale, MainWindow, NoncashRow, OpeningFloat, Reading, Receipts, RefundRow,
    ResultRow, ReturnRow, Returns, Tone,
};

use super::callbacks::on;
use super::views::{models, rows_of};
use crate::window::engine::Post;

/// Hands the callbacks of the counter's pages to the desk.
pub(super) fn connect(window: &MainWindow, post: &Post) {
    float(window, post);
    cash(window, post);
    close(window, post);
    receipts(window, post);
    returning(window, post);
    goods(window, post);
}

fn float(window: &MainWindow, post: &Post) {
    let float = window.global::<OpeningFloat>();
    on!(float, post, on_edited, |desk, digits| desk.float_edited(&digits));
    on!(float, post, on_submit, |desk, digits| desk.open_shift(&digits));
    on!(float, post, on_submit_count, |desk| desk.open_counted_shift());
    on!(float, post, on_move_date, |desk, by| desk.move_shift_date(by));
    let counting = window.global::<Counting>();
    on!(counting, post, on_set, |desk, row, digits| desk.set_count(row, &digits));
    on!(counting, post, on_step, |desk, row, by| desk.step_count(row, by));
}

fn cash(window: &MainWindow, post: &Post) {
    let page = window.global::<Cash>();
    on!(page, post, on_pick, |desk, kind| desk.pick_cash(kind));
    on!(page, post, on_edited, |desk, digits| desk.cash_edited(&digits));
    on!(page, post, on_submit, |desk, amount, purpose, reason| desk.submit_cash(&amount, purpose, &reason));
    on!(page, post, on_read, |desk| desk.read_x());
    let reading = window.global::<Reading>();
    on!(reading, post, on_print, |desk| desk.print_x());
}

fn close(window: &MainWindow, post: &Post) {
    let page = window.global::<Close>();
    on!(page, post, on_next, |desk| desk.close_next());
    on!(page, post, on_back, |desk| desk.close_back());
    on!(page, post, on_read, |desk| desk.read_x());
    on!(page, post, on_figure, |desk, row, digits| desk.close_figure(row, &digits));
    on!(page, post, on_submit, |desk, pin, manager, second, reason, shortage| desk.sign_close(&pin, &manager, &second, &reason, shortage));
    on!(page, post, on_print, |desk| desk.print_z());
    on!(page, post, on_leave, |desk| desk.leave_close());
}

fn receipts(window: &MainWindow, post: &Post) {
    let page = window.global::<Receipts>();
    let (inbox, weak) = (post.clone(), window.as_weak());
    page.on_take_back(move || {
        if let Some(window) = weak.upgrade() {
            let index = window.global::<Receipts>().get_selected();
            inbox.post(move |desk| desk.return_receipt(index));
        }
    });
    let (inbox, weak) = (post.clone(), window.as_weak());
    page.on_void_sale(move || {
        if let Some(window) = weak.upgrade() {
            let index = window.global::<Receipts>().get_selected();
            inbox.post(move |desk| desk.void_receipt(index));
        }
    });
}

fn returning(window: &MainWindow, post: &Post) {
    let page = window.global::<Returns>();
    on!(page, post, on_search, |desk, text| desk.search_sales(&text));
    on!(page, post, on_mark, |desk, row| desk.mark_sale(row));
    on!(page, post, on_open, |desk, row| desk.open_sale(row));
    on!(page, post, on_without_receipt, |desk| desk.return_without_receipt());
    on!(page, post, on_back, |desk| desk.return_back());
    on!(page, post, on_next, |desk| desk.return_next());
    on!(page, post, on_pick_tender, |desk, id| desk.pick_return_tender(&id));
    on!(page, post, on_reasoned, |desk, place| desk.return_reasoned(place));
    on!(page, post, on_edited, |desk, digits| desk.return_received(&digits));
    on!(page, post, on_submit, |desk, _tender, reason, _received| desk.submit_return(&reason));
    on!(page, post, on_reprint, |desk| desk.reprint_return());
    on!(page, post, on_finish, |desk| desk.finish_return());
}

fn goods(window: &MainWindow, post: &Post) {
    let page = window.global::<Returns>();
    on!(page, post, on_mark_row, |desk, row| desk.mark_return(row));
    on!(page, post, on_step_row, |desk, line, by| desk.step_return(line, by));
    on!(page, post, on_set_quantity, |desk, line, text| desk.set_return(line, &text));
    on!(page, post, on_send, |desk, line, whither| desk.send_return(line, whither));
    on!(page, post, on_all, |desk| desk.return_all());
    on!(page, post, on_turn_scans, |desk| desk.turn_scans());
    on!(page, post, on_drop_exchange, |desk, line| desk.drop_exchange(line));
    on!(page, post, on_search_goods, |desk, text| desk.search_return_goods(&text));
    on!(page, post, on_pick_goods, |desk, id| desk.pick_return_goods(&id));
    on!(page, post, on_answer, |desk, text| desk.answer_return(&text));
}

/// The rows of a count.
pub(in crate::window) fn show_counting(window: &MainWindow, faces: &[Face], sum: &str) {
    let rows = faces.iter().map(|face| CountRow {
        label: face.label.as_str().into(),
        kind: face.kind.as_str().into(),
        count: face.count.as_str().into(),
        amount: face.amount.as_str().into(),
    });
    let page = window.global::<Counting>();
    rows_of(&page.get_rows(), rows.collect(), |model| page.set_rows(model));
    page.set_sum(sum.into());
}

/// Cash moved in this shift.
pub(in crate::window) fn show_cash(window: &MainWindow, rows: &[screen::cash::Row]) {
    let rows = rows.iter().map(|row| CashRow {
        time: row.time.as_str().into(),
        kind: row.kind.as_str().into(),
        detail: row.detail.as_str().into(),
        amount: row.amount.as_str().into(),
    });
    window.global::<Cash>().set_rows(ModelRc::new(VecModel::from_iter(rows)));
}

/// The tenders to look up.
pub(in crate::window) fn show_noncash(window: &MainWindow, rows: &[Noncash]) {
    let rows = rows.iter().map(|row| NoncashRow {
        name: row.name.as_str().into(),
        recorded: row.recorded.as_str().into(),
        waiting: SharedString::default(),
        figure: row.figure.as_str().into(),
        figure_text: row.figure_text.as_str().into(),
    });
    let page = window.global::<Close>();
    rows_of(&page.get_noncash(), rows.collect(), |model| page.set_noncash(model));
}

/// Counted against expected.
pub(in crate::window) fn show_outcome(window: &MainWindow, outcome: &Outcome) {
    let rows = outcome.rows.iter().map(|row| ResultRow {
        name: row.name.as_str().into(),
        counted: row.counted.as_str().into(),
        expected: row.expected.as_str().into(),
        difference: row.difference.as_str().into(),
        words: row.words.as_str().into(),
        tone: tone(row.weight),
    });
    let page = window.global::<Close>();
    page.set_results(ModelRc::new(VecModel::from_iter(rows)));
    page.set_difference(outcome.difference.as_str().into());
    page.set_difference_words(outcome.words.as_str().into());
    page.set_tone(tone(outcome.weight));
}

const fn tone(weight: Weight) -> Tone {
    match weight {
        Weight::Quiet => Tone::Quiet,
        Weight::Even => Tone::Good,
        Weight::Over => Tone::Look,
        Weight::Short => Tone::Stop,
    }
}

/// PINs never stay on the screen.
pub(in crate::window) fn clear_signatures(window: &MainWindow) {
    let page = window.global::<Close>();
    page.set_pin("".into());
    page.set_manager_pin("".into());
    page.set_busy(false);
}

/// Sales that were found.
pub(in crate::window) fn show_found(window: &MainWindow, rows: &[Found]) {
    let rows = rows.iter().map(|row| FoundSale {
        number: row.number.as_str().into(),
        time: row.time.as_str().into(),
        total: row.total.as_str().into(),
        goods: row.goods.as_str().into(),
        member: row.member.as_str().into(),
        tender: row.tender.as_str().into(),
    });
    window.global::<Returns>().set_found(ModelRc::new(VecModel::from_iter(rows)));
}

/// What comes back, and what is new.
pub(in crate::window) fn show_return_lines(window: &MainWindow, rows: &[Row], news: &[New]) {
    let number = |line: i64| i32::try_from(line).unwrap_or(i32::MAX);
    let rows = rows.iter().map(|row| ReturnRow {
        line: number(row.line),
        name: row.name.as_str().into(),
        pack: row.pack.as_str().into(),
        bought: row.bought.as_str().into(),
        back: row.back.as_str().into(),
        left: row.left.as_str().into(),
        quantity: row.quantity.as_str().into(),
        price: row.price.as_str().into(),
        amount: row.amount.as_str().into(),
        weighed: row.weighed,
        whither: row.whither,
        over: row.over,
    });
    let news = news.iter().map(|row| ExchangeRow {
        line: number(row.line),
        quantity: row.quantity.as_str().into(),
        name: row.name.as_str().into(),
        price: row.price.as_str().into(),
        amount: row.amount.as_str().into(),
    });
    let page = window.global::<Returns>();
    rows_of(&page.get_rows(), rows.collect(), |model| page.set_rows(model));
    rows_of(&page.get_exchange(), news.collect(), |model| page.set_exchange(model));
}

/// Tiles of the search on the page of returns.
pub(in crate::window) fn show_return_goods(window: &MainWindow, tiles: &[Tile], pictures: &Path) {
    window.global::<Returns>().set_goods(models(tiles, pictures));
}

/// The money of a return, as text.
pub(in crate::window) struct ReturnMoney {
    back: String,
    new: String,
    net: String,
    direction: i32,
    rounding: String,
    ways: Vec<Way>,
    tender: String,
    cash: bool,
    received: String,
    change: String,
}

impl ReturnMoney {
    /// Sums of a quote; a payment other than cash is not rounded.
    pub(in crate::window) fn of(quote: Option<&Quote>, tender: &str, received: &str, language: Language) -> Self {
        let Some(quote) = quote else {
            return Self {
                back: "0".to_owned(),
                new: "0".to_owned(),
                net: "0".to_owned(),
                direction: 0,
                rounding: String::new(),
                ways: Vec::new(),
                tender: String::new(),
                cash: false,
                received: String::new(),
                change: String::new(),
            };
        };
        let exact = quote.bought.minus(quote.value).unwrap_or(quote.net);
        let pays = quote.net.get() > 0;
        let in_cash = tender.is_empty() || tender == TenderKind::Cash.word();
        let net = if pays && !in_cash { exact } else { quote.net };
        let handed = Rupiah::parse(received).ok().filter(|_| !received.is_empty());
        let change = handed.and_then(|handed| handed.minus(net).ok()).filter(|change| !change.is_negative()).unwrap_or_default();
        Self {
            back: quote.value.to_string(),
            new: quote.bought.to_string(),
            net: Rupiah::new(net.get().abs()).to_string(),
            direction: i32::try_from(net.get().signum()).unwrap_or(0),
            rounding: returns::rounding(net, exact, language),
            ways: returns::ways(quote, language),
            tender: tender.to_owned(),
            cash: pays && in_cash,
            received: handed.map(|handed| handed.to_string()).unwrap_or_default(),
            change: change.to_string(),
        }
    }

    pub(in crate::window) fn show(&self, window: &MainWindow) {
        let page = window.global::<Returns>();
        page.set_back_sum(self.back.as_str().into());
        page.set_new_sum(self.new.as_str().into());
        page.set_net(self.net.as_str().into());
        page.set_direction(self.direction);
        page.set_rounding(self.rounding.as_str().into());
        let ways: Vec<RefundRow> = self
            .ways
            .iter()
            .map(|way| RefundRow { id: way.id.as_str().into(), name: way.name.as_str().into(), detail: way.detail.as_str().into() })
            .collect();
        rows_of(&page.get_tenders(), ways, |model| page.set_tenders(model));
        page.set_tender(self.tender.as_str().into());
        page.set_cash(self.cash);
        page.set_received_text(self.received.as_str().into());
        page.set_change(self.change.as_str().into());
    }
}
