//! What was asked for.

use std::path::PathBuf;
use std::str::FromStr;

/// Where inputs come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Smith,
    Mutate,
}

impl Source {
    pub fn name(self) -> &'static str {
        match self {
            Source::Smith => "smith",
            Source::Mutate => "mutate",
        }
    }

    fn named(name: &str) -> Option<Source> {
        [Source::Smith, Source::Mutate].into_iter().find(|source| source.name() == name)
    }
}

/// What to do with the inputs.
#[derive(Clone, Copy, Debug)]
pub enum Command {
    /// Have another process do the work, for so long.
    Watch { seconds: u64 },
    /// Do the work, from this execution on, until killed.
    Work { first: u64 },
    /// One execution, in this process.
    Replay { execution: u64 },
    /// The files in the place of a corpus, with one set of options each.
    Check,
}

#[derive(Clone, Debug)]
pub struct Invocation {
    pub command: Command,
    pub source: Source,
    pub seed: u64,
    /// Inputs that failed go here, and every so often one that did not.
    pub keep: Option<PathBuf>,
    /// Folders of components, in binary or text form.
    pub corpus: Vec<PathBuf>,
}

impl Invocation {
    pub fn from_args(args: impl Iterator<Item = String>) -> Result<Invocation, String> {
        let mut words = Vec::new();
        let (mut seconds, mut seed, mut keep, mut corpus) = (30, 1, None, Vec::new());
        let mut args = args;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            match arg.as_str() {
                "--seconds" => seconds = number(&value()?)?,
                "--seed" => seed = number(&value()?)?,
                "--keep" => keep = Some(PathBuf::from(value()?)),
                "--corpus" => corpus.push(PathBuf::from(value()?)),
                _ => words.push(arg),
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let ["check", files @ ..] = &words[..] {
            let corpus = files.iter().map(PathBuf::from).collect();
            return Ok(Invocation { command: Command::Check, source: Source::Mutate, seed, keep, corpus });
        }
        let (command, source, seed) =
            match words[..] {
                [source] => (Command::Watch { seconds }, source, seed),
                ["work", source, first] => (Command::Work { first: number(first)? }, source, seed),
                ["replay", source, seed, execution] => {
                    (Command::Replay { execution: number(execution)? }, source, number(seed)?)
                }
                _ => return Err(
                    "what to do is `smith`, `mutate`, `replay smith|mutate SEED EXECUTION` or `check FILE…`"
                        .into(),
                ),
            };
        let source = Source::named(source).ok_or(format!("there is no source of inputs {source:?}"))?;
        Ok(Invocation { command, source, seed, keep, corpus })
    }

    /// The arguments that make another process do the work from `first` on.
    pub fn worker_args(&self, first: u64) -> Vec<String> {
        let mut args = vec![
            "work".into(),
            self.source.name().into(),
            first.to_string(),
            "--seed".into(),
            self.seed.to_string(),
        ];
        let folders = self
            .corpus
            .iter()
            .map(|folder| ("--corpus", folder))
            .chain(self.keep.iter().map(|folder| ("--keep", folder)));
        for (option, folder) in folders {
            args.extend([option.to_owned(), folder.to_string_lossy().into_owned()]);
        }
        args
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is not a number"))
}
