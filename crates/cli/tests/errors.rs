//! What is said of wrong input: a folder of `errors/` each, with what the person sees and what a program reads.
//!
//! `command` holds the arguments, one a line; `@name` is a file of the folder. The other files are copied there, those
//! that end in `.hex` as the bytes they spell. `BLESS=1` writes `stderr.txt` and `stderr.json`.

mod support;

use std::fs;
use std::path::Path;

use support::Folder;

#[test]
fn errors_are_as_recorded() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in fs::read_dir(cases).expect("the cases are there") {
        count += 1;
        let case = case.expect("readable").path();
        let (text, json) = run(&case);
        for (name, found) in [("stderr.txt", text), ("stderr.json", json)] {
            let path = case.join(name);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&path, &found).expect("writable");
            } else if fs::read_to_string(&path).unwrap_or_default() != found {
                wrong.push(format!("{}:\n{found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "{count}");
}

/// The messages of a case, as text and as JSON.
fn run(case: &Path) -> (String, String) {
    let folder = Folder::new();
    copy(case, case, &folder);
    let command = fs::read_to_string(case.join("command")).expect("a command");
    let args: Vec<&str> = command.lines().collect();
    let before = folder.files();
    let text = folder.jco(&args);
    // What follows the app of `run` is the app's.
    let asked =
        if args[0] == "run" { [&["--json"], &args[..]].concat() } else { [&args[..], &["--json"]].concat() };
    let json = folder.jco(&asked);
    let code = if text.stderr.starts_with("error[E0403]") { 2 } else { 1 };
    assert_eq!((text.code, json.code), (code, code), "{case:?}: {}", text.stderr);
    assert!(text.stdout.is_empty() && json.stdout.is_empty(), "{case:?}");
    assert_eq!(folder.files(), before, "{case:?}: nothing is written");
    serde_json::from_str::<serde_json::Value>(&json.stderr).expect("JSON");
    (text.stderr, json.stderr)
}

/// Copies the input of a case, folders included.
fn copy(case: &Path, from: &Path, to: &Folder) {
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let name = path.strip_prefix(case).expect("it is inside").to_str().expect("a plain name");
        match name.strip_suffix(".hex") {
            _ if path.is_dir() => copy(case, &path, to),
            _ if ["command", "stderr.txt", "stderr.json"].contains(&name) => {}
            Some(name) => _ = to.write(name, spelled(&fs::read(&path).expect("readable"))),
            None => _ = to.write(name, fs::read(&path).expect("readable")),
        }
    }
}

fn spelled(hex: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(hex).expect("hexadecimal digits");
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("hexadecimal digits")).collect()
}
