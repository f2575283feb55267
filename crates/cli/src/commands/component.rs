//! `jco new` (also `jco tool core-to-component`) and `jco embed`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use tools::{Adapter, Addition, StringEncoding, Wit};
use transpile::{Code, Error, Result};

use super::options::{WorldArguments, addition};
use crate::disk::disk;
use crate::{Io, input, output};

/// Arguments of `new`.
#[derive(Debug, Args)]
#[command(after_help = "Example: jco new app.core.wasm --wasi-command -o app.wasm")]
pub struct NewArguments {
    /// The core module, which carries its world
    core_module: PathBuf,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    preview1: Preview1Arguments,
    /// Core modules that implement imports
    #[arg(long, value_name = "[NAME=]FILE", num_args = 1..)]
    adapt: Vec<String>,
    // The name has never had an effect.
    #[arg(long, hide = true)]
    name: Option<String>,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
struct Preview1Arguments {
    /// Adapt WASI preview 1, for a module with `_start`
    #[arg(long)]
    wasi_command: bool,
    /// Adapt WASI preview 1, for a library
    #[arg(long)]
    wasi_reactor: bool,
    /// Adapt WASI preview 1, for an HTTP handler
    #[arg(long)]
    wasi_proxy: bool,
}

/// Arguments of `embed`.
#[derive(Debug, Args)]
#[command(after_help = "Example: jco embed app.core.wasm --wit wit -n app | jco new - -o app.wasm")]
pub struct EmbedArguments {
    /// The core module
    #[arg(required_unless_present = "dummy")]
    core_module: Option<PathBuf>,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// File, folder or component [default: wit]
    #[arg(long, value_name = "PATH", default_value = "wit", hide_default_value = true)]
    wit: PathBuf,
    #[command(flatten)]
    world: WorldArguments,
    /// Make up a module whose functions trap
    #[arg(long, conflicts_with = "core_module")]
    dummy: bool,
    /// utf8, utf16 or compact-utf16 [default: utf8]
    #[arg(
        long,
        value_name = "ENCODING",
        default_value = "utf8",
        hide_possible_values = true,
        hide_default_value = true
    )]
    string_encoding: Encoding,
    /// Record name, language, processed-by, sdk
    #[arg(short, long, value_name = "FIELD=NAME", num_args = 1.., value_parser = addition)]
    metadata: Vec<Addition>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Encoding {
    Utf8,
    Utf16,
    CompactUtf16,
}

pub(crate) fn new(arguments: &NewArguments, io: &mut Io<'_>) -> Result<()> {
    let core = input::read(&arguments.core_module, io)?;
    let mut adapters: Vec<Adapter<'_>> = arguments.preview1.adapter()?.into_iter().collect();
    for text in &arguments.adapt {
        adapters.push(read_adapter(text, io)?);
    }
    let component =
        tools::new(&core, &adapters).map_err(|error| input::in_input(&arguments.core_module, error))?;
    output::write_binary(arguments.output.as_deref(), &component, io)
}

impl Preview1Arguments {
    fn adapter(&self) -> Result<Option<Adapter<'static>>> {
        let kind = match (self.wasi_command, self.wasi_reactor, self.wasi_proxy) {
            (true, _, _) => "command",
            (_, true, _) => "reactor",
            (_, _, true) => "proxy",
            _ => return Ok(None),
        };
        let bytes = disk().adapter(kind).map_err(|error| input::failed("read", Path::new(kind), &error))?;
        Ok(Some(Adapter::of_preview_1(bytes)))
    }
}

/// Reads `name=file`, or `file` that is called like the module it stands for.
fn read_adapter(text: &str, io: &mut Io<'_>) -> Result<Adapter<'static>> {
    let (name, path) = match text.split_once('=') {
        Some((name, path)) => (name.to_string(), Path::new(path)),
        None => (input::stem(Path::new(text), "adapter"), Path::new(text)),
    };
    if name.is_empty() {
        return Err(
            Error::new(Code::Usage, format!("the adapter {text:?} has no name")).help("--adapt NAME=FILE")
        );
    }
    Ok(Adapter { name: name.into(), bytes: input::read(path, io)?.into() })
}

pub(crate) fn embed(arguments: &EmbedArguments, io: &mut Io<'_>) -> Result<()> {
    let core = match &arguments.core_module {
        Some(path) => Some(input::read(path, io)?),
        None => None,
    };
    let wit = Wit::new(&input::read_wit(&arguments.wit, io)?, &arguments.world.features())?;
    let world = wit.world(arguments.world.world_name.as_deref())?;
    let encoding = match arguments.string_encoding {
        Encoding::Utf8 => StringEncoding::UTF8,
        Encoding::Utf16 => StringEncoding::UTF16,
        Encoding::CompactUtf16 => StringEncoding::CompactUTF16,
    };
    let embedded =
        tools::embed(core.as_deref(), (&wit, world), encoding, &arguments.metadata).map_err(|error| {
            match &arguments.core_module {
                Some(path) => input::in_input(path, error),
                None => error,
            }
        })?;
    output::write_binary(arguments.output.as_deref(), &embedded, io)
}
