//! The plainest value of each type.

use crate::names;
use crate::plan::world::{Function, InterfaceId, Owner, Type, TypeDefId, TypeKind, World};

pub(super) struct Values<'a> {
    pub world: &'a World,
    /// The interface whose classes there are, and the variable that has them.
    pub classes: Option<(InterfaceId, &'a str)>,
}

impl Values<'_> {
    /// `{ return 0; }`; what cannot be made of nothing is thrown.
    pub fn body(&self, function: &Function) -> String {
        match self.result_type(function).map(|ty| self.value(ty)) {
            None => "{}".into(),
            Some(Some(value)) => format!("{{\n  return {value};\n}}"),
            Some(None) => format!("{{\n  {}\n}}", unimplemented(function)),
        }
    }

    /// The same as the body of an arrow function.
    pub fn returned(&self, function: &Function) -> String {
        match self.result_type(function).map(|ty| self.value(ty)) {
            Some(Some(value)) if value.starts_with('{') => format!("({value})"),
            Some(Some(value)) => value,
            _ => self.body(function),
        }
    }

    /// Arguments for a call from outside; none where resources would have to be made or kept.
    pub fn arguments(&self, function: &Function) -> Option<String> {
        if function.result.is_some_and(|ty| self.has_resource(ty)) {
            return None;
        }
        let is_plain = |ty: Type| !self.has_resource(ty);
        let values: Option<Vec<String>> =
            function.params.iter().map(|(_, ty)| is_plain(*ty).then(|| self.value(*ty)).flatten()).collect();
        Some(values?.join(", "))
    }

    /// What a function returns, if anything: the error of a result is thrown, so only its value is.
    fn result_type(&self, function: &Function) -> Option<Type> {
        let ty = function.result?;
        match self.world.definition(ty).map(|definition| &definition.kind) {
            Some(TypeKind::Result { ok, .. }) => *ok,
            _ => Some(ty),
        }
    }

    fn value(&self, ty: Type) -> Option<String> {
        Some(match self.world.resolve(ty) {
            Type::Bool => "false".into(),
            Type::Int { bits: 64, .. } => "0n".into(),
            Type::Int { .. } | Type::Float { .. } => "0".into(),
            Type::Char => "' '".into(),
            Type::String => "''".into(),
            Type::ErrorContext => return None,
            Type::Defined(id) => self.defined(id)?,
        })
    }

    fn defined(&self, id: TypeDefId) -> Option<String> {
        Some(match &self.world.types[id].kind {
            TypeKind::Record(fields) => {
                let fields: Option<Vec<String>> = fields
                    .iter()
                    .filter(|field| !self.world.is_nullable(field.ty))
                    .map(|field| {
                        Some(format!("{}: {}", names::lower_camel(&field.name), self.value(field.ty)?))
                    })
                    .collect();
                braced(&fields?)
            }
            TypeKind::Variant(cases) => {
                let case = cases.iter().find(|case| case.ty.is_none()).or(cases.first())?;
                tagged(&case.name, case.ty.map(|ty| self.value(ty)))?
            }
            TypeKind::Enum(labels) => format!("'{}'", labels.first()?.name),
            TypeKind::Flags(_) => "{}".into(),
            TypeKind::Own(resource) | TypeKind::Borrow(resource) => self.instance(*resource)?,
            TypeKind::Resource(_) => self.instance(id)?,
            TypeKind::Tuple(types) => {
                let values: Option<Vec<String>> = types.iter().map(|ty| self.value(*ty)).collect();
                format!("[{}]", values?.join(", "))
            }
            TypeKind::List(element) => list(self.world.resolve(*element)),
            TypeKind::FixedList(element, count) => {
                let value = self.value(*element)?;
                format!("[{}]", vec![value; *count as usize].join(", "))
            }
            TypeKind::Map(..) => "new Map()".into(),
            TypeKind::Option(payload) if self.world.is_nullable(*payload) => "{ tag: 'none' }".into(),
            TypeKind::Option(_) => "undefined".into(),
            TypeKind::Result { ok, .. } => {
                tagged("ok", Some(ok.map_or(Some("undefined".into()), |ok| self.value(ok))))?
            }
            TypeKind::Alias(_) | TypeKind::Future(_) | TypeKind::Stream(_) | TypeKind::Opaque => return None,
        })
    }

    /// `new counters.Counter(0)`, of a class that the same interface has.
    fn instance(&self, id: TypeDefId) -> Option<String> {
        let id = self.world.resource(id)?;
        let definition = &self.world.types[id];
        let TypeKind::Resource(resource) = &definition.kind else { return None };
        let constructor = resource.constructor.as_ref()?;
        let (_, classes) =
            self.classes.filter(|(interface, _)| definition.owner == Owner::Interface(*interface))?;
        let types = constructor
            .params
            .iter()
            .map(|(_, ty)| (!self.has_resource(*ty)).then(|| self.value(*ty)).flatten());
        let arguments: Option<Vec<String>> = types.collect();
        let class = names::upper_camel(definition.name.as_deref()?);
        Some(format!("new {classes}.{class}({})", arguments?.join(", ")))
    }

    fn has_resource(&self, ty: Type) -> bool {
        let Type::Defined(id) = self.world.resolve(ty) else { return false };
        let has = |ty: &Type| self.has_resource(*ty);
        match &self.world.types[id].kind {
            TypeKind::Own(_) | TypeKind::Borrow(_) | TypeKind::Resource(_) | TypeKind::Opaque => true,
            TypeKind::Future(_) | TypeKind::Stream(_) => true,
            TypeKind::Record(fields) => fields.iter().any(|field| has(&field.ty)),
            TypeKind::Variant(cases) => cases.iter().any(|case| case.ty.as_ref().is_some_and(has)),
            TypeKind::Tuple(types) => types.iter().any(has),
            TypeKind::List(ty) | TypeKind::FixedList(ty, _) | TypeKind::Option(ty) | TypeKind::Alias(ty) => {
                has(ty)
            }
            TypeKind::Map(key, value) => has(key) || has(value),
            TypeKind::Result { ok, err } => ok.iter().chain(err).any(has),
            TypeKind::Enum(_) | TypeKind::Flags(_) => false,
        }
    }
}

fn unimplemented(function: &Function) -> String {
    format!("throw new Error('{} is not implemented');", function.name)
}

fn braced(fields: &[String]) -> String {
    if fields.is_empty() { "{}".into() } else { format!("{{ {} }}", fields.join(", ")) }
}

/// `{ tag: 'some', val: 0 }`
fn tagged(tag: &str, value: Option<Option<String>>) -> Option<String> {
    Some(match value {
        None => format!("{{ tag: '{tag}' }}"),
        Some(value) => format!("{{ tag: '{tag}', val: {} }}", value?),
    })
}

fn list(element: Type) -> String {
    match element {
        Type::Int { bits, signed } => {
            let (big, sign) = (if bits == 64 { "Big" } else { "" }, if signed { "Int" } else { "Uint" });
            format!("new {big}{sign}{bits}Array()")
        }
        Type::Float { bits } => format!("new Float{bits}Array()"),
        _ => "[]".into(),
    }
}
