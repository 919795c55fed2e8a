//! The print queue's own thread: a slow or broken printer never holds the till up.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use app::printing::{Attempt, Drain};
use store::print_queue::JobKind;

use super::engine::Post;

/// How the last try went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Printing {
    /// Nothing waits.
    #[default]
    Idle,
    /// Nothing waits, but something should be told: paper is low.
    Noticed(String),
    /// Jobs wait; why.
    Waiting(String),
    /// A job may be on paper; why.
    Uncertain(String),
}

/// Wakes the thread; it ends when this is dropped.
pub(super) struct Printer(Sender<()>);

/// How long to wait before a printer that did not take a job is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// How often an open drawer is looked at.
const DRAWER: Duration = Duration::from_secs(1);

impl Printer {
    /// Starts draining the queue of a database.
    pub(super) fn start(path: PathBuf, post: Post) -> Self {
        let (sender, wake) = channel::<()>();
        std::thread::spawn(move || {
            let mut drain = None;
            loop {
                let pause = work(&path, &mut drain, &post);
                match wake.recv_timeout(pause) {
                    Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self(sender)
    }

    /// Something was put into the queue.
    pub(super) fn wake(&self) {
        let _ended = self.0.send(());
    }
}

/// Sends all it can; says how long to rest.
fn work(path: &std::path::Path, drain: &mut Option<Drain>, post: &Post) -> Duration {
    if drain.is_none() {
        match Drain::open(path) {
            Ok(opened) => *drain = opened,
            Err(fault) => tracing::warn!("print queue: {fault}"),
        }
    }
    let Some(drain) = drain else {
        return AGAIN;
    };
    let mut pulsed = false;
    loop {
        let waiting = |cause: &str| {
            let now = if cause.is_empty() { Printing::Idle } else { Printing::Waiting(cause.to_owned()) };
            tell(post, now);
        };
        match drain.send_next(waiting) {
            Ok(Attempt::Nothing) => return rest(drain, pulsed, post),
            Ok(Attempt::Sent(job, notice)) if notice.is_empty() => {
                pulsed |= job.kind == JobKind::Drawer;
                tell(post, Printing::Idle);
            }
            Ok(Attempt::Sent(_, notice)) => tell(post, Printing::Noticed(notice)),
            Ok(Attempt::Waits(_, cause)) => {
                tell(post, Printing::Waiting(cause));
                return AGAIN;
            }
            Ok(Attempt::Uncertain(_, cause)) => tell(post, Printing::Uncertain(cause)),
            Ok(Attempt::Dropped(_, cause)) => tell(post, Printing::Waiting(cause)),
            Err(fault) => {
                tell(post, Printing::Waiting(fault.to_string()));
                return AGAIN;
            }
        }
    }
}

/// Nothing waits: the drawer is looked at while it may be open, where the printer can tell.
fn rest(drain: &Drain, pulsed: bool, post: &Post) -> Duration {
    let open = drain.drawer_is_open();
    if let Some(open) = open {
        post.post(move |desk| desk.drawer_said(open));
    }
    if open == Some(true) || (open.is_some() && pulsed) { DRAWER } else { Duration::from_secs(30) }
}

fn tell(post: &Post, printing: Printing) {
    post.post(move |desk| desk.printer_said(printing));
}
