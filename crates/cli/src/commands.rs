//! One file per family of commands: its arguments, and what it does.

pub(crate) mod completions;
pub(crate) mod component;
pub(crate) mod componentize;
pub(crate) mod explain;
pub(crate) mod grants;
pub(crate) mod metadata;
pub(crate) mod new_project;
pub(crate) mod opt;
pub(crate) mod options;
pub(crate) mod preparation;
pub(crate) mod run;
pub(crate) mod serve;
pub(crate) mod text;
pub(crate) mod transpile;
pub(crate) mod types;

use ::transpile::{Result, Side};

use crate::arguments::{Command, Tool};
use crate::{EngineCommand, Io};

/// Does a command, or gives what is left to do of it.
pub(crate) fn run(command: Command, io: &mut Io<'_>) -> Result<Option<EngineCommand>> {
    match command {
        Command::Run(arguments) => {
            run::request(*arguments, io).map(|request| Some(EngineCommand::Run(Box::new(request))))
        }
        Command::Serve(arguments) => {
            serve::request(*arguments, io).map(|request| Some(EngineCommand::Serve(Box::new(request))))
        }
        Command::Componentize(arguments) => arguments.request(io).map(Some),
        Command::Opt(arguments) => arguments.request(io).map(Some),
        Command::NewProject(arguments) => arguments.request(io).map(Some),
        Command::Transpile(arguments) => transpile::run(&arguments, io),
        other => finish(other, io).map(|()| None),
    }
}

fn finish(command: Command, io: &mut Io<'_>) -> Result<()> {
    match command {
        Command::Run(_)
        | Command::Serve(_)
        | Command::Componentize(_)
        | Command::Opt(_)
        | Command::NewProject(_)
        | Command::Transpile(_) => unreachable!("an engine may have to carry it out"),
        Command::Types(arguments) => types::run(&arguments, Side::Host, io),
        Command::GuestTypes(arguments) => types::run(&arguments, Side::Guest, io),
        Command::Wit(arguments) => text::wit(&arguments, io),
        Command::Print(arguments) => text::print(&arguments, io),
        Command::Parse(arguments) => text::parse(&arguments, io),
        Command::New(arguments) | Command::Tool(Tool::CoreToComponent(arguments)) => {
            component::new(&arguments, io)
        }
        Command::Embed(arguments) => component::embed(&arguments, io),
        Command::MetadataShow(arguments) => metadata::show(&arguments, io),
        Command::MetadataAdd(arguments) => metadata::add(&arguments, io),
        Command::Explain(arguments) => explain::run(&arguments, io),
        Command::Completions(arguments) => completions::run(&arguments, io),
    }
}
