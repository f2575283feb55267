//! What a server of many short-lived instances tells the engine, and the system, of their memories.

use napi::Env;
use napi::bindgen_prelude::{ArrayBuffer, Result};
use napi_derive::napi;

/// Tells the engine that the calling thread keeps so many bytes more alive, or fewer.
#[napi]
pub fn adjust_external_memory(env: Env, change: i64) -> Result<()> {
    env.adjust_external_memory(change).map(|_| ())
}

/// Gives the pages of a WebAssembly memory back to the system: what is read of it then is zeros. False where that cannot
/// be done.
#[napi]
#[cfg_attr(not(target_os = "linux"), allow(clippy::needless_pass_by_value))]
pub fn discard_pages(memory: ArrayBuffer<'_>) -> bool {
    discarded(&memory)
}

#[cfg(target_os = "linux")]
fn discarded(memory: &[u8]) -> bool {
    if memory.is_empty() {
        return true;
    }
    // SAFETY: a buffer is plain bytes that JavaScript may change at any time, so nothing here relies on what they are; the
    // pages stay mapped, and are zeros when they are next touched. What does not begin where a page does is refused.
    unsafe { libc::madvise(memory.as_ptr().cast_mut().cast(), memory.len(), libc::MADV_DONTNEED) == 0 }
}

#[cfg(not(target_os = "linux"))]
fn discarded(_memory: &[u8]) -> bool {
    false
}
