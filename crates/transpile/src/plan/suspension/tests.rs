//! Components in text, and which of their exports may be suspended.

use crate::decode;
use crate::options::{AsyncMode, Options};
use crate::plan::{Plan, build};

/// The exports that give promises where the import `wait` may.
fn suspended(wat: &str) -> Vec<String> {
    suspension(wat, &["wait"]).0
}

fn suspension(wat: &str, imports: &[&str]) -> (Vec<String>, usize) {
    let bytes = wat::parse_str(wat).expect("the text is right");
    let mut decoded = decode::component(&bytes).expect("the component is valid");
    let mut plan: Plan<'_> = build::plan(&mut decoded).expect("nothing in it is unsupported");
    let options = Options {
        async_mode: AsyncMode::Jspi,
        async_imports: imports.iter().map(ToString::to_string).collect(),
        ..Options::default()
    };
    super::plan(&mut plan, &options).expect("the names are there");
    let mut names: Vec<_> = plan.suspension.exports.iter().map(|(_, name)| name.clone()).collect();
    names.sort();
    (names, plan.suspension.starts.len())
}

/// A component with one core module, which imports `wait` and exports `a` to `d`.
fn component(code: &str) -> String {
    let exports = ["a", "b", "c", "d"]
        .map(|name| format!(r#"(func (export "{name}") (canon lift (core func $m "{name}")))"#));
    format!(
        r#"(component
          (import "wait" (func $wait))
          (core func $wait (canon lower (func $wait)))
          (core module $m (import "" "wait" (func $wait)) {code})
          (core instance $m (instantiate $m (with "" (instance (export "wait" (func $wait))))))
          {})"#,
        exports.concat()
    )
}

#[test]
fn calls_are_followed_backwards() {
    let wat = component(
        r#"(func $inner (call $wait))
           (func (export "a") (call $inner))
           (func (export "b"))
           (func (export "c") (if (i32.const 0) (then (return_call $inner))))
           (func (export "d") (call 3))"#,
    );
    assert_eq!(suspended(&wat), ["a", "c"]);
}

#[test]
fn calls_through_a_table_go_by_signature() {
    let wat = component(
        r#"(table funcref (elem $yes $no)) (type $plain (func)) (type $other (func (param i32)))
           (func $yes (call $wait)) (func $no (param i32))
           (func (export "a") (local $i i32) (call_indirect (type $plain) (local.get $i)))
           (func (export "b") (call_indirect (type $other) (i32.const 0) (i32.const 1)))
           (func (export "c")) (func (export "d"))"#,
    );
    assert_eq!(suspended(&wat), ["a"]);
}

#[test]
fn a_constant_index_means_one_place() {
    let code = r#"(table 4 funcref) (elem (i32.const 1) $no $yes) (type $t (func))
           (func $yes (call $wait)) (func $no)
           (func (export "a") (call_indirect (type $t) (i32.const 1)))
           (func (export "b") (call_indirect (type $t) (i32.const 2)))
           (func (export "c") (call_indirect (type $t) (i32.const 3)))
           (func (export "d") WRITES)"#;
    assert_eq!(suspended(&component(&code.replace("WRITES", ""))), ["b"]);
    let written = component(&code.replace("WRITES", "(table.set (i32.const 3) (ref.func $yes))"));
    assert_eq!(suspended(&written), ["a", "b", "c"], "a table that is written has anything anywhere");
}

#[test]
fn references_go_by_signature() {
    let wat = component(
        r#"(type $t (func)) (elem declare func $yes)
           (func $yes (call $wait))
           (func (export "a") (call_ref $t (ref.func $yes)))
           (func (export "b")) (func (export "c") (drop (ref.func $yes))) (func (export "d"))"#,
    );
    assert_eq!(suspended(&wat), ["a"]);
}

#[test]
fn bodies_that_are_not_valid_are_no_reason_to_panic() {
    let wat = component(
        r#"(table 1 funcref) (type $t (func)) (func $inner (call $wait))
           (func (export "a") (call $inner) (call 99))
           (func (export "b") (drop (ref.func 98)) (return_call 97))
           (func (export "c") (call_indirect 7 (type $t) (i32.const 0)) (table.set 9))
           (func (export "d") (call_ref 12))"#,
    );
    assert_eq!(suspended(&wat)[..1], ["a"]);
}

#[test]
fn start_functions_become_exports() {
    let code = r#"(func $s (call $wait)) (start $s)
        (func (export "a")) (func (export "b")) (func (export "c")) (func (export "d"))"#;
    let wat = component(code);
    assert_eq!(suspension(&wat, &["wait"]), (vec![], 1));
    assert_eq!(suspension(&wat, &[]), (vec![], 0));
}

#[test]
fn another_component_waits_for_its_caller() {
    let wat = r#"(component
      (import "wait" (func $wait))
      (component $inner
        (import "wait" (func $wait))
        (core func $wait (canon lower (func $wait)))
        (core module $m (import "" "wait" (func $wait))
          (func (export "waits") (call $wait)) (func (export "answers")))
        (core instance $m (instantiate $m (with "" (instance (export "wait" (func $wait))))))
        (func (export "waits") (canon lift (core func $m "waits")))
        (func (export "answers") (canon lift (core func $m "answers"))))
      (component $outer
        (import "waits" (func $waits)) (import "answers" (func $answers))
        (core func $waits (canon lower (func $waits))) (core func $answers (canon lower (func $answers)))
        (core module $m (import "" "waits" (func $waits)) (import "" "answers" (func $answers))
          (func (export "a") (call $waits)) (func (export "b") (call $answers)))
        (core instance $m (instantiate $m (with ""
          (instance (export "waits" (func $waits)) (export "answers" (func $answers))))))
        (func (export "a") (canon lift (core func $m "a"))) (func (export "b") (canon lift (core func $m "b"))))
      (instance $inner (instantiate $inner (with "wait" (func $wait))))
      (instance $outer (instantiate $outer
        (with "waits" (func $inner "waits")) (with "answers" (func $inner "answers"))))
      (export "a" (func $outer "a")) (export "b" (func $outer "b")))"#;
    assert_eq!(suspended(wat), ["a"]);
}

#[test]
fn a_destructor_that_waits_makes_dropping_wait() {
    let wat = r#"(component
      (import "wait" (func $wait))
      (core func $wait (canon lower (func $wait)))
      (core module $d (import "" "wait" (func $wait)) (func (export "dtor") (param i32) (call $wait)))
      (core instance $d (instantiate $d (with "" (instance (export "wait" (func $wait))))))
      (type $r' (resource (rep i32) (dtor (func $d "dtor"))))
      (export $r "r" (type $r'))
      (core func $drop (canon resource.drop $r))
      (core module $m (import "" "drop" (func $drop (param i32)))
        (func (export "a") (param i32) (call $drop (local.get 0))) (func (export "b") (param i32)))
      (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
      (func (export "a") (param "r" (own $r)) (canon lift (core func $m "a")))
      (func (export "b") (param "r" (own $r)) (canon lift (core func $m "b"))))"#;
    assert_eq!(suspended(wat), ["a"]);
}

#[test]
fn an_import_that_is_exported_waits_itself() {
    let wat = r#"(component
      (import "wait" (func $wait))
      (core func $wait (canon lower (func $wait)))
      (func (export "a") (canon lift (core func $wait))))"#;
    assert_eq!(suspended(wat), ["a"]);
}
