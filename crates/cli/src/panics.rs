//! The last net: a panic becomes an error that asks to be reported.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use transpile::{Code, Error, Result};

thread_local! {
    static LAST: Cell<Option<String>> = const { Cell::new(None) };
}

/// Keeps panics from being printed; [`caught`] tells of them. For programs, not for libraries.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let text =
            payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        let place = panic
            .location()
            .map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        LAST.set(Some(format!("{}{place}", text.unwrap_or("a panic"))));
    }));
}

/// Does `work`; a panic in it is an error with code E0900.
///
/// # Errors
/// Those of `work`.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(_) => {
            let message = LAST.take().unwrap_or_else(|| "a panic".into());
            Err(Error::new(Code::Internal, message)
                .help("this is a mistake of jco: please report it with the input"))
        }
    }
}
