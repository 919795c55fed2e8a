//! What expires soon, and the lower price that is proposed for it.

use chrono::{Days, NaiveDate};
use domain::Quantity;
use domain::goods::lots::markdown;
use domain::goods::price::{MARK_DOWN, marked_down};
use domain::goods::{Owner, PriceBatch, PriceLine};
use domain::staff::Right;
use uuid::Uuid;

use crate::staff::Approval;
use crate::{App, Fault};

/// A lot that expires soon, or has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    /// Use by.
    pub date: NaiveDate,
    /// The product's name.
    pub name: String,
    /// Its key.
    pub sku: String,
    /// Whose goods.
    pub owner: Owner,
    /// The maker's lot; may be empty.
    pub lot: String,
    /// What is left of it, base units, thousandths.
    pub quantity: Quantity,
    /// Days until then; below zero: past.
    pub days_left: i64,
    /// How many percent off is proposed; none: nothing yet, or it must not be sold any more.
    pub percent: Option<i64>,
    /// What that makes of the price of each pack.
    pub lines: Vec<PriceLine>,
    /// It costs no more than that already.
    pub marked: bool,
}

impl App {
    /// Lots that expire within `days`, and those that are past their date; the earliest first.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn expiring(&self, days: u32) -> Result<Vec<Expiring>, Fault> {
        self.require(Right::Receive)?;
        let today = self.clock.now().date_naive();
        let until = today.checked_add_days(Days::new(u64::from(days))).unwrap_or(today);
        let step = self.settings.price_step;
        self.store.read(|connection| {
            let mut found = Vec::new();
            for (sku, owner) in store::goods::lots::dated(connection, until)? {
                let Some(product) = store::catalogue::by_sku(connection, &sku)? else { continue };
                for lot in store::goods::lots::of(connection, &sku, &owner)?.0 {
                    let Some(date) = lot.expiry.filter(|date| *date <= until) else { continue };
                    let days_left = (date - today).num_days();
                    let percent = markdown(days_left);
                    let lines = match percent {
                        Some(percent) => proposed(&store::goods::price::without(connection, &sku, MARK_DOWN)?, percent, step)?,
                        None => Vec::new(),
                    };
                    let now = |line: &PriceLine| product.pack(&line.pack).map_or(line.price, |pack| pack.price);
                    let marked = !lines.is_empty() && lines.iter().all(|line| now(line) <= line.price);
                    let owner = Owner::parse(&owner).unwrap_or_default();
                    let name = product.name.clone();
                    found.push(Expiring {
                        date,
                        name,
                        sku: sku.clone(),
                        owner,
                        lot: lot.lot,
                        quantity: lot.quantity,
                        days_left,
                        percent,
                        lines,
                        marked,
                    });
                }
            }
            found.sort_by(|a, b| (a.date, &a.name, &a.sku, &a.lot).cmp(&(b.date, &b.name, &b.sku, &b.lot)));
            Ok(found)
        })
    }

    /// The lower price that is proposed for goods that expire, from now on.
    ///
    /// # Errors
    /// As [`App::set_prices`].
    pub fn mark_down(&mut self, expiring: &Expiring, approval: Option<&Approval>) -> Result<Uuid, Fault> {
        let name = format!("{MARK_DOWN}{} {}", expiring.date.format("%d/%m/%Y"), expiring.name);
        let batch = PriceBatch { id: String::new(), name, from: self.clock.now(), lines: expiring.lines.clone(), by: String::new() };
        self.set_prices(&batch, approval)
    }
}

/// Every tier of every pack, lower.
fn proposed(usual: &[PriceLine], percent: i64, step: i64) -> Result<Vec<PriceLine>, Fault> {
    let down = |price| marked_down(price, percent, step);
    let line = |line: &PriceLine| {
        Ok(PriceLine {
            price: down(line.price)?,
            member_price: line.member_price.map(down).transpose()?,
            wholesale_price: line.wholesale_price.map(down).transpose()?,
            ..line.clone()
        })
    };
    usual.iter().map(line).collect()
}
