//! `sokoguru user`

use app::App;
use domain::staff::{Allowance, Right, Role};
use serde_json::json;

use crate::cli::User;
use crate::output::{Output, Stop, ask_pin};

pub(super) fn run(app: &mut App, user: User, output: Output) -> Result<(), Stop> {
    match user {
        User::List => list(app, output),
        User::Add { id, name, role: word } => {
            let pin = new_pin()?;
            app.add_person(&id, &name, role(&word)?, &pin)?;
            output.answer(&json!({ "id": id }), || format!("{id} ditambahkan"))
        }
        User::Role { id, role: word } => {
            app.set_role(&id, role(&word)?)?;
            output.answer(&json!({ "id": id, "role": word }), || format!("{id} sekarang {word}"))
        }
        User::Pin { id } => {
            let pin = new_pin()?;
            app.set_pin(&id, &pin)?;
            output.answer(&json!({ "id": id }), || format!("PIN {id} diganti"))
        }
        User::Active { id, active } => {
            app.set_active(&id, active == "yes")?;
            output.answer(&json!({ "id": id, "active": active == "yes" }), || format!("{id}: aktif {active}"))
        }
        User::Card { id, code } => {
            app.set_card(&id, &code)?;
            output.answer(&json!({ "id": id }), || format!("kartu {id} disimpan"))
        }
        User::Rights => rights(app, output),
        User::Right { role: word, right, allowance } => {
            let right = Right::parse(&right).ok_or_else(|| Stop::Said(format!("hak «{right}» tidak ada; lihat «sokoguru user rights»")))?;
            let allowed = Allowance::parse(right, &allowance)
                .ok_or_else(|| Stop::Said(format!("«{allowance}»: tulis yes, no, atau persen untuk potongan")))?;
            app.set_right(role(&word)?, right, allowed)?;
            output.answer(&json!({ "role": word, "right": right.word(), "allowance": allowed.text() }), || {
                format!("{word} {}: {allowance}", right.word())
            })
        }
    }
}

fn list(app: &App, output: Output) -> Result<(), Stop> {
    let people = app.people()?;
    let rows: Vec<_> = people
        .iter()
        .map(|(staff, active)| json!({ "id": staff.id, "name": staff.name, "role": staff.role.word(), "active": active }))
        .collect();
    output.answer(&rows, || {
        let word = |active: bool| if active { "" } else { "(tidak aktif)" };
        let line = |(staff, active): &(store::staff::Staff, bool)| {
            format!("{:<12} {:<24} {} {}", staff.id, staff.name, staff.role.word(), word(*active))
        };
        people.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

fn rights(app: &App, output: Output) -> Result<(), Stop> {
    let matrix = &app.settings().rights;
    let rows: Vec<_> = Right::ALL
        .into_iter()
        .map(|right| {
            let roles: serde_json::Map<_, _> =
                Role::PEOPLE.into_iter().map(|role| (role.word().to_owned(), json!(matrix.of(role, right).text()))).collect();
            json!({ "right": right.word(), "name": right.names().0, "roles": roles })
        })
        .collect();
    output.answer(&rows, || {
        let head = format!("{:<24}{}", "", Role::PEOPLE.map(|role| format!("{:>10}", role.word())).concat());
        let line = |right: Right| {
            format!("{:<24}{}", right.word(), Role::PEOPLE.map(|role| format!("{:>10}", matrix.of(role, right).text())).concat())
        };
        std::iter::once(head).chain(Right::ALL.into_iter().map(line)).collect::<Vec<_>>().join("\n")
    })
}

fn role(word: &str) -> Result<Role, Stop> {
    let role = Role::parse(&word.replace('-', " ")).filter(|role| *role != Role::System);
    role.ok_or_else(|| Stop::Said(format!("peran «{word}» tidak ada; pilih kasir, staf-stok, manajer atau pengurus")))
}

/// Asked twice on a terminal, or in SOKOGURU_NEW_PIN: never an argument, which others on the machine can read.
fn new_pin() -> Result<String, Stop> {
    if let Ok(pin) = std::env::var("SOKOGURU_NEW_PIN") {
        return Ok(pin);
    }
    let pin = ask_pin("PIN baru: ")?;
    if ask_pin("Sekali lagi: ")? == pin { Ok(pin) } else { Err(Stop::Said("kedua PIN tidak sama; ulangi".to_owned())) }
}
