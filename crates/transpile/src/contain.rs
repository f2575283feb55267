//! Libraries assert where they should report: a panic of theirs as a value.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// Runs `work`, and tells what it panicked with.
pub type Catcher = fn(work: &mut dyn FnMut()) -> Result<(), String>;

static CATCHER: OnceLock<Catcher> = OnceLock::new();

/// Has panics caught in another way than by unwinding, which WebAssembly does not do: there a panic is a trap, and what
/// is around the WebAssembly has to catch it. The first call counts.
pub fn catch_with(catcher: Catcher) {
    let _ = CATCHER.set(catcher);
}

/// Does `work`.
///
/// # Errors
/// The message of a panic in it. What it had borrowed or locked may stay so.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    match CATCHER.get() {
        None => catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
            let text =
                panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            text.unwrap_or("no reason was given").to_string()
        }),
        Some(catcher) => {
            let mut work = Some(work);
            let mut done = None;
            catcher(&mut || done = work.take().map(|work| work()))?;
            done.ok_or_else(|| "no reason was given".to_string())
        }
    }
}
