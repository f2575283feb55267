//! Random trees, printed and parsed, are the same trees.

mod random;

use std::collections::HashMap;

use swc_common::{DUMMY_SP, Span, SyntaxContext};
use swc_ecma_ast as ast;
use swc_ecma_visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use super::{Printer, minify};
use crate::parse::parse;
use crate::resolve::{IsFree, resolved};
use random::{Random, random_item};

/// Forgets what text cannot tell or may tell differently: places, parentheses, the spelling of literals.
struct Plain;

impl VisitMut for Plain {
    fn visit_mut_span(&mut self, span: &mut Span) {
        *span = DUMMY_SP;
    }

    fn visit_mut_syntax_context(&mut self, context: &mut SyntaxContext) {
        *context = SyntaxContext::empty();
    }

    fn visit_mut_expr(&mut self, expr: &mut ast::Expr) {
        while let ast::Expr::Paren(paren) = expr {
            *expr = std::mem::take(&mut *paren.expr);
        }
        expr.visit_mut_children_with(self);
    }

    fn visit_mut_if_stmt(&mut self, stmt: &mut ast::IfStmt) {
        minify::unwrap_block(&mut stmt.cons);
        stmt.visit_mut_children_with(self);
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ast::ForStmt) {
        minify::unwrap_block(&mut stmt.body);
        stmt.visit_mut_children_with(self);
    }

    fn visit_mut_new_expr(&mut self, new: &mut ast::NewExpr) {
        new.args.get_or_insert_default();
        new.visit_mut_children_with(self);
    }

    fn visit_mut_str(&mut self, text: &mut ast::Str) {
        (text.raw, text.span) = (None, DUMMY_SP);
    }

    fn visit_mut_number(&mut self, number: &mut ast::Number) {
        (number.raw, number.span) = (None, DUMMY_SP);
    }

    fn visit_mut_big_int(&mut self, number: &mut ast::BigInt) {
        (number.raw, number.span) = (None, DUMMY_SP);
    }

    fn visit_mut_tpl_element(&mut self, element: &mut ast::TplElement) {
        (element.cooked, element.span) = (None, DUMMY_SP);
    }
}

fn plain(mut item: ast::ModuleItem) -> ast::ModuleItem {
    item.visit_mut_with(&mut Plain);
    item
}

/// Prints `item`, parses the text, and fails unless that gives `item` again.
fn reparse(item: &ast::ModuleItem, text: &str) -> ast::ModuleItem {
    let mut module = parse(text).unwrap_or_else(|error| panic!("{error} in:\n{text}"));
    assert_eq!(module.body.len(), 1);
    let parsed = module.body.pop().expect("one item");
    let (before, after) = (plain(item.clone()), plain(parsed.clone()));
    if before != after {
        let (before, after) = (format!("{before:#?}"), format!("{after:#?}"));
        let line = before.lines().zip(after.lines()).position(|(before, after)| before != after).unwrap_or(0);
        let around =
            |tree: &str| tree.lines().skip(line.saturating_sub(20)).take(30).collect::<Vec<_>>().join("\n");
        panic!("this is another tree:\n{text}\n{}\n{}", around(&before), around(&after));
    }
    parsed
}

/// Every identifier of `item` in order: the name of a free one, the number of its binding for a local one.
fn bindings(item: &ast::ModuleItem) -> Vec<String> {
    struct Collect<'a>(IsFree<'a>, HashMap<ast::Id, usize>, Vec<String>);

    impl Visit for Collect<'_> {
        fn visit_ident(&mut self, ident: &ast::Ident) {
            let next = self.1.len();
            let name = match (self.0)(ident) {
                true => ident.sym.to_string(),
                false => format!("#{}", self.1.entry(ident.to_id()).or_insert(next)),
            };
            self.2.push(name);
        }
    }

    let mut module = ast::Module { body: vec![item.clone()], ..Default::default() };
    resolved(&mut module, |module, is_free| {
        let mut collect = Collect(is_free, HashMap::new(), Vec::new());
        module.visit_with(&mut collect);
        collect.2
    })
}

#[test]
fn random_trees_survive_printing_and_parsing() {
    let mut random = Random::new(0x9E37_79B9_7F4A_7C15);
    let printer = Printer::new(false);
    for round in 0..400 {
        let item = random_item(&mut random, 1 + round % 5);
        let text = printer.print(item.clone());
        let parsed = reparse(&item, &text);
        assert_eq!(printer.print(parsed), text, "printing is stable");
    }
}

#[test]
fn random_trees_survive_minification() {
    let mut random = Random::new(0x2545_F491_4F6C_DD1D);
    for round in 0..400 {
        let item = random_item(&mut random, 1 + round % 5);
        let mut short = item.clone();
        minify::shorten(&mut short);
        let text = Printer::new(true).print_minified(short.clone());
        let parsed = reparse(&short, &text);
        assert_eq!(bindings(&item), bindings(&parsed), "renaming keeps what names mean:\n{text}");
    }
}
