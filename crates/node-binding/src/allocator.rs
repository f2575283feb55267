//! The addon's memory: small blocks are kept for the next of their size.
//!
//! Transpiling makes and drops thirty thousand blocks a call, most of less than a hundred bytes, and the system's
//! `malloc` was a quarter of its time. Here a block is taken from the list of its size, or cut from a chunk, and goes back
//! to the list: Rust says how large a block is when it is freed, so there is nothing to look up. What is larger goes
//! to the system, and so does what has to be aligned to more.
//!
//! Lists belong to a thread and take whatever is freed on it, wherever it was made. Chunks are not given back; what a
//! thread leaves behind is taken over by one that begins. The addon frees what it makes on the same thread, so that
//! lists do not grow at one end.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;
use std::sync::{Mutex, PoisonError};

/// The system's memory, with lists of small blocks.
pub struct Allocator;

/// What sizes are rounded up to, and what blocks are aligned to.
const STEP: usize = 16;
/// The largest size that has a list.
const LARGEST: usize = 1024;
/// What is asked of the system at a time: 64 KiB with what `malloc` puts before it.
const CHUNK: usize = 64 * 1024 - 16;

/// A free block, which holds where the next one is.
struct Block {
    next: *mut Block,
}

struct Heap {
    free: [*mut Block; LARGEST / STEP],
    /// The chunk that blocks are cut from, and what is left of it.
    chunk: *mut u8,
    left: usize,
    /// The next one that has been left behind.
    next: *mut Heap,
}

impl Heap {
    const EMPTY: Heap = Heap {
        free: [ptr::null_mut(); LARGEST / STEP],
        chunk: ptr::null_mut(),
        left: 0,
        next: ptr::null_mut(),
    };
}

thread_local! {
    /// Has no destructor, so that it is there for whatever else the thread destroys.
    static HEAP: UnsafeCell<Heap> = const { UnsafeCell::new(Heap::EMPTY) };
    static END: End = const { End };
}

/// Heaps that threads have left behind.
static LEFT: Mutex<Abandoned> = Mutex::new(Abandoned(ptr::null_mut()));

struct Abandoned(*mut Heap);

// SAFETY: nobody else has what is behind the pointer.
unsafe impl Send for Abandoned {}

/// The place of the list for blocks of this layout, if there is one.
#[inline(always)]
fn list_of(layout: Layout) -> Option<usize> {
    let index = layout.size().wrapping_sub(1) / STEP;
    (index < LARGEST / STEP && layout.align() <= STEP).then_some(index)
}

// SAFETY: a block has the size of its list, is aligned to `STEP` as chunks are, and is either in one list or in use. Lists are
// of one thread, and nothing here runs anything else while it has its heap.
unsafe impl GlobalAlloc for Allocator {
    // Inlined where it is called, it made the addon 7 % larger, and with that the memory of the process.
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(index) = list_of(layout) else { return unsafe { System.alloc(layout) } };
        HEAP.with(|heap| {
            let heap = heap.get();
            unsafe {
                let block = (*heap).free[index];
                if block.is_null() {
                    return cut(heap, index);
                }
                (*heap).free[index] = (*block).next;
                block.cast()
            }
        })
    }

    #[inline(never)]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let Some(index) = list_of(layout) else { return unsafe { System.dealloc(pointer, layout) } };
        HEAP.with(|heap| {
            let (heap, block) = (heap.get(), pointer.cast::<Block>());
            unsafe {
                (*block).next = (*heap).free[index];
                (*heap).free[index] = block;
            }
        });
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if list_of(layout).is_none() {
            return unsafe { System.alloc_zeroed(layout) };
        }
        unsafe {
            let pointer = self.alloc(layout);
            if !pointer.is_null() {
                pointer.write_bytes(0, layout.size());
            }
            pointer
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let larger = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (list_of(layout), list_of(larger)) {
            (None, None) => unsafe { System.realloc(pointer, layout, size) },
            (old, new) if old == new => pointer,
            _ => unsafe {
                let moved = self.alloc(larger);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(pointer, layout.size().min(size));
                    self.dealloc(pointer, layout);
                }
                moved
            },
        }
    }
}

/// A block for a list that has none.
#[cold]
unsafe fn cut(heap: *mut Heap, index: usize) -> *mut u8 {
    let size = (index + 1) * STEP;
    unsafe {
        if (*heap).chunk.is_null() {
            begin(heap);
            let adopted = (*heap).free[index];
            if !adopted.is_null() {
                (*heap).free[index] = (*adopted).next;
                return adopted.cast();
            }
        }
        if (*heap).left < size && !renew(heap) {
            return ptr::null_mut();
        }
        let block = (*heap).chunk;
        (*heap).chunk = block.add(size);
        (*heap).left -= size;
        block
    }
}

/// Has another chunk; what is left of the one before becomes a free block.
unsafe fn renew(heap: *mut Heap) -> bool {
    unsafe {
        let chunk = System.alloc(Layout::from_size_align_unchecked(CHUNK, STEP));
        if chunk.is_null() {
            return false;
        }
        if (*heap).left > 0 {
            let (rest, index) = ((*heap).chunk.cast::<Block>(), (*heap).left / STEP - 1);
            (*rest).next = (*heap).free[index];
            (*heap).free[index] = rest;
        }
        ((*heap).chunk, (*heap).left) = (chunk, CHUNK);
    }
    true
}

/// What a thread does first: takes over a heap that has been left behind, and sees to its own being left.
unsafe fn begin(heap: *mut Heap) {
    unsafe { (*heap).chunk = ptr::dangling_mut() };
    if END.try_with(|_| ()).is_err() {
        return;
    }
    let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    let other = left.0;
    if other.is_null() {
        return;
    }
    unsafe {
        left.0 = (*other).next;
        ((*heap).chunk, (*heap).left) = ((*other).chunk, (*other).left);
        for (own, adopted) in (*heap).free.iter_mut().zip((*other).free) {
            // As a rule the thread has freed nothing yet.
            let mut end = own;
            while !end.is_null() {
                end = &mut (**end).next;
            }
            *end = adopted;
        }
        System.dealloc(other.cast(), Layout::new::<Heap>());
    }
}

/// Dropped when a thread ends.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        HEAP.with(|heap| unsafe {
            let place = System.alloc(Layout::new::<Heap>()).cast::<Heap>();
            if place.is_null() {
                return;
            }
            place.write(heap.get().replace(Heap::EMPTY));
            let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
            (*place).next = left.0;
            left.0 = place;
        });
    }
}
