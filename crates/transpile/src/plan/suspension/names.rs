//! Which functions wait: those that options name, and those of WASI 0.2.

use super::names_of;
use crate::error::{Code, Error, Result};
use crate::names::InterfaceName;
use crate::options::Options;
use crate::plan::{
    Export, ExportItem, Import, ImportKind, Kind, Plan, Resource, ResourceId, Trampoline, TypeId,
};

/// Whether one of the names given is that of a function: `ns:pkg/iface@1.0.0#func` at a compatible version,
/// `ns:pkg/iface#func`, `func`, with `*` for any text.
pub(crate) fn is_named(given: &[String], interface: &str, function: &str) -> bool {
    given.iter().any(|pattern| matches(pattern, interface, function))
}

fn matches(pattern: &str, interface: &str, function: &str) -> bool {
    if is_like(pattern, function) {
        return true;
    }
    let Some(name) = InterfaceName::parse(interface) else {
        return !interface.is_empty() && is_like(pattern, &format!("{interface}#{function}"));
    };
    let is_compatible = || {
        let Some((given, rest)) = pattern.split_once('#') else { return false };
        InterfaceName::parse(given).is_some_and(|given| name.is_compatible(given)) && is_like(rest, function)
    };
    is_like(pattern, &format!("{interface}#{function}"))
        || is_like(pattern, &format!("{}#{function}", name.unversioned()))
        || is_compatible()
}

/// Whether `text` is as `pattern` says, where each `*` stands for any text.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let Some((inner, last)) = rest.rsplit_once('*') else { return text.ends_with(rest) };
    for part in inner.split('*') {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}

/// `wasi:io/poll#poll`
pub(super) fn described(interface: &str, function: &str) -> String {
    match InterfaceName::parse(interface) {
        Some(name) => format!("{}#{function}", name.unversioned()),
        None => function.to_owned(),
    }
}

/// A function that a name may mean, by interface and function.
pub(crate) type Declared = (String, String);

/// A name that means nothing is a mistake, but for lists that serve several components: those of WASI's functions, and
/// those with a `*`.
pub(super) fn check(plan: &Plan<'_>, options: &Options) -> Result<()> {
    let functions = plan.imports.iter().filter(|(_, import)| import.kind == ImportKind::Function);
    let imports: Vec<Declared> = functions.map(|(_, import)| names_of(import)).collect();
    let mut exports = Vec::new();
    collect("", &plan.exports, &mut exports);
    for (option, given, there) in [
        ("--async-imports", &options.async_imports, &imports),
        ("--async-exports", &options.async_exports, &exports),
    ] {
        let is_known =
            |pattern: &str| there.iter().any(|(interface, name)| matches(pattern, interface, name));
        let unknown = given
            .iter()
            .find(|pattern| !pattern.contains('*') && !pattern.starts_with("wasi:") && !is_known(pattern));
        if let Some(unknown) = unknown {
            return Err(missing(option, unknown, there));
        }
    }
    Ok(())
}

fn missing(option: &str, name: &str, there: &[Declared]) -> Error {
    const MANY: usize = 6;
    let named = |(interface, function): &Declared| match interface.is_empty() {
        true => function.clone(),
        false => format!("{interface}#{function}"),
    };
    let mut names: Vec<_> = there.iter().take(MANY).map(named).collect();
    if there.len() > MANY {
        names.push("…".into());
    }
    let help = match names.is_empty() {
        true => "there are none".to_owned(),
        false => format!("there are {}", names.join(", ")),
    };
    let side = option.trim_start_matches("--async-").trim_end_matches('s');
    Error::new(Code::BadOption, format!("{option} names `{name}`, and the component has no such {side}"))
        .help(help)
}

fn collect(interface: &str, exports: &[Export], names: &mut Vec<Declared>) {
    for export in exports {
        match &export.item {
            ExportItem::Function { function, .. } => {
                names.push((interface.to_owned(), function.name.clone()))
            }
            ExportItem::Instance(members) => collect(&export.name, members, names),
            ExportItem::Resource(_) | ExportItem::Module(_) => {}
        }
    }
}

/// Whether streams that a component can get may have to be waited for.
pub(super) struct Streams {
    input: bool,
    output: bool,
}

/// Streams from there answer at once.
const READY_INPUT: [&str; 1] = ["wasi:filesystem/types"];
const READY_OUTPUT: [&str; 3] = ["wasi:cli/stdout", "wasi:cli/stderr", "wasi:filesystem/types"];

impl Streams {
    pub fn of(plan: &Plan<'_>) -> Streams {
        let may_wait = |resource: &str, ready: &[&str]| {
            let stream = plan.resources.iter().find(|(_, known)| is_stream(plan, known, resource));
            stream.is_some_and(|(stream, _)| comes_from_elsewhere(plan, stream, ready))
        };
        Streams {
            input: may_wait("input-stream", &READY_INPUT),
            output: may_wait("output-stream", &READY_OUTPUT),
        }
    }

    pub fn wait(&self, interface: &str, function: &str) -> bool {
        match wasi_wait(interface, function) {
            None => false,
            Some(Waits::Always) => true,
            Some(Waits::Reading) => self.input,
            Some(Waits::Writing) => self.output,
            Some(Waits::Either) => self.input || self.output,
        }
    }
}

enum Waits {
    Always,
    Reading,
    Writing,
    Either,
}

/// Whether a function of WASI may have to wait, as far as its name tells.
pub(crate) fn waits_in_wasi(interface: &str, function: &str) -> bool {
    wasi_wait(interface, function).is_some()
}

fn wasi_wait(interface: &str, function: &str) -> Option<Waits> {
    let name = InterfaceName::parse(interface)?;
    if name.package != "wasi:io" || !name.version.is_none_or(|version| version.starts_with("0.2.")) {
        return None;
    }
    Some(match (name.interface, function) {
        ("poll", "poll" | "[method]pollable.block") => Waits::Always,
        ("streams", "[method]input-stream.blocking-read" | "[method]input-stream.blocking-skip") => {
            Waits::Reading
        }
        ("streams", "[method]output-stream.blocking-splice") => Waits::Either,
        ("streams", function) if function.starts_with("[method]output-stream.blocking-") => Waits::Writing,
        _ => return None,
    })
}

fn is_stream(plan: &Plan<'_>, known: &Resource, name: &str) -> bool {
    let Resource::Imported { import } = known else { return false };
    let Import { name: interface, path, .. } = &plan.imports[*import];
    let interface = InterfaceName::parse(interface).map(|name| name.unversioned());
    interface.as_deref() == Some("wasi:io/streams") && path.last().is_some_and(|last| last == name)
}

/// Whether something else than the interfaces in `ready` gives the component such a stream.
fn comes_from_elsewhere(plan: &Plan<'_>, stream: ResourceId, ready: &[&str]) -> bool {
    let imported = plan.trampolines.iter().any(|(_, trampoline)| match trampoline {
        Trampoline::Lower { import, function } => {
            let interface = InterfaceName::parse(&plan.imports[*import].name).map(|name| name.unversioned());
            let is_ready = interface.is_some_and(|name| ready.contains(&name.as_str()));
            !is_ready && function.result.is_some_and(|ty| mentions(plan, ty, stream))
        }
        _ => false,
    });
    imported || is_taken(plan, &plan.exports, stream)
}

fn is_taken(plan: &Plan<'_>, exports: &[Export], stream: ResourceId) -> bool {
    exports.iter().any(|export| match &export.item {
        ExportItem::Function { function, .. } => {
            function.params.iter().any(|param| mentions(plan, param.ty, stream))
        }
        ExportItem::Instance(members) => is_taken(plan, members, stream),
        ExportItem::Resource(_) | ExportItem::Module(_) => false,
    })
}

/// Whether a value of the type may hold a handle of the resource.
fn mentions(plan: &Plan<'_>, ty: TypeId, resource: ResourceId) -> bool {
    let inner = |ty: &TypeId| mentions(plan, *ty, resource);
    if !plan.types.has_own(ty) && !plan.types.has_borrow(ty) {
        return false;
    }
    match plan.types.kind(ty) {
        Kind::Own(table) | Kind::Borrow(table) => {
            plan.resource_tables[*table].is_some_and(|table| table.resource == resource)
        }
        Kind::Record(fields) => fields.iter().any(|field| inner(&field.ty)),
        Kind::Tuple(types) => types.iter().any(inner),
        Kind::List(ty) | Kind::FixedList(ty, _) | Kind::Option(ty) => inner(ty),
        Kind::Map { key, value } => inner(key) || inner(value),
        Kind::Variant(cases) => cases.iter().filter_map(|case| case.ty.as_ref()).any(inner),
        Kind::Result { ok, err } => ok.iter().chain(err).any(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pattern: &str, interface: &str, function: &str) -> bool {
        is_named(&[pattern.to_owned()], interface, function)
    }

    #[test]
    fn functions_go_by_several_names() {
        for pattern in
            ["a:b/c@1.0.0#f", "a:b/c@1.2.0#f", "a:b/c#f", "f", "*", "a:b/*", "a:*#*f", "*/c@1.0.0#f"]
        {
            assert!(named(pattern, "a:b/c@1.0.0", "f"), "{pattern}");
        }
        for pattern in ["a:b/c@2.0.0#f", "a:b/c#g", "a:b/c", "g", "a:b/d*", "*g", "a*f*x"] {
            assert!(!named(pattern, "a:b/c@1.0.0", "f"), "{pattern}");
        }
        assert!(named("run", "", "run") && !named("a:b/c#run", "", "run"));
        assert!(named("console#log", "console", "log"));
    }

    #[test]
    fn what_waits_in_wasi_is_known() {
        assert!(waits_in_wasi("wasi:io/poll@0.2.3", "poll"));
        assert!(waits_in_wasi("wasi:io/streams", "[method]output-stream.blocking-flush"));
        assert!(!waits_in_wasi("wasi:io/poll@0.2.3", "[method]pollable.ready"));
        assert!(!waits_in_wasi("wasi:io/poll@0.3.0", "poll"));
    }
}
