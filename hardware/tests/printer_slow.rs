//! A slow line and questions on their way.

use std::time::Duration;

use hardware::escpos::{Element, Emphasis, Profile, encode};
use hardware::link::{JobOptions, send};
use hardware::sim::{Fault, SimPrinter};

#[test]
fn a_question_is_never_cut_in_two() {
    let profile = *Profile::find("epson-tm-t20").expect("profile");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let printer = SimPrinter::tcp().expect("a port");
                printer.fault(Fault::SlowLine(960));
                let bytes = |n: usize| {
                    let mut d: Vec<Element> = (0..n)
                        .map(|l| Element::Line(Emphasis::None, format!("{l:>4} Mi Goreng 85g                       3.500")))
                        .collect();
                    d.push(Element::Qr("A1".into()));
                    encode(&d, &profile).expect("encodes")
                };
                let mut all = Vec::new();
                for n in [40, 8, 8, 30] {
                    let job = bytes(n);
                    let sent = send(
                        &printer.address(),
                        &job,
                        &JobOptions::receipt(&profile, Duration::from_secs(10), u32::try_from(n).expect("small")),
                        &mut |_| {},
                    );
                    assert!(sent.is_ok(), "{sent:?}");
                    all.extend(job);
                }
                std::thread::sleep(Duration::from_millis(200));
                assert!(
                    printer.paper() == all,
                    "paper differs: DLE swallowed? {:?}",
                    printer.paper().windows(2).position(|w| w == [0x10, 0x1B])
                );
            });
        }
    });
}
