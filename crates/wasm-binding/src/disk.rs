//! Files and standard streams, which JavaScript lends.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cli::{Disk, Io, Kind, Terminals};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What `packages/jco/src/binding-host.js` has; errors have the `code` that Node gives them.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, catch)]
    fn kind(this: &Host, path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Host, path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn names(this: &Host, folder: &str) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn canonical(this: &Host, path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Host, path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = writeNew)]
    fn write_new(this: &Host, path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn rename(this: &Host, from: &str, to: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn keep(this: &Host, file: &str, other: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = makeFolder)]
    fn make_folder(this: &Host, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeFile)]
    fn remove_file(this: &Host, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeFolder)]
    fn remove_folder(this: &Host, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter)]
    fn process(this: &Host) -> u32;
    #[wasm_bindgen(method, catch)]
    fn adapter(this: &Host, kind: &str) -> Result<Vec<u8>, JsValue>;

    /// All of standard input.
    #[wasm_bindgen(method, catch, js_name = readInput)]
    fn read_input(this: &Host) -> Result<Vec<u8>, JsValue>;
    /// Writes to standard output (1) or error (2).
    #[wasm_bindgen(method, catch, js_name = writeOutput)]
    fn write_output(this: &Host, stream: u32, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = isTerminal)]
    fn is_terminal(this: &Host, stream: u32) -> bool;
    #[wasm_bindgen(method, getter, js_name = noColor)]
    fn no_color(this: &Host) -> bool;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn member(object: &JsValue, name: &str) -> JsValue;
}

/// Has paths lead to the files of `host`; without it there are none.
#[wasm_bindgen(js_name = lendDisk)]
pub fn lend_disk(host: Host) {
    cli::lend_disk(Rc::new(Lent(host)));
}

/// The streams of `host`.
pub(crate) fn streams(host: &Host) -> Io<'static> {
    let output = |stream| Output { host: host.clone(), stream };
    Io::new(Input { host: host.clone(), rest: None }, output(1), output(2)).on(Terminals {
        stdout: host.is_terminal(1),
        stderr: host.is_terminal(2),
        no_color: host.no_color(),
    })
}

struct Lent(Host);

impl Disk for Lent {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        Ok(match told(self.0.kind(&text(path)))?.as_str() {
            "folder" => Kind::Folder,
            "file" => Kind::File,
            _ => Kind::Other,
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        told(self.0.read(&text(path)))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        Ok(told(self.0.names(&text(folder)))?.into_iter().map(OsString::from).collect())
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        told(self.0.canonical(&text(path))).map(PathBuf::from)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        told(self.0.write(&text(path), bytes))
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        told(self.0.write_new(&text(path), bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        told(self.0.rename(&text(from), &text(to)))
    }

    fn keep(&self, file: &Path, other: &Path) -> io::Result<()> {
        told(self.0.keep(&text(file), &text(other)))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        told(self.0.make_folder(&text(path)))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        told(self.0.remove_file(&text(path)))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        told(self.0.remove_folder(&text(path)))
    }

    fn process(&self) -> u32 {
        self.0.process()
    }

    fn adapter(&self, kind: &str) -> io::Result<Cow<'static, [u8]>> {
        told(self.0.adapter(kind)).map(Cow::Owned)
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

struct Input {
    host: Host,
    rest: Option<io::Cursor<Vec<u8>>>,
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let rest = match self.rest.take() {
            Some(rest) => rest,
            None => io::Cursor::new(told(self.host.read_input())?),
        };
        self.rest.insert(rest).read(into)
    }
}

struct Output {
    host: Host,
    stream: u32,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        told(self.host.write_output(self.stream, bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What Node's errors are to Rust.
fn told<T>(outcome: Result<T, JsValue>) -> io::Result<T> {
    outcome.map_err(|thrown| {
        let code = if thrown.is_object() { member(&thrown, "code").as_string() } else { None };
        io::Error::from(match code.as_deref() {
            Some("ENOENT") => ErrorKind::NotFound,
            Some("EACCES" | "EPERM") => ErrorKind::PermissionDenied,
            Some("EEXIST") => ErrorKind::AlreadyExists,
            Some("EISDIR") => ErrorKind::IsADirectory,
            Some("ENOTDIR") => ErrorKind::NotADirectory,
            Some("ENOTEMPTY") => ErrorKind::DirectoryNotEmpty,
            Some("EROFS") => ErrorKind::ReadOnlyFilesystem,
            Some("ENOSPC") => ErrorKind::StorageFull,
            Some("EDQUOT") => ErrorKind::QuotaExceeded,
            Some("EFBIG") => ErrorKind::FileTooLarge,
            Some("ETXTBSY") => ErrorKind::ExecutableFileBusy,
            Some("EBUSY") => ErrorKind::ResourceBusy,
            Some("EXDEV") => ErrorKind::CrossesDevices,
            Some("ENAMETOOLONG") => ErrorKind::InvalidFilename,
            Some("EPIPE") => ErrorKind::BrokenPipe,
            _ => ErrorKind::Other,
        })
    })
}
