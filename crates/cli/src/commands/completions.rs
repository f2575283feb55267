//! `jco completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use transpile::Result;

use crate::Io;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// bash, elvish, fish, powershell or zsh
    #[arg(hide_possible_values = true)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Where they go:
  bash         ~/.local/share/bash-completion/completions/jco
  zsh          _jco, in a folder of $fpath
  fish         ~/.config/fish/completions/jco.fish
  powershell   jco completions powershell >> $PROFILE";

pub(crate) fn run(arguments: &Arguments, io: &mut Io<'_>) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::Arguments::command(), "jco", &mut text);
    io.print(&text)
}
