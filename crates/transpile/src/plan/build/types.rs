//! Value types: wasmtime-environ's tables, one per kind, become one table of ours.

use super::*;
use std::collections::HashMap;
use wasmtime_environ::component::{ComponentTypes, InterfaceType, TypeResourceTable};

/// The most bytes of a value in memory: as many as a list may have (CanonicalABI.md, `MAX_LIST_BYTE_LENGTH`).
const LARGEST: u32 = (1 << 28) - 1;
/// Of how many types a type may be made that has borrowed handles, each counted as often as it occurs.
const MOST_WITH_BORROWS: u32 = 500;

/// Converts each type once.
pub(super) struct TypeBuilder<'d> {
    source: &'d ComponentTypes,
    known: HashMap<InterfaceType, TypeId>,
    pub table: Types,
}

impl<'d> TypeBuilder<'d> {
    pub fn new(source: &'d ComponentTypes) -> TypeBuilder<'d> {
        TypeBuilder { source, known: HashMap::new(), table: Types::default() }
    }

    pub fn resource_tables(&self, count: usize) -> IndexVec<ResourceTableId, Option<ResourceTable>> {
        let tables = (0..count).map(|i| match &self.source[environ::TypeResourceTableIndex::new(i)] {
            TypeResourceTable::Concrete { ty, instance } => {
                Some(ResourceTable { resource: id(*ty), instance: id(*instance) })
            }
            TypeResourceTable::Abstract(_) => None,
        });
        tables.collect()
    }

    /// # Errors
    /// [`Code::AsyncUnsupported`] for streams, futures and error contexts, [`Code::TooLarge`] for what no memory holds and
    /// no module could be written for.
    pub fn convert(&mut self, ty: &InterfaceType, place: &str) -> Result<TypeId> {
        if let Some(known) = self.known.get(ty) {
            return Ok(*known);
        }
        let kind = self.kind(ty, place)?;
        let made = self.table.push(kind);
        self.check_size(made, place)?;
        self.known.insert(*ty, made);
        Ok(made)
    }

    fn check_size(&self, ty: TypeId, place: &str) -> Result<()> {
        let table = &self.table;
        let error = |message: String| Err(Error::new(Code::TooLarge, message).at(place));
        if table.size(ty, Pointer::Bits64) > LARGEST {
            return error(format!("a value takes more than {} MiB of memory", LARGEST >> 20));
        }
        // Types without borrowed handles have functions of their own where they are large.
        if table.has_borrow(ty) && table.written_in_place(ty) > MOST_WITH_BORROWS {
            return error(format!(
                "a type with borrowed handles is made of more than {MOST_WITH_BORROWS} others"
            ));
        }
        Ok(())
    }

    fn kind(&mut self, ty: &InterfaceType, place: &str) -> Result<Kind> {
        let source = self.source;
        Ok(match *ty {
            InterfaceType::Bool => Kind::Bool,
            InterfaceType::S8 => Kind::Int { bits: 8, signed: true },
            InterfaceType::U8 => Kind::Int { bits: 8, signed: false },
            InterfaceType::S16 => Kind::Int { bits: 16, signed: true },
            InterfaceType::U16 => Kind::Int { bits: 16, signed: false },
            InterfaceType::S32 => Kind::Int { bits: 32, signed: true },
            InterfaceType::U32 => Kind::Int { bits: 32, signed: false },
            InterfaceType::S64 => Kind::Int { bits: 64, signed: true },
            InterfaceType::U64 => Kind::Int { bits: 64, signed: false },
            InterfaceType::Float32 => Kind::Float { bits: 32 },
            InterfaceType::Float64 => Kind::Float { bits: 64 },
            InterfaceType::Char => Kind::Char,
            InterfaceType::String => Kind::String,
            InterfaceType::Record(index) => {
                let fields = source[index].fields.iter();
                let field = |field: &environ::RecordField| -> Result<Field> {
                    Ok(Field { name: field.name.clone(), ty: self.convert(&field.ty, place)? })
                };
                Kind::Record(fields.map(field).collect::<Result<_>>()?)
            }
            InterfaceType::Variant(index) => {
                let cases = source[index].cases.iter();
                let case = |(name, ty): (&String, &Option<InterfaceType>)| -> Result<Case> {
                    Ok(Case { name: name.clone(), ty: self.optional(ty, place)? })
                };
                Kind::Variant(cases.map(case).collect::<Result<_>>()?)
            }
            InterfaceType::List(index) => Kind::List(self.convert(&source[index].element, place)?),
            InterfaceType::FixedLengthList(index) => {
                let list = &source[index];
                Kind::FixedList(self.convert(&list.element, place)?, list.size)
            }
            InterfaceType::Map(index) => Kind::Map {
                key: self.convert(&source[index].key, place)?,
                value: self.convert(&source[index].value, place)?,
            },
            InterfaceType::Tuple(index) => {
                let types = source[index].types.iter();
                Kind::Tuple(types.map(|ty| self.convert(ty, place)).collect::<Result<_>>()?)
            }
            InterfaceType::Flags(index) => Kind::Flags(source[index].names.iter().cloned().collect()),
            InterfaceType::Enum(index) => Kind::Enum(source[index].names.iter().cloned().collect()),
            InterfaceType::Option(index) => Kind::Option(self.convert(&source[index].ty, place)?),
            InterfaceType::Result(index) => Kind::Result {
                ok: self.optional(&source[index].ok, place)?,
                err: self.optional(&source[index].err, place)?,
            },
            InterfaceType::Own(index) => Kind::Own(id(index)),
            InterfaceType::Borrow(index) => Kind::Borrow(id(index)),
            InterfaceType::Future(_) => return Err(asynchronous::unsupported("the type `future`", place)),
            InterfaceType::Stream(_) => return Err(asynchronous::unsupported("the type `stream`", place)),
            InterfaceType::ErrorContext(_) => {
                return Err(asynchronous::unsupported("the type `error-context`", place));
            }
        })
    }

    fn optional(&mut self, ty: &Option<InterfaceType>, place: &str) -> Result<Option<TypeId>> {
        ty.as_ref().map(|ty| self.convert(ty, place)).transpose()
    }
}
