//! The native `jco`.

use std::process::ExitCode;

use cli::{Io, Outcome};

fn main() -> ExitCode {
    cli::silence_panics();
    match cli::run(std::env::args_os(), &mut Io::of_process()) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Engine(command) => {
            eprintln!("error: `jco {}` needs a JavaScript engine: use the npm package jco", command.name());
            ExitCode::FAILURE
        }
    }
}
