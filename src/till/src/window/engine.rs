//! One thread owns the deeds and the only writer; everyone else posts to its inbox.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use slint::ComponentHandle;
use ui::MainWindow;

use super::desk::Desk;

/// Something to be done at the desk.
type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// How often the desk looks up when nobody asks anything: clock, other programs, the log of the
/// database.
const TICK: Duration = Duration::from_millis(500);

/// The inbox of the desk.
#[derive(Clone)]
pub(super) struct Post(Sender<Job>);

impl Post {
    /// Asks for something; it is done after all that was asked before.
    pub(super) fn post(&self, job: impl FnOnce(&mut Desk) + Send + 'static) {
        // The engine ends only after the window.
        let _ended = self.0.send(Box::new(job));
    }
}

/// The running engine.
pub(super) struct Engine {
    inbox: Post,
    thread: JoinHandle<()>,
}

impl Engine {
    /// See [`Post::post`].
    pub(super) fn post(&self, job: impl FnOnce(&mut Desk) + Send + 'static) {
        self.inbox.post(job);
    }

    /// An inbox to keep.
    pub(super) fn inbox(&self) -> Post {
        self.inbox.clone()
    }

    /// Does what was asked, then ends.
    pub(super) fn end(self) {
        self.inbox.post(Desk::end);
        if self.thread.join().is_err() {
            tracing::error!("the engine ended badly");
        }
    }
}

/// Starts the engine for a window.
pub(super) fn start(mut desk: Desk, window: &MainWindow) -> Engine {
    let (sender, receiver) = channel::<Job>();
    let inbox = Post(sender);
    desk.attach(window.as_weak(), inbox.clone());
    let thread = std::thread::spawn(move || run(&mut desk, &receiver));
    Engine { inbox, thread }
}

fn run(desk: &mut Desk, inbox: &Receiver<Job>) {
    loop {
        match inbox.recv_timeout(TICK) {
            Ok(job) => {
                // A defect in one deed must not take the till away: what was committed stands, the cart is
                // read again from the disk, and selling goes on.
                if catch_unwind(AssertUnwindSafe(|| job(desk))).is_err() {
                    desk.stumbled();
                }
                if desk.ended() {
                    return;
                }
            }
            Err(RecvTimeoutError::Timeout) => desk.tick(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
