//! JavaScript objects, lists and bytes.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A plain object.
    pub type Object;

    #[wasm_bindgen(constructor)]
    fn new() -> Object;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn set(object: &Object, name: &str, value: &JsValue) -> bool;

    /// Bytes in memory of JavaScript's own.
    pub type Uint8Array;

    /// A copy of them.
    #[wasm_bindgen(constructor)]
    pub fn copy_of(bytes: &[u8]) -> Uint8Array;
}

/// `{ name: value, … }`
pub fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, &value);
    }
    object
}
