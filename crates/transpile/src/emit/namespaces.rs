//! Constants with the values of flags, enums and variants, which two type styles put beside the functions of an interface.

use crate::options::TypeStyle;
use crate::plan::world::{Item, NamespaceKind, VariantCase, World};
use js::{Expr, Prop, arrow, big, id, object, string};

/// `Colour: Object.freeze({ Red: 'red' })` for each such type of the exported interface.
pub(super) fn of_interface(world: &World, interface: &str, style: TypeStyle) -> Vec<Prop> {
    let found = world.exports.iter().find_map(|export| match export.item {
        Item::Interface(id) if export.name == interface => Some(id),
        _ => None,
    });
    let namespaces = found.map(|interface| world.namespaces(interface, style)).unwrap_or_default();
    namespaces.into_iter().map(|namespace| Prop::init(namespace.name, frozen(namespace.kind))).collect()
}

fn frozen(kind: NamespaceKind) -> Expr {
    let props: Vec<_> = match kind {
        NamespaceKind::Flags(names) => {
            names.into_iter().enumerate().map(|(i, name)| Prop::init(name, big(1i128 << i))).collect()
        }
        NamespaceKind::Enum(values) => {
            values.into_iter().map(|(name, value)| Prop::init(name, string(value))).collect()
        }
        NamespaceKind::Variant(cases) => cases.into_iter().map(constructor).collect(),
    };
    id("Object").dot("freeze").call((object(props),))
}

/// `Circle: (val) => ({ tag: 'circle', val })`
fn constructor(case: VariantCase) -> Prop {
    let tag = Prop::init("tag", string(case.tag));
    Prop::init(
        case.key,
        match case.has_payload {
            true => arrow("val", object([tag, Prop::init("val", id("val"))])),
            false => arrow((), object([tag])),
        },
    )
}
