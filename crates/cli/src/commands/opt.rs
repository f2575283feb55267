//! `jco opt`: its arguments, which are the request that JavaScript carries out.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use transpile::Result;

use crate::{Asked, EngineCommand, Io};

/// Arguments of `opt`.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = EXAMPLES, override_usage = "jco opt [OPTIONS] --output <FILE> <COMPONENT> [-- <ARGS>...]")]
pub struct Arguments {
    /// The component or core module, as binary or text
    component: PathBuf,
    /// Write here; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Let the modules be suspended: Binaryen's Asyncify
    #[arg(long)]
    asyncify: bool,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    #[serde(flatten)]
    tool: ToolArguments,
}

const EXAMPLES: &str = "\
What follows `--` is for wasm-opt, in place of `-Oz --strip-debug`.

Examples:
  jco opt app.wasm -o app.small.wasm
  jco opt app.wasm -o app.fast.wasm -- -O3";

/// Where wasm-opt is, and what it is told.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ToolArguments {
    /// A wasm-opt [default: that of the package binaryen]
    #[arg(long, value_name = "FILE")]
    pub(crate) wasm_opt_bin: Option<PathBuf>,
    #[arg(last = true, hide = true)]
    pub(crate) wasm_opt_args: Vec<String>,
}

impl Arguments {
    pub(crate) fn request(self, io: &Io<'_>) -> Result<EngineCommand> {
        Ok(EngineCommand::Opt(Box::new(Asked { arguments: self, json: io.json })))
    }
}
