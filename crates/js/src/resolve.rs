//! Which identifiers are local, and which mean something of the top level or beyond.

use std::collections::BTreeSet;

use swc_common::{GLOBALS, Globals, Mark, SyntaxContext};
use swc_ecma_ast as ast;
use swc_ecma_transforms_base::resolver;
use swc_ecma_visit::{Visit, VisitMutWith, VisitWith};

/// Tells whether an identifier is free: bound at the top level or not at all.
pub(crate) type IsFree<'a> = &'a dyn Fn(&ast::Ident) -> bool;

/// Runs `then` over `module` with its identifiers resolved.
pub(crate) fn resolved<R>(module: &mut ast::Module, then: impl FnOnce(&mut ast::Module, IsFree) -> R) -> R {
    GLOBALS.set(&Globals::new(), || {
        let (unresolved, top_level) = (Mark::new(), Mark::new());
        module.visit_mut_with(&mut resolver(unresolved, top_level, false));
        let free = [unresolved, top_level].map(|mark| SyntaxContext::empty().apply_mark(mark));
        then(module, &|ident| free.contains(&ident.ctxt))
    })
}

/// The names that `item` declares at the top level or takes from there or beyond, sorted.
pub(crate) fn free_names(item: &ast::ModuleItem, is_free: IsFree) -> BTreeSet<String> {
    let mut names = Names { is_wanted: is_free, names: BTreeSet::new() };
    item.visit_with(&mut names);
    names.names
}

struct Names<'a> {
    is_wanted: IsFree<'a>,
    names: BTreeSet<String>,
}

impl Visit for Names<'_> {
    fn visit_ident(&mut self, ident: &ast::Ident) {
        if (self.is_wanted)(ident) && !self.names.contains(&*ident.sym) {
            self.names.insert(ident.sym.to_string());
        }
    }

    /// The name that others see is none of this module's.
    fn visit_export_named_specifier(&mut self, specifier: &ast::ExportNamedSpecifier) {
        specifier.orig.visit_with(self);
    }
}
