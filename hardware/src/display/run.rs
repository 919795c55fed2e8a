//! The thread of a display: shows the latest text, whatever happens to the line.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{Kind, begin, show};
use crate::discover::port::{Framing, Port};
use crate::discover::trouble::Teller;
use crate::discover::worker::{Bell, RETRY, Woken, Worker};
use crate::discover::{Device, Status, Trouble};

/// What is to be shown, and whether it has been. Only the latest counts.
#[derive(Debug, Default)]
struct Mailbox {
    lines: (String, String),
    new: bool,
}

/// A running display; ends when dropped and leaves its last text.
#[derive(Debug)]
pub struct PoleDisplay {
    mailbox: Arc<Mutex<Mailbox>>,
    worker: Worker,
}

/// How long a display may take no bytes: 40 characters at 9600 baud take 50 ms.
const PATIENCE: Duration = Duration::from_secs(2);

impl PoleDisplay {
    /// Serves the display until dropped, and again whenever it comes back. `status` hears changes, from
    /// the display's thread; that the port works does not say that a display hangs on it.
    pub fn start(path: PathBuf, baud: u32, kind: Kind, status: impl Fn(Status) + Send + 'static) -> Self {
        let mailbox = Arc::new(Mutex::new(Mailbox::default()));
        let inner = Arc::clone(&mailbox);
        let work = move |bell: &Bell| {
            let mut teller = Teller::new(status);
            while !bell.stopped() {
                let trouble = match Port::open(Device::Display, &path, baud, Framing::Eight) {
                    Ok(port) => serve(&port, kind, &inner, bell, &mut teller),
                    Err(trouble) => trouble,
                };
                if bell.stopped() {
                    return;
                }
                teller.away(trouble);
                pause(bell);
            }
        };
        Self { mailbox, worker: Worker::start("layar", work) }
    }

    /// Shows two lines, instead of any that have not been shown yet. Returns at once.
    pub fn show(&self, first: &str, second: &str) {
        let lines = (first.to_owned(), second.to_owned());
        *self.mailbox.lock().unwrap_or_else(PoisonError::into_inner) = Mailbox { lines, new: true };
        self.worker.ring();
    }
}

/// New texts do not hurry a port that is not there.
fn pause(bell: &Bell) {
    let until = std::time::Instant::now() + RETRY;
    while !bell.stopped() {
        let left = until.saturating_duration_since(std::time::Instant::now());
        if left.is_zero() || bell.pause(left) == Woken::Late {
            return;
        }
    }
}

/// Shows until the port breaks or the owner ends; says how it broke.
fn serve<F: Fn(Status)>(port: &Port, kind: Kind, mailbox: &Mutex<Mailbox>, bell: &Bell, teller: &mut Teller<F>) -> Trouble {
    // A display that was off shows nothing: begin anew with the latest text.
    if let Err(trouble) = port.write(Device::Display, &begin(kind), PATIENCE, bell) {
        return trouble;
    }
    let mut fresh = true;
    while !bell.stopped() {
        let news = {
            let mut mailbox = mailbox.lock().unwrap_or_else(PoisonError::into_inner);
            let news = std::mem::take(&mut mailbox.new) || fresh;
            news.then(|| mailbox.lines.clone())
        };
        fresh = false;
        if let Some((first, second)) = news
            && let Err(trouble) = port.write(Device::Display, &show(kind, &first, &second), PATIENCE, bell)
        {
            return trouble;
        }
        teller.tell(Status::Ready);
        if matches!(bell.hung_up(port.fd(), None), Ok(Woken::Gone) | Err(_)) {
            break;
        }
    }
    Trouble::Broken { device: Device::Display }
}
