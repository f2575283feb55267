//! Bodies of one short statement: without braces where that fits on the line, with braces elsewhere.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;
use swc_ecma_visit::{VisitMut, VisitMutWith};

use super::layout::WIDTH;

/// Decides about every `if` without `else` and every counting loop. `width` tells how long a statement is on one line.
pub(super) struct Braces<W> {
    pub width: W,
    /// How far the statement at hand is indented.
    pub depth: usize,
}

impl<W: Fn(&ast::Stmt) -> Option<usize>> Braces<W> {
    fn decide(&self, body: &mut Box<ast::Stmt>, whole: impl FnOnce(Box<ast::Stmt>) -> ast::Stmt) {
        let Some(only) = only(body) else { return };
        let fits = (self.width)(&whole(only.clone())).is_some_and(|width| width + 2 * self.depth <= WIDTH);
        *body = match fits {
            true => only,
            false => {
                let stmts = vec![*only];
                Box::new(ast::Stmt::Block(ast::BlockStmt { stmts, ..Default::default() }))
            }
        };
    }

    fn indented(&mut self, by: usize, visit: impl FnOnce(&mut Self)) {
        self.depth += by;
        visit(self);
        self.depth -= by;
    }
}

impl<W: Fn(&ast::Stmt) -> Option<usize>> VisitMut for Braces<W> {
    fn visit_mut_if_stmt(&mut self, stmt: &mut ast::IfStmt) {
        stmt.visit_mut_children_with(self);
        if stmt.alt.is_none() {
            let test = stmt.test.clone();
            let whole = |cons| ast::Stmt::If(ast::IfStmt { span: DUMMY_SP, test, cons, alt: None });
            self.decide(&mut stmt.cons, whole);
        }
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ast::ForStmt) {
        stmt.visit_mut_children_with(self);
        let head = ast::ForStmt { body: Box::new(ast::Stmt::Empty(ast::EmptyStmt { span: DUMMY_SP })), ..stmt.clone() };
        self.decide(&mut stmt.body, |body| ast::Stmt::For(ast::ForStmt { body, ..head }));
    }

    fn visit_mut_block_stmt(&mut self, block: &mut ast::BlockStmt) {
        self.indented(1, |this| block.visit_mut_children_with(this));
    }

    fn visit_mut_switch_case(&mut self, case: &mut ast::SwitchCase) {
        self.indented(2, |this| case.visit_mut_children_with(this));
    }

    fn visit_mut_class(&mut self, class: &mut ast::Class) {
        self.indented(1, |this| class.visit_mut_children_with(this));
    }

    fn visit_mut_object_lit(&mut self, object: &mut ast::ObjectLit) {
        self.indented(1, |this| object.visit_mut_children_with(this));
    }
}

/// The one statement of a body, if it is simple. A comment, which is a name that starts with slashes, is not.
fn only(body: &ast::Stmt) -> Option<Box<ast::Stmt>> {
    let stmt = match body {
        ast::Stmt::Block(block) => match &block.stmts[..] {
            [stmt] => stmt,
            _ => return None,
        },
        stmt => stmt,
    };
    let is_simple = match stmt {
        ast::Stmt::Expr(ast::ExprStmt { expr, .. }) => !expr.as_ident().is_some_and(|name| name.sym.starts_with("//")),
        ast::Stmt::Return(_) | ast::Stmt::Throw(_) | ast::Stmt::Break(_) | ast::Stmt::Continue(_) => true,
        _ => false,
    };
    is_simple.then(|| Box::new(stmt.clone()))
}
