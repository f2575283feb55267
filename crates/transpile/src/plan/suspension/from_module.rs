//! What the functions of a core module call, as far as its code tells.

use std::collections::HashMap;
use wasmparser::{
    CompositeInnerType, ConstExpr, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, Operator,
    Parser, Payload, Result, SubType, TableInit, TypeRef, ValType,
};

/// The calls of one core module. Indices are the module's.
#[derive(Default)]
pub(super) struct Code {
    /// For each type the text of its signature; empty for what calls compare otherwise.
    types: Vec<String>,
    /// For each function, those imported first, its type.
    functions: Vec<u32>,
    /// Names of imported functions.
    pub imported: Vec<(String, String)>,
    pub tables: Vec<Table>,
    pub bodies: Vec<Body>,
    pub segments: Vec<Segment>,
    pub exports: HashMap<String, Exported>,
    pub start: Option<u32>,
    /// Functions that references are made of outside of segments.
    pub references: Vec<u32>,
    /// Tables that code writes.
    pub written: Vec<u32>,
}

/// A table: of the module, or imported under a name.
pub(super) enum Table {
    Own,
    Imported(String, String),
}

#[derive(Clone, Copy)]
pub(super) enum Exported {
    Function(u32),
    Table(u32),
    Other,
}

/// What a function of the module calls.
#[derive(Default)]
pub(super) struct Body {
    pub direct: Vec<u32>,
    pub indirect: Vec<Indirect>,
    /// Types of called references.
    pub references: Vec<u32>,
}

/// A call through a table, of a function of a type; at a known index, if it is constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Indirect {
    pub table: u32,
    pub ty: u32,
    pub index: Option<u64>,
}

/// Functions on their way into a table.
pub(super) struct Segment {
    /// The table of an active segment, and where in it, as far as that is known.
    pub place: Option<(u32, Option<u64>)>,
    pub functions: Vec<Option<u32>>,
    /// Whether what some items are is not known here.
    pub is_open: bool,
}

impl Code {
    /// Reads a module that is valid but perhaps for its function bodies: no call is found behind what cannot be read.
    pub fn of(wasm: &[u8]) -> Code {
        let mut code = Code::default();
        for payload in Parser::new(0).parse_all(wasm) {
            if payload.and_then(|payload| code.section(payload)).is_err() {
                break;
            }
        }
        code
    }

    /// Functions of the module, imported ones included.
    pub fn function_count(&self) -> u32 {
        u32::try_from(self.functions.len()).expect("wasm index spaces are 32 bits wide")
    }

    pub fn type_of(&self, function: u32) -> &str {
        self.functions.get(function as usize).map_or("", |ty| self.signature(*ty))
    }

    /// The text of a type, by which calls through tables tell functions apart.
    pub fn signature(&self, ty: u32) -> &str {
        self.types.get(ty as usize).map_or("", String::as_str)
    }

    fn section(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::TypeSection(groups) => {
                for group in groups {
                    self.types.extend(group?.types().map(signature));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    let name = || (import.module.to_owned(), import.name.to_owned());
                    match import.ty {
                        TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                            self.functions.push(ty);
                            self.imported.push(name());
                        }
                        TypeRef::Table(_) => {
                            let (module, name) = name();
                            self.tables.push(Table::Imported(module, name));
                        }
                        _ => {}
                    }
                }
            }
            Payload::FunctionSection(types) => {
                for ty in types {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(Table::Own);
                    if let TableInit::Expr(init) = table?.init {
                        self.constant(&init)?;
                        self.written.push(u32::try_from(self.tables.len() - 1).expect("as above"));
                    }
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.constant(&global?.init_expr)?;
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    let exported = match export.kind {
                        ExternalKind::Func | ExternalKind::FuncExact => Exported::Function(export.index),
                        ExternalKind::Table => Exported::Table(export.index),
                        _ => Exported::Other,
                    };
                    self.exports.insert(export.name.to_owned(), exported);
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element?;
                    self.segments.push(segment(&element.kind, element.items)?);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let body = self.body(&body)?;
                self.bodies.push(body);
            }
            _ => {}
        }
        Ok(())
    }

    fn constant(&mut self, expression: &ConstExpr<'_>) -> Result<()> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator? {
                self.references.push(function_index);
            }
        }
        Ok(())
    }

    /// The function, if there is one of that index.
    fn known(&self, function: u32) -> Option<u32> {
        (function < self.function_count()).then_some(function)
    }

    fn body(&mut self, function: &FunctionBody<'_>) -> Result<Body> {
        let mut body = Body::default();
        let mut constant = None;
        for operator in function.get_operators_reader()? {
            let index = constant.take();
            match operator? {
                Operator::I32Const { value } => constant = Some(u64::from(value.cast_unsigned())),
                Operator::I64Const { value } => constant = Some(value.cast_unsigned()),
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    body.direct.extend(self.known(function_index));
                }
                Operator::CallIndirect { type_index: ty, table_index: table }
                | Operator::ReturnCallIndirect { type_index: ty, table_index: table } => {
                    body.indirect.push(Indirect { table, ty, index });
                }
                Operator::CallRef { type_index } | Operator::ReturnCallRef { type_index } => {
                    body.references.push(type_index);
                }
                Operator::RefFunc { function_index } => self.references.extend(self.known(function_index)),
                Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableFill { table }
                | Operator::TableInit { table, .. }
                | Operator::TableCopy { dst_table: table, .. } => self.written.push(table),
                _ => {}
            }
        }
        body.direct.sort_unstable();
        body.direct.dedup();
        body.indirect.sort_unstable();
        body.indirect.dedup();
        Ok(body)
    }
}

/// `[I32, I32] [I32]`. Functions whose type has subtypes, or refers to other types, are compared with all.
fn signature(ty: &SubType) -> String {
    let CompositeInnerType::Func(function) = &ty.composite_type.inner else { return String::new() };
    let values = || function.params().iter().chain(function.results());
    let refers = |ty: &ValType| matches!(ty, ValType::Ref(ty) if ty.type_index().is_some());
    match !ty.is_final || ty.supertype_idx.is_some() || values().any(refers) {
        true => String::new(),
        false => text(function),
    }
}

fn text(function: &FuncType) -> String {
    format!("{:?} {:?}", function.params(), function.results())
}

fn segment(kind: &ElementKind<'_>, items: ElementItems<'_>) -> Result<Segment> {
    let place = match kind {
        ElementKind::Active { table_index, offset_expr } => {
            Some((table_index.unwrap_or_default(), offset(offset_expr)?))
        }
        ElementKind::Passive | ElementKind::Declared => None,
    };
    let mut segment = Segment { place, functions: Vec::new(), is_open: false };
    match items {
        ElementItems::Functions(functions) => {
            for function in functions {
                segment.functions.push(Some(function?));
            }
        }
        ElementItems::Expressions(_, expressions) => {
            for expression in expressions {
                let mut function = None;
                for operator in expression?.get_operators_reader() {
                    match operator? {
                        Operator::RefFunc { function_index } => function = Some(function_index),
                        Operator::GlobalGet { .. } => segment.is_open = true,
                        _ => {}
                    }
                }
                segment.functions.push(function);
            }
        }
    }
    Ok(segment)
}

/// The value of a constant expression, where it is one constant.
fn offset(expression: &ConstExpr<'_>) -> Result<Option<u64>> {
    let mut values = Vec::new();
    for operator in expression.get_operators_reader() {
        values.push(match operator? {
            Operator::I32Const { value } => Some(u64::from(value.cast_unsigned())),
            Operator::I64Const { value } => Some(value.cast_unsigned()),
            Operator::End => continue,
            _ => None,
        });
    }
    Ok(if let [value] = values[..] { value } else { None })
}
