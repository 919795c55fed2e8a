//! What a value of a setting must be.

use domain::barcode::Layout;
use domain::qris::Qris;
use hardware::link::Address;
use hardware::scan::Source;

pub(super) fn any(_: &str) -> Result<(), String> {
    Ok(())
}

pub(super) fn line(value: &str) -> Result<(), String> {
    if value.chars().count() > 120 || value.chars().any(char::is_control) {
        return Err("paling banyak 120 huruf dalam satu baris".to_owned());
    }
    Ok(())
}

pub(super) fn keep(value: &str) -> Result<(), String> {
    match crate::backup::Rule::parse(value) {
        Some(_) => Ok(()),
        None => Err("tulis seperti 7d 5w 24m: hari, minggu, bulan".to_owned()),
    }
}

pub(super) fn name(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("nama tidak boleh kosong".to_owned());
    }
    line(value)
}

pub(super) fn footer(value: &str) -> Result<(), String> {
    if value.chars().count() > 300 {
        return Err("paling banyak 300 huruf".to_owned());
    }
    Ok(())
}

pub(super) fn npwp(value: &str) -> Result<(), String> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let strange = value.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-' | ' '));
    if value.is_empty() || (!strange && matches!(digits, 15 | 16)) { Ok(()) } else { Err("NPWP harus 15 atau 16 angka".to_owned()) }
}

pub(super) fn qris(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Qris::parse(value).map(|_| ()).map_err(|error| error.to_string())
}

pub(super) fn link(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Address::parse(value).map(|_| ()).map_err(|error| error.to_string())
}

pub(super) fn layouts(value: &str) -> Result<(), String> {
    Layout::parse_list(value).map(|_| ()).map_err(|error| error.to_string())
}

pub(super) fn ports(value: &str) -> Result<(), String> {
    parse_ports(value).map(|_| ()).ok_or_else(|| PORT.to_owned())
}

pub(super) fn port(value: &str) -> Result<(), String> {
    match parse_ports(value).as_deref() {
        Some([] | [_]) => Ok(()),
        _ => Err(PORT.to_owned()),
    }
}

const PORT: &str = "tulis PATH:BAUD, misalnya /dev/ttyACM0:9600";

/// `PATH:BAUD`, any number of them, separated by commas.
pub(super) fn parse_ports(value: &str) -> Option<Vec<(String, u32)>> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let part = part.strip_prefix("serial:").unwrap_or(part);
            let (path, baud) = part.rsplit_once(':')?;
            let baud = baud.parse().ok().filter(|baud| (300..=4_000_000).contains(baud))?;
            (!path.is_empty()).then(|| (path.to_owned(), baud))
        })
        .collect()
}

/// Scanners by `keyboard:IDENTITY` or `hid:IDENTITY`, separated by commas.
pub(super) fn devices(value: &str) -> Result<(), String> {
    parse_devices(value).map(|_| ())
}

pub(super) fn parse_devices(value: &str) -> Result<Vec<Source>, String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Source::parse(part).map_err(|error| error.to_string())).collect()
}

pub(super) fn milliseconds(value: &str) -> Result<(), String> {
    match value.parse::<u64>() {
        Ok(0..=5_000) => Ok(()),
        _ => Err("tulis angka 0 sampai 5000".to_owned()),
    }
}

pub(super) fn minutes(value: &str) -> Result<(), String> {
    match value.parse::<u64>() {
        Ok(0..=240) => Ok(()),
        _ => Err("tulis angka 0 sampai 240".to_owned()),
    }
}

pub(super) fn table(value: &str) -> Result<(), String> {
    if value == "auto" || value.parse::<u8>().is_ok() { Ok(()) } else { Err("tulis auto atau angka 0 sampai 255".to_owned()) }
}

pub(super) fn logo(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    let bytes = std::fs::read(value).map_err(|error| format!("berkas logo tidak terbaca: {error}"))?;
    hardware::escpos::Raster::from_pbm(&bytes).map(|_| ()).map_err(|error| error.to_string())
}

pub(super) fn percent(value: &str) -> Result<(), String> {
    match value.parse::<i64>() {
        Ok(0..=1_000) => Ok(()),
        _ => Err("tulis persen bulat 0 sampai 1000".to_owned()),
    }
}

pub(super) fn step(value: &str) -> Result<(), String> {
    match value.parse::<i64>() {
        Ok(1..=100_000) => Ok(()),
        _ => Err("tulis rupiah bulat 1 sampai 100000".to_owned()),
    }
}

pub(super) fn till(value: &str) -> Result<(), String> {
    if value.is_empty() || domain::till::letter(value).is_some_and(|letter| letter == value) {
        Ok(())
    } else {
        Err("tulis huruf kasir, misalnya A; kosong: kasir pertama".to_owned())
    }
}

pub(super) fn amount(value: &str) -> Result<(), String> {
    domain::Rupiah::parse(value).map(|_| ()).map_err(|error| error.to_string())
}
