//! CanonicalABI.md, "Element Size": every value takes less than 2^28 bytes. wasmparser 0.254 does not ask.
//!
//! Only fixed-length lists make values that large, so that components without any need not be looked at. Pointers count as
//! 64-bit, whatever memory there is.

use crate::error::{Code, Error, Result};
use std::collections::HashMap;
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentDefinedType as Defined, ComponentDefinedTypeId, ComponentValType,
};
use wasmparser::types::TypesRef;
use wasmparser::{Parser, Payload, PrimitiveValType, Validator, WasmFeatures};

/// The most bytes that a value may take.
const LARGEST: u64 = (1 << 28) - 1;

/// # Errors
/// [`Code::Invalid`] for a type that is too large. What does not validate is refused later, with the right message.
pub(super) fn check(bytes: &[u8], features: WasmFeatures) -> Result<()> {
    let mut validator = Validator::new_with_features(features);
    let mut sizes = Sizes::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let Ok(payload) = payload else { return Ok(()) };
        if validator.payload(&payload).is_err() {
            return Ok(());
        }
        let (Payload::ComponentTypeSection(section), Some(types)) = (payload, validator.types(0)) else {
            continue;
        };
        let known = types.component_type_count() - section.count();
        for (index, ty) in (known..).zip(section.into_iter_with_offsets()) {
            let is_too_large = match types.component_any_type_at(index) {
                ComponentAnyTypeId::Defined(id) => sizes.of(&types, id).is_none(),
                _ => false,
            };
            if is_too_large {
                let message = format!("a value of the type exceeds maximum byte size, which is {LARGEST}");
                let place = ty.map_or(0, |(offset, _)| offset);
                return Err(Error::new(Code::Invalid, message)
                    .at(format!("byte {place:#x}"))
                    .help("use a list of variable length, which is elsewhere in memory"));
            }
        }
    }
    Ok(())
}

/// Bytes and alignment of a value.
type Extent = (u64, u64);

#[derive(Default)]
struct Sizes {
    known: HashMap<ComponentDefinedTypeId, Option<Extent>>,
}

impl Sizes {
    /// `None` for what is too large, or has a part that is.
    fn of(&mut self, types: &TypesRef<'_>, id: ComponentDefinedTypeId) -> Option<Extent> {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let extent = self.measured(types, &types[id]).filter(|(size, _)| *size <= LARGEST);
        self.known.insert(id, extent);
        extent
    }

    fn measured(&mut self, types: &TypesRef<'_>, ty: &Defined) -> Option<Extent> {
        const POINTER: u64 = 8;
        let sequence = Some((2 * POINTER, POINTER));
        match ty {
            Defined::Primitive(primitive) => Some(scalar(*primitive)),
            Defined::Record(record) => self.record(types, record.fields.values()),
            Defined::Tuple(tuple) => self.record(types, tuple.types.iter()),
            Defined::Variant(variant) => {
                self.variant(types, variant.cases.len(), variant.cases.values().map(|case| case.ty.as_ref()))
            }
            Defined::List { element, .. } => self.value(types, element).and(sequence),
            Defined::Map { key, value, .. } => {
                self.value(types, key).and(self.value(types, value)).and(sequence)
            }
            Defined::FixedLengthList { element, length, .. } => {
                let (size, align) = self.value(types, element)?;
                Some((size.saturating_mul(u64::from(*length)), align))
            }
            Defined::Flags(names) => {
                let size = [1, 2, 4][usize::from(names.len() > 8) + usize::from(names.len() > 16)];
                Some((size, size))
            }
            Defined::Enum(names) => self.variant(types, names.len(), std::iter::empty()),
            Defined::Option { ty, .. } => self.variant(types, 2, std::iter::once(Some(ty))),
            Defined::Result { ok, err, .. } => {
                self.variant(types, 2, [ok.as_ref(), err.as_ref()].into_iter())
            }
            _ => Some((4, 4)),
        }
    }

    fn value(&mut self, types: &TypesRef<'_>, ty: &ComponentValType) -> Option<Extent> {
        match ty {
            ComponentValType::Primitive(primitive) => Some(scalar(*primitive)),
            ComponentValType::Type(id) => self.of(types, *id),
        }
    }

    fn record<'t>(
        &mut self,
        types: &TypesRef<'_>,
        fields: impl Iterator<Item = &'t ComponentValType>,
    ) -> Option<Extent> {
        let (mut size, mut align) = (0u64, 1);
        for field in fields {
            let (field_size, field_align) = self.value(types, field)?;
            size = size.next_multiple_of(field_align) + field_size;
            align = align.max(field_align);
        }
        let size = size.next_multiple_of(align);
        (size <= LARGEST).then_some((size, align))
    }

    fn variant<'t>(
        &mut self,
        types: &TypesRef<'_>,
        cases: usize,
        payloads: impl Iterator<Item = Option<&'t ComponentValType>>,
    ) -> Option<Extent> {
        let discriminant = [1, 2, 4][usize::from(cases > 0x100) + usize::from(cases > 0x1_0000)];
        let (mut size, mut align) = (0u64, 1u64);
        for payload in payloads.flatten() {
            let (payload_size, payload_align) = self.value(types, payload)?;
            (size, align) = (size.max(payload_size), align.max(payload_align));
        }
        let begin = u64::next_multiple_of(discriminant, align);
        let align = align.max(discriminant);
        Some(((begin + size).next_multiple_of(align), align))
    }
}

fn scalar(primitive: PrimitiveValType) -> Extent {
    use PrimitiveValType::{
        Bool, Char, ErrorContext, F32, F64, S8, S16, S32, S64, String, U8, U16, U32, U64,
    };
    match primitive {
        Bool | S8 | U8 => (1, 1),
        S16 | U16 => (2, 2),
        S32 | U32 | F32 | Char | ErrorContext => (4, 4),
        S64 | U64 | F64 => (8, 8),
        String => (16, 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(types: &str) -> bool {
        let component = wat::parse_str(format!("(component {types})")).expect("it parses");
        check(&component, WasmFeatures::all()).is_err()
    }

    #[test]
    fn the_largest_values_are_fine() {
        for ty in [
            "(list u8 268435455)",
            "(list u64 33554431)",
            "(list string 16777215)",
            "(map u8 (list u8 268435455))",
        ] {
            assert!(!is_refused(&format!("(type {ty})")), "{ty}");
        }
    }

    #[test]
    fn larger_ones_are_refused_wherever_they_are() {
        for ty in [
            "(list u8 268435456)",
            "(list u64 536870912)",
            "(tuple (list u8 268435455) u8)",
            "(list string 16777216)",
            "(map u8 (list u8 268435456))",
            "(list (list u8 268435455) 2)",
            "(variant (case \"a\" (list u8 268435455)))",
        ] {
            assert!(is_refused(&format!("(type {ty})")), "{ty}");
            assert!(is_refused(&format!("(component (type {ty}))")), "{ty} inside");
        }
    }
}
