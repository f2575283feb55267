//! From wasmtime-environ's view of a component to the [`Plan`]: the one place that knows both.

mod asynchronous;
mod exports;
mod features;
mod modules;
mod trampolines;
mod types;

use super::*;
use crate::decode::Decoded;
use crate::error::{Code, Error, Result};
use wasmtime_environ::component as environ;
use wasmtime_environ::component::{
    CanonicalOptionsDataModel, ExportItem as CoreItem, GlobalInitializer, UnsafeIntrinsic,
};
use wasmtime_environ::{EntityIndex, EntityRef, MemoryIndex};

/// Plans a decoded component.
///
/// # Errors
/// [`Code::AsyncUnsupported`] and [`Code::Unsupported`], naming the function and the feature.
pub(crate) fn plan<'a>(decoded: &mut Decoded<'a>) -> Result<Plan<'a>> {
    let (modules, needs) = modules::modules(decoded)?;
    let mut builder = Builder::new(decoded, needs);
    builder.imports();
    builder.resources();
    builder.steps()?;
    let exports = builder.exports()?;
    builder.trampolines()?;
    Ok(Plan {
        types: builder.types.table,
        modules,
        memories: builder.memories,
        component_instances: builder.component_instances,
        resources: builder.resources,
        resource_tables: builder.resource_tables,
        imports: builder.imports,
        trampolines: builder.trampolines,
        steps: builder.steps,
        exports,
        guests_catch: decoded.uses_exceptions,
        uses_context: builder.uses_context,
        suspension: Default::default(),
    })
}

/// The plan as far as it is made.
struct Builder<'d> {
    component: &'d environ::Component,
    sources: &'d wasmtime_environ::PrimaryMap<environ::TrampolineIndex, environ::Trampoline>,
    environ_types: &'d environ::ComponentTypes,
    resource_table_count: usize,
    /// For each core module, the names under which its entities are exported, and what it imports.
    interfaces: Vec<modules::Interface>,
    /// For each core instance, its module where that is known.
    instances: IndexVec<CoreInstanceId, ModuleSource>,
    types: types::TypeBuilder<'d>,
    memories: IndexVec<MemoryId, Pointer>,
    component_instances: IndexVec<ComponentInstanceId, ComponentInstance>,
    resources: IndexVec<ResourceId, Resource>,
    resource_tables: IndexVec<ResourceTableId, Option<ResourceTable>>,
    imports: IndexVec<ImportId, Import>,
    trampolines: IndexVec<TrampolineId, Trampoline>,
    used: Vec<bool>,
    steps: Vec<Step>,
    uses_context: bool,
}

impl<'d> Builder<'d> {
    fn new(decoded: &'d Decoded<'_>, interfaces: Vec<modules::Interface>) -> Builder<'d> {
        let component = &decoded.component;
        Builder {
            component,
            sources: &decoded.trampolines,
            environ_types: &decoded.types,
            resource_table_count: decoded.resource_tables,
            interfaces,
            instances: IndexVec::default(),
            types: types::TypeBuilder::new(&decoded.types),
            memories: std::iter::repeat_n(Pointer::Bits32, component.num_runtime_memories as usize).collect(),
            component_instances: (0..component.num_runtime_component_instances)
                .map(|_| ComponentInstance::default())
                .collect(),
            resources: IndexVec::default(),
            resource_tables: IndexVec::default(),
            imports: IndexVec::default(),
            trampolines: IndexVec::default(),
            used: vec![false; decoded.trampolines.len()],
            steps: Vec::new(),
            uses_context: false,
        }
    }

    fn imports(&mut self) {
        let resources: std::collections::HashSet<_> =
            self.component.imported_resources.values().copied().collect();
        let modules: std::collections::HashSet<_> = self.imported_modules().collect();
        for (index, (root, path)) in self.component.imports.iter() {
            let kind = if resources.contains(&index) {
                ImportKind::Resource
            } else if modules.contains(&index) {
                ImportKind::Module
            } else {
                ImportKind::Function
            };
            let name = self.component.import_types[*root].0.clone();
            self.imports.push(Import { name, path: path.clone(), kind });
        }
    }

    fn imported_modules(&self) -> impl Iterator<Item = environ::RuntimeImportIndex> + use<'d> {
        let instantiated = self.component.initializers.iter().filter_map(|initializer| match initializer {
            GlobalInitializer::InstantiateModule(environ::InstantiateModule::Import(import, _), _) => {
                Some(*import)
            }
            _ => None,
        });
        let exported = self.component.export_items.values().filter_map(|export| match export {
            environ::Export::ModuleImport { import, .. } => Some(*import),
            _ => None,
        });
        instantiated.chain(exported)
    }

    fn resources(&mut self) {
        for import in self.component.imported_resources.values() {
            self.resources.push(Resource::Imported { import: id(*import) });
        }
        for instance in self.component.defined_resource_instances.values() {
            self.resources.push(Resource::Defined { instance: id(*instance), destructor: None });
        }
        self.resource_tables = self.types.resource_tables(self.resource_table_count);
    }

    fn steps(&mut self) -> Result<()> {
        let component = self.component;
        for initializer in &component.initializers {
            match initializer {
                GlobalInitializer::InstantiateModule(module, _) => self.instantiate(module)?,
                GlobalInitializer::LowerImport { .. } => {}
                GlobalInitializer::ExtractMemory(extract) => self.extract_memory(extract)?,
                GlobalInitializer::ExtractRealloc(extract) => {
                    let function = self.core_def(&extract.def)?;
                    self.steps.push(Step::Realloc { id: id(extract.index), function });
                }
                GlobalInitializer::ExtractPostReturn(extract) => {
                    let function = self.core_def(&extract.def)?;
                    self.steps.push(Step::PostReturn { id: id(extract.index), function });
                }
                GlobalInitializer::Resource(resource) => self.define(resource)?,
                // Read by asynchronous functions and threads only, which are refused where they are lifted.
                GlobalInitializer::ExtractCallback(_) | GlobalInitializer::ExtractTable(_) => {}
            }
        }
        Ok(())
    }

    fn define(&mut self, resource: &environ::Resource) -> Result<()> {
        let Some(dtor) = &resource.dtor else { return Ok(()) };
        let function = self.core_def(dtor)?;
        let index = id(self.component.resource_index(resource.index));
        if let Resource::Defined { destructor, .. } = &mut self.resources[index] {
            *destructor = Some(function.clone());
        }
        self.steps.push(Step::Destructor { resource: index, function });
        Ok(())
    }

    fn extract_memory(&mut self, extract: &environ::ExtractMemory) -> Result<()> {
        let memory = id(extract.index);
        if let (CoreItem::Index(index), ModuleSource::Static(module)) =
            (&extract.export.item, self.instances[id(extract.export.instance)])
        {
            self.memories[memory] = self.interfaces[module.index()].pointer(*index);
        }
        let export = self.core_export::<MemoryIndex>(&extract.export)?;
        self.steps.push(Step::Memory { id: memory, export });
        Ok(())
    }

    fn instantiate(&mut self, module: &environ::InstantiateModule) -> Result<()> {
        let (module, args) = match module {
            environ::InstantiateModule::Static(index, defs) => {
                let module = ModuleId::new(index.index());
                let names = self.interfaces[module.index()].imports.clone();
                let mut args = Vec::with_capacity(defs.len());
                for ((module, name), def) in names.into_iter().zip(defs.iter()) {
                    args.push(Argument { module, name, value: self.core_def(def)? });
                }
                (ModuleSource::Static(module), args)
            }
            environ::InstantiateModule::Import(import, defs) => {
                let mut args = Vec::new();
                for (module, fields) in defs {
                    for (name, def) in fields {
                        let value = self.core_def(def)?;
                        args.push(Argument { module: module.clone(), name: name.clone(), value });
                    }
                }
                (ModuleSource::Import(id(*import)), args)
            }
        };
        let instance = self.instances.push(module);
        self.steps.push(Step::Instantiate { instance, module, args });
        Ok(())
    }

    fn core_def(&mut self, def: &environ::CoreDef) -> Result<CoreDef> {
        Ok(match def {
            environ::CoreDef::Export(export) => self.core_export::<EntityIndex>(export)?,
            environ::CoreDef::InstanceFlags(instance) => {
                self.component_instances[id(*instance)].has_flags = true;
                CoreDef::Flags(id(*instance))
            }
            environ::CoreDef::Trampoline(index) => {
                self.used[index.index()] = true;
                CoreDef::Trampoline(id(*index))
            }
            environ::CoreDef::UnsafeIntrinsic(intrinsic) => {
                self.uses_context = true;
                CoreDef::Context(context(*intrinsic)?)
            }
            environ::CoreDef::TaskMayBlock => CoreDef::TaskMayBlock,
        })
    }

    fn core_export<T: Copy + Into<EntityIndex>>(&self, export: &environ::CoreExport<T>) -> Result<CoreDef> {
        let instance: CoreInstanceId = id(export.instance);
        let name = match (&export.item, self.instances[instance]) {
            (CoreItem::Name(name), _) => name.clone(),
            (CoreItem::Index(index), ModuleSource::Static(module)) => {
                self.interfaces[module.index()].export((*index).into())
            }
            (CoreItem::Index(_), ModuleSource::Import(_)) => {
                unreachable!("exports of imported modules are known by name only")
            }
        };
        Ok(CoreDef::Export { instance, name })
    }

    fn abi(&self, options: environ::OptionsIndex, place: &str) -> Result<Abi> {
        let options = &self.component.options[options];
        let CanonicalOptionsDataModel::LinearMemory(memory) = options.data_model else {
            return Err(Error::new(Code::Unsupported, "the canonical option `gc` is not supported")
                .at(place)
                .help("build the component without `gc`"));
        };
        let id_of_memory: Option<MemoryId> = memory.memory.map(id);
        Ok(Abi {
            instance: id(options.instance),
            encoding: match options.string_encoding {
                environ::StringEncoding::Utf8 => Encoding::Utf8,
                environ::StringEncoding::Utf16 => Encoding::Utf16,
                environ::StringEncoding::CompactUtf16 => Encoding::Latin1Utf16,
            },
            memory: id_of_memory,
            realloc: memory.realloc.map(id),
            post_return: options.post_return.map(id),
            pointer: id_of_memory.map_or(Pointer::Bits32, |memory| self.memories[memory]),
        })
    }

    fn function(
        &mut self,
        name: &str,
        ty: environ::TypeFuncIndex,
        options: environ::OptionsIndex,
        place: &str,
    ) -> Result<Function> {
        asynchronous::refuse(&self.environ_types[ty], &self.component.options[options], place)?;
        let ty = &self.environ_types[ty];
        let mut params = Vec::new();
        for (name, param) in ty.param_names.iter().zip(&self.environ_types[ty.params].types) {
            params.push(Param { name: name.clone(), ty: self.types.convert(param, place)? });
        }
        let result = match self.environ_types[ty.results].types.first() {
            Some(result) => Some(self.types.convert(result, place)?),
            None => None,
        };
        Ok(Function { name: name.to_owned(), params, result, abi: self.abi(options, place)? })
    }
}

fn context(intrinsic: UnsafeIntrinsic) -> Result<ContextAccess> {
    Ok(match intrinsic {
        UnsafeIntrinsic::ContextGetI32_0 => ContextAccess::Get(0),
        UnsafeIntrinsic::ContextGetI32_1 => ContextAccess::Get(1),
        UnsafeIntrinsic::ContextSetI32_0 => ContextAccess::Set(0),
        UnsafeIntrinsic::ContextSetI32_1 => ContextAccess::Set(1),
        other => {
            let message = format!("the intrinsic {other:?} is not supported");
            return Err(Error::new(Code::Unsupported, message)
                .at("a core module's imports")
                .help("build the component for hosts other than wasmtime"));
        }
    })
}

/// One of our ids for one of wasmtime-environ's.
fn id<I: Id>(index: impl EntityRef) -> I {
    I::new(index.index())
}
