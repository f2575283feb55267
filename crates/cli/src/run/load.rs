//! From a file to what an engine runs: JavaScript and core modules, from the cache where they are in it.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use transpile::recognise::{self, Kind};
use transpile::{Code, Error, ImportBindings, Instantiation, Options, Result};

use super::RunRequest;
use super::cache::{Cache, Key};
use crate::{Io, input, output};

/// What was loaded.
pub enum Loaded {
    /// A core module, to be run as WASI preview 1.
    CoreModule(Vec<u8>),
    /// A component.
    Component {
        /// Its bytes; core modules are mostly parts of them.
        bytes: Vec<u8>,
        /// What was made of it.
        parts: Transpiled,
        /// Whether that was in the cache.
        is_cached: bool,
    },
}

/// What transpiling makes of a component, as it is kept in the cache.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transpiled {
    /// The output's files.
    pub files: Vec<Part>,
    /// Names the script asks of its imports.
    pub imports: Vec<String>,
    /// The exported `wasi:cli/run`, by its full name.
    pub run: Option<String>,
    /// All exports.
    pub exports: Vec<String>,
    /// What `files` has that is no part of the component.
    #[serde(skip)]
    pub made: Vec<u8>,
}

/// A file of the output: the script is the first.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub slice: Slice,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slice {
    /// In the component.
    Component(Range<usize>),
    /// In [`Transpiled::made`].
    Made(Range<usize>),
}

/// Reads the app of a request and makes of it what an engine runs. `engine` tells builds of this program apart.
///
/// # Errors
/// A file that cannot be read, what cannot be transpiled, a component that has nothing to run.
pub fn load(request: &RunRequest, engine: &str, io: &mut Io<'_>) -> Result<Loaded> {
    let path = Path::new(&request.app);
    let given = input::read(path, io)?;
    let in_input = |error| input::in_input(path, error);
    let bytes = match recognise::recognise(&given) {
        Kind::WatText => recognise::binary(&given).map_err(in_input)?.into_owned(),
        _ => given,
    };
    if recognise::recognise(&bytes) == Kind::CoreModule {
        check_core_module(&bytes).map_err(|error| error.at(input::shown(path)))?;
        return Ok(Loaded::CoreModule(bytes));
    }
    let (parts, is_cached) = transpiled(request, &bytes, engine).map_err(in_input)?;
    if request.invoke.is_none() && parts.run.is_none() {
        return Err(nothing_to_run(&parts.exports).at(input::shown(path)));
    }
    if let Some(folder) = &request.out_dir {
        write(folder, &parts, &bytes)?;
    }
    Ok(Loaded::Component { bytes, parts, is_cached })
}

/// What imports from elsewhere than WASI preview 1 cannot be run, nor what has neither that nor a start of its own.
fn check_core_module(bytes: &[u8]) -> Result<()> {
    const PREVIEW_1: &str = "wasi_snapshot_preview1";
    let module = tools::core_module(bytes)?;
    if let Some(name) = module.imports.iter().find(|name| *name != PREVIEW_1) {
        let message = format!("the core module imports {name:?}, which nobody provides");
        return Err(Error::new(Code::MissingImport, message).help(match name.as_str() {
            "wasi_unstable" => "it was made for a draft of WASI: build it again with current tools",
            _ => "a core module can import wasi_snapshot_preview1; `jco new` makes a component of one that carries a world",
        }));
    }
    let is_for_wasi = module.imports.iter().any(|name| name == PREVIEW_1);
    match is_for_wasi || module.exports.iter().any(|name| name == "_start") {
        true => Ok(()),
        false => Err(Kind::CoreModule.unusable(bytes)),
    }
}

fn transpiled(request: &RunRequest, component: &[u8], engine: &str) -> Result<(Transpiled, bool)> {
    let cache = if request.no_cache { None } else { Cache::of_user() };
    let settings = format!(
        "{engine} {} {:?} {:?} {:?}",
        request.name, request.trace, request.map, request.import_bindings
    );
    let Some(cache) = cache else {
        return Ok((transpile(request, component)?, false));
    };
    let key = Key::new(&settings, component);
    if let Some(found) = cache.read(&key, component.len()) {
        return Ok((found, true));
    }
    let made = transpile(request, component)?;
    cache.write(&key, &made);
    Ok((made, false))
}

fn transpile(request: &RunRequest, component: &[u8]) -> Result<Transpiled> {
    let options = Options {
        name: request.name.clone(),
        instantiation: Instantiation::Sync,
        import_bindings: match request.import_bindings.as_deref() {
            Some("optimized") => ImportBindings::Optimized,
            Some("hybrid") => ImportBindings::Hybrid,
            Some("direct-optimized") => ImportBindings::DirectOptimized,
            _ => ImportBindings::Js,
        },
        map: request.map.clone(),
        base64_cutoff: 0,
        typescript: false,
        tracing: request.trace,
        ..Options::default()
    };
    let output = transpile::transpile(component, &options)?;
    let mut made = Vec::new();
    let files = output
        .files
        .into_iter()
        .map(|file| Part { name: file.name, slice: placed(&file.bytes, component, &mut made) });
    let files = files.collect();
    let exports: Vec<String> = output.exports.into_iter().map(|(name, _)| name).collect();
    let run = exports.iter().find(|name| name.starts_with("wasi:cli/run@0.2.")).cloned();
    Ok(Transpiled { files, imports: output.imports, run, exports, made })
}

/// Where `bytes` are: in the component if they are a slice of it, else behind what was made before.
fn placed(bytes: &[u8], component: &[u8], made: &mut Vec<u8>) -> Slice {
    let offset = (bytes.as_ptr() as usize).wrapping_sub(component.as_ptr() as usize);
    if offset <= component.len() && bytes.len() <= component.len() - offset {
        return Slice::Component(offset..offset + bytes.len());
    }
    made.extend_from_slice(bytes);
    Slice::Made(made.len() - bytes.len()..made.len())
}

impl Transpiled {
    /// The bytes of a file.
    pub fn bytes<'a>(&'a self, part: &Part, component: &'a [u8]) -> &'a [u8] {
        match &part.slice {
            Slice::Component(range) => &component[range.clone()],
            Slice::Made(range) => &self.made[range.clone()],
        }
    }
}

fn write(folder: &Path, parts: &Transpiled, component: &[u8]) -> Result<()> {
    let file = |part: &Part| transpile::File {
        name: part.name.clone(),
        bytes: parts.bytes(part, component).to_vec().into(),
    };
    output::write_folder(folder, &parts.files.iter().map(file).collect::<Vec<_>>())
}

fn nothing_to_run(exports: &[String]) -> Error {
    let error = Error::new(Code::NothingToRun, "the component exports no wasi:cli/run, so it is no command");
    let names: Vec<&str> = exports
        .iter()
        .map(String::as_str)
        .filter(|name| {
            // An interface is exported under its short name, too.
            !exports
                .iter()
                .any(|full| full.split('@').next().is_some_and(|path| path.ends_with(&format!("/{name}"))))
        })
        .collect();
    let is_handler = |name: &&str| name.starts_with("wasi:http/incoming-handler@0.2.");
    error.help(match names.as_slice() {
        [] => "it exports nothing at all".into(),
        names if names.iter().any(is_handler) => "it handles HTTP requests: `jco serve` runs it".into(),
        names => format!(
            "it exports {}: call a function with `jco run --invoke 'name(arguments)'`",
            names.join(", ")
        ),
    })
}
