//! `own` and `borrow`: indices into the handle table of a component instance, objects in JavaScript.
//!
//! A resource that the host defines is an object of the host's class, kept in the table itself. A resource that the
//! component defines is an object of a class made here, which keeps the component's i32 representation.

use super::super::body::{Address, Body};
use super::super::resources::ClassFunction;
use crate::plan::{Id, Kind, Resource, ResourceTable, ResourceTableId};
use js::{Expr, arrow, const_, expr, helper, id, undefined};

pub(super) fn lift_own(body: &mut Body<'_, '_>, table: ResourceTableId, handle: Expr) -> Expr {
    let table = concrete(body, table);
    let rep = helper("takeOwn").call((instance(body, table), table.resource.index(), handle));
    match is_imported(body, table) {
        true => rep,
        false => body.emitter.class_function(table.resource, ClassFunction::Wrap).call((rep,)),
    }
}

pub(super) fn lower_own(body: &mut Body<'_, '_>, table: ResourceTableId, value: Expr) -> Expr {
    let table = concrete(body, table);
    let (instance, resource) = (instance(body, table), table.resource.index());
    match host_class(body, table) {
        Some(class) if body.notes_moves => helper("moveHost").call((instance, resource, value, class)),
        Some(class) => helper("addHost").call((instance, resource, value, class)),
        None if body.notes_moves => {
            let release = body.emitter.class_function(table.resource, ClassFunction::Release);
            let restore = body.emitter.class_function(table.resource, ClassFunction::Restore);
            helper("moveOwn").call((instance, resource, value, release, restore))
        }
        None => {
            let release = body.emitter.class_function(table.resource, ClassFunction::Release);
            helper("addOwn").call((instance, resource, release.call((value,))))
        }
    }
}

/// The handle is lent to the host for the length of the call: it matters where another parameter could take it.
pub(super) fn lift_borrow(body: &mut Body<'_, '_>, table: ResourceTableId, handle: Expr) -> Expr {
    let table_id = table;
    let table = concrete(body, table);
    let args = (instance(body, table), table.resource.index(), handle);
    let rep = match body.takes_handles {
        false if is_imported(body, table) && borrows(body, table_id) > 1 => {
            body.leaves_with_self = false;
            let function = rep_function(body, table_id, table);
            return id(function).call((args.2,));
        }
        true => {
            let entry = body.bind("entry", helper("lend").call(args));
            body.after_call.push(expr(entry.clone().dot("lends").assign_op("-=", 1)));
            entry.dot("rep")
        }
        false if std::mem::take(&mut body.leaves_with_self) => helper("leavingRep").call(args),
        false => helper("handleRep").call(args),
    };
    if is_imported(body, table) {
        return rep;
    }
    let borrow = body.emitter.class_function(table.resource, ClassFunction::Borrow);
    let object = body.bind("borrowed", borrow.call((rep,)));
    let key = body.emitter.class_rep(table.resource);
    body.after_call.push(expr(object.clone().at(key).assign(undefined())));
    object
}

/// How many parameters of host functions are handles that are lent, of this table.
fn borrows(body: &Body<'_, '_>, table: ResourceTableId) -> usize {
    let times = &body.emitter.lifted;
    let types = &body.emitter.plan.types;
    times.iter().filter(|(ty, _)| *types.kind(**ty) == Kind::Borrow(table)).map(|(_, times)| *times).sum()
}

/// `const descriptorOf = (handle) => leavingRep(inst0, 6, handle);`
fn rep_function(body: &mut Body<'_, '_>, id_of_table: ResourceTableId, table: ResourceTable) -> String {
    if let Some(name) = body.emitter.reps.get(&id_of_table) {
        return name.clone();
    }
    let class =
        host_class(body, table).and_then(|class| class.as_ident().map(str::to_owned)).unwrap_or_default();
    let name = body.emitter.scope.unique(format!("{}Of", lower_first(&class)));
    let rep = helper("leavingRep").call((instance(body, table), table.resource.index(), id("handle")));
    body.emitter.tables.push(const_(&name, arrow("handle", rep)));
    body.emitter.reps.insert(id_of_table, name.clone());
    name
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(|| "handle".to_owned(), |first| first.to_lowercase().chain(chars).collect())
}

/// The component that defines the resource gets its representation, any other a handle, to be dropped before it returns.
pub(super) fn lower_borrow(body: &mut Body<'_, '_>, table: ResourceTableId, value: Expr) -> Expr {
    let table = concrete(body, table);
    let rep = match host_class(body, table) {
        Some(class) => helper("checkHost").call((value, class)),
        None => body.emitter.class_function(table.resource, ClassFunction::RepOf).call((value,)),
    };
    if body.emitter.is_owner(table) {
        return rep;
    }
    helper("moveBorrow").call((instance(body, table), table.resource.index(), rep))
}

pub(super) fn load_own(body: &mut Body<'_, '_>, table: ResourceTableId, at: &Address) -> Expr {
    let handle = load_handle(body, at);
    lift_own(body, table, handle)
}

pub(super) fn load_borrow(body: &mut Body<'_, '_>, table: ResourceTableId, at: &Address) -> Expr {
    let handle = load_handle(body, at);
    lift_borrow(body, table, handle)
}

pub(super) fn store_own(body: &mut Body<'_, '_>, table: ResourceTableId, value: Expr, at: &Address) {
    let handle = lower_own(body, table, value);
    store_handle(body, handle, at);
}

pub(super) fn store_borrow(body: &mut Body<'_, '_>, table: ResourceTableId, value: Expr, at: &Address) {
    let handle = lower_borrow(body, table, value);
    store_handle(body, handle, at);
}

fn load_handle(body: &Body<'_, '_>, at: &Address) -> Expr {
    body.view().dot("getUint32").call((at.expr(), true))
}

pub(super) fn store_handle(body: &mut Body<'_, '_>, handle: Expr, at: &Address) {
    let store = body.view().dot("setUint32").call((at.expr(), handle, true));
    body.push(expr(store));
}

fn concrete(body: &Body<'_, '_>, table: ResourceTableId) -> ResourceTable {
    body.emitter.plan.resource_tables[table].expect("plan: values have concrete resources only")
}

fn instance(body: &Body<'_, '_>, table: ResourceTable) -> Expr {
    body.emitter.instance(table.instance)
}

fn is_imported(body: &Body<'_, '_>, table: ResourceTable) -> bool {
    matches!(body.emitter.plan.resources[table.resource], Resource::Imported { .. })
}

/// The host's class of a resource that the host defines.
fn host_class(body: &Body<'_, '_>, table: ResourceTable) -> Option<Expr> {
    match body.emitter.plan.resources[table.resource] {
        Resource::Imported { import } => Some(body.emitter.host_class(import)),
        Resource::Defined { .. } => None,
    }
}
