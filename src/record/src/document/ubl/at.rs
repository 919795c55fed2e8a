//! Elements of UBL, and what their texts say.

use std::str::FromStr;

use roxmltree::Node;

use super::{CAC, CBC};

/// Why a text is no UBL that can be used here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UblError {
    /// Not XML.
    #[error("berkas ini bukan XML yang utuh ({0}); minta dikirim ulang")]
    NoXml(String),
    /// Another document.
    #[error(
        "dokumen UBL «{0}» tidak dikenal; yang bisa dimuat: Catalogue, Order, OrderResponse, DespatchAdvice, ReceiptAdvice, Invoice, CreditNote, Statement"
    )]
    Unknown(String),
    /// Something that must be there.
    #[error("dokumen UBL tidak lengkap: {0} tidak ada")]
    Missing(&'static str),
    /// A value that cannot be.
    #[error("dokumen UBL: {name} «{value}» tidak terbaca")]
    Value {
        /// Which.
        name: &'static str,
        /// What stands there.
        value: String,
    },
    /// Another currency.
    #[error("dokumen UBL memakai mata uang {0}; di sini hanya rupiah (IDR)")]
    Currency(String),
    /// Too long.
    #[error("berkas UBL terlalu besar")]
    TooLong,
}

/// An element with the reading that this format needs.
#[derive(Clone, Copy)]
pub(super) struct At<'a>(pub(super) Node<'a, 'a>);

impl<'a> At<'a> {
    pub(super) fn all(self, namespace: &'static str, name: &'static str) -> impl Iterator<Item = At<'a>> {
        self.0.children().filter(move |node| node.has_tag_name((namespace, name))).map(At)
    }

    pub(super) fn child(self, path: &[&'static str]) -> Option<At<'a>> {
        path.iter().try_fold(self, |at, name| at.all(CAC, name).next())
    }

    pub(super) fn text(self, name: &'static str) -> &'a str {
        self.all(CBC, name).next().and_then(|at| at.0.text()).unwrap_or_default().trim()
    }

    /// The text of a basic element below aggregates; empty when any is missing.
    pub(super) fn deep(self, path: &[&'static str], name: &'static str) -> String {
        self.child(path).map_or("", |at| at.text(name)).to_owned()
    }

    pub(super) fn read<T: FromStr>(self, name: &'static str) -> Result<Option<T>, UblError> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| wrong(name, text))
    }

    pub(super) fn need<T: FromStr>(self, name: &'static str) -> Result<T, UblError> {
        self.read(name)?.ok_or(UblError::Missing(name))
    }

    /// A whole number of rupiah: `1500`, `1500.00`.
    pub(super) fn rupiah(self, name: &'static str) -> Result<i64, UblError> {
        let Some(node) = self.all(CBC, name).next() else { return Ok(0) };
        if let Some(currency) = node.0.attribute("currencyID").filter(|currency| *currency != "IDR") {
            return Err(UblError::Currency(currency.to_owned()));
        }
        let thousandths = decimal(self.text(name), name)?;
        if thousandths % 1_000 == 0 { Ok(thousandths / 1_000) } else { Err(wrong(name, self.text(name))) }
    }

    /// Thousandths.
    pub(super) fn quantity(self, name: &'static str) -> Result<i64, UblError> {
        let text = self.text(name);
        if text.is_empty() { Ok(0) } else { decimal(text, name) }
    }
}

pub(super) fn wrong(name: &'static str, value: &str) -> UblError {
    UblError::Value { name, value: value.chars().take(40).collect() }
}

/// A decimal number as thousandths; more than three places only when they are zeros.
fn decimal(text: &str, name: &'static str) -> Result<i64, UblError> {
    let error = || wrong(name, text);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (kept, rest) = fraction.split_at_checked(3).unwrap_or((fraction, ""));
    if whole.is_empty() || !plain(whole) || !plain(fraction) || rest.bytes().any(|byte| byte != b'0') {
        return Err(error());
    }
    let whole: i64 = whole.parse().map_err(|_| error())?;
    let fraction: i64 = format!("{kept:0<3}").parse().map_err(|_| error())?;
    whole.checked_mul(1_000).and_then(|whole| whole.checked_add(fraction)).map(|size| sign * size).ok_or_else(error)
}
