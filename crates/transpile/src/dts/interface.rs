//! The declarations inside an interface: functions, types, classes.

use super::Role;
use super::declaration::{Class, Declaration, Export, Member, MemberKind, Shape, Signature, Statement};
use super::docs::Comment;
use super::types::Types;
use super::words::{is_reserved, quoted};
use crate::plan::world::{
    Case, Docs, Function, Interface, Label, NamespaceKind, Owner, Promises, Resource, Type, TypeDefId,
    TypeKind, VariantCase,
};
use crate::{Side, names};

/// All declarations of `interface`: functions first, then types as WIT has them.
pub(super) fn statements(types: &Types<'_>, interface: &Interface, role: Role) -> Vec<Statement> {
    let functions = interface.functions.iter().zip(distinct(&interface.functions));
    let mut statements: Vec<_> =
        functions.map(|(function, name)| self::function(types, function, name, role)).collect();
    statements.extend(interface.modules.iter().map(|name| module(types, names::lower_camel(name))));
    statements.extend(interface.instances.iter().map(|(name, id)| {
        let module = types.layout.specifier(types.scope.owner, Owner::Interface(*id));
        let is_type =
            (types.layout.side == Side::Guest || role == Role::Implemented) && !types.world.has_values(*id);
        Statement::plain(Declaration::Namespace { name: names::lower_camel(name), module, is_type })
    }));
    for id in &interface.types {
        statements.extend(named_type(types, *id, role, Export::Named));
        if types.layout.side == Side::Host && role != Role::Implemented {
            statements.extend(namespace(types, *id));
            statements.extend(class_alias(types, *id));
        }
    }
    statements
}

pub(super) fn function(types: &Types<'_>, function: &Function, name: String, role: Role) -> Statement {
    let kind = Declaration::Function { name, signature: signature(types, function) };
    Statement { docs: documented(types, function, role), kind }
}

/// The documentation of a function, with what it throws where the reader calls it.
pub(super) fn documented(types: &Types<'_>, function: &Function, role: Role) -> Comment {
    let mut docs = Comment::of(&function.docs);
    if types.layout.side == Side::Host
        && role == Role::Used
        && let Some(thrown) = types.thrown(function.result)
    {
        docs.add(&format!("@throws {{{thrown}}}"));
    }
    docs
}

/// `export const SameThing: typeof Thing;` for another name of a class.
pub(super) fn class_alias(types: &Types<'_>, id: TypeDefId) -> Option<Statement> {
    let class = types.world.resource(id).filter(|resource| *resource != id)?;
    let ty = Shape::Text(format!("typeof {}", types.reference(class)));
    Some(Statement::plain(Declaration::Const { name: types.reference(id), ty }))
}

/// A core module: the engine's object.
pub(super) fn module(types: &Types<'_>, name: String) -> Statement {
    let ty = Shape::Text(types.scope.global("WebAssembly.Module"));
    Statement::plain(Declaration::Const { name, ty })
}

pub(super) fn signature(types: &Types<'_>, function: &Function) -> Signature {
    let parameter = |name: &str| match names::lower_camel(name) {
        name if is_reserved(&name) => format!("{name}_"),
        name => name,
    };
    let names = names::distinct(function.params.iter().map(|(name, _)| parameter(name)));
    Signature {
        params: names
            .into_iter()
            .zip(&function.params)
            .map(|(name, (_, ty))| (name, types.of(*ty)))
            .collect(),
        result: result(types, function),
    }
}

/// What a function returns, which may be a promise of it.
fn result(types: &Types<'_>, function: &Function) -> String {
    match function.promises {
        Promises::Maybe if !function.is_async => {
            format!("{} | {}", types.result(function.result, false), types.result(function.result, true))
        }
        promises => types.result(function.result, function.is_async || promises == Promises::Always),
    }
}

fn distinct(functions: &[Function]) -> Vec<String> {
    names::distinct(functions.iter().map(|function| names::lower_camel(&function.name)))
}

/// The declarations of one named type, a class leaving the module by `export`.
pub(super) fn named_type(types: &Types<'_>, id: TypeDefId, role: Role, export: Export) -> Vec<Statement> {
    let definition = &types.world.types[id];
    let name = types.reference(id);
    let docs = Comment::of(&definition.docs);
    let kind = match &definition.kind {
        TypeKind::Record(fields) => Declaration::Interface { name, members: types.fields(fields) },
        TypeKind::Variant(cases) => return variant(types, id, docs, cases),
        TypeKind::Enum(cases) => {
            let ty = Shape::Joined("|", types.enum_values(cases).into_iter().map(Shape::Text).collect());
            return vec![Statement {
                docs: enum_docs(types, docs, cases),
                kind: Declaration::Alias { name, ty },
            }];
        }
        TypeKind::Flags(flags) if !types.style.has_bigint_flags() => {
            Declaration::Interface { name, members: types.flags(flags) }
        }
        TypeKind::Resource(resource) => Declaration::Class(class(types, name, export, resource, role)),
        kind => Declaration::Alias { name, ty: Shape::Text(types.structure(kind)) },
    };
    vec![Statement { docs, kind }]
}

/// A union of one interface per case, or of object types.
fn variant(types: &Types<'_>, id: TypeDefId, docs: Comment, cases: &[Case]) -> Vec<Statement> {
    let mut alternatives = Vec::new();
    let mut interfaces = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let docs = Comment::of(&case.docs);
        let mut members = types.case_members(case);
        if let Some(name) = types.scope.case(id, index) {
            alternatives.push(Shape::Text(name.to_owned()));
            interfaces
                .push(Statement { docs, kind: Declaration::Interface { name: name.to_owned(), members } });
        } else {
            members[0].docs = docs;
            alternatives.push(Shape::Object(members));
        }
    }
    let kind = Declaration::Alias { name: types.reference(id), ty: Shape::Joined("|", alternatives) };
    interfaces.insert(0, Statement { docs, kind });
    interfaces
}

/// Editors show no documentation of a union's members: it goes to that of the union.
fn enum_docs(types: &Types<'_>, mut docs: Comment, cases: &[Label]) -> Comment {
    let documented =
        cases.iter().zip(types.enum_values(cases)).filter(|(case, _)| !case.docs.text.is_empty());
    let lines: Vec<_> = documented
        .map(|(case, value)| format!("- `{value}`: {}", case.docs.text.replace('\n', "\n  ")))
        .collect();
    docs.add(&lines.join("\n"));
    docs
}

fn class(types: &Types<'_>, name: String, export: Export, resource: &Resource, role: Role) -> Class {
    let mut members = constructors(types, &name, resource, role);
    let methods = resource.methods.iter().zip(distinct(&resource.methods));
    members.extend(methods.map(|(function, name)| method(types, "", function, name, role)));
    let has_new = resource.constructor.as_ref().is_some_and(|made| made.promises == Promises::Always);
    let taken = has_new.then(|| "new".to_owned());
    let statics = resource.statics.iter().map(|function| names::static_method(&function.name));
    let names = names::distinct(taken.into_iter().chain(statics)).into_iter().skip(usize::from(has_new));
    let statics = resource.statics.iter().zip(names);
    members.extend(statics.map(|(function, name)| method(types, "static ", function, name, role)));
    let optional = if role == Role::Implemented { "?" } else { "" };
    let (dispose, result, disposable) = match resource.is_disposed_later {
        true => {
            ("Symbol.asyncDispose", format!("{}<void>", types.scope.global("Promise")), "AsyncDisposable")
        }
        false => ("Symbol.dispose", "void".to_owned(), "Disposable"),
    };
    members.push(Member::line(format!("[{}]{optional}(): {result}", types.scope.global(dispose))));
    Class {
        name,
        export,
        is_abstract: resource.constructor.is_none() && role != Role::Used,
        implements: (role != Role::Implemented).then(|| types.scope.global(disposable)),
        members,
    }
}

/// The constructor; one that gives a promise is a static method, for no JavaScript constructor can.
fn constructors(types: &Types<'_>, name: &str, resource: &Resource, role: Role) -> Vec<Member> {
    match &resource.constructor {
        Some(function) if function.promises == Promises::Always => {
            let result = format!("{}<{name}>", types.scope.global("Promise"));
            let signature = Signature { result, ..signature(types, function) };
            let kind = MemberKind::Method { prefix: "static ", name: "new".into(), signature };
            let made = Member { docs: documented(types, function, role), kind };
            vec![Member::line("private constructor()".into()), made]
        }
        _ => vec![constructor(types, resource, role)],
    }
}

/// Of a class that WIT gives no constructor, nobody but its maker makes instances; where that is the reader, any
/// constructor will do.
fn constructor(types: &Types<'_>, resource: &Resource, role: Role) -> Member {
    match &resource.constructor {
        Some(function) => {
            let signature = Signature { result: String::new(), ..signature(types, function) };
            let kind = MemberKind::Constructor(signature);
            Member { docs: documented(types, function, role), kind }
        }
        None if role == Role::Used => Member::line("private constructor()".into()),
        None => Member::line("constructor(...args: never)".into()),
    }
}

fn method(types: &Types<'_>, prefix: &'static str, function: &Function, name: String, role: Role) -> Member {
    let kind = MemberKind::Method { prefix, name, signature: signature(types, function) };
    Member { docs: documented(types, function, role), kind }
}

/// The constant with the values of a type, in the styles that have one.
fn namespace(types: &Types<'_>, id: TypeDefId) -> Option<Statement> {
    let definition = types.world.definition(Type::Defined(id))?;
    let name = types.reference(id);
    let member = |name: String, docs: &Docs, ty: String| Member {
        docs: Comment::of(docs),
        kind: MemberKind::Property { prefix: "readonly ", name, suffix: "", ty: Shape::Text(ty) },
    };
    let members = match (types.world.namespace(Type::Defined(id), types.style)?, &definition.kind) {
        (NamespaceKind::Flags(keys), TypeKind::Flags(flags)) => {
            keys.into_iter().zip(flags).map(|(key, flag)| member(key, &flag.docs, "bigint".into())).collect()
        }
        (NamespaceKind::Enum(values), TypeKind::Enum(cases)) => values
            .into_iter()
            .zip(cases)
            .map(|((key, value), case)| member(key, &case.docs, quoted(&value)))
            .collect(),
        (NamespaceKind::Variant(makers), TypeKind::Variant(cases)) => {
            let extract = types.scope.global("Extract");
            let maker = |(maker, case): (VariantCase, &Case)| {
                let param = case.ty.map_or(String::new(), |ty| format!("val: {}", types.of(ty)));
                let ty = format!("({param}) => {extract}<{name}, {{ tag: {} }}>", quoted(&maker.tag));
                member(maker.key, &case.docs, ty)
            };
            makers.into_iter().zip(cases).map(maker).collect()
        }
        _ => unreachable!("a namespace object is of the kind of its type"),
    };
    Some(Statement::plain(Declaration::Const { name, ty: Shape::Object(members) }))
}
