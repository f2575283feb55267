//! The file system: that of the process, or what a host without one lends.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What a path leads to, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A device, pipe or socket.
    Other,
}

/// The calls of an operating system that commands make.
pub trait Disk {
    /// What is at a path.
    fn kind(&self, path: &Path) -> io::Result<Kind>;
    /// A file's bytes.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The names in a folder, in any order.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// The path without links and dots.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// Writes over what is there.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a file where there is none; where that fails, there is none.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file another path, in place of what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second path, where there is nothing: a link, or a copy where there are none.
    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.write_new(to, &self.read(from)?)
    }
    /// Makes a folder in one that exists.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// A number that no other process has.
    fn process(&self) -> u32;
    /// The adapter from WASI preview 1 for a `command`, `reactor` or `proxy`.
    fn adapter(&self, kind: &str) -> io::Result<Cow<'static, [u8]>>;
}

thread_local! {
    static LENT: RefCell<Option<Rc<dyn Disk>>> = const { RefCell::new(None) };
}

/// Has this thread use another file system than that of the process.
pub fn lend_disk(disk: Rc<dyn Disk>) {
    LENT.set(Some(disk));
}

/// The file system.
pub(crate) fn disk() -> Rc<dyn Disk> {
    LENT.with_borrow(Clone::clone).unwrap_or_else(|| Rc::new(Process))
}

/// Whether a path leads to a folder.
pub(crate) fn is_folder(path: &Path) -> bool {
    matches!(disk().kind(path), Ok(Kind::Folder))
}

/// The file system of the process.
struct Process;

impl Disk for Process {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let found = fs::metadata(path)?;
        Ok(if found.is_dir() {
            Kind::Folder
        } else if found.is_file() {
            Kind::File
        } else {
            Kind::Other
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes).inspect_err(|_| drop(fs::remove_file(path)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn process(&self) -> u32 {
        std::process::id()
    }

    #[cfg(feature = "adapters")]
    fn adapter(&self, kind: &str) -> io::Result<Cow<'static, [u8]>> {
        use tools::Adapter;
        Ok(match kind {
            "command" => Adapter::COMMAND.bytes,
            "reactor" => Adapter::REACTOR.bytes,
            "proxy" => Adapter::PROXY.bytes,
            _ => return Err(io::ErrorKind::NotFound.into()),
        })
    }

    #[cfg(not(feature = "adapters"))]
    fn adapter(&self, _kind: &str) -> io::Result<Cow<'static, [u8]>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
