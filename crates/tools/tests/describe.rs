//! What a component exports, as the JSON that the JS API gives.

use std::borrow::Cow;

use serde_json::{Value as Json, json};
use tools::{Features, Sources, Wit};
use transpile::Code;

fn described(wit: &str) -> Json {
    let sources =
        Sources { root: String::new(), files: vec![("t.wit".into(), Cow::Borrowed(wit.as_bytes()))] };
    let wit = Wit::new(&sources, &Features::default()).expect("it is WIT");
    let world = wit.world(None).expect("there is one");
    let component = tools::stub(&wit, world).expect("it can be one");
    serde_json::to_value(tools::describe(&component).expect("it is a component")).expect("it is JSON")
}

#[test]
fn functions_are_with_their_names_in_wit_and_javascript() {
    let json = described(
        "package t:t@1.0.0;
        interface maths {
          /// Adds.
          add-up: func(left-hand: u32, b: s64) -> u64;
        }
        world w {
          export maths;
          export say-it: func(text: string);
        }",
    );
    let own = json!({
        "name": "say-it", "kind": "function", "key": "sayIt", "isAsync": false,
        "params": [{ "name": "text", "type": "string" }], "result": null,
    });
    let add = json!({
        "name": "add-up", "kind": "function", "key": "addUp", "isAsync": false, "result": "u64",
        "params": [{ "name": "left-hand", "type": "u32" }, { "name": "b", "type": "s64" }],
    });
    let expected = json!({ "types": [], "exports": [
        { "functions": [own] },
        { "name": "t:t/maths@1.0.0", "key": "t:t/maths@1.0.0", "functions": [add] },
    ] });
    assert_eq!(json, expected);
}

#[test]
fn functions_of_the_component_are_called_what_the_output_calls_them() {
    let json = described("package t:t; world w { export then: func(); export a-b: func(); }");
    let functions = json["exports"][0]["functions"].as_array().expect("a list");
    let keys: Vec<_> = functions.iter().map(|it| it["key"].as_str().expect("a key")).collect();
    assert_eq!(keys, ["then_", "aB"]);
}

#[test]
fn types_are_a_table_and_other_names_of_them_are_followed() {
    let json = described(
        "package t:t;
        interface types {
          record point { x: s32, %y-1: f64 }
          type place = point;
          variant shape { nothing, at(place) }
          flags rights { may-write }
          enum color { deep-blue }
          all: func(a: place, b: shape, c: rights, d: color, e: list<point>,
            f: option<option<point>>, g: tuple<char, bool>) -> result<point, color>;
        }
        world w { export types; }",
    );
    let function = &json["exports"][0]["functions"][0];
    let type_of =
        |index: usize| &json["types"][function["params"][index]["type"].as_u64().expect("a place") as usize];
    let point = &function["params"][0]["type"];
    let fields =
        json!([{ "name": "x", "key": "x", "type": "s32" }, { "name": "y-1", "key": "y1", "type": "f64" }]);
    assert_eq!(type_of(0), &json!({ "name": "point", "kind": "record", "fields": fields }));
    let cases = json!([{ "name": "nothing", "type": null }, { "name": "at", "type": point }]);
    assert_eq!(type_of(1), &json!({ "name": "shape", "kind": "variant", "cases": cases }));
    let flags = json!([{ "name": "may-write", "key": "mayWrite" }]);
    assert_eq!(type_of(2), &json!({ "name": "rights", "kind": "flags", "flags": flags }));
    assert_eq!(type_of(3), &json!({ "name": "color", "kind": "enum", "cases": ["deep-blue"] }));
    assert_eq!(type_of(4), &json!({ "kind": "list", "element": point }));
    assert_eq!(type_of(5)["isTagged"], json!(true));
    let inner = type_of(5)["some"].as_u64().expect("a place") as usize;
    assert_eq!(json["types"][inner], json!({ "kind": "option", "some": point, "isTagged": false }));
    assert_eq!(type_of(6), &json!({ "kind": "tuple", "types": ["char", "bool"] }));
    let result = &json["types"][function["result"].as_u64().expect("a place") as usize];
    assert_eq!(result, &json!({ "kind": "result", "ok": point, "err": function["params"][3]["type"] }));
}

#[test]
fn resources_have_the_way_to_their_class_and_those_of_the_host_have_none() {
    let json = described(
        "package t:t;
        interface host { resource file {} }
        interface counters {
          use host.{file};
          resource counter {
            constructor(start: u32);
            value: func() -> u32;
            merge: static func(a: counter, b: borrow<counter>) -> counter;
          }
          read: func(what: borrow<file>);
        }
        world w { import host; export counters; }",
    );
    let functions = json["exports"][0]["functions"].as_array().expect("a list");
    let kinds: Vec<_> = functions.iter().map(|it| it["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["constructor", "method", "static", "function"]);
    let counts: Vec<_> = functions.iter().filter_map(|it| it["params"].as_array().map(Vec::len)).collect();
    assert_eq!(counts, [1, 0, 2, 1], "a method has no self");
    let place = |json: &Json| json.as_u64().expect("a place") as usize;
    let counter = &functions[0]["resource"];
    assert_eq!(
        json["types"][place(counter)],
        json!({ "name": "counter", "kind": "resource", "class": ["t:t/counters", "Counter"] })
    );
    let own = &json["types"][place(&functions[2]["params"][0]["type"])];
    assert_eq!(own, &json!({ "kind": "own", "resource": counter }));
    let borrowed = &json["types"][place(&functions[3]["params"][0]["type"])];
    assert_eq!(json["types"][place(&borrowed["resource"])], json!({ "name": "file", "kind": "resource" }));
}

#[test]
fn what_is_no_component_is_an_error_that_says_what_it_is() {
    let code = |bytes: &[u8]| tools::describe(bytes).expect_err("no component").code;
    assert_eq!(code(b"(module)"), Code::CoreModule);
    assert_eq!(code(b"package a:b; interface c {}"), Code::WitText);
    assert_eq!(code(b"\0asm\x0d\0\x01\0\x07"), Code::Invalid);
}
