//! `sokoguru config`

use app::App;
use app::settings::KEYS;
use serde_json::{Map, Value, json};

use super::second::allowed;
use crate::cli::Config;
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, action: Option<Config>, output: Output) -> Result<(), Stop> {
    match action.unwrap_or(Config::List) {
        Config::List => list(app, output),
        Config::Get { key } => {
            let value = app.setting(&key)?;
            output.answer(&json!({ "key": key, "value": value }), || value.clone())
        }
        Config::Set { key, value, second } => {
            allowed(app, &second, &format!("Ubah {key}"), |app, approval| app.change_setting_by(&key, &value, approval))?;
            let value = app.setting(&key)?;
            output.answer(&json!({ "key": key, "value": value }), || format!("{key} = {value}"))
        }
    }
}

fn list(app: &App, output: Output) -> Result<(), Stop> {
    let mut values = Map::new();
    let mut lines = Vec::new();
    for key in KEYS {
        let value = app.setting(key.name)?;
        lines.push(format!("{:<25} {:<30} {}", key.name, value, key.about));
        values.insert(key.name.to_owned(), Value::String(value));
    }
    output.answer(&values, || lines.join("\n"))
}
