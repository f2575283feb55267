//! Errors as a person reads them, and as JSON.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde::{Deserialize, Serialize};
use transpile::{Code, Error};

use crate::Io;

/// Tells of an error on standard error:
///
/// ```text
/// error[E0108]: expected `(`
///   --> app.wat:3:7
///    |
///  3 |   )module
///    |    ^
///   help: …
/// ```
pub(crate) fn error(error: &Error, io: &mut Io<'_>) {
    let text = if io.json { as_json_line(error) } else { as_text(error, io.stderr_colors()) };
    io.complain(&text);
}

fn as_text(error: &Error, colors: bool) -> String {
    let paint = |style: &str, text: String| if colors { format!("\x1b[{style}m{text}\x1b[0m") } else { text };
    let mut text = format!(
        "{}: {}\n",
        paint("1;31", format!("error[{}]", error.code)),
        paint("1", printable(&error.message))
    );
    if let Some(place) = &error.place {
        let mut lines = place.lines();
        let place = printable(lines.next().unwrap_or_default());
        text += &format!("  {} {place}\n", paint("1;34", "-->".into()));
        for line in lines {
            text += &format!("{}\n", printable(line));
        }
    }
    if let Some(help) = &error.help {
        text += &format!("  {} {}\n", paint("1;36", "help:".into()), printable(help));
    }
    text
}

/// An error in JSON; what is not known is left out.
#[derive(Serialize)]
struct JsonError<'a> {
    code: String,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// `{"code":"E0108","message":"…","place":"app.wat:3:7","excerpt":"…","help":"…"}`
pub fn as_json(error: &Error) -> String {
    let (place, excerpt) = match error.place.as_deref().map(|place| place.split_once('\n').ok_or(place)) {
        None => (None, None),
        Some(Err(place)) => (Some(place), None),
        Some(Ok((place, excerpt))) => (Some(place), Some(excerpt)),
    };
    let (code, message, help) = (error.code.to_string(), error.message.as_str(), error.help.as_deref());
    let error = JsonError { code, message, place, excerpt, help };
    serde_json::to_string(&error).expect("text is JSON")
}

/// Tells of an error that has come through JavaScript, on standard error.
pub fn tell(error: &Error, json: bool) {
    let mut io = Io::of_process();
    io.json = json;
    self::error(error, &mut io);
}

/// The error that [`as_json`] has written.
pub fn from_json(json: &str) -> Error {
    let Ok(read) = serde_json::from_str::<ReadError>(json) else { return Error::new(Code::Internal, json) };
    let mut error = Error::new(Code::parse(&read.code).unwrap_or(Code::Internal), read.message);
    let excerpt = read.excerpt.map_or_else(String::new, |excerpt| format!("\n{excerpt}"));
    if let Some(place) = read.place {
        error = error.at(place + &excerpt);
    }
    match read.help {
        Some(help) => error.help(help),
        None => error,
    }
}

#[derive(Deserialize)]
struct ReadError {
    code: String,
    message: String,
    place: Option<String>,
    excerpt: Option<String>,
    help: Option<String>,
}

fn as_json_line(error: &Error) -> String {
    format!("{{\"error\":{}}}\n", as_json(error))
}

/// Names out of the input may hold anything: nothing of it is to command the terminal or to reorder what is read.
pub(crate) fn printable(text: &str) -> String {
    let is_command = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().flat_map(|c| if is_command(c) { c.escape_unicode().collect() } else { vec![c] }).collect()
}

/// Shows help, version or what is wrong with the command line; gives the exit code.
pub(crate) fn usage(usage: &clap::Error, io: &mut Io<'_>) -> u8 {
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = usage.kind() {
        let rendered = usage.render();
        let text = if io.stdout_colors() { rendered.ansi().to_string() } else { rendered.to_string() };
        return u8::from(io.print(text.as_bytes()).is_err());
    }
    let rendered = usage.render();
    let plain = without_tool_tip(&rendered.to_string());
    let text = match (io.json, io.stderr_colors()) {
        (true, _) => as_json_line(&usage_error(usage, &plain)),
        (_, true) => without_tool_tip(&rendered.ansi().to_string()).replacen(
            "error:",
            &format!("error[{}]:", Code::Usage),
            1,
        ),
        (_, false) => plain.replacen("error:", &format!("error[{}]:", Code::Usage), 1),
    };
    io.complain(&text);
    2
}

/// Without the tip to put a misspelt option behind `--`, where it would go to another tool.
fn without_tool_tip(rendered: &str) -> String {
    let has_tool = ["jco transpile ", "jco opt "].iter().any(|usage| rendered.contains(usage));
    rendered.split_inclusive('\n').filter(|line| !(has_tool && line.contains(" to pass '"))).collect()
}

/// What clap says in several paragraphs: the error in the first, tips, and the usage.
fn usage_error(usage: &clap::Error, rendered: &str) -> Error {
    let first = rendered.split("\n\n").next().unwrap_or_default();
    let message: Vec<&str> = first.trim_start_matches("error:").lines().map(str::trim).collect();
    let tips: Vec<&str> =
        rendered.lines().filter_map(|line| line.trim_start().strip_prefix("tip: ")).collect();
    let error = match usage.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Error::new(Code::Usage, "a command is needed"),
        _ => Error::new(Code::Usage, message.join(" ")),
    };
    match (tips.as_slice(), usage.get(ContextKind::Usage)) {
        ([], Some(ContextValue::StyledStr(usage))) => error.help(usage.to_string().trim().to_string()),
        ([], _) => error,
        (tips, _) => error.help(tips.join("; ")),
    }
}
