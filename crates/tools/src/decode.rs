//! WIT out of binaries: components, encoded packages, core modules that carry a world.

use transpile::recognise::{Kind, recognise};
use transpile::{Code, Error, Result};
use wasmparser::{Parser, Payload};
use wit_component::{DecodedWasm, metadata};
use wit_parser::{PackageId, Resolve, WorldId};

use crate::failure;
use crate::package_cycle::package_cycle;

/// Merges the WIT of a binary into `resolve`.
pub(crate) fn decode(resolve: &mut Resolve, binary: &[u8]) -> Result<PackageId> {
    failure::whole(binary, Code::Invalid)?;
    if recognise(binary) == Kind::CoreModule {
        return decode_core_module(resolve, binary);
    }
    check_packages(binary)?;
    failure::contained(Code::Invalid, || {
        let decoded = wit_component::decode(binary)?;
        let package = decoded.package();
        let (DecodedWasm::WitPackage(found, _) | DecodedWasm::Component(found, _)) = decoded;
        Ok(resolve.merge(found)?.packages[package.index()])
    })
}

/// The WIT of a component, and the world that it is of.
pub(crate) fn component(binary: &[u8]) -> Result<(Resolve, WorldId)> {
    failure::whole(binary, Code::Invalid)?;
    match recognise(binary) {
        Kind::CoreModule => {
            return Err(Error::new(
                Code::CoreModule,
                "this is a core module, which exports no component functions",
            )
            .help("make a component of it with `jco new`"));
        }
        Kind::WitPackage => {
            return Err(Error::new(Code::WitPackage, "this is an encoded WIT package, which has no code"));
        }
        _ => check_packages(binary)?,
    }
    failure::contained(Code::Invalid, || match wit_component::decode(binary)? {
        DecodedWasm::Component(resolve, world) => Ok((resolve, world)),
        DecodedWasm::WitPackage(..) => anyhow::bail!("it has no world"),
    })
}

/// Refuses what would not end in `wit-parser`.
fn check_packages(component: &[u8]) -> Result<()> {
    match package_cycle(component).as_slice() {
        [] => Ok(()),
        packages => {
            let message = format!("packages use each other, which WIT cannot say: {}", packages.join(", "));
            Err(Error::new(Code::Unsupported, message))
        }
    }
}

/// As [`check_packages`], of the worlds that a core module carries.
pub(crate) fn check_embedded_packages(module: &[u8]) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        match payload {
            Ok(Payload::CustomSection(section)) if section.name().starts_with("component-type") => {
                check_packages(embedded(section.data()))?;
            }
            Ok(_) => {}
            Err(error) => return Err(failure::error(Code::Invalid, &error.into())),
        }
    }
    Ok(())
}

/// The component in a `component-type` section: all of it, or what follows its version, encoding and world's name.
fn embedded(section: &[u8]) -> &[u8] {
    let start = section.windows(4).position(|bytes| bytes == b"\0asm").unwrap_or_default();
    &section[start..]
}

fn decode_core_module(resolve: &mut Resolve, binary: &[u8]) -> Result<PackageId> {
    check_embedded_packages(binary)?;
    let (stripped, bindgen) = failure::contained(Code::Invalid, || metadata::decode(binary))?;
    if stripped.is_none() {
        return Err(Error::new(Code::CoreModule, "this is a core module that carries no WIT")
            .help("put a world into it with `jco embed`"));
    }
    failure::contained(Code::Invalid, || {
        let package = bindgen.resolve.worlds[bindgen.world]
            .package
            .ok_or_else(|| anyhow::anyhow!("the world has no package"))?;
        Ok(resolve.merge(bindgen.resolve)?.packages[package.index()])
    })
}
