//! The last net: a panic becomes an error that asks to be reported.

use std::cell::RefCell;

use transpile::contain::contained;
use transpile::{Code, Error, Result};

thread_local! {
    /// The last panic's message, and the place in parentheses.
    static LAST: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
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
        LAST.set(Some((text.unwrap_or("a panic").to_string(), place)));
    }));
}

/// The message of a panic since the last call of [`caught`], after [`silence_panics`].
pub fn last_panic() -> Option<String> {
    LAST.with_borrow(|last| last.as_ref().map(|(text, _)| text.clone()))
}

/// Does `work`; a panic in it is an error with code E0900.
///
/// # Errors
/// Those of `work`.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    LAST.set(None);
    contained(work).unwrap_or_else(|reason| {
        let message = LAST.take().map_or(reason, |(text, place)| text + &place);
        Err(Error::new(Code::Internal, message)
            .help("this is a mistake of jco: please report it with the input"))
    })
}
