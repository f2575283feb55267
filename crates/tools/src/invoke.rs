//! One call of an exported function, written in WAVE: `add(1, 2)`, `ns:pkg/iface#greet({name: "x"})`.
//!
//! Arguments become JavaScript values in JSON, and the JavaScript result becomes WAVE: `values` has the mapping.

mod find;
mod values;

use serde_json::Value as Json;
use transpile::recognise::excerpt;
use transpile::{Code, Error, Result, names};
use wasm_wave::parser::ParserError;
use wasm_wave::untyped::UntypedFuncCall;
use wasm_wave::value::{Type, Value, resolve_wit_func_type};
use wasm_wave::wasm::{WasmFunc, WasmType, WasmTypeKind};

/// A call that fits the function it names.
pub struct Call {
    /// The exported interface that has the function, by its full name; none for a function of the component itself.
    pub interface: Option<String>,
    /// What the function is called in JavaScript.
    pub function: String,
    /// JavaScript values; [`values`](self) says how those are spelled that JSON has not.
    pub arguments: Vec<Json>,
    result: Option<Type>,
}

impl Call {
    /// Reads `text` as a call of a function that `component` exports.
    ///
    /// # Errors
    /// A call that does not parse, a function that is not there, arguments of other types.
    pub fn new(component: &[u8], text: &str) -> Result<Call> {
        let name_end = text.find('(').unwrap_or(text.len());
        let (name, arguments) = text.split_at(name_end);
        let found = find::function(component, name.trim())?;
        let ty = resolve_wit_func_type(&found.resolve, &found.function).map_err(|error| {
            Error::new(Code::BadCall, format!("{} cannot be called from outside: {error}", found.shown()))
                .help("values that can be written are numbers, text, lists, records, variants and the like: no resources")
        })?;
        let types: Vec<Type> = ty.params().collect();
        let arguments = if arguments.is_empty() { "()" } else { arguments };
        let values = parse(arguments, &types).map_err(|error| {
            // The parser has counted the name that stands for the function's.
            let column = name_end + error.span().start.saturating_sub(1);
            not_fitting(&error)
                .at(place(text, column))
                .help(format!("the function is {}", found.signature(&ty)))
        })?;
        let arguments = values.iter().zip(&types).map(|(value, ty)| values::to_js(value, ty)).collect();
        let function = names::lower_camel(&found.function.name);
        let result = ty.results().next();
        Ok(Call { interface: found.interface, function, arguments, result })
    }

    /// Whether the function returns a `result`: then JavaScript throws what is in `err`.
    pub fn is_fallible(&self) -> bool {
        self.result.as_ref().is_some_and(|ty| ty.kind() == WasmTypeKind::Result)
    }

    /// What the function returned, in WAVE; none where its type has no result.
    ///
    /// # Errors
    /// A JavaScript value that is not of the function's type: a mistake of jco.
    pub fn shown(&self, outcome: &Json) -> Result<Option<String>> {
        let Some(ty) = &self.result else { return Ok(None) };
        let mistaken = |reason: String| {
            Error::new(Code::Internal, format!("the result {outcome} is no {}: {reason}", self.function))
        };
        let value = values::from_js(outcome, ty).map_err(|error| mistaken(error.to_string()))?;
        wasm_wave::to_string(&value).map(Some).map_err(|error| mistaken(error.to_string()))
    }
}

/// Reads `(1, 2)`.
fn parse(arguments: &str, types: &[Type]) -> Result<Vec<Value>, ParserError> {
    let call = format!("f{arguments}");
    UntypedFuncCall::parse(&call)?.to_wasm_params(types)
}

fn not_fitting(error: &ParserError) -> Error {
    let kind = error.kind();
    let reason = match error.detail() {
        Some(detail) => format!("{kind}: {detail}"),
        None => {
            let shown = error.to_string();
            shown.rsplit_once(" at ").map_or(shown.clone(), |(reason, _)| reason.into())
        }
    };
    Error::new(Code::BadCall, format!("the call does not fit the function: {reason}"))
}

/// `--invoke:1:5`, the call, and a mark below its `column`th byte, counted from 0.
fn place(text: &str, column: usize) -> String {
    let before = text.get(..column).map_or(column, |before| before.chars().count());
    format!("--invoke:1:{}\n{}", before + 1, excerpt(text, 1, before, 1))
}
