//! A component of which only the type is left.

use super::{BODY, CODE, CUSTOM, DATA, number, sections, with_modules, with_sections};
use std::borrow::Cow;
use wasmparser::{BinaryReader, ImportSectionReader, Result, TypeRef};

const IMPORTS: u8 = 2;
const FUNCTIONS: u8 = 3;
const EXPORTS: u8 = 7;
const START: u8 = 8;
const ELEMENTS: u8 = 9;
const DATA_COUNT: u8 = 12;
/// What an export is, if it is a function.
const FUNCTION: u8 = 0;

/// A component with modules that have no functions but those they export, and no elements: of the same type, if globals
/// do not name functions.
pub(in crate::decode) fn shell(component: &[u8]) -> Option<Vec<u8>> {
    with_modules(component, &mut |module| shell_module(module))
}

pub(super) fn shell_module(module: &[u8]) -> Option<Vec<u8>> {
    let mut imported = 0;
    let mut declared = Vec::new();
    // The types of exported functions.
    let mut kept = Vec::new();
    let mut exports = Vec::new();
    for (id, contents) in sections(module)? {
        match id {
            IMPORTS => imported = imported_functions(contents).ok()?,
            FUNCTIONS => declared = numbers(contents)?,
            EXPORTS => exports = shell_exports(contents, imported, &declared, &mut kept)?,
            _ => {}
        }
    }
    with_sections(module, |id, contents| match id {
        FUNCTIONS => Some(Some(Cow::Owned(numbered(&kept)))),
        EXPORTS => Some(Some(Cow::Owned(std::mem::take(&mut exports)))),
        CODE => {
            let mut code = Vec::new();
            number(kept.len() as u32, &mut code);
            code.extend(BODY.repeat(kept.len()));
            Some(Some(Cow::Owned(code)))
        }
        CUSTOM | START | ELEMENTS | DATA | DATA_COUNT => Some(None),
        _ => Some(Some(Cow::Borrowed(contents))),
    })
}

fn imported_functions(contents: &[u8]) -> Result<u32> {
    let mut count = 0;
    for import in ImportSectionReader::new(BinaryReader::new(contents, 0))?.into_imports() {
        count += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
    }
    Ok(count)
}

/// The export section of a module that has the functions of the types `kept` only.
fn shell_exports(contents: &[u8], imported: u32, declared: &[u32], kept: &mut Vec<u32>) -> Option<Vec<u8>> {
    let mut reader = BinaryReader::new(contents, 0);
    let mut exports = Vec::new();
    let count = reader.read_var_u32().ok()?;
    number(count, &mut exports);
    for _ in 0..count {
        let name = reader.read_string().ok()?;
        let kind = reader.read_u8().ok()?;
        let mut index = reader.read_var_u32().ok()?;
        if kind == FUNCTION && index >= imported {
            let ty = declared.get((index - imported) as usize)?;
            index = imported + kept.len() as u32;
            kept.push(*ty);
        }
        number(name.len() as u32, &mut exports);
        exports.extend_from_slice(name.as_bytes());
        exports.push(kind);
        number(index, &mut exports);
    }
    reader.eof().then_some(exports)
}

/// A list of numbers.
fn numbers(contents: &[u8]) -> Option<Vec<u32>> {
    let mut reader = BinaryReader::new(contents, 0);
    let count = reader.read_var_u32().ok()?;
    let numbers = (0..count).map(|_| reader.read_var_u32().ok()).collect::<Option<_>>()?;
    reader.eof().then_some(numbers)
}

/// The same, written.
fn numbered(numbers: &[u32]) -> Vec<u8> {
    let mut contents = Vec::new();
    number(numbers.len() as u32, &mut contents);
    numbers.iter().for_each(|each| number(*each, &mut contents));
    contents
}
