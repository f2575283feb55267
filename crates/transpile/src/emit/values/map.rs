//! `map<K, V>`: on the wire a list of key and value, a `Map` in JavaScript.

use super::super::body::{Address, Body, Flat};
use super::outline;
use crate::plan::{Pointer, TypeId};
use js::{Expr, helper};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, flat: &mut Flat) -> Expr {
    let core = body.pointer().core();
    let (ptr, length) = (flat.next(core), flat.next(core));
    let (ptr, length) = (body.pointer_from_core(ptr), body.pointer_from_core(length));
    outline::lift_map(body, ty, ptr, length)
}

pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> Vec<Expr> {
    let (ptr, length) = lower_to_numbers(body, ty, value);
    vec![body.pointer_to_core(ptr), body.pointer_to_core(length)]
}

pub(super) fn load(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    let (ptr, length) = (body.load_pointer(at), body.load_pointer(&at.add(body.pointer().size())));
    outline::lift_map(body, ty, ptr, length)
}

pub(super) fn store(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    if body.pointer() == Pointer::Bits32 {
        let ptr = outline::lower_map(body, ty, value);
        let store = helper("storeList").call((body.memory(), ptr, at.expr()));
        body.push(js::expr(store));
        return;
    }
    let (ptr, length) = lower_to_numbers(body, ty, value);
    body.store_pointer(at, ptr);
    body.store_pointer(&at.add(body.pointer().size()), length);
}

/// `const ptr = lowerMap3(map);` and `const count = listCount;`
fn lower_to_numbers(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> (Expr, Expr) {
    let ptr = outline::lower_map(body, ty, value);
    (body.bind("ptr", ptr), body.bind("count", helper("listCount")))
}
