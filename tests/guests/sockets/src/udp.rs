//! Datagrams.

use std::io;
use std::net::UdpSocket;

use wasip2::sockets::instance_network::instance_network;
use wasip2::sockets::network::{IpAddressFamily, IpSocketAddress};
use wasip2::sockets::udp::{IncomingDatagramStream, OutgoingDatagram, UdpSocket as RawSocket};
use wasip2::sockets::udp_create_socket::create_udp_socket;

use crate::address;

/// Sends a text from a connected socket and prints the answer.
pub fn send(address: &str, text: &str) -> io::Result<()> {
    let any = if address.starts_with('[') { "[::1]:0" } else { "127.0.0.1:0" };
    let socket = UdpSocket::bind(any)?;
    socket.connect(address)?;
    println!("peer {}", socket.peer_addr()? == address.parse().expect("an address"));
    socket.send(text.as_bytes())?;
    let mut bytes = [0; 65_535];
    let length = socket.recv(&mut bytes)?;
    println!("answer {:?}", String::from_utf8_lossy(&bytes[..length]));
    Ok(())
}

/// Returns so many datagrams to whom they came from.
pub fn echo(address: &str, count: usize) -> io::Result<()> {
    let socket = UdpSocket::bind(address)?;
    println!("bound {}", socket.local_addr()?);
    let mut bytes = [0; 65_535];
    for _ in 0..count {
        let (length, peer) = socket.recv_from(&mut bytes)?;
        socket.send_to(&bytes[..length], peer)?;
        println!("echoed {length}");
    }
    Ok(())
}

/// What the streams of a socket permit, without and with a peer of its own.
pub fn streams(address: &str) {
    let peer = address::parse(address);
    let socket = create_udp_socket(IpAddressFamily::Ipv4).expect("a socket");
    println!("unbound {:?}", socket.stream(None).map(|_| ()));
    bind(&socket);
    let (incoming, outgoing) = socket.stream(None).expect("streams");
    println!("nothing yet {:?}", incoming.receive(8).map(|list| list.len()));
    outgoing.subscribe().block();
    println!("permit {}", outgoing.check_send().expect("a permit") > 0);
    println!("no address {:?}", outgoing.send(&[datagram("lost", None)]));
    outgoing.check_send().expect("a permit");
    println!("sent {:?}", outgoing.send(&[datagram("one", Some(peer)), datagram("two", Some(peer))]));
    print_received(&incoming, 2);
    drop((incoming, outgoing));

    let (incoming, outgoing) = socket.stream(Some(peer)).expect("streams");
    println!("remote {}", socket.remote_address().is_ok_and(|remote| address::same(remote, peer)));
    outgoing.check_send().expect("a permit");
    println!("sent {:?}", outgoing.send(&[datagram("three", None)]));
    print_received(&incoming, 1);
    outgoing.check_send().expect("a permit");
    let elsewhere = address::with_port(peer, 9);
    println!("elsewhere {:?}", outgoing.send(&[datagram("lost", Some(elsewhere))]));
}

fn bind(socket: &RawSocket) {
    socket.start_bind(&instance_network(), address::parse("127.0.0.1:0")).expect("it starts");
    socket.subscribe().block();
    socket.finish_bind().expect("it is bound");
}

fn datagram(text: &str, remote_address: Option<IpSocketAddress>) -> OutgoingDatagram {
    OutgoingDatagram { data: text.as_bytes().to_vec(), remote_address }
}

fn print_received(incoming: &IncomingDatagramStream, count: usize) {
    let mut received = Vec::new();
    while received.len() < count {
        incoming.subscribe().block();
        let list = incoming.receive(8).expect("it receives");
        received
            .extend(list.into_iter().map(|datagram| String::from_utf8_lossy(&datagram.data).into_owned()));
    }
    received.sort();
    println!("received {received:?}");
}
