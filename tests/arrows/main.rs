//! The shape of the house: which crate may know which, and what no file may hold.

mod tidy;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use support::scratch;

/// Who may know whom. An arrow that is not here is a mistake, or a better idea that belongs here
/// and into ARCHITECTURE.md first.
const ARROWS: &[(&str, &[&str])] = &[
    ("sokoguru", &["ui", "screen", "app", "store", "hardware", "domain", "record"]),
    ("sokoguru-screen", &["app", "domain"]),
    ("sokoguru-app", &["domain", "record", "store", "hardware"]),
    ("sokoguru-store", &["domain", "record"]),
    ("sokoguru-record", &["domain"]),
    ("sokoguru-domain", &[]),
    ("sokoguru-ui", &[]),
    ("sokoguru-hardware", &[]),
];

/// All that the domain may use of other people's crates.
const DOMAIN_MAY_USE: &[&str] = &["chrono", "rs-graph", "sha2", "thiserror"];

/// A dependency as a manifest states it.
struct Dependency {
    name: String,
    /// True for the tests of the crate itself only.
    for_tests: bool,
    default_features: bool,
    features: BTreeSet<String>,
}

/// All crates of the workspace with their dependencies.
fn crates() -> BTreeMap<String, Vec<Dependency>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(scratch::root());
    let metadata: Value = serde_json::from_str(&scratch::referee(&mut command)).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().map(|package| (text(&package["name"]), dependencies(package))).collect()
}

fn dependencies(package: &Value) -> Vec<Dependency> {
    let read = |found: &Value| Dependency {
        name: text(&found["name"]),
        for_tests: found["kind"] == "dev",
        default_features: found["uses_default_features"] == true,
        features: found["features"].as_array().expect("features").iter().map(text).collect(),
    };
    package["dependencies"].as_array().expect("dependencies").iter().map(read).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn no_crate_knows_one_that_it_must_not() {
    let crates = crates();
    let mut wrong = Vec::new();
    for (name, dependencies) in &crates {
        if name == "sokoguru-tests" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| known == name) else {
            wrong.push(format!("{name} is new: say whom it may know"));
            continue;
        };
        for dependency in dependencies {
            let ours = dependency.name.strip_prefix("sokoguru-");
            if dependency.name == "sokoguru" || ours.is_some_and(|short| !allowed.contains(&short)) {
                wrong.push(format!("{name} -> {}", dependency.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(crates.len() > ARROWS.len(), "crates are missing: {:?}", crates.keys());
}

#[test]
fn the_domain_is_pure() {
    let crates = crates();
    for dependency in crates["sokoguru-domain"].iter().filter(|dependency| !dependency.for_tests) {
        assert!(DOMAIN_MAY_USE.contains(&dependency.name.as_str()), "the domain must not use {}", dependency.name);
        if dependency.name == "chrono" {
            assert!(!dependency.default_features, "chrono's default features hold a clock");
            for feature in ["clock", "now", "serde", "default"] {
                assert!(!dependency.features.contains(feature), "the domain must not have chrono's {feature}");
            }
        }
    }
}

#[test]
fn only_the_store_speaks_sql_and_only_ui_and_till_know_slint() {
    let may = |crates: &[&str], name: &str| crates.contains(&name);
    for (name, dependencies) in &crates() {
        for dependency in dependencies {
            match dependency.name.as_str() {
                "rusqlite" => assert!(may(&["sokoguru-store", "sokoguru-tests"], name), "{name} speaks SQL"),
                "slint" => assert!(may(&["sokoguru", "sokoguru-ui"], name), "{name} knows Slint"),
                "escpos" | "serialport" => assert!(may(&["sokoguru-hardware"], name), "{name} knows a device"),
                _ => {}
            }
        }
    }
}
