//! Port 9100: one connection a job, half-closed at the end and read to its end, because a reset after
//! the last byte means that the printer may have lost it (`hardware.md` section 4).

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use rustix::fd::AsFd;

use super::{Cause, Failure, Pace, poll};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How long the printer may take to close its side; many never do.
const CLOSE: Duration = Duration::from_millis(700);

pub(super) fn send(host: &str, port: u16, bytes: &[u8], pace: Pace) -> Result<(), Failure> {
    let shown = format!("{host}:{port}");
    let stream = connect(host, port).map_err(|error| {
        let cause = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::InvalidInput => Cause::NotFound(shown.clone()),
            _ => Cause::NoAnswer(shown.clone()),
        };
        Failure::at(0, cause)
    })?;
    let setup = stream.set_nodelay(true).and_then(|()| stream.set_nonblocking(true));
    setup.map_err(|error| Failure::writing(0, &error))?;
    poll::write_all(stream.as_fd(), bytes, pace)?;
    close(stream).map_err(|error| Failure::writing(bytes.len(), &error))
}

/// Tries every address of a name; a name that does not resolve is `NotFound`.
fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let addresses = (host, port).to_socket_addrs().map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        match TcpStream::connect_timeout(&address, CONNECT) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Half-closes and reads until the other side closes or [`CLOSE`] has passed; a reset is an error.
fn close(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + CLOSE;
    let mut buffer = [0u8; 256];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
