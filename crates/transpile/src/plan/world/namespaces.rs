//! Namespace objects: constants with the values of flags, enums and variants, which two type styles export beside the
//! functions of an interface.

use super::{Interface, InterfaceId, Type, TypeKind, World};
use crate::names;
use crate::options::TypeStyle;

/// `export const Colour = Object.freeze({ Red: 'red', … })`
#[derive(Debug, PartialEq)]
pub(crate) struct Namespace {
    /// The name of the type, `Colour`.
    pub name: String,
    pub kind: NamespaceKind,
}

/// Keys are `UpperCamel`, in the order of declaration.
#[derive(Debug, PartialEq)]
pub(crate) enum NamespaceKind {
    /// `Read: 1n`: the i-th key is bit i.
    Flags(Vec<String>),
    /// `LightGreen: 'light-green'`: key and value.
    Enum(Vec<(String, String)>),
    /// `Circle: (val) => ({ tag: 'circle', val })`
    Variant(Vec<VariantCase>),
}

#[derive(Debug, PartialEq)]
pub(crate) struct VariantCase {
    pub key: String,
    pub tag: String,
    pub has_payload: bool,
}

impl World {
    /// The namespace objects that an exported `interface` carries, in the order of its types. Aliases and `use`d types
    /// have one of their own.
    pub fn namespaces(&self, interface: InterfaceId, style: TypeStyle) -> Vec<Namespace> {
        let Interface { types, .. } = &self.interfaces[interface];
        let type_names = self.type_names(types);
        let namespace = |(id, name): (_, &String)| {
            let kind = self.namespace(Type::Defined(id), style)?;
            Some(Namespace { name: name.clone(), kind })
        };
        types.iter().copied().zip(&type_names).filter_map(namespace).collect()
    }

    /// The namespace object of one type, if it has one.
    pub fn namespace(&self, ty: Type, style: TypeStyle) -> Option<NamespaceKind> {
        let keys = |names: &mut dyn Iterator<Item = &str>| names::distinct(names.map(names::upper_camel));
        match &self.definition(ty)?.kind {
            TypeKind::Flags(flags) if style.has_bigint_flags() => {
                Some(NamespaceKind::Flags(keys(&mut flags.iter().map(|flag| flag.name.as_str()))))
            }
            TypeKind::Enum(cases) if style.use_namespace_objects => {
                let keys = keys(&mut cases.iter().map(|case| case.name.as_str()));
                Some(NamespaceKind::Enum(
                    keys.into_iter()
                        .zip(cases)
                        .map(|(key, case)| (key, style.enum_value(&case.name)))
                        .collect(),
                ))
            }
            TypeKind::Variant(cases) if style.use_namespace_objects => {
                let keys = keys(&mut cases.iter().map(|case| case.name.as_str()));
                let case = |(key, case): (String, &super::Case)| VariantCase {
                    key,
                    tag: case.name.clone(),
                    has_payload: case.ty.is_some(),
                };
                Some(NamespaceKind::Variant(keys.into_iter().zip(cases).map(case).collect()))
            }
            _ => None,
        }
    }
}

impl TypeStyle {
    /// Whether flags are bigints.
    pub(crate) fn has_bigint_flags(self) -> bool {
        self.flags_as_bigint || self.use_namespace_objects
    }

    /// The JavaScript string for a case of an enum.
    pub(crate) fn enum_value(self, case: &str) -> String {
        match self.enum_values_screaming_snake_case {
            true => names::screaming_snake(case),
            false => case.to_owned(),
        }
    }
}
