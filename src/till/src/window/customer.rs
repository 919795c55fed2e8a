//! The customer's window. It lives in the window's thread; it hears no keys of its own.

use std::cell::RefCell;

use screen::facing::{Facing, Step};
use slint::winit_030::WinitWindowAccessor;
use slint::{ComponentHandle, Image, Rgb8Pixel, SharedPixelBuffer};
use ui::{Customer, CustomerStep, CustomerWindow, MainWindow};

thread_local! {
    static WINDOW: RefCell<Option<CustomerWindow>> = const { RefCell::new(None) };
}

/// Opens the window if it is not open; the till keeps the keys.
pub(super) fn open(main: &MainWindow, theme: &str, full: bool) {
    WINDOW.with_borrow_mut(|window| {
        if window.is_none() {
            *window = CustomerWindow::new().map_err(|error| tracing::warn!("customer window: {error}")).ok();
            if let Some(window) = window {
                super::keys::also(window.window());
            }
        }
        let Some(window) = window else { return };
        window.global::<Customer>().set_theme(theme.into());
        if let Err(error) = window.show() {
            tracing::warn!("customer window: {error}");
        }
        if full {
            window.window().set_fullscreen(true);
        }
    });
    // A new window takes the keys; they belong to the till.
    main.window().with_winit_window(|window| window.focus_window());
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
