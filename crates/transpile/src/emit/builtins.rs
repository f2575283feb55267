//! Trampolines: the core functions that JavaScript makes for core modules.

use super::Emitter;
use crate::plan::{Id, MemoryId, Pointer, Resource, ResourceTable, Trampoline, TrampolineId, Transcode};
use js::{Expr, Stmt, arrow, const_, helper, id, undefined};

impl Emitter<'_> {
    pub(super) fn trampolines(&mut self) -> Vec<Stmt> {
        let plan = self.plan;
        let mut statements: Vec<Stmt> = plan
            .trampolines
            .iter()
            .filter_map(|(index, trampoline)| self.trampoline(index, trampoline))
            .collect();
        if plan.trampolines.iter().any(|(_, trampoline)| matches!(trampoline, Trampoline::TransferOwn | Trampoline::TransferBorrow)) {
            statements.insert(0, self.resource_tables());
        }
        statements
    }

    fn trampoline(&mut self, index: TrampolineId, trampoline: &Trampoline) -> Option<Stmt> {
        let name = trampoline_name(index);
        Some(match trampoline {
            Trampoline::Lower { import, function } => self.lowered_import(&name, *import, function),
            Trampoline::Transcode { op, from, to } => self.transcoder(&name, *op, *from, *to),
            Trampoline::ResourceNew(table) => {
                let new = helper("newResource").call((self.instance(table.instance), table.resource.index(), id("rep")));
                const_(&name, arrow("rep", new))
            }
            Trampoline::ResourceRep(table) => {
                let rep = helper("handleRep").call((self.instance(table.instance), table.resource.index(), id("handle")));
                const_(&name, arrow("handle", rep))
            }
            Trampoline::ResourceDrop(table) => self.drop(&name, *table),
            Trampoline::TransferOwn => const_(&name, self.transfer("transferOwn")),
            Trampoline::TransferBorrow => const_(&name, self.transfer("transferBorrow")),
            Trampoline::EnterSyncCall => {
                let callee = js::array(self.plan.component_instances.ids().map(|i| self.instance(i)).collect::<Vec<_>>());
                let callee = callee.at(id("callee"));
                let enter = match self.plan.uses_context {
                    true => helper("enterSyncCall").call((callee, id("context"))),
                    false => helper("enterSyncCall").call((callee,)),
                };
                const_(&name, arrow(("caller", "isAsync", "callee"), enter))
            }
            Trampoline::ExitSyncCall => const_(&name, helper("exitSyncCall")),
            Trampoline::Trap(messages) => {
                let messages = messages.iter().map(|(code, message)| js::Prop::init(code.to_string(), js::string(message)));
                let message = js::object(messages.collect::<Vec<_>>()).at(id("code"));
                const_(&name, arrow("code", helper("trap").call((message,))))
            }
            Trampoline::Unused => return None,
        })
    }

    /// `(handle) => dropHost(instance0, 2, handle)`
    fn drop(&mut self, name: &str, table: ResourceTable) -> Stmt {
        let mut args = vec![self.instance(table.instance), Expr::from(table.resource.index()), id("handle")];
        let function = match &self.plan.resources[table.resource] {
            Resource::Imported { .. } => "dropHost",
            Resource::Defined { destructor: has_destructor, .. } => {
                args.extend(has_destructor.is_some().then(|| destructor(table)));
                "dropDefined"
            }
        };
        let drop = helper(function).call(args);
        if !self.plan.guests_catch {
            return const_(name, arrow("handle", drop));
        }
        let through = helper("throwThrough").call((id("error"),));
        const_(name, arrow("handle", vec![js::try_catch(vec![js::expr(drop)], Some("error"), vec![js::expr(through)])]))
    }

    /// `(handle, from, to) => transferOwn(resourceTables[from], resourceTables[to], handle)`
    fn transfer(&self, function: &'static str) -> Expr {
        let table = |index: &str| id("resourceTables").at(id(index));
        arrow(("handle", "from", "to"), helper(function).call((table("from"), table("to"), id("handle"))))
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
    fn transcoder(&self, name: &str, op: Transcode, from: MemoryId, to: MemoryId) -> Stmt {
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
        const_(name, arrow(params.to_vec(), call))
    }
}

pub(super) fn trampoline_name(index: TrampolineId) -> String {
    format!("lowered{}", index.index())
}

/// The variable of a resource's destructor.
pub(super) fn destructor(table: ResourceTable) -> Expr {
    id(format!("destructor{}", table.resource.index()))
}
