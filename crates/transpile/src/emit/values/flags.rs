//! `flags`: an object of booleans with camelCase keys, or a bigint where the style says so.

use super::super::body::{Address, Body};
use super::record::member;
use crate::names::{distinct, lower_camel};
use js::{Expr, Prop, expr, helper, id, num, object};

pub(super) fn lift(body: &mut Body<'_, '_>, names: &[String], bits: Expr) -> Expr {
    if is_bigint(body) {
        return id("BigInt").call((masked(names, bits).ushr(0),));
    }
    let bits = body.simple("flags", bits);
    let props = keys(names)
        .into_iter()
        .enumerate()
        .map(|(i, key)| Prop::init(key, bits.clone().bit_and(bit(i)).ne(0)));
    object(props.collect::<Vec<_>>())
}

pub(super) fn lower(body: &mut Body<'_, '_>, names: &[String], value: Expr) -> Expr {
    if is_bigint(body) {
        return helper("lowerFlags").call((value, names.len()));
    }
    let value = body.bind("flags", value.nullish(object([])));
    let bits = keys(names).into_iter().enumerate().map(|(i, key)| member(&value, key).cond(bit(i), 0));
    bits.reduce(Expr::bit_or).unwrap_or_else(|| num(0.0))
}

pub(super) fn load(body: &mut Body<'_, '_>, names: &[String], at: &Address) -> Expr {
    let bits = match names.len() {
        0..=8 => body.u8().at(at.expr()),
        9..=16 => body.view().dot("getUint16").call((at.expr(), true)),
        _ => body.view().dot("getUint32").call((at.expr(), true)),
    };
    lift(body, names, bits)
}

pub(super) fn store(body: &mut Body<'_, '_>, names: &[String], value: Expr, at: &Address) {
    let bits = lower(body, names, value);
    let bits = body.bind("bits", bits);
    body.freshen();
    let store = match names.len() {
        0..=8 => body.u8().at(at.expr()).assign(bits),
        9..=16 => body.view().dot("setUint16").call((at.expr(), bits, true)),
        _ => body.view().dot("setUint32").call((at.expr(), bits, true)),
    };
    body.push(expr(store));
}

fn is_bigint(body: &Body<'_, '_>) -> bool {
    body.emitter.options.style.has_bigint_flags()
}

fn keys(names: &[String]) -> Vec<String> {
    distinct(names.iter().map(|name| lower_camel(name)))
}

/// The bit as an i32 literal: bit 31 is negative.
fn bit(i: usize) -> i32 {
    1i32 << i
}

/// Without the bits that stand for no name.
fn masked(names: &[String], bits: Expr) -> Expr {
    match names.len() {
        32 => bits,
        count => bits.bit_and((1i32 << count) - 1),
    }
}
