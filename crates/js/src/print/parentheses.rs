//! Parentheses: swc's printer writes a tree as it is, so whatever would read as another tree gets a node for them.
//!
//! Each expression has a level, each place the lowest level that can stand there bare. Parentheses that a parsed
//! source had are dropped first. (swc's own `fixer` misses places: `(a++)?.()`, `class extends (a + b)`.)

mod level;

use swc_common::DUMMY_SP;
use swc_common::util::take::Take;
use swc_ecma_ast as ast;
use swc_ecma_ast::{BinaryOp, Expr, OptChainBase};
use swc_ecma_visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use level::{Level, level, operand_levels};

/// Makes `item` print as the tree that it is.
pub(super) fn parenthesize(item: &mut ast::ModuleItem) {
    item.visit_mut_with(&mut Parentheses);
}

fn wrap(expr: &mut Expr) {
    let inner = Box::new(expr.take());
    *expr = Expr::Paren(ast::ParenExpr { span: DUMMY_SP, expr: inner });
}

fn wrap_below(lowest: Level, expr: &mut Expr) {
    if level(expr) < lowest {
        wrap(expr);
    }
}

/// What a member is taken of: a chain of `?.` ends at its parentheses.
fn wrap_object(expr: &mut Expr) {
    match expr {
        Expr::OptChain(_) => wrap(expr),
        _ => wrap_below(Level::Call, expr),
    }
}

/// What is called: so does a `new`, which swc prints without its own `()` when they are empty.
fn wrap_callee(expr: &mut Expr) {
    match expr {
        Expr::OptChain(_) | Expr::New(_) => wrap(expr),
        _ => wrap_below(Level::Call, expr),
    }
}

/// Wraps the first part of `expr` if it is one of those that start something else at the start of a statement.
fn wrap_start(expr: &mut Expr, starts_otherwise: fn(&Expr) -> bool) {
    if starts_otherwise(expr) {
        return wrap(expr);
    }
    let first = match expr {
        Expr::Seq(seq) => seq.exprs.first_mut().map(|first| &mut **first),
        Expr::Bin(binary) => Some(&mut *binary.left),
        Expr::Cond(cond) => Some(&mut *cond.test),
        Expr::Member(member) => Some(&mut *member.obj),
        Expr::TaggedTpl(template) => Some(&mut *template.tag),
        Expr::Update(update) if !update.prefix => Some(&mut *update.arg),
        Expr::Call(ast::CallExpr { callee: ast::Callee::Expr(callee), .. }) => Some(&mut **callee),
        Expr::OptChain(chain) => match &mut *chain.base {
            OptChainBase::Member(member) => Some(&mut *member.obj),
            OptChainBase::Call(call) => Some(&mut *call.callee),
        },
        Expr::Assign(assign) => match &mut assign.left {
            ast::AssignTarget::Simple(ast::SimpleAssignTarget::Member(member)) => Some(&mut *member.obj),
            _ => None,
        },
        _ => None,
    };
    if let Some(first) = first {
        wrap_start(first, starts_otherwise);
    }
}

fn starts_block(expr: &Expr) -> bool {
    match expr {
        Expr::Object(_) => true,
        Expr::Assign(assign) => {
            matches!(assign.left, ast::AssignTarget::Pat(ast::AssignTargetPat::Object(_)))
        }
        _ => false,
    }
}

fn starts_declaration(expr: &Expr) -> bool {
    matches!(expr, Expr::Fn(_) | Expr::Class(_))
}

fn starts_statement(expr: &Expr) -> bool {
    starts_block(expr) || starts_declaration(expr)
}

/// Whether `new expr(…)` would take the arguments of a call within `expr` for its own, or the other way round.
fn has_call(expr: &Expr) -> bool {
    match expr {
        Expr::Call(_) | Expr::OptChain(_) | Expr::New(_) => true,
        Expr::Member(member) => has_call(&member.obj),
        Expr::TaggedTpl(template) => has_call(&template.tag),
        _ => false,
    }
}

/// Whether an `else` after `stmt` would belong to an `if` at its end.
fn takes_else(stmt: &ast::Stmt) -> bool {
    match stmt {
        ast::Stmt::If(stmt) => stmt.alt.as_ref().is_none_or(|alt| takes_else(alt)),
        ast::Stmt::For(stmt) => takes_else(&stmt.body),
        ast::Stmt::ForOf(stmt) => takes_else(&stmt.body),
        ast::Stmt::ForIn(stmt) => takes_else(&stmt.body),
        ast::Stmt::While(stmt) => takes_else(&stmt.body),
        ast::Stmt::Labeled(stmt) => takes_else(&stmt.body),
        _ => false,
    }
}

struct HasIn(bool);

impl Visit for HasIn {
    fn visit_bin_expr(&mut self, expr: &ast::BinExpr) {
        self.0 |= expr.op == BinaryOp::In;
        expr.visit_children_with(self);
    }
}

/// At the start of a `for`, a bare `in` would make it another kind of loop.
fn wrap_in(expr: &mut Expr) {
    let mut search = HasIn(false);
    expr.visit_with(&mut search);
    if search.0 {
        wrap(expr);
    }
}

struct Parentheses;

macro_rules! visits {
    ($($visit:ident($node:ident: $type:ty) $then:block)*) => {
        $(fn $visit(&mut self, $node: &mut $type) {
            $node.visit_mut_children_with(self);
            $then
        })*
    };
}

impl VisitMut for Parentheses {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        while let Expr::Paren(paren) = expr {
            *expr = *paren.expr.take();
        }
        expr.visit_mut_children_with(self);
    }

    visits! {
        visit_mut_seq_expr(seq: ast::SeqExpr) {
            seq.exprs.iter_mut().for_each(|expr| wrap_below(Level::Assign, expr));
        }
        visit_mut_assign_expr(assign: ast::AssignExpr) {
            wrap_below(Level::Assign, &mut assign.right);
        }
        visit_mut_cond_expr(cond: ast::CondExpr) {
            wrap_below(Level::Nullish, &mut cond.test);
            wrap_below(Level::Assign, &mut cond.cons);
            wrap_below(Level::Assign, &mut cond.alt);
        }
        visit_mut_bin_expr(binary: ast::BinExpr) {
            let (left, right) = operand_levels(binary.op);
            let is_mixed = left == Level::Nullish && matches!(level(&binary.left), Level::Or | Level::And);
            match is_mixed {
                true => wrap(&mut binary.left),
                false => wrap_below(left, &mut binary.left),
            }
            wrap_below(right, &mut binary.right);
        }
        visit_mut_unary_expr(unary: ast::UnaryExpr) {
            wrap_below(Level::Unary, &mut unary.arg);
        }
        visit_mut_await_expr(expr: ast::AwaitExpr) {
            wrap_below(Level::Unary, &mut expr.arg);
        }
        visit_mut_update_expr(update: ast::UpdateExpr) {
            wrap_below(Level::Call, &mut update.arg);
        }
        visit_mut_yield_expr(expr: ast::YieldExpr) {
            expr.arg.iter_mut().for_each(|arg| wrap_below(Level::Assign, arg));
        }
        visit_mut_member_expr(member: ast::MemberExpr) {
            wrap_object(&mut member.obj);
        }
        visit_mut_call_expr(call: ast::CallExpr) {
            if let ast::Callee::Expr(callee) = &mut call.callee {
                wrap_callee(callee);
            }
        }
        visit_mut_tagged_tpl(template: ast::TaggedTpl) {
            wrap_callee(&mut template.tag);
        }
        visit_mut_new_expr(new: ast::NewExpr) {
            match has_call(&new.callee) {
                true => wrap(&mut new.callee),
                false => wrap_below(Level::Call, &mut new.callee),
            }
        }
        visit_mut_expr_or_spread(item: ast::ExprOrSpread) {
            wrap_below(Level::Assign, &mut item.expr);
        }
        visit_mut_spread_element(item: ast::SpreadElement) {
            wrap_below(Level::Assign, &mut item.expr);
        }
        visit_mut_key_value_prop(prop: ast::KeyValueProp) {
            wrap_below(Level::Assign, &mut prop.value);
        }
        visit_mut_computed_prop_name(name: ast::ComputedPropName) {
            wrap_below(Level::Assign, &mut name.expr);
        }
        visit_mut_assign_pat(pattern: ast::AssignPat) {
            wrap_below(Level::Assign, &mut pattern.right);
        }
        visit_mut_assign_pat_prop(prop: ast::AssignPatProp) {
            prop.value.iter_mut().for_each(|value| wrap_below(Level::Assign, value));
        }
        visit_mut_class(class: ast::Class) {
            class.super_class.iter_mut().for_each(|parent| wrap_below(Level::Call, parent));
        }
        visit_mut_class_prop(field: ast::ClassProp) {
            field.value.iter_mut().for_each(|value| wrap_below(Level::Assign, value));
        }
        visit_mut_private_prop(field: ast::PrivateProp) {
            field.value.iter_mut().for_each(|value| wrap_below(Level::Assign, value));
        }
        visit_mut_arrow_function_body(body: ast::ArrowFunctionBody) {
            if let ast::ArrowFunctionBody::Expr(value) = body {
                wrap_below(Level::Assign, value);
                wrap_start(value, starts_block);
            }
        }
        visit_mut_var_declarator(declarator: ast::VarDeclarator) {
            declarator.init.iter_mut().for_each(|init| wrap_below(Level::Assign, init));
        }
        visit_mut_for_stmt(stmt: ast::ForStmt) {
            match &mut stmt.init {
                Some(ast::VarDeclOrExpr::Expr(init)) => wrap_in(init),
                Some(ast::VarDeclOrExpr::VarDecl(decl)) => {
                    decl.decls.iter_mut().filter_map(|decl| decl.init.as_mut()).for_each(|init| wrap_in(init));
                }
                None => {}
            }
        }
        visit_mut_for_of_stmt(stmt: ast::ForOfStmt) {
            wrap_below(Level::Assign, &mut stmt.right);
        }
        visit_mut_expr_stmt(stmt: ast::ExprStmt) {
            wrap_start(&mut stmt.expr, starts_statement);
        }
        visit_mut_export_default_expr(export: ast::ExportDefaultExpr) {
            wrap_below(Level::Assign, &mut export.expr);
            wrap_start(&mut export.expr, starts_declaration);
        }
        visit_mut_if_stmt(stmt: ast::IfStmt) {
            if stmt.alt.is_some() && takes_else(&stmt.cons) {
                let stmts = vec![*stmt.cons.take()];
                *stmt.cons = ast::Stmt::Block(ast::BlockStmt { stmts, ..Default::default() });
            }
        }
    }

    /// A chain's own links are not apart from it.
    fn visit_mut_opt_chain_base(&mut self, base: &mut OptChainBase) {
        match base {
            OptChainBase::Member(member) => {
                member.visit_mut_children_with(self);
                wrap_below(Level::Call, &mut member.obj);
            }
            OptChainBase::Call(call) => {
                call.visit_mut_children_with(self);
                match *call.callee {
                    Expr::OptChain(_) => {}
                    _ => wrap_callee(&mut call.callee),
                }
            }
        }
    }
}
