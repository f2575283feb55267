//! Runs the command line inside the test's process, in a folder of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use cli::{EngineCommand, Io, Outcome};

/// What a run has left.
pub struct Run {
    pub code: u8,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    /// Standard output of a run that went well.
    pub fn ok(self) -> Vec<u8> {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
        self.stdout
    }

    /// As [`Run::ok`], as text.
    pub fn text(self) -> String {
        String::from_utf8(self.ok()).expect("standard output is UTF-8")
    }
}

/// A folder that goes when the test does.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("jco-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the temporary folder is writable");
        Folder(path.canonicalize().expect("it is there"))
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Folder {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder is writable");
        fs::write(path, bytes).expect("the folder is writable");
        self
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file in it, by path, in order.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.0, &mut found);
        let mut names: Vec<String> = found
            .iter()
            .map(|path| path.strip_prefix(&self.0).expect("it is inside").display().to_string())
            .collect();
        names.sort();
        names
    }

    /// Runs `jco` with these arguments; `@` at the start of one stands for the folder.
    pub fn jco(&self, args: &[&str]) -> Run {
        self.jco_with(args, b"")
    }

    /// As [`Folder::jco`], with something on standard input.
    pub fn jco_with(&self, args: &[&str], stdin: &[u8]) -> Run {
        let place = |argument: &&str| match argument.strip_prefix('@') {
            Some(path) => self.0.join(path).into_os_string(),
            None => OsString::from(argument),
        };
        let args = std::iter::once(OsString::from("jco")).chain(args.iter().map(place));
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = cli::run(args, &mut Io::new(stdin, &mut stdout, &mut stderr));
        let code = match outcome {
            Outcome::Exit(code) => code,
            // The rest is a file that JavaScript has.
            Outcome::Engine(EngineCommand::Worker(_)) => 0,
            Outcome::Engine(command) => panic!("{command:?} is left to do"),
        };
        let stderr = String::from_utf8(stderr).expect("messages are UTF-8");
        Run { code, stdout, stderr: stderr.replace(&format!("{}/", self.0.display()), "") }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// A component whose export adds.
pub const ADDER: &str = r#"(component $adder
  (core module $main
    (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $main))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))
"#;
