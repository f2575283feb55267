//! Precedence: which expression can stand where without parentheses.

use swc_ecma_ast::{BinaryOp, Expr};

/// How tightly an expression holds together, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Comma,
    Assign,
    Conditional,
    Nullish,
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equal,
    Compare,
    Shift,
    Add,
    Multiply,
    Power,
    Unary,
    Postfix,
    Call,
    Primary,
}

/// How tightly `expr` holds together.
pub(super) fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Seq(_) => Level::Comma,
        Expr::Assign(_) | Expr::Arrow(_) | Expr::Yield(_) => Level::Assign,
        Expr::Cond(_) => Level::Conditional,
        Expr::Bin(binary) => level_of(binary.op),
        Expr::Unary(_) | Expr::Await(_) => Level::Unary,
        Expr::Update(update) if update.prefix => Level::Unary,
        Expr::Update(_) => Level::Postfix,
        Expr::Call(_) | Expr::OptChain(_) => Level::Call,
        _ => Level::Primary,
    }
}

fn level_of(operator: BinaryOp) -> Level {
    match operator {
        BinaryOp::NullishCoalescing => Level::Nullish,
        BinaryOp::LogicalOr => Level::Or,
        BinaryOp::LogicalAnd => Level::And,
        BinaryOp::BitOr => Level::BitOr,
        BinaryOp::BitXor => Level::BitXor,
        BinaryOp::BitAnd => Level::BitAnd,
        BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => Level::Equal,
        BinaryOp::Lt | BinaryOp::LtEq | BinaryOp::Gt | BinaryOp::GtEq => Level::Compare,
        BinaryOp::In | BinaryOp::InstanceOf => Level::Compare,
        BinaryOp::LShift | BinaryOp::RShift | BinaryOp::ZeroFillRShift => Level::Shift,
        BinaryOp::Add | BinaryOp::Sub => Level::Add,
        BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod => Level::Multiply,
        BinaryOp::Exp => Level::Power,
    }
}

/// What the operands of a binary operator must hold together at least.
pub(super) fn operand_levels(operator: BinaryOp) -> (Level, Level) {
    let own = level_of(operator);
    match own {
        Level::Nullish => (Level::Nullish, Level::BitOr),
        Level::Or => (own, Level::And),
        Level::And => (own, Level::BitOr),
        Level::BitOr => (own, Level::BitXor),
        Level::BitXor => (own, Level::BitAnd),
        Level::BitAnd => (own, Level::Equal),
        Level::Equal => (own, Level::Compare),
        Level::Compare => (own, Level::Shift),
        Level::Shift => (own, Level::Add),
        Level::Add => (own, Level::Multiply),
        Level::Multiply => (own, Level::Power),
        _ => (Level::Postfix, Level::Power),
    }
}
