//! What the playground shows: every kind of value, a resource, a trap and a loop. It imports nothing.
#![no_std]

extern crate alloc;
extern crate freestanding;

mod drawing;
mod stacks;
mod values;

use alloc::format;
use alloc::string::String;

mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "tour",
    });
}

struct Tour;

impl bindings::Guest for Tour {
    fn greet(name: String) -> String {
        let name = name.trim();
        format!("Hello, {}!", if name.is_empty() { "whoever you are" } else { name })
    }
}

bindings::export!(Tour with_types_in bindings);
