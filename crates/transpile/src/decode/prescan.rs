//! What has to be known of a component before it is translated, told from its type and canonical sections alone.

use wasmparser::{
    CanonicalFunction, CanonicalOption, Chunk, ComponentDefinedType, ComponentType, ComponentTypeDeclaration,
    InstanceTypeDeclaration, Parser, Payload,
};

/// True where in doubt: what does not parse is refused later, with the right message.
pub(super) struct Prescan {
    /// Whether it knows of tasks, as whatever is asynchronous does. wasmtime-environ has to know: without
    /// `concurrency_support` it aborts on such components.
    pub knows_tasks: bool,
    /// Whether it has lists of fixed length.
    pub has_fixed_lists: bool,
}

pub(super) fn prescan(component: &[u8]) -> Prescan {
    let mut scan = Prescan { knows_tasks: false, has_fixed_lists: false };
    match scan.component(component) {
        Some(()) => scan,
        None => Prescan { knows_tasks: true, has_fixed_lists: true },
    }
}

impl Prescan {
    /// None for what does not parse.
    fn component(&mut self, component: &[u8]) -> Option<()> {
        let mut parsers = vec![Parser::new(0)];
        let mut rest = component;
        while let Some(parser) = parsers.last_mut() {
            let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else { return None };
            rest = &rest[consumed..];
            match payload {
                Payload::ComponentTypeSection(section) => {
                    for ty in section {
                        self.component_type(&ty.ok()?);
                    }
                }
                Payload::ComponentCanonicalSection(section) => {
                    for function in section {
                        self.knows_tasks |= async_function(&function.ok()?);
                    }
                }
                Payload::ModuleSection { unchecked_range, .. } => rest = rest.get(unchecked_range.len()..)?,
                Payload::ComponentSection { parser, .. } => parsers.push(parser),
                Payload::End(_) => drop(parsers.pop()),
                _ => {}
            }
        }
        Some(())
    }

    fn component_type(&mut self, ty: &ComponentType<'_>) {
        match ty {
            ComponentType::Defined(ty) => self.defined(ty),
            ComponentType::Func(function) => self.knows_tasks |= function.async_,
            ComponentType::Component(declarations) => {
                for declaration in declarations {
                    if let ComponentTypeDeclaration::Type(ty) = declaration {
                        self.component_type(ty);
                    }
                }
            }
            ComponentType::Instance(declarations) => {
                for declaration in declarations {
                    if let InstanceTypeDeclaration::Type(ty) = declaration {
                        self.component_type(ty);
                    }
                }
            }
            ComponentType::Resource { .. } => {}
        }
    }

    fn defined(&mut self, ty: &ComponentDefinedType<'_>) {
        self.knows_tasks |= matches!(ty, ComponentDefinedType::Future(_) | ComponentDefinedType::Stream(_));
        self.has_fixed_lists |= matches!(ty, ComponentDefinedType::FixedLengthList(..));
    }
}

fn async_function(function: &CanonicalFunction) -> bool {
    match function {
        CanonicalFunction::Lift { options, .. } | CanonicalFunction::Lower { options, .. } => options
            .iter()
            .any(|option| matches!(option, CanonicalOption::Async | CanonicalOption::Callback(_))),
        CanonicalFunction::ResourceNew { .. }
        | CanonicalFunction::ResourceDrop { .. }
        | CanonicalFunction::ResourceRep { .. } => false,
        // `context.get` and `context.set` are not asynchronous, but state of a task: adapters have to tell where one ends.
        _ => true,
    }
}
