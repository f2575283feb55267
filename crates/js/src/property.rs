//! Properties of an object literal, and the names that properties and class members go by.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use crate::expr::{ident, method_function};
use crate::{Expr, Params, Stmt, is_identifier, literal};

/// The name of a property or of a class member: text, quoted where it must be, or an expression in brackets.
#[derive(Clone, Debug)]
pub struct Key(KeyKind);

#[derive(Clone, Debug)]
enum KeyKind {
    Name(String),
    Computed(Expr),
}

impl From<&str> for Key {
    fn from(name: &str) -> Key {
        Key(KeyKind::Name(name.to_owned()))
    }
}

impl From<String> for Key {
    fn from(name: String) -> Key {
        Key(KeyKind::Name(name))
    }
}

impl From<&String> for Key {
    fn from(name: &String) -> Key {
        Key(KeyKind::Name(name.clone()))
    }
}

/// A computed name, `[Symbol.dispose]`.
impl From<Expr> for Key {
    fn from(expr: Expr) -> Key {
        Key(KeyKind::Computed(expr))
    }
}

pub(crate) fn key_of(key: Key) -> ast::PropName {
    match key.0 {
        KeyKind::Name(name) if is_identifier(&name) => ast::PropName::Ident(name.into()),
        KeyKind::Name(name) => ast::PropName::Str(literal::string(&name)),
        KeyKind::Computed(expr) => computed(expr),
    }
}

fn computed(expr: Expr) -> ast::PropName {
    ast::PropName::Computed(ast::ComputedPropName { span: DUMMY_SP, expr: expr.into_node() })
}

/// One property of an object literal.
#[derive(Clone, Debug)]
pub struct Prop(pub(crate) ast::PropOrSpread);

impl Prop {
    /// `key: value`, or `key` alone where the value is the variable of that name.
    ///
    /// `__proto__` becomes `['__proto__']`, which defines a property as any other name does, where the plain form
    /// would set the prototype.
    pub fn init(key: impl Into<Key>, value: impl Into<Expr>) -> Prop {
        let (key, value) = (key.into(), value.into());
        let name = match &key.0 {
            KeyKind::Name(name) => name.as_str(),
            KeyKind::Computed(_) => "",
        };
        if name == "__proto__" {
            return Prop::key_value(computed(crate::string(name)), value);
        }
        if value.as_ident().is_some_and(|ident| ident == name) {
            return Prop::shorthand(name);
        }
        Prop::key_value(key_of(key), value)
    }

    /// `name`
    pub fn shorthand(name: impl AsRef<str>) -> Prop {
        Prop::of(ast::Prop::Shorthand(ident(name.as_ref())))
    }

    /// `...value`
    pub fn spread(value: impl Into<Expr>) -> Prop {
        let expr = value.into().into_node();
        Prop(ast::PropOrSpread::Spread(ast::SpreadElement { dot3_token: DUMMY_SP, expr }))
    }

    /// `[key]: value`
    pub fn computed(key: Expr, value: impl Into<Expr>) -> Prop {
        Prop::key_value(computed(key), value.into())
    }

    /// `get key() { body }`
    pub fn getter(key: impl Into<Key>, body: Vec<Stmt>) -> Prop {
        let (key, function) = (key_of(key.into()), method_function((), body));
        Prop::of(ast::Prop::Getter(ast::GetterProp { span: DUMMY_SP, key, function }))
    }

    /// `set key(param) { body }`
    pub fn setter(key: impl Into<Key>, param: &str, body: Vec<Stmt>) -> Prop {
        let (key, function) = (key_of(key.into()), method_function(param, body));
        Prop::of(ast::Prop::Setter(ast::SetterProp { span: DUMMY_SP, key, function }))
    }

    /// `key(params) { body }`
    pub fn method(key: impl Into<Key>, params: impl Params, body: Vec<Stmt>) -> Prop {
        let (key, function) = (key_of(key.into()), method_function(params, body));
        Prop::of(ast::Prop::Method(ast::MethodProp { key, function }))
    }

    /// `async key(params) { body }`
    pub fn async_method(key: impl Into<Key>, params: impl Params, body: Vec<Stmt>) -> Prop {
        let mut function = method_function(params, body);
        function.is_async = true;
        Prop::of(ast::Prop::Method(ast::MethodProp { key: key_of(key.into()), function }))
    }

    fn key_value(key: ast::PropName, value: Expr) -> Prop {
        Prop::of(ast::Prop::KeyValue(ast::KeyValueProp { key, value: value.into_node() }))
    }

    fn of(prop: ast::Prop) -> Prop {
        Prop(ast::PropOrSpread::Prop(Box::new(prop)))
    }
}
