//! Finds the loops that copy a list whose elements are numbers without gaps, which one bulk copy can replace.
//!
//! Such a loop, for a `list<u8>`, with the element's address in each memory and the number of elements left in locals:
//!
//! ```wat
//! loop
//!   local.get $to  local.get $from  i32.load8_u 1  i32.store8 0    ;; for each number of the element
//!   local.get $from  i32.const 1  i32.add  local.set $from
//!   local.get $to  i32.const 1  i32.add  local.set $to
//!   local.get $left  i32.const -1  i32.add  local.tee $left  br_if 0
//! end
//! ```
//!
//! The instructions have to be exactly these. A `bool`, `char` or enum has a check among them, a string calls out, and
//! an element with padding does not move all of its bytes: those loops stay, and padding never crosses.
//! The locals are temporaries that an adapter sets before each use, so it does not matter what the loop leaves in them.

use wasmparser::{BlockType, Operator};

/// One instruction of an adapter, or one copy that replaces several.
pub enum Step<'a> {
    /// An instruction as it is.
    Plain(Operator<'a>),
    /// In place of a loop.
    Copy(Copy),
}

/// The copy of a list's elements, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copy {
    pub to: Place,
    pub from: Place,
    /// The local that has the number of elements, of the address type of `from`.
    pub elements: u32,
    /// The size of an element in bytes. That of them all together fits 32 bits.
    pub element_size: u32,
}

/// Where a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub memory: u32,
    /// The local that has the address of the first element.
    pub address: u32,
}

/// The steps of a function body. `is_64` tells of a memory whether its addresses are 64-bit.
pub fn steps<'a>(operators: Vec<Operator<'a>>, is_64: impl Fn(u32) -> bool) -> Vec<Step<'a>> {
    let mut steps = Vec::with_capacity(operators.len());
    let mut rest = operators.as_slice();
    while let [operator, tail @ ..] = rest {
        if let Some((copy, after)) = list_loop(rest, &is_64) {
            steps.push(Step::Copy(copy));
            rest = after;
        } else {
            steps.push(Step::Plain(operator.clone()));
            rest = tail;
        }
    }
    steps
}

type Rest<'o, 'a> = &'o [Operator<'a>];

/// The copy that does what the loop at the head of `operators` does, and what follows the loop.
fn list_loop<'o, 'a>(operators: Rest<'o, 'a>, is_64: impl Fn(u32) -> bool) -> Option<(Copy, Rest<'o, 'a>)> {
    let [Operator::Loop { blockty: BlockType::Empty }, body @ ..] = operators else { return None };
    let (first, mut rest) = number(body)?;
    let mut parts = vec![first.part];
    while let Some((next, tail)) = number(rest) {
        if (next.to, next.from) != (first.to, first.from) {
            return None;
        }
        parts.push(next.part);
        rest = tail;
    }
    let (to, from) = (first.to, first.from);
    let (source_step, rest) = advance(rest, from.address, is_64(from.memory))?;
    let (destination_step, rest) = advance(rest, to.address, is_64(to.memory))?;
    let (elements, rest) = count_down(rest, is_64(from.memory))?;
    let is_distinct = to.address != from.address && elements != to.address && elements != from.address;
    let element_size = size_without_gaps(parts)?;
    let is_copy = is_distinct && (source_step, destination_step) == (element_size, element_size);
    is_copy.then_some((Copy { to, from, elements, element_size }, rest))
}

/// The load and store of one number.
#[derive(Clone, Copy)]
struct Number {
    to: Place,
    from: Place,
    part: Part,
}

/// The bytes of an element that a number takes.
#[derive(Clone, Copy)]
struct Part {
    offset: u64,
    size: u64,
}

/// `local.get $to  local.get $from  i32.load8_u offset  i32.store8 offset`
fn number<'o, 'a>(operators: Rest<'o, 'a>) -> Option<(Number, Rest<'o, 'a>)> {
    use Operator as Op;
    let [Op::LocalGet { local_index: to }, Op::LocalGet { local_index: from }, load, store, rest @ ..] =
        operators
    else {
        return None;
    };
    let (size, load, store) = match (load, store) {
        (Op::I32Load8U { memarg } | Op::I32Load8S { memarg }, Op::I32Store8 { memarg: to }) => {
            (1, memarg, to)
        }
        (Op::I32Load16U { memarg } | Op::I32Load16S { memarg }, Op::I32Store16 { memarg: to }) => {
            (2, memarg, to)
        }
        (Op::I32Load { memarg }, Op::I32Store { memarg: to }) => (4, memarg, to),
        (Op::I64Load { memarg }, Op::I64Store { memarg: to }) => (8, memarg, to),
        (Op::F32Load { memarg }, Op::F32Store { memarg: to }) => (4, memarg, to),
        (Op::F64Load { memarg }, Op::F64Store { memarg: to }) => (8, memarg, to),
        _ => return None,
    };
    let number = Number {
        to: Place { memory: store.memory, address: *to },
        from: Place { memory: load.memory, address: *from },
        part: Part { offset: load.offset, size },
    };
    (load.offset == store.offset).then_some((number, rest))
}

/// `local.get $address  i32.const step  i32.add  local.set $address`
fn advance<'o, 'a>(operators: Rest<'o, 'a>, address: u32, is_64: bool) -> Option<(u32, Rest<'o, 'a>)> {
    use Operator as Op;
    let [Op::LocalGet { local_index: get }, step, add, Op::LocalSet { local_index: set }, rest @ ..] =
        operators
    else {
        return None;
    };
    let step = match (step, add, is_64) {
        (Op::I32Const { value }, Op::I32Add, false) => value.cast_unsigned(),
        (Op::I64Const { value }, Op::I64Add, true) => u32::try_from(*value).ok()?,
        _ => return None,
    };
    (*get == address && *set == address).then_some((step, rest))
}

/// `local.get $left  i32.const -1  i32.add  local.tee $left  br_if 0  end`, giving `$left`
fn count_down<'o, 'a>(operators: Rest<'o, 'a>, is_64: bool) -> Option<(u32, Rest<'o, 'a>)> {
    use Operator as Op;
    let (get, tee, rest) = match (operators, is_64) {
        (
            [
                Op::LocalGet { local_index: get },
                Op::I32Const { value: -1 },
                Op::I32Add,
                Op::LocalTee { local_index: tee },
                Op::BrIf { relative_depth: 0 },
                Op::End,
                rest @ ..,
            ],
            false,
        ) => (get, tee, rest),
        (
            [
                Op::LocalGet { local_index: get },
                Op::I64Const { value: -1 },
                Op::I64Add,
                Op::LocalTee { local_index: tee },
                Op::I64Const { value: 0 },
                Op::I64Ne,
                Op::BrIf { relative_depth: 0 },
                Op::End,
                rest @ ..,
            ],
            true,
        ) => (get, tee, rest),
        _ => return None,
    };
    (get == tee).then_some((*get, rest))
}

/// The size of an element that consists of `parts`, if they leave no gap and do not overlap.
fn size_without_gaps(mut parts: Vec<Part>) -> Option<u32> {
    parts.sort_by_key(|part| part.offset);
    let mut end = 0;
    for part in parts {
        if part.offset != end {
            return None;
        }
        end += part.size;
    }
    u32::try_from(end).ok()
}
