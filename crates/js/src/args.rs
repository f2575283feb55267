//! Arguments of a call, items of an array.

use crate::Expr;

/// What can stand between the parentheses of a call: `()`, a tuple of anything that is an expression, or a list.
pub trait Args {
    /// The expressions in order.
    fn into_exprs(self) -> Vec<Expr>;
}

impl Args for () {
    fn into_exprs(self) -> Vec<Expr> {
        Vec::new()
    }
}

impl Args for Vec<Expr> {
    fn into_exprs(self) -> Vec<Expr> {
        self
    }
}

impl<const N: usize> Args for [Expr; N] {
    fn into_exprs(self) -> Vec<Expr> {
        self.into()
    }
}

impl Args for &[Expr] {
    fn into_exprs(self) -> Vec<Expr> {
        self.to_vec()
    }
}

impl Args for &Vec<Expr> {
    fn into_exprs(self) -> Vec<Expr> {
        self.clone()
    }
}

macro_rules! tuple_args {
    ($($name:ident)*) => {
        impl<$($name: Into<Expr>),*> Args for ($($name,)*) {
            #[allow(non_snake_case)]
            fn into_exprs(self) -> Vec<Expr> {
                let ($($name,)*) = self;
                vec![$($name.into()),*]
            }
        }
    };
}

tuple_args!(A);
tuple_args!(A B);
tuple_args!(A B C);
tuple_args!(A B C D);
tuple_args!(A B C D E);
tuple_args!(A B C D E F);
tuple_args!(A B C D E F G);
tuple_args!(A B C D E F G H);
tuple_args!(A B C D E F G H I);
tuple_args!(A B C D E F G H I J);
