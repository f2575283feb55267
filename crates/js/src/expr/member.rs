//! Members and calls, and the chains of `?.` that they make.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use super::{Expr, arguments, call_of, private_name, string};
use crate::{Args, is_identifier};

impl Expr {
    /// `self.name`, or `self['odd name']`
    pub fn dot(self, name: impl AsRef<str>) -> Expr {
        self.member(property(name.as_ref()))
    }

    /// `self.#name`
    pub fn dot_private(self, name: impl AsRef<str>) -> Expr {
        self.member(ast::MemberProp::PrivateName(private_name(name.as_ref())))
    }

    /// `self[index]`
    pub fn at(self, index: impl Into<Expr>) -> Expr {
        let computed = ast::ComputedPropName { span: DUMMY_SP, expr: index.into().into_node() };
        self.member(ast::MemberProp::Computed(computed))
    }

    /// `self?.name`. What follows belongs to the chain: `a.opt_dot("b").dot("c")` is `a?.b.c`.
    pub fn opt_dot(self, name: impl AsRef<str>) -> Expr {
        let base = ast::MemberExpr { span: DUMMY_SP, obj: self.into_node(), prop: property(name.as_ref()) };
        chain(true, ast::OptChainBase::Member(base))
    }

    /// `self?.[index]`
    pub fn opt_at(self, index: impl Into<Expr>) -> Expr {
        let prop = ast::MemberProp::Computed(ast::ComputedPropName {
            span: DUMMY_SP,
            expr: index.into().into_node(),
        });
        chain(
            true,
            ast::OptChainBase::Member(ast::MemberExpr { span: DUMMY_SP, obj: self.into_node(), prop }),
        )
    }

    /// `self(args)`
    pub fn call(self, args: impl Args) -> Expr {
        if matches!(self.node(), ast::Expr::OptChain(_)) {
            return chain(false, optional_call(self, args));
        }
        call_of(ast::Callee::Expr(self.into_node()), args)
    }

    /// `self?.(args)`
    pub fn opt_call(self, args: impl Args) -> Expr {
        chain(true, optional_call(self, args))
    }

    fn member(self, prop: ast::MemberProp) -> Expr {
        let is_chain = matches!(self.node(), ast::Expr::OptChain(_));
        let member = ast::MemberExpr { span: DUMMY_SP, obj: self.into_node(), prop };
        match is_chain {
            true => chain(false, ast::OptChainBase::Member(member)),
            false => Expr::of(ast::Expr::Member(member)),
        }
    }
}

fn property(name: &str) -> ast::MemberProp {
    if is_identifier(name) {
        return ast::MemberProp::Ident(ast::IdentName::new(name.into(), DUMMY_SP));
    }
    ast::MemberProp::Computed(ast::ComputedPropName { span: DUMMY_SP, expr: string(name).into_node() })
}

fn chain(optional: bool, base: ast::OptChainBase) -> Expr {
    Expr::of(ast::Expr::OptChain(ast::OptChainExpr { span: DUMMY_SP, optional, base: Box::new(base) }))
}

fn optional_call(callee: Expr, args: impl Args) -> ast::OptChainBase {
    let (callee, args) = (callee.into_node(), arguments(args));
    ast::OptChainBase::Call(ast::OptCall { callee, args, ..Default::default() })
}
