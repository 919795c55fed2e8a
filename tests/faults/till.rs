//! The till of a row: a shop, its deeds in this program, and its print queue on a thread of its own, as
//! the window has it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::App;
use app::printing::{Attempt, Drain};
use app::selling::Order;
use domain::sale::{Offer, TenderKind};
use support::{Shop, scratch};

/// How long a printer that did not take a job is left alone; the window waits two seconds.
const AGAIN: Duration = Duration::from_millis(300);

/// What the print thread said.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) at: Instant,
    pub(crate) words: String,
}

type Log = Arc<Mutex<Vec<Heard>>>;

/// A job of a receipt as it stands in the database.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) receipt: String,
    pub(crate) copy: bool,
    pub(crate) state: String,
    pub(crate) attempts: i64,
    pub(crate) cause: String,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) struct Till {
    pub(crate) shop: Shop,
    pub(crate) app: App,
    log: Log,
    hand: Option<(Sender<()>, JoinHandle<()>)>,
    /// Receipts of all sales.
    pub(crate) sales: Vec<String>,
}

impl Till {
    /// A sample shop with this printer.
    pub(crate) fn new(link: &str, profile: &str) -> Self {
        let shop = Shop::nothing();
        std::fs::copy(template(), &shop.db).expect("copies");
        let app = App::open(&shop.db).expect("opens");
        let mut till = Self { shop, app, log: Log::default(), hand: None, sales: Vec::new() };
        till.set("printer.receipt.link", link);
        till.set("printer.receipt.profile", profile);
        till
    }

    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.app.change_setting(key, value).expect("a setting");
    }

    /// Sells so many lines; says how long the payment took.
    pub(crate) fn sell(&mut self, lines: usize, kind: TenderKind) -> Duration {
        let order = |n: usize| {
            let code = if n.is_multiple_of(2) { "8997100000011" } else { "8997100000035" };
            Order { code: code.to_owned(), quantity: None, price: None }
        };
        let orders: Vec<Order> = (0..lines).map(order).collect();
        let started = Instant::now();
        let paid = self.app.sell(&orders, None, &[Offer { kind, amount: None, reference: None }]).expect("a sale is never refused");
        let took = started.elapsed();
        self.sales.push(paid.sale.receipt);
        self.wake();
        took
    }

    /// Starts printing.
    pub(crate) fn print(&mut self) {
        if self.hand.is_none() {
            let (sender, wake) = channel();
            let (path, log) = (self.shop.db.clone(), Arc::clone(&self.log));
            self.hand = Some((sender, std::thread::spawn(move || run(&path, &wake, &log))));
        }
        self.wake();
    }

    fn wake(&self) {
        if let Some((sender, _)) = &self.hand {
            let _ended = sender.send(());
        }
    }

    /// Ends printing after the job in hand.
    pub(crate) fn rest(&mut self) {
        if let Some((sender, thread)) = self.hand.take() {
            drop(sender);
            thread.join().expect("the print thread lives");
        }
    }

    /// When a cause with these words was first told after a moment.
    pub(crate) fn told(&self, words: &str, after: Instant) -> Option<Duration> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.iter().find(|heard| heard.at >= after && heard.words.contains(words)).map(|heard| heard.at - after)
    }

    /// Everything that was told.
    pub(crate) fn words(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|heard| heard.words.clone()).collect()
    }

    /// The jobs of receipts, oldest first, whatever became of them.
    pub(crate) fn jobs(&self) -> Vec<Job> {
        let database = self.shop.read();
        let sql = "SELECT id, receipt, copy, state, attempts, cause, bytes FROM print_job WHERE what = 'receipt' ORDER BY no";
        let mut query = database.prepare(sql).expect("prepares");
        let rows = query.query_map([], |row| {
            Ok(Job {
                id: row.get(0)?,
                receipt: row.get(1)?,
                copy: row.get(2)?,
                state: row.get(3)?,
                attempts: row.get(4)?,
                cause: row.get(5)?,
                bytes: row.get(6)?,
            })
        });
        rows.expect("reads").map(|row| row.expect("a row")).collect()
    }

    /// The first job of a receipt, which is not a copy.
    pub(crate) fn job(&self, receipt: &str) -> Option<Job> {
        self.jobs().into_iter().find(|job| job.receipt == receipt && !job.copy)
    }

    /// Waits until nothing is queued or being sent.
    pub(crate) fn settled(&self, patience: Duration) -> bool {
        until(patience, || self.jobs().iter().all(|job| !matches!(job.state.as_str(), "queued" | "sending")))
    }
}

impl Drop for Till {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.hand.take() {
            drop(sender);
            // Already failing, or the thread's panic was told.
            let _ended = thread.join();
        }
    }
}

/// Waits for something.
pub(crate) fn until(patience: Duration, mut done: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + patience;
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A sample shop to be copied: making one takes half a second.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    &TEMPLATE
        .get_or_init(|| {
            let folder = scratch::folder();
            let path = folder.path().join("contoh.db");
            drop(App::make_sample(&path, "Koperasi Contoh Uji", "A").expect("a sample shop"));
            (folder, path)
        })
        .1
}

fn run(path: &Path, wake: &Receiver<()>, log: &Log) {
    let mut drain = None;
    loop {
        let pause = work(path, &mut drain, log);
        match wake.recv_timeout(pause) {
            Ok(()) => while wake.try_recv().is_ok() {},
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Sends all it can; says how long to rest.
fn work(path: &Path, drain: &mut Option<Drain>, log: &Log) -> Duration {
    if drain.is_none() {
        *drain = Drain::open(path).expect("the queue opens");
    }
    let Some(drain) = drain else {
        return AGAIN;
    };
    loop {
        match drain.send_next(|cause| tell(log, cause)) {
            Ok(Attempt::Nothing) => return Duration::from_secs(1),
            Ok(Attempt::Sent(_, notice)) => tell(log, &notice),
            Ok(Attempt::Waits(_, cause)) => {
                tell(log, &cause);
                return AGAIN;
            }
            Ok(Attempt::Uncertain(_, cause) | Attempt::Dropped(_, cause)) => tell(log, &cause),
            Err(fault) => {
                tell(log, &fault.to_string());
                return AGAIN;
            }
        }
    }
}

fn tell(log: &Log, words: &str) {
    if !words.is_empty() {
        let heard = Heard { at: Instant::now(), words: words.to_owned() };
        log.lock().unwrap_or_else(PoisonError::into_inner).push(heard);
    }
}
