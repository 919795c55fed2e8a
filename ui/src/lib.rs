//! The glass: Slint markup only.
//!
//! Everything here but [`attach`] is made from the `.slint` files: one [`MainWindow`] and one global per page, which is
//! the whole contract between the screen and the rest of the till. See `contracts/`.

pub use made::*;

mod made {
    #![allow(missing_docs, unreachable_pub, reason = "made by the Slint compiler")]
    #![allow(clippy::all, reason = "made by the Slint compiler")]
    slint::include_modules!();
}

use slint::ComponentHandle;
use slint::platform::WindowEvent;

/// The words of an advice, and the command in its last line: one that begins with `$ ` (not shown) or `sudo `.
fn split(advice: &str) -> (&str, &str) {
    let (words, last) = advice.trim_end().rsplit_once('\n').unwrap_or(("", advice.trim_end()));
    match last.strip_prefix("$ ") {
        Some(command) => (words, command),
        None if last.starts_with("sudo ") => (words, last),
        None => (advice, ""),
    }
}

/// Gives the window what markup alone cannot do: keys of the on-screen keyboard go to the field that has the focus,
/// the last character of a text can be rubbed out, and typed rupiah get their dots. Call it once, after
/// `MainWindow::new`.
pub fn attach(window: &MainWindow) {
    let keyboard = window.global::<Keyboard>();
    let weak = window.as_weak();
    keyboard.on_press(move |text| {
        if let Some(window) = weak.upgrade() {
            window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
            window.window().dispatch_event(WindowEvent::KeyReleased { text });
        }
    });
    keyboard.on_without_last(|text| {
        let mut text = text.to_string();
        text.pop();
        text.into()
    });
    keyboard.on_grouped(|text| {
        let mut grouped = String::new();
        for (place, digit) in text.chars().enumerate() {
            if place > 0 && (text.chars().count() - place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        grouped.into()
    });
    let advice = window.global::<Advice>();
    advice.on_words(|text| split(&text).0.into());
    advice.on_command(|text| split(&text).1.into());
}
