//! How deep components, and the types of components and instances, lie inside each other.
//!
//! Whatever reads them goes into them by recursion, and a stack that overflows ends the process. So this is asked
//! first, and answered without recursion.

use wasmparser::{BinaryReader, Chunk, ComponentType, Parser, Payload};

use crate::contain::contained;
use crate::{Code, Error, Result};

/// Far beyond what tools make: composing components adds a level each time.
const DEEPEST: usize = 100;

/// Whether all that there is to a binary component can be read.
///
/// # Errors
/// [`Code::TooLarge`]. What does not parse is somebody else's to refuse.
pub fn check(component: &[u8]) -> Result<()> {
    // Where an address has 32 bits, wasmparser does not get over sizes near 4 GiB.
    contained(|| checked(component)).unwrap_or(Ok(()))
}

fn checked(component: &[u8]) -> Result<()> {
    let mut parsers = vec![Parser::new(0)];
    let mut rest = component;
    while let Some(parser) = parsers.last_mut() {
        let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else { return Ok(()) };
        rest = &rest[consumed..];
        match payload {
            Payload::ComponentTypeSection(section) => {
                let types = component.get(section.range()).unwrap_or_default();
                if depth(types).is_some_and(|depth| depth > DEEPEST) {
                    return Err(too_deep("types").at(format!("byte {:#x}", section.range().start)));
                }
            }
            Payload::ModuleSection { unchecked_range, .. } => {
                let Some(after) = rest.get(unchecked_range.len()..) else { return Ok(()) };
                rest = after;
            }
            Payload::ComponentSection { parser, unchecked_range } => {
                if parsers.len() == DEEPEST {
                    return Err(too_deep("components").at(format!("byte {:#x}", unchecked_range.start)));
                }
                parsers.push(parser);
            }
            Payload::End(_) => drop(parsers.pop()),
            _ => {}
        }
    }
    Ok(())
}

fn too_deep(what: &str) -> Error {
    Error::new(Code::TooLarge, format!("{what} are nested more than {DEEPEST} deep"))
}

/// How deep the types of a section nest, as far as it parses or the limit goes.
fn depth(section: &[u8]) -> Option<usize> {
    let mut reader = BinaryReader::new(section, 0);
    let mut deepest = 0;
    // How many items are left of each type that is being read, and of the section.
    let mut left = vec![reader.read_var_u32().ok()?];
    while let Some(items) = left.last_mut() {
        if *items == 0 {
            left.pop();
            continue;
        }
        *items -= 1;
        let is_declaration = left.len() > 1;
        let read = if is_declaration { declaration(&mut reader) } else { declared_type(&mut reader) };
        let Some(inside) = read else { break };
        left.extend(inside);
        deepest = deepest.max(left.len());
        if deepest > DEEPEST {
            break;
        }
    }
    Some(deepest)
}

/// Reads a declaration (Binary.md, `instancedecl` and `componentdecl`), or its beginning if it is of a type that holds
/// declarations: then gives how many.
fn declaration(reader: &mut BinaryReader<'_>) -> Option<Option<u32>> {
    match reader.read_u8().ok()? {
        0x00 => reader.read::<wasmparser::CoreType<'_>>().ok().map(|_| None),
        0x01 => declared_type(reader),
        0x02 => reader.read::<wasmparser::ComponentAlias<'_>>().ok().map(|_| None),
        0x03 => reader.read::<wasmparser::ComponentImport<'_>>().ok().map(|_| None),
        _ => {
            reader.read::<wasmparser::ComponentExternName<'_>>().ok()?;
            reader.read::<wasmparser::ComponentTypeRef>().ok().map(|_| None)
        }
    }
}

fn declared_type(reader: &mut BinaryReader<'_>) -> Option<Option<u32>> {
    match reader.clone().read_u8().ok()? {
        0x41 | 0x42 => {
            reader.read_u8().ok()?;
            reader.read_var_u32().ok().map(Some)
        }
        _ => reader.read::<ComponentType<'_>>().ok().map(|_| None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(levels: usize, open: &str, close: &str) -> Vec<u8> {
        wat::parse_str(format!("(component {}{})", open.repeat(levels), close.repeat(levels)))
            .expect("valid text")
    }

    #[test]
    fn what_tools_make_is_not_too_deep() {
        assert_eq!(check(&nested(20, "(component ", ")")), Ok(()));
        assert_eq!(check(&nested(20, "(type (component (import \"f\" (func)) ", "))")), Ok(()));
        assert_eq!(check(b"\0asm\x0d\0\x01\0\x07\xff"), Ok(()));
    }

    #[test]
    fn types_and_components_can_be_too_deep() {
        let types = |levels: usize, tag| {
            let mut bytes = b"\0asm\x0d\0\x01\0\x07".to_vec();
            let contents: Vec<u8> =
                [1].into_iter().chain([tag, 1, 1].repeat(levels)).chain([0x42, 0]).collect();
            leb(contents.len(), &mut bytes);
            bytes.extend(contents);
            check(&bytes).map_err(|error| error.code)
        };
        for tag in [0x41, 0x42] {
            assert_eq!(types(80, tag), Ok(()));
            assert_eq!(types(200, tag), Err(Code::TooLarge));
            assert_eq!(types(1_000_000, tag), Err(Code::TooLarge));
        }
        let mut component = b"\0asm\x0d\0\x01\0".to_vec();
        for _ in 0..200 {
            let inner = std::mem::replace(&mut component, b"\0asm\x0d\0\x01\0\x04".to_vec());
            leb(inner.len(), &mut component);
            component.extend(inner);
        }
        assert_eq!(check(&component).map_err(|error| error.code), Err(Code::TooLarge));
    }

    fn leb(mut value: usize, bytes: &mut Vec<u8>) {
        while value > 0x7f {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }
}
