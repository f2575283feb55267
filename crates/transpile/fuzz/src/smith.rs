//! Components that are valid by construction: of random worlds with no code worth the name, two of those linked, and of
//! random sections.

use crate::random::Random;
use arbitrary::{Arbitrary, Unstructured};
use tools::{Features, Sources, StringEncoding, Wit};
use wasm_encoder::{ComponentBuilder, ComponentExportKind};
use wit_parser::{World, WorldId, WorldItem, WorldKey};

/// A component, unless the choices lead nowhere.
pub fn component(random: &mut Random) -> Option<Vec<u8>> {
    match random.below(8) {
        0 => sections(random),
        1..4 => linked(random),
        _ => {
            let (wit, world) = world(random)?;
            dummy(random, &wit, world)
        }
    }
}

fn sections(random: &mut Random) -> Option<Vec<u8>> {
    let config = wasm_smith::Config { max_type_size: 200, ..Default::default() };
    let length = 1 << (6 + random.below(8));
    let bytes = random.bytes(length);
    let component = wasm_smith::Component::new(config, &mut Unstructured::new(&bytes)).ok()?;
    Some(component.to_bytes())
}

/// The first world of some that has anything to call; most have not.
fn world(random: &mut Random) -> Option<(Wit, WorldId)> {
    const ATTEMPTS: usize = 10;
    (0..ATTEMPTS).find_map(|_| {
        let mut wit = package(random)?;
        if random.once_in(2) {
            add_world_of_all(random, &mut wit);
        }
        let (world, functions) = wit
            .resolve
            .worlds
            .iter()
            .map(|(id, world)| (id, functions(&wit, world)))
            .max_by_key(|(_, functions)| *functions)?;
        (functions > 2).then_some((wit, world))
    })
}

/// Adds a world that imports all interfaces there are and exports some.
fn add_world_of_all(random: &mut Random, wit: &mut Wit) {
    let named = wit.resolve.interfaces.iter().filter(|(_, interface)| interface.name.is_some());
    let item = |id| {
        let (stability, span) = Default::default();
        (
            WorldKey::Interface(id),
            WorldItem::Interface { id, stability, external_id: None, docs: Default::default(), span },
        )
    };
    let imports: Vec<_> = named.map(|(id, _)| item(id)).collect();
    let exports = imports.iter().filter(|_| random.once_in(2)).cloned().collect();
    wit.resolve.worlds.alloc(World {
        name: "all".into(),
        imports: imports.into_iter().collect(),
        exports,
        package: Some(wit.package),
        docs: Default::default(),
        stability: Default::default(),
        includes: Vec::new(),
        span: Default::default(),
    });
}

fn functions(wit: &Wit, world: &World) -> usize {
    let functions = |item: &WorldItem| match item {
        WorldItem::Function(_) => 1,
        WorldItem::Interface { id, .. } => wit.resolve.interfaces[*id].functions.len(),
        WorldItem::Type { .. } => 0,
    };
    world.imports.values().chain(world.exports.values()).map(functions).sum()
}

fn package(random: &mut Random) -> Option<Wit> {
    let bytes = random.bytes(1 << 14);
    let mut choices = Unstructured::new(&bytes);
    let config = wit_smith::Config::arbitrary(&mut choices).ok()?;
    let config = wit_smith::Config { max_packages: 3, max_files_per_package: 2, ..config };
    // Seldom, because all that comes of asynchronous functions is an error.
    let config = match random.once_in(8) {
        true => config,
        false => wit_smith::Config {
            async_: false,
            futures: false,
            streams: false,
            error_context: false,
            ..config
        },
    };
    let package = wit_smith::smith(&config, &mut choices).ok()?;
    let sources = Sources { files: vec![("package.wasm".into(), package.into())], ..Default::default() };
    Wit::new(&sources, &Features { all: true, ..Default::default() }).ok()
}

/// A component of the world, whose functions trap.
fn dummy(random: &mut Random, wit: &Wit, world: WorldId) -> Option<Vec<u8>> {
    let encoding = *random.pick(&[StringEncoding::UTF8, StringEncoding::UTF16, StringEncoding::CompactUTF16]);
    let module = tools::embed(None, (wit, world), encoding, &[]).ok()?;
    tools::new(&module, &[]).ok()
}

/// A component of the world inside another, which gives it what it imports out of a third: what they call of each other
/// is fused.
fn linked(random: &mut Random) -> Option<Vec<u8>> {
    let (mut wit, consumer) = world(random)?;
    let World { imports, exports, .. } = wit.resolve.worlds[consumer].clone();
    if imports.is_empty() || !imports.values().all(|item| matches!(item, WorldItem::Interface { .. })) {
        return None;
    }
    let imported: Vec<_> = imports.keys().map(|key| wit.resolve.name_world_key(key)).collect();
    let provider =
        World { exports: imports, imports: Default::default(), ..wit.resolve.worlds[consumer].clone() };
    let provider = wit.resolve.worlds.alloc(provider);

    let mut builder = ComponentBuilder::default();
    let provider = builder.component_raw(None, &dummy(random, &wit, provider)?);
    let provider = builder.instantiate(None, provider, Vec::<(&str, _, _)>::new());
    let instance = ComponentExportKind::Instance;
    let args: Vec<_> = imported
        .iter()
        .map(|name| (name, instance, builder.alias_export(provider, name, instance)))
        .collect();
    let consumer = builder.component_raw(None, &dummy(random, &wit, consumer)?);
    let consumer = builder.instantiate(None, consumer, args);
    for (key, item) in &exports {
        let kind = match item {
            WorldItem::Interface { .. } => instance,
            WorldItem::Function(_) => ComponentExportKind::Func,
            WorldItem::Type { .. } => continue,
        };
        let name = wit.resolve.name_world_key(key);
        let index = builder.alias_export(consumer, &name, kind);
        builder.export(name.as_str(), kind, index, None);
    }
    Some(builder.finish())
}
