//! Printers of the local network: who answers on port 9100. Only on demand, never in the background.

use std::fmt;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use super::{Access, Found, Kind};

/// 256 neighbours: the /24 network of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subnet([u8; 3]);

impl Subnet {
    /// The network that an address is in.
    pub fn of(address: Ipv4Addr) -> Self {
        let [a, b, c, _] = address.octets();
        Self([a, b, c])
    }

    fn host(self, last: u8) -> Ipv4Addr {
        let [a, b, c] = self.0;
        Ipv4Addr::new(a, b, c, last)
    }
}

impl fmt::Display for Subnet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/24", self.host(0))
    }
}

/// The most networks that are searched at once.
const MOST: usize = 4;
/// Connections at a time.
const ABREAST: usize = 48;

/// The networks that this computer is directly in.
pub fn local_subnets() -> Vec<Subnet> {
    subnets_of_routes(&fs::read_to_string(Path::new("/proc/net/route")).unwrap_or_default())
}

/// Reads `/proc/net/route`: interface, destination, gateway, ..., mask, numbers in hexadecimal with
/// the first octet last.
fn subnets_of_routes(table: &str) -> Vec<Subnet> {
    let mut found: Vec<Subnet> = table.lines().skip(1).filter_map(subnet_of_route).collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST);
    found
}

fn subnet_of_route(line: &str) -> Option<Subnet> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let address = |field: &str| u32::from_str_radix(field, 16).ok().map(|number| Ipv4Addr::from(number.swap_bytes()));
    let (destination, gateway, mask) = (address(fields.get(1)?)?, address(fields.get(2)?)?, address(fields.get(7)?)?);
    let direct = gateway.is_unspecified() && !destination.is_unspecified();
    let usual = destination.is_private() && !fields[0].starts_with("docker") && !fields[0].starts_with("br-");
    if !direct || !usual {
        return None;
    }
    if u32::from(mask) >= 0xffff_ff00 {
        return Some(Subnet::of(destination));
    }
    // A wider network: only the neighbours of our own address in it. No packet is sent for this.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::from(u32::from(destination) | 1), 9)).ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V4(own) => Some(Subnet::of(*own.ip())),
        SocketAddr::V6(_) => None,
    }
}

/// Who answers on `port` (9100) within `timeout` each. At most four networks; with 300 ms about two
/// seconds a network. Nothing is printed: the connection is closed at once.
pub fn scan_network(subnets: &[Subnet], port: u16, timeout: Duration) -> Vec<Found> {
    let hosts: Vec<Ipv4Addr> = subnets.iter().take(MOST).flat_map(|net| (1..=254).map(|last| net.host(last))).collect();
    let next = AtomicU16::new(0);
    let answered = Mutex::new(Vec::new());
    let ask = || {
        while let Some(host) = hosts.get(usize::from(next.fetch_add(1, Ordering::Relaxed))) {
            let address = SocketAddr::from((*host, port));
            if TcpStream::connect_timeout(&address, timeout.max(Duration::from_millis(1))).is_ok() {
                answered.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*host);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..ABREAST.min(hosts.len()) {
            if std::thread::Builder::new().spawn_scoped(scope, ask).is_err() {
                // No more threads: those that run do the rest; without any, this one.
                ask();
                break;
            }
        }
    });
    let mut answered = answered.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    answered.sort_unstable();
    let found = |host: Ipv4Addr| Found {
        kind: Kind::NetworkPrinter,
        name: format!("Printer jaringan {host}"),
        identity: format!("tcp:{host}:{port}"),
        path: format!("{host}:{port}"),
        access: Access::Ok,
        note: "menjawab di jaringan; cetak halaman uji untuk memastikan bahwa ini printer".to_owned(),
    };
    answered.into_iter().map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn direct_private_networks_only() {
        let table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n\
                     wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\n\
                     wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\n\
                     docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\n";
        let found: Vec<String> = subnets_of_routes(table).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["192.168.1.0/24"]);
    }

    #[test]
    fn a_listening_port_is_found() {
        let listener = std::net::TcpListener::bind("127.0.0.77:0").expect("listener");
        let port = listener.local_addr().expect("address").port();
        let found = scan_network(&[Subnet::of(Ipv4Addr::LOCALHOST)], port, Duration::from_millis(200));
        let identities: Vec<&str> = found.iter().map(|found| found.identity.as_str()).collect();
        assert_eq!(identities, [format!("tcp:127.0.0.77:{port}")]);
    }

    proptest! {
        #[test]
        fn any_table_is_answered(table in "[\\PC\n\t]{0,200}", line in "([0-9A-F]{8}\t){8}") {
            prop_assert!(subnets_of_routes(&table).len() <= MOST);
            let one = subnets_of_routes(&format!("head\nx\t{line}"));
            prop_assert!(one.len() <= 1);
        }
    }
}
