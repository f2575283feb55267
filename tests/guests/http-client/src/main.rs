//! An HTTP client over wasi:http itself: one request per run, described by the arguments, and everything that came back
//! on standard output. What goes wrong is a line there too, so that tests and wasmtime's transcripts can compare it.
//!
//! http-client [--header NAME:VALUE] [--body TEXT | --fill N | --stdin | --zeroes N] [--trailer NAME:VALUE]
//!             [--connect-timeout MS] [--first-byte-timeout MS] [--between-bytes-timeout MS] [--unfinished]
//!             [--read N | --no-read] [--summary] [--times N] [--forward URL] [--scheme S] [--no-path] METHOD URL

mod exchange;
mod options;

use std::process::ExitCode;

fn main() -> ExitCode {
    let options = options::parse(std::env::args().skip(1));
    for _ in 0..options.times {
        if let Err(message) = exchange::run(&options) {
            println!("{message}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
