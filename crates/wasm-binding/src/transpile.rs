//! `transpile` and the declarations of a world.

use transpile::File;
use wasm_bindgen::prelude::*;

use crate::failure::thrown;
use crate::object::{Object, Uint8Array, object};

/// Transpiles a component; `options` is JSON.
#[wasm_bindgen]
pub fn transpile(component: &[u8], options: &str) -> Result<Object, JsError> {
    let output = thrown(|| transpile::transpile(component, &cli::transpile_options(options)?))?;
    let exports =
        output.exports.into_iter().map(|(name, kind)| vec![name, cli::export_kind(kind).to_string()]);
    Ok(object([
        ("files", made(output.files).into()),
        ("imports", output.imports.into()),
        ("exports", exports.map(JsValue::from).collect::<Vec<_>>().into()),
    ]))
}

/// Declares a world for its host, or for the component that has it.
#[cfg(feature = "tools")]
#[wasm_bindgen]
pub fn types(wit: &crate::wit::WitInput, is_guest: bool, options: &str) -> Result<Vec<Object>, JsError> {
    use transpile::Side;
    let side = if is_guest { Side::Guest } else { Side::Host };
    let files = thrown(|| {
        let (wit, world) = crate::wit::resolved(wit)?;
        transpile::types(&wit.resolve, world, side, &cli::transpile_options(options)?)
    })?;
    Ok(made(files))
}

/// Files as JavaScript has them: `{ name, bytes }`.
fn made(files: Vec<File<'_>>) -> Vec<Object> {
    let made = |file: File<'_>| {
        object([("name", file.name.into()), ("bytes", Uint8Array::copy_of(&file.bytes).into())])
    };
    files.into_iter().map(made).collect()
}
