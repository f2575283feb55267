//! The core functions that exported functions call, in variables: `const { add: addCore, 'sub-all': subAllCore } = exports0;`

use super::Emitter;
use super::instantiate::exports_name;
use crate::plan::{CoreDef, CoreInstanceId};
use js::{Expr, Pattern, Stmt, const_, const_destructure, helper, id, string};

/// A core function and its variable.
#[derive(Default)]
pub(crate) struct Cores {
    functions: Vec<(CoreDef, String)>,
}

/// Names of exports with their variables.
type Names<'n> = Vec<(&'n str, &'n str)>;

/// Bytes of names from which on a prefix that they share is taken off them.
const LONG: usize = 400;

impl Emitter<'_> {
    /// The variable of a core function.
    pub(super) fn core_function(&mut self, core: &CoreDef, hint: &str) -> String {
        let name = self.scope.unique(hint);
        self.core_def(core);
        self.cores.functions.push((core.clone(), name.clone()));
        name
    }

    /// The declarations of all of them.
    pub(super) fn take_cores(&mut self) -> Vec<Stmt> {
        let mut sources: Vec<(CoreInstanceId, &str, Names<'_>)> = Vec::new();
        let mut statements = Vec::new();
        let functions = std::mem::take(&mut self.cores.functions);
        for (core, local) in &functions {
            let CoreDef::Export { instance, name } = core else {
                statements.push(const_(local, self.core_def(core)));
                continue;
            };
            if self.plan.suspension.cores.contains(core) {
                statements.push(const_(local, self.entered(core)));
                continue;
            }
            let prefix = name.rfind('#').map_or("", |end| &name[..=end]);
            match sources.iter_mut().find(|(known, shared, _)| (*known, *shared) == (*instance, prefix)) {
                Some((.., names)) => names.push((name, local)),
                None => sources.push((*instance, prefix, vec![(name, local)])),
            }
        }
        statements
            .extend(sources.into_iter().map(|(instance, prefix, names)| taken(instance, prefix, names)));
        statements
    }
}

/// What is taken out of an instance, under names that begin with `prefix`.
fn taken(instance: CoreInstanceId, prefix: &str, names: Names<'_>) -> Stmt {
    let exports: Expr = id(exports_name(instance));
    if let [(name, local)] = names[..] {
        return const_(local, exports.dot(name));
    }
    if names.len() * prefix.len() < LONG {
        return const_destructure(Pattern::object(names), exports);
    }
    let short = names.into_iter().map(|(name, local)| (&name[prefix.len()..], local));
    const_destructure(Pattern::object(short), helper("unprefixed").call((exports, string(prefix))))
}
