//! What a core module imports under one module name: an object literal, shortened where that says the same.
//!
//! Linked shared libraries take hundreds of names from each other; listing each twice is most of such glue.

use super::exports_name;
use crate::emit::Emitter;
use crate::plan::{Argument, CoreDef, CoreInstanceId, ModuleId, ModuleSource, Step};
use js::{Expr, Prop, array, helper, id, object, string};

/// From this many names on a shorter form is shorter.
const MANY: usize = 5;

/// `{ memory: exports0.memory }`, `exports0`, `{ ...exports0, memory: exports1.memory }`,
/// `{ ...unprefixed(exports0, 'libc.so:') }`, `{ ...[lowered0, lowered1, …] }`
///
/// More than what is imported may be in it. What is spread first gives way to what comes later, so a source is spread
/// only if it has nothing that another one spread before has to give.
pub(super) fn module(emitter: &Emitter<'_>, fields: &[&Argument]) -> Expr {
    let mut rest = fields.to_vec();
    let mut props = Vec::new();
    let mut given: Vec<&Argument> = Vec::new();
    for (instance, prefix) in sources(emitter, fields) {
        let is_first = given.is_empty();
        if !is_first && given.iter().any(|arg| may_export(emitter, instance, prefix, &arg.name)) {
            continue;
        }
        let (mine, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|arg| source(emitter, arg) == Some((instance, prefix)));
        rest = others;
        given.extend(mine);
        let exports = id(exports_name(instance));
        let exports =
            if prefix.is_empty() { exports } else { helper("unprefixed").call((exports, string(prefix))) };
        if is_first && rest.is_empty() {
            return exports;
        }
        props.push(Prop::spread(exports));
    }
    let numbered = rest.iter().enumerate().take_while(|(i, arg)| arg.name == i.to_string()).count();
    if numbered >= MANY {
        let values = rest.drain(..numbered).map(|arg| emitter.argument(&arg.value));
        props.push(Prop::spread(array(values.collect::<Vec<_>>())));
    }
    props.extend(rest.iter().map(|arg| match &arg.value {
        CoreDef::Trampoline(index) if emitter.inlined.contains_key(index) => {
            emitter.inlined_property(*index, &arg.name)
        }
        value => Prop::init(&arg.name, emitter.argument(value)),
    }));
    object(props)
}

/// The instance that exports this, and what stands there before the name it is imported as. What has several names
/// there goes by the one it is imported as.
fn source<'a>(emitter: &Emitter<'_>, arg: &'a Argument) -> Option<(CoreInstanceId, &'a str)> {
    let CoreDef::Export { instance, name } = &arg.value else { return None };
    let is_same = static_module(emitter, *instance).is_some_and(|module| {
        let number = |name: &str| emitter.plan.modules[module].exports.get(name);
        number(name).is_some() && number(name) == number(&arg.name)
    });
    Some((*instance, if is_same { "" } else { name.strip_suffix(arg.name.as_str())? }))
}

/// Sources of many names, those of most first.
fn sources<'a>(emitter: &Emitter<'_>, args: &[&'a Argument]) -> Vec<(CoreInstanceId, &'a str)> {
    let mut counts: Vec<((CoreInstanceId, &str), usize)> = Vec::new();
    for from in args.iter().filter_map(|arg| source(emitter, arg)) {
        match counts.iter_mut().find(|(known, _)| *known == from) {
            Some((_, count)) => *count += 1,
            None => counts.push((from, 1)),
        }
    }
    let is_only = |(from, count): &((CoreInstanceId, &str), usize)| {
        from.1.is_empty() && *count == args.len() && *count > 1
    };
    counts.retain(|source| source.1 >= MANY || is_only(source));
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(from, _)| from).collect()
}

/// Whether an instance has something under that name, as far as is known.
fn may_export(emitter: &Emitter<'_>, instance: CoreInstanceId, prefix: &str, name: &str) -> bool {
    match static_module(emitter, instance) {
        Some(module) => emitter.plan.modules[module].exports.contains_key(&format!("{prefix}{name}")),
        None => true,
    }
}

/// The module that an instance is made of, if it is the component's own.
fn static_module(emitter: &Emitter<'_>, instance: CoreInstanceId) -> Option<ModuleId> {
    emitter.plan.steps.iter().find_map(|step| match step {
        Step::Instantiate { instance: made, module: ModuleSource::Static(module), .. }
            if *made == instance =>
        {
            Some(*module)
        }
        _ => None,
    })
}
