//! The customer's window. It lives in the window's thread; it hears no keys of its own.

use std::cell::RefCell;
use std::time::Duration;

use screen::facing::{Facing, Step};
use slint::winit_030::WinitWindowAccessor;
use slint::winit_030::winit::window::Fullscreen;
use slint::{ComponentHandle, Image, Rgb8Pixel, SharedPixelBuffer};
use ui::{Customer, CustomerStep, CustomerWindow, MainWindow};

/// How long a window manager may take to map the window.
const PLACING: Duration = Duration::from_millis(300);

thread_local! {
    static WINDOW: RefCell<Option<CustomerWindow>> = const { RefCell::new(None) };
}

/// Opens the window if it is not open: filling a second monitor where there is one. The till keeps the
/// keys.
pub(super) fn open(main: &MainWindow, theme: &str) {
    let weak = main.as_weak();
    WINDOW.with_borrow_mut(|window| {
        if window.is_none() {
            *window = CustomerWindow::new().map_err(|error| tracing::warn!("customer window: {error}")).ok();
            if let Some(window) = window {
                super::keys::also(window.window(), weak.clone());
                // The window gets its monitor once it is there.
                slint::Timer::single_shot(PLACING, move || place(&weak));
            }
        }
        let Some(window) = window else { return };
        window.global::<Customer>().set_theme(theme.into());
        if let Err(error) = window.show() {
            tracing::warn!("customer window: {error}");
        }
    });
}

/// Fills a monitor that the till is not on.
fn place(main: &slint::Weak<MainWindow>) {
    let own = main.upgrade().and_then(|main| main.window().with_winit_window(|window| window.current_monitor())).flatten();
    WINDOW.with_borrow(|window| {
        let Some(window) = window else { return };
        window.window().with_winit_window(|window| {
            if let Some(other) = window.available_monitors().find(|monitor| own.as_ref() != Some(monitor)) {
                window.set_fullscreen(Some(Fullscreen::Borderless(Some(other))));
            }
        });
    });
}

/// Closes it.
pub(super) fn close() {
    WINDOW.with_borrow_mut(|window| {
        if let Some(window) = window.take()
            && let Err(error) = window.hide()
        {
            tracing::warn!("customer window: {error}");
        }
    });
}

/// Its look.
pub(super) fn set_theme(theme: &str) {
    WINDOW.with_borrow(|window| {
        if let Some(window) = window {
            window.global::<Customer>().set_theme(theme.into());
        }
    });
}

/// Shows where things stand.
pub(super) fn show(view: &Facing, qr: Option<SharedPixelBuffer<Rgb8Pixel>>, qris_name: &str, demo: bool) {
    WINDOW.with_borrow(|window| {
        let Some(window) = window else { return };
        let page = window.global::<Customer>();
        page.set_shop(view.shop.as_str().into());
        page.set_idle_text(view.idle_text.as_str().into());
        page.set_last_item(view.item.as_str().into());
        page.set_last_detail(view.detail.as_str().into());
        page.set_last_amount(view.amount.as_str().into());
        page.set_items(view.items.as_str().into());
        page.set_total(view.total.as_str().into());
        page.set_saved(view.saved.as_str().into());
        page.set_change(view.change.as_str().into());
        page.set_received(view.received.as_str().into());
        page.set_qr(qr.map(Image::from_rgb8).unwrap_or_default());
        page.set_qris_amount(view.total.as_str().into());
        page.set_qris_name(qris_name.into());
        page.set_demo(demo);
        page.set_step(match view.step {
            Step::Idle => CustomerStep::Idle,
            Step::Selling => CustomerStep::Selling,
            Step::Qris => CustomerStep::Qris,
            Step::Change => CustomerStep::Change,
        });
    });
}
