//! workerd compiles nothing at run time: whatever is a WebAssembly module is imported.

use super::Emitter;
use super::instantiate::{CoreFile, CoreFiles};
use crate::options::{Instantiation, Options, Runtime};
use crate::workerd::{RUNTIME, trap_file};
use js::{Expr, Import, Program, Prop, arrow, const_, id, new, object};

impl Emitter<'_> {
    /// Whether core modules are variables.
    pub(super) fn has_modules(&self) -> bool {
        self.options.target == Runtime::Workerd && !self.is_instantiated_by_call()
    }
}

/// The variables of [`core_modules`].
pub(super) fn names(modules: usize) -> impl Iterator<Item = String> {
    let modules = (1..=modules).map(|number| match number {
        1 => "coreModule".to_owned(),
        _ => format!("core{number}Module"),
    });
    modules.chain(["coreModules", "trapModule", "path"].map(str::to_owned))
}

/// `import coreModule from './app.core.wasm';` for each, a table of them by name, and what `trap` calls.
pub(super) fn core_modules(program: &mut Program, files: &CoreFiles, options: &Options) {
    let named = files.modules.iter().filter_map(|(file, _)| match file {
        CoreFile::Named(name) => Some(name),
        CoreFile::Inlined(_) => None,
    });
    let mut table = Vec::new();
    for name in named {
        let local = local(name, options);
        program.import(Import::default(format!("./{name}"), &local));
        table.push(Prop::init(name, id(&local)));
    }
    if matches!(options.instantiation, Instantiation::Async | Instantiation::Sync) {
        program.push(const_("coreModules", object(table)));
    }
    program.import(Import::default(format!("./{}", trap_file(options)), "trapModule"));
    let instance = new(id("WebAssembly").dot("Instance"), (id("trapModule"),));
    program.provide("unreachable", instance.dot("exports").dot(""));
}

/// The variable of `app.core2.wasm`: `core2Module`
fn local(file: &str, options: &Options) -> String {
    let which = file.strip_prefix(&options.name).and_then(|rest| rest.strip_suffix(".wasm"));
    format!("{}Module", which.expect("core modules are named so").trim_start_matches('.'))
}

/// The module of a file.
pub(super) fn module(file: &str, options: &Options) -> Expr {
    id(local(file, options))
}

/// `path => coreModules[path]`
pub(super) fn loader() -> Expr {
    arrow("path", id("coreModules").at(id("path")))
}

/// `export default { fetch: toFetchHandler(instantiate, { wasi: env => env.wasi }) };`
pub(super) fn worker(options: &Options) -> Program {
    let mut program = Program::new();
    program.import(Import::named(format!("./{}.js", options.name), "instantiate", "instantiate"));
    program.import(Import::named(format!("./{RUNTIME}"), "toFetchHandler", "toFetchHandler"));
    let settings = object([Prop::init("wasi", arrow("env", id("env").dot("wasi")))]);
    let handler = id("toFetchHandler").call((id("instantiate"), settings));
    program.export_default(object([Prop::init("fetch", handler)]));
    program
}
