//! The least JavaScript that implements a side of a world: every function is there and returns the plainest value of its
//! type. It is where a project begins, and TypeScript accepts it with the declarations of the same world.

mod values;

use crate::names;
use crate::plan::world::{Extern, Function, Interface, InterfaceId, Item, Resource, TypeKind, World};
use crate::{Options, Side};
use values::Values;

/// The language that a skeleton is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JavaScript with JSDoc.
    JavaScript,
    /// TypeScript.
    TypeScript,
}

/// What one import or export of a world is in JavaScript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The component's name for it: `my:host/log@1.0.0`.
    pub name: String,
    /// The variable: `log`.
    pub variable: String,
    /// Declares and initialises the variable, and exports it.
    pub declaration: String,
    /// Calls of functions that take and return no resources, as a user of the part spells them.
    pub calls: Vec<String>,
}

/// The parts that are to be implemented: for a host the imports, for a guest the exports.
///
/// For the host, types are those of `app.js` in the same folder and the files beside it.
pub(crate) fn parts(world: &World, side: Side, language: Language, options: &Options) -> Vec<Part> {
    let (items, aliases) = match side {
        Side::Host => (&world.imports, import_names(&world.imports)),
        Side::Guest => (&world.exports, export_names(world, options)),
    };
    let writer = Writer { world, side, language };
    items.iter().zip(aliases).filter_map(|(item, variable)| writer.part(item, variable)).collect()
}

/// `test:library/host@1.0.0` is `testLibraryHost`, `notify` itself.
fn import_names(imports: &[Extern]) -> Vec<String> {
    names::distinct(imports.iter().map(|import| {
        let plain = import.name.split('@').next().unwrap_or_default();
        let name = names::lower_camel(&plain.replace([':', '/'], "-"));
        if js::is_reserved(&name) { format!("{name}_") } else { name }
    }))
}

fn export_names(world: &World, options: &Options) -> Vec<String> {
    let first = |aliases: Vec<String>| aliases.into_iter().next().unwrap_or_default();
    world.export_aliases(options.namespaced_exports).into_iter().map(first).collect()
}

struct Writer<'a> {
    world: &'a World,
    side: Side,
    language: Language,
}

impl Writer<'_> {
    fn part(&self, item: &Extern, variable: String) -> Option<Part> {
        let (ty, value, calls) = match &item.item {
            Item::Interface(id) if self.world.has_values(*id) => self.interface(&item.name, &variable, *id),
            Item::Function(function) => self.function(&item.name, &variable, function),
            Item::Interface(_) | Item::Type(_) | Item::Module => return None,
        };
        let exported = if js::is_reserved(&variable) { format!("{variable}_") } else { variable.clone() };
        let mut declaration = match self.language {
            Language::JavaScript => format!("/** @type {{{ty}}} */\nconst {exported} = {value};\n"),
            Language::TypeScript => format!("const {exported}: {ty} = {value};\n"),
        };
        declaration = match exported == variable {
            true => declaration.replacen("const ", "export const ", 1),
            false => format!("{declaration}export {{ {exported} as {variable} }};\n"),
        };
        Some(Part { name: item.name.clone(), variable, declaration, calls })
    }

    fn interface(&self, name: &str, variable: &str, id: InterfaceId) -> (String, String, Vec<String>) {
        let interface = &self.world.interfaces[id];
        let ty = match self.side {
            Side::Guest => format!("typeof import('{name}')"),
            Side::Host => format!("typeof import('{}')", self.declared(name)),
        };
        let values = Values { world: self.world, classes: Some((id, variable)) };
        let mut members: Vec<String> = interface
            .functions
            .iter()
            .map(|function| method(&names::lower_camel(&function.name), function, &values, &[]))
            .collect();
        members.extend(self.classes(name, interface, &values));
        let calls = interface.functions.iter().filter_map(|function| {
            Some(format!(
                "{variable}.{}({})",
                names::lower_camel(&function.name),
                values.arguments(function)?
            ))
        });
        (ty, format!("{{\n{}}}", indented(&members.concat())), calls.collect())
    }

    /// `Counter: class { … },`
    fn classes(&self, name: &str, interface: &Interface, values: &Values<'_>) -> Vec<String> {
        let types = self.world.type_names(&interface.types);
        let resources =
            interface.types.iter().zip(types).filter_map(|(id, class)| match &self.world.types[*id].kind {
                TypeKind::Resource(resource) => Some(self.class(name, &class, resource, values)),
                _ => None,
            });
        resources.collect()
    }

    fn class(&self, name: &str, class: &str, resource: &Resource, values: &Values<'_>) -> String {
        let module = match self.side {
            Side::Guest => name.to_owned(),
            Side::Host => self.declared(name),
        };
        let declared = format!("import('{module}').{class}");
        let mut body = String::new();
        if let Some(constructor) = &resource.constructor {
            let of = format!("ConstructorParameters<typeof {declared}>");
            body += &self.typed_method("constructor", constructor, values, &of);
        }
        for method in &resource.methods {
            let name = names::lower_camel(&method.name);
            body += &self.typed_method(&name, method, values, &format!("Parameters<{declared}['{name}']>"));
        }
        for function in &resource.statics {
            let name = names::static_method(&function.name);
            let of = format!("Parameters<typeof {declared}.{name}>");
            body += &self.typed_method(&format!("static {name}"), function, values, &of);
        }
        format!("{class}: class {class} {{\n{}}},\n", indented(&body))
    }

    /// Within a class TypeScript infers no parameters.
    fn typed_method(&self, name: &str, function: &Function, values: &Values<'_>, of: &str) -> String {
        let types: Vec<String> = (0..function.params.len()).map(|i| format!("{of}[{i}]")).collect();
        let plain =
            method(name, function, values, if self.language == Language::TypeScript { &types } else { &[] });
        let plain = plain.strip_suffix(",\n").map_or_else(|| plain.clone(), |text| format!("{text}\n"));
        if self.language == Language::TypeScript {
            return plain;
        }
        let params = parameters(function);
        let docs: Vec<String> =
            params.iter().zip(&types).map(|(param, ty)| format!(" * @param {{{ty}}} {param}\n")).collect();
        if docs.is_empty() { plain } else { format!("/**\n{} */\n{plain}", docs.concat()) }
    }

    fn function(&self, name: &str, variable: &str, function: &Function) -> (String, String, Vec<String>) {
        let ty = match self.side {
            Side::Guest => format!("typeof import('{}').{variable}", self.world.name),
            Side::Host => format!("import('./app.js').ImportObject['{name}']['default']"),
        };
        let values = Values { world: self.world, classes: None };
        let arrow = format!("({}) => {}", parameters(function).join(", "), values.returned(function));
        let call = values.arguments(function).map(|arguments| format!("{variable}({arguments})"));
        (ty, arrow, call.into_iter().collect())
    }

    /// The file that declares an interface for the host.
    fn declared(&self, name: &str) -> String {
        let plain = name.split('@').next().unwrap_or_default();
        format!("./interfaces/{}.js", plain.replace([':', '/'], "-"))
    }
}

/// `add(a, b) { return 0; },`
fn method(name: &str, function: &Function, values: &Values<'_>, types: &[String]) -> String {
    let params = parameters(function);
    let params: Vec<String> = match types.is_empty() {
        true => params,
        false => params.iter().zip(types).map(|(param, ty)| format!("{param}: {ty}")).collect(),
    };
    format!("{name}({}) {},\n", params.join(", "), values.body(function))
}

fn parameters(function: &Function) -> Vec<String> {
    names::distinct(function.params.iter().map(|(name, _)| {
        let name = names::lower_camel(name);
        if js::is_reserved(&name) { format!("{name}_") } else { name }
    }))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
