//! Value types with their layout in linear memory and their flattening to core values
//! (CanonicalABI.md, "Alignment", "Element Size", "Flattening").

use super::id::{IndexVec, ResourceTableId, TypeId};

/// The width of addresses in a linear memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pointer {
    Bits32,
    Bits64,
}

impl Pointer {
    pub fn size(self) -> u32 {
        match self {
            Pointer::Bits32 => 4,
            Pointer::Bits64 => 8,
        }
    }

    pub fn core(self) -> Core {
        match self {
            Pointer::Bits32 => Core::I32,
            Pointer::Bits64 => Core::I64,
        }
    }
}

/// A core value type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Core {
    I32,
    I64,
    F32,
    F64,
}

impl Core {
    /// The type that holds either: CanonicalABI.md, `join`.
    pub fn join(self, other: Core) -> Core {
        match (self, other) {
            (a, b) if a == b => a,
            (Core::I32, Core::F32) | (Core::F32, Core::I32) => Core::I32,
            _ => Core::I64,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Bool,
    Int { bits: u8, signed: bool },
    Float { bits: u8 },
    Char,
    String,
    Record(Vec<Field>),
    Tuple(Vec<TypeId>),
    List(TypeId),
    FixedList(TypeId, u32),
    Map { key: TypeId, value: TypeId },
    Variant(Vec<Case>),
    Enum(Vec<String>),
    Option(TypeId),
    Result { ok: Option<TypeId>, err: Option<TypeId> },
    Flags(Vec<String>),
    Own(ResourceTableId),
    Borrow(ResourceTableId),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub name: String,
    pub ty: TypeId,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Case {
    pub name: String,
    pub ty: Option<TypeId>,
}

/// The bytes of a discriminant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Discriminant(pub u32);

impl Discriminant {
    pub fn of(cases: usize) -> Discriminant {
        Discriminant(match cases {
            0..=0x100 => 1,
            0x101..=0x1_0000 => 2,
            _ => 4,
        })
    }
}

#[derive(Debug, Clone, Copy)]
struct Extent {
    size: u32,
    align: u32,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    bits32: Form,
    bits64: Form,
    holds: Holds,
    /// See [`Types::written_in_place`].
    in_place: u32,
}

/// What a value is outside JavaScript, with addresses of one width.
#[derive(Debug)]
struct Form {
    extent: Extent,
    flat: Option<Vec<Core>>,
}

/// What a value may have in it.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    pointer: bool,
    own: bool,
    borrow: bool,
}

impl Holds {
    fn or(self, other: Holds) -> Holds {
        Holds {
            pointer: self.pointer || other.pointer,
            own: self.own || other.own,
            borrow: self.borrow || other.borrow,
        }
    }
}

/// All value types of a component, each after those it is made of.
///
/// What is asked of a type is known when it is added: types share parts, so that going through all of one can take
/// exponentially longer than going through the table.
#[derive(Debug, Default)]
pub(crate) struct Types {
    entries: IndexVec<TypeId, Entry>,
}

/// The most flat values that `flat` gives: beyond `MAX_FLAT_PARAMS` values go through memory.
const MAX_FLAT: usize = 16;

impl Types {
    pub fn push(&mut self, kind: Kind) -> TypeId {
        let form =
            |pointer| Form { extent: self.extent(&kind, pointer), flat: self.flattened(&kind, pointer) };
        let (bits32, bits64) = (form(Pointer::Bits32), form(Pointer::Bits64));
        let parts = parts(&kind).map(|ty| &self.entries[ty]);
        let (mut holds, mut in_place) = (Holds::default(), 1u32);
        for part in parts {
            holds = holds.or(part.holds);
            in_place = in_place.saturating_add(part.in_place);
        }
        in_place = match kind {
            Kind::List(_) | Kind::Map { .. } if !holds.borrow => 1,
            Kind::FixedList(_, length) => in_place.saturating_mul(length.min(MAX_FLAT as u32)),
            _ => in_place,
        };
        match kind {
            Kind::String | Kind::List(_) | Kind::Map { .. } => holds.pointer = true,
            Kind::Own(_) => holds.own = true,
            Kind::Borrow(_) => holds.borrow = true,
            _ => {}
        }
        self.entries.push(Entry { kind, bits32, bits64, holds, in_place })
    }

    pub fn kind(&self, ty: TypeId) -> &Kind {
        &self.entries[ty].kind
    }

    /// Bytes of a value in memory, padding at its end included.
    pub fn size(&self, ty: TypeId, pointer: Pointer) -> u32 {
        self.entry_extent(ty, pointer).size
    }

    pub fn align(&self, ty: TypeId, pointer: Pointer) -> u32 {
        self.entry_extent(ty, pointer).align
    }

    /// Offsets of values laid out one after the other as a record, and the record's size.
    pub fn offsets(&self, types: &[TypeId], pointer: Pointer) -> Vec<u32> {
        let mut offsets = Vec::with_capacity(types.len());
        let mut at = 0;
        for &ty in types {
            let extent = self.entry_extent(ty, pointer);
            at = align_to(at, extent.align);
            offsets.push(at);
            at = at.saturating_add(extent.size);
        }
        offsets
    }

    /// Size and alignment of values laid out as a record.
    pub fn record_extent(&self, types: &[TypeId], pointer: Pointer) -> (u32, u32) {
        let extent = self.record(types.iter().copied(), pointer);
        (extent.size, extent.align)
    }

    /// Where the payload of a variant with these cases begins.
    pub fn payload_offset(&self, cases: &[Option<TypeId>], pointer: Pointer) -> u32 {
        let align = cases.iter().flatten().map(|&ty| self.align(ty, pointer)).max().unwrap_or(1);
        align_to(Discriminant::of(cases.len()).0, align)
    }

    /// The core values that stand for the types together, if there are at most `limit`.
    pub fn flat_all(&self, types: &[TypeId], pointer: Pointer, limit: usize) -> Option<Vec<Core>> {
        let mut flat = Vec::new();
        for &ty in types {
            flat.extend(self.flat(ty, pointer)?);
            if flat.len() > limit {
                return None;
            }
        }
        Some(flat)
    }

    /// The core values that stand for a value, if there are at most 16.
    pub fn flat(&self, ty: TypeId, pointer: Pointer) -> Option<Vec<Core>> {
        self.form(ty, pointer).flat.clone()
    }

    /// Whether a value is one number or boolean, which lifting it cannot fail to give.
    pub fn is_number(&self, ty: TypeId) -> bool {
        matches!(self.kind(ty), Kind::Bool | Kind::Int { .. } | Kind::Float { .. })
    }

    /// Whether a value, however flat, has parts in linear memory.
    pub fn has_pointer(&self, ty: TypeId) -> bool {
        self.entries[ty].holds.pointer
    }

    /// Whether a value may hold handles that change their owner with it.
    pub fn has_own(&self, ty: TypeId) -> bool {
        self.entries[ty].holds.own
    }

    /// Whether a value may hold handles that are lent for the length of a call.
    pub fn has_borrow(&self, ty: TypeId) -> bool {
        self.entries[ty].holds.borrow
    }

    /// How much there is to write where a value of the type is taken apart in place: how many types it is made of, each
    /// counted as often as it occurs, without what has functions of its own.
    pub fn written_in_place(&self, ty: TypeId) -> u32 {
        self.entries[ty].in_place
    }

    /// What values of the type directly consist of.
    pub fn parts(&self, ty: TypeId) -> Vec<TypeId> {
        parts(self.kind(ty)).collect()
    }

    /// The types that values of the type have as core values, not in memory.
    pub fn parts_in_place(&self, ty: TypeId) -> Vec<TypeId> {
        match self.kind(ty) {
            Kind::List(_) | Kind::Map { .. } => Vec::new(),
            kind => parts(kind).collect(),
        }
    }

    fn form(&self, ty: TypeId, pointer: Pointer) -> &Form {
        match pointer {
            Pointer::Bits32 => &self.entries[ty].bits32,
            Pointer::Bits64 => &self.entries[ty].bits64,
        }
    }

    fn flattened(&self, kind: &Kind, pointer: Pointer) -> Option<Vec<Core>> {
        let flat = match kind {
            Kind::Bool | Kind::Char | Kind::Flags(_) | Kind::Own(_) | Kind::Borrow(_) => vec![Core::I32],
            Kind::Int { bits: 64, .. } => vec![Core::I64],
            Kind::Int { .. } => vec![Core::I32],
            Kind::Float { bits: 32 } => vec![Core::F32],
            Kind::Float { .. } => vec![Core::F64],
            Kind::String | Kind::List(_) | Kind::Map { .. } => vec![pointer.core(); 2],
            Kind::Record(fields) => {
                let types: Vec<_> = fields.iter().map(|field| field.ty).collect();
                return self.flat_all(&types, pointer, MAX_FLAT);
            }
            Kind::Tuple(types) => return self.flat_all(types, pointer, MAX_FLAT),
            Kind::FixedList(element, length) => {
                let element = self.flat(*element, pointer)?;
                let length = *length as usize;
                if element.len().checked_mul(length)? > MAX_FLAT {
                    return None;
                }
                element.repeat(length)
            }
            Kind::Variant(_) | Kind::Enum(_) | Kind::Option(_) | Kind::Result { .. } => {
                let mut joined = vec![Core::I32];
                for ty in parts(kind) {
                    for (slot, core) in self.flat(ty, pointer)?.into_iter().enumerate() {
                        match joined.get_mut(slot + 1) {
                            Some(held) => *held = held.join(core),
                            None => joined.push(core),
                        }
                    }
                }
                joined
            }
        };
        (flat.len() <= MAX_FLAT).then_some(flat)
    }

    fn entry_extent(&self, ty: TypeId, pointer: Pointer) -> Extent {
        self.form(ty, pointer).extent
    }

    fn extent(&self, kind: &Kind, pointer: Pointer) -> Extent {
        let scalar = |size| Extent { size, align: size };
        match kind {
            Kind::Bool => scalar(1),
            Kind::Int { bits, .. } | Kind::Float { bits } => scalar(u32::from(*bits) / 8),
            Kind::Char | Kind::Own(_) | Kind::Borrow(_) => scalar(4),
            Kind::String | Kind::List(_) | Kind::Map { .. } => {
                Extent { size: 2 * pointer.size(), align: pointer.size() }
            }
            Kind::Flags(names) => scalar(match names.len() {
                0..=8 => 1,
                9..=16 => 2,
                _ => 4,
            }),
            Kind::Record(fields) => self.record(fields.iter().map(|field| field.ty), pointer),
            Kind::Tuple(types) => self.record(types.iter().copied(), pointer),
            Kind::FixedList(element, length) => {
                let element = self.entry_extent(*element, pointer);
                Extent { size: element.size.saturating_mul(*length), align: element.align }
            }
            Kind::Variant(_) | Kind::Enum(_) | Kind::Option(_) | Kind::Result { .. } => {
                let cases = cases(kind).expect("laid out as a variant");
                let payloads = || cases.iter().flatten().map(|&ty| self.entry_extent(ty, pointer));
                let align = payloads()
                    .map(|payload| payload.align)
                    .max()
                    .unwrap_or(1)
                    .max(Discriminant::of(cases.len()).0);
                let size = payloads().map(|payload| payload.size).max().unwrap_or(0);
                Extent {
                    size: align_to(self.payload_offset(&cases, pointer).saturating_add(size), align),
                    align,
                }
            }
        }
    }

    fn record(&self, types: impl Iterator<Item = TypeId>, pointer: Pointer) -> Extent {
        let mut whole = Extent { size: 0, align: 1 };
        for ty in types {
            let field = self.entry_extent(ty, pointer);
            whole.size = align_to(whole.size, field.align).saturating_add(field.size);
            whole.align = whole.align.max(field.align);
        }
        Extent { size: align_to(whole.size, whole.align), align: whole.align }
    }
}

/// The types that a type is made of, as often as it has them, but for a list's, which is there once.
fn parts(kind: &Kind) -> Box<dyn Iterator<Item = TypeId> + '_> {
    match kind {
        Kind::Record(fields) => Box::new(fields.iter().map(|field| field.ty)),
        Kind::Tuple(types) => Box::new(types.iter().copied()),
        Kind::List(ty) | Kind::FixedList(ty, _) | Kind::Option(ty) => Box::new(std::iter::once(*ty)),
        Kind::Map { key, value } => Box::new([*key, *value].into_iter()),
        Kind::Variant(cases) => Box::new(cases.iter().filter_map(|case| case.ty)),
        Kind::Result { ok, err } => Box::new([*ok, *err].into_iter().flatten()),
        _ => Box::new(std::iter::empty()),
    }
}

fn cases(kind: &Kind) -> Option<Vec<Option<TypeId>>> {
    Some(match kind {
        Kind::Variant(cases) => cases.iter().map(|case| case.ty).collect(),
        Kind::Enum(names) => vec![None; names.len()],
        Kind::Option(ty) => vec![None, Some(*ty)],
        Kind::Result { ok, err } => vec![*ok, *err],
        _ => return None,
    })
}

/// `at`, rounded up to a multiple of a power of two.
pub(crate) fn align_to(at: u32, align: u32) -> u32 {
    at.saturating_add(align - 1) & !(align - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const U8: Kind = Kind::Int { bits: 8, signed: false };
    const U32: Kind = Kind::Int { bits: 32, signed: false };
    const F64: Kind = Kind::Float { bits: 64 };

    #[test]
    fn records_are_padded_between_and_behind() {
        let mut types = Types::default();
        let (byte, wide) = (types.push(U8), types.push(F64));
        let record = types.push(Kind::Tuple(vec![byte, wide, byte]));
        assert_eq!(types.offsets(&[byte, wide, byte], Pointer::Bits32), [0, 8, 16]);
        assert_eq!((types.size(record, Pointer::Bits32), types.align(record, Pointer::Bits32)), (24, 8));
    }

    #[test]
    fn variants_join_their_flat_cases() {
        let mut types = Types::default();
        let (word, wide, text) = (types.push(U32), types.push(F64), types.push(Kind::String));
        let result = types.push(Kind::Result { ok: Some(wide), err: Some(text) });
        assert_eq!(types.flat(result, Pointer::Bits32), Some(vec![Core::I32, Core::I64, Core::I32]));
        let option = types.push(Kind::Option(word));
        assert_eq!((types.size(option, Pointer::Bits32), types.align(option, Pointer::Bits32)), (8, 4));
    }

    #[test]
    fn pointers_widen_with_the_memory() {
        let mut types = Types::default();
        let text = types.push(Kind::String);
        assert_eq!(types.size(text, Pointer::Bits64), 16);
        assert_eq!(types.flat(text, Pointer::Bits64), Some(vec![Core::I64; 2]));
    }

    #[test]
    fn what_flattens_to_too_much_has_no_flat_form() {
        let mut types = Types::default();
        let word = types.push(U32);
        let long = types.push(Kind::FixedList(word, u32::MAX));
        assert_eq!(types.flat(long, Pointer::Bits32), None);
    }

    #[test]
    fn a_type_with_shared_parts_is_no_more_work_than_its_parts() {
        let mut types = Types::default();
        let mut ty = types.push(Kind::String);
        for _ in 0..100 {
            ty = types.push(Kind::Tuple(vec![ty, ty]));
        }
        assert_eq!(
            (types.has_pointer(ty), types.has_borrow(ty), types.written_in_place(ty)),
            (true, false, u32::MAX)
        );
        assert_eq!((types.flat(ty, Pointer::Bits32), types.size(ty, Pointer::Bits32)), (None, u32::MAX & !3));
    }
}
