//! The open cart: in memory for speed, on the disk after each change.

use domain::cart::{Cart, CartLine, PricedCart};
use domain::sale::{Due, Tender, due};
use store::cart::StoredTender;
use uuid::Uuid;

use crate::{App, Fault};

/// The cart in progress of this till. Its id becomes the id of the sale's record: doing the payment
/// again finds the first answer.
#[derive(Clone, Debug, Default)]
pub struct OpenCart {
    /// UUIDv7; empty while nothing was put in.
    pub(crate) id: String,
    /// The goods.
    pub cart: Cart,
    /// Its prices.
    pub priced: PricedCart,
    /// Payments taken so far, and QRIS that wait.
    pub tenders: Vec<StoredTender>,
    /// The name of the member, to show.
    pub member_name: String,
    /// True when it came back from the disk at the start of the program.
    pub recovered: bool,
    /// Goods of it that are no longer sold in that pack and had to be left out.
    pub lost: Vec<String>,
}

impl OpenCart {
    /// The payments that count, without waiting QRIS.
    pub fn taken(&self) -> Vec<Tender> {
        self.tenders.iter().filter(|tender| !tender.waiting).map(|tender| tender.tender.clone()).collect()
    }
}

/// What of the cart changed on the disk.
pub(crate) enum Change<'a> {
    /// A line was added or changed; the head changed with it.
    Line(&'a CartLine),
    /// A line was taken out.
    Removed(i64),
    /// Member or discount.
    Head,
}

impl App {
    /// The cart in progress.
    pub fn cart(&self) -> &OpenCart {
        &self.cart
    }

    /// What is still to pay of the cart in progress.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn due(&self) -> Result<Due, Fault> {
        Ok(due(self.cart.priced.total, &self.cart.taken(), self.settings.rounding)?)
    }

    /// Reads this till's cart in progress from the disk: after a crash it is back.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn recover_cart(&mut self) -> Result<bool, Fault> {
        let found = store::cart::open(self.store.connection(), self.till())?;
        let Some(stored) = found else {
            self.cart = OpenCart::default();
            return Ok(false);
        };
        let recovered = !stored.cart.is_empty();
        self.cart =
            OpenCart { id: stored.id, cart: stored.cart, tenders: stored.tenders, recovered, lost: stored.lost, ..OpenCart::default() };
        self.cart.member_name = self.name_of_member()?;
        self.reprice()?;
        Ok(recovered)
    }

    pub(crate) fn name_of_member(&self) -> Result<String, Fault> {
        let Some(member) = &self.cart.cart.member else {
            return Ok(String::new());
        };
        let found = store::member::find(self.store.connection(), &member.number)?;
        Ok(found.map(|found| found.name).unwrap_or_default())
    }

    /// Prices the cart as it stands.
    pub(crate) fn reprice(&mut self) -> Result<(), Fault> {
        self.cart.priced = self.price(&self.cart.cart.clone())?;
        Ok(())
    }

    pub(crate) fn price(&mut self, cart: &Cart) -> Result<PricedCart, Fault> {
        let on = self.business_date()?;
        let promotions = self.promotions(on)?;
        Ok(cart.price(on, promotions)?)
    }

    /// Takes over a changed cart: priced, and written to the disk before it is shown.
    pub(crate) fn keep_cart(&mut self, cart: Cart, change: &Change<'_>) -> Result<(), Fault> {
        let priced = self.price(&cart)?;
        let first = self.cart.id.is_empty();
        let id = if first { Uuid::now_v7().to_string() } else { self.cart.id.clone() };
        let at = self.clock.now().timestamp_millis();
        let till = self.till().to_owned();
        self.store.quick(|quick| -> Result<(), Fault> {
            let connection = quick.connection();
            if first {
                store::cart::clear_sold(connection, &till)?;
            }
            store::cart::save_head(connection, &id, &till, &cart, at)?;
            match change {
                Change::Line(line) => store::cart::save_line(connection, &id, line)?,
                Change::Removed(line) => store::cart::remove_line(connection, &id, *line)?,
                Change::Head => {}
            }
            Ok(())
        })?;
        self.cart.id = id;
        self.cart.cart = cart;
        self.cart.priced = priced;
        Ok(())
    }
}
