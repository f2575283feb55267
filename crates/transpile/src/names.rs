//! From the component model's kebab-case names to JavaScript's.

mod export_aliases;

pub use export_aliases::{RootExport, export_aliases};
use std::collections::HashMap;

/// `get-field-2` → `getField2`, `DNS-error` → `dnsError`. May be a reserved word.
pub fn lower_camel(name: &str) -> String {
    camel(name, false)
}

/// `incoming-body` → `IncomingBody`, `DNS-error` → `DnsError`.
pub fn upper_camel(name: &str) -> String {
    camel(name, true)
}

/// `light-green` → `LIGHT_GREEN`.
pub fn screaming_snake(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

/// Whether every object inherits a property called `name`.
pub fn is_inherited(name: &str) -> bool {
    matches!(
        name,
        "constructor"
            | "hasOwnProperty"
            | "isPrototypeOf"
            | "propertyIsEnumerable"
            | "toLocaleString"
            | "toString"
            | "valueOf"
    )
}

/// Names that differ where the component model's do: `a-1` and `a1` are both `a1` in camel case, and the later one gets
/// a `_`, which no camel case has.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut taken = Taken::default();
    names.into_iter().map(|name| taken.claim(name)).collect()
}

/// Names in use, and how often each was wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken(HashMap<String, u32>);

impl Taken {
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// `name` if it is free, else `name_`, `name_2`, ….
    pub fn claim(&mut self, name: String) -> String {
        loop {
            let wanted = self.0.entry(name.clone()).or_default();
            *wanted += 1;
            let candidate = match *wanted {
                1 => return name,
                2 => format!("{name}_"),
                n => format!("{name}_{}", n - 1),
            };
            if !self.contains(&candidate) {
                self.0.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }
}

/// The name of a static method: a class has `prototype` already, and it cannot be replaced.
pub fn static_method(name: &str) -> String {
    match lower_camel(name) {
        name if name == "prototype" => "prototype_".into(),
        name => name,
    }
}

fn camel(name: &str, upper_first: bool) -> String {
    let mut out = String::with_capacity(name.len());
    for word in words(name) {
        let mut chars = word.chars();
        let first = chars.next().expect("words are not empty");
        if out.is_empty() && !upper_first {
            out.extend(first.to_lowercase());
        } else {
            out.extend(first.to_uppercase());
        }
        out.extend(chars.flat_map(char::to_lowercase));
    }
    out
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The parts of `ns:pkg/iface@1.2.3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceName<'a> {
    /// `ns:pkg`, possibly nested.
    pub package: &'a str,
    /// `iface`, possibly with a projection.
    pub interface: &'a str,
    /// `1.2.3`, if any.
    pub version: Option<&'a str>,
}

impl<'a> InterfaceName<'a> {
    /// `None` for plain names such as `run`.
    pub fn parse(name: &'a str) -> Option<InterfaceName<'a>> {
        let (path, version) = match name.split_once('@') {
            Some((path, version)) => (path, Some(version)),
            None => (name, None),
        };
        let (package, interface) = path.split_once('/')?;
        Some(InterfaceName { package, interface, version })
    }

    /// `ns:pkg/iface`.
    pub fn unversioned(&self) -> String {
        format!("{}/{}", self.package, self.interface)
    }

    /// Whether it is the same interface at a version that a semver-compatible range has in common.
    pub fn is_compatible(&self, other: InterfaceName<'_>) -> bool {
        let tracks = (self.version.and_then(track), other.version.and_then(track));
        self.unversioned() == other.unversioned() && matches!(tracks, (Some(a), Some(b)) if a == b)
    }
}

/// `1` for 1.2.3, `0.2` for 0.2.3; pre-releases and 0.0.x are compatible with themselves only.
fn track(version: &str) -> Option<String> {
    let mut parts = version.split('.');
    let (major, minor, patch) = (parts.next()?, parts.next()?, parts.next()?);
    let is_release = parts.next().is_none() && patch.bytes().all(|digit| digit.is_ascii_digit());
    match (major, minor) {
        _ if !is_release => None,
        ("0", "0") => None,
        ("0", minor) => Some(format!("0.{minor}")),
        (major, _) => Some(major.to_owned()),
    }
}

/// What a function's component-model name says about it, `[method]counter.get` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionName<'a> {
    /// A plain function.
    Freestanding(&'a str),
    /// `[constructor]resource`
    Constructor(&'a str),
    /// `[method]resource.name`
    Method(&'a str, &'a str),
    /// `[static]resource.name`
    Static(&'a str, &'a str),
}

impl<'a> FunctionName<'a> {
    /// Total: what does not look like one of the annotated forms is a plain name.
    pub fn parse(name: &'a str) -> FunctionName<'a> {
        let name = name.strip_prefix("[async]").unwrap_or(name);
        if let Some(resource) = name.strip_prefix("[constructor]") {
            return FunctionName::Constructor(resource);
        }
        for (prefix, of) in [
            ("[method]", FunctionName::Method as fn(&'a str, &'a str) -> FunctionName<'a>),
            ("[async method]", FunctionName::Method),
            ("[static]", FunctionName::Static),
            ("[async static]", FunctionName::Static),
        ] {
            if let Some((resource, member)) = name.strip_prefix(prefix).and_then(|rest| rest.split_once('.'))
            {
                return of(resource, member);
            }
        }
        FunctionName::Freestanding(name)
    }

    /// The resource that the function is of, and which member of its class it is, whatever the resource is called:
    /// `[constructor]`, `[method]get`.
    pub fn member(self) -> Option<(&'a str, String)> {
        match self {
            FunctionName::Freestanding(_) => None,
            FunctionName::Constructor(resource) => Some((resource, "[constructor]".into())),
            FunctionName::Method(resource, name) => Some((resource, format!("[method]{name}"))),
            FunctionName::Static(resource, name) => Some((resource, format!("[static]{name}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camel_case_follows_the_words() {
        assert_eq!(lower_camel("get-field-2"), "getField2");
        assert_eq!(lower_camel("DNS-error"), "dnsError");
        assert_eq!(upper_camel("HTTP-request-URI-invalid"), "HttpRequestUriInvalid");
        assert_eq!(screaming_snake("light-green"), "LIGHT_GREEN");
    }

    #[test]
    fn equal_names_are_told_apart() {
        let names = ["a1", "b", "a1", "a1", "a1_", "a1"].map(String::from);
        assert_eq!(distinct(names), ["a1", "b", "a1_", "a1_2", "a1__", "a1_3"]);
    }

    #[test]
    fn annotated_names_are_taken_apart() {
        assert_eq!(FunctionName::parse("[method]counter.get-it"), FunctionName::Method("counter", "get-it"));
        assert_eq!(FunctionName::parse("[constructor]counter"), FunctionName::Constructor("counter"));
        assert_eq!(FunctionName::parse("run"), FunctionName::Freestanding("run"));
        assert_eq!(FunctionName::parse("[static]a.b").member(), Some(("a", "[static]b".into())));
    }

    #[test]
    fn interface_names_have_three_parts() {
        let name = InterfaceName::parse("wasi:io/streams@0.2.3").expect("an interface name");
        assert_eq!((name.package, name.interface, name.version), ("wasi:io", "streams", Some("0.2.3")));
        assert_eq!(InterfaceName::parse("run"), None);
    }
}
