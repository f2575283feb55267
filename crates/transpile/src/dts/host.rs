//! The file of the world beside the JavaScript: what the module imports and what it exports, in each mode.

use super::declaration::{Declaration, Export, Member, MemberKind, Module, Shape, Statement};
use super::docs::Comment;
use super::imports::import_members;
use super::instantiate::{Imports, instantiate, root};
use super::interface::{self, named_type};
use super::layout::Layout;
use super::scope::Scope;
use super::types::Types;
use super::{Declarations, ImportTarget, Role, helpers};
use crate::options::Instantiation;
use crate::plan::world::{Extern, Item, Owner, TypeKind, World};
use crate::{Side, names};
use std::collections::HashSet;

pub(super) fn module(declarations: &Declarations<'_>, target: &dyn Fn(&str) -> ImportTarget) -> Module {
    let Declarations { world, options, layout, scopes, .. } = declarations;
    let mut scope = scopes.of(Owner::World).expect("there is a world").clone();
    let (object_name, root_name) = (scope.claim("ImportObject"), scope.claim("Root"));
    let is_function = matches!(options.instantiation, Instantiation::Async | Instantiation::Sync);
    // A module gives the types of an exported interface with its exports; what a function returns does not.
    let others = if is_function { &world.exports[..] } else { &[] };
    let mut body = namespaces(&mut scope, world, layout, world.imports.iter().chain(others));
    let types = declarations.types(&scope);
    let members = import_members(declarations, &types, target);
    let imports = Imports { name: object_name, is_empty: members.is_empty() };
    if is_function || !members.is_empty() {
        let docs = Comment::text("What the host provides, by module specifier.");
        body.push(Statement { docs, kind: Declaration::Interface { name: imports.name.clone(), members } });
    }
    body.extend(import_types(&types));
    if is_function {
        body.extend(export_types(&types));
        body.push(root(&types, root_name.clone(), options.namespaced_exports));
        body.extend(instantiate(&types, options, imports, &root_name));
    } else {
        body.extend(exports(&types, world.export_aliases(options.namespaced_exports)));
    }
    if options.instantiation == Instantiation::TlaCompat {
        let ty = Shape::Text(format!("{}<void>", types.scope.global("Promise")));
        let docs = Comment::text("Resolves when the exports are ready to use.");
        body.push(Statement { docs, kind: Declaration::Const { name: "$init".into(), ty } });
    }
    body.extend(helpers(&types));
    body.extend(component_error(&types));
    let mut docs = Comment::text(&format!("World {}", world.name));
    docs.add(&world.docs.text);
    declarations.finish(&types, docs, body)
}

/// `export type * as WasiCliStdin020 from './interfaces/wasi-cli-stdin.js';`
pub(super) fn namespaces<'a>(
    scope: &mut Scope,
    world: &World,
    layout: &Layout,
    externs: impl Iterator<Item = &'a Extern>,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut seen = HashSet::new();
    for Extern { item, docs, .. } in externs {
        let Item::Interface(id) = *item else { continue };
        if seen.insert(id) {
            let name = scope.claim(&names::upper_camel(&world.interfaces[id].name));
            let module = layout.specifier(Owner::World, Owner::Interface(id));
            let kind = Declaration::Namespace { name, module, is_type: true };
            statements.push(Statement { docs: Comment::of(docs), kind });
        }
    }
    statements
}

/// Types that the world declares for its imports. Their classes are the host's, none of them is exported.
fn import_types(types: &Types<'_>) -> Vec<Statement> {
    let named = |item: &Extern| match item.item {
        Item::Type(id) => named_type(types, id, Role::Implemented, Export::Type),
        _ => Vec::new(),
    };
    types.world.imports.iter().flat_map(named).collect()
}

/// Types that the component exports at its root, for a module that exports no classes.
fn export_types(types: &Types<'_>) -> Vec<Statement> {
    let named = |item: &Extern| match item.item {
        Item::Type(id) => named_type(types, id, Role::Used, Export::Type),
        _ => Vec::new(),
    };
    types.world.exports.iter().flat_map(named).collect()
}

/// The exports of a module, each under all its `aliases`.
pub(super) fn exports(types: &Types<'_>, aliases: Vec<Vec<String>>) -> Vec<Statement> {
    let exports = types.world.exports.iter().zip(aliases);
    exports.flat_map(|(export, aliases)| self::export(types, export, aliases)).collect()
}

fn export(types: &Types<'_>, export: &Extern, aliases: Vec<String>) -> Vec<Statement> {
    let function = |function| move |name| interface::function(types, function, name, Role::Used);
    match &export.item {
        Item::Function(item) => aliases.into_iter().map(function(item)).collect(),
        Item::Module => aliases.into_iter().map(|name| interface::module(types, name)).collect(),
        Item::Type(id) => {
            let alias =
                (types.layout.side == Side::Host).then(|| interface::class_alias(types, *id)).flatten();
            named_type(types, *id, Role::Used, Export::Named).into_iter().chain(alias).collect()
        }
        Item::Interface(id) => {
            let module = types.layout.specifier(types.scope.owner, Owner::Interface(*id));
            let is_type = types.layout.side == Side::Guest && !types.has_values(*id);
            let count = if is_type { 1 } else { aliases.len() };
            let statement = |name| Statement {
                docs: Comment::of(&export.docs),
                kind: Declaration::Namespace { name, module: module.clone(), is_type },
            };
            aliases.into_iter().take(count).map(statement).collect()
        }
    }
}

/// `export interface ComponentError<T = unknown> extends Error`, if anything can throw one.
fn component_error(types: &Types<'_>) -> Option<Statement> {
    if !types.wraps_errors || !types.world.throws() {
        return None;
    }
    let payload = MemberKind::Property {
        prefix: "readonly ",
        name: "payload".into(),
        suffix: "",
        ty: Shape::Text("T".into()),
    };
    let kind = Declaration::Interface {
        name: format!("{}<T = unknown> extends {}", types.scope.error, types.scope.global("Error")),
        members: vec![Member { docs: Comment::text("The value of `err`."), kind: payload }],
    };
    let docs =
        Comment::text("What exported functions throw whose result is `err`. The name is that of its class.");
    Some(Statement { docs, kind })
}

/// Whether `ty` is a class.
pub(super) fn is_resource(types: &Types<'_>, item: &Item) -> bool {
    matches!(item, Item::Type(id) if matches!(types.world.types[*id].kind, TypeKind::Resource(_)))
}
