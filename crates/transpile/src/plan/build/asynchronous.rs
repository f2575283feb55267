//! The asynchronous part of the component model, refused by name.

use crate::error::{Code, Error, Result};
use wasmtime_environ::component::{CanonicalOptions, Trampoline, TypeFunc};

/// # Errors
/// [`Code::AsyncUnsupported`] for an asynchronous function type or ABI.
pub(super) fn refuse(ty: &TypeFunc, options: &CanonicalOptions, place: &str) -> Result<()> {
    let feature = match (ty.async_, options.async_, options.callback) {
        (_, true, Some(_)) => "an `async` function with a callback",
        (_, true, None) => "a stackful `async` function",
        (true, false, _) => "an `async` function type",
        (false, false, _) => return Ok(()),
    };
    Err(unsupported(feature, place))
}

/// The error for a built-in function that only asynchronous components need.
pub(super) fn builtin(trampoline: &Trampoline) -> Error {
    let name = format!("{trampoline:?}");
    let name = name.split([' ', '{', '(']).next().unwrap_or_default();
    unsupported(&format!("the built-in `{}`", kebab(name)), "a core module's imports")
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
