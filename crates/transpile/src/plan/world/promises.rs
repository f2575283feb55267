//! Which functions of a world give promises: as the suspension of a component has it, or by names alone.

use super::{Extern, Function, InterfaceId, Item, Promises, Resource, TypeKind, World};
use crate::options::Options;
use crate::plan::suspension::{Declared, Suspension, is_named, waits_in_wasi};

/// A function with the names by which it is known.
type Judge<'a> = &'a dyn Fn(&Declared) -> bool;

impl World {
    /// Marks the functions that may be suspended, or that may suspend.
    pub fn mark_promises(&mut self, suspension: &Suspension) {
        if !suspension.imports.is_empty() {
            self.mark(Side::Imports, &|name| suspension.imports.contains(name));
        }
        if suspension.has_turns() {
            self.mark(Side::Exports, &|name| suspension.exports.contains(name));
            self.mark(Side::Destructors, &|name| suspension.destructor_names.contains(name));
        }
    }

    /// The same for a component that nobody has made yet: what waits inside it is not known.
    pub fn name_promises(&mut self, options: &Options) {
        self.mark(Side::Imports, &|(interface, function)| {
            is_named(&options.async_imports, interface, function) || waits_in_wasi(interface, function)
        });
        self.mark(Side::Exports, &|(interface, function)| {
            is_named(&options.async_exports, interface, function)
        });
    }

    fn mark(&mut self, side: Side, judge: Judge<'_>) {
        let mut externs = std::mem::take(side.externs(self));
        for item in &mut externs {
            self.mark_extern(item, side, judge);
        }
        *side.externs(self) = externs;
    }

    fn mark_extern(&mut self, item: &mut Extern, side: Side, judge: Judge<'_>) {
        match &mut item.item {
            Item::Function(function) => side.mark_function(function, "", "", judge),
            Item::Interface(id) => self.mark_interface(*id, &item.name, side, judge),
            Item::Type(id) => mark_resource(&mut self.types[*id], "", side, judge),
            Item::Module => {}
        }
    }

    fn mark_interface(&mut self, id: InterfaceId, name: &str, side: Side, judge: Judge<'_>) {
        for function in &mut self.interfaces[id].functions {
            side.mark_function(function, name, "", judge);
        }
        for ty in self.interfaces[id].types.clone() {
            mark_resource(&mut self.types[ty], name, side, judge);
        }
        for (name, inner) in self.interfaces[id].instances.clone() {
            self.mark_interface(inner, &name, side, judge);
        }
    }
}

fn mark_resource(definition: &mut super::TypeDef, interface: &str, side: Side, judge: Judge<'_>) {
    let TypeKind::Resource(resource) = &mut definition.kind else { return };
    let name = definition.name.as_deref().unwrap_or_default();
    if side == Side::Destructors {
        resource.is_disposed_later = judge(&(interface.to_owned(), name.to_owned()));
        return;
    }
    let Resource { constructor, methods, statics, .. } = resource;
    if let Some(constructor) = constructor {
        side.mark_as(constructor, interface, format!("[constructor]{name}"), judge);
    }
    for method in methods {
        side.mark_function(method, interface, &format!("[method]{name}."), judge);
    }
    for method in statics {
        side.mark_function(method, interface, &format!("[static]{name}."), judge);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Imports,
    Exports,
    /// Of exported resources.
    Destructors,
}

impl Side {
    fn externs(self, world: &mut World) -> &mut Vec<Extern> {
        match self {
            Side::Imports => &mut world.imports,
            Side::Exports | Side::Destructors => &mut world.exports,
        }
    }

    fn mark_function(self, function: &mut Function, interface: &str, prefix: &str, judge: Judge<'_>) {
        let name = format!("{prefix}{}", function.name);
        self.mark_as(function, interface, name, judge);
    }

    /// An interface that is imported and exported has one declaration, for both.
    fn mark_as(self, function: &mut Function, interface: &str, name: String, judge: Judge<'_>) {
        if !judge(&(interface.to_owned(), name)) {
            return;
        }
        match self {
            Side::Exports => function.promises = Promises::Always,
            Side::Imports if function.promises == Promises::Never => function.promises = Promises::Maybe,
            Side::Imports | Side::Destructors => {}
        }
    }
}
