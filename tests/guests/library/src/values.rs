//! Functions over every kind of value.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use crate::Library;
use crate::bindings::exports::test::library::values::{
    Color, Guest, Permissions, Person, Point, Shape, Wide,
};

impl Guest for Library {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }

    fn negate(value: i64) -> i64 {
        value.wrapping_neg()
    }

    fn half(value: f64) -> f64 {
        value / 2.0
    }

    fn not(value: bool) -> bool {
        !value
    }

    fn next_char(value: char) -> char {
        char::from_u32(value as u32 + 1).unwrap_or('\0')
    }

    fn reverse(text: String) -> String {
        text.chars().rev().collect()
    }

    fn join(parts: Vec<String>, separator: String) -> String {
        parts.join(&separator)
    }

    fn sum(values: Vec<u64>) -> u64 {
        values.into_iter().fold(0, u64::wrapping_add)
    }

    fn bytes(length: u32) -> Vec<u8> {
        (0..length).map(|index| index as u8).collect()
    }

    fn scale(mut values: Vec<f32>, by: f32) -> Vec<f32> {
        values.iter_mut().for_each(|value| *value *= by);
        values
    }

    fn swap((number, text): (u32, String)) -> (String, u32) {
        (text, number)
    }

    fn birthday(who: Person) -> Person {
        Person { age: who.age.wrapping_add(1), ..who }
    }

    fn older(people: Vec<Person>, than: u8) -> Vec<Person> {
        people.into_iter().filter(|person| person.age > than).collect()
    }

    fn mirror(of: Point) -> Point {
        Point { x: -of.x, y: -of.y }
    }

    fn area(of: Shape) -> f64 {
        match of {
            Shape::Nothing => 0.0,
            Shape::Circle(radius) => 3.0 * radius * radius,
            Shape::Rectangle((width, height)) => width * height,
            Shape::Polygon(points) => points.len() as f64,
            Shape::Named(name) => name.len() as f64,
        }
    }

    fn shapes() -> Vec<Shape> {
        vec![
            Shape::Nothing,
            Shape::Circle(0.5),
            Shape::Rectangle((2.0, 3.0)),
            Shape::Polygon(vec![Point { x: 0, y: 0 }, Point { x: -4, y: 5 }]),
            Shape::Named("käse".to_string()),
        ]
    }

    fn opposite(of: Color) -> Color {
        match of {
            Color::Red => Color::Green,
            Color::Green => Color::Red,
            Color::DeepBlue => Color::DeepBlue,
        }
    }

    fn toggle(rights: Permissions, which: Permissions) -> Permissions {
        rights ^ which
    }

    fn first(values: Vec<u32>) -> Option<u32> {
        values.first().copied()
    }

    fn nested(value: Option<Option<u32>>) -> Option<Option<u32>> {
        match value {
            None => Some(None),
            Some(None) => Some(Some(7)),
            Some(Some(0)) => None,
            Some(Some(number)) => Some(Some(number - 1)),
        }
    }

    fn divide(a: u32, b: u32) -> Result<u32, String> {
        a.checked_div(b).ok_or_else(|| format!("{a} by zero"))
    }

    fn only_ok(fail: bool) -> Result<u32, ()> {
        if fail { Err(()) } else { Ok(1) }
    }

    fn only_err(fail: bool) -> Result<(), Color> {
        if fail { Err(Color::DeepBlue) } else { Ok(()) }
    }

    fn neither(fail: bool) -> Result<(), ()> {
        if fail { Err(()) } else { Ok(()) }
    }

    fn flip(value: Result<u32, String>) -> Result<String, u32> {
        match value {
            Ok(number) => Err(number),
            Err(text) => Ok(text),
        }
    }

    fn widen(value: Wide) -> Wide {
        Wide { a: !value.a, h: -value.h, m: format!("{}!", value.m), ..value }
    }

    fn many(
        a: u8,
        b: u16,
        c: u32,
        d: u64,
        e: f32,
        f: f64,
        g: bool,
        h: char,
        i: String,
        j: Vec<u16>,
        k: Option<String>,
        l: Color,
        m: Point,
        n: u8,
        o: u8,
        p: u8,
    ) -> String {
        format!("{a} {b} {c} {d} {e} {f} {g} {h} {i} {j:?} {k:?} {} {} {} {n} {o} {p}", l as u8, m.x, m.y)
    }

    fn crash(message: String) {
        panic!("{message}")
    }
}
