//! Options that several commands take.

use clap::{Args, ValueEnum};
use serde::Serialize;
use tools::{Addition, Features};
use transpile::{Code, Error, Instantiation, Result, TypeStyle};

/// The world of a WIT package, and which of its items are there.
#[derive(Debug, PartialEq, Eq, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorldArguments {
    /// The world, where the WIT has several
    #[arg(short = 'n', long, value_name = "WORLD")]
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
pub(crate) fn instantiation(mode: Option<InstantiationMode>, tla_compat: bool) -> Instantiation {
    match (mode, tla_compat) {
        (Some(InstantiationMode::Async), _) => Instantiation::Async,
        (Some(InstantiationMode::Sync), _) => Instantiation::Sync,
        (None, true) => Instantiation::TlaCompat,
        (None, false) => Instantiation::Module,
    }
}

/// Options for asynchronous functions, which this build knows by name only.
#[derive(Debug, Args)]
pub(crate) struct AsyncArguments {
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "sync", default_value = "sync")]
    async_mode: AsyncMode,
    #[arg(long, hide = true)]
    async_wasi_imports: bool,
    #[arg(long, hide = true)]
    async_wasi_exports: bool,
    #[arg(long, hide = true, num_args = 1..)]
    async_imports: Vec<String>,
    #[arg(long, hide = true, num_args = 1..)]
    async_exports: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AsyncMode {
    Sync,
    Jspi,
}

impl AsyncArguments {
    /// Refuses what would need asynchronous functions.
    pub(crate) fn check(&self) -> Result<()> {
        let asked = [
            (matches!(self.async_mode, AsyncMode::Jspi), "--async-mode=jspi"),
            (self.async_wasi_imports, "--async-wasi-imports"),
            (self.async_wasi_exports, "--async-wasi-exports"),
            (!self.async_imports.is_empty(), "--async-imports"),
            (!self.async_exports.is_empty(), "--async-exports"),
        ];
        match asked.into_iter().find(|(is_asked, _)| *is_asked) {
            None => Ok(()),
            Some((_, option)) => {
                Err(Error::new(Code::AsyncUnsupported, format!("{option} is not in this build"))
                    .help("leave it out: functions are called synchronously"))
            }
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
