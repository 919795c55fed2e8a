//! Printers that are not there, not allowed or not what they seem; and asking without printing.

mod printer_support;

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use hardware::link::{Address, Cause, Flow, StatusUse, check, send};
use hardware::sim::Fault;
use printer_support::*;

fn cause(address: &str) -> Cause {
    let profile = clone();
    let address = Address::parse(address).expect("an address");
    let failure = send(&address, &receipt(1, 2, &profile), &options(&profile), &mut |_| {}).expect_err("a failure");
    assert_eq!(failure.sent, 0, "{address}");
    failure.cause
}

#[test]
fn nothing_there() {
    assert!(matches!(cause("serial:/dev/nowhere:9600"), Cause::NotFound(_)));
    assert!(matches!(cause("usb:/dev/usb/lp99"), Cause::NotFound(_)));
    assert!(matches!(cause("usb:dead:beef/X"), Cause::NotFound(_)));
    assert!(matches!(cause("rfcomm:/dev/rfcomm99"), Cause::NotFound(_)));
    assert!(matches!(cause("file:/nowhere/struk.bin"), Cause::NotFound(_)));
    let started = Instant::now();
    assert!(matches!(cause("tcp:printer.invalid:9100"), Cause::WrongAddress(_)));
    // Nobody listens on the lowest port.
    assert!(matches!(cause("tcp:127.0.0.1:1"), Cause::Refused(_)));
    assert!(started.elapsed() < Duration::from_secs(4));
}

#[test]
fn the_sentences_say_what_to_do() {
    let lp = Cause::NoPermission { path: "/dev/usb/lp0".into(), group: "lp" }.to_string();
    assert!(lp.contains("usermod -aG lp") && lp.contains("70-sokoguru.rules"), "{lp}");
    let usb = Cause::NoUsbPermission("04b8:0e15".into()).to_string();
    assert!(usb.contains("hardware/udev/70-sokoguru.rules") && usb.contains("udevadm"), "{usb}");
}

#[test]
fn a_forbidden_device_is_said_to_be_forbidden() {
    let dir = tempfile::tempdir().expect("dir");
    let path = dir.path().join("lp0");
    std::fs::write(&path, b"").expect("file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("mode");
    if std::fs::File::open(&path).is_ok() {
        // The superuser is forbidden nothing.
        return;
    }
    assert_eq!(cause(&format!("usb:{}", path.display())), Cause::NoPermission { path: path.display().to_string(), group: "lp" });
}

#[test]
fn a_file_takes_everything() {
    let dir = tempfile::tempdir().expect("dir");
    let path = dir.path().join("struk.bin");
    let profile = clone();
    let bytes = receipt(1, 2, &profile);
    for _ in 0..2 {
        let address = Address::File { path: path.clone() };
        send(&address, &bytes, &options(&profile), &mut |_| {}).expect("writes");
    }
    assert_eq!(std::fs::read(&path).expect("reads").len(), bytes.len() * 2);
    let null = Address::parse("file:/dev/null").expect("address");
    send(&null, &bytes, &options(&profile), &mut |_| {}).expect("writes");
}

#[test]
fn a_terminal_is_a_printer_by_any_address() {
    // The same pseudo terminal as usblp, Bluetooth and serial device, with every way of holding back.
    let printer = printer(Over::Pty);
    let Address::Serial { path, .. } = printer.address() else {
        panic!("a serial address");
    };
    let profile = epson();
    let mut addresses = vec![Address::Usb { path: path.clone() }, Address::Rfcomm { path: path.clone() }];
    let flows = [Flow::None, Flow::XonXoff, Flow::Dsr];
    addresses.extend(flows.map(|flow| Address::Serial { path: path.clone(), baud: 115_200, flow }));
    for (index, address) in addresses.iter().enumerate() {
        let bytes = receipt(index, 5, &profile);
        let delivery = send(address, &bytes, &options(&profile), &mut |_| {});
        assert!(delivery.as_ref().is_ok_and(|delivery| delivery.confirmed), "{address} {delivery:?}");
    }
    assert_eq!(numbers(&printer, 42), ["0", "1", "2", "3", "4"]);
}

#[test]
fn a_pipe_is_written_and_never_read() {
    let dir = tempfile::tempdir().expect("dir");
    let path = dir.path().join("lp0");
    rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RWXU).expect("a pipe");
    let reader = path.clone();
    let reading = std::thread::spawn(move || {
        let mut all = Vec::new();
        std::fs::File::open(reader).and_then(|mut pipe| pipe.read_to_end(&mut all)).expect("reads");
        all
    });
    std::thread::sleep(Duration::from_millis(100));
    let profile = epson();
    let bytes = receipt(1, 20, &profile);
    let address = Address::Usb { path };
    let delivery = send(&address, &bytes, &options(&profile), &mut |_| {}).expect("sends");
    assert!(!delivery.confirmed);
    assert_eq!(reading.join().expect("a reader"), bytes, "nothing is asked where nothing can answer");
}

#[test]
fn asking_prints_nothing() {
    each(&ALL, |over| {
        let printer = printer(over);
        let condition = check(&printer.address(), StatusUse::Ask).expect("reached").expect("answers");
        assert!(condition.ready(), "{over:?}");
        printer.fault(Fault::CoverOpen);
        let condition = check(&printer.address(), StatusUse::Ask).expect("reached").expect("answers");
        assert!(condition.cover_open, "{over:?}");
        assert_eq!(check(&printer.address(), StatusUse::None), Ok(None), "{over:?}");
        assert!(printer.paper().is_empty(), "{over:?}");
    });
    assert!(matches!(check(&Address::parse("usb:/dev/usb/lp99").expect("address"), StatusUse::Ask), Err(Cause::NotFound(_))));
}
