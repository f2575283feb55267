//! Packages that use each other.
//!
//! A component may import `a:b/x`, a `c:d/y` with a type of `a:b/x`, and an `a:b/z` with a type of `c:d/y`: no interface
//! depends on itself, but the packages `a:b` and `c:d` do. WIT cannot say that, and `wit-parser`, which sorts packages
//! by their dependencies, recurses until the stack overflows. So whoever gives a binary to it asks here first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType, ComponentItem};
use wasmparser::types::Types;
use wasmparser::{Parser, Payload, ValidPayload, Validator, WasmFeatures};

/// The packages of a component, or of encoded WIT, that depend on themselves; none where all is well. A binary that
/// does not validate has none: that is for others to report.
pub(crate) fn package_cycle(component: &[u8]) -> Vec<String> {
    match outline(component) {
        Ok((types, imports, exports)) => {
            let mut packages = Packages::default();
            let imports =
                imports.iter().filter_map(|name| Some((name, types.component_item_for_import(name)?)));
            let exports =
                exports.iter().filter_map(|name| Some((name, types.component_item_for_export(name)?)));
            packages.visit_world(&types, &package_of("root:component/root"), imports.chain(exports));
            packages.cycle()
        }
        Err(_) => Vec::new(),
    }
}

/// The types of a component and the names of what it imports and exports.
fn outline(component: &[u8]) -> wasmparser::Result<(Types, Vec<String>, Vec<String>)> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    let mut depth = 0;
    let mut end = None;
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload?;
        match &payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                for import in section.clone() {
                    imports.push(import?.name.name.to_string());
                }
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                for export in section.clone() {
                    exports.push(export?.name.name.to_string());
                }
            }
            _ => {}
        }
        if let ValidPayload::End(types) = validator.payload(&payload)? {
            end = Some(types);
        }
    }
    let types = end.expect("a parser that reports no error ends with the end of the component");
    Ok((types, imports, exports))
}

/// `a:b@1.0.0` of `a:b/c@1.0.0`; none of a plain name.
fn package_of(name: &str) -> Option<String> {
    let (package, rest) = name.split_once('/')?;
    let version = rest.split_once('@').map_or("", |(_, version)| version);
    Some(format!("{package}@{version}"))
}

/// Which packages use types of which.
#[derive(Default)]
struct Packages {
    uses: BTreeMap<String, BTreeSet<String>>,
    owners: HashMap<ComponentAnyTypeId, String>,
}

impl Packages {
    /// Visits what a world imports and exports, or what an interface is encoded with.
    fn visit_world<'a>(
        &mut self,
        types: &Types,
        world: &Option<String>,
        items: impl Iterator<Item = (&'a String, &'a ComponentItem)>,
    ) {
        let world = world.clone().unwrap_or_default();
        for (name, item) in items {
            let package = package_of(name);
            match item.ty {
                ComponentEntityType::Instance(id) => {
                    let package = package.unwrap_or_else(|| world.clone());
                    self.add_use(&world, &package);
                    types[id].exports.values().for_each(|item| self.visit_type(types, &package, item));
                }
                ComponentEntityType::Component(id)
                | ComponentEntityType::Type { created: ComponentAnyTypeId::Component(id), .. } => {
                    let component = &types[id];
                    self.visit_world(types, &package, component.imports.iter().chain(&component.exports));
                }
                _ => self.visit_type(types, &world, item),
            }
        }
    }

    /// Visits a type that `package` defines or names again.
    fn visit_type(&mut self, types: &Types, package: &str, item: &ComponentItem) {
        let ComponentEntityType::Type { referenced, created } = item.ty else { return };
        let mut origin = Some(referenced);
        while let Some(id) = origin {
            if let Some(owner) = self.owners.get(&id).cloned() {
                self.add_use(package, &owner);
                break;
            }
            origin = types.peel_alias(id);
        }
        self.owners.entry(created).or_insert_with(|| package.to_string());
    }

    fn add_use(&mut self, package: &str, used: &str) {
        if package != used {
            self.uses.entry(package.to_string()).or_default().insert(used.to_string());
        }
    }

    /// What is left when packages that use nothing that is left are taken away, as far as it is used itself.
    fn cycle(mut self) -> Vec<String> {
        let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (package, used) in &self.uses {
            used.iter().for_each(|used| users.entry(used.clone()).or_default().push(package.clone()));
        }
        let mut free: Vec<String> =
            users.keys().filter(|used| !self.uses.contains_key(*used)).cloned().collect();
        while let Some(done) = free.pop() {
            for user in users.remove(&done).unwrap_or_default() {
                let used = self.uses.get_mut(&user).expect("it uses what is done");
                used.remove(&done);
                if used.is_empty() {
                    self.uses.remove(&user);
                    free.push(user);
                }
            }
        }
        let used: BTreeSet<&String> = self.uses.values().flatten().collect();
        let cycle = self.uses.keys().filter(|package| used.contains(package));
        cycle.map(|package| package.trim_end_matches('@').to_string()).collect()
    }
}
