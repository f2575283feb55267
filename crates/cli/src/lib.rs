//! The `jco` command line, once, for the native program and for the Node addon.
//!
//! [`run`] reads arguments, does the work and writes files and messages itself, so that the JavaScript around the
//! addon has nothing to do. A command that needs a JavaScript engine comes back as [`Outcome::Engine`].

mod api_options;
mod arguments;
mod commands;
mod disk;
mod explanations;
mod input;
mod io;
mod output;
mod panics;
mod progress;
mod report;
mod run;
mod serve;
mod skeleton;
mod summary;

use std::ffi::OsString;

use serde::Serialize;
use transpile::Code;

pub use api_options::{features, transpile_options};
pub use arguments::{Arguments, Command, parse};
pub use disk::{Disk, Kind, lend_disk};
pub use explanations::explanation;
pub use input::wit_sources;
pub use io::{Io, Terminals};
pub use panics::{caught, last_panic, silence_panics};
pub use report::{as_json as error_json, from_json as error_from_json, tell};
pub use run::{Allowed, Directory, Loaded, Network, Part, RunRequest, Slice, Transpiled, load};
pub use serve::{ServeOptions, ServeRequest, Tls, Wasi};
pub use skeleton::skeleton_json;
pub use summary::export_kind;

/// How a run of the command line ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With this exit code: 0, 1 after an error, 2 where the command line is wrong.
    Exit(u8),
    /// With a command that the caller is to carry out.
    Engine(EngineCommand),
}

/// A command that needs a JavaScript engine, as data for the JavaScript that has one.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum EngineCommand {
    /// `jco run`.
    Run(Box<RunRequest>),
    /// `jco serve`.
    Serve(Box<ServeRequest>),
    /// What is left of `jco transpile --target workerd`.
    Worker(WorkerRequest),
    /// `jco componentize`.
    Componentize(Box<Asked<commands::componentize::Arguments>>),
    /// `jco opt`.
    Opt(Box<Asked<commands::opt::Arguments>>),
    /// `jco new-project`.
    NewProject(Box<Asked<commands::new_project::Arguments>>),
    /// `jco transpile`, where there is something to do before it or again after it.
    Transpile(Box<Asked<commands::preparation::Request>>),
}

/// What a command was given, and whether its errors are JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Asked<T> {
    /// The command's own arguments.
    #[serde(flatten)]
    pub arguments: T,
    /// Errors and summaries are JSON.
    pub json: bool,
}

impl EngineCommand {
    /// What the command is called.
    pub fn name(&self) -> &'static str {
        match self {
            EngineCommand::Run(_) => "run",
            EngineCommand::Serve(_) => "serve",
            EngineCommand::Worker(_) => "transpile --target workerd",
            EngineCommand::Componentize(_) => "componentize",
            EngineCommand::Opt(_) => "opt",
            EngineCommand::NewProject(_) => "new-project",
            EngineCommand::Transpile(_) => "transpile",
        }
    }
}

/// A worker that is to get the JavaScript it runs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct WorkerRequest {
    /// Where the rest of it is.
    pub folder: String,
    /// Errors are JSON.
    pub json: bool,
}

/// Runs the command line `args`, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Outcome {
    let args: Vec<OsString> = args.into_iter().collect();
    // Said before the arguments are read: what is wrong with them is JSON too.
    io.json = args.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--json");
    let arguments = match parse(args) {
        Ok(arguments) => arguments,
        Err(usage) => return Outcome::Exit(report::usage(&usage, io)),
    };
    // What looks like an option of ours may be an argument of the app that is run.
    io.json = arguments.json;
    match caught(|| commands::run(arguments.command, io)) {
        Ok(None) => Outcome::Exit(0),
        Ok(Some(command)) => Outcome::Engine(command),
        Err(error) => {
            report::error(&error, io);
            Outcome::Exit(if error.code == Code::Usage { 2 } else { 1 })
        }
    }
}
