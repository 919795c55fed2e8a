//! The manager's pages. Each has a file; what they share is here: who may see them, questions and forms,
//! and work that takes a while.

mod audit;
mod backup;
mod consign;
mod counting;
mod day;
mod deeds;
mod dialogs;
mod goods;
mod home;
mod journal;
mod labels;
mod moves;
mod ordering;
mod people;
mod receive;
mod reports;
mod restore;
mod tills;
mod trade;
mod work;

use domain::staff::Right;
use slint::ComponentHandle;
use ui::{Confirm, Form, Page, Picker, Shell, Tone};

use self::audit::Log;
use self::backup::Backups;
use self::consign::Consigning;
use self::counting::Counts;
use self::day::Days;
pub(in crate::window) use self::deeds::Deed;
use self::dialogs::{Asking, Choosing, Filling};
use self::goods::Goodses;
use self::home::Homes;
use self::journal::Journals;
use self::labels::Labelling;
use self::moves::Moving;
use self::ordering::{Dates, Ordering};
use self::people::Persons;
use self::receive::Arriving;
use self::reports::Shown;
pub(in crate::window) use self::trade::Moved;
use self::trade::Trading;
use self::work::Works;
use super::{Desk, StripAction};
use crate::window::sound::Sound;

/// What the manager's pages remember.
#[derive(Default)]
pub(super) struct Office {
    home: Homes,
    reports: Shown,
    journal: Journals,
    day: Days,
    people: Persons,
    audit: Log,
    backup: Backups,
    arriving: Arriving,
    counting: Counts,
    goods: Goodses,
    dates: Dates,
    ordering: Ordering,
    labelling: Labelling,
    moving: Moving,
    consigning: Consigning,
    trading: Trading,
    works: Works,
    filling: Option<Filling>,
    asking: Option<Asking>,
    choosing: Option<Choosing>,
}

/// The right that a page of the office wants.
const fn right_of(page: Page) -> Option<Right> {
    match page {
        Page::Home | Page::Reports => Some(Right::Reports),
        Page::Journal => Some(Right::Journal),
        Page::Day => Some(Right::CloseDay),
        Page::Staff => Some(Right::Users),
        Page::Audit => Some(Right::Audit),
        Page::Backup => Some(Right::Backup),
        Page::Receive => Some(Right::Receive),
        Page::StockCount => Some(Right::Count),
        Page::Goods | Page::Expiry | Page::Reorder => Some(Right::Receive),
        Page::Labels => Some(Right::EditGoods),
        Page::Moves => Some(Right::Waste),
        Page::Consign => Some(Right::Consign),
        Page::Trade => Some(Right::Buy),
        _ => None,
    }
}

impl Desk {
    /// True for the manager's pages.
    pub(super) const fn is_office(page: Page) -> bool {
        right_of(page).is_some()
    }

    /// True when the one who acts has this right.
    fn may(&self, right: Right) -> bool {
        let Some(app) = &self.app else { return false };
        app.actor().is_some_and(|actor| app.settings().rights.allows(actor.role, right))
    }

    /// True when any page of the office is for the one who acts.
    pub(super) fn may_see_office(&self) -> bool {
        [Page::Reports, Page::Journal, Page::Day, Page::Staff, Page::Audit, Page::Backup]
            .into_iter()
            .filter_map(right_of)
            .any(|right| self.may(right))
    }

    /// A page of the office was asked for. Who may not see it is told so; nothing of it is shown.
    pub(super) fn visit_office(&mut self, page: Page) {
        let Some(right) = right_of(page) else { return };
        // Whoever only receives or settles has a part of the trade too.
        if !(self.may(right) || page == Page::Trade && self.may_trade()) {
            return self.refuse(&app::Refusal::NeedsApproval(right).into());
        }
        self.show_office(page);
        self.go(page);
    }

    /// Where those belong who do not sell: the first page of the stock room that is for them.
    pub(super) fn stock_room(&self) -> Option<Page> {
        let sells = self.may(Right::Sell);
        [Page::Receive, Page::StockCount].into_iter().find(|page| !sells && right_of(*page).is_some_and(|right| self.may(right)))
    }

    /// A question of the page is open: a scan is no answer to it.
    fn asks(&self) -> bool {
        self.pending.is_some() || self.office.filling.is_some() || self.office.asking.is_some() || self.office.choosing.is_some()
    }

    /// Says that a question comes before a scan.
    fn answer_first(&mut self) {
        let text = self
            .language
            .pick("Jawab dulu yang ditanyakan di layar, lalu pindai lagi.", "Answer what the screen asks first, then scan again.");
        self.strip(Tone::Look, text, StripAction::AnswerFirst);
        self.hear(Sound::Refused);
    }

    /// Shows a page of the office again.
    pub(super) fn show_office(&mut self, page: Page) {
        match page {
            Page::Home => self.show_home(),
            Page::Reports => self.show_reports(),
            Page::Journal => self.show_journal(),
            Page::Day => self.show_day(),
            Page::Staff => self.show_people(),
            Page::Audit => self.show_audit(),
            Page::Backup => self.show_backup(),
            Page::Receive => self.show_arrival(),
            Page::StockCount => self.show_stock_count(),
            Page::Goods => self.show_goods(),
            Page::Expiry => self.show_expiry(),
            Page::Reorder => self.show_reorder(),
            Page::Labels => self.show_labels(),
            Page::Moves => self.show_moves(),
            Page::Consign => self.show_consign(),
            Page::Trade => self.show_trade(),
            _ => {}
        }
    }

    /// Nobody stands at the till: what was being asked is forgotten, what is computed is given up.
    pub(super) fn leave_office(&mut self) {
        self.office.filling = None;
        self.office.asking = None;
        self.office.choosing = None;
        // What was counted is in the log; whoever comes next has a sum of their own.
        self.office.counting = Counts::default();
        self.office.works.stop_all();
        // Whoever comes next is allowed nothing by somebody who was asked before.
        self.office.moving.forget_person();
        self.office.people.card_of = None;
        self.ui(|window| {
            window.global::<Form>().set_shown(false);
            window.global::<Confirm>().set_shown(false);
            window.global::<Picker>().set_shown(false);
            window.global::<ui::Backup>().set_invite_code("".into());
            window.global::<ui::ManyGoods>().set_busy(false);
            window.global::<ui::Reorder>().set_busy(false);
        });
    }

    /// Says that something was done, where the page has its strip.
    fn say(&mut self, text: &str) {
        self.strip(Tone::Good, text, StripAction::None);
    }

    /// A name for an id of the staff.
    fn person(&self, id: &str) -> String {
        match &self.app {
            Some(app) if !id.is_empty() => store::staff::name(app.store().connection(), id).unwrap_or_else(|_| id.to_owned()),
            _ => String::new(),
        }
    }

    /// Opens a report from elsewhere.
    fn see_report(&mut self, report: &app::books::Report) {
        self.choose_report_of(report);
        self.visit_office(Page::Reports);
    }

    /// Tells the menu whether the office is for the one who acts.
    pub(super) fn show_office_right(&self) {
        let (office, receives, counts) = (self.may_see_office(), self.may(Right::Receive), self.may(Right::Count));
        let (labels, moves, consigns) = (self.may(Right::EditGoods), self.may(Right::Waste), self.may(Right::Consign));
        let trades = self.may_trade();
        self.ui(move |window| {
            let shell = window.global::<Shell>();
            shell.set_office(office);
            shell.set_receives(receives);
            shell.set_counts(counts);
            shell.set_labels(labels);
            shell.set_moves(moves);
            shell.set_consigns(consigns);
            shell.set_trades(trades);
        });
    }
}
