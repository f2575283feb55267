//! What a component exports, described for whoever makes calls without having seen its WIT: a form, a proxy, a test.
//!
//! Serialized it is the JSON of the JS API. Types are a table, because those that are nested would be written over and
//! over; what refers to one is its place there, or the name of a primitive type.

mod types;

use serde::Serialize;
use transpile::names::{self, FunctionName, RootExport};
use transpile::{Result, recognise};
use wit_parser::{Function, FunctionKind, InterfaceId, Resolve, TypeDefKind, WorldId, WorldItem, WorldKey};

use crate::decode;
use types::Types;
pub use types::{Type, TypeRef};

/// What can be called from outside, and with what.
#[derive(Debug, Serialize)]
pub struct Description {
    /// The types that functions refer to.
    pub types: Vec<Type>,
    /// The functions, by where they are.
    pub exports: Vec<Export>,
}

/// An exported interface, or the functions that the component exports by themselves.
#[derive(Debug, Serialize)]
pub struct Export {
    /// `ns:pkg/iface@1.0.0`; none for functions of the component itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The JavaScript property that has the interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The comment in the WIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// In the order of the WIT.
    pub functions: Vec<Callable>,
}

/// A function.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Callable {
    /// `get` for `[method]counter.get`; none of a constructor.
    pub name: String,
    /// How it is called.
    pub kind: CallKind,
    /// The resource that a constructor makes, or whose method or static function it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<TypeRef>,
    /// The JavaScript property that it is; of a constructor, none.
    pub key: String,
    /// Without the `self` of a method.
    pub params: Vec<Param>,
    /// None where nothing is returned.
    pub result: Option<TypeRef>,
    /// Whether WIT calls it async.
    pub is_async: bool,
    /// The comment in the WIT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CallKind {
    /// By itself.
    Function,
    /// With `new`.
    Constructor,
    /// On a resource.
    Method,
    /// On the class of a resource.
    Static,
}

/// A parameter.
#[derive(Debug, Serialize)]
pub struct Param {
    /// As in the WIT.
    pub name: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub ty: TypeRef,
}

/// Describes what `component` exports.
///
/// # Errors
/// Input that is no component, and components whose types cannot be said in WIT.
pub fn describe(component: &[u8]) -> Result<Description> {
    let binary = recognise::binary(component)?;
    let (resolve, world) = decode::component(&binary)?;
    let keys = export_keys(&resolve, world);
    let mut types = Types::new(&resolve);
    let mut exports: Vec<Export> = Vec::new();
    let own = own_functions(&resolve, world, &keys);
    if !own.is_empty() {
        let functions = own.into_iter().map(|(function, key)| callable(function, key, &mut types, None));
        exports.push(Export { name: None, key: None, docs: None, functions: functions.collect() });
    }
    for ((key, item), js) in resolve.worlds[world].exports.iter().zip(&keys) {
        if let WorldItem::Interface { id, .. } = item {
            exports.push(interface(*id, resolve.name_world_key(key), js.clone(), &mut types));
        }
    }
    Ok(Description { exports, types: types.into_table() })
}

/// The functions that a component exports by themselves, with their names in JavaScript.
fn own_functions<'a>(resolve: &'a Resolve, world: WorldId, keys: &[String]) -> Vec<(&'a Function, String)> {
    let items = resolve.worlds[world].exports.values().zip(keys);
    items
        .filter_map(|(item, key)| match item {
            WorldItem::Function(function) => Some((function, key.clone())),
            _ => None,
        })
        .collect()
}

/// An exported interface. The names of its functions in JavaScript differ, as those of the output do.
fn interface(id: InterfaceId, name: String, key: String, types: &mut Types<'_>) -> Export {
    let interface = &types.resolve.interfaces[id];
    let functions = interface.functions.values();
    let free = functions.clone().filter(|function| function.kind.resource().is_none());
    let mut keys = names::distinct(free.map(|function| names::lower_camel(&function.name))).into_iter();
    let functions = functions.map(|function| {
        let own = if function.kind.resource().is_none() { keys.next() } else { None };
        callable(function, own.unwrap_or_default(), types, Some(&key))
    });
    Export {
        functions: functions.collect(),
        docs: interface.docs.contents.clone(),
        name: Some(name),
        key: Some(key),
    }
}

/// What each export of a world is called in JavaScript, by its full name where it has several.
fn export_keys(resolve: &Resolve, world: WorldId) -> Vec<String> {
    let exports = &resolve.worlds[world].exports;
    let names: Vec<(bool, String)> = exports
        .iter()
        .map(|(key, item)| (is_resource(resolve, item), key_name(resolve, key, item)))
        .collect();
    let roots: Vec<RootExport<'_>> = names
        .iter()
        .map(
            |(is_resource, name)| {
                if *is_resource { RootExport::Resource(name) } else { RootExport::Value(name) }
            },
        )
        .collect();
    names::export_aliases(&roots, true)
        .into_iter()
        .map(|mut aliases| aliases.pop().unwrap_or_default())
        .collect()
}

fn key_name(resolve: &Resolve, key: &WorldKey, item: &WorldItem) -> String {
    match item {
        WorldItem::Function(function) => function.name.clone(),
        _ => resolve.name_world_key(key),
    }
}

fn is_resource(resolve: &Resolve, item: &WorldItem) -> bool {
    matches!(item, WorldItem::Type { id, .. } if matches!(resolve.types[*id].kind, TypeDefKind::Resource))
}

/// A function; `key` is its name in JavaScript, unless it is of a resource.
fn callable(function: &Function, key: String, types: &mut Types<'_>, interface: Option<&str>) -> Callable {
    let (kind, name, key) = match FunctionName::parse(&function.name) {
        FunctionName::Constructor(_) => (CallKind::Constructor, "", String::new()),
        FunctionName::Method(_, name) => (CallKind::Method, name, names::lower_camel(name)),
        FunctionName::Static(_, name) => (CallKind::Static, name, names::static_method(name)),
        FunctionName::Freestanding(name) => (CallKind::Function, name, key),
    };
    let resource = function.kind.resource().map(|id| types.exported_resource(id, interface));
    let without_self = usize::from(kind == CallKind::Method);
    let params = function.params.iter().skip(without_self);
    Callable {
        params: params.map(|param| Param { name: param.name.clone(), ty: types.refer(&param.ty) }).collect(),
        result: function.result.as_ref().map(|ty| types.refer(ty)),
        is_async: matches!(
            function.kind,
            FunctionKind::AsyncFreestanding | FunctionKind::AsyncMethod(_) | FunctionKind::AsyncStatic(_)
        ),
        docs: function.docs.contents.clone(),
        name: name.to_owned(),
        kind,
        resource,
        key,
    }
}
