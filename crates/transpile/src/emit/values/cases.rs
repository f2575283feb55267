//! What variants, options and results have in common: a discriminant and the payload of one case.

use super::super::body::{Address, Body, Flat, to_joined, zero};
use super::{lift as lift_value, load as load_value, lower as lower_value, store as store_value};
use crate::plan::{Core, Discriminant, TypeId};
use js::{
    Expr, Pattern, Stmt, break_, const_destructure, expr, helper, id, if_else, let_, let_many, string,
    switch, undefined,
};

/// Up to this many cases a chain of comparisons is as fast as a `switch`, and shorter.
const FEW: usize = 8;

/// The JavaScript side of cases that are being lifted: the value for case `i` with a payload.
pub(super) type Wrap<'a> = &'a dyn Fn(usize, Option<Expr>) -> Expr;

/// The JavaScript side of cases that are being lowered: which of them a value is.
pub(super) enum Which {
    /// The second of two where this holds, else the first.
    Second(Expr),
    /// The one with this tag; `invalid` is thrown for any other.
    Tagged { tag: Expr, tags: Vec<String>, invalid: Expr },
}

/// Flat core values → JavaScript value.
pub(super) fn lift(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    cases: &[Option<TypeId>],
    flat: &mut Flat,
    wrap: Wrap<'_>,
) -> Expr {
    let disc = flat.next(Core::I32);
    let slots = flat.take(body.flat(ty).len() - 1);
    let blocks = cases.iter().enumerate().map(|(i, case)| {
        body.block(|body| {
            let payload = case.map(|ty| lift_value(body, ty, &mut Flat::new(slots.clone())));
            wrap(i, payload)
        })
    });
    let blocks = blocks.collect();
    choose(body, disc, blocks)
}

/// Linear memory → JavaScript value.
pub(super) fn load(body: &mut Body<'_, '_>, cases: &[Option<TypeId>], at: &Address, wrap: Wrap<'_>) -> Expr {
    let disc = load_discriminant(body, cases.len(), at);
    let payload_at = at.add(body.payload_offset(cases));
    let blocks = cases.iter().enumerate().map(|(i, case)| {
        body.block(|body| {
            let payload = case.map(|ty| load_value(body, ty, &payload_at));
            wrap(i, payload)
        })
    });
    let blocks: Vec<_> = blocks.collect();
    choose(body, disc, blocks)
}

/// The value of the block that the discriminant selects: `isSecond(disc) ? b : a`, `disc === 0 ? a : disc === 1 ? b :
/// disc === 2 ? c : invalid…`, or a `switch`.
fn choose(body: &mut Body<'_, '_>, disc: Expr, blocks: Vec<(Vec<Stmt>, Expr)>) -> Expr {
    let trusting = body.emitter.options.valid_lifting_optimization;
    let is_expression = blocks.len() <= FEW && blocks.iter().all(|(statements, _)| statements.is_empty());
    if let [(_, first), (_, second)] = blocks.as_slice()
        && is_expression
    {
        let is_second = if trusting { disc.ne(0) } else { helper("isSecond").call((disc,)) };
        return is_second.cond(second.clone(), first.clone());
    }
    let disc = body.simple("disc", disc);
    let invalid = helper("invalidDisc").call((disc.clone(), blocks.len()));
    if is_expression {
        let mut values: Vec<_> = blocks.into_iter().map(|(_, value)| value).enumerate().collect();
        let last = match trusting {
            true => values.pop().map_or(invalid, |(_, value)| value),
            false => invalid,
        };
        return values.into_iter().rev().fold(last, |rest, (i, value)| disc.clone().eq(i).cond(value, rest));
    }
    let result = body.scope.unique("variant");
    body.push(let_(&result, None));
    let arms = blocks.into_iter().enumerate().map(|(i, (mut statements, value))| {
        statements.push(expr(id(&result).assign(value)));
        statements.push(break_());
        (Some(Expr::from(i)), braced(statements))
    });
    let default = (!trusting).then(|| (None, vec![expr(invalid)]));
    body.push(switch(disc, arms.chain(default).collect()));
    id(result)
}

/// A case that declares something gets a block, so that its names stay its own.
fn braced(statements: Vec<Stmt>) -> Vec<Stmt> {
    match statements.iter().any(Stmt::is_declaration) {
        true => vec![js::block(statements)],
        false => statements,
    }
}

/// JavaScript value → flat core values.
pub(super) fn lower(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    cases: &[Option<TypeId>],
    which: Which,
    payload: Expr,
) -> Vec<Expr> {
    let joined = body.flat(ty).split_off(1);
    let is_last = std::mem::take(&mut body.lowers_last);
    let blocks = cases.iter().map(|case| {
        body.block(|body| {
            let Some(ty) = *case else { return Vec::new() };
            let natural = body.flat(ty);
            let mut lowered = lower_value(body, ty, payload.clone());
            if lowered.len() > 1 && joined.contains(&Core::I64) {
                // Reading one part of a payload may run code that calls again, and the array of wide slots is everyone's.
                lowered = lowered.into_iter().map(|value| body.simple("part", value)).collect();
            }
            lowered.into_iter().zip(natural).collect::<Vec<_>>()
        })
    });
    let blocks: Vec<_> = blocks.collect();
    let conditional =
        matches!(which, Which::Second(_)) && blocks.iter().all(|(statements, _)| statements.is_empty());
    match which {
        Which::Second(second) if conditional && second.as_ident().is_some() => {
            lower_conditionally(second, &joined, blocks)
        }
        which => lower_by_assignment(body, which, &joined, blocks, is_last),
    }
}

/// `isSome ? 1 : 0`, `isSome ? value : 0`
fn lower_conditionally(second: Expr, joined: &[Core], blocks: Vec<Lowered>) -> Vec<Expr> {
    let slot = |case: &[(Expr, Core)], i: usize| match case.get(i) {
        Some((value, have)) => to_joined(value.clone(), *have, joined[i]),
        None => zero(joined[i]),
    };
    let slots = (0..joined.len()).map(|i| second.clone().cond(slot(&blocks[1].1, i), slot(&blocks[0].1, i)));
    std::iter::once(second.clone().cond(1, 0)).chain(slots).collect()
}

/// What a case does before, and the core values of its payload.
type Lowered = (Vec<Stmt>, Vec<(Expr, Core)>);

/// `let disc = 0, slot = 0; switch (value.tag) { case 'a': … }`
///
/// A slot of type i64 is a place in an array that is shared with numbers of other types: a bigint made in one of
/// several branches is an object to the engine, one read from an array just before the call is not.
fn lower_by_assignment(
    body: &mut Body<'_, '_>,
    which: Which,
    joined: &[Core],
    blocks: Vec<Lowered>,
    is_last: bool,
) -> Vec<Expr> {
    let disc = body.scope.unique("disc");
    let slots: Vec<_> = joined.iter().enumerate().map(|(i, core)| Slot::new(body, i, *core)).collect();
    let variables = slots.iter().filter_map(Slot::variable);
    let variables = std::iter::once((disc.as_str(), Expr::from(0))).chain(variables);
    body.push(let_many(variables.map(|(name, value)| (name, Some(value)))));
    body.statements.extend(slots.iter().filter_map(Slot::clear));
    let arms = blocks.into_iter().enumerate().map(|(i, (mut statements, values))| {
        if i != 0 {
            statements.push(expr(id(&disc).assign(i)));
        }
        statements
            .extend(slots.iter().zip(values).flat_map(|(slot, (value, have))| slot.assign(value, have)));
        statements
    });
    let arms = arms.collect();
    branch(body, which, arms);
    let slots = slots.into_iter().map(|slot| slot.read(body, is_last));
    std::iter::once(id(disc)).chain(slots.collect::<Vec<_>>()).collect()
}

/// Where a joined core value is put together.
enum Slot {
    Variable(String, Core),
    Wide(usize),
}

impl Slot {
    fn new(body: &mut Body<'_, '_>, i: usize, core: Core) -> Slot {
        match core {
            Core::I64 => Slot::Wide(i),
            _ => Slot::Variable(body.scope.unique("slot"), core),
        }
    }

    /// A variable, and what it begins with.
    fn variable(&self) -> Option<(&str, Expr)> {
        match self {
            Slot::Variable(name, core) => Some((name, zero(*core))),
            Slot::Wide(_) => None,
        }
    }

    /// `wideI64[0] = 0n;`
    fn clear(&self) -> Option<Stmt> {
        match self {
            Slot::Variable(..) => None,
            Slot::Wide(i) => Some(expr(helper("wideI64").at(*i).assign(zero(Core::I64)))),
        }
    }

    fn assign(&self, value: Expr, have: Core) -> Vec<Stmt> {
        let to = |array, i| helper(array).at(i);
        let assigned = match (self, have) {
            (Slot::Variable(name, core), _) => id(name).assign(to_joined(value, have, *core)),
            (Slot::Wide(i), Core::I64) => to("wideI64", *i).assign(value),
            (Slot::Wide(i), Core::F64) => to("wideF64", *i).assign(value),
            (Slot::Wide(i), Core::I32) => to("wideU32", 2 * *i).assign(value),
            (Slot::Wide(i), Core::F32) => to("wideF32", 2 * *i).assign(value),
        };
        vec![expr(assigned)]
    }

    fn read(self, body: &mut Body<'_, '_>, is_last: bool) -> Expr {
        match self {
            Slot::Variable(name, _) => id(name),
            Slot::Wide(i) if is_last => helper("wideI64").at(i),
            Slot::Wide(i) => body.bind("slot", helper("wideI64").at(i)),
        }
    }
}

/// `const { tag, val } = value;`, or what there is of it where no case has a payload.
pub(super) fn taken(body: &mut Body<'_, '_>, cases: &[Option<TypeId>], value: Expr) -> (Expr, Expr) {
    if cases.iter().all(Option::is_none) {
        return (value.clone().dot("tag"), value.dot("val"));
    }
    let [tag, val] = ["tag", "val"].map(|name| body.scope.unique(name));
    body.push(const_destructure(Pattern::object([("tag", tag.as_str()), ("val", val.as_str())]), value));
    (id(tag), id(val))
}

/// JavaScript value → linear memory.
pub(super) fn store(
    body: &mut Body<'_, '_>,
    cases: &[Option<TypeId>],
    which: Which,
    payload: Expr,
    at: &Address,
) {
    let payload_at = at.add(body.payload_offset(cases));
    if let (Which::Second(second), [None, Some(ty)]) = (&which, cases) {
        store_discriminant(body, cases.len(), second.clone().cond(1, 0), at);
        let (statements, ()) = body.block(|body| store_value(body, *ty, payload, &payload_at));
        body.push(js::if_(second.clone(), statements));
        return;
    }
    let arms = cases.iter().enumerate().map(|(i, case)| {
        let (statements, ()) = body.block(|body| {
            store_discriminant(body, cases.len(), Expr::from(i), at);
            if let Some(ty) = *case {
                store_value(body, ty, payload.clone(), &payload_at);
            }
        });
        statements
    });
    let arms = arms.collect();
    branch(body, which, arms);
}

fn branch(body: &mut Body<'_, '_>, which: Which, mut arms: Vec<Vec<Stmt>>) {
    match which {
        Which::Second(second) => {
            let then = arms.pop().expect("two cases");
            let otherwise = arms.pop().expect("two cases");
            body.push(match otherwise.is_empty() {
                true => js::if_(second, then),
                false => if_else(second, then, otherwise),
            });
        }
        Which::Tagged { tag, tags, invalid } if tags.len() <= FEW && tag.as_ident().is_some() => {
            let cases = tags.into_iter().zip(arms).rev();
            let chain = cases.fold(vec![expr(invalid)], |rest, (name, arm)| {
                vec![if_else(tag.clone().eq(string(name)), arm, rest)]
            });
            body.statements.extend(chain);
        }
        Which::Tagged { tag, tags, invalid } => {
            let arms = tags.into_iter().zip(arms).map(|(tag, mut statements)| {
                statements.push(break_());
                (Some(string(tag)), braced(statements))
            });
            let default = (None, vec![expr(invalid)]);
            body.push(switch(tag, arms.chain([default]).collect()));
        }
    }
}

/// `mem0.u8[at]`
pub(super) fn load_discriminant(body: &Body<'_, '_>, cases: usize, at: &Address) -> Expr {
    match Discriminant::of(cases).0 {
        1 => body.u8().at(at.expr()),
        2 => body.view().dot("getUint16").call((at.expr(), true)),
        _ => body.view().dot("getUint32").call((at.expr(), true)),
    }
}

pub(super) fn store_discriminant(body: &mut Body<'_, '_>, cases: usize, disc: Expr, at: &Address) {
    let store = match Discriminant::of(cases).0 {
        1 => body.u8().at(at.expr()).assign(disc),
        2 => body.view().dot("setUint16").call((at.expr(), disc, true)),
        _ => body.view().dot("setUint32").call((at.expr(), disc, true)),
    };
    body.push(expr(store));
}

/// `{ tag: 'some', val: payload }`, without `val` where there is no payload.
pub(super) fn tagged(tag: &str, has_payload: bool, payload: Option<Expr>) -> Expr {
    let tag = js::Prop::init("tag", string(tag));
    let val = has_payload.then(|| js::Prop::init("val", payload.unwrap_or_else(undefined)));
    js::object(std::iter::once(tag).chain(val).collect::<Vec<_>>())
}
