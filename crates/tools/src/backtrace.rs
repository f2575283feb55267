//! What a person reads of the stack of a trap: functions of the source with file and line, and functions of WIT where
//! the component is entered or left.

mod import;
mod module;
mod stack;

use std::fmt::Write as _;
use std::ops::Range;

use addr2line::Frame;

use module::{Module, Symbols};
use stack::{Entry, WasmFrame};

/// How much is shown of a backtrace.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    /// Sources in this folder are shown without it.
    pub folder: &'a str,
    /// What the Rust library does around a program and its panics is shown, too.
    pub is_whole: bool,
}

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
pub fn backtrace(stack: &str, modules: &[&[u8]], script: &str, view: View<'_>) -> String {
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
                push(&mut lines, name, place.map(|place| shortened(place, view.folder)));
            }
        }
        let is_entry = !matches!(entries.get(position + 1), Some(Entry::Wasm(_)));
        if let Some(name) = module.export_of(frame.function).filter(|_| is_entry) {
            // Bindings may call their function as it is exported.
            let is_said = |last: &mut Line| last.text == name && last.place.is_none();
            lines.pop_if(is_said);
            push(&mut lines, format!("export {name}"), None);
        }
    }
    written(&lines, if view.is_whole { 0..lines.len() } else { own_part(&lines) })
}

/// The lines between the marks that the Rust library sets where a program begins and where a panic does.
fn own_part(lines: &[Line]) -> Range<usize> {
    let position = |mark: &str| lines.iter().position(|line| line.text.contains(mark));
    let start = position("__rust_end_short_backtrace").map_or(0, |end| end + 1);
    let end = position("__rust_begin_short_backtrace").filter(|begin| *begin >= start);
    start..end.unwrap_or(lines.len())
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
fn described(
    frame: &WasmFrame<'_>,
    module: &Module<'_>,
    symbols: &Symbols<'_>,
) -> Vec<(String, Option<String>)> {
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
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            path.into()
        }
        _ => readable,
    }
}

/// `src/main.rs:3:5`
fn place(location: &addr2line::Location<'_>) -> Option<String> {
    let file = location.file?;
    Some(match (location.line, location.column) {
        (Some(line), Some(column)) if column > 0 => format!("{file}:{line}:{column}"),
        (Some(line), _) => format!("{file}:{line}"),
        _ => file.into(),
    })
}

/// Sources of the Rust library are shown without the folder where it was built, others without `folder`.
fn shortened(place: String, folder: &str) -> String {
    let in_library =
        place.strip_prefix("/rustc/").and_then(|rest| rest.split_once('/')).map(|(_, path)| path);
    let is_folder = !folder.is_empty();
    let in_folder = || place.strip_prefix(folder).filter(|_| is_folder)?.strip_prefix('/');
    in_library.or_else(in_folder).map(str::to_string).unwrap_or(place)
}

/// Writes the lines that are `shown`; of the others, those where the component is entered or left.
fn written(lines: &[Line], shown: Range<usize>) -> String {
    let mut text = String::new();
    let mut left_out = 0;
    let mut number = 0;
    let tell = |text: &mut String, left_out: &mut usize| {
        if *left_out > 0 {
            writeln!(text, "        … {left_out} inside the Rust library (-v shows them)").expect(INFALLIBLE);
        }
        *left_out = 0;
    };
    for (position, Line { text: name, place, count }) in lines.iter().enumerate() {
        let is_border = name.starts_with("export ") || name.starts_with("import ");
        if !shown.contains(&position) && !is_border {
            left_out += count;
            continue;
        }
        tell(&mut text, &mut left_out);
        let repeated = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        writeln!(text, "  {number:>4}: {name}{repeated}").expect(INFALLIBLE);
        if let Some(place) = place {
            writeln!(text, "          at {place}").expect(INFALLIBLE);
        }
        number += 1;
    }
    tell(&mut text, &mut left_out);
    text
}

const INFALLIBLE: &str = "a string takes everything";
