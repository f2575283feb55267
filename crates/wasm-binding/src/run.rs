//! What running a component needs besides an engine.

use serde_json::json;
use transpile::{Code, Error};
use wasm_bindgen::prelude::*;

use crate::disk::{Host, streams};
use crate::failure::thrown;
use crate::object::{Object, Uint8Array, object};

/// Reads the app of a request and makes of it what an engine runs: `{bytes, table, made, isCached}`.
#[wasm_bindgen(js_name = loadApp)]
pub fn load_app(request: &str, host: &Host) -> Result<Object, JsError> {
    let (bytes, parts) = thrown(|| {
        let request = serde_json::from_str(request)
            .map_err(|error| Error::new(Code::Internal, format!("no request: {error}")))?;
        Ok(match cli::load(&request, "", &mut streams(host))? {
            cli::Loaded::CoreModule(bytes) => (bytes, None),
            cli::Loaded::Component { bytes, parts, .. } => (bytes, Some(parts)),
        })
    })?;
    let table = parts.as_ref().map(|parts| serde_json::to_string(parts).expect("names and numbers are JSON"));
    Ok(object([
        ("bytes", Uint8Array::copy_of(&bytes).into()),
        ("table", table.into()),
        ("made", Uint8Array::copy_of(parts.as_ref().map_or(&[], |parts| &*parts.made)).into()),
        ("isCached", false.into()),
    ]))
}

/// A call in WAVE, as JSON: `{interface, function, arguments, isFallible}`.
#[wasm_bindgen(js_name = readCall)]
pub fn read_call(component: &[u8], text: &str) -> Result<String, JsError> {
    thrown(|| {
        let call = tools::Call::new(component, text)?;
        Ok(json!({
            "interface": call.interface,
            "function": call.function,
            "arguments": call.arguments,
            "isFallible": call.is_fallible(),
        })
        .to_string())
    })
}

/// What a call returned, in WAVE; none where it returns nothing.
#[wasm_bindgen(js_name = showResult)]
pub fn show_result(component: &[u8], text: &str, outcome: &str) -> Result<Option<String>, JsError> {
    thrown(|| {
        let outcome = serde_json::from_str(outcome)
            .map_err(|error| Error::new(Code::Internal, format!("no JSON: {error}")))?;
        tools::Call::new(component, text)?.shown(&outcome)
    })
}
