//! What wasmparser and wasmtime-environ say of a component, as an error with a code, a place and a way out.

use crate::contain;
use crate::error::{Code, Error, Result};
use wasmtime_environ::error::Error as Reason;

/// Features that stay off, by what is said where one is used, and what to do about it.
const OFF: [(&str, &str, &str); 3] = [
    (
        "`cm-gc` feature",
        "the canonical option `gc` is not supported",
        "build the component without `gc`: JavaScript cannot make values of the types that it takes",
    ),
    (
        "component model `value`s",
        "values as imports, exports and arguments of a start function are not supported",
        "give the value by a function without parameters",
    ),
    (
        "shared-everything-threads",
        "the built-ins that start threads are not supported",
        "build the component without threads, or with the threads of wasi-threads in one module",
    ),
];

/// Forms of components that wasmtime-environ knows and does not take.
const FORMS: [(&str, &str); 4] = [
    (
        "is a reexport of an imported function",
        "export a function of the component that calls the imported one",
    ),
    ("exporting a component from the root", "instantiate the inner component and export the instance"),
    (
        "root-level component imports",
        "compose the component with the one that it imports: import the instance instead",
    ),
    ("custom-descriptors", "build the component without custom descriptors"),
];

/// Said of files that end too early.
const CUT_SHORT: [&str; 2] = ["unexpected end", "is out of bounds (bound ="];

/// The error for a component that was refused.
pub(super) fn of(reason: &Reason) -> Error {
    let (message, place) = match reason.downcast_ref::<wasmparser::BinaryReaderError>() {
        Some(reader) => (one_line(reader.message()), Some(format!("byte {:#x}", reader.offset()))),
        None => {
            let message = one_line(&format!("{reason:#}"));
            let place = section(&message).or_else(|| export(&message));
            (message, place)
        }
    };
    let error = explained(message);
    match place {
        Some(place) => error.at(place),
        None => error.at("the root component"),
    }
}

fn explained(message: String) -> Error {
    if let Some((_, message, help)) = OFF.iter().find(|(words, ..)| message.contains(words)) {
        return Error::new(Code::Unsupported, *message).help(*help);
    }
    if let Some((_, help)) = FORMS.iter().find(|(words, _)| message.contains(words)) {
        return Error::new(Code::Unsupported, message).help(*help);
    }
    if CUT_SHORT.iter().any(|words| message.contains(words)) {
        return Error::new(Code::Invalid, message).help("the file ends too early: copy or build it again");
    }
    match ["not supported", "not implemented", "nsupported"].iter().any(|words| message.contains(words)) {
        true => Error::new(Code::Unsupported, message).help("build the component without this feature"),
        false => Error::new(Code::Invalid, message),
    }
}

/// Where a section begins that is named by its range: `section range 10..42 is out of bounds`.
fn section(message: &str) -> Option<String> {
    let (_, range) = message.split_once("section range ")?;
    let start: u64 = range.split_once("..")?.0.parse().ok()?;
    Some(format!("byte {start:#x}"))
}

/// The export that is named: ``component export `add` is …``
fn export(message: &str) -> Option<String> {
    let (_, name) = message.split_once("component export `")?;
    Some(format!("export \"{}\"", name.split_once('`')?.0))
}

/// What `work` gives. wasmtime-environ asserts what it has not been made for, such as types of more bytes than an address
/// has; and where an address has 32 bits, wasmparser does not get over sizes near 4 GiB.
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Result<T> {
    contain::contained(work).map_err(|reason| {
        let reason = reason.lines().next().unwrap_or_default();
        Error::new(Code::Unsupported, format!("the component has a form that cannot be dealt with: {reason}"))
            .at("the root component")
            .help("please report it, with the component")
    })
}

/// A reason and what it goes back to, which wasmparser writes on lines of their own, and values it shows on several.
fn one_line(message: &str) -> String {
    let mut line = String::with_capacity(message.len());
    for part in message.lines() {
        let is_continued = part.starts_with([' ', ']', '}', ')']);
        line.push_str(match (line.is_empty(), is_continued) {
            (true, _) => "",
            (false, true) => " ",
            (false, false) => ": ",
        });
        line.push_str(part.trim());
    }
    line
}
