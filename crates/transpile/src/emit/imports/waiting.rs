//! Lowered imports that may give promises: what follows the call of the host is a function, which the engine's suspension
//! comes before if there is a promise to wait for.

use super::super::body::Body;
use super::super::tracing;
use super::super::values::{self, Outcome};
use super::{Called, host_call, lower_result, may_outline};
use crate::plan::{Function, ImportId, TypeId};
use js::{Body as ArrowBody, Expr, Pattern, Stmt, arrow, const_, expr, helper, id, return_};

/// `return callWaiting(root, () => wait(x), (value) => { … }, (error) => …);`
///
/// Other functions than WASI's may call components that cannot be suspended: these are not told that they may wait so.
pub(super) fn call(
    body: &mut Body<'_, '_>,
    import: ImportId,
    interface: &str,
    function: &Function,
    values: Vec<Expr>,
    out: Option<String>,
) {
    let call = arrow((), host_call(body, import, function, values));
    let call = match body.emitter.waits_in_wasi(import) {
        true => arrow((), helper("byPromise").call((call,))),
        false => call,
    };
    let types = body.emitter.result_types(function.result);
    let followed = match (types, &out) {
        (Some(types), Some(out)) if may_outline(body, function) => outlined(body, function, types, out),
        (Some(_), _) => outcome(body, interface, function, out),
        (None, _) => vec![value(body, interface, function, out)],
    };
    let args = [body.emitter.root(), call].into_iter().chain(followed);
    let called = helper("callWaiting").call(args.collect::<Vec<_>>());
    let called = match body.emitter.plan.guests_catch {
        true => helper("carryingFailure").call((called,)),
        false => called,
    };
    body.push(return_(Some(called)));
}

/// `(value) => storeOk5(value, out), (error) => storeErr5(error, out, 8, 4)`
fn outlined(
    body: &mut Body<'_, '_>,
    function: &Function,
    types: [Option<TypeId>; 2],
    out: &str,
) -> Vec<Expr> {
    let ty = function.result.expect("outcomes are of functions with results");
    let layout =
        [body.emitter.plan.types.size(ty, body.pointer()), body.emitter.plan.types.align(ty, body.pointer())];
    let name = body.scope.unique("value");
    let (statements, store) = body.block(|body| {
        let (store_ok, given) = values::store_ok_function(body, ty, types[0], id(&name));
        id(store_ok).call((given, id(out)))
    });
    let store_err = values::store_err_function(body, ty, types[1]);
    let threw = arrow("error", id(store_err).call((id("error"), id(out), layout[0], layout[1])));
    vec![arrow(name.as_str(), short(statements, Some(store))), threw]
}

/// `(value) => { … }`, with the parameter that is needed.
fn value(body: &mut Body<'_, '_>, interface: &str, function: &Function, out: Option<String>) -> Expr {
    let name = body.scope.unique("value");
    let called = match function.result {
        Some(_) => Called::Value(id(&name)),
        None => Called::Nothing,
    };
    let statements = finished(body, interface, function, called, out);
    match function.result {
        Some(_) => arrow(name.as_str(), short(statements, None)),
        None => arrow((), short(statements, None)),
    }
}

/// `const finish = (value, threw = false) => { … };`, and `finish, (error) => finish(errorPayload(error), true)`
fn outcome(body: &mut Body<'_, '_>, interface: &str, function: &Function, out: Option<String>) -> Vec<Expr> {
    let outcome = Outcome { threw: body.scope.unique("threw"), value: body.scope.unique("value") };
    let params = (Pattern::name(&outcome.value), Pattern::name(&outcome.threw).or(false));
    let finish = body.scope.unique("finish");
    let statements = finished(body, interface, function, Called::Outcome(outcome), out);
    body.push(const_(&finish, arrow(params, statements)));
    let payload = helper("errorPayload").call((id("error"),));
    vec![id(&finish), arrow("error", id(&finish).call((payload, true)))]
}

/// What is left to do when the host has answered.
fn finished(
    body: &mut Body<'_, '_>,
    interface: &str,
    function: &Function,
    called: Called,
    out: Option<String>,
) -> Vec<Stmt> {
    let ends = std::mem::take(&mut body.after_call);
    let (statements, ()) = body.block(|body| {
        body.statements.extend(ends);
        tracing::returned(body, interface, function, called.traced().as_ref());
        lower_result(body, function, called, out);
    });
    statements
}

/// One expression as itself.
fn short(mut statements: Vec<Stmt>, last: Option<Expr>) -> ArrowBody {
    if let ([only], None) = (statements.as_slice(), &last)
        && let Some(value) = only.value()
    {
        return value.into();
    }
    match last {
        Some(value) if statements.is_empty() => value.into(),
        Some(value) => {
            statements.push(expr(value));
            statements.into()
        }
        None => statements.into(),
    }
}
