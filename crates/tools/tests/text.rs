//! `parse` and `print`.

use transpile::Code;

const COMPONENT: &str = r#"(component
  (core module $m (func (export "f") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "f"))))"#;

#[test]
fn what_is_printed_parses_to_the_same_binary() {
    let binary = tools::parse(COMPONENT.as_bytes()).expect("valid text").into_owned();
    let text = tools::print(&binary).expect("valid binary");
    assert_eq!(*tools::parse(text.as_bytes()).expect("printed text"), *binary);
    assert_eq!(tools::print(text.as_bytes()).expect("text is printed too"), text);
}

#[test]
fn modules_are_parsed_and_printed_too() {
    let binary = tools::parse(b"(module (memory 1))").expect("valid text");
    assert!(tools::print(&binary).expect("valid binary").starts_with("(module\n"));
}

#[test]
fn a_binary_that_ends_too_early_is_an_error_at_a_byte() {
    let binary = tools::parse(COMPONENT.as_bytes()).expect("valid text").into_owned();
    let error = tools::print(&binary[..binary.len() - 1]).expect_err("cut");
    assert_eq!(error.code, Code::Invalid);
    assert!(error.place.expect("a place").starts_with("byte 0x"));
}

#[test]
fn any_mutated_byte_gives_text_or_an_error() {
    let binary = tools::parse(COMPONENT.as_bytes()).expect("valid text").into_owned();
    let mut errors = 0;
    for at in 0..binary.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut mutated = binary.clone();
            mutated[at] = value;
            errors += u32::from(tools::print(&mutated).is_err());
            errors += u32::from(tools::wit(&mutated).is_err());
            errors += u32::from(tools::metadata_show(&mutated).is_err());
        }
    }
    assert!(errors > 100, "{errors}");
}

#[test]
fn text_nested_too_deep_is_an_error() {
    let text = "(component ".repeat(100_000);
    assert_eq!(tools::parse(text.as_bytes()).expect_err("too deep").code, Code::WatSyntax);
}
