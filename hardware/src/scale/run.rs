//! A scale on a serial port, asked by a thread of its own.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Heard, Parser, Protocol, Reading, Weight};
use crate::discover::port::{Framing, Port};
use crate::discover::trouble::Teller;
use crate::discover::worker::{Bell, RETRY, Woken, Worker};
use crate::discover::{Device, Status, Trouble};

/// How often a scale is asked.
const ASK: Duration = Duration::from_millis(200);
/// A reading older than this is none.
const FRESH: Duration = Duration::from_secs(1);
/// A scale that says nothing for so long is told about.
const SILENT: Duration = Duration::from_secs(2);
/// So many frames in a row that are not understood are told about.
const GARBLED: u32 = 5;
/// How long a scale may take no bytes.
const PATIENCE: Duration = Duration::from_secs(1);

/// A running scale; ends when dropped.
#[derive(Debug)]
pub struct Scale {
    latest: Arc<Mutex<Option<(Reading, Instant)>>>,
    _worker: Worker,
}

impl Scale {
    /// Reads the scale until dropped, and again whenever it comes back. `on_reading` hears each change
    /// (a reading holds until the next one; a scale that falls silent gives
    /// [`Reading::Unreadable`] after a second), `on_status` hears whether the scale works; both are
    /// called from the scale's thread.
    pub fn start(
        port: PathBuf,
        baud: u32,
        protocol: Protocol,
        on_reading: impl Fn(Reading) + Send + 'static,
        on_status: impl Fn(Status) + Send + 'static,
    ) -> Self {
        let latest = Arc::new(Mutex::new(None));
        let shown = Arc::clone(&latest);
        let framing = if protocol == Protocol::Toledo8217 { Framing::SevenEven } else { Framing::Eight };
        let work = move |bell: &Bell| {
            let mut teller = Teller::new(on_status);
            let mut screen = Screen { latest: shown, told: None, on_reading };
            while !bell.stopped() {
                let trouble = match Port::open(Device::Scale, &port, baud, framing) {
                    Ok(port) => {
                        port.forget();
                        serve(&port, protocol, bell, &mut screen, &mut teller)
                    }
                    Err(trouble) => trouble,
                };
                if bell.stopped() {
                    return;
                }
                // The weight goes first: whoever hears that the scale is away finds none.
                screen.show(Reading::Unreadable);
                teller.away(trouble);
                bell.pause(RETRY);
            }
        };
        Self { latest, _worker: Worker::start("timbangan", work) }
    }

    /// The weight that may be sold now: stable, positive, and not older than a second.
    pub fn sellable(&self) -> Option<Weight> {
        let latest = *self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.filter(|(_, at)| at.elapsed() <= FRESH).and_then(|(reading, _)| reading.sellable())
    }
}

/// Where readings go.
struct Screen<F> {
    latest: Arc<Mutex<Option<(Reading, Instant)>>>,
    told: Option<Reading>,
    on_reading: F,
}

impl<F: Fn(Reading)> Screen<F> {
    fn show(&mut self, reading: Reading) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some((reading, Instant::now()));
        if self.told != Some(reading) {
            self.told = Some(reading);
            (self.on_reading)(reading);
        }
    }
}

/// Asks and listens until the port breaks; says how it broke.
fn serve<F: Fn(Reading), G: Fn(Status)>(
    port: &Port,
    protocol: Protocol,
    bell: &Bell,
    screen: &mut Screen<F>,
    teller: &mut Teller<G>,
) -> Trouble {
    let broken = Trouble::Broken { device: Device::Scale };
    let started = Instant::now();
    let mut parser = Parser::new(protocol);
    let mut buffer = [0u8; 256];
    let (mut asked, mut understood, mut garbled): (Option<Instant>, Instant, u32) = (None, started, 0);
    while !bell.stopped() {
        if let Some(request) = protocol.request()
            && asked.is_none_or(|at| at.elapsed() >= ASK)
        {
            asked = Some(Instant::now());
            if let Err(trouble) = port.write(Device::Scale, request, PATIENCE, bell) {
                return trouble;
            }
        }
        let wait = ASK.saturating_sub(asked.map_or(Duration::ZERO, |at| at.elapsed()));
        match bell.readable(port.fd(), Some(wait)) {
            Ok(Woken::Ready) => {}
            Ok(Woken::Late | Woken::Called) => {
                if understood.elapsed() > FRESH {
                    screen.show(Reading::Unreadable);
                }
                if understood.elapsed() > SILENT {
                    teller.away(Trouble::Silent { device: Device::Scale });
                }
                continue;
            }
            Ok(Woken::Gone) | Err(_) => return broken,
        }
        let bytes = match port.read(&mut buffer) {
            Ok([]) => return broken,
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
            Err(_) => return broken,
        };
        let now = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        for heard in parser.push(bytes, now) {
            match heard {
                Heard::Reading(reading) => {
                    (understood, garbled) = (Instant::now(), 0);
                    teller.tell(Status::Ready);
                    screen.show(reading);
                }
                Heard::Say(bytes) => {
                    if let Err(trouble) = port.write(Device::Scale, bytes, PATIENCE, bell) {
                        return trouble;
                    }
                }
                Heard::WrongUnit => {
                    (understood, garbled) = (Instant::now(), 0);
                    screen.show(Reading::Unreadable);
                    teller.away(Trouble::WrongUnit);
                }
                Heard::Garbled => {
                    garbled = garbled.saturating_add(1);
                    if garbled >= GARBLED {
                        understood = Instant::now();
                        screen.show(Reading::Unreadable);
                        teller.away(Trouble::Garbled { device: Device::Scale });
                    }
                }
                Heard::Nothing => {}
            }
        }
        // Noise without a single frame, for example at a wrong speed.
        if understood.elapsed() > FRESH {
            screen.show(Reading::Unreadable);
        }
        if understood.elapsed() > SILENT {
            teller.away(Trouble::Garbled { device: Device::Scale });
        }
    }
    broken
}
