//! What the component offers.

use super::*;
use wasmtime_environ::component::{ExportIndex, TypeDef};

impl Builder<'_> {
    pub(super) fn exports(&mut self) -> Result<Vec<Export>> {
        let component = self.component;
        self.exports_of(component.exports.raw_iter().map(|(name, (index, _))| (&**name, *index)), "")
    }

    fn exports_of<'n>(&mut self, exports: impl Iterator<Item = (&'n str, ExportIndex)>, within: &str) -> Result<Vec<Export>> {
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
            environ::Export::ModuleStatic { index, .. } => ExportItem::Module(ModuleSource::Static(id(*index))),
            environ::Export::ModuleImport { import, .. } => ExportItem::Module(ModuleSource::Import(id(*import))),
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
}
