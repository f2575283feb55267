//! What Node cannot set of a TCP socket. The shim's worker, whose sockets these are, is given this function.

use std::os::fd::{BorrowedFd, RawFd};

use napi_derive::napi;
use rustix::io::Result;
use rustix::net::sockopt;

/// Sets an option of a socket where there is a value, and tells what it then is; none where that cannot be done.
///
/// The kernel keeps twice the size of a buffer for what it needs itself; that is told as it was given.
#[napi]
pub fn socket_option(fd: i32, option: String, value: Option<u32>) -> Option<u32> {
    if fd < 0 {
        return None;
    }
    // SAFETY: the caller owns the socket, and does not close it before this returns: both are done on its thread.
    let socket = unsafe { BorrowedFd::borrow_raw(fd as RawFd) };
    if let Some(value) = value {
        set(socket, &option, value).ok()?;
    }
    get(socket, &option).ok()
}

fn set(socket: BorrowedFd<'_>, option: &str, value: u32) -> Result<()> {
    match option {
        "hop-limit-4" => sockopt::set_ip_ttl(socket, value),
        "hop-limit-6" => sockopt::set_ipv6_unicast_hops(socket, u8::try_from(value).ok()),
        "receive-buffer-size" => sockopt::set_socket_recv_buffer_size(socket, value as usize),
        "send-buffer-size" => sockopt::set_socket_send_buffer_size(socket, value as usize),
        "keep-alive-count" => sockopt::set_tcp_keepcnt(socket, value),
        "keep-alive-interval" => sockopt::set_tcp_keepintvl(socket, seconds(value)),
        _ => Err(rustix::io::Errno::NOPROTOOPT),
    }
}

fn get(socket: BorrowedFd<'_>, option: &str) -> Result<u32> {
    match option {
        "hop-limit-4" => sockopt::ip_ttl(socket),
        "hop-limit-6" => sockopt::ipv6_unicast_hops(socket).map(u32::from),
        "receive-buffer-size" => sockopt::socket_recv_buffer_size(socket).map(given),
        "send-buffer-size" => sockopt::socket_send_buffer_size(socket).map(given),
        "keep-alive-count" => sockopt::tcp_keepcnt(socket),
        "keep-alive-interval" => sockopt::tcp_keepintvl(socket).map(|interval| interval.as_secs() as u32),
        _ => Err(rustix::io::Errno::NOPROTOOPT),
    }
}

fn seconds(value: u32) -> std::time::Duration {
    std::time::Duration::from_secs(value.into())
}

/// The size of a buffer as whoever set it would know it.
fn given(size: usize) -> u32 {
    let doubled = cfg!(target_os = "linux");
    u32::try_from(if doubled { size / 2 } else { size }).unwrap_or(u32::MAX)
}
