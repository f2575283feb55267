//! Trampolines: the core functions that JavaScript makes for core modules.

use super::Emitter;
use crate::plan::{
    CoreDef, Id, MemoryId, Plan, Pointer, Resource, ResourceTable, Step, Trampoline, TrampolineId, Transcode,
};
use js::{Expr, Stmt, arrow, const_, helper, id, return_, undefined};
use std::collections::{HashMap, HashSet};

/// The trampolines that one core module imports, under a name that says something.
pub(super) fn named_once(plan: &Plan<'_>) -> HashSet<TrampolineId> {
    let mut uses: HashMap<TrampolineId, bool> = HashMap::new();
    for step in &plan.steps {
        let Step::Instantiate { args, .. } = step else { continue };
        for arg in args {
            if let CoreDef::Trampoline(index) = arg.value {
                let is_named = arg.name.parse::<u32>().is_err();
                uses.entry(index).and_modify(|is_only| *is_only = false).or_insert(is_named);
            }
        }
    }
    uses.into_iter().filter(|(_, is_only)| *is_only).map(|(index, _)| index).collect()
}

/// A trampoline that has been made.
pub(super) enum Made {
    Value(Expr),
    Declared(Stmt),
}

impl Made {
    pub fn declared(self, name: &str) -> Stmt {
        match self {
            Made::Value(value) => const_(name, value),
            Made::Declared(statement) => statement,
        }
    }
}

impl Emitter<'_> {
    pub(super) fn trampolines(&mut self) -> Vec<Stmt> {
        let plan = self.plan;
        let mut statements: Vec<Stmt> = plan
            .trampolines
            .iter()
            .filter_map(|(index, trampoline)| self.trampoline(index, trampoline))
            .collect();
        if plan
            .trampolines
            .iter()
            .any(|(_, trampoline)| matches!(trampoline, Trampoline::TransferOwn | Trampoline::TransferBorrow))
        {
            statements.insert(0, self.resource_tables());
        }
        statements
    }

    fn trampoline(&mut self, index: TrampolineId, trampoline: &Trampoline) -> Option<Stmt> {
        let name = trampoline_name(index);
        let made = match trampoline {
            Trampoline::Lower { import, function } => self.lowered_import(index, *import, function),
            Trampoline::Transcode { op, from, to } => Made::Value(self.transcoder(*op, *from, *to)),
            Trampoline::ResourceNew(table) => {
                let new = helper("newResource").call((
                    self.instance(table.instance),
                    table.resource.index(),
                    id("rep"),
                ));
                Made::Value(arrow("rep", new))
            }
            Trampoline::ResourceRep(table) => {
                let rep = helper("handleRep").call((
                    self.instance(table.instance),
                    table.resource.index(),
                    id("handle"),
                ));
                Made::Value(arrow("handle", rep))
            }
            Trampoline::ResourceDrop(table) => Made::Value(self.drop(index, *table)),
            Trampoline::TransferOwn => Made::Value(self.transfer("transferOwn")),
            Trampoline::TransferBorrow => Made::Value(self.transfer("transferBorrow")),
            Trampoline::EnterSyncCall => {
                let callee = js::array(
                    self.plan.component_instances.ids().map(|i| self.instance(i)).collect::<Vec<_>>(),
                );
                let callee = callee.at(id("callee"));
                let context = match (self.plan.uses_context, self.sync_calls()) {
                    (true, _) => Some(id("context")),
                    (false, Some(_)) => Some(undefined()),
                    (false, None) => None,
                };
                let args = [callee].into_iter().chain(context).chain(self.sync_calls());
                let enter = helper("enterSyncCall").call(args.collect::<Vec<_>>());
                Made::Value(arrow(("caller", "isAsync", "callee"), enter))
            }
            Trampoline::ExitSyncCall => Made::Value(match self.sync_calls() {
                Some(calls) => arrow((), helper("exitSyncCall").call((calls,))),
                None => helper("exitSyncCall"),
            }),
            Trampoline::Trap(messages) => {
                let messages = messages
                    .iter()
                    .map(|(code, message)| js::Prop::init(code.to_string(), js::string(message)));
                let message = js::object(messages.collect::<Vec<_>>()).at(id("code"));
                Made::Value(arrow("code", helper("trap").call((message,))))
            }
            Trampoline::Unused => return None,
        };
        self.place(index, trampoline, &name, made)
    }

    /// The declaration, unless what was made goes where it is used, once.
    fn place(
        &mut self,
        index: TrampolineId,
        trampoline: &Trampoline,
        name: &str,
        made: Made,
    ) -> Option<Stmt> {
        if let Made::Value(value) = &made
            && self.named_once.contains(&index)
        {
            self.inlined.insert(index, value.clone());
            return None;
        }
        let heading = match trampoline {
            Trampoline::Lower { import, .. } => self.heading(*import),
            _ => None,
        };
        let statement = made.declared(name);
        Some(match heading {
            Some(heading) => statement.with_comment(heading),
            None => statement,
        })
    }

    /// `(handle) => dropHost(instance0, 2, handle)`
    fn drop(&mut self, index: TrampolineId, table: ResourceTable) -> Expr {
        let waits = self.may_wait(index);
        let mut args = vec![self.instance(table.instance), Expr::from(table.resource.index()), id("handle")];
        let function = match &self.plan.resources[table.resource] {
            Resource::Imported { .. } => "dropHost",
            Resource::Defined { destructor: has_destructor, .. } => {
                args.extend(has_destructor.is_some().then(|| destructor(table)));
                if waits { "dropWaiting" } else { "dropDefined" }
            }
        };
        let drop = helper(function).call(args);
        if waits && self.plan.guests_catch {
            let through = helper("throwThrough").call((id("error"),));
            let drop = return_(Some(helper("carryingFailure").call((drop,))));
            return arrow("handle", vec![js::try_catch(vec![drop], Some("error"), vec![js::expr(through)])]);
        }
        if !self.plan.guests_catch {
            return arrow("handle", drop);
        }
        let through = helper("throwThrough").call((id("error"),));
        arrow("handle", vec![js::try_catch(vec![js::expr(drop)], Some("error"), vec![js::expr(through)])])
    }

    /// `(handle, from, to) => transferOwn(resourceTables[from], resourceTables[to], handle)`
    fn transfer(&self, function: &'static str) -> Expr {
        let table = |index: &str| id("resourceTables").at(id(index));
        let calls = self.sync_calls().filter(|_| function == "transferBorrow");
        let args = [table("from"), table("to"), id("handle")].into_iter().chain(calls);
        arrow(("handle", "from", "to"), helper(function).call(args.collect::<Vec<_>>()))
    }

    /// `const resourceTables = [{ instance: instance0, resource: 0, isOwner: true }];`
    fn resource_tables(&self) -> Stmt {
        let tables = self.plan.resource_tables.iter().map(|(_, table)| match table {
            Some(table) => js::object([
                js::Prop::init("instance", self.instance(table.instance)),
                js::Prop::init("resource", Expr::from(table.resource.index())),
                js::Prop::init("isOwner", Expr::from(self.is_owner(*table))),
            ]),
            None => undefined(),
        });
        const_("resourceTables", js::array(tables.collect::<Vec<_>>()))
    }

    /// `(a, b, c) => utf8ToUtf16(memory0, memory1, a, b, c)`
    fn transcoder(&self, op: Transcode, from: MemoryId, to: MemoryId) -> Expr {
        let params = &["a", "b", "c", "d", "e"][..op.params];
        let wide = [self.plan.memories[from], self.plan.memories[to]].contains(&Pointer::Bits64);
        let args = params.iter().map(|param| match wide {
            true => id("Number").call((id(param),)),
            false => id(param),
        });
        let args: Vec<_> = [self.memory(from), self.memory(to)].into_iter().chain(args).collect();
        let call = helper(op.function).call(args);
        let call = match wide {
            true => helper("transcoded64").call((call,)),
            false => call,
        };
        arrow(params.to_vec(), call)
    }
}

pub(super) fn trampoline_name(index: TrampolineId) -> String {
    format!("lowered{}", index.index())
}

/// The variable of a resource's destructor.
pub(super) fn destructor(table: ResourceTable) -> Expr {
    id(format!("destructor{}", table.resource.index()))
}
