//! A start function as an export: engines suspend exports only.

use wasm_encoder::{ExportKind, ExportSection, Module, RawSection, SectionId};
use wasmparser::{BinaryReaderError, ExternalKind, Parser, Payload};

/// The module without its start function, which it exports under the name given with it.
pub(super) fn exported(wasm: &[u8]) -> Result<(Vec<u8>, String), BinaryReaderError> {
    let (mut start, mut names) = (None, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::StartSection { func, .. } => start = Some(func),
            Payload::ExportSection(exports) => {
                for export in exports {
                    names.push(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    let name = (0..).map(|n| format!("start{n}")).find(|name| !names.contains(name));
    let (name, start) = (name.expect("numbers do not end"), start.expect("the caller has seen it"));
    Ok((rewritten(wasm, &name, start)?, name))
}

fn rewritten(wasm: &[u8], name: &str, start: u32) -> Result<Vec<u8>, BinaryReaderError> {
    let mut module = Module::new();
    let mut is_exported = false;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((section, range)) = payload.as_section() else { continue };
        let is_after = section == SectionId::Element as u8
            || section == SectionId::DataCount as u8
            || section == SectionId::Code as u8;
        match &payload {
            Payload::StartSection { .. } => continue,
            Payload::ExportSection(exports) => {
                module.section(&with_export(exports.clone(), name, start)?);
                is_exported = true;
                continue;
            }
            _ if is_after && !is_exported => {
                let mut exports = ExportSection::new();
                exports.export(name, ExportKind::Func, start);
                module.section(&exports);
                is_exported = true;
            }
            _ => {}
        }
        module.section(&RawSection { id: section, data: &wasm[range] });
    }
    Ok(module.finish())
}

fn with_export(
    exports: wasmparser::ExportSectionReader<'_>,
    name: &str,
    start: u32,
) -> Result<ExportSection, BinaryReaderError> {
    let mut section = ExportSection::new();
    for export in exports {
        let export = export?;
        section.export(export.name, kind(export.kind), export.index);
    }
    section.export(name, ExportKind::Func, start);
    Ok(section)
}

fn kind(kind: ExternalKind) -> ExportKind {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
    }
}
