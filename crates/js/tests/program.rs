//! A whole module: the order of its parts, imports, exports, layout.

use js::*;

fn print(program: &Program, minify: bool) -> String {
    let text = program.clone().print(&Library::new(&[]), PrintOptions { minify });
    parse_check(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    // As wide as they count for.
    text.replace('\t', "  ")
}

fn sample() -> Program {
    let mut program = Program::new();
    program.section("Constants");
    program.push(const_("one", 1));
    program.push(const_("two", 2).with_comment("it is two"));
    program.push(function_decl("f", (), vec![]));
    program.section("Nothing here");
    program.section("More\nof it");
    program.export_decl(async_function_decl("g", (), vec![]).with_comment("g"));
    program.push(const_("three", id("f").call(())));
    program.push(directive("use asm"));
    program.export_default(id("one"));
    program.export_named("one", "one");
    program.export_named("two", "wasi:cli/run@0.2.0");
    program.export_named("three", "for");
    program.import(Import::named("./a.js", "b", "b"));
    program
}

#[test]
fn parts_come_in_a_fixed_order() {
    let expected = "'use asm';

import { b } from './a.js';

// Constants
const one = 1;
// it is two
const two = 2;

function f() {}

// More
// of it
// g
export async function g() {}

const three = f();

export default one;
export { one, two as 'wasi:cli/run@0.2.0', three as for };
";
    assert_eq!(print(&sample(), false), expected);
}

#[test]
fn minified_parts_stand_side_by_side() {
    assert_eq!(
        print(&sample(), true),
        "\"use asm\";import{b}from\"./a.js\";const one=1;const two=2;function f(){}export async function g(){}\
         const three=f();export default one;export{one,two as \"wasi:cli/run@0.2.0\",three as for};"
    );
}

#[test]
fn the_same_program_gives_the_same_text() {
    for minify in [false, true] {
        assert_eq!(print(&sample(), minify), print(&sample(), minify));
    }
}

#[test]
fn imports_from_one_place_share_a_declaration() {
    let mut program = Program::new();
    program.import(Import::side_effect("a"));
    program.import(Import::named("a", "x:y/z#[q]'", "x"));
    program.import(Import::named("b", "c", "d"));
    program.import(Import::named("a", "y", "y"));
    program.import(Import::named("a", "y", "y"));
    program.import(Import::default("a", "z"));
    program.import(Import::namespace("a", "all"));
    program.import(Import::namespace("a", "all"));
    program.import(Import::default("a", "again"));
    program.import(Import::side_effect("c"));
    program.import(Import::side_effect("c"));
    program.import(Import::named("__proto__", "__proto__", "p"));
    let expected = "import z, { 'x:y/z#[q]\\'' as x, y } from 'a';
import { c as d } from 'b';
import again, * as all from 'a';
import 'c';
import { __proto__ as p } from '__proto__';
";
    assert_eq!(print(&program, false), expected);
}

#[test]
fn names_of_any_kind_are_quoted_where_they_must_be() {
    let names =
        ["a", "default", "class", "a-b", "1", "", "é", "\u{2028}", "'\"\\", "\n", "</script>", "__proto__"];
    let mut program = Program::new();
    for (index, name) in names.iter().enumerate() {
        let local = format!("local{index}");
        program.import(Import::named("m", name, &local));
        program.export_named(&local, name);
    }
    for minify in [false, true] {
        print(&program, minify);
    }
    let text = print(&program, false);
    assert!(
        text.contains("local3 as 'a-b', local4 as '1', local5 as '',\n  local6 as 'é', local7 as '\\u2028',"),
        "{text}"
    );
}

#[test]
fn functions_are_set_apart_however_they_are_declared() {
    let mut program = Program::new();
    program.push(const_("one", arrow("x", id("x"))));
    program.push(const_("two", arrow((), vec![return_(None)])));
    program.push(const_("three", 3));
    program.push(const_("four", 4));
    let expected = "const one = (x) => x;

const two = () => {
  return;
};

const three = 3;
const four = 4;
";
    assert_eq!(print(&program, false), expected);
}

#[test]
fn a_program_without_anything_is_empty() {
    assert_eq!((print(&Program::new(), false), print(&Program::new(), true)), Default::default());
}
