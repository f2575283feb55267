//! One input through the transpiler, and whether what came out may come out.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use transpile::{Code, Error, File, Options, Output};
use wasmparser::{Validator, WasmFeatures};

/// What became of an input.
#[derive(Debug)]
pub enum Verdict {
    Transpiled,
    Refused,
    Failed(String),
}

/// Whether function bodies are valid: the transpiler leaves them to the engine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bodies {
    Valid,
    Unknown,
}

pub fn check(input: &[u8], options: &Options, bodies: Bodies) -> Verdict {
    let outcome = match without_panic(|| transpile::transpile(input, options)) {
        Ok(outcome) => outcome,
        Err(panic) => return Verdict::Failed(panic),
    };
    let (fine, wrong) = match outcome {
        Ok(output) => (Verdict::Transpiled, wrong_output(&output, bodies)),
        Err(error) => (Verdict::Refused, wrong_error(&error)),
    };
    wrong.map_or(fine, Verdict::Failed)
}

fn wrong_output(output: &Output<'_>, bodies: Bodies) -> Option<String> {
    output.files.iter().find_map(|file| {
        let wrong = wrong_file(file, bodies)?;
        Some(format!("{}: {wrong}", file.name.escape_default()))
    })
}

fn wrong_file(file: &File<'_>, bodies: Bodies) -> Option<String> {
    match file.name.rsplit_once('.')? {
        (_, "js") => {
            let Ok(text) = std::str::from_utf8(&file.bytes) else { return Some("not UTF-8".into()) };
            js::parse_check(text).err()
        }
        (_, "wasm") if bodies == Bodies::Valid => Validator::new_with_features(WasmFeatures::all())
            .validate_all(&file.bytes)
            .err()
            .map(|error| error.to_string()),
        _ => None,
    }
}

/// An error has something to say, and nothing to tell a terminal.
fn wrong_error(error: &Error) -> Option<String> {
    if error.code == Code::Internal {
        return Some(format!("internal error: {error}"));
    }
    let is_obeyed = |text: &String| text.is_empty() || text.chars().any(|c| c != '\n' && c.is_control());
    let rest = [&error.place, &error.help].into_iter().flatten().find(|text| is_obeyed(text));
    let wrong = Some(&error.message).filter(|text| is_obeyed(text) || text.contains('\n')).or(rest);
    wrong.map(|text| format!("error text {text:?}"))
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Has panics noted instead of printed.
pub fn note_panics() {
    std::panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
}

/// What `act` gives, or what it panicked with and where.
pub fn without_panic<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|_| PANIC.take())
}
