//! Random trees, the same in every run.

use swc_ecma_ast as ast;

use crate::*;

/// A xorshift generator.
pub(super) struct Random {
    state: u64,
    names: usize,
}

impl Random {
    pub(super) fn new(state: u64) -> Random {
        Random { state, names: 0 }
    }

    /// A name that no block declares twice.
    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("x{}", self.names)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % limit
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn many<T>(&mut self, mut make: impl FnMut(&mut Random) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }
}

const NAMES: [&str; 6] = ["a", "b", "value", "$", "of", "get"];
const TEXTS: [&str; 8] = ["", "a", "use strict", "a-b", "'\"`${\\", "\n\u{2028}", "</script>", "__proto__"];

fn leaf(random: &mut Random) -> Expr {
    match random.below(7) {
        0..3 => id(random.pick(&NAMES)),
        3 => num(random.pick(&[0.0, 1.0, -1.0, 0.5, 1e300, f64::NAN, f64::NEG_INFINITY])),
        4 => big(random.pick(&[0, 5, -5, i128::MAX])),
        5 => string(random.pick(&TEXTS)),
        _ => random.pick(&[null, this, undefined, import_meta_url])(),
    }
}

fn tree(random: &mut Random, depth: usize) -> Expr {
    if depth == 0 {
        return leaf(random);
    }
    let sub = |random: &mut Random| tree(random, depth - 1);
    let args = |random: &mut Random| {
        random.many(|random| if random.below(5) == 0 { spread(sub(random)) } else { sub(random) })
    };
    let a = sub(random);
    match random.below(24) {
        0..5 => binary(random.below(25), a, sub(random)),
        5 => a.dot(random.pick(&TEXTS)),
        6 => a.at(sub(random)),
        7 => a.call(args(random)),
        8 => a.opt_dot(random.pick(&NAMES)),
        9 => a.opt_call(args(random)),
        10 => new(a, args(random)),
        11 => random.pick(&[Expr::typeof_, Expr::not, Expr::neg, Expr::plus, Expr::bit_not, Expr::void_])(a),
        12 => a.await_(),
        13 => a.cond(sub(random), sub(random)),
        14 => id("a").dot("b").assign(a),
        15 => id("a").assign_op(random.pick(&["+=", ">>>=", "??=", "**="]), a),
        16 => id("a").at(a).post_inc(),
        17 => id("f").call((id("a").comma(a),)),
        18 => array(args(random)),
        19 => object(random.many(|random| prop(random, depth - 1))),
        20 => template(&["a", "`", ""], vec![a, sub(random)]),
        21 => async_arrow(("a", Pattern::object([("b", "c")])), a),
        22 => async_arrow("a", vec![stmt(random, depth - 1), return_(Some(a))]),
        _ => async_function((), random.many(|random| stmt(random, depth - 1))),
    }
}

fn binary(operator: usize, a: Expr, b: Expr) -> Expr {
    type Method = fn(Expr, Expr) -> Expr;
    let methods: [Method; 25] = [
        |a, b| a + b,
        |a, b| a - b,
        |a, b| a * b,
        Expr::ushr,
        Expr::shr,
        Expr::shl,
        Expr::bit_and,
        Expr::bit_or,
        Expr::bit_xor,
        Expr::and,
        Expr::or,
        Expr::nullish,
        Expr::eq,
        Expr::ne,
        Expr::loose_eq,
        Expr::loose_ne,
        Expr::lt,
        Expr::le,
        Expr::gt,
        Expr::ge,
        Expr::instanceof,
        Expr::in_,
        Expr::div,
        Expr::rem,
        Expr::pow,
    ];
    methods[operator](a, b)
}

fn prop(random: &mut Random, depth: usize) -> Prop {
    match random.below(5) {
        0 => Prop::spread(tree(random, depth)),
        1 => Prop::computed(tree(random, depth), tree(random, depth)),
        2 => Prop::async_method(random.pick(&TEXTS), "a", random.many(|random| stmt(random, depth))),
        3 => Prop::getter(random.pick(&NAMES), vec![return_(Some(leaf(random)))]),
        _ => Prop::init(random.pick(&TEXTS), tree(random, depth)),
    }
}

fn stmt(random: &mut Random, depth: usize) -> Stmt {
    let value = |random: &mut Random| tree(random, depth.saturating_sub(1));
    if depth == 0 {
        return expr(id("f").call((value(random),)));
    }
    let body = |random: &mut Random| random.many(|random| stmt(random, depth - 1));
    let a = value(random);
    match random.below(13) {
        0 => expr(a),
        1 => let_(random.fresh(), Some(a)),
        2 => if_(a, body(random)),
        3 => if_else(a, body(random), body(random)),
        4 => for_of("x", a, body(random)),
        5 => for_count("i", a, body(random)),
        6 => for_(Some(expr(a)), None, Some(value(random)), body(random)),
        7 => while_(a, body(random)),
        8 => switch(a, vec![(Some(value(random)), body(random)), (None, vec![block(body(random))])]),
        9 => try_catch(body(random), Some("e"), body(random)),
        10 => try_finally(body(random), body(random)),
        11 => throw(a),
        _ => {
            class(random.fresh(), Some(a), vec![Member::async_method(random.pick(&TEXTS), (), body(random))])
        }
    }
}

/// A function of random statements.
pub(super) fn random_item(random: &mut Random, depth: usize) -> ast::ModuleItem {
    let body = vec![stmt(random, depth), stmt(random, depth)];
    ast::ModuleItem::Stmt(async_function_decl("main", ("a", "value"), body).node)
}
