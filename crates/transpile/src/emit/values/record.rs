//! `record`: an object with camelCase keys.

use super::super::body::{Address, Body, Flat};
use super::{
    is_written_in_place, lift as lift_value, load as load_value, lower as lower_value, store as store_value,
};
use crate::names::{distinct, is_inherited, lower_camel};
use crate::plan::{Field, TypeId};
use js::{Expr, Pattern, Prop, const_destructure, helper, id, object, string};

pub(super) fn lift(body: &mut Body<'_, '_>, fields: &[Field], flat: &mut Flat) -> Expr {
    let fields = keys(fields).into_iter().zip(fields);
    let props = fields.map(|(key, field)| Prop::init(key, lift_value(body, field.ty, flat)));
    object(props.collect::<Vec<_>>())
}

pub(super) fn lower(body: &mut Body<'_, '_>, fields: &[Field], value: Expr) -> Vec<Expr> {
    let value = body.simple("record", value);
    let fields = keys(fields).into_iter().zip(fields);
    let lowered = fields.map(|(key, field)| lower_value(body, field.ty, member(&value, key)));
    lowered.collect::<Vec<_>>().concat()
}

pub(super) fn load(body: &mut Body<'_, '_>, fields: &[Field], at: &Address) -> Expr {
    let offsets = body.offsets(&types(fields));
    let fields = keys(fields).into_iter().zip(fields).zip(offsets);
    let props =
        fields.map(|((key, field), offset)| Prop::init(key, load_value(body, field.ty, &at.add(offset))));
    object(props.collect::<Vec<_>>())
}

pub(super) fn store(body: &mut Body<'_, '_>, fields: &[Field], value: Expr, at: &Address) {
    let value = body.simple("record", value);
    let offsets = body.offsets(&types(fields));
    let values = taken(body, fields, &value);
    for ((value, field), offset) in values.into_iter().zip(fields).zip(offsets) {
        store_value(body, field.ty, value, &at.add(offset));
    }
}

/// The values of the fields, those that go directly into memory in variables: `const { a, b } = value; fresh(mem0);`
fn taken(body: &mut Body<'_, '_>, fields: &[Field], value: &Expr) -> Vec<Expr> {
    let mut names = Vec::new();
    let values = keys(fields).into_iter().zip(fields).map(|(key, field)| {
        if is_inherited(&key) || !is_written_in_place(body.kind(field.ty)) {
            return member(value, key);
        }
        let name = body.scope.unique(&key);
        names.push((key, name.clone()));
        id(name)
    });
    let values = values.collect();
    if !names.is_empty() {
        let names = names.iter().map(|(key, name)| (key.as_str(), name.as_str()));
        body.push(const_destructure(Pattern::object(names), value.clone()));
        body.freshen();
    }
    values
}

/// `value.name`; of what every object inherits only its own: `ownProperty(value, 'constructor')`.
pub(super) fn member(value: &Expr, name: String) -> Expr {
    match is_inherited(&name) {
        true => helper("ownProperty").call((value.clone(), string(name))),
        false => value.clone().dot(name),
    }
}

fn keys(fields: &[Field]) -> Vec<String> {
    distinct(fields.iter().map(|field| lower_camel(&field.name)))
}

fn types(fields: &[Field]) -> Vec<TypeId> {
    fields.iter().map(|field| field.ty).collect()
}
