//! Exported functions that the engine may suspend: they are promising, and take turns.

use super::Emitter;
use super::builtins::Made;
use crate::plan::suspension::waits_in_wasi;
use crate::plan::{CoreDef, ImportId, TrampolineId};
use js::{Expr, Prop, Stmt, expr, helper, if_, try_finally};

impl Emitter<'_> {
    /// Whether an exported function gives promises.
    pub(super) fn gives_promises(&self, interface: &str, function: &str) -> bool {
        self.plan.suspension.has_export(interface, function)
    }

    /// Whether a trampoline may give promises.
    pub(super) fn may_wait(&self, index: TrampolineId) -> bool {
        self.plan.suspension.trampolines.contains(&index)
    }

    /// Whether it is one of the functions of WASI that wait.
    pub(super) fn waits_in_wasi(&self, import: ImportId) -> bool {
        let import = &self.plan.imports[import];
        import.path.last().is_some_and(|function| waits_in_wasi(&import.name, function))
    }

    /// `promising(exports0.add)`, for a core function that may be suspended. An import that is exported is a function of
    /// JavaScript, which waits by itself.
    pub(super) fn entered(&self, core: &CoreDef) -> Expr {
        let function = self.core_def(core);
        let is_core = matches!(core, CoreDef::Export { .. });
        match is_core && self.plan.suspension.cores.contains(core) {
            true => helper("promising").call((function,)),
            false => function,
        }
    }

    /// `barred(exports0.realloc)`, for a `realloc` or post-return function that calls what it may not.
    pub(super) fn staying(&self, core: &CoreDef) -> Expr {
        match self.plan.suspension.barred.contains(core) {
            true => helper("barred").call((self.core_def(core),)),
            false => self.core_def(core),
        }
    }

    /// What a core module imports: `exports0.add`, `suspending(lowered3)`.
    pub(super) fn argument(&self, def: &CoreDef) -> Expr {
        match def {
            CoreDef::Trampoline(index) if self.may_wait(*index) => {
                helper("suspending").call((self.core_def(def),))
            }
            _ => self.core_def(def),
        }
    }

    /// `log: (pointer) => …`, for a trampoline that is written where a core module imports it.
    pub(super) fn inlined_property(&self, index: TrampolineId, name: &str) -> Prop {
        match self.inlined[&index].clone() {
            Made::Value(value) if self.may_wait(index) => {
                Prop::init(name, helper("suspending").call((value,)))
            }
            made => made.property(name),
        }
    }

    /// `root.syncCalls`, the last argument of what knows of calls between components.
    pub(super) fn sync_calls(&self) -> Option<Expr> {
        self.plan.suspension.is_used().then(|| self.root().dot("syncCalls"))
    }
}

/// `if (!takeTurn(root)) await turn(root); try { … } finally { endTurn(root); }`
pub(super) fn in_turn(root: &Expr, statements: Vec<Stmt>) -> Vec<Stmt> {
    let take = helper("takeTurn").call((root.clone(),)).not();
    let wait = expr(helper("turn").call((root.clone(),)).await_());
    let end = expr(helper("endTurn").call((root.clone(),)));
    vec![if_(take, vec![wait]), try_finally(statements, vec![end])]
}
