//! Puts functions that are alike near each other.
//!
//! What is fetched is compressed by gzip, which sees no further than 32 KiB back, and copies of one generic function are
//! elsewhere, by megabytes. So there always follows the function that has most of its code in the last 32 KiB.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

type Result<T> = std::result::Result<T, Error<Infallible>>;

/// Bytes of code that are looked for in other functions.
const PIECE: usize = 6;
/// In more functions than these it says nothing, and takes long.
const RARE: usize = 300;
/// Bytes that gzip looks back.
const WINDOW: usize = 31_000;
/// What is counted is divided by this power of a function's length: short ones are not to come first at any price.
const SHORTNESS: f64 = 0.75;

/// The same module with its functions in another order.
pub fn ordered(wasm: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(wasm)?;
    let bodies: Vec<&[u8]> = functions.bodies.iter().map(|range| &wasm[range.clone()]).collect();
    let order = order(&bodies);
    let mut position = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        position[from] = to as u32;
    }
    let mut module = Module::new();
    let mut ordering = Ordering { imported: functions.imported, order, position };
    ordering.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Functions {
    imported: u32,
    bodies: Vec<Range<usize>>,
}

impl Functions {
    fn read(wasm: &[u8]) -> Result<Functions> {
        let mut functions = Functions { imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.range()),
                _ => {}
            }
        }
        Ok(functions)
    }
}

/// The functions in their new order.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces = Pieces::of(bodies);
    let mut window =
        Window { pieces: &pieces, functions: VecDeque::new(), size: 0, counts: vec![0; pieces.having.len()] };
    let mut known = vec![0u64; bodies.len()];
    let lengths: Vec<f64> = bodies.iter().map(|body| (body.len() as f64 + 8.0).powf(SHORTNESS)).collect();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(at) = best(&left, |function| known[function] as f64 / lengths[function]) {
        // `remove` keeps the order of the others, which decides where several are equal.
        let function = left.remove(at);
        order.push(function);
        window.add(function, bodies, &mut known);
    }
    order
}

/// The place of the first that is worth most.
fn best(functions: &[usize], worth: impl Fn(usize) -> f64) -> Option<usize> {
    let mut found = None;
    let mut most = -1.0;
    for (at, &function) in functions.iter().enumerate() {
        let worth = worth(function);
        if worth > most {
            (found, most) = (Some(at), worth);
        }
    }
    found
}

/// Which pieces functions are made of.
struct Pieces {
    /// By function: its pieces.
    of: Vec<Vec<usize>>,
    /// By piece: the functions that have it, and how often. Empty where it says nothing.
    having: Vec<Vec<(usize, u64)>>,
}

impl Pieces {
    fn of(bodies: &[&[u8]]) -> Pieces {
        let mut ids: HashMap<&[u8], usize> = HashMap::new();
        let mut having: Vec<Vec<(usize, u64)>> = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            for piece in body.windows(PIECE) {
                let id = *ids.entry(piece).or_insert(having.len());
                if id == having.len() {
                    having.push(Vec::new());
                }
                match having[id].last_mut() {
                    Some((last, count)) if *last == function => *count += 1,
                    _ => having[id].push((function, 1)),
                }
            }
        }
        let mut of = vec![Vec::new(); bodies.len()];
        for (piece, functions) in having.iter_mut().enumerate() {
            if functions.len() < 2 || functions.len() > RARE {
                functions.clear();
            }
            for &(function, _) in &*functions {
                of[function].push(piece);
            }
        }
        Pieces { of, having }
    }
}

/// The functions that gzip still sees.
struct Window<'a> {
    pieces: &'a Pieces,
    functions: VecDeque<usize>,
    size: usize,
    /// By piece: how many of the functions have it.
    counts: Vec<u32>,
}

impl Window<'_> {
    /// Adds a function, and what others have in common with the window to `known`.
    fn add(&mut self, function: usize, bodies: &[&[u8]], known: &mut [u64]) {
        self.functions.push_back(function);
        self.size += bodies[function].len();
        for &piece in &self.pieces.of[function] {
            self.counts[piece] += 1;
            if self.counts[piece] == 1 {
                self.pieces.having[piece].iter().for_each(|&(other, count)| known[other] += count);
            }
        }
        while self.size > WINDOW && self.functions.len() > 1 {
            let gone = self.functions.pop_front().expect("there is more than one");
            self.size -= bodies[gone].len();
            for &piece in &self.pieces.of[gone] {
                self.counts[piece] -= 1;
                if self.counts[piece] == 0 {
                    self.pieces.having[piece].iter().for_each(|&(other, count)| known[other] -= count);
                }
            }
        }
    }
}

struct Ordering {
    imported: u32,
    order: Vec<usize>,
    position: Vec<u32>,
}

impl Reencode for Ordering {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.position[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        to: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<()> {
        let types = section.into_iter().collect::<std::result::Result<Vec<u32>, _>>()?;
        for from in self.order.clone() {
            to.function(self.type_index(types[from])?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, to: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<()> {
        let bodies = section.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        for from in self.order.clone() {
            utils::parse_function_body(self, to, bodies[from].clone())?;
        }
        Ok(())
    }
}
