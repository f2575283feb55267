//! Addresses of wasi:sockets.

use std::net::SocketAddr;

use wasip2::sockets::network::{IpAddressFamily, IpSocketAddress, Ipv4SocketAddress, Ipv6SocketAddress};

pub fn parse(text: &str) -> IpSocketAddress {
    match text.parse().expect("an address") {
        SocketAddr::V4(address) => {
            let [a, b, c, d] = address.ip().octets();
            IpSocketAddress::Ipv4(Ipv4SocketAddress { port: address.port(), address: (a, b, c, d) })
        }
        SocketAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h] = address.ip().segments();
            let address_parts = (a, b, c, d, e, f, g, h);
            let port = address.port();
            IpSocketAddress::Ipv6(Ipv6SocketAddress {
                port,
                flow_info: 0,
                address: address_parts,
                scope_id: 0,
            })
        }
    }
}

pub fn family(name: &str) -> IpAddressFamily {
    match name {
        "ipv6" => IpAddressFamily::Ipv6,
        _ => IpAddressFamily::Ipv4,
    }
}

pub fn with_port(address: IpSocketAddress, port: u16) -> IpSocketAddress {
    match address {
        IpSocketAddress::Ipv4(address) => IpSocketAddress::Ipv4(Ipv4SocketAddress { port, ..address }),
        IpSocketAddress::Ipv6(address) => IpSocketAddress::Ipv6(Ipv6SocketAddress { port, ..address }),
    }
}

pub fn port(address: IpSocketAddress) -> u16 {
    match address {
        IpSocketAddress::Ipv4(address) => address.port,
        IpSocketAddress::Ipv6(address) => address.port,
    }
}

pub fn same(a: IpSocketAddress, b: IpSocketAddress) -> bool {
    format!("{a:?}") == format!("{b:?}")
}
