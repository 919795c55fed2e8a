//! The print queue's own thread: a slow or broken printer never holds the till up.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use app::printing::{Attempt, Drain};

use super::engine::Post;

/// How the last try went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Printing {
    /// Nothing waits.
    #[default]
    Idle,
    /// Jobs wait; why.
    Waiting(String),
    /// A job may be on paper; why.
    Uncertain(String),
}

/// Wakes the thread; it ends when this is dropped.
pub(super) struct Printer(Sender<()>);

/// How long to wait before a printer that did not take a job is tried again.
const AGAIN: Duration = Duration::from_secs(2);

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
    loop {
        match drain.send_next() {
            Ok(Attempt::Nothing) => return Duration::from_secs(30),
            Ok(Attempt::Sent(_)) => tell(post, Printing::Idle),
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

fn tell(post: &Post, printing: Printing) {
    post.post(move |desk| desk.printer_said(printing));
}
