//! What the component offers.

use super::*;
use crate::names::FunctionName;
use std::collections::HashMap;
use wasmtime_environ::component::{ExportIndex, TypeDef};

impl Builder<'_> {
    pub(super) fn exports(&mut self) -> Result<Vec<Export>> {
        let component = self.component;
        let exports =
            self.exports_of(component.exports.raw_iter().map(|(name, (index, _))| (&**name, *index)), "")?;
        self.check_members(&exports, &mut HashMap::new())?;
        Ok(exports)
    }

    fn exports_of<'n>(
        &mut self,
        exports: impl Iterator<Item = (&'n str, ExportIndex)>,
        within: &str,
    ) -> Result<Vec<Export>> {
        let mut made = Vec::new();
        for (name, index) in exports {
            if let Some(item) = self.export(name, index, within)? {
                made.push(Export { name: name.to_owned(), item });
            }
        }
        Ok(made)
    }

    /// Types other than resources have no value in JavaScript.
    fn export(&mut self, name: &str, index: ExportIndex, within: &str) -> Result<Option<ExportItem>> {
        let component = self.component;
        let place = format!("export \"{within}{name}\"");
        Ok(Some(match &component.export_items[index] {
            environ::Export::LiftedFunction { ty, func, options } => ExportItem::Function {
                function: self.function(name, *ty, *options, &place)?,
                core: self.core_def(func)?,
            },
            environ::Export::ModuleStatic { index, .. } => {
                ExportItem::Module(ModuleSource::Static(id(*index)))
            }
            environ::Export::ModuleImport { import, .. } => {
                ExportItem::Module(ModuleSource::Import(id(*import)))
            }
            environ::Export::Instance { exports, .. } => {
                let exports = exports.raw_iter().map(|(name, (index, _))| (&**name, *index));
                ExportItem::Instance(self.exports_of(exports, &format!("{within}{name}#"))?)
            }
            environ::Export::Type(TypeDef::Resource(table)) => match self.resource_tables[id(*table)] {
                Some(table) => ExportItem::Resource(table.resource),
                None => return Ok(None),
            },
            environ::Export::Type(_) => return Ok(None),
        }))
    }

    /// A resource that is exported more than once has one class, where each member can be one function only.
    fn check_members<'e>(
        &self,
        exports: &'e [Export],
        known: &mut HashMap<(ResourceId, String), &'e CoreDef>,
    ) -> Result<()> {
        for export in exports {
            let (function, core) = match &export.item {
                ExportItem::Instance(inner) => {
                    self.check_members(inner, known)?;
                    continue;
                }
                ExportItem::Function { function, core } => (function, core),
                ExportItem::Resource(_) | ExportItem::Module(_) => continue,
            };
            let Some((name, member)) = FunctionName::parse(&function.name).member() else { continue };
            let Some(resource) = self.resource_of(exports, name, function) else { continue };
            if known.insert((resource, member), core).is_some_and(|other| other != core) {
                let message = "the resource is exported more than once, with different functions of one name";
                return Err(Error::new(Code::Unsupported, message)
                    .at(format!("export \"{}\"", export.name))
                    .help("export the resource once, or with the same functions"));
            }
        }
        Ok(())
    }

    /// The resource that a function is of: the one of that name beside it, else that of the handle it takes first.
    fn resource_of(&self, exports: &[Export], name: &str, function: &Function) -> Option<ResourceId> {
        let named = exports.iter().find_map(|export| match export.item {
            ExportItem::Resource(resource) if export.name == name => Some(resource),
            _ => None,
        });
        named.or_else(|| match self.types.table.kind(function.params.first()?.ty) {
            Kind::Borrow(table) => Some(self.resource_tables[*table]?.resource),
            _ => None,
        })
    }
}
