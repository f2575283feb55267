//! Text, binaries and their metadata.

use tools::Addition;
use wasm_bindgen::prelude::*;

use crate::failure::thrown;
use crate::object::Uint8Array;

/// The binary form of text.
#[wasm_bindgen]
pub fn parse(text: &[u8]) -> Result<Uint8Array, JsError> {
    thrown(|| tools::parse(text).map(|bytes| Uint8Array::copy_of(&bytes)))
}

/// The text form of a binary.
#[wasm_bindgen]
pub fn print(wasm: &[u8]) -> Result<String, JsError> {
    thrown(|| tools::print(wasm))
}

/// The WIT of a component.
#[wasm_bindgen]
pub fn wit(wasm: &[u8]) -> Result<String, JsError> {
    thrown(|| tools::wit(wasm))
}

/// What a component exports, as JSON.
#[wasm_bindgen]
pub fn describe(component: &[u8]) -> Result<String, JsError> {
    thrown(|| Ok(serde_json::to_string(&tools::describe(component)?).expect("names and numbers are JSON")))
}

/// A binary's metadata, as JSON.
#[wasm_bindgen(js_name = metadataShow)]
pub fn metadata_show(wasm: &[u8]) -> Result<String, JsError> {
    thrown(|| Ok(serde_json::to_string(&tools::metadata_show(wasm)?).expect("names and numbers are JSON")))
}

/// The binary with more metadata: a flat list of field, name, version, field, name, version…
#[wasm_bindgen(js_name = metadataAdd)]
pub fn metadata_add(wasm: &[u8], additions: Vec<String>) -> Result<Uint8Array, JsError> {
    thrown(|| tools::metadata_add(wasm, &read_additions(&additions)).map(|bytes| Uint8Array::copy_of(&bytes)))
}

pub(crate) fn read_additions(additions: &[String]) -> Vec<Addition> {
    let (additions, _) = additions.as_chunks();
    let read = |[field, name, version]: &[String; 3]| Addition {
        field: field.clone(),
        name: name.clone(),
        version: version.clone(),
    };
    additions.iter().map(read).collect()
}
