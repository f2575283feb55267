//! Names and strings as JavaScript and TypeScript spell them.

use std::borrow::Cow;

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{{{:x}}}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A property name, quoted where it has to be.
pub(super) fn property(name: &str) -> Cow<'_, str> {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    let is_identifier = name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_ascii_digit());
    if is_identifier { Cow::Borrowed(name) } else { Cow::Owned(quoted(name)) }
}

/// A method's name. In brackets, `constructor` is a method like any other.
pub(super) fn method(name: &str) -> Cow<'_, str> {
    if name == "constructor" { Cow::Borrowed("['constructor']") } else { property(name) }
}

/// Whether a declaration cannot be called `name`.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok()
}

/// Words of JavaScript in strict mode and what TypeScript adds to them.
const RESERVED: [&str; 50] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "globalThis",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_can_be_searched() {
        assert!(RESERVED.is_sorted());
        assert!(is_reserved("delete") && !is_reserved("Delete"));
    }

    #[test]
    fn strings_cannot_be_left() {
        assert_eq!(quoted("a'b\\c\n\u{2028}"), "'a\\'b\\\\c\\n\\u{2028}'");
    }

    #[test]
    fn properties_are_quoted_where_they_must() {
        assert_eq!(
            ["log", "$a1", "a-b", "1a", ""].map(|name| property(name).into_owned()),
            ["log", "$a1", "'a-b'", "'1a'", "''"]
        );
        assert_eq!(method("constructor"), "['constructor']");
    }
}
