//! `map<K, V>`: on the wire a list of key and value, a `Map` in JavaScript.

use super::super::body::{Address, Body, Flat};
use super::outline;
use crate::plan::TypeId;
use js::Expr;

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
    let (ptr, length) = lower_to_numbers(body, ty, value);
    body.store_pointer(at, ptr);
    body.store_pointer(&at.add(body.pointer().size()), length);
}

/// `const entries = mapEntries(value);`: an array of pairs, from a Map, an iterable of pairs or an object.
fn lower_to_numbers(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> (Expr, Expr) {
    let entries = body.bind("entries", js::helper("mapEntries").call((value,)));
    let ptr = outline::lower_map(body, ty, entries.clone());
    (body.bind("ptr", ptr), entries.dot("length"))
}
