//! What stands on one label, cut as its printer cuts it: for paper, and for the picture on the screen.

use domain::goods::Label;
use domain::receipt::ascii;

use super::LabelFormat;
use super::printers::{TSPL_ROOM, ZPL_ROOM, code_of, second_line};
use crate::App;

/// One label, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelFace {
    /// The name of the goods.
    pub name: String,
    /// The price, the largest of it.
    pub price: String,
    /// Unit price, price for members.
    pub lines: Vec<String>,
    /// What is in the bars; empty: no bars.
    pub code: String,
    /// Key and date.
    pub foot: String,
}

impl App {
    /// One label as it will come out.
    pub fn label_face(&self, label: &Label, format: LabelFormat) -> LabelFace {
        match format {
            LabelFormat::EscPos => on_receipt(label, self.settings.profile.columns),
            LabelFormat::Tspl => on_label(label, TSPL_ROOM),
            LabelFormat::Zpl => on_label(label, ZPL_ROOM),
            // The PDF sets the type itself and cuts nothing that has room on the screen.
            LabelFormat::Pdf(_) => {
                let code = domain::barcode::bars::modules(&label.code).map_or_else(String::new, |_| label.code.clone());
                let mut lines = vec![label.unit_price_words()];
                lines.extend(label.member_price.map(|price| format!("Anggota Rp {price}")));
                lines.retain(|line| !line.is_empty());
                LabelFace {
                    name: label.name.clone(),
                    price: format!("Rp {}", label.price),
                    lines,
                    code,
                    foot: format!("{} {} {}", label.sku, label.pack, label.printed.format("%d/%m/%Y")),
                }
            }
        }
    }
}

/// On receipt paper of so many characters. Goods without a code show their key where the bars would be.
pub(super) fn on_receipt(label: &Label, columns: usize) -> LabelFace {
    let cut = |text: &str| ascii(text).chars().take(columns).collect::<String>();
    let member = label.member_price.map_or_else(String::new, |price| format!("Anggota Rp {price}"));
    let mut lines: Vec<String> =
        [label.unit_price_words(), member].into_iter().filter(|line| !line.is_empty()).map(|line| cut(&line)).collect();
    if label.code.is_empty() {
        lines.push(cut(&label.sku));
    }
    LabelFace {
        name: cut(&label.name),
        price: cut(&format!("Rp {} / {}", label.price, label.pack)),
        lines,
        code: label.code.clone(),
        foot: cut(&format!("{} {}", label.sku, label.printed.format("%d/%m/%Y"))),
    }
}

/// On a label of 50 x 30 mm: how many characters of name, price, second line and foot have room.
fn on_label(label: &Label, [name, price, second, foot]: [usize; 4]) -> LabelFace {
    let cut = |text: &str, most: usize| ascii(text).chars().take(most).collect::<String>();
    let line = second_line(label);
    LabelFace {
        name: cut(&label.name, name),
        price: cut(&format!("Rp {}", label.price), price),
        lines: (!line.is_empty()).then(|| cut(&line, second)).into_iter().collect(),
        code: code_of(label).map_or_else(String::new, |(_, code)| code.to_owned()),
        foot: cut(&format!("{} {} {}", label.sku, label.pack, label.printed.format("%d/%m/%y")), foot),
    }
}
