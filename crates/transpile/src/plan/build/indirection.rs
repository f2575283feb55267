//! Past the indirection that components are made with.
//!
//! A core module can be instantiated only when there is something for all its imports, and what is lowered for it needs
//! its memory. So `wit-component` gives it the exports of a module without imports, each of which calls what is in its
//! place of a table, and instantiates a third module that fills the table. JavaScript binds late by itself: what goes
//! into the table is bound directly, and both modules are left out. Core functions that are made later than what
//! imports them stay in the table: JavaScript between them would be slow, and would stand in the way of suspending.

mod modules;

use super::*;
use modules::{Fixup, Shim};
use std::borrow::Cow;

/// Binds what can be bound past tables like that.
pub(super) fn bind_past(plan: &mut Plan<'_>) {
    // Each time there is one less, or its table has nothing more to give.
    let mut done = Vec::new();
    while let Some(pair) = Pair::find(plan, &done) {
        done.push(pair.shim.instance);
        pair.bind(plan);
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
    /// The functions of the shim with what is put into their places of the table.
    targets: Vec<(modules::Function, CoreDef)>,
}

impl Pair {
    fn find(plan: &Plan<'_>, done: &[CoreInstanceId]) -> Option<Pair> {
        plan.steps.iter().enumerate().find_map(|(at, step)| {
            let Step::Instantiate { instance, module: ModuleSource::Static(module), args } = step else {
                return None;
            };
            let table = args.iter().find(|arg| arg.name == modules::TABLE)?;
            let CoreDef::Export { instance: source, .. } = &table.value else { return None };
            if done.contains(source) {
                return None;
            }
            let fixup = Made { step: at, instance: *instance, module: *module };
            let shim = made(plan, *source)?;
            let targets = targets(plan, &shim, &fixup, args)?;
            let pair = Pair { shim, fixup, targets };
            pair.is_theirs_alone(plan).then_some(pair)
        })
    }

    /// Whether nobody else has the table, or imports one of the two modules or knows it by another instance.
    fn is_theirs_alone(&self, plan: &Plan<'_>) -> bool {
        let mut alone = true;
        let mut check = |at: usize, def: &CoreDef| {
            if let CoreDef::Export { instance, name } = def {
                let is_function = self.targets.iter().any(|(function, _)| function.name == *name);
                alone &= *instance != self.fixup.instance;
                alone &= *instance != self.shim.instance || is_function || at == self.fixup.step;
            }
        };
        for (at, step) in plan.steps.iter().enumerate() {
            step.defs().for_each(|def| check(at, def));
        }
        each_core(&plan.exports, &mut |core| check(usize::MAX, core));
        let times = |module: ModuleId| {
            let made = plan.steps.iter().filter(|step| {
                matches!(step, Step::Instantiate { module: ModuleSource::Static(known), .. } if *known == module)
            });
            made.count()
        };
        alone && times(self.shim.module) == 1 && times(self.fixup.module) == 1 && !has_modules(&plan.exports)
    }

    fn bind(self, plan: &mut Plan<'_>) {
        let (bound, kept): (Vec<_>, Vec<_>) =
            self.targets.iter().partition(|(function, target)| self.is_there_in_time(plan, function, target));
        if bound.is_empty() {
            return;
        }
        let direct = |def: &mut CoreDef| {
            if let CoreDef::Export { instance, name } = def
                && *instance == self.shim.instance
                && let Some((_, target)) = bound.iter().find(|(function, _)| function.name == *name)
            {
                *def = target.clone();
            }
        };
        // Destructors are taken when what they are is there.
        let (late, mut steps): (Vec<_>, Vec<_>) = std::mem::take(&mut plan.steps).into_iter().enumerate().partition(
            |(at, step)| *at < self.fixup.step && matches!(step, Step::Destructor { function: CoreDef::Export { instance, .. }, .. } if *instance == self.shim.instance),
        );
        let place = steps.iter().position(|(at, _)| *at == self.fixup.step).expect("it is no destructor");
        steps.splice(place + 1..place + 1, late);
        for (at, step) in &mut steps {
            if *at != self.fixup.step {
                step.defs_mut().for_each(direct);
            }
        }
        each_core_mut(&mut plan.exports, &mut |core| direct(core));
        for index in plan.resources.ids() {
            if let Resource::Defined { destructor: Some(destructor), .. } = &mut plan.resources[index] {
                direct(destructor);
            }
        }
        if kept.is_empty() {
            steps.retain(|(at, _)| ![self.shim.step, self.fixup.step].contains(at));
        }
        plan.steps = steps.into_iter().map(|(_, step)| step).collect();
        match kept.is_empty() {
            true => self.leave_out(plan),
            false => self.shorten(plan, &kept),
        }
    }

    /// Whether the target is there when the first that imports the function is instantiated.
    fn is_there_in_time(&self, plan: &Plan<'_>, function: &modules::Function, target: &CoreDef) -> bool {
        let CoreDef::Export { instance: source, .. } = target else { return true };
        let made = made(plan, *source).map_or(usize::MAX, |made| made.step);
        let is_it = |def: &CoreDef| {
            matches!(def, CoreDef::Export { instance, name } if *instance == self.shim.instance && *name == function.name)
        };
        let mut importers = plan.steps.iter().enumerate().filter(|(at, step)| {
            *at != self.fixup.step && !matches!(step, Step::Destructor { .. }) && step.defs().any(is_it)
        });
        importers.all(|(at, _)| made < at)
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
    fn shorten(&self, plan: &mut Plan<'_>, kept: &[&(modules::Function, CoreDef)]) {
        let functions: Vec<_> = kept.iter().map(|(function, _)| function).collect();
        plan.modules[self.shim.module].wasm = Cow::Owned(modules::encode_shim(&functions));
        plan.modules[self.fixup.module].wasm = Cow::Owned(modules::encode_fixup(&functions));
        for step in &mut plan.steps {
            if let Step::Instantiate { instance, args, .. } = step
                && *instance == self.fixup.instance
            {
                args.retain(|arg| {
                    arg.name == modules::TABLE || functions.iter().any(|function| function.slot == arg.name)
                });
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

fn targets(
    plan: &Plan<'_>,
    shim: &Made,
    fixup: &Made,
    args: &[Argument],
) -> Option<Vec<(modules::Function, CoreDef)>> {
    if !matches!(&plan.steps[shim.step], Step::Instantiate { args, .. } if args.is_empty()) {
        return None;
    }
    let Shim { functions, .. } = modules::shim(&plan.modules[shim.module].wasm)?;
    let Fixup { slots } = modules::fixup(&plan.modules[fixup.module].wasm)?;
    let targets = functions.into_iter().map(|mut function| {
        let slot = slots.get(function.index as usize)?;
        let target = args.iter().find(|arg| arg.name == *slot)?.value.clone();
        function.slot = slot.clone();
        Some((function, target))
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
