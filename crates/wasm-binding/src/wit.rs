//! What is made of WIT and core modules.

use std::borrow::Cow;
use std::path::Path;

use tools::{Adapter, Sources, StringEncoding, Wit, WorldId};
use transpile::{Code, Error};
use wasm_bindgen::prelude::*;

use crate::failure::thrown;
use crate::object::Uint8Array;
use crate::text::read_additions;

#[wasm_bindgen]
extern "C" {
    /// A file of WIT, or an adapter: `{ name, bytes }`.
    pub type NamedBytes;

    #[wasm_bindgen(method, getter)]
    fn name(this: &NamedBytes) -> String;

    #[wasm_bindgen(method, getter)]
    fn bytes(this: &NamedBytes) -> Vec<u8>;

    /// WIT: `{ path?, files?, world?, features }`.
    pub type WitInput;

    #[wasm_bindgen(method, getter)]
    fn path(this: &WitInput) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn files(this: &WitInput) -> Option<Vec<NamedBytes>>;

    #[wasm_bindgen(method, getter)]
    fn world(this: &WitInput) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn features(this: &WitInput) -> String;
}

/// Resolves WIT and finds its world.
pub(crate) fn resolved(input: &WitInput) -> transpile::Result<(Wit, WorldId)> {
    let sources = match input.path() {
        Some(path) => cli::wit_sources(Path::new(&path))?,
        None => Sources {
            root: String::new(),
            files: input
                .files()
                .into_iter()
                .flatten()
                .map(|file| (file.name(), Cow::Owned(file.bytes())))
                .collect(),
        },
    };
    let wit = Wit::new(&sources, &cli::features(&input.features())?)?;
    let world = wit.world(input.world().as_deref())?;
    Ok((wit, world))
}

/// A component of a world whose functions trap.
#[wasm_bindgen]
pub fn stub(wit: &WitInput) -> Result<Uint8Array, JsError> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        tools::stub(&wit, world).map(|bytes| Uint8Array::copy_of(&bytes))
    })
}

/// The JavaScript that a project of the world begins with, as JSON: `{world, parts}`.
#[cfg(feature = "command-line")]
#[wasm_bindgen]
pub fn skeleton(wit: &WitInput, is_guest: bool, is_type_script: bool) -> Result<String, JsError> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        Ok(cli::skeleton_json(&wit, world, is_guest, is_type_script))
    })
}

/// A component made of a core module.
#[wasm_bindgen(js_name = componentNew)]
pub fn component_new(core: &[u8], adapters: Vec<NamedBytes>) -> Result<Uint8Array, JsError> {
    let adapter = |file: &NamedBytes| Adapter { name: file.name().into(), bytes: file.bytes().into() };
    thrown(|| {
        let adapters: Vec<_> = adapters.iter().map(adapter).collect();
        tools::new(core, &adapters).map(|bytes| Uint8Array::copy_of(&bytes))
    })
}

/// A core module, or one made up, with a world in it.
#[wasm_bindgen(js_name = componentEmbed)]
pub fn component_embed(
    core: Option<Vec<u8>>,
    wit: &WitInput,
    string_encoding: &str,
    metadata: Vec<String>,
) -> Result<Uint8Array, JsError> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        let encoding: StringEncoding = string_encoding.parse().map_err(|_| {
            Error::new(Code::BadOption, format!("there is no string encoding {string_encoding:?}"))
        })?;
        tools::embed(core.as_deref(), (&wit, world), encoding, &read_additions(&metadata))
            .map(|bytes| Uint8Array::copy_of(&bytes))
    })
}
