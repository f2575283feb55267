use wasmparser::{Operator, Parser, Payload, Validator, WasmFeatures};
use wasmtime_environ::component::{ComponentTypesBuilder, GlobalInitializer, InstantiateModule, Translator};
use wasmtime_environ::{ScopeVec, Tunables};

use super::{ExtraImportKind, forms};

fn features() -> WasmFeatures {
    let features = WasmFeatures::default() | WasmFeatures::CM_FIXED_LENGTH_LISTS | WasmFeatures::CM64;
    features.difference(WasmFeatures::EXCEPTIONS)
}

/// The adapter between a component that exports `f: func(x: ty)` and one that imports it.
fn adapter(ty: &str, options: &str) -> Vec<u8> {
    two_components(ty, options, "", "i32")
}

fn two_components(ty: &str, options: &str, memory: &str, address: &str) -> Vec<u8> {
    let guest = format!(
        r#"(core module $libc
             (memory (export "memory") {memory} 1)
             (func (export "realloc") (param {address} {address} {address} {address}) (result {address})
               {address}.const 1024))
           (core instance $libc (instantiate $libc))"#
    );
    let options = options
        .replace("memory", r#"(memory (core memory $libc "memory"))"#)
        .replace("realloc", r#"(realloc (core func $libc "realloc"))"#);
    translate(&format!(
        r#"(component
             (component $callee
               {guest}
               (core module $m (func (export "f") (param {address} {address})))
               (core instance $m (instantiate $m))
               (func (export "f") (param "x" {ty}) (canon lift (core func $m "f") {options})))
             (component $caller
               (import "callee" (instance $callee (export "f" (func (param "x" {ty})))))
               {guest}
               (core func $f (canon lower (func $callee "f") {options}))
               (core module $m (import "" "f" (func (param {address} {address}))))
               (core instance (instantiate $m (with "" (instance (export "f" (func $f)))))))
             (instance $callee (instantiate $callee))
             (instance (instantiate $caller (with "callee" (instance $callee)))))"#
    ))
}

fn translate(component: &str) -> Vec<u8> {
    let bytes = wat::parse_str(component).expect("the component's text is right");
    let mut tunables = Tunables::default_u32();
    tunables.concurrency_support = false;
    let mut validator = Validator::new_with_features(features());
    let mut types = ComponentTypesBuilder::new(&validator);
    let scope = ScopeVec::new();
    let (translation, modules) = Translator::new(&tunables, &mut validator, &mut types, &scope)
        .translate(&bytes)
        .expect("the component is valid");
    let adapter = translation.component.initializers.iter().find_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, _), None) => Some(*module),
        _ => None,
    });
    modules[adapter.expect("the component has an adapter")].wasm.to_vec()
}

fn operators(module: &[u8]) -> Vec<Operator<'_>> {
    let mut operators = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload.expect("the module parses") {
            let reader = body.get_operators_reader().expect("the body parses");
            operators.extend(reader.into_iter().map(|operator| operator.expect("the operator parses")));
        }
    }
    operators
}

fn count(module: &[u8], is_counted: impl Fn(&Operator) -> bool) -> usize {
    operators(module).iter().filter(|operator| is_counted(operator)).count()
}

fn loops(module: &[u8]) -> usize {
    count(module, |operator| matches!(operator, Operator::Loop { .. }))
}

fn copies(module: &[u8]) -> usize {
    count(module, |operator| matches!(operator, Operator::MemoryCopy { .. }))
}

fn validate(module: &[u8], features: WasmFeatures) {
    Validator::new_with_features(features).validate_all(module).expect("the form validates");
}

/// Checks that both forms of an adapter for `list<element>` validate, and counts (loops, copies) in each.
#[track_caller]
fn assert_list(element: &str, in_multi: (usize, usize), in_single: (usize, usize)) {
    let forms = forms(&adapter(&format!("(list {element})"), "memory realloc")).expect("adapters have forms");
    let single = forms.single_memory.expect("two memories are used");
    validate(&forms.multi_memory, features());
    validate(&single.wasm, features().difference(WasmFeatures::MULTI_MEMORY));
    assert_eq!((loops(&forms.multi_memory), copies(&forms.multi_memory)), in_multi, "{element}");
    let calls = single.imports.iter().filter(|import| matches!(import.kind, ExtraImportKind::Copy { .. }));
    assert_eq!((loops(&single.wasm), calls.count()), in_single, "{element}");
}

#[test]
fn a_list_of_numbers_is_one_copy() {
    let numbers = ["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64"];
    let gapless =
        ["(tuple u8 s8)", "(tuple u32 f32)", "(tuple s32 (tuple u16 u16))", "(tuple u16 u16 u32 f64)"];
    for element in numbers.into_iter().chain(gapless) {
        assert_list(element, (0, 1), (0, 1));
    }
}

#[test]
fn a_list_with_checks_or_padding_stays_a_loop() {
    for element in
        ["bool", "char", "string", "(tuple u8 u16)", "(tuple u64 u8)", "(option u8)", "(tuple u8 bool)"]
    {
        assert_list(element, (1, 0), (1, 0));
    }
}

#[test]
fn a_list_in_a_list_is_copied_within_the_loop() {
    assert_list("(list u32)", (1, 1), (1, 1));
    assert_list("(list u8 4)", (1, 1), (1, 1));
}

#[test]
fn the_memory_of_the_callee_stays_and_that_of_the_caller_is_reached_by_calls() {
    let adapter = adapter("(list u16)", "memory realloc");
    let single = forms(&adapter).expect("adapters have forms").single_memory.expect("two memories are used");
    let imports: Vec<_> =
        single.imports.iter().map(|import| (import.module.as_str(), import.name.as_str())).collect();
    assert_eq!(imports, [("access m1", "memory.size"), ("copy", "m1 => m0")]);
    assert_eq!(single.imports[1].kind, ExtraImportKind::Copy { to: 0, from: 1 });
}

#[test]
fn an_offset_is_the_last_argument_of_a_call() {
    let adapter = adapter("(list (tuple u8 u16))", "memory realloc");
    let single = forms(&adapter).expect("adapters have forms").single_memory.expect("two memories are used");
    let load =
        single.imports.iter().position(|import| import.name == "i32.load16_u").expect("a u16 is loaded");
    let adapter_functions = Parser::new(0)
        .parse_all(&adapter)
        .find_map(|payload| match payload.expect("the module parses") {
            Payload::ImportSection(imports) => Some(imports.into_imports()),
            _ => None,
        })
        .expect("the module has imports")
        .filter(|import| {
            matches!(import.as_ref().expect("the import parses").ty, wasmparser::TypeRef::Func(_))
        })
        .count();
    let operators = operators(&single.wasm);
    let call = (adapter_functions + load) as u32;
    let at = operators.iter().position(|operator| *operator == Operator::Call { function_index: call });
    assert_eq!(operators[at.expect("the import is called") - 1], Operator::I32Const { value: 2 });
}

#[test]
fn one_form_is_enough_where_no_memory_is_used() {
    for options in ["", "memory realloc"] {
        let forms = forms(&adapter("(tuple u32 s32)", options)).expect("adapters have forms");
        assert!(forms.single_memory.is_none());
        validate(&forms.multi_memory, features().difference(WasmFeatures::MULTI_MEMORY));
    }
}

#[test]
fn memories_of_64_bits_have_copies_but_no_single_form() {
    let adapter = two_components("(list u32)", "memory realloc", "i64", "i64");
    let forms = forms(&adapter).expect("adapters have forms");
    validate(&forms.multi_memory, features());
    assert_eq!((loops(&forms.multi_memory), copies(&forms.multi_memory)), (0, 1));
    assert!(forms.single_memory.is_none());
}

/// A module with a loop as adapters have it, or nearly so.
fn list_loop(body: &str) -> String {
    format!(
        r#"(module
             (import "memory" "m0" (memory 0)) (import "memory" "m1" (memory 0))
             (func (local $to i32) (local $from i32) (local $left i32) (loop {body})))"#
    )
}

const ADVANCE_BY_4: &str = "
    local.get $from i32.const 4 i32.add local.set $from
    local.get $to i32.const 4 i32.add local.set $to";
const COUNT_DOWN: &str = "local.get $left i32.const -1 i32.add local.tee $left br_if 0";

#[test]
fn a_loop_that_differs_is_left_alone() {
    let copy = "local.get $to local.get $from i32.load 1 i32.store 0";
    let bodies = [
        (format!("{copy} {ADVANCE_BY_4} {COUNT_DOWN}"), 1),
        // More than the element, less than it, twice the same part, another order.
        (format!("{copy} {copy} {ADVANCE_BY_4} {COUNT_DOWN}"), 0),
        (
            format!("local.get $to local.get $from i32.load16_u 1 i32.store16 0 {ADVANCE_BY_4} {COUNT_DOWN}"),
            0,
        ),
        (
            format!(
                "local.get $to local.get $from i32.load 1 offset=4 i32.store 0 {ADVANCE_BY_4} {COUNT_DOWN}"
            ),
            0,
        ),
        (format!("{copy} {COUNT_DOWN}"), 0),
        (format!("{copy} {ADVANCE_BY_4} {}", COUNT_DOWN.replace("-1", "-2")), 0),
        (format!("{copy} {ADVANCE_BY_4} {}", COUNT_DOWN.replace("$left", "$to")), 0),
        (format!("{copy} {} {COUNT_DOWN}", ADVANCE_BY_4.replace("$from", "$left")), 0),
        (format!("{copy} {} {COUNT_DOWN}", ADVANCE_BY_4.replacen("i32.const 4", "i32.const 8", 1)), 0),
        (format!("{copy} {ADVANCE_BY_4} {COUNT_DOWN} nop"), 0),
    ];
    for (body, expected) in bodies {
        let module = wat::parse_str(list_loop(&body)).expect("the module's text is right");
        let forms = forms(&module).expect("adapters have forms");
        assert_eq!(copies(&forms.multi_memory), expected, "{body}");
        validate(&forms.single_memory.expect("two memories are used").wasm, features());
    }
}

#[test]
fn an_instruction_that_adapters_do_not_have_is_an_error() {
    let module = r#"(module
        (import "memory" "m0" (memory 0)) (import "memory" "m1" (memory 0))
        (func (drop (i32.load 0 (i32.const 0))) (drop (i64.load8_u 1 (i32.const 0))) (drop (memory.size 1))))"#;
    let error =
        forms(&wat::parse_str(module).expect("the module's text is right")).expect_err("no stand-in exists");
    assert!(error.contains("memory 1"), "{error}");
}

/// `runtime/accessors.js` carries a module as base64 and its text as a comment.
#[test]
fn the_accessor_module_is_what_its_text_says() {
    let source = include_str!("../../../runtime/accessors.js");
    let lines = source.lines().map(str::trim_start);
    let text: String = lines
        .clone()
        .filter_map(|line| line.strip_prefix("// "))
        .skip_while(|line| *line != "(module")
        .take_while(|line| line.starts_with(['(', ' ']))
        .collect();
    let base64: String = lines
        .skip_while(|line| !line.starts_with("const accessorBase64"))
        .filter_map(|line| line.split('\'').nth(1))
        .collect();
    let module = wat::parse_str(&text).expect("the comment is a module");
    assert_eq!(base64, encode_base64(&module));
}

fn encode_base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | usize::from(*chunk.get(i).unwrap_or(&0)));
        for i in 0..4 {
            text.push(if i <= chunk.len() { DIGITS[bits >> (18 - 6 * i) & 63].into() } else { '=' });
        }
    }
    text
}
