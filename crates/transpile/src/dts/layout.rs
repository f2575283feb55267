//! Which file an interface is declared in, and how other files refer to it.

use crate::names::{InterfaceName, Taken};
use crate::plan::world::{InterfaceId, Owner, World};
use crate::{Options, Side};
use std::collections::HashMap;

/// One file per interface and version.
#[derive(Debug)]
pub(super) struct Layout {
    pub side: Side,
    /// `app`, of `app.d.ts`.
    world: String,
    /// The name of the world as an ambient module.
    world_module: String,
    /// By name.
    order: Vec<InterfaceId>,
    places: HashMap<InterfaceId, Place>,
}

#[derive(Debug)]
struct Place {
    /// `wasi-io-streams`, of `interfaces/wasi-io-streams.d.ts`.
    stem: String,
    /// The name of the ambient module.
    module: String,
}

impl Layout {
    pub fn new(world: &World, options: &Options, side: Side) -> Layout {
        let imports = world.interfaces_of(&world.imports);
        let exports = world.interfaces_of(&world.exports);
        // Where an import and an export have one name, the import is the module that code can refer to.
        let mut ids: Vec<_> = imports.iter().chain(exports.difference(&imports)).copied().collect();
        ids.sort_by_key(|id| &world.interfaces[*id].name);
        let mut modules = Taken::default();
        modules.claim(world.name.clone());
        let place = |(id, stem): (&InterfaceId, String)| {
            (*id, Place { stem, module: modules.claim(world.interfaces[*id].name.clone()) })
        };
        let places = ids.iter().zip(stems(world, &ids)).map(place).collect();
        Layout { side, world: options.name.clone(), world_module: world.name.clone(), order: ids, places }
    }

    pub fn interfaces(&self) -> impl Iterator<Item = InterfaceId> {
        self.order.iter().copied()
    }

    fn place(&self, id: InterfaceId) -> &Place {
        &self.places[&id]
    }

    pub fn world_path(&self) -> String {
        format!("{}.d.ts", self.world)
    }

    pub fn path(&self, interface: InterfaceId) -> String {
        format!("interfaces/{}.d.ts", self.place(interface).stem)
    }

    /// The name of `owner` as an ambient module.
    pub fn module(&self, owner: Owner) -> &str {
        match owner {
            Owner::World => &self.world_module,
            Owner::Interface(id) => &self.place(id).module,
        }
    }

    /// What the file of `from` calls the module of `to`.
    pub fn specifier(&self, from: Owner, to: Owner) -> String {
        match (self.side, from, to) {
            (Side::Guest, _, to) => self.module(to).to_owned(),
            (Side::Host, Owner::World, Owner::World) => format!("./{}.js", self.world),
            (Side::Host, Owner::Interface(_), Owner::World) => format!("../{}.js", self.world),
            (Side::Host, Owner::World, Owner::Interface(id)) => {
                format!("./interfaces/{}.js", self.place(id).stem)
            }
            (Side::Host, Owner::Interface(_), Owner::Interface(id)) => {
                format!("./{}.js", self.place(id).stem)
            }
        }
    }

    /// The file of `to` beside the file of `from`.
    pub fn reference(&self, from: Owner, to: InterfaceId) -> String {
        let folder = if from == Owner::World { "./interfaces/" } else { "./" };
        format!("{folder}{}.d.ts", self.place(to).stem)
    }
}

/// `wasi-io-streams`; with the version where more than one interface would have that name.
fn stems(world: &World, ids: &[InterfaceId]) -> Vec<String> {
    let parts = |id: &InterfaceId| InterfaceName::parse(&world.interfaces[*id].name);
    let bare = |id: &InterfaceId| {
        parts(id).map_or_else(|| slug(&world.interfaces[*id].name), |parts| slug(&parts.unversioned()))
    };
    let mut uses: HashMap<String, usize> = HashMap::new();
    ids.iter().for_each(|id| *uses.entry(bare(id)).or_default() += 1);
    let mut taken = Taken::default();
    let stem = |id: &InterfaceId| {
        let bare = bare(id);
        taken.claim(match parts(id).and_then(|parts| parts.version) {
            Some(version) if uses[&bare] > 1 => format!("{bare}@{}", slug(version)),
            _ => bare,
        })
    };
    ids.iter().map(stem).collect()
}

/// Nothing but small letters, digits and what versions have: a name cannot lead out of the folder, and file systems
/// that ignore case make no difference.
fn slug(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+');
    name.chars().map(|c| if allowed(c) { c.to_ascii_lowercase() } else { '-' }).collect()
}
