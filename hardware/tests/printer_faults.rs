//! One test a fault, over every wire that can show it: how far the job came, why it stopped, when the
//! screen knew, and that the next receipt is clean.

mod printer_support;

use std::time::Duration;

use hardware::link::{Address, Cause, Failure, send};
use hardware::sim::Fault;
use printer_support::*;

#[test]
fn a_healthy_printer_proves_every_receipt() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        let bytes = receipt(1, 5, &profile);
        let told = job(&printer, &bytes, &options(&profile));
        assert!(told.delivery().confirmed, "{over:?}");
        assert!(told.waits.is_empty(), "{over:?}: {:?}", told.waits);
        assert_eq!(printer.paper(), bytes, "{over:?}: questions leave no trace on paper");
        assert!(told.took < Duration::from_millis(700), "{over:?}: {:?}", told.took);
    });
}

#[test]
fn a_printer_that_may_not_be_asked_is_not_asked() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = clone();
        let bytes = receipt(1, 5, &profile);
        // Any question would be the first byte beyond the job, and end the wire.
        printer.fault_after(bytes.len() + 1, Fault::Reset);
        let told = job(&printer, &bytes, &options(&profile));
        assert!(!told.delivery().confirmed, "{over:?}");
        assert!(cuts(&printer, 1), "{over:?}");
        assert_eq!(printer.paper(), bytes, "{over:?}");
    });
}

#[test]
fn a_printer_that_cannot_print_is_given_nothing() {
    let faults = [
        (Fault::PaperOut, Cause::PaperOut),
        (Fault::CoverOpen, Cause::CoverOpen),
        (Fault::Jam, Cause::Jammed),
        (Fault::Offline, Cause::Offline),
    ];
    each(&ALL, |over| {
        for (fault, cause) in faults.clone() {
            let printer = printer(over);
            let profile = epson();
            printer.fault(fault);
            let told = job(&printer, &receipt(1, 5, &profile), &options(&profile));
            assert_eq!(told.failure(), &Failure { sent: 0, cause: cause.clone() }, "{over:?}");
            assert!(told.showed(&cause), "{over:?} {fault:?}");
            printer.clear();
            assert!(printer.paper().is_empty(), "{over:?} {fault:?}");
            assert!(job(&printer, &receipt(2, 5, &profile), &options(&profile)).delivery().confirmed, "{over:?}");
            assert_eq!(numbers(&printer, 42), ["2"], "{over:?}");
        }
    });
}

#[test]
fn trouble_in_the_middle_is_told_at_once_and_uncertain_in_the_end() {
    each(&ALL, |over| {
        for (fault, cause) in [(Fault::PaperOut, Cause::PaperOut), (Fault::CoverOpen, Cause::CoverOpen)] {
            let printer = printer(over);
            let profile = epson();
            let bytes = receipt(1, 40, &profile);
            printer.fault_after(600, fault);
            let told = job(&printer, &bytes, &options(&profile));
            assert_eq!(told.failure(), &Failure { sent: bytes.len(), cause: cause.clone() }, "{over:?}");
            assert!(told.showed(&cause), "{over:?} {:?}", told.waits);
            // The printer prints the rest when it can; the next receipt begins with a reset all the same.
            printer.clear();
            let next = hardware::link::JobOptions { reset: true, ..options(&profile) };
            assert!(job(&printer, &receipt(2, 3, &profile), &next).delivery().confirmed, "{over:?}");
            assert_eq!(numbers(&printer, 42), ["1", "2"], "{over:?}");
        }
    });
}

#[test]
fn a_new_roll_in_time_ends_the_wait() {
    each(&ALL, |over| {
        let printer = std::sync::Arc::new(printer(over));
        let profile = epson();
        printer.fault_after(600, Fault::PaperOut);
        let helper = std::sync::Arc::clone(&printer);
        let person = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(700));
            helper.clear();
        });
        let told = job(&printer, &receipt(1, 40, &profile), &options(&profile));
        person.join().expect("a person");
        assert!(told.delivery().confirmed, "{over:?}");
        assert!(told.showed(&Cause::PaperOut) && told.resumed, "{over:?} {:?}", told.waits);
        assert_eq!(numbers(&printer, 42), ["1"], "{over:?}");
    });
}

#[test]
fn little_paper_is_a_notice() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        printer.fault(Fault::PaperLow);
        let delivery = job(&printer, &receipt(1, 5, &profile), &options(&profile)).delivery();
        assert!(delivery.confirmed && delivery.notice.is_some(), "{over:?} {delivery:?}");
    });
}

#[test]
fn a_stalled_reader_is_given_up_after_patience() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = clone();
        // More than any buffer between the two holds.
        let bytes = receipt(1, 6000, &profile);
        printer.fault_after(2000, Fault::Stall(None));
        let told = job(&printer, &bytes, &options(&profile));
        let failure = told.failure();
        assert_eq!(failure.cause, Cause::Stalled, "{over:?}");
        assert!(failure.sent >= 2000, "{over:?} {}", failure.sent);
        assert!(told.showed(&Cause::Stalled), "{over:?} {:?}", told.waits);
        assert!(told.took < Duration::from_secs(4), "{over:?} {:?}", told.took);
    });
}

#[test]
fn a_short_stall_delays_and_loses_nothing() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = clone();
        let bytes = receipt(1, 4000, &profile);
        printer.fault_after(2000, Fault::Stall(Some(Duration::from_millis(500))));
        assert!(!job(&printer, &bytes, &options(&profile)).delivery().confirmed, "{over:?}");
        assert!(cuts(&printer, 1), "{over:?}");
        assert_eq!(printer.paper(), bytes, "{over:?}");
    });
}

#[test]
fn a_stalled_printer_that_speaks_by_itself_names_the_cause() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        // The roll ends, and the buffer (64 KB) fills up: nothing moves, nothing can be asked.
        printer.fault_after(5000, Fault::PaperOut);
        let bytes = receipt(1, 9000, &profile);
        let told = job(&printer, &bytes, &options(&profile));
        assert_eq!(told.failure().cause, Cause::PaperOut, "{over:?}");
        assert!(told.failure().sent > 5000, "{over:?}");
        // Over the pipe the till has to fill the buffer first.
        assert!(told.showed(&Cause::PaperOut), "{over:?} {:?} {:?}", told.waits, told.took);
    });
}

#[test]
fn a_reset_in_the_middle_is_uncertain() {
    each(&[Over::Tcp, Over::Inside], |over| {
        for fault in [Fault::Reset, Fault::Close] {
            let printer = printer(over);
            let profile = clone();
            printer.fault_after(900, fault);
            let told = job(&printer, &receipt(1, 6000, &profile), &options(&profile));
            assert_eq!(told.failure().cause, Cause::Broken, "{over:?} {fault:?}");
            assert!(told.failure().sent >= 900, "{over:?} {fault:?}");
            assert!(told.took < Duration::from_secs(2), "{over:?} {fault:?}");
        }
    });
}

#[test]
fn a_reset_after_the_last_byte_is_uncertain() {
    each(&[Over::Tcp, Over::Inside], |over| {
        for profile in [clone(), epson()] {
            let printer = printer(over);
            let bytes = receipt(1, 5, &profile);
            // Asked before the data, and automatic status behind the reset: twelve bytes.
            let questions = if profile.status { 12 } else { 0 };
            printer.fault_after(bytes.len() + questions, Fault::Reset);
            let told = job(&printer, &bytes, &options(&profile));
            assert_eq!(told.failure(), &Failure { sent: bytes.len(), cause: Cause::Broken }, "{over:?} {}", profile.name);
        }
    });
}

#[test]
fn a_power_cycle_loses_the_receipt_and_says_so() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        let bytes = receipt(1, 40, &profile);
        printer.fault_after(700, Fault::PowerCycle(Duration::from_millis(300)));
        let told = job(&printer, &bytes, &options(&profile));
        let failure = told.failure();
        assert!(failure.sent > 0, "{over:?} {failure:?}");
        assert!(matches!(failure.cause, Cause::Broken | Cause::Silent | Cause::Unproved), "{over:?} {failure:?}");
        std::thread::sleep(Duration::from_millis(400));
        let next = hardware::link::JobOptions { reset: true, ..options(&profile) };
        assert!(job(&printer, &receipt(2, 3, &profile), &next).delivery().confirmed, "{over:?}");
        // What came out before stays on the same piece of paper.
        let paper = receipts(&printer, 42);
        assert!(paper.last().is_some_and(|rows| rows.iter().any(|row| row.text == "Struk 2")), "{over:?}");
    });
}

#[test]
fn after_half_a_picture_the_next_receipt_is_clean() {
    each(&ALL, |over| {
        for reset in [true, false] {
            let printer = printer(over);
            let profile = clone();
            let bytes = receipt(1, 3, &profile);
            let picture = bytes.windows(3).position(|window| window == b"\x1Dv0").expect("a picture");
            // The job ends in the middle of the first strip, as when the cable is pulled.
            let half = &bytes[..picture + 30];
            job(&printer, half, &options(&profile)).delivery();
            let next = hardware::link::JobOptions { reset, ..options(&profile) };
            job(&printer, &receipt(2, 40, &profile), &next).delivery();
            assert!(cuts(&printer, 1), "{over:?}");
            let clean = receipts(&printer, 48).iter().any(|rows| rows.iter().any(|row| row.text == "Struk 2"));
            assert_eq!(clean, reset, "{over:?}: the reset makes the difference");
        }
    });
}

#[test]
fn a_busy_printer_is_said_to_be_busy() {
    let profile = epson();
    each(&ALL, |over| {
        let printer = printer(over);
        printer.fault(Fault::Busy);
        std::thread::sleep(Duration::from_millis(50));
        let told = job(&printer, &receipt(1, 5, &profile), &options(&profile));
        assert_eq!(told.failure().sent, 0, "{over:?}");
        assert!(matches!(told.failure().cause, Cause::Busy(_) | Cause::Refused(_)), "{over:?} {:?}", told.failure());
        printer.clear();
        std::thread::sleep(Duration::from_millis(50));
        assert!(job(&printer, &receipt(2, 5, &profile), &options(&profile)).delivery().confirmed, "{over:?}");
    });
}

#[test]
fn a_slow_line_is_waited_for() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        printer.fault(Fault::SlowLine(960));
        let bytes = receipt(1, 30, &profile);
        let told = job(&printer, &bytes, &options(&profile));
        assert!(told.took > PATIENCE, "{over:?}: longer than the patience {:?}", told.took);
        assert!(told.outcome.is_ok(), "{over:?} {:?}", told.outcome);
        assert!(cuts(&printer, 1), "{over:?}");
        assert_eq!(printer.paper(), bytes, "{over:?}");
    });
}

#[test]
fn short_reads_lose_nothing() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        printer.fault(Fault::ShortReads(7));
        let bytes = receipt(1, 5, &profile);
        assert!(job(&printer, &bytes, &options(&profile)).delivery().confirmed, "{over:?}");
        assert_eq!(printer.paper(), bytes, "{over:?}");
    });
}

#[test]
fn a_small_buffer_needs_the_pace_of_its_family() {
    each(&ALL, |over| {
        let small = Fault::SmallBuffer { limit: 4096, drain: 40_000 };
        let fast = clone();
        let bytes = receipt(1, 200, &fast);
        let rushed = printer(over);
        rushed.fault(small);
        job(&rushed, &bytes, &options(&fast)).delivery();
        std::thread::sleep(Duration::from_millis(100));
        assert!(rushed.dropped() > 0, "{over:?}: this printer does drop bytes");
        let paced = printer(over);
        paced.fault(small);
        let slow = hardware::escpos::Profile { chunk: 256, pause_ms: 8, ..fast };
        job(&paced, &bytes, &options(&slow)).delivery();
        assert!(cuts(&paced, 1), "{over:?}");
        assert_eq!((paced.dropped(), paced.paper()), (0, bytes), "{over:?}");
    });
}

#[test]
fn xoff_holds_the_line_and_xon_frees_it() {
    let printer = printer(Over::Pty);
    let profile = clone();
    let bytes = receipt(1, 400, &profile);
    printer.fault_after(1500, Fault::Xoff(Duration::from_millis(2000)));
    let patient = hardware::link::JobOptions {
        pace: hardware::link::Pace { patience: Duration::from_secs(4), ..options(&profile).pace },
        ..options(&profile)
    };
    let told = job(&printer, &bytes, &patient);
    assert!(told.outcome.is_ok() && told.took >= Duration::from_millis(1500), "{:?} {:?}", told.outcome, told.took);
    assert!(told.showed(&Cause::Stalled) && told.resumed, "{:?}", told.waits);
    assert!(cuts(&printer, 1));
    assert_eq!(printer.paper(), bytes);
}

#[test]
fn a_pulled_cable_is_a_pulled_cable() {
    each(&[Over::Pty, Over::Inside], |over| {
        let printer = printer(over);
        let profile = epson();
        let before = printer.address();
        printer.fault_after(700, Fault::Unplug);
        let told = job(&printer, &receipt(1, 400, &profile), &options(&profile));
        assert_eq!(told.failure().cause, Cause::CableOut, "{over:?}");
        assert!(told.failure().sent > 0, "{over:?}");
        let gone = job(&printer, &receipt(2, 5, &profile), &options(&profile));
        assert_eq!(gone.failure(), &Failure { sent: 0, cause: Cause::NotFound(shown(&before)) }, "{over:?}");
        printer.replug();
        printer.clear();
        std::thread::sleep(Duration::from_millis(50));
        let next = hardware::link::JobOptions { reset: true, ..options(&profile) };
        assert!(job(&printer, &receipt(3, 5, &profile), &next).delivery().confirmed, "{over:?}");
    });
}

fn shown(address: &Address) -> String {
    match address {
        Address::Serial { path, .. } => path.display().to_string(),
        other => other.to_string(),
    }
}

#[test]
fn a_printer_that_answers_nothing_is_sent_and_not_proved() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        printer.fault(Fault::Mute);
        let told = job(&printer, &receipt(1, 5, &profile), &options(&profile));
        assert!(!told.delivery().confirmed, "{over:?}");
        assert!(cuts(&printer, 1), "{over:?}");
    });
}

#[test]
fn a_printer_that_was_asked_and_proves_nothing_is_uncertain() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        let bytes = receipt(1, 5, &profile);
        // Silent from the first question behind the data on.
        printer.fault_after(bytes.len() + 12, Fault::Mute);
        let told = job(&printer, &bytes, &options(&profile));
        assert_eq!(told.failure(), &Failure { sent: bytes.len(), cause: Cause::Silent }, "{over:?}");
        assert!(told.showed(&Cause::Silent), "{over:?} {:?}", told.waits);
    });
}

#[test]
fn a_late_answer_to_a_job_that_was_given_up_proves_nothing() {
    let printer = printer(Over::Inside);
    let profile = hardware::escpos::Profile { process_id: false, ..epson() };
    let next = hardware::link::JobOptions { reset: true, ..options(&profile) };
    assert!(!job(&printer, &receipt(1, 5, &profile), &next).delivery().confirmed);
}

#[test]
fn the_drawer_opens_once_and_without_paper() {
    each(&ALL, |over| {
        let printer = printer(over);
        let profile = epson();
        let pulse = hardware::escpos::drawer_pulse(&profile);
        let options = hardware::link::JobOptions::pulse(&profile, PATIENCE);
        let outcome = send(&printer.address(), &pulse, &options, &mut |_| {});
        assert!(outcome.is_ok(), "{over:?}");
        std::thread::sleep(Duration::from_millis(30));
        let _paper = printer.paper();
        assert_eq!(printer.pulses(), 1, "{over:?}");
    });
}
