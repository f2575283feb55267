//! Packages that use each other's types.
//!
//! A component may import `a:b/x`, a `c:d/y` with a type of `a:b/x`, and an `a:b/z` with a type of `c:d/y`. WIT cannot
//! say that, and wit-parser, which sorts packages by what they depend on, recurses on it until the stack overflows. So
//! this is asked before it is: of the root's own sections, with the core modules and inner components passed over.

use crate::names::InterfaceName;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    Chunk, ComponentAlias, ComponentExternalKind, ComponentOuterAliasKind, ComponentType, ComponentTypeRef,
    InstanceTypeDeclaration, Parser, Payload,
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
    /// For each instance the package of its interface.
    instances: Vec<Option<&'a str>>,
    uses: BTreeMap<&'a str, BTreeSet<&'a str>>,
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
                        match export.ok()?.kind {
                            ComponentExternalKind::Type => self.types.push(BTreeSet::new()),
                            ComponentExternalKind::Instance => self.instances.push(None),
                            _ => {}
                        }
                    }
                }
                Payload::ComponentInstanceSection(section) => {
                    self.instances.extend(section.into_iter().map(|_| None));
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

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        match alias {
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, instance_index, .. } => {
                let package = self.instances.get(*instance_index as usize).copied().flatten();
                self.types.push(package.into_iter().collect());
            }
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Instance, .. } => {
                self.instances.push(None)
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
                if let (Some(package), Some(used)) = (package, self.types.get(index as usize)) {
                    let others = used.iter().filter(|other| **other != package);
                    self.uses.entry(package).or_default().extend(others);
                }
                self.instances.push(package);
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
