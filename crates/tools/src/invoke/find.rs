//! The exported function that a name stands for.

use transpile::{Code, Error, Result};
use wasm_wave::value::FuncType;
use wasm_wave::wasm::{DisplayType, WasmFunc};
use wit_component::DecodedWasm;
use wit_parser::{Function, FunctionKind, Resolve, WorldItem};

use crate::failure;

/// A function and where it is.
pub(super) struct Found {
    pub resolve: Resolve,
    pub interface: Option<String>,
    pub function: Function,
}

impl Found {
    pub fn shown(&self) -> String {
        shown(self.interface.as_deref(), &self.function.name)
    }

    /// `ns:pkg/iface#add: func(a: u32, b: u32) -> u32`
    pub fn signature(&self, ty: &FuncType) -> String {
        let names = self.function.params.iter().map(|parameter| parameter.name.as_str());
        let params: Vec<String> =
            names.zip(ty.params()).map(|(name, ty)| format!("{name}: {}", DisplayType(&ty))).collect();
        let result = ty.results().next().map_or_else(String::new, |ty| format!(" -> {}", DisplayType(&ty)));
        format!("{}: func({}){result}", self.shown(), params.join(", "))
    }
}

/// Finds `add`, `iface.add`, `ns:pkg/iface.add` or `ns:pkg/iface@1.0.0#add`. A name alone is looked for in interfaces too.
pub(super) fn function(component: &[u8], name: &str) -> Result<Found> {
    let decoded = failure::contained(Code::Unsupported, || wit_component::decode(component))?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        return Err(Error::new(Code::WitPackage, "this is an encoded WIT package, which has no code"));
    };
    let all = functions(&resolve, world);
    let (interface, plain) = match name.split_once('#').or_else(|| name.rsplit_once('.')) {
        Some((interface, plain)) => (Some(interface), plain),
        None => (None, name),
    };
    let is_meant = |found: &&(Option<String>, Function)| {
        found.1.name == plain
            && match (interface, &found.0) {
                (Some(wanted), Some(full)) => is_name_of(wanted, full),
                (Some(_), None) => false,
                (None, _) => true,
            }
    };
    let mut matching: Vec<(Option<String>, Function)> = all.iter().filter(is_meant).cloned().collect();
    // The component's own function comes before one of the same name in an interface.
    if interface.is_none() && matching.iter().any(|(interface, _)| interface.is_none()) {
        matching.retain(|(interface, _)| interface.is_none());
    }
    match matching.len() {
        1 => {
            let (interface, function) = matching.remove(0);
            Ok(Found { resolve, interface, function })
        }
        0 => Err(absent(name, &all)),
        _ => Err(Error::new(Code::BadCall, format!("several functions are called {name:?}"))
            .help(format!("name one of {}", list(&matching)))),
    }
}

fn absent(name: &str, all: &[(Option<String>, Function)]) -> Error {
    let error = Error::new(Code::BadCall, format!("the component exports no function {name:?}"));
    match all {
        [] => error.help("it exports no functions at all"),
        _ => error.help(format!("it exports {}", list(all))),
    }
}

/// Everything that can be called, in the order of the world.
fn functions(resolve: &Resolve, world: wit_parser::WorldId) -> Vec<(Option<String>, Function)> {
    let mut all = Vec::new();
    for (key, item) in &resolve.worlds[world].exports {
        match item {
            WorldItem::Function(function) => all.push((None, function.clone())),
            WorldItem::Interface { id, .. } => {
                let name = resolve.name_world_key(key);
                let functions = resolve.interfaces[*id].functions.values();
                let free = functions.filter(|function| {
                    matches!(function.kind, FunctionKind::Freestanding | FunctionKind::AsyncFreestanding)
                });
                all.extend(free.map(|function| (Some(name.clone()), function.clone())));
            }
            WorldItem::Type { .. } => {}
        }
    }
    all
}

/// Whether `wanted` is `ns:pkg/iface@1.0.0`, the same without version, or `iface`.
fn is_name_of(wanted: &str, full: &str) -> bool {
    let unversioned = full.split_once('@').map_or(full, |(name, _)| name);
    let short = unversioned.rsplit_once('/').map_or(unversioned, |(_, name)| name);
    [full, unversioned, short].contains(&wanted)
}

fn shown(interface: Option<&str>, function: &str) -> String {
    match interface {
        Some(interface) => format!("{interface}#{function}"),
        None => function.into(),
    }
}

/// The first dozen of some functions.
fn list(functions: &[(Option<String>, Function)]) -> String {
    let names: Vec<String> =
        functions.iter().map(|(interface, function)| shown(interface.as_deref(), &function.name)).collect();
    match names.len() {
        0..=12 => names.join(", "),
        count => format!("{} and {} more", names[..12].join(", "), count - 12),
    }
}
