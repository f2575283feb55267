//! `variant`: an object with the case's name as `tag` and its payload, if any, as `val`.

use super::super::body::{Address, Body, Flat};
use super::cases::{self, Which, tagged};
use crate::plan::{Case, TypeId};
use js::{Expr, helper, string};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, cases: &[Case], flat: &mut Flat) -> Expr {
    cases::lift(body, ty, &types(cases), flat, &wrap(cases))
}

pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, cases: &[Case], value: Expr) -> Vec<Expr> {
    let value = body.simple("variant", value);
    cases::lower(body, ty, &types(cases), which(cases, value.clone().dot("tag")), value.dot("val"))
}

pub(super) fn load(body: &mut Body<'_, '_>, _: TypeId, cases: &[Case], at: &Address) -> Expr {
    cases::load(body, &types(cases), at, &wrap(cases))
}

pub(super) fn store(body: &mut Body<'_, '_>, _: TypeId, cases: &[Case], value: Expr, at: &Address) {
    let value = body.simple("variant", value);
    let (tag, val) = cases::taken(body, &types(cases), value);
    body.freshen();
    cases::store(body, &types(cases), which(cases, tag), val, at);
}

fn types(cases: &[Case]) -> Vec<Option<TypeId>> {
    cases.iter().map(|case| case.ty).collect()
}

fn wrap(cases: &[Case]) -> impl Fn(usize, Option<Expr>) -> Expr {
    |i, payload| tagged(&cases[i].name, cases[i].ty.is_some(), payload)
}

fn which(cases: &[Case], tag: Expr) -> Which {
    let invalid = helper("invalidCase").call((string("variant"), tag.clone()));
    Which::Tagged { tag, tags: cases.iter().map(|case| case.name.clone()).collect(), invalid }
}
