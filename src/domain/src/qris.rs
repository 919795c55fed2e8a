//! QRIS, merchant presented: read a payload, check it, put an amount into a static one.
//!
//! Source: EMV QR Code Specification for Payment Systems (MPM) and the tags of the QRIS
//! specification as collected in `domain.md` section 4.1. A code made here carries no proof of
//! payment: it stays "menunggu konfirmasi" until a person confirms it.

use crate::Rupiah;

/// The longest payload, in characters.
const PAYLOAD_LIMIT: usize = 512;

/// Bank Indonesia's limit for one transaction, rupiah (PADG 24/1/PADG/2022).
pub const TRANSACTION_LIMIT: Rupiah = Rupiah::new(10_000_000);

/// Why a text is no usable QRIS.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrisError {
    /// Not tag-length-value.
    #[error("teks ini bukan QRIS: bagian ke-{0} tidak terbaca")]
    NotTlv(usize),
    /// The checksum does not fit the text.
    #[error("QRIS rusak: CRC tertulis {found}, seharusnya {expected}; salin ulang dari penyedia")]
    WrongCrc {
        /// As written.
        found: String,
        /// As computed.
        expected: String,
    },
    /// A tag that must be there is not.
    #[error("QRIS tidak lengkap: bagian {0} tidak ada")]
    Missing(&'static str),
    /// A tag stands twice.
    #[error("QRIS salah: bagian {0} ada dua kali")]
    Double(String),
    /// The currency is another one.
    #[error("QRIS ini bukan rupiah (mata uang {0}, seharusnya 360)")]
    OtherCurrency(String),
    /// The country is another one.
    #[error("QRIS ini bukan dari Indonesia ({0})")]
    OtherCountry(String),
    /// The payload with the amount would be too long.
    #[error("QRIS terlalu panjang")]
    TooLong,
    /// An amount of zero or beyond the limit.
    #[error("jumlah QRIS harus Rp 1 sampai Rp {TRANSACTION_LIMIT}")]
    Amount,
}

/// A checked QRIS payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qris {
    objects: Vec<(String, String)>,
}

impl Qris {
    /// Reads and checks a payload: structure, checksum, currency, country, merchant account.
    ///
    /// # Errors
    /// [`QrisError`] says in words what is wrong.
    pub fn parse(text: &str) -> Result<Self, QrisError> {
        let text = text.trim();
        if text.chars().count() > PAYLOAD_LIMIT {
            return Err(QrisError::TooLong);
        }
        let objects = objects(text)?;
        if objects.first().is_none_or(|(tag, value)| tag != "00" || value != "01") {
            return Err(QrisError::Missing("00"));
        }
        let Some(("63", found)) = objects.last().map(|(t, v)| (t.as_str(), v.clone())) else {
            return Err(QrisError::Missing("63"));
        };
        for (index, (tag, _)) in objects.iter().enumerate() {
            if objects[..index].iter().any(|(other, _)| other == tag) {
                return Err(QrisError::Double(tag.clone()));
            }
        }
        let covered = text.len().checked_sub(4).and_then(|end| text.get(..end)).ok_or(QrisError::Missing("63"))?;
        let expected = format!("{:04X}", crc(covered.as_bytes()));
        if !found.eq_ignore_ascii_case(&expected) {
            return Err(QrisError::WrongCrc { found, expected });
        }
        let qris = Self { objects };
        match qris.get("53") {
            None => return Err(QrisError::Missing("53")),
            Some("360") => {}
            Some(other) => return Err(QrisError::OtherCurrency(other.to_owned())),
        }
        match qris.get("58") {
            None => return Err(QrisError::Missing("58")),
            Some("ID") => {}
            Some(other) => return Err(QrisError::OtherCountry(other.to_owned())),
        }
        let account = qris.objects.iter().any(|(tag, _)| tag == "51" || ("26"..="45").contains(&tag.as_str()));
        if !account {
            return Err(QrisError::Missing("26-45 / 51"));
        }
        Ok(qris)
    }

    /// The merchant's name (tag 59), which the payer's app shows.
    pub fn merchant_name(&self) -> &str {
        self.get("59").unwrap_or_default()
    }

    /// The value of a tag at the top level.
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.objects.iter().find(|(t, _)| t == tag).map(|(_, value)| value.as_str())
    }

    /// The payload with an amount in it (point of initiation 12) and, when given, a bill number
    /// (62.01) that the acquirer's list may show.
    ///
    /// # Errors
    /// [`QrisError::Amount`], [`QrisError::TooLong`].
    pub fn with_amount(&self, amount: Rupiah, bill: Option<&str>) -> Result<String, QrisError> {
        if amount.get() < 1 || amount > TRANSACTION_LIMIT {
            return Err(QrisError::Amount);
        }
        let mut objects: Vec<(String, String)> = Vec::new();
        for (tag, value) in &self.objects {
            match tag.as_str() {
                "01" | "54" | "55" | "56" | "57" | "63" => {}
                "00" => {
                    objects.push((tag.clone(), value.clone()));
                    objects.push(("01".to_owned(), "12".to_owned()));
                }
                "53" => {
                    objects.push((tag.clone(), value.clone()));
                    objects.push(("54".to_owned(), amount.get().to_string()));
                }
                "62" => objects.push((tag.clone(), with_bill(value, bill)?)),
                _ => objects.push((tag.clone(), value.clone())),
            }
        }
        if self.get("62").is_none() && bill.is_some() {
            objects.push(("62".to_owned(), with_bill("", bill)?));
        }
        let mut text = String::new();
        for (tag, value) in &objects {
            text.push_str(&object(tag, value)?);
        }
        text.push_str("6304");
        let checksum = crc(text.as_bytes());
        text.push_str(&format!("{checksum:04X}"));
        if text.chars().count() > PAYLOAD_LIMIT {
            return Err(QrisError::TooLong);
        }
        Ok(text)
    }
}

/// Additional data with the bill number first; other parts stay.
fn with_bill(additional: &str, bill: Option<&str>) -> Result<String, QrisError> {
    let Some(bill) = bill else {
        return Ok(additional.to_owned());
    };
    let mut text = object("01", bill)?;
    for (tag, value) in objects(additional)? {
        if tag != "01" {
            text.push_str(&object(&tag, &value)?);
        }
    }
    Ok(text)
}

fn object(tag: &str, value: &str) -> Result<String, QrisError> {
    let length = value.chars().count();
    if length > 99 {
        return Err(QrisError::TooLong);
    }
    Ok(format!("{tag}{length:02}{value}"))
}

/// Splits into tags and values; lengths count characters, not bytes.
fn objects(text: &str) -> Result<Vec<(String, String)>, QrisError> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let wrong = || QrisError::NotTlv(found.len() + 1);
        let head = characters.get(at..at + 4).filter(|head| head.iter().all(char::is_ascii_digit)).ok_or_else(wrong)?;
        let tag: String = head[..2].iter().collect();
        let length: usize = head[2..].iter().collect::<String>().parse().map_err(|_| wrong())?;
        let value = characters.get(at + 4..at + 4 + length).ok_or_else(wrong)?;
        found.push((tag, value.iter().collect()));
        at += 4 + length;
    }
    Ok(found)
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected.
fn crc(bytes: &[u8]) -> u16 {
    let mut crc = 0xFFFFu16;
    for byte in bytes {
        crc ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 };
        }
    }
    crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // The synthetic vectors of domain.md 4.1.
    const S1: &str = "00020101021126600016ID.CO.CONTOH.WWW01189360000000000000010207KOP00010303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI5204541153033605802ID5919KOPERASI CONTOH UJI6009MOJOKERTO61056132162070703A01630473B3";
    const S2: &str = "00020101021226600016ID.CO.CONTOH.WWW01189360000000000000010207KOP00010303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI5204541153033605405125005802ID5919KOPERASI CONTOH UJI6009MOJOKERTO61056132162070703A01630463BC";
    const S3: &str = "00020101021226600016ID.CO.CONTOH.WWW01189360000000000000010207KOP00010303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI5204541153033605405125005802ID5919KOPERASI CONTOH UJI6009MOJOKERTO61056132162180107TRX00010703A016304256E";

    #[test]
    fn static_to_dynamic() {
        let qris = Qris::parse(S1).expect("valid");
        assert_eq!(qris.merchant_name(), "KOPERASI CONTOH UJI");
        assert_eq!(qris.with_amount(Rupiah::new(12_500), None).as_deref(), Ok(S2));
        assert_eq!(qris.with_amount(Rupiah::new(12_500), Some("TRX0001")).as_deref(), Ok(S3));
        let again = Qris::parse(S2).expect("valid");
        assert_eq!(again.with_amount(Rupiah::new(12_500), None).as_deref(), Ok(S2));
    }

    #[test]
    fn the_published_check_value() {
        assert_eq!(crc(b"123456789"), 0x29B1);
    }

    #[test]
    fn a_wrong_checksum_is_named() {
        let bad = format!("{}0", &S1[..S1.len() - 1]);
        assert!(matches!(Qris::parse(&bad), Err(QrisError::WrongCrc { .. })));
    }

    #[test]
    fn the_sample_of_the_specification_is_not_rupiah() {
        // EMVCo MPM specification, its own example, with Chinese text: lengths count characters.
        let sample = "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";
        assert_eq!(Qris::parse(sample), Err(QrisError::OtherCurrency("156".into())));
    }

    #[test]
    fn amounts_beyond_the_limit_are_refused() {
        let qris = Qris::parse(S1).expect("valid");
        assert_eq!(qris.with_amount(Rupiah::ZERO, None), Err(QrisError::Amount));
        assert_eq!(qris.with_amount(Rupiah::new(10_000_001), None), Err(QrisError::Amount));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn any_soup_is_answered(soup in "\\PC{0,120}") {
            let _ = Qris::parse(&soup);
        }

        #[test]
        fn any_digits_are_answered(soup in "[0-9]{0,200}") {
            let _ = Qris::parse(&soup);
        }

        #[test]
        fn every_amount_reads_back(amount in 1i64..=10_000_000) {
            let text = Qris::parse(S1).expect("valid").with_amount(Rupiah::new(amount), Some("A1-000001")).expect("fits");
            let read = Qris::parse(&text).expect("valid");
            let expected = amount.to_string();
            prop_assert_eq!(read.get("54"), Some(expected.as_str()));
            prop_assert_eq!(read.get("01"), Some("12"));
        }
    }
}
