//! What is said about text without running it.

use js::{free_variables, parse_check};

#[track_caller]
fn fails(source: &str, error: &str) {
    assert_eq!(parse_check(source), Err(error.to_owned()));
}

#[test]
fn what_an_engine_refuses_is_found() {
    fails("let a = 1;\nlet b = ;", "2:9: Expression expected");
    fails("return 1", "1:1: Return statement is not allowed here");
    fails("const a = 1; function a() {}", "1:23: a is declared twice");
    fails("import { a } from 'x';\nexport class a {}", "2:14: a is declared twice");
    fails("function f(a, { b: [c = 1], ...a }) {}", "1:32: a is declared twice");
    fails("const f = (a) => { let a; };", "1:24: a is declared twice");
    fails(
        "function f(x) { switch (x) { case 1: let y; break; default: let y; } }",
        "1:65: y is declared twice",
    );
    fails("{ let a; let { b: a } = {}; }", "1:19: a is declared twice");
    fails("let a, b; export { a as x, b as 'x' };", "1:28: x is exported twice");
    fails("export default 1; const a = 1; export { a as default };", "1:41: default is exported twice");
    fails("export { a };", "1:10: a is exported and not declared");
}

#[test]
fn what_an_engine_takes_passes() {
    for source in [
        "import a, { b as c } from 'x'; export { a, c as 'any text' };",
        "let a; { let a; { let a; } } for (const a of []) { const a = 1; }",
        "var a; export { a }; export * from 'y'; export { z } from 'y';",
        "function f(a) { try { throw a; } catch (a) {} return (a) => ({ a }); }",
        "const [a, { b, ...c }] = [1, {}]; export { a, b, c }; export default class {}",
    ] {
        assert_eq!(parse_check(source), Ok(()), "{source}");
    }
}

#[test]
fn free_variables_are_those_that_nothing_declares() {
    let source = "import { a } from 'x'; let b = a + c; function f(d) { return d.e + g({ h: i, j }) + f; } export { b };
        label: for (const k of [b]) { const m = k; continue label; } class N extends O { p = this.q; }";
    let free: Vec<_> = free_variables(source).expect("it parses").into_iter().collect();
    assert_eq!(free, ["O", "c", "g", "i", "j"]);
}
