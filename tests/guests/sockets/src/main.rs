//! Sockets: one thing per run, chosen by the first argument. What is seen goes to standard output, a line for each thing,
//! and failures too. `tcp` and `udp` use the standard library, the rest wasi:sockets itself.

mod address;
mod names;
mod options;
mod states;
mod tcp;
mod udp;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error {:?}", error.kind());
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> io::Result<()> {
    match args {
        ["tcp-send", address, text] => tcp::send(address, text)?,
        ["tcp-pump", address, length] => tcp::pump(address, length.parse().expect("a number"))?,
        ["tcp-echo", address, connections] => tcp::echo(address, connections.parse().expect("a number"))?,
        ["tcp-timeout", address] => tcp::read_timeout(address)?,
        ["tcp-many", address, times] => tcp::many(address, times.parse().expect("a number"))?,
        ["udp-send", address, text] => udp::send(address, text)?,
        ["udp-echo", address, count] => udp::echo(address, count.parse().expect("a number"))?,
        ["udp-streams", address] => udp::streams(address),
        ["resolve", name] => names::resolve(name),
        ["tcp-states", family, address] => states::walk(family, address),
        ["tcp-options", family] => options::tcp(family),
        ["udp-options", family] => options::udp(family),
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    }
    Ok(())
}
