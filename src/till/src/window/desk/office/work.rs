//! Work that takes a while: on a thread with a database of its own, so that the till goes on selling.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use app::{App, Fault};

use super::super::Desk;
use crate::window::engine::Post;

/// Whose work it is; one at a time of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Home,
    Report,
    Log,
    Verify,
    Backup,
    Goods,
    Expiry,
    Order,
    LabelQueue,
    Labels,
    Shipment,
    Statement,
    Trade,
    TradeDeed,
}

/// What is running.
#[derive(Default)]
pub(super) struct Works {
    running: Vec<Running>,
    last: u64,
}

struct Running {
    place: Place,
    number: u64,
    stop: Arc<AtomicBool>,
}

impl Works {
    /// Gives up what runs there; its result is not wanted any more.
    pub(super) fn stop(&mut self, place: Place) {
        for running in self.running.extract_if(.., |running| running.place == place) {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    /// True while something runs there that is wanted.
    pub(super) fn runs(&self, place: Place) -> bool {
        self.running.iter().any(|running| running.place == place)
    }

    pub(super) fn stop_all(&mut self) {
        for running in self.running.drain(..) {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    fn begin(&mut self, place: Place) -> (u64, Arc<AtomicBool>) {
        self.stop(place);
        self.last += 1;
        let stop = Arc::new(AtomicBool::new(false));
        self.running.push(Running { place, number: self.last, stop: stop.clone() });
        (self.last, stop)
    }

    /// True once, for the work that is still wanted.
    fn end(&mut self, number: u64) -> bool {
        let before = self.running.len();
        self.running.retain(|running| running.number != number);
        before != self.running.len()
    }
}

/// How far it is, told to the desk a few times a second; and whether it was given up.
pub(super) struct Teller {
    pub(super) stop: Arc<AtomicBool>,
    place: Place,
    number: u64,
    post: Post,
    told: Instant,
}

/// A person sees no more than this.
const PAUSE: Duration = Duration::from_millis(100);

impl Teller {
    /// So many thousandths are done.
    pub(super) fn tell(&mut self, thousandths: u32) {
        if self.told.elapsed() < PAUSE {
            return;
        }
        self.told = Instant::now();
        let (place, number) = (self.place, self.number);
        self.post.post(move |desk| {
            if desk.office.works.running.iter().any(|running| running.number == number) {
                desk.work_progress(place, i32::try_from(thousandths).unwrap_or(1_000));
            }
        });
    }

    /// So much of so much is done.
    pub(super) fn tell_part(&mut self, done: u64, all: u64) {
        let share = u128::from(done) * 1_000 / u128::from(all.max(1));
        self.tell(u32::try_from(share.min(1_000)).unwrap_or(1_000));
    }
}

impl Desk {
    /// Does something beside the till, with the same person acting; then `done` at the desk, unless it
    /// was given up.
    pub(super) fn start_work<T: Send + 'static>(
        &mut self,
        place: Place,
        work: impl FnOnce(&mut App, &mut Teller) -> Result<T, Fault> + Send + 'static,
        done: impl FnOnce(&mut Self, Result<T, Fault>) + Send + 'static,
    ) {
        let (Some(app), Some(post)) = (&self.app, &self.post) else { return };
        let (path, actor, post) = (self.path.clone(), app.actor().cloned(), post.clone());
        let (number, stop) = self.office.works.begin(place);
        let mut teller = Teller { stop, place, number, post: post.clone(), told: Instant::now() };
        std::thread::spawn(move || {
            let result = App::open(&path).and_then(|mut app| {
                app.set_actor(actor);
                work(&mut app, &mut teller)
            });
            post.post(move |desk| {
                if desk.office.works.end(number) {
                    done(desk, result);
                }
            });
        });
        self.work_progress(place, -1);
    }

    /// Shows how far it is.
    fn work_progress(&mut self, place: Place, thousandths: i32) {
        match place {
            Place::Goods => self.many_progress(),
            Place::Home
            | Place::Log
            | Place::Expiry
            | Place::Order
            | Place::LabelQueue
            | Place::Labels
            | Place::Shipment
            | Place::Statement
            | Place::Trade
            | Place::TradeDeed => {}
            Place::Report => self.report_progress(thousandths),
            Place::Verify => self.verify_progress(thousandths),
            Place::Backup => self.backup_progress(thousandths),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_is_not_wanted() {
        let mut works = Works::default();
        let (first, stop) = works.begin(Place::Report);
        let (second, _) = works.begin(Place::Report);
        assert!(stop.load(Ordering::Relaxed), "a second one ends the first");
        assert!(!works.end(first) && works.running.len() == 1);
        assert!(works.end(second) && !works.end(second));
        works.begin(Place::Backup);
        works.stop_all();
        assert!(works.running.is_empty());
    }
}
