//! `jco explain`.

use clap::Args;
use serde::Serialize;
use transpile::{Code, Error, Result};

use crate::{Io, explanation};

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example: jco explain E0107")]
pub struct Arguments {
    /// The code; without one, all of them are listed
    code: Option<String>,
}

/// What is known of a code.
#[derive(Serialize)]
struct Explained {
    code: String,
    meaning: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
}

pub(crate) fn run(arguments: &Arguments, io: &mut Io<'_>) -> Result<()> {
    match &arguments.code {
        None => list(io),
        Some(text) => explain(read(text)?, io),
    }
}

fn list(io: &mut Io<'_>) -> Result<()> {
    let known = |code: &Code| Explained { code: code.to_string(), meaning: code.meaning(), text: None };
    let codes: Vec<Explained> = Code::ALL.iter().map(known).collect();
    let text = match io.json {
        true => as_json(&codes),
        false => codes.iter().map(|known| format!("{}  {}\n", known.code, known.meaning)).collect(),
    };
    io.print(text.as_bytes())
}

fn explain(code: Code, io: &mut Io<'_>) -> Result<()> {
    let (meaning, text) = (code.meaning(), explanation(code));
    let text = match io.json {
        true => as_json(&Explained { code: code.to_string(), meaning, text: Some(text) }),
        false => format!("{code}: {meaning}\n\n{text}"),
    };
    io.print(text.as_bytes())
}

fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("text is JSON") + "\n"
}

/// Reads `E0107`, `e0107` or `107`.
fn read(text: &str) -> Result<Code> {
    let digits = text.trim_start_matches(['E', 'e']);
    let found = digits.parse().ok().and_then(|number: u32| Code::parse(&format!("E{number:04}")));
    found.ok_or_else(|| {
        Error::new(Code::Usage, format!("there is no error {text:?}")).help("`jco explain` lists the codes")
    })
}
