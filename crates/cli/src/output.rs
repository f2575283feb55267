//! Output: all of it or nothing. Everything is written beside its place under another name, then renamed; what was there
//! before keeps a name until all have their places, and gets its place back if one cannot.

use std::path::{Component, Path, PathBuf};

use transpile::{Code, Error, File, Result};

use crate::Io;
use crate::disk::{Kind, disk, is_folder};
use crate::input::{failed, is_standard};

/// Writes one file, or standard output where there is no path or it is `-`.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8], io: &mut Io<'_>) -> Result<()> {
    match path {
        Some(path) if !is_standard(path) => {
            let mut staged = Staged::default();
            staged.stage(path, bytes)?;
            staged.commit()
        }
        _ => io.print(bytes),
    }
}

/// As [`write`], of bytes that no terminal should get.
pub(crate) fn write_binary(path: Option<&Path>, bytes: &[u8], io: &mut Io<'_>) -> Result<()> {
    if path.is_none() && io.is_stdout_terminal() {
        return Err(Error::new(Code::Usage, "the output is binary, and standard output is a terminal")
            .help("name a file with --output, or pipe the output; `--output -` insists"));
    }
    write(path, bytes, io)
}

/// Writes files into a folder, which is made where it does not exist.
pub(crate) fn write_folder(folder: &Path, files: &[File<'_>]) -> Result<()> {
    let mut staged = Staged::default();
    staged.make_folder(folder)?;
    for file in files {
        let path = inside(folder, &file.name)?;
        if let Some(parent) = path.parent() {
            staged.make_folder(parent)?;
        }
        staged.stage(&path, &file.bytes)?;
    }
    staged.commit()
}

/// The path of a file of the output. Its name comes from the input, which is not to choose where it is written.
fn inside(folder: &Path, name: &str) -> Result<PathBuf> {
    let is_plain = |part| matches!(part, Component::Normal(_));
    if name.is_empty() || name.contains('\\') || !Path::new(name).components().all(is_plain) {
        return Err(Error::new(Code::BadOption, format!("a file of the output would be called {name:?}"))
            .help("choose a plain name with --name"));
    }
    Ok(folder.join(name))
}

/// What has been written and made, but not taken its place. Dropped, it is undone.
#[derive(Default)]
struct Staged {
    /// Temporary paths and the paths they are for.
    files: Vec<(PathBuf, PathBuf)>,
    /// Paths that have been taken, with another name of what was there before.
    placed: Vec<(PathBuf, Option<PathBuf>)>,
    /// Folders made, outermost first.
    folders: Vec<PathBuf>,
}

impl Staged {
    fn make_folder(&mut self, folder: &Path) -> Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && disk().kind(folder).is_err())
            .collect();
        for folder in missing.into_iter().rev() {
            disk().make_folder(folder).map_err(|error| failed("make", folder, &error))?;
            self.folders.push(folder.to_path_buf());
        }
        match is_folder(folder) || folder.as_os_str().is_empty() {
            true => Ok(()),
            false => {
                let message = "this is a file, and a folder is needed";
                Err(Error::new(Code::Io, message).at(folder.display().to_string()))
            }
        }
    }

    fn stage(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        let target = match disk().kind(path) {
            Ok(Kind::Folder) => {
                let message = "this is a folder, and a file is to be written";
                return Err(Error::new(Code::Io, message).at(path.display().to_string()));
            }
            // A device or pipe keeps its place.
            Ok(Kind::Other) => {
                return disk().write(path, bytes).map_err(|error| failed("write", path, &error));
            }
            Ok(Kind::File) => disk().canonical(path).map_err(|error| failed("write", path, &error))?,
            Err(_) => path.to_path_buf(),
        };
        let temporary = temporary_path(&target, self.files.len());
        disk().write_new(&temporary, bytes).map_err(|error| failed("write", path, &error))?;
        self.files.push((temporary, target));
        Ok(())
    }

    /// Renames everything to its place, the first file last: it is the one that uses the others.
    fn commit(mut self) -> Result<()> {
        while let Some((temporary, target)) = self.files.last() {
            let before = kept(target, self.files.len()).map_err(|error| failed("write", target, &error))?;
            let renamed = disk().rename(temporary, target);
            if let (Err(_), Some(before)) = (&renamed, &before) {
                let _ = disk().remove_file(before);
            }
            renamed.map_err(|error| failed("write", target, &error))?;
            self.placed.push((target.clone(), before));
            self.files.pop();
        }
        for (_, before) in self.placed.drain(..) {
            let _ = before.map(|before| disk().remove_file(&before));
        }
        self.folders.clear();
        Ok(())
    }
}

/// Another name for what is at `target`, if there is something.
fn kept(target: &Path, index: usize) -> std::io::Result<Option<PathBuf>> {
    if !matches!(disk().kind(target), Ok(Kind::File)) {
        return Ok(None);
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let short: String = name.chars().take(40).collect();
    let other = target.with_file_name(format!(".{short}.{}-{index}.old", disk().process()));
    let _ = disk().remove_file(&other);
    disk().keep(target, &other)?;
    Ok(Some(other))
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (target, before) in self.placed.iter().rev() {
            let _ = match before {
                Some(before) => disk().rename(before, target),
                None => disk().remove_file(target),
            };
        }
        for (temporary, _) in &self.files {
            let _ = disk().remove_file(temporary);
        }
        for folder in self.folders.iter().rev() {
            // One that holds something stays.
            let _ = disk().remove_folder(folder);
        }
    }
}

/// A hidden name in the same folder, where renaming is one step.
fn temporary_path(target: &Path, index: usize) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let short: String = name.chars().take(40).collect();
    target.with_file_name(format!(".{short}.{}-{index}.tmp", disk().process()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder of its own for the test, removed at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Scratch {
            let path = std::env::temp_dir().join(format!("jco-output-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).expect("the folder can be made");
            Scratch(path)
        }

        fn names(&self) -> Vec<String> {
            let entries =
                fs::read_dir(&self.0).expect("readable").map(|entry| entry.expect("readable").file_name());
            let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_was_replaced_is_put_back_where_a_later_file_has_no_place() {
        let scratch = Scratch::new("put-back");
        let [first, second, third] = ["first", "second", "third"].map(|name| scratch.0.join(name));
        fs::write(&third, "old").expect("writable");
        let mut staged = Staged::default();
        for path in [&first, &second, &third] {
            staged.stage(path, b"new").expect("staged");
        }
        // Somebody else takes the place that is filled last.
        fs::create_dir(&first).expect("writable");
        assert!(staged.commit().is_err());
        assert_eq!(fs::read(&third).expect("it is there"), b"old");
        assert_eq!(scratch.names(), ["first", "third"]);
    }

    #[test]
    fn nothing_but_the_files_is_left() {
        let scratch = Scratch::new("left");
        let [first, second] = ["first", "second"].map(|name| scratch.0.join(name));
        fs::write(&second, "old").expect("writable");
        let mut staged = Staged::default();
        staged.stage(&first, b"new").expect("staged");
        staged.stage(&second, b"new").expect("staged");
        staged.commit().expect("all have their places");
        assert_eq!(fs::read(&second).expect("it is there"), b"new");
        assert_eq!(scratch.names(), ["first", "second"]);
    }
}
