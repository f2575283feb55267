//! Which functions can call which, in all core modules of a component together.
//!
//! The nodes are functions of core instances, trampolines, and between them groups of functions that a call may mean: a
//! signature in a table, one place of a table, any function of which there is a reference.

use super::from_module::{Body, Code, Exported, Indirect, Table};
use crate::plan::{
    Argument, CoreDef, CoreInstanceId, Id, ModuleSource, Plan, Resource, Step, Trampoline, TrampolineId,
};
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) struct Graph {
    /// For each node, those that call it.
    callers: Vec<Vec<usize>>,
    /// By the numbers of core instances, which have gaps.
    instances: BTreeMap<usize, Instance>,
    codes: HashMap<usize, Code>,
    /// Nodes of trampolines begin here, in their order.
    trampolines: usize,
}

/// A core instance: of a module of the component, or of one that is not known.
struct Instance {
    module: Option<usize>,
    /// What it is given, by the names it imports.
    arguments: HashMap<(String, String), CoreDef>,
    /// The node of its first function; its only one where the module is not known.
    first: usize,
}

/// A table, by the instance that has it and its index there.
type TableKey = (usize, u32);

/// A group of functions.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Group {
    /// Functions of a signature in a table, or at one index of it.
    Table { table: TableKey, signature: String, index: Option<u64> },
    /// Functions of a signature that something refers to.
    Referenced { signature: String },
}

/// A function and its place in a table.
struct Entry {
    index: Option<u64>,
    node: usize,
    signature: String,
}

/// What is known of tables and references.
#[derive(Default)]
struct Contents {
    entries: HashMap<TableKey, Vec<Entry>>,
    /// Tables into which anything may come that there is a reference to.
    open: HashSet<TableKey>,
    referenced: Vec<(usize, String)>,
}

/// What a definition of a core instance stands for.
enum Item {
    Function(usize),
    Table(TableKey),
    Other,
}

impl Graph {
    pub fn new(plan: &Plan<'_>) -> Graph {
        let mut graph =
            Graph { callers: Vec::new(), instances: BTreeMap::new(), codes: HashMap::new(), trampolines: 0 };
        graph.add_instances(plan);
        graph.trampolines = graph.callers.len();
        graph.callers.resize_with(graph.trampolines + plan.trampolines.len(), Vec::new);
        graph.add_drops(plan);
        let contents = graph.contents();
        graph.add_calls(&contents);
        graph
    }

    pub fn trampoline(&self, index: TrampolineId) -> usize {
        self.trampolines + index.index()
    }

    /// The node of a core function.
    pub fn function(&self, def: &CoreDef) -> Option<usize> {
        match self.item(def) {
            Item::Function(node) => Some(node),
            Item::Table(_) | Item::Other => None,
        }
    }

    /// The node of the start function of an instance.
    pub fn start(&self, instance: CoreInstanceId) -> Option<usize> {
        let instance = &self.instances[&instance.index()];
        let code = &self.codes[&instance.module?];
        Some(instance.first + code.start? as usize)
    }

    /// Which nodes can come to one of `seeds`.
    pub fn reaching(&self, seeds: &[TrampolineId]) -> Vec<bool> {
        let mut reached = vec![false; self.callers.len()];
        let mut pending: Vec<usize> = seeds.iter().map(|seed| self.trampoline(*seed)).collect();
        while let Some(node) = pending.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                pending.extend(self.callers[node].iter().filter(|caller| !reached[**caller]));
            }
        }
        reached
    }

    fn add_instances(&mut self, plan: &Plan<'_>) {
        for step in &plan.steps {
            let Step::Instantiate { instance, module, args } = step else { continue };
            let module = match module {
                ModuleSource::Static(module) => Some(module.index()),
                ModuleSource::Import(_) => None,
            };
            let mut functions = 1;
            if let Some(index) = module {
                let wasm = || &plan.modules[crate::plan::ModuleId::new(index)].wasm;
                let code = self.codes.entry(index).or_insert_with(|| Code::of(wasm()));
                functions = code.function_count() as usize;
            }
            let argument = |arg: &Argument| ((arg.module.clone(), arg.name.clone()), arg.value.clone());
            let arguments = args.iter().rev().map(argument).collect();
            let first = self.callers.len();
            self.callers.resize_with(first + functions, Vec::new);
            self.instances.insert(instance.index(), Instance { module, arguments, first });
        }
    }

    /// Dropping a resource calls its destructor.
    fn add_drops(&mut self, plan: &Plan<'_>) {
        for (index, trampoline) in plan.trampolines.iter() {
            let Trampoline::ResourceDrop(table) = trampoline else { continue };
            if let Resource::Defined { destructor: Some(core), .. } = &plan.resources[table.resource]
                && let Some(destructor) = self.function(core)
            {
                let drop = self.trampoline(index);
                self.callers[destructor].push(drop);
            }
        }
    }

    fn item(&self, def: &CoreDef) -> Item {
        let (instance, name) = match def {
            CoreDef::Trampoline(index) => return Item::Function(self.trampoline(*index)),
            CoreDef::Export { instance, name } => (instance.index(), name),
            CoreDef::Flags(_) | CoreDef::TaskMayBlock | CoreDef::Context(_) => return Item::Other,
        };
        let Some(Instance { module, first, .. }) = self.instances.get(&instance) else { return Item::Other };
        let Some(module) = module else { return Item::Function(*first) };
        match self.codes[module].exports.get(name) {
            Some(Exported::Function(index)) => Item::Function(first + *index as usize),
            Some(Exported::Table(index)) => self.table(instance, *index).map_or(Item::Other, Item::Table),
            Some(Exported::Other) | None => Item::Other,
        }
    }

    /// The table that an instance knows by an index; `None` for one of a module that is not known.
    fn table(&self, instance: usize, index: u32) -> Option<TableKey> {
        let known = &self.instances[&instance];
        match self.codes[&known.module?].tables.get(index as usize)? {
            Table::Own => Some((instance, index)),
            Table::Imported(module, name) => {
                match self.item(known.arguments.get(&(module.clone(), name.clone()))?) {
                    Item::Table(table) => Some(table),
                    Item::Function(_) | Item::Other => None,
                }
            }
        }
    }

    fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        for (&index, instance) in &self.instances {
            let Some(module) = instance.module else {
                contents.referenced.push((instance.first, String::new()));
                let tables = instance.arguments.values().filter_map(|def| match self.item(def) {
                    Item::Table(table) => Some(table),
                    Item::Function(_) | Item::Other => None,
                });
                contents.open.extend(tables);
                continue;
            };
            let code = &self.codes[&module];
            let entry =
                |function: u32| (instance.first + function as usize, code.type_of(function).to_owned());
            contents.referenced.extend(code.references.iter().map(|function| entry(*function)));
            contents.open.extend(code.written.iter().filter_map(|table| self.table(index, *table)));
            for segment in &code.segments {
                let functions = segment.functions.iter().enumerate();
                let functions = functions.filter_map(|(at, function)| Some((at, entry((*function)?))));
                let place =
                    segment.place.and_then(|(table, offset)| Some((self.table(index, table)?, offset)));
                if segment.is_open {
                    contents.open.extend(place.map(|(table, _)| table));
                }
                for (at, (node, signature)) in functions {
                    contents.referenced.push((node, signature.clone()));
                    if let Some((table, offset)) = place {
                        let index = offset.map(|offset| offset.wrapping_add(at as u64));
                        contents.entries.entry(table).or_default().push(Entry { index, node, signature });
                    }
                }
            }
        }
        contents
    }

    fn add_calls(&mut self, contents: &Contents) {
        let mut groups: HashMap<Group, usize> = HashMap::new();
        let numbers: Vec<usize> = self.instances.keys().copied().collect();
        for index in numbers {
            let calls = self.calls_of(index, &mut groups);
            for (caller, callee) in calls {
                self.callers[callee].push(caller);
            }
        }
        for (group, node) in groups {
            for member in members(&group, contents) {
                self.callers[member].push(node);
            }
        }
    }

    /// Who calls whom in an instance. Groups that are called get nodes.
    fn calls_of(&mut self, index: usize, groups: &mut HashMap<Group, usize>) -> Vec<(usize, usize)> {
        let instance = &self.instances[&index];
        let first = instance.first;
        let mut calls = Vec::new();
        let mut wanted = Vec::new();
        match instance.module.map(|module| &self.codes[&module]) {
            Some(code) => {
                for (at, import) in code.imported.iter().enumerate() {
                    let given = instance.arguments.get(import).and_then(|def| self.function(def));
                    calls.extend(given.map(|callee| (first + at, callee)));
                }
                for (at, body) in code.bodies.iter().enumerate() {
                    let caller = first + code.imported.len() + at;
                    calls.extend(body.direct.iter().map(|callee| (caller, first + *callee as usize)));
                    wanted.extend(self.groups_of(index, code, body).map(|group| (caller, group)));
                }
            }
            // It may call whatever it is given, and what it finds in tables.
            None => {
                calls
                    .extend(instance.arguments.values().filter_map(|def| Some((first, self.function(def)?))));
                wanted.push((first, Group::Referenced { signature: String::new() }));
            }
        }
        for (caller, group) in wanted {
            let next = self.callers.len();
            let node = *groups.entry(group).or_insert(next);
            if node == next {
                self.callers.push(Vec::new());
            }
            calls.push((caller, node));
        }
        calls
    }

    fn groups_of<'a>(
        &'a self,
        instance: usize,
        code: &'a Code,
        body: &'a Body,
    ) -> impl Iterator<Item = Group> + 'a {
        let referenced = |ty: u32| Group::Referenced { signature: code.signature(ty).to_owned() };
        let through_table = move |call: &Indirect| match self.table(instance, call.table) {
            Some(table) => {
                Group::Table { table, signature: code.signature(call.ty).to_owned(), index: call.index }
            }
            None => referenced(call.ty),
        };
        let called = body.references.iter().map(move |ty| referenced(*ty));
        body.indirect.iter().map(through_table).chain(called)
    }
}

/// The functions of a group.
fn members(group: &Group, contents: &Contents) -> Vec<usize> {
    let is_same = |a: &str, b: &str| a == b || a.is_empty() || b.is_empty();
    let referenced = |wanted: &str| {
        let same = contents.referenced.iter().filter(|(_, signature)| is_same(wanted, signature));
        same.map(|(node, _)| *node).collect::<Vec<_>>()
    };
    match group {
        Group::Referenced { signature } => referenced(signature),
        Group::Table { table, signature, .. } if contents.open.contains(table) => referenced(signature),
        Group::Table { table, signature, index } => {
            let entries = contents.entries.get(table).into_iter().flatten();
            let is_there = |entry: &&Entry| index.is_none() || entry.index.is_none() || *index == entry.index;
            let meant = entries.filter(|entry| is_there(entry) && is_same(signature, &entry.signature));
            meant.map(|entry| entry.node).collect()
        }
    }
}
