//! Text, binaries and their metadata.

use napi::bindgen_prelude::{Result, Uint8Array};
use napi_derive::napi;
use tools::Addition;

use crate::failure::thrown;

/// The binary form of text.
#[napi]
pub fn parse(text: &[u8]) -> Result<Uint8Array> {
    thrown(|| tools::parse(text).map(|bytes| Uint8Array::from(bytes.into_owned())))
}

/// The text form of a binary.
#[napi]
pub fn print(wasm: &[u8]) -> Result<String> {
    thrown(|| tools::print(wasm))
}

/// The WIT of a component.
#[napi]
pub fn wit(wasm: &[u8]) -> Result<String> {
    thrown(|| tools::wit(wasm))
}

/// What a component exports, as JSON.
#[napi]
pub fn describe(component: &[u8]) -> Result<String> {
    thrown(|| Ok(serde_json::to_string(&tools::describe(component)?).expect("names and numbers are JSON")))
}

/// A line of source, counted from 1, with a mark below a column, counted from 0.
#[napi]
pub fn excerpt(source: String, line: u32, column: u32) -> String {
    transpile::recognise::excerpt(&source, line as usize, column as usize, 1)
}

/// A binary's metadata, as JSON.
#[napi]
pub fn metadata_show(wasm: &[u8]) -> Result<String> {
    thrown(|| Ok(serde_json::to_string(&tools::metadata_show(wasm)?).expect("names and numbers are JSON")))
}

/// The binary with more metadata: a list of `[field, name, version]`.
#[napi]
pub fn metadata_add(wasm: &[u8], additions: Vec<Vec<String>>) -> Result<Uint8Array> {
    thrown(|| tools::metadata_add(wasm, &read_additions(additions)).map(Uint8Array::from))
}

pub(crate) fn read_additions(additions: Vec<Vec<String>>) -> Vec<Addition> {
    let read = |parts: Vec<String>| {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        Addition { field: next(), name: next(), version: next() }
    };
    additions.into_iter().map(read).collect()
}
