//! Under which names a module exports what the component exports.

use super::{FunctionName, InterfaceName, Taken, lower_camel, upper_camel};

/// One export of a component, by the component's name for it.
#[derive(Clone, Copy, Debug)]
pub enum RootExport<'a> {
    /// A function, an instance or a core module.
    Value(&'a str),
    /// A resource type: in JavaScript a class.
    Resource(&'a str),
}

impl<'a> RootExport<'a> {
    fn name(self) -> &'a str {
        match self {
            RootExport::Value(name) | RootExport::Resource(name) => name,
        }
    }
}

/// All names of each export in JavaScript, the short one first; none for the functions of a resource, which its class
/// has. Names of different exports differ.
///
/// - `run-it` is `runIt`, a resource `counter` is `Counter`. `then` is `then_`: whoever awaits the module, as `import()`
///   does, would call it.
/// - `wasi:cli/run@0.2.0` is `run` unless something is plainly called that, and if `namespaced` it is
///   `wasi:cli/run@0.2.0` too.
/// - Of interfaces with one short name the first in alphabetical order has it: tools differ in the order in which they
///   write exports down. Where the others are not `namespaced`, their package is in the name, `cliRun`, and if need be
///   the namespace and the version.
pub fn export_aliases(exports: &[RootExport<'_>], namespaced: bool) -> Vec<Vec<String>> {
    let mut taken = Taken::default();
    let mut aliases = vec![Vec::new(); exports.len()];
    let mut order: Vec<_> = (0..exports.len()).collect();
    order.sort_by_key(|index| exports[*index].name());
    for index in &order {
        aliases[*index].extend(plain_alias(&mut taken, exports[*index]));
    }
    for index in order {
        if let Some(name) = InterfaceName::parse(exports[index].name()) {
            aliases[index] = interface_aliases(&mut taken, name, namespaced.then(|| exports[index].name()));
        }
    }
    aliases
}

/// The alias of what is not an interface.
fn plain_alias(taken: &mut Taken, export: RootExport<'_>) -> Option<String> {
    let camel = match export {
        RootExport::Resource(name) => upper_camel(name),
        RootExport::Value(name) if InterfaceName::parse(name).is_some() => return None,
        RootExport::Value(name) => match FunctionName::parse(name) {
            FunctionName::Freestanding("then") => "then_".to_owned(),
            FunctionName::Freestanding(name) => lower_camel(name),
            _ => return None,
        },
    };
    Some(taken.claim(camel))
}

fn interface_aliases(taken: &mut Taken, name: InterfaceName<'_>, full: Option<&str>) -> Vec<String> {
    let InterfaceName { package, interface, version } = name;
    let short = lower_camel(interface);
    if !taken.contains(&short) {
        let short = taken.claim(short);
        return [Some(short), full.map(ToOwned::to_owned)].into_iter().flatten().collect();
    }
    if let Some(full) = full {
        return vec![full.to_owned()];
    }
    let (_, package_name) = package.rsplit_once(':').unwrap_or(("", package));
    let longer = [
        format!("{package_name}-{interface}"),
        format!("{package}-{interface}"),
        format!("{package}-{interface}-{}", version.unwrap_or_default()),
    ];
    let free = longer.iter().map(|name| lower_camel(name)).find(|name| !taken.contains(name));
    vec![taken.claim(free.unwrap_or(short))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(names: &[&str], namespaced: bool) -> Vec<String> {
        let exports: Vec<_> = names.iter().map(|name| RootExport::Value(name)).collect();
        export_aliases(&exports, namespaced).into_iter().map(|aliases| aliases.join(" ")).collect()
    }

    #[test]
    fn interfaces_have_a_short_and_a_full_name() {
        assert_eq!(aliases(&["wasi:cli/run@0.2.0", "do-it"], true), ["run wasi:cli/run@0.2.0", "doIt"]);
        assert_eq!(aliases(&["wasi:cli/run@0.2.0", "do-it"], false), ["run", "doIt"]);
    }

    #[test]
    fn the_order_of_exports_does_not_matter() {
        assert_eq!(aliases(&["x:y/c", "a:b/c@2.0.0", "a:b/c@1.0.0"], false), ["yC", "bC", "c"]);
    }

    #[test]
    fn the_first_interface_keeps_a_shared_short_name() {
        let names = ["a:b/c@1.0.0", "a:b/c@2.0.0", "x:y/c", "x:z/c@3.0.0"];
        assert_eq!(aliases(&names, true), ["c a:b/c@1.0.0", "a:b/c@2.0.0", "x:y/c", "x:z/c@3.0.0"]);
        assert_eq!(aliases(&names, false), ["c", "bC", "yC", "zC"]);
        let names = ["a:b/c@1.0.0", "a:b/c@2.0.0", "a:b/c@3.0.0", "a:b/c@3.0.0-rc", "d:b/c"];
        assert_eq!(aliases(&names, false), ["c", "bC", "aBC", "aBC300Rc", "dBC"]);
    }

    #[test]
    fn plain_names_come_before_interfaces() {
        assert_eq!(aliases(&["a:b/run", "run"], true), ["a:b/run", "run"]);
        assert_eq!(aliases(&["a:b/run", "run"], false), ["bRun", "run"]);
    }

    #[test]
    fn a_resource_is_a_class_with_its_functions_inside() {
        let exports = [
            RootExport::Resource("my-thing"),
            RootExport::Value("[constructor]my-thing"),
            RootExport::Value("[method]my-thing.go"),
        ];
        let none: Vec<String> = Vec::new();
        assert_eq!(export_aliases(&exports, true), [vec!["MyThing".to_owned()], none.clone(), none]);
    }

    #[test]
    fn nothing_that_is_awaited_has_a_function_then() {
        assert_eq!(aliases(&["then", "a:b/then"], true), ["then_", "then a:b/then"]);
    }

    #[test]
    fn names_that_camel_case_makes_equal_stay_apart() {
        assert_eq!(aliases(&["a-1", "a1"], true), ["a1", "a1_"]);
    }
}
