//! Literals: text, numbers and big integers as nodes.

use swc_common::DUMMY_SP;
use swc_ecma_ast::{BigInt, BigIntValue, Expr, Lit, Number, Str, UnaryExpr, UnaryOp};

/// A string literal, in single quotes.
pub(crate) fn string(value: &str) -> Str {
    let raw = format!("'{}'", escape(value, '\''));
    Str { span: DUMMY_SP, value: value.into(), raw: Some(raw.into()) }
}

/// The characters of `value` as they stand between two `quote`s.
///
/// Line separators, control characters and the byte order mark are written as escapes, since tools and eyes
/// misread them; so is `<` before `/script` and `!--`, which would end an inline script.
pub(crate) fn escape(value: &str, quote: char) -> String {
    let mut text = String::with_capacity(value.len());
    for (index, char) in value.char_indices() {
        match char {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\\' => text.push_str("\\\\"),
            '<' if ends_script(&value[index..]) => text.push_str("\\x3C"),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' => text.push_str(&format!("\\x{:02X}", char as u32)),
            '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => text.push_str(&format!("\\u{:04X}", char as u32)),
            _ if char == quote => text.extend(['\\', char]),
            _ => text.push(char),
        }
    }
    text
}

/// The characters of `value` as they stand between two backticks.
pub(crate) fn escape_template(value: &str) -> String {
    escape(value, '`').replace("${", "\\${")
}

fn ends_script(text: &str) -> bool {
    let tag = text.get(..8);
    text.starts_with("<!--") || tag.is_some_and(|tag| tag.eq_ignore_ascii_case("</script"))
}

/// A number; negative ones are the negation of a literal, as in JavaScript.
pub(crate) fn number(value: f64) -> Expr {
    if value.is_nan() {
        return Expr::Ident("NaN".into());
    }
    let magnitude = match value.abs() {
        f64::INFINITY => Expr::Ident("Infinity".into()),
        value => Expr::Lit(Lit::Num(Number { span: DUMMY_SP, value, raw: None })),
    };
    if value.is_sign_negative() { negate(magnitude) } else { magnitude }
}

/// `5n`, `-5n`.
pub(crate) fn big(value: i128) -> Expr {
    let magnitude = BigIntValue::from(value.unsigned_abs());
    let literal = Expr::Lit(Lit::BigInt(BigInt { span: DUMMY_SP, value: Box::new(magnitude), raw: None }));
    if value < 0 { negate(literal) } else { literal }
}

fn negate(arg: Expr) -> Expr {
    Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Minus, arg: Box::new(arg) })
}
