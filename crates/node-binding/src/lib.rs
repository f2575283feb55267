//! The Node addon: functions of `transpile`, `tools` and `cli` as N-API calls them. Nothing is decided here.
//!
//! `packages/jco/src/binding.js` is the only caller. Bytes come in borrowed; bytes that go out are made without a
//! copy, or with one where they are a slice of the input. An error's message is the JSON of `cli::error_json`.

mod allocator;
pub mod command_line;
mod failure;
#[cfg(unix)]
pub mod files;
pub mod memory;
pub mod run;
#[cfg(unix)]
pub mod sockets;
pub mod text;
pub mod transpile;
pub mod wit;

#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;
