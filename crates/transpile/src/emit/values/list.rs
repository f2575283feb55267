//! `list<T>`: a pointer and a length. Numbers move in one copy, into and out of typed arrays.

use super::super::body::{Address, Body, Flat, lowered_length};
use super::outline;
use crate::plan::{Kind, Pointer, TypeId};
use js::{Expr, helper};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, flat: &mut Flat) -> Expr {
    let core = body.pointer().core();
    let (ptr, length) = (flat.next(core), flat.next(core));
    let (ptr, length) = (body.pointer_from_core(ptr), body.pointer_from_core(length));
    lift_from_numbers(body, ty, element, ptr, length)
}

pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, value: Expr) -> Vec<Expr> {
    let ptr = lower_to_memory(body, ty, element, value);
    vec![body.pointer_to_core(ptr), body.pointer_to_core(lowered_length())]
}

pub(super) fn load(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, at: &Address) -> Expr {
    match (body.pointer(), view(body.kind(element))) {
        (Pointer::Bits32, Some(view)) => {
            let (memory, size) = (body.memory(), body.size(element));
            return helper("loadNumbers").call((memory, helper(view), size, at.expr()));
        }
        _ => {}
    }
    if let Some(function) =
        outline::list_lifter(body, ty, element).filter(|_| body.pointer() == Pointer::Bits32)
    {
        return helper("loadList").call((body.memory(), at.expr(), function));
    }
    let (ptr, length) = (body.load_pointer(at), body.load_pointer(&at.add(body.pointer().size())));
    lift_from_numbers(body, ty, element, ptr, length)
}

pub(super) fn store(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, value: Expr, at: &Address) {
    if body.pointer() == Pointer::Bits64 {
        let ptr = lower_to_memory(body, ty, element, value);
        let (ptr, length) = (body.bind("ptr", ptr), body.bind("count", lowered_length()));
        body.store_pointer(at, ptr);
        body.store_pointer(&at.add(body.pointer().size()), length);
        return;
    }
    let memory = body.memory();
    let store = match view(body.kind(element)) {
        Some(view) => {
            let size = body.size(element);
            helper("storeNumbers").call((body.allocator(), helper(view), size, value, at.expr()))
        }
        None => {
            let ptr = outline::lower_list(body, ty, element, value);
            helper("storeLowered").call((memory, ptr, at.expr()))
        }
    };
    body.push(js::expr(store));
}

fn lift_from_numbers(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, ptr: Expr, length: Expr) -> Expr {
    match view(body.kind(element)) {
        Some("u8s") if body.lends_bytes => helper("lendBytes").call((body.memory(), ptr, length)),
        Some(view) => {
            helper("liftNumbers").call((body.memory(), helper(view), body.size(element), ptr, length))
        }
        None => outline::lift_list(body, ty, element, ptr, length),
    }
}

/// `lowerNumbers(mem0, alloc0, u8s, 1, list)`: the address, with the number of elements in `loweredLength`.
fn lower_to_memory(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, value: Expr) -> Expr {
    match view(body.kind(element)) {
        Some(view) => {
            let size = body.size(element);
            helper("lowerNumbers").call((body.allocator(), helper(view), size, value))
        }
        None => outline::lower_list(body, ty, element, value),
    }
}

/// The run-time function that gives a memory as an array of these numbers.
fn view(kind: &Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Int { bits: 8, signed: false } => "u8s",
        Kind::Int { bits: 8, signed: true } => "s8s",
        Kind::Int { bits: 16, signed: false } => "u16s",
        Kind::Int { bits: 16, signed: true } => "s16s",
        Kind::Int { bits: 32, signed: false } => "u32s",
        Kind::Int { bits: 32, signed: true } => "s32s",
        Kind::Int { bits: 64, signed: false } => "u64s",
        Kind::Int { bits: 64, signed: true } => "s64s",
        Kind::Float { bits: 32 } => "f32s",
        Kind::Float { .. } => "f64s",
        _ => return None,
    })
}
