//! How long a payment takes, with and without the fault.

use std::path::Path;
use std::time::Duration;

use app::App;
use app::selling::Order;
use domain::sale::{Offer, TenderKind};
use hardware::sim::Fault;

use crate::device::Device;
use crate::rows::{Does, Row};
use crate::till::Till;

/// Payments of each kind.
const SALES: usize = 100;
/// The disk of a shared machine alone may take some milliseconds more, now and then.
const FLOOR: Duration = Duration::from_millis(5);
/// Noise shows once, a till that waits for its printer shows every time.
const TRIES: usize = 3;

/// The 99th of a hundred payments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(crate) without: Duration,
    pub(crate) with: Duration,
}

impl Pace {
    pub(crate) fn holds(&self) -> bool {
        self.with <= (self.without * 2).max(FLOOR)
    }

    /// Measures until it holds, a few times at most.
    fn best(mut measure: impl FnMut() -> Self) -> Self {
        let mut pace = measure();
        for _ in 1..TRIES {
            if !pace.holds() {
                pace = measure();
            }
        }
        pace
    }
}

pub(crate) fn of(row: &Row) -> Pace {
    Pace::best(|| {
        let device = Device::new(row.wire);
        let mut till = Till::new(&device.link(), row.profile);
        till.print();
        let without = sales(|| till.sell(2, TenderKind::Qris));
        forget(&till);
        match row.does {
            Does::Fault(fault) => device.fault(if matches!(fault, Fault::Unplug) { 0 } else { 300 }, fault),
            Does::Occupied => device.occupy(),
            Does::Address => till.set("printer.receipt.link", &device.nowhere()),
        }
        let with = sales(|| till.sell(2, TenderKind::Qris));
        forget(&till);
        device.mend();
        till.rest();
        Pace { without, with }
    })
}

/// In a process of its own, as somebody who may not open the device: `LINK` is forbidden.
pub(crate) fn forbidden(db: &Path, link: &str) -> Pace {
    Pace::best(|| {
        let mut app = App::open(db).expect("opens");
        app.change_setting("printer.receipt.link", "file:/dev/null").expect("a setting");
        let (db, stop) = (db.to_owned(), std::sync::atomic::AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut drain = app::printing::Drain::open(&db).expect("opens").expect("alone");
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    drain.send_next(|_| {}).expect("tries");
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            let without = sales(|| sell(&mut app));
            app.change_setting("printer.receipt.link", link).expect("a setting");
            let with = sales(|| sell(&mut app));
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            Pace { without, with }
        })
    })
}

fn sell(app: &mut App) -> Duration {
    let order = Order { code: "8997100000011".to_owned(), quantity: None, price: None };
    let started = std::time::Instant::now();
    app.sell(&[order], None, &[Offer { kind: TenderKind::Qris, amount: None, reference: None }]).expect("a sale");
    started.elapsed()
}

fn sales(mut sell: impl FnMut() -> Duration) -> Duration {
    let mut took: Vec<Duration> = (0..SALES).map(|_| sell()).collect();
    took.sort();
    took[SALES * 99 / 100 - 1]
}

/// The printer need not print a hundred receipts for this.
fn forget(till: &Till) {
    till.shop.tamper().execute("UPDATE print_job SET state = 'dropped' WHERE state = 'queued'", []).expect("drops");
}
