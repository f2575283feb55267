//! The file of the world for the JavaScript that becomes a component: an ambient module, and one more for each function,
//! resource or core module that the world itself imports: the guest finds it as a default export.

use super::declaration::{Declaration, Export, Module, Statement};
use super::docs::Comment;
use super::host::{exports, is_resource, namespaces};
use super::interface::{named_type, signature};
use super::scope::Scope;
use super::{Declarations, Role, helpers};
use crate::plan::world::{Extern, Item, Owner};

pub(super) fn module(declarations: &Declarations<'_>) -> Module {
    let Declarations { world, layout, scopes, .. } = declarations;
    let mut scope = scopes.of(Owner::World).expect("there is a world").clone();
    let mut body = namespaces(&mut scope, world, layout, world.imports.iter());
    let types = declarations.types(&scope);
    for import in &world.imports {
        if let Item::Type(id) = import.item {
            body.extend(named_type(&types, id, Role::Used, Export::Named));
        }
    }
    let aliases = world.export_aliases(true).into_iter().map(|aliases| aliases.into_iter().take(1).collect());
    body.extend(exports(&types, aliases.collect()));
    body.extend(helpers(&types));
    let mut module = declarations.finish(&types, Comment::of(&world.docs), body);
    module.references.retain(|reference| !reference.starts_with("path"));
    module.references.extend(layout.interfaces().map(|id| declarations.reference(&types, id)));
    module.body.extend(world.imports.iter().filter_map(|import| self::import(declarations, import)));
    module
}

/// `declare module 'log' { export default function (message: string): void; }`
fn import(declarations: &Declarations<'_>, import: &Extern) -> Option<Statement> {
    // A module of its own, to which the types of the world are those of another.
    let scope = Scope::foreign(Owner::World);
    let types = declarations.types(&scope);
    let kind = match &import.item {
        Item::Function(function) => Declaration::DefaultFunction(signature(&types, function)),
        Item::Type(id) if is_resource(&types, &import.item) => {
            let name = declarations.scopes.of(Owner::World)?.declared(*id)?.to_owned();
            Declaration::DefaultFrom { name, module: declarations.layout.module(Owner::World).to_owned() }
        }
        Item::Module => Declaration::DefaultValue("WebAssembly.Module".into()),
        Item::Interface(_) | Item::Type(_) => return None,
    };
    let docs = match &import.item {
        Item::Function(function) => Comment::of(&function.docs),
        _ => Comment::default(),
    };
    let mut body = vec![Statement { docs, kind }];
    body.extend(helpers(&types));
    Some(Statement::plain(Declaration::Ambient { name: import.name.clone(), body }))
}
