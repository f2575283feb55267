//! Options of sockets: what is set is what is got, and nonsense is refused.

use std::fmt::Debug;

use wasip2::sockets::tcp_create_socket::create_tcp_socket;
use wasip2::sockets::udp_create_socket::create_udp_socket;

use crate::address;

pub fn tcp(family: &str) {
    let socket = create_tcp_socket(address::family(family)).expect("a socket");
    println!("family {:?}", socket.address_family());
    println!("keep-alive {:?}", socket.keep_alive_enabled());
    println!("set {:?} {:?}", socket.set_keep_alive_enabled(true), socket.keep_alive_enabled());
    let (second, hour) = (1_000_000_000, 3_600_000_000_000);
    println!("idle time {:?}", socket.set_keep_alive_idle_time(0));
    println!("set {:?} {:?}", socket.set_keep_alive_idle_time(hour), socket.keep_alive_idle_time());
    println!("interval {:?}", socket.set_keep_alive_interval(0));
    println!("set {:?} {:?}", socket.set_keep_alive_interval(second), socket.keep_alive_interval());
    println!("count {:?}", socket.set_keep_alive_count(0));
    println!("set {:?} {:?}", socket.set_keep_alive_count(4), socket.keep_alive_count());
    println!("hop limit {:?} {:?}", is_positive(socket.hop_limit()), socket.set_hop_limit(0));
    println!("set {:?} {:?}", socket.set_hop_limit(42), socket.hop_limit());
    println!("backlog {:?} {:?}", socket.set_listen_backlog_size(0), socket.set_listen_backlog_size(16));
    println!("receive buffer {:?}", socket.set_receive_buffer_size(0));
    println!(
        "set {:?} {:?}",
        socket.set_receive_buffer_size(65_536),
        is_positive(socket.receive_buffer_size())
    );
    println!("send buffer {:?}", socket.set_send_buffer_size(0));
    println!("set {:?} {:?}", socket.set_send_buffer_size(65_536), is_positive(socket.send_buffer_size()));
}

pub fn udp(family: &str) {
    let socket = create_udp_socket(address::family(family)).expect("a socket");
    println!("family {:?}", socket.address_family());
    println!("hop limit {:?} {:?}", is_positive(socket.unicast_hop_limit()), socket.set_unicast_hop_limit(0));
    println!("set {:?} {:?}", socket.set_unicast_hop_limit(42), socket.unicast_hop_limit());
    println!("receive buffer {:?}", socket.set_receive_buffer_size(0));
    println!(
        "set {:?} {:?}",
        socket.set_receive_buffer_size(65_536),
        is_positive(socket.receive_buffer_size())
    );
    println!("send buffer {:?}", socket.set_send_buffer_size(0));
    println!("set {:?} {:?}", socket.set_send_buffer_size(65_536), is_positive(socket.send_buffer_size()));
}

/// Sizes differ between hosts.
fn is_positive<N: Into<u64>, E: Debug>(result: Result<N, E>) -> Result<bool, E> {
    result.map(|number| number.into() > 0)
}
