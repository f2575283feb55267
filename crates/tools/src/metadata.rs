//! Names and the `producers` section: which languages and tools made a binary.

use serde::Serialize;
use transpile::{Code, Error, Result, recognise};
use wasm_metadata::{AddMetadata, AddMetadataField, ComponentNames, ModuleNames};
use wasmparser::{Encoding, KnownCustom, Parser, Payload};

use crate::failure;

/// Fields of a `producers` section with the names and versions in each: `[("language", [("Rust", "1.95.0")])]`.
pub type Producers = Vec<(String, Vec<(String, String)>)>;

/// What is known of one module or component of a binary. Serialized it has the names and the form of the JS API.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// The component this one is nested in, by its place in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_index: Option<usize>,
    /// The name in the name section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Module or component.
    pub meta_type: MetaType,
    /// Where it is in the binary: first byte, and the byte after the last.
    pub range: (usize, usize),
    /// Its producers section.
    pub producers: Producers,
}

/// Module, or component with the number of modules and components directly in it.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "tag", content = "val", rename_all = "camelCase")]
pub enum MetaType {
    /// A core module.
    Module,
    /// A component.
    Component(usize),
}

/// One thing to add to a binary's metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// `name`, or a field of the producers section: `language`, `processed-by`, `sdk`.
    pub field: String,
    /// The name of the binary, language, tool or kit.
    pub name: String,
    /// Its version, or nothing.
    pub version: String,
}

/// The metadata of a module or component and of everything nested in it, outermost first, in binary order.
///
/// # Errors
/// A binary that cannot be read to its end.
pub fn metadata_show(wasm: &[u8]) -> Result<Vec<Metadata>> {
    let wasm = recognise::binary(wasm)?;
    failure::whole(&wasm, Code::Metadata)?;
    let mut found: Vec<Metadata> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut start = 0;
    for payload in Parser::new(0).parse_all(&wasm) {
        match payload.map_err(|error| failure::error(Code::Metadata, &error.into()))? {
            Payload::ModuleSection { unchecked_range, .. }
            | Payload::ComponentSection { unchecked_range, .. } => {
                start = unchecked_range.start;
            }
            Payload::Version { encoding, .. } => {
                let parent_index = open.last().copied();
                open.push(found.len());
                found.push(empty(parent_index, encoding, start));
                if let Some(Metadata { meta_type: MetaType::Component(children), .. }) =
                    parent_index.and_then(|parent| found.get_mut(parent))
                {
                    *children += 1;
                }
            }
            Payload::CustomSection(section) => {
                let index = *open.last().expect("a section is inside a module or component");
                read_section(&mut found[index], &section)?;
            }
            Payload::End(end) => {
                let index = open.pop().expect("what ends has begun");
                found[index].range.1 = end;
            }
            _ => {}
        }
    }
    Ok(found)
}

fn empty(parent_index: Option<usize>, encoding: Encoding, start: usize) -> Metadata {
    let meta_type = match encoding {
        Encoding::Module => MetaType::Module,
        Encoding::Component => MetaType::Component(0),
    };
    Metadata { parent_index, name: None, meta_type, range: (start, start), producers: Vec::new() }
}

fn read_section(metadata: &mut Metadata, section: &wasmparser::CustomSectionReader<'_>) -> Result<()> {
    let (data, offset) = (section.data(), section.data_offset());
    match section.as_known() {
        // A name section that cannot be read is to be ignored: it has no meaning to the program.
        KnownCustom::Name(_) => {
            let names = ModuleNames::from_bytes(data, offset).ok();
            metadata.name = names.and_then(|names| names.get_name().cloned());
        }
        KnownCustom::ComponentName(_) => {
            let names = ComponentNames::from_bytes(data, offset).ok();
            metadata.name = names.and_then(|names| names.get_name().cloned());
        }
        KnownCustom::Producers(_) => {
            let producers = wasm_metadata::Producers::from_bytes(data, offset)
                .map_err(|error| failure::error(Code::Metadata, &error))?;
            metadata.producers =
                producers.iter().map(|(field, entries)| (field.clone(), pairs(&entries))).collect();
        }
        _ => {}
    }
    Ok(())
}

fn pairs(entries: &wasm_metadata::ProducersField<'_>) -> Vec<(String, String)> {
    entries.iter().map(|(name, version)| (name.clone(), version.clone())).collect()
}

/// The same module or component with more metadata; what is nested in it stays as it is.
///
/// # Errors
/// Fields there are not, and a binary that cannot be read to its end.
pub fn metadata_add(wasm: &[u8], additions: &[Addition]) -> Result<Vec<u8>> {
    let wasm = recognise::binary(wasm)?;
    add(&wasm, additions)
}

/// As [`metadata_add`], to a binary.
pub(crate) fn add(wasm: &[u8], additions: &[Addition]) -> Result<Vec<u8>> {
    failure::whole(wasm, Code::Metadata)?;
    let mut metadata = AddMetadata::default();
    for Addition { field, name, version } in additions {
        let entry = (name.clone(), version.clone());
        match field.as_str() {
            "name" => metadata.name = AddMetadataField::Set(name.clone()),
            "language" => metadata.language.push(entry),
            "processed-by" => metadata.processed_by.push(entry),
            "sdk" => metadata.sdk.push(entry),
            _ => {
                return Err(Error::new(Code::Metadata, format!("there is no metadata field {field:?}"))
                    .help("the fields are name, language, processed-by and sdk"));
            }
        }
    }
    metadata.to_wasm(wasm).map_err(|error| failure::error(Code::Metadata, &error))
}
