//! `jco new-project`: its arguments, which are the request that JavaScript carries out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use transpile::Result;

use super::options::WorldArguments;
use crate::{Asked, EngineCommand, Io};

/// Arguments of `new-project`.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder to make, or an empty one
    dir: PathBuf,
    /// WIT, a component, builtin:wasi-command, …-proxy
    #[arg(long, value_name = "PATH", default_value = "builtin:wasi-command", hide_default_value = true)]
    wit: String,
    #[command(flatten)]
    #[serde(flatten)]
    world: WorldArguments,
    /// Make the program that uses the component
    #[arg(long)]
    host: bool,
    /// Of the program: nodejs, or web for a page
    #[arg(
        long,
        value_name = "TARGET",
        default_value = "nodejs",
        hide_possible_values = true,
        hide_default_value = true,
        requires_if("web", "host")
    )]
    target: Target,
    /// ts or js
    #[arg(long, value_name = "LANGUAGE", default_value = "ts", hide_possible_values = true)]
    language: Language,
    /// npm, pnpm, yarn: for what is printed
    #[arg(
        long,
        value_name = "NAME",
        default_value = "npm",
        hide_possible_values = true,
        hide_default_value = true
    )]
    package_manager: PackageManager,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
The project builds, type-checks and passes its tests as it is. WIT of WASI 0.2
is put beside the WIT that uses it, unless it is there.

Examples:
  jco new-project hello
  jco new-project plugin --wit plugin.wit --language js
  jco new-project app --wit plugin.wasm --host
  jco new-project page --wit plugin.wasm --host --target web";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Target {
    #[value(name = "nodejs", alias = "node")]
    Node,
    Web,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Language {
    #[value(alias = "typescript")]
    Ts,
    #[value(alias = "javascript")]
    Js,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum PackageManager {
    Npm,
    Pnpm,
    Yarn,
}

impl Arguments {
    pub(crate) fn request(self, io: &Io<'_>) -> Result<EngineCommand> {
        Ok(EngineCommand::NewProject(Box::new(Asked { arguments: self, json: io.json })))
    }
}
