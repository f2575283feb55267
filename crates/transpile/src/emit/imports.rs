//! Lowered imports: core functions that lift their parameters, call the host, and lower its result.

mod waiting;

use super::body::{Body, Flat};
use super::builtins::{Made, trampoline_name};
use super::exports::MAX_FLAT_PARAMS;
use super::values::{self, Outcome};
use super::{Emitter, tracing};
use crate::names::{FunctionName, lower_camel, static_method};
use crate::options::ImportBindings;
use crate::plan::{Abi, Encoding, Function, Id, ImportId, TrampolineId, TypeId};
use js::{Expr, Prop, Stmt, expr, helper, id, let_, new, object, return_, string, try_catch};

impl Emitter<'_> {
    /// `function lowered3(a, b) { … }`, or an arrow function.
    pub(super) fn lowered_import(
        &mut self,
        index: TrampolineId,
        import: ImportId,
        function: &Function,
    ) -> Made {
        let name = &trampoline_name(index);
        let waits = self.may_wait(index);
        match self.options.import_bindings {
            ImportBindings::Js => self.lifting_import(import, function, waits),
            ImportBindings::DirectOptimized => {
                let callee = self.callee(import, &function.name);
                Made::Value(self.guarded_host(callee))
            }
            ImportBindings::Optimized => Made::Value(self.bound_import(import, function, None)),
            ImportBindings::Hybrid => {
                let lifting = self.scope.unique(format!("{name}Js"));
                let fallback = self.lifting_import(import, function, waits).declared(&lifting);
                self.outlined.push(fallback);
                Made::Value(self.bound_import(import, function, Some(id(lifting))))
            }
        }
    }

    /// `wasi:io/streams`, above the first of its functions. What they are called is to be seen in their bodies.
    pub(super) fn heading(&mut self, import: ImportId) -> Option<String> {
        let source = &self.plan.imports[import];
        let interface = if source.path.is_empty() { "" } else { source.name.as_str() };
        let before = self.described_interface.replace(interface.to_owned());
        let heading = interface.split('@').next().unwrap_or_default();
        (before.as_deref() != Some(interface) && !heading.is_empty()).then(|| heading.to_owned())
    }

    fn lifting_import(&mut self, import: ImportId, function: &Function, waits: bool) -> Made {
        let interface = self.plan.imports[import].name.clone();
        let mut body = Body::new(self, function.abi);
        let Core { params, args, out } = core_params(&mut body, function);
        body.leaves_with_self =
            is_method(function) && !takes_handles(&body, function) && is_flat_call(&body, function);
        let check = (!body.leaves_with_self).then(|| body.emitter.may_leave(body.abi.instance));
        body.takes_handles = takes_handles(&body, function);
        body.lends_bytes = body.emitter.options.lend_bytes;
        let mut values = lift_params(&mut body, function, args);
        if body.emitter.options.tracing {
            values = values.into_iter().map(|value| body.simple("value", value)).collect();
        }
        tracing::call(&mut body, &interface, function, &values);
        if waits {
            waiting::call(&mut body, import, &interface, function, values, out);
            return made(params, body, check);
        }
        if let Some(out) = out.as_ref().filter(|_| may_outline(&body, function)) {
            let call = host_call(&body, import, function, values);
            outcome_by_pointer(&mut body, function, call, out);
            return made(params, body, check);
        }
        let called = call_host(&mut body, import, function, values, out.is_some());
        let ends = std::mem::take(&mut body.after_call);
        body.statements.extend(ends);
        tracing::returned(&mut body, &interface, function, called.traced().as_ref());
        lower_result(&mut body, function, called, out);
        made(params, body, check)
    }

    /// A core function that the host's function makes, at its first call, of what it has to know of the guest.
    fn bound_import(&mut self, import: ImportId, function: &Function, fallback: Option<Expr>) -> Expr {
        let callee = self.callee(import, &function.name);
        let guest = self.guest(function.abi);
        let binder = match fallback {
            Some(fallback) => helper("bindOptional").call((callee, js::arrow((), guest), fallback)),
            None => helper("bindCore").call((callee, js::arrow((), guest), string(&function.name))),
        };
        self.guarded_host(binder)
    }

    /// `guardedHost(core)`, where guests catch.
    fn guarded_host(&self, core: Expr) -> Expr {
        match self.plan.guests_catch {
            true => helper("guardedHost").call((core,)),
            false => core,
        }
    }

    /// What the `cabiLower` protocol tells of the guest.
    fn guest(&self, abi: Abi) -> Expr {
        let encoding = match abi.encoding {
            Encoding::Utf8 => "utf8",
            Encoding::Utf16 => "utf16",
            Encoding::Latin1Utf16 => "compact-utf16",
        };
        let memory = abi.memory.map(|memory| Prop::init("memory", self.memory(memory).dot("memory")));
        let realloc =
            abi.realloc.map(|realloc| Prop::init("realloc", id(format!("realloc{}", realloc.index()))));
        let rest = [
            Prop::init("stringEncoding", string(encoding)),
            Prop::init("resourceTables", self.instance(abi.instance).dot("handles")),
        ];
        object(memory.into_iter().chain(realloc).chain(rest).collect::<Vec<_>>())
    }

    /// The host's function as a value.
    fn callee(&self, import: ImportId, name: &str) -> Expr {
        match FunctionName::parse(name) {
            FunctionName::Freestanding(_) => self.bindings.value(import),
            FunctionName::Constructor(resource) => self.bindings.class(import, resource),
            FunctionName::Method(resource, method) => {
                self.bindings.class(import, resource).dot("prototype").dot(lower_camel(method))
            }
            FunctionName::Static(resource, method) => {
                self.bindings.class(import, resource).dot(static_method(method))
            }
        }
    }
}

/// The core function's parameters: their names, those that carry the parameters, the address for the result.
struct Core {
    params: Vec<String>,
    args: Args,
    out: Option<String>,
}

enum Args {
    Flat(Flat),
    Spilled(String),
}

fn core_params(body: &mut Body<'_, '_>, function: &Function) -> Core {
    let plan = body.emitter.plan;
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    let mut params = Vec::new();
    let args = match plan.types.flat_all(&types, body.pointer(), MAX_FLAT_PARAMS) {
        Some(flat) => {
            let owners = function.params.iter().flat_map(|param| {
                let count = plan.types.flat(param.ty, body.pointer()).map_or(0, |flat| flat.len());
                std::iter::repeat_n(param.name.as_str(), count)
            });
            let owners: Vec<_> = owners.collect();
            let names = owners.into_iter().zip(flat).enumerate().map(|(i, (owner, core))| {
                let name = body.scope.unique(core_param(owner, i));
                params.push(name.clone());
                (id(name), core)
            });
            Args::Flat(Flat::new(names.collect::<Vec<_>>()))
        }
        None => {
            let name = body.scope.unique("args");
            params.push(name.clone());
            Args::Spilled(name)
        }
    };
    let out = function.result.filter(|&ty| !is_flat(body, ty)).map(|_| {
        let name = body.scope.unique("out");
        params.push(name.clone());
        name
    });
    Core { params, args, out }
}

/// Up to this length the names of WIT are for core parameters, too.
const SHORT: usize = 3;

/// What a core parameter is called: as the parameter that it is of, where that is short.
fn core_param(owner: &str, index: usize) -> String {
    match lower_camel(owner) {
        name if name.len() <= SHORT => name,
        _ => format!("a{index}"),
    }
}

fn is_flat(body: &Body<'_, '_>, result: TypeId) -> bool {
    body.emitter.plan.types.flat(result, body.pointer()).is_some_and(|flat| flat.len() <= 1)
}

/// Whether a parameter that is lent could be given away by another one of the same call.
fn takes_handles(body: &Body<'_, '_>, function: &Function) -> bool {
    function.params.iter().any(|param| body.emitter.plan.types.has_own(param.ty))
}

/// Whether the parameters are passed as core values.
fn is_flat_call(body: &Body<'_, '_>, function: &Function) -> bool {
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    body.emitter.plan.types.flat_all(&types, body.pointer(), MAX_FLAT_PARAMS).is_some()
}

fn is_method(function: &Function) -> bool {
    matches!(FunctionName::parse(&function.name), FunctionName::Method(..))
}

/// `function lowered3(v) { mayLeave0(); … }`, or where one expression does it all
/// `const lowered3 = (v) => mayLeave0() && log(v);`
fn made(params: Vec<String>, mut body: Body<'_, '_>, check: Option<Expr>) -> Made {
    if !body.emitter.plan.guests_catch
        && let [only] = body.statements.as_slice()
        && let Some(value) = only.value()
    {
        let value = match check {
            Some(check) => check.and(value),
            None => value,
        };
        return Made::Value(js::arrow(params, value));
    }
    body.statements.splice(0..0, check.map(expr));
    Made::Function(params, guarded(body))
}

/// Whether an outcome can be stored by functions that are shared between all imports with the same result.
fn may_outline(body: &Body<'_, '_>, function: &Function) -> bool {
    let is_plain = body.after_call.is_empty() && !body.emitter.options.tracing;
    is_plain && body.emitter.result_types(function.result).is_some()
}

/// `try { storeOk5(call, out); } catch (error) { storeErr5(error, out, 8, 4); }`
///
/// What storing `ok` throws is an Error, and passes through `storeErr`, which takes what a host means by throwing.
fn outcome_by_pointer(body: &mut Body<'_, '_>, function: &Function, call: Expr, out: &str) {
    let ty = function.result.expect("outcomes are of functions with results");
    let types = body.emitter.result_types(Some(ty)).expect("outcomes are of results");
    let layout =
        [body.emitter.plan.types.size(ty, body.pointer()), body.emitter.plan.types.align(ty, body.pointer())];
    let store_err = values::store_err_function(body, ty, types[1]);
    let handler = vec![expr(id(store_err).call((id("error"), id(out), layout[0], layout[1])))];
    let (store_ok, value) = values::store_ok_function(body, ty, types[0], call);
    let attempt = vec![expr(id(store_ok).call((value, id(out))))];
    body.push(try_catch(attempt, Some("error"), handler));
}

fn lift_params(body: &mut Body<'_, '_>, function: &Function, args: Args) -> Vec<Expr> {
    let plan = body.emitter.plan;
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    match args {
        Args::Flat(mut flat) => types.iter().map(|&ty| values::lift(body, ty, &mut flat)).collect(),
        Args::Spilled(ptr) => {
            let is_only = types.len() == 1 && values::is_moved_by_call(body, types[0]);
            let at = body.record_at(id(ptr), plan.types.record_extent(&types, body.pointer()), is_only);
            let offsets = plan.types.offsets(&types, body.pointer());
            types.iter().zip(offsets).map(|(&ty, offset)| values::load(body, ty, &at.add(offset))).collect()
        }
    }
}

/// What the host gave.
enum Called {
    Nothing,
    Value(Expr),
    Outcome(Outcome),
}

impl Called {
    fn traced(&self) -> Option<Expr> {
        match self {
            Called::Nothing => None,
            Called::Value(value) => Some(value.clone()),
            Called::Outcome(outcome) => Some(id(&outcome.value)),
        }
    }
}

fn call_host(
    body: &mut Body<'_, '_>,
    import: ImportId,
    function: &Function,
    values: Vec<Expr>,
    goes_to_memory: bool,
) -> Called {
    let call = host_call(body, import, function, values);
    let Some(ty) = function.result else {
        body.push(expr(call));
        return Called::Nothing;
    };
    if body.emitter.result_types(Some(ty)).is_some() {
        return Called::Outcome(caught(body, call));
    }
    let is_argument = !goes_to_memory || values::is_moved_by_call(body, ty);
    let is_last = is_argument && body.after_call.is_empty() && !body.emitter.options.tracing;
    Called::Value(if is_last { call } else { body.bind("value", call) })
}

/// `let threw = false, value; try { value = call; } catch (error) { value = errorPayload(error); threw = true; }`
fn caught(body: &mut Body<'_, '_>, call: Expr) -> Outcome {
    let (threw, value) = (body.scope.unique("threw"), body.scope.unique("value"));
    body.push(let_(&threw, Some(false.into())));
    body.push(let_(&value, None));
    let payload = expr(id(&value).assign(helper("errorPayload").call((id("error"),))));
    let handler = vec![payload, expr(id(&threw).assign(true))];
    body.push(try_catch(vec![expr(id(&value).assign(call))], Some("error"), handler));
    Outcome { threw, value }
}

/// The statements of a body. Where guests catch, what is thrown goes through them inside a trap:
/// `try { … } catch (error) { throwThrough(error); }`
fn guarded(body: Body<'_, '_>) -> Vec<Stmt> {
    match body.emitter.plan.guests_catch {
        true => vec![try_catch(
            body.statements,
            Some("error"),
            vec![expr(helper("throwThrough").call((id("error"),)))],
        )],
        false => body.statements,
    }
}

fn host_call(body: &Body<'_, '_>, import: ImportId, function: &Function, mut values: Vec<Expr>) -> Expr {
    let bindings = &body.emitter.bindings;
    match FunctionName::parse(&function.name) {
        FunctionName::Freestanding(_) => bindings.value(import).call(values),
        FunctionName::Constructor(resource) => new(bindings.class(import, resource), values),
        FunctionName::Static(resource, method) => {
            bindings.class(import, resource).dot(static_method(method)).call(values)
        }
        FunctionName::Method(_, method) => {
            let object = values.remove(0);
            object.dot(lower_camel(method)).call(values)
        }
    }
}

fn lower_result(body: &mut Body<'_, '_>, function: &Function, called: Called, out: Option<String>) {
    let Some(ty) = function.result else { return };
    let types = body.emitter.result_types(Some(ty)).unwrap_or_default();
    let Some(out) = out else {
        let lowered = match &called {
            Called::Outcome(outcome) => values::lower_outcome(body, ty, types, outcome),
            Called::Value(value) => values::lower(body, ty, value.clone()),
            Called::Nothing => Vec::new(),
        };
        if let Some(value) = lowered.into_iter().next() {
            body.push(return_(Some(value)));
        }
        return;
    };
    let plan = body.emitter.plan;
    let extent = (plan.types.size(ty, body.pointer()), plan.types.align(ty, body.pointer()));
    let is_argument = matches!(called, Called::Value(_)) && values::is_moved_by_call(body, ty);
    let at = body.record_at(id(out), extent, is_argument);
    match &called {
        Called::Outcome(outcome) => values::store_outcome(body, types, outcome, &at),
        Called::Value(value) => values::store(body, ty, value.clone(), &at),
        Called::Nothing => {}
    }
}
