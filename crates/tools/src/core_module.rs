//! What a core module asks for and gives, for who is to run it.

use transpile::{Code, Result};
use wasmparser::{Parser, Payload};

use crate::failure;

/// The names at a core module's border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreModule {
    /// The modules it imports from, each once.
    pub imports: Vec<String>,
    /// What it exports.
    pub exports: Vec<String>,
}

/// Reads imports and exports of a core module.
///
/// # Errors
/// A binary that cannot be read to its end.
pub fn core_module(wasm: &[u8]) -> Result<CoreModule> {
    let mut module = CoreModule { imports: Vec::new(), exports: Vec::new() };
    failure::contained(Code::Invalid, || {
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let name = import?.module;
                        if !module.imports.iter().any(|known| known == name) {
                            module.imports.push(name.into());
                        }
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        module.exports.push(export?.name.into());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(module)
}
