//! Journals in plain words: what a person pays or takes, and the accounts behind it.

use super::account;

/// A journal that needs only an amount and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its key in commands.
    pub key: &'static str,
    /// What it is called, in Bahasa Indonesia.
    pub name: &'static str,
    /// What it is called in English.
    pub name_en: &'static str,
    /// The account that is debited; empty: one of `choices`.
    pub debit: &'static str,
    /// The account that is credited; empty: one of `choices`.
    pub credit: &'static str,
    /// The accounts one can choose from for the empty side: where the money comes from or goes.
    pub choices: &'static [&'static str],
}

const MONEY: &[&str] = &[account::SAFE, account::BANK, account::PETTY];

const fn pay(key: &'static str, name: &'static str, name_en: &'static str, debit: &'static str) -> Template {
    Template { key, name, name_en, debit, credit: "", choices: MONEY }
}

const fn take(key: &'static str, name: &'static str, name_en: &'static str, credit: &'static str) -> Template {
    Template { key, name, name_en, debit: "", credit, choices: MONEY }
}

const fn fixed(key: &'static str, name: &'static str, name_en: &'static str, debit: &'static str, credit: &'static str) -> Template {
    Template { key, name, name_en, debit, credit, choices: &[] }
}

/// All templates, those of every month first.
pub const TEMPLATES: &[Template] = &[
    pay("listrik", "Bayar listrik, air, telepon", "Pay electricity, water, telephone", "6-120"),
    pay("gaji", "Bayar gaji toko", "Pay wages", "6-110"),
    pay("sewa", "Bayar sewa", "Pay rent", "6-130"),
    pay("perlengkapan", "Beli kantong, kertas struk, perlengkapan", "Buy bags, receipt paper, supplies", "6-140"),
    pay("angkut", "Bayar ongkos angkut", "Pay transport", "6-150"),
    pay("internet", "Bayar internet", "Pay internet", "6-230"),
    pay("atk", "Beli alat tulis kantor", "Buy office supplies", "6-220"),
    pay("rat", "Biaya rapat anggota", "Cost of the members' meeting", "6-310"),
    fixed("setor-bank", "Setor ke bank", "Take to the bank", account::BANK, account::SAFE),
    fixed("ambil-bank", "Ambil dari bank", "Draw from the bank", account::SAFE, account::BANK),
    fixed("isi-kas-kecil", "Isi kas kecil", "Fill the petty cash", account::PETTY, account::SAFE),
    fixed("qris-cair", "QRIS masuk ke bank", "QRIS arrived in the bank", account::BANK, account::QRIS),
    fixed("edc-cair", "Kartu/transfer masuk ke bank", "Card or transfer arrived", account::BANK, account::CARD_TRANSFER),
    pay("mdr", "Potongan QRIS/EDC (MDR)", "QRIS/EDC fee (MDR)", "6-160"),
    take("simpanan-pokok", "Simpanan pokok masuk", "Principal savings paid in", "3-110"),
    take("simpanan-wajib", "Simpanan wajib masuk", "Compulsory savings paid in", "3-120"),
    take("simpanan-sukarela", "Simpanan sukarela masuk", "Voluntary savings paid in", "2-110"),
    pay("utang-pemasok", "Bayar utang pemasok", "Pay a supplier", "2-210"),
    pay("peralatan", "Beli peralatan", "Buy equipment", "1-730"),
    fixed("susut", "Penyusutan peralatan", "Depreciation", "6-170", "1-790"),
    take("lain-masuk", "Pendapatan lain-lain", "Other income", "7-190"),
    pay("lain-keluar", "Beban lain-lain", "Other expense", "8-190"),
];

impl Template {
    /// The template with this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{find, is_kept};

    #[test]
    fn every_template_names_accounts_of_the_chart() {
        for template in TEMPLATES {
            let sides = [template.debit, template.credit].into_iter().chain(template.choices.iter().copied());
            for code in sides.filter(|code| !code.is_empty()) {
                assert!(find(code).is_some() && !is_kept(code), "{}: {code}", template.key);
            }
            assert_eq!(template.choices.is_empty(), !template.debit.is_empty() && !template.credit.is_empty(), "{}", template.key);
            assert_eq!(Template::find(template.key), Some(template));
        }
    }
}
