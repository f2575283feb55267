//! Real `.js` modules as a store of declarations.
//!
//! A file is a list of top-level declarations, one name each: functions, classes, `const`s and `let`s, exported or
//! not. Names are unique across all files, so `import { a } from './other.js'` only says where `a` is. A program asks
//! for the declarations it refers to and gets those and everything they refer to, in the order of the files and of
//! the lines in them. What refers to what is computed from the trees.

mod printed;
mod source;

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

pub use printed::Printed;
use source::{Declaration, Source};

/// A set of modules. Files are parsed when something in them is asked for, once for the life of the library.
#[derive(Debug)]
pub struct Library {
    files: Vec<File>,
    /// How a file is read. Only [`Library::new`] mentions the parser: a program that calls [`Library::printed`] alone
    /// is linked without it.
    read: fn(&File) -> Source,
    homes: Homes,
}

/// Where each name is declared. Every name of a program is looked up here, and the keys are nobody's to choose.
type Homes = HashMap<&'static str, usize, BuildHasherDefault<Fnv>>;

/// FNV-1a
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Debug)]
struct File {
    name: &'static str,
    text: &'static str,
    printed: &'static [Printed],
    names: Vec<&'static str>,
    source: OnceLock<Source>,
}

impl Library {
    /// A library of files, each a name and its text.
    ///
    /// # Panics
    /// When two files declare the same name.
    pub fn new(files: &[(&'static str, &'static str)]) -> Library {
        let mut homes = Homes::default();
        let file = |(index, &(name, text)): (usize, &(&'static str, &'static str))| {
            let names = source::scan_names(text);
            for declared in &names {
                let other = homes.insert(*declared, index);
                assert!(other.is_none(), "{name} declares {declared}, and so does another file or line");
            }
            File { name, text, printed: &[], names, source: OnceLock::new() }
        };
        let files = files.iter().enumerate().map(file).collect();
        Library { files, homes, read: parsed }
    }

    /// Every top-level name, in the order of the files: what a program must not use for anything else.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.files.iter().flat_map(|file| file.names.iter().copied())
    }

    /// Whether some file declares `name`.
    pub fn contains(&self, name: &str) -> bool {
        self.homes.contains_key(name)
    }

    /// The text of the declarations called `roots` and of all they refer to.
    ///
    /// # Panics
    /// When a root is not declared in any file.
    pub fn closure<R: AsRef<str>>(&self, roots: impl IntoIterator<Item = R>, minify: bool) -> Vec<&str> {
        self.declarations(roots, &BTreeSet::new())
            .into_iter()
            .map(|declaration| declaration.text(minify))
            .collect()
    }

    /// Parses every file and checks the rules above: what a test of the files calls.
    pub fn check(&self) -> Result<(), String> {
        for file in &self.files {
            let source = Source::parse(file.text).map_err(|error| format!("{}: {error}", file.name))?;
            self.check_imports(file, &source)?;
            source.check_names(&file.names).map_err(|error| format!("{}: {error}", file.name))?;
        }
        Ok(())
    }

    fn check_imports(&self, file: &File, source: &Source) -> Result<(), String> {
        for (name, from) in &source.imports {
            let home = self.homes.get(name.as_str()).map(|&home| self.files[home].name);
            if home != Some(from.trim_start_matches("./")) {
                return Err(format!("{}: imports {name} from {from}, which does not declare it", file.name));
            }
        }
        let declared = |name: &String| self.homes.get(name.as_str()).copied();
        for declaration in &source.declarations {
            for name in &declaration.references {
                let is_elsewhere = declared(name).is_some_and(|home| self.files[home].name != file.name);
                if is_elsewhere && !source.imports.iter().any(|(imported, _)| imported == name) {
                    return Err(format!(
                        "{}: {} uses {name} without importing it",
                        file.name, declaration.name
                    ));
                }
            }
        }
        Ok(())
    }

    pub(crate) fn declarations<R: AsRef<str>>(
        &self,
        roots: impl IntoIterator<Item = R>,
        without: &BTreeSet<String>,
    ) -> Vec<&Declaration> {
        let mut wanted = BTreeSet::new();
        let is_wanted = |name: &str| !without.contains(name);
        let roots = roots.into_iter().filter(|root| is_wanted(root.as_ref()));
        let mut queue: Vec<_> = roots.map(|root| self.find(root.as_ref())).collect();
        while let Some(at) = queue.pop() {
            if wanted.insert(at) {
                let references = self.at(at).references.iter();
                let references = references.filter(|name| is_wanted(name) && self.contains(name));
                queue.extend(references.map(|name| self.find(name)));
            }
        }
        wanted.into_iter().map(|at| self.at(at)).collect()
    }

    fn find(&self, name: &str) -> (usize, usize) {
        let Some(&file) = self.homes.get(name) else { panic!("no file of the library declares {name}") };
        let index = self.source(file).declarations.iter().position(|declaration| declaration.name == name);
        (file, index.expect("a file declares the names that were found in it"))
    }

    fn at(&self, (file, index): (usize, usize)) -> &Declaration {
        &self.source(file).declarations[index]
    }

    fn source(&self, file: usize) -> &Source {
        let file = &self.files[file];
        file.source.get_or_init(|| (self.read)(file))
    }
}

fn parsed(file: &File) -> Source {
    let parsed = Source::parse(file.text);
    let checked = parsed.and_then(|source| source.check_names(&file.names).map(|()| source));
    checked.unwrap_or_else(|error| panic!("{}: {error}", file.name))
}
