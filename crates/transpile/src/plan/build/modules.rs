//! Core modules: what they import and export, and the two forms of fused adapters.

use super::*;
use crate::decode::adapters;
use std::borrow::Cow;
use std::collections::HashMap;

/// The names a core module goes by outside.
pub(super) struct Interface {
    pub imports: Vec<(String, String)>,
    exports: HashMap<EntityIndex, String>,
    memories: Vec<Pointer>,
}

impl Interface {
    /// The first name under which an entity is exported.
    pub fn export(&self, index: EntityIndex) -> String {
        self.exports.get(&index).cloned().expect("wasmtime-environ refers to exported entities only")
    }

    pub fn pointer(&self, memory: MemoryIndex) -> Pointer {
        self.memories[memory.index()]
    }
}

pub(super) type Modules<'a> = IndexVec<ModuleId, CoreModule<'a>>;

/// Takes the modules out of `decoded`.
pub(super) fn modules<'a>(decoded: &mut Decoded<'a>) -> Result<(Modules<'a>, Vec<Interface>)> {
    let fused = fused(&decoded.component);
    let mut modules = IndexVec::default();
    let mut interfaces = Vec::new();
    for (index, module) in std::mem::take(&mut decoded.modules).into_iter().enumerate() {
        interfaces.push(interface(&module.module));
        let exports = exports(&module.module);
        modules.push(match fused.contains(&index) {
            true => CoreModule { exports, ..adapter(&module.wasm)? },
            false => CoreModule {
                features: features::of(&module.wasm),
                wasm: module.wasm,
                exports,
                single_memory: None,
            },
        });
    }
    Ok((modules, interfaces))
}

/// Adapters are the modules that belong to no component instance.
fn fused(component: &environ::Component) -> Vec<usize> {
    let fused = component.initializers.iter().filter_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(environ::InstantiateModule::Static(module, _), None) => {
            Some(module.index())
        }
        _ => None,
    });
    fused.collect()
}

/// # Errors
/// [`Code::Unsupported`] for an adapter that does not validate, as wasmtime-environ makes for some types.
fn adapter(wasm: &[u8]) -> Result<CoreModule<'static>> {
    if let Err(error) =
        wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(wasm)
    {
        let reason = error.message();
        return Err(Error::new(
            Code::Unsupported,
            format!("the code for calls between its components is invalid: {reason}"),
        )
        .at("a call from one component to another")
        .help("fixed-length lists in 64-bit memories are known to fail: use lists of variable length"));
    }
    let forms = adapters::forms(wasm)
        .map_err(|reason| Error::new(Code::Internal, format!("fused adapter: {reason}")))?;
    Ok(CoreModule {
        wasm: Cow::Owned(forms.multi_memory),
        features: Vec::new(),
        exports: Default::default(),
        single_memory: forms
            .single_memory
            .map(|form| SingleMemory { wasm: form.wasm, imports: form.imports }),
    })
}

fn exports(module: &wasmtime_environ::Module) -> HashMap<String, usize> {
    let mut numbers = HashMap::new();
    let exports = module.exports.iter().map(|(name, index)| {
        let next = numbers.len();
        (module.strings[*name].to_owned(), *numbers.entry(*index).or_insert(next))
    });
    exports.collect()
}

fn interface(module: &wasmtime_environ::Module) -> Interface {
    let mut exports = HashMap::new();
    for (name, index) in module.exports.iter() {
        exports.entry(*index).or_insert_with(|| module.strings[*name].to_owned());
    }
    let pointers = module.memories.values().map(|memory| match memory.idx_type {
        wasmtime_environ::IndexType::I32 => Pointer::Bits32,
        wasmtime_environ::IndexType::I64 => Pointer::Bits64,
    });
    Interface {
        imports: module.imports().map(|(module, name, _)| (module.to_owned(), name.to_owned())).collect(),
        exports,
        memories: pointers.collect(),
    }
}
