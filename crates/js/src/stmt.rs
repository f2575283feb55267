//! Statements: functions named after what they print. A body is a `Vec<Stmt>` and always gets its braces.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use crate::expr::{function_of, ident, statements};
use crate::{Expr, Member, Params, Pattern, id, literal};

/// A JavaScript statement, with the comment above it.
#[derive(Clone, Debug)]
pub struct Stmt {
    pub(crate) comment: Option<String>,
    pub(crate) node: ast::Stmt,
}

impl Stmt {
    /// The statement with `// text` above it, a line for each line of the text. Minified output drops it.
    pub fn with_comment(mut self, text: impl Into<String>) -> Stmt {
        self.comment = Some(text.into());
        self
    }

    /// Whether the statement declares a name in the block that it stands in.
    pub fn is_declaration(&self) -> bool {
        matches!(self.node, ast::Stmt::Decl(_))
    }

    /// The value of `value;` or of `return value;`.
    pub fn value(&self) -> Option<Expr> {
        match &self.node {
            ast::Stmt::Expr(ast::ExprStmt { expr, .. }) => Some(Expr::of(*expr.clone())),
            ast::Stmt::Return(ast::ReturnStmt { arg, .. }) => Some(Expr::of(*arg.clone()?)),
            _ => None,
        }
    }

    pub(crate) fn of(node: ast::Stmt) -> Stmt {
        Stmt { comment: None, node }
    }

    /// A comment inside a body is a variable named `// text` standing alone: `print` knows it by its slashes.
    pub(crate) fn comment_nodes(&self) -> Vec<ast::Stmt> {
        let lines = self.comment.iter().flat_map(|text| comment_lines(text));
        lines
            .map(|line| expr_stmt(ast::Expr::Ident(ast::Ident::new_no_ctxt(line.into(), DUMMY_SP))))
            .collect()
    }
}

/// The lines of a comment with their slashes. Every character that ends a line in JavaScript ends one here.
pub(crate) fn comment_lines(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_end = |char| matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    text.split(is_end).map(|line| format!("// {line}").trim_end().to_owned())
}

/// `const name = value;`
pub fn const_(name: impl AsRef<str>, value: impl Into<Expr>) -> Stmt {
    const_destructure(Pattern::name(name), value)
}

/// `const { a, b } = value;`
pub fn const_destructure(pattern: impl Into<Pattern>, value: impl Into<Expr>) -> Stmt {
    declaration(ast::VarDeclKind::Const, pattern.into(), Some(value.into()))
}

/// `let name = value;`, `let name;`
pub fn let_(name: impl AsRef<str>, value: Option<Expr>) -> Stmt {
    declaration(ast::VarDeclKind::Let, Pattern::name(name), value)
}

/// `let a, b = value;`
pub fn let_many<N: AsRef<str>>(names: impl IntoIterator<Item = (N, Option<Expr>)>) -> Stmt {
    let decls = names.into_iter().map(|(name, value)| declarator(Pattern::name(name), value)).collect();
    var_decl(ast::VarDeclKind::Let, decls)
}

/// `let [a, b] = value;`
pub fn let_destructure(pattern: impl Into<Pattern>, value: impl Into<Expr>) -> Stmt {
    declaration(ast::VarDeclKind::Let, pattern.into(), Some(value.into()))
}

/// `expr;`
pub fn expr(value: impl Into<Expr>) -> Stmt {
    Stmt::of(expr_stmt(*value.into().into_node()))
}

/// `if (condition) { then }`
pub fn if_(condition: impl Into<Expr>, then: Vec<Stmt>) -> Stmt {
    if_of(condition.into(), then, None)
}

/// `if (condition) { then } else { otherwise }`; a lone `if` as the alternative makes `else if`
pub fn if_else(condition: impl Into<Expr>, then: Vec<Stmt>, otherwise: Vec<Stmt>) -> Stmt {
    let alt = match &otherwise[..] {
        [Stmt { comment: None, node: node @ ast::Stmt::If(_) }] => node.clone(),
        _ => block_node(otherwise),
    };
    if_of(condition.into(), then, Some(alt))
}

/// `for (const pattern of values) { body }`
pub fn for_of(pattern: impl Into<Pattern>, values: impl Into<Expr>, body: Vec<Stmt>) -> Stmt {
    let decls = vec![declarator(pattern.into(), None)];
    let left = ast::VarDecl { kind: ast::VarDeclKind::Const, decls, ..Default::default() };
    Stmt::of(ast::Stmt::ForOf(ast::ForOfStmt {
        span: DUMMY_SP,
        is_await: false,
        left: ast::ForHead::VarDecl(Box::new(left)),
        right: values.into().into_node(),
        body: Box::new(block_node(body)),
    }))
}

/// `for (let index = 0; index < limit; index++) { body }`
pub fn for_count(index: impl AsRef<str>, limit: impl Into<Expr>, body: Vec<Stmt>) -> Stmt {
    let index = index.as_ref();
    for_(Some(let_(index, Some(0.into()))), Some(id(index).lt(limit)), Some(id(index).post_inc()), body)
}

/// `for (init; test; update) { body }`; `init` is a declaration or an expression
pub fn for_(init: Option<Stmt>, test: Option<Expr>, update: Option<Expr>, body: Vec<Stmt>) -> Stmt {
    let init = init.map(|stmt| match stmt.node {
        ast::Stmt::Decl(ast::Decl::Var(decl)) => ast::VarDeclOrExpr::VarDecl(decl),
        ast::Stmt::Expr(stmt) => ast::VarDeclOrExpr::Expr(stmt.expr),
        other => unreachable!("a loop starts with a declaration or an expression, not {other:?}"),
    });
    let (test, update) = (test.map(Expr::into_node), update.map(Expr::into_node));
    let body = Box::new(block_node(body));
    Stmt::of(ast::Stmt::For(ast::ForStmt { span: DUMMY_SP, init, test, update, body }))
}

/// `while (condition) { body }`
pub fn while_(condition: impl Into<Expr>, body: Vec<Stmt>) -> Stmt {
    let (test, body) = (condition.into().into_node(), Box::new(block_node(body)));
    Stmt::of(ast::Stmt::While(ast::WhileStmt { span: DUMMY_SP, test, body }))
}

/// `switch (value) { case a: … default: … }`; no expression is `default`
pub fn switch(value: impl Into<Expr>, cases: Vec<(Option<Expr>, Vec<Stmt>)>) -> Stmt {
    let case = |(test, body): (Option<Expr>, Vec<Stmt>)| ast::SwitchCase {
        span: DUMMY_SP,
        test: test.map(Expr::into_node),
        cons: statements(body),
    };
    Stmt::of(ast::Stmt::Switch(ast::SwitchStmt {
        discriminant: value.into().into_node(),
        cases: cases.into_iter().map(case).collect(),
        ..Default::default()
    }))
}

/// `try { body } catch (name) { handler }`
pub fn try_catch(body: Vec<Stmt>, name: Option<&str>, handler: Vec<Stmt>) -> Stmt {
    let param = name.map(|name| Pattern::name(name).0);
    let handler = ast::CatchClause { span: DUMMY_SP, param, body: block_of(handler) };
    try_of(body, Some(handler), None)
}

/// `try { body } finally { last }`
pub fn try_finally(body: Vec<Stmt>, last: Vec<Stmt>) -> Stmt {
    try_of(body, None, Some(block_of(last)))
}

/// `return value;`
pub fn return_(value: Option<Expr>) -> Stmt {
    Stmt::of(ast::Stmt::Return(ast::ReturnStmt { span: DUMMY_SP, arg: value.map(Expr::into_node) }))
}

/// `throw error;`
pub fn throw(error: impl Into<Expr>) -> Stmt {
    Stmt::of(ast::Stmt::Throw(ast::ThrowStmt { span: DUMMY_SP, arg: error.into().into_node() }))
}

/// `break;`
pub fn break_() -> Stmt {
    Stmt::of(ast::Stmt::Break(ast::BreakStmt { span: DUMMY_SP, label: None }))
}

/// `break label;`
pub fn break_to(label: &str) -> Stmt {
    Stmt::of(ast::Stmt::Break(ast::BreakStmt { span: DUMMY_SP, label: Some(ident(label)) }))
}

/// `continue;`
pub fn continue_() -> Stmt {
    Stmt::of(ast::Stmt::Continue(ast::ContinueStmt { span: DUMMY_SP, label: None }))
}

/// `label: body`
pub fn labeled(label: &str, body: Stmt) -> Stmt {
    let (label, node) = (ident(label), Box::new(body.node));
    let labeled = ast::LabeledStmt { span: DUMMY_SP, label, body: node };
    Stmt { comment: body.comment, node: ast::Stmt::Labeled(labeled) }
}

/// `{ body }`
pub fn block(body: Vec<Stmt>) -> Stmt {
    Stmt::of(block_node(body))
}

/// `'use strict';`
pub fn directive(text: &str) -> Stmt {
    Stmt::of(expr_stmt(ast::Expr::Lit(ast::Lit::Str(literal::string(text)))))
}

/// `function name(params) { body }`
pub fn function_decl(name: impl AsRef<str>, params: impl Params, body: Vec<Stmt>) -> Stmt {
    function_named(name.as_ref(), function_of(params, body))
}

/// `async function name(params) { body }`
pub fn async_function_decl(name: impl AsRef<str>, params: impl Params, body: Vec<Stmt>) -> Stmt {
    function_named(name.as_ref(), ast::Function { is_async: true, ..function_of(params, body) })
}

/// `function* name(params) { body }`
pub fn generator_decl(name: impl AsRef<str>, params: impl Params, body: Vec<Stmt>) -> Stmt {
    function_named(name.as_ref(), ast::Function { is_generator: true, ..function_of(params, body) })
}

/// `class name extends parent { members }`
pub fn class(name: impl AsRef<str>, parent: Option<Expr>, members: Vec<Member>) -> Stmt {
    let class = ast::Class {
        super_class: parent.map(Expr::into_node),
        body: members.into_iter().map(|member| member.0).collect(),
        ..Default::default()
    };
    let ident = ident(name.as_ref());
    Stmt::of(ast::Stmt::Decl(ast::Decl::Class(ast::ClassDecl {
        ident,
        declare: false,
        class: Box::new(class),
    })))
}

fn function_named(name: &str, function: ast::Function) -> Stmt {
    let function = Box::new(function);
    Stmt::of(ast::Stmt::Decl(ast::Decl::Fn(ast::FnDecl { ident: ident(name), declare: false, function })))
}

fn declaration(kind: ast::VarDeclKind, pattern: Pattern, value: Option<Expr>) -> Stmt {
    var_decl(kind, vec![declarator(pattern, value)])
}

fn var_decl(kind: ast::VarDeclKind, decls: Vec<ast::VarDeclarator>) -> Stmt {
    let decl = ast::VarDecl { kind, decls, ..Default::default() };
    Stmt::of(ast::Stmt::Decl(ast::Decl::Var(Box::new(decl))))
}

fn declarator(pattern: Pattern, value: Option<Expr>) -> ast::VarDeclarator {
    let init = value.map(Expr::into_node);
    ast::VarDeclarator { span: DUMMY_SP, name: pattern.0, init, definite: false }
}

fn expr_stmt(expr: ast::Expr) -> ast::Stmt {
    ast::Stmt::Expr(ast::ExprStmt { span: DUMMY_SP, expr: Box::new(expr) })
}

fn if_of(condition: Expr, then: Vec<Stmt>, alt: Option<ast::Stmt>) -> Stmt {
    let (test, cons, alt) = (condition.into_node(), Box::new(block_node(then)), alt.map(Box::new));
    Stmt::of(ast::Stmt::If(ast::IfStmt { span: DUMMY_SP, test, cons, alt }))
}

fn try_of(body: Vec<Stmt>, handler: Option<ast::CatchClause>, finalizer: Option<ast::BlockStmt>) -> Stmt {
    let block = block_of(body);
    Stmt::of(ast::Stmt::Try(Box::new(ast::TryStmt { span: DUMMY_SP, block, handler, finalizer })))
}

fn block_node(body: Vec<Stmt>) -> ast::Stmt {
    ast::Stmt::Block(block_of(body))
}

fn block_of(body: Vec<Stmt>) -> ast::BlockStmt {
    ast::BlockStmt { stmts: statements(body), ..Default::default() }
}
