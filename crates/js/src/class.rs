//! Members of a class.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use crate::expr::{function_of, private_name};
use crate::property::key_of;
use crate::{Expr, Key, Params, Stmt, string};

/// One member of a class.
#[derive(Clone, Debug)]
pub struct Member(pub(crate) ast::ClassMember);

impl Member {
    /// `constructor(params) { body }`
    pub fn constructor(params: impl Params, body: Vec<Stmt>) -> Member {
        let function = function_of(params, body);
        let params = function.params.into_iter().map(ast::ParamOrTsParamProp::Param).collect();
        Member(ast::ClassMember::Constructor(ast::Constructor {
            key: key_of("constructor".into()),
            params,
            body: function.body,
            ..Default::default()
        }))
    }

    /// `key(params) { body }`
    pub fn method(key: impl Into<Key>, params: impl Params, body: Vec<Stmt>) -> Member {
        Member::of_function(key, ast::MethodKind::Method, function_of(params, body))
    }

    /// `async key(params) { body }`
    pub fn async_method(key: impl Into<Key>, params: impl Params, body: Vec<Stmt>) -> Member {
        let function = ast::Function { is_async: true, ..function_of(params, body) };
        Member::of_function(key, ast::MethodKind::Method, function)
    }

    /// `get key() { body }`
    pub fn getter(key: impl Into<Key>, body: Vec<Stmt>) -> Member {
        Member::of_function(key, ast::MethodKind::Getter, function_of((), body))
    }

    /// `set key(param) { body }`
    pub fn setter(key: impl Into<Key>, param: &str, body: Vec<Stmt>) -> Member {
        Member::of_function(key, ast::MethodKind::Setter, function_of(param, body))
    }

    /// `key = value;`
    pub fn field(key: impl Into<Key>, value: Option<Expr>) -> Member {
        let value = value.map(Expr::into_node);
        Member(ast::ClassMember::ClassProp(ast::ClassProp {
            key: member_key(key),
            value,
            ..Default::default()
        }))
    }

    /// `#name = value;`
    pub fn private_field(name: &str, value: Option<Expr>) -> Member {
        let (key, value) = (private_name(name), value.map(Expr::into_node));
        Member(ast::ClassMember::PrivateProp(ast::PrivateProp { key, value, ..Default::default() }))
    }

    /// The member with `static` before it.
    pub fn static_(mut self) -> Member {
        match &mut self.0 {
            ast::ClassMember::Method(method) => method.is_static = true,
            ast::ClassMember::ClassProp(field) => field.is_static = true,
            ast::ClassMember::PrivateProp(field) => field.is_static = true,
            other => unreachable!("a constructor is never static: {other:?}"),
        }
        self
    }

    fn of_function(key: impl Into<Key>, kind: ast::MethodKind, function: ast::Function) -> Member {
        Member(ast::ClassMember::Method(ast::ClassMethod {
            span: DUMMY_SP,
            key: member_key(key),
            function: Box::new(function),
            kind,
            ..Default::default()
        }))
    }
}

/// A member called `constructor` that is not the constructor has to be `['constructor']`.
fn member_key(key: impl Into<Key>) -> ast::PropName {
    match key_of(key.into()) {
        ast::PropName::Ident(name) if name.sym == "constructor" => key_of(string("constructor").into()),
        other => other,
    }
}
