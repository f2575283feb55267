//! What is made of WIT and core modules.

use std::borrow::Cow;
use std::path::Path;

use napi::bindgen_prelude::{Result, Uint8Array};
use napi_derive::napi;
use tools::{Adapter, Sources, StringEncoding, Wit, WorldId};
use transpile::{Code, Error};

use crate::failure::thrown;
use crate::text::read_additions;

/// A file of WIT, or an adapter.
#[napi(object)]
pub struct NamedBytes {
    /// A relative path with `/`, or the import module's name.
    pub name: String,
    /// Its contents.
    pub bytes: Uint8Array,
}

/// WIT: a path, or files.
#[napi(object)]
pub struct WitInput {
    /// A file or folder.
    pub path: Option<String>,
    /// The files, where there is no path.
    pub files: Option<Vec<NamedBytes>>,
    /// The world asked for.
    pub world: Option<String>,
    /// WIT features, as JSON.
    pub features: String,
}

/// Resolves WIT and finds its world.
pub(crate) fn resolved(input: WitInput) -> transpile::Result<(Wit, WorldId)> {
    let sources = match &input.path {
        Some(path) => cli::wit_sources(Path::new(path))?,
        None => Sources {
            root: String::new(),
            files: input
                .files
                .iter()
                .flatten()
                .map(|file| (file.name.clone(), Cow::Borrowed(&*file.bytes)))
                .collect(),
        },
    };
    let wit = Wit::new(&sources, &cli::features(&input.features)?)?;
    let world = wit.world(input.world.as_deref())?;
    Ok((wit, world))
}

/// A component of a world whose functions trap.
#[napi]
pub fn stub(wit: WitInput) -> Result<Uint8Array> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        tools::stub(&wit, world).map(Uint8Array::from)
    })
}

/// The JavaScript that a project of the world begins with, as JSON: `{world, parts}`.
#[napi]
pub fn skeleton(wit: WitInput, is_guest: bool, is_type_script: bool) -> Result<String> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        Ok(cli::skeleton_json(&wit, world, is_guest, is_type_script))
    })
}

/// A component made of a core module.
#[napi]
pub fn component_new(core: &[u8], adapters: Vec<NamedBytes>) -> Result<Uint8Array> {
    let adapter =
        |file: &NamedBytes| Adapter { name: file.name.clone().into(), bytes: file.bytes.to_vec().into() };
    thrown(|| tools::new(core, &adapters.iter().map(adapter).collect::<Vec<_>>()).map(Uint8Array::from))
}

/// A core module, or one made up, with a world in it.
#[napi]
pub fn component_embed(
    core: Option<Uint8Array>,
    wit: WitInput,
    string_encoding: String,
    metadata: Vec<Vec<String>>,
) -> Result<Uint8Array> {
    thrown(|| {
        let (wit, world) = resolved(wit)?;
        let encoding: StringEncoding = string_encoding.parse().map_err(|_| {
            Error::new(Code::BadOption, format!("there is no string encoding {string_encoding:?}"))
        })?;
        tools::embed(core.as_deref(), (&wit, world), encoding, &read_additions(metadata))
            .map(Uint8Array::from)
    })
}

/// One of the adapters from WASI preview 1: `command`, `reactor` or `proxy`.
#[napi]
pub fn adapter(kind: String) -> Option<Uint8Array> {
    let adapter = match kind.as_str() {
        "command" => Adapter::COMMAND,
        "reactor" => Adapter::REACTOR,
        "proxy" => Adapter::PROXY,
        _ => return None,
    };
    Some(Uint8Array::with_data_copied(adapter.bytes))
}
