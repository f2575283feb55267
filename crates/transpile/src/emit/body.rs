//! A function body under construction.

use super::Emitter;
use crate::plan::{Abi, Core, Pointer};
use js::{Expr, Scope, Stmt, big, const_, helper, id, num};
use std::collections::VecDeque;

/// The variable that has the length of what was lowered last: it is another's as soon as something else is lowered.
const LOWERED_LENGTH: &str = "loweredLength";

/// Size and alignment of an address and a length, which records are taken for unless something else is said.
const PAIR: (u32, u32) = (8, 4);

/// The length of the string or list that was lowered last.
pub(crate) fn lowered_length() -> Expr {
    helper(LOWERED_LENGTH)
}

/// The body of one generated function: the statements so far, and what its values are lifted from or lowered to.
pub(crate) struct Body<'e, 'p> {
    pub emitter: &'e mut Emitter<'p>,
    pub abi: Abi,
    pub scope: Scope,
    pub statements: Vec<Stmt>,
    /// To be done when the host function has returned or thrown: ends of lends.
    pub after_call: Vec<Stmt>,
    /// Whether the host gets handles to keep, which are then not the ones that are lent.
    pub takes_handles: bool,
    /// Whether the handle of `self`, the next to be lifted, is what the check that the guest may leave comes with.
    pub leaves_with_self: bool,
    /// Whether what is given away has to be noted, to be given back if another argument cannot be converted.
    pub notes_moves: bool,
    /// Whether what is lowered next is a variant, option or result after which nothing else is.
    pub lowers_last: bool,
    /// Whether byte lists are lifted as views of the memory.
    pub lends_bytes: bool,
    /// Where the callee gets borrow handles, the variable with the number of those there were before.
    pub lends: Option<String>,
    /// Whether the core function is awaited.
    pub awaits: bool,
}

impl<'e, 'p> Body<'e, 'p> {
    pub fn new(emitter: &'e mut Emitter<'p>, abi: Abi) -> Body<'e, 'p> {
        let scope = emitter.scope.child();
        Body {
            emitter,
            abi,
            scope,
            statements: Vec::new(),
            after_call: Vec::new(),
            takes_handles: false,
            leaves_with_self: false,
            notes_moves: false,
            lowers_last: false,
            lends_bytes: false,
            lends: None,
            awaits: false,
        }
    }

    pub fn push(&mut self, statement: Stmt) {
        self.statements.push(statement);
    }

    /// `const hint = value;`
    pub fn bind(&mut self, hint: &str, value: Expr) -> Expr {
        let name = self.scope.unique(hint);
        self.push(const_(&name, value));
        id(name)
    }

    /// The value as something that may be written down twice.
    pub fn simple(&mut self, hint: &str, value: Expr) -> Expr {
        let is_variable = value.as_ident().is_some_and(|name| name != LOWERED_LENGTH);
        match is_variable || value.is_literal() {
            true => value,
            false => self.bind(hint, value),
        }
    }

    /// What `make` writes, as a block of its own, and what it gives.
    pub fn block<T>(&mut self, make: impl FnOnce(&mut Body<'e, 'p>) -> T) -> (Vec<Stmt>, T) {
        let outer = std::mem::take(&mut self.statements);
        let made = make(self);
        (std::mem::replace(&mut self.statements, outer), made)
    }

    pub fn memory(&self) -> Expr {
        self.emitter.memory(self.abi.memory.expect("validation: what needs a memory names one"))
    }

    /// `fresh(mem0);`, after what may have made the memory grow.
    pub fn freshen(&mut self) {
        let memory = self.memory();
        self.push(js::expr(helper("fresh").call((memory,))));
    }

    /// `mem0.u8`
    pub fn u8(&self) -> Expr {
        self.memory().dot("u8")
    }

    /// `mem0.view`
    pub fn view(&self) -> Expr {
        self.memory().dot("view")
    }

    /// `mem0`, for what allocates
    pub fn allocator(&self) -> Expr {
        self.emitter.allocator(self.abi)
    }

    /// `mem0.alloc(align, size)`
    pub fn allocate(&mut self, align: u32, size: impl Into<Expr>) -> Expr {
        let call = self.allocator().dot("alloc").call((align, size.into()));
        self.bind("ptr", call)
    }

    pub fn pointer(&self) -> Pointer {
        self.abi.pointer
    }

    /// An address or length in core form, as a number that the run-time library takes.
    pub fn pointer_from_core(&self, core: Expr) -> Expr {
        match self.pointer() {
            Pointer::Bits32 => core,
            Pointer::Bits64 => id("Number").call((id("BigInt").dot("asUintN").call((64, core)),)),
        }
    }

    /// An address or length in core form, from a number.
    pub fn pointer_to_core(&self, number: Expr) -> Expr {
        match self.pointer() {
            Pointer::Bits32 => number,
            Pointer::Bits64 => id("BigInt").call((number,)),
        }
    }

    pub fn load_pointer(&self, at: &Address) -> Expr {
        match self.pointer() {
            Pointer::Bits32 => self.view().dot("getUint32").call((at.expr(), true)),
            Pointer::Bits64 => id("Number").call((self.view().dot("getBigUint64").call((at.expr(), true)),)),
        }
    }

    pub fn store_pointer(&mut self, at: &Address, number: Expr) {
        let store = match self.pointer() {
            Pointer::Bits32 => self.view().dot("setUint32").call((at.expr(), number, true)),
            Pointer::Bits64 => {
                let value = id("BigInt").call((number,));
                self.view().dot("setBigUint64").call((at.expr(), value, true))
            }
        };
        self.push(js::expr(store));
    }

    /// `recordAt(mem0, ptr, 16, 8)`, `recordAt(mem0, ptr)`, after which the views of the memory are good: written in place where it is an
    /// argument of what uses it, once, else `const at = …`.
    pub fn record_at(&mut self, ptr: Expr, (size, align): (u32, u32), is_argument: bool) -> Address {
        let check = helper(match self.pointer() {
            Pointer::Bits32 => "recordAt",
            Pointer::Bits64 => "recordAt64",
        });
        let layout = if (size, align) == PAIR { Vec::new() } else { vec![size.into(), align.into()] };
        let args: Vec<Expr> = [self.memory(), ptr].into_iter().chain(layout).collect();
        let at = check.call(args);
        Address::new(if is_argument { at } else { self.bind("at", at) })
    }
}

/// A place in linear memory: a base that may be written down twice, and a constant offset.
#[derive(Clone)]
pub(crate) struct Address {
    base: Expr,
    offset: u32,
}

impl Address {
    pub fn new(base: Expr) -> Address {
        Address { base, offset: 0 }
    }

    pub fn add(&self, offset: u32) -> Address {
        Address { base: self.base.clone(), offset: self.offset.saturating_add(offset) }
    }

    /// `ptr + 4`
    pub fn expr(&self) -> Expr {
        match self.offset {
            0 => self.base.clone(),
            offset => self.base.clone() + offset,
        }
    }
}

/// Core values being taken one by one.
pub(crate) struct Flat {
    values: VecDeque<(Expr, Core)>,
}

impl Flat {
    pub fn new(values: impl IntoIterator<Item = (Expr, Core)>) -> Flat {
        Flat { values: values.into_iter().collect() }
    }

    /// The next value, as the type it has before variants joined it with others.
    pub fn next(&mut self, want: Core) -> Expr {
        let (value, have) =
            self.values.pop_front().expect("plan: as many core values as the type flattens to");
        from_joined(value, have, want)
    }

    /// The values that are left, to be taken once more.
    pub fn copy(&self) -> Flat {
        Flat { values: self.values.clone() }
    }

    /// The next `count` values as they are.
    pub fn take(&mut self, count: usize) -> Vec<(Expr, Core)> {
        self.values.drain(..count).collect()
    }
}

/// CanonicalABI.md, `CoerceValueIter`.
fn from_joined(value: Expr, have: Core, want: Core) -> Expr {
    let low = |value: Expr| helper("lowWord").call((value,));
    match (have, want) {
        (a, b) if a == b => value,
        (Core::I32, Core::F32) => helper("i32ToF32").call((value,)),
        (Core::I64, Core::I32) => low(value),
        (Core::I64, Core::F32) => helper("i32ToF32").call((low(value),)),
        (Core::I64, Core::F64) => helper("i64ToF64").call((value,)),
        _ => unreachable!("plan: join gives i32 or i64 for unequal types"),
    }
}

/// The other way: CanonicalABI.md, `lower_flat_variant`.
pub(crate) fn to_joined(value: Expr, have: Core, want: Core) -> Expr {
    match (have, want) {
        (a, b) if a == b => value,
        (Core::F32, Core::I32) => helper("f32ToI32").call((value,)),
        (Core::I32, Core::I64) => id("BigInt").call((value.ushr(0),)),
        (Core::F32, Core::I64) => id("BigInt").call((helper("f32ToI32").call((value,)).ushr(0),)),
        (Core::F64, Core::I64) => helper("f64ToI64").call((value,)),
        _ => unreachable!("plan: join gives i32 or i64 for unequal types"),
    }
}

/// What an unused slot of a variant holds.
pub(crate) fn zero(core: Core) -> Expr {
    match core {
        Core::I64 => big(0),
        Core::I32 | Core::F32 | Core::F64 => num(0.0),
    }
}
