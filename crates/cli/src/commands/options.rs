//! Options that several commands take.

use clap::{Args, ValueEnum};
use serde::Serialize;
use tools::{Addition, Features};
use transpile::{AsyncMode, Instantiation, Options, Runtime, TypeStyle};

/// The world of a WIT package, and which of its items are there.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorldArguments {
    /// The world, where the WIT has several
    #[arg(short = 'n', long, alias = "world", value_name = "WORLD")]
    pub(crate) world_name: Option<String>,
    /// Turn on a feature of the WIT (repeatable)
    #[arg(long, value_name = "FEATURE")]
    feature: Vec<String>,
    /// Turn on all features of the WIT
    #[arg(long)]
    all_features: bool,
}

impl WorldArguments {
    pub(crate) fn features(&self) -> Features {
        Features { all: self.all_features, names: self.feature.clone() }
    }
}

/// How some types look in JavaScript.
#[derive(Debug, Args)]
#[command(next_help_heading = "Types")]
pub(crate) struct StyleArguments {
    /// Flags are bigints
    #[arg(long)]
    flags_as_bigint: bool,
    /// Declare a variant as one union
    #[arg(long)]
    variants_inline_cases: bool,
    /// Export objects of a type's values
    #[arg(long, conflicts_with = "variants_inline_cases")]
    use_namespace_objects: bool,
    /// Enum values are SCREAMING_SNAKE_CASE
    #[arg(long)]
    enum_values_screaming_snake_case: bool,
}

impl StyleArguments {
    pub(crate) fn style(&self) -> TypeStyle {
        TypeStyle {
            flags_as_bigint: self.flags_as_bigint,
            variants_inline_cases: self.variants_inline_cases,
            use_namespace_objects: self.use_namespace_objects,
            enum_values_screaming_snake_case: self.enum_values_screaming_snake_case,
        }
    }
}

/// How help names the values of `--instantiation`.
pub(crate) const MODES: &str = "async|sync";

/// The value of `--instantiation`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InstantiationMode {
    Async,
    Sync,
}

/// How the output is instantiated, of the two options that say so.
pub(crate) fn instantiation(
    mode: Option<InstantiationMode>,
    tla_compat: bool,
    target: Runtime,
) -> Instantiation {
    match (mode, tla_compat) {
        (Some(InstantiationMode::Async), _) => Instantiation::Async,
        (Some(InstantiationMode::Sync), _) => Instantiation::Sync,
        (None, true) => Instantiation::TlaCompat,
        (None, false) => target.instantiation(),
    }
}

/// Which functions may wait.
#[derive(Debug, Args)]
#[command(next_help_heading = "Waiting")]
pub(crate) struct AsyncArguments {
    /// sync|jspi: may host functions give promises
    #[arg(
        long,
        value_name = "MODE",
        num_args = 0..=1,
        default_missing_value = "sync",
        hide_possible_values = true
    )]
    async_mode: Option<Mode>,
    /// Which may, besides WASI's: `a:b/c#f`, `*`
    #[arg(long, value_name = "NAME", num_args = 1..)]
    async_imports: Vec<String>,
    /// Give promises of these, besides those found
    #[arg(long, value_name = "NAME", num_args = 1..)]
    async_exports: Vec<String>,
    /// What waits in WASI is known.
    #[arg(long, hide = true)]
    async_wasi_imports: bool,
    /// All exports of WASI give promises, not only those that have to.
    #[arg(long, hide = true)]
    async_wasi_exports: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mode {
    Sync,
    Jspi,
}

impl AsyncArguments {
    /// The same options with these.
    pub(crate) fn put_into(&self, options: Options) -> Options {
        Options {
            async_mode: match self.async_mode {
                None => options.target.async_mode(),
                Some(Mode::Sync) => AsyncMode::Sync,
                Some(Mode::Jspi) => AsyncMode::Jspi,
            },
            async_imports: self.async_imports.clone(),
            async_exports: match (self.async_mode, self.async_wasi_exports) {
                (Some(Mode::Jspi), true) => [&self.async_exports[..], &["wasi:*".to_owned()]].concat(),
                _ => self.async_exports.clone(),
            },
            ..options
        }
    }
}

/// Reads `field=name@version`.
pub(crate) fn addition(text: &str) -> Result<Addition, String> {
    let Some((field, data)) =
        text.split_once('=').filter(|(field, data)| !field.is_empty() && !data.is_empty())
    else {
        return Err("metadata has the form field=name or field=name@version".into());
    };
    let (name, version) = data.rsplit_once('@').unwrap_or((data, ""));
    Ok(Addition { field: field.into(), name: name.into(), version: version.into() })
}
