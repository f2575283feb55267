//! Whether a component knows of tasks, as whatever is asynchronous does, told from its type and canonical sections alone.
//!
//! wasmtime-environ has to know before it translates: without `concurrency_support` it aborts on such components.

use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentDefinedType, ComponentType, ComponentTypeDeclaration,
    InstanceTypeDeclaration, Parser, Payload,
};

/// True where in doubt: what does not parse is refused later, with the right message.
pub(super) fn knows_tasks(component: &[u8]) -> bool {
    let mut parsers = vec![Parser::new(0)];
    let mut rest = component;
    while let Some(parser) = parsers.last_mut() {
        let Ok(wasmparser::Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else {
            return true;
        };
        rest = &rest[consumed..];
        match payload {
            Payload::ComponentTypeSection(section) => {
                if section.into_iter().any(|ty| ty.map_or(true, |ty| async_type(&ty))) {
                    return true;
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                if section
                    .into_iter()
                    .any(|function| function.map_or(true, |function| async_function(&function)))
                {
                    return true;
                }
            }
            Payload::ModuleSection { unchecked_range, .. } => {
                let Some(after) = rest.get(unchecked_range.len()..) else { return true };
                rest = after;
            }
            Payload::ComponentSection { parser, .. } => parsers.push(parser),
            Payload::End(_) => drop(parsers.pop()),
            _ => {}
        }
    }
    false
}

fn async_type(ty: &ComponentType<'_>) -> bool {
    match ty {
        ComponentType::Defined(ty) => async_value(ty),
        ComponentType::Func(function) => function.async_,
        ComponentType::Component(declarations) => declarations.iter().any(|declaration| match declaration {
            ComponentTypeDeclaration::Type(ty) => async_type(ty),
            _ => false,
        }),
        ComponentType::Instance(declarations) => declarations.iter().any(|declaration| match declaration {
            InstanceTypeDeclaration::Type(ty) => async_type(ty),
            _ => false,
        }),
        ComponentType::Resource { .. } => false,
    }
}

fn async_value(ty: &ComponentDefinedType<'_>) -> bool {
    matches!(ty, ComponentDefinedType::Future(_) | ComponentDefinedType::Stream(_))
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
