//! From a core module, or from WIT alone, to a component.

use std::borrow::Cow;

use transpile::recognise::{Kind, recognise};
use transpile::{Code, Error, Result};
use wit_component::ComponentEncoder;
pub use wit_component::StringEncoding;
use wit_parser::WorldId;

use crate::metadata::{self, Addition};
use crate::{Wit, decode, dummy, failure, text};

/// A core module that implements the imports of one module name by those of a world.
#[derive(Clone, Debug)]
pub struct Adapter<'a> {
    /// The import module name it stands for: `wasi_snapshot_preview1`.
    pub name: Cow<'a, str>,
    /// The adapter, in binary or text form.
    pub bytes: Cow<'a, [u8]>,
}

/// The import module name of WASI preview 1.
const PREVIEW_1: &str = "wasi_snapshot_preview1";

impl<'a> Adapter<'a> {
    /// One from WASI preview 1.
    pub const fn of_preview_1(bytes: Cow<'a, [u8]>) -> Adapter<'a> {
        Adapter { name: Cow::Borrowed(PREVIEW_1), bytes }
    }
}

#[cfg(feature = "adapters")]
mod preview_1 {
    use super::{Adapter, Cow};
    use wasi_preview1_component_adapter_provider as provider;

    impl Adapter<'static> {
        /// From WASI preview 1 to WASI 0.2, for a module with `_start`.
        pub const COMMAND: Adapter<'static> =
            Adapter::of_preview_1(Cow::Borrowed(provider::WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER));
        /// From WASI preview 1 to WASI 0.2, for a module whose exports are called.
        pub const REACTOR: Adapter<'static> =
            Adapter::of_preview_1(Cow::Borrowed(provider::WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER));
        /// From WASI preview 1 to the imports of `wasi:http/proxy`: no files, no environment.
        pub const PROXY: Adapter<'static> =
            Adapter::of_preview_1(Cow::Borrowed(provider::WASI_SNAPSHOT_PREVIEW1_PROXY_ADAPTER));
    }
}

/// Makes a component of a core module that carries its WIT, as bindings generators and [`embed`] put it there.
///
/// # Errors
/// A module whose imports and exports do not fit its world and the adapters.
pub fn new(core: &[u8], adapters: &[Adapter<'_>]) -> Result<Vec<u8>> {
    let core = core_module(core)?;
    let adapters = adapters
        .iter()
        .map(|adapter| Ok((&*adapter.name, core_module(&adapter.bytes)?)))
        .collect::<Result<Vec<_>>>()?;
    failure::contained(Code::Encode, || {
        let mut encoder = ComponentEncoder::default().validate(true).module(&core)?;
        for (name, bytes) in &adapters {
            encoder = encoder.adapter(name, bytes)?;
        }
        encoder.encode()
    })
    .map_err(|error| advise(error, !adapters.is_empty()))
}

fn core_module(input: &[u8]) -> Result<Cow<'_, [u8]>> {
    let binary = text::parse(input)?;
    match recognise(&binary) {
        Kind::CoreModule => {
            failure::whole(&binary, Code::Invalid)?;
            decode::check_embedded_packages(&binary)?;
            Ok(binary)
        }
        _ => Err(Error::new(Code::Encode, "this is a component, and a core module is needed")
            .help("`jco transpile` takes it as it is")),
    }
}

/// Adds to an encoder's error what usually helps.
fn advise(error: Error, is_adapted: bool) -> Error {
    let asks_for_preview1 = error.message.contains(PREVIEW_1) || error.message.contains("`wasi_unstable`");
    let help = if error.message.contains("module requires an import interface named")
        && asks_for_preview1
        && !is_adapted
    {
        "the module uses WASI preview 1: add --wasi-command if it has a `_start`, else --wasi-reactor"
    } else if error.message.contains("failed to find export of interface")
        || error.message.contains("does not export")
    {
        "the module does not implement the world embedded in it"
    } else if error.message.contains("module requires an import interface named") {
        "put the WIT of the module's world into it first, with `jco embed`, or give an adapter with --adapt"
    } else {
        return error;
    };
    error.help(help)
}

/// Puts a world into a core module, as [`new`] needs it. Without a module one is made up whose functions trap.
///
/// # Errors
/// A world that cannot be encoded, metadata fields there are not.
pub fn embed(
    core: Option<&[u8]>,
    (wit, world): (&Wit, WorldId),
    encoding: StringEncoding,
    additions: &[Addition],
) -> Result<Vec<u8>> {
    let mut module = match core {
        Some(core) => core_module(core)?.into_owned(),
        None => failure::contained(Code::Encode, || Ok(dummy::module(&wit.resolve, world)))?,
    };
    failure::contained(Code::Encode, || {
        wit_component::embed_component_metadata(&mut module, &wit.resolve, world, encoding)
    })?;
    match additions {
        [] => Ok(module),
        _ => metadata::add(&module, additions),
    }
}

/// A component of a world whose every function traps: to see how a world looks from JavaScript.
///
/// # Errors
/// A world that cannot be encoded.
pub fn stub(wit: &Wit, world: WorldId) -> Result<Vec<u8>> {
    new(&embed(None, (wit, world), StringEncoding::UTF8, &[])?, &[])
}
