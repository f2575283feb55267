//! The command line's grammar: names and spellings are those of jco 1.x.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::commands::{
    completions, component, componentize, explain, metadata, new_project, opt, run, serve, text, transpile,
    types,
};

/// Turns WebAssembly components into JavaScript that runs anywhere.
// Help is not wrapped: every line is written to fit 80 columns, and a test sees to it.
#[derive(Debug, Parser)]
#[command(name = "jco", version, term_width = 200)]
#[command(after_help = "`-` stands for standard input or output; text is taken wherever a binary is.")]
pub struct Arguments {
    /// Print errors and summaries as JSON
    #[arg(long, global = true, display_order = 1000)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn a component into JavaScript and core Wasm
    Transpile(transpile::Arguments),
    /// Run a component
    Run(Box<run::Arguments>),
    /// Serve a component that handles HTTP requests
    Serve(Box<serve::Arguments>),
    /// Make a component of a JavaScript or TypeScript module
    Componentize(Box<componentize::Arguments>),
    /// Optimise the core modules of a component
    Opt(Box<opt::Arguments>),
    /// Begin a project for a component or its host
    #[command(visible_alias = "scaffold")]
    NewProject(Box<new_project::Arguments>),
    /// Declare a WIT world in TypeScript, for its host
    Types(types::Arguments),
    /// Declare a WIT world in TypeScript, for its component
    GuestTypes(types::Arguments),
    /// Print the WIT of a component
    Wit(text::WitArguments),
    /// Print a component or module as text
    Print(text::PrintArguments),
    /// Make a binary of the text of a component or module
    Parse(text::ParseArguments),
    /// Make a component of a core module
    New(component::NewArguments),
    /// Put a WIT world into a core module, for `new`
    Embed(component::EmbedArguments),
    /// Show names, languages and tools recorded in a binary
    MetadataShow(metadata::ShowArguments),
    /// Record names, languages and tools in a binary
    MetadataAdd(metadata::AddArguments),
    /// Conversions; `tool core-to-component` is `new`
    #[command(subcommand)]
    Tool(Tool),
    /// Tell what an error code means, and what to do
    Explain(explain::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
}

/// A command under `tool`.
#[derive(Debug, Subcommand)]
pub enum Tool {
    /// Make a component of a core module
    CoreToComponent(component::NewArguments),
}

/// Reads a command line, the program's name first.
///
/// # Errors
/// A wrong command line; also help and version, which are to be shown and end the program.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Arguments, Box<clap::Error>> {
    let args: Vec<OsString> = args.into_iter().collect();
    Arguments::try_parse_from(args).map_err(Box::new)
}
