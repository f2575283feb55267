//! What a TCP socket answers in each of its states. Each line is a call and its result.

use wasip2::sockets::instance_network::instance_network;
use wasip2::sockets::network::{ErrorCode, IpSocketAddress};
use wasip2::sockets::tcp::{ShutdownType, TcpSocket};
use wasip2::sockets::tcp_create_socket::create_tcp_socket;

use crate::address;

/// `any` is an address to bind to, with port 0.
pub fn walk(family: &str, any: &str) {
    let any = address::parse(any);
    unbound(family, any);
    let listener = listening(family, any);
    connected(family, &listener);
    failing(family, any);
}

fn socket(family: &str) -> TcpSocket {
    create_tcp_socket(address::family(family)).expect("a socket")
}

fn unbound(family: &str, any: IpSocketAddress) {
    let socket = socket(family);
    let network = instance_network();
    println!("unbound finish-bind {:?}", socket.finish_bind());
    println!("unbound finish-connect {:?}", socket.finish_connect().map(|_| ()));
    println!("unbound finish-listen {:?}", socket.finish_listen());
    println!("unbound start-listen {:?}", socket.start_listen());
    println!("unbound accept {:?}", socket.accept().map(|_| ()));
    println!("unbound local-address {:?}", socket.local_address().map(|_| ()));
    println!("unbound remote-address {:?}", socket.remote_address().map(|_| ()));
    println!("unbound shutdown {:?}", socket.shutdown(ShutdownType::Both));
    println!("unbound is-listening {}", socket.is_listening());
    println!("unbound connect port 0 {:?}", socket.start_connect(&network, any));
    let other = if family == "ipv4" { "[::1]:80" } else { "127.0.0.1:80" };
    println!("unbound bind other family {:?}", socket.start_bind(&network, address::parse(other)));
    if family == "ipv6" {
        println!(
            "unbound bind mapped {:?}",
            socket.start_bind(&network, address::parse("[::ffff:127.0.0.1]:0"))
        );
    } else {
        println!("unbound bind multicast {:?}", socket.start_bind(&network, address::parse("224.0.0.1:0")));
        println!("unbound connect any {:?}", socket.start_connect(&network, address::parse("0.0.0.0:80")));
    }
}

fn listening(family: &str, any: IpSocketAddress) -> TcpSocket {
    let socket = socket(family);
    let network = instance_network();
    println!("bind start {:?}", socket.start_bind(&network, any));
    println!("bind start again {:?}", socket.start_bind(&network, any));
    println!("bind finish {:?}", finish(&socket, TcpSocket::finish_bind));
    println!("bound port {}", socket.local_address().is_ok_and(|it| address::port(it) != 0));
    println!("bound start-bind {:?}", socket.start_bind(&network, any));
    println!("listen start {:?}", socket.start_listen());
    println!("listen finish {:?}", finish(&socket, TcpSocket::finish_listen));
    println!("listening {}", socket.is_listening());
    println!("listening start-listen {:?}", socket.start_listen());
    println!("listening accept {:?}", socket.accept().map(|_| ()));
    println!("listening connect {:?}", socket.start_connect(&network, address::with_port(any, 9)));
    println!("listening shutdown {:?}", socket.shutdown(ShutdownType::Both));
    socket
}

fn connected(family: &str, listener: &TcpSocket) {
    let client = socket(family);
    let server = listener.local_address().expect("it is bound");
    println!("connect start {:?}", client.start_connect(&instance_network(), server));
    println!("connect start again {:?}", client.start_connect(&instance_network(), server));
    let (input, output) = finish(&client, TcpSocket::finish_connect).expect("it connects");
    println!("connected remote {}", client.remote_address().is_ok_and(|it| address::same(it, server)));
    println!("connected start-bind {:?}", client.start_bind(&instance_network(), server));
    println!("connected start-connect {:?}", client.start_connect(&instance_network(), server));
    println!("connected start-listen {:?}", client.start_listen());
    println!("connected accept {:?}", client.accept().map(|_| ()));

    listener.subscribe().block();
    let (accepted, from_client, to_client) = listener.accept().expect("a connection waits");
    let peer = client.local_address().expect("it is connected");
    println!("accepted remote {}", accepted.remote_address().is_ok_and(|it| address::same(it, peer)));
    println!("read before anything came {:?}", from_client.read(8));
    output.blocking_write_and_flush(b"to server").expect("it is sent");
    println!("server reads {:?}", text(from_client.blocking_read(64)));
    println!("shutdown send {:?}", client.shutdown(ShutdownType::Send));
    println!("write after {:?}", output.blocking_write_and_flush(b"x").is_err());
    println!("server reads {:?}", text(from_client.blocking_read(64)));
    to_client.blocking_write_and_flush(b"to client").expect("the other half is open");
    println!("client reads {:?}", text(input.blocking_read(64)));
    println!("shutdown send {:?}", accepted.shutdown(ShutdownType::Send));
    println!("client reads {:?}", text(input.blocking_read(64)));
    println!("shutdown again {:?}", client.shutdown(ShutdownType::Both));
}

/// A port that was given back is refused; one that is in use cannot be bound.
fn failing(family: &str, any: IpSocketAddress) {
    let network = instance_network();
    let holder = socket(family);
    holder.start_bind(&network, any).expect("it starts");
    finish(&holder, TcpSocket::finish_bind).expect("it is bound");
    holder.start_listen().expect("it starts");
    finish(&holder, TcpSocket::finish_listen).expect("it listens");
    let used = holder.local_address().expect("it is bound");
    let second = socket(family);
    let bound = second.start_bind(&network, used).and_then(|()| finish(&second, TcpSocket::finish_bind));
    println!("bind used port {bound:?}");
    drop(holder);
    let client = socket(family);
    client.start_connect(&network, used).expect("it starts");
    println!("connect to nobody {:?}", finish(&client, TcpSocket::finish_connect).map(|_| ()));
    println!("after that {:?}", client.start_connect(&network, used));
}

/// Waits for what was started.
fn finish<T>(socket: &TcpSocket, finish: fn(&TcpSocket) -> Result<T, ErrorCode>) -> Result<T, ErrorCode> {
    loop {
        match finish(socket) {
            Err(ErrorCode::WouldBlock) => socket.subscribe().block(),
            result => return result,
        }
    }
}

fn text(bytes: Result<Vec<u8>, wasip2::io::streams::StreamError>) -> Result<String, String> {
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(|error| format!("{error:?}"))
}
