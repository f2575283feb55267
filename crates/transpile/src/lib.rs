//! A WebAssembly component in, core modules, one JavaScript module and TypeScript declarations out.
//!
//! `decode` reads and checks, `plan` decides, `emit` and `dts` write: see `docs/ARCHITECTURE.md`.

pub mod contain;
mod decode;
mod dts;
mod emit;
mod error;
pub mod names;
pub mod nesting;
mod options;
mod output;
mod plan;
pub mod recognise;
mod skeleton;
mod workerd;

pub use error::{Code, Error, Result};
pub use options::{AsyncMode, ImportBindings, Instantiation, Options, Runtime, TypeStyle};
pub use output::{ExportKind, File, Output};
pub use skeleton::{Language, Part};

use emit::bindings::{Target, resolve};
use plan::world::World;
use std::borrow::Cow;

/// Transpiles a component, in binary or text form.
///
/// # Errors
/// Everything that can be wrong with the input or the options has a [`Code`].
pub fn transpile<'a>(component: &'a [u8], options: &Options) -> Result<Output<'a>> {
    match recognise::component(component)? {
        Cow::Borrowed(bytes) => transpile_binary(bytes, options),
        Cow::Owned(bytes) => transpile_binary(&bytes, options).map(Output::into_owned),
    }
}

fn transpile_binary<'a>(bytes: &'a [u8], options: &Options) -> Result<Output<'a>> {
    let mut decoded = decode::component(bytes)?;
    let mut plan = plan::build::plan(&mut decoded)?;
    plan::suspension::plan(&mut plan, options)?;
    let mut world = match &decoded.wit {
        Some((wit, world)) => World::from_wit(wit, *world),
        None => World::from_types(&decoded.types, decoded.root),
    };
    // What comes next needs as much memory as this has.
    drop(decoded);
    world.mark_promises(&plan.suspension);
    let (core, files) = output::core_modules(&plan, options);
    let module = emit::module(&plan, &world, options, &core);
    let declarations =
        if options.typescript { declarations(&world, Side::Host, options) } else { Vec::new() };
    Ok(output::assemble(module, files, declarations, options))
}

fn declarations(world: &World, side: Side, options: &Options) -> Vec<File<'static>> {
    dts::declarations(world, options, side, |name| {
        let Target { specifier, member } = resolve(name, options);
        dts::ImportTarget { specifier, member }
    })
}

/// Which side of a world declarations are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The JavaScript that hosts a component of the world: what transpiling declares.
    Host,
    /// The JavaScript that becomes a component of the world.
    Guest,
}

/// TypeScript declarations of a world, from a WIT package in text form or from a component or encoded WIT package.
///
/// # Errors
/// WIT that does not parse, a world that is not there.
pub fn types(
    wit: &wit_parser::Resolve,
    world: wit_parser::WorldId,
    side: Side,
    options: &Options,
) -> Result<Vec<File<'static>>> {
    let mut world = World::from_wit(wit, world);
    if options.async_mode == AsyncMode::Jspi && side == Side::Host {
        world.name_promises(options);
    }
    Ok(declarations(&world, side, options))
}

/// What a project begins with: the imports of a world for its host, or its exports for the component, implemented.
pub fn skeleton(
    wit: &wit_parser::Resolve,
    world: wit_parser::WorldId,
    side: Side,
    language: Language,
    options: &Options,
) -> Vec<Part> {
    skeleton::parts(&World::from_wit(wit, world), side, language, options)
}
