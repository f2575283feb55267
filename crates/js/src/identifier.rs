//! Which words may be names.

/// Whether `name` can stand unquoted as a property name, an import or an export.
///
/// ASCII only: engines differ in the Unicode version they know, a quoted name works in all of them.
pub fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(is_start) && bytes.all(is_part)
}

/// Whether `name` must not be bound: a keyword, a word of strict or module code, or a word that reads as one.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok()
}

/// Whether `name` is a global that generated code may rely on, so that binding it would hide the real one.
pub fn is_global(name: &str) -> bool {
    GLOBALS.binary_search(&name).is_ok()
}

/// `text` with every run of characters that no identifier can have replaced by `_`.
pub(crate) fn from_text(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 1);
    if text.bytes().next().is_none_or(|first| first.is_ascii_digit()) {
        name.push('_');
    }
    for byte in text.bytes() {
        if is_part(byte) {
            name.push(char::from(byte));
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name
}

fn is_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$'
}

fn is_part(byte: u8) -> bool {
    is_start(byte) || byte.is_ascii_digit()
}

#[rustfmt::skip]
pub(crate) const RESERVED: &[&str] = &[
    "Infinity", "NaN", "arguments", "async", "await", "break", "case", "catch", "class", "const", "continue",
    "debugger", "default", "delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for",
    "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "of", "package",
    "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof",
    "undefined", "using", "var", "void", "while", "with", "yield",
];

#[rustfmt::skip]
pub(crate) const GLOBALS: &[&str] = &[
    "AbortController", "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "AsyncIterator", "Atomics",
    "BigInt", "BigInt64Array", "BigUint64Array", "Blob", "Boolean", "Buffer", "DataView", "Date", "DisposableStack",
    "Error", "EvalError", "Event", "EventTarget", "FinalizationRegistry", "Float16Array", "Float32Array",
    "Float64Array", "Function", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math",
    "MessageChannel", "Number", "Object", "Promise", "Proxy", "RangeError", "ReadableStream", "ReferenceError",
    "Reflect", "RegExp", "Request", "Response", "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol",
    "SyntaxError", "TextDecoder", "TextEncoder", "TypeError", "URIError", "URL", "Uint16Array", "Uint32Array",
    "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "Worker", "WritableStream",
    "__dirname", "__filename", "atob", "btoa", "clearImmediate", "clearInterval", "clearTimeout", "console", "crypto",
    "decodeURI", "decodeURIComponent", "document", "encodeURI", "encodeURIComponent", "escape", "exports", "fetch",
    "global", "globalThis", "isFinite", "isNaN", "module", "navigator", "parseFloat", "parseInt", "performance",
    "process", "queueMicrotask", "require", "self", "setImmediate", "setInterval", "setTimeout", "structuredClone",
    "unescape", "window",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_so_that_they_can_be_searched() {
        assert!(RESERVED.is_sorted() && GLOBALS.is_sorted());
    }

    #[test]
    fn any_text_becomes_an_identifier() {
        for text in
            ["", "1", "a-b", "wasi:cli/run@0.2.0#run", "é", "a b", "\u{2028}", "__proto__", "$", "9lives"]
        {
            assert!(is_identifier(&from_text(text)), "{text:?} became {:?}", from_text(text));
        }
        assert_eq!(from_text("wasi:cli/run@0.2.0#run"), "wasi_cli_run_0_2_0_run");
    }
}
