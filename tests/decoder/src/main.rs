//! `decoder FILE.bin 58|80 [OUT.png]`: every command on a line of its own, then the text as printed;
//! and a picture of the paper. Parser and drawing are the `hardless` crates', so that the tests do
//! not read receipts with the ideas of those who write them.

use std::error::Error;
use std::process::ExitCode;

use hardless_escpos::Node;
use hardless_render::{PaperWidth, RenderOptions, render_png, to_text_with};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("decoder: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(width)) = (arguments.next(), arguments.next()) else {
        return Err("usage: decoder FILE.bin 58|80 [OUT.png]".into());
    };
    let paper = if width == "58" { PaperWidth::Mm58 } else { PaperWidth::Mm80 };
    let options = RenderOptions { paper, show_unknown: true };
    let nodes = hardless_escpos::parse(&std::fs::read(&file)?);
    for node in &nodes {
        // A picture is thousands of numbers; its kind is enough.
        let line: String = format!("{node:?}").chars().take(200).collect();
        println!("{line}");
    }
    println!("\n=== text\n{}", to_text_with(&nodes, &options));
    if let Some(picture) = arguments.next() {
        std::fs::write(picture, render_png(&joined(nodes), &options)?)?;
    }
    Ok(())
}

/// A picture that comes in strips, one directly after the other, as one: paper does not move between
/// them (`GS v 0` feeds exactly its own rows), but the drawing gives every command a block of its own.
fn joined(nodes: Vec<Node>) -> Vec<Node> {
    let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Node::RasterImage { width_bytes, height, double_width: false, double_height: false, data } = &node else {
            joined.push(node);
            continue;
        };
        match joined.last_mut() {
            Some(Node::RasterImage { width_bytes: above, height: rows, data: dots, .. }) if above == width_bytes => {
                *rows += height;
                dots.extend_from_slice(data);
            }
            _ => joined.push(node),
        }
    }
    joined
}
