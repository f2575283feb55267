//! `use` declarations that a component does without: where an instance takes its types from another one, the functions
//! refer to them directly, which WIT cannot say.

use std::collections::BTreeSet;

use transpile::{Code, Error, Result};
use wit_parser::{Handle, Interface, InterfaceId, Resolve, Type, TypeDef, TypeDefKind, TypeId, TypeOwner};

/// Adds an alias to each interface for every type of another interface that its functions and types refer to.
///
/// # Errors
/// [`Code::Unsupported`] where the interface has something else of that name.
pub(crate) fn add_missing(resolve: &mut Resolve) -> Result<()> {
    let interfaces: Vec<InterfaceId> = resolve.interfaces.iter().map(|(id, _)| id).collect();
    for id in interfaces {
        for foreign in foreign_types(resolve, id) {
            add_use(resolve, id, foreign)?;
        }
    }
    Ok(())
}

fn add_use(resolve: &mut Resolve, id: InterfaceId, foreign: TypeId) -> Result<()> {
    let Some(name) = resolve.types[foreign].name.clone() else { return Ok(()) };
    let interface = &resolve.interfaces[id];
    if interface.types.contains_key(&name) || interface.functions.contains_key(&name) {
        let place = format!("interface \"{}\"", interface.name.as_deref().unwrap_or("of the world"));
        return Err(Error::new(
            Code::Unsupported,
            format!("it has a `{name}` of its own, and uses that of another interface"),
        )
        .at(place)
        .help("WIT cannot say this: names are the only way to refer to types there"));
    }
    let original = &resolve.types[foreign];
    let alias = TypeDef {
        name: Some(name.clone()),
        kind: TypeDefKind::Type(Type::Id(foreign)),
        owner: TypeOwner::Interface(id),
        docs: Default::default(),
        stability: original.stability.clone(),
        span: original.span,
        external_id: None,
    };
    let alias = resolve.types.alloc(alias);
    resolve.interfaces[id].types.insert_before(0, name, alias);
    Ok(())
}

/// The named types of other interfaces that are referred to without an alias.
fn foreign_types(resolve: &Resolve, id: InterfaceId) -> BTreeSet<TypeId> {
    let Interface { types, functions, .. } = &resolve.interfaces[id];
    let mut pending: Vec<Type> =
        functions.values().flat_map(|function| function.parameter_and_result_types()).collect();
    for ty in types.values() {
        // An alias is what refers to another interface.
        if !matches!(resolve.types[*ty].kind, TypeDefKind::Type(_)) {
            pending.extend(parts(&resolve.types[*ty].kind));
        }
    }
    let mut seen = BTreeSet::new();
    let mut foreign = BTreeSet::new();
    while let Some(ty) = pending.pop() {
        let Type::Id(ty) = ty else { continue };
        if !seen.insert(ty) {
            continue;
        }
        let definition = &resolve.types[ty];
        match (&definition.name, definition.owner) {
            (None, _) => pending.extend(parts(&definition.kind)),
            (Some(_), TypeOwner::Interface(owner)) if owner != id => _ = foreign.insert(ty),
            (Some(_), _) => {}
        }
    }
    foreign
}

/// The types that a type is made of.
fn parts(kind: &TypeDefKind) -> Vec<Type> {
    match kind {
        TypeDefKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        TypeDefKind::Tuple(tuple) => tuple.types.clone(),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty).collect(),
        TypeDefKind::Result(result) => result.ok.into_iter().chain(result.err).collect(),
        TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => vec![Type::Id(*id)],
        TypeDefKind::Option(ty)
        | TypeDefKind::List(ty)
        | TypeDefKind::FixedLengthList(ty, _)
        | TypeDefKind::Type(ty) => vec![*ty],
        TypeDefKind::Map(key, value) => vec![*key, *value],
        TypeDefKind::Future(ty) | TypeDefKind::Stream(ty) => ty.iter().copied().collect(),
        TypeDefKind::Resource | TypeDefKind::Flags(_) | TypeDefKind::Enum(_) | TypeDefKind::Unknown => {
            Vec::new()
        }
    }
}
