//! What is left of components.

use super::shell::{shell, shell_module};
use super::*;
use wasmparser::{Validator, WasmFeatures};

const MODULE: &str = "(module $m
    (import \"a\" \"f\" (func $f (param i32)))
    (memory (export \"memory\") 1)
    (table 2 funcref) (elem (i32.const 0) $f $g)
    (data $d \"passive\") (data (i32.const 8) \"active\")
    (func $g (result i32) (local i64) i32.const 1 if (result i32) i32.const 2 else i32.const 3 end)
    (func (export \"h\") (param f32) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)))
    (export \"g\" (func $g)) (export \"f\" (func $f)) (start $s) (func $s))";

fn nested() -> Vec<u8> {
    let module = MODULE.replacen("(module", "(core module", 1);
    wat::parse_str(format!("(component {module} (component {module}) (core module (func)))"))
        .expect("valid text")
}

fn validated(component: &[u8]) {
    Validator::new_with_features(WasmFeatures::all()).validate_all(component).expect("it is valid");
}

#[test]
fn a_hollow_component_keeps_its_modules() {
    let component = nested();
    validated(&component);
    let hollow = Hollow::of(&component).expect("it is not damaged");
    assert!(hollow.bytes.len() < component.len());
    assert_eq!(hollow.modules.len(), 3);
    for module in &hollow.modules {
        validated(module);
        assert!(component.as_ptr_range().contains(&module.as_ptr()));
    }
    let again = Hollow::of(&hollow.bytes).expect("it is not damaged");
    assert_eq!(again.bytes, hollow.bytes);
    let shell = shell(&hollow.bytes).expect("it is not damaged");
    assert!(shell.len() < hollow.bytes.len());
}

#[test]
fn damage_is_left_for_others_to_report() {
    let module = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, CODE, 4, 1, 2, 0, 0x0b];
    assert!(hollow_module(&module).is_some());
    for (at, byte) in [(9, 5), (10, 2), (11, 3), (11, 1)] {
        let mut damaged = module;
        damaged[at] = byte;
        assert_eq!(hollow_module(&damaged), None, "{at}");
    }
    assert_eq!(hollow_module(&module[..12]), None);
    assert_eq!(hollow_module(&module[..6]), None);
}

#[test]
fn a_shell_exports_functions_of_the_same_types() {
    let module = wat::parse_str(MODULE).expect("valid text");
    let types = |module: &[u8]| {
        let mut validator = Validator::new_with_features(WasmFeatures::all());
        let mut exports = Vec::new();
        for payload in wasmparser::Parser::new(0).parse_all(module) {
            let payload = payload.expect("it parses");
            validator.payload(&payload).expect("it is valid");
            if let wasmparser::Payload::ExportSection(section) = payload {
                let types = validator.types(0).expect("it is a module");
                for export in section {
                    let export = export.expect("it parses");
                    let ty = types.entity_type_from_export(&export).expect("it is there");
                    let signature = match ty {
                        wasmparser::types::EntityType::Func(id) => types[id].to_string(),
                        other => format!("{other:?}"),
                    };
                    exports.push((export.name.to_owned(), signature));
                }
            }
        }
        exports
    };
    let shell = shell_module(&module).expect("it is not damaged");
    assert_eq!(types(&shell), types(&module));
}
