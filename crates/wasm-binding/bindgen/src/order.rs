//! Puts functions that are alike next to each other.
//!
//! What is fetched is compressed by gzip, which sees no further than 32 KiB back, and copies of one generic function are
//! elsewhere, by megabytes. Two functions are alike that have rare pieces of code in common: pairs are joined, most alike
//! first, into chains.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

type Result<T> = std::result::Result<T, Error<Infallible>>;

/// Bytes of code that are looked for in other functions.
const PIECE: usize = 6;
/// In more functions than these it says nothing.
const RARE: usize = 60;
/// Fewer pieces in common may be chance.
const ALIKE: u32 = 4;

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
    let mut pairs: Vec<((u32, u32), u32)> = likeness(bodies).into_iter().filter(|(_, pieces)| *pieces >= ALIKE).collect();
    pairs.sort_by_key(|&(pair, pieces)| (Reverse(pieces), pair));
    let mut chains = Chains::new(bodies.len());
    for ((one, other), _) in pairs {
        chains.join(one as usize, other as usize);
    }
    chains.walk()
}

/// For pairs of functions, how many rare pieces they have in common.
fn likeness(bodies: &[&[u8]]) -> HashMap<(u32, u32), u32> {
    let mut having: HashMap<u64, Vec<u32>> = HashMap::new();
    for (index, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let mut hasher = DefaultHasher::new();
            piece.hash(&mut hasher);
            let functions = having.entry(hasher.finish()).or_default();
            if functions.len() <= RARE && functions.last() != Some(&(index as u32)) {
                functions.push(index as u32);
            }
        }
    }
    let mut pairs = HashMap::new();
    for functions in having.values().filter(|functions| functions.len() <= RARE) {
        for (at, &one) in functions.iter().enumerate() {
            for &other in &functions[at + 1..] {
                *pairs.entry((one, other)).or_default() += 1;
            }
        }
    }
    pairs
}

/// Chains of functions: each has at most two neighbours.
struct Chains {
    neighbours: Vec<Vec<usize>>,
    /// A function of the same chain, the same for all of it at the end of the way.
    chain: Vec<usize>,
}

impl Chains {
    fn new(count: usize) -> Chains {
        Chains { neighbours: vec![Vec::new(); count], chain: (0..count).collect() }
    }

    /// Makes two functions neighbours, if both have an end free and it makes no circle.
    fn join(&mut self, one: usize, other: usize) {
        if self.neighbours[one].len() == 2 || self.neighbours[other].len() == 2 {
            return;
        }
        let (first, second) = (self.chain_of(one), self.chain_of(other));
        if first == second {
            return;
        }
        self.chain[first] = second;
        self.neighbours[one].push(other);
        self.neighbours[other].push(one);
    }

    fn chain_of(&mut self, mut function: usize) -> usize {
        while self.chain[function] != function {
            self.chain[function] = self.chain[self.chain[function]];
            function = self.chain[function];
        }
        function
    }

    /// All functions, one chain after the other, each from an end.
    fn walk(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.chain.len());
        let mut is_passed = vec![false; self.chain.len()];
        for start in 0..self.chain.len() {
            if self.neighbours[start].len() == 2 {
                continue;
            }
            let mut next = (!is_passed[start]).then_some(start);
            while let Some(function) = next {
                is_passed[function] = true;
                order.push(function);
                next = self.neighbours[function].iter().copied().find(|&neighbour| !is_passed[neighbour]);
            }
        }
        order
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

    fn parse_function_section(&mut self, to: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Result<()> {
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
