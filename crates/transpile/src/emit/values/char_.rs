//! `char`: one Unicode scalar value, a string of one code point in JavaScript.

use super::super::body::{Address, Body, Flat};
use crate::plan::Core;
use js::{Expr, expr, helper};

pub(super) fn lift(flat: &mut Flat) -> Expr {
    helper("liftChar").call((flat.next(Core::I32).ushr(0),))
}

pub(super) fn lower(body: &Body<'_, '_>, value: Expr) -> Expr {
    let value = match body.emitter.options.strict {
        true => helper("strictString").call((value,)),
        false => value,
    };
    helper("lowerChar").call((value,))
}

pub(super) fn load(body: &mut Body<'_, '_>, at: &Address) -> Expr {
    helper("liftChar").call((body.view().dot("getUint32").call((at.expr(), true)),))
}

pub(super) fn store(body: &mut Body<'_, '_>, value: Expr, at: &Address) {
    let code = lower(body, value);
    let store = body.view().dot("setUint32").call((at.expr(), code, true));
    body.push(expr(store));
}
