//! Killed by a signal that no program can answer, at random moments of every command of a set-off and a payment: once the
//! files went there and back again it happened once or not at all, on both sides.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use support::Traders;
use support::scratch::Numbers;
use support::traders::{CRISPS, NOODLES, Side};

const SEED: u64 = 20_261_123;
const ROUNDS: usize = 6;

/// In this order; who does it, and what.
const STEPS: [(Side, &str); 12] = [
    (Side::Shop, "propose"),
    (Side::Shop, "export"),
    (Side::Network, "accept"),
    (Side::Shop, "import"),
    (Side::Shop, "commit"),
    (Side::Network, "import"),
    (Side::Shop, "pay"),
    (Side::Network, "export"),
    (Side::Network, "import"),
    (Side::Network, "received"),
    (Side::Shop, "import"),
    (Side::Network, "import"),
];

/// The command of a step, as somebody types it who looks first what is there; none: it is done.
fn command(pair: &Traders, side: Side, what: &str, letter: &str, due: &str) -> Option<Vec<String>> {
    let here = pair.of(side);
    let setoff =
        || here.json(&["setoff", "list"]).as_array().expect("rows").first().map(|row| row["id"].as_str().expect("an id").to_owned());
    let words = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
    match what {
        "propose" if setoff().is_none() => words(&["setoff", "propose", "--party", side.other().code(), "--cutoff", due]),
        "accept" => words(&["setoff", "accept", letter]),
        "commit" => words(&["setoff", "commit", &setoff()?]),
        "pay" if issued(pair, side, "payment") == 0 => words(&["pay", "--party", side.other().code(), "--amount", "600000"]),
        "export" => words(&["documents", "export", here.file("keluar").to_str()?]),
        "import" => words(&["documents", "import", letter]),
        "received" => {
            let waiting = here.json(&["pay", "--waiting"]);
            words(&["pay", "--received", waiting.as_array()?.first()?["number"].as_str()?])
        }
        _ => None,
    }
}

fn issued(pair: &Traders, side: Side, kind: &str) -> i64 {
    let sql = "SELECT count(*) FROM document WHERE kind = ?1 AND direction = 'issued'";
    pair.of(side).read().query_row(sql, [kind], |row| row.get(0)).expect("counts")
}

/// Two shops that owe each other 1.000.000 and 400.000, and the day on which both are due.
fn owing() -> (Traders, String) {
    let pair = Traders::new();
    let (noodles, counted) = (format!("{NOODLES}=10"), format!("{NOODLES},10"));
    pair.deal(Side::Shop, &[&noodles], &counted, &[]);
    let (crisps, counted) = (format!("{CRISPS}=50@8000"), format!("{CRISPS},50"));
    pair.deal(Side::Network, &[&crisps], &counted, &[]);
    let due = pair.shop.json(&["claim", "list"])["claims"][1]["due"].as_str().expect("a day").to_owned();
    (pair, due)
}

#[test]
fn set_off_and_paid_once_or_not_at_all() {
    let (template, due) = owing();
    let mut numbers = Numbers::new(SEED);
    let started = Instant::now();
    template.shop.ok(&["claim", "list"]);
    // Somewhere in the time that such a command takes.
    let longest = u64::try_from(started.elapsed().as_micros()).expect("short") * 3 / 2;
    let (mut killed, mut tried) = (0, 0);
    for round in 0..ROUNDS {
        let pair = template.copy();
        for (side, what) in STEPS {
            let letter = pair.letter(side.other());
            for _ in 0..2 {
                let Some(arguments) = command(&pair, side, what, &letter, &due) else { break };
                let mut child = pair.of(side).command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
                thread::sleep(Duration::from_micros(numbers.below(longest)));
                child.kill().expect("kills");
                killed += usize::from(!child.wait().expect("ends").success());
                tried += 1;
            }
            // Somebody does it once more, to the end.
            if let Some(arguments) = command(&pair, side, what, &letter, &due) {
                pair.of(side).ok(&arguments);
            }
        }
        for side in [Side::Shop, Side::Network, Side::Shop, Side::Network] {
            pair.carry(side);
        }
        pair.agree();
        assert_eq!(pair.claims(Side::Shop), [], "round {round}: 400.000 were set off and 600.000 paid");
        for side in [Side::Shop, Side::Network] {
            let list = pair.of(side).json(&["setoff", "list"]);
            assert_eq!((list.as_array().expect("rows").len(), &list[0]["state"]), (1, &"done".into()), "round {round}: {list}");
        }
        assert_eq!([issued(&pair, Side::Shop, "payment"), issued(&pair, Side::Network, "payment-answer")], [1, 1], "round {round}");
        assert_eq!((pair.shop.balance("1-120"), pair.network.balance("1-120")), (8_400_000, 9_600_000), "round {round}: money moved once");
    }
    eprintln!("seed {SEED}: {killed} of {tried} commands were killed");
    assert!(killed > tried / 3, "the kills must hit running commands: {killed} of {tried}");
}
