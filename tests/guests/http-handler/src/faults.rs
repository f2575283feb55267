//! Handlers that go wrong.

use std::hint::black_box;

use wasip2::http::types::ErrorCode;

use crate::ResponseOutparam;
use crate::respond::respond_with;

pub fn wrong_length(out: ResponseOutparam, length: u64, difference: i64) {
    let text = length.to_string();
    let mut response = respond_with(out, 200, &[("content-length", text.as_bytes())]);
    let written = length.checked_add_signed(difference).expect("there is room");
    response.write(&vec![b'x'; written as usize]);
    response.finish();
}

pub fn unfinished(out: ResponseOutparam) {
    let mut response = respond_with(out, 200, &[]);
    response.write(b"half a bo");
}

pub fn error(out: ResponseOutparam) {
    ResponseOutparam::set(out, Err(ErrorCode::HttpResponseTimeout));
}

pub fn trap() -> ! {
    panic!("on purpose")
}

pub fn trap_after(out: ResponseOutparam) -> ! {
    let mut response = respond_with(out, 200, &[]);
    response.write(b"half a bo");
    trap()
}

pub fn spin() -> ! {
    let mut turns = 0u64;
    loop {
        turns = black_box(turns + 1);
    }
}

pub fn spin_after(out: ResponseOutparam) -> ! {
    let mut response = respond_with(out, 200, &[]);
    response.write(b"half a bo");
    spin()
}
