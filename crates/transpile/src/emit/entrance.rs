//! The ways out of the component, and into it, which `entrance` of the run-time library makes: those that are in use.

use super::Emitter;
use crate::plan::{ComponentInstanceId, Id};
use js::{Expr, Pattern, Stmt, const_, const_destructure, helper, id};

/// What `entrance` gives, in the order in which it is taken.
pub(super) const NAMES: [&str; 4] = ["root", "mayEnter", "enter", "leave"];

impl Emitter<'_> {
    /// `root`
    pub(super) fn root(&self) -> Expr {
        self.way_in("root")
    }

    /// `mayEnter()`
    pub(super) fn may_enter(&self) -> Expr {
        self.way_in("mayEnter").call(())
    }

    /// `enter(last)`
    pub(super) fn enter(&self, last: Option<Expr>) -> Expr {
        self.way_in("enter").call(last.into_iter().collect::<Vec<_>>())
    }

    /// `leave(result)`
    pub(super) fn leave(&self, result: Option<Expr>) -> Expr {
        self.way_in("leave").call(result.into_iter().collect::<Vec<_>>())
    }

    /// `mayLeave0()`
    pub(super) fn may_leave(&self, instance: ComponentInstanceId) -> Expr {
        self.instance(instance);
        self.used.borrow_mut().ways_out.insert(instance);
        id(way_out(instance)).call(())
    }

    /// `const mayLeave0 = () => mayLeave(inst0);`
    pub(super) fn exit(&self, instance: ComponentInstanceId) -> Option<Stmt> {
        let check = js::arrow((), helper("mayLeave").call((self.instance(instance),)));
        self.used.borrow().ways_out.contains(&instance).then(|| const_(way_out(instance), check))
    }

    fn way_in(&self, name: &'static str) -> Expr {
        self.used.borrow_mut().ways_in.insert(name);
        id(name)
    }

    /// `const { root, enter, leave } = entrance();`
    pub(super) fn entrance(&self) -> Option<Stmt> {
        let used = &self.used.borrow().ways_in;
        let names: Vec<_> =
            NAMES.into_iter().filter(|name| used.contains(name)).map(|name| (name, name)).collect();
        let root = self.plan.suspension.is_used().then(|| helper("suspendingRoot").call(()));
        let made = helper("entrance").call(root.into_iter().collect::<Vec<_>>());
        (!names.is_empty()).then(|| const_destructure(Pattern::object(names), made))
    }
}

fn way_out(instance: ComponentInstanceId) -> String {
    format!("mayLeave{}", instance.index())
}
