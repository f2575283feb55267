//! Value types as TypeScript.

use super::declaration::{Member, MemberKind, Shape};
use super::docs::Comment;
use super::layout::Layout;
use super::scope::{Scope, Scopes};
use super::words::{property, quoted};
use crate::options::TypeStyle;
use crate::plan::world::{Case, Field, InterfaceId, Label, Owner, Type, TypeDefId, TypeKind, World};
use crate::{Side, names};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// The types of one file.
pub(super) struct Types<'a> {
    pub world: &'a World,
    pub style: TypeStyle,
    /// Whether what exported functions throw is a `ComponentError`.
    pub wraps_errors: bool,
    pub layout: &'a Layout,
    pub scopes: &'a Scopes,
    pub scope: &'a Scope,
    pub uses: Uses,
    /// Types that one expression may still have: where nothing has a name, a few nested tuples would fill the memory.
    fuel: Cell<u32>,
    depth: Cell<u32>,
}

/// What the types of a file need beside them.
#[derive(Default)]
pub(super) struct Uses {
    pub option: Cell<bool>,
    pub result: Cell<bool>,
    pub interfaces: RefCell<BTreeSet<InterfaceId>>,
}

const FUEL: u32 = 5000;

/// Types within types of one expression: as many as validation allows in a component.
const DEPTH: u32 = 100;

/// Characters in the longest tuple that stands for a fixed-length list.
const LONGEST_TUPLE: usize = 512;

impl<'a> Types<'a> {
    pub fn new(
        world: &'a World,
        style: TypeStyle,
        wraps_errors: bool,
        layout: &'a Layout,
        scopes: &'a Scopes,
        scope: &'a Scope,
    ) -> Self {
        Types {
            world,
            style,
            wraps_errors,
            layout,
            scopes,
            scope,
            uses: Uses::default(),
            fuel: Cell::new(FUEL),
            depth: Cell::new(0),
        }
    }

    /// `ty` as it is written where a value of it is declared.
    pub fn of(&self, ty: Type) -> String {
        let depth = self.depth.get();
        let fuel = if depth == 0 { FUEL } else { self.fuel.get() };
        if fuel == 0 || depth == DEPTH {
            return "any".into();
        }
        self.fuel.set(fuel - 1);
        self.depth.set(depth + 1);
        let text = match ty {
            Type::Bool => "boolean".into(),
            Type::Int { bits: 64, .. } => "bigint".into(),
            Type::Int { .. } | Type::Float { .. } | Type::ErrorContext => "number".into(),
            Type::Char | Type::String => "string".into(),
            Type::Defined(id) => match self.world.types[id].name {
                Some(_) => self.reference(id),
                None => self.structure(&self.world.types[id].kind),
            },
        };
        self.depth.set(depth);
        text
    }

    /// Whether anything of `interface` exists at run time where it is exported.
    pub fn has_values(&self, interface: InterfaceId) -> bool {
        let has_constants = || !self.world.namespaces(interface, self.style).is_empty();
        self.world.has_values(interface) || self.layout.side == Side::Host && has_constants()
    }

    pub fn optional(&self, ty: Option<Type>) -> String {
        ty.map_or("void".into(), |ty| self.of(ty))
    }

    /// The result of a function: an `err` is thrown.
    pub fn result(&self, ty: Option<Type>, is_async: bool) -> String {
        let thrown = ty.and_then(|ty| self.world.definition(ty));
        let ty = match thrown.map(|definition| &definition.kind) {
            Some(TypeKind::Result { ok, .. }) => self.optional(*ok),
            _ => self.optional(ty),
        };
        if is_async { format!("{}<{ty}>", self.scope.global("Promise")) } else { ty }
    }

    /// What an exported function throws.
    pub fn thrown(&self, ty: Option<Type>) -> Option<String> {
        match ty.and_then(|ty| self.world.definition(ty)).map(|definition| &definition.kind) {
            Some(TypeKind::Result { err, .. }) if self.wraps_errors => {
                Some(format!("{}<{}>", self.scope.error, self.optional(*err)))
            }
            Some(TypeKind::Result { err, .. }) => Some(self.optional(*err)),
            _ => None,
        }
    }

    /// A type by its name.
    pub fn reference(&self, id: TypeDefId) -> String {
        if let Some(name) = self.scope.declared(id) {
            return name.to_owned();
        }
        let owner = self.world.types[id].owner;
        let Some(name) = self.scopes.of(owner).and_then(|scope| scope.declared(id)) else {
            return "unknown".into();
        };
        if let Owner::Interface(interface) = owner {
            self.uses.interfaces.borrow_mut().insert(interface);
        }
        format!("import({}).{name}", quoted(&self.layout.specifier(self.scope.owner, owner)))
    }

    /// A type by its structure, on one line.
    pub fn structure(&self, kind: &TypeKind) -> String {
        let ty = |ty: &Type| self.of(*ty);
        let payload = |ty: &Option<Type>| self.optional(*ty);
        let generic = |name: &str, arguments: &[String]| {
            format!("{}<{}>", self.scope.global(name), arguments.join(", "))
        };
        match kind {
            TypeKind::Record(fields) => inline(&self.fields(fields)),
            TypeKind::Variant(cases) => {
                let objects: Vec<_> = cases.iter().map(|case| inline(&self.case_members(case))).collect();
                objects.join(" | ")
            }
            TypeKind::Enum(cases) => self.enum_values(cases).join(" | "),
            TypeKind::Flags(_) if self.style.has_bigint_flags() => "bigint".into(),
            TypeKind::Flags(flags) => inline(&self.flags(flags)),
            TypeKind::Resource(_) | TypeKind::Opaque => "unknown".into(),
            TypeKind::Alias(target) => ty(target),
            TypeKind::Own(id) | TypeKind::Borrow(id) => self.of(Type::Defined(*id)),
            TypeKind::Tuple(types) => format!("[{}]", types.iter().map(ty).collect::<Vec<_>>().join(", ")),
            TypeKind::List(element) => self.list(*element),
            TypeKind::FixedList(element, length) => self.fixed_list(*element, *length),
            TypeKind::Map(key, value) => generic("Map", &[ty(key), ty(value)]),
            TypeKind::Option(some) if self.world.is_nullable(*some) => {
                self.uses.option.set(true);
                format!("{}<{}>", self.scope.option, ty(some))
            }
            TypeKind::Option(some) => format!("{} | undefined", ty(some)),
            TypeKind::Result { ok, err } => {
                self.uses.result.set(true);
                format!("{}<{}, {}>", self.scope.result, payload(ok), payload(err))
            }
            TypeKind::Future(value) => generic("PromiseLike", &[payload(value)]),
            TypeKind::Stream(element) => generic("AsyncIterable", &[payload(element)]),
        }
    }

    fn list(&self, element: Type) -> String {
        let typed_array = match self.world.resolve(element) {
            Type::Int { bits: 64, signed: true } => "BigInt64Array".to_owned(),
            Type::Int { bits: 64, signed: false } => "BigUint64Array".to_owned(),
            Type::Int { bits, signed: true } => format!("Int{bits}Array"),
            Type::Int { bits, signed: false } => format!("Uint{bits}Array"),
            Type::Float { bits } => format!("Float{bits}Array"),
            _ => return format!("{}<{}>", self.scope.global("Array"), self.of(element)),
        };
        self.scope.global(&typed_array)
    }

    /// A tuple, or an array where that would fill the page.
    fn fixed_list(&self, element: Type, length: u32) -> String {
        let element = self.of(element);
        if length as usize * element.len() <= LONGEST_TUPLE {
            format!("[{}]", vec![element; length as usize].join(", "))
        } else {
            format!("{}<{element}>", self.scope.global("Array"))
        }
    }

    pub fn fields(&self, fields: &[Field]) -> Vec<Member> {
        let names = names::distinct(fields.iter().map(|field| names::lower_camel(&field.name)));
        let member = |(field, name): (&Field, String)| Member {
            docs: Comment::of(&field.docs),
            kind: MemberKind::Property {
                prefix: "",
                name,
                suffix: if self.world.is_nullable(field.ty) { "?" } else { "" },
                ty: Shape::Text(self.of(field.ty)),
            },
        };
        fields.iter().zip(names).map(member).collect()
    }

    pub fn flags(&self, flags: &[Label]) -> Vec<Member> {
        let names = names::distinct(flags.iter().map(|flag| names::lower_camel(&flag.name)));
        let member = |(flag, name): (&Label, String)| Member {
            docs: Comment::of(&flag.docs),
            kind: MemberKind::Property {
                prefix: "",
                name,
                suffix: "?",
                ty: Shape::Text("boolean | undefined".into()),
            },
        };
        flags.iter().zip(names).map(member).collect()
    }

    pub fn case_members(&self, case: &Case) -> Vec<Member> {
        let property = |name: &str, ty| Member {
            docs: Comment::default(),
            kind: MemberKind::Property { prefix: "", name: name.into(), suffix: "", ty: Shape::Text(ty) },
        };
        let mut members = vec![property("tag", quoted(&case.name))];
        members.extend(case.ty.map(|ty| property("val", self.of(ty))));
        members
    }

    pub fn enum_values(&self, cases: &[Label]) -> Vec<String> {
        cases.iter().map(|case| quoted(&self.style.enum_value(&case.name))).collect()
    }
}

/// `{ a: number; b: string }`
fn inline(members: &[Member]) -> String {
    let text = |member: &Member| match &member.kind {
        MemberKind::Property { name, suffix, ty: Shape::Text(ty), .. } => {
            format!("{}{suffix}: {ty}", property(name))
        }
        _ => unreachable!("records, flags and cases have properties of plain types"),
    };
    let members: Vec<_> = members.iter().map(text).collect();
    format!("{{ {} }}", members.join("; "))
}
