//! Options as the JavaScript API spells them, for the bindings. JavaScript has checked names and types by then.

use serde::Deserialize;
use tools::Features;
use transpile::{AsyncMode, Code, Error, ImportBindings, Instantiation, Options, Result, Runtime, TypeStyle};

/// Options of `transpile` in JSON.
///
/// # Errors
/// What the API lets through and this does not know: a mistake of the API.
pub fn transpile_options(json: &str) -> Result<Options> {
    Ok(read::<ApiOptions>(json)?.into())
}

/// WIT features in JSON: `"all"` or a list of names.
///
/// # Errors
/// As [`transpile_options`].
pub fn features(json: &str) -> Result<Features> {
    Ok(match read(json)? {
        ApiFeatures::All(All::All) => Features { all: true, names: Vec::new() },
        ApiFeatures::Names(names) => Features { all: false, names },
    })
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| Error::new(Code::BadOption, error.to_string()))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ApiFeatures {
    All(All),
    Names(Vec<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum All {
    All,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct ApiOptions {
    name: Option<String>,
    instantiation: Option<InstantiationMode>,
    tla_compat: bool,
    import_bindings: BindingsMode,
    map: Vec<(String, String)>,
    wasi_shim: Option<bool>,
    base64_cutoff: Option<u32>,
    nodejs_compat: Option<bool>,
    namespaced_exports: Option<bool>,
    emit_typescript_declarations: Option<bool>,
    minify: bool,
    js: bool,
    valid_lifting_optimization: bool,
    lend_bytes: bool,
    tracing: bool,
    strict: bool,
    no_component_error_wrapping: bool,
    #[serde(rename = "flagsAsBigInt")]
    flags_as_bigint: bool,
    variants_inline_cases: bool,
    use_namespace_objects: bool,
    enum_values_screaming_snake_case: bool,
    async_mode: Option<Mode>,
    async_imports: Vec<String>,
    async_exports: Vec<String>,
    async_wasi_exports: bool,
    target: Option<TargetName>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TargetName {
    Workerd,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Sync,
    Jspi,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum InstantiationMode {
    Async,
    Sync,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum BindingsMode {
    #[default]
    Js,
    Optimized,
    Hybrid,
    DirectOptimized,
}

impl From<ApiOptions> for Options {
    fn from(given: ApiOptions) -> Options {
        let default = Options::default();
        let target = match given.target {
            Some(TargetName::Workerd) => Runtime::Workerd,
            None => Runtime::Any,
        };
        Options {
            name: given.name.unwrap_or(default.name),
            instantiation: match (given.instantiation, given.tla_compat) {
                (Some(InstantiationMode::Async), _) => Instantiation::Async,
                (Some(InstantiationMode::Sync), _) => Instantiation::Sync,
                (None, true) => Instantiation::TlaCompat,
                (None, false) => target.instantiation(),
            },
            import_bindings: match given.import_bindings {
                BindingsMode::Js => ImportBindings::Js,
                BindingsMode::Optimized => ImportBindings::Optimized,
                BindingsMode::Hybrid => ImportBindings::Hybrid,
                BindingsMode::DirectOptimized => ImportBindings::DirectOptimized,
            },
            map: given.map,
            wasi_shim: given.wasi_shim.unwrap_or(default.wasi_shim),
            base64_cutoff: given.base64_cutoff.unwrap_or(default.base64_cutoff),
            nodejs_compat: given.nodejs_compat.unwrap_or(default.nodejs_compat),
            namespaced_exports: given.namespaced_exports.unwrap_or(default.namespaced_exports),
            typescript: given.emit_typescript_declarations.unwrap_or(default.typescript),
            minify: given.minify,
            javascript_core: given.js,
            valid_lifting_optimization: given.valid_lifting_optimization,
            lend_bytes: given.lend_bytes,
            tracing: given.tracing,
            strict: given.strict,
            no_component_error_wrapping: given.no_component_error_wrapping,
            style: TypeStyle {
                flags_as_bigint: given.flags_as_bigint,
                variants_inline_cases: given.variants_inline_cases,
                use_namespace_objects: given.use_namespace_objects,
                enum_values_screaming_snake_case: given.enum_values_screaming_snake_case,
            },
            async_mode: match given.async_mode {
                None => target.async_mode(),
                Some(Mode::Sync) => AsyncMode::Sync,
                Some(Mode::Jspi) => AsyncMode::Jspi,
            },
            async_imports: given.async_imports,
            async_exports: match (given.async_mode, given.async_wasi_exports) {
                (Some(Mode::Jspi), true) => [given.async_exports, vec!["wasi:*".into()]].concat(),
                _ => given.async_exports,
            },
            target,
        }
    }
}
