//! Every command, from arguments to output.

mod support;

use support::{ADDER, Folder};

const WIT: &str = "package a:b;\n\nworld w {\n  export add: func(a: u32, b: u32) -> u32;\n}\n";
const CORE: &str =
    r#"(module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))"#;

fn with(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, text) in files {
        folder.write(name, text);
    }
    folder
}

#[test]
fn text_and_binary_go_both_ways_through_files_and_streams() {
    let folder = with(&[("app.wat", ADDER)]);
    folder.jco(&["parse", "@app.wat", "-o", "@app.wasm"]).ok();
    let binary = folder.read("app.wasm");
    assert_eq!(folder.jco(&["parse", "@app.wat"]).ok(), binary);
    assert_eq!(folder.jco(&["parse", "@app.wat", "-o", "-"]).ok(), binary);
    assert_eq!(folder.jco_with(&["parse", "-"], ADDER.as_bytes()).ok(), binary);
    let text = folder.jco(&["print", "@app.wasm"]).text();
    assert_eq!(folder.jco_with(&["print", "-"], &binary).text(), text);
    folder.jco(&["print", "@app.wasm", "--output", "@out.wat"]).ok();
    assert_eq!(folder.read("out.wat"), text.as_bytes());
    assert_eq!(folder.jco(&["parse", "@out.wat"]).ok(), binary);
}

#[test]
fn wit_is_printed() {
    let folder = with(&[("app.wat", ADDER)]);
    let wit = "package root:component;\n\nworld root {\n  export add: func(a: u32, b: u32) -> u32;\n}\n";
    assert_eq!(folder.jco(&["wit", "@app.wat"]).text(), wit);
    folder.jco(&["wit", "@app.wat", "-d", "root", "-o", "@app.wit"]).ok();
    assert_eq!(folder.read("app.wit"), wit.as_bytes());
}

#[test]
fn a_core_module_becomes_a_component() {
    let folder = with(&[("core.wat", CORE), ("wit/world.wit", WIT)]);
    let embed = [
        "embed",
        "@core.wat",
        "--wit",
        "@wit",
        "-n",
        "w",
        "-m",
        "language=wat",
        "sdk=kit@2",
        "-o",
        "@core.wasm",
    ];
    folder.jco(&embed).ok();
    folder.jco(&["new", "@core.wasm", "-o", "@app.wasm"]).ok();
    assert!(folder.jco(&["wit", "@app.wasm"]).text().contains("export add: func(a: u32, b: u32) -> u32;"));
    let shown = folder.jco(&["metadata-show", "@core.wasm"]).text();
    assert!(shown.contains("language: wat\n") && shown.contains("sdk: kit 2\n"), "{shown}");
    let core = folder.read("core.wasm");
    let alias = folder.jco_with(&["tool", "core-to-component", "-", "--name", "app"], &core).ok();
    assert_eq!(alias, folder.read("app.wasm"));
}

#[test]
fn a_dummy_module_stands_in() {
    let folder = with(&[("world.wit", WIT)]);
    for encoding in ["utf8", "utf16", "compact-utf16"] {
        let core =
            folder.jco(&["embed", "--dummy", "--wit", "@world.wit", "--string-encoding", encoding]).ok();
        let component = folder.jco_with(&["new", "-"], &core).ok();
        assert!(component.starts_with(b"\0asm\x0d\0\x01\0"));
    }
}

#[test]
fn preview_1_modules_are_adapted() {
    let command = r#"(module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
        (memory (export "memory") 1) (func (export "_start")))"#;
    let folder = with(&[("core.wat", command)]);
    let wit = |flag| {
        let component = folder.jco(&["new", "@core.wat", flag]).ok();
        folder.jco_with(&["wit", "-"], &component).text()
    };
    assert!(wit("--wasi-command").contains("export wasi:cli/run@0.2."));
    assert!(!wit("--wasi-reactor").contains("export wasi:cli/run@"));
}

#[test]
fn adapters_are_named_by_the_option_or_the_file() {
    let adapter = r#"(module (func (export "f") (result i32) i32.const 7))"#;
    let core =
        r#"(module (import "env" "f" (func $f (result i32))) (func (export "g") (result i32) call $f))"#;
    let wit = "package a:b; world w { export g: func() -> u32; } world nothing {}";
    let folder = with(&[("core.wat", core), ("w.wit", wit), ("adapter.wat", adapter)]);
    folder.jco(&["embed", "@core.wat", "--wit", "@w.wit", "-n", "w", "-o", "@core.wasm"]).ok();
    folder.jco(&["embed", "@adapter.wat", "--wit", "@w.wit", "-n", "nothing", "-o", "@env.wasm"]).ok();
    let by_file = folder.jco(&["new", "@core.wasm", "--adapt", "@env.wasm"]).ok();
    let named = format!("env={}", folder.0.join("env.wasm").display());
    assert_eq!(folder.jco(&["new", "@core.wasm", "--adapt", &named]).ok(), by_file);
}

#[test]
fn metadata_is_shown_as_json_too() {
    let folder = with(&[("app.wat", ADDER)]);
    let binary =
        folder.jco(&["metadata-add", "@app.wat", "-m", "language=Rust@1.95.0", "-m", "name=app"]).ok();
    let json = folder.jco_with(&["metadata-show", "-", "--json"], &binary).text();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["name"], "app");
    assert_eq!(json[0]["producers"], serde_json::json!([["language", [["Rust", "1.95.0"]]]]));
    assert_eq!(json[1]["parentIndex"], 0);
}

#[test]
fn a_component_is_transpiled_from_file_and_standard_input() {
    let folder = with(&[("app.wat", ADDER)]);
    let summary = folder.jco(&["transpile", "@app.wat", "-o", "@out"]).text();
    assert!(summary.starts_with("Transpiled:\n\n"), "{summary}");
    assert!(summary.contains("out/app.js ") && !summary.contains('\x1b'), "{summary}");
    assert_eq!(folder.jco(&["transpile", "@app.wat", "-o", "@quiet", "-q"]).text(), "");
    assert_eq!(folder.read("quiet/app.js"), folder.read("out/app.js"));
    let binary = folder.jco(&["parse", "@app.wat"]).ok();
    folder.jco_with(&["transpile", "-", "-o", "@stdin", "--name", "app"], &binary).ok();
    assert_eq!(folder.read("stdin/app.js"), folder.read("out/app.js"));
    folder.jco_with(&["transpile", "-", "-o", "@unnamed"], &binary).ok();
    assert!(folder.files().contains(&"unnamed/component.js".to_string()));
}

#[test]
fn every_option_of_transpile_is_accepted() {
    let folder = with(&[("app.wat", ADDER)]);
    let options: [&[&str]; 31] = [
        &["-m"],
        &["--minify"],
        &["--no-typescript"],
        &["--valid-lifting-optimization"],
        &["--import-bindings"],
        &["--import-bindings=hybrid"],
        &["--import-bindings", "optimized"],
        &["--import-bindings", "direct-optimized"],
        &["--async-mode"],
        &["--async-mode", "sync"],
        &["--tracing"],
        &["--no-component-error-wrapping"],
        &["-b", "0"],
        &["--base64-cutoff=100000"],
        &["--tla-compat"],
        &["--no-nodejs-compat"],
        &["-M", "a:b/c=./c.js"],
        &["--map", "a:b/c=./c.js", "a:b/*=./x.js#*", "-M", "*=./y.js"],
        &["--no-wasi-shim"],
        &["-I"],
        &["-I", "sync"],
        &["--instantiation=async"],
        &["-q"],
        &["--no-namespaced-exports"],
        &["--multi-memory"],
        &["--bindgen-enable-wasm-exnref"],
        &["--strict"],
        &["--flags-as-bigint"],
        &["--variants-inline-cases"],
        &["--use-namespace-objects"],
        &["--enum-values-screaming-snake-case"],
    ];
    for option in options {
        folder.jco(&[&["transpile", "@app.wat", "-o", "@out"], option].concat()).ok();
    }
}

#[test]
fn types_are_written_for_host_and_guest() {
    let folder = with(&[("wit/world.wit", WIT), ("wit/deps/d.wit", "package d:d;")]);
    for command in ["types", "guest-types"] {
        let run = folder.jco(&[command, "@wit", "-o", "@out", "-n", "w", "--json"]).text();
        let summary: serde_json::Value = serde_json::from_str(&run).expect("JSON");
        let files = summary["files"].as_array().expect("a list");
        assert!(
            files.iter().any(|file| file["path"].as_str().expect("a path").ends_with("out/w.d.ts")),
            "{run}"
        );
    }
}

#[test]
fn a_stub_is_transpiled_from_wit() {
    let folder = with(&[("app.wit", WIT)]);
    folder.jco(&["transpile", "--stub", "@app.wit", "-o", "@out"]).ok();
    assert!(folder.files().contains(&"out/app.js".to_string()));
}

#[test]
fn garbage_is_an_error_with_a_code_for_every_command() {
    let folder = Folder::new();
    let binary = Folder::new().write("app.wat", ADDER).jco(&["parse", "@app.wat"]);
    let binary = if binary.code == 0 { binary.stdout } else { Vec::new() };
    let mut inputs: Vec<Vec<u8>> =
        vec![Vec::new(), b"\0asm".to_vec(), vec![0xff; 4096], b"(".repeat(4096), vec![0; 64]];
    inputs.extend((8..binary.len()).step_by(9).map(|end| binary[..end].to_vec()));
    for input in inputs {
        folder.write("input", &input);
        for args in [
            &["transpile", "@input", "-o", "@out"][..],
            &["wit", "@input"],
            &["print", "@input"],
            &["new", "@input"],
        ] {
            let run = folder.jco(args);
            if run.code == 0 {
                continue;
            }
            assert_eq!(run.code, 1, "{args:?}: {}", run.stderr);
            assert!(
                run.stderr.starts_with("error[E0") && !run.stderr.starts_with("error[E0900]"),
                "{}",
                run.stderr
            );
            assert!(args[0] != "transpile" || !folder.0.join("out").exists(), "nothing is written");
        }
        let _ = std::fs::remove_dir_all(folder.0.join("out"));
    }
}

/// The least component with a handler: it takes what it is given, and keeps it.
const HANDLER: &str = r#"(component
  (import "wasi:http/types@0.2.0" (instance $types
    (export "incoming-request" (type (sub resource)))
    (export "response-outparam" (type (sub resource)))))
  (alias export $types "incoming-request" (type $request))
  (alias export $types "response-outparam" (type $out))
  (core module $guest (func (export "handle") (param i32 i32)))
  (core instance $guest (instantiate $guest))
  (func $handle (param "request" (own $request)) (param "response-out" (own $out))
    (canon lift (core func $guest "handle")))
  (instance $handler (export "handle" (func $handle)))
  (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))"#;

#[test]
fn a_handler_for_workerd_is_a_worker_and_anything_else_is_modules() {
    let folder = with(&[("app.wat", HANDLER), ("adder.wat", ADDER)]);
    folder.jco(&["transpile", "@app.wat", "--target", "workerd", "-o", "@out", "-q"]).ok();
    let configuration = String::from_utf8(folder.read("out/app.capnp")).expect("it is text");
    for name in ["app.worker.js", "app.js", "app.core.wasm", "app.trap.wasm"] {
        assert!(configuration.contains(&format!("embed \"{name}\"")), "{name} in {configuration}");
        folder.read(&format!("out/{name}"));
    }
    folder.jco(&["transpile", "@adder.wat", "--target", "workerd", "-o", "@other", "-q"]).ok();
    let script = String::from_utf8(folder.read("other/adder.js")).expect("it is text");
    assert!(script.contains("import coreModule from './adder.core.wasm';"), "{script}");
    assert!(!folder.0.join("other/adder.capnp").exists());
}
