//! A [`World`] from the types that a binary carries, for components that no WIT describes.
//!
//! Types are structural there and have no owner. A name is known where an instance, or the component itself, exports
//! the type: the first such name is the type's, and other types are declared on the spot.

use super::{
    Case, Docs, Extern, Field, Function, Interface, InterfaceId, Item, Label, Owner, Resource, Type, TypeDef,
    TypeDefId, TypeKind, World,
};
use crate::names::FunctionName;
use std::collections::HashMap;
use wasmtime_environ::component::{
    ComponentExtern, ComponentTypes, InterfaceType, RecordField, TypeComponentIndex,
    TypeComponentInstanceIndex, TypeDef as BinaryType, TypeFuncIndex, TypeResourceTable,
    TypeResourceTableIndex,
};

impl World {
    /// What can be said of the component `root` by its types alone.
    pub fn from_types(types: &ComponentTypes, root: TypeComponentIndex) -> World {
        let mut reader = Reader {
            types,
            world: World { name: "root:component/root".into(), ..World::default() },
            known: HashMap::new(),
            resources: HashMap::new(),
        };
        let component = &types[root];
        reader.world.imports = reader.externs(component.imports.iter());
        reader.world.exports = reader.externs(component.exports.iter());
        reader.world.resolve_aliases();
        reader.world
    }
}

struct Reader<'a> {
    types: &'a ComponentTypes,
    world: World,
    known: HashMap<InterfaceType, TypeDefId>,
    resources: HashMap<TypeResourceTable, TypeDefId>,
}

impl Reader<'_> {
    fn externs<'b>(
        &mut self,
        items: impl Iterator<Item = (&'b String, &'b ComponentExtern)> + Clone,
    ) -> Vec<Extern> {
        let named = |name: &String, item| Extern { name: name.clone(), docs: Docs::default(), item };
        let mut externs = Vec::new();
        let mut scope = Vec::new();
        for (name, item) in items {
            let item = match item.ty {
                BinaryType::ComponentFunc(ty) => {
                    let function = self.function(name, ty);
                    self.place(&scope, function).map(Item::Function)
                }
                BinaryType::ComponentInstance(instance) => {
                    Some(Item::Interface(self.interface(name, instance)))
                }
                BinaryType::Module(_) => Some(Item::Module),
                ty => self.named_type(Owner::World, name, ty).map(|id| {
                    scope.push(id);
                    Item::Type(id)
                }),
            };
            externs.extend(item.map(|item| named(name, item)));
        }
        externs
    }

    fn interface(&mut self, name: &str, instance: TypeComponentInstanceIndex) -> InterfaceId {
        let id = self.world.interfaces.push(Interface::default());
        let mut interface = Interface { name: name.to_owned(), ..Interface::default() };
        for (name, item) in &self.types[instance].exports {
            match item.ty {
                BinaryType::ComponentFunc(ty) => {
                    let function = self.function(name, ty);
                    interface.functions.extend(self.place(&interface.types, function));
                }
                BinaryType::ComponentInstance(inner) => {
                    interface.instances.push((name.clone(), self.interface(name, inner)));
                }
                BinaryType::Module(_) => interface.modules.push(name.clone()),
                ty => interface.types.extend(self.named_type(Owner::Interface(id), name, ty)),
            }
        }
        self.world.interfaces[id] = interface;
        id
    }

    /// The type that `owner` calls `name`; a second name for a known type is an alias.
    fn named_type(&mut self, owner: Owner, name: &str, ty: BinaryType) -> Option<TypeDefId> {
        let kind = match ty {
            BinaryType::Resource(table) => {
                let resource = self.types[table].clone();
                match self.resources.get(&resource) {
                    Some(known) => TypeKind::Alias(Type::Defined(*known)),
                    None => {
                        let id = self.define(Some(name), owner, TypeKind::Resource(Resource::default()));
                        self.resources.insert(resource, id);
                        return Some(id);
                    }
                }
            }
            BinaryType::Interface(ty) => match self.type_of(ty) {
                Type::Defined(id) if self.world.types[id].name.is_none() => {
                    let definition = &mut self.world.types[id];
                    (definition.name, definition.owner) = (Some(name.to_owned()), owner);
                    return Some(id);
                }
                ty => TypeKind::Alias(ty),
            },
            _ => return None,
        };
        Some(self.define(Some(name), owner, kind))
    }

    fn function(&mut self, name: &str, ty: TypeFuncIndex) -> Function {
        let ty = &self.types[ty];
        let params = ty.param_names.iter().zip(&self.types[ty.params].types);
        Function {
            name: name.to_owned(),
            docs: Docs::default(),
            params: params.map(|(name, ty)| (name.clone(), self.type_of(*ty))).collect(),
            result: self.types[ty.results].types.first().map(|ty| self.type_of(*ty)),
            is_async: ty.async_,
            promises: Default::default(),
        }
    }

    /// The function back if it is freestanding; one of a resource in `scope` goes there.
    fn place(&mut self, scope: &[TypeDefId], function: Function) -> Option<Function> {
        let Function { name, .. } = &function;
        let (resource, member) = match FunctionName::parse(name) {
            FunctionName::Freestanding(_) => return Some(function),
            FunctionName::Constructor(resource) => (resource, ""),
            FunctionName::Method(resource, member) | FunctionName::Static(resource, member) => {
                (resource, member)
            }
        };
        let id = *scope.iter().find(|id| self.world.types[**id].name.as_deref() == Some(resource))?;
        let id = match self.world.types[id].kind {
            TypeKind::Alias(Type::Defined(resource)) => resource,
            _ => id,
        };
        let TypeKind::Resource(resource) = &mut self.world.types[id].kind else { return None };
        let mut function = Function { name: member.to_owned(), ..function.clone() };
        match FunctionName::parse(name) {
            FunctionName::Constructor(_) => {
                resource.constructor = Some(Function { result: None, ..function })
            }
            FunctionName::Static(..) => resource.statics.push(function),
            _ => {
                function.params.drain(..1.min(function.params.len()));
                resource.methods.push(function);
            }
        }
        None
    }

    fn type_of(&mut self, ty: InterfaceType) -> Type {
        let int = |bits, signed| Type::Int { bits, signed };
        match ty {
            InterfaceType::Bool => Type::Bool,
            InterfaceType::S8 => int(8, true),
            InterfaceType::U8 => int(8, false),
            InterfaceType::S16 => int(16, true),
            InterfaceType::U16 => int(16, false),
            InterfaceType::S32 => int(32, true),
            InterfaceType::U32 => int(32, false),
            InterfaceType::S64 => int(64, true),
            InterfaceType::U64 => int(64, false),
            InterfaceType::Float32 => Type::Float { bits: 32 },
            InterfaceType::Float64 => Type::Float { bits: 64 },
            InterfaceType::Char => Type::Char,
            InterfaceType::String => Type::String,
            InterfaceType::ErrorContext(_) => Type::ErrorContext,
            defined => {
                if let Some(id) = self.known.get(&defined) {
                    return Type::Defined(*id);
                }
                let kind = self.kind_of(defined);
                let id = self.define(None, Owner::World, kind);
                self.known.insert(defined, id);
                Type::Defined(id)
            }
        }
    }

    fn kind_of(&mut self, ty: InterfaceType) -> TypeKind {
        let types = self.types;
        match ty {
            InterfaceType::Record(id) => TypeKind::Record(self.fields(&types[id].fields)),
            InterfaceType::Variant(id) => TypeKind::Variant(self.cases(types[id].cases.iter())),
            InterfaceType::Enum(id) => {
                TypeKind::Enum(types[id].names.iter().map(|name| label(name)).collect())
            }
            InterfaceType::Flags(id) => {
                TypeKind::Flags(types[id].names.iter().map(|name| label(name)).collect())
            }
            InterfaceType::Tuple(id) => {
                TypeKind::Tuple(types[id].types.iter().map(|ty| self.type_of(*ty)).collect())
            }
            InterfaceType::List(id) => TypeKind::List(self.type_of(types[id].element)),
            InterfaceType::FixedLengthList(id) => {
                TypeKind::FixedList(self.type_of(types[id].element), types[id].size)
            }
            InterfaceType::Map(id) => {
                TypeKind::Map(self.type_of(types[id].key), self.type_of(types[id].value))
            }
            InterfaceType::Option(id) => TypeKind::Option(self.type_of(types[id].ty)),
            InterfaceType::Result(id) => {
                TypeKind::Result { ok: self.payload(types[id].ok), err: self.payload(types[id].err) }
            }
            InterfaceType::Future(id) => TypeKind::Future(self.payload(types[types[id].ty].payload)),
            InterfaceType::Stream(id) => TypeKind::Stream(self.payload(types[types[id].ty].payload)),
            InterfaceType::Own(table) => self.resource(table).map_or(TypeKind::Opaque, TypeKind::Own),
            InterfaceType::Borrow(table) => self.resource(table).map_or(TypeKind::Opaque, TypeKind::Borrow),
            _ => unreachable!("type_of knows the primitive types"),
        }
    }

    fn fields(&mut self, fields: &[RecordField]) -> Vec<Field> {
        let mut field = |RecordField { name, ty }: &RecordField| Field {
            name: name.clone(),
            docs: Docs::default(),
            ty: self.type_of(*ty),
        };
        fields.iter().map(&mut field).collect()
    }

    fn cases<'b>(
        &mut self,
        cases: impl Iterator<Item = (&'b String, &'b Option<InterfaceType>)>,
    ) -> Vec<Case> {
        cases
            .map(|(name, ty)| Case { name: name.clone(), docs: Docs::default(), ty: self.payload(*ty) })
            .collect()
    }

    fn payload(&mut self, ty: Option<InterfaceType>) -> Option<Type> {
        ty.map(|ty| self.type_of(ty))
    }

    fn resource(&self, table: TypeResourceTableIndex) -> Option<TypeDefId> {
        self.resources.get(&self.types[table]).copied()
    }

    fn define(&mut self, name: Option<&str>, owner: Owner, kind: TypeKind) -> TypeDefId {
        let name = name.map(ToOwned::to_owned);
        self.world.types.push(TypeDef { name, owner, docs: Docs::default(), kind })
    }
}

fn label(name: &str) -> Label {
    Label { name: name.to_owned(), docs: Docs::default() }
}
