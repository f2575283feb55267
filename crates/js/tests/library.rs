//! Declarations of real modules, cut to what is referred to.

use js::{Import, Library, PrintOptions, Printed, Program, Scope, const_, helper, id, parse_check};

const MEMORY: &str = r#"// @ts-check
import { trap } from './trap.js';

const empty = new Uint8Array(0);

// The bytes of a memory.
// Refreshed when the buffer changes.
export function bytes(memory) {
  const view = memory.view ?? empty; // not this one
  if (view.length === 0) throw trap('unused');
  return view;
}

export const table = makeTable();

function makeTable() {
  // nor this one
  return { trap: 1, 'bytes': 2, table() {} }.trap;
}

export let current = 0;

/** @param {number} value */
export async function* later(value) {
  for (const bytes of value) yield bytes;
}
"#;

const TRAP: &str = r#"import { bytes } from './memory.js';
export class Trap extends Error {
  constructor(message) { super(message); this.memory = bytes; }
}
export function trap(message) {
  return new Trap(message);
}
export function unused() {
  return `${trap}`;
}
"#;

fn library() -> Library {
    Library::new(&[("memory.js", MEMORY), ("trap.js", TRAP)])
}

#[test]
fn names_are_known_without_parsing() {
    let library = library();
    let names: Vec<_> = library.names().collect();
    assert_eq!(names, ["empty", "bytes", "table", "makeTable", "current", "later", "Trap", "trap", "unused"]);
    assert!(library.contains("later") && !library.contains("value"));
    library.check().expect("the files keep the rules");
}

#[test]
fn a_closure_is_what_is_used_and_no_more() {
    let library = library();
    assert_eq!(library.closure(["current"], false), ["let current = 0;"]);
    assert_eq!(library.closure(["later"], true).len(), 1, "a local called `bytes` is not the function");
    let table = library.closure(["table"], false);
    assert_eq!(table[0], "const table = makeTable();");
    assert_eq!(table[1].lines().next(), Some("function makeTable() {"));
    assert_eq!(table.len(), 2, "property names are no references");
}

#[test]
fn a_closure_follows_references_through_files_and_circles() {
    let library = library();
    let texts = library.closure(["trap"], false);
    let heads: Vec<_> = texts.iter().map(|text| text.lines().next().unwrap()).collect();
    assert_eq!(
        heads,
        [
            "const empty = new Uint8Array(0);",
            "// The bytes of a memory.",
            "class Trap extends Error {",
            "function trap(message) {"
        ]
    );
    assert_eq!(texts, library.closure(["Trap", "bytes", "trap", "trap"], false));
}

#[test]
fn comments_above_stay_in_readable_text_only() {
    let library = library();
    assert_eq!(
        library.closure(["bytes"], false)[1],
        "// The bytes of a memory.\n// Refreshed when the buffer changes.\nfunction bytes(memory) {\n\tconst view = \
         memory.view ?? empty;\n\tif (view.length === 0) throw trap('unused');\n\treturn view;\n}"
    );
    assert_eq!(
        library.closure(["bytes"], true)[1],
        "function bytes(a){const b=a.view??empty;if(b.length===0)throw trap(\"unused\");return b}"
    );
    assert!(library.closure(["later"], false)[0].starts_with("async function* later(value) {"));
}

#[test]
fn source_is_laid_out_anew() {
    let source = "function f(to, from)
{
    for (let i = 0; i < to.length; i++) to[i] = from[i]
    for (const step of from) step()
    while (to.shift()) if (from) to.at((0)).value(); else { from = [ 'a', // first
        'b' ] }
    if (typeof to === 'object' && to !== null && Object.hasOwn(to, 'a property of a name that is long')) return
    return from.map((one) => ({ one, two: [ 2, ] })) // mapped
}";
    let text = "function f(to, from) {
  for (let i = 0; i < to.length; i++) to[i] = from[i];
  for (const step of from) step();
  while (to.shift()) if (from) to.at(0).value();
  else {
    from = ['a', 'b'];
  }
  if (
    typeof to === 'object' && to !== null && Object.hasOwn(to, 'a property of a name that is long')
  ) {
    return;
  }
  return from.map((one) => ({ one, two: [2] }));
}";
    // Tabs, as wide as they count for.
    let library = Library::new(&[("f.js", source)]);
    let laid_out: Vec<_> =
        library.closure(["f"], false).iter().map(|text| text.replace('\t', "  ")).collect();
    assert_eq!(laid_out, [text]);
}

#[test]
fn text_is_made_once() {
    let library = library();
    let (first, second) = (library.closure(["trap"], true), library.closure(["trap"], true));
    assert!(first.iter().zip(&second).all(|(first, second)| std::ptr::eq(*first, *second)));
}

#[test]
#[should_panic(expected = "no file of the library declares missing")]
fn an_unknown_root_is_a_mistake_of_ours() {
    library().closure(["missing"], false);
}

#[test]
fn a_program_brings_what_it_refers_to() {
    let library: &'static Library = Box::leak(Box::new(library()));
    let mut scope = Scope::beside(library);
    let mut program = Program::new();
    program.import(Import::named("host", "f", "f"));
    let name = scope.unique("table");
    program.push(const_(&name, helper("makeTable").call(())));
    program.push(const_("b", id("f").call((helper("unused"), helper("current")))));
    program.export_named("later", "later");
    let text = program.clone().print(library, PrintOptions::default());
    parse_check(&text).expect("it parses");
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with(['\t', '}'])).collect();
    assert_eq!(
        lines,
        [
            "import { f } from 'host';",
            "",
            "const empty = new Uint8Array(0);",
            "",
            "// The bytes of a memory.",
            "// Refreshed when the buffer changes.",
            "function bytes(memory) {",
            "",
            "function makeTable() {",
            "",
            "let current = 0;",
            "",
            "async function* later(value) {",
            "",
            "class Trap extends Error {",
            "",
            "function trap(message) {",
            "",
            "function unused() {",
            "",
            "const table1 = makeTable();",
            "const b = f(unused, current);",
            "",
            "export { later };"
        ]
    );
    parse_check(&program.print(library, PrintOptions { minify: true })).expect("it parses");
}

fn broken(source: &'static str) -> String {
    Library::new(&[("a.js", "export const a = 1;"), ("b.js", source)]).check().expect_err("it breaks a rule")
}

#[test]
fn files_that_break_the_rules_are_found() {
    assert_eq!(broken("function f( {}"), "b.js: 1:15: Expected ',', got '<eof>'");
    assert_eq!(
        broken("const b = 1;\n\nf();"),
        "b.js: line 3: only imports and declarations stand at the top level"
    );
    assert_eq!(broken("const b = 1, c = 2;"), "b.js: line 1: one declaration, one name");
    assert_eq!(
        broken("import { a as b } from './a.js';"),
        "b.js: line 1: imports are named and keep their names"
    );
    assert_eq!(
        broken("import fs from 'fs';"),
        "b.js: line 1: imports \"fs\", which is no file beside this one"
    );
    assert_eq!(
        broken("import { c } from './a.js';"),
        "b.js: imports c from ./a.js, which does not declare it"
    );
    assert_eq!(broken("const b = a;"), "b.js: b uses a without importing it");
    assert!(broken(" const b = 1;").starts_with("b.js: declarations start their lines"));
}

#[test]
#[should_panic(expected = "b.js declares a, and so does another file")]
fn names_are_unique_across_files() {
    Library::new(&[("a.js", "const a = 1;"), ("b.js", "export function a() {}")]);
}

#[test]
fn a_library_is_shared_by_threads() {
    static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(library);
    let texts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| LIBRARY.closure(["unused"], false))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread fails")).collect()
    });
    assert!(texts.iter().all(|text| text == &texts[0]));
}

#[test]
fn a_printed_library_gives_what_was_printed() {
    const FILES: &[&[Printed]] = &[
        &[Printed {
            name: "limit",
            references: &["limit"],
            is_block: false,
            readable: "// How many.\nconst limit = 3;",
            minified: "const limit=3;",
        }],
        &[Printed {
            name: "isBelow",
            references: &["isBelow", "limit"],
            is_block: false,
            readable: "const isBelow = (count) => count < limit;",
            minified: "const isBelow=a=>a<limit;",
        }],
    ];
    let printed = Library::printed(FILES);
    let parsed = Library::new(&[
        ("limit.js", "// How many.\nexport const limit = 3;"),
        ("below.js", "import { limit } from './limit.js';\nexport const isBelow = (count) => count < limit;"),
    ]);
    for minify in [false, true] {
        assert_eq!(printed.closure(["isBelow"], minify), parsed.closure(["isBelow"], minify));
    }
    assert!(printed.names().eq(parsed.names()));
    assert_eq!(printed.as_rust(), parsed.as_rust());
    assert!(
        parsed.as_rust().contains(r#"name: "isBelow", references: &["isBelow", "limit"], is_block: false"#)
    );
}
