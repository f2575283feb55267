//! What may be suspended while a host function keeps its promise (JSPI): docs/decisions/017-jspi.md.
//!
//! Some imports may wait. Whatever core code can reach one of them may be suspended, which is found in the core modules
//! ([`graph`]); what JavaScript enters there has to be entered as promising, and everything else is left as it is.

mod from_module;
mod from_start;
mod graph;
mod names;

use super::{
    CoreDef, CoreInstanceId, Export, ExportItem, Import, ModuleId, ModuleSource, Plan, Resource, ResourceId,
    Step, Trampoline, TrampolineId,
};
use crate::error::{Code, Error, Result};
use crate::options::{AsyncMode, Instantiation, Options};
use graph::Graph;
pub(crate) use names::{Declared, is_named, waits_in_wasi};
use std::collections::{HashMap, HashSet};

/// What may be suspended. Nothing, unless [`plan`] finds that something is.
#[derive(Debug, Default)]
pub(crate) struct Suspension {
    /// Lowered imports that may give promises, and built-ins that may have to wait for a destructor.
    pub trampolines: HashSet<TrampolineId>,
    /// Core functions that exports and destructors are made of.
    pub cores: HashSet<CoreDef>,
    /// `realloc` and post-return functions that call imports that may wait, which traps.
    pub barred: HashSet<CoreDef>,
    /// Exported functions that give promises, by the names of interface and function.
    pub exports: HashSet<(String, String)>,
    /// Imported functions that may give promises, likewise.
    pub imports: HashSet<(String, String)>,
    pub destructors: HashSet<ResourceId>,
    /// Exported resources with such a destructor, likewise.
    pub destructor_names: HashSet<(String, String)>,
    /// Start functions that may wait are exports, to be called when the instance is there.
    pub starts: HashMap<CoreInstanceId, String>,
    /// Instances whose start functions are not, and must not come to wait.
    pub hasty: HashSet<CoreInstanceId>,
    /// An import that may wait, for engines that cannot.
    pub example: Option<String>,
}

impl Suspension {
    /// Whether the engine has to be able to suspend.
    pub fn is_needed(&self) -> bool {
        !self.trampolines.is_empty()
    }

    pub fn has_export(&self, interface: &str, function: &str) -> bool {
        !self.exports.is_empty() && self.exports.contains(&(interface.to_owned(), function.to_owned()))
    }

    /// Whether any export gives promises: then calls take turns.
    pub fn has_turns(&self) -> bool {
        !self.exports.is_empty() || !self.destructors.is_empty()
    }

    /// Whether anything is not as it is without.
    pub fn is_used(&self) -> bool {
        self.is_needed() || self.has_turns()
    }
}

/// Finds what may be suspended, and makes start functions that may be exports.
///
/// # Errors
/// [`Code::BadOption`] for names of functions where nothing is to wait, or that no function has.
pub(crate) fn plan(plan: &mut Plan<'_>, options: &Options) -> Result<()> {
    if options.async_mode == AsyncMode::Sync {
        return check_unused(options);
    }
    names::check(plan, options)?;
    let seeds = seeds(plan, options);
    let graph = Graph::new(plan);
    let reached = graph.reaching(&seeds);
    let may_suspend = |core: &CoreDef| graph.function(core).is_some_and(|node| reached[node]);
    let mut found = Suspension { example: example(plan, &seeds), ..Suspension::default() };
    for index in plan.trampolines.ids().filter(|index| reached[graph.trampoline(*index)]) {
        found.trampolines.insert(index);
        if let Trampoline::Lower { import, .. } = &plan.trampolines[index] {
            found.imports.insert(names_of(&plan.imports[*import]));
        }
    }
    for (index, resource) in plan.resources.iter() {
        if let Resource::Defined { destructor: Some(core), .. } = resource
            && may_suspend(core)
        {
            found.destructors.insert(index);
            found.cores.insert(core.clone());
        }
    }
    let barred = plan.steps.iter().filter_map(|step| match step {
        Step::Realloc { function, .. } | Step::PostReturn { function, .. } => Some(function),
        _ => None,
    });
    found.barred = barred.filter(|core| may_suspend(core)).cloned().collect();
    add_exports(&mut found, "", &plan.exports, options, &may_suspend);
    let waiting: HashSet<_> = instances(plan)
        .map(|(instance, _)| instance)
        .filter(|instance| graph.start(*instance).is_some_and(|node| reached[node]))
        .collect();
    if options.instantiation != Instantiation::Sync {
        found.starts = starts(plan, &waiting)?;
    }
    found.hasty = waiting.into_iter().filter(|instance| !found.starts.contains_key(instance)).collect();
    plan.suspension = found;
    Ok(())
}

fn check_unused(options: &Options) -> Result<()> {
    let given = [("async imports", &options.async_imports), ("async exports", &options.async_exports)];
    match given.into_iter().find(|(_, names)| !names.is_empty()) {
        None => Ok(()),
        Some((what, _)) => Err(Error::new(Code::BadOption, format!("{what} need the mode `jspi`"))
            .help("add --async-mode=jspi, in the API asyncMode: 'jspi'")),
    }
}

/// The lowered imports that may wait.
fn seeds(plan: &Plan<'_>, options: &Options) -> Vec<TrampolineId> {
    let streams = names::Streams::of(plan);
    let waits = |import: &Import| {
        let (interface, function) = names_of(import);
        is_named(&options.async_imports, &interface, &function) || streams.wait(&interface, &function)
    };
    let lowered = plan.trampolines.iter().filter(|(_, trampoline)| match trampoline {
        Trampoline::Lower { import, .. } => waits(&plan.imports[*import]),
        _ => false,
    });
    lowered.map(|(index, _)| index).collect()
}

fn example(plan: &Plan<'_>, seeds: &[TrampolineId]) -> Option<String> {
    let Trampoline::Lower { import, .. } = &plan.trampolines[*seeds.first()?] else { return None };
    let (interface, function) = names_of(&plan.imports[*import]);
    Some(names::described(&interface, &function))
}

/// Interface, which is empty for a function at the root, and function.
fn names_of(import: &Import) -> (String, String) {
    match import.path.last() {
        Some(function) => (import.name.clone(), function.clone()),
        None => (String::new(), import.name.clone()),
    }
}

fn add_exports(
    found: &mut Suspension,
    interface: &str,
    exports: &[Export],
    options: &Options,
    may_suspend: &impl Fn(&CoreDef) -> bool,
) {
    for export in exports {
        match &export.item {
            ExportItem::Instance(members) => {
                add_exports(found, &export.name, members, options, may_suspend);
            }
            ExportItem::Function { function, core } => {
                let is_reached = may_suspend(core);
                if is_reached {
                    found.cores.insert(core.clone());
                }
                if is_reached || is_named(&options.async_exports, interface, &function.name) {
                    found.exports.insert((interface.to_owned(), function.name.clone()));
                }
            }
            ExportItem::Resource(resource) => {
                if found.destructors.contains(resource) {
                    found.destructor_names.insert((interface.to_owned(), export.name.clone()));
                }
            }
            ExportItem::Module(_) => {}
        }
    }
}

/// Core instances of the component's own modules.
fn instances(plan: &Plan<'_>) -> impl Iterator<Item = (CoreInstanceId, ModuleId)> {
    plan.steps.iter().filter_map(|step| match step {
        Step::Instantiate { instance, module: ModuleSource::Static(module), .. } => {
            Some((*instance, *module))
        }
        _ => None,
    })
}

/// Makes start functions that may wait exports. That of a module that leaves the component stays what it is.
fn starts(plan: &mut Plan<'_>, waiting: &HashSet<CoreInstanceId>) -> Result<HashMap<CoreInstanceId, String>> {
    let instances: Vec<_> = instances(plan).collect();
    let mut modules: HashMap<ModuleId, String> = HashMap::new();
    for (instance, module) in &instances {
        if !waiting.contains(instance) || modules.contains_key(module) || leaves(&plan.exports, *module) {
            continue;
        }
        let (wasm, name) = from_start::exported(&plan.modules[*module].wasm)
            .map_err(|error| Error::new(Code::Internal, format!("start function: {error}")))?;
        plan.modules[*module].wasm = wasm.into();
        modules.insert(*module, name);
    }
    let made = instances.into_iter();
    Ok(made.filter_map(|(instance, module)| Some((instance, modules.get(&module)?.clone()))).collect())
}

fn leaves(exports: &[Export], module: ModuleId) -> bool {
    exports.iter().any(|export| match &export.item {
        ExportItem::Module(ModuleSource::Static(exported)) => *exported == module,
        ExportItem::Instance(members) => leaves(members, module),
        _ => false,
    })
}

#[cfg(test)]
mod tests;
