use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::sync::atomic::{AtomicU32, Ordering};

use crate::Tour;
use crate::bindings::exports::demo::tour::stacks::{Guest, GuestStack, Stack, StackBorrow};

static ALIVE: AtomicU32 = AtomicU32::new(0);

pub struct Named {
    name: String,
    values: RefCell<Vec<i32>>,
}

impl Named {
    fn with(name: String, values: Vec<i32>) -> Self {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Named { name, values: RefCell::new(values) }
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

impl GuestStack for Named {
    fn new(name: String) -> Self {
        Named::with(name, Vec::new())
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn push(&self, value: i32) -> u32 {
        let mut values = self.values.borrow_mut();
        values.push(value);
        values.len() as u32
    }

    fn pop(&self) -> Result<i32, String> {
        self.values.borrow_mut().pop().ok_or_else(|| "the stack is empty".to_string())
    }

    fn values(&self) -> Vec<i32> {
        self.values.borrow().clone()
    }

    fn join(below: Stack, above: Stack) -> Stack {
        let (below, above): (&Named, &Named) = (below.get(), above.get());
        let mut values = below.values();
        values.extend(above.values());
        Stack::new(Named::with(format!("{} and {}", below.name, above.name), values))
    }
}

impl Guest for Tour {
    type Stack = Named;

    fn taller(a: StackBorrow<'_>, b: StackBorrow<'_>) -> String {
        let (a, b): (&Named, &Named) = (a.get(), b.get());
        if a.values.borrow().len() < b.values.borrow().len() { b.name() } else { a.name() }
    }

    fn alive() -> u32 {
        ALIVE.load(Ordering::Relaxed)
    }
}
