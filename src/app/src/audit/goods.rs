//! Facts of the stock room in plain words.

use domain::goods::{CountPost, GoodsMove, Receipt, Scope, StockFact};
use domain::{Quantity, Rupiah};

use super::words::{Said, because, said};

/// A fact of the stock room in plain words.
pub(super) fn of(fact: &StockFact) -> Said {
    match fact {
        StockFact::Received(receipt) => received(receipt),
        StockFact::Moved(moved) => moved_words(moved),
        StockFact::CountStarted(count) => {
            let scope = match &count.scope {
                Scope::All => "seluruh toko".to_owned(),
                Scope::Category(category) => format!("kategori {category}"),
                Scope::Shelf(shelf) => format!("rak {shelf}"),
                Scope::List(skus) => format!("{} barang", skus.len()),
            };
            said(&count.by, format!("Mulai stok opname «{}»: {scope}", count.name))
        }
        StockFact::Counted(counted) => said(&counted.by, format!("Hitung {} baris di {}", counted.lines.len(), counted.counter)),
        StockFact::CountPosted(post) => posted(post),
        StockFact::PartnersPut { partners, by } => {
            let names: Vec<&str> = partners.iter().map(|partner| partner.code.as_str()).collect();
            said(by, format!("Simpan mitra: {}", names.join(", ")))
        }
        StockFact::ConsignorPaid(payout) => {
            said(&payout.by, format!("Bayar titipan {} Rp {} ({})", payout.owner.partner(), payout.amount, payout.method.word()))
        }
        StockFact::PricesSet(batch) => said(
            &batch.by,
            format!("Harga baru «{}» mulai {}: {} harga", batch.name, batch.from.format("%d/%m/%Y %H:%M"), batch.lines.len()),
        ),
        StockFact::LabelsPrinted { labels, by } => said(by, format!("Cetak {} label", labels.len())),
        StockFact::LotsBlocked { sku, lot, blocked, reason, by } => {
            let what = if *blocked { "Tahan" } else { "Lepas" };
            let lot = if lot.is_empty() { String::new() } else { format!(" lot {lot}") };
            because(by, format!("{what} {sku}{lot}"), reason)
        }
    }
}

fn received(receipt: &Receipt) -> Said {
    let from = if receipt.supplier.is_empty() { "-" } else { &receipt.supplier };
    let lines = receipt.lines.iter().map(|line| format!("{} {} {} = {}", line.quantity, line.pack, line.name, line.amount));
    let after = lines.collect::<Vec<_>>().join("; ");
    let value = receipt.value().unwrap_or_default();
    let what = format!("Terima barang dari {from}, surat jalan {}, milik {}, nilai Rp {value}", receipt.note, receipt.owner);
    Said { after, ..said(&receipt.by, what) }
}

fn moved_words(moved: &GoodsMove) -> Said {
    let lines = moved.lines.iter().map(|line| format!("{} {} (Rp {})", line.quantity, line.name, line.value));
    let after = lines.collect::<Vec<_>>().join("; ");
    let party = if moved.party.is_empty() { String::new() } else { format!(" ({})", moved.party) };
    Said { after, ..because(&moved.by, format!("{}{party}", moved.kind.name()), &moved.reason) }
}

fn posted(post: &CountPost) -> Said {
    let differ: Vec<_> = post.lines.iter().filter(|line| line.difference() != Ok(Quantity::ZERO)).collect();
    let sum = |lost: bool| {
        let of = differ.iter().filter(|line| line.difference().is_ok_and(|difference| (difference.get() < 0) == lost));
        Rupiah::sum(of.map(|line| line.value)).unwrap_or_default()
    };
    let what = format!(
        "Sahkan stok opname «{}»: {} barang, {} selisih, kurang Rp {}, lebih Rp {}",
        post.name,
        post.lines.len(),
        differ.len(),
        sum(true),
        sum(false)
    );
    let signed = post.signed_by.as_ref().map_or(String::new(), |signer| format!("disahkan {signer}"));
    because(&post.by, what, &signed)
}
