//! The window: wiring of screen, deeds and devices.
//!
//! One engine thread owns the deeds and the only writer ([`engine`]); the window's thread only draws
//! and asks. Keys pass the scanner recogniser first ([`keys`]); the print queue is drained by a thread
//! of its own ([`printer`]).

mod bars;
mod bind;
mod customer;
mod desk;
mod engine;
mod keys;
mod platter;
mod printer;
mod qr;
mod sound;

use std::path::Path;
use std::time::Duration;

use slint::ComponentHandle;
use slint::winit_030::WinitWindowAccessor;
use ui::MainWindow;

use crate::libraries;
use crate::output::Stop;

/// Opens the till on a database and runs it until the window is closed.
pub(crate) fn run(path: &Path, demo: bool) -> Result<(), Stop> {
    if let Some(advice) = libraries::missing() {
        return Err(Stop::Said(advice));
    }
    choose_backend();
    let desk = desk::open(path, demo)?;
    let failed = |error: slint::PlatformError| Stop::Said(format!("jendela tidak bisa dibuka: {error}; periksa DISPLAY"));
    let window = MainWindow::new().map_err(failed)?;
    ui::attach(&window);
    let mode = desk.screen_mode();
    bind::show_size(&window, &mode);
    let engine = engine::start(desk, &window);
    bind::connect(&window, &engine);
    keys::listen(&window, &engine);
    engine.post(|desk| desk.begin());
    if mode == "maximized" {
        maximise_when_mapped(&window);
    }
    window.run().map_err(failed)?;
    engine.end();
    Ok(())
}

/// Window managers under X11 may pass over a request that comes before they mapped the window.
fn maximise_when_mapped(window: &MainWindow) {
    let weak = window.as_weak();
    slint::Timer::single_shot(Duration::from_millis(300), move || {
        if let Some(window) = weak.upgrade() {
            window.window().with_winit_window(|window| window.set_maximized(true));
        }
    });
}

/// The software renderer starts fastest, needs no graphics driver and repaints only what changed.
fn choose_backend() {
    let chosen = std::env::var_os("SLINT_BACKEND").is_some();
    if !chosen {
        let selected = slint::BackendSelector::new().backend_name("winit".into()).renderer_name("software".into()).select();
        if let Err(error) = selected {
            tracing::warn!("{error}");
        }
    }
}
