//! Where the databases are when nobody says.

use std::path::PathBuf;

use crate::output::Stop;

/// The shop's own database.
pub(crate) fn shop() -> Result<PathBuf, Stop> {
    Ok(folder()?.join("toko.db"))
}

/// The sample shop: never the same file as the shop.
pub(crate) fn sample() -> Result<PathBuf, Stop> {
    Ok(folder()?.join("contoh.db"))
}

fn folder() -> Result<PathBuf, Stop> {
    let data = dirs::data_dir().ok_or_else(|| Stop::Said("tidak tahu folder data; tulis --db BERKAS".to_owned()))?;
    Ok(data.join("sokoguru"))
}
