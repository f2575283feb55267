//! The asynchronous part of the component model, refused by name.

use crate::error::{Code, Error, Result};
use wasmtime_environ::component::{CanonicalOptions, Trampoline, TypeFunc};

/// # Errors
/// [`Code::AsyncUnsupported`] for an asynchronous function type or ABI.
pub(super) fn refuse(ty: &TypeFunc, options: &CanonicalOptions, place: &str) -> Result<()> {
    let feature = match (ty.async_, options.async_, options.callback) {
        (_, true, Some(_)) => "an `async` function with a callback",
        (_, true, None) if place.starts_with("import") => "an `async` call of a host function",
        (_, true, None) => "a stackful `async` function",
        (true, false, _) => "an `async` function type",
        (false, false, _) => return Ok(()),
    };
    Err(unsupported(feature, place))
}

/// The error for a built-in function that only asynchronous components need.
pub(super) fn builtin(trampoline: &Trampoline) -> Error {
    use Trampoline::{AsyncStartCall, PrepareCall, SyncStartCall};
    if let PrepareCall { .. } | SyncStartCall { .. } | AsyncStartCall { .. } = trampoline {
        return unsupported("an `async` function", "a call between two components");
    }
    let name = format!("{trampoline:?}");
    let name = name.split([' ', '{', '(']).next().unwrap_or_default();
    unsupported(&format!("the built-in `{}`", dotted(&kebab(name))), "a core module's imports")
}

pub(super) fn unsupported(feature: &str, place: &str) -> Error {
    Error::new(Code::AsyncUnsupported, format!("{feature} is not supported by this version"))
        .at(place)
        .help("build the component for WASI 0.2, whose functions are synchronous")
}

/// `TaskReturn` → `task-return`
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// What the names of built-ins have before the dot.
const FAMILIES: [&str; 9] = [
    "task",
    "subtask",
    "backpressure",
    "waitable-set",
    "waitable",
    "stream",
    "future",
    "error-context",
    "thread",
];

/// `task-return` → `task.return`, as the text format has it.
fn dotted(name: &str) -> String {
    let family =
        FAMILIES.iter().find_map(|family| Some((family, name.strip_prefix(family)?.strip_prefix('-')?)));
    family.map_or_else(|| name.to_owned(), |(family, rest)| format!("{family}.{rest}"))
}
