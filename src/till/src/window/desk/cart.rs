//! The sale page: the cart, the keypad, parking, members.

use app::Fault;
use domain::cart::Discount;
use domain::{Quantity, Rupiah};
use screen::{cart, sentence};
use slint::ComponentHandle;
use store::member::NamedMember;
use ui::Sale;

use super::Desk;
use super::approval::Pending;
use crate::window::bind;
use crate::window::sound::Sound;

/// The longest thing that can be typed on the keypad: a code.
const ENTRY_LIMIT: usize = 24;

impl Desk {
    /// The whole sale page.
    pub(super) fn show_cart(&mut self) {
        let under_work = self.line();
        let Some(app) = &self.app else { return };
        let view = cart::view(app.cart(), self.language);
        let recovered = app.cart().recovered;
        let selected = under_work.and_then(|line| view.rows.iter().position(|row| row.line == line));
        let selected = selected.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
        let (fresh, last_change) = (self.fresh, self.last_change.clone());
        self.ui(move |window| {
            bind::show_cart(window, &view, fresh);
            let sale = window.global::<Sale>();
            sale.set_selected(selected);
            sale.set_recovered(recovered);
            sale.set_last_change(last_change.into());
        });
        self.show_entry();
        self.show_customer();
    }

    /// The parked carts.
    pub(super) fn show_parked(&mut self) {
        let language = self.language;
        let Some(app) = &mut self.app else { return };
        let parked = app.parked().map(|parked| cart::parked(&parked, language)).unwrap_or_default();
        self.ui(move |window| bind::show_parked(window, &parked));
    }

    /// What is typed on the keypad.
    pub(super) fn show_entry(&self) {
        let entry = self.entry.clone();
        let multiplier = self.multiplier.map(|count| format!("{count} ×")).unwrap_or_default();
        self.ui(move |window| {
            let sale = window.global::<Sale>();
            sale.set_entry(entry.into());
            sale.set_multiplier(multiplier.into());
        });
    }

    /// A key of the keypad.
    pub(in crate::window) fn key(&mut self, key: &str) {
        match key {
            "back" if self.entry.pop().is_none() => self.multiplier = None,
            "back" => {}
            "clear" => {
                self.entry.clear();
                self.multiplier = None;
            }
            "*" => self.multiply(),
            "enter" => {
                let code = std::mem::take(&mut self.entry);
                if code.is_empty() {
                    return;
                }
                self.scan(&code);
            }
            digits if self.entry.len() + digits.len() <= ENTRY_LIMIT => self.entry.push_str(digits),
            _ => {}
        }
        self.show_entry();
    }

    fn multiply(&mut self) {
        let typed = Quantity::parse(&self.entry).and_then(Quantity::sellable);
        match typed {
            Ok(count) => {
                self.multiplier = Some(count);
                self.entry.clear();
            }
            Err(error) => {
                let fault = Fault::from(domain::cart::CartError::from(error));
                self.refuse(&fault);
            }
        }
    }

    /// The line under work: the chosen one, or the last.
    fn line(&self) -> Option<i64> {
        let lines = &self.app.as_ref()?.cart().cart.lines;
        let chosen = self.selected.filter(|line| lines.iter().any(|candidate| candidate.id == *line));
        chosen.or_else(|| lines.last().map(|line| line.id))
    }

    /// A row was tapped.
    pub(in crate::window) fn select(&mut self, index: i32) {
        let lines = self.app.as_ref().map(|app| &app.cart().cart.lines);
        self.selected = lines.and_then(|lines| lines.get(usize::try_from(index).ok()?)).map(|line| line.id);
        self.fresh = None;
        self.show_cart();
    }

    /// The arrows move the line under work.
    pub(in crate::window) fn move_selection(&mut self, by: i32) {
        let Some(app) = &self.app else { return };
        let lines = &app.cart().cart.lines;
        let last = i32::try_from(lines.len()).unwrap_or(0) - 1;
        let now = self.line().and_then(|line| lines.iter().position(|candidate| candidate.id == line));
        let now = now.and_then(|place| i32::try_from(place).ok()).unwrap_or(last);
        self.select((now + by).clamp(0, last.max(0)));
    }

    /// One more or one less of the line under work.
    pub(in crate::window) fn step(&mut self, by: i32) {
        let Some(line) = self.line() else { return };
        let Some(app) = &mut self.app else { return };
        let now = app.cart().cart.lines.iter().find(|candidate| candidate.id == line).map_or(Quantity::ZERO, |line| line.quantity);
        let next = now.plus(Quantity::new(i64::from(by) * 1_000)).unwrap_or(now);
        if next <= Quantity::ZERO {
            self.remove_line();
            return;
        }
        let result = app.set_quantity(line, next);
        self.changed(result);
    }

    /// The quantity of the line under work was typed.
    pub(in crate::window) fn set_quantity(&mut self, text: &str) {
        let Some(line) = self.line() else { return };
        let result = match Quantity::parse(text) {
            Ok(quantity) => self.shop().and_then(|app| app.set_quantity(line, quantity)),
            Err(error) => Err(domain::cart::CartError::from(error).into()),
        };
        self.changed(result);
    }

    /// The line under work goes.
    pub(in crate::window) fn remove_line(&mut self) {
        let Some(line) = self.line() else { return };
        let result = self.shop().and_then(|app| app.remove_line(line));
        self.selected = None;
        self.changed(result);
    }

    /// A price was typed for the line under work.
    pub(in crate::window) fn set_price(&mut self, text: &str) {
        let Some(line) = self.line() else { return };
        match Rupiah::parse(text) {
            Ok(price) => self.attempt(Pending::Price(line, price)),
            Err(error) => self.refuse(&amount_fault(&error)),
        }
    }

    /// A discount was typed, for the line under work or the whole cart.
    pub(in crate::window) fn discount(&mut self, whole_cart: bool, kind: &str, text: &str) {
        let discount =
            if kind == "percent" { percent(text) } else { Rupiah::parse(text).map(Discount::Amount).map_err(|error| amount_fault(&error)) };
        match (discount, whole_cart, self.line()) {
            (Ok(discount), true, _) => self.attempt(Pending::DiscountCart(discount)),
            (Ok(discount), false, Some(line)) => self.attempt(Pending::DiscountLine(line, discount)),
            (Ok(_), false, None) => {}
            (Err(fault), _, _) => self.refuse(&fault),
        }
    }

    /// A note for the line under work.
    pub(in crate::window) fn set_note(&mut self, text: &str) {
        let Some(line) = self.line() else { return };
        let result = self.shop().and_then(|app| app.set_note(line, text));
        self.changed(result);
    }

    /// Shows the cart after a change, or why there was none.
    pub(super) fn changed(&mut self, result: Result<(), Fault>) {
        self.fresh = None;
        if self.settle(result) {
            self.written();
            self.clear_strip();
        }
        self.show_cart();
        self.show_parked();
    }

    /// Puts the cart aside.
    pub(in crate::window) fn park(&mut self) {
        let result = self.shop().and_then(|app| app.park());
        self.selected = None;
        self.changed(result);
    }

    /// Takes a parked cart back.
    pub(in crate::window) fn take_back(&mut self, id: &str) {
        let result = self.shop().and_then(|app| app.take_back(id));
        self.selected = None;
        if result.is_ok() {
            self.ui(|window| window.global::<Sale>().set_parked_shown(false));
        }
        self.changed(result);
        self.tell_lost_goods();
    }

    /// Throws the cart away.
    pub(in crate::window) fn cancel_cart(&mut self, reason: &str) {
        let result = self.shop().and_then(|app| app.cancel_cart(reason));
        self.selected = None;
        self.changed(result);
    }

    /// A member's number was typed.
    pub(in crate::window) fn find_member(&mut self, number: &str) {
        let Ok(app) = self.shop() else { return };
        match app.find_member(number) {
            Ok(member) => self.show_member(&member),
            Err(fault) => {
                let text = sentence(&fault, self.language);
                self.hear(Sound::Refused);
                self.member_found = None;
                self.ui(move |window| {
                    let sale = window.global::<Sale>();
                    sale.set_member_found("".into());
                    sale.set_member_error(text.into());
                });
            }
        }
    }

    /// Shows the name back, to be confirmed.
    pub(super) fn show_member(&mut self, member: &NamedMember) {
        self.member_found = Some(member.member.number.clone());
        let (number, tier) = (member.member.number.clone(), member.member.tier.word());
        let name = if member.name.is_empty() { number.clone() } else { member.name.clone() };
        self.ui(move |window| {
            let sale = window.global::<Sale>();
            sale.set_member_text(number.into());
            sale.set_member_error("".into());
            sale.set_member_tier(tier.into());
            sale.set_member_found(name.into());
            sale.set_member_shown(true);
        });
    }

    /// The name is right.
    pub(in crate::window) fn confirm_member(&mut self) {
        let Some(number) = self.member_found.take() else { return };
        let result = self.shop().and_then(|app| app.set_member(&number).map(|_| ()));
        self.close_member();
        self.changed(result);
    }

    /// Nobody in particular.
    pub(in crate::window) fn clear_member(&mut self) {
        let result = self.shop().and_then(|app| app.clear_member());
        self.close_member();
        self.changed(result);
    }

    fn close_member(&mut self) {
        self.member_found = None;
        self.ui(|window| {
            let sale = window.global::<Sale>();
            sale.set_member_shown(false);
            sale.set_member_text("".into());
            sale.set_member_found("".into());
            sale.set_member_error("".into());
        });
    }
}

fn amount_fault(error: &domain::money::AmountError) -> Fault {
    app::Refusal::Amount(error.to_string()).into()
}

/// `12,5` percent as hundredths.
fn percent(text: &str) -> Result<Discount, Fault> {
    let thousandths = Quantity::parse(text).map_err(|error| Fault::from(app::Refusal::Amount(error.to_string())))?;
    Ok(Discount::Percent(thousandths.get() / 10))
}
