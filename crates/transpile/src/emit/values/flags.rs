//! `flags`: an object of booleans with camelCase keys, or a bigint where the style says so.

use super::super::body::{Address, Body};
use super::record::member;
use crate::names::lower_camel;
use js::{Expr, Prop, expr, id, num, object};

pub(super) fn lift(body: &mut Body<'_, '_>, names: &[String], bits: Expr) -> Expr {
    if is_bigint(body) {
        return id("BigInt").call((masked(names, bits).ushr(0),));
    }
    let bits = body.simple("flags", bits);
    let props = names.iter().enumerate().map(|(i, name)| {
        Prop::init(lower_camel(name), bits.clone().bit_and(bit(i)).ne(0))
    });
    object(props.collect::<Vec<_>>())
}

pub(super) fn lower(body: &mut Body<'_, '_>, names: &[String], value: Expr) -> Expr {
    if is_bigint(body) {
        let low = id("BigInt").dot("asUintN").call((names.len(), value));
        return id("Number").call((low,));
    }
    let value = body.simple("flags", value);
    let bits = names.iter().enumerate().map(|(i, name)| member(&value, name).cond(bit(i), 0));
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
    let store = match names.len() {
        0..=8 => body.u8().at(at.expr()).assign(bits),
        9..=16 => body.view().dot("setUint16").call((at.expr(), bits, true)),
        _ => body.view().dot("setUint32").call((at.expr(), bits, true)),
    };
    body.push(expr(store));
}

fn is_bigint(body: &Body<'_, '_>) -> bool {
    let style = body.emitter.options.style;
    style.flags_as_bigint || style.use_namespace_objects
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

