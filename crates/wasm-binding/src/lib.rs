//! The engine as WebAssembly: functions of `transpile`, `tools` and `cli` as wasm-bindgen exports them, under the names
//! of the Node addon. Nothing is decided here.
//!
//! `packages/jco/src/binding-wasm.js` is the only caller. An error's message is the JSON of `cli::error_json`. Panics
//! abort here, so that what is to survive one runs inside a call of JavaScript's: see `failure`.

#[cfg(feature = "command-line")]
pub mod command_line;
#[cfg(feature = "command-line")]
mod disk;
mod failure;
mod object;
#[cfg(feature = "command-line")]
pub mod run;
#[cfg(feature = "tools")]
pub mod text;
pub mod transpile;
#[cfg(feature = "tools")]
pub mod wit;
