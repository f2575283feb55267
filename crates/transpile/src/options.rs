//! What the caller can choose. Names and defaults are those of the peer's API, in Rust spelling.

/// Options of [`crate::transpile`] and [`crate::types`].
#[derive(Clone, Debug)]
pub struct Options {
    /// Base name of the files written: `<name>.js`, `<name>.core.wasm`. Default `component`.
    pub name: String,
    /// How the output is instantiated.
    pub instantiation: Instantiation,
    /// How host functions are bound.
    pub import_bindings: ImportBindings,
    /// `--map`: from import specifier patterns to targets, first match of the best kind wins.
    pub map: Vec<(String, String)>,
    /// Map `wasi:*` imports to `@jco/preview2-shim`. Ignored with [`Instantiation::Async`] and `Sync`.
    pub wasi_shim: bool,
    /// Core modules below this many bytes are inlined as base64; 0 inlines none.
    pub base64_cutoff: u32,
    /// Load core modules through `node:fs` where there is no `fetch` of file URLs.
    pub nodejs_compat: bool,
    /// Also export interfaces under their full name, `'ns:pkg/iface@1.0.0'`.
    pub namespaced_exports: bool,
    /// Core modules are JavaScript, in `<name>.core.js`, which whoever can convert them has to write: it exports, as
    /// `WebAssembly`, what stands in for the global of that name, and knows each module by the name of its file.
    pub javascript_core: bool,
    /// Write `.d.ts` files.
    pub typescript: bool,
    /// Print without white space and comments.
    pub minify: bool,
    /// Trust the guest: skip the checks on lifted values that a correct guest passes.
    pub valid_lifting_optimization: bool,
    /// Byte lists that the guest passes to imported functions are views of its memory: hosts must not keep them.
    pub lend_bytes: bool,
    /// Log each call and its result on standard error.
    pub tracing: bool,
    /// Refuse arguments of another JavaScript type, or out of range, instead of coercing them.
    pub strict: bool,
    /// Throw the payload of an `err` result itself, not a `ComponentError` around it.
    pub no_component_error_wrapping: bool,
    /// How some types look in JavaScript.
    pub style: TypeStyle,
    /// Whether host functions may give promises.
    pub async_mode: AsyncMode,
    /// Names of host functions that may, besides those of WASI that wait.
    pub async_imports: Vec<String>,
    /// Names of exported functions that give promises, besides those that have to.
    pub async_exports: Vec<String>,
    /// What the output runs on.
    pub target: Runtime,
}

/// Whether host functions behind synchronous imports may give promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsyncMode {
    /// They may not.
    #[default]
    Sync,
    /// They may: the engine suspends the component meanwhile (JavaScript Promise Integration).
    Jspi,
}

/// What the output runs on, where that makes a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// Node, browsers, Deno and Bun.
    #[default]
    Any,
    /// workerd compiles nothing and reads no files: core modules are imported. It has multiple memories.
    Workerd,
}

/// The four type styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeStyle {
    /// Flags are bigints with bit i for the i-th name, not objects of booleans.
    pub flags_as_bigint: bool,
    /// In declarations a variant is one union of its cases, not a union of named interfaces.
    pub variants_inline_cases: bool,
    /// Namespace objects with the values of flags, enums and variants are exported; implies `flags_as_bigint`.
    pub use_namespace_objects: bool,
    /// Enum values are `SCREAMING_SNAKE_CASE` strings.
    pub enum_values_screaming_snake_case: bool,
}

impl Runtime {
    /// Whether host functions may give promises if nobody says so: workerd's engine can suspend components.
    pub fn async_mode(self) -> AsyncMode {
        match self {
            Runtime::Any => AsyncMode::Sync,
            Runtime::Workerd => AsyncMode::Jspi,
        }
    }

    /// How output is instantiated if nobody says how.
    pub fn instantiation(self) -> Instantiation {
        match self {
            Runtime::Any => Instantiation::Module,
            Runtime::Workerd => Instantiation::Async,
        }
    }
}

/// How the output module is instantiated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Instantiation {
    /// An ES module with top-level await: importing it instantiates.
    #[default]
    Module,
    /// An ES module that exports `$init`, a promise, and functions usable after it.
    TlaCompat,
    /// Exports `instantiate(getCoreModule, imports, instantiateCore?)` that returns a promise.
    Async,
    /// Exports `instantiate(getCoreModule, imports, instantiateCore?)` that returns the exports.
    Sync,
}

/// How imported functions are bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImportBindings {
    /// Lift arguments, call the JavaScript function, lower its result.
    #[default]
    Js,
    /// Use `fn[Symbol.for('cabiLower')]` of every import; its absence is an error at start.
    Optimized,
    /// Use `fn[Symbol.for('cabiLower')]` where it exists.
    Hybrid,
    /// The import itself is the lowered function.
    DirectOptimized,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            name: "component".into(),
            instantiation: Instantiation::default(),
            import_bindings: ImportBindings::default(),
            map: Vec::new(),
            wasi_shim: true,
            base64_cutoff: 5000,
            nodejs_compat: true,
            namespaced_exports: true,
            javascript_core: false,
            typescript: true,
            minify: false,
            valid_lifting_optimization: false,
            lend_bytes: false,
            tracing: false,
            strict: false,
            no_component_error_wrapping: false,
            style: TypeStyle::default(),
            async_mode: AsyncMode::default(),
            async_imports: Vec::new(),
            async_exports: Vec::new(),
            target: Runtime::default(),
        }
    }
}
