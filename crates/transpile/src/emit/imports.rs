//! Lowered imports: core functions that lift their parameters, call the host, and lower its result.

use super::body::{Body, Flat};
use super::exports::MAX_FLAT_PARAMS;
use super::values::{self, Outcome};
use super::{Emitter, tracing};
use crate::names::{FunctionName, lower_camel};
use crate::options::ImportBindings;
use crate::plan::{Abi, Encoding, Function, Id, ImportId, TypeId};
use js::{Expr, Prop, Stmt, const_, expr, function_decl, helper, id, let_, new, object, return_, string, try_catch};

impl Emitter<'_> {
    /// `function lowered3(a, b) { … }`
    pub(super) fn lowered_import(&mut self, name: &str, import: ImportId, function: &Function) -> Stmt {
        let place = self.plan.imports[import].name.clone();
        let described = super::exports::described(if self.plan.imports[import].path.is_empty() { "" } else { &place }, &function.name);
        let statement = match self.options.import_bindings {
            ImportBindings::Js => self.lifting_import(name, import, function),
            ImportBindings::DirectOptimized => const_(name, self.callee(import, &function.name)),
            ImportBindings::Optimized => self.bound_import(name, import, function, None),
            ImportBindings::Hybrid => {
                let lifting = self.scope.unique(format!("{name}Js"));
                let fallback = self.lifting_import(&lifting, import, function);
                self.outlined.push(fallback);
                self.bound_import(name, import, function, Some(id(lifting)))
            }
        };
        statement.with_comment(described)
    }

    fn lifting_import(&mut self, name: &str, import: ImportId, function: &Function) -> Stmt {
        let interface = self.plan.imports[import].name.clone();
        let mut body = Body::new(self, function.abi);
        let Core { params, args, retptr } = core_params(&mut body, function);
        call_out(&mut body, function);
        body.takes_handles = function.params.iter().any(|param| body.emitter.plan.types.has_own(param.ty));
        let mut values = lift_params(&mut body, function, args);
        if body.emitter.options.tracing {
            values = values.into_iter().map(|value| body.simple("value", value)).collect();
        }
        tracing::call(&mut body, &interface, function, &values);
        if let Some(retptr) = retptr.as_ref().filter(|_| may_outline(&body, function)) {
            let call = host_call(&body, import, function, values);
            outcome_by_pointer(&mut body, function, call, retptr);
            let statements = body.statements;
            return function_decl(name, params, statements);
        }
        let called = call_host(&mut body, import, function, values);
        let ends = std::mem::take(&mut body.after_call);
        body.statements.extend(ends);
        tracing::returned(&mut body, &interface, function, called.traced().as_ref());
        lower_result(&mut body, function, called, retptr);
        let statements = body.statements;
        function_decl(name, params, statements)
    }

    /// A core function that the host's function makes, at its first call, of what it has to know of the guest.
    fn bound_import(&mut self, name: &str, import: ImportId, function: &Function, fallback: Option<Expr>) -> Stmt {
        let callee = self.callee(import, &function.name);
        let guest = self.guest(function.abi);
        let binder = match fallback {
            Some(fallback) => helper("bindOptional").call((callee, js::arrow((), guest), fallback)),
            None => helper("bindCore").call((callee, js::arrow((), guest), string(&function.name))),
        };
        const_(name, binder)
    }

    /// What the `cabiLower` protocol tells of the guest.
    fn guest(&self, abi: Abi) -> Expr {
        let encoding = match abi.encoding {
            Encoding::Utf8 => "utf8",
            Encoding::Utf16 => "utf16",
            Encoding::Latin1Utf16 => "compact-utf16",
        };
        let memory = abi.memory.map(|memory| Prop::init("memory", self.memory(memory).dot("memory")));
        let realloc = abi.realloc.map(|realloc| Prop::init("realloc", id(format!("realloc{}", realloc.index()))));
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
            FunctionName::Static(resource, method) => self.bindings.class(import, resource).dot(lower_camel(method)),
        }
    }
}

/// The core function's parameters: their names, those that carry the parameters, the pointer for the result.
struct Core {
    params: Vec<String>,
    args: Args,
    retptr: Option<String>,
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
            let names = flat.into_iter().enumerate().map(|(i, core)| {
                let name = body.scope.unique(format!("arg{i}"));
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
    let retptr = function.result.filter(|&ty| !is_flat(body, ty)).map(|_| {
        let name = body.scope.unique("retptr");
        params.push(name.clone());
        name
    });
    Core { params, args, retptr }
}

fn is_flat(body: &Body<'_, '_>, result: TypeId) -> bool {
    body.emitter.plan.types.flat(result, body.pointer()).is_some_and(|flat| flat.len() <= 1)
}

/// `callOut(instance0, memory0);`: the guest may leave, and the views of its memory are good.
fn call_out(body: &mut Body<'_, '_>, function: &Function) {
    let instance = body.emitter.instance(body.abi.instance);
    let check = match needs_views(body, function) {
        true => helper("callOut").call((instance, body.memory())),
        false => helper("checkMayLeave").call((instance,)),
    };
    body.push(expr(check));
}

/// Whether an outcome can be stored by functions that are shared between all imports with the same result.
fn may_outline(body: &Body<'_, '_>, function: &Function) -> bool {
    let is_plain = body.after_call.is_empty() && !body.emitter.options.tracing && !body.emitter.plan.guests_catch;
    is_plain && body.emitter.result_types(function.result).is_some()
}

/// `let value; try { value = call; } catch (error) { return storeErr5(error, retptr); } storeOk5(value, retptr);`
fn outcome_by_pointer(body: &mut Body<'_, '_>, function: &Function, call: Expr, retptr: &str) {
    let ty = function.result.expect("outcomes are of functions with results");
    let types = body.emitter.result_types(Some(ty)).expect("outcomes are of results");
    let [store_ok, store_err] = values::outcome_functions(body, ty, types);
    let failed = return_(Some(id(store_err).call((id("error"), id(retptr)))));
    let Some(_) = types[0] else {
        body.push(try_catch(vec![expr(call)], Some("error"), vec![failed]));
        body.push(expr(id(store_ok).call((id(retptr),))));
        return;
    };
    let value = body.scope.unique("value");
    body.push(let_(&value, None));
    body.push(try_catch(vec![expr(id(&value).assign(call))], Some("error"), vec![failed]));
    body.push(expr(id(store_ok).call((id(value), id(retptr)))));
}

/// Whether memory is read, or written other than after the check of the pointer for the result.
fn needs_views(body: &Body<'_, '_>, function: &Function) -> bool {
    let plan = body.emitter.plan;
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    let is_flat = plan.types.flat_all(&types, body.pointer(), MAX_FLAT_PARAMS).is_some();
    body.abi.memory.is_some() && is_flat && types.iter().any(|&ty| plan.types.has_pointer(ty))
}

fn lift_params(body: &mut Body<'_, '_>, function: &Function, args: Args) -> Vec<Expr> {
    let plan = body.emitter.plan;
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    match args {
        Args::Flat(mut flat) => types.iter().map(|&ty| values::lift(body, ty, &mut flat)).collect(),
        Args::Spilled(ptr) => {
            let at = body.record_at(id(ptr), plan.types.record_extent(&types, body.pointer()));
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

fn call_host(body: &mut Body<'_, '_>, import: ImportId, function: &Function, values: Vec<Expr>) -> Called {
    let call = host_call(body, import, function, values);
    let Some(ty) = function.result else {
        guarded(body, expr(call));
        return Called::Nothing;
    };
    if body.emitter.result_types(Some(ty)).is_some() {
        return Called::Outcome(caught(body, call));
    }
    if !body.emitter.plan.guests_catch {
        return Called::Value(body.bind("value", call));
    }
    let value = body.scope.unique("value");
    body.push(let_(&value, None));
    guarded(body, expr(id(&value).assign(call)));
    Called::Value(id(value))
}

/// `let threw = false, value; try { value = call; } catch (error) { value = errorPayload(error); threw = true; }`
fn caught(body: &mut Body<'_, '_>, call: Expr) -> Outcome {
    let (threw, value) = (body.scope.unique("threw"), body.scope.unique("value"));
    body.push(let_(&threw, Some(false.into())));
    body.push(let_(&value, None));
    let payload = expr(id(&value).assign(helper("errorPayload").call((id("error"),))));
    let payload = match body.emitter.plan.guests_catch {
        true => try_catch(vec![payload], Some("error"), vec![expr(helper("throwThrough").call((id("error"),)))]),
        false => payload,
    };
    let handler = vec![payload, expr(id(&threw).assign(true))];
    body.push(try_catch(vec![expr(id(&value).assign(call))], Some("error"), handler));
    Outcome { threw, value }
}

/// Where guests catch, what the host throws goes through them inside a trap.
fn guarded(body: &mut Body<'_, '_>, statement: Stmt) {
    let statement = match body.emitter.plan.guests_catch {
        true => try_catch(vec![statement], Some("error"), vec![expr(helper("throwThrough").call((id("error"),)))]),
        false => statement,
    };
    body.push(statement);
}

fn host_call(body: &Body<'_, '_>, import: ImportId, function: &Function, mut values: Vec<Expr>) -> Expr {
    let bindings = &body.emitter.bindings;
    match FunctionName::parse(&function.name) {
        FunctionName::Freestanding(_) => bindings.value(import).call(values),
        FunctionName::Constructor(resource) => new(bindings.class(import, resource), values),
        FunctionName::Static(resource, method) => bindings.class(import, resource).dot(lower_camel(method)).call(values),
        FunctionName::Method(_, method) => {
            let object = values.remove(0);
            object.dot(lower_camel(method)).call(values)
        }
    }
}

fn lower_result(body: &mut Body<'_, '_>, function: &Function, called: Called, retptr: Option<String>) {
    let Some(ty) = function.result else { return };
    let types = body.emitter.result_types(Some(ty)).unwrap_or_default();
    let Some(retptr) = retptr else {
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
    let at = body.record_at(id(retptr), (plan.types.size(ty, body.pointer()), plan.types.align(ty, body.pointer())));
    match &called {
        Called::Outcome(outcome) => values::store_outcome(body, types, outcome, &at),
        Called::Value(value) => values::store(body, ty, value.clone(), &at),
        Called::Nothing => {}
    }
}

