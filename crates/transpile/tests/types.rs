//! Declarations of the worlds in `tests/types`, or in the folder `TYPES`, compared with the files beside them.
//!
//! A case is a folder in `host` or in `guest` with `world.wit`, or `component.wat` where no WIT says the same, and
//! perhaps `options.json`, spelled as the JavaScript API's options are. `BLESS=1` rewrites `expected/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use transpile::{File, Options, Side, transpile, types};
use wit_parser::Resolve;

#[test]
fn declarations_are_those_beside_the_worlds() {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/types");
    let root = std::env::var_os("TYPES").map_or_else(own, PathBuf::from);
    let sides = [(Side::Host, "host"), (Side::Guest, "guest")];
    let cases: Vec<_> = sides
        .into_iter()
        .flat_map(|(side, folder)| entries(&root.join(folder)).into_iter().map(move |case| (side, case)))
        .collect();
    assert!(!cases.is_empty(), "no worlds in {}", root.display());
    let mut wrong = Vec::new();
    for (side, case) in cases {
        let made = declarations(&case, side);
        if std::env::var_os("BLESS").is_some() {
            write(&case.join("expected"), &made);
        }
        wrong.extend(differences(&case.join("expected"), &made));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn types_without_names_do_not_fill_the_memory() {
    let mut component = String::from("(component (type $t0 (tuple u8 u8))");
    for i in 1..18 {
        component += &format!("(type $t{i} (tuple $t{} $t{}))", i - 1, i - 1);
    }
    component += r#"(import "f" (func (param "a" $t17))))"#;
    let files = of_component(component.as_bytes(), &Options::default());
    let size = files.iter().map(|file| file.bytes.len()).sum::<usize>();
    assert!((1000..100_000).contains(&size), "{size} bytes");
}

fn declarations(case: &Path, side: Side) -> BTreeMap<String, String> {
    let json = fs::read_to_string(case.join("options.json")).unwrap_or_else(|_| "{}".into());
    let options = cli::transpile_options(&json).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
    let options = Options { name: "world".into(), ..options };
    let files = match fs::read(case.join("component.wat")) {
        Ok(component) => of_component(&component, &options),
        Err(_) => of_world(&case.join("world.wit"), side, &options),
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("declarations are text");
    files.into_iter().map(|file| (file.name, text(file.bytes.into_owned()))).collect()
}

fn of_world(path: &Path, side: Side, options: &Options) -> Vec<File<'static>> {
    let mut wit = Resolve { all_features: true, ..Resolve::default() };
    let (package, _) = wit.push_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let world = wit.select_world(&[package], None).expect("one world");
    types(&wit, world, side, options).expect("declarations")
}

fn of_component(component: &[u8], options: &Options) -> Vec<File<'static>> {
    let output = transpile(component, options).expect("a component");
    let declarations = output.files.into_iter().filter(|file| file.name.ends_with(".d.ts"));
    declarations.map(|file| File { name: file.name, bytes: file.bytes.into_owned().into() }).collect()
}

fn write(folder: &Path, files: &BTreeMap<String, String>) {
    _ = fs::remove_dir_all(folder);
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
}

fn differences(folder: &Path, made: &BTreeMap<String, String>) -> Vec<String> {
    let mut recorded = BTreeMap::new();
    read(folder, "", &mut recorded);
    let differs = made.iter().filter(|(name, text)| recorded.get(*name) != Some(text));
    let gone = recorded.iter().filter(|(name, _)| !made.contains_key(*name));
    let named =
        |(name, _): (&String, &String)| format!("{} is not what is made", folder.join(name).display());
    differs.chain(gone).map(named).collect()
}

fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for path in entries(folder) {
        let name = format!("{prefix}{}", path.file_name().expect("entries have names").to_string_lossy());
        match path.is_dir() {
            true => read(&path, &format!("{name}/"), files),
            false => _ = files.insert(name, fs::read_to_string(&path).expect("readable")),
        }
    }
}

/// In the order of their names; none where there is no folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}
