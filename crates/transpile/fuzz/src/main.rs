//! Feeds the transpiler with components that no one wrote, and says what it made of them.
//!
//! ```text
//! fuzz smith  [--seconds N] [--seed N] [--keep FOLDER]                    generated worlds and components
//! fuzz mutate [--seconds N] [--seed N] [--keep FOLDER] [--corpus FOLDER]  damaged copies of real ones
//! fuzz replay smith|mutate SEED EXECUTION [--keep FOLDER] [--corpus FOLDER]
//! fuzz check FILE…                                                        these, however often they were kept
//! ```
//!
//! What must not happen: a panic, an abort, more than two seconds, much memory, an internal error, an error text that
//! a terminal would obey, JavaScript that does not parse, core modules that are not valid. The process that does the
//! work is watched by another, which starts it again after an abort or a hang, and can name the execution that did it:
//! each depends on the seed and its number alone.

mod check;
mod command_line;
mod corpus;
mod mutate;
mod options;
mod random;
mod smith;
mod watch;
mod work;

use command_line::{Command, Invocation};
use std::process::ExitCode;

fn main() -> ExitCode {
    let invocation = match Invocation::from_args(std::env::args().skip(1)) {
        Ok(invocation) => invocation,
        Err(mistake) => {
            eprintln!("fuzz: {mistake}");
            return ExitCode::from(2);
        }
    };
    let is_clean = match invocation.command {
        Command::Watch { seconds } => watch::watch(&invocation, seconds),
        Command::Work { first } => work::work(&invocation, first),
        Command::Replay { execution } => work::replay(&invocation, execution),
        Command::Check => work::check_files(&invocation.corpus),
    };
    if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
