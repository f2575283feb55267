//! Errors and panics on their way to JavaScript.
//!
//! A panic ends in a trap, which nothing in WebAssembly can catch but JavaScript can. So what may panic without harm is
//! called by way of JavaScript: `Reflect.apply(work, undefined, [])`. That catches a stack that has overflowed, too.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = apply)]
    fn apply(work: &mut dyn FnMut(), this: JsValue, args: Vec<JsValue>) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = String)]
    fn text_of(value: &JsValue) -> String;
}

/// Has panics caught, of every function called from here on.
#[wasm_bindgen(start)]
fn start() {
    cli::silence_panics();
    transpile::contain::catch_with(|work| {
        apply(&mut || work(), JsValue::UNDEFINED, Vec::new())
            .map_err(|thrown| cli::last_panic().unwrap_or_else(|| text_of(&thrown)))
    });
}

/// Does `work` and throws what goes wrong in it.
pub(crate) fn thrown<T>(work: impl FnOnce() -> transpile::Result<T>) -> Result<T, JsError> {
    cli::caught(work).map_err(|error| JsError::new(&cli::error_json(&error)))
}
