//! The core functions that exported functions call: `exports0.add`, and where many have a long prefix in common,
//! `core['echo-bool']` of `const core = unprefixed(exports0, 'a:b/functions#')`.

use super::Emitter;
use super::instantiate::exports_name;
use crate::plan::{CoreDef, CoreInstanceId, Plan, each_core};
use js::{Expr, Stmt, const_, helper, id, string};
use std::collections::HashMap;

/// Core functions that stand by themselves, and objects of them.
#[derive(Default)]
pub(crate) struct Cores {
    /// How many functions there are of each instance and prefix.
    counts: HashMap<(CoreInstanceId, String), usize>,
    /// The variables of the objects.
    objects: HashMap<(CoreInstanceId, String), String>,
    declared: Vec<Stmt>,
}

/// Bytes of names from which on a prefix that they share is taken off them.
const LONG: usize = 400;

impl Cores {
    pub fn new(plan: &Plan<'_>) -> Cores {
        let mut cores = Cores::default();
        each_core(&plan.exports, &mut |core| {
            if let CoreDef::Export { instance, name } = core {
                *cores.counts.entry((*instance, prefix(name).to_owned())).or_default() += 1;
            }
        });
        cores
    }
}

/// `a:b/functions#` of `a:b/functions#echo-bool`
fn prefix(name: &str) -> &str {
    name.rfind('#').map_or("", |end| &name[..=end])
}

impl Emitter<'_> {
    /// A core function, to be called.
    pub(super) fn core_function(&mut self, core: &CoreDef, hint: &str) -> Expr {
        if self.plan.suspension.cores.contains(core) {
            let name = self.scope.unique(format!("{hint}Core"));
            let entered = self.entered(core);
            self.cores.declared.push(const_(&name, entered));
            return id(name);
        }
        let CoreDef::Export { instance, name } = core else { return self.core_def(core) };
        let prefix = prefix(name);
        let count = self.cores.counts.get(&(*instance, prefix.to_owned())).copied().unwrap_or_default();
        if count * prefix.len() < LONG {
            return self.core_def(core);
        }
        self.core_def(core);
        self.prefixed(*instance, prefix).dot(&name[prefix.len()..])
    }

    /// The object of what an instance exports under names with this prefix.
    fn prefixed(&mut self, instance: CoreInstanceId, prefix: &str) -> Expr {
        let key = (instance, prefix.to_owned());
        if let Some(name) = self.cores.objects.get(&key) {
            return id(name);
        }
        let name = self.scope.unique("core");
        let exports = id(exports_name(instance));
        self.cores.declared.push(const_(&name, helper("unprefixed").call((exports, string(prefix)))));
        self.cores.objects.insert(key, name.clone());
        id(name)
    }

    /// The declarations of all of them.
    pub(super) fn take_cores(&mut self) -> Vec<Stmt> {
        std::mem::take(&mut self.cores.declared)
    }
}
