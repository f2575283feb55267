//! The form for engines without multi-memory: one memory stays, as memory 0, and instructions on the others become
//! calls of imported functions.
//!
//! Each call has the operands of the instruction and then its static offset, which the function adds to the address:
//! `i32.store8 offset=4` on memory 1 becomes `i32.const 4  call $store8`. The adapter has checked that what it
//! accesses is in bounds, so the sum does not wrap. The imports stand behind those of the adapter, so only the indices
//! of functions that the adapter defines change.

use wasm_encoder::reencode::{self, Error, Reencode};
use wasm_encoder::{CodeSection, EntityType, Function, ImportSection, Instruction, TypeSection};
use wasmparser::{Import, Operator, TypeRef, ValType};

use super::lists::{Copy, Step};
use super::multi_memory::encode_operands;
use super::{Access, AccessKind, ExtraImport, ExtraImportKind, Module, SingleMemory, access};

/// Encodes `adapter`, whose parts `module` has, with `home` as its only memory, or none.
pub fn encode(adapter: &[u8], module: &Module, home: Option<u32>) -> Result<SingleMemory, Error<String>> {
    let mut form = Form { module, home, extra: Vec::new(), signatures: Vec::new() };
    for step in module.steps() {
        form.add(step);
    }
    let mut encoded = wasm_encoder::Module::new();
    form.parse_core_module(&mut encoded, wasmparser::Parser::new(0), adapter)?;
    let imports = form.extra.iter().map(|extra| form.import(extra)).collect();
    Ok(SingleMemory { wasm: encoded.finish(), imports })
}

struct Form<'a> {
    module: &'a Module<'a>,
    home: Option<u32>,
    extra: Vec<Extra>,
    /// The types that the extra imports add to the module's.
    signatures: Vec<Signature>,
}

/// A function to import.
struct Extra {
    kind: ExtraImportKind,
    /// Its place in [`Form::signatures`].
    signature: usize,
}

#[derive(PartialEq)]
struct Signature {
    params: Vec<wasm_encoder::ValType>,
    results: Vec<wasm_encoder::ValType>,
}

impl Form<'_> {
    /// Adds the function that a step needs in place of a memory that is not home, if there is one.
    fn add(&mut self, step: &Step) {
        use ValType::I32;
        let (kind, signature) = match step {
            Step::Copy(copy) => match self.foreign_copy(copy) {
                Some(kind) => (kind, Signature::new(&[I32; 3], &[])),
                None => return,
            },
            Step::Plain(operator) => match self.foreign_access(operator) {
                Some(access) => (access.import(), access.signature()),
                None => return,
            },
        };
        if self.extra.iter().any(|extra| extra.kind == kind) {
            return;
        }
        let known = self.signatures.iter().position(|known| *known == signature);
        let signature = known.unwrap_or_else(|| {
            self.signatures.push(signature);
            self.signatures.len() - 1
        });
        self.extra.push(Extra { kind, signature });
    }

    fn foreign_access(&self, operator: &Operator) -> Option<Access> {
        access(operator).filter(|access| Some(access.memory) != self.home)
    }

    fn foreign_copy(&self, copy: &Copy) -> Option<ExtraImportKind> {
        let (to, from) = (copy.to.memory, copy.from.memory);
        let is_home = (Some(to), Some(from)) == (self.home, self.home);
        (!is_home).then_some(ExtraImportKind::Copy { to: to as usize, from: from as usize })
    }

    fn import(&self, extra: &Extra) -> ExtraImport {
        let name = |memory: usize| self.module.memories[memory].name;
        let (module, name) = match extra.kind {
            ExtraImportKind::Access { memory, op } => (format!("access {}", name(memory)), op.to_string()),
            ExtraImportKind::Copy { to, from } => ("copy".into(), format!("{} => {}", name(from), name(to))),
        };
        ExtraImport { module, name, kind: extra.kind }
    }

    /// Calls the function that [`Form::add`] has added for `kind`.
    fn call(&self, kind: ExtraImportKind) -> Instruction<'static> {
        let position = (0..)
            .zip(&self.extra)
            .find_map(|(position, extra)| (extra.kind == kind).then_some(position))
            .expect("every step's function was added before any step is encoded");
        Instruction::Call(self.module.imported_functions + position)
    }

    fn encode_step(&mut self, step: &Step, function: &mut Function) -> Result<(), Error<String>> {
        match step {
            Step::Copy(copy) => self.encode_copy(copy, function),
            Step::Plain(operator) => match self.foreign_access(operator) {
                Some(access) => {
                    if let AccessKind::Load { offset, .. } | AccessKind::Store { offset, .. } = access.kind {
                        let offset = u32::try_from(offset)
                            .map_err(|_| Error::UserError("an offset is beyond 32 bits".to_string()))?;
                        function.instruction(&Instruction::I32Const(offset.cast_signed()));
                    }
                    function.instruction(&self.call(access.import()));
                }
                None => {
                    function.instruction(&self.instruction(operator.clone())?);
                }
            },
        }
        Ok(())
    }

    fn encode_copy(&self, copy: &Copy, function: &mut Function) {
        encode_operands(self.module, copy, function);
        function.instruction(&match self.foreign_copy(copy) {
            Some(kind) => self.call(kind),
            None => Instruction::MemoryCopy { src_mem: 0, dst_mem: 0 },
        });
    }
}

impl Access {
    fn import(&self) -> ExtraImportKind {
        ExtraImportKind::Access { memory: self.memory as usize, op: self.op }
    }

    /// That of the function that stands in: operands and offset to result.
    fn signature(&self) -> Signature {
        let address = ValType::I32;
        let offset = ValType::I32;
        match self.kind {
            AccessKind::Load { value, .. } => Signature::new(&[address, offset], &[value]),
            AccessKind::Store { value, .. } => Signature::new(&[address, value, offset], &[]),
            AccessKind::Size => Signature::new(&[], &[ValType::I32]),
        }
    }
}

impl Signature {
    fn new(params: &[ValType], results: &[ValType]) -> Signature {
        let encode = |types: &[ValType]| types.iter().map(|ty| number_type(*ty)).collect();
        Signature { params: encode(params), results: encode(results) }
    }
}

fn number_type(ty: ValType) -> wasm_encoder::ValType {
    match ty {
        ValType::I32 => wasm_encoder::ValType::I32,
        ValType::I64 => wasm_encoder::ValType::I64,
        ValType::F32 => wasm_encoder::ValType::F32,
        ValType::F64 => wasm_encoder::ValType::F64,
        ValType::V128 | ValType::Ref(_) => unreachable!("no access moves such a value"),
    }
}

impl Reencode for Form<'_> {
    type Error = String;

    fn memory_index(&mut self, memory: u32) -> Result<u32, Error<String>> {
        match Some(memory) == self.home {
            true => Ok(0),
            false => Err(Error::UserError(format!("an instruction on memory {memory} that has no stand-in"))),
        }
    }

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let is_import = function < self.module.imported_functions;
        Ok(if is_import { function } else { function + self.extra.len() as u32 })
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        reencode::utils::parse_type_section(self, types, section)?;
        for Signature { params, results } in &self.signatures {
            types.ty().function(params.iter().copied(), results.iter().copied());
        }
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        let mut memories = 0..;
        for import in section.into_imports() {
            let import: Import = import?;
            let is_dropped = matches!(import.ty, TypeRef::Memory(_)) && memories.next() != self.home;
            if !is_dropped {
                self.parse_import(imports, import)?;
            }
        }
        for extra in &self.extra {
            let ExtraImport { module, name, .. } = self.import(extra);
            let ty = self.module.types + extra.signature as u32;
            imports.import(&module, &name, EntityType::Function(ty));
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.module.functions {
            let mut encoded = self.new_function_with_parsed_locals(&function.body)?;
            for step in &function.steps {
                self.encode_step(step, &mut encoded)?;
            }
            code.function(&encoded);
        }
        Ok(())
    }
}
