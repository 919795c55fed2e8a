//! The scale.

use std::thread;
use std::time::Duration;

use support::Shop;

use crate::counter::Counter;

#[test]
fn stable_weights_only() {
    let Some(counter) = Counter::start(576) else { return };
    let shop = Shop::sample();
    shop.ok(&["config", "set", "scale.link", &format!("{}:9600", counter.port("deli"))]);
    shop.ok(&["config", "set", "scale.kind", "toledo-8217"]);
    let test = ["devices", "test", "scale"];

    counter.tell(&["scale", "set", "1.25kg"]);
    assert_eq!(shop.json(&test)["grams"], 1250);
    counter.tell(&["scale", "set", "345g"]);
    assert_eq!(shop.json(&test)["grams"], 345);

    // Two that are no weights: each is listened to for ten seconds.
    counter.tell(&["scale", "set", "1.25kg", "--unstable"]);
    let sentence = shop.run(&test).sentence();
    assert!(!sentence.contains("1250") && !sentence.contains("tidak menjawab"), "{sentence}");
    counter.tell(&["scale", "set", "--", "-100g"]);
    let sentence = shop.run(&test).sentence();
    assert!(!sentence.contains("100 g"), "{sentence}");

    // A weight that comes while somebody looks.
    let waiting = shop.command(&["--json", "devices", "test", "scale"]).stdout(std::process::Stdio::piped()).spawn().expect("starts");
    thread::sleep(Duration::from_millis(800));
    counter.tell(&["scale", "set", "500g"]);
    let output = waiting.wait_with_output().expect("ends");
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("500"), "{output:?}");
}
