//! `jco types` and `jco guest-types`.

use std::path::PathBuf;

use clap::Args;
use tools::Wit;
use transpile::{Options, Result, Runtime, Side};

use super::options::{
    AsyncArguments, InstantiationMode, MODES, StyleArguments, WorldArguments, instantiation,
};
use crate::{Io, input, output, summary};

/// Arguments of `types` and `guest-types`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// WIT: a file, a folder, or a component
    #[arg(default_value = "wit")]
    wit_path: PathBuf,
    /// The folder [types/generated/wit/host or …/guest]
    #[arg(short, long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Base name of the files [that of world or WIT]
    #[arg(long)]
    name: Option<String>,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    world: WorldArguments,
    #[command(flatten)]
    form: FormArguments,
    #[command(flatten)]
    style: StyleArguments,
    #[command(flatten)]
    async_arguments: AsyncArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Form of the module declared")]
struct FormArguments {
    /// It exports a function `instantiate`
    #[arg(short = 'I', long, value_name = MODES, num_args = 0..=1, default_missing_value = "async", hide_possible_values = true)]
    instantiation: Option<InstantiationMode>,
    /// It exports a promise `$init`
    #[arg(long)]
    tla_compat: bool,
    /// Declare what `transpile --strict` accepts
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &Arguments, side: Side, io: &mut Io<'_>) -> Result<()> {
    let (default_folder, title) = match side {
        Side::Host => ("types/generated/wit/host", "Generated types:"),
        Side::Guest => ("types/generated/wit/guest", "Generated guest types:"),
    };
    let folder = arguments.out_dir.clone().unwrap_or_else(|| default_folder.into());
    let wit = Wit::new(&input::read_wit(&arguments.wit_path, io)?, &arguments.world.features())?;
    let world = wit.world(arguments.world.world_name.as_deref())?;
    let files = transpile::types(&wit.resolve, world, side, &options(arguments))?;
    output::write_folder(&folder, &files)?;
    match arguments.quiet {
        true => Ok(()),
        false => summary::written(title, &folder, &files, io),
    }
}

fn options(arguments: &Arguments) -> Options {
    let world = arguments.world.world_name.as_deref();
    let name = arguments.name.clone().or_else(|| world.map(plain_name));
    arguments.async_arguments.put_into(Options {
        name: name.unwrap_or_else(|| input::stem(&arguments.wit_path, "world")),
        instantiation: instantiation(arguments.form.instantiation, arguments.form.tla_compat, Runtime::Any),
        strict: arguments.form.strict,
        style: arguments.style.style(),
        ..Options::default()
    })
}

/// `app` of `ns:pkg/app@1.0.0`.
fn plain_name(world: &str) -> String {
    let name = world.rsplit('/').next().unwrap_or(world);
    name.split('@').next().unwrap_or(name).to_string()
}
