//! The scanners as the settings want them.

use app::Settings;
use hardware::scan::{Normal, Plan, Source};

/// Every scanner that is read by port or device: serial ports, enrolled keyboards, HID POS.
pub(crate) fn plans(settings: &Settings) -> Vec<Plan> {
    let serial = settings.scanners.iter().map(|(path, baud)| Source::Serial { path: path.into(), baud: *baud });
    let (prefix, suffix) = &settings.affixes;
    let plan = |source: Source| Plan {
        normal: Normal { prefix: prefix.clone(), suffix: suffix.clone() },
        same_code_ms: settings.same_ms,
        ..Plan::new(source.to_string(), source)
    };
    serial.chain(settings.enrolled.iter().cloned()).map(plan).collect()
}
