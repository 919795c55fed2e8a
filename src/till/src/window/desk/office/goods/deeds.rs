//! Deeds of the pages of goods, and what the page says when they are done.

use app::staff::Approval;
use app::stock::Expiring;
use domain::catalogue::Product;
use domain::goods::PriceBatch;
use domain::staff::Right;
use screen::Language;
use ui::Page;

use super::super::super::Desk;
use super::super::dialogs::Filling;
use super::GoodsForm;
use crate::window::sound::Sound;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window) enum GoodsDeed {
    /// A new product, or one that was changed.
    Put {
        product: Box<Product>,
        new: bool,
    },
    Archive(String, bool),
    Price(PriceBatch),
    MarkDown(Box<Expiring>),
    Label(String),
}

impl GoodsDeed {
    /// All of it is editing.
    pub(in crate::window::desk::office) const fn right(&self) -> Right {
        Right::EditGoods
    }

    /// What is to be allowed, in words.
    pub(in crate::window::desk::office) fn subject(&self, language: Language) -> String {
        match self {
            Self::Put { product, new: true } => format!("{}: {}", language.pick("Barang baru", "New product"), product.name),
            Self::Put { product, new: false } => format!("{}: {}", language.pick("Ubah barang", "Change goods"), product.name),
            Self::Archive(sku, true) => format!("{} {sku}", language.pick("Arsipkan", "Archive")),
            Self::Archive(sku, false) => format!("{} {sku}", language.pick("Jual lagi", "Offer again")),
            Self::Price(batch) => format!("{}: {}", language.pick("Harga bertanggal", "Dated price"), batch.name),
            Self::MarkDown(lot) => format!("{}: {}", language.pick("Potong harga", "Mark down"), lot.name),
            Self::Label(sku) => format!("{} {sku}", language.pick("Cetak label", "Print the label of")),
        }
    }
}

impl Desk {
    pub(in crate::window::desk::office) fn perform_goods(
        &mut self,
        deed: &GoodsDeed,
        approval: Option<&Approval>,
    ) -> Result<(), app::Fault> {
        let app = self.shop()?;
        match deed {
            GoodsDeed::Put { product, new: true } => app.add_product(product, approval),
            GoodsDeed::Put { product, new: false } => app.put_product(product, approval),
            GoodsDeed::Archive(sku, archived) => app.archive_product(sku, *archived, approval),
            GoodsDeed::Price(batch) => app.set_prices(batch, approval).map(|_| ()),
            GoodsDeed::MarkDown(lot) => app.mark_down(lot, approval).map(|_| ()),
            GoodsDeed::Label(sku) => {
                let labels = app.labels_of(sku, None)?;
                app.print_labels(&labels, approval)
            }
        }
    }

    pub(in crate::window::desk::office) fn goods_performed(&mut self, deed: &GoodsDeed, result: Result<(), app::Fault>) {
        let language = self.language;
        if let Err(fault) = result {
            let in_form = matches!(self.office.filling, Some(Filling::Goods(GoodsForm::Price(..))));
            return match deed {
                GoodsDeed::Put { .. } => self.product_refused(&fault),
                GoodsDeed::Price(_) if in_form => self.form_refused(&fault),
                GoodsDeed::MarkDown(_) => self.expiry_refused(&fault),
                _ => self.refuse(&fault),
            };
        }
        self.hear(Sound::Accepted);
        match deed {
            GoodsDeed::Put { product, .. } => self.product_kept(&product.clone()),
            GoodsDeed::Archive(_, archived) => {
                self.show_card();
                self.say(match archived {
                    true => language
                        .pick("Diarsipkan: tidak ditawarkan lagi, catatannya tetap.", "Archived: no longer offered, its records stay."),
                    false => language.pick("Ditawarkan lagi.", "It is offered again."),
                });
            }
            GoodsDeed::Price(batch) if batch.lines.is_empty() => {
                self.show_card();
                self.say(language.pick("Harga itu dibatalkan.", "That price was taken back."));
            }
            GoodsDeed::Price(batch) => {
                self.close_form();
                self.show_card();
                let from = batch.from.format("%d/%m/%Y %H:%M");
                self.say(&match language {
                    Language::Indonesian => format!("Harga baru berlaku mulai {from}; labelnya menunggu dicetak setelah itu."),
                    Language::English => format!("The new price holds from {from}; its label waits to be printed then."),
                });
            }
            GoodsDeed::MarkDown(lot) => {
                let name = lot.name.clone();
                self.read_expiry();
                self.say(&match language {
                    Language::Indonesian => format!("{name}: harga potong berlaku sekarang, labelnya menunggu dicetak."),
                    Language::English => format!("{name}: the lower price holds now, its label waits to be printed."),
                });
            }
            GoodsDeed::Label(_) => {
                self.wake_printer();
                self.say(language.pick("Label masuk antrean cetak.", "The label is in the print queue."));
            }
        }
        // What is for sale may have changed on every page.
        if self.page == Page::Goods {
            self.show_tiles(None);
        }
    }
}
