//! `jco serve`: its arguments, and the request that JavaScript carries out.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use transpile::Result;

use super::grants::GrantArguments;
use super::run::time;
use crate::serve::{ServeOptions, ServeRequest, Tls, Wasi};
use crate::{Io, input};

/// Arguments of `serve`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A component that exports wasi:http/incoming-handler, or WAT
    app: PathBuf,
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    instances: InstanceArguments,
    #[command(flatten)]
    limits: LimitArguments,
    #[command(flatten)]
    operation: OperationArguments,
    #[command(flatten)]
    grants: GrantArguments,
}

const EXAMPLES: &str = "\
SIGTERM and SIGINT end it once all requests that came are answered: exit code 0.

Settings of -S are those of `jco run`.

Examples:
  jco serve app.wasm
  jco serve --addr 0.0.0.0:80 --workers auto --log text app.wasm
  jco serve --allow-net api.example.com:443 app.wasm";

#[derive(Debug, Args)]
#[command(next_help_heading = "Where")]
struct PlaceArguments {
    /// Where to listen; port 0: any [default: 127.0.0.1:8000]
    #[arg(long, value_name = "HOST:PORT", value_parser = address)]
    addr: Option<(String, u16)>,
    /// The host alone
    #[arg(long, value_name = "HOST", conflicts_with = "addr")]
    host: Option<String>,
    /// The port alone
    #[arg(long, value_name = "PORT", conflicts_with = "addr")]
    port: Option<u16>,
    /// A PEM file: HTTPS, with HTTP/2
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's key, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Instances")]
struct InstanceArguments {
    /// One for each request, or none
    #[arg(long, value_name = "PER", default_value = "request", hide_possible_values = true)]
    isolate: Isolate,
    /// Requests handled at a time in a process [default: 64]
    #[arg(long, value_name = "N")]
    max_instances: Option<NonZeroU32>,
    /// Processes that share the port
    #[arg(long, value_name = "N|auto", default_value = "1", value_parser = workers)]
    workers: u32,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Isolate {
    Request,
    None,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
struct LimitArguments {
    /// For a handler that is silent [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = time)]
    request_timeout: Option<Duration>,
    /// For a client that is silent [default: 60s]
    #[arg(long, value_name = "TIME", value_parser = time)]
    idle_timeout: Option<Duration>,
    /// A request's body: 1000, 64k, 10M, 1G
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    max_body: Option<u64>,
    /// An instance's memory
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    max_memory: Option<u64>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Operation")]
struct OperationArguments {
    /// Access log: text, json or off
    #[arg(long, value_name = "FORMAT", default_value = "off", hide_possible_values = true)]
    log: Log,
    /// A path answered with 200 while requests are taken
    #[arg(long, value_name = "PATH", value_parser = path)]
    ready_path: Option<String>,
    /// Serve the file anew when it has changed
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Log {
    Text,
    Json,
    Off,
}

/// Checks the arguments, and makes a request of them.
pub(crate) fn request(arguments: Arguments, io: &Io<'_>) -> Result<ServeRequest> {
    let Arguments { app, place, instances, limits, operation, grants } = arguments;
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let (host, port) = place
        .addr
        .unwrap_or_else(|| (place.host.unwrap_or_else(|| "127.0.0.1".into()), place.port.unwrap_or(8000)));
    Ok(ServeRequest {
        app: input::shown(&app),
        workers: instances.workers,
        watch: operation.watch,
        options: ServeOptions {
            host,
            port,
            isolate: match instances.isolate {
                Isolate::Request => "request",
                Isolate::None => "none",
            },
            max_instances: instances.max_instances.map(NonZeroU32::get),
            request_timeout: limits.request_timeout.map(milliseconds),
            idle_timeout: limits.idle_timeout.map(milliseconds),
            max_body: limits.max_body,
            max_memory: limits.max_memory,
            tls: place
                .tls_cert
                .zip(place.tls_key)
                .map(|(cert, key)| Tls { cert: input::shown(&cert), key: input::shown(&key) }),
            log: match operation.log {
                Log::Text => "text",
                Log::Json => "json",
                Log::Off => "off",
            },
            ready_path: operation.ready_path,
        },
        wasi: Wasi { env: grants.environment()?, dirs: grants.directories()?, network: grants.network()? },
        json: io.json,
    })
}

/// Reads `127.0.0.1:8000`, `[::1]:8000` or `:8000`.
fn address(text: &str) -> Result<(String, u16), String> {
    let wrong = || "an address has the form HOST:PORT, as 127.0.0.1:8000 or [::1]:0".to_string();
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let port = port.parse().map_err(|_| wrong())?;
    let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match inside {
        None if host.contains(':') => Err(wrong()),
        None if host.is_empty() => Ok(("0.0.0.0".into(), port)),
        host_inside => Ok((host_inside.unwrap_or(host).into(), port)),
    }
}

fn workers(text: &str) -> Result<u32, String> {
    if text == "auto" {
        return Ok(std::thread::available_parallelism().map_or(1, |count| count.get() as u32));
    }
    match text.parse() {
        Ok(count @ 1..=1024) => Ok(count),
        _ => Err("a number from 1 to 1024, or auto".into()),
    }
}

/// Reads `1000`, `64k`, `10M`, `1G`: powers of 1024.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match text[digits.len()..].to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => Some(0),
        "k" => Some(10),
        "m" => Some(20),
        "g" => Some(30),
        _ => None,
    };
    let count =
        digits.parse::<u64>().ok().zip(shift).and_then(|(count, shift)| count.checked_mul(1 << shift));
    count.filter(|count| *count < 1 << 53).ok_or("a number of bytes has the form 1000, 64k, 10M or 1G".into())
}

fn path(text: &str) -> Result<String, String> {
    match text.starts_with('/') {
        true => Ok(text.into()),
        false => Err("a path begins with /".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_host_and_a_port() {
        assert_eq!(address("127.0.0.1:80"), Ok(("127.0.0.1".into(), 80)));
        assert_eq!(address("[::1]:0"), Ok(("::1".into(), 0)));
        assert_eq!(address(":8080"), Ok(("0.0.0.0".into(), 8080)));
        for wrong in ["", "8080", "::1:80", "host:", "host:99999", "host:http"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bytes_have_units() {
        assert_eq!(bytes("1000"), Ok(1000));
        assert_eq!(bytes("64k"), Ok(65_536));
        assert_eq!(bytes("10MiB"), Ok(10 << 20));
        for wrong in ["", "k", "1.5M", "-1", "1T", "9999999999999999G", "1\u{e9}"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
