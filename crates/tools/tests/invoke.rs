//! Values go to JavaScript and come back as they were.

use std::borrow::Cow;

use tools::{Call, Features, Sources, Wit};

const WIT: &str = "
package t:t;

world w {
  flags rights { read, may-write, %static }
  enum color { red, deep-blue }
  record point { x: s32, y-1: f64 }
  variant shape { nothing, circle(f32), at(point) }
  export %bool: func(x: bool) -> bool;
  export small: func(x: tuple<u8, s8, u16, s16, u32, s32>) -> tuple<u8, s8, u16, s16, u32, s32>;
  export large: func(x: tuple<u64, s64>) -> tuple<u64, s64>;
  export float: func(x: list<f64>) -> list<f64>;
  export text: func(x: tuple<char, string>) -> tuple<char, string>;
  export rights-of: func(x: rights) -> rights;
  export color-of: func(x: color) -> color;
  export point-of: func(x: point) -> point;
  export shapes: func(x: list<shape>) -> list<shape>;
  export nested: func(x: list<option<option<option<u8>>>>) -> list<option<option<option<u8>>>>;
  export outcome: func(x: list<result<string, result>>) -> list<result<string, result>>;
  export nothing: func();
}
";

fn component() -> Vec<u8> {
    let sources = Sources { root: String::new(), files: vec![("t.wit".into(), Cow::Borrowed(WIT.as_bytes()))] };
    let wit = Wit::new(&sources, &Features::default()).expect("it is WIT");
    let world = wit.world(None).expect("there is one");
    tools::stub(&wit, world).expect("it can be one")
}

#[test]
fn values_come_back_as_they_went() {
    let component = component();
    for (function, value) in [
        ("bool", "true"),
        ("small", "(255, -128, 65535, -32768, 4294967295, -2147483648)"),
        ("large", "(18446744073709551615, -9223372036854775808)"),
        ("float", "[0, -0, 1.5, inf, -inf, nan, 1e300, 5e-324]"),
        ("text", r#"('\u{0}', "a\n\"☃\"")"#),
        ("rights-of", "{read, static}"),
        ("rights-of", "{}"),
        ("color-of", "deep-blue"),
        ("point-of", "{x: -1, y-1: 0.25}"),
        ("shapes", "[nothing, circle(0.1), at({x: 1, y-1: 2})]"),
        ("nested", "[none, some(none), some(some(none)), some(some(some(7)))]"),
        ("outcome", r#"[ok("x"), err(ok), err(err)]"#),
    ] {
        let text = format!("{function}({value})");
        let call = Call::new(&component, &text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let back = call.shown(&call.arguments[0]).expect("it is of the type").expect("there is a result");
        let again = Call::new(&component, &format!("{function}({back})")).expect("what is shown can be read");
        assert_eq!(call.arguments, again.arguments, "{text}, {back}");
    }
}

#[test]
fn javascript_has_its_own_names_and_types() {
    let component = component();
    let arguments = |text: &str| serde_json::to_string(&Call::new(&component, text).expect("it fits").arguments[0]);
    for (text, expected) in [
        ("rights-of({may-write})", r#"{"mayWrite":true,"read":false,"static":false}"#),
        ("point-of({x: 1, y-1: -0.0})", r#"{"x":1,"y1":{"$number":"-0"}}"#),
        ("large((1, -1))", r#"[{"$bigint":"1"},{"$bigint":"-1"}]"#),
        ("nested([none, some(none), some(some(none)), some(some(some(1)))])", r#"[{"$undefined":true},{"tag":"none"},{"tag":"some","val":{"$undefined":true}},{"tag":"some","val":1}]"#),
        ("shapes([nothing, circle(nan)])", r#"[{"tag":"nothing"},{"tag":"circle","val":{"$number":"NaN"}}]"#),
    ] {
        assert_eq!(arguments(text).expect("it is JSON"), expected, "{text}");
    }
}

#[test]
fn no_result_is_nothing_to_show() {
    let call = Call::new(&component(), "nothing()").expect("it fits");
    assert!(!call.is_fallible());
    assert_eq!(call.shown(&serde_json::json!({ "$undefined": true })).expect("there is none"), None);
}
