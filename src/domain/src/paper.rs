//! What a shift and a day leave on paper: X and Z reports, slips of cash moved, the day's summary.
//!
//! Lines of text as [`crate::receipt`] lays them out: ASCII, no longer than the paper.

use chrono::{DateTime, FixedOffset};

use crate::goods::{GoodsMove, MoveKind, Payout};
use crate::ledger;
use crate::money::{Overflow, Rupiah};
use crate::period::PeriodClose;
use crate::receipt::{Page, Piece, ShopIdentity, Style};
use crate::shift::{CashMove, ShiftClose};

/// Which report of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftPaper {
    /// In between: what should be there; nothing is counted.
    X,
    /// At the close: counted, numbered.
    Z,
}

/// What paper needs beside the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// Who sells.
    pub shop: &'a ShopIdentity,
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// Name of who did it.
    pub by: &'a str,
    /// Name of who signed, or of who opened the shift.
    pub other: &'a str,
    /// Characters in a line.
    pub columns: usize,
    /// True for a reprint.
    pub copy: bool,
}

fn begin(sheet: &Sheet<'_>, title: &str) -> Page {
    let mut page = Page::new(sheet.columns);
    if sheet.shop.sample {
        page.centred(Style::Bold, "*** CONTOH ***");
    }
    if sheet.copy {
        page.centred(Style::Bold, "*** SALINAN ***");
    }
    page.centred(Style::Bold, &sheet.shop.name);
    page.centred(Style::Tall, title);
    page.pair(Style::Plain, &sheet.at.format("%d/%m/%Y %H:%M").to_string(), sheet.by);
    page
}

fn signature(page: &mut Page, who: &str) {
    page.text(Style::Plain, "");
    page.text(Style::Plain, "");
    page.text(Style::Plain, "(____________________)");
    page.pair(Style::Plain, who, "");
}

/// The X or Z report of a shift.
///
/// # Errors
/// [`Overflow`].
pub fn shift_report(close: &ShiftClose, paper: ShiftPaper, sheet: &Sheet<'_>) -> Result<Vec<Piece>, Overflow> {
    let title = match paper {
        ShiftPaper::X => "LAPORAN X".to_owned(),
        ShiftPaper::Z => format!("LAPORAN Z {}", close.number),
    };
    let mut page = begin(sheet, &title);
    let amount = |amount: Rupiah| format!("{amount} ");
    page.pair(Style::Plain, &format!("Kasir {}", close.till), &close.business_date.format("%d/%m/%Y").to_string());
    if !sheet.other.is_empty() {
        page.pair(Style::Plain, "Dibuka oleh", sheet.other);
    }
    page.rule();
    let sums = &close.sums;
    if !sums.receipts.0.is_empty() {
        page.pair(Style::Plain, "Struk", &format!("{} .. {}", sums.receipts.0, sums.receipts.1));
    }
    page.pair(Style::Plain, &format!("Penjualan ({} nota)", sums.sales), &amount(sums.gross));
    page.pair(Style::Plain, "Potongan", &amount(sums.discount.negated()?));
    page.pair(Style::Plain, &format!("Retur ({} nota)", sums.returns), &amount(sums.returned.negated()?));
    page.pair(Style::Plain, "Pembulatan", &amount(sums.rounding));
    page.pair(Style::Bold, "BERSIH", &amount(sums.net));
    if !sums.tax.is_zero() {
        page.pair(Style::Plain, "PPN (termasuk)", &amount(sums.tax));
    }
    page.rule();
    page.pair(Style::Plain, "Modal awal", &amount(close.opening_float));
    page.pair(Style::Plain, "Tunai dari penjualan", &amount(sums.cash));
    page.pair(Style::Plain, "Kas masuk", &amount(sums.cash_in));
    page.pair(Style::Plain, "Kas keluar dan setor", &amount(sums.cash_out.negated()?));
    page.pair(Style::Bold, "SEHARUSNYA DI LACI", &amount(close.expected));
    if paper == ShiftPaper::Z {
        counted(&mut page, close)?;
    }
    page.rule();
    for tender in &close.tenders {
        page.pair(Style::Plain, &format!("{} ({})", tender.kind.paper(), tender.payments), &amount(tender.expected));
        if let Some(counted) = tender.counted {
            page.pair(Style::Plain, "  menurut slip/bank", &amount(counted));
            page.pair(Style::Plain, "  selisih", &amount(counted.minus(tender.expected)?));
        } else if paper == ShiftPaper::Z {
            // Nobody looked at the terminal's slip or the bank's list: the sum is the till's word alone.
            page.pair(Style::Plain, "  belum dicocokkan", "");
        }
    }
    if paper == ShiftPaper::Z {
        signature(&mut page, sheet.by);
        if let Some(signer) = &close.signed_by {
            signature(&mut page, signer);
        }
    }
    Ok(page.pieces)
}

fn counted(page: &mut Page, close: &ShiftClose) -> Result<(), Overflow> {
    for (face, count) in close.notes.notes() {
        let worth = Rupiah::new(*face).times(*count)?;
        page.pair(Style::Plain, &format!("  {} x {count}", Rupiah::new(*face)), &format!("{worth} "));
    }
    for earlier in &close.recounted {
        page.pair(Style::Plain, "Hitungan sebelumnya", &format!("{earlier} "));
    }
    page.pair(Style::Bold, "DIHITUNG", &format!("{} ", close.counted));
    let difference = close.difference()?;
    let word = match difference.get() {
        0 => "SELISIH",
        1.. => "LEBIH",
        _ => "KURANG",
    };
    page.pair(Style::Tall, word, &format!("{difference} "));
    if close.charged_to.is_some() {
        page.pair(Style::Plain, "Kurang: piutang kasir", "");
    }
    Ok(())
}

/// The slip of cash that was moved.
///
/// # Errors
/// [`Overflow`], never in practice.
pub fn cash_slip(moved: &CashMove, sheet: &Sheet<'_>) -> Result<Vec<Piece>, Overflow> {
    let mut page = begin(sheet, moved.kind.paper());
    page.pair(Style::Plain, &format!("Kasir {}", moved.till), &moved.business_date.format("%d/%m/%Y").to_string());
    page.rule();
    page.pair(Style::Tall, "JUMLAH", &format!("Rp {} ", moved.amount));
    page.pair(Style::Plain, "Untuk", &moved.reason);
    page.pair(Style::Plain, "Akun", &format!("{} {}", moved.account, ledger::name(&moved.account)));
    signature(&mut page, sheet.by);
    signature(&mut page, "Penerima");
    Ok(page.pieces)
}

/// The slip of a payment to the owner of goods that were left for sale: who got how much for what, two signatures.
pub fn payout_slip(payout: &Payout, from: &str, left: Rupiah, sheet: &Sheet<'_>) -> Vec<Piece> {
    let mut page = begin(sheet, "BAYAR TITIPAN");
    page.pair(Style::Bold, "Kepada", sheet.other);
    page.pair(Style::Plain, "Tanggal buku", &payout.business_date.format("%d/%m/%Y").to_string());
    page.rule();
    page.pair(Style::Tall, "JUMLAH", &format!("Rp {} ", payout.amount));
    page.pair(Style::Plain, "Dari", from);
    if !payout.reference.is_empty() {
        page.pair(Style::Plain, "Nomor", &payout.reference);
    }
    page.pair(Style::Plain, "Sisa terutang", &format!("Rp {left} "));
    signature(&mut page, sheet.by);
    signature(&mut page, "Penerima");
    page.pieces
}

/// The slip that goes with goods which leave the shop for a supplier, another shop or their owner: what and how much,
/// two signatures. It tells no cost: it leaves the shop. None for moves that nobody signs for.
pub fn move_slip(moved: &GoodsMove, sheet: &Sheet<'_>) -> Option<Vec<Piece>> {
    let (title, whom, receiver) = match moved.kind {
        MoveKind::SupplierReturn | MoveKind::Credited => ("RETUR KE PEMASOK", "Pemasok", "Penerima, pemasok"),
        MoveKind::Recall => ("TARIK BARANG", "Dikembalikan ke", "Penerima"),
        MoveKind::Send => ("KIRIM BARANG", "Toko tujuan", "Penerima, toko tujuan"),
        MoveKind::HandBack => ("KEMBALI TITIPAN", "Kepada", "Penerima"),
        _ => return None,
    };
    let mut page = begin(sheet, title);
    page.pair(Style::Bold, whom, if sheet.other.is_empty() { &moved.party } else { sheet.other });
    page.pair(Style::Plain, "Tanggal buku", &moved.business_date.format("%d/%m/%Y").to_string());
    if !moved.reference.is_empty() {
        page.pair(Style::Plain, "Nomor", &moved.reference);
    }
    page.pair(Style::Plain, "Sebab", &moved.reason);
    page.rule();
    for line in &moved.lines {
        page.pair(Style::Plain, &line.name, &format!("{} ", line.quantity));
        let until = line.expiry.map(|date| format!("sampai {}", date.format("%d/%m/%Y"))).unwrap_or_default();
        let lot = if line.lot.is_empty() { String::new() } else { format!("lot {}", line.lot) };
        let known = [line.sku.clone(), until, lot].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        page.pair(Style::Plain, &format!("  {known}"), "");
    }
    page.rule();
    page.pair(Style::Bold, &format!("{} macam barang", moved.lines.len()), "");
    signature(&mut page, sheet.by);
    signature(&mut page, receiver);
    Some(page.pieces)
}

/// The summary of a closed day, month or year.
///
/// # Errors
/// [`Overflow`].
pub fn period_summary(close: &PeriodClose, sheet: &Sheet<'_>) -> Result<Vec<Piece>, Overflow> {
    let title = match close.kind {
        crate::period::PeriodKind::Day => "TUTUP HARI",
        crate::period::PeriodKind::Month => "TUTUP BULAN",
        crate::period::PeriodKind::Year => "TUTUP BUKU",
    };
    let mut page = begin(sheet, title);
    page.pair(Style::Bold, "Sampai tanggal", &close.upto.format("%d/%m/%Y").to_string());
    page.rule();
    let (mut debits, mut credits) = (Rupiah::ZERO, Rupiah::ZERO);
    for (code, debit, credit) in &close.summary {
        page.pair(Style::Plain, &format!("{code} {}", ledger::name(code)), "");
        page.pair(Style::Plain, &format!("  D {debit}"), &format!("K {credit} "));
        debits = debits.plus(*debit)?;
        credits = credits.plus(*credit)?;
    }
    page.rule();
    page.pair(Style::Bold, &format!("D {debits}"), &format!("K {credits} "));
    if let Some(deposit) = &close.deposit {
        page.pair(Style::Plain, &format!("Setor ke {}", ledger::name(&deposit.account)), &format!("{} ", deposit.amount));
    }
    signature(&mut page, sheet.by);
    Ok(page.pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goods::{MovedLine, Place};
    use crate::quantity::Quantity;
    use chrono::NaiveDate;

    fn moved(kind: MoveKind) -> GoodsMove {
        let line = MovedLine {
            sku: "SUS-001".into(),
            name: "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL".into(),
            from: Some(Place::Shop),
            quantity: Quantity::new(1_204_500),
            value: Rupiah::new(987_654_321),
            expiry: NaiveDate::from_ymd_opt(2026, 12, 31),
            lot: "0412".into(),
            ..MovedLine::default()
        };
        GoodsMove {
            business_date: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
            kind,
            reason: "kemasan penyok semua".into(),
            party: "CV-JAYA".into(),
            reference: "NK-9".into(),
            by: "joko".into(),
            lines: vec![line.clone(), line],
        }
    }

    #[test]
    fn a_slip_of_goods_fits_every_paper_and_tells_no_cost() {
        let shop = ShopIdentity { name: "Koperasi Uji".into(), ..ShopIdentity::default() };
        let at = DateTime::parse_from_rfc3339("2026-11-23T09:00:00+07:00").expect("a time");
        for columns in [32, 42, 48] {
            let sheet = Sheet { shop: &shop, at, by: "Joko", other: "CV Jaya Sentosa", columns, copy: false };
            for kind in [MoveKind::SupplierReturn, MoveKind::Credited, MoveKind::Send, MoveKind::HandBack, MoveKind::Recall] {
                let pieces = move_slip(&moved(kind), &sheet).expect("a slip");
                let lines: Vec<String> = pieces
                    .into_iter()
                    .filter_map(|piece| match piece {
                        Piece::Text(_, text) => Some(text),
                        Piece::Qr(_) => None,
                    })
                    .collect();
                assert!(lines.iter().all(|line| line.chars().count() <= columns), "{columns}: {lines:#?}");
                // A long line goes on in the next one.
                let text = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
                for word in ["CV Jaya Sentosa", "1204,500", "lot 0412", "31/12/2026", "NK-9", "2 macam barang", "Penerima", "Joko"] {
                    assert!(text.contains(word), "{columns} {kind:?} {word}: {text}");
                }
                assert!(!text.contains("987"), "the cost leaves the shop: {text}");
            }
            assert_eq!(move_slip(&moved(MoveKind::Waste), &sheet), None, "nobody signs for waste");
        }
    }
}
