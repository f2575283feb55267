//! What some input is, told from its first bytes and, for a component, its first sections: cheap enough to ask of
//! every input, so that a wrong file gets the advice that fits it.

#[cfg_attr(feature = "binary-only", path = "recognise/no_text.rs")]
mod text;

use std::borrow::Cow;

use wasmparser::{ComponentExternalKind, ComponentType, ComponentTypeDeclaration, Encoding, Parser, Payload};

use crate::contain::contained;
use crate::{Code, Error, Result, nesting};

/// What the bytes given as input are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A component in binary form.
    Component,
    /// A core module in binary form.
    CoreModule,
    /// A WIT package encoded as a component that exports nothing but its interfaces and worlds.
    WitPackage,
    /// The text form of a module or component.
    WatText,
    /// WIT text.
    WitText,
    /// A WebAssembly binary of a version that this build does not know.
    UnknownVersion {
        /// 0 for core modules, 1 for components.
        layer: u16,
        /// The version within the layer.
        version: u16,
    },
    /// None of these.
    Unknown,
}

const MAGIC: &[u8] = b"\0asm";
const CORE: (u16, u16) = (0, 1);
const COMPONENT: (u16, u16) = (1, 0x0d);

/// Tells what `input` is. It may still be invalid, or end too early.
pub fn recognise(input: &[u8]) -> Kind {
    match input.strip_prefix(MAGIC) {
        Some([v0, v1, l0, l1, ..]) => {
            match (u16::from_le_bytes([*l0, *l1]), u16::from_le_bytes([*v0, *v1])) {
                CORE => Kind::CoreModule,
                COMPONENT if is_wit_package(input) => Kind::WitPackage,
                COMPONENT => Kind::Component,
                (layer, version) => Kind::UnknownVersion { layer, version },
            }
        }
        Some(_) => Kind::Unknown,
        None if starts_as_wat(input) => Kind::WatText,
        None if starts_as_wit(input) => Kind::WitText,
        None => Kind::Unknown,
    }
}

/// The binary form of a module or component: text is encoded, a binary is borrowed as it is.
///
/// # Errors
/// Text that does not parse, input that is neither, and components nested too deep to be read.
pub fn binary(input: &[u8]) -> Result<Cow<'_, [u8]>> {
    match recognise(input) {
        Kind::CoreModule => Ok(Cow::Borrowed(input)),
        Kind::Component | Kind::WitPackage => nesting::check(input).map(|()| Cow::Borrowed(input)),
        Kind::WatText => Ok(Cow::Owned(text::encode(input)?)),
        kind @ (Kind::WitText | Kind::UnknownVersion { .. } | Kind::Unknown) => Err(kind.unusable(input)),
    }
}

/// The binary form of a component: as [`binary`], and neither a core module nor a WIT package will do.
///
/// # Errors
/// Whatever is not a component is named, with what to do about it.
pub fn component(input: &[u8]) -> Result<Cow<'_, [u8]>> {
    let bytes = match recognise(input) {
        Kind::Component => return nesting::check(input).map(|()| Cow::Borrowed(input)),
        Kind::WatText => text::encode(input)?,
        kind => return Err(kind.unusable(input)),
    };
    match recognise(&bytes) {
        Kind::Component => Ok(Cow::Owned(bytes)),
        kind => Err(kind.unusable(&bytes)),
    }
}

impl Kind {
    /// The error for `input` of this kind where a component was needed.
    pub fn unusable(self, input: &[u8]) -> Error {
        match self {
            Kind::CoreModule => Error::new(Code::CoreModule, "this is a core module, not a component").help(
                "make a component of it with `jco new`, adding --wasi-command or --wasi-reactor if it imports wasi_snapshot_preview1",
            ),
            Kind::WitPackage => Error::new(Code::WitPackage, "this is an encoded WIT package, which has no code").help(
                "`jco wit` prints it, `jco types` declares its types, `jco transpile --stub` makes a component of it that traps",
            ),
            Kind::WitText => Error::new(Code::WitText, "this is WIT text, not a component").help(
                "`jco types` declares its types, `jco transpile --stub` makes a component of it that traps",
            ),
            Kind::UnknownVersion { layer, version } => unknown_version(layer, version),
            Kind::Component | Kind::WatText | Kind::Unknown => not_wasm(input),
        }
    }
}

fn unknown_version(layer: u16, version: u16) -> Error {
    let (what, known) = match layer {
        0 => ("core module", CORE.1),
        1 => ("component", COMPONENT.1),
        _ => {
            let message = format!(
                "this is a WebAssembly binary of layer {layer}, which is neither module nor component"
            );
            return Error::new(Code::UnknownVersion, message).help("check that the file is not damaged");
        }
    };
    let message =
        format!("this is a {what} of binary version {version:#x}, and this build reads version {known:#x}");
    let help = match version < known {
        true => "it was made for a draft of the format: build it again with current tools",
        false => "it was made for a later format: use a later jco",
    };
    Error::new(Code::UnknownVersion, message).help(help)
}

fn not_wasm(input: &[u8]) -> Error {
    let message = match input {
        [] => "the input is empty",
        _ if MAGIC.starts_with(input) || input.starts_with(MAGIC) => {
            "the input ends inside the WebAssembly header"
        }
        _ => "this is neither a WebAssembly component nor its text form",
    };
    Error::new(Code::NotWasm, message)
        .help("a component starts with the bytes 00 61 73 6d 0d 00 01 00, its text form with `(component`")
}

/// Whether a component consists of types only and exports component types only, each with the full name of an interface
/// or a world in it: what WIT is encoded as.
fn is_wit_package(component: &[u8]) -> bool {
    let is_wit =
        || has_only_types(component) && nesting::check(component).is_ok() && exports_only_wit(component);
    contained(is_wit).unwrap_or(false)
}

/// Asked first, because it can be told without reading types.
fn has_only_types(component: &[u8]) -> bool {
    Parser::new(0).parse_all(component).all(|payload| {
        matches!(
            payload,
            Ok(Payload::Version { .. }
                | Payload::CustomSection(_)
                | Payload::ComponentTypeSection(_)
                | Payload::ComponentExportSection(_)
                | Payload::End(_))
        )
    })
}

fn exports_only_wit(component: &[u8]) -> bool {
    let mut component_types = Vec::new();
    let mut exports = 0;
    for payload in Parser::new(0).parse_all(component) {
        match payload {
            Ok(Payload::Version { encoding: Encoding::Component, .. } | Payload::CustomSection(_)) => {}
            Ok(Payload::ComponentTypeSection(types)) => {
                for ty in types {
                    let Ok(ty) = ty else { return false };
                    component_types.push(is_encoded_wit(&ty));
                }
            }
            Ok(Payload::ComponentExportSection(section)) => {
                for export in section {
                    let Ok(export) = export else { return false };
                    let is_component_type = export.kind == ComponentExternalKind::Type
                        && component_types.get(export.index as usize) == Some(&true);
                    if !is_component_type {
                        return false;
                    }
                    component_types.push(true);
                    exports += 1;
                }
            }
            Ok(Payload::End(_)) => return exports > 0,
            _ => return false,
        }
    }
    false
}

/// `(component (export "ns:pkg/name" …))`
fn is_encoded_wit(ty: &ComponentType<'_>) -> bool {
    let ComponentType::Component(declarations) = ty else { return false };
    declarations.iter().any(|declaration| match declaration {
        ComponentTypeDeclaration::Export { name, .. } => name.name.contains(':'),
        _ => false,
    })
}

fn starts_as_wat(input: &[u8]) -> bool {
    const WAT: Comments = Comments { line: b";;", open: b"(;", close: b";)" };
    WAT.skip(input).starts_with(b"(")
}

fn starts_as_wit(input: &[u8]) -> bool {
    const WIT: Comments = Comments { line: b"//", open: b"/*", close: b"*/" };
    let text = WIT.skip(input);
    let word = text.split(|byte| !byte.is_ascii_lowercase() && *byte != b'@').next().unwrap_or(text);
    let declares = [&b"package"[..], b"interface", b"world", b"use"].contains(&word);
    let annotates = [&b"@since"[..], b"@unstable", b"@deprecated"].contains(&word);
    annotates || declares && text.get(word.len()).is_some_and(u8::is_ascii_whitespace)
}

/// How a language writes comments; block comments nest.
struct Comments {
    line: &'static [u8],
    open: &'static [u8],
    close: &'static [u8],
}

impl Comments {
    /// `text` from its first byte that is neither white space nor comment.
    fn skip<'a>(&self, mut text: &'a [u8]) -> &'a [u8] {
        loop {
            text = text.trim_ascii_start();
            if text.starts_with(self.line) {
                text = text.iter().position(|byte| *byte == b'\n').map_or(&[], |end| &text[end..]);
            } else if text.starts_with(self.open) {
                text = self.skip_block(text);
            } else {
                return text;
            }
        }
    }

    fn skip_block<'a>(&self, mut text: &'a [u8]) -> &'a [u8] {
        let mut depth = 0;
        while !text.is_empty() {
            if text.starts_with(self.open) {
                depth += 1;
                text = &text[self.open.len()..];
            } else if text.starts_with(self.close) {
                depth -= 1;
                text = &text[self.close.len()..];
                if depth == 0 {
                    break;
                }
            } else {
                text = &text[1..];
            }
        }
        text
    }
}

/// A line of source with `length` characters from `column` (counted from 0) marked:
///
/// ```text
///    |
///  3 |   (func $f (reslt i32))
///    |            ^
/// ```
pub fn excerpt(source: &str, line: usize, column: usize, length: usize) -> String {
    const BEFORE: usize = 60;
    const WIDTH: usize = 100;
    let start = if column < WIDTH { 0 } else { column - BEFORE };
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let shown: String = source.chars().skip(start).take(WIDTH).map(clean).collect();
    let length = length.clamp(1, (start + WIDTH).saturating_sub(column).max(1));
    let number = line.to_string();
    let margin = " ".repeat(number.len() + 2);
    let indent = " ".repeat(column - start);
    format!("{margin}|\n {number} | {}\n{margin}| {indent}{}", shown.trim_end(), "^".repeat(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wat(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("the test's text is valid")
    }

    #[test]
    fn binaries_are_told_by_layer_and_version() {
        assert_eq!(recognise(&wat("(component)")), Kind::Component);
        assert_eq!(recognise(&wat("(module)")), Kind::CoreModule);
        assert_eq!(recognise(b"\0asm\x0a\0\x01\0"), Kind::UnknownVersion { layer: 1, version: 10 });
        assert_eq!(recognise(b"\0asm\x02\0\0\0"), Kind::UnknownVersion { layer: 0, version: 2 });
        assert_eq!(recognise(b"\0asm\x01\0"), Kind::Unknown);
    }

    #[test]
    fn text_is_told_past_comments() {
        for text in ["(module)", " \n;; a\n(component)", "(; a (; b ;) ;)\n(module)"] {
            assert_eq!(recognise(text.as_bytes()), Kind::WatText, "{text}");
        }
        for text in [
            "package a:b;",
            "// a\n/* b /* c */ */ world w {}",
            "@since(version = 1.0.0)\nworld w {}",
            "use a:b/c;",
        ] {
            assert_eq!(recognise(text.as_bytes()), Kind::WitText, "{text}");
        }
        for text in
            ["", "packaged", "export const x = 1", "(; never closed", "/* never closed", "// only this"]
        {
            assert_eq!(recognise(text.as_bytes()), Kind::Unknown, "{text}");
        }
    }

    #[test]
    fn an_encoded_wit_package_is_not_a_component_that_exports_types() {
        let package =
            "(component (type (;0;) (component (type (instance)) (export \"a:b/c\" (instance (type 0)))))
            (export \"c\" (type 0)))";
        assert_eq!(recognise(&wat(package)), Kind::WitPackage);
        let types = "(component (type (;0;) (record (field \"a\" u8))) (export \"r\" (type 0)))";
        assert_eq!(recognise(&wat(types)), Kind::Component);
    }

    #[test]
    fn text_becomes_binary_and_binary_is_borrowed() {
        let bytes = wat("(component)");
        assert!(matches!(component(&bytes), Ok(Cow::Borrowed(same)) if same == bytes));
        assert_eq!(component(b"(component)").expect("valid text"), bytes);
    }

    #[test]
    fn what_is_not_a_component_is_named() {
        let code = |input: &[u8]| component(input).expect_err("not a component").code;
        assert_eq!(code(b"(module)"), Code::CoreModule);
        assert_eq!(code(&wat("(module)")), Code::CoreModule);
        assert_eq!(code(b"package a:b;"), Code::WitText);
        assert_eq!(code(b"\0asm\x0c\0\x01\0"), Code::UnknownVersion);
        assert_eq!(code(b"\0asm\x0d\0\x07\0"), Code::UnknownVersion);
        assert_eq!(code(b""), Code::NotWasm);
        assert_eq!(code(b"\0as"), Code::NotWasm);
        assert_eq!(code(b"\x7fELF"), Code::NotWasm);
    }

    #[test]
    fn a_syntax_error_has_its_line_and_column() {
        let error = component("(component\n  (é core type))".as_bytes()).expect_err("invalid text");
        assert_eq!(error.code, Code::WatSyntax);
        let place = error.place.expect("a place");
        assert!(place.starts_with("line 2, column "), "{place}");
        assert!(place.contains("\n 2 |   (é core type))\n"), "{place}");
        let error = component(b"(component \"\xff\")").expect_err("not UTF-8");
        assert_eq!(error.place.as_deref(), Some("byte 0xc"));
    }

    #[test]
    fn the_excerpt_of_a_long_line_stays_short() {
        let line = format!("(component {}(bad))", "(type (func)) ".repeat(1000));
        let error = component(line.as_bytes()).expect_err("invalid text");
        let place = error.place.expect("a place");
        assert!(place.starts_with("line 1, column 14013"), "{place}");
        assert!(place.lines().all(|line| line.chars().count() < 120), "{place}");
    }
}
