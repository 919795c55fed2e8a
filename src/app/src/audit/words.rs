//! Facts in plain words.

use super::{goods, trade};
use crate::settings::KEYS;
use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::name;
use domain::period::PeriodKind;
use domain::sale::Sale;
use domain::shift::ShiftClose;
use domain::staff::Right;

/// What a fact says.
#[derive(Default)]
pub(super) struct Said {
    pub(super) who: String,
    pub(super) what: String,
    pub(super) why: String,
    pub(super) after: String,
}

pub(super) fn said(who: &str, what: String) -> Said {
    Said { who: who.to_owned(), what, ..Said::default() }
}

pub(super) fn because(who: &str, what: String, why: &str) -> Said {
    Said { why: why.to_owned(), ..said(who, what) }
}

/// A record that only a later program can read.
pub(super) fn unknown() -> Said {
    said("", "Catatan dari program yang lebih baru".to_owned())
}

/// A fact in plain words.
pub(super) fn of(fact: &Fact) -> Said {
    match fact {
        Fact::Sale(sale) => of_sale(sale),
        Fact::ShiftOpened(shift) => said(
            &shift.opened_by,
            format!("Buka kasir {} untuk {}, modal awal Rp {}", shift.till, day(shift.business_date), shift.opening_float),
        ),
        Fact::CashMoved(moved) => because(
            &moved.by,
            format!("{} Rp {} di kasir {} ({})", moved.kind.paper(), moved.amount, moved.till, name(&moved.account)),
            &moved.reason,
        ),
        Fact::ShiftClosed(close) => of_close(close),
        Fact::PeriodClosed(close) => {
            let what = match close.kind {
                PeriodKind::Day => "Tutup hari",
                PeriodKind::Month => "Tutup bulan sampai",
                PeriodKind::Year => "Tutup buku sampai",
            };
            let deposit = close.deposit.as_ref().map_or(String::new(), |deposit| format!(", setor Rp {} ke bank", deposit.amount));
            said(&close.by, format!("{what} {}{deposit}", day(close.upto)))
        }
        Fact::JournalPosted(entry) => {
            let lines = entry.lines.iter().map(|line| format!("{} {} {}", line.account, name(&line.account), line.amount));
            let after = lines.collect::<Vec<_>>().join("; ");
            let what = if entry.reverses.is_some() { "Balik jurnal" } else { "Tulis jurnal" };
            Said { after, ..said(&entry.by, format!("{what} {}: {}", day(entry.date), entry.memo)) }
        }
        Fact::SettingChanged { key, value, by } => {
            // As the settings call it; what no person sets there has only its key.
            let about = KEYS.iter().find(|known| known.name == key).map_or(key.as_str(), |known| known.about);
            let about = about.split([',', ';', '(']).next().unwrap_or_default().trim();
            Said { after: value.clone(), ..said(by, format!("Ubah pengaturan «{about}» menjadi {}", shown(value))) }
        }
        other => of_rest(other),
    }
}

fn of_rest(fact: &Fact) -> Said {
    match fact {
        Fact::EpochOpened { reason, .. } => because("", "Perangkat memulai catatan baru".to_owned(), reason),
        Fact::CataloguePut { products, by } => {
            let names: Vec<&str> = products.iter().take(3).map(|product| product.name.as_str()).collect();
            let more = if products.len() > 3 { ", ..." } else { "" };
            said(by, format!("Simpan {} barang: {}{more}", products.len(), names.join(", ")))
        }
        Fact::PromotionsPut { promotions, by } => {
            let names: Vec<&str> = promotions.iter().map(|promotion| promotion.name.as_str()).collect();
            said(by, format!("Simpan promosi: {}", names.join(", ")))
        }
        Fact::MembersPut { members, by } => said(by, format!("Simpan {} anggota", members.len())),
        Fact::StockOpened { lines, by, business_date } => {
            let value = Rupiah::sum(lines.iter().map(|line| line.value)).unwrap_or_default();
            said(by, format!("Stok awal {}: {} barang, nilai Rp {value}", day(*business_date), lines.len()))
        }
        Fact::CartCancelled { by, reason, lines, .. } => {
            let worth = Rupiah::sum(lines.iter().map(|line| line.amount)).unwrap_or_default();
            because(by, format!("Batalkan {} baris keranjang, Rp {worth}", lines.len()), reason)
        }
        Fact::OverrideGranted { right, asked_by, granted_by, reason, subject } => {
            let asked = if asked_by == granted_by { String::new() } else { format!(", diminta {asked_by}") };
            let right = Right::parse(right).map_or(right.as_str(), |right| right.names().0);
            because(granted_by, format!("Izinkan {right}: {subject}{asked}"), reason)
        }
        Fact::ReceiptReprinted { receipt, by } => said(by, format!("Cetak ulang {receipt}")),
        Fact::QrisAbandoned { amount, reference, by } => said(by, format!("QRIS Rp {amount} ({reference}) ditinggalkan tanpa bayar")),
        Fact::TillInvited { till, by, .. } => said(by, format!("Undang kasir {till}")),
        Fact::TillJoined { till, .. } => said("", format!("Kasir {till} bergabung")),
        Fact::KeyTrusted { device, epoch, by, .. } => said(by, format!("Percayai kunci perangkat {device} catatan ke-{epoch}")),
        Fact::CartParked(cart) => said(&cart.by, format!("Tahan nota dengan {} baris", cart.lines.len())),
        Fact::CartTaken { till, by, .. } => said(by, format!("Ambil nota yang ditahan di kasir {till}")),
        Fact::Stock(fact) => goods::of(fact),
        Fact::Trade(fact) => trade::of(fact),
        // The others have words of their own.
        _ => Said::default(),
    }
}

fn of_sale(sale: &Sale) -> Said {
    let goods = |lines: &[domain::sale::SaleLine]| {
        let words = lines.iter().map(|line| format!("{} {} {} = {}", line.quantity, line.pack, line.name, line.amount));
        words.collect::<Vec<_>>().join("; ")
    };
    let member = sale.member.as_ref().map_or(String::new(), |member| format!(", anggota {}", member.number));
    match &sale.returned {
        None => Said { after: goods(&sale.lines), ..said(&sale.cashier, format!("Jual {} Rp {}{member}", sale.receipt, sale.total)) },
        Some(back) => {
            let what = match (back.void, sale.lines.is_empty()) {
                (true, _) => "Batalkan penjualan",
                (false, true) => "Retur",
                (false, false) => "Tukar barang",
            };
            let from = back.original.as_ref().map_or("tanpa struk".to_owned(), |original| format!("dari {}", original.receipt));
            let lines: Vec<_> = back.lines.iter().map(|line| line.goods.clone()).collect();
            let after = format!("kembali: {}", goods(&lines));
            let words = format!("{what} {} {from}, nilai Rp {}{member}", sale.receipt, back.value);
            Said { after, ..because(&sale.cashier, words, &back.reason) }
        }
    }
}

fn of_close(close: &ShiftClose) -> Said {
    let difference = close.difference().unwrap_or_default();
    let word = match difference.get() {
        0 => "pas".to_owned(),
        1.. => format!("lebih Rp {difference}"),
        _ => format!("kurang Rp {}", Rupiah::new(difference.get().abs())),
    };
    let signed = close.signed_by.as_ref().map_or(String::new(), |signer| format!("disahkan {signer}"));
    let date = day(close.business_date);
    let again = if close.recounted.is_empty() { String::new() } else { format!(", dihitung {} kali", close.recounted.len() + 1) };
    let what = format!("Tutup kasir {} {} untuk {date}: dihitung Rp {}, {word}{again}", close.till, close.number, close.counted);
    because(&close.by, what, &signed)
}

/// As people here write a date.
fn day(date: chrono::NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

fn shown(value: &str) -> String {
    if value.is_empty() { "(kosong)".to_owned() } else { format!("«{value}»") }
}
