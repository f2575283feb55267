//! `jco metadata-show` and `jco metadata-add`.

use std::path::PathBuf;

use clap::Args;
use tools::{Addition, MetaType, Metadata};
use transpile::Result;

use super::options::addition;
use crate::report::printable;
use crate::{Io, input, output};

/// Arguments of `metadata-show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The component or module
    module: PathBuf,
}

/// Arguments of `metadata-add`.
#[derive(Debug, Args)]
#[command(after_help = "Example: jco metadata-add app.wasm -m language=Rust@1.95.0 sdk=kit -o named.wasm")]
pub struct AddArguments {
    /// The component or module
    module: PathBuf,
    /// Record name, language, processed-by, sdk
    #[arg(short, long, required = true, value_name = "FIELD=NAME", num_args = 1.., value_parser = addition)]
    metadata: Vec<Addition>,
    /// Write here, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn show(arguments: &ShowArguments, io: &mut Io<'_>) -> Result<()> {
    let wasm = input::read(&arguments.module, io)?;
    let metadata = tools::metadata_show(&wasm).map_err(|error| input::in_input(&arguments.module, error))?;
    let text = match io.json {
        true => serde_json::to_string_pretty(&metadata).expect("names and numbers are JSON") + "\n",
        false => as_tree(&metadata, io.stdout_colors()),
    };
    io.print(text.as_bytes())
}

/// Each module and component under the one it is nested in:
///
/// ```text
/// component app
///   processed-by: wit-component 0.254.2
///
///   module main
///     language: Rust
/// ```
fn as_tree(metadata: &[Metadata], colors: bool) -> String {
    let mut depths: Vec<usize> = Vec::new();
    let mut text = String::new();
    for entry in metadata {
        let depth = entry.parent_index.map_or(0, |parent| depths[parent] + 1);
        depths.push(depth);
        let indent = "  ".repeat(depth);
        let kind = match entry.meta_type {
            MetaType::Module => "module",
            MetaType::Component(_) => "component",
        };
        let title = match &entry.name {
            Some(name) => format!("{kind} {}", printable(name)),
            None => kind.to_string(),
        };
        let title = if colors { format!("\x1b[1m{title}\x1b[0m") } else { title };
        let gap = if text.is_empty() { "" } else { "\n" };
        text += &format!("{gap}{indent}{title}\n");
        for (field, values) in &entry.producers {
            for (name, version) in values {
                text += &printable(format!("{indent}  {field}: {name} {version}").trim_end());
                text += "\n";
            }
        }
    }
    text
}

pub(crate) fn add(arguments: &AddArguments, io: &mut Io<'_>) -> Result<()> {
    let wasm = input::read(&arguments.module, io)?;
    let added = tools::metadata_add(&wasm, &arguments.metadata)
        .map_err(|error| input::in_input(&arguments.module, error))?;
    output::write_binary(arguments.output.as_deref(), &added, io)
}
