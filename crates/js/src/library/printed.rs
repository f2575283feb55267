//! A library made beforehand, by a build script: text where [`Library::new`] has trees.

use std::fmt::Write;
use std::sync::OnceLock;

use super::source::{Declaration, Form, Source};
use super::{File, Homes, Library};

/// A declaration of a file, as text.
#[derive(Clone, Copy, Debug)]
pub struct Printed {
    /// Its name.
    pub name: &'static str,
    /// What it refers to.
    pub references: &'static [&'static str],
    /// Whether it is set apart by blank lines.
    pub is_block: bool,
    /// Its text.
    pub readable: &'static str,
    /// Its text in minified programs.
    pub minified: &'static str,
}

impl Library {
    /// A library of the declarations of each file, as [`Library::as_rust`] wrote them.
    pub fn printed(files: &'static [&'static [Printed]]) -> Library {
        let homes =
            files.iter().enumerate().flat_map(|(index, file)| file.iter().map(move |it| (it.name, index)));
        let homes: Homes = homes.collect();
        let file = |printed: &&'static [Printed]| File {
            name: "",
            text: "",
            printed,
            names: printed.iter().map(|printed| printed.name).collect(),
            source: OnceLock::new(),
        };
        Library { files: files.iter().map(file).collect(), homes, read: |file| source(file.printed) }
    }

    /// The declarations of each file as an expression of Rust, for [`Library::printed`].
    pub fn as_rust(&self) -> String {
        let mut rust = String::from("&[\n");
        for file in 0..self.files.len() {
            rust.push_str("    &[\n");
            for declaration in &self.source(file).declarations {
                let Declaration { name, references, is_block, .. } = declaration;
                let (readable, minified) = (declaration.text(false), declaration.text(true));
                writeln!(
                    rust,
                    "        ::js::Printed {{ name: {name:?}, references: &{references:?}, is_block: {is_block:?}, \
                     readable: {readable:?}, minified: {minified:?} }},"
                )
                .expect("writing to memory does not fail");
            }
            rust.push_str("    ],\n");
        }
        rust + "]\n"
    }
}

fn source(printed: &[Printed]) -> Source {
    let declaration = |printed: &Printed| Declaration {
        name: printed.name.to_string(),
        references: printed.references.iter().map(ToString::to_string).collect(),
        is_block: printed.is_block,
        form: Form::Printed { readable: printed.readable, minified: printed.minified },
    };
    Source { declarations: printed.iter().map(declaration).collect(), imports: Vec::new() }
}
