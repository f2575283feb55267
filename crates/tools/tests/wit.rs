//! WIT from sources of every kind, and errors in it.

use std::borrow::Cow;

use tools::{Features, Sources, Wit};
use transpile::{Code, Error};

fn sources<'a>(root: &str, files: &[(&str, &'a str)]) -> Sources<'a> {
    let files = files.iter().map(|(path, text)| (path.to_string(), Cow::Borrowed(text.as_bytes()))).collect();
    Sources { root: root.into(), files }
}

fn resolve(files: &[(&str, &str)]) -> Result<Wit, Error> {
    Wit::new(&sources("wit/", files), &Features::default())
}

/// A WIT package in binary form.
fn encoded(text: &str) -> Vec<u8> {
    let wit = Wit::new(&sources("", &[("a.wit", text)]), &Features::default()).expect("valid WIT");
    wit_component::encode(&wit.resolve, wit.package).expect("encodable")
}

fn fails(files: &[(&str, &str)]) -> Error {
    match resolve(files) {
        Ok(_) => panic!("the WIT is wrong"),
        Err(error) => error,
    }
}

#[test]
fn one_file_is_a_package() {
    let wit = resolve(&[("app.wit", "package a:b; world w { export f: func(); }")]).expect("valid WIT");
    let world = wit.world(None).expect("the only world");
    assert_eq!(wit.resolve.worlds[world].name, "w");
    let text = wit.print().expect("printable");
    assert_eq!(text, "package a:b;\n\nworld w {\n  export f: func();\n}\n");
}

#[test]
fn a_folder_has_one_package_and_dependencies_of_three_forms() {
    let mut folder = sources(
        "wit/",
        &[
            ("a.wit", "package a:b; world w { import types; import c:d/x; import e:f/y; }"),
            ("b.wit", "interface types { use g:h/z@1.0.0.{t}; }"),
            ("README.md", "not WIT"),
            ("deps/c.wit", "package c:d; interface x { f: func(); }"),
            ("deps/e/one.wit", "package e:f;"),
            ("deps/e/two.wit", "interface y { f: func(); }"),
            ("deps/e/deps/passed-over.wit", "package no:no;"),
            ("deps/notes.txt", "not WIT"),
        ],
    );
    let package = encoded("package g:h@1.0.0; interface z { type t = u32; }");
    folder.files.push(("deps/g.wasm".into(), package.into()));
    let wit = Wit::new(&folder, &Features::default()).expect("valid WIT");
    let packages: Vec<String> =
        wit.resolve.packages.iter().map(|(_, package)| package.name.to_string()).collect();
    for name in ["a:b", "c:d", "e:f", "g:h@1.0.0"] {
        assert!(packages.contains(&name.to_string()), "{name} in {packages:?}");
    }
}

#[test]
fn syntax_errors_have_file_line_column_and_the_line() {
    let error = fails(&[("app.wit", "package a:b;\n\nworld w {\n  export f: func()\n}\n")]);
    assert_eq!(error.code, Code::WitSyntax);
    let place = error.place.expect("a place");
    assert_eq!(place, "wit/app.wit:5:1\n   |\n 5 | }\n   | ^");
    assert!(error.message.contains("expected"), "{}", error.message);
}

#[test]
fn unknown_names_and_packages_are_marked() {
    let error = fails(&[("app.wit", "package a:b;\ninterface i { f: func(x: nothing); }")]);
    let place = error.place.expect("a place");
    assert!(place.starts_with("wit/app.wit:2:26\n") && place.ends_with(" ^^^^^^^"), "{place}");

    let error = fails(&[("app.wit", "package a:b;\nworld w { import c:d/e@1.0.0; }")]);
    assert_eq!(error.message, "package `c:d@1.0.0` is not there");
    assert!(error.help.expect("a way out").contains("deps"));

    let error =
        fails(&[("a.wit", "package a:b;"), ("deps/x.wit", "package c:d;"), ("deps/y.wit", "package c:d;")]);
    assert_eq!(error.message, "package `c:d` is defined twice");
}

#[test]
fn empty_and_foreign_input_is_an_error() {
    for files in
        [&[][..], &[("x.txt", "")], &[("deps/a.wit", "package a:b;")], &[("a.wit", "{}")], &[("a.wit", "")]]
    {
        assert_eq!(fails(files).code, Code::WitSyntax, "{files:?}");
    }
    let bytes =
        Sources { root: String::new(), files: vec![("a.wit".into(), Cow::Borrowed(&b"\xff\xfe"[..]))] };
    let Err(error) = Wit::new(&bytes, &Features::default()) else { panic!("not UTF-8") };
    assert_eq!(error.place.as_deref(), Some("a.wit, byte 0x0"));
}

#[test]
fn worlds_are_found_by_name_or_told() {
    let wit = resolve(&[("a.wit", "package a:b@1.0.0; world one {} world two {}")]).expect("valid WIT");
    assert_eq!(wit.resolve.worlds[wit.world(Some("two")).expect("there")].name, "two");
    assert_eq!(wit.resolve.worlds[wit.world(Some("a:b/one@1.0.0")).expect("there")].name, "one");
    let error = wit.world(None).expect_err("two worlds");
    assert_eq!(error.code, Code::WorldNotFound);
    assert_eq!(error.help.as_deref(), Some("name one with --world-name: one, two"));
    for name in ["three", "A b", "", "a:b/", "c:d/one"] {
        assert_eq!(wit.world(Some(name)).expect_err("no such world").code, Code::WorldNotFound, "{name:?}");
    }
    let none = resolve(&[("a.wit", "package a:b;")]).expect("valid WIT");
    assert_eq!(none.world(None).expect_err("no world").code, Code::WorldNotFound);
}

#[test]
fn unstable_items_are_there_when_their_feature_is() {
    let text = [("a.wit", "package a:b@1.0.0;\nworld w {\n  @unstable(feature = f)\n  export g: func();\n}")];
    let exports = |features: Features| {
        let wit = Wit::new(&sources("", &text), &features).expect("valid WIT");
        wit.resolve.worlds[wit.world(None).expect("one world")].exports.len()
    };
    assert_eq!(exports(Features::default()), 0);
    assert_eq!(exports(Features { all: true, names: Vec::new() }), 1);
    assert_eq!(exports(Features { all: false, names: vec!["f".into()] }), 1);
}

#[test]
fn the_wit_of_components_modules_and_packages_is_found() {
    let wit = resolve(&[(
        "a.wit",
        "package a:b; interface i { f: func(s: string) -> list<u8>; } world w { export i; }",
    )])
    .expect("valid WIT");
    let world = wit.world(None).expect("one world");
    let stub = tools::stub(&wit, world).expect("encodable");
    let text = tools::wit(&stub).expect("decodable");
    assert!(text.starts_with("package root:component;\n\nworld root {\n  export a:b/i;\n}\n"), "{text}");
    assert!(text.contains("f: func(s: string) -> list<u8>;"), "{text}");

    let module = tools::embed(None, (&wit, world), tools::StringEncoding::UTF8, &[]).expect("encodable");
    assert!(tools::wit(&module).expect("embedded").contains("export a:b/i;"));

    let package =
        tools::wit(&encoded("package g:h@1.0.0; interface z { type t = u32; }")).expect("a package");
    assert!(package.starts_with("package g:h@1.0.0;\n"), "{package}");

    let files = vec![("c.wasm".to_string(), Cow::Owned(stub))];
    let from_component = Wit::new(&Sources { root: String::new(), files }, &Features::default())
        .expect("a component is WIT too");
    assert_eq!(from_component.resolve.worlds[from_component.world(None).expect("root")].name, "root");
}

#[test]
fn types_that_one_instance_takes_from_another_are_used() {
    let composed =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/guests/composed/composed.wat"));
    let text = tools::wit(&composed.expect("the guest is there")).expect("WIT");
    assert!(text.contains("    use bank.{"), "{text}");
    let files = vec![("composed.wit".to_string(), Cow::Borrowed(text.as_bytes()))];
    Wit::new(&Sources { root: String::new(), files }, &Features::default()).expect("it parses");
}

#[test]
fn wit_of_other_input_is_an_error() {
    let code = |input: &[u8]| tools::wit(input).expect_err("no WIT in it").code;
    assert_eq!(code(b"(module)"), Code::CoreModule);
    assert_eq!(code(b"package a:b;"), Code::WitText);
    assert_eq!(code(b"\0asm\x0d\0\x01\0\x0b\xff"), Code::Invalid);
    assert_eq!(code(b""), Code::NotWasm);
}

#[test]
fn nesting_beyond_the_limit_is_an_error() {
    let deep = format!(
        "package a:b; interface i {{ f: func(x: {}u8{}); }}",
        "list<".repeat(50_000),
        ">".repeat(50_000)
    );
    assert_eq!(fails(&[("a.wit", &deep)]).code, Code::WitSyntax);
    let types: String = (1..5000).map(|i| format!("(type (list {}))", i - 1)).collect();
    let component = format!("(component (type (list u8)) {types} (import \"f\" (func (param \"x\" 4999))))");
    assert_eq!(tools::wit(component.as_bytes()).expect_err("too deep").code, Code::Invalid);
}

#[test]
fn a_section_that_claims_gigabytes_reserves_none() {
    let component = b"\0asm\x0d\0\x01\0\0\xff\xff\xff\xff\x0f\x04name";
    let start = std::time::Instant::now();
    assert_eq!(tools::wit(component).expect_err("cut").code, Code::Invalid);
    assert!(start.elapsed().as_millis() < 500);
}

/// Valid, and no WIT: the packages `a:b` and `c:d` use types of each other.
const CYCLE: &str = r#"(component
  (import "a:b/x" (instance $x (export "t" (type (sub resource)))))
  (alias export $x "t" (type $t))
  (import "c:d/y" (instance $y
    (alias outer 1 $t (type $t2)) (export "t" (type (eq $t2))) (export "u" (type (sub resource)))))
  (alias export $y "u" (type $u))
  (import "a:b/z" (instance $z (alias outer 1 $u (type $u2)) (export "u" (type (eq $u2)))))
)"#;

#[test]
fn packages_that_use_each_other_are_an_error() {
    let error = tools::wit(CYCLE.as_bytes()).expect_err("no WIT");
    assert_eq!(error.code, Code::Unsupported);
    assert_eq!(error.message, "packages use each other, which WIT cannot say: a:b, c:d");
    let chain = CYCLE.replace("a:b/z", "e:f/z");
    assert!(tools::wit(chain.as_bytes()).expect("a chain is no circle").contains("import e:f/z;"));
}
