//! What the parts about money answer.

use app::{App, Fault};
use screen::trade::View;

use super::super::super::Desk;
use super::{Moved, Tab, claims, statements};

/// How much waits in a part.
pub(super) fn waiting(app: &App, tab: Tab) -> Result<usize, Fault> {
    match tab {
        Tab::Invoices => Ok(screen::trade::invoices::waiting(&app.invoices(None, false)?)),
        Tab::Claims => claims::waiting(app),
        Tab::Statements => statements::waiting(app),
        _ => Ok(0),
    }
}

impl Desk {
    pub(super) fn money_view(&self, tab: Tab) -> View {
        match tab {
            Tab::Invoices => self.invoices_view(),
            Tab::Claims => self.claims_view(),
            _ => self.statements_view(),
        }
    }

    pub(super) fn read_money(&mut self, tab: Tab) {
        match tab {
            Tab::Invoices => self.read_invoices(),
            Tab::Claims => self.read_claims(),
            _ => self.read_statements(),
        }
    }

    pub(super) fn choose_money(&mut self, tab: Tab, place: usize) {
        match tab {
            Tab::Invoices => self.choose_invoice(place),
            Tab::Claims => self.choose_claim(place),
            _ => self.choose_statement_of(place),
        }
    }

    pub(super) fn search_money(&mut self, tab: Tab) {
        match tab {
            Tab::Invoices => self.choose_invoice(0),
            Tab::Claims => self.search_claims(),
            _ => self.choose_statement_of(0),
        }
    }

    pub(super) fn act_on_money(&mut self, tab: Tab, key: &str) {
        match tab {
            Tab::Invoices => self.act_on_invoice(key),
            Tab::Claims => self.act_on_claim(key),
            _ => self.act_on_statement(key),
        }
    }

    /// Esc: out of what is typed, back to all days; false: nothing of it was shown.
    pub(super) fn leave_money(&mut self) -> bool {
        match self.office.trading.tab {
            Tab::Invoices => self.leave_paper(),
            Tab::Claims => self.leave_claims_day(),
            _ => false,
        }
    }

    /// The box of a row.
    pub(in crate::window) fn check_trade(&mut self, index: i32) {
        if let (Tab::Claims, Ok(place)) = (self.office.trading.tab, usize::try_from(index)) {
            self.tick_claim(place);
        }
    }

    /// The box of a line.
    pub(in crate::window) fn check_trade_line(&mut self, index: i32) {
        if let (Tab::Invoices, Ok(place)) = (self.office.trading.tab, usize::try_from(index)) {
            self.tick_invoice_line(place);
        }
    }

    /// A day of the calendar.
    pub(in crate::window) fn choose_trade_day(&mut self, index: i32) {
        if let (Tab::Claims, Ok(place)) = (self.office.trading.tab, usize::try_from(index)) {
            self.choose_claims_day(place);
            self.show_part(Moved::Day);
        }
    }

    /// The month before or after.
    pub(in crate::window) fn step_trade_month(&mut self, by: i32) {
        if self.office.trading.tab == Tab::Claims {
            self.step_claims_month(by);
        }
    }
}
