//! Core modules loaded and instantiated.

mod imports;

use super::Emitter;
use super::builtins::{destructor, trampoline_name};
use super::workerd;
use crate::options::{Instantiation, Options, Runtime};
use crate::plan::{
    Argument, ContextAccess, CoreDef, CoreInstanceId, ExtraImportKind, Feature, Id, ModuleId, ModuleSource,
    Plan, Pointer, ResourceTable, Step,
};
use js::{
    Expr, Pattern, Prop, Stmt, arrow, const_, const_destructure, expr, helper, id, import_meta_url, new,
    object, string,
};

/// Where the core modules are, as the output has them.
pub(crate) struct CoreFiles {
    /// For each module of the plan: with multi-memory, and the form without where there is one.
    pub modules: Vec<(CoreFile, Option<CoreFile>)>,
}

/// One core module.
#[derive(Clone, Debug)]
pub(crate) enum CoreFile {
    /// In a file beside the JavaScript.
    Named(String),
    /// In the JavaScript, as base64.
    Inlined(String),
}

/// The names that are the same in all output, numbered as in the plan.
pub(super) fn fixed_names(plan: &Plan<'_>) -> Vec<String> {
    let numbered = |name: &str, count: usize| (0..count).map(|i| format!("{name}{i}")).collect::<Vec<_>>();
    let resources = plan.resources.len();
    let reallocs = plan.steps.iter().filter(|step| matches!(step, Step::Realloc { .. })).count();
    let mut names: Vec<String> = [
        numbered("module", plan.modules.len()),
        numbered("mem", plan.memories.len()),
        numbered("inst", plan.component_instances.len()),
        numbered("mayLeave", plan.component_instances.len()),
        numbered("exports", plan.steps.len()),
        numbered("lowered", plan.trampolines.len()),
        numbered("realloc", reallocs),
        numbered("postReturn", plan.steps.len()),
    ]
    .concat();
    for name in ["destructor", "rep", "registry", "wrap", "borrow", "release", "restore", "repOf"] {
        names.extend(numbered(name, resources));
    }
    let plain = [
        "context",
        "resourceTables",
        "taskMayBlock",
        "getCoreModule",
        "imports",
        "instantiateCore",
        "instantiate",
        "$init",
    ];
    names.extend(plain.into_iter().chain(super::entrance::NAMES).map(str::to_owned));
    names
}

impl Emitter<'_> {
    /// The state that instantiation begins with.
    pub(super) fn state(&self) -> Vec<Stmt> {
        let mut statements = Vec::new();
        if self.plan.uses_context {
            statements.push(const_("context", js::array((0, 0))));
        }
        if let Some(example) = &self.plan.suspension.example {
            statements.push(expr(helper("needJspi").call((string(example),))));
        }
        statements.extend(self.entrance());
        for (index, instance) in self.plan.component_instances.iter() {
            if !instance.has_flags && !self.used.borrow().instances.contains(&index) {
                continue;
            }
            let state = helper(if instance.has_flags { "fusedInstance" } else { "componentInstance" });
            statements.push(const_(format!("inst{}", index.index()), state.call(())));
            statements.extend(self.exit(index));
        }
        statements
    }

    /// `const module0 = await loadModule(new URL('./app.core.wasm', import.meta.url));`, or all that are in files at once:
    /// `const [module0, module1] = await Promise.all([…]);`
    pub(super) fn loading(&self, files: &CoreFiles) -> Vec<Stmt> {
        let is_async = self.options.instantiation != Instantiation::Sync;
        let mut waiting = Vec::new();
        let mut statements = Vec::new();
        for (i, (multi, single)) in files.modules.iter().enumerate() {
            let name = format!("module{i}");
            let module = match (multi, single) {
                (CoreFile::Inlined(multi), Some(CoreFile::Inlined(single))) => {
                    let text = helper("multiMemory").cond(string(multi), string(single));
                    helper("base64Module").call((text,))
                }
                (multi, Some(single)) => helper("multiMemory").cond(self.load(multi), self.load(single)),
                (multi, None) => self.load(multi),
            };
            let is_awaited = is_async && is_loaded(multi, single.as_ref()) && !self.has_modules();
            let module = needing(&self.plan.modules[ModuleId::new(i)].features, module, is_awaited);
            match is_awaited {
                true => waiting.push((name, module)),
                false => statements.push(const_(name, module)),
            }
        }
        statements.extend(awaited(waiting));
        statements
    }

    fn load(&self, file: &CoreFile) -> Expr {
        let name = match file {
            CoreFile::Inlined(text) => return helper("base64Module").call((string(text),)),
            CoreFile::Named(name) => name,
        };
        if self.is_instantiated_by_call() {
            return id("getCoreModule").call((string(name),));
        }
        if self.has_modules() {
            return workerd::module(name, self.options);
        }
        load_file(string(format!("./{name}")), self.options)
    }

    /// One statement, or few, for each step.
    pub(super) fn steps(&mut self) -> Vec<Stmt> {
        let plan = self.plan;
        for step in &plan.steps {
            self.mark(step);
        }
        plan.steps.iter().flat_map(|step| self.step(step)).collect()
    }

    /// Notes which instances later steps take something from.
    fn mark(&self, step: &Step) {
        match step {
            Step::Instantiate { instance, args, .. } => {
                args.iter().for_each(|arg| drop(self.core_def(&arg.value)));
                if self.plan.suspension.starts.contains_key(instance) {
                    self.used.borrow_mut().exports.insert(*instance);
                }
            }
            Step::Memory { export: def, .. }
            | Step::Realloc { function: def, .. }
            | Step::PostReturn { function: def, .. }
            | Step::Destructor { function: def, .. } => drop(self.core_def(def)),
        }
    }

    fn step(&mut self, step: &Step) -> Vec<Stmt> {
        match step {
            Step::Instantiate { instance, module, args } => {
                let mut statements = vec![self.instantiate(*instance, *module, args)];
                statements.extend(self.start(*instance));
                statements
            }
            Step::Memory { id: memory, export } if self.used.borrow().memories.contains(memory) => {
                let views = helper("linearMemory").call((self.core_def(export),));
                vec![const_(format!("mem{}", memory.index()), views)]
            }
            Step::Realloc { id: realloc, function }
                if self.used.borrow().reallocs.iter().any(|(id, ..)| id == realloc) =>
            {
                let mut statements =
                    vec![const_(format!("realloc{}", realloc.index()), self.realloc(function))];
                statements.extend(self.allocators(*realloc));
                statements
            }
            Step::PostReturn { id: post_return, function } => {
                vec![const_(format!("postReturn{}", post_return.index()), self.staying(function))]
            }
            Step::Destructor { resource, function } => {
                let table =
                    ResourceTable { resource: *resource, instance: crate::plan::ComponentInstanceId::new(0) };
                let name = destructor(table);
                let guard = match self.plan.suspension.destructors.contains(resource) {
                    true => "guardedLaterDestructor",
                    false => "guardedDestructor",
                };
                let function = self.entered(function);
                let function = match self.plan.guests_catch {
                    true => helper(guard).call((function,)),
                    false => function,
                };
                vec![const_(name.as_ident().expect("a variable"), function)]
            }
            Step::Memory { .. } | Step::Realloc { .. } => Vec::new(),
        }
    }

    /// `exports0.realloc`, where there are context slots with slots of its own: `inOwnContext(context, exports0.realloc)`
    fn realloc(&self, function: &CoreDef) -> Expr {
        match self.plan.uses_context {
            true => helper("inOwnContext").call((id("context"), self.staying(function))),
            false => self.staying(function),
        }
    }

    /// `mem0.alloc = (align, size) => reallocate(root, inst0, mem0, realloc0, align, size);`, or where one has it already
    /// `const mem0_1 = sharedMemory(mem0, (align, size) => …);`
    fn allocators(&self, realloc: crate::plan::ReallocId) -> Vec<Stmt> {
        let mut uses = self.used.borrow().reallocs.clone();
        uses.retain(|(id, ..)| *id == realloc);
        let functions = uses.into_iter().map(|(_, memory, instance)| {
            let params = ["align", "size"];
            let state = [
                self.root(),
                self.instance(instance),
                self.memory(memory),
                id(format!("realloc{}", realloc.index())),
            ];
            let args: Vec<_> = state.into_iter().chain(params.map(id)).collect();
            let function = match self.plan.memories[memory] {
                Pointer::Bits32 => "reallocate",
                Pointer::Bits64 => "reallocate64",
            };
            let name = self.allocator_name(realloc, memory, instance);
            let allocate = arrow(params.to_vec(), helper(function).call(args));
            let first = self.memory(memory);
            match name.as_ident().filter(|name| first.as_ident() != Some(name)) {
                Some(name) => const_(name, helper("sharedMemory").call((first, allocate))),
                None => expr(name.dot("alloc").assign(allocate)),
            }
        });
        functions.collect()
    }

    /// `const { exports: exports0 } = await WebAssembly.instantiate(await module0, { … });`
    fn instantiate(&mut self, instance: CoreInstanceId, module: ModuleSource, args: &[Argument]) -> Stmt {
        let imports = self.imports_object(module, args);
        let is_async = self.options.instantiation != Instantiation::Sync;
        let value = match module {
            ModuleSource::Static(module) => id(format!("module{}", module.index())),
            ModuleSource::Import(import) => self.bindings.value(import),
        };
        let instantiate = match self.is_instantiated_by_call() {
            true => id("instantiateCore"),
            false => id("WebAssembly").dot("instantiate"),
        };
        let args = if imports.is_empty() { vec![value] } else { vec![value, object(imports)] };
        let made = instantiate.call(args);
        let made = match self.plan.guests_catch {
            true => {
                helper(if is_async { "guardedAsyncStart" } else { "guardedStart" }).call((arrow((), made),))
            }
            false => made,
        };
        let made = match self.plan.suspension.hasty.contains(&instance) {
            true => helper(if is_async { "hastyAsyncStart" } else { "hastyStart" }).call((arrow((), made),)),
            false => made,
        };
        let made = if is_async { made.await_() } else { made };
        let is_used = self.used.borrow().exports.contains(&instance);
        match is_used {
            true => {
                let name = exports_name(instance);
                const_destructure(Pattern::object([("exports", name.as_str())]), made)
            }
            false => expr(made),
        }
    }

    /// `await promising(exports0.start0)();`, for a start function that may wait.
    fn start(&self, instance: CoreInstanceId) -> Option<Stmt> {
        let name = self.plan.suspension.starts.get(&instance)?;
        let start = helper("promising").call((id(exports_name(instance)).dot(name),)).call(());
        let start = match self.plan.guests_catch {
            true => helper("guardedAsyncStart").call((arrow((), start),)),
            false => start,
        };
        Some(expr(start.await_()))
    }

    fn imports_object(&mut self, module: ModuleSource, args: &[Argument]) -> Vec<Prop> {
        let mut modules: Vec<(&str, Vec<&Argument>)> = Vec::new();
        for arg in args {
            match modules.iter_mut().find(|(known, _)| *known == arg.module) {
                Some((_, fields)) if fields.iter().any(|known| known.name == arg.name) => {}
                Some((_, fields)) => fields.push(arg),
                None => modules.push((&arg.module, vec![arg])),
            }
        }
        let mut props: Vec<_> = modules
            .into_iter()
            .map(|(module, fields)| Prop::init(module, imports::module(self, &fields)))
            .collect();
        if let ModuleSource::Static(module) = module
            && let Some(extra) = self.stand_ins(module, args)
        {
            props.push(Prop::spread(helper("multiMemory").cond(js::null(), extra)));
        }
        props
    }

    /// What the form of an adapter without multi-memory imports on top: `{ 'access m1': accessors(exports1.memory) }`.
    fn stand_ins(&mut self, module: ModuleId, args: &[Argument]) -> Option<Expr> {
        let plan = self.plan;
        let form = plan.modules[module].single_memory.as_ref()?;
        if self.options.target == Runtime::Workerd {
            return None;
        }
        let memories: Vec<_> = args.iter().filter(|arg| arg.module == "memory").collect();
        let mut props = Vec::new();
        let mut copies = Vec::new();
        let mut accessed = Vec::new();
        for import in &form.imports {
            match import.kind {
                ExtraImportKind::Access { memory, .. } if !accessed.contains(&memory) => {
                    accessed.push(memory);
                    let memory = self.core_def(&memories[memory].value);
                    props.push(Prop::init(&import.module, helper("accessors").call((memory,))));
                }
                ExtraImportKind::Access { .. } => {}
                ExtraImportKind::Copy { to, from } => {
                    let views = [to, from]
                        .map(|memory| helper("linearMemory").call((self.core_def(&memories[memory].value),)));
                    copies.push(Prop::init(&import.name, helper("copyBetween").call(views)));
                }
            }
        }
        if !copies.is_empty() {
            props.push(Prop::init("copy", object(copies)));
        }
        Some(object(props))
    }

    /// `exports0.add`, `lowered3`
    pub(super) fn core_def(&self, def: &CoreDef) -> Expr {
        match def {
            CoreDef::Export { instance, name } => {
                self.used.borrow_mut().exports.insert(*instance);
                id(exports_name(*instance)).dot(name)
            }
            CoreDef::Trampoline(index) => id(trampoline_name(*index)),
            CoreDef::Flags(instance) => self.instance(*instance).dot("flags"),
            CoreDef::TaskMayBlock => helper("taskMayBlock"),
            CoreDef::Context(ContextAccess::Get(slot)) => arrow((), id("context").at(u32::from(*slot))),
            CoreDef::Context(ContextAccess::Set(slot)) => {
                arrow("value", vec![expr(id("context").at(u32::from(*slot)).assign(id("value")))])
            }
        }
    }
}

pub(super) fn exports_name(instance: CoreInstanceId) -> String {
    format!("exports{}", instance.index())
}

fn is_loaded(multi: &CoreFile, single: Option<&CoreFile>) -> bool {
    let is_named = |file: &CoreFile| matches!(file, CoreFile::Named(_));
    is_named(multi) || single.is_some_and(is_named)
}

/// `needing([memory64], () => module)`, where engines may lack something.
fn needing(features: &[Feature], module: Expr, is_async: bool) -> Expr {
    if features.is_empty() {
        return module;
    }
    let features = features.iter().map(|feature| match feature {
        Feature::MultipleMemories => helper("multipleMemories"),
        Feature::Memory64 => helper("memory64"),
        Feature::ExtendedConstants => helper("extendedConstants"),
        Feature::Exceptions => helper("exceptions"),
        Feature::GarbageCollection => helper("garbageCollection"),
    });
    let load = helper(if is_async { "needingAsync" } else { "needing" });
    load.call((js::array(features.collect::<Vec<_>>()), arrow((), module)))
}

/// What modules are when they are there. None is left alone to fail while another is waited for.
fn awaited(modules: Vec<(String, Expr)>) -> Option<Stmt> {
    let (names, mut values): (Vec<_>, Vec<_>) = modules.into_iter().unzip();
    match names.as_slice() {
        [] => None,
        [name] => Some(const_(name, values.remove(0).await_())),
        _ => Some(const_destructure(
            Pattern::array(names),
            id("Promise").dot("all").call((js::array(values),)).await_(),
        )),
    }
}

/// `loadModule(new URL(path, import.meta.url))`, or `WebAssembly.compile(path)` of what stands in for it
pub(super) fn load_file(path: Expr, options: &Options) -> Expr {
    if options.javascript_core {
        return id("WebAssembly").dot("compile").call((path,));
    }
    let load = helper(if options.nodejs_compat { "loadModule" } else { "fetchModule" });
    load.call((new(id("URL"), (path, import_meta_url())),))
}
