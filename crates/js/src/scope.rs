//! Identifiers: unique, deterministic, never a reserved word or a global.
//!
//! A scope sees the names of the scopes around it as taken. It also avoids what the scopes inside it have taken, so
//! that a name made later outside is never hidden by a local made earlier inside.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::Library;
use crate::identifier::{from_text, is_global, is_reserved};

/// The names of one scope.
#[derive(Debug)]
pub struct Scope {
    /// This scope's names last, those of the scopes around it before.
    chain: Vec<Rc<RefCell<Names>>>,
    /// The names of this are taken, too.
    library: Option<&'static Library>,
}

#[derive(Debug, Default)]
struct Names {
    own: HashSet<String>,
    /// Names that a scope inside this one has taken.
    inner: HashSet<String>,
    /// The number to try next for a name that was asked for before.
    next: HashMap<String, u32>,
}

impl Default for Scope {
    fn default() -> Scope {
        Scope { chain: vec![Rc::default()], library: None }
    }
}

impl Scope {
    /// A scope in which only reserved words and globals are taken.
    pub fn new() -> Scope {
        Scope::default()
    }

    /// A scope in which reserved words, globals and the names of `library` are taken.
    pub fn beside(library: &'static Library) -> Scope {
        Scope { library: Some(library), ..Scope::default() }
    }

    /// A scope inside this one.
    pub fn child(&self) -> Scope {
        let mut chain = self.chain.clone();
        chain.push(Rc::default());
        Scope { chain, library: self.library }
    }

    /// Takes `name` as it is.
    pub fn reserve(&mut self, name: impl Into<String>) {
        self.take(name.into());
    }

    /// Whether `name` cannot be had in this scope.
    pub fn is_taken(&self, name: &str) -> bool {
        is_reserved(name)
            || is_global(name)
            || self.library.is_some_and(|library| library.contains(name))
            || self.innermost().borrow().inner.contains(name)
            || self.chain.iter().any(|names| names.borrow().own.contains(name))
    }

    /// An identifier like `hint`, which may be any text: `hint` itself if it can be had, else with a number after it.
    pub fn unique(&mut self, hint: impl AsRef<str>) -> String {
        let base = from_text(hint.as_ref());
        let name = if self.is_taken(&base) { self.numbered(base) } else { base };
        self.take(name.clone());
        name
    }

    fn numbered(&mut self, base: String) -> String {
        let separator = if base.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let tried = |names: &Rc<RefCell<Names>>| names.borrow().next.get(&base).copied();
        let mut number = self.chain.iter().filter_map(tried).max().unwrap_or(1);
        loop {
            let name = format!("{base}{separator}{number}");
            number += 1;
            if !self.is_taken(&name) {
                self.innermost().borrow_mut().next.insert(base, number);
                return name;
            }
        }
    }

    fn take(&mut self, name: String) {
        for outer in self.chain.iter().rev().skip(1) {
            outer.borrow_mut().inner.insert(name.clone());
        }
        self.innermost().borrow_mut().own.insert(name);
    }

    fn innermost(&self) -> &Rc<RefCell<Names>> {
        self.chain.last().expect("a scope has names of its own")
    }
}
