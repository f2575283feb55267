//! Names: unique, deterministic, never a word that means something.

use js::{Scope, is_global, is_identifier, is_reserved, parse_check};

#[test]
fn the_first_to_ask_gets_the_name_and_others_a_number() {
    let mut scope = Scope::new();
    let names: Vec<_> =
        ["ptr", "ptr", "ptr", "ptr1", "len", "v0", "v0"].iter().map(|hint| scope.unique(hint)).collect();
    assert_eq!(names, ["ptr", "ptr1", "ptr2", "ptr1_1", "len", "v0", "v0_1"]);
}

#[test]
fn reserved_names_are_taken() {
    let mut scope = Scope::new();
    scope.reserve("memory0");
    assert!(scope.is_taken("memory0") && !scope.is_taken("memory1"));
    assert_eq!(scope.unique("memory0"), "memory0_1");
}

#[test]
fn no_word_with_a_meaning_becomes_a_name() {
    let words = "abstract arguments as async await boolean break byte case catch char class const continue debugger \
        default delete do double else enum eval export extends false final finally float for from function get goto if \
        implements import in Infinity instanceof int interface let long NaN native new null of package private \
        protected public return set short static super switch synchronized this throw throws transient true try typeof \
        undefined using var void volatile while with yield Object Array WebAssembly BigInt globalThis process Uint8Array \
        TextDecoder Symbol constructor prototype __proto__ hasOwnProperty toString valueOf then";
    let mut scope = Scope::new();
    for word in words.split_whitespace() {
        let name = scope.unique(word);
        assert!(!is_reserved(&name) && !is_global(&name), "{word} became {name}");
        let source =
            format!("export async function* f({name}) {{ const x = {name}; }}\nlet {name} = 1; {name}++;");
        parse_check(&source).unwrap_or_else(|error| panic!("{word} became {name}: {error}"));
    }
}

#[test]
fn any_text_is_a_hint() {
    let mut scope = Scope::new();
    let hints =
        ["", " ", "1st", "a-b", "[method]thing.do-it", "é", "日本", "a\u{2028}b", "#", "\0", "a.b", "a b"];
    let names: Vec<_> = hints.iter().map(|hint| scope.unique(hint)).collect();
    assert!(names.iter().all(|name| is_identifier(name)), "{names:?}");
    let distinct: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

#[test]
fn inner_scopes_avoid_outer_names_but_not_those_beside_them() {
    let mut module = Scope::new();
    module.reserve("x");
    let (mut first, mut second) = (module.child(), module.child());
    assert_eq!([first.unique("x"), first.unique("y"), first.unique("y")], ["x1", "y", "y1"]);
    assert_eq!([second.unique("x"), second.unique("y")], ["x1", "y"]);
    assert_eq!(first.child().unique("y"), "y2");
}

#[test]
fn a_later_outer_name_is_not_hidden_by_an_earlier_inner_one() {
    let mut module = Scope::new();
    let mut body = module.child();
    assert_eq!(body.unique("memory"), "memory");
    assert_eq!(module.unique("memory"), "memory1");
    assert!(body.is_taken("memory1"));
}

#[test]
fn ten_thousand_clashes_take_no_time() {
    let mut scope = Scope::new();
    let names: Vec<_> = (0..10_000).map(|_| scope.unique("x")).collect();
    assert_eq!((&*names[0], &*names[9_999]), ("x", "x9999"));
    let names: Vec<_> = (0..10_000).map(|_| scope.child().unique("x")).collect();
    assert!(names.iter().all(|name| name == "x10000"));
}
