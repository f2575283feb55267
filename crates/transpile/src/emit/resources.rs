//! Classes of the resources that the component defines.
//!
//! An object keeps the component's representation under a symbol, which is also its brand: an object that was
//! dropped, moved, or is of another resource has nothing there.

use super::{Emitter, declared};
use crate::names::{FunctionName, Taken, lower_camel, static_method, upper_camel};
use crate::plan::{CoreDef, Export, ExportItem, Function, Id, Kind, Resource, ResourceId, ResourceTable};
use js::{
    Expr, Member, Stmt, class, const_, expr, helper, id, if_, new, return_, string, this, throw, undefined,
};
use std::collections::HashSet;

/// A class being made, and the functions around it.
#[derive(Clone)]
pub(crate) struct Class {
    resource: ResourceId,
    name: String,
    members: Vec<Member>,
    /// Which members those are, by [`FunctionName::member`].
    known: HashSet<String>,
    /// Whether the constructor gives promises.
    is_made_later: bool,
    methods: Taken,
    statics: Taken,
    used: Vec<ClassFunction>,
}

/// A function between a class and the values that pass the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClassFunction {
    /// `(rep) => object`, which the collector destroys if nobody does before.
    Wrap,
    /// `(rep) => object`, good for the length of a call.
    Borrow,
    /// `(object) => rep`, the object being of no more use.
    Release,
    /// `(object, rep)`, which undoes a release.
    Restore,
    /// `(object) => rep`
    RepOf,
}

impl Class {
    fn suffix(&self, base: &str) -> Expr {
        id(format!("{base}{}", self.resource.index()))
    }

    /// The symbol under which objects have their representation.
    pub fn rep(&self) -> Expr {
        self.suffix("rep")
    }

    fn function(&self, function: ClassFunction) -> Expr {
        self.suffix(match function {
            ClassFunction::Wrap => "wrap",
            ClassFunction::Borrow => "borrow",
            ClassFunction::Release => "release",
            ClassFunction::Restore => "restore",
            ClassFunction::RepOf => "repOf",
        })
    }
}

impl Emitter<'_> {
    /// Names the classes of all resources that the exports name.
    pub(super) fn declare_classes(&mut self, exports: &[Export]) {
        for export in exports {
            match &export.item {
                ExportItem::Resource(resource) => {
                    let _ = self.declare_class(*resource, &upper_camel(&export.name));
                }
                ExportItem::Instance(members) => self.declare_classes(members),
                ExportItem::Function { .. } | ExportItem::Module(_) => {}
            }
        }
    }

    fn declare_class(&mut self, resource: ResourceId, hint: &str) -> &mut Class {
        let scope = &mut self.scope;
        self.classes.entry(resource).or_insert_with(|| Class {
            resource,
            name: scope.unique(hint),
            members: Vec::new(),
            known: HashSet::new(),
            is_made_later: false,
            methods: Taken::default(),
            statics: Taken::default(),
            used: Vec::new(),
        })
    }

    /// A function of the class of a resource that the component defines.
    pub(crate) fn class_function(&mut self, resource: ResourceId, function: ClassFunction) -> Expr {
        let class = self.class_of(resource);
        if !class.used.contains(&function) {
            class.used.push(function);
        }
        class.function(function)
    }

    /// The symbol under which objects of a resource's class have their representation.
    pub(crate) fn class_rep(&mut self, resource: ResourceId) -> Expr {
        self.class_of(resource).rep()
    }

    fn class_of(&mut self, resource: ResourceId) -> &mut Class {
        self.declare_class(resource, &format!("Resource{}", resource.index()))
    }

    /// The class of any resource, as a value to export.
    pub(super) fn class_value(&mut self, resource: ResourceId) -> Expr {
        match self.plan.resources[resource] {
            Resource::Imported { import } => self.host_class(import),
            Resource::Defined { .. } => id(&self.class_of(resource).name),
        }
    }

    /// Makes a constructor, method or static function a member of its class. False for any other function, and for
    /// those of a resource that the component did not define.
    pub(super) fn add_to_class(&mut self, interface: &str, function: &Function, core: &CoreDef) -> bool {
        let parsed = FunctionName::parse(&function.name);
        let Some((resource, member)) = parsed.member() else { return false };
        let Some(index) = self.resource_of(function, interface, resource) else { return false };
        let is_known = !self.declare_class(index, &upper_camel(resource)).known.insert(member);
        if is_known {
            return true;
        }
        let method = match parsed {
            FunctionName::Method(_, method) | FunctionName::Static(_, method) => method,
            FunctionName::Constructor(_) | FunctionName::Freestanding(_) => "new",
        };
        let hint = format!("{}{}", lower_camel(resource), upper_camel(method));
        let (params, body) = self.export_body(function, core, interface, &hint).parts();
        let is_async = self.gives_promises(interface, &function.name);
        let is_made_later = self.gives_promises(interface, &format!("[constructor]{resource}"));
        let class = self.declare_class(index, &upper_camel(resource));
        if is_made_later && !std::mem::replace(&mut class.is_made_later, true) {
            class.statics.claim("new".into());
        }
        let method_of = |name: &str, params, body| match is_async {
            true => Member::async_method(name, params, body),
            false => Member::method(name, params, body),
        };
        let member = match parsed {
            FunctionName::Constructor(_) if is_async => method_of("new", params, body).static_(),
            FunctionName::Constructor(_) => Member::constructor(params, body),
            FunctionName::Static(..) => {
                let name = class.statics.claim(static_method(method));
                method_of(&name, params, body).static_()
            }
            _ => {
                let name = class.methods.claim(lower_camel(method));
                method_of(&name, params, body)
            }
        };
        class.members.push(member);
        true
    }

    /// The resource that a function belongs to: the one its interface exports under that name.
    fn resource_of(&self, function: &Function, interface: &str, name: &str) -> Option<ResourceId> {
        let exported = |exports: &[Export]| {
            exports.iter().find_map(|export| match export.item {
                ExportItem::Resource(resource) if export.name == name => Some(resource),
                _ => None,
            })
        };
        let members = find_instance(&self.plan.exports, interface).unwrap_or(&self.plan.exports);
        let resource = exported(members).or_else(|| self.self_type(function))?;
        matches!(self.plan.resources[resource], Resource::Defined { .. }).then_some(resource)
    }

    fn self_type(&self, function: &Function) -> Option<ResourceId> {
        match self.plan.types.kind(function.params.first()?.ty) {
            Kind::Borrow(table) => Some(self.plan.resource_tables[*table]?.resource),
            _ => None,
        }
    }

    /// All classes with their functions, in the order of their resources.
    pub(super) fn take_classes(&mut self) -> Vec<Stmt> {
        let mut classes: Vec<Class> = std::mem::take(&mut self.classes).into_values().collect();
        classes.sort_by_key(|class| class.resource);
        let defined = classes
            .into_iter()
            .filter(|class| matches!(self.plan.resources[class.resource], Resource::Defined { .. }));
        let defined: Vec<_> = defined.collect();
        defined.into_iter().flat_map(|class| self.class_statements(class)).collect()
    }

    fn class_statements(&self, made: Class) -> Vec<Stmt> {
        let Resource::Defined { instance, destructor } = &self.plan.resources[made.resource] else {
            unreachable!("filtered by the caller")
        };
        let table = ResourceTable { resource: made.resource, instance: *instance };
        let parts = Parts {
            emitter: self,
            class: &made,
            destructor: destructor.as_ref().map(|_| super::builtins::destructor(table)),
            takes_turns: self.plan.suspension.is_used(),
            is_disposed_later: self.plan.suspension.destructors.contains(&made.resource),
        };
        let mut statements = vec![parts.symbol()];
        statements.extend(parts.registry());
        statements.push(parts.class_declaration());
        statements.extend(parts.functions());
        statements
    }
}

fn find_instance<'e>(exports: &'e [Export], name: &str) -> Option<&'e [Export]> {
    exports.iter().find_map(|export| match &export.item {
        ExportItem::Instance(members) if export.name == name => Some(members.as_slice()),
        ExportItem::Instance(members) => find_instance(members, name),
        _ => None,
    })
}

/// The statements that make up a class.
struct Parts<'c> {
    emitter: &'c Emitter<'c>,
    class: &'c Class,
    destructor: Option<Expr>,
    /// Whether calls wait for each other.
    takes_turns: bool,
    /// Whether the destructor may wait.
    is_disposed_later: bool,
}

impl Parts<'_> {
    /// `leave(destructor1(enter(rep)))`
    fn destroyed(&self, destructor: Expr, rep: Expr) -> Expr {
        self.emitter.leave(Some(destructor.call((self.emitter.enter(Some(rep)),))))
    }

    fn uses(&self, function: ClassFunction) -> bool {
        let used = |function| self.class.used.contains(&function);
        let releases = used(ClassFunction::Release) || self.destructor.is_some();
        match function {
            ClassFunction::Release => releases,
            ClassFunction::RepOf => releases || used(ClassFunction::RepOf),
            other => used(other),
        }
    }

    /// `const rep3 = Symbol('Counter');`
    fn symbol(&self) -> Stmt {
        let name = self.class.rep();
        const_(name.as_ident().expect("a variable"), id("Symbol").call((string(&self.class.name),)))
    }

    fn registry_name(&self) -> Expr {
        self.class.suffix("registry")
    }

    /// Destroys what the collector found, unless the component is busy or has trapped.
    fn registry(&self) -> Option<Stmt> {
        let destructor = self.destructor.clone()?;
        let destroy = match self.takes_turns {
            true => {
                let destroy = helper("destroyCollected").call((self.emitter.root(), destructor, id("rep")));
                js::arrow("rep", destroy)
            }
            false => {
                let is_free = self.emitter.root().dot("entered").not();
                js::arrow("rep", vec![if_(is_free, vec![expr(self.destroyed(destructor, id("rep")))])])
            }
        };
        let registry = new(id("FinalizationRegistry"), (destroy,));
        Some(const_(self.registry_name().as_ident().expect("a variable"), registry))
    }

    fn class_declaration(&self) -> Stmt {
        let mut members = self.class.members.clone();
        if self.class.is_made_later || !self.class.known.contains("[constructor]") {
            let refusal = match self.class.is_made_later {
                true => format!("\"{}\" is made by promise: by its static method \"new\"", self.class.name),
                false => format!("\"{}\" has no constructor", self.class.name),
            };
            members.insert(0, Member::constructor((), vec![throw(new(id("TypeError"), (string(refusal),)))]));
        }
        members.push(self.dispose());
        class(&self.class.name, None, members)
    }

    /// `[symbolDispose]() { … }`: nothing the second time.
    fn dispose(&self) -> Member {
        let rep = this().at(self.class.rep());
        let mut body = Vec::new();
        if let Some(destructor) = self.destructor.clone().filter(|_| self.is_disposed_later) {
            body.push(if_(rep.eq(undefined()), vec![return_(None)]));
            let released = self.class.function(ClassFunction::Release).call((this(),));
            body.push(expr(
                helper("destroyInTurn").call((self.emitter.root(), destructor, released)).await_(),
            ));
            return Member::async_method(helper("symbolAsyncDispose"), (), body);
        }
        if let Some(destructor) = self.destructor.clone() {
            body.push(if_(rep.eq(undefined()), vec![return_(None)]));
            body.push(expr(self.emitter.may_enter()));
            let released = self.class.function(ClassFunction::Release).call((this(),));
            body.push(expr(self.destroyed(destructor, released)));
        } else {
            body.push(expr(rep.assign(undefined())));
        }
        Member::method(helper("symbolDispose"), (), body)
    }

    fn functions(&self) -> Vec<Stmt> {
        let rep = self.class.rep();
        let create = id("Object").dot("create").call((id(&self.class.name).dot("prototype"),));
        let own = |name: &Expr| name.as_ident().expect("a variable").to_owned();
        let brand = |object: &str| id(object).opt_at(rep.clone());
        let refusal = helper("notResource").call((string(&self.class.name),));
        let borrow = vec![
            const_("object", create.clone()),
            expr(id("object").at(rep.clone()).assign(id("rep"))),
            return_(Some(id("object"))),
        ];
        let mut wrap = borrow.clone();
        let rep_of = self.class.function(ClassFunction::RepOf).call((id("object"),));
        let mut release = vec![const_("rep", rep_of), expr(id("object").at(rep.clone()).assign(undefined()))];
        let mut restore = vec![expr(id("object").at(rep.clone()).assign(id("rep")))];
        if self.destructor.is_some() {
            let register = self.registry_name().dot("register").call((id("object"), id("rep"), id("object")));
            wrap.insert(2, expr(register.clone()));
            restore.push(expr(register));
            release.push(expr(self.registry_name().dot("unregister").call((id("object"),))));
        }
        release.push(return_(Some(id("rep"))));
        let functions = [
            (ClassFunction::Wrap, vec!["rep"], wrap),
            (ClassFunction::Borrow, vec!["rep"], borrow),
            (ClassFunction::Release, vec!["object"], release),
            (ClassFunction::Restore, vec!["object", "rep"], restore),
            (ClassFunction::RepOf, vec!["object"], vec![return_(Some(brand("object").nullish(refusal)))]),
        ];
        let used = functions.into_iter().filter(|(function, ..)| self.uses(*function));
        used.map(|(function, params, body)| declared(&own(&self.class.function(function)), params, body))
            .collect()
    }
}
