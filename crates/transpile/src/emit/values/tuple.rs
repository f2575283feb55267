//! `tuple`: an array.

use super::super::body::{Address, Body, Flat};
use super::fixed_list;
use super::{lift as lift_value, load as load_value, lower as lower_value, store as store_value};
use crate::plan::TypeId;
use js::{Expr, array};

pub(super) fn lift(body: &mut Body<'_, '_>, types: &[TypeId], flat: &mut Flat) -> Expr {
    array(types.iter().map(|&ty| lift_value(body, ty, flat)).collect::<Vec<_>>())
}

pub(super) fn lower(body: &mut Body<'_, '_>, types: &[TypeId], value: Expr) -> Vec<Expr> {
    let value = body.simple("tuple", value);
    let lowered = types.iter().enumerate().map(|(i, &ty)| lower_value(body, ty, value.clone().at(i)));
    lowered.collect::<Vec<_>>().concat()
}

pub(super) fn load(body: &mut Body<'_, '_>, types: &[TypeId], at: &Address) -> Expr {
    if is_uniform(body, types) {
        return fixed_list::load(body, types[0], types.len() as u32, at);
    }
    let offsets = body.offsets(types);
    let items = types.iter().zip(offsets).map(|(&ty, offset)| load_value(body, ty, &at.add(offset)));
    array(items.collect::<Vec<_>>())
}

pub(super) fn store(body: &mut Body<'_, '_>, types: &[TypeId], value: Expr, at: &Address) {
    let value = body.simple("tuple", value);
    if is_uniform(body, types) {
        return fixed_list::store_items(body, types[0], types.len() as u32, value, at);
    }
    for (i, (&ty, offset)) in types.iter().zip(body.offsets(types)).enumerate() {
        store_value(body, ty, value.clone().at(i), &at.add(offset));
    }
}

/// Whether it is many numbers of one type, which a loop moves.
fn is_uniform(body: &Body<'_, '_>, types: &[TypeId]) -> bool {
    types.len() > 3
        && types.iter().all(|ty| body.kind(*ty) == body.kind(types[0]))
        && body.emitter.plan.types.is_number(types[0])
}
