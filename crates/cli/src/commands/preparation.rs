//! What of transpiling is for an engine: to optimise the component before, to turn its core modules into JavaScript, and
//! to do it all again when the component changes. JavaScript does its part, and calls the command line again with the
//! same arguments and what it has made.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use transpile::{Code, Error, File, Options, Output, Result};

use super::opt::ToolArguments;
use crate::{Asked, EngineCommand, Io, input};

#[derive(Debug, Args)]
#[command(next_help_heading = "With other tools")]
pub(super) struct PreparationArguments {
    /// Run wasm-opt first (of the package binaryen)
    #[arg(short = 'O', long)]
    optimize: bool,
    /// Core Wasm as JavaScript, for engines without Wasm
    #[arg(long)]
    pub(super) js: bool,
    /// Transpile again when the component changes
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    tool: ToolArguments,
    /// All that follows has been done.
    #[arg(long, hide = true)]
    once: bool,
    /// The component, optimised.
    #[arg(long, hide = true)]
    pub(super) prepared: Option<PathBuf>,
    /// `<name>.core.js`.
    #[arg(long, hide = true)]
    prepared_js: Option<PathBuf>,
}

/// What JavaScript has to do.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    component: String,
    name: String,
    optimize: bool,
    js: bool,
    watch: bool,
    #[serde(flatten)]
    tool: ToolArguments,
}

impl PreparationArguments {
    /// What there is to do, unless it has been done.
    pub(super) fn request(
        &self,
        component: &Path,
        name: String,
        is_wit: bool,
        io: &Io<'_>,
    ) -> Result<Option<EngineCommand>> {
        if self.once || !(self.optimize || self.js || self.watch) {
            return Ok(None);
        }
        self.check(component, is_wit)?;
        let request = Request {
            component: component.display().to_string(),
            name,
            optimize: self.optimize,
            js: self.js,
            watch: self.watch,
            tool: ToolArguments {
                wasm_opt_bin: self.tool.wasm_opt_bin.clone(),
                wasm_opt_args: self.tool.wasm_opt_args.clone(),
            },
        };
        Ok(Some(EngineCommand::Transpile(Box::new(Asked { arguments: request, json: io.json }))))
    }

    fn check(&self, component: &Path, is_wit: bool) -> Result<()> {
        let (what, help) = if self.watch && input::is_standard(component) {
            ("standard input cannot be watched", "name a file, or leave out --watch")
        } else if is_wit && (self.optimize || self.js) {
            ("--stub makes a component that does nothing", "leave out --optimize and --js")
        } else {
            return Ok(());
        };
        Err(Error::new(Code::Usage, what).help(help))
    }

    /// With --js, puts the file that JavaScript has made in the place of the core modules.
    pub(super) fn finish(&self, output: &mut Output<'_>, options: &Options, io: &mut Io<'_>) -> Result<()> {
        let Some(path) = self.prepared_js.as_ref().filter(|_| self.js) else { return Ok(()) };
        let made =
            File { name: format!("{}.core.js", options.name), bytes: Cow::Owned(input::read(path, io)?) };
        output.files.retain(|file| !file.name.ends_with(".wasm"));
        output.files.insert(1, made);
        Ok(())
    }
}
