//! Commands that need an engine, as the data that JavaScript gets.

mod support;

use std::ffi::OsString;

use cli::{Io, Outcome};
use serde_json::{Value, json};
use support::Folder;

/// What is left to do of a command line.
fn request(args: &[&str]) -> Value {
    let args = std::iter::once("jco").chain(args.iter().copied()).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let outcome = cli::run(args, &mut Io::new(&b""[..], &mut stdout, &mut stderr));
    match outcome {
        Outcome::Engine(command) => serde_json::to_value(command).expect("requests are JSON"),
        Outcome::Exit(code) => panic!("exit code {code}: {}", String::from_utf8_lossy(&stderr)),
    }
}

#[test]
fn opt_has_its_own_arguments_and_those_of_wasm_opt() {
    let asked = request(&["opt", "a.wasm", "-o", "b.wasm", "--asyncify", "-q", "--json", "--", "-O3", "-g"]);
    let expected = json!({
        "command": "opt", "component": "a.wasm", "output": "b.wasm", "asyncify": true, "quiet": true,
        "wasmOptBin": null, "wasmOptArgs": ["-O3", "-g"], "json": true,
    });
    assert_eq!(asked, expected);
}

#[test]
fn transpile_is_left_to_javascript_where_other_tools_take_part() {
    let asked = request(&["transpile", "x/a.wasm", "-o", "out", "-O", "--watch", "--", "-O1"]);
    let expected = json!({
        "command": "transpile", "component": "x/a.wasm", "name": "a", "optimize": true, "js": false, "watch": true,
        "wasmOptBin": null, "wasmOptArgs": ["-O1"], "json": false,
    });
    assert_eq!(asked, expected);
    assert_eq!(request(&["transpile", "a.wasm", "-o", "out", "--js", "--name", "b"])["name"], "b");
}

#[test]
fn componentize_takes_the_options_of_jco_1() {
    let asked = request(&[
        "componentize",
        "app.js",
        "-w",
        "wit",
        "-o",
        "app.wasm",
        "-n",
        "app",
        "-d",
        "http",
        "random",
        "--enable",
        "all",
        "--aot",
        "--aot-min-stack-size-bytes",
        "4096",
        "--debug-bindings",
        "--backend",
        "sm",
        "--bundle",
    ]);
    for (name, value) in [
        ("source", json!("app.js")),
        ("worldName", json!("app")),
        ("disable", json!(["http", "random"])),
        ("enable", json!(["all"])),
        ("aot", json!(true)),
        ("aotMinStackSizeBytes", json!(4096)),
        ("debugBindings", json!(true)),
        ("bundle", json!(true)),
        ("engine", json!(null)),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
}

#[test]
fn a_project_is_begun_under_either_name() {
    let asked = request(&["new-project", "app", "--language", "js", "--host", "--wit", "w.wit"]);
    assert_eq!(asked["command"], "new-project");
    assert_eq!((&asked["language"], &asked["host"]), (&json!("js"), &json!(true)));
    assert_eq!(request(&["scaffold", "app"])["wit"], "builtin:wasi-command");
    assert_eq!(request(&["scaffold", "app", "--language", "javascript", "--world", "w"])["worldName"], "w");
}

#[test]
fn a_page_is_a_host() {
    let asked = request(&["new-project", "app", "--host", "--target", "web"]);
    assert_eq!(asked["target"], "web");
    assert_eq!(request(&["new-project", "app", "--target", "nodejs"])["target"], "node");
}

#[test]
fn what_has_no_sense_is_refused_before_javascript_is_asked() {
    let folder = Folder::new();
    for args in [
        &["transpile", "-", "-o", "@out", "--watch"][..],
        &["transpile", "@a.wit", "--stub", "-o", "@out", "--js"],
        &["componentize", "@a.js", "-w", "@wit", "-o", "@a.wasm", "--backend", "quickjs"],
        &["opt", "@a.wasm"],
        &["new-project", "@app", "--language", "rust"],
        &["new-project", "@app", "--target", "web"],
    ] {
        let run = folder.jco(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.starts_with("error[E0403]: "), "{}", run.stderr);
    }
}

#[test]
fn each_code_is_explained() {
    let folder = Folder::new();
    let text = folder.jco(&["explain", "E0107"]).text();
    assert!(text.starts_with("E0107: ") && text.contains("\nWhat to do: "), "{text}");
    for spelling in ["e0107", "107", "0107"] {
        assert_eq!(folder.jco(&["explain", spelling]).text(), text);
    }
    let json: Value = serde_json::from_str(&folder.jco(&["explain", "107", "--json"]).text()).expect("JSON");
    assert_eq!(json["code"], "E0107");
    assert_eq!(folder.jco(&["explain"]).text().lines().count(), transpile::Code::ALL.len());
    assert_eq!(folder.jco(&["explain", "E9999"]).code, 2);
}

#[test]
fn completions_know_commands_and_options() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = folder.jco(&["completions", shell]).text();
        for word in ["metadata-show", "valid-lifting-optimization", "new-project"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(folder.jco(&["completions", "tcsh"]).code, 2);
}
