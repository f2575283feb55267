//! A core module made up for a world: it imports all that the world imports, and every function it exports traps.

use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function as Body, FunctionSection, ImportSection,
    Instruction, MemorySection, MemoryType, Module, TypeSection, ValType,
};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{
    Function, LiftLowerAbi, ManglingAndAbi, Resolve, ResourceIntrinsic, TypeDefKind, TypeId, WasmExport,
    WasmExportKind, WasmImport, WorldId, WorldItem, WorldKey,
};

/// The names `wit-component` knows imports and exports by.
const NAMES: ManglingAndAbi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);

/// The module, without the world embedded in it.
pub(crate) fn module(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    let mut dummy = Dummy::new(resolve);
    let world = &resolve.worlds[world];
    for (key, item) in &world.imports {
        dummy.item(key, item, Dummy::import, Dummy::import_drop);
    }
    for (key, item) in &world.exports {
        dummy.item(key, item, Dummy::export, Dummy::export_destructor);
    }
    dummy.finish()
}

struct Dummy<'a> {
    resolve: &'a Resolve,
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    exports: ExportSection,
    code: CodeSection,
}

impl<'a> Dummy<'a> {
    fn new(resolve: &'a Resolve) -> Dummy<'a> {
        Dummy {
            resolve,
            types: TypeSection::new(),
            imports: ImportSection::new(),
            functions: FunctionSection::new(),
            exports: ExportSection::new(),
            code: CodeSection::new(),
        }
    }

    /// Visits the functions and the resources of an item of the world.
    fn item(
        &mut self,
        key: &WorldKey,
        item: &WorldItem,
        function: fn(&mut Self, Option<&WorldKey>, &Function),
        resource: fn(&mut Self, Option<&WorldKey>, TypeId),
    ) {
        match item {
            WorldItem::Function(item) => function(self, None, item),
            WorldItem::Type { id, .. } => resource(self, None, *id),
            WorldItem::Interface { id, .. } => {
                let interface = &self.resolve.interfaces[*id];
                interface.functions.values().for_each(|item| function(self, Some(key), item));
                interface.types.values().for_each(|id| resource(self, Some(key), *id));
            }
        }
    }

    fn import(&mut self, interface: Option<&WorldKey>, func: &Function) {
        let (module, name) = self.resolve.wasm_import_name(NAMES, WasmImport::Func { interface, func });
        let ty = self.signature(AbiVariant::GuestImport, func);
        self.imports.import(&module, &name, EntityType::Function(ty));
    }

    fn import_drop(&mut self, interface: Option<&WorldKey>, resource: TypeId) {
        if self.is_resource(resource) {
            let intrinsic = ResourceIntrinsic::ImportedDrop;
            let import = WasmImport::ResourceIntrinsic { interface, resource, intrinsic };
            let (module, name) = self.resolve.wasm_import_name(NAMES, import);
            let ty = self.function_type(&[ValType::I32], &[]);
            self.imports.import(&module, &name, EntityType::Function(ty));
        }
    }

    fn export(&mut self, interface: Option<&WorldKey>, func: &Function) {
        let ty = self.signature(AbiVariant::GuestExport, func);
        self.define(ty, WasmExport::Func { interface, func, kind: WasmExportKind::Normal });
    }

    fn export_destructor(&mut self, interface: Option<&WorldKey>, resource: TypeId) {
        if let Some(interface) = interface.filter(|_| self.is_resource(resource)) {
            let ty = self.function_type(&[ValType::I32], &[]);
            self.define(ty, WasmExport::ResourceDtor { interface, resource });
        }
    }

    /// Defines and exports a function that traps. All imports have been made by then.
    fn define(&mut self, ty: u32, export: WasmExport<'_>) {
        let index = self.imports.len() + self.functions.len();
        self.functions.function(ty);
        self.exports.export(&self.resolve.wasm_export_name(NAMES, export), ExportKind::Func, index);
        let mut body = Body::new([]);
        body.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
        self.code.function(&body);
    }

    fn finish(mut self) -> Vec<u8> {
        let realloc = self.function_type(&[ValType::I32; 4], &[ValType::I32]);
        self.define(realloc, WasmExport::Realloc);
        self.exports.export(&self.resolve.wasm_export_name(NAMES, WasmExport::Memory), ExportKind::Memory, 0);
        let mut memory = MemorySection::new();
        memory.memory(MemoryType {
            minimum: 0,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = Module::new();
        module.section(&self.types).section(&self.imports).section(&self.functions).section(&memory);
        module.section(&self.exports).section(&self.code);
        module.finish()
    }

    fn is_resource(&self, id: TypeId) -> bool {
        matches!(self.resolve.types[id].kind, TypeDefKind::Resource)
    }

    fn signature(&mut self, variant: AbiVariant, func: &Function) -> u32 {
        let signature = self.resolve.wasm_signature(variant, func);
        let params: Vec<ValType> = signature.params.iter().map(value_type).collect();
        let results: Vec<ValType> = signature.results.iter().map(value_type).collect();
        self.function_type(&params, &results)
    }

    fn function_type(&mut self, params: &[ValType], results: &[ValType]) -> u32 {
        self.types.ty().function(params.iter().copied(), results.iter().copied());
        self.types.len() - 1
    }
}

fn value_type(ty: &WasmType) -> ValType {
    match ty {
        WasmType::I32 | WasmType::Pointer | WasmType::Length => ValType::I32,
        WasmType::I64 | WasmType::PointerOrI64 => ValType::I64,
        WasmType::F32 => ValType::F32,
        WasmType::F64 => ValType::F64,
    }
}
