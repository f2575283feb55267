//! The declared side of a component: its imports and exports with the names and documentation of WIT.
//!
//! Declarations are made from this, code is not: code follows the types that the binary carries. Every type that WIT
//! gives a name is one [`TypeDef`], and whoever uses it refers to that, so that a `use`d type leads to its owner.

mod from_types;
mod from_wit;
mod namespaces;
mod promises;

use super::id::{Id, IndexVec};
use crate::names::{self, RootExport};
use std::collections::BTreeSet;

pub(crate) use namespaces::{NamespaceKind, VariantCase};

/// What a component imports and exports.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// `wasi:cli/command@0.2.3`
    pub name: String,
    pub docs: Docs,
    pub interfaces: IndexVec<InterfaceId, Interface>,
    pub types: IndexVec<TypeDefId, TypeDef>,
    /// What each type is when all aliases are followed.
    resolved: IndexVec<TypeDefId, Type>,
    /// Types declared by the world itself are among the imports.
    pub imports: Vec<Extern>,
    pub exports: Vec<Extern>,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct $name(usize);

        impl Id for $name {
            fn new(index: usize) -> Self {
                $name(index)
            }
            fn index(self) -> usize {
                self.0
            }
        }
    )*};
}

ids! {
    InterfaceId;
    /// A type of WIT, with or without a name. `plan::TypeId` is its double in the binary.
    TypeDefId;
}

/// Documentation as it stands in the WIT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    pub text: String,
    /// The version of `@deprecated`.
    pub deprecated: Option<String>,
}

/// An import or an export of the world.
#[derive(Debug)]
pub(crate) struct Extern {
    /// The component's name for it: `wasi:io/streams@0.2.3`, `log`.
    pub name: String,
    pub docs: Docs,
    pub item: Item,
}

#[derive(Debug)]
pub(crate) enum Item {
    Interface(InterfaceId),
    Function(Function),
    Type(TypeDefId),
    /// A core module.
    Module,
}

/// The contents of an instance.
#[derive(Debug, Default)]
pub(crate) struct Interface {
    /// `wasi:io/streams@0.2.3`, or the plain name of an interface written inline in the world.
    pub name: String,
    pub docs: Docs,
    /// Named types in the order of declaration.
    pub types: Vec<TypeDefId>,
    /// Freestanding functions; those of resources are with the resource.
    pub functions: Vec<Function>,
    /// Instances within the instance: no WIT has them, components may.
    pub instances: Vec<(String, InterfaceId)>,
    /// Core modules within the instance, likewise.
    pub modules: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Function {
    /// `greet`; without the resource for one of a resource.
    pub name: String,
    pub docs: Docs,
    /// Without `self`.
    pub params: Vec<(String, Type)>,
    /// Absent for a constructor.
    pub result: Option<Type>,
    pub is_async: bool,
    pub promises: Promises,
}

/// Whether a function gives a promise where WIT says nothing of it (JSPI).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Promises {
    #[default]
    Never,
    /// A host function may.
    Maybe,
    /// An exported one does.
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Type {
    Bool,
    Int { bits: u8, signed: bool },
    Float { bits: u8 },
    Char,
    String,
    ErrorContext,
    Defined(TypeDefId),
}

#[derive(Debug)]
pub(crate) struct TypeDef {
    /// `None` for a type made on the spot, `list<u8>`.
    pub name: Option<String>,
    /// Where the name is declared.
    pub owner: Owner,
    pub docs: Docs,
    pub kind: TypeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    World,
    Interface(InterfaceId),
}

#[derive(Debug)]
pub(crate) enum TypeKind {
    Record(Vec<Field>),
    Variant(Vec<Case>),
    Enum(Vec<Label>),
    Flags(Vec<Label>),
    Resource(Resource),
    /// `type a = b`, and `use`.
    Alias(Type),
    Own(TypeDefId),
    Borrow(TypeDefId),
    Tuple(Vec<Type>),
    List(Type),
    FixedList(Type, u32),
    Map(Type, Type),
    Option(Type),
    Result {
        ok: Option<Type>,
        err: Option<Type>,
    },
    Future(Option<Type>),
    Stream(Option<Type>),
    /// A resource that nothing names.
    Opaque,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub name: String,
    pub docs: Docs,
    pub ty: Type,
}

#[derive(Debug)]
pub(crate) struct Case {
    pub name: String,
    pub docs: Docs,
    pub ty: Option<Type>,
}

/// A case of an enum, or one of its flags.
#[derive(Debug)]
pub(crate) struct Label {
    pub name: String,
    pub docs: Docs,
}

#[derive(Debug, Default)]
pub(crate) struct Resource {
    pub constructor: Option<Function>,
    pub methods: Vec<Function>,
    pub statics: Vec<Function>,
    /// Whether disposing of it gives a promise.
    pub is_disposed_later: bool,
}

impl World {
    /// What `ty` is when all aliases are followed.
    pub fn resolve(&self, ty: Type) -> Type {
        match ty {
            Type::Defined(id) => self.resolved[id],
            ty => ty,
        }
    }

    /// Follows the aliases. As a rule each stands after what it is an alias of, so that one step is enough.
    fn resolve_aliases(&mut self) {
        let mut resolved: IndexVec<TypeDefId, Type> = IndexVec::default();
        for id in self.types.ids() {
            let mut ty = Type::Defined(id);
            while let Type::Defined(target) = ty {
                ty = match self.types[target].kind {
                    _ if target < id => {
                        ty = resolved[target];
                        break;
                    }
                    TypeKind::Alias(next) => next,
                    _ => break,
                };
            }
            resolved.push(ty);
        }
        self.resolved = resolved;
    }

    /// The definition behind `ty` when all aliases are followed, `None` for a primitive type.
    pub fn definition(&self, ty: Type) -> Option<&TypeDef> {
        match self.resolve(ty) {
            Type::Defined(id) => Some(&self.types[id]),
            _ => None,
        }
    }

    /// Whether `undefined` is a value of `ty`.
    ///
    /// An `option` is its payload or `undefined`, unless the payload can be `undefined` itself: then it is tagged.
    pub fn is_nullable(&self, ty: Type) -> bool {
        let mut options = 0;
        let mut ty = ty;
        while let Some(TypeDef { kind: TypeKind::Option(payload), .. }) = self.definition(ty) {
            options += 1;
            ty = *payload;
        }
        options % 2 == 1
    }

    /// What the types in `declared`, all of one owner, are called in TypeScript.
    pub fn type_names(&self, declared: &[TypeDefId]) -> Vec<String> {
        names::distinct(declared.iter().map(|id| {
            let name = self.types[*id].name.as_deref();
            names::upper_camel(name.unwrap_or("type"))
        }))
    }

    /// The names in JavaScript of each of the exports.
    pub fn export_aliases(&self, namespaced: bool) -> Vec<Vec<String>> {
        let root_export = |export: &'_ Extern| match export.item {
            Item::Type(_) => RootExport::Resource,
            _ => RootExport::Value,
        };
        let exports: Vec<_> = self.exports.iter().map(|export| root_export(export)(&export.name)).collect();
        names::export_aliases(&exports, namespaced)
    }

    /// The resource that a type is, perhaps under another name.
    pub fn resource(&self, id: TypeDefId) -> Option<TypeDefId> {
        match self.resolve(Type::Defined(id)) {
            Type::Defined(target) if matches!(self.types[target].kind, TypeKind::Resource(_)) => Some(target),
            _ => None,
        }
    }

    /// The types of `interface` that are other names of resources, whose classes it has under these names where it is
    /// exported.
    pub fn class_aliases(&self, interface: InterfaceId) -> impl Iterator<Item = TypeDefId> {
        let types = self.interfaces[interface].types.iter().copied();
        types.filter(|id| self.resource(*id).is_some_and(|resource| resource != *id))
    }

    /// Whether an exported function has an `err` to throw.
    pub fn throws(&self) -> bool {
        let is_result = |function: &Function| {
            let kind = function.result.and_then(|ty| self.definition(ty)).map(|definition| &definition.kind);
            matches!(kind, Some(TypeKind::Result { .. }))
        };
        let members = |id: &TypeDefId| match &self.types[*id].kind {
            TypeKind::Resource(Resource { constructor, methods, statics, .. }) => {
                constructor.iter().chain(methods).chain(statics).any(is_result)
            }
            _ => false,
        };
        let roots = self.exports.iter().any(|export| match &export.item {
            Item::Function(function) => is_result(function),
            Item::Type(id) => members(id),
            Item::Interface(_) | Item::Module => false,
        });
        let interfaces = self.interfaces_of(&self.exports);
        let mut interfaces = interfaces.iter().map(|id| &self.interfaces[*id]);
        roots
            || interfaces.any(|interface| {
                interface.functions.iter().any(is_result) || interface.types.iter().any(members)
            })
    }

    /// Whether the class, functions, modules or instances of `interface` exist at run time.
    pub fn has_values(&self, interface: InterfaceId) -> bool {
        let Interface { types, functions, instances, modules, .. } = &self.interfaces[interface];
        !functions.is_empty()
            || !modules.is_empty()
            || instances.iter().any(|(_, inner)| self.has_values(*inner))
            || types.iter().any(|id| matches!(self.types[*id].kind, TypeKind::Resource(_)))
    }

    /// The interfaces that `items` give, and those nested in them.
    pub fn interfaces_of(&self, items: &[Extern]) -> BTreeSet<InterfaceId> {
        let mut found = BTreeSet::new();
        let mut pending = Vec::new();
        for item in items {
            if let Item::Interface(id) = item.item {
                pending.push(id);
            }
        }
        while let Some(id) = pending.pop() {
            if found.insert(id) {
                pending.extend(self.interfaces[id].instances.iter().map(|(_, inner)| *inner));
            }
        }
        found
    }
}
