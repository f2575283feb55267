//! `result`: `{ tag: 'ok', val }` or `{ tag: 'err', val }`; as the result of a function, what it returns or throws.

use super::super::body::{Address, Body, Flat};
use super::cases::{self, Which, tagged};
use super::handle;
use super::outline::{self, Outline};
use super::{is_moved_by_call, lift as lift_value, load as load_value, store as store_value};
use crate::plan::{Core, Kind, Pointer, TypeId};
use js::{Expr, Stmt, helper, id, if_, new, string, throw, undefined};

pub(super) fn lift(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    ok: Option<TypeId>,
    err: Option<TypeId>,
    flat: &mut Flat,
) -> Expr {
    cases::lift(body, ty, &[ok, err], flat, &wrap(ok, err))
}

pub(super) fn lower(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    ok: Option<TypeId>,
    err: Option<TypeId>,
    value: Expr,
) -> Vec<Expr> {
    let value = body.simple("result", value);
    cases::lower(body, ty, &[ok, err], which(value.clone().dot("tag")), value.dot("val"))
}

pub(super) fn load(
    body: &mut Body<'_, '_>,
    _: TypeId,
    ok: Option<TypeId>,
    err: Option<TypeId>,
    at: &Address,
) -> Expr {
    cases::load(body, &[ok, err], at, &wrap(ok, err))
}

pub(super) fn store(
    body: &mut Body<'_, '_>,
    _: TypeId,
    ok: Option<TypeId>,
    err: Option<TypeId>,
    value: Expr,
    at: &Address,
) {
    let value = body.simple("result", value);
    let (tag, val) = cases::taken(body, &[ok, err], value);
    body.freshen();
    cases::store(body, &[ok, err], which(tag), val, at);
}

/// Peers always write `val` here, also for no payload.
fn wrap(_: Option<TypeId>, _: Option<TypeId>) -> impl Fn(usize, Option<Expr>) -> Expr {
    |i, payload| tagged(["ok", "err"][i], true, payload)
}

fn which(tag: Expr) -> Which {
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
    pub fn unwrap(
        self,
        body: &mut Body<'_, '_>,
        types: [Option<TypeId>; 2],
        finish: &[Stmt],
    ) -> Option<Expr> {
        let (disc, payload) = match self {
            FunctionResult::Flat(mut flat) => (flat.next(Core::I32), Payload::Flat(flat)),
            FunctionResult::At(at) => {
                let offset = body.payload_offset(&types);
                (cases::load_discriminant(body, 2, &at), Payload::At(at.add(offset)))
            }
        };
        let (mut failed, error) = body.block(|body| {
            let payload = types[1].map(|ty| payload.read(body, ty));
            let error = thrown(body, payload);
            if finish.is_empty() { error } else { body.bind("error", error) }
        });
        failed.extend_from_slice(finish);
        failed.push(throw(body.emitter.leave(Some(error))));
        let is_err = match body.emitter.options.valid_lifting_optimization {
            true => disc.ne(0),
            false => helper("isSecond").call((disc,)),
        };
        body.push(if_(is_err, failed));
        types[0].map(|ty| payload.read(body, ty))
    }
}

/// `new ComponentError(payload)`, or what the payload is itself.
fn thrown(body: &Body<'_, '_>, payload: Option<Expr>) -> Expr {
    match body.emitter.options.no_component_error_wrapping {
        true => payload.unwrap_or_else(undefined),
        false => new(helper("ComponentError"), payload.into_iter().collect::<Vec<_>>()),
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

/// `storeOk5(value, out)`, the function that stores what a host function returned, and the value to give it: where that
/// is a resource its handle, so that all resources share the function.
pub(crate) fn store_ok_function(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    ok: Option<TypeId>,
    value: Expr,
) -> (String, Expr) {
    let value = match ok.map(|ok| body.kind(ok)) {
        Some(Kind::Own(table)) => handle::lower_own(body, *table, value),
        _ => value,
    };
    let function = outline::store_outcome(body, Outline::StoreOk, ty, |body, out| {
        let value = body.scope.unique("value");
        let layout = [Expr::from(body.size(ty)), Expr::from(body.align(ty))];
        let at = outcome_at(body, &out, layout, 0);
        match ok {
            Some(own) if matches!(body.kind(own), Kind::Own(_)) => {
                let at = Address::new(body.bind("at", at));
                handle::store_handle(body, id(&value), &at);
            }
            Some(ok) => store_payload(body, ok, id(&value), at),
            None => body.push(js::expr(at)),
        }
        vec![value, out]
    });
    (function, value)
}

/// `storeErr5(error, out, size, align)`, the function that stores what a host function threw.
pub(crate) fn store_err_function(body: &mut Body<'_, '_>, ty: TypeId, err: Option<TypeId>) -> String {
    outline::store_outcome(body, Outline::StoreErr, ty, |body, out| {
        let [error, size, align] = ["error", "size", "align"].map(|name| body.scope.unique(name));
        let payload = helper("errorPayload").call((id(&error),));
        let at = outcome_at(body, &out, [id(&size), id(&align)], 1);
        match err {
            Some(err) => store_payload(body, err, payload, at),
            None => body.statements.extend([js::expr(payload), js::expr(at)]),
        }
        vec![error, out, size, align]
    })
}

/// `storeUtf8(mem0, alloc0, value, outcomeAt(…));`, or with the address in a constant.
fn store_payload(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: Expr) {
    let at = if is_moved_by_call(body, ty) { at } else { body.bind("at", at) };
    store_value(body, ty, value, &Address::new(at));
}

/// `outcomeAt(mem0, out, 8, 4, 1)`: the address of the payload, as far from the beginning as the result is aligned.
fn outcome_at(body: &mut Body<'_, '_>, out: &str, [size, align]: [Expr; 2], discriminant: u32) -> Expr {
    let outcome_at = helper(match body.pointer() {
        Pointer::Bits32 => "outcomeAt",
        Pointer::Bits64 => "outcomeAt64",
    });
    let discriminant = (discriminant != 0).then(|| Expr::from(discriminant));
    let args = [body.memory(), id(out), size, align].into_iter().chain(discriminant);
    outcome_at.call(args.collect::<Vec<_>>())
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
pub(crate) fn lower_outcome(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    types: [Option<TypeId>; 2],
    outcome: &Outcome,
) -> Vec<Expr> {
    cases::lower(body, ty, &types, outcome.which(), id(&outcome.value))
}

/// The outcome in linear memory.
pub(crate) fn store_outcome(
    body: &mut Body<'_, '_>,
    types: [Option<TypeId>; 2],
    outcome: &Outcome,
    at: &Address,
) {
    cases::store(body, &types, outcome.which(), id(&outcome.value), at);
}
