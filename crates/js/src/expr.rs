//! Expressions: functions and methods named after what they print.
//!
//! Nobody writes parentheses: a value is a tree, and `print` adds the parentheses that its shape needs.

mod function;
mod member;
mod operators;

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use crate::{Args, Pattern, Prop, is_identifier, literal};

pub use function::{Body, arrow, async_arrow, async_function, function, generator, yield_, yield_star};
pub(crate) use function::{function_of, method_function, statements};

/// A JavaScript expression.
#[derive(Clone, Debug)]
pub struct Expr(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Value(Box<ast::Expr>),
    /// `...value`: only among arguments and array items.
    Spread(Box<ast::Expr>),
}

/// The variable `name`.
pub fn id(name: impl AsRef<str>) -> Expr {
    Expr::of(ast::Expr::Ident(ident(name.as_ref())))
}

/// The declaration `name` of the [`Library`](crate::Library), which comes along when the program is printed.
pub fn helper(name: &'static str) -> Expr {
    id(name)
}

/// `1.5`, `-1`, `NaN`, `Infinity`
pub fn num(value: f64) -> Expr {
    Expr::of(literal::number(value))
}

/// `5n`
pub fn big(value: impl Into<i128>) -> Expr {
    Expr::of(literal::big(value.into()))
}

/// `'text'`, whatever the text
pub fn string(value: impl AsRef<str>) -> Expr {
    Expr::of(ast::Expr::Lit(ast::Lit::Str(literal::string(value.as_ref()))))
}

/// `true`
pub fn boolean(value: bool) -> Expr {
    Expr::of(ast::Expr::Lit(ast::Lit::Bool(value.into())))
}

/// `null`
pub fn null() -> Expr {
    Expr::of(ast::Expr::Lit(ast::Lit::Null(ast::Null { span: DUMMY_SP })))
}

/// `undefined`
pub fn undefined() -> Expr {
    id("undefined")
}

/// `this`
pub fn this() -> Expr {
    Expr::of(ast::Expr::This(ast::ThisExpr { span: DUMMY_SP }))
}

/// `[a, ...b]`
pub fn array(items: impl Args) -> Expr {
    let elems = arguments(items).into_iter().map(Some).collect();
    Expr::of(ast::Expr::Array(ast::ArrayLit { span: DUMMY_SP, elems }))
}

/// `{ a: 1, b }`
pub fn object(props: impl IntoIterator<Item = Prop>) -> Expr {
    let props = props.into_iter().map(|prop| prop.0).collect();
    Expr::of(ast::Expr::Object(ast::ObjectLit { span: DUMMY_SP, props }))
}

/// `new callee(args)`
pub fn new(callee: impl Into<Expr>, args: impl Args) -> Expr {
    Expr::of(ast::Expr::New(ast::NewExpr {
        callee: callee.into().into_node(),
        args: Some(arguments(args)),
        ..Default::default()
    }))
}

/// `super(args)`
pub fn super_call(args: impl Args) -> Expr {
    call_of(ast::Callee::Super(ast::Super { span: DUMMY_SP }), args)
}

/// `import(specifier)`
pub fn dynamic_import(specifier: impl Into<Expr>) -> Expr {
    let import = ast::Import { span: DUMMY_SP, phase: ast::ImportPhase::Evaluation };
    call_of(ast::Callee::Import(import), (specifier.into(),))
}

/// `import.meta.url`
pub fn import_meta_url() -> Expr {
    let kind = ast::MetaPropKind::ImportMeta;
    Expr::of(ast::Expr::MetaProp(ast::MetaPropExpr { span: DUMMY_SP, kind })).dot("url")
}

/// `...value`, among arguments and array items only
pub fn spread(value: impl Into<Expr>) -> Expr {
    Expr(Kind::Spread(value.into().into_node()))
}

/// `` `text${value}text` ``: one part more than there are values
pub fn template(parts: &[&str], values: Vec<Expr>) -> Expr {
    assert_eq!(parts.len(), values.len() + 1, "a template is text, value, text, …, text");
    let quasi = |(index, part): (usize, &&str)| ast::TplElement {
        span: DUMMY_SP,
        tail: index + 1 == parts.len(),
        cooked: None,
        raw: literal::escape_template(part).into(),
    };
    let quasis = parts.iter().enumerate().map(quasi).collect();
    let exprs = values.into_iter().map(Expr::into_node).collect();
    Expr::of(ast::Expr::Tpl(ast::Tpl { span: DUMMY_SP, exprs, quasis }))
}

/// `pattern = value`, as in `[a, b] = [b, a]`
pub fn destructure(pattern: Pattern, value: impl Into<Expr>) -> Expr {
    let left = match pattern.0 {
        ast::Pat::Array(array) => ast::AssignTargetPat::Array(array),
        ast::Pat::Object(object) => ast::AssignTargetPat::Object(object),
        other => unreachable!("only arrays and objects are taken apart, not {other:?}"),
    };
    assign_to(ast::AssignOp::Assign, ast::AssignTarget::Pat(left), value.into())
}

impl Expr {
    pub(crate) fn of(node: ast::Expr) -> Expr {
        Expr(Kind::Value(Box::new(node)))
    }

    pub(crate) fn into_node(self) -> Box<ast::Expr> {
        match self.0 {
            Kind::Value(node) => node,
            Kind::Spread(node) => unreachable!("`...{node:?}` outside of arguments and arrays"),
        }
    }

    fn node(&self) -> &ast::Expr {
        match &self.0 {
            Kind::Value(node) | Kind::Spread(node) => node,
        }
    }

    /// The name, if this is a variable.
    pub fn as_ident(&self) -> Option<&str> {
        match self.node() {
            ast::Expr::Ident(ident) => Some(&ident.sym),
            _ => None,
        }
    }

    /// Whether this is a number, text, big integer, `true`, `false` or `null`, negated or not: free to repeat.
    pub fn is_literal(&self) -> bool {
        match self.node() {
            ast::Expr::Lit(_) => true,
            ast::Expr::Unary(unary) => unary.op == ast::UnaryOp::Minus && unary.arg.is_lit(),
            _ => false,
        }
    }
}

impl From<&Expr> for Expr {
    fn from(expr: &Expr) -> Expr {
        expr.clone()
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Expr {
        boolean(value)
    }
}

impl From<i32> for Expr {
    fn from(value: i32) -> Expr {
        num(value.into())
    }
}

impl From<u32> for Expr {
    fn from(value: u32) -> Expr {
        num(value.into())
    }
}

impl From<usize> for Expr {
    fn from(value: usize) -> Expr {
        debug_assert!((value as u64) < 1 << 53, "{value} is not exact as a JavaScript number");
        num(value as f64)
    }
}

pub(crate) fn ident(name: &str) -> ast::Ident {
    debug_assert!(is_identifier(name), "not an identifier: {name:?}");
    ast::Ident::new_no_ctxt(name.into(), DUMMY_SP)
}

pub(crate) fn private_name(name: &str) -> ast::PrivateName {
    debug_assert!(is_identifier(name), "not an identifier: {name:?}");
    ast::PrivateName { span: DUMMY_SP, name: name.into() }
}

fn call_of(callee: ast::Callee, args: impl Args) -> Expr {
    Expr::of(ast::Expr::Call(ast::CallExpr { callee, args: arguments(args), ..Default::default() }))
}

fn arguments(args: impl Args) -> Vec<ast::ExprOrSpread> {
    let argument = |expr: Expr| match expr.0 {
        Kind::Value(expr) => ast::ExprOrSpread { spread: None, expr },
        Kind::Spread(expr) => ast::ExprOrSpread { spread: Some(DUMMY_SP), expr },
    };
    args.into_exprs().into_iter().map(argument).collect()
}

fn assign_to(op: ast::AssignOp, left: ast::AssignTarget, value: Expr) -> Expr {
    let right = value.into_node();
    Expr::of(ast::Expr::Assign(ast::AssignExpr { span: DUMMY_SP, op, left, right }))
}
