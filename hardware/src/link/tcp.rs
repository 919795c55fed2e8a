//! Port 9100: one connection a job, half-closed at the end and read to its end, because a reset after
//! the last byte means that the printer may have lost it (`hardware.md` section 4).

use std::io::{self, Read};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::fd::AsFd;

use super::wire::{self, Wire};
use super::{Cause, sys};

/// How long a connection may take: the cause is on the screen within two seconds, and a lost first
/// packet is sent again after one.
const CONNECT: Duration = Duration::from_millis(1800);
/// How long the printer may take to close its side; many never do.
const CLOSE: Duration = Duration::from_millis(700);
/// The same for a job that is proved already.
const CLOSE_PROVED: Duration = Duration::from_millis(30);

/// A connection.
pub(super) struct Tcp(TcpStream);

pub(super) fn open(host: &str, port: u16) -> Result<Tcp, Cause> {
    let until = Instant::now() + CONNECT;
    let shown = format!("{host}:{port}");
    let addresses = resolve(host, port).ok_or_else(|| Cause::WrongAddress(shown.clone()))?;
    let mut cause = Cause::WrongAddress(shown.clone());
    for address in addresses {
        let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(50));
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => {
                let setup = stream.set_nodelay(true).and_then(|()| stream.set_nonblocking(true));
                return setup.map(|()| Tcp(stream)).map_err(|error| Cause::of(&error));
            }
            Err(error) => {
                cause = match error.kind() {
                    io::ErrorKind::ConnectionRefused => Cause::Refused(shown.clone()),
                    io::ErrorKind::NetworkUnreachable | io::ErrorKind::InvalidInput => Cause::WrongAddress(shown.clone()),
                    _ => Cause::NoAnswer(shown.clone()),
                }
            }
        }
    }
    Err(cause)
}

/// The addresses of a name. Looking a name up may block for long, so it is left to a thread of its own.
fn resolve(host: &str, port: u16) -> Option<Vec<SocketAddr>> {
    if let Ok(address) = host.parse() {
        return Some(vec![SocketAddr::new(address, port)]);
    }
    let (found, answer) = mpsc::channel();
    let name = host.to_owned();
    std::thread::spawn(move || {
        let addresses: Vec<SocketAddr> = (name.as_str(), port).to_socket_addrs().map(Iterator::collect).unwrap_or_default();
        // Nobody listens any more when it took too long.
        let _late = found.send(addresses);
    });
    answer.recv_timeout(CONNECT).ok().filter(|addresses| !addresses.is_empty())
}

impl Wire for Tcp {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        wire::write(self.0.as_fd(), bytes)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        wire::wait(self.0.as_fd(), wire::both(to_write), timeout).map(|_| ())
    }

    fn pending(&mut self) -> usize {
        sys::out_queue(self.0.as_fd()).unwrap_or(0)
    }

    /// Half-closes and reads until the other side closes or [`CLOSE`] has passed; a reset is an error.
    fn finish(&mut self, proved: bool) -> io::Result<()> {
        self.0.shutdown(Shutdown::Write)?;
        let until = Instant::now() + if proved { CLOSE_PROVED } else { CLOSE };
        let mut buffer = [0u8; 256];
        loop {
            match self.0.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Ok(());
                    }
                    wire::wait(self.0.as_fd(), wire::both(false), left)?;
                }
                Err(error) => return Err(error),
            }
        }
    }
}
