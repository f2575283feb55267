//! Fused adapters for engines with and without multi-memory.
//!
//! wasmtime-environ fuses a call between two components into an adapter: a core module that imports the memories of
//! both and moves values from one to the other, one load and one store at a time. Two things are done to it. Its
//! loops over lists of numbers become one copy each ([`lists`]), which is worth a factor of a hundred and more.
//! And because an engine without multi-memory refuses such a module outright, a second form of it keeps one memory
//! and reaches the others through imported functions ([`single_memory`]). A probe picks the form when the component
//! is instantiated.

mod lists;
mod multi_memory;
mod single_memory;
#[cfg(test)]
mod tests;

use lists::{Copy, Step};
use wasmparser::{FunctionBody, MemoryType, Operator, Parser, Payload, TypeRef, ValType};

/// Both forms of an adapter module.
#[derive(Debug)]
pub struct Adapter {
    /// The adapter with each loop over a list of numbers replaced by a copy, and all its memories.
    pub multi_memory: Vec<u8>,
    /// The same for engines without multi-memory. `None` where `multi_memory` runs on them too, because it has one
    /// memory at most, or where nothing helps, because a memory is 64-bit: engines got those after multi-memory.
    pub single_memory: Option<SingleMemory>,
}

/// An adapter that imports one memory, and functions that stand in for the others.
#[derive(Debug)]
pub struct SingleMemory {
    /// The module.
    pub wasm: Vec<u8>,
    /// The functions it imports beyond those of the adapter, in the order of the module's import section.
    pub imports: Vec<ExtraImport>,
}

/// A function that stands in for a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraImport {
    /// `access m1` for the accesses to the memory that the adapter imports as `m1`, else `copy`.
    pub module: String,
    /// Unique in its module: `i32.load8_u`, or `m1 => m0` for a copy.
    pub name: String,
    /// What the function does.
    pub kind: ExtraImportKind,
}

/// What a function that stands in for a memory does. Memories are numbered as the adapter imports them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraImportKind {
    /// One instruction on one memory: an export of the accessor module of `runtime/accessors.js`.
    Access {
        /// The memory.
        memory: usize,
        /// The instruction and the export's name: `i32.load8_u` … `f64.store`, `memory.size`.
        op: &'static str,
    },
    /// `(dst: i32, src: i32, bytes: i32)`: JavaScript.
    Copy {
        /// The memory written.
        to: usize,
        /// The memory read.
        from: usize,
    },
}

/// The forms of `adapter`, a module that wasmtime-environ has made. It is valid, and its functions have checked the
/// bounds of whatever they access.
///
/// # Errors
/// Instructions that adapters do not have.
pub fn forms(adapter: &[u8]) -> Result<Adapter, String> {
    let module = Module::parse(adapter).map_err(|error| error.to_string())?;
    let single = |home| single_memory::encode(adapter, &module, home).map_err(|error| error.to_string());
    let used = module.used_memories();
    if used.len() <= 1 {
        let plain = single(used.first().copied())?;
        return Ok(Adapter { multi_memory: plain.wasm, single_memory: None });
    }
    Ok(Adapter {
        multi_memory: multi_memory::encode(adapter, &module).map_err(|error| error.to_string())?,
        single_memory: match module.memories.iter().any(|memory| memory.ty.memory64) {
            true => None,
            false => Some(single(Some(used[0]))?),
        },
    })
}

/// The parts of an adapter that its forms differ in.
struct Module<'a> {
    memories: Vec<ImportedMemory<'a>>,
    imported_functions: u32,
    types: u32,
    functions: Vec<Function<'a>>,
}

struct ImportedMemory<'a> {
    name: &'a str,
    ty: MemoryType,
}

struct Function<'a> {
    body: FunctionBody<'a>,
    steps: Vec<Step<'a>>,
}

impl<'a> Module<'a> {
    fn parse(adapter: &'a [u8]) -> wasmparser::Result<Module<'a>> {
        let mut module =
            Module { memories: Vec::new(), imported_functions: 0, types: 0, functions: Vec::new() };
        for payload in Parser::new(0).parse_all(adapter) {
            match payload? {
                Payload::TypeSection(types) => module.types = types.count(),
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        match import.ty {
                            TypeRef::Func(_) => module.imported_functions += 1,
                            TypeRef::Memory(ty) => {
                                module.memories.push(ImportedMemory { name: import.name, ty });
                            }
                            _ => {}
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => module.add_function(body)?,
                _ => {}
            }
        }
        Ok(module)
    }

    fn add_function(&mut self, body: FunctionBody<'a>) -> wasmparser::Result<()> {
        let operators = body.get_operators_reader()?.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        let steps = lists::steps(operators, |memory| self.memories[memory as usize].ty.memory64);
        self.functions.push(Function { body, steps });
        Ok(())
    }

    fn steps(&self) -> impl Iterator<Item = &Step<'a>> {
        self.functions.iter().flat_map(|function| &function.steps)
    }

    /// The memories that some instruction refers to, in the order of their numbers.
    fn used_memories(&self) -> Vec<u32> {
        let mut used = vec![false; self.memories.len()];
        for step in self.steps() {
            match step {
                Step::Copy(Copy { to, from, .. }) => {
                    used[to.memory as usize] = true;
                    used[from.memory as usize] = true;
                }
                Step::Plain(operator) => {
                    if let Some(access) = access(operator) {
                        used[access.memory as usize] = true;
                    }
                }
            }
        }
        (0..).zip(used).filter_map(|(memory, is_used)| is_used.then_some(memory)).collect()
    }
}

/// An instruction on a memory.
struct Access {
    memory: u32,
    op: &'static str,
    kind: AccessKind,
}

enum AccessKind {
    Load { offset: u64, value: ValType },
    Store { offset: u64, value: ValType },
    Size,
}

/// The access that an instruction makes: these are all that adapters have.
fn access(operator: &Operator) -> Option<Access> {
    use ValType::{F32, F64, I32, I64};
    let load = |memarg: &wasmparser::MemArg, op, value| {
        Some(Access { memory: memarg.memory, op, kind: AccessKind::Load { offset: memarg.offset, value } })
    };
    let store = |memarg: &wasmparser::MemArg, op, value| {
        Some(Access { memory: memarg.memory, op, kind: AccessKind::Store { offset: memarg.offset, value } })
    };
    match operator {
        Operator::I32Load8U { memarg } => load(memarg, "i32.load8_u", I32),
        Operator::I32Load8S { memarg } => load(memarg, "i32.load8_s", I32),
        Operator::I32Load16U { memarg } => load(memarg, "i32.load16_u", I32),
        Operator::I32Load16S { memarg } => load(memarg, "i32.load16_s", I32),
        Operator::I32Load { memarg } => load(memarg, "i32.load", I32),
        Operator::I64Load { memarg } => load(memarg, "i64.load", I64),
        Operator::F32Load { memarg } => load(memarg, "f32.load", F32),
        Operator::F64Load { memarg } => load(memarg, "f64.load", F64),
        Operator::I32Store8 { memarg } => store(memarg, "i32.store8", I32),
        Operator::I32Store16 { memarg } => store(memarg, "i32.store16", I32),
        Operator::I32Store { memarg } => store(memarg, "i32.store", I32),
        Operator::I64Store { memarg } => store(memarg, "i64.store", I64),
        Operator::F32Store { memarg } => store(memarg, "f32.store", F32),
        Operator::F64Store { memarg } => store(memarg, "f64.store", F64),
        Operator::MemorySize { mem } => {
            Some(Access { memory: *mem, op: "memory.size", kind: AccessKind::Size })
        }
        _ => None,
    }
}
