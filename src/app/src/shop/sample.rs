//! The sample shop: a believable koperasi minimarket, marked CONTOH on every screen and receipt.

use std::path::Path;

use chrono::Days;
use domain::Rupiah;
use domain::fact::Fact;
use domain::pricing::{Benefit, Promotion, Target};
use domain::staff::Role;

use crate::{App, Fault};

/// Staff of the sample shop: id, name, role, PIN. README names them too.
pub const SAMPLE_STAFF: &[(&str, &str, Role, &str)] = &[
    ("siti", "Siti Aminah", Role::Cashier, "2580"),
    ("budi", "Budi Santoso", Role::Manager, "1379"),
    ("ahmad", "Ahmad Fauzi", Role::Stock, "4682"),
];

const PRODUCTS: &str = include_str!("sample_products.csv");
const MEMBERS: &str = include_str!("sample_members.csv");
/// The synthetic QRIS of the project: payee CONTOH, institution 0000.
const QRIS: &str = "00020101021126600016ID.CO.CONTOH.WWW01189360000000000000010207KOP00010303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI5204541153033605802ID5919KOPERASI CONTOH UJI6009MOJOKERTO61056132162070703A01630473B3";

impl App {
    /// Makes the sample shop; refuses to touch an existing file.
    ///
    /// # Errors
    /// As [`App::make`].
    pub fn make_sample(path: &Path, name: &str, till: &str) -> Result<Self, Fault> {
        Self::make_with(path, name, till, Self::furnish_sample)
    }

    fn furnish_sample(&mut self) -> Result<(), Fault> {
        let app = self;
        app.note("shop.sample", "yes")?;
        for (key, value) in [
            ("shop.address", "Jl. Contoh No. 1, Kota Mojokerto"),
            ("shop.phone", "0321-000000"),
            ("shop.footer", "Terima kasih\nBarang dapat ditukar 1x24 jam"),
            ("qris.static", QRIS),
            ("barcode.instore", "21IIIIIWWWWWC"),
        ] {
            app.change_setting(key, value)?;
        }
        for (id, name, role, pin) in SAMPLE_STAFF {
            app.put_staff(id, name, *role, pin)?;
        }
        app.import_products(PRODUCTS.as_bytes(), false)?;
        app.import_members(MEMBERS.as_bytes(), false)?;
        let promotions = app.sample_promotions();
        app.put_promotions(promotions)
    }

    /// Adds or changes promotions.
    ///
    /// # Errors
    /// [`crate::Refusal::File`] with what is wrong with one of them.
    pub fn put_promotions(&mut self, promotions: Vec<Promotion>) -> Result<(), Fault> {
        let by = self.require(domain::staff::Right::Import)?.id;
        for promotion in &promotions {
            promotion.check().map_err(|error| crate::Refusal::File(format!("promo {}: {error}", promotion.id)))?;
        }
        self.record(&Fact::PromotionsPut { promotions, by })?;
        self.forget_promotions();
        Ok(())
    }

    fn sample_promotions(&self) -> Vec<Promotion> {
        let today = self.now().date_naive();
        let to = today.checked_add_days(Days::new(90)).unwrap_or(today);
        let promotion = |id: &str, name: &str, members_only, skus: &[&str], benefit| Promotion {
            id: id.to_owned(),
            name: name.to_owned(),
            from: today,
            to,
            members_only,
            targets: skus.iter().map(|sku| Target { sku: (*sku).to_owned(), pack: None }).collect(),
            benefit,
        };
        vec![
            promotion("BISKUIT10", "Biskuit hemat 10%", false, &["BIS-001", "BIS-002", "BIS-003"], Benefit::Percent(1_000)),
            promotion("SABUN21", "Beli 2 gratis 1", false, &["MAN-001", "MAN-002", "MAN-003"], Benefit::BuyGet { buy: 2, free: 1 }),
            promotion(
                "TEH3",
                "3 minuman Rp 12.000",
                false,
                &["MIN-003", "MIN-004", "MIN-005"],
                Benefit::MixAndMatch { count: 3, price: Rupiah::new(12_000) },
            ),
            promotion("ANGGOTA500", "Khusus anggota", true, &["MYK-001"], Benefit::Amount(Rupiah::new(500))),
        ]
    }
}
