//! Damaged copies of real components.

use crate::corpus::Specimen;
use crate::random::Random;
use std::ops::Range;

/// Numbers in the encoding that sections have them in: small, at the limits, too long, and beyond what there can be.
const NUMBERS: &[&[u8]] = &[
    &[0x00],
    &[0x7f],
    &[0x80, 0x80, 0x40],
    &[0xff, 0xff, 0xff, 0xff, 0x07],
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
];

pub fn component(random: &mut Random, corpus: &[Specimen]) -> Option<Vec<u8>> {
    if corpus.is_empty() || random.once_in(500) {
        return Some(noise(random));
    }
    let specimen = random.pick(corpus);
    let mut bytes = specimen.bytes.clone();
    // What moves things about comes last: the places are those of the specimen.
    for _ in 0..random.below(4) + 1 {
        let at = place(random, specimen);
        change_byte(random, &mut bytes, at);
    }
    match random.below(8) {
        0 => bytes.truncate(place(random, specimen)),
        1 => replace(random, &mut bytes, specimen),
        2 => copy_within(random, &mut bytes, specimen),
        3 => splice(random, &mut bytes, specimen, corpus),
        4 => bytes = with_sections_changed(random, &specimen.bytes, &specimen.sections),
        5 if random.once_in(4) => bytes = nested(random, bytes),
        _ => {}
    }
    Some(bytes)
}

/// A header, sometimes, and anything after it.
fn noise(random: &mut Random) -> Vec<u8> {
    let header: &[u8] =
        *random.pick::<&[u8]>(&[&b"\0asm\x0d\0\x01\0"[..], b"\0asm", b"(component", b"", b"package a:b;"]);
    let length = random.below(300);
    [header, &random.bytes(length)].concat()
}

/// Somewhere in the component, seldom in code or data.
fn place(random: &mut Random, specimen: &Specimen) -> usize {
    if specimen.parts.is_empty() || random.once_in(10) {
        return random.below(specimen.bytes.len());
    }
    let part = random.pick(&specimen.parts);
    part.start + random.below(part.len())
}

fn change_byte(random: &mut Random, bytes: &mut [u8], at: usize) {
    let Some(byte) = bytes.get_mut(at) else { return };
    match random.below(4) {
        0 => *byte ^= 1 << random.below(8),
        1 => *byte = byte.wrapping_add(1),
        2 => *byte = byte.wrapping_sub(1),
        _ => *byte = random.next() as u8,
    }
}

/// Puts a number, or nothing, where some bytes were.
fn replace(random: &mut Random, bytes: &mut Vec<u8>, specimen: &Specimen) {
    let start = place(random, specimen).min(bytes.len());
    let end = (start + random.below(3)).min(bytes.len());
    let number = if random.once_in(4) { &[] } else { *random.pick(NUMBERS) };
    bytes.splice(start..end, number.iter().copied());
}

fn copy_within(random: &mut Random, bytes: &mut Vec<u8>, specimen: &Specimen) {
    let (from, to) = (place(random, specimen).min(bytes.len()), place(random, specimen).min(bytes.len()));
    let end = (from + random.below(40)).min(bytes.len());
    let copied = bytes[from..end].to_vec();
    bytes.splice(to..to, copied);
}

fn splice(random: &mut Random, bytes: &mut Vec<u8>, specimen: &Specimen, corpus: &[Specimen]) {
    let other = random.pick(corpus);
    let from = place(random, other);
    let end = (from + random.below(60)).min(other.bytes.len());
    let to = place(random, specimen).min(bytes.len());
    let replaced = (to + random.below(60)).min(bytes.len());
    bytes.splice(to..replaced, other.bytes[from..end].iter().copied());
}

fn with_sections_changed(random: &mut Random, bytes: &[u8], sections: &[Range<usize>]) -> Vec<u8> {
    let mut sections = sections.to_vec();
    for _ in 0..random.below(3) + 1 {
        let (a, b) = (random.below(sections.len()), random.below(sections.len()));
        match (sections.is_empty(), random.below(3)) {
            (true, _) => {}
            (_, 0) => sections.swap(a, b),
            (_, 1) => sections.insert(a, sections[b].clone()),
            _ => drop(sections.remove(a)),
        }
    }
    let header = bytes[..bytes.len().min(8)].to_vec();
    std::iter::once(&header[..])
        .chain(sections.into_iter().map(|section| &bytes[section]))
        .collect::<Vec<_>>()
        .concat()
}

/// The component inside another, and that inside another.
fn nested(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..1 << random.below(8) {
        let mut outer = b"\0asm\x0d\0\x01\0\x04".to_vec();
        let mut size = bytes.len();
        while size > 0x7f {
            outer.push(size as u8 | 0x80);
            size >>= 7;
        }
        outer.push(size as u8);
        outer.append(&mut bytes);
        bytes = outer;
    }
    bytes
}
