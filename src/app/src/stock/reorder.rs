//! Suggested orders: what runs out before the next delivery, in packs, with the reason in words.

use std::collections::HashMap;

use chrono::Days;
use domain::Quantity;
use domain::goods::reorder::{Demand, Proposal, propose};
use domain::staff::Right;

use crate::staff::Approval;
use crate::{App, Fault};

/// A line of a suggested order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who usually delivers it.
    pub supplier: String,
    /// The supplier's own code for it.
    pub supplier_code: String,
    /// On hand, base units, thousandths.
    pub on_hand: Quantity,
    /// What to order.
    pub proposal: Proposal,
}

impl App {
    /// What to order, by supplier and product: from the sales of the last `days` (14 when absent), to last for
    /// `cover` days (7 when absent) after the delivery.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn suggest_orders(&self, days: Option<u32>, cover: Option<u32>, approval: Option<&Approval>) -> Result<Vec<Suggestion>, Fault> {
        self.hold_right(Right::Receive, approval)?;
        self.suggestions(days, cover)
    }

    /// The suggestions, for whoever may see them.
    pub(crate) fn suggestions(&self, days: Option<u32>, cover: Option<u32>) -> Result<Vec<Suggestion>, Fault> {
        let days = i64::from(days.unwrap_or(14).clamp(1, 365));
        let cover_days = i64::from(cover.unwrap_or(7).clamp(1, 365));
        let today = self.business_date()?;
        let from = today.checked_sub_days(Days::new(days.unsigned_abs() - 1)).unwrap_or(today);
        self.store.read(|connection| {
            let leads: HashMap<String, i64> =
                store::goods::consign::partners(connection)?.into_iter().map(|partner| (partner.code, partner.lead_days)).collect();
            let mut suggestions = Vec::new();
            for row in store::goods::views::speed(connection, from, today)? {
                let Some(product) = store::catalogue::by_sku(connection, &row.sku)? else { continue };
                let details = &product.details;
                let demand = Demand {
                    sold: Quantity::new(row.sold),
                    days,
                    on_hand: Quantity::new(row.on_hand),
                    minimum: details.minimum.unwrap_or_default(),
                    lead_days: leads.get(&details.supplier).copied().unwrap_or(1),
                    cover_days,
                    packs: product.packs.iter().map(|pack| (pack.code.clone(), pack.factor)).collect(),
                };
                if let Some(proposal) = propose(&demand)? {
                    suggestions.push(Suggestion {
                        supplier: details.supplier.clone(),
                        supplier_code: details.supplier_code.clone(),
                        on_hand: demand.on_hand,
                        sku: row.sku,
                        name: row.name,
                        proposal,
                    });
                }
            }
            suggestions.sort_by(|a, b| (&a.supplier, &a.name, &a.sku).cmp(&(&b.supplier, &b.name, &b.sku)));
            Ok(suggestions)
        })
    }
}
