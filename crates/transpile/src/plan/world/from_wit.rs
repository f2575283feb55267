//! A [`World`] from WIT. Types and interfaces keep the order, and so the indices, that they have in the [`Resolve`].

use super::{
    Case, Docs, Extern, Field, Function, Id, Interface, InterfaceId, Item, Label, Owner, Resource, Type,
    TypeDef, TypeDefId, TypeKind, World,
};
use wit_parser::{FunctionKind, Handle, Resolve, Stability, TypeDefKind, TypeOwner, WorldId, WorldItem};

impl World {
    /// The declared side of world `id`.
    pub fn from_wit(wit: &Resolve, id: WorldId) -> World {
        let declared = &wit.worlds[id];
        let name = match declared.package {
            Some(package) => wit.id_of_name(package, &declared.name),
            None => declared.name.clone(),
        };
        let mut world = World {
            name,
            docs: docs(&declared.docs, &declared.stability),
            interfaces: wit
                .interfaces
                .iter()
                .map(|(id, interface)| convert_interface(wit, id, interface))
                .collect(),
            types: wit.types.iter().map(|(_, ty)| convert_type(ty)).collect(),
            ..World::default()
        };
        world.resolve_aliases();
        let members = wit.interfaces.iter().flat_map(|(_, interface)| interface.functions.values());
        members.for_each(|function| world.add_member(function));
        world.imports = world.externs(wit, &declared.imports);
        world.exports = world.externs(wit, &declared.exports);
        world
    }

    fn externs<'a>(
        &mut self,
        wit: &Resolve,
        items: impl IntoIterator<Item = (&'a wit_parser::WorldKey, &'a WorldItem)>,
    ) -> Vec<Extern> {
        let mut externs = Vec::new();
        for (key, item) in items {
            let name = wit.name_world_key(key);
            let (docs, item) = match item {
                WorldItem::Interface { id, docs: contents, stability, .. } => {
                    let id = InterfaceId::new(id.index());
                    let interface = &mut self.interfaces[id];
                    if interface.name.is_empty() {
                        interface.name.clone_from(&name);
                    }
                    (docs(contents, stability), Item::Interface(id))
                }
                WorldItem::Type { id, .. } => (Docs::default(), Item::Type(type_id(*id))),
                WorldItem::Function(function) if function.kind.resource().is_some() => {
                    self.add_member(function);
                    continue;
                }
                WorldItem::Function(function) => {
                    (Docs::default(), Item::Function(convert_function(function)))
                }
            };
            externs.push(Extern { name, docs, item });
        }
        externs
    }

    /// Hangs a function of a resource on its resource.
    fn add_member(&mut self, function: &wit_parser::Function) {
        let Some(resource) = function.kind.resource() else { return };
        let TypeKind::Resource(Resource { constructor, methods, statics, .. }) =
            &mut self.types[type_id(resource)].kind
        else {
            return;
        };
        let mut member = convert_function(function);
        match function.kind {
            FunctionKind::Constructor(_) => *constructor = Some(Function { result: None, ..member }),
            FunctionKind::Static(_) | FunctionKind::AsyncStatic(_) => statics.push(member),
            _ => {
                member.params.drain(..1.min(member.params.len()));
                methods.push(member);
            }
        }
    }
}

fn convert_interface(
    wit: &Resolve,
    id: wit_parser::InterfaceId,
    interface: &wit_parser::Interface,
) -> Interface {
    let name = match (&interface.name, interface.package) {
        (Some(name), Some(package)) => wit.id_of_name(package, name),
        _ => String::new(),
    };
    let declared_here = |ty: &&wit_parser::TypeId| wit.types[**ty].owner == TypeOwner::Interface(id);
    Interface {
        name,
        docs: docs(&interface.docs, &interface.stability),
        types: interface.types.values().filter(declared_here).map(|ty| type_id(*ty)).collect(),
        functions: interface
            .functions
            .values()
            .filter(|function| function.kind.resource().is_none())
            .map(convert_function)
            .collect(),
        ..Interface::default()
    }
}

fn convert_function(function: &wit_parser::Function) -> Function {
    Function {
        name: function.item_name().to_owned(),
        docs: docs(&function.docs, &function.stability),
        params: function.params.iter().map(|param| (param.name.clone(), convert(param.ty))).collect(),
        result: function.result.map(convert),
        is_async: function.kind.is_async(),
        promises: Default::default(),
    }
}

fn convert_type(ty: &wit_parser::TypeDef) -> TypeDef {
    TypeDef {
        name: ty.name.clone(),
        owner: match ty.owner {
            TypeOwner::Interface(id) => Owner::Interface(InterfaceId::new(id.index())),
            TypeOwner::World(_) | TypeOwner::None => Owner::World,
        },
        docs: docs(&ty.docs, &ty.stability),
        kind: convert_kind(&ty.kind),
    }
}

fn convert_kind(kind: &TypeDefKind) -> TypeKind {
    match kind {
        TypeDefKind::Record(record) => TypeKind::Record(
            record
                .fields
                .iter()
                .map(|field| Field {
                    name: field.name.clone(),
                    docs: text(&field.docs),
                    ty: convert(field.ty),
                })
                .collect(),
        ),
        TypeDefKind::Variant(variant) => TypeKind::Variant(
            variant
                .cases
                .iter()
                .map(|case| Case {
                    name: case.name.clone(),
                    docs: text(&case.docs),
                    ty: case.ty.map(convert),
                })
                .collect(),
        ),
        TypeDefKind::Enum(enum_) => {
            TypeKind::Enum(enum_.cases.iter().map(|case| label(&case.name, &case.docs)).collect())
        }
        TypeDefKind::Flags(flags) => {
            TypeKind::Flags(flags.flags.iter().map(|flag| label(&flag.name, &flag.docs)).collect())
        }
        TypeDefKind::Resource => TypeKind::Resource(Resource::default()),
        TypeDefKind::Handle(Handle::Own(id)) => TypeKind::Own(type_id(*id)),
        TypeDefKind::Handle(Handle::Borrow(id)) => TypeKind::Borrow(type_id(*id)),
        TypeDefKind::Tuple(tuple) => TypeKind::Tuple(tuple.types.iter().copied().map(convert).collect()),
        TypeDefKind::Option(ty) => TypeKind::Option(convert(*ty)),
        TypeDefKind::Result(result) => {
            TypeKind::Result { ok: result.ok.map(convert), err: result.err.map(convert) }
        }
        TypeDefKind::List(ty) => TypeKind::List(convert(*ty)),
        TypeDefKind::FixedLengthList(ty, length) => TypeKind::FixedList(convert(*ty), *length),
        TypeDefKind::Map(key, value) => TypeKind::Map(convert(*key), convert(*value)),
        TypeDefKind::Future(ty) => TypeKind::Future(ty.map(convert)),
        TypeDefKind::Stream(ty) => TypeKind::Stream(ty.map(convert)),
        TypeDefKind::Type(ty) => TypeKind::Alias(convert(*ty)),
        TypeDefKind::Unknown => TypeKind::Opaque,
    }
}

fn convert(ty: wit_parser::Type) -> Type {
    use wit_parser::Type as Wit;
    match ty {
        Wit::Bool => Type::Bool,
        Wit::U8 => Type::Int { bits: 8, signed: false },
        Wit::U16 => Type::Int { bits: 16, signed: false },
        Wit::U32 => Type::Int { bits: 32, signed: false },
        Wit::U64 => Type::Int { bits: 64, signed: false },
        Wit::S8 => Type::Int { bits: 8, signed: true },
        Wit::S16 => Type::Int { bits: 16, signed: true },
        Wit::S32 => Type::Int { bits: 32, signed: true },
        Wit::S64 => Type::Int { bits: 64, signed: true },
        Wit::F32 => Type::Float { bits: 32 },
        Wit::F64 => Type::Float { bits: 64 },
        Wit::Char => Type::Char,
        Wit::String => Type::String,
        Wit::ErrorContext => Type::ErrorContext,
        Wit::Id(id) => Type::Defined(type_id(id)),
    }
}

fn type_id(id: wit_parser::TypeId) -> TypeDefId {
    TypeDefId::new(id.index())
}

fn label(name: &str, docs: &wit_parser::Docs) -> Label {
    Label { name: name.to_owned(), docs: text(docs) }
}

fn text(docs: &wit_parser::Docs) -> Docs {
    Docs { text: docs.contents.clone().unwrap_or_default(), deprecated: None }
}

fn docs(contents: &wit_parser::Docs, stability: &Stability) -> Docs {
    let deprecated = match stability {
        Stability::Unknown => None,
        Stability::Unstable { deprecated, .. } | Stability::Stable { deprecated, .. } => deprecated.as_ref(),
    };
    Docs { deprecated: deprecated.map(ToString::to_string), ..text(contents) }
}
