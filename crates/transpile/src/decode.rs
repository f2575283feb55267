//! Bytes in, checked structures out: the component as wasmtime-environ sees it, and the WIT it was made from.
//!
//! Function bodies are not read: the engine validates them when it compiles.

pub(crate) mod adapters;
mod hollow;
mod instantiations;
mod packages;
mod prescan;
mod refusal;
mod value_sizes;

use crate::contain;
use crate::error::Result;
use hollow::Hollow;
use prescan::Prescan;
use std::borrow::Cow;
use wasmparser::{Validator, WasmFeatures};
use wasmtime_environ::component::{
    Component, ComponentTypes, ComponentTypesBuilder, Trampoline, TrampolineIndex, Translator,
    TypeComponentIndex,
};
use wasmtime_environ::{EntityRef, Module, PrimaryMap, ScopeVec, Tunables};
use wit_parser::{Resolve, WorldId};

/// A component that validated.
pub(crate) struct Decoded<'a> {
    pub component: Component,
    pub trampolines: PrimaryMap<TrampolineIndex, Trampoline>,
    pub types: ComponentTypes,
    pub resource_tables: usize,
    pub root: TypeComponentIndex,
    /// Core modules: those of the component in order of appearance, then fused adapters.
    pub modules: Vec<CoreModule<'a>>,
    /// The WIT, where `wit_component` can recover one.
    pub wit: Option<(Resolve, WorldId)>,
    /// Whether a core module throws or catches: then what JavaScript throws must not be catchable.
    pub uses_exceptions: bool,
}

/// One core module.
pub(crate) struct CoreModule<'a> {
    pub module: Module,
    /// Borrowed from the component, owned for a fused adapter.
    pub wasm: Cow<'a, [u8]>,
}

/// Decodes a binary component, as [`crate::recognise::component`] gives it.
///
/// # Errors
/// `Invalid` for what does not validate, `Unsupported` for what wasmtime-environ does not know, `TooLarge` for what would
/// never end.
pub(crate) fn component(bytes: &[u8]) -> Result<Decoded<'_>> {
    refusal::contained(|| instantiations::check(bytes))??;
    let Prescan { knows_tasks, has_fixed_lists } = refusal::contained(|| prescan::prescan(bytes))?;
    if has_fixed_lists {
        refusal::contained(|| value_sizes::check(bytes, features(Exceptions::On)))??;
    }
    if let Some(hollow) = refusal::contained(|| Hollow::of(bytes))?
        && let Ok(Ok(decoded)) = decoded(&hollow, knows_tasks)
    {
        return Ok(decoded);
    }
    decoded(&Hollow::whole(bytes), knows_tasks)?.map_err(|error| refusal::of(&error))
}

fn decoded<'a>(source: &Hollow<'a>, knows_tasks: bool) -> Result<Translated<Decoded<'a>>> {
    let translated = |exceptions| refusal::contained(|| translate(source, features(exceptions), knows_tasks));
    match translated(Exceptions::Off)? {
        Ok(decoded) => Ok(Ok(decoded)),
        Err(_) => Ok(translated(Exceptions::On)?.map(|decoded| Decoded { uses_exceptions: true, ..decoded })),
    }
}

enum Exceptions {
    Off,
    On,
}

/// Everything V8 can run, and the parts of the component model that are errors with a name of their own later.
/// `MULTI_MEMORY` and `REFERENCE_TYPES` have to be on for fused adapters; with `EXCEPTIONS` on each of those is
/// wrapped in a `try_table`, which Node 20 does not know, so it comes second.
fn features(exceptions: Exceptions) -> WasmFeatures {
    let mut features = WasmFeatures::default()
        | WasmFeatures::WIDE_ARITHMETIC
        | WasmFeatures::CM_ASYNC_STACKFUL
        | WasmFeatures::CM_MORE_ASYNC_BUILTINS
        | WasmFeatures::CM_THREADING
        | WasmFeatures::CM_ERROR_CONTEXT
        | WasmFeatures::CM_FIXED_LENGTH_LISTS
        | WasmFeatures::CM_MAP
        | WasmFeatures::CM_IMPLEMENTS
        | WasmFeatures::CM64;
    features.set(WasmFeatures::EXCEPTIONS, matches!(exceptions, Exceptions::On));
    features.set(WasmFeatures::LEGACY_EXCEPTIONS, matches!(exceptions, Exceptions::On));
    features
}

type Translated<T> = wasmtime_environ::error::Result<T>;

fn translate<'a>(source: &Hollow<'a>, features: WasmFeatures, knows_tasks: bool) -> Translated<Decoded<'a>> {
    let mut tunables = Tunables::default_u32();
    tunables.parse_wasm_debuginfo = false;
    tunables.generate_address_map = false;
    // Off makes smaller adapters, and aborts the process where an asynchronous function is fused.
    tunables.concurrency_support = knows_tasks;
    let mut validator = Validator::new_with_features(features);
    let mut types = ComponentTypesBuilder::new(&validator);
    let scope = ScopeVec::new();
    let (translation, modules) =
        Translator::new(&tunables, &mut validator, &mut types, &scope).translate(&source.bytes)?;
    let modules = modules
        .into_iter()
        .map(|(index, module)| CoreModule {
            module: module.module,
            wasm: source.module(index.index(), module.wasm),
        })
        .collect();
    let resource_tables = types.num_resource_tables();
    let (types, root) = types.finish(&translation.component);
    Ok(Decoded {
        component: translation.component,
        trampolines: translation.trampolines,
        types,
        resource_tables,
        root,
        modules,
        wit: wit(&source.bytes),
        uses_exceptions: false,
    })
}

/// `part` as a slice of `whole` where it is one, else a copy.
fn slice_of<'a>(whole: &'a [u8], part: &[u8]) -> Cow<'a, [u8]> {
    let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    match whole.get(start..start.wrapping_add(part.len())) {
        Some(slice) if !part.is_empty() && std::ptr::eq(slice.as_ptr(), part.as_ptr()) => {
            Cow::Borrowed(slice)
        }
        _ => Cow::Owned(part.to_vec()),
    }
}

/// `wit_component` refuses valid components that no WIT describes, and panics on some: either means no WIT,
/// and so do packages that use each other.
fn wit(bytes: &[u8]) -> Option<(Resolve, WorldId)> {
    if packages::depend_on_each_other(bytes) {
        return None;
    }
    // What the modules are made of matters little, and takes long to step over.
    hollow::shell(bytes).and_then(|shell| decoded_wit(&shell)).or_else(|| decoded_wit(bytes))
}

fn decoded_wit(component: &[u8]) -> Option<(Resolve, WorldId)> {
    match contain::contained(|| wit_component::decode(component)) {
        Ok(Ok(wit_component::DecodedWasm::Component(resolve, world))) => Some((resolve, world)),
        _ => None,
    }
}
