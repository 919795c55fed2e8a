//! Orders: those that are being written, those that were sent, and how far each is.

mod asking;
#[cfg(test)]
mod tests;

pub use asking::{agree_question, close_form, drop_question, head_form, party_picks, price_form, send_question, suggestion_picks};

use app::trade::{Draft, DraftLine, OrderDocument, OrderLineView, OrderView};
use domain::Rupiah;
use domain::trade::Direction;
use domain::trade::order::{LineAnswer, OrderState};

use super::{Action, Chosen, Figure, Line, Lines, Pad, Row, View, columns, fits, named, pack, packs};
use crate::office::Tone;
use crate::{Language, dates};

/// An order in the list.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// One that is being written.
    Draft(&'a Draft),
    /// One that was sent.
    Sent(&'a OrderView),
}

/// All that the part shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct State<'a> {
    /// Orders that are being written.
    pub drafts: &'a [Draft],
    /// Orders that were sent, the newest first.
    pub orders: &'a [OrderView],
    /// Parties by key, with their names.
    pub names: &'a [(String, String)],
    /// Those that are closed too.
    pub all: bool,
    /// 0 the goods, 1 the documents.
    pub side: usize,
}

impl State<'_> {
    /// The orders that a search leaves.
    pub fn entries(&self, query: &str) -> Vec<Entry<'_>> {
        let draft = |draft: &&Draft| fits(query, &[named(self.names, &draft.party), &draft.no.to_string()]);
        let sent = |view: &&OrderView| fits(query, &[&view.number, named(self.names, &view.party), &view.party]);
        let drafts = self.drafts.iter().filter(draft).map(Entry::Draft);
        drafts.chain(self.orders.iter().filter(sent).map(Entry::Sent)).collect()
    }
}

impl Entry<'_> {
    /// Its id.
    pub fn id(&self) -> String {
        match self {
            Self::Draft(draft) => draft.id.clone(),
            Self::Sent(view) => view.id.to_string(),
        }
    }
}

/// What a draft comes to.
pub fn total(draft: &Draft) -> Rupiah {
    let amounts = draft.lines.iter().map(|line| line.quantity.at(line.price).unwrap_or_default());
    Rupiah::sum(amounts).unwrap_or_default()
}

/// How far an order is, in words.
pub fn state(view: &OrderView, language: Language) -> (&'static str, Tone) {
    if view.question {
        return (language.pick("minta harga naik", "asks for more"), Tone::Look);
    }
    match view.state {
        OrderState::Sent => (language.pick("terkirim", "sent"), Tone::Quiet),
        OrderState::Answered => (language.pick("dijawab", "answered"), Tone::Good),
        OrderState::PartlyReceived => (language.pick("datang sebagian", "came in part"), Tone::Look),
        OrderState::Received => (language.pick("datang semua", "all came"), Tone::Good),
        OrderState::Closed => (language.pick("selesai", "closed"), Tone::Quiet),
        OrderState::Cancelled => (language.pick("dibatalkan", "cancelled"), Tone::Quiet),
    }
}

fn row(entry: &Entry<'_>, shown: &State<'_>, language: Language) -> Row {
    match entry {
        Entry::Draft(draft) => Row {
            text: format!("{} {}", language.pick("Konsep", "Draft"), draft.no),
            detail: format!("{} · {} {}", named(shown.names, &draft.party), draft.lines.len(), language.pick("barang", "goods")),
            mark: total(draft).to_string(),
            state: language.pick("belum dikirim", "not sent").to_owned(),
            tone: Tone::Look,
            ..Row::default()
        },
        Entry::Sent(view) => {
            let (words, tone) = state(view, language);
            let from = language.pick("dari ", "from ");
            let way = if view.direction == Direction::Issued { "" } else { from };
            Row {
                text: view.number.clone(),
                detail: format!("{way}{} · {}", named(shown.names, &view.party), dates::short(view.date)),
                mark: view.total.to_string(),
                state: words.to_owned(),
                tone,
                faint: view.state.is_over(),
                ..Row::default()
            }
        }
    }
}

fn version(catalogue: Option<u64>, language: Language) -> String {
    catalogue.map_or_else(
        || language.pick("diketik", "typed").to_owned(),
        |version| format!("{} {version}", language.pick("katalog", "catalogue")),
    )
}

fn sent_line(line: &OrderLineView, language: Language) -> Line {
    let of = &line.standing;
    let came = packs(of.received, line.goods.factor);
    let (mark, tone) = match of.answer {
        LineAnswer::Refused => (language.pick("ditolak", "refused"), Tone::Stop),
        _ if came.get() > 0 && came >= of.packs => (language.pick("datang", "came"), Tone::Good),
        _ if came.get() > 0 => (language.pick("sebagian", "in part"), Tone::Look),
        LineAnswer::Open => (language.pick("belum dijawab", "not answered"), Tone::Quiet),
        LineAnswer::Accepted => (language.pick("disanggupi", "accepted"), Tone::Good),
        LineAnswer::Changed => (language.pick("diubah penjual", "changed"), Tone::Look),
    };
    let mut notes = Vec::new();
    if of.asked != line.price {
        let words = if of.price == of.asked {
            language.pick("disepakati", "agreed on")
        } else {
            language.pick("penjual minta", "the seller asks for")
        };
        notes.push(format!("{words} Rp {}", of.asked));
    }
    if !line.reason.is_empty() {
        notes.push(line.reason.clone());
    }
    let answered = if of.answer == LineAnswer::Open { String::new() } else { of.packs.to_string() };
    Line {
        text: line.goods.name.clone(),
        cells: vec![
            pack(&line.goods.pack, line.goods.factor),
            line.packs.to_string(),
            answered,
            if came.get() == 0 { String::new() } else { came.to_string() },
            of.price.to_string(),
            version(line.catalogue, language),
        ],
        mark: mark.to_owned(),
        tone,
        note: notes.join("; "),
        ..Line::default()
    }
}

fn draft_line(line: &DraftLine, language: Language) -> Line {
    let few = line.quantity < line.minimum;
    let free = line.price.is_zero();
    let (mark, tone) = match (free, few, language) {
        (true, _, language) => (language.pick("harga belum ada", "no price").to_owned(), Tone::Stop),
        (_, true, Language::Indonesian) => (format!("paling sedikit {}", line.minimum), Tone::Look),
        (_, true, Language::English) => (format!("at least {}", line.minimum), Tone::Look),
        _ => (String::new(), Tone::Quiet),
    };
    let amount = line.quantity.at(line.price).unwrap_or_default();
    Line {
        text: line.name.clone(),
        cells: vec![
            line.quantity.to_string(),
            pack(&line.pack, line.factor),
            line.price.to_string(),
            amount.to_string(),
            version(line.catalogue, language),
        ],
        mark,
        tone,
        ..Line::default()
    }
}

fn draft_lines(draft: &Draft, at: Option<usize>, choosing: bool, language: Language) -> Lines {
    Lines {
        columns: columns(&[
            (language.pick("Pesan", "Order"), 130, true),
            (language.pick("Kemasan", "Pack"), 200, false),
            (language.pick("Harga", "Price"), 210, true),
            (language.pick("Jumlah", "Amount"), 240, true),
            (language.pick("Harga dari", "Price from"), 220, true),
        ]),
        lines: draft.lines.iter().map(|line| draft_line(line, language)).collect(),
        at,
        choosing,
        empty: language
            .pick("Belum ada barang. Pindai barang, atau F2 untuk mencari.", "No goods yet. Scan some, or search with F2.")
            .to_owned(),
    }
}

fn draft_figures(draft: &Draft, language: Language) -> Vec<Figure> {
    let mut figures = vec![
        Figure::new(language.pick("Jumlah", "Total"), format!("Rp {}", total(draft))),
        Figure::new(language.pick("Barang", "Goods"), draft.lines.len().to_string()),
        Figure::new(
            language.pick("Diminta datang", "Wanted"),
            draft.wanted.map_or_else(|| language.pick("secepatnya", "soon").to_owned(), dates::short),
        ),
    ];
    if !draft.note.is_empty() {
        figures.push(Figure::new(language.pick("Pesan", "Note"), draft.note.as_str()));
    }
    figures
}

fn sent_chosen(view: &OrderView, shown: &State<'_>, line: Option<usize>, language: Language) -> Chosen {
    let (words, tone) = state(view, language);
    let mut figures = vec![
        Figure::new(language.pick("Keadaan", "State"), words).tone(tone),
        Figure::new(language.pick("Jumlah", "Total"), format!("Rp {}", view.total)),
    ];
    match (view.delivery, view.wanted) {
        (Some(date), _) => figures.push(Figure::new(language.pick("Akan datang", "Will come"), dates::short(date))),
        (None, Some(date)) => figures.push(Figure::new(language.pick("Diminta datang", "Wanted"), dates::short(date))),
        (None, None) => {}
    }
    if !view.freight.is_zero() {
        figures.push(Figure::new(language.pick("Ongkos kirim", "Freight"), format!("Rp {}", view.freight)));
    }
    let lines = if shown.side == 1 {
        let document = |of: &OrderDocument| Line {
            text: format!("{} {}", domain::trade::words(&of.kind), of.number),
            cells: vec![dates::short(of.date)],
            ..Line::default()
        };
        let own = Line {
            text: format!("{} {}", domain::trade::words("order"), view.number),
            cells: vec![dates::short(view.date)],
            ..Line::default()
        };
        Lines {
            columns: columns(&[(language.pick("Tanggal", "Date"), 300, false)]),
            lines: std::iter::once(own).chain(view.documents.iter().map(document)).collect(),
            at: line,
            choosing: true,
            ..Lines::default()
        }
    } else {
        Lines {
            columns: columns(&[
                (language.pick("Kemasan", "Pack"), 180, false),
                (language.pick("Pesan", "Ordered"), 120, true),
                (language.pick("Sanggup", "Agreed"), 140, true),
                (language.pick("Datang", "Came"), 130, true),
                (language.pick("Harga", "Price"), 200, true),
                (language.pick("Harga dari", "Price from"), 230, true),
            ]),
            lines: view.lines.iter().map(|line| sent_line(line, language)).collect(),
            at: line,
            choosing: true,
            ..Lines::default()
        }
    };
    let asks = language.pick(
        "Penjual minta harga lebih tinggi. Setujui dengan F6, atau tutup pesanannya dengan F7.",
        "The seller asks for a higher price. Agree with F6, or close the order with F7.",
    );
    Chosen {
        title: view.number.clone(),
        subtitle: format!("{} · {}", named(shown.names, &view.party), dates::short(view.date)),
        views: vec![language.pick("Barang", "Goods").to_owned(), language.pick("Dokumen", "Documents").to_owned()],
        view: shown.side.min(1),
        figures,
        remark: view.question.then(|| (Tone::Look, asks.to_owned())),
        lines,
        ..Chosen::default()
    }
}

/// The part as it stands.
pub fn view(shown: &State<'_>, query: &str, at: Option<usize>, line: Option<usize>, language: Language) -> View {
    let entries = shown.entries(query);
    let chosen = at.and_then(|at| entries.get(at));
    let about = match chosen {
        None => Chosen {
            lines: Lines {
                empty: language
                    .pick(
                        "Pesanan ke pemasok ada di kiri. F4 menyusun dari barang yang hampir habis, F3 mengisi sendiri.",
                        "Orders stand at the left. F4 makes one of what runs out, F3 begins an empty one.",
                    )
                    .to_owned(),
                ..Lines::default()
            },
            ..Chosen::default()
        },
        Some(Entry::Draft(draft)) => Chosen {
            title: format!("{} {}", language.pick("Konsep", "Draft"), draft.no),
            subtitle: named(shown.names, &draft.party).to_owned(),
            figures: draft_figures(draft, language),
            lines: draft_lines(draft, None, false, language),
            ..Chosen::default()
        },
        Some(Entry::Sent(view)) => sent_chosen(view, shown, line, language),
    };
    let new =
        [Action::new("F3", language.pick("Pesanan baru", "New order")), Action::new("F4", language.pick("Dari saran", "From suggestions"))];
    let all = Action::new("F11", language.pick("Yang selesai", "Closed too")).on(shown.all);
    let mut actions: Vec<Action> = new.into();
    match chosen {
        Some(Entry::Draft(draft)) => actions.extend([
            Action::new("F5", language.pick("Ubah", "Change")),
            Action::new("Del", language.pick("Buang", "Throw away")).stop(),
            all,
            Action::new("F10", language.pick("Kirim", "Send")).primary().when(!draft.lines.is_empty()),
        ]),
        Some(Entry::Sent(view)) => {
            let ours = view.direction == Direction::Issued;
            let open = !matches!(view.state, OrderState::Received | OrderState::Closed | OrderState::Cancelled);
            actions.extend([
                Action::new("F6", language.pick("Setujui harga", "Agree")).when(ours && view.question),
                Action::new("F7", language.pick("Tutup", "Close")).stop().when(ours && open),
                Action::new("F8", language.pick("Kertas A4", "On paper")),
                Action::new("F9", language.pick("Tulis berkas", "Write the file")).when(ours),
                all,
            ]);
        }
        None => actions.push(all),
    }
    View {
        search: language.pick("Cari pesanan", "Search orders").to_owned(),
        rows: entries.iter().map(|entry| row(entry, shown, language)).collect(),
        at,
        empty: if query.is_empty() {
            language.pick("Belum ada pesanan. F3 membuat yang baru.", "No orders yet. F3 begins one.")
        } else {
            language.pick("Tidak ada yang cocok.", "Nothing fits.")
        }
        .to_owned(),
        chosen: about,
        actions,
        ..View::default()
    }
}

/// A draft under work: the number pad at the left, its lines at the right. `typed` is what stands in the number.
pub fn editing(draft: &Draft, party: &str, at: Option<usize>, typed: &str, language: Language) -> View {
    let line = at.and_then(|at| draft.lines.get(at));
    let pad = Pad {
        title: line.map(|line| line.name.clone()).unwrap_or_default(),
        detail: line.map(|line| format!("{} · Rp {}", pack(&line.pack, line.factor), line.price)).unwrap_or_default(),
        value: typed.to_owned(),
        unit: line.map(|line| line.pack.clone()).unwrap_or_default(),
        hint: language
            .pick(
                "Pindai barang untuk menambah satu kemasan, atau F2 untuk mencari. Ketik jumlahnya; semua langsung tersimpan.",
                "Scan goods to add one pack, or search with F2. Type how many; everything is kept at once.",
            )
            .to_owned(),
        comma: false,
    };
    let there = line.is_some();
    let name = if draft.no == 0 {
        language.pick("Pesanan baru", "New order").to_owned()
    } else {
        format!("{} {}", language.pick("Konsep", "Draft"), draft.no)
    };
    View {
        heading: format!("{name} · {party}"),
        chosen: Chosen { figures: draft_figures(draft, language), lines: draft_lines(draft, at, true, language), ..Chosen::default() },
        pad: Some(pad),
        actions: vec![
            Action::new("F2", language.pick("Cari barang", "Search goods")),
            Action::new("F5", language.pick("Harga", "Price")).when(there),
            Action::new("F6", language.pick("Tanggal, pesan", "Date, note")).when(draft.no > 0),
            Action::new("Del", language.pick("Hapus baris", "Remove")).stop().when(there),
            Action::new("F10", language.pick("Kirim", "Send")).primary().when(!draft.lines.is_empty()),
        ],
        ..View::default()
    }
}

/// The documents of a line in the list of documents: the order itself, then what belongs to it.
pub fn document_of(view: &OrderView, line: usize) -> Option<String> {
    match line.checked_sub(1) {
        None => Some(view.id.to_string()),
        Some(place) => view.documents.get(place).map(|of| of.id.to_string()),
    }
}
