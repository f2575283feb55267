//! Returns what it is given: `echo` at once, `relay` after a round trip through the host's `echo`.
#![no_std]

extern crate alloc;
extern crate freestanding;

use alloc::string::String;
use alloc::vec::Vec;

wit_bindgen::generate!({
    path: "wit",
    world: "echo-guest",
    // A value keeps one type in the import and in both exports, and is passed on as it came.
    ownership: Owning,
});

use exports::test::echo;
use test::echo::echo as host;
use test::echo::types::*;

struct Echo;

macro_rules! echo {
    (
        copied { $($copied:ident: $copy:ty,)* }
        lent { $($lent:ident: $owned:ty,)* }
        // Bindings lend these piece by piece.
        taken_apart { $($parts:ident: $whole:ty, $value:ident => $lend:expr,)* }
    ) => {
        impl echo::echo::Guest for Echo {
            $(fn $copied(value: $copy) -> $copy {
                value
            })*
            $(fn $lent(value: $owned) -> $owned {
                value
            })*
            $(fn $parts(value: $whole) -> $whole {
                value
            })*
        }

        impl echo::relay::Guest for Echo {
            $(fn $copied(value: $copy) -> $copy {
                host::$copied(value)
            })*
            $(fn $lent(value: $owned) -> $owned {
                host::$lent(&value)
            })*
            $(fn $parts($value: $whole) -> $whole {
                host::$parts($lend)
            })*
        }
    };
}

echo! {
    copied {
        echo_bool: bool,
        echo_u8: u8,
        echo_s8: i8,
        echo_u16: u16,
        echo_s16: i16,
        echo_u32: u32,
        echo_s32: i32,
        echo_u64: u64,
        echo_s64: i64,
        echo_f32: f32,
        echo_f64: f64,
        echo_char: char,
        echo_point: Point,
        echo_enum: Color,
        echo_numbers: Numbers,
        echo_flags8: Flags8,
        echo_flags16: Flags16,
        echo_flags32: Flags32,
        echo_option: Option<u32>,
    }
    lent {
        echo_string: String,
        echo_list_bool: Vec<bool>,
        echo_list_u8: Vec<u8>,
        echo_list_s8: Vec<i8>,
        echo_list_u16: Vec<u16>,
        echo_list_s16: Vec<i16>,
        echo_list_u32: Vec<u32>,
        echo_list_s32: Vec<i32>,
        echo_list_u64: Vec<u64>,
        echo_list_s64: Vec<i64>,
        echo_list_f32: Vec<f32>,
        echo_list_f64: Vec<f64>,
        echo_list_char: Vec<char>,
        echo_list_string: Vec<String>,
        echo_list_list: Vec<Vec<u16>>,
        echo_deep: Deep,
        echo_wide: Wide,
        echo_list_record: Vec<Deep>,
        echo_variant: Case,
        echo_list_variant: Vec<Case>,
        echo_list_enum: Vec<Color>,
        echo_list_flags: Vec<Flags16>,
        echo_list_option: Vec<Option<f64>>,
        echo_list_result: Vec<Result<(), String>>,
    }
    taken_apart {
        echo_tuple: (u8, i64, String, f32), value => (value.0, value.1, &value.2, value.3),
        echo_option_string: Option<String>, value => value.as_deref(),
        echo_option_option: Option<Option<String>>, value => value.as_ref().map(Option::as_deref),
        echo_result_field: (Result<String, u32>,), value => (value.0.as_deref().map_err(|number| *number),),
        echo_result_nested: (Result<Result<u8, Color>, Option<String>>,), value =>
            (value.0.as_ref().map(|ok| ok.as_ref().copied()).map_err(Option::as_deref),),
    }
}

export!(Echo);
