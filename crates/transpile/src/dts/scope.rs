//! Names within one file, and how it names what other files declare.

use super::layout::Layout;
use crate::names::Taken;
use crate::options::TypeStyle;
use crate::plan::world::{InterfaceId, Item, Owner, TypeDefId, TypeKind, World};
use std::collections::HashMap;

/// What WIT declares keeps its name; whatever is added gives way.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub owner: Owner,
    types: HashMap<TypeDefId, String>,
    cases: HashMap<(TypeDefId, usize), String>,
    pub option: String,
    pub result: String,
    pub error: String,
    taken: Taken,
}

impl Scope {
    fn new(world: &World, owner: Owner, declared: &[TypeDefId], style: TypeStyle) -> Scope {
        let names = world.type_names(declared);
        let mut taken = Taken::default();
        names.iter().for_each(|name| _ = taken.claim(name.clone()));
        let types: HashMap<_, _> = declared.iter().copied().zip(names).collect();
        let mut cases = HashMap::new();
        for id in declared.iter().filter(|_| !style.variants_inline_cases) {
            let TypeKind::Variant(variant) = &world.types[*id].kind else { continue };
            for (index, case) in variant.iter().enumerate() {
                let name = format!("{}{}", types[id], crate::names::upper_camel(&case.name));
                cases.insert((*id, index), taken.claim(name));
            }
        }
        let option = taken.claim("Option".into());
        let result = taken.claim("Result".into());
        let error = taken.claim("ComponentError".into());
        Scope { owner, types, cases, option, result, error, taken }
    }

    /// A file that declares none of the types of `owner`.
    pub fn foreign(owner: Owner) -> Scope {
        Scope {
            owner,
            types: HashMap::new(),
            cases: HashMap::new(),
            option: "Option".into(),
            result: "Result".into(),
            error: "ComponentError".into(),
            taken: Taken::default(),
        }
    }

    /// A name of our own, `name` if WIT leaves it free.
    pub fn claim(&mut self, name: &str) -> String {
        self.taken.claim(name.to_owned())
    }

    /// A type or value of the language's library, which something declared here may hide.
    pub fn global(&self, name: &str) -> String {
        let first = name.split('.').next().unwrap_or(name);
        if self.taken.contains(first) { format!("globalThis.{name}") } else { name.to_owned() }
    }

    /// The name of a type declared here.
    pub fn declared(&self, id: TypeDefId) -> Option<&str> {
        self.types.get(&id).map(String::as_str)
    }

    /// The interface of one case of a variant.
    pub fn case(&self, variant: TypeDefId, index: usize) -> Option<&str> {
        self.cases.get(&(variant, index)).map(String::as_str)
    }
}

/// The scopes of all files.
pub(super) struct Scopes {
    world: Scope,
    interfaces: HashMap<InterfaceId, Scope>,
}

impl Scopes {
    pub fn new(world: &World, layout: &Layout, style: TypeStyle) -> Scopes {
        let externs = world.imports.iter().chain(&world.exports);
        let declared: Vec<_> = externs
            .filter_map(|item| match item.item {
                Item::Type(id) => Some(id),
                _ => None,
            })
            .collect();
        let interface = |id| {
            let declared = &world.interfaces[id].types;
            (id, Scope::new(world, Owner::Interface(id), declared, style))
        };
        Scopes {
            world: Scope::new(world, Owner::World, &declared, style),
            interfaces: layout.interfaces().map(interface).collect(),
        }
    }

    pub fn of(&self, owner: Owner) -> Option<&Scope> {
        match owner {
            Owner::World => Some(&self.world),
            Owner::Interface(id) => self.interfaces.get(&id),
        }
    }
}
