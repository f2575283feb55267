//! `bool`, integers and floats.

use super::super::body::{Address, Body, Flat};
use crate::plan::{Core, Kind, TypeId};
use js::{Expr, expr, helper, num};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, flat: &mut Flat) -> Expr {
    lift_kind(body.kind(ty), flat)
}

/// `lift` of a single core value.
pub(crate) fn lift_number(body: &Body<'_, '_>, ty: TypeId, value: Expr, core: Core) -> Expr {
    lift_kind(body.kind(ty), &mut Flat::new([(value, core)]))
}

fn lift_kind(kind: &Kind, flat: &mut Flat) -> Expr {
    let core = flat.next(core(kind));
    match kind {
        Kind::Bool => core.ne(0),
        Kind::Int { bits: 8, signed: false } => core.bit_and(0xff),
        Kind::Int { bits: 8, signed: true } => core.shl(24).shr(24),
        Kind::Int { bits: 16, signed: false } => core.bit_and(0xffff),
        Kind::Int { bits: 16, signed: true } => core.shl(16).shr(16),
        Kind::Int { bits: 32, signed: false } => core.ushr(0),
        Kind::Int { bits: 64, signed: false } => helper("asU64").call((core,)),
        _ => core,
    }
}

/// Wrapping, as the engine would do itself: here it is done before the component is entered.
pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> Expr {
    let kind = body.kind(ty);
    let value = checked(body, kind, value);
    match kind {
        Kind::Bool => value.cond(1, 0),
        Kind::Int { bits: 8, signed: false } => value.bit_and(0xff),
        Kind::Int { bits: 8, signed: true } => value.shl(24).shr(24),
        Kind::Int { bits: 16, signed: false } => value.bit_and(0xffff),
        Kind::Int { bits: 16, signed: true } => value.shl(16).shr(16),
        // An i32 either way, and a small integer to the engine.
        Kind::Int { bits: 32, .. } => value.bit_or(0),
        Kind::Int { .. } => helper("toBigInt").call((value,)),
        _ => value.plus(),
    }
}

pub(super) fn load(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    let kind = body.kind(ty);
    match kind {
        Kind::Bool => body.u8().at(at.expr()).ne(0),
        Kind::Int { bits: 8, signed: false } => body.u8().at(at.expr()),
        Kind::Int { bits: 8, signed: true } => body.view().dot("getInt8").call((at.expr(),)),
        _ => body.view().dot(format!("get{}", accessor(kind))).call((at.expr(), true)),
    }
}

pub(super) fn store(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    let kind = body.kind(ty);
    let value = checked(body, kind, value);
    let store = match kind {
        Kind::Bool => body.u8().at(at.expr()).assign(value.cond(1, 0)),
        Kind::Int { bits: 8, .. } => body.u8().at(at.expr()).assign(value),
        Kind::Int { bits: 64, .. } => {
            let value = helper("toBigInt").call((value,));
            body.view().dot(format!("set{}", accessor(kind))).call((at.expr(), value, true))
        }
        _ => body.view().dot(format!("set{}", accessor(kind))).call((at.expr(), value, true)),
    };
    body.push(expr(store));
}

fn core(kind: &Kind) -> Core {
    match kind {
        Kind::Int { bits: 64, .. } => Core::I64,
        Kind::Float { bits: 32 } => Core::F32,
        Kind::Float { .. } => Core::F64,
        _ => Core::I32,
    }
}

/// The end of the names of `DataView` methods: `Uint32`, `BigInt64`.
fn accessor(kind: &Kind) -> String {
    match kind {
        Kind::Int { bits: 64, signed } => format!("Big{}64", if *signed { "Int" } else { "Uint" }),
        Kind::Int { bits, signed } => format!("{}{bits}", if *signed { "Int" } else { "Uint" }),
        Kind::Float { bits } => format!("Float{bits}"),
        kind => unreachable!("{kind:?} has no accessor"),
    }
}

/// With `--strict`, the value or a TypeError: `strictInt(value, 0, 255)`.
fn checked(body: &mut Body<'_, '_>, kind: &Kind, value: Expr) -> Expr {
    if !body.emitter.options.strict {
        return value;
    }
    match kind {
        Kind::Bool => helper("strictBool").call((value,)),
        Kind::Int { bits: 64, signed } => {
            let (low, high) = match signed {
                true => (i128::from(i64::MIN), i128::from(i64::MAX)),
                false => (0, i128::from(u64::MAX)),
            };
            helper("strictBigInt").call((value, js::big(low), js::big(high)))
        }
        Kind::Int { bits, signed } => {
            let span = 2f64.powi(i32::from(*bits));
            let low = if *signed { -span / 2.0 } else { 0.0 };
            helper("strictInt").call((value, num(low), num(low + span - 1.0)))
        }
        _ => helper("strictNumber").call((value,)),
    }
}
