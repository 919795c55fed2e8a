//! `sokoguru init`

use std::path::Path;

use app::App;
use serde_json::json;

use crate::output::{Output, Stop};

pub(super) fn run(path: &Path, sample: bool, name: Option<&str>, till: &str, output: Output) -> Result<(), Stop> {
    let app = if sample {
        App::make_sample(path, name.unwrap_or("Koperasi Contoh Uji"), till)?
    } else {
        App::make(path, name.unwrap_or("Koperasi"), till)?
    };
    let answer = json!({ "db": path, "shop": app.settings().shop.name, "till": app.till(), "sample": sample });
    output.answer(&answer, || format!("Basis data toko dibuat: {}", path.display()))
}
