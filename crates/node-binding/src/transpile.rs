//! `transpile` and the declarations of a world.

use std::borrow::Cow;

use napi::Env;
use napi::bindgen_prelude::{Result, Uint8ArraySlice};
use napi_derive::napi;
use transpile::{File, Side};

use crate::failure::thrown;
use crate::wit::{WitInput, resolved};

/// A file of the output.
#[napi(object, object_from_js = false)]
pub struct OutputFile<'env> {
    /// A relative path with `/`.
    pub name: String,
    /// Its contents.
    pub bytes: Uint8ArraySlice<'env>,
}

/// What transpiling gives.
#[napi(object, object_from_js = false)]
pub struct Transpiled<'env> {
    /// In the order a listing shows them.
    pub files: Vec<OutputFile<'env>>,
    /// Module specifiers.
    pub imports: Vec<String>,
    /// Names and kinds.
    pub exports: Vec<Vec<String>>,
}

/// Transpiles a component; `options` is JSON.
#[napi]
pub fn transpile<'env>(env: &'env Env, component: &[u8], options: String) -> Result<Transpiled<'env>> {
    let output = thrown(|| transpile::transpile(component, &cli::transpile_options(&options)?))?;
    let exports = output.exports.into_iter().map(|(name, kind)| vec![name, cli::export_kind(kind).into()]);
    Ok(Transpiled { files: made(env, output.files)?, imports: output.imports, exports: exports.collect() })
}

/// Declares a world for its host, or for the component that has it.
#[napi]
pub fn types<'env>(
    env: &'env Env,
    wit: WitInput,
    is_guest: bool,
    options: String,
) -> Result<Vec<OutputFile<'env>>> {
    let side = if is_guest { Side::Guest } else { Side::Host };
    let files = thrown(|| {
        let (wit, world) = resolved(wit)?;
        transpile::types(&wit.resolve, world, side, &cli::transpile_options(&options)?)
    })?;
    made(env, files)
}

/// Files as JavaScript has them. What is a slice of the input is copied into memory of the engine's own, which it can
/// free whenever it wants: memory lent to it is given back only when the event loop turns.
fn made<'env>(env: &'env Env, files: Vec<File<'_>>) -> Result<Vec<OutputFile<'env>>> {
    let bytes = |bytes| match bytes {
        Cow::Borrowed(slice) => Uint8ArraySlice::copy_from(env, slice),
        Cow::Owned(owned) => Uint8ArraySlice::from_data(env, owned),
    };
    files.into_iter().map(|file| Ok(OutputFile { name: file.name, bytes: bytes(file.bytes)? })).collect()
}
