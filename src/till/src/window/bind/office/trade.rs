//! The page of trade: callbacks become requests, a view of plain rows becomes what the markup shows.

use screen::office::Tone;
use screen::trade::{Action, Chosen, Line, Pad, Paper, Row, View};
use slint::{ComponentHandle, Image};
use ui::{MainWindow, Trade, TradeAction, TradeDay, TradeFigure, TradeLine, TradePair, TradeRow, TradeTab};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::tables::{bars, columns, table_rows};
use super::{detail, number, rows, tone, words};
use crate::window::desk::Moved;
use crate::window::engine::Post;
use crate::window::qr;

/// A QR code of at least so many pixels.
const CODE: usize = 128;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    let page = window.global::<Trade>();
    on!(page, post, on_choose_tab, |desk, index| desk.choose_trade_tab(index));
    on!(page, post, on_search, |desk, query| desk.search_trade(&query));
    on!(page, post, on_choose, |desk, index| desk.choose_trade(index));
    on!(page, post, on_open, |desk, index| desk.open_trade(index));
    on!(page, post, on_choose_view, |desk, index| desk.choose_trade_side(index));
    on!(page, post, on_choose_line, |desk, index| desk.choose_trade_line(index));
    on!(page, post, on_open_line, |desk, index| desk.open_trade_line(index));
    on!(page, post, on_check, |desk, index| desk.check_trade(index));
    on!(page, post, on_check_line, |desk, index| desk.check_trade_line(index));
    on!(page, post, on_choose_day, |desk, index| desk.choose_trade_day(index));
    on!(page, post, on_step_month, |desk, by| desk.step_trade_month(by));
    on!(page, post, on_act, |desk, key| desk.act_trade(&key));
    on!(page, post, on_type, |desk, key| desk.type_trade(&key));
    on!(page, post, on_leave, |desk| desk.leave_trade());
}

/// Shows a part: the names of all parts with what waits and whether they are for the one who acts, and which it is.
pub(in crate::window) fn show_trade(
    window: &MainWindow,
    tabs: &[(String, usize, bool)],
    tab: usize,
    view: &View,
    paper: Option<&Paper>,
    moved: Moved,
) {
    let page = window.global::<Trade>();
    let tabs = tabs.iter().map(|(text, count, enabled)| TradeTab {
        text: text.as_str().into(),
        count: if *count == 0 { "".into() } else { count.to_string().into() },
        enabled: *enabled,
    });
    rows_of(&page.get_tabs(), tabs.collect(), |model| page.set_tabs(model));
    page.set_tab(number(tab));
    page.set_heading(view.heading.as_str().into());
    page.set_searches(!view.search.is_empty());
    page.set_search_hint(view.search.as_str().into());
    page.set_empty(view.empty.as_str().into());
    page.set_note(view.note.as_str().into());
    rows_of(&page.get_actions(), view.actions.iter().map(action).collect(), |model| page.set_actions(model));
    show_pad(&page, view.pad.as_ref());
    page.set_paper(paper.is_some());
    if let Some(paper) = paper {
        return show_paper(&page, paper);
    }
    rows_of(&page.get_rows(), view.rows.iter().map(row).collect(), |model| page.set_rows(model));
    if moved != Moved::Row {
        page.set_at(place(view.at));
    }
    show_chosen(&page, &view.chosen, moved);
}

fn place(at: Option<usize>) -> i32 {
    at.map_or(-1, number)
}

fn row(plain: &Row) -> TradeRow {
    TradeRow {
        text: plain.text.as_str().into(),
        detail: plain.detail.as_str().into(),
        mark: plain.mark.as_str().into(),
        mark_detail: plain.state.as_str().into(),
        sign: plain.sign,
        tone: tone(plain.tone),
        faint: plain.faint,
        check: plain.tick.number(),
    }
}

fn line(plain: &Line) -> TradeLine {
    TradeLine {
        text: plain.text.as_str().into(),
        cells: words(&plain.cells),
        mark: plain.mark.as_str().into(),
        tone: tone(plain.tone),
        note: plain.note.as_str().into(),
        check: plain.tick.number(),
        style: plain.style,
    }
}

fn action(plain: &Action) -> TradeAction {
    TradeAction {
        text: plain.text.as_str().into(),
        key: plain.key.into(),
        primary: plain.primary,
        stop: plain.stop,
        on: plain.on,
        enabled: plain.enabled,
    }
}

fn show_pad(page: &Trade<'_>, pad: Option<&Pad>) {
    if pad.is_none() && page.get_pad() {
        // The list is there again, and the arrows are with it.
        page.set_side(0);
    }
    page.set_pad(pad.is_some());
    if let Some(pad) = pad {
        page.set_pad_title(pad.title.as_str().into());
        page.set_pad_detail(pad.detail.as_str().into());
        page.set_pad_value(pad.value.as_str().into());
        page.set_pad_unit(pad.unit.as_str().into());
        page.set_pad_hint(pad.hint.as_str().into());
        page.set_comma(pad.comma);
    }
}

fn show_paper(page: &Trade<'_>, paper: &Paper) {
    page.set_title(paper.title.as_str().into());
    page.set_subtitle(paper.subtitle.as_str().into());
    page.set_paper_columns(columns(&paper.columns));
    page.set_paper_rows(table_rows(&paper.rows));
    page.set_paper_note(paper.note.as_str().into());
    page.set_has_code(!paper.code.is_empty());
    if !paper.code.is_empty() {
        page.set_code(Image::from_rgb8(qr::picture(&paper.code, CODE)));
    }
}

fn show_chosen(page: &Trade<'_>, view: &Chosen, moved: Moved) {
    page.set_title(view.title.as_str().into());
    page.set_subtitle(view.subtitle.as_str().into());
    page.set_views(words(&view.views));
    page.set_view(number(view.view));
    page.set_figures(rows(&view.figures, |figure| TradeFigure {
        label: figure.label.as_str().into(),
        value: figure.value.as_str().into(),
        tone: tone(figure.tone),
    }));
    let (remark_tone, remark) = view.remark.as_ref().map_or((Tone::Quiet, ""), |(tone, text)| (*tone, text.as_str()));
    page.set_remark_tone(tone(remark_tone));
    page.set_remark(remark.into());
    page.set_chart_title(view.chart.title.as_str().into());
    page.set_bars(bars(&view.chart.bars));
    page.set_other_title(view.other.title.as_str().into());
    page.set_others(bars(&view.other.bars));
    let days = view.month.days.iter().map(|day| TradeDay {
        text: day.text.as_str().into(),
        comes: day.comes.as_str().into(),
        goes: day.goes.as_str().into(),
        today: day.today,
        other: day.other,
        tone: tone(day.tone),
    });
    page.set_month(view.month.title.as_str().into());
    page.set_weekdays(words(&view.month.weekdays));
    rows_of(&page.get_days(), days.collect(), |model| page.set_days(model));
    if moved != Moved::Day {
        page.set_day(place(view.month.at));
    }
    page.set_our_title(view.pairs.ours.as_str().into());
    page.set_their_title(view.pairs.theirs.as_str().into());
    page.set_pairs(rows(&view.pairs.pairs, |pair| TradePair {
        ours: pair.ours.as_str().into(),
        our_amount: pair.our_amount.as_str().into(),
        theirs: pair.theirs.as_str().into(),
        their_amount: pair.their_amount.as_str().into(),
        mark: pair.mark.as_str().into(),
        tone: tone(pair.tone),
    }));
    page.set_facts(rows(&view.facts, detail));
    let lines = &view.lines;
    page.set_columns(columns(&lines.columns));
    page.set_noted(lines.lines.iter().any(|line| !line.note.is_empty()));
    page.set_choosing(lines.choosing);
    page.set_lines_empty(lines.empty.as_str().into());
    // A new list where there are many: patching row by row would be slower than making it anew.
    page.set_lines(rows(&lines.lines, line));
    if moved != Moved::Line {
        page.set_line(place(lines.at));
    }
}
