//! What transpiling gives: files, and what they import and export.

use crate::emit;
use crate::emit::instantiate::{CoreFile, CoreFiles};
use crate::options::{Options, Runtime};
use crate::plan::Plan;
use crate::workerd;
use std::borrow::Cow;

/// The files made from a component, and the names it imports and exports.
#[derive(Debug)]
pub struct Output<'a> {
    /// In the order a listing shows them: JavaScript, core modules, declarations.
    pub files: Vec<File<'a>>,
    /// Module specifiers the JavaScript imports (or asks of `imports`), in order of first use.
    pub imports: Vec<String>,
    /// The module's exports.
    pub exports: Vec<(String, ExportKind)>,
}

/// One file of the output.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// A relative path with `/`: `app.js`, `interfaces/wasi-io-streams.d.ts`.
    pub name: String,
    /// Borrowed from the component where the bytes are a slice of it.
    pub bytes: Cow<'a, [u8]>,
}

/// What a name exported by the module stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// A function, or a resource class at the root.
    Function,
    /// An object with the exports of an instance.
    Instance,
    /// A `WebAssembly.Module`.
    Module,
}

impl Output<'_> {
    /// The same without a borrow of the component.
    pub fn into_owned(self) -> Output<'static> {
        let owned = |file: File<'_>| File { name: file.name, bytes: Cow::Owned(file.bytes.into_owned()) };
        Output {
            files: self.files.into_iter().map(owned).collect(),
            imports: self.imports,
            exports: self.exports,
        }
    }
}

/// Where each core module goes: into the JavaScript, or into a file `<name>.core.wasm`, `<name>.core2.wasm`, ….
pub(crate) fn core_modules<'a>(plan: &Plan<'a>, options: &Options) -> (CoreFiles, Vec<File<'a>>) {
    let mut files: Vec<File<'a>> = Vec::new();
    let mut place = |bytes: &Cow<'a, [u8]>| {
        let may_inline = options.target == Runtime::Any && !options.javascript_core;
        if may_inline && bytes.len() < options.base64_cutoff as usize {
            return CoreFile::Inlined(base64(bytes));
        }
        let number = if files.is_empty() { String::new() } else { (files.len() + 1).to_string() };
        let name = format!("{}.core{number}.wasm", options.name);
        files.push(File { name: name.clone(), bytes: bytes.clone() });
        CoreFile::Named(name)
    };
    let modules = plan.modules.iter().map(|(_, module)| {
        let multi = place(&module.wasm);
        let single = module.single_memory.as_ref().filter(|_| options.target == Runtime::Any);
        (multi, single.map(|form| place(&Cow::Owned(form.wasm.clone()))))
    });
    let modules = modules.collect();
    (CoreFiles { modules }, files)
}

pub(crate) fn assemble<'a>(
    module: emit::Module,
    core: Vec<File<'a>>,
    declarations: Vec<File<'a>>,
    options: &Options,
) -> Output<'a> {
    let script = File { name: format!("{}.js", options.name), bytes: Cow::Owned(module.text.into_bytes()) };
    let around = workerd::files(&core, &module.exports, options);
    let files = std::iter::once(script).chain(core).chain(around).chain(declarations).collect();
    Output { files, imports: module.imports, exports: module.exports }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().enumerate().fold(0u32, |group, (i, byte)| group | u32::from(*byte) << (16 - 8 * i));
        for digit in 0..4 {
            match digit <= chunk.len() {
                true => text.push(BASE64[(group >> (18 - 6 * digit)) as usize & 63] as char),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_to_groups_of_four() {
        let texts = [&b""[..], b"f", b"fo", b"foo", b"foobar"].map(base64);
        assert_eq!(texts, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
    }
}
