//! `jco wit`, `jco print` and `jco parse`.

use std::path::PathBuf;

use clap::Args;
use transpile::Result;

use crate::{Io, input, output};

/// Arguments of `wit`.
#[derive(Debug, Args)]
pub struct WitArguments {
    /// The component, or core module that carries a world
    component: PathBuf,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    // One document is all a component has.
    #[arg(short, long, hide = true)]
    document: Option<String>,
}

/// Arguments of `print`.
#[derive(Debug, Args)]
pub struct PrintArguments {
    /// The component or module
    input: PathBuf,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Arguments of `parse`.
#[derive(Debug, Args)]
pub struct ParseArguments {
    /// The text
    input: PathBuf,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn wit(arguments: &WitArguments, io: &mut Io<'_>) -> Result<()> {
    let component = input::read(&arguments.component, io)?;
    let wit = tools::wit(&component).map_err(|error| input::in_input(&arguments.component, error))?;
    output::write(arguments.output.as_deref(), wit.as_bytes(), io)
}

pub(crate) fn print(arguments: &PrintArguments, io: &mut Io<'_>) -> Result<()> {
    let wasm = input::read(&arguments.input, io)?;
    let text = tools::print(&wasm).map_err(|error| input::in_input(&arguments.input, error))?;
    output::write(arguments.output.as_deref(), text.as_bytes(), io)
}

pub(crate) fn parse(arguments: &ParseArguments, io: &mut Io<'_>) -> Result<()> {
    let text = input::read(&arguments.input, io)?;
    let binary = tools::parse(&text).map_err(|error| input::in_input(&arguments.input, error))?;
    output::write_binary(arguments.output.as_deref(), &binary, io)
}
