//! `result`: `{ tag: 'ok', val }` or `{ tag: 'err', val }`; as the result of a function, what it returns or throws.

use super::super::body::{Address, Body, Flat};
use super::cases::{self, Which, tagged};
use super::outline::{self, Outline};
use super::{lift as lift_value, load as load_value, store as store_value};
use crate::plan::{Core, Pointer, TypeId};
use js::{Expr, Stmt, helper, id, if_, new, string, throw, undefined};

pub(super) fn lift(body: &mut Body<'_, '_>, ty: TypeId, ok: Option<TypeId>, err: Option<TypeId>, flat: &mut Flat) -> Expr {
    cases::lift(body, ty, &[ok, err], flat, &wrap(ok, err))
}

pub(super) fn lower(body: &mut Body<'_, '_>, ty: TypeId, ok: Option<TypeId>, err: Option<TypeId>, value: Expr) -> Vec<Expr> {
    let value = body.simple("result", value);
    cases::lower(body, ty, &[ok, err], which(&value), value.dot("val"))
}

pub(super) fn load(body: &mut Body<'_, '_>, _: TypeId, ok: Option<TypeId>, err: Option<TypeId>, at: &Address) -> Expr {
    cases::load(body, &[ok, err], at, &wrap(ok, err))
}

pub(super) fn store(body: &mut Body<'_, '_>, _: TypeId, ok: Option<TypeId>, err: Option<TypeId>, value: Expr, at: &Address) {
    let value = body.simple("result", value);
    cases::store(body, &[ok, err], which(&value), value.dot("val"), at);
}

/// Peers always write `val` here, also for no payload.
fn wrap(_: Option<TypeId>, _: Option<TypeId>) -> impl Fn(usize, Option<Expr>) -> Expr {
    |i, payload| tagged(["ok", "err"][i], true, payload)
}

fn which(value: &Expr) -> Which {
    let tag = value.clone().dot("tag");
    let invalid = helper("invalidCase").call((string("result"), tag.clone()));
    Which::Tagged { tag, tags: vec!["ok".into(), "err".into()], invalid }
}

/// The core result of an exported function whose type is a `result`.
pub(crate) enum FunctionResult {
    Flat(Flat),
    At(Address),
}

impl FunctionResult {
    /// Throws where it is `err`, after `finish`, else gives the value of `ok`.
    pub fn unwrap(self, body: &mut Body<'_, '_>, types: [Option<TypeId>; 2], finish: &[Stmt]) -> Option<Expr> {
        let (disc, payload) = match self {
            FunctionResult::Flat(mut flat) => (flat.next(Core::I32), Payload::Flat(flat)),
            FunctionResult::At(at) => {
                let offset = body.payload_offset(&types);
                (cases::load_discriminant(body, 2, &at), Payload::At(at.add(offset)))
            }
        };
        let disc = body.simple("disc", disc);
        let (mut failed, error) = body.block(|body| types[1].map(|ty| payload.read(body, ty)));
        let error = match error {
            Some(error) => {
                let (bound, error) = body.block(|body| body.simple("error", error));
                failed.extend(bound);
                error
            }
            None => undefined(),
        };
        failed.extend_from_slice(finish);
        failed.push(js::expr(helper("leave").call((id("root"),))));
        failed.push(throw(match body.emitter.options.no_component_error_wrapping {
            true => error,
            false => new(helper("ComponentError"), (error,)),
        }));
        if !body.emitter.options.valid_lifting_optimization {
            let invalid = helper("invalidDiscriminant").call((disc.clone(), 2));
            body.push(if_(disc.clone().ushr(0).gt(1), vec![js::expr(invalid)]));
        }
        body.push(if_(disc.ne(0), failed));
        types[0].map(|ty| payload.read(body, ty))
    }
}

enum Payload {
    Flat(Flat),
    At(Address),
}

impl Payload {
    fn read(&self, body: &mut Body<'_, '_>, ty: TypeId) -> Expr {
        match self {
            Payload::Flat(flat) => lift_value(body, ty, &mut flat.copy()),
            Payload::At(at) => load_value(body, ty, at),
        }
    }
}

/// `storeOk5(value, retptr)`, the function that stores what a host function returned.
pub(crate) fn store_ok_function(body: &mut Body<'_, '_>, ty: TypeId, types: [Option<TypeId>; 2]) -> String {
    outline::store_outcome(body, Outline::StoreOk, ty, |body, retptr| {
        let value = types[0].map(|ty| (ty, body.scope.unique("value")));
        let at = outcome_at(body, ty, &retptr, 0);
        if let Some((ty, value)) = &value {
            store_value(body, *ty, id(value), &at.add(body.payload_offset(&types)));
        }
        value.map(|(_, value)| value).into_iter().chain([retptr]).collect()
    })
}

/// `storeErr5(error, retptr)`, the function that stores what a host function threw.
pub(crate) fn store_err_function(body: &mut Body<'_, '_>, ty: TypeId, types: [Option<TypeId>; 2]) -> String {
    outline::store_outcome(body, Outline::StoreErr, ty, |body, retptr| {
        let error = body.scope.unique("error");
        let payload = helper("errorPayload").call((id(&error),));
        match types[1] {
            Some(err) => {
                let at = outcome_at(body, ty, &retptr, 1);
                store_value(body, err, payload, &at.add(body.payload_offset(&types)));
            }
            None => {
                body.push(js::expr(payload));
                outcome_at(body, ty, &retptr, 1);
            }
        }
        vec![error, retptr]
    })
}

/// `const at = outcomeAt(memory0, retptr, 8, 4, 1);`
fn outcome_at(body: &mut Body<'_, '_>, ty: TypeId, retptr: &str, discriminant: u32) -> Address {
    let retptr = match body.pointer() {
        Pointer::Bits32 => id(retptr),
        Pointer::Bits64 => body.pointer_from_core(id(retptr)),
    };
    let at = helper("outcomeAt").call((body.memory(), retptr, body.size(ty), body.align(ty), discriminant));
    Address::new(body.bind("at", at))
}

/// What a host function whose type is a `result` did: the variable that says it threw, and the one with its value.
pub(crate) struct Outcome {
    pub threw: String,
    pub value: String,
}

impl Outcome {
    fn which(&self) -> Which {
        Which::Second(id(&self.threw))
    }
}

/// The core values of an outcome.
pub(crate) fn lower_outcome(body: &mut Body<'_, '_>, ty: TypeId, types: [Option<TypeId>; 2], outcome: &Outcome) -> Vec<Expr> {
    cases::lower(body, ty, &types, outcome.which(), id(&outcome.value))
}

/// The outcome in linear memory.
pub(crate) fn store_outcome(body: &mut Body<'_, '_>, types: [Option<TypeId>; 2], outcome: &Outcome, at: &Address) {
    cases::store(body, &types, outcome.which(), id(&outcome.value), at);
}
