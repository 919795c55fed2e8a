//! The review of a count: what differs, why, once more, posted.

use app::stock::Review;
use domain::Rupiah;
use domain::fact::Fact;
use domain::goods::{CountPost, StockFact};
use domain::staff::Right;
use record::Decoded;
use screen::stock::count;
use slint::ComponentHandle;
use store::goods::count::CountRow;
use ui::StockCount;

use super::super::Deed;
use super::super::dialogs::{Asking, Filling};
use crate::window::bind;
use crate::window::desk::Desk;
use crate::window::sound::Sound;

impl Desk {
    pub(in crate::window) fn ask_review(&mut self) {
        if !self.office.counting.entry.is_empty() && !self.put_count() {
            return;
        }
        self.ui(|window| {
            let page = window.global::<StockCount>();
            page.set_gone(false);
            page.set_marked(0);
        });
        if let Some((id, _)) = self.office.counting.open.clone() {
            self.attempt_office(Deed::ReviewCount(id));
        }
    }

    /// The review was read.
    pub(in crate::window::desk::office) fn show_review(&mut self) {
        let language = self.language;
        let Some(review) = &self.office.counting.review else { return };
        let (columns, rows) = (count::columns(language), count::lines(review, &self.office.counting.reasons));
        let notice = if self.office.counting.posted { String::new() } else { count::notice(review, language) };
        let (missing, surplus) = (review.missing.to_string(), review.surplus.to_string());
        let recount = i32::try_from(review.recount.len()).unwrap_or(0);
        let uncounted = i32::try_from(review.uncounted.len()).unwrap_or(0);
        let title = count::title(&review.count.count.name, self.office.counting.round, language);
        let posted = self.office.counting.posted;
        self.ui(move |window| {
            bind::show_review(window, &columns, &rows);
            let page = window.global::<StockCount>();
            page.set_name(title.into());
            page.set_missing(missing.into());
            page.set_surplus(surplus.into());
            page.set_notice(notice.into());
            page.set_recount(recount);
            page.set_uncounted(uncounted);
            page.set_posted(posted);
            page.set_error("".into());
            page.set_step(2);
        });
    }

    /// A review that is left: scans count again.
    pub(in crate::window) fn leave_review(&mut self) {
        self.office.counting.review = None;
        self.show_tally();
    }

    pub(in crate::window) fn ask_reason(&mut self, index: i32) {
        let state = &self.office.counting;
        let line = usize::try_from(index).ok().and_then(|place| state.review.as_ref()?.lines.get(place));
        let Some(line) = line.filter(|_| !state.posted) else { return };
        let now = state.reasons.iter().find(|(sku, _)| *sku == line.sku).map_or("", |(_, reason)| reason.as_str());
        let form = count::reason(&line.name, now, self.language);
        let sku = line.sku.clone();
        self.fill(Filling::CountReason(sku), form);
    }

    pub(in crate::window::desk::office) fn reason_filled(&mut self, sku: &str, values: &[String]) {
        let reason = count::reason_of(values);
        let reasons = &mut self.office.counting.reasons;
        reasons.retain(|(known, _)| known != sku);
        if !reason.is_empty() {
            reasons.push((sku.to_owned(), reason));
        }
        self.close_form();
        self.show_review();
    }

    /// What differs most is counted once more; that count takes the place of the first.
    pub(in crate::window) fn second_count(&mut self) {
        let Some(review) = self.office.counting.review.take() else { return };
        let named = |sku: &String| review.lines.iter().find(|line| line.sku == *sku).map(|line| (sku.clone(), line.name.clone()));
        let state = &mut self.office.counting;
        state.second = review.recount.iter().filter_map(named).collect();
        state.round = (state.round + 1).min(9);
        state.order.clear();
        state.current = None;
        self.show_tally();
    }

    pub(in crate::window) fn ask_post_count(&mut self, gone: bool) {
        let Some(review) = self.office.counting.review.as_ref().filter(|_| !self.office.counting.posted) else { return };
        let question = count::question(review, gone, self.language);
        let (id, reasons) = (review.count.count.id.clone(), self.office.counting.reasons.clone());
        self.ask_first(Asking::Deed(Deed::PostCount { id, reasons, gone }), question);
    }

    /// The count is in the books.
    pub(in crate::window::desk::office) fn count_posted(&mut self) {
        self.hear(Sound::Accepted);
        self.show_sheets();
        self.say(
            self.language
                .pick("Hitungan dibukukan; stok sekarang seperti yang dihitung.", "The count is posted; the stock is what was counted."),
        );
    }

    /// A count that was posted: what its record says.
    pub(super) fn show_posted(&mut self, count: CountRow, pos: i64) {
        if !self.may(Right::PostCount) {
            return self.count_refused(&app::Refusal::NeedsApproval(Right::PostCount).into());
        }
        let Some(post) = self.app.as_ref().and_then(|app| post_at(app.store().connection(), pos)) else { return };
        let sum = |lost: bool| {
            let of = post.lines.iter().filter(|line| (line.counted < line.expected) == lost);
            Rupiah::new(of.map(|line| line.value.get() + line.payable.get()).sum())
        };
        let (missing, surplus) = (sum(true), sum(false));
        let review = Review { count, lines: post.lines, unknown: Vec::new(), uncounted: Vec::new(), recount: Vec::new(), missing, surplus };
        let state = &mut self.office.counting;
        (state.review, state.posted, state.round) = (Some(review), true, 1);
        self.show_review();
    }
}

/// The post at a place of the log.
fn post_at(connection: &store::Connection, pos: i64) -> Option<CountPost> {
    let record = store::records::get(connection, pos).ok()??;
    match store::records::decode(&record).ok()? {
        Decoded::Fact(fact) => match *fact {
            Fact::Stock(StockFact::CountPosted(post)) => Some(post),
            _ => None,
        },
        Decoded::Unknown => None,
    }
}
