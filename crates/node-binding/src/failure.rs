//! Errors and panics on their way to JavaScript.

use std::sync::Once;

use napi::bindgen_prelude::{Error, Result, Status};

/// Does `work` and throws what goes wrong in it.
pub(crate) fn thrown<T>(work: impl FnOnce() -> transpile::Result<T>) -> Result<T> {
    static SILENCE: Once = Once::new();
    SILENCE.call_once(cli::silence_panics);
    cli::caught(work).map_err(|error| Error::new(Status::GenericFailure, cli::error_json(&error)))
}
