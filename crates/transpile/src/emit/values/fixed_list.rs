//! `list<T, N>`: an array of N elements, which lie in place.

use super::super::body::{Address, Body, Flat};
use super::{lift as lift_value, load as load_value, lower as lower_value, store as store_value};
use crate::plan::TypeId;
use js::{Expr, array, const_, expr, for_count, helper, id, new};

pub(super) fn lift(body: &mut Body<'_, '_>, element: TypeId, length: u32, flat: &mut Flat) -> Expr {
    array((0..length).map(|_| lift_value(body, element, flat)).collect::<Vec<_>>())
}

pub(super) fn lower(body: &mut Body<'_, '_>, element: TypeId, length: u32, value: Expr) -> Vec<Expr> {
    let value = checked(body, length, value);
    let lowered = (0..length).map(|i| lower_value(body, element, value.clone().at(i)));
    lowered.collect::<Vec<_>>().concat()
}

pub(super) fn load(body: &mut Body<'_, '_>, element: TypeId, length: u32, at: &Address) -> Expr {
    let list = body.bind("list", new(id("Array"), (length,)));
    each(body, element, length, at, |body, index, at| {
        let item = load_value(body, element, at);
        body.push(expr(list.clone().at(index).assign(item)));
    });
    list
}

pub(super) fn store(body: &mut Body<'_, '_>, element: TypeId, length: u32, value: Expr, at: &Address) {
    let value = checked(body, length, value);
    store_items(body, element, length, value, at);
}

/// `for (let i = 0; i < 4; i++) mem0.u8[ptr + i] = value[i];`
pub(super) fn store_items(body: &mut Body<'_, '_>, element: TypeId, length: u32, value: Expr, at: &Address) {
    each(body, element, length, at, |body, index, at| {
        store_value(body, element, value.clone().at(index), at)
    });
}

fn checked(body: &mut Body<'_, '_>, length: u32, value: Expr) -> Expr {
    let value = body.simple("list", value);
    body.push(expr(helper("checkLength").call((value.clone(), length))));
    value
}

/// `for (let i = 0; i < length; i++) { const at = ptr + i * 4; … }`
fn each(
    body: &mut Body<'_, '_>,
    element: TypeId,
    length: u32,
    at: &Address,
    make: impl FnOnce(&mut Body<'_, '_>, Expr, &Address),
) {
    let index = body.scope.unique("i");
    let size = body.size(element);
    let item_at = at.expr() + if size == 1 { id(&index) } else { id(&index) * size };
    let statements = match body.emitter.plan.types.is_number(element) {
        true => body.block(|body| make(body, id(&index), &Address::new(item_at))).0,
        false => {
            let name = body.scope.unique("at");
            let (mut statements, ()) = body.block(|body| make(body, id(&index), &Address::new(id(&name))));
            statements.insert(0, const_(&name, item_at));
            statements
        }
    };
    body.push(for_count(&index, length, statements));
}
