//! The command line.

use std::ffi::OsString;

use cli::{Io, Outcome};
use napi::bindgen_prelude::Result;
use napi_derive::napi;

use crate::failure::thrown;

/// How the command line ended.
#[napi(object)]
pub struct Ended {
    /// The process's exit code, unless there is a command left.
    pub exit_code: u8,
    /// A command for JavaScript to carry out, as JSON.
    pub engine: Option<String>,
}

/// Runs the command line, the program's name first, on the streams of this process.
#[napi]
pub fn cli(args: Vec<String>) -> Result<Ended> {
    thrown(|| {
        Ok(match cli::run(args.into_iter().map(OsString::from), &mut Io::of_process()) {
            Outcome::Exit(exit_code) => Ended { exit_code, engine: None },
            Outcome::Engine(command) => {
                let engine = serde_json::to_string(&command).expect("requests are JSON");
                Ended { exit_code: 0, engine: Some(engine) }
            }
        })
    })
}
