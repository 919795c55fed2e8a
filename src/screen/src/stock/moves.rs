//! Goods that move: the kinds, the lines while they are typed, the forms around them, what it would lead to.

mod forms;

use app::stock::{MoveItem, MoveOrder, MovePreview, Movement};
use chrono::NaiveDate;
use domain::catalogue::Unit;
use domain::goods::{GoodsMove, MoveKind, Owner, Partner, Place};
use domain::{Quantity, Rupiah};

pub use self::forms::{chosen, headed, heading, more, reason_form, reason_of, recall_form, recalled};
use super::quantity;
use super::receive::owner_words;
use crate::office::Detail;
use crate::{Language, dates};

/// What the page offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Broken, thrown away.
    #[default]
    Waste,
    /// Past its date.
    Expired,
    /// Broken, set aside.
    Aside,
    /// Used by the shop.
    Use,
    /// A box is opened.
    Open,
    /// Pieces go back into a box.
    Pack,
    /// Back to a supplier.
    SupplierReturn,
    /// To another shop.
    Send,
    /// What comes from other shops, and what has arrived there.
    Shipments,
    /// Called back, and given free again.
    Recall,
    /// Back to a consignor; begun on the page of goods of others.
    HandBack,
}

impl Kind {
    /// Those with a tile, in their order; a digit each.
    pub const TILES: [Self; 10] = [
        Self::Waste,
        Self::Expired,
        Self::Aside,
        Self::Use,
        Self::Open,
        Self::Pack,
        Self::SupplierReturn,
        Self::Send,
        Self::Shipments,
        Self::Recall,
    ];

    /// Its name and what it is for.
    pub const fn words(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::Waste => (
                language.pick("Rusak, dibuang", "Broken, thrown away"),
                language.pick("pecah, basi, dimakan tikus", "broken, spoilt, eaten by mice"),
            ),
            Self::Expired => {
                (language.pick("Kedaluwarsa", "Past its date"), language.pick("lewat tanggal, dibuang", "out of date, thrown away"))
            }
            Self::Aside => (
                language.pick("Rusak, disisihkan", "Broken, set aside"),
                language.pick("tidak dijual, belum dibuang", "not for sale, not yet thrown away"),
            ),
            Self::Use => {
                (language.pick("Pakai sendiri", "Own use"), language.pick("dipakai toko atau pengurus", "used by the shop itself"))
            }
            Self::Open => (language.pick("Buka dus", "Open a box"), language.pick("satu dus menjadi eceran", "a box becomes pieces")),
            Self::Pack => {
                (language.pick("Kemas ke dus", "Pack into a box"), language.pick("eceran kembali menjadi dus", "pieces become a box again"))
            }
            Self::SupplierReturn => (
                language.pick("Retur ke pemasok", "Back to a supplier"),
                language.pick("dengan surat jalan dan tanda tangan", "with a slip to sign"),
            ),
            Self::Send => (
                language.pick("Kirim ke toko lain", "To another shop"),
                language.pick("dengan surat jalan dan berkas", "with a slip and a file"),
            ),
            Self::Shipments => (
                language.pick("Kiriman toko lain", "From other shops"),
                language.pick("terima berkasnya, atau tandai sudah sampai", "take its file, or say that it arrived"),
            ),
            Self::Recall => (
                language.pick("Tarik barang", "Call goods back"),
                language.pick("jangan dijual, kembalikan; atau lepas lagi", "not for sale, sent back; or free again"),
            ),
            Self::HandBack => (
                language.pick("Kembalikan titipan", "Give goods back"),
                language.pick("yang tidak laku kembali ke pemiliknya", "what was not sold goes to its owner"),
            ),
        }
    }

    /// It asks for somebody or for a reason.
    pub const fn heads(self) -> bool {
        !matches!(self, Self::Open | Self::Pack)
    }

    /// It cannot go on without a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Waste | Self::Expired | Self::Aside | Self::Use | Self::SupplierReturn | Self::Recall)
    }

    /// It cannot go on without the other side.
    pub const fn needs_party(self) -> bool {
        matches!(self, Self::SupplierReturn | Self::Send)
    }

    /// Reasons that are at hand.
    pub fn reasons(self, language: Language) -> Vec<&'static str> {
        match self {
            Self::Waste | Self::Aside => vec![
                language.pick("Kemasan sobek", "Torn pack"),
                language.pick("Pecah atau penyok", "Broken or dented"),
                language.pick("Basi atau busuk", "Spoilt"),
                language.pick("Dimakan tikus", "Eaten by mice"),
            ],
            Self::Expired => vec![language.pick("Lewat tanggal", "Out of date")],
            Self::Use => vec![
                language.pick("Kebersihan toko", "Cleaning the shop"),
                language.pick("Rapat", "A meeting"),
                language.pick("Contoh untuk pembeli", "A sample for buyers"),
            ],
            Self::SupplierReturn => vec![
                language.pick("Rusak saat datang", "Broken on arrival"),
                language.pick("Salah kirim", "Wrongly delivered"),
                language.pick("Mendekati kedaluwarsa", "Close to its date"),
                language.pick("Tidak laku", "Does not sell"),
            ],
            Self::Recall => vec![
                language.pick("Diminta pemasok", "Asked for by the supplier"),
                language.pick("Diminta BPOM", "Asked for by the authority"),
                language.pick("Diduga tidak aman", "May be unsafe"),
            ],
            Self::HandBack => vec![language.pick("Tidak laku", "Not sold"), language.pick("Diminta pemiliknya", "Asked for by the owner")],
            _ => Vec::new(),
        }
    }

    /// The word on the button that does it.
    pub const fn action(self, language: Language) -> &'static str {
        match self {
            Self::Waste | Self::Expired => language.pick("Hapus dari stok", "Write off"),
            Self::Aside => language.pick("Sisihkan", "Set aside"),
            Self::Use => language.pick("Catat pemakaian", "Note the use"),
            Self::Open => language.pick("Buka dus", "Open"),
            Self::Pack => language.pick("Kemas", "Pack"),
            Self::SupplierReturn => language.pick("Kirim retur", "Send back"),
            Self::Send => language.pick("Kirim", "Send"),
            Self::Recall => language.pick("Tarik", "Call back"),
            Self::HandBack => language.pick("Kembalikan", "Give back"),
            Self::Shipments => "",
        }
    }

    /// The move in the words of the deed.
    pub fn movement(self, head: &Head) -> Movement {
        match self {
            Self::Waste => Movement::WriteOff(MoveKind::Waste),
            Self::Expired => Movement::WriteOff(MoveKind::Expired),
            Self::Aside => Movement::WriteOff(MoveKind::Damaged),
            Self::Open => Movement::Open,
            Self::Pack => Movement::Pack,
            Self::SupplierReturn => Movement::SupplierReturn { credited: !head.reference.is_empty() },
            Self::Send => Movement::Send,
            Self::HandBack => Movement::HandBack(head.owner.clone().unwrap_or_default()),
            _ => Movement::Use,
        }
    }
}

/// A line while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The pack's code.
    pub pack: String,
    /// The pack with its content, to read.
    pub pack_words: String,
    /// Counted in.
    pub unit: Unit,
    /// Packs as typed.
    pub quantity: String,
    /// Whose; whoever's would be sold when absent.
    pub owner: Option<Owner>,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The lot.
    pub lot: String,
    /// Its date is tracked, so its lot should be said.
    pub dated: bool,
}

impl Line {
    /// As the deed wants it.
    pub fn item(&self) -> MoveItem {
        MoveItem {
            code: self.sku.clone(),
            pack: Some(self.pack.clone()),
            quantity: quantity(&self.quantity),
            owner: self.owner.clone(),
            expiry: self.expiry,
            lot: self.lot.clone(),
        }
    }
}

/// What is said of all lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// To whom: a supplier's key, a shop.
    pub party: String,
    /// Why.
    pub reason: String,
    /// A nota kredit.
    pub reference: String,
    /// They were set aside before.
    pub aside: bool,
    /// Whose goods go back.
    pub owner: Option<Owner>,
}

/// The whole order.
pub fn order(head: &Head, lines: &[Line]) -> MoveOrder {
    MoveOrder {
        items: lines.iter().map(Line::item).collect(),
        reason: head.reason.clone(),
        party: head.party.clone(),
        reference: head.reference.clone(),
        from: head.aside.then_some(Place::Damaged),
    }
}

/// A line to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub name: String,
    /// In what pack.
    pub pack: String,
    /// How many.
    pub quantity: String,
    /// What is particular.
    pub note: String,
    /// Something is missing.
    pub wrong: bool,
}

/// The lines to read.
pub fn rows(lines: &[Line], partners: &[Partner], language: Language) -> Vec<Row> {
    let row = |line: &Line| {
        let mut notes = Vec::new();
        if let Some(owner) = line.owner.as_ref().filter(|owner| !owner.is_own()) {
            notes.push(owner_words(owner, partners, language));
        }
        match lot_words(line.expiry, &line.lot, language) {
            words if !words.is_empty() => notes.push(words),
            _ if line.dated => notes.push(language.pick("lot belum dipilih (F5)", "no lot chosen (F5)").to_owned()),
            _ => {}
        }
        Row {
            name: line.name.clone(),
            pack: line.pack_words.clone(),
            quantity: if line.quantity.is_empty() { "0".to_owned() } else { line.quantity.clone() },
            note: notes.join(" · "),
            wrong: quantity(&line.quantity).get() == 0 || (line.dated && line.expiry.is_none() && line.lot.is_empty()),
        }
    };
    lines.iter().map(row).collect()
}

/// `sampai 31/12/2026, lot 0412`
pub fn lot_words(expiry: Option<NaiveDate>, lot: &str, language: Language) -> String {
    let until = expiry.map(|date| format!("{} {}", language.pick("sampai", "until"), dates::short(date)));
    let lot = (!lot.is_empty()).then(|| format!("lot {lot}"));
    [until, lot].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// To whom and why, in a line.
pub fn head(kind: Kind, head: &Head, partners: &[Partner], language: Language) -> String {
    let mut words = Vec::new();
    if let Some(owner) = &head.owner {
        words.push(owner_words(owner, partners, language));
    } else if !head.party.is_empty() {
        let name = partners.iter().find(|partner| partner.code == head.party).map_or(head.party.as_str(), |partner| &partner.name);
        words.push(format!("{} {name}", language.pick("ke", "to")));
    }
    if !head.reason.is_empty() {
        words.push(head.reason.clone());
    }
    if !head.reference.is_empty() {
        words.push(format!("nota kredit {}", head.reference));
    }
    if head.aside {
        words.push(language.pick("dari yang disisihkan", "from what was set aside").to_owned());
    }
    match (words.is_empty(), kind) {
        (false, _) => words.join(" · "),
        (true, Kind::SupplierReturn) => language.pick("Isi pemasok dan sebabnya", "Fill in supplier and reason").to_owned(),
        (true, Kind::Send) => language.pick("Isi toko tujuannya", "Fill in the shop it goes to").to_owned(),
        (true, Kind::Open | Kind::Pack) => {
            language.pick("Pindai dusnya; isinya masuk stok eceran.", "Scan the box; what is inside joins the pieces.").to_owned()
        }
        (true, _) => language.pick("Isi sebabnya", "Fill in the reason").to_owned(),
    }
}

/// What a move would lead to, line by line.
pub fn preview(preview: &MovePreview, partners: &[Partner], language: Language) -> Vec<Detail> {
    let mut rows = Vec::new();
    for found in &preview.lines {
        let line = &found.line;
        rows.push(Detail::heading(&line.name));
        let word = if line.from.is_some() { language.pick("Keluar", "Goes") } else { language.pick("Masuk", "Comes") };
        rows.push(Detail::new(word, line.quantity.to_string()));
        let lot = lot_words(line.expiry, &line.lot, language);
        if !lot.is_empty() {
            rows.push(Detail::new("Lot", lot));
        }
        if !line.owner.is_own() {
            rows.push(Detail::new(language.pick("Milik", "Owner"), owner_words(&line.owner, partners, language)));
        }
        let place = match line.from.or(line.to) {
            Some(Place::Damaged) => language.pick("Yang disisihkan", "Set aside"),
            _ => language.pick("Stok", "Stock"),
        };
        rows.push(Detail::new(place, format!("{} → {}", found.before, found.after)));
        if preview.value.is_some() && line.owner.is_own() {
            rows.push(Detail::new(language.pick("Nilai", "Value"), format!("Rp {}", line.value)));
        }
        if !line.payable.is_zero() {
            rows.push(Detail::new(language.pick("Terutang ke pemiliknya", "Owed to the owner"), format!("Rp {}", line.payable)));
        }
    }
    rows
}

/// What somebody should know before they do it: less is there than goes, goods of others are paid for.
pub fn warning(preview: &MovePreview, language: Language) -> String {
    let mut words = Vec::new();
    if preview.lines.is_empty() {
        let none = language.pick("Di toko tidak ada; barangnya hanya ditahan.", "None is in the shop; it is only held back.");
        words.push(none.to_owned());
    }
    let below: Vec<&str> = preview
        .lines
        .iter()
        .filter(|found| found.line.from.is_some() && found.after.get() < 0)
        .map(|found| found.line.name.as_str())
        .collect();
    if !below.is_empty() {
        let start = language.pick("Menurut catatan tidak sebanyak itu", "By the books there is not so much");
        words.push(format!("{start}: {}. {}", below.join(", "), language.pick("Tetap boleh dicatat.", "It may be noted all the same.")));
    }
    if !preview.payable.is_zero() {
        let start = language.pick("Titipan yang rusak dibayar toko", "Broken goods of others are paid by the shop");
        words.push(format!("{start}: Rp {}.", preview.payable));
    }
    words.join(" ")
}

/// What was done, with numbers.
pub fn done(kind: Kind, moved: &GoodsMove, value: Option<Rupiah>, language: Language) -> String {
    let mut sorts: Vec<&str> = moved.lines.iter().filter(|line| line.from.is_some()).map(|line| line.sku.as_str()).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let sorts = sorts.len();
    let goods: i64 = moved.lines.iter().filter(|line| line.from.is_some()).map(|line| line.quantity.get()).sum();
    let worth = value.filter(|value| !value.is_zero()).map(|value| format!(", Rp {value}")).unwrap_or_default();
    let (name, goods) = (kind.words(language).0, Quantity::new(goods));
    match language {
        Language::Indonesian => format!("{name}: {sorts} macam, {goods} satuan{worth}. Sudah dibukukan."),
        Language::English => format!("{name}: {sorts} goods, {goods} units{worth}. It is in the books."),
    }
}

#[cfg(test)]
mod tests;
