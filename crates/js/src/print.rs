//! Trees to text: the one place that makes text.
//!
//! swc's printer adds no parentheses, so [`parentheses`] does first, here and nowhere else. Readable text goes through
//! our own [`writer`] and [`layout`], which decides where lines break; minified text through swc's writer, after
//! [`minify`].

mod braces;
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
        source_map.new_source_file(Lrc::new(FileName::Anon), "{}  ()  ()");
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
        let width = |stmt: &ast::Stmt| {
            let mut writer = writer::Writer::default();
            self.emit(stmt, Config::default(), &mut writer);
            let text = writer.into_text();
            (!text.contains('\n')).then(|| text.chars().count())
        };
        item.visit_mut_with(&mut braces::Braces { width, depth: 0 });
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

    fn emit(&self, item: &impl Node, cfg: Config, wr: impl WriteJs) {
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

/// The place of parentheses that are not written: around what may be broken over lines between its parts.
const CHAIN: Span = Span { lo: BytePos(5), hi: BytePos(7) };

/// Likewise, around what may begin on a line of its own.
const VALUE: Span = Span { lo: BytePos(9), hi: BytePos(11) };

/// Forgets places, except that object literals come from [`OBJECT`], and what may be broken from [`CHAIN`] or [`VALUE`].
struct Mark;

impl VisitMut for Mark {
    fn visit_mut_span(&mut self, span: &mut Span) {
        *span = DUMMY_SP;
    }

    fn visit_mut_object_lit(&mut self, object: &mut ast::ObjectLit) {
        object.visit_mut_children_with(self);
        object.span = OBJECT;
    }

    fn visit_mut_expr(&mut self, expr: &mut ast::Expr) {
        expr.visit_mut_children_with(self);
        if let ast::Expr::Cond(cond) = expr {
            // The alternative goes on with the chain.
            if let ast::Expr::Paren(ast::ParenExpr { span: CHAIN, expr: inner }) = &mut *cond.alt {
                cond.alt = std::mem::take(inner);
            }
            wrap(expr, CHAIN);
        }
    }

    fn visit_mut_arrow_expr(&mut self, arrow: &mut ast::ArrowExpr) {
        arrow.visit_mut_children_with(self);
        if let ast::ArrowFunctionBody::Expr(value) = &mut *arrow.body
            && (value.is_bin() || is_plain_call(value))
        {
            if let ast::Expr::Bin(ast::BinExpr { op: ast::BinaryOp::LogicalAnd, right, .. }) = &mut **value
                && is_plain_call(right)
            {
                wrap(right, VALUE);
            }
            wrap(value, VALUE);
        }
    }
}

/// Whether this is a call, the last argument of which does not keep the parentheses on its own lines.
fn is_plain_call(expr: &ast::Expr) -> bool {
    let ast::Expr::Call(call) = expr else { return false };
    let last = call.args.last().map(|last| &*last.expr);
    last.is_some_and(|last| !last.is_object() && !last.is_array() && !last.is_arrow() && !last.is_fn_expr())
}

fn wrap(expr: &mut ast::Expr, span: Span) {
    let inner = Box::new(std::mem::take(expr));
    *expr = ast::Expr::Paren(ast::ParenExpr { span, expr: inner });
}
