//! Forms, questions and lists of orders.

use app::trade::{Draft, DraftLine, OrderView};

use super::{pack, total};
use crate::Language;
use crate::office::{Field, FieldKind, Form, Pick, Question};

/// When the goods are wanted, and a word to the seller.
pub fn head_form(draft: &Draft, language: Language) -> Form {
    Form {
        title: language.pick("Tanggal dan pesan", "Date and note").to_owned(),
        text: String::new(),
        fields: vec![
            Field::new(
                FieldKind::Date,
                language.pick("Diminta datang", "Wanted on"),
                draft.wanted.map(|date| date.to_string()).unwrap_or_default(),
            )
            .hint(language.pick("kosong: secepatnya", "empty: as soon as it can be")),
            Field::new(FieldKind::Text, language.pick("Pesan untuk penjual", "A word to the seller"), draft.note.as_str()),
        ],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// Another price for a line.
pub fn price_form(line: &DraftLine, language: Language) -> Form {
    let label = format!("{} {}", language.pick("Harga", "Price"), pack(&line.pack, line.factor));
    let now = language.pick("sekarang", "now");
    Form {
        title: line.name.clone(),
        text: language
            .pick("Harga satu kemasan tanpa PPN, untuk pesanan ini saja.", "The price of a pack without tax, for this order only.")
            .to_owned(),
        fields: vec![Field::new(FieldKind::Amount, &label, "").hint(&format!("{now} Rp {}", line.price))],
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

/// Before an order is sent.
pub fn send_question(draft: &Draft, party: &str, language: Language) -> Question {
    let mut points = vec![
        format!("{} {}", draft.lines.len(), language.pick("macam barang", "goods")),
        format!("Rp {}", total(draft)),
        language.pick("Setelah dikirim tidak bisa diubah, hanya ditutup.", "Once sent it cannot be changed, only closed.").to_owned(),
    ];
    let few = draft.lines.iter().filter(|line| line.quantity < line.minimum).count();
    if few > 0 {
        points.push(format!("{few} {}", language.pick("barang di bawah pesanan terkecil", "goods below the smallest order")));
    }
    Question {
        title: format!("{} {party}?", language.pick("Kirim pesanan ke", "Send the order to")),
        text: language.pick("Pesanan ditandatangani dan berkasnya ditulis.", "The order is signed and its file is written.").to_owned(),
        points,
        action: language.pick("Kirim", "Send").to_owned(),
        ..Question::default()
    }
}

/// Before an order that is being written is thrown away.
pub fn drop_question(draft: &Draft, party: &str, language: Language) -> Question {
    Question {
        title: format!("{} {}?", language.pick("Buang konsep", "Throw away draft"), draft.no),
        text: format!("{party} · {} {}", draft.lines.len(), language.pick("barang", "goods")),
        action: language.pick("Buang", "Throw away").to_owned(),
        stop: true,
        ..Question::default()
    }
}

/// Before a higher price is agreed to.
pub fn agree_question(view: &OrderView, language: Language) -> Question {
    let raised = view.lines.iter().filter(|line| line.standing.asked > line.standing.price);
    Question {
        title: language.pick("Setujui harga penjual?", "Agree to the seller's prices?").to_owned(),
        text: format!("{} {}", language.pick("Pesanan", "Order"), view.number),
        points: raised.map(|line| format!("{}: Rp {} → Rp {}", line.goods.name, line.standing.price, line.standing.asked)).collect(),
        action: language.pick("Setujui", "Agree").to_owned(),
        ..Question::default()
    }
}

/// Why nothing more of an order is wanted.
pub fn close_form(view: &OrderView, language: Language) -> Form {
    Form {
        title: format!("{} {}", language.pick("Tutup pesanan", "Close order"), view.number),
        text: language
            .pick("Yang belum datang tidak ditunggu lagi. Penjual diberi tahu.", "What has not come is not waited for. The seller is told.")
            .to_owned(),
        fields: vec![Field::new(FieldKind::Text, language.pick("Alasan", "Reason"), "")],
        action: language.pick("Tutup pesanan", "Close it").to_owned(),
    }
}

/// Parties that something can be ordered of.
pub fn party_picks(names: &[(String, String)]) -> Vec<Pick> {
    names.iter().map(|(code, name)| Pick { id: code.clone(), text: name.clone(), detail: code.clone() }).collect()
}

/// Suggested orders to choose from: key, name (empty: no party), how many goods.
pub fn suggestion_picks(suggested: &[(String, String, usize)], language: Language) -> Vec<Pick> {
    let unknown =
        language.pick("belum dicatat sebagai pihak; tambahkan di bagian Pemasok", "not kept as a party; add it in the part Parties");
    let pick = |(code, name, count): &(String, String, usize)| Pick {
        id: if name.is_empty() { String::new() } else { code.clone() },
        text: if name.is_empty() {
            if code.is_empty() { language.pick("Tanpa pemasok", "Without a supplier").to_owned() } else { code.clone() }
        } else {
            name.clone()
        },
        detail: if name.is_empty() {
            unknown.to_owned()
        } else {
            format!("{count} {}", language.pick("barang hampir habis", "goods run out"))
        },
    };
    suggested.iter().map(pick).collect()
}
