//! What workerd needs besides the module: a worker, and a configuration that names every file.

use crate::emit;
use crate::options::{Instantiation, Options, Runtime};
use crate::output::{ExportKind, File};
use std::borrow::Cow;
use std::fmt::Write;

/// `toFetchHandler` and the WASI shim in one file, which whoever has them puts beside the others.
pub const RUNTIME: &str = "jco-fetch.js";

/// `(module (func (export "") unreachable))`: what traps come out of.
const TRAP: [u8; 31] =
    *b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x07\x04\x01\0\0\0\x0a\x05\x01\x03\0\0\x0b";

/// The file with that module, which a worker cannot compile itself.
pub(crate) fn trap_file(options: &Options) -> String {
    format!("{}.trap.wasm", options.name)
}

/// The module of traps and, for a component that handles requests, worker and configuration.
pub(crate) fn files<'a>(
    core: &[File<'_>],
    exports: &[(String, ExportKind)],
    options: &Options,
) -> Vec<File<'a>> {
    if options.target != Runtime::Workerd {
        return Vec::new();
    }
    let file = |name, bytes| File { name, bytes: Cow::Owned(bytes) };
    let mut files = vec![file(trap_file(options), TRAP.to_vec())];
    if is_worker(exports, options) {
        files.push(file(worker_file(options), emit::worker(options).into_bytes()));
        let modules: Vec<_> = core.iter().chain(&files[..1]).map(|file| file.name.as_str()).collect();
        let text = configuration(&modules, options);
        files.push(file(format!("{}.capnp", options.name), text.into_bytes()));
    }
    files
}

/// Whether the output is a whole worker: it exports a handler, and can be instantiated for each request.
fn is_worker(exports: &[(String, ExportKind)], options: &Options) -> bool {
    let is_handler =
        |name: &str| name == "incomingHandler" || name.starts_with("wasi:http/incoming-handler@0.2");
    options.instantiation == Instantiation::Async && exports.iter().any(|(name, _)| is_handler(name))
}

fn worker_file(options: &Options) -> String {
    format!("{}.worker.js", options.name)
}

/// In the language of Cap'n Proto.
fn configuration(wasm: &[&str], options: &Options) -> String {
    let scripts = [worker_file(options), format!("{}.js", options.name), RUNTIME.to_owned()];
    let mut modules = String::new();
    let named = scripts.iter().map(|name| (name.as_str(), "esModule"));
    for (name, kind) in named.chain(wasm.iter().map(|name| (*name, "wasm"))) {
        let name = quoted(name);
        let _ = writeln!(modules, "    (name = {name}, {kind} = embed {name}),");
    }
    TEMPLATE.replace("{modules}", modules.trim_end())
}

const TEMPLATE: &str = r#"# A server: `workerd serve` with this file.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "component", worker = .component)],
  sockets = [(name = "http", address = "127.0.0.1:8080", http = (), service = "component")],
);

const component :Workerd.Worker = (
  modules = [
{modules}
  ],
  # What the component is given of WASI, as WASIShim takes it. Without `network` it makes no requests; with it, only to
  # where workerd lets it go: the public network, or what `globalOutbound` names.
  # { "env": { "KEY": "value" }, "network": { "connect": ["api.example.com"] } }
  bindings = [(name = "wasi", json = "{}")],
  compatibilityDate = "2025-11-01",
);
"#;

/// A text literal.
fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => literal.extend(['\\', byte as char]),
            b' '..=b'~' => literal.push(byte as char),
            _ => {
                let _ = write!(literal, "\\x{byte:02x}");
            }
        }
    }
    literal + "\""
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn names_of_any_kind_are_literals() {
        assert_eq!(quoted(r#"a "b"\c"#), r#""a \"b\"\\c""#);
        assert_eq!(quoted("\u{e9}\n"), r#""\xc3\xa9\x0a""#);
    }
}
