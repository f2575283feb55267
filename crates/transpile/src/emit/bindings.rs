//! Where imports come from: the specifiers, and the variables that hold host functions and classes.

mod map;

use crate::names::{FunctionName, InterfaceName, Taken, lower_camel, upper_camel};
use crate::options::{Instantiation, Options};
use crate::plan::{Import, ImportId, ImportKind, Plan};
use js::{Expr, Pattern, Program, Scope, Stmt, const_destructure, helper, id, string};
pub(crate) use map::{Target, resolve};
use std::collections::HashMap;

/// The variables of the imports, by interface.
#[derive(Default)]
pub(crate) struct Bindings {
    interfaces: Vec<Interface>,
    values: HashMap<ImportId, Expr>,
    classes: HashMap<(usize, String), Expr>,
    owner: HashMap<ImportId, usize>,
}

/// One name that the component imports: an interface, or a function at the root.
struct Interface {
    name: String,
    target: Target,
    members: Vec<Member>,
    /// The properties that are functions.
    functions: Taken,
}

/// A property of the interface, and the variable it is put into.
struct Member {
    property: String,
    local: String,
    /// Else an instance or a module.
    is_function: bool,
}

impl Bindings {
    pub fn new(plan: &Plan<'_>, options: &Options, scope: &mut Scope) -> Bindings {
        let mut bindings = Bindings {
            interfaces: Vec::new(),
            values: HashMap::new(),
            classes: HashMap::new(),
            owner: HashMap::new(),
        };
        let mut known = HashMap::new();
        for (import, source) in plan.imports.iter() {
            let name = root_name(source);
            let interface = *known.entry(name.to_owned()).or_insert_with(|| {
                let target = resolve(name, options);
                bindings.interfaces.push(Interface {
                    name: name.to_owned(),
                    target,
                    members: Vec::new(),
                    functions: Taken::default(),
                });
                bindings.interfaces.len() - 1
            });
            bindings.owner.insert(import, interface);
            bindings.bind(import, source, interface, scope);
        }
        bindings
    }

    fn bind(&mut self, import: ImportId, source: &Import, interface: usize, scope: &mut Scope) {
        let Some((leaf, nested)) = source.path.split_last() else {
            let target = &self.interfaces[interface].target;
            let property = target.member.clone().unwrap_or_else(|| "default".into());
            let is_class = root_name(source) != source.name || source.kind == ImportKind::Resource;
            let hint = if is_class { upper_camel(root_name(source)) } else { lower_camel(&source.name) };
            let local = self.member(interface, property, &hint, source.kind != ImportKind::Module, scope);
            self.values.insert(import, local);
            return;
        };
        let (property, hint) = match (source.kind, FunctionName::parse(leaf)) {
            (ImportKind::Resource, _) => (upper_camel(leaf), upper_camel(leaf)),
            (_, FunctionName::Freestanding(name)) => (lower_camel(name), lower_camel(name)),
            (
                _,
                FunctionName::Constructor(resource)
                | FunctionName::Static(resource, _)
                | FunctionName::Method(resource, _),
            ) => {
                let class = self.class_member(interface, resource, nested, scope);
                self.values.insert(import, class);
                return;
            }
        };
        let value = match source.kind {
            ImportKind::Resource => self.class_member(interface, leaf, nested, scope),
            kind => {
                let property = self.interfaces[interface].functions.claim(property);
                self.nested_member(interface, nested, property, &hint, kind == ImportKind::Function, scope)
            }
        };
        self.values.insert(import, value);
    }

    fn class_member(
        &mut self,
        interface: usize,
        resource: &str,
        nested: &[String],
        scope: &mut Scope,
    ) -> Expr {
        let key =
            (interface, nested.iter().map(String::as_str).chain([resource]).collect::<Vec<_>>().join("#"));
        if let Some(class) = self.classes.get(&key) {
            return class.clone();
        }
        let name = upper_camel(resource);
        let class = self.nested_member(interface, nested, name.clone(), &name, true, scope);
        self.classes.insert(key, class.clone());
        class
    }

    /// A member of an instance that the interface has inside is reached from there each time.
    fn nested_member(
        &mut self,
        interface: usize,
        nested: &[String],
        property: String,
        hint: &str,
        is_function: bool,
        scope: &mut Scope,
    ) -> Expr {
        let Some((first, rest)) = nested.split_first() else {
            return self.member(interface, property, hint, is_function, scope);
        };
        let outer = self.member(interface, lower_camel(first), &lower_camel(first), false, scope);
        rest.iter().fold(outer, |outer, name| outer.dot(lower_camel(name))).dot(property)
    }

    fn member(
        &mut self,
        interface: usize,
        property: String,
        hint: &str,
        is_function: bool,
        scope: &mut Scope,
    ) -> Expr {
        let members = &mut self.interfaces[interface].members;
        if let Some(member) = members.iter().find(|member| member.property == property) {
            return id(&member.local);
        }
        let local = scope.unique(hint);
        members.push(Member { property, local: local.clone(), is_function });
        id(local)
    }

    /// The host's function, class or module.
    pub fn value(&self, import: ImportId) -> Expr {
        self.values[&import].clone()
    }

    /// The class whose constructor, method or static function an import is.
    pub fn class(&self, import: ImportId, resource: &str) -> Expr {
        let own = &self.values[&import];
        self.classes.get(&(self.owner[&import], resource.to_owned())).unwrap_or(own).clone()
    }

    /// Module specifiers, or keys of `imports`, in order of first use.
    pub fn specifiers(&self) -> Vec<String> {
        let mut specifiers: Vec<String> = Vec::new();
        for interface in self.interfaces.iter().filter(|interface| !interface.members.is_empty()) {
            if !specifiers.contains(&interface.target.specifier) {
                specifiers.push(interface.target.specifier.clone());
            }
        }
        specifiers
    }

    /// The import declarations, put into `program`, and the statements that take interfaces apart.
    pub fn statements(&self, program: &mut Program, options: &Options, scope: &mut Scope) -> Vec<Stmt> {
        let interfaces = self.interfaces.iter().filter(|interface| !interface.members.is_empty());
        match options.instantiation {
            Instantiation::Module | Instantiation::TlaCompat => {
                interfaces.filter_map(|interface| interface.import(program, scope)).collect()
            }
            Instantiation::Async | Instantiation::Sync => interfaces.map(Interface::take_apart).collect(),
        }
    }
}

/// The name at the root that an import is part of: for a function of a resource imported there, the resource.
fn root_name(source: &Import) -> &str {
    match FunctionName::parse(&source.name) {
        FunctionName::Constructor(resource)
        | FunctionName::Method(resource, _)
        | FunctionName::Static(resource, _) => resource,
        FunctionName::Freestanding(_) => &source.name,
    }
}

impl Interface {
    /// `import { f } from 'a:b/c';`, or `import { c } from 'shim'; const { f } = c;`
    fn import(&self, program: &mut Program, scope: &mut Scope) -> Option<Stmt> {
        let Target { specifier, member } = &self.target;
        match member {
            Some(member) if !self.is_root_function() => {
                let local = scope.unique(member);
                program.import(js::Import::named(specifier, member, &local));
                Some(const_destructure(self.pattern(), id(local)))
            }
            _ => {
                for Member { property, local, .. } in &self.members {
                    program.import(js::Import::named(specifier, property, local));
                }
                None
            }
        }
    }

    /// `const { f } = hostImport(imports, 'a:b/c', 'a:b/c@1.0.0', ['f']);`
    fn take_apart(&self) -> Stmt {
        let Target { specifier, member } = &self.target;
        let versioned = if InterfaceName::parse(&self.name).is_some() { &self.name } else { specifier };
        let functions =
            self.members.iter().filter(|member| member.is_function).map(|member| string(&member.property));
        let functions = js::array(functions.collect::<Vec<_>>());
        let mut args = vec![id("imports"), string(specifier), string(versioned), functions];
        args.extend(member.iter().filter(|_| !self.is_root_function()).map(string));
        const_destructure(self.pattern(), helper("hostImport").call(args))
    }

    fn is_root_function(&self) -> bool {
        InterfaceName::parse(&self.name).is_none()
            && self.members.iter().any(|member| {
                member.property == "default" || Some(&member.property) == self.target.member.as_ref()
            })
    }

    fn pattern(&self) -> Pattern {
        Pattern::object(self.members.iter().map(|member| (member.property.as_str(), member.local.as_str())))
    }
}
