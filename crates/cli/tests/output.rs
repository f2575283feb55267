//! Output is all there or not at all.

mod support;

use std::fs;

use support::{ADDER, Folder};

/// The files that `types` writes, which need no transpiling.
const WIT: &str = "package a:b;\ninterface i { f: func(); }\nworld w { import i; export i; }\n";

#[test]
fn a_folder_is_made_with_its_parents_and_holds_only_what_is_listed() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER);
    let summary = folder.jco(&["transpile", "@app.wat", "-o", "@deep/er/out", "--json"]).text();
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    let mut listed: Vec<String> = summary["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| {
            let path = file["path"].as_str().expect("a path");
            let name = path.strip_prefix(&format!("{}/", folder.0.display())).expect("inside").to_string();
            assert_eq!(file["size"], folder.read(&name).len());
            name
        })
        .collect();
    listed.push("app.wat".into());
    listed.sort();
    assert_eq!(folder.files(), listed);
    assert!(listed.contains(&"deep/er/out/app.js".to_string()), "{listed:?}");
}

#[test]
fn a_second_run_replaces_the_files_of_the_first() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER);
    folder.jco(&["transpile", "@app.wat", "-o", "@out"]).ok();
    let first = (folder.files(), folder.read("out/app.js"));
    folder.write("out/app.js", "something else").write("out/mine.txt", "kept");
    folder.jco(&["transpile", "@app.wat", "-o", "@out", "-q"]).ok();
    assert_eq!(folder.read("out/app.js"), first.1);
    assert_eq!(folder.read("out/mine.txt"), b"kept");
    assert_eq!(folder.files().len(), first.0.len() + 1);
}

#[test]
fn a_folder_in_the_place_of_a_file_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER).write("out/app.js/keep", "").write("out/app.d.ts", "old");
    let before = folder.files();
    let run = folder.jco(&["transpile", "@app.wat", "-o", "@out"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr, "error[E0402]: this is a folder, and a file is to be written\n  --> out/app.js\n");
    assert_eq!(folder.files(), before);
    assert_eq!(folder.read("out/app.d.ts"), b"old");
}

#[test]
fn folders_made_for_nothing_are_removed() {
    let folder = Folder::new();
    folder.write("app.wit", WIT).write("out/interfaces", "a file where a folder is needed");
    let run = folder.jco(&["transpile", "--stub", "@app.wit", "-o", "@out/interfaces/x/y"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error[E0402]: "), "{}", run.stderr);
    let run = folder.jco(&["transpile", "--stub", "@app.wit", "-o", "@new/out", "--name", "../escape"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error[E0201]: "), "{}", run.stderr);
    assert_eq!(folder.files(), ["app.wit", "out/interfaces"]);
    assert!(!folder.0.join("new").exists());
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_stays_one() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER).write("target.wasm", "old");
    std::os::unix::fs::symlink(folder.0.join("target.wasm"), folder.0.join("link.wasm")).expect("a link");
    folder.jco(&["parse", "@app.wat", "-o", "@link.wasm"]).ok();
    assert!(fs::symlink_metadata(folder.0.join("link.wasm")).expect("there").is_symlink());
    assert!(folder.read("target.wasm").starts_with(b"\0asm"));
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER);
    folder.jco(&["parse", "@app.wat", "-o", "/dev/null"]).ok();
    assert!(!fs::metadata("/dev/null").expect("there").is_file());
}

#[test]
fn an_input_can_be_replaced_by_its_output() {
    let folder = Folder::new();
    folder.write("app.wasm", ADDER);
    folder.jco(&["metadata-add", "@app.wasm", "-m", "language=wat", "-o", "@app.wasm"]).ok();
    folder.jco(&["metadata-add", "@app.wasm", "-m", "sdk=kit@1", "-o", "@app.wasm"]).ok();
    let shown = folder.jco(&["metadata-show", "@app.wasm"]).text();
    assert_eq!(shown, "component adder\n  language: wat\n  sdk: kit 1\n\n  module main\n");
}

#[test]
fn a_file_for_a_folder_that_is_not_there_is_an_error() {
    let folder = Folder::new();
    folder.write("app.wat", ADDER);
    let run = folder.jco(&["parse", "@app.wat", "-o", "@no/such/app.wasm"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (1, "error[E0401]: there is no such file or folder\n  --> no/such/app.wasm\n")
    );
    assert_eq!(folder.files(), ["app.wat"]);
}
