//! The module that exports a function: what the function takes and what it returns.

use super::Role;
use super::declaration::{Declaration, Member, MemberKind, Shape, Signature, Statement};
use super::docs::Comment;
use super::interface::{documented, signature};
use super::types::Types;
use super::words::quoted;
use crate::options::{Instantiation, Options};
use crate::plan::world::{Extern, Item, Owner};

const DOCS: &str = "\
Instantiates the component.

Its core modules are compiled by `getCoreModule`, which is given the name of the file, and instantiated by
`instantiateCore`, which defaults to the engine's own function.";

const DEFAULT: &str = "\
Without `getCoreModule` the files are read from beside this module.";

/// The type of the `imports` parameter.
pub(super) struct Imports {
    pub name: String,
    pub is_empty: bool,
}

/// `instantiate(getCoreModule, imports, instantiateCore?)`
pub(super) fn instantiate(
    types: &Types<'_>,
    options: &Options,
    imports: Imports,
    root: &str,
) -> Option<Statement> {
    let mode = options.instantiation;
    let name = |name: &str| types.scope.global(name);
    let (module, instance) = (name("WebAssembly.Module"), name("WebAssembly.Instance"));
    let record = format!("{}<string, any>", name("Record"));
    let promise = |ty: &str| format!("{}<{ty}>", name("Promise"));
    let either = |ty: &str| format!("{ty} | {}", promise(ty));
    let mut docs = Comment::text(DOCS);
    let (get, core, result) = match mode {
        Instantiation::Module | Instantiation::TlaCompat => return None,
        Instantiation::Sync => (format!("(path: string) => {module}"), instance, root.to_owned()),
        Instantiation::Async => {
            (format!("(path: string) => {}", either(&module)), either(&instance), promise(root))
        }
    };
    let has_default = mode == Instantiation::Async || options.javascript_core;
    if has_default {
        docs.add(DEFAULT);
    }
    let core = format!("(module: {module}, imports?: {record}) => {core}");
    // The JavaScript has defaults for both, but a parameter that is optional cannot come before one that is not.
    let params = match (imports.is_empty, has_default) {
        (true, true) => [("getCoreModule?", get), ("imports?", imports.name)],
        (true, false) => [("getCoreModule", get), ("imports?", imports.name)],
        (false, true) => [("getCoreModule", format!("({get}) | undefined")), ("imports", imports.name)],
        (false, false) => [("getCoreModule", get), ("imports", imports.name)],
    };
    let params = params.into_iter().chain([("instantiateCore?", core)]);
    let signature = Signature { params: params.map(|(name, ty)| (name.to_owned(), ty)).collect(), result };
    Some(Statement { docs, kind: Declaration::Function { name: "instantiate".into(), signature } })
}

/// What the function returns, one property for each name of an export.
pub(super) fn root(types: &Types<'_>, name: String, namespaced: bool) -> Statement {
    let exports = types.world.exports.iter().zip(types.world.export_aliases(namespaced));
    let members = exports.flat_map(|(export, aliases)| {
        let member = move |alias| member(types, export, alias);
        aliases.into_iter().filter_map(member)
    });
    let kind = Declaration::Interface { name, members: members.collect() };
    Statement { docs: Comment::text("What the component exports."), kind }
}

fn member(types: &Types<'_>, export: &Extern, name: String) -> Option<Member> {
    let property = |name, ty| MemberKind::Property { prefix: "", name, suffix: "", ty: Shape::Text(ty) };
    let (docs, kind) = match &export.item {
        Item::Function(function) => {
            let kind = MemberKind::Method { prefix: "", name, signature: signature(types, function) };
            return Some(Member { docs: documented(types, function, Role::Used), kind });
        }
        Item::Interface(id) => {
            let specifier = types.layout.specifier(types.scope.owner, Owner::Interface(*id));
            (&export.docs, property(name, format!("typeof import({})", quoted(&specifier))))
        }
        Item::Type(id) => {
            let class = types.reference(types.world.resource(*id)?);
            (&export.docs, property(name, format!("typeof {class}")))
        }
        Item::Module => (&export.docs, property(name, types.scope.global("WebAssembly.Module"))),
    };
    Some(Member { docs: Comment::of(docs), kind })
}
