//! The form for engines with multi-memory: the adapter with its list loops turned into `memory.copy`.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function, Instruction};

use super::Module;
use super::lists::{Copy, Place, Step};

/// Encodes `adapter`, whose parts `module` has.
pub fn encode(adapter: &[u8], module: &Module) -> Result<Vec<u8>, Error> {
    let mut encoded = wasm_encoder::Module::new();
    MultiMemory { module }.parse_core_module(&mut encoded, wasmparser::Parser::new(0), adapter)?;
    Ok(encoded.finish())
}

struct MultiMemory<'a> {
    module: &'a Module<'a>,
}

impl Reencode for MultiMemory<'_> {
    type Error = Infallible;

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        for function in &self.module.functions {
            let mut encoded = self.new_function_with_parsed_locals(&function.body)?;
            for step in &function.steps {
                match step {
                    Step::Plain(operator) => {
                        encoded.instruction(&self.instruction(operator.clone())?);
                    }
                    Step::Copy(copy) => {
                        encode_operands(self.module, copy, &mut encoded);
                        let (dst_mem, src_mem) = (copy.to.memory, copy.from.memory);
                        encoded.instruction(&Instruction::MemoryCopy { src_mem, dst_mem });
                    }
                }
            }
            code.function(&encoded);
        }
        Ok(())
    }
}

/// The operands of a copy: two addresses of their memories' types, and the number of bytes in the smaller of the two.
pub fn encode_operands(module: &Module, copy: &Copy, function: &mut Function) {
    let is_64 = |place: Place| module.memories[place.memory as usize].ty.memory64;
    function
        .instruction(&Instruction::LocalGet(copy.to.address))
        .instruction(&Instruction::LocalGet(copy.from.address))
        .instruction(&Instruction::LocalGet(copy.elements));
    if is_64(copy.from) && is_64(copy.to) {
        function
            .instruction(&Instruction::I64Const(copy.element_size.into()))
            .instruction(&Instruction::I64Mul);
        return;
    }
    if is_64(copy.from) {
        function.instruction(&Instruction::I32WrapI64);
    }
    function
        .instruction(&Instruction::I32Const(copy.element_size.cast_signed()))
        .instruction(&Instruction::I32Mul);
}
