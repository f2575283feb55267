//! What a core module tells of its functions. A module that does not parse tells less.

use std::collections::HashMap;
use std::ops::Range;

use addr2line::gimli::{Dwarf, EndianSlice, Error, LittleEndian};
use addr2line::{Context, Frame};
use wasmparser::{ExternalKind, KnownCustom, Name, Parser, Payload, TypeRef};

type Reader<'a> = EndianSlice<'a, LittleEndian>;

/// The parts needed to find out whether a frame is in it.
pub(super) struct Module<'a> {
    imported: u32,
    /// Where in the module the bodies of its own functions are.
    bodies: Vec<Range<usize>>,
    exports: HashMap<u32, &'a str>,
    code_start: usize,
    name: Option<&'a str>,
    sections: HashMap<&'a str, &'a [u8]>,
}

impl<'a> Module<'a> {
    pub fn read(wasm: &'a [u8]) -> Module<'a> {
        let mut module = Module {
            imported: 0,
            bodies: Vec::new(),
            exports: HashMap::new(),
            code_start: 0,
            name: None,
            sections: HashMap::new(),
        };
        for payload in Parser::new(0).parse_all(wasm).map_while(Result::ok) {
            module.note(payload);
        }
        module
    }

    fn note(&mut self, payload: Payload<'a>) {
        match payload {
            Payload::ImportSection(section) => {
                let imports = section.into_imports().filter_map(Result::ok);
                self.imported = imports
                    .filter(|import| matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)))
                    .count() as u32;
            }
            Payload::ExportSection(section) => {
                let functions = section
                    .into_iter()
                    .filter_map(Result::ok)
                    .filter(|export| export.kind == ExternalKind::Func);
                self.exports.extend(functions.map(|export| (export.index, export.name)));
            }
            Payload::CodeSectionStart { range, .. } => self.code_start = range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.name = names.into_iter().find_map(|name| match name {
                        Ok(Name::Module { name, .. }) => Some(name),
                        _ => None,
                    });
                }
                self.sections.insert(section.name(), section.data());
            }
            _ => {}
        }
    }

    /// Whether there is such a function and it has such an instruction.
    pub fn has(&self, function: u32, offset: u64) -> bool {
        let own = function.checked_sub(self.imported).map(|index| index as usize);
        own.and_then(|index| self.bodies.get(index)).is_some_and(|body| body.contains(&(offset as usize)))
    }

    /// What the function is called outside the module.
    pub fn export_of(&self, function: u32) -> Option<&'a str> {
        self.exports.get(&function).copied()
    }

    /// Whether this is a module that wit-component adds to tie others together.
    pub fn is_plumbing(&self) -> bool {
        matches!(self.name, Some("wit-component:shim" | "wit-component:fixups"))
    }

    pub fn symbols(&self) -> Symbols<'a> {
        let section = |name| Reader::new(self.sections.get(name).copied().unwrap_or_default(), LittleEndian);
        let dwarf = Dwarf::load(|id| Ok::<_, Error>(section(id.name())));
        Symbols {
            names: self.sections.get("name").map(|data| function_names(data)).unwrap_or_default(),
            dwarf: dwarf.and_then(Context::from_dwarf).ok(),
            code_start: self.code_start as u64,
        }
    }
}

/// Names and places of a module's functions.
pub(super) struct Symbols<'a> {
    names: HashMap<u32, &'a str>,
    dwarf: Option<Context<Reader<'a>>>,
    code_start: u64,
}

impl<'a> Symbols<'a> {
    /// The function's name in the name section.
    pub fn name(&self, function: u32) -> Option<&'a str> {
        self.names.get(&function).copied()
    }

    /// What DWARF says of the calls at an offset of the module. Its addresses count from the code section's contents.
    pub fn calls<T>(&self, offset: u64, describe: impl Fn(&Frame<'_, Reader<'a>>) -> T) -> Vec<T> {
        let mut calls = Vec::new();
        let Some(dwarf) = &self.dwarf else { return calls };
        let Ok(mut frames) = dwarf.find_frames(offset.saturating_sub(self.code_start)).skip_all_loads()
        else {
            return calls;
        };
        while let Ok(Some(frame)) = frames.next() {
            calls.push(describe(&frame));
        }
        calls
    }
}

fn function_names(data: &[u8]) -> HashMap<u32, &str> {
    let reader = wasmparser::NameSectionReader::new(wasmparser::BinaryReader::new(data, 0));
    let names = reader.into_iter().map_while(Result::ok).filter_map(|name| match name {
        Name::Function(names) => Some(names),
        _ => None,
    });
    names.flatten().map_while(Result::ok).map(|naming| (naming.index, naming.name)).collect()
}
