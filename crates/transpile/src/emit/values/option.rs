//! `option`: the value or `undefined`; where the value itself may be `undefined`, `{ tag: 'some', val }` or
//! `{ tag: 'none' }`. `null` is none, too.

use super::super::body::{Address, Body, Flat};
use super::cases::{self, Which, tagged};
use crate::plan::{Kind, TypeId};
use js::{Expr, helper, null, string, undefined};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, payload: TypeId, flat: &mut Flat) -> Expr {
    let wrap = wrap(is_tagged(body, payload));
    cases::lift(body, ty, &[None, Some(payload)], flat, &wrap)
}

pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, payload: TypeId, value: Expr) -> Vec<Expr> {
    let value = body.simple("option", value);
    match is_tagged(body, payload) {
        true => {
            let tag = value.clone().dot("tag");
            cases::lower(body, ty, &[None, Some(payload)], which_tag(tag, &value), value.dot("val"))
        }
        false => {
            let some = body.bind("isSome", is_some(&value));
            cases::lower(body, ty, &[None, Some(payload)], Which::Second(some), value)
        }
    }
}

pub(super) fn load(body: &mut Body<'_, '_>, _: TypeId, payload: TypeId, at: &Address) -> Expr {
    let wrap = wrap(is_tagged(body, payload));
    cases::load(body, &[None, Some(payload)], at, &wrap)
}

pub(super) fn store(body: &mut Body<'_, '_>, _: TypeId, payload: TypeId, value: Expr, at: &Address) {
    let value = body.simple("option", value);
    match is_tagged(body, payload) {
        true => {
            let (tag, val) = cases::taken(body, &[None, Some(payload)], value.clone());
            body.freshen();
            cases::store(body, &[None, Some(payload)], which_tag(tag, &value), val, at)
        }
        false => {
            body.freshen();
            cases::store(body, &[None, Some(payload)], Which::Second(is_some(&value)), value, at)
        }
    }
}

/// Whether a payload could be taken for `none`: whether it is an option that is not tagged itself.
fn is_tagged(body: &Body<'_, '_>, payload: TypeId) -> bool {
    match body.kind(payload) {
        Kind::Option(inner) => !is_tagged(body, *inner),
        _ => false,
    }
}

fn wrap(is_tagged: bool) -> impl Fn(usize, Option<Expr>) -> Expr {
    move |i, payload| match (is_tagged, i) {
        (true, 0) => tagged("none", false, None),
        (true, _) => tagged("some", true, payload),
        (false, 0) => undefined(),
        (false, _) => payload.expect("some has a payload"),
    }
}

/// `value != null`
fn is_some(value: &Expr) -> Expr {
    value.clone().loose_ne(null())
}

fn which_tag(tag: Expr, value: &Expr) -> Which {
    let invalid = helper("invalidCase").call((string("option"), value.clone()));
    Which::Tagged { tag, tags: vec!["none".into(), "some".into()], invalid }
}
