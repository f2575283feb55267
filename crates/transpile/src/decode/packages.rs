//! Packages that use each other's types.
//!
//! A component may import `a:b/x`, a `c:d/y` with a type of `a:b/x`, and an `a:b/z` with a type of `c:d/y`. WIT cannot
//! say that, and wit-parser, which sorts packages by what they depend on, recurses on it until the stack overflows. So
//! this is asked before it is: of the root's own sections, with the core modules and inner components passed over.

use crate::names::InterfaceName;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    Chunk, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind, ComponentType,
    ComponentTypeRef, InstanceTypeDeclaration, Parser, Payload,
};

/// True where in doubt.
pub(super) fn depend_on_each_other(component: &[u8]) -> bool {
    Scan::default().component(component).is_none_or(|scan| scan.has_cycle())
}

/// The index spaces of the root component, as far as they say what package something is from.
#[derive(Default)]
struct Scan<'a> {
    /// For each type the packages it is made of.
    types: Vec<BTreeSet<&'a str>>,
    instances: Vec<Instance<'a>>,
    uses: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// An instance that is imported or exported has a package, one that is made has types of others.
#[derive(Clone, Default)]
struct Instance<'a> {
    package: Option<&'a str>,
    made_of: BTreeSet<&'a str>,
}

impl<'a> Scan<'a> {
    fn component(mut self, bytes: &'a [u8]) -> Option<Scan<'a>> {
        let mut parser = Parser::new(0);
        let mut rest = bytes;
        loop {
            let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else { return None };
            rest = rest.get(consumed..)?;
            match payload {
                Payload::ModuleSection { unchecked_range, .. }
                | Payload::ComponentSection { unchecked_range, .. } => {
                    rest = rest.get(unchecked_range.len()..)?;
                }
                Payload::ComponentTypeSection(section) => {
                    for ty in section {
                        let packages = self.of_type(&ty.ok()?);
                        self.types.push(packages);
                    }
                }
                Payload::ComponentAliasSection(section) => {
                    for alias in section {
                        self.alias(&alias.ok()?);
                    }
                }
                Payload::ComponentImportSection(section) => {
                    for import in section {
                        let import = import.ok()?;
                        self.declare(import.name.name, import.ty);
                    }
                }
                Payload::ComponentExportSection(section) => {
                    for export in section {
                        let export = export.ok()?;
                        match export.kind {
                            ComponentExternalKind::Type => self.types.push(BTreeSet::new()),
                            ComponentExternalKind::Instance => self.export(export.name.name, export.index),
                            _ => {}
                        }
                    }
                }
                Payload::ComponentInstanceSection(section) => {
                    for instance in section {
                        let made_of = self.of_instance(&instance.ok()?);
                        self.instances.push(Instance { package: None, made_of });
                    }
                }
                Payload::End(_) => return Some(self),
                _ => {}
            }
        }
    }

    /// The packages whose types a type reaches for.
    fn of_type(&self, ty: &ComponentType<'_>) -> BTreeSet<&'a str> {
        let ComponentType::Instance(declarations) = ty else { return BTreeSet::new() };
        let outer = declarations.iter().filter_map(|declaration| match declaration {
            InstanceTypeDeclaration::Alias(ComponentAlias::Outer {
                kind: ComponentOuterAliasKind::Type,
                count: 1,
                index,
            }) => self.types.get(*index as usize),
            _ => None,
        });
        outer.flatten().copied().collect()
    }

    /// The packages whose types an instance is made with.
    fn of_instance(&self, instance: &ComponentInstance<'_>) -> BTreeSet<&'a str> {
        let given: Vec<_> = match instance {
            ComponentInstance::Instantiate { args, .. } => {
                args.iter().map(|given| (given.kind, given.index)).collect()
            }
            ComponentInstance::FromExports(exports) => {
                exports.iter().map(|given| (given.kind, given.index)).collect()
            }
        };
        given.into_iter().flat_map(|(kind, index)| self.of_item(kind, index)).collect()
    }

    fn of_item(&self, kind: ComponentExternalKind, index: u32) -> BTreeSet<&'a str> {
        match kind {
            ComponentExternalKind::Type => self.types.get(index as usize).cloned().unwrap_or_default(),
            ComponentExternalKind::Instance => match self.instances.get(index as usize) {
                Some(Instance { package: Some(package), .. }) => BTreeSet::from([*package]),
                Some(instance) => instance.made_of.clone(),
                None => BTreeSet::new(),
            },
            _ => BTreeSet::new(),
        }
    }

    /// An interface with types of those that its instance was made with.
    fn export(&mut self, name: &'a str, index: u32) {
        let package = InterfaceName::parse(name).map(|name| name.package);
        let made_of =
            self.instances.get(index as usize).map(|instance| instance.made_of.clone()).unwrap_or_default();
        if let Some(package) = package {
            self.uses(package, &made_of);
        }
        self.instances.push(Instance { package, made_of });
    }

    fn uses(&mut self, package: &'a str, used: &BTreeSet<&'a str>) {
        let others = used.iter().filter(|other| **other != package);
        self.uses.entry(package).or_default().extend(others);
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        match alias {
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, instance_index, .. } => {
                self.types.push(self.of_item(ComponentExternalKind::Instance, *instance_index));
            }
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Instance, .. } => {
                self.instances.push(Instance::default());
            }
            ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. } => {
                self.types.push(BTreeSet::new())
            }
            _ => {}
        }
    }

    fn declare(&mut self, name: &'a str, ty: ComponentTypeRef) {
        match ty {
            ComponentTypeRef::Instance(index) => {
                let package = InterfaceName::parse(name).map(|name| name.package);
                if let (Some(package), Some(used)) = (package, self.types.get(index as usize).cloned()) {
                    self.uses(package, &used);
                }
                self.instances.push(Instance { package, ..Instance::default() });
            }
            ComponentTypeRef::Type(_) => self.types.push(BTreeSet::new()),
            _ => {}
        }
    }

    /// Whether a package uses one that uses it, over however many others.
    fn has_cycle(&self) -> bool {
        let mut left: BTreeSet<&str> = self.uses.keys().copied().collect();
        loop {
            let is_free = |package: &&str| self.uses[package].iter().all(|used| !left.contains(used));
            let free: Vec<_> = left.iter().copied().filter(is_free).collect();
            if free.is_empty() {
                return !left.is_empty();
            }
            left.retain(|package| !free.contains(package));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::depend_on_each_other;

    #[test]
    fn what_is_exported_uses_what_it_is_made_with() {
        let exporting = |name: &str| {
            let text = format!(
                r#"(component
                    (import "a:b/x" (instance $x (export "t" (type (sub resource)))))
                    (alias export $x "t" (type $t))
                    (import "c:d/y" (instance $y (alias outer 1 $t (type $t)) (export "u" (type (eq $t)))))
                    (alias export $y "u" (type $u))
                    (component $c (import "u" (type $i (sub resource))) (export "v" (type $i)))
                    (instance $z (instantiate $c (with "u" (type $u))))
                    (export "{name}" (instance $z)))"#
            );
            depend_on_each_other(&wat::parse_str(text).expect("valid text"))
        };
        assert!(exporting("a:b/z"));
        assert!(!exporting("c:d/z"));
        assert!(!exporting("e:f/z"));
    }
}
