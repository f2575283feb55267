//! A component without what it is not decoded for: the bodies of its functions, the bytes of its data, the names of its
//! functions and variables.
//!
//! Two libraries step over all of these, and validate what is left of the modules in between. Whatever they could object to
//! is left: if they do, the component itself says where.

mod shell;
#[cfg(test)]
mod tests;

pub(super) use shell::shell;

use super::slice_of;
use std::borrow::Cow;
use wasmparser::{BinaryReader, DataKind, DataSectionReader, Result};

/// A component as the libraries read it.
pub(super) struct Hollow<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// The core modules as they were, in order of appearance; empty if all is as it was.
    modules: Vec<&'a [u8]>,
}

const HEADER: usize = 8;
const CORE_MODULE: u8 = 1;
const COMPONENT: u8 = 4;
const CUSTOM: u8 = 0;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// Custom sections that wasmtime-environ refuses.
const REFUSED: [&str; 2] = ["webidl-bindings", "wasm-interface-types"];
/// A function body: its size, no locals, `end`.
const BODY: [u8; 3] = [2, 0, 0x0b];

impl<'a> Hollow<'a> {
    /// `component` as it is.
    pub fn whole(component: &'a [u8]) -> Hollow<'a> {
        Hollow { bytes: Cow::Borrowed(component), modules: Vec::new() }
    }

    /// None if the component is damaged.
    pub fn of(component: &'a [u8]) -> Option<Hollow<'a>> {
        let mut modules = Vec::new();
        let hollow = with_modules(component, &mut |module| {
            modules.push(module);
            hollow_module(module)
        })?;
        Some(Hollow { bytes: Cow::Owned(hollow), modules })
    }

    /// The core module at `index`: `part` of `bytes`, if it is not one that wasmtime-environ made.
    pub fn module(&self, index: usize, part: &[u8]) -> Cow<'a, [u8]> {
        match (self.modules.get(index), &self.bytes) {
            (Some(module), _) => Cow::Borrowed(module),
            (None, Cow::Borrowed(bytes)) => slice_of(bytes, part),
            (None, Cow::Owned(_)) => Cow::Owned(part.to_vec()),
        }
    }
}

/// A component with what `changed` makes of each core module in it.
fn with_modules<'a>(
    component: &'a [u8],
    changed: &mut impl FnMut(&'a [u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    with_sections(component, |id, contents| match id {
        CORE_MODULE => changed(contents).map(Cow::Owned).map(Some),
        COMPONENT => with_modules(contents, changed).map(Cow::Owned).map(Some),
        _ => Some(Some(Cow::Borrowed(contents))),
    })
}

fn hollow_module(module: &[u8]) -> Option<Vec<u8>> {
    with_sections(module, |id, contents| match id {
        CUSTOM => {
            let name = BinaryReader::new(contents, 0).read_string().ok()?;
            Some(REFUSED.contains(&name).then_some(Cow::Borrowed(contents)))
        }
        CODE => hollow_code(contents).map(Cow::Owned).map(Some),
        DATA => hollow_data(contents).ok().map(Cow::Owned).map(Some),
        _ => Some(Some(Cow::Borrowed(contents))),
    })
}

/// A module or component with what `changed` makes of the contents of its sections, if it keeps them.
fn with_sections<'a>(
    binary: &'a [u8],
    mut changed: impl FnMut(u8, &'a [u8]) -> Option<Option<Cow<'a, [u8]>>>,
) -> Option<Vec<u8>> {
    let mut made = binary.get(..HEADER)?.to_vec();
    for (id, contents) in sections(binary)? {
        if let Some(contents) = changed(id, contents)? {
            made.push(id);
            number(contents.len() as u32, &mut made);
            made.extend_from_slice(&contents);
        }
    }
    Some(made)
}

fn sections(binary: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut reader = BinaryReader::new(binary.get(HEADER..)?, 0);
    let mut sections = Vec::new();
    while !reader.eof() {
        let id = reader.read_u8().ok()?;
        let size = reader.read_var_u32().ok()? as usize;
        sections.push((id, reader.read_bytes(size).ok()?));
    }
    Some(sections)
}

/// As many bodies as there are.
fn hollow_code(contents: &[u8]) -> Option<Vec<u8>> {
    let mut reader = BinaryReader::new(contents, 0);
    let mut hollow = Vec::new();
    let count = reader.read_var_u32().ok()?;
    number(count, &mut hollow);
    for _ in 0..count {
        let size = reader.read_var_u32().ok()? as usize;
        reader.read_bytes(size).ok()?;
        hollow.extend_from_slice(&BODY);
    }
    reader.eof().then_some(hollow)
}

/// The same segments, without bytes.
fn hollow_data(contents: &[u8]) -> Result<Vec<u8>> {
    let segments = DataSectionReader::new(BinaryReader::new(contents, 0))?;
    let mut hollow = Vec::new();
    number(segments.count(), &mut hollow);
    for segment in segments {
        let segment = segment?;
        match segment.kind {
            DataKind::Passive => hollow.push(1),
            DataKind::Active { offset_expr, .. } => {
                let end = offset_expr.get_binary_reader().range().end;
                hollow.extend_from_slice(&contents[segment.range.start..end]);
            }
        }
        number(0, &mut hollow);
    }
    Ok(hollow)
}

/// LEB128
fn number(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
