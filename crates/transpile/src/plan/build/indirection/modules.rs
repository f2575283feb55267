//! The two core modules of an indirection, read and written.

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection, FunctionSection,
    ImportSection, Instruction, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, Import, Operator, Parser, Payload,
    TypeRef,
};

/// What the table goes by.
pub(super) const TABLE: &str = "$imports";

/// A function that calls what is in one place of the table.
pub(super) struct Function {
    /// The name it is exported under.
    pub name: String,
    /// Its place in the table.
    pub index: u32,
    /// The name under which the module that fills the table imports what it puts there.
    pub slot: String,
    params: Vec<ValType>,
    results: Vec<ValType>,
}

/// A module that has nothing but such functions, and exports them and the table.
pub(super) struct Shim {
    pub functions: Vec<Function>,
}

/// A module that does nothing but put what it imports into a table, in this order.
pub(super) struct Fixup {
    pub slots: Vec<String>,
}

/// Whether a module has a start function: what comes before its code tells.
pub(super) fn has_start(wasm: &[u8]) -> bool {
    Parser::new(0)
        .parse_all(wasm)
        .map_while(Result::ok)
        .take_while(|payload| !matches!(payload, Payload::CodeSectionStart { .. }))
        .any(|payload| matches!(payload, Payload::StartSection { .. }))
}

pub(super) fn shim(wasm: &[u8]) -> Option<Shim> {
    let mut types: Vec<FuncType> = Vec::new();
    let mut declared: Vec<u32> = Vec::new();
    let mut indices: Vec<u32> = Vec::new();
    let mut exports: Vec<(String, usize)> = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.ok()? {
            Payload::TypeSection(section) => {
                types = section.into_iter_err_on_gc_types().collect::<Result<_, _>>().ok()?;
            }
            Payload::FunctionSection(section) => {
                declared = section.into_iter().collect::<Result<_, _>>().ok()?;
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.ok()?;
                    match export.kind {
                        ExternalKind::Func => exports.push((export.name.to_owned(), export.index as usize)),
                        ExternalKind::Table if export.name == TABLE => {}
                        _ => return None,
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let ty = *declared.get(indices.len())?;
                indices.push(table_index(&body, ty, types.get(ty as usize)?)?);
            }
            Payload::TableSection(section) if section.count() == 1 => {}
            Payload::Version { .. }
            | Payload::CodeSectionStart { .. }
            | Payload::CustomSection(_)
            | Payload::End(_) => {}
            _ => return None,
        }
    }
    let functions = exports.into_iter().map(|(name, function)| {
        let ty = types.get(*declared.get(function)? as usize)?;
        let [params, results] = [ty.params(), ty.results()].map(numbers);
        let index = *indices.get(function)?;
        Some(Function { name, index, slot: String::new(), params: params?, results: results? })
    });
    Some(Shim { functions: functions.collect::<Option<_>>()? })
}

/// The place of `local.get 0 … i32.const place  call_indirect`.
fn table_index(body: &FunctionBody<'_>, declared: u32, ty: &FuncType) -> Option<u32> {
    if body.get_locals_reader().ok()?.get_count() != 0 {
        return None;
    }
    let mut operators = body.get_operators_reader().ok()?;
    for param in 0..ty.params().len() {
        match operators.read().ok()? {
            Operator::LocalGet { local_index } if local_index as usize == param => {}
            _ => return None,
        }
    }
    let Operator::I32Const { value } = operators.read().ok()? else { return None };
    match operators.read().ok()? {
        Operator::CallIndirect { type_index, table_index: 0 } if type_index == declared => {}
        _ => return None,
    }
    matches!(operators.read().ok()?, Operator::End).then_some(value as u32)
}

fn numbers(types: &[wasmparser::ValType]) -> Option<Vec<ValType>> {
    let number = |ty: &wasmparser::ValType| {
        Some(match ty {
            wasmparser::ValType::I32 => ValType::I32,
            wasmparser::ValType::I64 => ValType::I64,
            wasmparser::ValType::F32 => ValType::F32,
            wasmparser::ValType::F64 => ValType::F64,
            _ => return None,
        })
    };
    types.iter().map(number).collect()
}

pub(super) fn fixup(wasm: &[u8]) -> Option<Fixup> {
    let mut names: Vec<String> = Vec::new();
    let mut slots = None;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.ok()? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import.ok()? {
                        Import { name, ty: TypeRef::Func(_), .. }
                            if !names.iter().any(|known| known == name) =>
                        {
                            names.push(name.to_owned());
                        }
                        Import { name: TABLE, ty: TypeRef::Table(_), .. } => {}
                        _ => return None,
                    }
                }
            }
            Payload::ElementSection(section) if section.count() == 1 => {
                let element = section.into_iter().next()?.ok()?;
                let ElementKind::Active { table_index: None | Some(0), offset_expr } = element.kind else {
                    return None;
                };
                let mut offset = offset_expr.get_operators_reader();
                let ElementItems::Functions(functions) = element.items else { return None };
                if !matches!(offset.read().ok()?, Operator::I32Const { value: 0 }) {
                    return None;
                }
                let filled = functions.into_iter().map(|index| names.get(index.ok()? as usize).cloned());
                slots = Some(filled.collect::<Option<Vec<_>>>()?);
            }
            Payload::Version { .. }
            | Payload::TypeSection(_)
            | Payload::CustomSection(_)
            | Payload::End(_) => {}
            _ => return None,
        }
    }
    Some(Fixup { slots: slots? })
}

fn types(functions: &[&Function]) -> TypeSection {
    let mut types = TypeSection::new();
    for function in functions {
        types.ty().function(function.params.iter().copied(), function.results.iter().copied());
    }
    types
}

fn table(functions: &[&Function]) -> TableType {
    let size = functions.len() as u64;
    TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: size,
        maximum: Some(size),
        shared: false,
    }
}

/// A shim with these functions.
pub(super) fn encode_shim(functions: &[&Function]) -> Vec<u8> {
    let mut declared = FunctionSection::new();
    let mut tables = TableSection::new();
    let mut exports = ExportSection::new();
    let mut code = CodeSection::new();
    tables.table(table(functions));
    for (index, function) in (0u32..).zip(functions) {
        declared.function(index);
        exports.export(&function.name, ExportKind::Func, index);
        let mut body = wasm_encoder::Function::new([]);
        for param in 0..function.params.len() as u32 {
            body.instruction(&Instruction::LocalGet(param));
        }
        body.instruction(&Instruction::I32Const(index as i32));
        body.instruction(&Instruction::CallIndirect { type_index: index, table_index: 0 });
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    exports.export(TABLE, ExportKind::Table, 0);
    let mut module = Module::new();
    module.section(&types(functions)).section(&declared).section(&tables).section(&exports).section(&code);
    module.finish()
}

/// What fills the table of that shim.
pub(super) fn encode_fixup(functions: &[&Function]) -> Vec<u8> {
    let mut imports = ImportSection::new();
    let mut elements = ElementSection::new();
    for (index, function) in (0u32..).zip(functions) {
        imports.import("", &function.slot, wasm_encoder::EntityType::Function(index));
    }
    imports.import("", TABLE, table(functions));
    let all: Vec<u32> = (0u32..).zip(functions).map(|(index, _)| index).collect();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(all.into()));
    let mut module = Module::new();
    module.section(&types(functions)).section(&imports).section(&elements);
    module.finish()
}
