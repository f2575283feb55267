//! Exported functions: parameters lowered, the result lifted.

use super::body::{Address, Body, Flat};
use super::suspension::in_turn;
use super::values::{self, FunctionResult};
use super::{Emitter, tracing};
use crate::names::{FunctionName, Taken, lower_camel};
use crate::plan::{CoreDef, Export, ExportItem, Function, Id, Kind, ModuleSource, TypeId};
use js::{
    Expr, Pattern, Prop, Stmt, async_function_decl, const_, const_destructure, expr, function_decl, helper,
    id, let_, object, return_, this, throw, try_catch,
};

/// `MAX_FLAT_PARAMS` of the canonical ABI.
pub(super) const MAX_FLAT_PARAMS: usize = 16;

/// What the module exports, by the component's names.
pub(super) struct Exports {
    pub statements: Vec<Stmt>,
    pub tree: Vec<(String, Exported)>,
}

/// A root export: the variable that has it.
pub(super) enum Exported {
    Function(String),
    Class(String),
    Instance(String),
    Module(String),
}

/// An exported function, without its name.
pub(super) struct ExportBody {
    params: Vec<String>,
    /// `mayEnter()`, where that is checked before anything else, and not only on entering.
    check: Option<Expr>,
    statements: Vec<Stmt>,
    /// Whether it is an asynchronous function.
    pub awaits: bool,
}

impl ExportBody {
    /// Parameters and statements.
    pub fn parts(self) -> (Vec<String>, Vec<Stmt>) {
        (self.params, self.check.map(expr).into_iter().chain(self.statements).collect())
    }

    /// `add: (a, b) => leave(…)`, or `add(a, b) { … }`
    fn property(self, key: String) -> Prop {
        if self.awaits {
            return Prop::async_method(key, self.params, self.statements);
        }
        let value = if let [only] = self.statements.as_slice() { only.value() } else { None };
        let Some(value) = value else {
            let (params, body) = self.parts();
            return Prop::method(key, params, body);
        };
        let value = match self.check {
            Some(check) => check.and(value),
            None => value,
        };
        Prop::init(key, js::arrow(self.params, value))
    }
}

impl Emitter<'_> {
    pub(super) fn exports(&mut self) -> Exports {
        let plan = self.plan;
        let mut exports = Exports { statements: Vec::new(), tree: Vec::new() };
        self.declare_classes(&plan.exports);
        for export in &plan.exports {
            if let Some(exported) = self.root_export(export, &mut exports.statements) {
                exports.tree.push((export.name.clone(), exported));
            }
        }
        exports
    }

    fn root_export(&mut self, export: &Export, statements: &mut Vec<Stmt>) -> Option<Exported> {
        Some(match &export.item {
            ExportItem::Function { function, core } => {
                if self.add_to_class("", function, core) {
                    return None;
                }
                Exported::Function(self.function(function, core, "", statements))
            }
            ExportItem::Resource(resource) => {
                let class = self.class_value(*resource);
                Exported::Class(class.as_ident().expect("classes are variables").to_owned())
            }
            ExportItem::Module(source) => Exported::Module(self.module_export(*source)),
            ExportItem::Instance(members) => {
                let value = self.instance_object(&export.name, members);
                let name = self.scope.unique(instance_name(&export.name));
                statements.push(const_(&name, value));
                Exported::Instance(name)
            }
        })
    }

    /// `{ f() { … }, Counter }`
    fn instance_object(&mut self, name: &str, members: &[Export]) -> Expr {
        let mut props = Vec::new();
        let mut taken = Taken::default();
        for member in members {
            match &member.item {
                ExportItem::Function { function, core } => {
                    if self.add_to_class(name, function, core) {
                        continue;
                    }
                    let key = taken.claim(lower_camel(&member.name));
                    props.push(self.export_body(function, core, name, &key).property(key));
                }
                ExportItem::Resource(resource) => {
                    props.push(Prop::init(
                        crate::names::upper_camel(&member.name),
                        self.class_value(*resource),
                    ));
                }
                ExportItem::Module(source) => {
                    let module = self.module_export(*source);
                    props.push(Prop::init(lower_camel(&member.name), id(module)));
                }
                ExportItem::Instance(inner) => {
                    let inner = self.instance_object(&member.name, inner);
                    props.push(Prop::init(lower_camel(&member.name), inner));
                }
            }
        }
        props.extend(super::namespaces::of_interface(self.world, name, self.options.style));
        object(props)
    }

    fn module_export(&self, source: ModuleSource) -> String {
        match source {
            ModuleSource::Static(module) => format!("module{}", module.index()),
            ModuleSource::Import(import) => {
                self.bindings.value(import).as_ident().expect("imports are variables").to_owned()
            }
        }
    }

    /// `function add(a, b) { … }`: the function's name.
    fn function(
        &mut self,
        function: &Function,
        core: &CoreDef,
        interface: &str,
        statements: &mut Vec<Stmt>,
    ) -> String {
        let name = self.scope.unique(lower_camel(&function.name));
        let body = self.export_body(function, core, interface, &name);
        let declare = if body.awaits { async_function_decl } else { function_decl };
        let (params, body) = body.parts();
        statements.push(declare(&name, params, body));
        name
    }

    /// Parameters and body of an exported function.
    pub(super) fn export_body(
        &mut self,
        function: &Function,
        core: &CoreDef,
        interface: &str,
        hint: &str,
    ) -> ExportBody {
        let core = self.core_function(core, hint);
        let post_return =
            function.abi.post_return.map(|post_return| format!("postReturn{}", post_return.index()));
        let mut body = Body::new(self, function.abi);
        body.awaits = body.emitter.gives_promises(interface, &function.name);
        let (params, values) = params(&mut body, function);
        let is_checked_first = allocates(&body, function) || has_handles(&body, function);
        let check = is_checked_first.then(|| body.emitter.may_enter());
        tracing::call(&mut body, interface, function, &values);
        // What a conversion throws is the caller's mistake, not the end of the component: it comes before the call.
        body.lends = lends(&body, function).then(|| body.scope.unique("borrows"));
        body.notes_moves = body.lends.is_some() || notes_moves(&body, function);
        let mark = body.scope.unique("mark");
        if let Some(borrows) = &body.lends {
            let instance = body.emitter.instance(body.abi.instance);
            body.push(const_destructure(Pattern::object([("borrows", borrows.as_str())]), instance));
        }
        let mut lowered = lower_params(&mut body, function, values);
        if body.notes_moves {
            body.push(expr(helper("moves").dot("length").assign(id(&mark))));
        }
        match converts_in_place(&body, function) {
            true => {
                let last = lowered.pop();
                lowered.push(body.emitter.enter(last));
            }
            false => body.push(expr(body.emitter.enter(None))),
        }
        if is_direct(&body, function) {
            let call = core_call(&body, core, lowered);
            let statement = lifted_number(&body, function, body.emitter.leave(Some(call)));
            body.push(statement);
        } else {
            if body.emitter.plan.uses_context {
                body.push(expr(id("context").dot("fill").call((0,))));
            }
            let returned = call_core(&mut body, function, core, lowered);
            let finish = finish(&body, post_return, returned.clone());
            let result = lift_result(&mut body, function, returned, &finish);
            leave(&mut body, finish, result, interface, function);
        }
        let awaits = body.awaits;
        let root = awaits.then(|| body.emitter.root());
        let statements = if body.notes_moves { giving_back(body, mark) } else { body.statements };
        match root {
            Some(root) => {
                let statements = in_turn(&root, check.map(expr).into_iter().chain(statements).collect());
                ExportBody { params, check: None, statements, awaits }
            }
            None => ExportBody { params, check, statements, awaits },
        }
    }
}

/// `exports0.add(a, b)`, awaited where the engine may suspend it.
fn core_call(body: &Body<'_, '_>, core: Expr, args: Vec<Expr>) -> Expr {
    let call = core.call(args);
    if body.awaits { call.await_() } else { call }
}

/// Whether handles are made before the component is entered, which cannot be undone.
fn has_handles(body: &Body<'_, '_>, function: &Function) -> bool {
    let types = &body.emitter.plan.types;
    function.params.iter().any(|param| types.has_own(param.ty)) || lends(body, function)
}

/// Whether lowering the parameters runs the guest's `realloc`: not in a component that is entered or has trapped.
fn allocates(body: &Body<'_, '_>, function: &Function) -> bool {
    let types = &body.emitter.plan.types;
    let params: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    let is_spilled = types.flat_all(&params, body.pointer(), MAX_FLAT_PARAMS).is_none();
    is_spilled || params.iter().any(|&ty| types.has_pointer(ty))
}

/// Whether there is nothing to do between the core call and the end of the call.
fn is_direct(body: &Body<'_, '_>, function: &Function) -> bool {
    let plan = body.emitter.plan;
    let is_number = function.result.is_none_or(|ty| plan.types.is_number(ty));
    let is_plain =
        body.lends.is_none() && !plan.guests_catch && !plan.uses_context && !body.emitter.options.tracing;
    is_plain && is_number && function.abi.post_return.is_none()
}

/// `return call >>> 0;`, or the call alone where there is no result.
fn lifted_number(body: &Body<'_, '_>, function: &Function, call: Expr) -> Stmt {
    let Some(ty) = function.result else { return expr(call) };
    let flat = body.emitter.plan.types.flat(ty, body.pointer()).expect("a number is flat");
    return_(Some(values::lift_number(body, ty, call, flat[0])))
}

/// Whether the parameters are converted where they are passed, one after the other, the last of them as the component
/// is entered: `leave(exports0.add(a | 0, enter(b | 0)))`. Where there is none, `enter()` is an argument more than the
/// core function has. Not where something has to be done between.
fn converts_in_place(body: &Body<'_, '_>, function: &Function) -> bool {
    let plan = body.emitter.plan;
    let own_comes_last = function.params.iter().rev().skip(1).all(|param| !is_own(body, param.ty));
    let is_plain = !body.notes_moves && !plan.guests_catch && !plan.uses_context;
    is_plain && own_comes_last
}

/// The parameter names, without that of `self`, and the values they have.
fn params(body: &mut Body<'_, '_>, function: &Function) -> (Vec<String>, Vec<Expr>) {
    let is_method = matches!(FunctionName::parse(&function.name), FunctionName::Method(..));
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (i, param) in function.params.iter().enumerate() {
        if is_method && i == 0 {
            values.push(this());
            continue;
        }
        let name = body.scope.unique(lower_camel(&param.name));
        values.push(id(&name));
        names.push(name);
    }
    (names, values)
}

/// Whether the callee gets borrow handles, which it has to drop before it returns.
fn lends(body: &Body<'_, '_>, function: &Function) -> bool {
    function.params.iter().any(|param| values::lends(body, param.ty))
}

/// Whether giving one argument away can be followed by a failure to convert another one: one handle that is an argument
/// by itself is the last to be converted, and so given away for good.
fn notes_moves(body: &Body<'_, '_>, function: &Function) -> bool {
    let own: Vec<_> =
        function.params.iter().filter(|param| body.emitter.plan.types.has_own(param.ty)).collect();
    match own.as_slice() {
        [] => false,
        [param] => !is_own(body, param.ty),
        _ => true,
    }
}

fn has_cases(body: &Body<'_, '_>, ty: TypeId) -> bool {
    matches!(body.kind(ty), Kind::Variant(_) | Kind::Option(_) | Kind::Result { .. })
}

fn is_own(body: &Body<'_, '_>, ty: TypeId) -> bool {
    matches!(body.kind(ty), Kind::Own(_))
}

/// `const mark = moves.length; try { … } catch (error) { throw giveBack(mark, error); }`
fn giving_back(body: Body<'_, '_>, mark: String) -> Vec<Stmt> {
    let handler = vec![throw(helper("giveBack").call((id(&mark), id("error"))))];
    vec![const_(mark, helper("moves").dot("length")), try_catch(body.statements, Some("error"), handler)]
}

fn lower_params(body: &mut Body<'_, '_>, function: &Function, values: Vec<Expr>) -> Vec<Expr> {
    let plan = body.emitter.plan;
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    if plan.types.flat_all(&types, body.pointer(), MAX_FLAT_PARAMS).is_some() {
        let is_in_place = converts_in_place(body, function);
        let mut lowered = Vec::new();
        for (i, (&ty, value)) in types.iter().zip(values).enumerate() {
            body.lowers_last = is_in_place && i + 1 == types.len() && has_cases(body, ty);
            lowered.push(values::lower(body, ty, value));
        }
        if is_in_place {
            return lowered.concat();
        }
        return own_last(body, &types, lowered, |body, lowered| {
            lowered.into_iter().map(|value| body.simple("arg", value)).collect::<Vec<_>>()
        })
        .concat();
    }
    let (size, align) = plan.types.record_extent(&types, body.pointer());
    let args = body.allocate(align, size);
    let at = Address::new(args.clone());
    let offsets = plan.types.offsets(&types, body.pointer());
    let params = types.iter().copied().zip(values).zip(offsets).collect();
    own_last(body, &types, params, |body, ((ty, value), offset)| {
        values::store(body, ty, value, &at.add(offset))
    });
    vec![body.pointer_to_core(args)]
}

/// What `write` makes of each of `params`, handles that are given away written last.
fn own_last<'e, 'p, P, T>(
    body: &mut Body<'e, 'p>,
    types: &[TypeId],
    params: Vec<P>,
    mut write: impl FnMut(&mut Body<'e, 'p>, P) -> T,
) -> Vec<T> {
    let mut order: Vec<_> = params.into_iter().enumerate().collect();
    order.sort_by_key(|(i, _)| is_own(body, types[*i]));
    let mut written: Vec<_> = order.into_iter().map(|(i, param)| (i, write(body, param))).collect();
    written.sort_by_key(|(i, _)| *i);
    written.into_iter().map(|(_, made)| made).collect()
}

/// `const ret = exports0.add(a, b);`, or the call itself where what it gives is needed once.
fn call_core(body: &mut Body<'_, '_>, function: &Function, core: Expr, args: Vec<Expr>) -> Option<Expr> {
    let call = core_call(body, core, args);
    if function.result.is_some_and(|ty| is_used_once(body, function, ty)) {
        return Some(call);
    }
    let returned = function.result.map(|_| body.scope.unique("ret"));
    if !body.emitter.plan.guests_catch {
        match &returned {
            Some(name) => body.push(const_(name, call)),
            None => body.push(expr(call)),
        }
        return returned.map(id);
    }
    let call = match &returned {
        Some(name) => {
            body.push(let_(name, None));
            id(name).assign(call)
        }
        None => call,
    };
    let handler = vec![throw(helper("thrownByHost").call((id("error"),)))];
    body.push(try_catch(vec![expr(call)], Some("error"), handler));
    returned.map(id)
}

/// Whether the core result is one address, or one handle or character, that only lifting it is interested in.
fn is_used_once(body: &Body<'_, '_>, function: &Function, ty: TypeId) -> bool {
    let is_plain = function.abi.post_return.is_none() && !body.emitter.plan.guests_catch;
    let is_flat = body.emitter.plan.types.flat(ty, body.pointer()).is_some_and(|flat| flat.len() <= 1);
    is_plain
        && (!is_flat
            || matches!(body.kind(ty), Kind::Own(_) | Kind::Char | Kind::Result { .. })
            || body.emitter.plan.types.is_number(ty))
}

/// What ends a call that did not trap, before the component is left: the checks and the post-return.
fn finish(body: &Body<'_, '_>, post_return: Option<String>, returned: Option<Expr>) -> Vec<Stmt> {
    let mut statements = Vec::new();
    let instance = || body.emitter.instance(body.abi.instance);
    if let Some(borrows) = &body.lends {
        statements.push(expr(helper("checkBorrows").call((instance(), id(borrows)))));
    }
    if let Some(post_return) = post_return {
        let args = [instance(), id(post_return)].into_iter().chain(returned);
        statements.push(expr(helper("callPostReturn").call(args.collect::<Vec<_>>())));
    }
    statements
}

fn lift_result(
    body: &mut Body<'_, '_>,
    function: &Function,
    returned: Option<Expr>,
    finish: &[Stmt],
) -> Option<Expr> {
    let (ty, returned) = (function.result?, returned?);
    let plan = body.emitter.plan;
    let source = match plan.types.flat(ty, body.pointer()) {
        Some(flat) if flat.len() <= 1 => {
            FunctionResult::Flat(Flat::new(flat.first().map(|&core| (returned, core))))
        }
        _ => {
            let extent = (plan.types.size(ty, body.pointer()), plan.types.align(ty, body.pointer()));
            let is_argument = finish.is_empty()
                && values::is_moved_by_call(body, ty)
                && body.emitter.result_types(Some(ty)).is_none();
            FunctionResult::At(body.record_at(returned, extent, is_argument))
        }
    };
    match body.emitter.result_types(Some(ty)) {
        Some(types) => source.unwrap(body, types, finish),
        None => Some(match source {
            FunctionResult::Flat(mut flat) => values::lift(body, ty, &mut flat),
            FunctionResult::At(at) => values::load(body, ty, &at),
        }),
    }
}

/// `return leave(result);`
fn leave(
    body: &mut Body<'_, '_>,
    finish: Vec<Stmt>,
    result: Option<Expr>,
    interface: &str,
    function: &Function,
) {
    let keeps = !finish.is_empty() || body.emitter.options.tracing;
    let result = result.map(|result| if keeps { body.simple("result", result) } else { result });
    body.statements.extend(finish);
    tracing::returned(body, interface, function, result.as_ref());
    let has_result = result.is_some();
    let leave = body.emitter.leave(result);
    body.push(if has_result { return_(Some(leave)) } else { expr(leave) });
}

/// `a:b/counters#[method]counter.get`
pub(super) fn described(interface: &str, function: &str) -> String {
    match interface.split('@').next().unwrap_or_default() {
        "" => function.to_owned(),
        interface => format!("{interface}#{function}"),
    }
}

/// `counters` of `a:b/counters@1.0.0`
fn instance_name(name: &str) -> String {
    let short = crate::names::InterfaceName::parse(name).map_or(name, |name| name.interface);
    lower_camel(short)
}
