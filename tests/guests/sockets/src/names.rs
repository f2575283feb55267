//! Looking up names.

use wasip2::sockets::instance_network::instance_network;
use wasip2::sockets::ip_name_lookup::resolve_addresses;
use wasip2::sockets::network::{ErrorCode, IpAddress};

pub fn resolve(name: &str) {
    let stream = match resolve_addresses(&instance_network(), name) {
        Ok(stream) => stream,
        Err(code) => return println!("refused {code:?}"),
    };
    let mut addresses = Vec::new();
    loop {
        match stream.resolve_next_address() {
            Ok(Some(IpAddress::Ipv4((a, b, c, d)))) => addresses.push(format!("{a}.{b}.{c}.{d}")),
            Ok(Some(IpAddress::Ipv6(parts))) => addresses.push(format!("{parts:?}")),
            Ok(None) => break,
            Err(ErrorCode::WouldBlock) => stream.subscribe().block(),
            Err(code) => return println!("failed {code:?}"),
        }
    }
    addresses.sort();
    addresses.dedup();
    println!("{}", addresses.join(" "));
}
