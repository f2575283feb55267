//! Trees to text: the one place that makes text.
//!
//! swc's printer adds no parentheses, so [`parentheses`] does first, here and nowhere else. Readable text goes through
//! our own [`writer`] and [`layout`], which decides where lines break; minified text through swc's writer, after
//! [`minify`].

mod layout;
mod minify;
mod parentheses;
#[cfg(test)]
mod tests;
mod writer;

use swc_common::sync::Lrc;
use swc_common::{BytePos, DUMMY_SP, FileName, SourceMap, Span};
use swc_ecma_ast as ast;
use swc_ecma_codegen::text_writer::{JsWriter, WriteJs, omit_trailing_semi};
use swc_ecma_codegen::{Config, Emitter, Node};
use swc_ecma_visit::{VisitMut, VisitMutWith};

/// Turns top-level items into text, one at a time.
pub(crate) struct Printer {
    source_map: Lrc<SourceMap>,
    minify: bool,
}

impl Printer {
    pub(crate) fn new(minify: bool) -> Printer {
        let source_map = Lrc::<SourceMap>::default();
        // What `OBJECT` points at: see `Mark`.
        source_map.new_source_file(Lrc::new(FileName::Anon), "{}");
        Printer { source_map, minify }
    }

    /// The text of `item` without a line end; minified, such that any other item can follow directly.
    pub(crate) fn print(&self, mut item: ast::ModuleItem) -> String {
        if self.minify {
            minify::shorten(&mut item);
            return self.print_minified(item);
        }
        parentheses::parenthesize(&mut item);
        item.visit_mut_with(&mut Mark);
        let mut writer = writer::Writer::default();
        self.emit(&item, Config::default(), &mut writer);
        writer.into_text()
    }

    fn print_minified(&self, mut item: ast::ModuleItem) -> String {
        parentheses::parenthesize(&mut item);
        let mut bytes = Vec::new();
        let writer = omit_trailing_semi(JsWriter::new(self.source_map.clone(), "", &mut bytes, None));
        self.emit(&item, Config::default().with_minify(true).with_inline_script(true), writer);
        let mut text = String::from_utf8(bytes).expect("the printer writes text");
        if !text.is_empty() && !is_function_or_class(&item) && !text.ends_with(';') {
            text.push(';');
        }
        text
    }

    fn emit(&self, item: &ast::ModuleItem, cfg: Config, wr: impl WriteJs) {
        let mut emitter = Emitter { cfg, cm: self.source_map.clone(), comments: None, wr };
        item.emit_with(&mut emitter).expect("writing to memory does not fail");
    }
}

/// Whether readable text sets `item` apart by blank lines: a function or a class, by declaration or by value.
pub(crate) fn stands_apart(item: &ast::ModuleItem) -> bool {
    let Some(ast::Decl::Var(var)) = declaration(item) else { return is_function_or_class(item) };
    var.decls.iter().filter_map(|declarator| declarator.init.as_deref()).any(|value| match value {
        ast::Expr::Arrow(arrow) => matches!(*arrow.body, ast::ArrowFunctionBody::FunctionBody(_)),
        ast::Expr::Fn(_) | ast::Expr::Class(_) => true,
        _ => false,
    })
}

/// Whether `item` ends with the brace of a function or a class, which no semicolon follows.
fn is_function_or_class(item: &ast::ModuleItem) -> bool {
    matches!(declaration(item), Some(ast::Decl::Fn(_) | ast::Decl::Class(_)))
}

fn declaration(item: &ast::ModuleItem) -> Option<&ast::Decl> {
    match item {
        ast::ModuleItem::Stmt(ast::Stmt::Decl(decl)) => Some(decl),
        ast::ModuleItem::ModuleDecl(ast::ModuleDecl::ExportDecl(export)) => Some(&export.decl),
        _ => None,
    }
}

/// The place that every object literal is said to come from, so that the layout can tell it from a block: the two
/// braces in the only file of the printer's source map.
const OBJECT: Span = Span { lo: BytePos(1), hi: BytePos(3) };

/// Forgets places, except that object literals come from [`OBJECT`].
struct Mark;

impl VisitMut for Mark {
    fn visit_mut_span(&mut self, span: &mut Span) {
        *span = DUMMY_SP;
    }

    fn visit_mut_object_lit(&mut self, object: &mut ast::ObjectLit) {
        object.visit_mut_children_with(self);
        object.span = OBJECT;
    }
}
