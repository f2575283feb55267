//! `jco componentize`: its arguments, which are the request that JavaScript carries out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use transpile::{Code, Error, Result};

use super::options::WorldArguments;
use crate::{Asked, EngineCommand, Io};

/// Arguments of `componentize`.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A JavaScript module, or TypeScript
    source: PathBuf,
    /// The WIT: a file or a folder
    #[arg(short, long, value_name = "PATH")]
    wit: PathBuf,
    /// Write the component here
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    #[serde(flatten)]
    world: WorldArguments,
    #[command(flatten)]
    #[serde(flatten)]
    source_options: SourceArguments,
    #[command(flatten)]
    #[serde(flatten)]
    features: FeatureArguments,
    #[command(flatten)]
    #[serde(flatten)]
    tools: ToolArguments,
    #[command(flatten)]
    #[serde(flatten)]
    debug: DebugArguments,
    #[command(flatten)]
    #[serde(skip)]
    elsewhere: ElsewhereArguments,
}

const EXAMPLES: &str = "\
Needs the package @bytecodealliance/componentize-js in your project; TypeScript
and --bundle need esbuild.

Examples:
  jco componentize app.js --wit wit -o app.wasm
  jco componentize app.ts --wit wit -n app --disable http random -o app.wasm";

#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Source")]
struct SourceArguments {
    /// Put the modules it imports into one (TypeScript: always)
    #[arg(long)]
    bundle: bool,
    /// The folder that paths of the source are relative to
    #[arg(long, value_name = "DIR")]
    cwd: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Features of the engine")]
struct FeatureArguments {
    /// clocks, http, random, stdio, fetch-event, all
    #[arg(short, long, value_name = "FEATURE", num_args = 1.., value_delimiter = ',', hide_possible_values = true)]
    disable: Vec<Feature>,
    /// The same, to take back what --disable says
    #[arg(long, value_name = "FEATURE", num_args = 1.., value_delimiter = ',', hide_possible_values = true)]
    enable: Vec<Feature>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Feature {
    Clocks,
    Http,
    Random,
    Stdio,
    FetchEvent,
    All,
}

#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Tools")]
struct ToolArguments {
    /// Compile ahead of time, with weval
    #[arg(long)]
    aot: bool,
    /// The stack that weval gets
    #[arg(long, value_name = "BYTES")]
    aot_min_stack_size_bytes: Option<u64>,
    /// A weval
    #[arg(long, value_name = "FILE")]
    weval_bin: Option<PathBuf>,
    /// A wizer
    #[arg(long, value_name = "FILE")]
    wizer_bin: Option<PathBuf>,
    /// An engine to embed
    #[arg(long, value_name = "FILE")]
    engine: Option<PathBuf>,
    /// An adapter for WASI preview 1
    #[arg(long, value_name = "FILE")]
    preview2_adapter: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Looking into it")]
struct DebugArguments {
    /// Use an engine with names of functions
    #[arg(long, alias = "debug")]
    debug_starlingmonkey_build: bool,
    /// Print the bindings
    #[arg(long)]
    debug_bindings: bool,
    /// Keep the bindings here
    #[arg(long, value_name = "DIR")]
    debug_bindings_dir: Option<PathBuf>,
    /// Keep the core module
    #[arg(long)]
    debug_binary: bool,
    /// Where to keep it
    #[arg(long, value_name = "FILE")]
    debug_binary_path: Option<PathBuf>,
    /// Log what wizer does
    #[arg(long)]
    debug_enable_wizer_logging: bool,
}

/// Options of jco 1.x for another engine.
#[derive(Debug, PartialEq, Eq, Args)]
struct ElsewhereArguments {
    #[arg(long, hide = true, default_value = "starlingmonkey")]
    backend: String,
}

impl Arguments {
    pub(crate) fn request(self, io: &Io<'_>) -> Result<EngineCommand> {
        if !matches!(self.elsewhere.backend.as_str(), "starlingmonkey" | "sm") {
            let message = format!("--backend {} is not in this build", self.elsewhere.backend);
            return Err(Error::new(Code::Usage, message).help("leave it out: the engine is StarlingMonkey"));
        }
        Ok(EngineCommand::Componentize(Box::new(Asked { arguments: self, json: io.json })))
    }
}
