//! `new`, `embed` and `stub`.

use std::borrow::Cow;

use tools::{Adapter, Features, Sources, StringEncoding, Wit};
use transpile::Code;

const EVERYTHING: &str = "
package a:b@1.2.3;
interface host {
  resource r { constructor(n: u32); get: func() -> string; make: static func() -> r; }
  resource silent;
  many: func(a: list<string>, b: option<u64>, c: f32, d: f64) -> result<list<u8>, string>;
}
interface guest {
  use host.{r};
  resource s { constructor(); take: func(r: borrow<r>); }
  wide: func(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, g: u64, h: u64, i: u64, j: u64, k: u64, l: u64, m: u64,
    n: u64, o: u64, p: u64, q: u64) -> tuple<u8, u8>;
}
world w {
  import host;
  import log: func(s: string);
  export guest;
  export run: func() -> char;
}";

fn wit(text: &str) -> Wit {
    let files = vec![("a.wit".to_string(), Cow::Borrowed(text.as_bytes()))];
    Wit::new(&Sources { root: String::new(), files }, &Features::default()).expect("valid WIT")
}

#[test]
fn a_stub_has_every_import_and_export_of_its_world() {
    let wit = wit(EVERYTHING);
    let stub = tools::stub(&wit, wit.world(None).expect("one world")).expect("encodable");
    let text = tools::wit(&stub).expect("a component");
    for item in [
        "import a:b/host@1.2.3;",
        "import log: func(s: string);",
        "export a:b/guest@1.2.3;",
        "resource silent;",
    ] {
        assert!(text.contains(item), "{item} in {text}");
    }
    assert!(text.contains("constructor(n: u32);") && text.contains("make: static func() -> r;"), "{text}");
}

#[test]
fn a_stub_of_an_async_world_is_a_component() {
    let wit = wit("package a:b; world w { export run: async func(); import go: async func(s: stream<u8>); }");
    let stub = tools::stub(&wit, wit.world(None).expect("one world")).expect("encodable");
    assert!(tools::wit(&stub).expect("a component").contains("export run: async func();"));
}

#[test]
fn an_embedded_world_makes_a_component() {
    let wit = wit("package a:b; world w { export add: func(a: u32, b: u32) -> u32; }");
    let world = wit.world(None).expect("one world");
    let core = br#"(module (func (export "add") (param i32 i32) (result i32) local.get 0))"#;
    for encoding in [StringEncoding::UTF8, StringEncoding::UTF16, StringEncoding::CompactUTF16] {
        let embedded = tools::embed(Some(core), (&wit, world), encoding, &[]).expect("encodable");
        let component = tools::new(&embedded, &[]).expect("a fitting module");
        assert!(
            tools::wit(&component).expect("a component").contains("export add: func(a: u32, b: u32) -> u32;")
        );
    }
}

#[test]
fn a_module_that_does_not_fit_its_world_is_an_error() {
    let wit = wit("package a:b; world w { export add: func(a: u32, b: u32) -> u32; }");
    let world = wit.world(None).expect("one world");
    for core in ["(module)", r#"(module (func (export "add")))"#, r#"(module (import "x" "y" (func)))"#] {
        let embedded =
            tools::embed(Some(core.as_bytes()), (&wit, world), StringEncoding::UTF8, &[]).expect("encodable");
        let error = tools::new(&embedded, &[]).expect_err("does not fit");
        assert_eq!(error.code, Code::Encode, "{core}");
        assert!(!error.message.contains('\n'), "{}", error.message);
    }
}

#[test]
fn preview_1_modules_need_an_adapter_and_get_one() {
    let command = br#"(module
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (func (export "_start") (call $exit (i32.const 0))))"#;
    let error = tools::new(command, &[]).expect_err("no adapter");
    assert_eq!(error.code, Code::Encode);
    assert!(error.help.expect("a way out").contains("--wasi-command"));
    let component = tools::new(command, &[Adapter::COMMAND]).expect("adapted");
    assert!(tools::wit(&component).expect("a component").contains("export wasi:cli/run@0.2."));
    let reactor = br#"(module
      (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
      (memory (export "memory") 1))"#;
    for adapter in [Adapter::REACTOR, Adapter::PROXY] {
        let component = tools::new(reactor, &[adapter]).expect("adapted");
        assert!(tools::wit(&component).expect("a component").contains("import wasi:random/random@0.2."));
    }
}

#[test]
fn components_and_garbage_are_not_core_modules() {
    assert_eq!(tools::new(b"(component)", &[]).expect_err("a component").code, Code::Encode);
    assert_eq!(tools::new(b"\x7fELF", &[]).expect_err("garbage").code, Code::NotWasm);
    assert_eq!(tools::new(b"\0asm\x01\0\0\0\x0b\xff", &[]).expect_err("cut").code, Code::Invalid);
    let adapter = Adapter { name: "a".into(), bytes: Cow::Borrowed(b"(component)") };
    assert_eq!(tools::new(b"(module)", &[adapter]).expect_err("a component").code, Code::Encode);
}
