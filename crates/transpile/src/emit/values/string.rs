//! `string`: a pointer and a number of code units.

use super::super::body::{Address, Body, Flat, lowered_length};
use crate::plan::{Encoding, Pointer};
use js::{Expr, big, helper, id};

pub(super) fn lift(body: &mut Body<'_, '_>, flat: &mut Flat) -> Expr {
    let core = body.pointer().core();
    let (ptr, length) = (flat.next(core), flat.next(core));
    let (ptr, length) = (body.pointer_from_core(ptr), length_from_core(body, length));
    lifter(body).call((body.memory(), ptr, length))
}

pub(super) fn lower(body: &mut Body<'_, '_>, value: Expr) -> Vec<Expr> {
    let (mut ptr, mut length) = (lower_to_memory(body, value), lowered_length());
    if body.pointer() == Pointer::Bits64 && body.abi.encoding == Encoding::Latin1Utf16 {
        // The length is written down more than once.
        (ptr, length) = (body.bind("ptr", ptr), body.bind("len", length));
    }
    vec![body.pointer_to_core(ptr), length_to_core(body, length)]
}

pub(super) fn load(body: &mut Body<'_, '_>, at: &Address) -> Expr {
    if body.pointer() == Pointer::Bits32 {
        let load = ["loadUtf8", "loadUtf16", "loadLatin1Utf16"][body.abi.encoding as usize];
        return helper(load).call((body.memory(), at.expr()));
    }
    let length_at = at.add(body.pointer().size());
    let length = match (body.pointer(), body.abi.encoding) {
        (_, Encoding::Latin1Utf16) => {
            let core = body.view().dot("getBigUint64").call((length_at.expr(), true));
            length_from_core(body, core)
        }
        _ => body.load_pointer(&length_at),
    };
    lifter(body).call((body.memory(), body.load_pointer(at), length))
}

pub(super) fn store(body: &mut Body<'_, '_>, value: Expr, at: &Address) {
    if body.pointer() == Pointer::Bits32 {
        let store = ["storeUtf8", "storeUtf16", "storeLatin1Utf16"][body.abi.encoding as usize];
        let value = checked(body, value);
        let store = helper(store).call((body.allocator(), value, at.expr()));
        body.push(js::expr(store));
        return;
    }
    let ptr = lower_to_memory(body, value);
    let ptr = body.bind("ptr", ptr);
    let length = body.bind("len", lowered_length());
    body.store_pointer(at, ptr);
    let length_at = at.add(body.pointer().size());
    match (body.pointer(), body.abi.encoding) {
        (Pointer::Bits64, Encoding::Latin1Utf16) => {
            let core = length_to_core(body, length);
            let store = body.view().dot("setBigUint64").call((length_at.expr(), core, true));
            body.push(js::expr(store));
        }
        _ => body.store_pointer(&length_at, length),
    }
}

/// `lowerUtf8(mem0, alloc0, value)`: the address, with the length in `loweredLength`.
fn lower_to_memory(body: &Body<'_, '_>, value: Expr) -> Expr {
    let lowerer = match body.abi.encoding {
        Encoding::Utf8 => "lowerUtf8",
        Encoding::Utf16 => "lowerUtf16",
        Encoding::Latin1Utf16 => "lowerLatin1Utf16",
    };
    let value = checked(body, value);
    helper(lowerer).call((body.allocator(), value))
}

fn checked(body: &Body<'_, '_>, value: Expr) -> Expr {
    match body.emitter.options.strict {
        true => helper("strictString").call((value,)),
        false => value,
    }
}

fn lifter(body: &Body<'_, '_>) -> Expr {
    helper(match body.abi.encoding {
        Encoding::Utf8 => "liftUtf8",
        Encoding::Utf16 => "liftUtf16",
        Encoding::Latin1Utf16 => "liftLatin1Utf16",
    })
}

/// The tag of `latin1+utf16` is the top bit of the length, bit 63 with 64-bit memories; the run-time has it at 31.
fn length_from_core(body: &Body<'_, '_>, core: Expr) -> Expr {
    match (body.pointer(), body.abi.encoding) {
        (Pointer::Bits64, Encoding::Latin1Utf16) => helper("lengthFromTagged64").call((core,)),
        (Pointer::Bits32, Encoding::Latin1Utf16) => core.ushr(0),
        _ => body.pointer_from_core(core),
    }
}

fn length_to_core(body: &Body<'_, '_>, length: Expr) -> Expr {
    match (body.pointer(), body.abi.encoding) {
        (Pointer::Bits64, Encoding::Latin1Utf16) => {
            let plain = id("BigInt").call((length.clone(),));
            let tagged = id("BigInt").call((length.clone().sub(2147483648u32),)).bit_or(big(1i128 << 63));
            length.ge(2147483648u32).cond(tagged, plain)
        }
        _ => body.pointer_to_core(length),
    }
}

use std::ops::Sub;
