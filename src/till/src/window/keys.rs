//! Keys of the window pass the scanner recogniser before anything else sees them: a scan is taken
//! whatever has the focus, is never typed into a field and never presses a button.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use hardware::scan::{Key, Outcome, Wedge};
use slint::platform::WindowEvent as SlintEvent;
use slint::winit_030::winit::event::{ElementState, KeyEvent, WindowEvent};
use slint::winit_030::winit::keyboard::{Key as WinitKey, NamedKey};
use slint::winit_030::{EventResult, WinitWindowAccessor};
use slint::{ComponentHandle, Timer, TimerMode};
use ui::MainWindow;

use super::engine::{Engine, Post};

struct Listener {
    wedge: Wedge,
    started: Instant,
    modified: bool,
    /// When the desk was last told that somebody is here, ms.
    told: u64,
    post: Post,
    window: slint::Weak<MainWindow>,
}

thread_local! {
    /// The till's one listener: all windows share it.
    static LISTENER: RefCell<Option<Rc<RefCell<Listener>>>> = const { RefCell::new(None) };
}

/// Begins to listen.
pub(super) fn listen(window: &MainWindow, engine: &Engine) {
    let listener = Rc::new(RefCell::new(Listener {
        wedge: Wedge::default(),
        started: Instant::now(),
        modified: false,
        told: 0,
        post: engine.inbox(),
        window: window.as_weak(),
    }));
    LISTENER.set(Some(Rc::clone(&listener)));
    hear(window.window(), listener);
}

/// Listens to another window too, which gives the keys back whenever it gets them: until then a scan
/// reaches the till all the same.
pub(super) fn also(window: &slint::Window, main: slint::Weak<MainWindow>) {
    let Some(listener) = LISTENER.with_borrow(Clone::clone) else { return };
    let timer = Rc::new(Timer::default());
    window.on_winit_window_event(move |_, event| {
        if matches!(event, WindowEvent::Focused(true))
            && let Some(main) = main.upgrade()
        {
            main.window().with_winit_window(|window| window.focus_window());
        }
        heard(&listener, &timer, event)
    });
}

fn hear(window: &slint::Window, listener: Rc<RefCell<Listener>>) {
    let timer = Rc::new(Timer::default());
    window.on_winit_window_event(move |_, event| heard(&listener, &timer, event));
}

fn heard(listener: &Rc<RefCell<Listener>>, timer: &Rc<Timer>, event: &WindowEvent) -> EventResult {
    use WindowEvent::{CursorMoved, KeyboardInput, MouseInput, MouseWheel, Touch};
    if matches!(event, KeyboardInput { .. } | MouseInput { .. } | MouseWheel { .. } | CursorMoved { .. } | Touch(_)) {
        listener.borrow_mut().is_touched();
    }
    match event {
        WindowEvent::ModifiersChanged(modifiers) => {
            let state = modifiers.state();
            listener.borrow_mut().modified = state.control_key() || state.alt_key() || state.super_key();
            EventResult::Propagate
        }
        WindowEvent::KeyboardInput { event, is_synthetic: false, .. } => {
            let result = pressed(listener, event);
            watch(listener, timer);
            result
        }
        _ => EventResult::Propagate,
    }
}

/// Decides what becomes of a key.
fn pressed(listener: &Rc<RefCell<Listener>>, event: &KeyEvent) -> EventResult {
    if event.state == ElementState::Released {
        return EventResult::Propagate;
    }
    // A modifier belongs to the key that follows: it must not cut a burst in two.
    let modifiers =
        [NamedKey::Shift, NamedKey::Control, NamedKey::Alt, NamedKey::AltGraph, NamedKey::CapsLock, NamedKey::NumLock, NamedKey::Super];
    if matches!(&event.logical_key, WinitKey::Named(named) if modifiers.contains(named)) {
        return EventResult::Propagate;
    }
    let key = {
        let listener = listener.borrow();
        if event.repeat || listener.modified { Key::Other } else { meaning(&event.logical_key) }
    };
    let outcome = {
        let mut listener = listener.borrow_mut();
        let now = listener.now();
        listener.wedge.press(key, now)
    };
    let scanned = matches!(outcome, Outcome::Scan(_));
    act(listener, outcome);
    match key {
        Key::Char(_) => EventResult::PreventDefault,
        Key::End if scanned => EventResult::PreventDefault,
        Key::End | Key::Other => EventResult::Propagate,
    }
}

fn meaning(key: &WinitKey) -> Key {
    match key {
        WinitKey::Character(text) => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(c), None) if !c.is_control() => Key::Char(c),
                // Some scanners end with a line-feed key.
                (Some('\r' | '\n' | '\t'), None) => Key::End,
                _ => Key::Other,
            }
        }
        WinitKey::Named(NamedKey::Space) => Key::Char(' '),
        WinitKey::Named(NamedKey::Enter | NamedKey::Tab) => Key::End,
        _ => Key::Other,
    }
}

/// Looks again when the held keys must be decided.
fn watch(listener: &Rc<RefCell<Listener>>, timer: &Rc<Timer>) {
    if listener.borrow().wedge.deadline().is_none() {
        timer.stop();
        return;
    }
    if timer.running() {
        return;
    }
    let (listener, again) = (Rc::clone(listener), Rc::downgrade(timer));
    timer.start(TimerMode::Repeated, Duration::from_millis(10), move || {
        let outcome = {
            let mut listener = listener.borrow_mut();
            let now = listener.now();
            listener.wedge.tick(now)
        };
        act(&listener, outcome);
        if listener.borrow().wedge.deadline().is_none()
            && let Some(timer) = again.upgrade()
        {
            timer.stop();
        }
    });
}

/// Hands on what the recogniser decided.
fn act(listener: &Rc<RefCell<Listener>>, outcome: Outcome) {
    match outcome {
        Outcome::Held => {}
        Outcome::Typed(text) => {
            let window = listener.borrow().window.upgrade();
            let Some(window) = window else { return };
            for c in text.chars() {
                let text: slint::SharedString = c.to_string().into();
                window.window().dispatch_event(SlintEvent::KeyPressed { text: text.clone() });
                window.window().dispatch_event(SlintEvent::KeyReleased { text });
            }
        }
        Outcome::Scan(code) => listener.borrow().post.post(move |desk| desk.scan(&code)),
        Outcome::Unfinished(code) => listener.borrow().post.post(move |desk| desk.unfinished_scan(&code)),
    }
}

/// How often the desk is told that somebody is here, ms.
const TELL: u64 = 1_000;

impl Listener {
    fn is_touched(&mut self) {
        let now = self.now();
        if now >= self.told + TELL {
            self.told = now;
            self.post.post(super::desk::Desk::somebody_is_here);
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
