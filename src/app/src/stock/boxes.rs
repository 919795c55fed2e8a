//! Buka dus: a box that is a product of its own is opened into pieces, or packed again.

use domain::catalogue::Product;
use domain::goods::{MoveError, MoveKind, MovedLine, Owner, Place};
use domain::staff::Right;
use domain::{Quantity, Rupiah};

use super::Shelf;
use super::moves::{Asked, MoveItem, MoveOrder, Moved, leave, product};
use crate::staff::Approval;
use crate::{App, Fault};

/// A box that can be opened because its pieces ran out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxOffer {
    /// The box's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many boxes are there, base units, thousandths.
    pub there: Quantity,
    /// What is in one, base units of the pieces, thousandths.
    pub inside: Quantity,
}

impl App {
    /// The box to open when the pieces of a product ran out; none: pieces are there, or no box is.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn box_to_open(&self, sku: &str) -> Result<Option<BoxOffer>, Fault> {
        self.box_for(sku, Quantity::new(1))
    }

    /// The box to open when fewer pieces of a product are there than are wanted (base units, thousandths); none:
    /// enough are there, or no box is.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn box_for(&self, sku: &str, wanted: Quantity) -> Result<Option<BoxOffer>, Fault> {
        let connection = self.store.connection();
        let there: i64 = store::goods::consign::owners(connection, sku)?.iter().map(|(_, quantity)| quantity.get().max(0)).sum();
        if there >= wanted.get() {
            return Ok(None);
        }
        let boxes = store::goods::views::boxes_of(connection, sku)?;
        let Some((found, there)) = boxes.into_iter().next() else { return Ok(None) };
        let product = product(connection, &found)?;
        let inside = product.details.contents.as_ref().map_or(Quantity::ZERO, |contents| contents.quantity);
        Ok(Some(BoxOffer { sku: found, name: product.name, there, inside }))
    }

    /// Opens boxes: their value goes over to the pieces, to the rupiah.
    ///
    /// # Errors
    /// [`MoveError::NoBox`], [`MoveError::NotThere`], [`MoveError::Quantity`], [`crate::Refusal::NeedsApproval`].
    pub fn open_boxes(&mut self, code: &str, boxes: Quantity, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.convert(code, boxes, true, approval)
    }

    /// Packs pieces into boxes again.
    ///
    /// # Errors
    /// As [`App::open_boxes`].
    pub fn pack_boxes(&mut self, code: &str, boxes: Quantity, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.convert(code, boxes, false, approval)
    }

    fn convert(&mut self, code: &str, boxes: Quantity, open: bool, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        let item = MoveItem { code: code.to_owned(), quantity: boxes, ..MoveItem::default() };
        let (of_box, of_pieces) = self.box_and_pieces(&item)?;
        let reason = if open { format!("buka {}", of_box.product.name) } else { format!("kemas {}", of_box.product.name) };
        let head = self.head(MoveKind::Unpack, &MoveOrder { reason, ..MoveOrder::default() })?;
        self.write_move(head, |_, shelf| convert(shelf, &of_box, &of_pieces, open))
    }

    /// A box and the pieces that are in so many of them.
    pub(super) fn box_and_pieces(&self, item: &MoveItem) -> Result<(Asked, Asked), Fault> {
        let item = MoveItem { owner: Some(Owner::Koperasi), ..item.clone() };
        let mut asked = self.asked(std::slice::from_ref(&item))?;
        let Some(of_box) = asked.pop() else { return Err(MoveError::Empty.into()) };
        let Some(contents) = of_box.product.details.contents.clone() else {
            return Err(MoveError::NoBox(of_box.product.name).into());
        };
        let inside = product(self.store.connection(), &contents.sku)?;
        let pieces = Quantity::new(
            i64::try_from(i128::from(of_box.quantity.get()) * i128::from(contents.quantity.get()) / 1_000).map_err(|_| domain::Overflow)?,
        );
        Ok((of_box, Asked { product: inside, quantity: pieces, item }))
    }
}

/// Boxes become pieces, or pieces boxes; what goes must be there.
pub(super) fn convert(shelf: &mut Shelf<'_>, of_box: &Asked, of_pieces: &Asked, open: bool) -> Result<Vec<MovedLine>, Fault> {
    let (out, into) = if open { (of_box, of_pieces) } else { (of_pieces, of_box) };
    let there = shelf.pool(&out.product.sku, Place::Shop.word())?.quantity;
    if there < out.quantity {
        return Err(MoveError::NotThere { name: out.product.name.clone(), there }.into());
    }
    let gone = leave(shelf, out, &Owner::Koperasi, Place::Shop, None)?;
    let came = come(shelf, &into.product, into.quantity, gone.value)?;
    Ok(vec![gone, came])
}

/// The koperasi's own goods come onto the shelf from outside at a value.
pub(super) fn come(shelf: &mut Shelf<'_>, product: &Product, quantity: Quantity, value: Rupiah) -> Result<MovedLine, Fault> {
    let variance = shelf.pool(&product.sku, Place::Shop.word())?.receive(quantity, value)?;
    Ok(MovedLine {
        sku: product.sku.clone(),
        name: product.name.clone(),
        to: Some(Place::Shop),
        quantity,
        value,
        variance,
        ..MovedLine::default()
    })
}
