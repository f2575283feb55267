//! The plan: everything that is decided about a component before a line of JavaScript is made.
//!
//! Plain data without lifetimes into wasmtime-environ. [`build`] makes it and is the last place where input can be
//! refused; what comes after reads it and cannot fail. It has four parts:
//!
//! - [`Types`]: one table of value types with their layout in memory and their flattening to core values;
//! - the things of the run-time: core modules, memories, component instances, resources, imports;
//! - [`Step`]s, to be carried out in order, that instantiate the core modules, and the [`Trampoline`]s, core
//!   functions made by JavaScript, which they are given;
//! - [`Export`]s: what the instantiated component offers.
//!
//! A [`Function`] has no direction: an export lowers its parameters and lifts its result, an import the other way.

pub(crate) mod build;
pub(crate) mod id;
pub(crate) mod suspension;
mod types;
pub mod world;

pub(crate) use crate::decode::adapters::{ExtraImport, ExtraImportKind};
pub(crate) use id::{
    ComponentInstanceId, CoreInstanceId, Id, ImportId, IndexVec, MemoryId, ModuleId, PostReturnId, ReallocId,
    ResourceId, ResourceTableId, TrampolineId, TypeId,
};
pub(crate) use types::{Case, Core, Discriminant, Field, Kind, Pointer, Types};

/// A component, ready to be written down.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub types: Types,
    pub modules: IndexVec<ModuleId, CoreModule<'a>>,
    pub memories: IndexVec<MemoryId, Pointer>,
    pub component_instances: IndexVec<ComponentInstanceId, ComponentInstance>,
    pub resources: IndexVec<ResourceId, Resource>,
    pub resource_tables: IndexVec<ResourceTableId, Option<ResourceTable>>,
    pub imports: IndexVec<ImportId, Import>,
    pub trampolines: IndexVec<TrampolineId, Trampoline>,
    pub steps: Vec<Step>,
    pub exports: Vec<Export>,
    /// Whether guests can catch: then nothing but genuine traps may be thrown through them.
    pub guests_catch: bool,
    /// Whether some core module keeps state in `context.get` and `context.set`.
    pub uses_context: bool,
    pub suspension: suspension::Suspension,
}

/// A core module to write.
#[derive(Debug)]
pub(crate) struct CoreModule<'a> {
    pub wasm: std::borrow::Cow<'a, [u8]>,
    /// What it needs that an engine may lack.
    pub features: Vec<Feature>,
    /// All names it exports, those of one thing with the same number.
    pub exports: std::collections::HashMap<String, usize>,
    /// For a fused adapter between memories: the form for engines with one memory per module.
    pub single_memory: Option<SingleMemory>,
}

/// A feature of WebAssembly that not all engines have that run components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    MultipleMemories,
    Memory64,
    ExtendedConstants,
    Exceptions,
    GarbageCollection,
}

/// An adapter that reaches all memories but its first through imported functions.
#[derive(Debug)]
pub(crate) struct SingleMemory {
    pub wasm: Vec<u8>,
    pub imports: Vec<ExtraImport>,
}

/// One instance of a (possibly nested) component: the owner of a handle table and a may-leave flag.
#[derive(Debug, Default)]
pub(crate) struct ComponentInstance {
    /// Adapters read and write the flag as a core global.
    pub has_flags: bool,
}

/// A resource type.
#[derive(Debug)]
pub(crate) enum Resource {
    /// Defined by the host: a JavaScript class.
    Imported { import: ImportId },
    /// Defined by the component: an i32 representation.
    Defined { instance: ComponentInstanceId, destructor: Option<CoreDef> },
}

/// Handles of one resource type in one component instance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResourceTable {
    pub resource: ResourceId,
    pub instance: ComponentInstanceId,
}

/// A leaf that the component takes from its host.
#[derive(Debug)]
pub(crate) struct Import {
    /// The name the root component imports: `wasi:io/streams@0.2.3`, `log`.
    pub name: String,
    /// From there, through instances, to the leaf; empty for a function imported at the root.
    pub path: Vec<String>,
    pub kind: ImportKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImportKind {
    Function,
    Resource,
    Module,
}

/// How a function crosses the boundary of one component instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Abi {
    pub instance: ComponentInstanceId,
    pub encoding: Encoding,
    pub memory: Option<MemoryId>,
    pub realloc: Option<ReallocId>,
    pub post_return: Option<PostReturnId>,
    pub pointer: Pointer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Latin1Utf16,
}

/// A component function: its name in the interface, its type, its ABI.
#[derive(Debug)]
pub(crate) struct Function {
    /// `greet`, `[method]counter.get`.
    pub name: String,
    pub params: Vec<Param>,
    pub result: Option<TypeId>,
    pub abi: Abi,
}

#[derive(Debug)]
pub(crate) struct Param {
    pub name: String,
    pub ty: TypeId,
}

/// One act of instantiation.
#[derive(Debug)]
pub(crate) enum Step {
    Instantiate { instance: CoreInstanceId, module: ModuleSource, args: Vec<Argument> },
    Memory { id: MemoryId, export: CoreDef },
    Realloc { id: ReallocId, function: CoreDef },
    PostReturn { id: PostReturnId, function: CoreDef },
    Destructor { resource: ResourceId, function: CoreDef },
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum ModuleSource {
    Static(ModuleId),
    Import(ImportId),
}

/// What a core module imports as `module`.`name`.
#[derive(Debug)]
pub(crate) struct Argument {
    pub module: String,
    pub name: String,
    pub value: CoreDef,
}

/// A core function, memory, table or global.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum CoreDef {
    Export {
        instance: CoreInstanceId,
        name: String,
    },
    Trampoline(TrampolineId),
    /// The may-leave flag of a component instance.
    Flags(ComponentInstanceId),
    /// Always 0 where nothing is asynchronous.
    TaskMayBlock,
    Context(ContextAccess),
}

/// `context.get` or `context.set` of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ContextAccess {
    Get(u8),
    Set(u8),
}

/// A core function made by JavaScript.
#[derive(Debug)]
pub(crate) enum Trampoline {
    /// A host function, its parameters lifted and its result lowered.
    Lower {
        import: ImportId,
        function: Function,
    },
    Transcode {
        op: Transcode,
        from: MemoryId,
        to: MemoryId,
    },
    ResourceNew(ResourceTable),
    ResourceRep(ResourceTable),
    ResourceDrop(ResourceTable),
    TransferOwn,
    TransferBorrow,
    EnterSyncCall,
    ExitSyncCall,
    /// Ends the call with the message for a code.
    Trap(Vec<(u8, String)>),
    /// Reached by no step.
    Unused,
}

/// A string transcoder between two linear memories, by the name of its runtime function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Transcode {
    /// `utf8ToUtf16`, in `runtime/transcode.js`.
    pub function: &'static str,
    /// Core parameters, pointers and lengths alike.
    pub params: usize,
}

/// A name the component exports.
#[derive(Debug)]
pub(crate) struct Export {
    pub name: String,
    pub item: ExportItem,
}

#[derive(Debug)]
pub(crate) enum ExportItem {
    Function { function: Function, core: CoreDef },
    Instance(Vec<Export>),
    Resource(ResourceId),
    Module(ModuleSource),
}
