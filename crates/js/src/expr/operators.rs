//! Operators as methods, the arithmetic ones of both languages as Rust operators too.

use std::ops::{Add, Mul, Sub};

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;
use swc_ecma_ast::{BinaryOp, UnaryOp};

use super::{Expr, assign_to};

macro_rules! binary_methods {
    ($($doc:literal $name:ident $op:ident)*) => {
        impl Expr {
            $(
                #[doc = concat!("`self ", $doc, " other`")]
                #[allow(clippy::should_implement_trait, reason = "JavaScript's words, for `>>` and `/` as for `>>>`")]
                pub fn $name(self, other: impl Into<Expr>) -> Expr {
                    binary(self, BinaryOp::$op, other.into())
                }
            )*
        }
    };
}

binary_methods! {
    ">>>" ushr ZeroFillRShift
    ">>" shr RShift
    "<<" shl LShift
    "&" bit_and BitAnd
    "|" bit_or BitOr
    "^" bit_xor BitXor
    "&&" and LogicalAnd
    "||" or LogicalOr
    "??" nullish NullishCoalescing
    "===" eq EqEqEq
    "!==" ne NotEqEq
    "==" loose_eq EqEq
    "!=" loose_ne NotEq
    "<" lt Lt
    "<=" le LtEq
    ">" gt Gt
    ">=" ge GtEq
    "instanceof" instanceof InstanceOf
    "in" in_ In
    "/" div Div
    "%" rem Mod
    "**" pow Exp
}

macro_rules! arithmetic {
    ($($trait:ident $name:ident $op:ident)*) => {
        $(
            impl<R: Into<Expr>> $trait<R> for Expr {
                type Output = Expr;
                fn $name(self, other: R) -> Expr {
                    binary(self, BinaryOp::$op, other.into())
                }
            }

            impl<R: Into<Expr>> $trait<R> for &Expr {
                type Output = Expr;
                fn $name(self, other: R) -> Expr {
                    binary(self.clone(), BinaryOp::$op, other.into())
                }
            }
        )*
    };
}

arithmetic! {
    Add add Add
    Sub sub Sub
    Mul mul Mul
}

impl Expr {
    /// `await self`
    pub fn await_(self) -> Expr {
        Expr::of(ast::Expr::Await(ast::AwaitExpr { span: DUMMY_SP, arg: self.into_node() }))
    }

    /// `typeof self`
    pub fn typeof_(self) -> Expr {
        self.unary(UnaryOp::TypeOf)
    }

    /// `!self`
    #[expect(
        clippy::should_implement_trait,
        reason = "`!` on an expression tree would read as a Rust condition"
    )]
    pub fn not(self) -> Expr {
        self.unary(UnaryOp::Bang)
    }

    /// `-self`
    #[expect(clippy::should_implement_trait, reason = "unary operators are methods, all of them")]
    pub fn neg(self) -> Expr {
        self.unary(UnaryOp::Minus)
    }

    /// `+self`
    pub fn plus(self) -> Expr {
        self.unary(UnaryOp::Plus)
    }

    /// `~self`
    pub fn bit_not(self) -> Expr {
        self.unary(UnaryOp::Tilde)
    }

    /// `void self`
    pub fn void_(self) -> Expr {
        self.unary(UnaryOp::Void)
    }

    /// `delete self`
    pub fn delete(self) -> Expr {
        self.unary(UnaryOp::Delete)
    }

    /// `self ? then : otherwise`
    pub fn cond(self, then: impl Into<Expr>, otherwise: impl Into<Expr>) -> Expr {
        Expr::of(ast::Expr::Cond(ast::CondExpr {
            span: DUMMY_SP,
            test: self.into_node(),
            cons: then.into().into_node(),
            alt: otherwise.into().into_node(),
        }))
    }

    /// `self = value`
    pub fn assign(self, value: impl Into<Expr>) -> Expr {
        assign_to(ast::AssignOp::Assign, self.into_target(), value.into())
    }

    /// `self += value`; the operator as it is written, `"+="`
    pub fn assign_op(self, operator: &str, value: impl Into<Expr>) -> Expr {
        assign_to(assign_operator(operator), self.into_target(), value.into())
    }

    /// `self++`
    pub fn post_inc(self) -> Expr {
        let (op, arg) = (ast::UpdateOp::PlusPlus, self.into_node());
        Expr::of(ast::Expr::Update(ast::UpdateExpr { span: DUMMY_SP, op, prefix: false, arg }))
    }

    /// `self, other`
    pub fn comma(self, other: impl Into<Expr>) -> Expr {
        let mut exprs = match *self.into_node() {
            ast::Expr::Seq(seq) => seq.exprs,
            other => vec![Box::new(other)],
        };
        exprs.push(other.into().into_node());
        Expr::of(ast::Expr::Seq(ast::SeqExpr { span: DUMMY_SP, exprs }))
    }

    fn unary(self, op: UnaryOp) -> Expr {
        Expr::of(ast::Expr::Unary(ast::UnaryExpr { span: DUMMY_SP, op, arg: self.into_node() }))
    }

    fn into_target(self) -> ast::AssignTarget {
        let target = match *self.into_node() {
            ast::Expr::Ident(ident) => ast::SimpleAssignTarget::Ident(ident.into()),
            ast::Expr::Member(member) => ast::SimpleAssignTarget::Member(member),
            other => unreachable!("only variables and members are assigned to, not {other:?}"),
        };
        ast::AssignTarget::Simple(target)
    }
}

fn binary(left: Expr, op: BinaryOp, right: Expr) -> Expr {
    let (left, right) = (left.into_node(), right.into_node());
    Expr::of(ast::Expr::Bin(ast::BinExpr { span: DUMMY_SP, op, left, right }))
}

fn assign_operator(operator: &str) -> ast::AssignOp {
    use ast::AssignOp::*;
    const ALL: [ast::AssignOp; 16] = [
        Assign,
        AddAssign,
        SubAssign,
        MulAssign,
        DivAssign,
        ModAssign,
        ExpAssign,
        LShiftAssign,
        RShiftAssign,
        ZeroFillRShiftAssign,
        BitOrAssign,
        BitXorAssign,
        BitAndAssign,
        AndAssign,
        OrAssign,
        NullishAssign,
    ];
    let found = ALL.into_iter().find(|op| op.as_str() == operator);
    found.unwrap_or_else(|| unreachable!("JavaScript has no assignment operator {operator:?}"))
}
