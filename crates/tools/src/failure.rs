//! What the libraries report, as errors of this project.

use transpile::{Code, Error, Result};

/// A library's error under one of our codes. Its chain becomes one line; a place in the binary is kept apart.
pub(crate) fn error(code: Code, error: &anyhow::Error) -> Error {
    let mut messages: Vec<String> = Vec::new();
    let mut place = None;
    for layer in error.chain() {
        let message = match layer.downcast_ref::<wasmparser::Error>() {
            Some(reader) => {
                place = Some(format!("byte {:#x}", reader.offset()));
                one_line(reader.message())
            }
            None => one_line(&layer.to_string()),
        };
        if messages.last() != Some(&message) {
            messages.push(message);
        }
    }
    let error = Error::new(code, messages.join(": "));
    match place {
        Some(place) => error.at(place),
        None => error,
    }
}

/// That a binary can be read to its end. The libraries believe the sizes its sections claim: they index by them, and
/// reserve memory for them.
pub(crate) fn whole(wasm: &[u8], code: Code) -> Result<()> {
    let mut payloads = wasmparser::Parser::new(0).parse_all(wasm);
    contained(code, || Ok(payloads.try_for_each(|payload| payload.map(drop))?))
}

/// Runs a library that asserts where it should report, on input it has not been made for.
pub(crate) fn contained<T>(code: Code, work: impl FnOnce() -> anyhow::Result<T>) -> Result<T> {
    match transpile::contain::contained(work) {
        Ok(result) => result.map_err(|cause| error(code, &cause)),
        Err(reason) => {
            let message = format!("the input has a form that cannot be dealt with: {}", one_line(&reason));
            Err(Error::new(Code::Unsupported, message))
        }
    }
}

/// Lines joined, in the style of [`Error::message`]: no full stop at the end.
pub(crate) fn one_line(message: &str) -> String {
    let lines: Vec<&str> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ").trim_end_matches('.').to_string()
}
