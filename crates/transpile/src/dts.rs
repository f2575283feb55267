//! TypeScript declarations of a world. Total: whatever a [`World`] holds, TypeScript accepts what is written.
//!
//! The world is `<name>.d.ts`, and each interface of each version one file in `interfaces/`. For the host those are
//! modules beside the JavaScript; for the guest ambient modules under the names that the component model has for them.

mod declaration;
mod docs;
mod guest;
mod host;
mod imports;
mod instantiate;
mod interface;
mod layout;
mod print;
mod scope;
mod types;
mod words;

use crate::plan::world::{InterfaceId, Owner, World};
use crate::{File, Options, Side};
use declaration::{Declaration, Module, Shape, Statement};
use docs::Comment;
use layout::Layout;
use scope::{Scope, Scopes};
use std::collections::BTreeSet;
use types::Types;

/// Where the module finds an import: behind a specifier, `imports[specifier]`, and there perhaps under a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ImportTarget {
    pub specifier: String,
    /// `stdin` of `@jco/preview2-shim/cli#stdin`.
    pub member: Option<String>,
}

/// The files that declare `world`, that of the world itself first.
///
/// `target` tells where an import of a name is taken from; the guest's side has no use for it.
pub(crate) fn declarations(
    world: &World,
    options: &Options,
    side: Side,
    target: impl Fn(&str) -> ImportTarget,
) -> Vec<File<'static>> {
    let layout = Layout::new(world, options, side);
    let scopes = Scopes::new(world, &layout, options.style);
    let declarations = Declarations {
        world,
        options,
        side,
        layout: &layout,
        scopes: &scopes,
        imported: world.interfaces_of(&world.imports),
        exported: world.interfaces_of(&world.exports),
    };
    let module = match side {
        Side::Host => host::module(&declarations, &target),
        Side::Guest => guest::module(&declarations),
    };
    let mut files = vec![file(layout.world_path(), &module)];
    for id in layout.interfaces() {
        files.push(file(layout.path(id), &declarations.interface(id)));
    }
    files
}

fn file(name: String, module: &Module) -> File<'static> {
    File { name, bytes: module.print().into_bytes().into() }
}

/// Who implements what an interface declares: that decides what its classes promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// The reader of the declarations uses it.
    Used,
    /// The reader implements it.
    Implemented,
    /// It is imported and exported.
    Both,
}

/// What all files are written from.
struct Declarations<'a> {
    world: &'a World,
    options: &'a Options,
    side: Side,
    layout: &'a Layout,
    scopes: &'a Scopes,
    imported: BTreeSet<InterfaceId>,
    exported: BTreeSet<InterfaceId>,
}

impl<'a> Declarations<'a> {
    fn types<'b>(&'b self, scope: &'b Scope) -> Types<'b> {
        Types::new(
            self.world,
            self.options.style,
            !self.options.no_component_error_wrapping,
            self.layout,
            self.scopes,
            scope,
        )
    }

    fn role(&self, id: InterfaceId) -> Role {
        match (self.imported.contains(&id), self.exported.contains(&id), self.side) {
            (true, true, _) => Role::Both,
            (true, false, Side::Host) | (false, true, Side::Guest) => Role::Implemented,
            _ => Role::Used,
        }
    }

    fn interface(&self, id: InterfaceId) -> Module {
        let scope =
            self.scopes.of(Owner::Interface(id)).expect("the layout has the interfaces that have a scope");
        let types = self.types(scope);
        let interface = &self.world.interfaces[id];
        let mut body = interface::statements(&types, interface, self.role(id));
        body.extend(helpers(&types));
        let mut docs = Comment::of(&interface.docs);
        docs.add(&format!("@module Interface {}", interface.name));
        self.finish(&types, docs, body)
    }

    /// The file around `body`.
    fn finish(&self, types: &Types<'_>, docs: Comment, mut body: Vec<Statement>) -> Module {
        let mut references = Vec::new();
        if body.iter().any(|statement| statement.kind.has_class()) {
            references.push("lib=\"esnext.disposable\"".to_owned());
        }
        if self.side == Side::Host {
            if body.is_empty() {
                body.push(Statement::plain(Declaration::Nothing));
            }
            return Module { references, docs, body };
        }
        let used = types.uses.interfaces.borrow();
        references.extend(used.iter().map(|id| self.reference(types, *id)));
        let name = self.layout.module(types.scope.owner).to_owned();
        let body = vec![Statement { docs, kind: Declaration::Ambient { name, body } }];
        Module { references, docs: Comment::default(), body }
    }

    fn reference(&self, types: &Types<'_>, to: InterfaceId) -> String {
        format!("path=\"{}\"", self.layout.reference(types.scope.owner, to))
    }
}

/// The generic types that the others refer to.
fn helpers(types: &Types<'_>) -> Vec<Statement> {
    let helper = |used: bool, name: String, text: &str| {
        let kind = Declaration::Alias { name, ty: Shape::Text(text.to_owned()) };
        used.then(|| Statement::plain(kind))
    };
    let option = helper(
        types.uses.option.get(),
        format!("{}<T>", types.scope.option),
        "{ tag: 'none' } | { tag: 'some'; val: T }",
    );
    let result = helper(
        types.uses.result.get(),
        format!("{}<T, E>", types.scope.result),
        "{ tag: 'ok'; val: T } | { tag: 'err'; val: E }",
    );
    option.into_iter().chain(result).collect()
}
