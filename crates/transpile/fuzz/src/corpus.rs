//! Real components, to be damaged.

use std::fs;
use std::path::{Path, PathBuf};
use wasmparser::{Parser, Payload};

/// Larger ones are mostly code and data, which no one reads.
const LARGEST: usize = 200_000;

/// A component, and where in it something is worth changing.
pub struct Specimen {
    pub bytes: Vec<u8>,
    /// Without the code and the data of core modules.
    pub parts: Vec<std::ops::Range<usize>>,
    /// Sections of the component with their headers.
    pub sections: Vec<std::ops::Range<usize>>,
}

/// The components in `folders` and the folders in them, in the order of their paths.
pub fn read(folders: &[PathBuf]) -> Vec<Specimen> {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| find(folder, &mut files));
    files.sort();
    let components = files.iter().filter_map(|file| {
        let input = fs::read(file).ok()?;
        Some(transpile::recognise::component(&input).ok()?.into_owned())
    });
    components.filter(|bytes| bytes.len() <= LARGEST).map(specimen).collect()
}

fn find(path: &Path, files: &mut Vec<PathBuf>) {
    if let Ok(entries) = fs::read_dir(path) {
        entries.flatten().for_each(|entry| find(&entry.path(), files));
    } else if path.extension().is_some_and(|extension| extension == "wasm" || extension == "wat") {
        files.push(path.to_owned());
    }
}

fn specimen(bytes: Vec<u8>) -> Specimen {
    let mut parts = Vec::new();
    let mut sections = Vec::new();
    let mut depth = 0;
    let mut end = 8;
    for payload in Parser::new(0).parse_all(&bytes).map_while(Result::ok) {
        match &payload {
            Payload::ModuleSection { unchecked_range, .. }
            | Payload::ComponentSection { unchecked_range, .. } => {
                if depth == 0 {
                    sections.push(end..unchecked_range.end);
                    end = unchecked_range.end;
                }
                depth += 1;
            }
            Payload::End(_) => depth -= 1,
            Payload::CodeSectionStart { .. } | Payload::CodeSectionEntry(_) | Payload::DataSection(_) => {}
            _ => {
                if let Some((_, range)) = payload.as_section() {
                    parts.push(range.clone());
                    if depth == 0 {
                        sections.push(end..range.end);
                        end = range.end;
                    }
                }
            }
        }
    }
    Specimen { bytes, parts, sections }
}
