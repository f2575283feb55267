//! Connections through the standard library.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

/// Sends a text, ends its half, and prints what comes back until the other side ends its own.
pub fn send(address: &str, text: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    println!("connected {}", stream.peer_addr()? == address.parse().expect("an address"));
    println!("local port {}", stream.local_addr()?.port() != 0);
    stream.write_all(text.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    println!("answer {answer:?}");
    Ok(())
}

/// Sends and receives so many bytes in pieces, each of which must come back before the next goes.
pub fn pump(address: &str, length: usize) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    let piece: Vec<u8> = (0..65_536).map(|index| (index % 251) as u8).collect();
    let mut answer = vec![0; piece.len()];
    let mut left = length;
    while left > 0 {
        let some = left.min(piece.len());
        stream.write_all(&piece[..some])?;
        stream.read_exact(&mut answer[..some])?;
        assert!(answer[..some] == piece[..some], "the bytes come back as they were");
        left -= some;
    }
    println!("pumped {length}");
    Ok(())
}

/// Listens, prints its address, and returns to each connection what it sends.
pub fn echo(address: &str, connections: usize) -> io::Result<()> {
    let listener = TcpListener::bind(address)?;
    println!("listening {}", listener.local_addr()?);
    for _ in 0..connections {
        let (mut stream, peer) = listener.accept()?;
        println!("accepted from loopback {}", peer.ip().is_loopback());
        let mut bytes = [0; 16_384];
        let mut total = 0;
        loop {
            let length = stream.read(&mut bytes)?;
            if length == 0 {
                break;
            }
            stream.write_all(&bytes[..length])?;
            total += length;
        }
        println!("echoed {total}");
    }
    Ok(())
}

/// Reads from a server that says nothing.
pub fn read_timeout(address: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_millis(50)))?;
    let kind = stream.read(&mut [0; 1]).map_err(|error| error.kind());
    println!("read {kind:?}");
    stream.set_nonblocking(true)?;
    let kind = stream.read(&mut [0; 1]).map_err(|error| error.kind());
    println!("read {kind:?}");
    Ok(())
}

/// One connection after the other, a byte each way.
pub fn many(address: &str, times: usize) -> io::Result<()> {
    for _ in 0..times {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(b"x")?;
        stream.read_exact(&mut [0; 1])?;
    }
    println!("connected {times}");
    Ok(())
}
