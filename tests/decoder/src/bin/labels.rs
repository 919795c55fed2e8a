//! `labels FILE FOLDER`: every label of a TSPL or ZPL file as a picture, `FOLDER/1.png`, and how many there are.
//! The `labelize` crate reads and draws them as a label printer of 203 dots an inch would, so that the tests do not
//! read labels with the ideas of those who write them.

use std::error::Error;
use std::io::Cursor;
use std::path::Path;
use std::process::ExitCode;

use labelize::{DrawerOptions, Language, Renderer, detect_language};

/// Dots in a millimetre.
const DOTS: i32 = 8;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("labels: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: labels FILE FOLDER".into());
    };
    let bytes = std::fs::read(file)?;
    let language = detect_language(&bytes);
    if !matches!(language, Language::Tspl | Language::Zpl) {
        return Err(format!("{} is no language of labels here", language.name()).into());
    }
    let labels = language.parse(&bytes, DOTS).map_err(|error| error.to_string())?;
    let renderer = Renderer::new();
    for (at, label) in labels.iter().enumerate() {
        let options = DrawerOptions {
            label_width_mm: label.label_width_mm.unwrap_or(50.0),
            label_height_mm: label.label_height_mm.unwrap_or(30.0),
            dpmm: DOTS,
            ..DrawerOptions::default()
        };
        let mut picture = Cursor::new(Vec::new());
        renderer.draw_label_as_png(label, &mut picture, options)?;
        std::fs::write(Path::new(&folder).join(format!("{}.png", at + 1)), picture.into_inner())?;
    }
    println!("{} {}", language.name(), labels.len());
    Ok(())
}
