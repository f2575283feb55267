//! The table of types of a description.

use std::collections::HashMap;

use serde::Serialize;
use transpile::names;
use wit_parser::{self as wit, Handle, Resolve, TypeDefKind, TypeId};

/// A type: a primitive one by its name, any other by its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum TypeRef {
    /// `u8`, `string` and the like.
    Primitive(&'static str),
    /// The place of another.
    At(usize),
}

/// A type of the table. The names are those of WIT, the keys those of JavaScript.
#[derive(Debug, Serialize)]
pub struct Type {
    /// What WIT calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What a type is.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Kind {
    Record {
        fields: Vec<Field>,
    },
    Variant {
        cases: Vec<Case>,
    },
    Enum {
        cases: Vec<String>,
    },
    Flags {
        flags: Vec<Flag>,
    },
    Tuple {
        types: Vec<TypeRef>,
    },
    /// `is_tagged`: its JavaScript value is `{ tag, val }`, because the payload may be `undefined` itself.
    Option {
        some: TypeRef,
        is_tagged: bool,
    },
    Result {
        ok: Option<TypeRef>,
        err: Option<TypeRef>,
    },
    List {
        element: TypeRef,
        #[serde(skip_serializing_if = "Option::is_none")]
        length: Option<u32>,
    },
    Map {
        key: TypeRef,
        value: TypeRef,
    },
    Own {
        resource: TypeRef,
    },
    Borrow {
        resource: TypeRef,
    },
    /// `class`: the properties that lead to it. Resources of the host have none.
    Resource {
        #[serde(skip_serializing_if = "Option::is_none")]
        class: Option<Vec<String>>,
    },
    Future {
        payload: Option<TypeRef>,
    },
    Stream {
        payload: Option<TypeRef>,
    },
}

/// A field of a record.
#[derive(Debug, Serialize)]
pub struct Field {
    pub name: String,
    pub key: String,
    #[serde(rename = "type")]
    pub ty: TypeRef,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

/// A case of a variant.
#[derive(Debug, Serialize)]
pub struct Case {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: Option<TypeRef>,
}

/// One of some flags.
#[derive(Debug, Serialize)]
pub struct Flag {
    pub name: String,
    pub key: String,
}

/// The table while it grows.
pub(super) struct Types<'a> {
    pub resolve: &'a Resolve,
    table: Vec<Option<Type>>,
    places: HashMap<TypeId, usize>,
}

impl<'a> Types<'a> {
    pub fn new(resolve: &'a Resolve) -> Self {
        Types { resolve, table: Vec::new(), places: HashMap::new() }
    }

    pub fn into_table(self) -> Vec<Type> {
        self.table.into_iter().map(|ty| ty.expect("types do not contain themselves")).collect()
    }

    pub fn refer(&mut self, ty: &wit::Type) -> TypeRef {
        match ty {
            wit::Type::Bool => TypeRef::Primitive("bool"),
            wit::Type::U8 => TypeRef::Primitive("u8"),
            wit::Type::U16 => TypeRef::Primitive("u16"),
            wit::Type::U32 => TypeRef::Primitive("u32"),
            wit::Type::U64 => TypeRef::Primitive("u64"),
            wit::Type::S8 => TypeRef::Primitive("s8"),
            wit::Type::S16 => TypeRef::Primitive("s16"),
            wit::Type::S32 => TypeRef::Primitive("s32"),
            wit::Type::S64 => TypeRef::Primitive("s64"),
            wit::Type::F32 => TypeRef::Primitive("f32"),
            wit::Type::F64 => TypeRef::Primitive("f64"),
            wit::Type::Char => TypeRef::Primitive("char"),
            wit::Type::String => TypeRef::Primitive("string"),
            wit::Type::ErrorContext => TypeRef::Primitive("error-context"),
            wit::Type::Id(id) => self.at(*id),
        }
    }

    /// The resource of an exported function, whose class is beside the function.
    pub fn exported_resource(&mut self, id: TypeId, interface: Option<&str>) -> TypeRef {
        let at = self.at(id);
        let name = self.resolve.types[id].name.as_deref().unwrap_or_default();
        let class = interface.map(ToOwned::to_owned).into_iter().chain([names::upper_camel(name)]);
        if let TypeRef::At(place) = at {
            self.table[place] = Some(Type {
                name: Some(name.to_owned()),
                kind: Kind::Resource { class: Some(class.collect()) },
            });
        }
        at
    }

    /// Another name for a type is that type.
    fn at(&mut self, id: TypeId) -> TypeRef {
        let definition = &self.resolve.types[id];
        if let TypeDefKind::Type(original) = &definition.kind {
            return self.refer(original);
        }
        if let Some(place) = self.places.get(&id) {
            return TypeRef::At(*place);
        }
        let place = self.table.len();
        self.table.push(None);
        self.places.insert(id, place);
        let kind = self.kind(&definition.kind);
        self.table[place] = Some(Type { name: definition.name.clone(), kind });
        TypeRef::At(place)
    }

    fn kind(&mut self, kind: &'a TypeDefKind) -> Kind {
        match kind {
            TypeDefKind::Record(record) => Kind::Record { fields: self.fields(record) },
            TypeDefKind::Resource => Kind::Resource { class: None },
            TypeDefKind::Handle(Handle::Own(id)) => Kind::Own { resource: self.at(*id) },
            TypeDefKind::Handle(Handle::Borrow(id)) => Kind::Borrow { resource: self.at(*id) },
            TypeDefKind::Flags(flags) => Kind::Flags { flags: flags_of(flags) },
            TypeDefKind::Tuple(tuple) => {
                Kind::Tuple { types: tuple.types.iter().map(|ty| self.refer(ty)).collect() }
            }
            TypeDefKind::Variant(variant) => Kind::Variant { cases: self.cases(variant) },
            TypeDefKind::Enum(it) => {
                Kind::Enum { cases: it.cases.iter().map(|case| case.name.clone()).collect() }
            }
            TypeDefKind::Option(ty) => self.option(ty),
            TypeDefKind::Result(result) => {
                Kind::Result { ok: self.payload(result.ok.as_ref()), err: self.payload(result.err.as_ref()) }
            }
            TypeDefKind::List(ty) => Kind::List { element: self.refer(ty), length: None },
            TypeDefKind::FixedLengthList(ty, length) => {
                Kind::List { element: self.refer(ty), length: Some(*length) }
            }
            TypeDefKind::Map(key, value) => Kind::Map { key: self.refer(key), value: self.refer(value) },
            TypeDefKind::Future(ty) => Kind::Future { payload: self.payload(ty.as_ref()) },
            TypeDefKind::Stream(ty) => Kind::Stream { payload: self.payload(ty.as_ref()) },
            TypeDefKind::Type(_) | TypeDefKind::Unknown => {
                unreachable!("names are followed, and all is resolved")
            }
        }
    }

    fn payload(&mut self, ty: Option<&wit::Type>) -> Option<TypeRef> {
        ty.map(|ty| self.refer(ty))
    }

    fn option(&mut self, ty: &wit::Type) -> Kind {
        let some = self.refer(ty);
        let inner =
            if let TypeRef::At(place) = some { self.table[place].as_ref().map(|ty| &ty.kind) } else { None };
        let is_tagged = matches!(inner, Some(Kind::Option { is_tagged: false, .. }));
        Kind::Option { some, is_tagged }
    }

    fn fields(&mut self, record: &wit::Record) -> Vec<Field> {
        let keys = names::distinct(record.fields.iter().map(|field| names::lower_camel(&field.name)));
        let fields = record.fields.iter().zip(keys);
        fields
            .map(|(field, key)| Field {
                name: field.name.clone(),
                key,
                ty: self.refer(&field.ty),
                docs: field.docs.contents.clone(),
            })
            .collect()
    }

    fn cases(&mut self, variant: &wit::Variant) -> Vec<Case> {
        let cases = variant.cases.iter();
        cases.map(|case| Case { name: case.name.clone(), ty: self.payload(case.ty.as_ref()) }).collect()
    }
}

fn flags_of(flags: &wit::Flags) -> Vec<Flag> {
    let keys = names::distinct(flags.flags.iter().map(|flag| names::lower_camel(&flag.name)));
    flags.flags.iter().zip(keys).map(|(flag, key)| Flag { name: flag.name.clone(), key }).collect()
}
