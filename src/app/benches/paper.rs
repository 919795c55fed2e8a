//! From a paid sale to the first byte of its receipt on the wire: a network printer and a serial line.
//!
//! `cargo bench -p sokoguru-app --bench paper`. Not a timed test: it never fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use app::App;
use app::printing::Drain;
use app::selling::Order;
use domain::sale::{Offer, TenderKind};

const GOODS: &str = "8997100000011";
const SALES: usize = 60;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("sokoguru-paper-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    println!("{:<52} {:>10} {:>10} {:>10} {:>8}", "figure", "p50", "p99", "limit", "ratio");
    network(&folder.join("tcp.db"));
    serial(&folder.join("pty.db"));
    std::fs::remove_dir_all(&folder).expect("removes");
}

fn network(path: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
    let port = listener.local_addr().expect("address").port();
    let (seen, first) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("connects");
            let mut bytes = Vec::new();
            let mut buffer = [0u8; 4096];
            let mut begun = None;
            while let Ok(count @ 1..) = stream.read(&mut buffer) {
                begun.get_or_insert_with(Instant::now);
                bytes.extend_from_slice(&buffer[..count]);
            }
            // The drawer's pulse is five bytes; the receipt is what is waited for.
            if let Some(begun) = begun.filter(|_| bytes.len() > 100) {
                seen.send(begun).expect("listens");
            }
        }
    });
    measure("paid to first byte, network printer", path, &format!("tcp:127.0.0.1:{port}"), &first);
}

fn serial(path: &Path) {
    let printer = hardware::sim::SimPrinter::pty().expect("a pseudo terminal");
    let (seen, first) = channel();
    let link = printer.address().to_string();
    thread::spawn(move || {
        let mut known = 0;
        loop {
            let now = printer.paper().len();
            // More than a pulse came: the receipt has begun.
            if now > known + 8 {
                if seen.send(Instant::now()).is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(60));
                known = printer.paper().len();
            }
            thread::sleep(Duration::from_micros(200));
        }
    });
    measure("paid to first byte, serial line", path, &link, &first);
}

fn measure(what: &str, path: &Path, link: &str, first: &Receiver<Instant>) {
    let mut app = App::make_sample(path, "Toko Uji", "A").expect("makes");
    app.open_shift(domain::Rupiah::ZERO).expect("opens a shift");
    app.change_setting("printer.receipt.profile", "generic-80").expect("sets");
    app.change_setting("printer.receipt.link", link).expect("sets");
    let wake = drain(path);
    let mut times = Vec::new();
    for _ in 0..SALES {
        let order = Order { code: GOODS.to_owned(), quantity: None, price: None };
        app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).expect("sells");
        let paid = Instant::now();
        wake.send(()).expect("drains");
        let began = first.recv_timeout(Duration::from_secs(5)).expect("the receipt comes");
        times.push(began.saturating_duration_since(paid));
        thread::sleep(Duration::from_millis(80));
    }
    let cold = times[0];
    times.sort();
    tell(what, times[times.len() / 2], times[times.len() * 99 / 100], Duration::from_millis(150));
    tell("  the first of the day", cold, cold, Duration::from_millis(400));
}

/// The queue's thread, as the till has it.
fn drain(path: &Path) -> Sender<()> {
    let (wake, woken) = channel();
    let path = path.to_owned();
    thread::spawn(move || {
        let mut drain = Drain::open(&path).expect("opens").expect("nobody else prints");
        while woken.recv().is_ok() {
            while !matches!(drain.send_next(|_| {}).expect("sends"), app::printing::Attempt::Nothing) {}
        }
    });
    wake
}

fn tell(what: &str, middle: Duration, high: Duration, limit: Duration) {
    let ratio = high.as_secs_f64() / limit.as_secs_f64();
    println!("{what:<52} {middle:>10.0?} {high:>10.0?} {limit:>10.0?} {ratio:>8.2}");
}
