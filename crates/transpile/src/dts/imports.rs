//! `ImportObject`: what the host has to provide, as the JavaScript looks for it.

use super::declaration::{Member, MemberKind, Shape};
use super::docs::Comment;
use super::interface::signature;
use super::types::Types;
use super::words::quoted;
use super::{Declarations, ImportTarget, Role};
use crate::names::InterfaceName;
use crate::options::Instantiation;
use crate::plan::world::{Extern, InterfaceId, Item, Owner};
use std::collections::HashMap;

/// What lies behind one specifier.
#[derive(Default)]
struct Provided {
    /// Types of the whole of it: it is all of these.
    whole: Vec<Shape>,
    members: Listed<Vec<Import>>,
}

/// Values by name, in the order in which the names came.
struct Listed<T> {
    items: Vec<(String, T)>,
    indices: HashMap<String, usize>,
}

impl<T: Default> Listed<T> {
    fn entry(&mut self, name: String) -> &mut T {
        let index = *self.indices.entry(name.clone()).or_insert_with(|| {
            self.items.push((name, T::default()));
            self.items.len() - 1
        });
        &mut self.items[index].1
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Listed { items: Vec::new(), indices: HashMap::new() }
    }
}

struct Import {
    docs: Comment,
    ty: Shape,
}

/// One property per specifier, none for what does not exist at run time.
pub(super) fn import_members(
    declarations: &Declarations<'_>,
    types: &Types<'_>,
    target: &dyn Fn(&str) -> ImportTarget,
) -> Vec<Member> {
    let mut specifiers: Listed<Provided> = Listed::default();
    for (import, ImportTarget { specifier, member }) in targets(declarations, types, target) {
        let Some(ty) = type_of(declarations, types, import) else { continue };
        let provided = specifiers.entry(specifier);
        let (docs, default) = match &import.item {
            Item::Interface(_) => (Comment::default(), None),
            Item::Function(function) => (Comment::of(&function.docs), Some("default".to_owned())),
            Item::Type(_) | Item::Module => (Comment::default(), Some("default".to_owned())),
        };
        match member.or(default) {
            Some(member) => provided.members.entry(member).push(Import { docs, ty }),
            None => provided.whole.push(ty),
        }
    }
    specifiers.items.into_iter().map(|(specifier, provided)| member(specifier, provided)).collect()
}

/// Each import with the place it is taken from.
///
/// A function is handed the imports in an object where two versions of an interface, both looked for without version,
/// can be told apart: it looks for the full name next.
fn targets<'a>(
    declarations: &Declarations<'a>,
    types: &Types<'_>,
    target: &dyn Fn(&str) -> ImportTarget,
) -> Vec<(&'a Extern, ImportTarget)> {
    let imports = declarations.world.imports.iter();
    let mut targets: Vec<_> = imports.map(|import| (import, target(&import.name))).collect();
    let mut uses: HashMap<ImportTarget, usize> = HashMap::new();
    for (import, target) in &targets {
        if matches!(import.item, Item::Interface(id) if types.world.has_values(id)) {
            *uses.entry(target.clone()).or_default() += 1;
        }
    }
    if matches!(declarations.options.instantiation, Instantiation::Async | Instantiation::Sync) {
        for (import, target) in &mut targets {
            let unversioned = InterfaceName::parse(&import.name).map(|name| name.unversioned());
            if uses.get(target).is_some_and(|uses| *uses > 1)
                && unversioned.as_ref() == Some(&target.specifier)
            {
                target.specifier.clone_from(&import.name);
            }
        }
    }
    targets
}

/// The type of one import, `None` for what does not exist at run time.
fn type_of(declarations: &Declarations<'_>, types: &Types<'_>, import: &Extern) -> Option<Shape> {
    match &import.item {
        Item::Interface(id) if types.world.has_values(*id) => {
            Some(Shape::Text(interface_type(declarations, types, *id)))
        }
        Item::Function(function) => Some(Shape::Function(signature(types, function))),
        Item::Type(id) if super::host::is_resource(types, &import.item) => {
            Some(Shape::Text(format!("typeof {}", types.reference(*id))))
        }
        Item::Module => Some(Shape::Text(types.scope.global("WebAssembly.Module"))),
        Item::Interface(_) | Item::Type(_) => None,
    }
}

/// The functions and classes of an interface, without the constants that come with exported ones.
fn interface_type(declarations: &Declarations<'_>, types: &Types<'_>, id: InterfaceId) -> String {
    let specifier = types.layout.specifier(types.scope.owner, Owner::Interface(id));
    let module = format!("typeof import({})", quoted(&specifier));
    let constants = types.world.namespaces(id, types.style).into_iter().map(|constant| constant.name);
    let scope = types.scopes.of(Owner::Interface(id));
    let classes = types.world.class_aliases(id).filter_map(|alias| Some(scope?.declared(alias)?.to_owned()));
    let names: Vec<_> = constants.chain(classes).map(|name| quoted(&name)).collect();
    if declarations.role(id) != Role::Both || names.is_empty() {
        return module;
    }
    format!("{}<{module}, {}>", types.scope.global("Omit"), names.join(" | "))
}

fn member(name: String, Provided { whole, members }: Provided) -> Member {
    let is_whole = members.items.is_empty();
    let object =
        || Shape::Object(members.items.into_iter().map(|(name, imports)| export(name, imports)).collect());
    let ty = match (whole.is_empty(), is_whole) {
        (true, _) => object(),
        (false, true) => Shape::Joined("&", whole),
        (false, false) => Shape::Joined("&", whole.into_iter().chain([object()]).collect()),
    };
    Member { docs: Comment::default(), kind: MemberKind::Property { prefix: "", name, suffix: "", ty } }
}

fn export(name: String, mut imports: Vec<Import>) -> Member {
    let docs = std::mem::take(&mut imports[0].docs);
    let mut types: Vec<_> = imports.into_iter().map(|import| import.ty).collect();
    types.dedup();
    let ty = if types.len() == 1 { types.remove(0) } else { Shape::Joined("&", types) };
    Member { docs, kind: MemberKind::Property { prefix: "", name, suffix: "", ty } }
}
