//! The manager's page.

use app::books::Report;
use screen::office::home::{self, Deed};
use slint::ComponentHandle;
use ui::{Home, Page};

use super::super::Desk;
use super::work::Place;
use crate::window::bind;

/// What the page shows.
#[derive(Default)]
pub(super) struct Homes {
    deeds: Vec<Deed>,
}

impl Desk {
    /// Reads the day again. What was shown stays until the new is there.
    pub(in crate::window) fn show_home(&mut self) {
        self.start_work(
            Place::Home,
            |app, _| Ok((app.dashboard()?, app.now().timestamp_millis(), *app.now().offset())),
            |desk, result| match result {
                Ok((found, now, zone)) => {
                    let view = home::view(&found, now, zone, desk.language);
                    desk.office.home.deeds.clone_from(&view.deeds);
                    let all_well = desk.language.pick("Semua beres. Tidak ada yang menunggu.", "All is well. Nothing waits.");
                    let empty = desk.language.pick("Belum ada penjualan hari ini.", "No sales today yet.");
                    desk.ui(move |window| {
                        bind::show_home(window, &view);
                        let page = window.global::<Home>();
                        page.set_all_well(all_well.into());
                        page.set_chart_empty(empty.into());
                    });
                }
                Err(fault) => desk.refuse(&fault),
            },
        );
    }

    /// The button of something that needs a hand.
    pub(in crate::window) fn attend(&mut self, index: i32) {
        let deed = usize::try_from(index).ok().and_then(|place| self.office.home.deeds.get(place)).cloned();
        match deed {
            None | Some(Deed::None) => {}
            Some(Deed::Audit) => self.visit(Page::Audit),
            Some(Deed::Backup) => self.visit(Page::Backup),
            Some(Deed::OverShort) => self.see_report(&Report::OverShort),
            Some(Deed::CloseDay) => self.visit(Page::Day),
            Some(Deed::Tenders) => self.see_report(&Report::Tenders),
            Some(Deed::Cash) => self.visit(Page::Cash),
            Some(Deed::Printing) => self.printer_detail(),
            Some(Deed::Stock) => self.see_report(&Report::Stock),
            Some(Deed::Late) => self.see_report(&Report::Ledger(Vec::new())),
        }
    }
}
