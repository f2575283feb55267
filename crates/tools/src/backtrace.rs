//! What a person reads of the stack of a trap: functions of the source with file and line, and functions of WIT where
//! the component is entered or left.

mod module;
mod stack;

use std::fmt::Write as _;

use addr2line::Frame;

use module::{Module, Symbols};
use stack::{Entry, WasmFrame};

/// A line of the backtrace, and how often it comes in a row.
struct Line {
    text: String,
    place: Option<String>,
    count: usize,
}

/// Turns the `stack` that V8 gave an error into a backtrace, innermost call first.
///
/// `modules` are the component's core modules; frames of others are left out. `script` is the JavaScript around them,
/// whose comments say which function of WIT a `lowered3` is. Names come from DWARF, else from the name section.
pub fn backtrace(stack: &str, modules: &[&[u8]], script: &str) -> String {
    let entries = stack::entries(stack, script);
    let modules: Vec<Module<'_>> = modules.iter().map(|wasm| Module::read(wasm)).collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut symbols: Vec<Option<Symbols<'_>>> = modules.iter().map(|_| None).collect();
    for (position, entry) in entries.iter().enumerate() {
        let frame = match entry {
            Entry::Import(name) => {
                push(&mut lines, format!("import {name}"), None);
                continue;
            }
            Entry::Host => continue,
            Entry::Wasm(frame) => frame,
        };
        let Some(index) = module_of(frame, &entries, &modules) else { continue };
        let module = &modules[index];
        if !module.is_plumbing() {
            let symbols = symbols[index].get_or_insert_with(|| module.symbols());
            for (name, place) in described(frame, module, symbols) {
                push(&mut lines, name, place);
            }
        }
        let is_entry = !matches!(entries.get(position + 1), Some(Entry::Wasm(_)));
        if let Some(name) = module.export_of(frame.function).filter(|_| is_entry) {
            push(&mut lines, format!("export {name}"), None);
        }
    }
    written(&lines)
}

fn push(lines: &mut Vec<Line>, text: String, place: Option<String>) {
    match lines.last_mut() {
        Some(last) if last.text == text && last.place == place => last.count += 1,
        _ => lines.push(Line { text, place, count: 1 }),
    }
}

/// Engines name modules by a hash of their own, so that a module is found by what fits: the one in which every frame of
/// that name is inside the function it claims.
fn module_of(frame: &WasmFrame<'_>, entries: &[Entry<'_>], modules: &[Module<'_>]) -> Option<usize> {
    let fits = |module: &Module<'_>| {
        entries.iter().all(|entry| match entry {
            Entry::Wasm(other) if other.module == frame.module => module.has(other.function, other.offset),
            _ => true,
        })
    };
    modules.iter().position(fits)
}

/// The calls that a frame stands for, those inlined into it first, each with its place in the source.
fn described(frame: &WasmFrame<'_>, module: &Module<'_>, symbols: &Symbols<'_>) -> Vec<(String, Option<String>)> {
    let mut calls = symbols.calls(frame.offset, |call: &Frame<'_, _>| {
        let name = call.function.as_ref().and_then(|function| function.demangle().ok());
        (name.map(|name| plain(&name)), call.location.as_ref().and_then(place))
    });
    let own = || {
        let name = symbols.name(frame.function).map(plain);
        let exported = || module.export_of(frame.function).map(str::to_string);
        name.or_else(exported).unwrap_or_else(|| format!("<wasm function {}>", frame.function))
    };
    if calls.is_empty() {
        calls.push((None, None));
    }
    calls.into_iter().map(|(name, place)| (name.unwrap_or_else(own), place)).collect()
}

/// A mangled name made readable, without the hash that tells instances of a Rust function apart.
fn plain(name: &str) -> String {
    let readable = match rustc_demangle::try_demangle(name) {
        Ok(demangled) => format!("{demangled:#}"),
        Err(_) => name.to_string(),
    };
    match readable.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => path.into(),
        _ => readable,
    }
}

/// `src/main.rs:3:5`; sources of the Rust library without the folder where it was built.
fn place(location: &addr2line::Location<'_>) -> Option<String> {
    let file = location.file?;
    let file = match file.strip_prefix("/rustc/").and_then(|rest| rest.split_once('/')) {
        Some((_, path)) => path,
        None => file,
    };
    Some(match (location.line, location.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(line), None) => format!("{file}:{line}"),
        _ => file.into(),
    })
}

fn written(lines: &[Line]) -> String {
    let mut text = String::new();
    for (number, Line { text: name, place, count }) in lines.iter().enumerate() {
        let repeated = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        writeln!(text, "  {number:>4}: {name}{repeated}").expect("a string takes everything");
        if let Some(place) = place {
            writeln!(text, "          at {place}").expect("a string takes everything");
        }
    }
    text
}
