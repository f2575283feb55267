//! `enum`: the name of the case, a string.

use super::super::body::{Address, Body};
use super::cases::{load_discriminant, store_discriminant};
use crate::names::screaming_snake;
use js::{Expr, array, arrow, const_, helper, id, string};

/// Up to this many cases a chain of comparisons is smaller and faster than a table.
const FEW: usize = 4;

pub(super) fn lift(body: &mut Body<'_, '_>, names: &[String], disc: Expr) -> Expr {
    let table = table(body, names);
    if body.emitter.options.valid_lifting_optimization {
        return id(table).at(disc);
    }
    let disc = body.simple("disc", disc);
    let invalid = helper("invalidDisc").call((disc.clone(), names.len()));
    id(table).at(disc).nullish(invalid)
}

pub(super) fn lower(body: &mut Body<'_, '_>, names: &[String], value: Expr) -> Expr {
    if names.len() > FEW {
        let table = table(body, names);
        return helper("enumIndex").call((id(table), value));
    }
    id(index_function(body, names)).call((value,))
}

/// `const enumIndex0 = (name) => name === 'red' ? 0 : name === 'green' ? 1 : invalidCase('enum', name);`
fn index_function(body: &mut Body<'_, '_>, names: &[String]) -> String {
    if let Some(name) = body.emitter.enum_indices.get(names) {
        return name.clone();
    }
    let function = body.emitter.scope.unique(format!("enumIndex{}", body.emitter.enum_indices.len()));
    let value = id("name");
    let invalid = helper("invalidCase").call((string("enum"), value.clone()));
    let cases: Vec<_> = names.iter().map(|name| text(body, name)).enumerate().collect();
    let index =
        cases.into_iter().rev().fold(invalid, |rest, (i, name)| value.clone().eq(string(name)).cond(i, rest));
    body.emitter.tables.push(const_(&function, arrow("name", index)));
    body.emitter.enum_indices.insert(names.to_vec(), function.clone());
    function
}

pub(super) fn load(body: &mut Body<'_, '_>, names: &[String], at: &Address) -> Expr {
    let disc = load_discriminant(body, names.len(), at);
    lift(body, names, disc)
}

pub(super) fn store(body: &mut Body<'_, '_>, names: &[String], value: Expr, at: &Address) {
    let disc = lower(body, names, value);
    store_discriminant(body, names.len(), disc, at);
}

fn text(body: &Body<'_, '_>, name: &str) -> String {
    match body.emitter.options.style.enum_values_screaming_snake_case {
        true => screaming_snake(name),
        false => name.to_owned(),
    }
}

/// `const enum0 = ['red', 'green'];`, once for each set of names.
fn table(body: &mut Body<'_, '_>, names: &[String]) -> String {
    if let Some(name) = body.emitter.enums.get(names) {
        return name.clone();
    }
    let name = body.emitter.scope.unique(format!("enum{}", body.emitter.enums.len()));
    let values: Vec<_> = names.iter().map(|name| string(text(body, name))).collect();
    body.emitter.tables.push(const_(&name, array(values)));
    body.emitter.enums.insert(names.to_vec(), name.clone());
    name
}
