//! Past the indirection that components are made with.
//!
//! A core module can be instantiated only when there is something for all its imports, and what is lowered for it needs
//! its memory. So `wit-component` gives it the exports of a module without imports, each of which calls what is in its
//! place of a table, and instantiates a third module that fills the table. JavaScript binds late by itself: what goes
//! into the table is bound directly, and both modules are left out. Core functions that are made later than what
//! imports them stay in the table: JavaScript between them would be slow, and would stand in the way of suspending.

mod modules;

use super::*;
use modules::{Fixup, Function, Shim};
use std::borrow::Cow;
use std::collections::HashMap;

/// Binds what can be bound past tables like that.
pub(super) fn bind_past(plan: &mut Plan<'_>) {
    let fillers: Vec<_> = plan.steps.iter().filter_map(filler).collect();
    for filler in fillers {
        if let Some(pair) = Pair::find(plan, filler) {
            pair.bind(plan);
        }
    }
}

/// An instance that imports a table by that name.
fn filler(step: &Step) -> Option<CoreInstanceId> {
    match step {
        Step::Instantiate { instance, args, .. } if args.iter().any(|arg| arg.name == modules::TABLE) => {
            Some(*instance)
        }
        _ => None,
    }
}

/// One of the two modules, in its place.
struct Made {
    step: usize,
    instance: CoreInstanceId,
    module: ModuleId,
}

struct Pair {
    shim: Made,
    fixup: Made,
    /// The functions of the shim, by the names they are exported under, with what is put into their places of the table.
    targets: HashMap<String, Target>,
}

struct Target {
    function: Function,
    def: CoreDef,
}

impl Pair {
    fn find(plan: &Plan<'_>, filler: CoreInstanceId) -> Option<Pair> {
        let fixup = made(plan, filler)?;
        let Step::Instantiate { args, .. } = &plan.steps[fixup.step] else { return None };
        let table = args.iter().find(|arg| arg.name == modules::TABLE)?;
        let CoreDef::Export { instance, .. } = &table.value else { return None };
        let shim = made(plan, *instance)?;
        let targets = targets(plan, &shim, &fixup, args)?;
        let pair = Pair { shim, fixup, targets };
        (pair.is_theirs_alone(plan) && !pair.is_called_early(plan)).then_some(pair)
    }

    /// Whether nobody else has the table, or imports one of the two modules or knows it by another instance.
    fn is_theirs_alone(&self, plan: &Plan<'_>) -> bool {
        let mut alone = !has_modules(&plan.exports);
        let mut check = |at: usize, def: &CoreDef| {
            if let CoreDef::Export { instance, name } = def {
                alone &= *instance != self.fixup.instance;
                alone &= *instance != self.shim.instance
                    || at == self.fixup.step
                    || self.targets.contains_key(name);
            }
        };
        for (at, step) in plan.steps.iter().enumerate() {
            step.defs().for_each(|def| check(at, def));
        }
        each_core(&plan.exports, &mut |core| check(usize::MAX, core));
        let times = |module: ModuleId| {
            let is_of = |step: &&Step| matches!(step, Step::Instantiate { module: ModuleSource::Static(known), .. } if *known == module);
            plan.steps.iter().filter(is_of).count()
        };
        alone && times(self.shim.module) == 1 && times(self.fixup.module) == 1
    }

    /// Whether a start function may call what is not in the table yet, which is a trap.
    fn is_called_early(&self, plan: &Plan<'_>) -> bool {
        plan.steps[self.shim.step..self.fixup.step].iter().any(|step| match step {
            Step::Instantiate { module: ModuleSource::Static(module), args, .. } => {
                args.iter().any(|arg| self.name_of(&arg.value).is_some())
                    && modules::has_start(&plan.modules[*module].wasm)
            }
            _ => false,
        })
    }

    fn bind(self, plan: &mut Plan<'_>) {
        let kept = self.kept(plan);
        if kept.len() == self.targets.len() {
            return;
        }
        let direct = |def: &mut CoreDef| {
            if let Some(name) = self.name_of(def)
                && !kept.contains(&name)
            {
                *def = self.targets[name].def.clone();
            }
        };
        // Destructors are taken when what they are is there.
        let (late, mut steps): (Vec<_>, Vec<_>) =
            std::mem::take(&mut plan.steps).into_iter().enumerate().partition(|(at, step)| {
                let is_early = *at < self.fixup.step;
                is_early
                    && matches!(step, Step::Destructor { function, .. } if self.name_of(function).is_some())
            });
        let place = steps.iter().position(|(at, _)| *at == self.fixup.step).expect("it is no destructor");
        steps.splice(place + 1..place + 1, late);
        for (at, step) in &mut steps {
            if *at != self.fixup.step {
                step.defs_mut().for_each(direct);
            }
        }
        if kept.is_empty() {
            steps.retain(|(at, _)| ![self.shim.step, self.fixup.step].contains(at));
        }
        plan.steps = steps.into_iter().map(|(_, step)| step).collect();
        each_core_mut(&mut plan.exports, &mut |core| direct(core));
        for index in plan.resources.ids() {
            if let Resource::Defined { destructor: Some(destructor), .. } = &mut plan.resources[index] {
                direct(destructor);
            }
        }
        match kept.is_empty() {
            true => self.leave_out(plan),
            false => self.shorten(plan, &kept),
        }
    }

    /// The name of a function of the shim.
    fn name_of<'d>(&self, def: &'d CoreDef) -> Option<&'d str> {
        match def {
            CoreDef::Export { instance, name }
                if *instance == self.shim.instance && self.targets.contains_key(name) =>
            {
                Some(name)
            }
            _ => None,
        }
    }

    /// The functions whose targets are not there when the first that takes them is instantiated, in the order of the table.
    fn kept(&self, plan: &Plan<'_>) -> Vec<&str> {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut there: HashMap<CoreInstanceId, usize> = HashMap::new();
        for (at, step) in plan.steps.iter().enumerate() {
            if let Step::Instantiate { instance, .. } = step {
                there.insert(*instance, at);
            }
            if at == self.fixup.step || matches!(step, Step::Destructor { .. }) {
                continue;
            }
            for name in step.defs().filter_map(|def| self.name_of(def)) {
                first.entry(name).or_insert(at);
            }
        }
        let is_late = |target: &&Target| match &target.def {
            CoreDef::Export { instance, .. } => {
                let first = first.get(target.function.name.as_str()).copied().unwrap_or(usize::MAX);
                there.get(instance).is_none_or(|made| *made >= first)
            }
            _ => false,
        };
        let mut late: Vec<_> = self.targets.values().filter(is_late).collect();
        late.sort_by_key(|target| target.function.index);
        late.into_iter().map(|target| target.function.name.as_str()).collect()
    }

    /// Both modules are left out, and those behind them take their numbers.
    fn leave_out(&self, plan: &mut Plan<'_>) {
        let gone = [self.shim.module, self.fixup.module];
        let renumber = |module: &mut ModuleId| {
            let before = gone.iter().filter(|gone| **gone < *module).count();
            *module = ModuleId::new(module.index() - before);
        };
        for step in &mut plan.steps {
            if let Step::Instantiate { module: ModuleSource::Static(module), .. } = step {
                renumber(module);
            }
        }
        let mut index = 0;
        plan.modules.retain(|_| {
            index += 1;
            !gone.contains(&ModuleId::new(index - 1))
        });
    }

    /// The modules without what has been bound past them.
    fn shorten(&self, plan: &mut Plan<'_>, kept: &[&str]) {
        let functions: Vec<_> = kept.iter().map(|name| &self.targets[*name].function).collect();
        plan.modules[self.shim.module].wasm = Cow::Owned(modules::encode_shim(&functions));
        plan.modules[self.fixup.module].wasm = Cow::Owned(modules::encode_fixup(&functions));
        for step in &mut plan.steps {
            if let Step::Instantiate { instance, args, .. } = step
                && *instance == self.fixup.instance
            {
                args.retain(|arg| {
                    arg.name == modules::TABLE || functions.iter().any(|function| function.slot == arg.name)
                });
                // Some name two modules, `actual` and `shim`.
                args.iter_mut().for_each(|arg| arg.module.clear());
            }
        }
    }
}

/// The step that makes an instance of one of the component's modules.
fn made(plan: &Plan<'_>, wanted: CoreInstanceId) -> Option<Made> {
    plan.steps.iter().enumerate().find_map(|(at, step)| match step {
        Step::Instantiate { instance, module: ModuleSource::Static(module), .. } if *instance == wanted => {
            Some(Made { step: at, instance: *instance, module: *module })
        }
        _ => None,
    })
}

fn targets(plan: &Plan<'_>, shim: &Made, fixup: &Made, args: &[Argument]) -> Option<HashMap<String, Target>> {
    if !matches!(&plan.steps[shim.step], Step::Instantiate { args, .. } if args.is_empty()) {
        return None;
    }
    let Shim { functions } = modules::shim(&plan.modules[shim.module].wasm)?;
    let Fixup { slots } = modules::fixup(&plan.modules[fixup.module].wasm)?;
    let given: HashMap<&str, &CoreDef> = args.iter().map(|arg| (arg.name.as_str(), &arg.value)).collect();
    let targets = functions.into_iter().map(|mut function| {
        function.slot = slots.get(function.index as usize)?.clone();
        let def = (*given.get(function.slot.as_str())?).clone();
        Some((function.name.clone(), Target { function, def }))
    });
    targets.collect()
}

fn has_modules(exports: &[Export]) -> bool {
    exports.iter().any(|export| match &export.item {
        ExportItem::Module(_) => true,
        ExportItem::Instance(inner) => has_modules(inner),
        ExportItem::Function { .. } | ExportItem::Resource(_) => false,
    })
}
