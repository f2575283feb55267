//! How much there is to do when a component is instantiated.
//!
//! A nested component can be instantiated more than once, each time with all that is in it, and wasmtime-environ writes
//! that out: of forty components, each of which instantiates the one before it twice, it would make 2^40 instances.

use crate::error::{Code, Error, Result};
use wasmparser::{
    Chunk, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Parser, Payload,
};

/// What may come of a component of any size, in items of all sections of all instances.
const ITEMS: u64 = 20_000;
/// What may come of each item that is written down.
const GROWTH: u64 = 4;

/// Refuses a component of which too much is made.
///
/// # Errors
/// [`Code::TooLarge`]. What does not parse is refused later, with the right message.
pub(super) fn check(component: &[u8]) -> Result<()> {
    let Some(count) = count(component) else { return Ok(()) };
    if count.made <= ITEMS.saturating_add(count.written.saturating_mul(GROWTH)) {
        return Ok(());
    }
    let message = format!("its {} items become {} when it is instantiated", count.written, count.made);
    Err(Error::new(Code::TooLarge, message)
        .help("nested components are instantiated over and over: share instances of them"))
}

struct Count {
    written: u64,
    made: u64,
}

/// A component in the index space of components: what instantiating it makes, where that can be seen.
type Target = Option<u64>;

#[derive(Default)]
struct Frame {
    components: Vec<Target>,
    made: u64,
}

impl Frame {
    fn target(&self, index: u32) -> Target {
        self.components.get(index as usize).copied().flatten()
    }
}

fn count(component: &[u8]) -> Option<Count> {
    let mut parsers = vec![Parser::new(0)];
    let mut frames = vec![Frame::default()];
    let mut rest = component;
    let mut written = 0u64;
    // Each may double what the others do: components that are handed around.
    let mut doublings = 0;
    while let Some(parser) = parsers.last_mut() {
        let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else { return None };
        rest = &rest[consumed..];
        let items = items(&payload);
        written = written.saturating_add(items);
        let frame = frames.last_mut()?;
        frame.made = frame.made.saturating_add(items);
        match payload {
            Payload::ComponentInstanceSection(section) => {
                for instance in section {
                    if let ComponentInstance::Instantiate { component_index, .. } = instance.ok()? {
                        let target = frame.target(component_index);
                        doublings += u32::from(target.is_none());
                        frame.made = frame.made.saturating_add(target.unwrap_or(1));
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section {
                    let target = alias_target(&alias.ok()?, &frames);
                    frames.last_mut()?.components.extend(target);
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section {
                    if matches!(import.ok()?.ty, ComponentTypeRef::Component(_)) {
                        frame.components.push(None);
                    }
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section {
                    let export = export.ok()?;
                    if export.kind == ComponentExternalKind::Component {
                        frame.components.push(frame.target(export.index));
                    }
                }
            }
            Payload::ModuleSection { unchecked_range, .. } => rest = rest.get(unchecked_range.len()..)?,
            Payload::ComponentSection { parser, .. } => {
                parsers.push(parser);
                frames.push(Frame::default());
            }
            Payload::End(_) => {
                parsers.pop();
                let made = frames.pop()?.made;
                match frames.last_mut() {
                    Some(outer) => outer.components.push(Some(made)),
                    None => {
                        return Some(Count { written, made: made.saturating_mul(1 << doublings.min(63)) });
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// The component that an alias adds to the index space, if it is of a component.
fn alias_target(alias: &ComponentAlias<'_>, frames: &[Frame]) -> Option<Target> {
    match alias {
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Component, .. } => Some(None),
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
            let frame = frames.len().checked_sub(1 + *count as usize).and_then(|depth| frames.get(depth));
            Some(frame.and_then(|frame| frame.target(*index)))
        }
        _ => None,
    }
}

fn items(payload: &Payload<'_>) -> u64 {
    u64::from(match payload {
        Payload::InstanceSection(section) => section.count(),
        Payload::ComponentInstanceSection(section) => section.count(),
        Payload::ComponentAliasSection(section) => section.count(),
        Payload::ComponentCanonicalSection(section) => section.count(),
        Payload::ComponentImportSection(section) => section.count(),
        Payload::ComponentExportSection(section) => section.count(),
        Payload::ComponentTypeSection(section) => section.count(),
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled(levels: usize) -> Vec<u8> {
        let component = |i: usize| {
            format!(
                "(component $c{} (alias outer 1 $c{i} (component $c)) (instance (instantiate $c)) (instance (instantiate $c)))",
                i + 1
            )
        };
        let text: String = (0..levels).map(component).collect();
        wat::parse_str(format!("(component (component $c0) {text} (instance (instantiate $c{levels})))"))
            .expect("valid text")
    }

    #[test]
    fn instances_of_instances_are_counted() {
        let counted = count(&doubled(3)).expect("it parses");
        assert_eq!((counted.written, counted.made), (10, 22));
        assert_eq!(check(&doubled(3)), Ok(()));
        for levels in [20, 40, 64, 90] {
            assert_eq!(check(&doubled(levels)).map_err(|error| error.code), Err(Code::TooLarge), "{levels}");
        }
    }

    #[test]
    fn components_that_are_handed_around_are_counted_as_one_more_each() {
        let text = "(component
            (component $a (import \"c\" (component $c)) (instance (instantiate $c)) (instance (instantiate $c)))
            (component $b)
            (instance (instantiate $a (with \"c\" (component $b)))))";
        let counted = count(&wat::parse_str(text).expect("valid text")).expect("it parses");
        assert_eq!((counted.written, counted.made), (5, 28));
    }
}
