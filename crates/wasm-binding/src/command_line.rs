//! The command line.

use std::ffi::OsString;

use cli::Outcome;
use wasm_bindgen::prelude::*;

use crate::disk::{Host, streams};
use crate::failure::thrown;
use crate::object::{Object, object};

/// A line of source, counted from 1, with a mark below a column, counted from 0.
#[wasm_bindgen]
pub fn excerpt(source: &str, line: u32, column: u32) -> String {
    transpile::recognise::excerpt(source, line as usize, column as usize, 1)
}

/// Runs the command line, the program's name first, on the files and streams of `host`.
///
/// Gives the exit code, and the command for JavaScript to carry out where there is one left.
#[wasm_bindgen]
pub fn cli(args: Vec<String>, host: &Host) -> Result<Object, JsError> {
    thrown(|| {
        Ok(match cli::run(args.into_iter().map(OsString::from), &mut streams(host)) {
            Outcome::Exit(exit_code) => object([("exitCode", exit_code.into())]),
            Outcome::Engine(command) => {
                let engine = serde_json::to_string(&command).expect("requests are JSON");
                object([("exitCode", 0.into()), ("engine", engine.into())])
            }
        })
    })
}
