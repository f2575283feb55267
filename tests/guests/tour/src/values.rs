use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::Tour;
use crate::bindings::exports::demo::tour::values::Guest;

impl Guest for Tour {
    fn reverse(text: String) -> String {
        text.chars().rev().collect()
    }

    fn next_char(of: char) -> char {
        (u32::from(of) + 1..).find_map(char::from_u32).unwrap_or(of)
    }

    fn product(factors: Vec<u64>) -> u64 {
        factors.into_iter().fold(1, u64::wrapping_mul)
    }

    fn half(of: i64) -> f64 {
        of as f64 / 2.0
    }

    fn checksum(bytes: Vec<u8>) -> u32 {
        bytes.iter().fold(1, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)))
    }

    fn scale(values: Vec<f32>, by: f32) -> Vec<f32> {
        values.into_iter().map(|value| value * by).collect()
    }

    fn divide(a: i32, b: i32) -> Result<i32, String> {
        a.checked_div(b).ok_or_else(|| "division by zero".to_string())
    }

    fn flip(value: Result<u8, String>) -> Result<String, u8> {
        match value {
            Ok(number) => Err(number),
            Err(text) => Ok(text),
        }
    }

    fn nested(value: Option<Option<bool>>) -> Option<Option<bool>> {
        value
    }

    fn crash() {
        panic!("it was asked to")
    }

    fn spin() {
        loop {
            core::hint::spin_loop();
        }
    }
}
