//! What is made of the components in `tests/fixtures`, byte for byte.
//!
//! A case is a folder with an input, `component.wat`, `component.wit` or `component.hex` (the bytes it spells), and
//! perhaps `options.json`, which is spelled as the JavaScript API's options are. What comes of it is in `expected/`:
//! the files of the output, or `error.txt`. The JavaScript there is what `run.test.js` beside it imports.
//!
//! `BLESS=1 cargo test -p jco-transpile --test golden` writes `expected/`; `CASE=lists/` takes the cases whose path has
//! that in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use transpile::{Error, Options};

/// Contents by relative path.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn output_is_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures")
        .canonicalize()
        .expect("the fixtures are there");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut cases = Vec::new();
    find(&root, &mut cases);
    cases.retain(|case| case.to_string_lossy().contains(&wanted));
    let wrong: Vec<String> = cases.iter().flat_map(|case| check(case)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(cases.len() > 40 || !wanted.is_empty(), "{} cases", cases.len());
}

/// Folders with an input, in the order of their names.
fn find(folder: &Path, cases: &mut Vec<PathBuf>) {
    if input(folder).is_some() {
        cases.push(folder.to_owned());
        return;
    }
    let mut folders: Vec<PathBuf> = entries(folder).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().for_each(|folder| find(folder, cases));
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path())
}

fn input(case: &Path) -> Option<Vec<u8>> {
    let text = |name| fs::read(case.join(name)).ok();
    text("component.wat")
        .or_else(|| text("component.wit"))
        .or_else(|| text("component.hex").map(|hex| spelled(&hex)))
}

fn spelled(hex: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(hex).expect("hexadecimal digits");
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("hexadecimal digits")).collect()
}

/// What is wrong with a case.
fn check(case: &Path) -> Vec<String> {
    let input = input(case).expect("cases have an input");
    let options = options(case);
    let made = files(&input, &options);
    assert_eq!(made, files(&input, &options), "{}: the same every time", case.display());
    let minified = files(&input, &Options { minify: true, ..options });
    let mut wrong: Vec<String> = [&made, &minified].into_iter().flat_map(refused).collect();
    match std::env::var_os("BLESS") {
        Some(_) => bless(case, &made),
        None => wrong.extend(differences(case, &made)),
    }
    wrong.into_iter().map(|what| format!("{}: {what}", case.display())).collect()
}

fn options(case: &Path) -> Options {
    let json = fs::read_to_string(case.join("options.json")).unwrap_or_else(|_| "{}".into());
    let options = cli::transpile_options(&json).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
    match options.name == Options::default().name {
        true => Options { name: "index".into(), ..options },
        false => options,
    }
}

/// The files of the output, or the error as one.
fn files(input: &[u8], options: &Options) -> Files {
    match transpile::transpile(input, options) {
        Ok(output) => output.files.into_iter().map(|file| (file.name, file.bytes.into_owned())).collect(),
        Err(error) => [("error.txt".to_owned(), shown(&error).into_bytes())].into(),
    }
}

fn shown(error: &Error) -> String {
    format!("{} {error}\n", error.code)
}

/// Why an engine would not take the scripts, or what they use without there being such a thing.
fn refused(files: &Files) -> Vec<String> {
    let scripts = files.iter().filter(|(name, _)| name.ends_with(".js"));
    let reasons = scripts.filter_map(|(name, bytes)| {
        let text = std::str::from_utf8(bytes).expect("JavaScript is text");
        let unknown = js::parse_check(text).and_then(|()| js::free_variables(text)).map(|mut names| {
            names.retain(|name| !js::is_global(name) && !js::is_reserved(name));
            names
        });
        match unknown {
            Ok(names) if names.is_empty() => None,
            Ok(names) => Some(format!("{name} uses {names:?}")),
            Err(error) => Some(format!("{name} does not parse: {error}")),
        }
    });
    reasons.collect()
}

fn bless(case: &Path, made: &Files) {
    let folder = case.join("expected");
    _ = fs::remove_dir_all(&folder);
    for (name, bytes) in made {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("writable");
        fs::write(path, bytes).expect("writable");
    }
}

fn differences(case: &Path, made: &Files) -> Vec<String> {
    let mut recorded = Files::new();
    read(&case.join("expected"), "", &mut recorded);
    let absent = made.keys().filter(|name| !recorded.contains_key(*name));
    let mut wrong: Vec<String> = absent.map(|name| format!("expected/{name} is not there")).collect();
    for (name, expected) in &recorded {
        match made.get(name) {
            None => wrong.push(format!("expected/{name} is not made")),
            Some(found) if found != expected => {
                wrong.push(format!("expected/{name} {}", difference(expected, found)))
            }
            Some(_) => {}
        }
    }
    wrong
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    if !folder.is_dir() {
        return;
    }
    for path in entries(folder) {
        let name = format!("{prefix}{}", path.file_name().expect("entries have names").to_string_lossy());
        match path.is_dir() {
            true => read(&path, &format!("{name}/"), files),
            false => _ = files.insert(name, fs::read(&path).expect("readable")),
        }
    }
}

/// The first line that is not the same.
fn difference(expected: &[u8], found: &[u8]) -> String {
    let [expected, found] = [expected, found].map(String::from_utf8_lossy);
    let line = expected.lines().zip(found.lines()).take_while(|(expected, found)| expected == found).count();
    let [expected, found] =
        [expected, found].map(|text| text.lines().nth(line).unwrap_or("(its end)").to_owned());
    format!("differs in line {}:\n  - {expected}\n  + {found}", line + 1)
}
