//! A command that ends badly in the way its first argument names. It is built with debug information, so that a
//! backtrace can say where.

use std::hint::black_box;

fn main() {
    let way = std::env::args().nth(1).unwrap_or_default();
    match way.as_str() {
        "index" => println!("{}", element(&[1, 2, 3], way.len())),
        "memory" => println!("{}", far_away(usize::MAX - 8)),
        "recurse" => println!("{}", recurse(1)),
        "spin" => spin(),
        _ => println!("no such way: {way}"),
    }
}

#[inline(never)]
fn element(list: &[u32], index: usize) -> u32 {
    inlined(list, index)
}

#[inline(always)]
fn inlined(list: &[u32], index: usize) -> u32 {
    list[black_box(index)]
}

#[inline(never)]
fn far_away(address: usize) -> u64 {
    // SAFETY: none: reading outside of memory is what this is for.
    unsafe { std::ptr::read_volatile(black_box(address) as *const u64) }
}

#[inline(never)]
fn recurse(depth: u64) -> u64 {
    black_box(depth) + recurse(black_box(depth + 1)) + 1
}

fn spin() {
    println!("spinning");
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns).wrapping_add(1);
    }
}
