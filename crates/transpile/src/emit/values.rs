//! A component value's four ways across the boundary, one file per kind of value:
//!
//! - `lift`: core values → JavaScript value
//! - `lower`: JavaScript value → core values
//! - `load`: linear memory → JavaScript value
//! - `store`: JavaScript value → linear memory
//!
//! Scalars, strings and handles are written in place. What is compound and lies in memory goes through a function of
//! its own, one for each type and ABI (`outline`).

mod cases;
mod char_;
mod enum_;
mod fixed_list;
mod flags;
mod handle;
mod list;
mod map;
mod option;
mod outline;
mod record;
mod result;
mod scalar;
mod string;
mod tuple;
mod variant;

pub(crate) use outline::Key as OutlineKey;
pub(crate) use result::{
    FunctionResult, Outcome, lower_outcome, store_err_function, store_ok_function, store_outcome,
};
pub(crate) use scalar::lift_number;

use super::body::{Address, Body, Flat};
use crate::plan::{Core, Kind, Plan, Pointer, Trampoline, TypeId};
use js::Expr;
use std::collections::HashMap;

/// Core values → JavaScript value.
pub(crate) fn lift(body: &mut Body<'_, '_>, ty: TypeId, flat: &mut Flat) -> Expr {
    match is_outlined_flat(body, ty) || is_lifted_often(body, ty) {
        true => outline::lift_flat(body, ty, flat),
        false => lift_in_place(body, ty, flat),
    }
}

fn lift_in_place(body: &mut Body<'_, '_>, ty: TypeId, flat: &mut Flat) -> Expr {
    match body.kind(ty) {
        Kind::Bool | Kind::Int { .. } | Kind::Float { .. } => scalar::lift(body, ty, flat),
        Kind::Char => char_::lift(flat),
        Kind::String => string::lift(body, flat),
        Kind::Record(fields) => record::lift(body, fields, flat),
        Kind::Tuple(types) => tuple::lift(body, types, flat),
        Kind::List(element) => list::lift(body, ty, *element, flat),
        Kind::FixedList(element, length) => fixed_list::lift(body, *element, *length, flat),
        Kind::Map { .. } => map::lift(body, ty, flat),
        Kind::Variant(cases) => variant::lift(body, ty, cases, flat),
        Kind::Enum(names) => enum_::lift(body, names, flat.next(Core::I32)),
        Kind::Option(payload) => option::lift(body, ty, *payload, flat),
        Kind::Result { ok, err } => result::lift(body, ty, *ok, *err, flat),
        Kind::Flags(names) => flags::lift(body, names, flat.next(Core::I32)),
        Kind::Own(table) => handle::lift_own(body, *table, flat.next(Core::I32)),
        Kind::Borrow(table) => handle::lift_borrow(body, *table, flat.next(Core::I32)),
    }
}

/// JavaScript value → core values.
pub(crate) fn lower(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> Vec<Expr> {
    match is_outlined_flat(body, ty) {
        true => outline::lower_flat(body, ty, value),
        false => lower_in_place(body, ty, value),
    }
}

/// Whether core values of the type, too, have functions of their own: a type that has another twice, which has another
/// twice, and so on, would be written many times over.
fn is_outlined_flat(body: &Body<'_, '_>, ty: TypeId) -> bool {
    const LARGE: u32 = 200;
    let types = &body.emitter.plan.types;
    types.written_in_place(ty) > LARGE && !types.has_borrow(ty)
}

/// Whether host functions take the type, of some size, at several places: then it is lifted by a function, too.
fn is_lifted_often(body: &Body<'_, '_>, ty: TypeId) -> bool {
    const SOME: u32 = 4;
    let types = &body.emitter.plan.types;
    types.written_in_place(ty) >= SOME
        && !types.has_borrow(ty)
        && body.emitter.lifted.get(&ty).is_some_and(|times| *times > 1)
}

/// How often host functions take each type as core values.
pub(crate) fn lifted(plan: &Plan<'_>) -> HashMap<TypeId, usize> {
    let mut times = HashMap::new();
    for (_, trampoline) in plan.trampolines.iter() {
        let Trampoline::Lower { function, .. } = trampoline else { continue };
        let mut pending: Vec<_> = function.params.iter().map(|param| param.ty).collect();
        while let Some(ty) = pending.pop() {
            let times = times.entry(ty).or_insert(0);
            *times += 1;
            if *times == 1 {
                pending.extend(plan.types.parts_in_place(ty));
            }
        }
    }
    times
}

fn lower_in_place(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> Vec<Expr> {
    match body.kind(ty) {
        Kind::Bool | Kind::Int { .. } | Kind::Float { .. } => vec![scalar::lower(body, ty, value)],
        Kind::Char => vec![char_::lower(body, value)],
        Kind::String => string::lower(body, value),
        Kind::Record(fields) => record::lower(body, fields, value),
        Kind::Tuple(types) => tuple::lower(body, types, value),
        Kind::List(element) => list::lower(body, ty, *element, value),
        Kind::FixedList(element, length) => fixed_list::lower(body, *element, *length, value),
        Kind::Map { .. } => map::lower(body, ty, value),
        Kind::Variant(cases) => variant::lower(body, ty, cases, value),
        Kind::Enum(names) => vec![enum_::lower(body, names, value)],
        Kind::Option(payload) => option::lower(body, ty, *payload, value),
        Kind::Result { ok, err } => result::lower(body, ty, *ok, *err, value),
        Kind::Flags(names) => vec![flags::lower(body, names, value)],
        Kind::Own(table) => vec![handle::lower_own(body, *table, value)],
        Kind::Borrow(table) => vec![handle::lower_borrow(body, *table, value)],
    }
}

/// Linear memory → JavaScript value.
pub(crate) fn load(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    match body.kind(ty) {
        Kind::Bool | Kind::Int { .. } | Kind::Float { .. } => scalar::load(body, ty, at),
        Kind::Char => char_::load(body, at),
        Kind::String => string::load(body, at),
        Kind::List(element) => list::load(body, ty, *element, at),
        Kind::Map { .. } => map::load(body, ty, at),
        Kind::Enum(names) => enum_::load(body, names, at),
        Kind::Flags(names) => flags::load(body, names, at),
        Kind::Own(table) => handle::load_own(body, *table, at),
        Kind::Borrow(table) => handle::load_borrow(body, *table, at),
        Kind::Record(_)
        | Kind::Tuple(_)
        | Kind::FixedList(..)
        | Kind::Variant(_)
        | Kind::Option(_)
        | Kind::Result { .. } => outline::load(body, ty, at),
    }
}

/// JavaScript value → linear memory.
///
/// Reading a property may run code that calls the component again, where its memory may grow: what is read comes before
/// the view that is written to, which is renewed between the two ([`Body::freshen`]).
pub(crate) fn store(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    let is_read = value.as_ident().is_none() && !value.is_literal();
    let value = match is_read && is_written_in_place(body.kind(ty)) {
        true => {
            let item = body.bind("item", value);
            body.freshen();
            item
        }
        false => value,
    };
    match body.kind(ty) {
        Kind::Bool | Kind::Int { .. } | Kind::Float { .. } => scalar::store(body, ty, value, at),
        Kind::Char => char_::store(body, value, at),
        Kind::String => string::store(body, value, at),
        Kind::List(element) => list::store(body, ty, *element, value, at),
        Kind::Map { .. } => map::store(body, ty, value, at),
        Kind::Enum(names) => enum_::store(body, names, value, at),
        Kind::Flags(names) => flags::store(body, names, value, at),
        Kind::Own(table) => handle::store_own(body, *table, value, at),
        Kind::Borrow(table) => handle::store_borrow(body, *table, value, at),
        Kind::Record(_)
        | Kind::Tuple(_)
        | Kind::FixedList(..)
        | Kind::Variant(_)
        | Kind::Option(_)
        | Kind::Result { .. } => outline::store(body, ty, value, at),
    }
}

/// Whether values of the kind go directly into a view of the memory.
pub(crate) fn is_written_in_place(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Bool
            | Kind::Int { .. }
            | Kind::Float { .. }
            | Kind::Char
            | Kind::Enum(_)
            | Kind::Flags(_)
            | Kind::Own(_)
            | Kind::Borrow(_)
    )
}

/// Whether lowering the type makes borrow handles: of resources that the component itself defines, it gets the
/// representation.
pub(crate) fn lends(body: &Body<'_, '_>, ty: TypeId) -> bool {
    let plan = body.emitter.plan;
    let mut pending = vec![ty];
    while let Some(ty) = pending.pop() {
        if let Kind::Borrow(table) = body.kind(ty) {
            let table =
                plan.resource_tables[*table].expect("plan: handles that pass a boundary have a table");
            if !body.emitter.is_owner(table) {
                return true;
            }
        }
        if plan.types.has_borrow(ty) {
            pending.extend(plan.types.parts(ty));
        }
    }
    false
}

/// Whether `load` and `store` are one call, which is given the address.
pub(crate) fn is_moved_by_call(body: &Body<'_, '_>, ty: TypeId) -> bool {
    let is_call = match body.kind(ty) {
        Kind::String | Kind::List(_) => body.pointer() == Pointer::Bits32,
        Kind::Record(_)
        | Kind::Tuple(_)
        | Kind::FixedList(..)
        | Kind::Variant(_)
        | Kind::Option(_)
        | Kind::Result { .. } => true,
        _ => false,
    };
    is_call && !body.emitter.plan.types.has_borrow(ty)
}

/// `load` of a compound value, in place: the body of its outlined function.
fn load_in_place(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    match body.kind(ty) {
        Kind::Record(fields) => record::load(body, fields, at),
        Kind::Tuple(types) => tuple::load(body, types, at),
        Kind::FixedList(element, length) => fixed_list::load(body, *element, *length, at),
        Kind::Variant(cases) => variant::load(body, ty, cases, at),
        Kind::Option(payload) => option::load(body, ty, *payload, at),
        Kind::Result { ok, err } => result::load(body, ty, *ok, *err, at),
        kind => unreachable!("{kind:?} is loaded where it is needed"),
    }
}

/// `store` of a compound value, in place: the body of its outlined function.
fn store_in_place(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    match body.kind(ty) {
        Kind::Record(fields) => record::store(body, fields, value, at),
        Kind::Tuple(types) => tuple::store(body, types, value, at),
        Kind::FixedList(element, length) => fixed_list::store(body, *element, *length, value, at),
        Kind::Variant(cases) => variant::store(body, ty, cases, value, at),
        Kind::Option(payload) => option::store(body, ty, *payload, value, at),
        Kind::Result { ok, err } => result::store(body, ty, *ok, *err, value, at),
        kind => unreachable!("{kind:?} is stored where it is needed"),
    }
}

impl<'p> Body<'_, 'p> {
    pub(crate) fn kind(&self, ty: TypeId) -> &'p Kind {
        let plan = self.emitter.plan;
        plan.types.kind(ty)
    }

    fn size(&self, ty: TypeId) -> u32 {
        self.emitter.plan.types.size(ty, self.pointer())
    }

    fn align(&self, ty: TypeId) -> u32 {
        self.emitter.plan.types.align(ty, self.pointer())
    }

    fn payload_offset(&self, cases: &[Option<TypeId>]) -> u32 {
        self.emitter.plan.types.payload_offset(cases, self.pointer())
    }

    fn offsets(&self, types: &[TypeId]) -> Vec<u32> {
        self.emitter.plan.types.offsets(types, self.pointer())
    }

    fn flat(&self, ty: TypeId) -> Vec<Core> {
        self.emitter.plan.types.flat(ty, self.pointer()).expect("plan: what is lifted flat has a flat form")
    }
}
