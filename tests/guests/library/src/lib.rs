//! A library component without WASI: no standard library, so it imports what its world imports and nothing else.
#![no_std]

extern crate alloc;
extern crate freestanding;

mod accounts;
mod callbacks;
mod values;

use alloc::format;
use alloc::string::String;

mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "library",
    });
}

struct Library;

impl bindings::Guest for Library {
    fn greet(name: String) -> String {
        let length = bindings::notify(&name);
        format!("Hello, {name} ({length})!")
    }
}

bindings::export!(Library with_types_in bindings);
