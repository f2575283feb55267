//! Functions as expressions, and the nodes that declarations and methods share with them.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use super::Expr;
use crate::{Params, Stmt};

/// What an arrow function does: give an expression, or run statements.
#[derive(Clone, Debug)]
pub struct Body(BodyKind);

#[derive(Clone, Debug)]
enum BodyKind {
    Expr(Expr),
    Stmts(Vec<Stmt>),
}

impl From<Expr> for Body {
    fn from(expr: Expr) -> Body {
        Body(BodyKind::Expr(expr))
    }
}

impl From<Vec<Stmt>> for Body {
    fn from(stmts: Vec<Stmt>) -> Body {
        Body(BodyKind::Stmts(stmts))
    }
}

/// `(params) => body`
pub fn arrow(params: impl Params, body: impl Into<Body>) -> Expr {
    Expr::of(ast::Expr::Arrow(arrow_of(params, body.into())))
}

/// `async (params) => body`
pub fn async_arrow(params: impl Params, body: impl Into<Body>) -> Expr {
    Expr::of(ast::Expr::Arrow(ast::ArrowExpr { is_async: true, ..arrow_of(params, body.into()) }))
}

/// `function (params) { body }`
pub fn function(params: impl Params, body: Vec<Stmt>) -> Expr {
    function_expr(function_of(params, body))
}

/// `async function (params) { body }`
pub fn async_function(params: impl Params, body: Vec<Stmt>) -> Expr {
    function_expr(ast::Function { is_async: true, ..function_of(params, body) })
}

/// `function* (params) { body }`
pub fn generator(params: impl Params, body: Vec<Stmt>) -> Expr {
    function_expr(ast::Function { is_generator: true, ..function_of(params, body) })
}

/// `yield value`
pub fn yield_(value: impl Into<Expr>) -> Expr {
    yield_of(value.into(), false)
}

/// `yield* values`
pub fn yield_star(values: impl Into<Expr>) -> Expr {
    yield_of(values.into(), true)
}

fn yield_of(value: Expr, delegate: bool) -> Expr {
    let arg = Some(value.into_node());
    Expr::of(ast::Expr::Yield(ast::YieldExpr { span: DUMMY_SP, arg, delegate }))
}

fn arrow_of(params: impl Params, body: Body) -> ast::ArrowExpr {
    let body = match body.0 {
        BodyKind::Expr(expr) => ast::ArrowFunctionBody::Expr(expr.into_node()),
        BodyKind::Stmts(stmts) => ast::ArrowFunctionBody::FunctionBody(function_body(stmts)),
    };
    let params = params.into_patterns().into_iter().map(|pattern| pattern.0).collect();
    ast::ArrowExpr { params, body: Box::new(body), ..Default::default() }
}

fn function_expr(function: ast::Function) -> Expr {
    Expr::of(ast::Expr::Fn(ast::FnExpr { ident: None, function: Box::new(function) }))
}

pub(crate) fn function_of(params: impl Params, body: Vec<Stmt>) -> ast::Function {
    let params = params.into_patterns().into_iter().map(|pattern| param(pattern.0)).collect();
    ast::Function { params, body: Some(function_body(body)), ..Default::default() }
}

pub(crate) fn method_function(params: impl Params, body: Vec<Stmt>) -> Box<ast::Function> {
    Box::new(function_of(params, body))
}

pub(crate) fn param(pat: ast::Pat) -> ast::Param {
    ast::Param { span: DUMMY_SP, decorators: Vec::new(), pat }
}

pub(crate) fn function_body(body: Vec<Stmt>) -> ast::FunctionBody {
    ast::FunctionBody { span: DUMMY_SP, stmts: statements(body) }
}

/// The nodes of `list`, each comment as a node of its own before its statement.
pub(crate) fn statements(list: Vec<Stmt>) -> Vec<ast::Stmt> {
    let mut nodes = Vec::with_capacity(list.len());
    for stmt in list {
        nodes.extend(stmt.comment_nodes());
        nodes.push(stmt.node);
    }
    nodes
}
