//! Stands in for the crate `regex`: docs/decisions/006-no-regex.md says why it may.
//!
//! swc_ecma_codegen looks for line ends in template literals of minified code, to write places into a source map. No
//! source map is made here, and the text is the same whatever is found. So nothing is.

use std::convert::Infallible;
use std::iter::Empty;

/// A pattern that nothing matches.
#[derive(Debug)]
pub struct Regex;

impl Regex {
    /// Reads no pattern.
    pub fn new(_: &str) -> Result<Regex, Infallible> {
        Ok(Regex)
    }

    /// No matches.
    pub fn captures_iter<'t>(&self, _: &'t str) -> Empty<Captures<'t>> {
        std::iter::empty()
    }
}

/// What there is none of.
pub struct Captures<'t>(&'t str);

impl<'t> Captures<'t> {
    /// The text of a group.
    pub fn get(&self, _: usize) -> Option<Match<'t>> {
        Some(Match(self.0))
    }
}

/// What there is none of.
pub struct Match<'t>(&'t str);

impl<'t> Match<'t> {
    /// The text.
    pub fn as_str(&self) -> &'t str {
        self.0
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.0.len()
    }
}
