//! `map<K, V>`: on the wire a list of key and value, a `Map` in JavaScript.

use super::super::body::{Address, Body, Flat, lowered_length};
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
    let ptr = outline::lower_map(body, ty, value);
    vec![body.pointer_to_core(ptr), body.pointer_to_core(lowered_length())]
}

pub(super) fn load(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    let (ptr, length) = (body.load_pointer(at), body.load_pointer(&at.add(body.pointer().size())));
    outline::lift_map(body, ty, ptr, length)
}

pub(super) fn store(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    let ptr = outline::lower_map(body, ty, value);
    if body.pointer() == Pointer::Bits32 {
        let store = helper("storeLowered").call((body.memory(), ptr, at.expr()));
        body.push(js::expr(store));
        return;
    }
    let (ptr, length) = (body.bind("ptr", ptr), body.bind("count", lowered_length()));
    body.store_pointer(at, ptr);
    body.store_pointer(&at.add(body.pointer().size()), length);
}
