//! `metadata_show` and `metadata_add`.

use tools::{Addition, metadata_add, metadata_show};
use transpile::Code;

const NESTED: &[u8] = b"(component $outer (core module $m) (component $inner (core module $n)))";

fn addition(field: &str, name: &str, version: &str) -> Addition {
    Addition { field: field.into(), name: name.into(), version: version.into() }
}

#[test]
fn nested_binaries_are_listed_with_parents_and_ranges() {
    let shown = metadata_show(NESTED).expect("valid text");
    let json = serde_json::to_value(&shown).expect("plain data");
    let binary = tools::parse(NESTED).expect("valid text");
    assert_eq!(json[0]["metaType"], serde_json::json!({ "tag": "component", "val": 2 }));
    assert_eq!(json[0]["range"], serde_json::json!([0, binary.len()]));
    assert_eq!(json[1]["metaType"], serde_json::json!({ "tag": "module" }));
    let tree: Vec<_> =
        shown.iter().map(|entry| (entry.parent_index, entry.name.as_deref().unwrap_or(""))).collect();
    assert_eq!(tree, [(None, "outer"), (Some(0), "m"), (Some(0), "inner"), (Some(2), "n")]);
    let (start, end) = shown[1].range;
    assert!(binary[start..end].starts_with(b"\0asm\x01\0\0\0"));
}

#[test]
fn what_is_added_is_shown() {
    let additions = [
        addition("language", "Rust", "1.95.0"),
        addition("processed-by", "jco", "0.1.0"),
        addition("sdk", "kit", ""),
        addition("name", "renamed", ""),
    ];
    let binary = metadata_add(NESTED, &additions).expect("valid text");
    let again = metadata_add(&binary, &[addition("language", "C", "17")]).expect("valid binary");
    let shown = metadata_show(&again).expect("valid binary");
    assert_eq!(shown[0].name.as_deref(), Some("renamed"));
    let pair = |name: &str, version: &str| (name.to_string(), version.to_string());
    assert_eq!(
        shown[0].producers,
        [
            ("language".to_string(), vec![pair("Rust", "1.95.0"), pair("C", "17")]),
            ("processed-by".to_string(), vec![pair("jco", "0.1.0")]),
            ("sdk".to_string(), vec![pair("kit", "")]),
        ]
    );
    assert!(shown[1].producers.is_empty(), "what is nested stays as it is");
}

#[test]
fn fields_there_are_not_are_refused() {
    let error = metadata_add(NESTED, &[addition("langage", "Rust", "")]).expect_err("no such field");
    assert_eq!(error.code, Code::Metadata);
    assert!(error.help.expect("the fields").contains("language"));
}

#[test]
fn a_core_module_has_metadata_too() {
    let binary = metadata_add(b"(module $m)", &[addition("language", "wat", "")]).expect("valid text");
    let shown = metadata_show(&binary).expect("valid binary");
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].name.as_deref(), Some("m"));
    assert_eq!(shown[0].producers[0].0, "language");
}

#[test]
fn a_code_section_that_ends_too_early_is_an_error() {
    let module = tools::parse(b"(module (func) (func i32.const 1 drop))").expect("valid text");
    for end in 9..module.len() {
        let added = metadata_add(&module[..end], &[addition("sdk", "kit", "")]);
        assert!(added.is_ok() || added.is_err_and(|error| error.code == Code::Metadata), "cut at {end}");
    }
}
