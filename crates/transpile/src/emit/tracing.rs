//! `--tracing`: a line for each call and one for its result.

use super::body::Body;
use super::exports::described;
use crate::names::lower_camel;
use crate::plan::Function;
use js::{Expr, Prop, expr, helper, object, string};

/// `traceCall('a:b/c#f', { x });`
pub(super) fn call(body: &mut Body<'_, '_>, interface: &str, function: &Function, values: &[Expr]) {
    if !body.emitter.options.tracing {
        return;
    }
    let args = function
        .params
        .iter()
        .zip(values)
        .map(|(param, value)| Prop::init(lower_camel(&param.name), value.clone()));
    let name = string(described(interface, &function.name));
    let args = object(args.collect::<Vec<_>>());
    body.push(expr(helper("traceCall").call((name, args))));
}

/// `traceReturn('a:b/c#f', result);`
pub(super) fn returned(body: &mut Body<'_, '_>, interface: &str, function: &Function, result: Option<&Expr>) {
    if !body.emitter.options.tracing {
        return;
    }
    let mut args = vec![string(described(interface, &function.name))];
    args.extend(result.cloned());
    body.push(expr(helper("traceReturn").call(args)));
}
