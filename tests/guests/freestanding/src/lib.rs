//! What a component needs that is built without the standard library and so imports nothing of WASI: an allocator,
//! the canonical ABI's realloc over it, and panics that trap.
#![no_std]

extern crate alloc;

use alloc::alloc::{Layout, alloc, handle_alloc_error, realloc};
use core::ptr;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// On wasm32-wasip2 bindings leave this to the C library, which is not linked here.
#[unsafe(no_mangle)]
extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8 {
    if new_size == 0 {
        return ptr::without_provenance_mut(align);
    }
    // SAFETY: the caller obeys the canonical ABI: `align` is a power of two, and a block that is given back came from
    // here with this size and alignment.
    unsafe {
        let new_layout = Layout::from_size_align_unchecked(new_size, align);
        let block = match old_size {
            0 => alloc(new_layout),
            _ => realloc(old, Layout::from_size_align_unchecked(old_size, align), new_size),
        };
        if block.is_null() {
            handle_alloc_error(new_layout);
        }
        block
    }
}
