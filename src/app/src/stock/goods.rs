//! Editing products: every change is a record, so the history of each field is in the log.

use domain::barcode::{complaint, lookup_key};
use domain::catalogue::{Pack, Product};
use domain::fact::Fact;
use domain::goods::{PriceBatch, PriceLine, StockFact};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::goods::price::BatchRow;
use uuid::Uuid;

use super::StockRefusal;
use super::receive::clean;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// One change of one field of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Who (staff id).
    pub by: String,
    /// Which field, in Bahasa Indonesia.
    pub field: String,
    /// What it was; empty: nothing.
    pub before: String,
    /// What it became.
    pub after: String,
}

impl App {
    /// A product with its barcodes.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchProduct`].
    pub fn product(&self, sku: &str) -> Result<Product, Fault> {
        store::catalogue::whole(self.store.connection(), sku)?.ok_or_else(|| StockRefusal::NoSuchProduct(sku.to_owned()).into())
    }

    /// Every field of a product as text; empty ones are left out.
    pub fn product_fields(&self, product: &Product) -> Vec<(String, String)> {
        fields(product)
    }

    /// Adds a product, or changes any of its fields. What stays as it is makes no record.
    ///
    /// # Errors
    /// [`StockRefusal::Product`] (two base packs, factor 0, a pack inside itself, above HET), a wrong check digit,
    /// [`StockRefusal::CodeTaken`], [`Refusal::NeedsApproval`].
    pub fn put_product(&mut self, product: &Product, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        let product = self.checked(product)?;
        if store::catalogue::whole(self.store.connection(), &product.sku)?.as_ref() == Some(&product) {
            return Ok(());
        }
        self.record(&Fact::CataloguePut { products: vec![product], by: actor.id })?;
        self.forget_promotions();
        Ok(())
    }

    /// Adds a product that nobody keeps yet.
    ///
    /// # Errors
    /// [`StockRefusal::KeyTaken`], and as [`App::put_product`].
    pub fn add_product(&mut self, product: &Product, approval: Option<&Approval>) -> Result<(), Fault> {
        self.hold_right(Right::EditGoods, approval)?;
        self.check_key(&product.sku)?;
        self.put_product(product, approval)
    }

    /// Says whether a key is free for a new product.
    ///
    /// # Errors
    /// [`StockRefusal::KeyTaken`].
    pub fn check_key(&self, sku: &str) -> Result<(), Fault> {
        match store::catalogue::by_sku(self.store.connection(), sku)? {
            Some(known) => Err(StockRefusal::KeyTaken { sku: sku.to_owned(), name: known.name }.into()),
            None => Ok(()),
        }
    }

    /// No longer offered, or offered again; never deleted.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchProduct`], [`Refusal::NeedsApproval`].
    pub fn archive_product(&mut self, sku: &str, archived: bool, approval: Option<&Approval>) -> Result<(), Fault> {
        let mut product = self.product(sku)?;
        product.details.archived = archived;
        self.put_product(&product, approval)
    }

    /// Says what is wrong with a product that is being edited, before anybody keeps it.
    ///
    /// # Errors
    /// As [`App::put_product`], but no right is asked.
    pub fn check_product(&self, product: &Product) -> Result<(), Fault> {
        self.checked(product).map(|_| ())
    }

    /// A code as a product would keep it.
    ///
    /// # Errors
    /// A wrong check digit, strange characters, [`StockRefusal::CodeTaken`].
    pub fn check_code(&self, sku: &str, code: &str) -> Result<String, Fault> {
        let key = normal(code, &[])?;
        self.not_taken(sku, &key)?;
        Ok(key)
    }

    /// A free key for a new product: the till's letter and a number, so that two tills never give the same.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn free_sku(&self) -> Result<String, Fault> {
        let begin = format!("{}-", self.till());
        let last = store::catalogue::all(self.store.connection())?
            .iter()
            .filter_map(|sku| sku.strip_prefix(&begin)?.parse::<u32>().ok())
            .max()
            .unwrap_or(0);
        Ok(format!("{begin}{:04}", last.saturating_add(1)))
    }

    /// The product as it is kept: codes in their normal form and order, every rule checked.
    pub(crate) fn checked(&self, product: &Product) -> Result<Product, Fault> {
        let connection = self.store.connection();
        let mut product = product.clone();
        let known = store::catalogue::whole(connection, &product.sku)?;
        let known: Vec<String> = known.into_iter().flat_map(|known| known.packs).flat_map(|pack| pack.barcodes).collect();
        for pack in &mut product.packs {
            for code in &mut pack.barcodes {
                *code = normal(code, &known)?;
            }
            pack.code = pack.code.trim().to_uppercase();
            pack.barcodes.sort();
            pack.barcodes.dedup();
            pack.breaks.sort_by_key(|step| (step.from, step.members_only));
        }
        product.name = clean(&product.name, 120);
        product.check().map_err(|error| StockRefusal::Product { sku: product.sku.clone(), error })?;
        for pack in &product.packs {
            for code in &pack.barcodes {
                self.not_taken(&product.sku, code)?;
            }
        }
        self.check_contents(&product)?;
        Ok(product)
    }

    /// A code means one product.
    fn not_taken(&self, sku: &str, code: &str) -> Result<(), Fault> {
        for hit in store::catalogue::by_code(self.store.connection(), code)? {
            if hit.product.sku != sku {
                return Err(StockRefusal::CodeTaken { code: code.to_owned(), name: hit.product.name.clone() }.into());
            }
        }
        Ok(())
    }

    /// A box must not hold itself, whatever is in between.
    fn check_contents(&self, product: &Product) -> Result<(), Fault> {
        let mut inside = product.details.contents.as_ref().map(|contents| contents.sku.clone());
        for _ in 0..8 {
            let Some(sku) = inside else { return Ok(()) };
            if sku == product.sku {
                break;
            }
            let found = store::catalogue::by_sku(self.store.connection(), &sku)?.ok_or(StockRefusal::NoSuchProduct(sku))?;
            inside = found.details.contents.map(|contents| contents.sku);
        }
        let error = domain::catalogue::ProductError::InsideItself(product.sku.clone());
        Err(StockRefusal::Product { sku: product.sku.clone(), error }.into())
    }

    /// New prices of many packs from a time on: until then the old ones stand, then labels wait to be printed.
    /// Without lines a batch is taken back.
    ///
    /// # Errors
    /// [`StockRefusal::Prices`] names every price that cannot be, [`Refusal::NeedsApproval`].
    pub fn set_prices(&mut self, batch: &PriceBatch, approval: Option<&Approval>) -> Result<Uuid, Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        let mut wrong = Vec::new();
        for line in &batch.lines {
            if let Err(why) = self.check_price(line)? {
                wrong.push(format!("{} {}: {why}", line.sku, line.pack));
            }
        }
        if !wrong.is_empty() {
            return Err(StockRefusal::Prices(wrong.join("; ")).into());
        }
        let id = if batch.id.is_empty() {
            Uuid::now_v7()
        } else {
            Uuid::parse_str(&batch.id).map_err(|_| StockRefusal::Prices("nomor daftar harga salah".to_owned()))?
        };
        let name = Some(clean(&batch.name, 60)).filter(|name| !name.is_empty()).ok_or(Refusal::Empty("nama daftar harga"))?;
        let batch = PriceBatch { id: id.to_string(), name, by: actor.id, ..batch.clone() };
        self.record(&Fact::Stock(StockFact::PricesSet(batch)))?;
        Ok(id)
    }

    /// Dated prices, those to come first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn price_batches(&self) -> Result<Vec<BatchRow>, Fault> {
        Ok(store::goods::price::batches(self.store.connection())?)
    }

    fn check_price(&self, line: &PriceLine) -> Result<Result<(), String>, Fault> {
        let Some(mut product) = store::catalogue::by_sku(self.store.connection(), &line.sku)? else {
            return Ok(Err("barang tidak ada".to_owned()));
        };
        let prices = [Some(line.price), line.member_price, line.wholesale_price];
        if prices.into_iter().flatten().any(|price| price.is_negative() || price > Rupiah::LIMIT) {
            return Ok(Err(format!("harga harus nol sampai Rp {}", Rupiah::LIMIT)));
        }
        let Some(pack) = product.packs.iter_mut().find(|pack| pack.code == line.pack) else {
            return Ok(Err("satuan tidak ada".to_owned()));
        };
        (pack.price, pack.member_price, pack.wholesale_price) = (line.price, line.member_price, line.wholesale_price);
        Ok(product.check().map_err(|error| error.to_string()))
    }

    /// Every change of every field of a product, from the records, and every price that a batch set; the newest first.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`].
    pub fn product_history(&self, sku: &str) -> Result<Vec<FieldChange>, Fault> {
        let connection = self.store.connection();
        let puts = store::catalogue::puts(connection, sku)?;
        if puts.is_empty() {
            return Err(Refusal::UnknownCode(sku.to_owned()).into());
        }
        let now = self.now().timestamp_millis();
        let mut events: Vec<(i64, String, Event)> =
            puts.into_iter().map(|(at, by, product)| (at, by, Event::Put(fields(&product)))).collect();
        let mut prices = store::goods::price::past(connection, sku, now)?;
        // A price that was set for a time before the product was put holds nowhere.
        prices.retain(|past| !events.iter().any(|(put, ..)| (past.from_at..=past.made_at).contains(put)));
        events.extend(prices.into_iter().map(|past| (past.from_at, past.by, Event::Price(past.line))));
        events.sort_by_key(|(at, ..)| *at);
        let mut changes = Vec::new();
        let mut before: Vec<(String, String)> = Vec::new();
        for (at, by, event) in events {
            let after = match event {
                Event::Put(fields) => fields,
                Event::Price(line) => with_price(&before, &line),
            };
            let value_in = |fields: &[(String, String)], field: &str| {
                fields.iter().find(|(known, _)| known == field).map_or_else(String::new, |(_, value)| value.clone())
            };
            let gone = before.iter().filter(|(field, _)| !after.iter().any(|(known, _)| known == field));
            for (field, _) in after.iter().chain(gone) {
                let (old, new) = (value_in(&before, field), value_in(&after, field));
                if old != new {
                    changes.push(FieldChange { at, by: by.clone(), field: field.clone(), before: old, after: new });
                }
            }
            before = after;
        }
        changes.reverse();
        Ok(changes)
    }
}

/// What changed a product.
enum Event {
    /// All its fields.
    Put(Vec<(String, String)>),
    /// Prices of a pack.
    Price(PriceLine),
}

/// The fields with the prices that a batch set for a pack.
fn with_price(before: &[(String, String)], line: &PriceLine) -> Vec<(String, String)> {
    if !before.iter().any(|(field, _)| *field == format!("{} isi", line.pack)) {
        return before.to_vec();
    }
    let money = |price: Option<Rupiah>| price.map_or_else(String::new, |price| price.to_string());
    let prices =
        [("harga", line.price.to_string()), ("harga anggota", money(line.member_price)), ("harga grosir", money(line.wholesale_price))];
    let prices = prices.map(|(field, value)| (format!("{} {field}", line.pack), value));
    let mut after: Vec<(String, String)> =
        before.iter().filter(|(field, _)| !prices.iter().any(|(set, _)| set == field)).cloned().collect();
    after.extend(prices.into_iter().filter(|(_, value)| !value.is_empty()));
    after
}

/// A code in its normal form. One that the product has already is left alone: a file of the shop brought it.
fn normal(code: &str, known: &[String]) -> Result<String, Fault> {
    let text = code.trim();
    if text.is_empty() || text.len() > 48 || !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err(domain::barcode::BarcodeError::StrangeCharacter.into());
    }
    match complaint(text) {
        Some(error) if !known.iter().any(|known| known == text) => Err(error.into()),
        _ => Ok(lookup_key(text)),
    }
}

/// Every field of a product as text; empty ones are left out.
pub(crate) fn fields(product: &Product) -> Vec<(String, String)> {
    let details = &product.details;
    let quantity = |quantity: Option<Quantity>| quantity.map_or_else(String::new, |quantity| quantity.to_string());
    let yes = |yes: bool| if yes { "ya".to_owned() } else { String::new() };
    let mut fields = vec![
        ("nama".to_owned(), product.name.clone()),
        ("kategori".to_owned(), product.category.clone()),
        ("satuan".to_owned(), product.unit.word().to_owned()),
        ("pajak".to_owned(), product.tax.word().to_owned()),
        ("HET".to_owned(), product.ceiling.map_or_else(String::new, |ceiling| ceiling.to_string())),
        ("harga terbuka".to_owned(), yes(product.open_price)),
        ("rak".to_owned(), details.shelf.clone()),
        ("halal".to_owned(), details.halal.clone()),
        ("halal sampai".to_owned(), details.halal_until.map_or_else(String::new, |date| date.to_string())),
        ("catat kedaluwarsa".to_owned(), yes(details.tracks_expiry)),
        ("stok minimum".to_owned(), quantity(details.minimum)),
        ("batas per pembeli".to_owned(), quantity(details.daily_limit)),
        ("pemasok".to_owned(), details.supplier.clone()),
        ("kode pemasok".to_owned(), details.supplier_code.clone()),
        ("laba".to_owned(), details.margin.map_or_else(String::new, |margin| format!("{},{:02} %", margin / 100, margin % 100))),
        ("isi dus".to_owned(), details.contents.as_ref().map_or_else(String::new, |inside| format!("{} {}", inside.quantity, inside.sku))),
        ("gambar".to_owned(), details.picture.clone()),
        ("diarsipkan".to_owned(), yes(details.archived)),
    ];
    for pack in &product.packs {
        pack_fields(pack, &mut fields);
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

fn pack_fields(pack: &Pack, fields: &mut Vec<(String, String)>) {
    let money = |price: Option<Rupiah>| price.map_or_else(String::new, |price| price.to_string());
    let breaks = pack.breaks.iter().map(|step| format!("{}:{}{}", step.from, step.price, if step.members_only { "a" } else { "" }));
    for (field, value) in [
        ("isi", pack.factor.to_string()),
        ("barcode", pack.barcodes.join("|")),
        ("harga", pack.price.to_string()),
        ("harga anggota", money(pack.member_price)),
        ("harga grosir", money(pack.wholesale_price)),
        ("harga bertingkat", breaks.collect::<Vec<_>>().join("|")),
    ] {
        fields.push((format!("{} {field}", pack.code), value));
    }
}
