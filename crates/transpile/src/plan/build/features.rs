//! What a core module needs of an engine beyond what all have that components run on. Function bodies are not read.

use crate::plan::Feature;
use wasmparser::{Chunk, ConstExpr, DataKind, ElementKind, Operator, Parser, Payload, Result, TypeRef};

/// The features of a module that is valid.
pub(super) fn of(wasm: &[u8]) -> Vec<Feature> {
    let mut needs = Needs { memories: 0, features: Vec::new() };
    let mut parser = Parser::new(0);
    let mut rest = wasm;
    while let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) {
        rest = &rest[consumed..];
        match payload {
            Payload::End(_) => break,
            Payload::CodeSectionStart { size, .. } => {
                parser.skip_section();
                rest = rest.get(size as usize..).unwrap_or_default();
            }
            payload => {
                if needs.section(payload).is_err() {
                    break;
                }
            }
        }
    }
    needs.features
}

struct Needs {
    memories: usize,
    features: Vec<Feature>,
}

impl Needs {
    fn section(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::TypeSection(types)
                if types.clone().into_iter_err_on_gc_types().any(|ty| ty.is_err()) =>
            {
                self.add(Feature::GarbageCollection);
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    match import?.ty {
                        TypeRef::Memory(memory) => self.memory(memory.memory64),
                        TypeRef::Tag(_) => self.add(Feature::Exceptions),
                        _ => {}
                    }
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memory(memory?.memory64);
                }
            }
            Payload::TagSection(_) => self.add(Feature::Exceptions),
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.constant(global?.init_expr)?;
                }
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    if let ElementKind::Active { offset_expr, .. } = element?.kind {
                        self.constant(offset_expr)?;
                    }
                }
            }
            Payload::DataSection(data) => {
                for data in data {
                    if let DataKind::Active { offset_expr, .. } = data?.kind {
                        self.constant(offset_expr)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn memory(&mut self, is_wide: bool) {
        self.memories += 1;
        if is_wide {
            self.add(Feature::Memory64);
        }
        if self.memories > 1 {
            self.add(Feature::MultipleMemories);
        }
    }

    fn constant(&mut self, expression: ConstExpr<'_>) -> Result<()> {
        for operator in expression.get_operators_reader() {
            if matches!(
                operator?,
                Operator::I32Add
                    | Operator::I32Sub
                    | Operator::I32Mul
                    | Operator::I64Add
                    | Operator::I64Sub
                    | Operator::I64Mul
            ) {
                self.add(Feature::ExtendedConstants);
            }
        }
        Ok(())
    }

    fn add(&mut self, feature: Feature) {
        if !self.features.contains(&feature) {
            self.features.push(feature);
        }
    }
}
