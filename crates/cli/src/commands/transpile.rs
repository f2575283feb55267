//! `jco transpile`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tools::Wit;
use transpile::{Code, Error, ImportBindings, Options, Result, Runtime};

use super::options::{
    AsyncArguments, InstantiationMode, MODES, StyleArguments, WorldArguments, instantiation,
};
use crate::{EngineCommand, Io, WorkerRequest, input, output, summary};

/// Arguments of `transpile`.
#[derive(Debug, Args)]
#[command(after_help = "Example: jco transpile app.wasm -o out && node -e \"import('./out/app.js')\"")]
pub struct Arguments {
    /// The component, as binary or text (with --stub: WIT)
    component: PathBuf,
    /// The folder to write into
    #[arg(short, long, value_name = "DIR")]
    out_dir: PathBuf,
    /// Base name of the files [default: that of the input]
    #[arg(long)]
    name: Option<String>,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    form: FormArguments,
    #[command(flatten)]
    imports: ImportArguments,
    #[command(flatten)]
    behaviour: BehaviourArguments,
    #[command(flatten)]
    style: StyleArguments,
    #[command(flatten)]
    stub: StubArguments,
    #[command(flatten)]
    async_arguments: AsyncArguments,
    #[command(flatten)]
    elsewhere: ElsewhereArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Form of the output")]
struct FormArguments {
    /// Export a function `instantiate`
    #[arg(short = 'I', long, value_name = MODES, num_args = 0..=1, default_missing_value = "async", hide_possible_values = true)]
    instantiation: Option<InstantiationMode>,
    /// workerd: with a configuration for it
    #[arg(long, value_name = "RUNTIME", conflicts_with = "tla_compat", hide_possible_values = true)]
    target: Option<TargetName>,
    /// Export a promise `$init`, await nothing
    #[arg(long)]
    tla_compat: bool,
    /// Write no .d.ts files
    #[arg(long)]
    no_typescript: bool,
    /// Print without white space and comments
    #[arg(short, long)]
    minify: bool,
    /// Inline smaller Wasm, 0: none [5000]
    #[arg(short, long, value_name = "BYTES", default_value_t = Options::default().base64_cutoff, hide_default_value = true)]
    base64_cutoff: u32,
    /// Read Wasm by `fetch` only, not `node:fs`
    #[arg(long)]
    no_nodejs_compat: bool,
    /// Export interfaces by short names only
    #[arg(long)]
    no_namespaced_exports: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Imports")]
struct ImportArguments {
    /// Import from elsewhere: `a:b/*=./x.js#*`
    #[arg(short = 'M', long, value_name = "SPEC=TARGET", num_args = 1.., value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Map no `wasi:*` to @jco/preview2-shim
    #[arg(long)]
    no_wasi_shim: bool,
    /// js, optimized, hybrid, direct-optimized
    #[arg(
        long,
        value_name = "MODE",
        num_args = 0..=1,
        default_missing_value = "js",
        default_value = "js",
        hide_default_value = true,
        hide_possible_values = true
    )]
    import_bindings: BindingsMode,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Behaviour")]
struct BehaviourArguments {
    /// Refuse arguments of another type or range
    #[arg(long)]
    strict: bool,
    /// Throw error payloads themselves
    #[arg(long)]
    no_component_error_wrapping: bool,
    /// Trust the component: check no results
    #[arg(long)]
    valid_lifting_optimization: bool,
    /// Log calls and results on standard error
    #[arg(long)]
    tracing: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Without a component")]
struct StubArguments {
    /// Make a component of WIT; its functions trap
    #[arg(long)]
    stub: bool,
    #[command(flatten)]
    world: WorldArguments,
}

/// Options of jco 1.x that have no effect, or whose work is done by other tools.
#[derive(Debug, Args)]
struct ElsewhereArguments {
    /// Multiple memories are used where the engine has them.
    #[arg(long, hide = true)]
    multi_memory: bool,
    /// Exceptions are let through where the component has them.
    #[arg(long, hide = true)]
    bindgen_enable_wasm_exnref: bool,
    #[arg(short = 'O', long, hide = true)]
    optimize: bool,
    #[arg(long, hide = true)]
    js: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TargetName {
    Workerd,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BindingsMode {
    Js,
    Optimized,
    Hybrid,
    DirectOptimized,
}

pub(super) fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((specifier, target)) if !specifier.is_empty() && !target.is_empty() => {
            Ok((specifier.to_string(), target.to_string()))
        }
        _ => Err("a mapping has the form specifier=target; name the component before --map".into()),
    }
}

/// Transpiles. What a worker runs besides the output is JavaScript, which is left to the caller.
pub(crate) fn run(arguments: &Arguments, io: &mut Io<'_>) -> Result<Option<EngineCommand>> {
    check(arguments)?;
    let component = match arguments.stub.stub {
        true => stub(arguments, io)?,
        false => input::read(&arguments.component, io)?,
    };
    let options = options(arguments);
    let output = transpile::transpile(&component, &options)
        .map_err(|error| input::in_input(&arguments.component, error))?;
    output::write_folder(&arguments.out_dir, &output.files)?;
    if !arguments.quiet {
        summary::transpiled("Transpiled:", &arguments.out_dir, &output, io)?;
    }
    let is_worker = output.files.iter().any(|file| file.name.ends_with(".capnp"));
    let folder = arguments.out_dir.to_string_lossy().into_owned();
    Ok(is_worker.then_some(EngineCommand::Worker(WorkerRequest { folder, json: io.json })))
}

fn check(arguments: &Arguments) -> Result<()> {
    let elsewhere = &arguments.elsewhere;
    let (what, help) = if input::is_standard(&arguments.out_dir) {
        (
            "transpiling writes several files, which standard output cannot take",
            "name a folder with --out-dir",
        )
    } else if elsewhere.optimize {
        ("--optimize is not in this build", "run `wasm-opt` on the core modules of the output")
    } else if elsewhere.js {
        ("--js is not in this build", "every JavaScript engine since 2017 runs WebAssembly")
    } else {
        return Ok(());
    };
    Err(Error::new(Code::Usage, what).help(help))
}

fn stub(arguments: &Arguments, io: &mut Io<'_>) -> Result<Vec<u8>> {
    let world = &arguments.stub.world;
    let wit = Wit::new(&input::read_wit(&arguments.component, io)?, &world.features())?;
    tools::stub(&wit, wit.world(world.world_name.as_deref())?)
}

fn options(arguments: &Arguments) -> Options {
    let Arguments { form, imports, behaviour, .. } = arguments;
    let target = match form.target {
        Some(TargetName::Workerd) => Runtime::Workerd,
        None => Runtime::Any,
    };
    arguments.async_arguments.put_into(Options {
        name: arguments.name.clone().unwrap_or_else(|| input::stem(&arguments.component, "component")),
        instantiation: instantiation(form.instantiation, form.tla_compat, target),
        import_bindings: match imports.import_bindings {
            BindingsMode::Js => ImportBindings::Js,
            BindingsMode::Optimized => ImportBindings::Optimized,
            BindingsMode::Hybrid => ImportBindings::Hybrid,
            BindingsMode::DirectOptimized => ImportBindings::DirectOptimized,
        },
        map: imports.map.clone(),
        wasi_shim: !imports.no_wasi_shim,
        base64_cutoff: form.base64_cutoff,
        nodejs_compat: !form.no_nodejs_compat,
        namespaced_exports: !form.no_namespaced_exports,
        typescript: !form.no_typescript,
        minify: form.minify,
        valid_lifting_optimization: behaviour.valid_lifting_optimization,
        tracing: behaviour.tracing,
        strict: behaviour.strict,
        no_component_error_wrapping: behaviour.no_component_error_wrapping,
        style: arguments.style.style(),
        target,
        ..Options::default()
    })
}
