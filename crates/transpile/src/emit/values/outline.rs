//! Functions shared by all places that need the same value in the same memory: `loadRecord3(ptr)`.

use super::super::body::{Address, Body, Flat};
use super::super::declared;
use super::{
    lift_in_place, load as load_value, load_in_place, lower_in_place, store as store_value, store_in_place,
};
use crate::plan::{Abi, Id, Kind, Pointer, TypeId};
use js::{Expr, array, const_, expr, for_count, helper, id, new, return_};

/// What an outlined function does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Outline {
    Load,
    Store,
    Lift,
    Lower,
    LiftFlat,
    LowerFlat,
    StoreOk,
    StoreErr,
}

/// Outlined functions by what they do, to what type, under which ABI, and whether they note what is given away.
pub(crate) type Key = (Outline, TypeId, Abi, bool);

/// `loadRecord3(at)`
pub(super) fn load(body: &mut Body<'_, '_>, ty: TypeId, at: &Address) -> Expr {
    if has_borrow(body, ty) {
        return load_in_place(body, ty, at);
    }
    let name = outlined(body, Outline::Load, ty, |body| {
        let param = body.scope.unique("at");
        let value = load_in_place(body, ty, &Address::new(id(&param)));
        body.push(return_(Some(value)));
        vec![param]
    });
    id(name).call((at.expr(),))
}

/// `storeRecord3(value, at);`
pub(super) fn store(body: &mut Body<'_, '_>, ty: TypeId, value: Expr, at: &Address) {
    if has_borrow(body, ty) {
        return store_in_place(body, ty, value, at);
    }
    let name = outlined(body, Outline::Store, ty, |body| {
        let (value, at) = (body.scope.unique("value"), body.scope.unique("at"));
        store_in_place(body, ty, id(&value), &Address::new(id(&at)));
        vec![value, at]
    });
    body.push(expr(id(name).call((value, at.expr()))));
}

/// `liftList3(ptr, length)`
pub(super) fn lift_list(
    body: &mut Body<'_, '_>,
    ty: TypeId,
    element: TypeId,
    ptr: Expr,
    length: Expr,
) -> Expr {
    sequence(body, Outline::Lift, ty, [ptr, length], lift_items(element))
}

/// `liftList3`, unless the list is lifted in place.
pub(super) fn list_lifter(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId) -> Option<Expr> {
    (!has_borrow(body, ty)).then(|| id(sequence_function(body, Outline::Lift, ty, lift_items(element))))
}

fn lift_items(element: TypeId) -> impl FnOnce(&mut Body<'_, '_>, [Expr; 2]) -> Expr {
    move |body, [ptr, length]| {
        let (size, align) = (body.size(element), body.align(element));
        let ptr = list_at(body, ptr, &length, size, align);
        let list = body.bind("list", new(id("Array"), (length.clone(),)));
        each(body, Some(element), &ptr, &length, size, |body, index, at| {
            let item = load_value(body, element, at);
            body.push(expr(list.clone().at(index).assign(item)));
        });
        list
    }
}

/// `lowerList3(list)`: the pointer, and the number of elements in `loweredLength`
pub(super) fn lower_list(body: &mut Body<'_, '_>, ty: TypeId, element: TypeId, list: Expr) -> Expr {
    sequence(body, Outline::Lower, ty, [list], |body, [list]| {
        let (size, align) = (body.size(element), body.align(element));
        let (ptr, length) = allocate(body, &list, size, align);
        each(body, Some(element), &ptr, &length, size, |body, index, at| {
            store_value(body, element, list.clone().at(index), at);
        });
        lowered(ptr, length)
    })
}

/// `liftMap3(ptr, length)`
pub(super) fn lift_map(body: &mut Body<'_, '_>, ty: TypeId, ptr: Expr, length: Expr) -> Expr {
    let [key, value] = entry(body, ty);
    sequence(body, Outline::Lift, ty, [ptr, length], |body, [ptr, length]| {
        let (size, align) = body.emitter.plan.types.record_extent(&[key, value], body.pointer());
        let value_offset = body.offsets(&[key, value])[1];
        let ptr = list_at(body, ptr, &length, size, align);
        let map = body.bind("map", new(id("Map"), ()));
        each(body, None, &ptr, &length, size, |body, _, at| {
            let (key, value) = (load_value(body, key, at), load_value(body, value, &at.add(value_offset)));
            body.push(expr(map.clone().dot("set").call((key, value))));
        });
        map
    })
}

/// `lowerMap3(map)`: the pointer, and the number of entries in `loweredLength`
pub(super) fn lower_map(body: &mut Body<'_, '_>, ty: TypeId, map: Expr) -> Expr {
    let [key, value] = entry(body, ty);
    sequence(body, Outline::Lower, ty, [map], |body, [map]| {
        let entries = body.bind("entries", helper("mapEntries").call((map,)));
        let (size, align) = body.emitter.plan.types.record_extent(&[key, value], body.pointer());
        let value_offset = body.offsets(&[key, value])[1];
        let (ptr, length) = allocate(body, &entries, size, align);
        each(body, None, &ptr, &length, size, |body, index, at| {
            let pair = entries.clone().at(index);
            store_value(body, key, pair.clone().at(0), at);
            store_value(body, value, pair.at(1), &at.add(value_offset));
        });
        lowered(ptr, length)
    })
}

/// `liftFlatResult3(disc, slot, slot1)`
pub(super) fn lift_flat(body: &mut Body<'_, '_>, ty: TypeId, flat: &mut Flat) -> Expr {
    let types = body.flat(ty);
    let name = outlined(body, Outline::LiftFlat, ty, |body| {
        let params: Vec<_> = types.iter().map(|_| body.scope.unique("core")).collect();
        let values = params.iter().map(id).zip(types.iter().copied());
        let value = lift_in_place(body, ty, &mut Flat::new(values));
        body.push(return_(Some(value)));
        params
    });
    let args: Vec<_> = types.into_iter().map(|core| flat.next(core)).collect();
    id(name).call(args)
}

/// `const lowered = lowerFlatResult3(value);`: an array of core values
pub(super) fn lower_flat(body: &mut Body<'_, '_>, ty: TypeId, value: Expr) -> Vec<Expr> {
    let name = outlined(body, Outline::LowerFlat, ty, |body| {
        let param = body.scope.unique("value");
        let lowered = lower_in_place(body, ty, id(&param));
        body.push(return_(Some(array(lowered))));
        vec![param]
    });
    let lowered = body.bind("lowered", id(name).call((value,)));
    (0..body.flat(ty).len()).map(|i| lowered.clone().at(i)).collect()
}

/// `storeOk3(value, out)`: `make` is given the name of the pointer and gives all parameters.
pub(super) fn store_outcome(
    body: &mut Body<'_, '_>,
    outline: Outline,
    ty: TypeId,
    make: impl FnOnce(&mut Body<'_, '_>, String) -> Vec<String>,
) -> String {
    outlined(body, outline, ty, |body| {
        let out = body.scope.unique("out");
        make(body, out)
    })
}

fn entry(body: &Body<'_, '_>, ty: TypeId) -> [TypeId; 2] {
    match body.kind(ty) {
        Kind::Map { key, value } => [*key, *value],
        kind => unreachable!("{kind:?} is no map"),
    }
}

/// `lowered(ptr, length)`
fn lowered(ptr: Expr, length: Expr) -> Expr {
    helper("lowered").call((ptr, length))
}

/// `const start = listAt(mem0, ptr, length, 8, 4);`, after which the views of the memory are good.
fn list_at(body: &mut Body<'_, '_>, ptr: Expr, length: &Expr, size: u32, align: u32) -> Expr {
    let start = helper("listAt").call((body.memory(), ptr, length.clone(), size, align));
    body.bind("start", start)
}

fn allocate(body: &mut Body<'_, '_>, list: &Expr, size: u32, align: u32) -> (Expr, Expr) {
    let length = body.bind("length", helper("listLength").call((list.clone(), size)));
    let ptr = body.allocate(align, if size == 1 { length.clone() } else { length.clone() * size });
    (ptr, length)
}

/// `for (let i = 0; i < length; i++) { const at = ptr + i * 4; … }`; where the address of `only` is used once, in its place.
fn each(
    body: &mut Body<'_, '_>,
    only: Option<TypeId>,
    ptr: &Expr,
    length: &Expr,
    size: u32,
    make: impl FnOnce(&mut Body<'_, '_>, Expr, &Address),
) {
    let index = body.scope.unique("i");
    let item_at = ptr.clone() + if size == 1 { id(&index) } else { id(&index) * size };
    let is_used_once = |ty| {
        !has_borrow(body, ty)
            && (body.pointer() == Pointer::Bits32 || !body.emitter.plan.types.has_pointer(ty))
    };
    let statements = match only.is_some_and(is_used_once) {
        true => body.block(|body| make(body, id(&index), &Address::new(item_at))).0,
        false => {
            let at = body.scope.unique("at");
            let (mut statements, ()) = body.block(|body| make(body, id(&index), &Address::new(id(&at))));
            statements.insert(0, const_(&at, item_at));
            statements
        }
    };
    body.push(for_count(&index, length.clone(), statements));
}

const PARAMS: [&str; 2] = ["ptr", "length"];

/// A call of the function that does this to a list or map; written in place where handles are lent in it.
fn sequence<const N: usize>(
    body: &mut Body<'_, '_>,
    outline: Outline,
    ty: TypeId,
    args: [Expr; N],
    make: impl FnOnce(&mut Body<'_, '_>, [Expr; N]) -> Expr,
) -> Expr {
    if has_borrow(body, ty) {
        let mut hints = PARAMS.iter();
        let args = args.map(|arg| body.simple(hints.next().expect("at most two"), arg));
        return make(body, args);
    }
    id(sequence_function(body, outline, ty, make)).call(args)
}

fn sequence_function<const N: usize>(
    body: &mut Body<'_, '_>,
    outline: Outline,
    ty: TypeId,
    make: impl FnOnce(&mut Body<'_, '_>, [Expr; N]) -> Expr,
) -> String {
    outlined(body, outline, ty, |body| {
        let hints = if N == 1 { ["list", ""] } else { PARAMS };
        let mut hints = hints.iter();
        let params = [(); N].map(|()| body.scope.unique(hints.next().expect("at most two")));
        let value = make(body, params.clone().map(id));
        body.push(return_(Some(value)));
        params.to_vec()
    })
}

fn outlined(
    body: &mut Body<'_, '_>,
    outline: Outline,
    ty: TypeId,
    make: impl FnOnce(&mut Body<'_, '_>) -> Vec<String>,
) -> String {
    let key = key(body, outline, ty);
    let abi = key.2;
    if let Some(name) = body.emitter.outlines.get(&key) {
        return name.clone();
    }
    let name = body.emitter.scope.unique(format!("{}{}", verb(outline, body.kind(ty)), ty.index()));
    body.emitter.outlines.insert(key, name.clone());
    let mut inner = Body::new(body.emitter, abi);
    inner.notes_moves = key.3;
    let params = make(&mut inner);
    let statements = inner.statements;
    body.emitter.outlined.push(declared(&name, params, statements));
    name
}

/// What a function does not depend on is left out of its key: it would only make copies of it.
fn key(body: &Body<'_, '_>, outline: Outline, ty: TypeId) -> Key {
    let types = &body.emitter.plan.types;
    let part = match (outline, body.kind(ty)) {
        (Outline::StoreOk, Kind::Result { ok, .. }) => *ok,
        (Outline::StoreErr, Kind::Result { err, .. }) => *err,
        _ => Some(ty),
    };
    let allocates = match outline {
        Outline::Load | Outline::Lift | Outline::LiftFlat => false,
        _ => part.is_some_and(|ty| types.has_pointer(ty)),
    };
    let realloc = body.abi.realloc.filter(|_| allocates);
    let abi = Abi { post_return: None, realloc, ..body.abi };
    let notes_moves = body.notes_moves && types.has_own(ty);
    match outline {
        // Results share what stores the same error, and what stores the same value if they have the same layout.
        Outline::StoreErr | Outline::StoreOk => {
            let layout = |ty| (types.size(ty, body.pointer()), types.align(ty, body.pointer()));
            let same = body.emitter.outlines.keys().find(|(known, other, other_abi, _)| {
                let is_same = match (outline, body.kind(ty), body.kind(*other)) {
                    (Outline::StoreErr, Kind::Result { err, .. }, Kind::Result { err: other, .. }) => {
                        err == other
                    }
                    (_, Kind::Result { ok, .. }, Kind::Result { ok: other_ok, .. }) => {
                        same_stored(body, *ok, *other_ok) && layout(ty) == layout(*other)
                    }
                    _ => false,
                };
                *known == outline && *other_abi == abi && is_same
            });
            same.copied().unwrap_or((outline, ty, abi, false))
        }
        _ => (outline, ty, abi, notes_moves),
    }
}

/// Whether what an outcome is stored by is the same for both: handles are alike.
fn same_stored(body: &Body<'_, '_>, ok: Option<TypeId>, other: Option<TypeId>) -> bool {
    let is_own = |ty: Option<TypeId>| ty.is_some_and(|ty| matches!(body.kind(ty), Kind::Own(_)));
    ok == other || is_own(ok) && is_own(other)
}

fn verb(outline: Outline, kind: &Kind) -> String {
    let noun = match kind {
        Kind::Record(_) => "Record",
        Kind::Tuple(_) => "Tuple",
        Kind::List(_) | Kind::FixedList(..) => "List",
        Kind::Map { .. } => "Map",
        Kind::Variant(_) => "Variant",
        Kind::Option(_) => "Option",
        Kind::Result { .. } => "Result",
        kind => unreachable!("{kind:?} is written in place"),
    };
    let verb = match outline {
        Outline::StoreOk => return "storeOk".into(),
        Outline::StoreErr => return "storeErr".into(),
        Outline::Load => "load",
        Outline::Store => "store",
        Outline::Lift => "lift",
        Outline::Lower => "lower",
        Outline::LiftFlat => "liftFlat",
        Outline::LowerFlat => "lowerFlat",
    };
    format!("{verb}{noun}")
}

/// Borrowed handles leave traces in the function that they are parameters of, so they are dealt with there.
fn has_borrow(body: &Body<'_, '_>, ty: TypeId) -> bool {
    body.emitter.plan.types.has_borrow(ty)
}
