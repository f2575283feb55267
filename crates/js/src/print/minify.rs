//! What minified output leaves out, before it is printed: comments, braces around one statement, long local names.

use std::collections::BTreeSet;

use swc_common::util::take::Take;
use swc_common::{DUMMY_SP, Mark};
use swc_ecma_ast as ast;
use swc_ecma_transforms_base::hygiene;
use swc_ecma_transforms_base::rename::{Renamer, renamer};
use swc_ecma_visit::{VisitMut, VisitMutWith};

use crate::identifier::is_reserved;
use crate::resolve::{free_names, resolved};

/// Shortens what is local to `item`; its top-level names and what it refers to keep theirs.
pub(super) fn shorten(item: &mut ast::ModuleItem) {
    item.visit_mut_with(&mut Strip);
    let mut module = ast::Module { span: DUMMY_SP, body: vec![item.take()], shebang: None };
    resolved(&mut module, |module, is_free| {
        let kept = free_names(&module.body[0], is_free);
        let config =
            hygiene::Config { top_level_mark: Mark::root(), ignore_eval: true, ..Default::default() };
        module.visit_mut_with(&mut renamer(config, ShortNames { kept }));
    });
    *item = module.body.pop().expect("renaming drops no item");
}

struct ShortNames {
    /// Names that are declared or used at the top level: they stay, and no local may hide them.
    kept: BTreeSet<String>,
}

impl Renamer for ShortNames {
    type Target = swc_atoms::Atom;
    const RESET_N: bool = false;
    const MANGLE: bool = true;

    fn new_name_for(&self, _original: &ast::Id, next: &mut usize) -> swc_atoms::Atom {
        loop {
            let name = short_name(*next);
            *next += 1;
            if !is_reserved(&name) && !self.kept.contains(&name) {
                return name.into();
            }
        }
    }

    fn preserve_name(&self, original: &ast::Id) -> bool {
        self.kept.contains(&*original.0)
    }
}

/// `a`, `b`, … `Z`, `aa`, `ba`, …
fn short_name(mut number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

/// Drops comments, braces around one statement, and the `return` of an arrow function that does nothing else.
struct Strip;

impl VisitMut for Strip {
    fn visit_mut_stmts(&mut self, stmts: &mut Vec<ast::Stmt>) {
        stmts.retain(|stmt| !is_comment(stmt));
        stmts.visit_mut_children_with(self);
    }

    fn visit_mut_if_stmt(&mut self, stmt: &mut ast::IfStmt) {
        stmt.visit_mut_children_with(self);
        unwrap_block(&mut stmt.cons);
        stmt.alt.as_mut().map(unwrap_block);
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ast::ForStmt) {
        stmt.visit_mut_children_with(self);
        unwrap_block(&mut stmt.body);
    }

    fn visit_mut_for_of_stmt(&mut self, stmt: &mut ast::ForOfStmt) {
        stmt.visit_mut_children_with(self);
        unwrap_block(&mut stmt.body);
    }

    fn visit_mut_while_stmt(&mut self, stmt: &mut ast::WhileStmt) {
        stmt.visit_mut_children_with(self);
        unwrap_block(&mut stmt.body);
    }

    fn visit_mut_arrow_function_body(&mut self, body: &mut ast::ArrowFunctionBody) {
        body.visit_mut_children_with(self);
        let ast::ArrowFunctionBody::FunctionBody(block) = body else { return };
        if let [ast::Stmt::Return(ast::ReturnStmt { arg: Some(value), .. })] = &mut block.stmts[..] {
            *body = ast::ArrowFunctionBody::Expr(value.take());
        }
    }
}

fn is_comment(stmt: &ast::Stmt) -> bool {
    let ast::Stmt::Expr(stmt) = stmt else { return false };
    matches!(&*stmt.expr, ast::Expr::Ident(ident) if ident.sym.starts_with("//"))
}

pub(super) fn unwrap_block(body: &mut Box<ast::Stmt>) {
    let ast::Stmt::Block(block) = &mut **body else { return };
    if let [stmt] = &mut block.stmts[..]
        && !matches!(stmt, ast::Stmt::Decl(_))
    {
        **body = stmt.take();
    }
}
