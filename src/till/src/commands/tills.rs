//! `sokoguru shop`, `sokoguru init --join` and `sokoguru records`

use std::path::Path;

use app::App;
use app::tills::{Asks, Exchanged, Fork, Gap, TillState};
use serde_json::{Value, json};

use super::backup::time;
use super::proof::{bar, step};
use crate::cli::{Records, Shop};
use crate::output::{Output, Stop};

pub(super) fn shop(app: &mut App, action: Option<Shop>, output: Output) -> Result<(), Stop> {
    match action {
        None => list(app, output),
        Some(Shop::Invite { till, file }) => invite(app, &till, &file, output),
    }
}

fn list(app: &App, output: Output) -> Result<(), Stop> {
    let tills = app.tills()?;
    let answer =
        json!({ "shop": app.shop_id()?, "name": app.settings().shop.name, "tills": tills.iter().map(json_of).collect::<Vec<_>>() });
    output.answer(&answer, || tills.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn json_of(till: &TillState) -> Value {
    json!({
        "till": till.till, "device": till.device, "epoch": till.epoch, "own": till.own, "records": till.records,
        "last_at": till.last_at.map(time), "read_at": till.read_at.map(time), "fingerprint": till.fingerprint,
    })
}

fn line(till: &TillState) -> String {
    let own = if till.own { " (mesin ini)" } else { "" };
    let last = till.last_at.map_or_else(|| "-".to_owned(), time);
    format!("{}{}{own}  {} catatan, terakhir {last}, sidik kunci {}", till.till, till.epoch, till.records, till.fingerprint)
}

fn invite(app: &mut App, till: &str, file: &Path, output: Output) -> Result<(), Stop> {
    let bar = bar("menulis");
    let invited = app.invite(till, file, |done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    let answer = json!({ "till": invited.till, "file": invited.file, "code": invited.code, "records": invited.records });
    output.answer(&answer, || {
        let code = format!("{}-{}", &invited.code[..5], &invited.code[5..]);
        format!(
            "Undangan kasir {} ditulis: {}\nKode: {code}\nDi kasir baru: sokoguru init --join {}. Kode ini tidak disimpan di mana pun.",
            invited.till,
            invited.file.display(),
            invited.file.display()
        )
    })
}

/// Makes the database of a new till; the code is asked, or in SOKOGURU_CODE.
pub(super) fn join(path: &Path, invitation: &Path, output: Output) -> Result<(), Stop> {
    let code = match std::env::var("SOKOGURU_CODE") {
        Ok(code) => code,
        Err(_) => rpassword::prompt_password("Kode undangan: ").map_err(|error| Stop::Said(format!("kode tidak terbaca: {error}")))?,
    };
    let bar = bar("memuat");
    let app = App::join(path, invitation, &code, |done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    let answer = json!({ "db": path, "shop": app.settings().shop.name, "till": app.till(), "shop_id": app.shop_id()? });
    output.answer(&answer, || {
        format!(
            "Kasir {} bergabung dengan {}: {}\nBawa «records export» dari kasir ini ke kasir lain.",
            app.till(),
            app.settings().shop.name,
            path.display()
        )
    })
}

/// Whether the key of a database is beside it.
pub(super) fn has_key(database: &Path) -> bool {
    let mut key = database.as_os_str().to_owned();
    key.push(".key");
    Path::new(&key).exists()
}

pub(super) fn records(app: &mut App, action: Records, output: Output) -> Result<(), Stop> {
    match action {
        Records::Export { file, since_known_by } => {
            let bar = bar("menulis");
            let sent = app.write_exchange(&file, since_known_by.as_deref(), |done, total| step(&bar, done, total))?;
            bar.finish_and_clear();
            let answer = json!({ "file": sent.file, "records": sent.records, "people": sent.people });
            output.answer(&answer, || format!("{} catatan ditulis ke {}.", sent.records, sent.file.display()))
        }
        Records::Import { file, trust } => {
            let bar = bar("memuat");
            let exchanged = app.read_exchange(&file, trust.as_deref(), |done, total| step(&bar, done, total))?;
            bar.finish_and_clear();
            told(&exchanged, output)
        }
    }
}

/// What was read, and as the command's failure what was left out and why.
fn told(exchanged: &Exchanged, output: Output) -> Result<(), Stop> {
    let gap = |gap: &Gap| json!({ "till": gap.till, "epoch": gap.epoch, "have": gap.have, "next": gap.next });
    let fork = |fork: &Fork| json!({ "till": fork.till, "epoch": fork.epoch, "seq": fork.seq });
    let asks = |asks: &Asks| json!({ "till": asks.till, "epoch": asks.epoch, "fingerprint": asks.fingerprint() });
    let answer = json!({
        "from": exchanged.till, "made_at": time(exchanged.made_at), "new": exchanged.new, "known": exchanged.known, "people": exchanged.people,
        "people_sealed": exchanged.people_sealed,
        "waiting": exchanged.waiting.iter().map(gap).collect::<Vec<_>>(), "forks": exchanged.forks.iter().map(fork).collect::<Vec<_>>(),
        "asks": exchanged.asks.iter().map(asks).collect::<Vec<_>>(),
        "renewed": exchanged.renewed.as_ref().map(|renewal| json!({ "epoch": renewal.epoch, "again": renewal.again })),
    });
    output.answer(&answer, || sentences(exchanged).join("\n"))?;
    if let Some(asks) = exchanged.asks.first() {
        return Err(Stop::Said(asks.sentence()));
    }
    match exchanged.forks.first() {
        Some(fork) => Err(Stop::Said(fork.sentence())),
        None => Ok(()),
    }
}

fn sentences(exchanged: &Exchanged) -> Vec<String> {
    let mut lines = vec![format!("Dari kasir {}: {} catatan baru, {} sudah ada.", exchanged.till, exchanged.new, exchanged.known)];
    if exchanged.people > 0 {
        lines.push(format!("{} orang diperbarui.", exchanged.people));
    }
    if exchanged.people_sealed {
        lines.push("Nama orang tidak terbaca: rahasia toko tidak ada di mesin ini.".to_owned());
    }
    lines.extend(exchanged.waiting.iter().map(Gap::sentence));
    if let Some(renewal) = &exchanged.renewed {
        lines.push(format!("Kasir ini mulai baru: {renewal}."));
    }
    lines
}
