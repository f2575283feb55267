//! Input: one file or standard input, and WIT from a file or folder.

use std::borrow::Cow;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tools::Sources;
use transpile::{Code, Error, Result};

use crate::Io;
use crate::disk::{disk, is_folder};

/// The argument that stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file's bytes, or those of standard input for `-`.
pub(crate) fn read(path: &Path, io: &mut Io<'_>) -> Result<Vec<u8>> {
    if is_standard(path) { io.read_stdin() } else { read_file(path) }
}

/// What an input is called in messages.
pub(crate) fn shown(path: &Path) -> String {
    if is_standard(path) { "<stdin>".into() } else { path.display().to_string() }
}

/// What output made from `path` is called: its name without folder and extension.
pub(crate) fn stem(path: &Path, standard: &str) -> String {
    if is_standard(path) {
        return standard.into();
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    // `.` and `..` have a name only once they are resolved.
    stem(path).or_else(|| stem(&disk().canonical(path).ok()?)).unwrap_or_else(|| standard.into())
}

/// An error in the input read from `path`, said to be there: `app.wat:3:7`, `app.wasm: byte 0x1f`.
pub(crate) fn in_input(path: &Path, error: Error) -> Error {
    let is_about_input = match error.code {
        Code::Metadata => error.place.is_some(),
        Code::Encode => true,
        code => (code as u32) < Code::BadOption as u32,
    };
    if !is_about_input {
        return error;
    }
    let file = shown(path);
    let place = match error.place.as_deref() {
        None => file,
        Some(place) => match line_and_column(place) {
            Some((line, column, excerpt)) => format!("{file}:{line}:{column}{excerpt}"),
            None => format!("{file}: {place}"),
        },
    };
    error.at(place)
}

/// `line 3, column 7` and what follows it.
fn line_and_column(place: &str) -> Option<(&str, &str, &str)> {
    let (line, rest) = place.strip_prefix("line ")?.split_once(", column ")?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((line, &rest[..end], &rest[end..]))
}

/// The WIT in a file, in a folder and its `deps`, or in standard input for `-`.
///
/// # Errors
/// What is not there or cannot be read.
pub fn wit_sources(path: &Path) -> Result<Sources<'static>> {
    if !is_folder(path) {
        let root = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let root = root.map_or_else(String::new, |root| format!("{}/", root.display()));
        return Ok(Sources { root, files: vec![(name(path), Cow::Owned(read_file(path)?))] });
    }
    let mut files = Vec::new();
    read_wit_files(path, "", &mut files)?;
    let deps = path.join("deps");
    if is_folder(&deps) {
        for entry in entries(&deps)? {
            let entry_name = format!("deps/{}", name(&entry));
            if is_folder(&entry) {
                read_wit_files(&entry, &format!("{entry_name}/"), &mut files)?;
            } else if extension_is(&entry, &["wit", "wasm", "wat"]) {
                files.push((entry_name, Cow::Owned(read_file(&entry)?)));
            }
        }
    }
    let root = path.display().to_string();
    let root = if root.ends_with('/') { root } else { format!("{root}/") };
    Ok(Sources { root, files })
}

/// As [`wit_sources`], and `-` is standard input.
pub(crate) fn read_wit(path: &Path, io: &mut Io<'_>) -> Result<Sources<'static>> {
    if !is_standard(path) {
        return wit_sources(path);
    }
    Ok(Sources { root: String::new(), files: vec![(shown(path), Cow::Owned(io.read_stdin()?))] })
}

fn read_wit_files(folder: &Path, prefix: &str, files: &mut Vec<(String, Cow<'static, [u8]>)>) -> Result<()> {
    for entry in entries(folder)? {
        if extension_is(&entry, &["wit"]) && !is_folder(&entry) {
            files.push((format!("{prefix}{}", name(&entry)), Cow::Owned(read_file(&entry)?)));
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let names = disk().names(folder).map_err(|error| failed("read", folder, &error))?;
    let mut entries: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    entries.sort();
    Ok(entries)
}

fn extension_is(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    if is_folder(path) {
        return Err(
            Error::new(Code::Io, "this is a folder, and a file is needed").at(path.display().to_string())
        );
    }
    disk().read(path).map_err(|error| failed("read", path, &error))
}

/// An error of the operating system as one of ours. `verb` is what could not be done.
pub(crate) fn failed(verb: &str, path: &Path, error: &io::Error) -> Error {
    let found = match error.kind() {
        ErrorKind::NotFound => Error::new(Code::NotFound, "there is no such file or folder"),
        kind => Error::new(Code::Io, format!("cannot {verb} this: {kind}")),
    };
    found.at(path.display().to_string())
}
