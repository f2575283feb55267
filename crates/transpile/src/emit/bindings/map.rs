//! `--map`: from the name a component imports to a module specifier and a member of it.

use crate::names::{InterfaceName, lower_camel};
use crate::options::{Instantiation, Options};

/// Where an import comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// `@jco/preview2-shim/cli`, `a:b/c`.
    pub specifier: String,
    /// The export of it that is the interface, or the function imported at the root.
    pub member: Option<String>,
}

const WASI_PACKAGES: [&str; 7] = ["cli", "clocks", "filesystem", "http", "io", "random", "sockets"];

/// The first that matches: the exact name, a compatible version of it, the name without version, a pattern with `*`
/// (the longest first), WASI's shim, and at last the name without version itself.
pub(crate) fn resolve(name: &str, options: &Options) -> Target {
    let interface = InterfaceName::parse(name);
    let plain = interface.map_or_else(|| name.to_owned(), |name| name.unversioned());
    let exact = || find(options, |from| from == name);
    let compatible = || {
        find(options, |from| {
            let from = InterfaceName::parse(from);
            interface.zip(from).is_some_and(|(name, from)| name.is_compatible(from))
        })
    };
    let unversioned = || find(options, |from| from == plain);
    if let Some(target) = exact().or_else(compatible).or_else(unversioned) {
        return target_of(target, "");
    }
    pattern(options, name, &plain)
        .or_else(|| wasi(options, interface))
        .unwrap_or(Target { specifier: plain, member: None })
}

fn find(options: &Options, matches: impl Fn(&str) -> bool) -> Option<&str> {
    options.map.iter().find(|(from, _)| matches(from)).map(|(_, to)| to.as_str())
}

/// The longest pattern that matches.
fn pattern(options: &Options, name: &str, plain: &str) -> Option<Target> {
    let matches = options.map.iter().filter_map(|(from, to)| {
        let (before, after) = from.split_once('*')?;
        let inner = |text: &str| text.strip_prefix(before)?.strip_suffix(after).map(str::to_owned);
        let part = inner(plain).or_else(|| inner(name))?;
        Some((from.len(), to, part))
    });
    let (_, to, part) = matches.max_by_key(|(length, ..)| *length)?;
    Some(target_of(to, &part))
}

fn wasi(options: &Options, interface: Option<InterfaceName<'_>>) -> Option<Target> {
    let is_bound_here = matches!(options.instantiation, Instantiation::Module | Instantiation::TlaCompat);
    let interface = interface.filter(|_| options.wasi_shim && is_bound_here)?;
    let package = interface.package.strip_prefix("wasi:")?;
    // WASI 0.3 has the same package names and other interfaces.
    let is_shimmed = WASI_PACKAGES.contains(&package)
        && interface.version.is_none_or(|version| version.starts_with("0.2."));
    is_shimmed.then(|| Target {
        specifier: format!("@jco/preview2-shim/{package}"),
        member: Some(lower_camel(interface.interface)),
    })
}

/// `./x/*.js#*`, the part that a pattern matched in place of the `*`.
fn target_of(to: &str, part: &str) -> Target {
    match to.rsplit_once('#') {
        Some((specifier, member)) if !member.is_empty() => Target {
            specifier: specifier.replacen('*', part, 1),
            member: Some(member.replacen('*', &lower_camel(part), 1)),
        },
        _ => Target { specifier: to.replacen('*', part, 1), member: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(map: &[(&str, &str)], name: &str) -> Target {
        let map = map.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect();
        resolve(name, &Options { map, ..Options::default() })
    }

    fn target(specifier: &str, member: Option<&str>) -> Target {
        Target { specifier: specifier.into(), member: member.map(Into::into) }
    }

    #[test]
    fn an_import_goes_by_its_name_without_version() {
        assert_eq!(mapped(&[], "a:b/c@1.0.0"), target("a:b/c", None));
        assert_eq!(mapped(&[], "log"), target("log", None));
    }

    #[test]
    fn the_closest_match_wins() {
        let map = [
            ("a:b/*", "./star.js"),
            ("a:b/c", "./plain.js"),
            ("a:b/c@1.2.0", "./compatible.js"),
            ("a:b/c@1.2.3", "./exact.js"),
        ];
        assert_eq!(mapped(&map, "a:b/c@1.2.3"), target("./exact.js", None));
        assert_eq!(mapped(&map, "a:b/c@1.9.9"), target("./compatible.js", None));
        assert_eq!(mapped(&map, "a:b/c@2.0.0"), target("./plain.js", None));
        assert_eq!(mapped(&map, "a:b/d@1.0.0"), target("./star.js", None));
    }

    #[test]
    fn partial_versions_match_nothing() {
        assert_eq!(mapped(&[("a:b/c@1", "./x.js")], "a:b/c@1.0.0"), target("a:b/c", None));
    }

    #[test]
    fn stars_stand_for_what_the_pattern_left_open() {
        assert_eq!(
            mapped(&[("a:b/*", "./x/*.js#*")], "a:b/my-iface@1.0.0"),
            target("./x/my-iface.js", Some("myIface"))
        );
        assert_eq!(mapped(&[("*", "./all.js")], "log"), target("./all.js", None));
    }

    #[test]
    fn wasi_goes_to_the_shim() {
        assert_eq!(mapped(&[], "wasi:io/streams@0.2.3"), target("@jco/preview2-shim/io", Some("streams")));
        assert_eq!(mapped(&[], "wasi:keyvalue/store@0.2.0"), target("wasi:keyvalue/store", None));
    }
}
