//! A simulated network printer: port 9100 as cheap ones have it, one client at a time.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::net::sockopt::{set_socket_linger, set_socket_recv_buffer_size};

use super::Shared;
use super::fault::Event;
use crate::link::Address;

/// How often the printer looks at its wire.
const TICK: Duration = Duration::from_millis(2);
/// What the network chip holds.
const WINDOW: usize = 8 * 1024;

pub(super) fn start() -> io::Result<(Shared, JoinHandle<()>)> {
    let listener = listen(0)?;
    let port = listener.local_addr()?.port();
    let shared = Shared::new(Address::Tcp { host: Ipv4Addr::LOCALHOST.to_string(), port });
    let own = shared.clone();
    let thread = std::thread::spawn(move || run(&own, listener, port));
    Ok((shared, thread))
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    listener.set_nonblocking(true)?;
    set_socket_recv_buffer_size(&listener, WINDOW)?;
    Ok(listener)
}

fn run(shared: &Shared, listener: TcpListener, port: u16) {
    let mut listener = Some(listener);
    let mut client: Option<TcpStream> = None;
    while !shared.stopped() {
        let moved = turn(shared, &mut listener, &mut client, port);
        if !moved {
            std::thread::sleep(TICK);
        }
    }
}

/// One look at the wire; whether something moved.
fn turn(shared: &Shared, listener: &mut Option<TcpListener>, client: &mut Option<TcpStream>, port: u16) -> bool {
    let mut core = shared.core();
    core.tick();
    match core.event.take() {
        Some(Event::Reset) => {
            if let Some(stream) = client.take() {
                // Without it the end is a FIN; a test that expects a reset then fails and says so.
                let _unset = set_socket_linger(&stream, Some(Duration::ZERO));
            }
        }
        Some(Event::Close | Event::Unplug) => *client = None,
        Some(Event::Xoff(time)) => core.stall(time),
        None => {}
    }
    let closed = core.busy || core.off() || core.unplugged;
    if closed {
        *listener = None;
    } else if listener.is_none() {
        *listener = listen(port).ok();
    }
    if client.is_none() {
        let accepted = listener.as_ref().and_then(|listener| listener.accept().ok());
        *client = accepted.map(|(stream, _)| stream).filter(|stream| stream.set_nonblocking(true).is_ok());
        core.said.clear();
    }
    let Some(stream) = client else {
        return false;
    };
    let mut moved = false;
    let mut buffer = [0u8; 4096];
    let room = core.room().min(buffer.len());
    let mut over = false;
    if room > 0 {
        match stream.read(&mut buffer[..room]) {
            Ok(0) => over = true,
            Ok(count) => {
                core.receive(&buffer[..count]);
                moved = true;
            }
            Err(error) => over = !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
        }
    }
    if !core.said.is_empty() && !core.stalled() {
        match stream.write(&core.said) {
            Ok(count) => drop(core.said.drain(..count)),
            Err(error) => over |= error.kind() != ErrorKind::WouldBlock,
        }
    }
    if over {
        *client = None;
    }
    moved
}
