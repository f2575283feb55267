//! Declarations as data.

use super::docs::Comment;

/// A `.d.ts` file.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// `/// <reference …/>` attributes, `lib="esnext.disposable"`.
    pub references: Vec<String>,
    pub docs: Comment,
    pub body: Vec<Statement>,
}

#[derive(Debug)]
pub(super) struct Statement {
    pub docs: Comment,
    pub kind: Declaration,
}

#[derive(Debug)]
pub(super) enum Declaration {
    /// `export interface Name {`
    Interface {
        name: String,
        members: Vec<Member>,
    },
    /// `export type Name = ty;`
    Alias {
        name: String,
        ty: Shape,
    },
    /// `export const name: ty;`
    Const {
        name: String,
        ty: Shape,
    },
    /// `export function name(…): …;`
    Function {
        name: String,
        signature: Signature,
    },
    /// `export default function (…): …;`
    DefaultFunction(Signature),
    /// `export default` of a constant.
    DefaultValue(String),
    /// `export { name as default } from 'module';`
    DefaultFrom {
        name: String,
        module: String,
    },
    Class(Class),
    /// `export * as name from 'module';`, or with `type`.
    Namespace {
        name: String,
        module: String,
        is_type: bool,
    },
    /// `export {};`, without which an empty file is no module.
    Nothing,
    /// `declare module 'name' {`
    Ambient {
        name: String,
        body: Vec<Statement>,
    },
}

#[derive(Debug)]
pub(super) struct Class {
    pub name: String,
    pub export: Export,
    pub is_abstract: bool,
    pub implements: Option<String>,
    pub members: Vec<Member>,
}

/// How a class leaves its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Export {
    Named,
    /// As a type: there is no such class at run time.
    Type,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Text(String),
    Object(Vec<Member>),
    /// `(…) => …`
    Function(Signature),
    /// Types with an operator, `|` or `&`, between them: one a line, unless all fit on one.
    Joined(&'static str, Vec<Shape>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub docs: Comment,
    pub kind: MemberKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum MemberKind {
    /// `prefix name: ty;`, the name being any string; prefixes are `readonly`.
    Property { prefix: &'static str, name: String, suffix: &'static str, ty: Shape },
    /// `prefix name(…): …;`; prefixes are `static`, suffixes `?`.
    Method { prefix: &'static str, name: String, signature: Signature },
    /// `constructor(…);`
    Constructor(Signature),
    /// As it stands, and `;`.
    Line(String),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Signature {
    pub params: Vec<(String, String)>,
    /// Empty for a constructor.
    pub result: String,
}

impl Statement {
    pub fn plain(kind: Declaration) -> Statement {
        Statement { docs: Comment::default(), kind }
    }
}

impl Declaration {
    /// Whether a class is declared, here or inside.
    pub fn has_class(&self) -> bool {
        match self {
            Declaration::Class(_) => true,
            Declaration::Ambient { body, .. } => body.iter().any(|statement| statement.kind.has_class()),
            _ => false,
        }
    }
}

impl Member {
    pub fn line(line: String) -> Member {
        Member { docs: Comment::default(), kind: MemberKind::Line(line) }
    }
}
