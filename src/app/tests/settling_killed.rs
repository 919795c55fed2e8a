//! Killed at any moment of any step of a set-off and of a payment: once the files went there and back again it
//! happened once or not at all, on both sides.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use app::trade::money::PayOrder;
use app::{App, FixedClock};
use domain::Rupiah;
use domain::ledger::EntryLine;
use domain::settlement::SetoffState;
use domain::trade::{Party, PartyKind};
use tempfile::TempDir;

const NAMES: [&str; 2] = ["KOP", "NET"];
/// In this order; who does it, and what.
const STEPS: [(usize, &str); 9] =
    [(0, "propose"), (1, "accept"), (0, "import"), (0, "commit"), (1, "import"), (0, "pay"), (1, "import"), (1, "confirm"), (0, "import")];

fn open(folder: &Path, who: usize) -> App {
    let mut app = App::open(&folder.join(NAMES[who]).join("toko.db")).unwrap();
    app.set_clock(Box::new(FixedClock("2026-03-02T09:00:00+07:00".parse().unwrap())));
    app
}

fn other(who: usize) -> &'static str {
    NAMES[1 - who]
}

/// What the other side would hand over now.
fn letter(folder: &Path, who: usize) -> Vec<u8> {
    let sender = open(folder, 1 - who);
    let files = sender.document_files(None).unwrap();
    files.into_iter().find(|file| file.party == NAMES[who]).unwrap().bytes
}

fn advance(party: &str, amount: i64) -> PayOrder {
    PayOrder { party: party.into(), amount: Rupiah::new(amount), advance: true, ..PayOrder::default() }
}

/// One step of one side, as often as it likes.
fn step(app: &mut App, who: usize, what: &str, letter: &[u8]) {
    match what {
        "propose" if app.setoffs(None).unwrap().is_empty() => {
            drop(app.propose_setoff(other(who), app.now().date_naive(), 48, None).unwrap())
        }
        "propose" => {}
        "accept" => drop(app.accept_setoff_file(letter, None).unwrap()),
        "import" => {
            let taken = app.take_documents(letter, None).unwrap();
            assert!(taken.iter().all(|one| one.refused.is_none()), "{taken:?}");
        }
        "commit" => drop(app.commit_setoff(&app.setoffs(None).unwrap()[0].setoff.id.clone(), None).unwrap()),
        // A person looks first whether it was paid.
        "pay" if paid(app) == 1 => drop(app.pay_party(&PayOrder { advance: false, ..advance(other(who), 200_000) }, None).unwrap()),
        "pay" => {}
        "confirm" => {
            for (_, payment) in app.payments_to_confirm(None).unwrap() {
                app.answer_payment(&payment.number, None, None).unwrap();
            }
        }
        strange => panic!("{strange}"),
    }
}

/// Payments that the shop made.
fn paid(app: &App) -> i64 {
    let sql = "SELECT count(*) FROM document WHERE kind = 'payment' AND direction = 'issued'";
    app.store().connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The step that is killed: this test's own program, started again.
#[test]
fn a_step_of_its_own() {
    let Ok(asked) = std::env::var("SOKOGURU_STEP") else { return };
    let [folder, who, what] = asked.split('|').collect::<Vec<_>>().try_into().unwrap();
    let (folder, who) = (PathBuf::from(folder), who.parse().unwrap());
    let letter = fs::read(folder.join("surat")).unwrap();
    step(&mut open(&folder, who), who, what, &letter);
}

/// Two shops that owe each other what they were paid in advance: 300,000 and 500,000.
fn stage(folder: &Path) {
    let mut parties = Vec::new();
    for (who, name) in NAMES.into_iter().enumerate() {
        fs::create_dir(folder.join(name)).unwrap();
        drop(App::make(&folder.join(name).join("toko.db"), &format!("Koperasi {name}"), "A").unwrap());
        let mut app = open(folder, who);
        app.change_setting("backup.folders", "").unwrap();
        let line = |account: &str, amount: i64| EntryLine { account: account.into(), sub: String::new(), amount: Rupiah::new(amount) };
        let capital = vec![line("1-120", 9_000_000), line("3-900", -9_000_000)];
        app.post_journal(&app::books::Draft { memo: "modal".into(), lines: capital, ..Default::default() }, None).unwrap();
        let own = app.own_party().unwrap();
        parties.push(Party {
            code: name.into(),
            name: own.name.clone(),
            legal_id: own.legal_id.clone(),
            legal_name: own.legal_name.clone(),
            kind: PartyKind::Network,
            key: Some(own.public()),
            active: true,
            ..Party::default()
        });
    }
    for (who, amount) in [(0, 300_000), (1, 500_000)] {
        let mut app = open(folder, who);
        app.put_party(&parties[1 - who], None).unwrap();
        app.pay_party(&advance(other(who), amount), None).unwrap();
    }
    for what in ["import", "confirm", "import"] {
        for who in [0, 1] {
            let letter = letter(folder, who);
            step(&mut open(folder, who), who, what, &letter);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn once_or_not_at_all() {
    if std::env::var("SOKOGURU_STEP").is_ok() {
        return;
    }
    let template = TempDir::new().unwrap();
    stage(template.path());
    let (mut killed, mut state) = (0, 20_261_123_u64);
    for round in 0..8 {
        let folder = TempDir::new().unwrap();
        copy(template.path(), folder.path());
        let folder = folder.path();
        for (who, what) in STEPS {
            let letter = letter(folder, who);
            fs::write(folder.join("surat"), &letter).unwrap();
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "a_step_of_its_own"])
                .env("SOKOGURU_STEP", format!("{}|{who}|{what}", folder.display()))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            thread::sleep(Duration::from_micros((state >> 33) % 40_000));
            child.kill().unwrap();
            killed += usize::from(!child.wait().unwrap().success());
            // Somebody starts the program again and does it once more.
            step(&mut open(folder, who), who, what, &letter);
        }
        let (shop, net) = (open(folder, 0), open(folder, 1));
        let items = |app: &App| app.claim_list(None, None, None).unwrap().rows.into_iter().map(|row| row.item).collect::<Vec<_>>();
        assert_eq!(items(&shop), items(&net), "round {round}");
        assert_eq!(items(&shop), [], "300,000 were set off, 200,000 were paid back");
        for app in [&shop, &net] {
            let setoffs = app.setoffs(None).unwrap();
            assert_eq!((setoffs.len(), setoffs[0].setoff.state), (1, SetoffState::Done));
            assert_eq!(app.store().verify(|_, _| ()).unwrap(), []);
            let bank =
                app.store()
                    .connection()
                    .query_row("SELECT sum(debit - credit) FROM account_balance WHERE account = '1-120'", [], |row| row.get::<_, i64>(0));
            assert_eq!(bank.unwrap(), 9_000_000, "all advances came back");
        }
    }
    eprintln!("{killed} of {} steps were killed", 8 * STEPS.len());
    assert!(killed > STEPS.len(), "most kills must hit a running step: {killed}");
}
