//! Plan → JavaScript: the sections of the output, in their order. Total: what a plan can hold can be written down.
//!
//! Names are stable: `mem0`, `lowered3` are numbered as in the plan, and taken before any other.

pub(crate) mod bindings;
mod body;
mod builtins;
mod cores;
mod entrance;
mod exports;
mod form;
mod imports;
pub(crate) mod instantiate;
mod namespaces;
mod resources;
mod suspension;
mod tracing;
mod values;
mod workerd;

use crate::options::{Instantiation, Options, Runtime};
use crate::output::ExportKind;
use crate::plan::world::World;
use crate::plan::{
    Abi, ComponentInstanceId, CoreInstanceId, Id, ImportId, MemoryId, Plan, ReallocId, Resource, ResourceId,
    ResourceTable, ResourceTableId, TrampolineId, TypeId,
};
use bindings::Bindings;
use js::{Expr, Library, PrintOptions, Program, Scope, Stmt, id};
use resources::Class;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

/// The module and what surrounds it.
pub(crate) struct Module {
    pub text: String,
    /// Module specifiers, or keys of `imports`.
    pub imports: Vec<String>,
    pub exports: Vec<(String, ExportKind)>,
}

/// The JavaScript module of a plan, whose core modules are in files of these names or inlined.
pub(crate) fn module(
    plan: &Plan<'_>,
    world: &World,
    options: &Options,
    files: &instantiate::CoreFiles,
) -> Module {
    let mut emitter = Emitter::new(plan, world, options);
    let trampolines = emitter.trampolines();
    let exports = emitter.exports();
    let classes = emitter.take_classes();
    // Last, when it is known what of it is used.
    let cores = emitter.take_cores();
    let steps = emitter.steps();
    let mut program = Program::new();
    program.push(js::directive("use components"));
    if options.target == Runtime::Workerd {
        workerd::core_modules(&mut program, files, options);
    }
    if options.javascript_core {
        let core = format!("./{}.core.js", options.name);
        program.import(js::Import::named(core, "WebAssembly", "WebAssembly"));
    }
    let bindings = std::mem::take(&mut emitter.bindings);
    let imported = bindings.statements(&mut program, options, &mut emitter.scope);
    let sections = [
        imported,
        emitter.loading(files),
        emitter.state(),
        std::mem::take(&mut emitter.tables),
        std::mem::take(&mut emitter.outlined),
        trampolines,
        steps,
        cores,
        classes,
        exports.statements,
    ];
    let body = sections.into_iter().flatten().collect();
    let listed = form::assemble(&mut program, options, &mut emitter.scope, body, exports.tree);
    Module {
        text: program.print(library(), PrintOptions { minify: options.minify }),
        imports: bindings.specifiers(),
        exports: listed,
    }
}

/// The module that makes a `fetch` handler of the one that [`module`] makes.
pub(crate) fn worker(options: &Options) -> String {
    workerd::worker(options).print(library(), PrintOptions { minify: options.minify })
}

/// What generated code has referred to: only that is declared.
#[derive(Default)]
pub(crate) struct Used {
    pub instances: BTreeSet<ComponentInstanceId>,
    pub memories: BTreeSet<MemoryId>,
    /// Allocating functions are of a realloc, the memory it allocates in, and the instance whose code it is.
    pub reallocs: Vec<(ReallocId, MemoryId, ComponentInstanceId)>,
    pub exports: BTreeSet<CoreInstanceId>,
    /// Of [`entrance::NAMES`].
    pub ways_in: BTreeSet<&'static str>,
    /// Instances that imports ask whether they may be left.
    pub ways_out: BTreeSet<ComponentInstanceId>,
}

/// What is being written, and what has been decided on the way.
pub(crate) struct Emitter<'p> {
    pub plan: &'p Plan<'p>,
    pub world: &'p World,
    pub options: &'p Options,
    pub scope: Scope,
    pub bindings: Bindings,
    pub outlines: HashMap<values::OutlineKey, String>,
    /// Functions shared between bodies.
    pub outlined: Vec<Stmt>,
    /// Tables of enum names by their names.
    pub enums: HashMap<Vec<String>, String>,
    /// Functions from such a name to its place.
    pub enum_indices: HashMap<Vec<String>, String>,
    pub tables: Vec<Stmt>,
    /// See [`builtins::named_once`].
    named_once: HashSet<TrampolineId>,
    /// Those of them that have been made: they are written where they are used.
    pub inlined: HashMap<TrampolineId, builtins::Made>,
    /// See [`values::lifted`].
    pub lifted: HashMap<TypeId, usize>,
    /// Functions from handles to what is behind them.
    pub reps: HashMap<ResourceTableId, String>,
    pub cores: cores::Cores,
    pub used: RefCell<Used>,
    classes: HashMap<ResourceId, Class>,
    /// What the last comment on an import named.
    described_interface: Option<String>,
}

impl<'p> Emitter<'p> {
    fn new(plan: &'p Plan<'p>, world: &'p World, options: &'p Options) -> Emitter<'p> {
        let mut scope = Scope::beside(library());
        for name in instantiate::fixed_names(plan) {
            scope.reserve(name);
        }
        if options.target == Runtime::Workerd {
            workerd::names(plan.modules.len()).for_each(|name| scope.reserve(name));
        }
        let bindings = Bindings::new(plan, options, &mut scope);
        Emitter {
            plan,
            world,
            options,
            scope,
            bindings,
            outlines: HashMap::new(),
            outlined: Vec::new(),
            enums: HashMap::new(),
            enum_indices: HashMap::new(),
            tables: Vec::new(),
            named_once: builtins::named_once(plan),
            inlined: HashMap::new(),
            lifted: values::lifted(plan),
            reps: HashMap::new(),
            cores: cores::Cores::new(plan),
            used: RefCell::default(),
            classes: HashMap::new(),
            described_interface: None,
        }
    }

    pub fn memory(&self, memory: MemoryId) -> Expr {
        self.used.borrow_mut().memories.insert(memory);
        id(format!("mem{}", memory.index()))
    }

    pub fn instance(&self, instance: ComponentInstanceId) -> Expr {
        self.used.borrow_mut().instances.insert(instance);
        id(format!("inst{}", instance.index()))
    }

    /// The memory in which a function allocates.
    pub fn allocator(&self, abi: Abi) -> Expr {
        let realloc = abi.realloc.expect("validation: what allocates names a realloc");
        let memory = abi.memory.expect("validation: a realloc comes with a memory");
        let key = (realloc, memory, abi.instance);
        self.memory(memory);
        self.instance(abi.instance);
        if !self.used.borrow().reallocs.contains(&key) {
            self.used.borrow_mut().reallocs.push(key);
        }
        self.allocator_name(realloc, memory, abi.instance)
    }

    /// `mem0`; where one memory serves several reallocs or instances, `mem0_1` for the next.
    fn allocator_name(&self, realloc: ReallocId, memory: MemoryId, instance: ComponentInstanceId) -> Expr {
        let used = self.used.borrow();
        let mut same = used.reallocs.iter().filter(|(_, id, _)| *id == memory);
        match same.position(|key| *key == (realloc, memory, instance)) {
            Some(nth) if nth > 0 => id(format!("mem{}_{nth}", memory.index())),
            _ => id(format!("mem{}", memory.index())),
        }
    }

    /// The variable that holds the host's class of a resource.
    pub fn host_class(&self, import: ImportId) -> Expr {
        self.bindings.value(import)
    }

    /// Whether the resource is defined by the component instance that the table is of.
    pub fn is_owner(&self, table: ResourceTable) -> bool {
        matches!(self.plan.resources[table.resource], Resource::Defined { instance, .. } if instance == table.instance)
    }

    /// Whether everything is inside a function that can be called more than once.
    pub fn is_instantiated_by_call(&self) -> bool {
        matches!(self.options.instantiation, Instantiation::Async | Instantiation::Sync)
    }

    /// The two payload types of a `result`.
    pub fn result_types(&self, ty: Option<TypeId>) -> Option<[Option<TypeId>; 2]> {
        match self.plan.types.kind(ty?) {
            crate::plan::Kind::Result { ok, err } => Some([*ok, *err]),
            _ => None,
        }
    }
}

/// `function f(a) { … }`, or where one expression does it all `const f = (a) => …;`
pub(crate) fn declared(name: &str, params: Vec<impl AsRef<str>>, body: Vec<Stmt>) -> Stmt {
    let params: Vec<String> = params.iter().map(|param| param.as_ref().to_owned()).collect();
    match if let [only] = body.as_slice() { only.value() } else { None } {
        Some(value) => js::const_(name, js::arrow(params, value)),
        None => js::function_decl(name, params, body),
    }
}

/// The fixed code that output may carry, kept for the life of the process.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(make_library)
}

/// Files are parsed as they are needed.
#[cfg(not(feature = "printed-runtime"))]
fn make_library() -> Library {
    Library::new(include!("emit/runtime_files.rs"))
}

/// The build script has parsed the files.
#[cfg(feature = "printed-runtime")]
fn make_library() -> Library {
    Library::printed(include!(concat!(env!("OUT_DIR"), "/runtime.rs")))
}

#[cfg(all(test, not(feature = "printed-runtime")))]
mod tests {
    #[test]
    fn the_runtime_keeps_the_rules_of_a_library() {
        assert_eq!(super::library().check(), Ok(()));
    }
}
