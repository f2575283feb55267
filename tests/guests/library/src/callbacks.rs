//! The guest calling back into its host, with values and with the host's own resources.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use crate::Library;
use crate::bindings::exports::test::library::callbacks::{Color, Counter, Guest, Person, Point, Shape};
use crate::bindings::test::library::host;

struct Kept(RefCell<Option<Counter>>);

// SAFETY: a component instance has one thread.
unsafe impl Sync for Kept {}

static KEPT: Kept = Kept(RefCell::new(None));

impl Guest for Library {
    fn add_in_host(a: u32, b: u32) -> u32 {
        host::log(&format!("adding {a} and {b}"));
        host::add(a, b)
    }

    fn describe_in_host(who: Person) -> String {
        host::describe(&who)
    }

    fn total_area(of: Vec<Shape>) -> f64 {
        of.iter().filter_map(host::area).sum()
    }

    fn look_up_all(keys: Vec<String>) -> Vec<Result<u32, String>> {
        keys.iter().map(|key| host::look_up(key)).collect()
    }

    fn paint_in_host(points: Vec<Point>) -> Vec<(Point, Color)> {
        host::paint(&points)
    }

    fn check_in_host(value: u32) -> Result<(), Color> {
        host::check(value)
    }

    fn count_up(start: u32, times: u32) -> u32 {
        let counter = Counter::new(start);
        (0..times).for_each(|_| {
            counter.increment(1);
        });
        counter.value()
    }

    fn merge_counters(a: u32, b: u32) -> u32 {
        Counter::merge(Counter::new(a), Counter::new(b)).value()
    }

    fn peek(at: &Counter) -> u32 {
        at.value()
    }

    fn bump(what: Counter) -> Counter {
        what.increment(1);
        what
    }

    fn absorb_all(into: &Counter, others: Vec<Counter>) -> u32 {
        others.iter().for_each(|other| into.absorb(other));
        into.value()
    }

    fn named_value(name: String) -> Option<u32> {
        host::find_counter(&name).map(|counter| counter.value())
    }

    fn keep(what: Option<Counter>) -> Option<Counter> {
        KEPT.0.replace(what)
    }
}
