//! `transpile` and the declarations of a world.

use std::borrow::Cow;

use napi::bindgen_prelude::{Result, Uint8Array};
use napi_derive::napi;
use transpile::{File, Side};

use crate::failure::thrown;
use crate::wit::{WitInput, resolved};

/// A file of the output, or of WIT.
#[napi(object)]
pub struct NamedBytes {
    /// A relative path with `/`.
    pub name: String,
    /// Its contents.
    pub bytes: Uint8Array,
}

/// What transpiling gives.
#[napi(object)]
pub struct Transpiled {
    /// In the order a listing shows them.
    pub files: Vec<NamedBytes>,
    /// Module specifiers.
    pub imports: Vec<String>,
    /// Names and kinds.
    pub exports: Vec<Vec<String>>,
}

/// Transpiles a component; `options` is JSON.
#[napi]
pub fn transpile(component: &[u8], options: String) -> Result<Transpiled> {
    thrown(|| {
        let output = transpile::transpile(component, &cli::transpile_options(&options)?)?;
        let exports =
            output.exports.into_iter().map(|(name, kind)| vec![name, cli::export_kind(kind).into()]);
        Ok(Transpiled { files: named(output.files), imports: output.imports, exports: exports.collect() })
    })
}

/// Declares a world for its host, or for the component that has it.
#[napi]
pub fn types(wit: WitInput, is_guest: bool, options: String) -> Result<Vec<NamedBytes>> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        let side = if is_guest { Side::Guest } else { Side::Host };
        transpile::types(&wit.resolve, world, side, &cli::transpile_options(&options)?).map(named)
    })
}

fn named(files: Vec<File<'_>>) -> Vec<NamedBytes> {
    let bytes = |bytes| match bytes {
        Cow::Borrowed(slice) => Uint8Array::with_data_copied(slice),
        Cow::Owned(owned) => Uint8Array::new(owned),
    };
    files.into_iter().map(|file| NamedBytes { name: file.name, bytes: bytes(file.bytes) }).collect()
}
