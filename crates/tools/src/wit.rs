//! WIT from wherever it is: one text, a folder of them with its dependencies, an encoded package, a component.

use std::borrow::Cow;

use transpile::recognise::{self, Kind};
use transpile::{Code, Error, Result};
use wit_component::WitPrinter;
use wit_parser::{PackageId, Resolve, SourceMap, UnresolvedPackageGroup, WorldId};

use crate::decode::decode;
use crate::{failure, uses, wit_error};

/// The files WIT is in.
///
/// One file may be WIT text, a component or an encoded WIT package. Of several, those beside each other
/// (`world.wit`, `types.wit`) are one package, and those under `deps/` the packages it uses: `deps/clocks.wit`,
/// `deps/clocks.wasm`, or every `.wit` in `deps/clocks/`. Other files are passed over.
#[derive(Clone, Debug, Default)]
pub struct Sources<'a> {
    /// Put before the paths where an error names a file: the folder they were read from, with its `/`.
    pub root: String,
    /// Paths with `/`, relative to the root, and contents.
    pub files: Vec<(String, Cow<'a, [u8]>)>,
}

/// Which `@unstable` items of WIT are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// All of them.
    pub all: bool,
    /// Those of these features.
    pub names: Vec<String>,
}

/// Resolved WIT with one package that was asked for.
pub struct Wit {
    /// Every package.
    pub resolve: Resolve,
    /// The package asked for.
    pub package: PackageId,
}

impl Wit {
    /// Parses and resolves.
    ///
    /// # Errors
    /// With file, line, column and an excerpt, unless the input is binary.
    pub fn new(sources: &Sources<'_>, features: &Features) -> Result<Wit> {
        let mut resolve = Resolve { all_features: features.all, ..Resolve::default() };
        resolve.features.extend(features.names.iter().cloned());
        let package = match sources.files.as_slice() {
            [(path, bytes)] if !is_dependency(path) => match load(&mut resolve, sources, path, bytes)? {
                Loaded::Decoded(package) => package,
                Loaded::Parsed(group) => push(&mut resolve, sources, *group, Vec::new())?,
            },
            _ => push_folder(&mut resolve, sources)?,
        };
        Ok(Wit { resolve, package })
    }

    /// The world of that name, plain or as `ns:pkg/world@version`; without a name the only one of the package.
    ///
    /// # Errors
    /// No such world, or several and no name.
    pub fn world(&self, name: Option<&str>) -> Result<WorldId> {
        let package = &self.resolve.packages[self.package];
        let worlds = package.worlds.keys().map(String::as_str).collect::<Vec<_>>();
        let error = match (name, worlds.as_slice()) {
            (None, [_]) => return Ok(package.worlds[0]),
            (None, []) => Error::new(Code::WorldNotFound, format!("package {} has no world", package.name)),
            (None, _) => Error::new(
                Code::WorldNotFound,
                format!("package {} has {} worlds", package.name, worlds.len()),
            ),
            (Some(name), _) => match self.resolve.select_world(&[self.package], Some(name)) {
                Ok(world) => return Ok(world),
                Err(_) => Error::new(
                    Code::WorldNotFound,
                    format!("there is no world {name:?} in package {}", package.name),
                ),
            },
        };
        Err(match worlds.as_slice() {
            [] => error.help("add a world to the WIT: `world app { … }`"),
            _ => error.help(format!("name one with --world-name: {}", worlds.join(", "))),
        })
    }

    /// The text: the package asked for, then those it uses.
    ///
    /// # Errors
    /// Never seen; the printer keeps the right to fail.
    pub fn print(&self) -> Result<String> {
        let others: Vec<PackageId> =
            self.resolve.packages.iter().map(|(id, _)| id).filter(|id| *id != self.package).collect();
        let mut printer = WitPrinter::default();
        failure::contained(Code::Unsupported, || printer.print(&self.resolve, self.package, &others))?;
        Ok(printer.output.to_string())
    }
}

/// The WIT of a component, of an encoded WIT package, or of a core module that carries a world.
///
/// # Errors
/// Input that is none of these, and components whose types cannot be said in WIT.
pub fn wit(wasm: &[u8]) -> Result<String> {
    let binary = recognise::binary(wasm).map_err(|error| match error.code {
        Code::WitText => Error::new(Code::WitText, "this is WIT text already"),
        _ => error,
    })?;
    let mut resolve = Resolve::default();
    let package = decode(&mut resolve, &binary)?;
    uses::add_missing(&mut resolve)?;
    let text = Wit { resolve, package }.print()?;
    let parsed = UnresolvedPackageGroup::parse("printed.wit", &text).map_err(|(_, error)| error.to_string());
    let resolved =
        parsed.and_then(|group| Resolve::default().push_group(group).map_err(|error| error.to_string()));
    match resolved {
        Ok(_) => Ok(text),
        Err(reason) => {
            let reason = reason.lines().next().unwrap_or_default().to_owned();
            Err(Error::new(
                Code::Unsupported,
                format!("what it imports and exports cannot be said in WIT: {reason}"),
            )
            .help("`jco print` shows its types"))
        }
    }
}

enum Loaded {
    Decoded(PackageId),
    Parsed(Box<UnresolvedPackageGroup>),
}

fn load(resolve: &mut Resolve, sources: &Sources<'_>, path: &str, bytes: &[u8]) -> Result<Loaded> {
    match recognise::recognise(bytes) {
        Kind::WitText | Kind::Unknown => {}
        _ => {
            let decoded = recognise::binary(bytes).and_then(|binary| decode(resolve, &binary));
            return decoded.map(Loaded::Decoded).map_err(|error| wit_error::in_file(sources, path, error));
        }
    }
    parse(resolve, sources, &[(path, bytes)]).map(|group| Loaded::Parsed(Box::new(group)))
}

fn push_folder(resolve: &mut Resolve, sources: &Sources<'_>) -> Result<PackageId> {
    let main: Vec<(&str, &[u8])> = wit_files(sources, "");
    if main.is_empty() {
        let place =
            if sources.root.is_empty() { "the files given".to_string() } else { sources.root.clone() };
        return Err(Error::new(Code::WitSyntax, "there is no .wit file at the top").at(place));
    }
    let main = parse(resolve, sources, &main)?;
    let mut dependencies = Vec::new();
    for entry in dependency_entries(sources) {
        match sources.files.iter().find(|(path, _)| *path == entry) {
            Some((path, bytes)) => match load(resolve, sources, path, bytes)? {
                Loaded::Decoded(_) => {}
                Loaded::Parsed(group) => dependencies.push(*group),
            },
            None => dependencies.push(parse(resolve, sources, &wit_files(sources, &format!("{entry}/")))?),
        }
    }
    push(resolve, sources, main, dependencies)
}

fn is_dependency(path: &str) -> bool {
    path.starts_with("deps/")
}

/// The `.wit` files directly in a folder (its path ends in `/`, or is empty), in the order of their names.
fn wit_files<'a>(sources: &'a Sources<'_>, folder: &str) -> Vec<(&'a str, &'a [u8])> {
    let mut files: Vec<(&str, &[u8])> = sources
        .files
        .iter()
        .filter(|(path, _)| {
            path.strip_prefix(folder).is_some_and(|name| !name.contains('/') && name.ends_with(".wit"))
        })
        .map(|(path, bytes)| (path.as_str(), &**bytes))
        .collect();
    files.sort_unstable();
    files
}

/// What is directly in `deps/`: files that can be WIT, and folders with `.wit` files, in the order of their names.
fn dependency_entries(sources: &Sources<'_>) -> Vec<String> {
    let mut entries: Vec<String> = sources
        .files
        .iter()
        .filter_map(|(path, _)| {
            let mut parts = path.strip_prefix("deps/")?.split('/');
            let entry = match (parts.next(), parts.next(), parts.next()) {
                (Some(file), None, None)
                    if [".wit", ".wasm", ".wat"].iter().any(|end| file.ends_with(end)) =>
                {
                    file
                }
                (Some(folder), Some(file), None) if file.ends_with(".wit") => folder,
                _ => return None,
            };
            Some(format!("deps/{entry}"))
        })
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

fn parse(
    resolve: &mut Resolve,
    sources: &Sources<'_>,
    files: &[(&str, &[u8])],
) -> Result<UnresolvedPackageGroup> {
    let mut map = SourceMap::new();
    for (path, bytes) in files {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let message = "this is neither WIT text nor WebAssembly: it is not valid UTF-8";
            let error = Error::new(Code::WitSyntax, message).at(format!("byte {:#x}", error.valid_up_to()));
            wit_error::in_file(sources, path, error)
        })?;
        map.push_str(path, text);
    }
    map.parse().map_err(|(map, error)| {
        resolve.source_map = map;
        wit_error::parsing(resolve, sources, &error)
    })
}

fn push(
    resolve: &mut Resolve,
    sources: &Sources<'_>,
    main: UnresolvedPackageGroup,
    dependencies: Vec<UnresolvedPackageGroup>,
) -> Result<PackageId> {
    let pushed = failure::contained(Code::WitSyntax, || Ok(resolve.push_groups(main, dependencies)))?;
    pushed.map_err(|error| wit_error::resolving(resolve, sources, &error))
}
